/* Any bytes as a LiveJournal or Dreamwidth file. */
#include "config.h"

#include "ingest_frame.h"

extern const struct ingest_format ingest_livejournal;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_ingest(&ingest_livejournal, data, size);
}
