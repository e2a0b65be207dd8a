/* Building a page: events become rows, in the order in which they come.
 *
 * An element gets its row at its start and its end when it is closed; which
 * elements are open is the chain of parents from the innermost one, so there is no
 * stack.  While rows are added, (term, node) pairs are noted down; one counting
 * sort at the end turns them into the lists that page_find() searches.
 */
#include "config.h"

#include "moot/markup/page.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "moot/markup/html.h"
#include "markup/page_priv.h"

/* Indices are 32 bits wide; what would not fit is not kept. */
enum { ROWS_MAX = INT32_MAX, RECENT_TERMS = 1024 };

struct pair {
	uint32_t term;
	page_node node;
};

struct pairs {
	struct pair *rows;
	size_t len, cap;
};

struct builder {
	struct page *page;
	page_node open; /* the innermost open element */
	struct pairs names, classes;
	struct buf key;
};

static void pairs_add(struct pairs *pairs, uint32_t term, page_node node)
{
	ARRAY_GROW(pairs->rows, pairs->len, pairs->cap);
	pairs->rows[pairs->len++] = (struct pair){ term, node };
}

static struct page_bytes keep_bytes(struct page *p, struct span s)
{
	struct page_bytes kept = { p->bytes.len, s.len };

	buf_add_span(&p->bytes, s);
	return kept;
}

static bool term_is(const void *page, uint32_t term, struct span key)
{
	const struct page *p = page;

	return span_eq(page_span(p, p->terms[term]), key);
}

/* Where the term is noted that was added or found last by a name with these looks; 0: there is
 * none with such a name. */
static uint32_t *recent_term(const struct page *p, struct span name)
{
	return &p->recent[name.len ? span_looks(name) % RECENT_TERMS : 0];
}

uint32_t page_term(const struct page *p, struct span name)
{
	uint32_t *recent = recent_term(p, name), term;

	if (!*recent || term_is(p, *recent, name))
		return *recent;
	term = hash_find(&p->term_index, hash_bytes(name), name, term_is, p);
	if (term)
		*recent = term;
	return term;
}

static uint32_t intern(struct page *p, struct span name)
{
	uint32_t term = page_term(p, name);

	if (term)
		return term;
	ARRAY_GROW(p->terms, p->term_count, p->term_cap);
	p->terms[p->term_count] = keep_bytes(p, name);
	term = (uint32_t)p->term_count++;
	hash_add(&p->term_index, hash_bytes(name), term);
	*recent_term(p, name) = term;
	return term;
}

static page_node add_row(struct builder *b, uint32_t name)
{
	struct page *p = b->page;
	page_node node = (page_node)p->row_count;

	ARRAY_GROW(p->rows, p->row_count, p->row_cap);
	p->rows[p->row_count++] = (struct page_row){
		.parent = b->open,
		.end = node + 1,
		.name = name,
		.first_attr = (uint32_t)p->attr_count,
	};
	return node;
}

void page_pair_key(struct buf *out, struct span name, struct span token)
{
	buf_clear(out);
	buf_add_span(out, name);
	buf_add_char(out, ' ');
	buf_add_span(out, token);
}

/* A token stands in the lists alone and together with the element's name. */
static void add_class(struct builder *b, page_node node, struct span name, struct span token)
{
	pairs_add(&b->classes, intern(b->page, token), node);
	page_pair_key(&b->key, name, token);
	pairs_add(&b->classes, intern(b->page, buf_span(&b->key)), node);
}

static void add_classes(struct builder *b, page_node node, struct span name, struct span value)
{
	size_t at = 0;

	while (at < value.len) {
		size_t from = at;

		while (at < value.len && !ascii_is_space(value.p[at]))
			at++;
		if (at > from)
			add_class(b, node, name, span_sub(value, from, at));
		at++;
	}
}

static bool node_has_id(const void *page, uint32_t node, struct span key)
{
	return span_eq(page_attr(page, node, "id"), key);
}

/* The first element with an id has it. */
static void add_id(struct page *p, page_node node, struct span id)
{
	uint32_t hash = hash_bytes(id);

	if (!hash_find(&p->id_index, hash, id, node_has_id, p))
		hash_add(&p->id_index, hash, node);
}

