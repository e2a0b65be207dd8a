/* Nodes are added in the order of the text, so a row's subtree is complete when the
 * row is closed, and an empty one is dropped by forgetting the last rows.
 *
 * Not every place may hold every node: a list holds items, a table rows, a row
 * cells.  Where the markup skips a level, that level is opened as "implied", and
 * closed as soon as something comes that does not belong into it.
 */
#include "config.h"

#include "doc/doc_priv.h"

#include <limits.h>

#include "moot/base/xalloc.h"

struct doc_node *node_at(struct builder *b, uint32_t i)
{
	return &b->doc->nodes[i];
}

static enum doc_type container_type(struct builder *b)
{
	return node_at(b, b->scope.container)->type;
}

static struct doc_node *node_push(struct builder *b, enum doc_type type)
{
	struct doc *d = b->doc;

	ARRAY_GROW(d->nodes, d->node_len, d->node_cap);
	d->nodes[d->node_len] = (struct doc_node){
		.type = (uint8_t)type,
		.parent = b->scope.container,
		.end = (uint32_t)d->node_len + 1,
		.text_start = (uint32_t)d->text.len,
		.first_run = (uint32_t)d->run_len,
		.first_mark = (uint32_t)d->mark_len,
	};
	return &d->nodes[d->node_len++];
}

static void want_gap(struct builder *b, uint8_t gap)
{
	if (b->gap < gap)
		b->gap = gap;
}

/* How many levels there must be for it and for what alone it may hold. */
static unsigned int levels_needed(enum doc_type type)
{
	return type == DOC_TABLE ? 3 : type == DOC_LIST || type == DOC_ROW ? 2 : 1;
}

/* Opens a container right here. */
static bool push_container(struct builder *b, enum doc_type type, bool implied)
{
	if (b->depth + levels_needed(type) > DOC_MAX_DEPTH)
		return false;
	struct doc_node *node = node_push(b, type);

	node->implied = implied;
	if (type == DOC_ITEM)
		node->u.item.unmarked = implied;
	if (type == DOC_CELL)
		node->u.cell.colspan = node->u.cell.rowspan = 1;
	if (type == DOC_TABLE) {
		node->gap = b->gap;
		b->gap = 0;
		node->u.table.leaves_before = b->leaves;
	}
	b->scope.container = (uint32_t)b->doc->node_len - 1;
	b->depth++;
	return true;
}

/* Gives the items of a list their values. */
static void number_items(struct builder *b, struct doc_node *list, uint32_t first)
{
	int64_t step = list->u.list.reversed ? -1 : 1, value = list->u.list.start, count = 0;

	for (uint32_t i = first; i < list->end; i = node_at(b, i)->end)
		count += !node_at(b, i)->u.item.unmarked;
	if (!list->u.list.has_start)
		value = step < 0 ? count : 1;
	for (uint32_t i = first; i < list->end; i = node_at(b, i)->end) {
		struct doc_node *item = node_at(b, i);

		if (item->u.item.unmarked)
			continue;
		if (item->u.item.has_value)
			value = item->u.item.value;
		item->u.item.value = (int32_t)(value < INT32_MIN ? INT32_MIN
		        : value > INT32_MAX                      ? INT32_MAX
		                                                 : value);
		value += step;
	}
}

/* A row is a header when it is in the table's head, or has only header cells. */
static void finish_row(struct builder *b, struct doc_node *row, uint32_t first)
{
	bool header = true;

	for (uint32_t i = first; i < row->end; i = node_at(b, i)->end)
		header &= node_at(b, i)->u.cell.header;
	row->u.row.header |= header && row->end > first;
}

/* A table of one column is no table. */
static void finish_table(struct builder *b, struct doc_node *table, uint32_t first)
{
	bool columns = false;

	for (uint32_t i = first; i < table->end && !columns; i = node_at(b, i)->end) {
		struct doc_node *row = node_at(b, i);

		if (row->type == DOC_ROW && row->end > i + 1)
			columns = node_at(b, i + 1)->end < row->end;
	}
	table->u.table.linear |= !columns;
}

/* Forgets the open container and what is in it. */
static void drop_container(struct builder *b, uint32_t i)
{
	want_gap(b, node_at(b, i)->gap);
	b->doc->node_len = i;
}

