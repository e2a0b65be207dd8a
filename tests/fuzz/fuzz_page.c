/* Any bytes as a saved page. */
#include "config.h"

#include "ingest_frame.h"

extern const struct ingest_format ingest_web_page;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_ingest(&ingest_web_page, data, size);
}
