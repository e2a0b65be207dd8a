/* Which format is this? */
#ifndef INGEST_SNIFF_PRIV_H
#define INGEST_SNIFF_PRIV_H

#include "moot/base/buf.h"
#include "moot/ingest/ingest.h"

/* How much of a source the formats get to see. */
enum { SNIFF_BYTES = 64 * 1024 };

/* The format that is surest of itself; NULL when none knows it. */
const struct ingest_format *sniff_format(struct span head, bool whole);
/* What a source of no known format looks like, for the user: "a PDF file".  magic are
 * its first bytes as they are, head its text. */
void sniff_describe(struct buf *out, struct span magic, struct span head);

#endif