static void pop_container(struct builder *b)
{
	uint32_t i = b->scope.container;
	struct doc_node *node = node_at(b, i);

	node->end = (uint32_t)b->doc->node_len;
	b->scope.container = node->parent;
	b->depth--;
	if (node->type == DOC_LIST)
		number_items(b, node, i + 1);
	else if (node->type == DOC_ROW)
		finish_row(b, node, i + 1);
	else if (node->type == DOC_TABLE)
		finish_table(b, node, i + 1);
	bool empty = node->end == i + 1 && node->type != DOC_CELL;

	if (empty || (node->type == DOC_TABLE && b->leaves == node->u.table.leaves_before))
		drop_container(b, i);
}

void container_close_to(struct builder *b, uint32_t container)
{
	uint32_t i = b->scope.container;

	leaf_close(b);
	while (i > container)
		i = node_at(b, i)->parent;
	while (i == container && b->scope.container != container)
		pop_container(b);
}

/* Does what comes end the open container, which the markup did not begin? */
static bool ends_implied(enum doc_type open, enum doc_type comes)
{
	switch (open) {
	case DOC_LIST:
		return comes != DOC_ITEM;
	case DOC_ITEM:
		return comes == DOC_ITEM;
	case DOC_ROW:
		return comes == DOC_ROW || comes == DOC_CAPTION;
	case DOC_CELL:
		return comes == DOC_CELL || comes == DOC_ROW || comes == DOC_CAPTION;
	default:
		return false;
	}
}

/* The level that is missing between the open container and what comes; DOC_ROOT
 * when none is. */
static enum doc_type missing_between(enum doc_type open, enum doc_type comes)
{
	bool part = comes == DOC_ROW || comes == DOC_CAPTION;

	if (open == DOC_TABLE && !part)
		return DOC_ROW;
	if (open == DOC_ROW && !part && comes != DOC_CELL)
		return DOC_CELL;
	if (comes == DOC_ITEM)
		return open == DOC_LIST ? DOC_ROOT : DOC_LIST;
	return open == DOC_LIST ? DOC_ITEM : DOC_ROOT;
}

bool container_fit(struct builder *b, enum doc_type type)
{
	enum doc_type missing;

	while (node_at(b, b->scope.container)->implied && ends_implied(container_type(b), type)) {
		leaf_close(b);
		pop_container(b);
	}
	while ((missing = missing_between(container_type(b), type)) != DOC_ROOT)
		if (!push_container(b, missing, true))
			return false;
	return true;
}

bool container_open(struct builder *b, enum doc_type type)
{
	leaf_close(b);
	return container_fit(b, type) && push_container(b, type, false);
}

void leaf_open(struct builder *b)
{
	struct doc *d = b->doc;

	container_fit(b, DOC_TEXT);
	if (d->text.len)
		buf_add_char(&d->text, '\n');
	struct doc_node *leaf = node_push(b, b->scope.space == SPACE_PRE ? DOC_PRE : DOC_TEXT);

	leaf->gap = b->gap;
	leaf->heading = b->scope.heading;
	b->gap = 0;
	b->leaf_open = true;
	b->leaf_continues = false;
	b->lone_break = b->space_pending = false;
	b->leaf_has_text = b->leaf_has_spaces = b->line_has_text = false;
	b->guesses = 0;
	b->line_start = b->link_start = b->tab_at = leaf->text_start;
	b->tab_cols = 0;
}

static void drop_leaf(struct builder *b, struct doc_node *leaf)
{
	uint32_t start = leaf->text_start;

	want_gap(b, leaf->gap);
	if (b->leaf_has_spaces)
		want_gap(b, 1);
	text_cut(b, start ? start - 1 : 0);
	b->doc->node_len--;
}

/* Without the lines of spaces at its start. */
static void trim_start(const struct doc *d, struct doc_node *leaf)
{
	struct span text =
	    span_sub(buf_span(&d->text), leaf->text_start, leaf->text_start + leaf->text_len);
	uint32_t blank = 0;

	for (uint32_t i = 0; i < text.len && (text.p[i] == ' ' || text.p[i] == '\n'); i++)
		if (text.p[i] == '\n')
			blank = i + 1;
	leaf->text_start += blank;
	leaf->text_len -= blank;
}

