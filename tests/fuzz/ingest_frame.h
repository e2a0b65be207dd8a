/* What the targets of the input formats share: any bytes as a source of one format,
 * read, linked, checked, and written out as text; or all that moot does with a source. */
#ifndef TESTS_INGEST_FRAME_H
#define TESTS_INGEST_FRAME_H

#include "fuzz.h"

#include "moot/base/span.h"
#include "moot/ingest/ingest.h"

/* Returns 0, as a fuzz target must. */
int fuzz_ingest(const struct ingest_format *format, const uint8_t *data, size_t size);
/* The format is found by content; what is read is laid out narrow and wide, searched for
 * references, listed, and exported in every format.  Returns the exit status that the
 * command line would have: 0, 1 (nothing found), 3 (loss), 4 (unreadable). */
int ingest_whole_path(struct span bytes);

#endif
