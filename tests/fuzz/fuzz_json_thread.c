/* Any bytes as a thread in JSON. */
#include "config.h"

#include "ingest_frame.h"

extern const struct ingest_format ingest_json_thread;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_ingest(&ingest_json_thread, data, size);
}
