/* Any bytes as a Movable Type export. */
#include "config.h"

#include "ingest_frame.h"

extern const struct ingest_format ingest_movable_type;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_ingest(&ingest_movable_type, data, size);
}
