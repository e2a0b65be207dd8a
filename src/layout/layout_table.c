/* A table is drawn as a grid when its columns can be made to fit; else each cell is a
 * paragraph after its column's header ("Header: value").  Where the grid would be
 * mostly air, its cells simply follow each other.
 */
#include "config.h"

#include <stdlib.h>

#include "layout/table_priv.h"
#include "moot/base/xalloc.h"

struct table {
	struct flow *f;
	struct flow *inner; /* lays out one cell after the other */
	struct sink cells;  /* lines of the cells of a row */
	struct grid grid;
};

static bool is_plain(const struct flow *f)
{
	return f->opts->export_pen || f->opts->ascii;
}

/* One past the last cell of the row that the cell is in. */
static size_t row_end(const struct grid *g, size_t cell)
{
	size_t end = cell;

	while (end < g->cell_len && g->cells[end].row == g->cells[cell].row)
		end++;
	return end;
}

/* Lays out the cells of a row; returns the number of lines of the highest. */
static size_t lay_out_row(struct table *t, size_t first, size_t end)
{
	size_t height = 0;

	sink_clear(&t->cells);
	for (size_t i = first; i < end; i++) {
		struct cell *cell = &t->grid.cells[i];
		int cols = grid_span_cols(&t->grid, cell->col, cell->colspan);

		cell->first_line = t->cells.line_len;
		cell->line_count = 0;
		if (!cell->extent.natural)
			continue;
		flow_restart(t->inner, cols > 0 ? cols : 1);
		t->inner->roomy = cols >= cell->extent.natural;
		flow_nodes(t->inner, cell->node + 1, t->f->tree->nodes[cell->node].end);
		cell->line_count = t->cells.line_len - cell->first_line;
		if (cell->line_count > height)
			height = cell->line_count;
	}
	return height;
}

static void add_separator(struct table *t)
{
	sink_add(t->f->out, is_plain(t->f) ? SPAN_LIT(" | ") : SPAN_LIT(" \342\224\202 "),
	    NOT_IN_TEXT, STYLE_DIM, t->f->quote_depth, 0);
}

/* The cell that begins in the column, if one does; *next is a cursor in the row. */
static const struct cell *cell_at(const struct grid *g, size_t *next, size_t end, uint32_t col)
{
	while (*next < end && g->cells[*next].col < col)
		++*next;
	return *next < end && g->cells[*next].col == col ? &g->cells[*next] : NULL;
}

/* One line of a row: that line of each of its cells. */
static void draw_line(struct table *t, size_t next, size_t end, size_t line)
{
	const struct grid *g = &t->grid;
	int drawn = 0, due = 0; /* cells of the line; how many there should be */

	flow_begin_line(t->f);
	for (uint32_t c = 0, count; c < g->column_count; c += count) {
		const struct cell *cell = cell_at(g, &next, end, c);

		count = cell ? cell->colspan : 1;
		int cols = grid_span_cols(g, c, count);

		if (!cols)
			continue;
		if (due) {
			sink_add_spaces(t->f->out, (size_t)(due - drawn));
			add_separator(t);
			due = drawn = due + SEPARATOR_COLS;
		}
		if (cell && line < cell->line_count) {
			const struct sink_line *from = &t->cells.lines[cell->first_line + line];

			sink_copy(t->f->out, &t->cells, from);
			drawn += from->cols;
		}
		due += cols;
	}
	flow_end_line(t->f, drawn, false);
}

static void add_dashes(struct buf *out, const char *dash, int count)
{
	while (count-- > 0)
		buf_add_str(out, dash);
}

/* The rule under the header. */
static void draw_rule(struct table *t)
{
	const char *dash = is_plain(t->f) ? "-" : "\342\224\200";
	const char *cross = is_plain(t->f) ? "-+-" : "\342\224\200\342\224\274\342\224\200";
	struct buf rule = BUF_INIT;

	for (uint32_t c = 0; c < t->grid.column_count; c++) {
		if (!t->grid.columns[c].used)
			continue;
		if (rule.len)
			buf_add_str(&rule, cross);
		add_dashes(&rule, dash, t->grid.columns[c].cols);
	}
	flow_begin_line(t->f);
	sink_add(t->f->out, buf_span(&rule), NOT_IN_TEXT, STYLE_DIM, t->f->quote_depth, 0);
	flow_end_line(t->f, t->grid.total_cols, false);
	buf_release(&rule);
}

static void draw_grid(struct table *t)
{
	const struct grid *g = &t->grid;
	bool ruled = g->head_rows == 0 || g->head_rows == g->row_count;

	flow_gap(t->f);
	for (size_t first = 0, end; first < g->cell_len; first = end) {
		end = row_end(g, first);
		if (!ruled && g->cells[first].row >= g->head_rows) {
			draw_rule(t);
			ruled = true;
		}
		size_t height = lay_out_row(t, first, end);

		for (size_t line = 0; line < height; line++)
			draw_line(t, first, end, line);
	}
}

