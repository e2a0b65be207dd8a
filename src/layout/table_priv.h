/* A table while it is laid out: layout_measure.c says how wide cells want to be,
 * layout_grid.c where they stand and what widths the columns get, layout_table.c
 * draws them.
 */
#ifndef LAYOUT_TABLE_PRIV_H
#define LAYOUT_TABLE_PRIV_H

#include "layout/layout_priv.h"

/* How wide something wants to be, and how narrow it can be. */
struct extent {
	int natural, min; /* cells */
};

struct cell {
	uint32_t node;
	uint32_t row, col;     /* place in the grid */
	uint32_t colspan;      /* within the grid */
	struct extent extent;  /* {0, 0}: it is empty */
	size_t first_line, line_count; /* when laid out: its lines in the row's sink */
};

struct column {
	struct extent extent;
	int cols;   /* its width in the end */
	bool used;  /* a cell with content begins here */
};

struct grid {
	struct cell *cells; /* by row, then column */
	size_t cell_len, cell_cap;
	struct column *columns;
	uint32_t column_count, row_count, used_columns;
	uint32_t head_rows;  /* how many rows at the top are headers */
	int total_cols;      /* with separators */
};

/* False: it has more columns than any table should. */
bool grid_build(struct grid *g, struct flow *f, uint32_t table);
void grid_release(struct grid *g);
/* Gives the columns widths that fit the room; false when they cannot. */
bool grid_fit(struct grid *g, int room);
/* Cells of the columns from first, count of them, with the separators between. */
int grid_span_cols(const struct grid *g, uint32_t first, uint32_t count);

struct extent measure_nodes(struct flow *f, uint32_t from, uint32_t to);

#endif
