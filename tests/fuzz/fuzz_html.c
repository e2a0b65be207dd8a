/* Any bytes as an HTML page: its rows form a tree in document order, and what is
 * written from them can be read again. */
#include "config.h"

#include "fuzz.h"

#include "moot/base/buf.h"
#include "moot/base/xalloc.h"
#include "moot/markup/page.h"

static void check_rows(const struct page *p)
{
	for (page_node n = 1; n < page_count(p); n++) {
		page_node parent = page_parent(p, n);

		if (parent >= n || page_end(p, n) <= n || page_end(p, n) > page_end(p, parent))
			bug("node %u is not within its parent", (unsigned)n);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct page *p = page_parse(span_of((const char *)data, size));
	struct buf html = BUF_INIT;

	check_rows(p);
	page_add_html(p, 0, &html, NULL, NULL);
	page_free(p);
	p = page_parse(buf_span(&html));
	check_rows(p);
	page_free(p);
	buf_release(&html);
	return 0;
}