/* The leaf that names a column; 0 when its header is no short text. */
static uint32_t label_of(const struct flow *f, const struct cell *cell)
{
	const struct doc_node *node = &f->tree->nodes[cell->node], *leaf = node + 1;
	struct span text =
	    span_sub(safe_span(f->tree->text), leaf->text_start, leaf->text_start + leaf->text_len);

	if (node->end != cell->node + 2 || leaf->type != DOC_TEXT ||
	    leaf->text_len > MAX_LABEL_BYTES || span_find_byte(text, '\n') < text.len)
		return 0;
	return cell->node + 1;
}

/* Has every header a value to stand before?  Else it would not be shown. */
static bool all_used(const struct grid *g, const uint32_t *labels)
{
	bool *used = xcalloc(g->column_count + (size_t)1, sizeof *used), all = true;

	for (size_t i = 0; i < g->cell_len; i++)
		used[g->cells[i].col] |= g->cells[i].row > 0 && g->cells[i].extent.natural;
	for (uint32_t c = 0; c < g->column_count; c++)
		all &= !labels[c] || used[c];
	free(used);
	return all;
}

/* labels[column]: its header's leaf.  False when the headers are no good as labels. */
static bool find_labels(const struct table *t, uint32_t *labels)
{
	const struct grid *g = &t->grid;

	if (g->head_rows != 1 || g->row_count < 2)
		return false;
	for (size_t i = 0; i < g->cell_len && g->cells[i].row == 0; i++) {
		if (!g->cells[i].extent.natural)
			continue;
		if (!(labels[g->cells[i].col] = label_of(t->f, &g->cells[i])))
			return false;
	}
	return all_used(g, labels);
}

static void draw_cell_below(struct table *t, const struct cell *cell, uint32_t label)
{
	struct flow *f = t->f;
	const struct doc_node *first = &f->tree->nodes[cell->node + 1];

	if (label && first->type == DOC_TEXT && !first->heading)
		f->label = label;
	else if (label)
		flow_text(f, &f->tree->nodes[label]);
	flow_nodes(f, cell->node + 1, f->tree->nodes[cell->node].end);
}

static void draw_vertical(struct table *t)
{
	const struct grid *g = &t->grid;
	uint32_t *labels = xcalloc(g->column_count + (size_t)1, sizeof *labels);
	bool labelled = find_labels(t, labels);
	size_t i = labelled ? row_end(g, 0) : 0;
	uint32_t row = i < g->cell_len ? g->cells[i].row : 0;

	for (; i < g->cell_len; i++) {
		const struct cell *cell = &g->cells[i];

		if (!cell->extent.natural)
			continue;
		if (cell->row != row && t->f->gap == 0)
			t->f->gap = 1;
		row = cell->row;
		draw_cell_below(t, cell, labelled ? labels[cell->col] : 0);
	}
	free(labels);
}

enum { AIR_FREE_COLS = 200, AIR_BYTES = 1 << 16, AIR_FACTOR = 32 };

/* Would most of the grid be spaces?  Bounds what a small table can blow up to. */
static bool is_mostly_air(const struct table *t, uint32_t table)
{
	const struct doc_node *nodes = t->f->tree->nodes, *last = &nodes[nodes[table].end - 1];
	uint64_t text = last->text_start + (uint64_t)last->text_len - nodes[table].text_start;

	return t->grid.total_cols > AIR_FREE_COLS &&
	    (uint64_t)t->grid.total_cols * t->grid.row_count > AIR_BYTES + AIR_FACTOR * text;
}

static void draw_captions(struct flow *f, uint32_t table)
{
	const struct doc_node *nodes = f->tree->nodes;

	for (uint32_t i = table + 1; i < nodes[table].end; i = nodes[i].end)
		if (nodes[i].type == DOC_CAPTION)
			flow_nodes(f, i + 1, nodes[i].end);
}

static void draw_rows(struct flow *f, uint32_t table)
{
	const struct doc_node *nodes = f->tree->nodes;

	for (uint32_t i = table + 1; i < nodes[table].end; i = nodes[i].end)
		if (nodes[i].type == DOC_ROW)
			flow_nodes(f, i + 1, nodes[i].end);
}

/* Where the user can go to the right, a grid is better than a list of its cells. */
static bool fits_beyond(struct table *t, int room)
{
	enum { TIMES_WIDER = 4 };

	return t->f->opts->long_lines && room < UNLIMITED / TIMES_WIDER &&
	    grid_fit(&t->grid, room * TIMES_WIDER);
}

void flow_table(struct flow *f, uint32_t table)
{
	struct table t = { .f = f, .inner = xmalloc(sizeof *t.inner) };
	int room;
	uint32_t label = f->label;

	f->label = 0;
	flow_init(t.inner, f->tree, f->opts, &t.cells);
	flow_restart(t.inner, 1);
	t.inner->in_cell = true;
	t.inner->quote_depth = f->quote_depth;
	if (label)
		flow_text(f, &f->tree->nodes[label]);
	draw_captions(f, table);
	room = f->cols - flow_prefix_cols(f);
	if (!grid_build(&t.grid, t.inner, table) || t.grid.used_columns < 2)
		draw_rows(f, table);
	else if (!grid_fit(&t.grid, room) && !fits_beyond(&t, room))
		draw_vertical(&t);
	else if (is_mostly_air(&t, table))
		draw_rows(f, table);
	else
		draw_grid(&t);
	grid_release(&t.grid);
	sink_release(&t.cells);
	flow_release(t.inner);
	free(t.inner);
}
