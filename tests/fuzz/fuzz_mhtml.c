/* Any bytes as a page saved as one file. */
#include "config.h"

#include "ingest_frame.h"

extern const struct ingest_format ingest_mhtml;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_ingest(&ingest_mhtml, data, size);
}
