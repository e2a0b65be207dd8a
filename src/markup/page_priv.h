/* How a page is kept; shared by the files that build it and look into it.
 *
 * All bytes (text, attribute values, every name and class token once) are in one
 * string and named by their place, so that it may move while it grows.  Names and
 * tokens are terms: numbers from 1 (0 = none, the name of a text node).
 */
#ifndef MARKUP_PAGE_PRIV_H
#define MARKUP_PAGE_PRIV_H

#include <stddef.h>
#include <stdint.h>

#include "moot/base/buf.h"
#include "moot/base/hash.h"
#include "moot/base/span.h"
#include "moot/markup/page.h"

struct page_bytes {
	size_t at, len; /* part of page.bytes */
};

struct page_attr_row {
	uint32_t name; /* term */
	struct page_bytes value;
};

struct page_row {
	page_node parent, end; /* end: one past the last node below */
	uint32_t name;         /* term; 0 = text */
	uint32_t first_attr, attr_count;
	struct page_bytes text;
};

/* For each term the nodes that carry it, in document order: those of term t are
 * nodes[start[t]] up to nodes[start[t + 1]]. */
struct page_postings {
	uint32_t *start; /* term_count + 2 of them */
	page_node *nodes;
};

struct page {
	struct buf bytes;
	struct page_row *rows; /* rows[0] is the root */
	size_t row_count, row_cap;
	struct page_attr_row *attrs;
	size_t attr_count, attr_cap;
	struct page_bytes *terms; /* terms[0] is unused */
	size_t term_count, term_cap;
	struct hash term_index, id_index;
	uint32_t *recent; /* terms that were found last, by the looks of their names */
	struct page_postings by_name, by_class;
};

static inline struct span page_span(const struct page *p, struct page_bytes b)
{
	return span_of(buf_str(&p->bytes) + b.at, b.len);
}

/* The number of a name or token, 0 when the page has none such. */
uint32_t page_term(const struct page *p, struct span name);
/* "li comment": the term under which by_class has the <li class="comment"> nodes. */
void page_pair_key(struct buf *out, struct span name, struct span token);

#endif
