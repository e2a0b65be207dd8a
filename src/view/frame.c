#include "config.h"

#include "moot/view/frame.h"

enum {
	ONE_PANE_COLS = 60, ONE_PANE_ROWS = 16, /* less: one pane */
	SPLIT_COLS = 110,
	COLUMNS_COLS = 180,
	COLUMNS_MIN_COLS = 90, /* less: no three panes side by side, even when asked for */
	SMALL_ROWS = 3,    /* of a stacked pane without focus */
	SMALL_SHARE = 25,
	LIST_MIN_COLS = 32, LIST_MAX_COLS = 44, LIST_LEAST_COLS = 12,
	READING_COLS = 80, /* what the list leaves to the others if it can */
	BODY_COLS = 78,    /* of the body between list and thread */
};

static void show(struct frame *f, enum pane p, int row, int col, int rows, int cols)
{
	f->shown[p] = true;
	f->pane[p] = (struct rect){ row, col, rows, cols };
}

static void arrange_one(struct frame *f, enum pane focus)
{
	show(f, focus, f->whole.row, 0, f->whole.rows, f->cols);
}

static int clamp(int n, int low, int high)
{
	return n > high ? high : n < low ? low : n;
}

/* Rows in which the pane with focus would show nothing go to the others. */
static void share_spare(int rows[PANES], enum pane focus, const struct frame_wish *wish)
{
	int needed = wish->needed_rows[focus];

	for (enum pane p = 0; p < PANES && needed > 0; p++) {
		int spare = rows[focus] - needed, lacking = wish->needed_rows[p] - rows[p];
		int given = spare < lacking ? spare : lacking;

		if (p == focus || given <= 0)
			continue;
		rows[p] += given;
		rows[focus] -= given;
	}
}

static void arrange_stacked(struct frame *f, enum pane focus, const struct frame_wish *wish)
{
	int rows_of_all = f->whole.rows - (PANES - 1); /* without titles */
	int small_rows = clamp(wish->small_rows ? wish->small_rows : SMALL_ROWS, 1,
	    rows_of_all / PANES);
	int row = 0, rows[PANES];

	for (enum pane p = 0; p < PANES; p++)
		rows[p] = p == focus ? rows_of_all - (PANES - 1) * small_rows : small_rows;
	share_spare(rows, focus, wish);
	for (enum pane p = 0; p < PANES; p++) {
		show(f, p, row + 1, 0, rows[p], f->cols);
		row += rows[p] + 1;
	}
}

static int list_cols(const struct frame *f, const struct frame_wish *wish)
{
	if (wish->list_cols)
		return clamp(wish->list_cols, LIST_LEAST_COLS, f->cols / 2);
	return clamp(f->cols - READING_COLS, LIST_MIN_COLS, LIST_MAX_COLS);
}

/* The text that was read last takes what the share of the other one leaves. */
static void arrange_split(struct frame *f, const struct frame_wish *wish)
{
	int list = list_cols(f, wish), cols = f->cols - list - 1;
	int share = wish->small_share ? wish->small_share : SMALL_SHARE;
	int rows = f->whole.rows - 1, small = clamp(rows * share / 100, 1, rows - 1);
	int body = wish->reading == PANE_THREAD ? small : rows - small;

	show(f, PANE_LIST, 1, 0, f->whole.rows, list);
	show(f, PANE_BODY, 1, list + 1, body, cols);
	show(f, PANE_THREAD, body + 2, list + 1, rows - body, cols);
}

static void arrange_columns(struct frame *f, const struct frame_wish *wish)
{
	int list = list_cols(f, wish), left = f->cols - list - 2;
	int wanted = wish->body_cols ? wish->body_cols : BODY_COLS;
	int body = wanted <= BODY_COLS && left / 2 < wanted ? left / 2 :
	    clamp(wanted, LIST_LEAST_COLS, left - LIST_LEAST_COLS);

	show(f, PANE_LIST, 1, 0, f->whole.rows, list);
	show(f, PANE_BODY, 1, list + 1, f->whole.rows, body);
	show(f, PANE_THREAD, 1, list + body + 2, f->whole.rows, left - body);
}

