/* Looking into a page.
 *
 * Names and class tokens are numbers, and for each number the page has the list of
 * its nodes in document order (page_build.c).  So "the first X below n" is a binary
 * search, however large the page is, and a search in every subtree of a page costs
 * no more than the page's size times its logarithm.
 */
#include "config.h"

#include "moot/markup/page.h"

#include "moot/markup/html.h"
#include "moot/text/entity.h"
#include "markup/page_priv.h"

static const struct page_row *row(const struct page *p, page_node n)
{
	return &p->rows[n];
}

page_node page_count(const struct page *p)
{
	return (page_node)p->row_count;
}

bool page_is_text(const struct page *p, page_node n)
{
	return n != 0 && row(p, n)->name == 0;
}

struct span page_name(const struct page *p, page_node n)
{
	return row(p, n)->name ? page_span(p, p->terms[row(p, n)->name]) : SPAN_NONE;
}

struct span page_text(const struct page *p, page_node n)
{
	return page_is_text(p, n) ? page_span(p, row(p, n)->text) : SPAN_NONE;
}

page_node page_parent(const struct page *p, page_node n)
{
	return row(p, n)->parent;
}

page_node page_end(const struct page *p, page_node n)
{
	return row(p, n)->end;
}

struct span page_attr(const struct page *p, page_node n, const char *name)
{
	const struct page_row *r = row(p, n);

	for (uint32_t i = 0; i < r->attr_count; i++) {
		const struct page_attr_row *attr = &p->attrs[r->first_attr + i];

		if (span_eq_str(page_span(p, p->terms[attr->name]), name))
			return page_span(p, attr->value);
	}
	return SPAN_NONE;
}

bool page_is(const struct page *p, page_node n, const char *name)
{
	return row(p, n)->name != 0 && span_eq_str(page_name(p, n), name);
}

/* The place of the first node of a term that is not before n. */
static uint32_t lower_bound(const struct page_postings *list, uint32_t term, page_node n)
{
	uint32_t low = list->start[term], high = list->start[term + 1];

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (list->nodes[middle] < n)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool has_class_term(const struct page *p, page_node n, uint32_t term)
{
	uint32_t at = lower_bound(&p->by_class, term, n);

	return at < p->by_class.start[term + 1] && p->by_class.nodes[at] == n;
}

bool page_has_class(const struct page *p, page_node n, const char *token)
{
	uint32_t term = page_term(p, span_str(token));

	return term && has_class_term(p, n, term);
}

static page_node next_element(const struct page *p, page_node after, page_node end)
{
	for (page_node n = after + 1; n < end; n++)
		if (row(p, n)->name)
			return n;
	return 0;
}

/* The first node of a term that lies in (after, end).  Term 0 is on no list. */
static page_node find_listed(const struct page_postings *list, uint32_t term, page_node after,
    page_node end)
{
	uint32_t at = lower_bound(list, term, after + 1);

	return at < list->start[term + 1] && list->nodes[at] < end ? list->nodes[at] : 0;
}

static uint32_t pair_term(const struct page *p, const char *name, const char *class_token)
{
	struct buf key = BUF_INIT;

	page_pair_key(&key, span_str(name), span_str(class_token));
	uint32_t term = page_term(p, buf_span(&key));
	buf_release(&key);
	return term;
}

page_node page_find(const struct page *p, page_node after, page_node end, const char *name,
    const char *class_token)
{
	if (!name && !class_token)
		return next_element(p, after, end);
	if (!class_token)
		return find_listed(&p->by_name, page_term(p, span_str(name)), after, end);
	if (!name)
		return find_listed(&p->by_class, page_term(p, span_str(class_token)), after, end);
	return find_listed(&p->by_class, pair_term(p, name, class_token), after, end);
}

static bool node_has_id(const void *page, uint32_t node, struct span key)
{
	return span_eq(page_attr(page, node, "id"), key);
}

page_node page_find_id(const struct page *p, struct span id)
{
	return hash_find(&p->id_index, hash_bytes(id), id, node_has_id, p);
}

page_node page_ancestor(const struct page *p, page_node n, const char *name,
    const char *class_token)
{
	uint32_t name_term = name ? page_term(p, span_str(name)) : 0;
	uint32_t class_term = class_token ? page_term(p, span_str(class_token)) : 0;

	if ((name && !name_term) || (class_token && !class_term))
		return 0;
	while ((n = page_parent(p, n)) != 0)
		if ((!name || row(p, n)->name == name_term) &&
		    (!class_token || has_class_term(p, n, class_term)))
			return n;
	return 0;
}

static void add_start_tag(const struct page *p, page_node n, struct buf *out)
{
	const struct page_row *r = row(p, n);

	buf_add_char(out, '<');
	buf_add_span(out, page_name(p, n));
	for (uint32_t i = 0; i < r->attr_count; i++) {
		const struct page_attr_row *attr = &p->attrs[r->first_attr + i];

		buf_add_char(out, ' ');
		buf_add_span(out, page_span(p, p->terms[attr->name]));
		buf_add_str(out, "=\"");
		entity_escape(out, page_span(p, attr->value));
		buf_add_char(out, '"');
	}
	buf_add_char(out, '>');
}

static void add_end_tag(const struct page *p, page_node n, struct buf *out)
{
	if (html_is_void(page_name(p, n)))
		return;
	buf_add_str(out, "</");
	buf_add_span(out, page_name(p, n));
	buf_add_char(out, '>');
}

static void add_node(const struct page *p, page_node n, struct buf *out)
{
	if (!page_is_text(p, n))
		add_start_tag(p, n, out);
	else if (html_is_raw(page_name(p, page_parent(p, n))))
		buf_add_span(out, page_text(p, n));
	else
		entity_escape(out, page_text(p, n));
}

void page_add_html(const struct page *p, page_node n, struct buf *out,
    bool (*skip)(const struct page *p, page_node n, void *user), void *user)
{
	page_node end = page_end(p, n), open = n, at = n + 1;

	while (at < end) {
		for (; open != n && at >= page_end(p, open); open = page_parent(p, open))
			add_end_tag(p, open, out);
		if (skip && skip(p, at, user)) {
			at = page_end(p, at);
			continue;
		}
		add_node(p, at, out);
		if (!page_is_text(p, at))
			open = at;
		at++;
	}
	for (; open != n; open = page_parent(p, open))
		add_end_tag(p, open, out);
}
