/* A flow walks over its nodes once, in order.  Containers only change the prefix of
 * the lines that follow: first is the prefix of the next line (with the bullets that
 * are due), rest that of all lines after it (with spaces in their place).  An empty
 * line belongs to the outermost container that ended or began since the last line,
 * so that it has the bars of what is on both sides of it.
 *
 * A prefix never takes more than its budget; what would be nested deeper is not
 * indented any more, and the last bar is followed by the number of the level.
 */
#include "config.h"

#include "layout/layout_priv.h"

#include <stdlib.h>
#include <string.h>

enum {
	MIN_TEXT_COLS = 20,
	UNLIMITED_PREFIX_COLS = 80,
	FILE_PREFIX_COLS = 4 * DOC_MAX_DEPTH, /* every level is in a file */
	INDENT_COLS = 4,
	BAR_COLS = 2,
	UNLIMITED_RULE_COLS = 40,
	MAX_RULE_COLS = 100,
	MIN_CELLS = 2 /* a wide character */
};

static int min_int(int a, int b)
{
	return a < b ? a : b;
}

/* How wide a prefix may be: half of the column is for text, and a wide character. */
static int prefix_budget(const struct flow *f)
{
	int text_cols = min_int(MIN_TEXT_COLS, (f->cols + 1) / 2);

	if (f->roomy)
		return f->cols - 1;
	if (f->cols == UNLIMITED)
		return f->opts->export_pen ? FILE_PREFIX_COLS : UNLIMITED_PREFIX_COLS;
	return f->cols - (text_cols > MIN_CELLS ? text_cols : MIN_CELLS);
}

int flow_prefix_cols(const struct flow *f)
{
	return f->first_cols > f->rest_cols ? f->first_cols : f->rest_cols;
}

void flow_init(
    struct flow *f, const struct doc_tree *tree, const struct layout_opts *opts, struct sink *out)
{
	f->tree = tree;
	f->opts = opts;
	f->out = out;
	f->in_cell = f->roomy = false;
	f->quote_depth = 0;
	f->first = f->rest = BUF_INIT;
	f->shown = (struct shown){ .pieces = NULL };
}

void flow_restart(struct flow *f, int cols)
{
	f->cols = cols;
	f->list_depth = 0;
	buf_clear(&f->first);
	buf_clear(&f->rest);
	f->first_cols = f->rest_cols = 0;
	f->bar_at = 0;
	f->level_len = f->gap_level = 0;
	f->gap = 0;
	f->begun = false;
	f->label = 0;
	f->heading_cols = 0;
}

void flow_release(struct flow *f)
{
	buf_release(&f->first);
	buf_release(&f->rest);
	buf_release(&f->shown.room);
	free(f->shown.pieces);
	free(f->shown.stops);
}

int flow_first_cols(const struct flow *f)
{
	int cols = f->cols - f->first_cols;

	return cols > 0 ? cols : 1;
}

static uint16_t prefix_style(const struct flow *f)
{
	return (uint16_t)(STYLE_DIM | (f->quote_depth ? STYLE_QUOTE : 0));
}

static void sync_first(struct flow *f)
{
	buf_clear(&f->first);
	buf_add_span(&f->first, buf_span(&f->rest));
	f->first_cols = f->rest_cols;
}

void flow_begin_line(struct flow *f)
{
	f->begun = true;
	sink_begin(f->out);
	sink_add(f->out, buf_span(&f->first), NOT_IN_TEXT, prefix_style(f), f->quote_depth, 0);
}

void flow_end_line(struct flow *f, int cols, bool wrapped)
{
	sink_end(f->out, f->first_cols + cols, wrapped);
	if (cols > f->heading_cols)
		f->heading_cols = cols;
	if (f->first.len != f->rest.len || f->first_cols != f->rest_cols ||
	    memcmp(buf_str(&f->first), buf_str(&f->rest), f->rest.len) != 0)
		sync_first(f);
}

/* The prefix at a level: its bytes of rest, its cells, its quotes. */
static struct level prefix_at(const struct flow *f, size_t level)
{
	if (level < f->level_len)
		return f->levels[level];
	return (struct level){ .rest_len = (uint32_t)f->rest.len,
		.rest_cols = f->rest_cols,
		.quote_depth = f->quote_depth };
}

