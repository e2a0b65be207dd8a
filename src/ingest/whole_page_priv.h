/* A page that is read once it is whole: what a format does until then. */
#ifndef INGEST_WHOLE_PAGE_PRIV_H
#define INGEST_WHOLE_PAGE_PRIV_H

#include "moot/base/buf.h"
#include "moot/ingest/ingest.h"
#include "moot/markup/page.h"

struct whole_page {
	struct ingest_target target;
	struct buf html; /* what has come of it */
};

/* Of struct ingest_format; the state is a struct whole_page. */
void *whole_page_open(const struct ingest_target *target);
void whole_page_feed(void *state, struct span utf8);
void whole_page_close(void *state);

/* At its end.  Says so when the page ends in the middle.  The caller frees what is
 * returned, and may release html: nothing points to it. */
struct page *whole_page_parse(struct whole_page *w);

#endif
