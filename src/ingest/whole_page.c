#include "config.h"

#include "ingest/whole_page_priv.h"

#include <stdlib.h>

#include "ingest/page_end_priv.h"
#include "moot/base/xalloc.h"

void *whole_page_open(const struct ingest_target *target)
{
	struct whole_page *w = xcalloc(1, sizeof *w);

	w->target = *target;
	return w;
}

void whole_page_feed(void *state, struct span utf8)
{
	struct whole_page *w = state;

	buf_add_span(&w->html, utf8);
}

void whole_page_close(void *state)
{
	struct whole_page *w = state;

	buf_release(&w->html);
	free(w);
}

struct page *whole_page_parse(struct whole_page *w)
{
	page_say_cut(&w->target, buf_span(&w->html));
	return page_parse(buf_span(&w->html));
}
