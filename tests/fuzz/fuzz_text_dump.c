/* Any bytes as a plain-text dump of a page. */
#include "config.h"

#include "ingest_frame.h"

extern const struct ingest_format ingest_text_dump;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_ingest(&ingest_text_dump, data, size);
}