void flow_gap(struct flow *f)
{
	struct level at = prefix_at(f, f->gap_level);

	for (; f->begun && f->gap; f->gap--) {
		sink_begin(f->out);
		sink_add(f->out, span_sub(buf_span(&f->rest), 0, at.rest_len), NOT_IN_TEXT,
		    (uint16_t)(STYLE_DIM | (at.quote_depth ? STYLE_QUOTE : 0)), at.quote_depth, 0);
		sink_end(f->out, at.rest_cols, false);
	}
	f->gap = 0;
	f->gap_level = f->level_len;
}

static struct level *push_level(struct flow *f, uint32_t index)
{
	struct level *level = &f->levels[f->level_len++];

	*level = (struct level){ .end = f->tree->nodes[index].end,
		.node = index,
		.rest_len = (uint32_t)f->rest.len,
		.rest_cols = f->rest_cols,
		.quote_depth = f->quote_depth,
		.list_depth = f->list_depth,
		.bar_at = f->bar_at,
		.bar_char = f->bar_at ? f->rest.data[f->bar_at] : ' ' };
	return level;
}

static void pop_level(struct flow *f)
{
	const struct level *level = &f->levels[--f->level_len];

	buf_truncate(&f->rest, level->rest_len);
	f->rest_cols = level->rest_cols;
	f->quote_depth = level->quote_depth;
	f->list_depth = level->list_depth;
	f->bar_at = level->bar_at;
	if (f->bar_at)
		f->rest.data[f->bar_at] = level->bar_char;
	sync_first(f);
	if (f->gap_level > f->level_len)
		f->gap_level = f->level_len;
}

static void add_both(struct flow *f, struct span text, int cols)
{
	buf_add_span(&f->first, text);
	buf_add_span(&f->rest, text);
	f->first_cols += cols;
	f->rest_cols += cols;
}

static void add_spaces(struct flow *f, int cols)
{
	buf_add_repeat(&f->first, ' ', (size_t)cols);
	buf_add_repeat(&f->rest, ' ', (size_t)cols);
	f->first_cols += cols;
	f->rest_cols += cols;
}

/* The level's number after the last bar, where no bar fits any more. */
static void show_level(struct flow *f)
{
	char number = f->quote_depth <= 9 ? (char)('0' + f->quote_depth) : '+';
	bool same = f->first.len == f->rest.len;

	if (!f->bar_at)
		return;
	f->rest.data[f->bar_at] = number;
	if (same)
		f->first.data[f->bar_at] = number;
}

static void enter_quote(struct flow *f, uint32_t index)
{
	bool plain = f->opts->export_pen || f->opts->ascii;

	push_level(f, index);
	f->quote_depth++;
	if (flow_prefix_cols(f) + BAR_COLS > prefix_budget(f)) {
		show_level(f);
		return;
	}
	add_both(f, plain ? SPAN_LIT("> ") : SPAN_LIT("\342\224\202 "), BAR_COLS);
	f->bar_at = (uint32_t)f->rest.len - 1;
}

static void enter_list(struct flow *f, uint32_t index)
{
	struct level *level = push_level(f, index);

	level->marker_cols = list_marker_cols(f, index);
}

/* The list that an item is in. */
static const struct level *list_level(const struct flow *f)
{
	return &f->levels[f->level_len - 2];
}

static void enter_item(struct flow *f, uint32_t index)
{
	const struct doc_node *item = &f->tree->nodes[index];

	push_level(f, index);
	const struct level *list = list_level(f);
	const struct doc_node *list_node = &f->tree->nodes[list->node];
	struct buf marker = BUF_INIT;
	int width = list->marker_cols + 1;
	bool hangs = flow_prefix_cols(f) + width <= prefix_budget(f);

	if (!item->u.item.unmarked)
		list_marker(f, list_node, item, &marker);
	int cols = text_cols(buf_span(&marker), &f->opts->width);

	if (hangs || (cols && f->first_cols + cols + 1 + MIN_CELLS <= f->cols)) {
		if (hangs) {
			int before = width - 1 > cols ? width - 1 - cols : 0;

			buf_add_repeat(&f->first, ' ', (size_t)before);
			buf_add_repeat(&f->rest, ' ', (size_t)width);
			f->first_cols += before;
			f->rest_cols += width;
		}
		buf_add_span(&f->first, buf_span(&marker));
		buf_add_char(&f->first, ' ');
		f->first_cols += cols + 1;
	}
	f->list_depth += list_node->u.list.numbering == DOC_BULLETS;
	buf_release(&marker);
}

