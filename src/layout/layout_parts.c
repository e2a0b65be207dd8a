/* A part begins with a node that has another one before it in its container, so that
 * whatever is around it has been begun, in words and bars, by the parts before.  What is
 * around is entered again, and the part laid out as if the lines above were there.  Tables
 * are never divided: the width of a column is that of all its cells.  Nor are quotes for which
 * one line stands.
 */
#include "config.h"

#include "moot/layout/parts.h"

#include <stdlib.h>

#include "layout/layout_priv.h"
#include "moot/base/xalloc.h"

enum { KEPT_PARTS = 32 };

struct part {
	uint32_t node;         /* its first; it ends where the next begins */
	struct layout *layout; /* or NULL */
	size_t line_count;     /* of the layout, once it was made; 0: it was not */
	int widest_cols;
	uint64_t used;         /* when, by the count of look-ups */
};

struct parts {
	struct doc *doc;
	struct parts_opts opts;
	struct part *parts;    /* the last one may still grow while the doc is read */
	size_t len, cap;
	size_t node;           /* to be looked at next */
	size_t part_bytes;     /* of the last part so far */
	bool was_read;         /* the doc, when it was last looked at */
	size_t laid_out;
	uint64_t lookups;
	size_t size_bytes;     /* of layouts */
};

static void add_part(struct parts *p, uint32_t node)
{
	ARRAY_GROW(p->parts, p->len, p->cap);
	p->parts[p->len++] = (struct part){ .node = node };
	p->part_bytes = 0;
}

struct parts *parts_new(struct doc *d, const struct parts_opts *opts)
{
	struct parts *p = xcalloc(1, sizeof *p);

	p->doc = d;
	p->opts = *opts;
	p->node = 1;
	p->was_read = doc_is_read(d);
	add_part(p, 1);
	return p;
}

static void drop(struct parts *p, struct part *part)
{
	if (!part->layout)
		return;
	p->size_bytes -= layout_size_bytes(part->layout);
	p->laid_out--;
	layout_free(part->layout);
	part->layout = NULL;
}

void parts_free(struct parts *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->len; i++)
		drop(p, &p->parts[i]);
	free(p->parts);
	free(p);
}

/* ---- where parts begin ---- */

static bool may_be_around(const struct parts *p, enum doc_type type)
{
	return type == DOC_LIST || type == DOC_ITEM || type == DOC_INDENT ||
	    (type == DOC_QUOTE && !p->opts.layout.hide_quotes);
}

static bool may_begin(const struct parts *p, const struct doc_tree *t, uint32_t i)
{
	const struct doc_node *node = &t->nodes[i];

	if (node->parent + 1 == i)
		return false;
	if (p->opts.layout.hide_quotes && node->type == DOC_QUOTE && !node->gap)
		return false;
	for (uint32_t up = node->parent; up; up = t->nodes[up].parent)
		if (!may_be_around(p, t->nodes[up].type))
			return false;
	return true;
}

static void divide(struct parts *p)
{
	struct doc_tree t = doc_tree(p->doc);

	for (; p->node < t.node_count; p->node++) {
		if (p->part_bytes >= p->opts.part_bytes && may_begin(p, &t, (uint32_t)p->node))
			add_part(p, (uint32_t)p->node);
		p->part_bytes += t.nodes[p->node].text_len + 1;
	}
}

/* Links may have other numbers when the doc has been read. */
static void follow_doc(struct parts *p)
{
	divide(p);
	if (p->was_read || !doc_is_read(p->doc))
		return;
	p->was_read = true;
	for (size_t i = 0; i < p->len && doc_links_renumbered(p->doc); i++) {
		drop(p, &p->parts[i]);
		p->parts[i].line_count = 0;
	}
}

/* The last part is one when all is read; until then it may grow. */
static size_t whole_parts(struct parts *p)
{
	follow_doc(p);
	return doc_is_read(p->doc) ? p->len : p->len - 1;
}

