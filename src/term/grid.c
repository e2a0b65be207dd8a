/* Every change of cells goes through free_halves() first: it blanks what the change
 * would leave of a wide cluster, so that the invariants of struct cell hold after each
 * function, whatever is drawn over what.
 */
#include "config.h"

#include "moot/term/term.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "moot/base/xalloc.h"
#include "moot/text/utf8.h"

static const struct cell blank = { .text = " ", .cols = 1, .face = FACE_TEXT };

struct grid *grid_new(int cols, int rows)
{
	struct grid *g = xcalloc(1, sizeof *g);

	grid_resize(g, cols, rows);
	return g;
}

void grid_free(struct grid *g)
{
	if (!g)
		return;
	free(g->cells);
	free(g);
}

void grid_resize(struct grid *g, int cols, int rows)
{
	g->cols = cols > 0 ? cols : 1;
	g->rows = rows > 0 ? rows : 1;
	free(g->cells);
	g->cells = xreallocarray(NULL, (size_t)g->cols * (size_t)g->rows, sizeof *g->cells);
	grid_clear(g);
}

void grid_clear(struct grid *g)
{
	size_t count = (size_t)g->cols * (size_t)g->rows;

	for (size_t i = 0; i < count; i++)
		g->cells[i] = blank;
}

static struct cell *row_cells(const struct grid *g, int row)
{
	return g->cells + (size_t)row * (size_t)g->cols;
}

static void set_blank(struct cell *c)
{
	memcpy(c->text, " ", 2);
	c->cols = 1;
}

/* The cells [from, to) are about to be overwritten: blanks what sticks out of them. */
static void free_halves(const struct grid *g, struct cell *row, int from, int to)
{
	if (row[from].cols == 0)
		set_blank(&row[from - 1]);
	if (to < g->cols && row[to].cols == 0)
		set_blank(&row[to]);
}

/* As much of the cluster as a cell holds, cut at a character. */
static void set_text(struct cell *c, struct span cluster)
{
	size_t len = 0;
	uint32_t ch;

	while (len < cluster.len) {
		size_t next = len + utf8_next(cluster.p + len, cluster.len - len, &ch);

		if (next >= CELL_BYTES)
			break;
		len = next;
	}
	memcpy(c->text, cluster.p, len);
	c->text[len] = '\0';
}

static void set_cluster(struct grid *g, int row, int col, struct span cluster, int cols,
    const struct cell *style)
{
	struct cell *cells = row_cells(g, row);

	free_halves(g, cells, col, col + cols);
	for (int i = 0; i < cols; i++)
		cells[col + i] = *style;
	set_text(&cells[col], cluster);
	cells[col].cols = (uint8_t)cols;
}

void grid_put_cell(struct grid *g, int row, int col, const struct cell *cell)
{
	struct cell *cells;

	if (row < 0 || row >= g->rows || col < 0 || col >= g->cols || cell->cols != 1)
		return;
	cells = row_cells(g, row);
	free_halves(g, cells, col, col + 1);
	cells[col] = *cell;
}

/* Blanks the part of the columns [from, to) that is inside the grid. */
static void set_blanks(struct grid *g, int row, int from, int to, const struct cell *style)
{
	for (int col = from > 0 ? from : 0; col < to && col < g->cols; col++)
		set_cluster(g, row, col, SPAN_LIT(" "), 1, style);
}

/* The next thing to draw: its bytes and columns; white space is one blank. */
static struct cluster next_drawable(struct span text, const struct width_opts *width)
{
	unsigned char first = (unsigned char)text.p[0];
	bool alone = text.len == 1 || (unsigned char)text.p[1] < 0x80;

	if (first == '\n' || first == '\t' || (first >= ' ' && first <= '~' && alone))
		return (struct cluster){ 1, 1 };
	return cluster_next(text, width);
}

static struct span drawn_text(struct span text, struct cluster cluster)
{
	if (*text.p == '\n' || *text.p == '\t')
		return SPAN_LIT(" ");
	return span_of(text.p, cluster.bytes);
}