static void enter_indent(struct flow *f, uint32_t index)
{
	int room = prefix_budget(f) - flow_prefix_cols(f);

	push_level(f, index);
	if (room > 0)
		add_spaces(f, min_int(INDENT_COLS, room));
}

/* A line of one character, as wide as asked or as the column. */
static void add_rule(struct flow *f, char ascii, int cols)
{
	bool plain = f->opts->export_pen || f->opts->ascii;
	struct buf rule = BUF_INIT;

	cols = min_int(cols, flow_first_cols(f));
	for (int i = 0; i < cols; i++)
		buf_add_span(&rule, plain ? span_of(&ascii, 1) : SPAN_LIT("\342\224\200"));
	flow_begin_line(f);
	sink_add(f->out, buf_span(&rule), NOT_IN_TEXT, STYLE_DIM, f->quote_depth, 0);
	flow_end_line(f, cols, false);
	buf_release(&rule);
}

static void flow_rule(struct flow *f)
{
	flow_gap(f);
	add_rule(f, '-',
	    f->cols == UNLIMITED ? UNLIMITED_RULE_COLS : min_int(f->cols, MAX_RULE_COLS));
}

enum { MAX_UNDERLINE_COLS = 200 };

/* With the export pen, headings of the first two levels are underlined. */
static void flow_heading(struct flow *f, const struct doc_node *leaf)
{
	f->heading_cols = 0;
	flow_text(f, leaf);
	if (f->opts->export_pen && leaf->heading <= 2)
		add_rule(f, leaf->heading == 1 ? '=' : '-',
		    min_int(f->heading_cols, MAX_UNDERLINE_COLS));
}

static void enter(struct flow *f, uint32_t index)
{
	switch ((enum doc_type)f->tree->nodes[index].type) {
	case DOC_QUOTE:
		enter_quote(f, index);
		break;
	case DOC_LIST:
		enter_list(f, index);
		break;
	case DOC_ITEM:
		enter_item(f, index);
		break;
	case DOC_INDENT:
		enter_indent(f, index);
		break;
	default:
		break;
	}
}

/* Returns the node after what was laid out. */
static uint32_t flow_node(struct flow *f, uint32_t index)
{
	const struct doc_node *node = &f->tree->nodes[index];

	if (f->gap < node->gap)
		f->gap = node->gap;
	switch ((enum doc_type)node->type) {
	case DOC_TEXT:
		if (node->heading)
			flow_heading(f, node);
		else
			flow_text(f, node);
		return flow_after_leaf(f, index);
	case DOC_PRE:
		flow_pre(f, node);
		break;
	case DOC_RULE:
		flow_rule(f);
		break;
	case DOC_TABLE:
		if (!node->u.table.linear) {
			flow_table(f, index);
			return node->end;
		}
		break;
	default:
		enter(f, index);
	}
	return index + 1;
}

/* Levels from base on are those of the nodes. */
static void walk(struct flow *f, size_t base, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to;) {
		while (f->level_len > base && f->levels[f->level_len - 1].end <= i)
			pop_level(f);
		i = flow_node(f, i);
	}
	while (f->level_len > base)
		pop_level(f);
}

void flow_nodes(struct flow *f, uint32_t from, uint32_t to)
{
	walk(f, f->level_len, from, to);
}

/* A container that is not the first node in its own comes behind lines. */
static void enter_again(struct flow *f, uint32_t index)
{
	if (f->tree->nodes[index].parent + 1 != index)
		sync_first(f);
	enter(f, index);
}

void flow_part(struct flow *f, uint32_t from, uint32_t to)
{
	uint32_t around[DOC_MAX_DEPTH + 2], depth = 0;

	for (uint32_t i = f->tree->nodes[from].parent; i; i = f->tree->nodes[i].parent)
		around[depth++] = i;
	while (depth)
		enter_again(f, around[--depth]);
	sync_first(f);
	f->gap_level = f->level_len;
	f->begun = true;
	walk(f, 0, from, to);
}
