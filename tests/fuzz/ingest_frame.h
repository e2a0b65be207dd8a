/* What the targets of the input formats share: any bytes as a source of one format,
 * read, linked, checked, and written out as text. */
#ifndef TESTS_INGEST_FRAME_H
#define TESTS_INGEST_FRAME_H

#include "fuzz.h"

#include "moot/ingest/ingest.h"

/* Returns 0, as a fuzz target must. */
int fuzz_ingest(const struct ingest_format *format, const uint8_t *data, size_t size);

#endif
