/* Any bytes as a Disqus export. */
#include "config.h"

#include "ingest_frame.h"

extern const struct ingest_format ingest_disqus;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_ingest(&ingest_disqus, data, size);
}