static enum frame_mode mode_by_size(int cols)
{
	if (cols < SPLIT_COLS)
		return FRAME_STACKED;
	return cols < COLUMNS_COLS ? FRAME_SPLIT : FRAME_COLUMNS;
}

static enum frame_mode mode_for(int cols, int rows, const struct frame_wish *wish)
{
	if (cols < FRAME_MIN_COLS || rows < FRAME_MIN_ROWS)
		return FRAME_TOO_SMALL;
	if (wish->zoomed || cols < ONE_PANE_COLS || rows < ONE_PANE_ROWS)
		return FRAME_ONE;
	switch (wish->layout) {
	case LAYOUT_ONE:
		return FRAME_ONE;
	case LAYOUT_STACKED:
		return FRAME_STACKED;
	case LAYOUT_SPLIT:
		return FRAME_SPLIT;
	case LAYOUT_COLUMNS:
		return cols < COLUMNS_MIN_COLS ? mode_by_size(cols) : FRAME_COLUMNS;
	case LAYOUT_AUTO:
		break;
	}
	return mode_by_size(cols);
}

void frame_arrange(struct frame *f, int cols, int rows, const struct frame_wish *wish)
{
	int foot_rows = !wish->no_status + !wish->no_hints;

	*f = (struct frame){ .cols = cols, .rows = rows, .has_hints = !wish->no_hints };
	f->mode = mode_for(cols, rows, wish);
	f->status_row = wish->no_status ? -1 : rows - foot_rows;
	f->hint_row = rows - 1;
	f->whole = (struct rect){ 1, 0, rows - foot_rows - 1, cols };
	switch (f->mode) {
	case FRAME_TOO_SMALL:
		break;
	case FRAME_ONE:
		arrange_one(f, wish->focus);
		break;
	case FRAME_STACKED:
		arrange_stacked(f, wish->focus, wish);
		break;
	case FRAME_SPLIT:
		arrange_split(f, wish);
		break;
	case FRAME_COLUMNS:
		arrange_columns(f, wish);
		break;
	}
}

static void draw_side(const struct frame *f, const struct canvas *screen, int col)
{
	canvas_put(screen, 0, col, 1, glyph(screen->looks, GLYPH_TEE_DOWN), FACE_RULE, 0);
	for (int row = 1; row < f->whole.row + f->whole.rows; row++)
		canvas_put(screen, row, col, 1, glyph(screen->looks, GLYPH_SIDE), FACE_RULE, 0);
}

void frame_draw_sides(const struct frame *f, const struct canvas *screen)
{
	if (f->mode != FRAME_SPLIT && f->mode != FRAME_COLUMNS)
		return;
	draw_side(f, screen, f->pane[PANE_BODY].col - 1);
	if (f->mode == FRAME_COLUMNS)
		draw_side(f, screen, f->pane[PANE_THREAD].col - 1);
	else
		canvas_put(screen, f->pane[PANE_THREAD].row - 1, f->pane[PANE_THREAD].col - 1, 1,
		    glyph(screen->looks, GLYPH_TEE_RIGHT), FACE_RULE, 0);
}

void frame_draw_title(const struct canvas *screen, struct rect pane, bool focused,
    struct safe parts)
{
	struct rect above = { pane.row - 1, pane.col, 1, pane.cols };
	struct canvas line = canvas_part(screen, above);
	enum glyph rule = focused ? GLYPH_FOCUS_RULE : GLYPH_RULE;
	enum face face = focused ? FACE_FOCUS : FACE_RULE;
	struct pen pen = { &line, 0, 0, pane.cols - 1 };
	struct span rest = safe_span(parts), part;

	canvas_repeat(&line, 0, 0, pane.cols, rule, face);
	while (span_line(&rest, &part)) {
		if (screen->looks->linear) {
			pen_put_cut(&pen, pen.col ? SAFE_LIT(", ") : SAFE_LIT(" "), face);
			pen_put_cut(&pen, (struct safe){ part.p, part.len }, face);
			continue;
		}
		if (part.len == 0 || pen.end_col - pen.col < 5)
			continue;
		pen_skip(&pen, 1);
		pen_put(&pen, SAFE_LIT(" "), face);
		pen_put_cut(&pen, (struct safe){ part.p, part.len }, face);
		pen_put(&pen, SAFE_LIT(" "), face);
	}
}
