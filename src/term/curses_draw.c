/* Cells on the terminal.
 *
 * The grid is compared with the one shown last, and what differs is written to the
 * standard screen cell by cell; ncurses compares that once more and sends the least.
 * The columns are those of our own table (text/width.h).  Where libc, and so ncurses,
 * sees a cluster wider than its cell, what does not fit is left out; where it sees it
 * narrower, blanks follow: columns to the right never move.
 */
#include "config.h"

#include "term/curses_priv.h"

#include <limits.h>
#include <string.h>

#include "moot/base/span.h"
#include "term/glyph_priv.h"

static attr_t curses_attrs(const struct curses_term *c, unsigned attrs)
{
	attr_t all = A_NORMAL;

	if (attrs & ATTR_BOLD)
		all |= A_BOLD;
	if (attrs & ATTR_UNDERLINE)
		all |= A_UNDERLINE;
	if (attrs & ATTR_REVERSE)
		all |= A_REVERSE;
	if (attrs & ATTR_DIM)
		all |= A_DIM;
	if (attrs & ATTR_ITALIC)
		all |= c->italics ? A_ITALIC : A_UNDERLINE;
	return all;
}

/* The number of a pair for ncurses; 0, the terminal's own colours, when there is none. */
static short make_pair(struct curses_term *c, int fg, int bg)
{
	bool is_new;
	int pair;

	if (!c->colors || (fg < 0 && bg < 0))
		return 0;
	pair = pairs_get(&c->pairs, fg, bg, &is_new);
	if (is_new)
		init_pair((short)pair, fg < 0 && c->own_color >= 0 ? COLOR_WHITE : (short)fg,
		    bg < 0 ? c->own_color : (short)bg);
	return (short)pair;
}

static short pair_of(struct curses_term *c, const struct cell *cell)
{
	const struct face_look *look = &c->shown_theme.looks[cell->face];

	if (!c->base.palette || (!cell->fg && !cell->bg))
		return make_pair(c, look->fg, look->bg);
	return make_pair(c, cell->fg ? cell->fg : COLOR_OWN, cell->bg ? cell->bg : COLOR_OWN);
}

static void draw_cell(struct curses_term *c, const struct cell *cell)
{
	const struct face_look *look = &c->shown_theme.looks[cell->face];
	attr_t attrs = curses_attrs(c, (unsigned)cell->attrs | look->attrs);
	short pair = pair_of(c, cell);
	struct span rest = span_str(cell->text);
	int used = 0;

	while (used < cell->cols) {
		struct glyph glyph = rest.len ? glyph_next(&rest, c->locale_utf8) :
						glyph_filler(c->locale_utf8);
		cchar_t out;

		if (glyph.cols > cell->cols - used) {
			rest.len = 0;
			continue;
		}
		setcchar(&out, glyph.text, attrs, pair, NULL);
		add_wch(&out); /* ERR in the last cell of the screen, although drawn */
		used += glyph.cols;
	}
}

static bool same_cell(const struct cell *a, const struct cell *b)
{
	return a->cols == b->cols && a->face == b->face && a->attrs == b->attrs &&
	    a->fg == b->fg && a->bg == b->bg &&
	    strcmp(a->text, b->text) == 0;
}

/* A wide cluster and what it replaces differ in all the cells that either takes, so a
 * run of differences begins and ends between clusters of both grids. */
static void draw_row(struct curses_term *c, int row)
{
	size_t cols = (size_t)c->shown->cols;
	struct cell *now = c->base.grid->cells + (size_t)row * cols;
	struct cell *before = c->shown->cells + (size_t)row * cols;
	size_t cursor = cols;

	for (size_t col = 0; col < cols; col += now[col].cols) {
		if (!c->all && same_cell(&now[col], &before[col]))
			continue;
		if (cursor != col)
			move(row, (int)col);
		draw_cell(c, &now[col]);
		cursor = col + now[col].cols;
	}
	memcpy(before, now, cols * sizeof *now);
}

void curses_show(struct term *t)
{
	struct curses_term *c = curses_of(t);

	if (c->gone)
		return;
	if (pairs_are_full(&c->pairs)) {
		pairs_reset(&c->pairs);
		c->all = true;
	}
	if (c->all)
		clearok(stdscr, TRUE);
	for (int row = 0; row < t->grid->rows; row++)
		draw_row(c, row);
	c->all = false;
	curs_set(t->cursor_row >= 0);
	if (t->cursor_row >= 0)
		move(t->cursor_row, t->cursor_col);
	refresh();
}

void curses_redraw_all(struct term *t)
{
	curses_of(t)->all = true;
}

void curses_take_theme(struct term *t)
{
	struct curses_term *c = curses_of(t);

	c->shown_theme = theme_for_colors(&t->theme, COLORS);
	pairs_reset(&c->pairs);
	c->all = true;
}

/* Pair 0 is the terminal's own colours. */
void curses_begin_colors(struct curses_term *c, bool wanted)
{
	c->own_color = -1;
	c->colors = wanted && has_colors() && start_color() == OK;
	if (c->colors && use_default_colors() != OK)
		c->own_color = COLOR_BLACK;
	c->base.palette = c->colors && COLORS >= 256 && COLOR_PAIRS > 1;
	c->pairs.first = c->pairs.next = 1;
	c->pairs.end = COLOR_PAIRS < SHRT_MAX ? COLOR_PAIRS : SHRT_MAX;
	curses_take_theme(&c->base);
}