static void add_attrs(struct builder *b, page_node node, struct span name,
    const struct html_attr *attrs, size_t attr_count)
{
	struct page *p = b->page;

	for (size_t i = 0; i < attr_count && p->attr_count < ROWS_MAX; i++) {
		uint32_t term = intern(p, attrs[i].name);

		ARRAY_GROW(p->attrs, p->attr_count, p->attr_cap);
		p->attrs[p->attr_count].name = term;
		p->attrs[p->attr_count++].value = keep_bytes(p, attrs[i].value);
		p->rows[node].attr_count++;
	}
	add_classes(b, node, name, html_attr_get(attrs, attr_count, "class"));
	struct span id = html_attr_get(attrs, attr_count, "id");
	if (id.len > 0)
		add_id(p, node, id);
}

static void on_start(void *user, struct span name, const struct html_attr *attrs, size_t attr_count)
{
	struct builder *b = user;

	if (b->page->row_count >= ROWS_MAX)
		return;
	uint32_t term = intern(b->page, name);
	page_node node = add_row(b, term);
	pairs_add(&b->names, term, node);
	add_attrs(b, node, name, attrs, attr_count);
	if (!html_is_void(name))
		b->open = node;
}

static void close_open(struct builder *b)
{
	struct page_row *row = &b->page->rows[b->open];

	row->end = (page_node)b->page->row_count;
	b->open = row->parent;
}

/* The innermost element is the one that ends, unless its start was not kept. */
static void on_end(void *user, struct span name)
{
	struct builder *b = user;

	if (b->open && term_is(b->page, b->page->rows[b->open].name, name))
		close_open(b);
}

/* Text comes in pieces: one that goes on where the last row ends belongs to it. */
static void on_text(void *user, struct span text)
{
	struct builder *b = user;
	struct page *p = b->page;
	struct page_row *last = &p->rows[p->row_count - 1];

	if (text.len == 0)
		return;
	if (last->name == 0 && p->row_count > 1 && last->parent == b->open) {
		last->text.len += keep_bytes(p, text).len;
	} else if (p->row_count < ROWS_MAX) {
		page_node node = add_row(b, 0);
		p->rows[node].text = keep_bytes(p, text);
	}
}

static void sort_pairs(struct page_postings *out, const struct pairs *pairs, size_t term_count)
{
	out->start = xcalloc(term_count + 2, sizeof *out->start);
	out->nodes = xcalloc(pairs->len + 1, sizeof *out->nodes);
	for (size_t i = 0; i < pairs->len; i++)
		out->start[pairs->rows[i].term + 1]++;
	for (size_t t = 1; t < term_count + 2; t++)
		out->start[t] += out->start[t - 1];
	for (size_t i = 0; i < pairs->len; i++)
		out->nodes[out->start[pairs->rows[i].term]++] = pairs->rows[i].node;
	/* Every start now stands at its end, which is the next one's start. */
	memmove(out->start + 1, out->start, (term_count + 1) * sizeof *out->start);
	out->start[0] = 0;
}

struct page *page_parse(struct span utf8)
{
	static const struct html_handlers handlers = { on_start, on_end, on_text };
	struct page *p = xcalloc(1, sizeof *p);
	struct builder b = { .page = p };

	p->recent = xcalloc(RECENT_TERMS, sizeof *p->recent);
	ARRAY_GROW(p->terms, p->term_count, p->term_cap);
	p->terms[p->term_count++] = (struct page_bytes){ 0, 0 };
	add_row(&b, 0);
	if (utf8.len > 0)
		html_parse(utf8, &handlers, &b);
	while (b.open)
		close_open(&b);
	p->rows[0].end = (page_node)p->row_count;
	sort_pairs(&p->by_name, &b.names, p->term_count);
	sort_pairs(&p->by_class, &b.classes, p->term_count);
	buf_release(&b.key);
	free(b.names.rows);
	free(b.classes.rows);
	return p;
}

static void postings_release(struct page_postings *postings)
{
	free(postings->start);
	free(postings->nodes);
}

void page_free(struct page *p)
{
	if (!p)
		return;
	buf_release(&p->bytes);
	free(p->rows);
	free(p->attrs);
	free(p->terms);
	free(p->recent);
	hash_release(&p->term_index);
	hash_release(&p->id_index);
	postings_release(&p->by_name);
	postings_release(&p->by_class);
	free(p);
}
