/* The words of a page's text. */
#ifndef INGEST_COLLAPSE_PRIV_H
#define INGEST_COLLAPSE_PRIV_H

#include "moot/base/buf.h"
#include "moot/base/span.h"

/* Adds text to what is empty, with runs of white space (of no-break and thin spaces, too)
 * made one space, and none around it. */
void collapse_add(struct buf *out, struct span text);

#endif
