/* Whether a saved page is whole. */
#ifndef INGEST_PAGE_END_PRIV_H
#define INGEST_PAGE_END_PRIV_H

#include "moot/base/span.h"
#include "moot/ingest/ingest.h"

/* Says so when the page ends in the middle. */
void page_say_cut(const struct ingest_target *target, struct span html);

#endif
