/* Cells are placed as HTML places them: in each row from the left, past the columns
 * that cells of earlier rows still occupy.  Columns in which no cell with content
 * begins are left out.
 */
#include "config.h"

#include <stdlib.h>

#include "layout/table_priv.h"
#include "moot/base/xalloc.h"

enum { MAX_COLUMNS = 1000 };

static uint32_t cells_in_row(const struct doc_node *nodes, uint32_t row)
{
	uint32_t count = 0;

	for (uint32_t i = row + 1; i < nodes[row].end; i = nodes[i].end)
		count++;
	return count;
}

/* No span reaches over more columns than the row with the most cells has. */
static uint32_t most_cells(const struct doc_node *nodes, uint32_t table)
{
	uint32_t most = 1;

	for (uint32_t i = table + 1; i < nodes[table].end; i = nodes[i].end) {
		uint32_t count = nodes[i].type == DOC_ROW ? cells_in_row(nodes, i) : 0;

		most = count > most ? count : most;
	}
	return most;
}

static void add_cell(struct grid *g, struct flow *f, uint32_t node, uint32_t col, uint32_t colspan)
{
	ARRAY_GROW(g->cells, g->cell_len, g->cell_cap);
	g->cells[g->cell_len++] = (struct cell){ .node = node,
		.row = g->row_count,
		.col = col,
		.colspan = colspan,
		.extent = measure_nodes(f, node + 1, f->tree->nodes[node].end) };
	if (col + colspan > g->column_count)
		g->column_count = col + colspan;
}

/* busy[col]: the first row in which the column is free again. */
static bool place_row(
    struct grid *g, struct flow *f, uint32_t row, uint32_t *busy, uint32_t max_span)
{
	const struct doc_node *nodes = f->tree->nodes;
	uint32_t col = 0;

	for (uint32_t i = row + 1; i < nodes[row].end; i = nodes[i].end) {
		uint32_t span = nodes[i].u.cell.colspan, rows = nodes[i].u.cell.rowspan;

		while (col < MAX_COLUMNS && busy[col] > g->row_count)
			col++;
		span = span < max_span ? span : max_span;
		if (col + span > MAX_COLUMNS)
			return false;
		add_cell(g, f, i, col, span);
		for (uint32_t c = col; c < col + span; c++)
			busy[c] = rows ? g->row_count + rows : UINT32_MAX;
		col += span;
	}
	return true;
}

static void widen(struct extent *extent, struct extent to)
{
	extent->natural = to.natural > extent->natural ? to.natural : extent->natural;
	extent->min = to.min > extent->min ? to.min : extent->min;
}

/* A cell over several columns: what they lack is given to the last of them. */
static void widen_span(struct grid *g, const struct cell *cell)
{
	struct extent have = { -SEPARATOR_COLS, -SEPARATOR_COLS };
	struct column *last = &g->columns[cell->col];

	for (uint32_t c = cell->col; c < cell->col + cell->colspan; c++) {
		if (!g->columns[c].used)
			continue;
		last = &g->columns[c];
		have.natural += last->extent.natural + SEPARATOR_COLS;
		have.min += last->extent.min + SEPARATOR_COLS;
	}
	widen(&last->extent,
	    (struct extent){ last->extent.natural + cell->extent.natural - have.natural,
	        last->extent.min + cell->extent.min - have.min });
}

static void size_columns(struct grid *g)
{
	g->columns = xcalloc(g->column_count + (size_t)1, sizeof *g->columns);
	for (size_t i = 0; i < g->cell_len; i++) {
		struct column *column = &g->columns[g->cells[i].col];

		column->used |= g->cells[i].extent.natural > 0;
		if (g->cells[i].colspan == 1)
			widen(&column->extent, g->cells[i].extent);
	}
	for (size_t i = 0; i < g->cell_len; i++)
		if (g->cells[i].colspan > 1 && g->cells[i].extent.natural)
			widen_span(g, &g->cells[i]);
	for (uint32_t c = 0; c < g->column_count; c++)
		g->used_columns += g->columns[c].used;
}

bool grid_build(struct grid *g, struct flow *f, uint32_t table)
{
	const struct doc_node *nodes = f->tree->nodes;
	uint32_t *busy = xcalloc(MAX_COLUMNS, sizeof *busy), max_span = most_cells(nodes, table);
	bool ok = true, in_head = true;

	for (uint32_t i = table + 1; ok && i < nodes[table].end; i = nodes[i].end) {
		if (nodes[i].type != DOC_ROW)
			continue;
		ok = place_row(g, f, i, busy, max_span);
		in_head &= nodes[i].u.row.header;
		g->row_count++;
		if (in_head)
			g->head_rows = g->row_count;
	}
	free(busy);
	if (ok)
		size_columns(g);
	return ok;
}

void grid_release(struct grid *g)
{
	free(g->cells);
	free(g->columns);
}

static int clamped(const struct column *column, int limit)
{
	int cols = column->extent.natural < limit ? column->extent.natural : limit;

	return cols > column->extent.min ? cols : column->extent.min;
}

/* The cells of all columns when none is wider than the limit, unless its longest
 * word is. */
static int64_t sum_clamped(const struct grid *g, int limit)
{
	int64_t sum = 0;

	for (uint32_t c = 0; c < g->column_count; c++)
		if (g->columns[c].used)
			sum += clamped(&g->columns[c], limit);
	return sum;
}

/* Gives what is left to the columns that still want it, from the left. */
static void spread(struct grid *g, int64_t left)
{
	for (uint32_t c = 0; c < g->column_count && left > 0; c++) {
		struct column *column = &g->columns[c];

		if (column->used && column->cols < column->extent.natural) {
			column->cols++;
			left--;
		}
	}
}

bool grid_fit(struct grid *g, int room)
{
	int64_t space = room - (int64_t)SEPARATOR_COLS * (g->used_columns - 1);
	int low = 0, high = UNLIMITED; /* the widest limit that fits is in [low, high) */

	if (sum_clamped(g, 0) > space)
		return false;
	while (low + 1 < high) {
		int middle = low + (high - low) / 2;

		if (sum_clamped(g, middle) <= space)
			low = middle;
		else
			high = middle;
	}
	for (uint32_t c = 0; c < g->column_count; c++)
		g->columns[c].cols = g->columns[c].used ? clamped(&g->columns[c], low) : 0;
	spread(g, space - sum_clamped(g, low));
	g->total_cols = grid_span_cols(g, 0, g->column_count);
	return true;
}

int grid_span_cols(const struct grid *g, uint32_t first, uint32_t count)
{
	int cols = -SEPARATOR_COLS;

	for (uint32_t c = first; c < first + count && c < g->column_count; c++)
		if (g->columns[c].used)
			cols += g->columns[c].cols + SEPARATOR_COLS;
	return cols > 0 ? cols : 0;
}
