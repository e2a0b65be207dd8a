/* Any bytes as a Blogger export or feed. */
#include "config.h"

#include "ingest_frame.h"

extern const struct ingest_format ingest_blogger_atom;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_ingest(&ingest_blogger_atom, data, size);
}
