/* Any bytes as a saved Blogger page. */
#include "config.h"

#include "ingest_frame.h"

extern const struct ingest_format ingest_blogger_page;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_ingest(&ingest_blogger_page, data, size);
}