int grid_put(struct grid *g, int row, int col, int max_cols, struct safe text, enum face face,
    unsigned attrs, const struct width_opts *width)
{
	const struct cell style = { .face = (uint8_t)face, .attrs = (uint8_t)attrs };
	struct span rest = safe_span(text);
	bool visible = row >= 0 && row < g->rows;
	int used = 0;

	if (col >= g->cols)
		return 0;
	if (max_cols > g->cols - col)
		max_cols = g->cols - col;
	while (rest.len) {
		struct cluster cluster = next_drawable(rest, width);
		int at = col + used;

		if (cluster.bytes == 0 || cluster.cols > max_cols - used)
			break;
		if (visible && cluster.cols && at >= 0)
			set_cluster(g, row, at, drawn_text(rest, cluster), cluster.cols, &style);
		else if (visible && at < 0)
			set_blanks(g, row, at, at + cluster.cols, &style);
		used += cluster.cols;
		rest = span_sub(rest, cluster.bytes, rest.len);
	}
	return used;
}

/* The columns [*from, *to) of the grid that are meant by (row, col, cols). */
static bool clip(const struct grid *g, int row, int col, int cols, int *from, int *to)
{
	if (row < 0 || row >= g->rows || cols <= 0 || col >= g->cols)
		return false;
	*from = col > 0 ? col : 0;
	*to = cols < g->cols - col ? col + cols : g->cols;
	return *from < *to;
}

void grid_fill(struct grid *g, int row, int col, int cols, char c, enum face face, unsigned attrs)
{
	const struct cell style = { .face = (uint8_t)face, .attrs = (uint8_t)attrs };
	int from, to;

	if (!clip(g, row, col, cols, &from, &to))
		return;
	for (int i = from; i < to; i++)
		set_cluster(g, row, i, span_of(&c, 1), 1, &style);
}

void grid_restyle(struct grid *g, int row, int col, int cols, enum face face, unsigned attrs)
{
	struct cell *cells;
	int from, to;

	if (!clip(g, row, col, cols, &from, &to))
		return;
	cells = row_cells(g, row);
	from -= cells[from].cols == 0;
	to += to < g->cols && cells[to].cols == 0;
	for (int i = from; i < to; i++) {
		if (face != FACES)
			cells[i].face = (uint8_t)face;
		cells[i].attrs |= (uint8_t)attrs;
	}
}

static char style_letter(const struct cell *c)
{
	static const char letters[FACES] = {
#define FACE(name, letter, attributes, color, help) [FACE_##name] = letter,
#include "moot/term/faces.def"
#undef FACE
	};
	char letter = letters[c->face];

	if (!c->attrs)
		return letter;
	if (c->face == FACE_TEXT)
		return '+';
	return ascii_is_alpha(letter) ? (char)toupper(letter) : (char)(letter + 1);
}

/* Ends a line of the dump that began at from, without its trailing pads. */
static void end_line(struct buf *out, size_t from, char pad)
{
	size_t len = out->len;

	while (len > from && out->data[len - 1] == pad)
		len--;
	if (len < out->len)
		buf_truncate(out, len);
	buf_add_char(out, '\n');
}

void grid_dump(const struct grid *g, bool styles, struct buf *out)
{
	for (int row = 0; row < g->rows; row++) {
		size_t from = out->len;

		for (int col = 0; col < g->cols; col++)
			buf_add_str(out, row_cells(g, row)[col].text);
		end_line(out, from, ' ');
	}
	if (!styles)
		return;
	buf_add_char(out, '\n');
	for (int row = 0; row < g->rows; row++) {
		size_t from = out->len;

		for (int col = 0; col < g->cols; col++)
			buf_add_char(out, style_letter(&row_cells(g, row)[col]));
		end_line(out, from, '.');
	}
}

static bool right_half_ok(const struct cell *left, const struct cell *right)
{
	return right->cols == 0 && right->text[0] == '\0' && right->face == left->face &&
	    right->attrs == left->attrs;
}

bool grid_check(const struct grid *g)
{
	for (int row = 0; row < g->rows; row++) {
		const struct cell *cells = row_cells(g, row);

		for (int col = 0; col < g->cols; col += cells[col].cols) {
			const struct cell *c = &cells[col];

			if (c->cols < 1 || c->cols > 2 || c->text[0] == '\0' || c->face >= FACES)
				return false;
			if (c->cols == 2 && (col + 1 == g->cols || !right_half_ok(c, c + 1)))
				return false;
		}
	}
	return true;
}