bool parts_have(struct parts *p, size_t i)
{
	while (i >= whole_parts(p))
		if (doc_is_read(p->doc))
			return false;
		else
			doc_step(p->doc, p->opts.part_bytes + 1);
	return true;
}

size_t parts_count(struct parts *p)
{
	doc_step(p->doc, SIZE_MAX);
	return whole_parts(p);
}

/* Where the text of a node, or behind it, begins. */
static uint32_t text_from(const struct doc_tree *t, size_t node)
{
	while (node < t->node_count && !t->nodes[node].text_len)
		node++;
	return node < t->node_count ? t->nodes[node].text_start : (uint32_t)t->text.len;
}

static bool begins_after(const struct parts *p, size_t part, uint32_t text_byte)
{
	struct doc_tree t = doc_tree(p->doc);

	return text_from(&t, p->parts[part].node) > text_byte;
}

size_t parts_at(struct parts *p, uint32_t text_byte)
{
	size_t low = 0, high;

	for (high = whole_parts(p); !doc_is_read(p->doc); high = whole_parts(p)) {
		if (high && begins_after(p, high, text_byte))
			break;
		doc_step(p->doc, p->opts.part_bytes + 1);
	}
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (begins_after(p, middle, text_byte))
			high = middle;
		else
			low = middle + 1;
	}
	return low ? low - 1 : 0;
}

/* ---- lines ---- */

static void lay_out(const struct parts *p, size_t i, struct sink *sink)
{
	struct doc_tree t = doc_tree(p->doc);
	uint32_t from = p->parts[i].node;
	uint32_t to = i + 1 < p->len ? p->parts[i + 1].node : (uint32_t)t.node_count;
	struct flow f;

	flow_init(&f, &t, &p->opts.layout, sink);
	flow_restart(&f, flow_cols(&p->opts.layout));
	if (i == 0)
		flow_nodes(&f, from, to);
	else
		flow_part(&f, from, to);
	flow_release(&f);
}

static uint32_t text_end(const struct parts *p, size_t i)
{
	struct doc_tree t = doc_tree(p->doc);

	return i + 1 < p->len ? text_from(&t, p->parts[i + 1].node) : (uint32_t)t.text.len;
}

static void drop_oldest(struct parts *p)
{
	struct part *oldest = NULL;

	for (size_t i = 0; i < p->len; i++)
		if (p->parts[i].layout && (!oldest || p->parts[i].used < oldest->used))
			oldest = &p->parts[i];
	if (oldest)
		drop(p, oldest);
}

static int widest(const struct layout *l)
{
	int cols = 0;

	for (size_t i = 0; i < l->line_count; i++)
		if (l->lines[i].cols > cols)
			cols = l->lines[i].cols;
	return cols;
}

const struct layout *parts_layout(struct parts *p, size_t i)
{
	struct part *part = &p->parts[i];
	struct sink sink = { .spans = NULL };

	part->used = ++p->lookups;
	if (part->layout)
		return part->layout;
	if (p->laid_out >= KEPT_PARTS)
		drop_oldest(p);
	lay_out(p, i, &sink);
	part->layout = layout_of(&sink, &p->opts.layout, text_end(p, i));
	part->line_count = part->layout->line_count;
	part->widest_cols = widest(part->layout);
	p->laid_out++;
	p->size_bytes += layout_size_bytes(part->layout);
	return part->layout;
}

size_t parts_line_count(struct parts *p, size_t i)
{
	return p->parts[i].line_count ? p->parts[i].line_count : parts_layout(p, i)->line_count;
}

int parts_widest(struct parts *p)
{
	int cols = 0;

	for (size_t i = 0, count = parts_count(p); i < count; i++) {
		parts_line_count(p, i);
		if (p->parts[i].widest_cols > cols)
			cols = p->parts[i].widest_cols;
	}
	return cols;
}

size_t parts_size_bytes(const struct parts *p)
{
	return sizeof *p + p->cap * sizeof *p->parts + p->size_bytes;
}