void leaf_close(struct builder *b)
{
	if (b->lone_break)
		want_gap(b, 1);
	b->lone_break = false;
	if (!b->leaf_open)
		return;
	struct doc_node *leaf = node_at(b, (uint32_t)b->doc->node_len - 1);
	int line_ends = text_trim(b, leaf->text_start);

	link_leaf_end(b);
	b->leaf_open = b->space_pending = false;
	if (!b->leaf_has_text && !b->guesses) {
		drop_leaf(b, leaf);
		return;
	}
	leaf->text_len = (uint32_t)b->doc->text.len - leaf->text_start;
	if (leaf->type == DOC_PRE && !b->leaf_continues)
		trim_start(b->doc, leaf);
	b->leaves++;
	link_bare_urls(b, leaf);
	if (leaf->type == DOC_TEXT)
		quote_lines(b);
	if (line_ends >= 2)
		want_gap(b, 1);
}

enum { LONG_LEAF_BYTES = 16 << 10 };

/* Is the leaf that is open so long that a new one had better take over, at this line? */
static bool may_split(const struct builder *b, const struct doc_node *leaf)
{
	const struct buf *text = &b->doc->text;

	return text->len - leaf->text_start >= LONG_LEAF_BYTES && b->leaf_has_text &&
	    !b->guesses && !leaf->heading && !b->scope.link;
}

/* What is open and holds no text yet begins where the text goes on. */
static void move_open_elements(struct builder *b, size_t text_len)
{
	for (size_t i = 0; i < b->open_len; i++)
		if (b->open[i].text_start >= text_len)
			b->open[i].text_start = (uint32_t)b->doc->text.len;
}

void leaf_split(struct builder *b)
{
	struct doc *d = b->doc;
	size_t len = d->text.len, line_ends = 0;

	if (!may_split(b, node_at(b, (uint32_t)d->node_len - 1)))
		return;
	for (size_t at = len; d->text.data[at - 1] == '\n' || d->text.data[at - 1] == ' '; at--)
		line_ends += d->text.data[at - 1] == '\n';
	leaf_close(b);
	b->gap = (uint8_t)(line_ends <= UINT8_MAX ? line_ends - 1 : UINT8_MAX);
	leaf_open(b);
	b->leaf_continues = true;
	move_open_elements(b, len);
}

/* A line that is quoted by its first character stays together. */
bool line_split(struct builder *b)
{
	struct doc *d = b->doc;
	size_t len = d->text.len;

	if (len - b->line_start < LONG_LEAF_BYTES || d->text.data[b->line_start] == '>' ||
	    d->text.data[len - 1] == ' ' || b->scope.table_depth || b->scope.space == SPACE_PRE ||
	    !may_split(b, node_at(b, (uint32_t)d->node_len - 1)))
		return false;
	leaf_close(b);
	b->gap = 0;
	leaf_open(b);
	node_at(b, (uint32_t)d->node_len - 1)->continues = true;
	move_open_elements(b, len + 1);
	return true;
}

struct doc_node *leaf_put(struct builder *b, uint32_t start, uint32_t len, uint8_t gap)
{
	struct doc_node *leaf = node_push(b, DOC_TEXT);

	leaf->text_start = start;
	leaf->text_len = len;
	leaf->gap = gap;
	b->leaves++;
	return leaf;
}

void quotes_set(struct builder *b, size_t *open, size_t wanted)
{
	while (*open > wanted) {
		pop_container(b);
		b->scope.quote_depth--;
		--*open;
	}
	while (*open < wanted && b->scope.quote_depth < DOC_MAX_QUOTES &&
	    container_open(b, DOC_QUOTE)) {
		b->scope.quote_depth++;
		++*open;
	}
}

void rule_add(struct builder *b)
{
	block_edge(b, 1);
	container_fit(b, DOC_RULE);
	node_push(b, DOC_RULE)->gap = b->gap;
	b->leaves++;
	b->gap = 1;
}

void block_edge(struct builder *b, int gap)
{
	leaf_close(b);
	want_gap(b, (uint8_t)gap);
}

void leaves_index(struct builder *b, size_t node_len)
{
	struct doc *d = b->doc;
	uint32_t run = b->index_run, mark = b->index_mark;

	for (; b->index_node < node_len; b->index_node++) {
		struct doc_node *leaf = &d->nodes[b->index_node];

		if (leaf->text_len) {
			while (run < d->run_len &&
			    d->runs[run].start + d->runs[run].len <= leaf->text_start)
				run++;
			while (mark < d->mark_len && d->marks[mark].at < leaf->text_start)
				mark++;
		}
		leaf->first_run = run;
		leaf->first_mark = mark;
	}
	b->index_run = run;
	b->index_mark = mark;
}
