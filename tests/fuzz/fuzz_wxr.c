/* Any bytes as a WordPress export. */
#include "config.h"

#include "ingest_frame.h"

extern const struct ingest_format ingest_wxr;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_ingest(&ingest_wxr, data, size);
}
