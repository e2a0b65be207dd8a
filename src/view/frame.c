#include "config.h"

#include "moot/view/frame.h"

enum {
	ONE_PANE_COLS = 60, ONE_PANE_ROWS = 16, /* less: one pane */
	SPLIT_COLS = 110,
	COLUMNS_COLS = 180,
	FOOT_ROWS = 2,     /* status and hints */
	SMALL_ROWS = 3,    /* of a stacked pane without focus */
	LIST_MIN_COLS = 32, LIST_MAX_COLS = 44,
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

static void arrange_stacked(struct frame *f, enum pane focus)
{
	int row = 0, large = f->rows - FOOT_ROWS - PANES - (PANES - 1) * SMALL_ROWS;

	for (enum pane p = 0; p < PANES; p++) {
		int rows = p == focus ? large : SMALL_ROWS;

		show(f, p, row + 1, 0, rows, f->cols);
		row += rows + 1;
	}
}

static int list_cols(const struct frame *f)
{
	int cols = f->cols - READING_COLS;

	return cols < LIST_MIN_COLS ? LIST_MIN_COLS : cols > LIST_MAX_COLS ? LIST_MAX_COLS : cols;
}

/* The text that was read last takes three quarters of the height. */
static void arrange_split(struct frame *f, enum pane reading)
{
	int list = list_cols(f), cols = f->cols - list - 1;
	int rows = f->whole.rows - 1, small = rows / 4;
	int body = reading == PANE_THREAD ? small : rows - small;

	show(f, PANE_LIST, 1, 0, f->whole.rows, list);
	show(f, PANE_BODY, 1, list + 1, body, cols);
	show(f, PANE_THREAD, body + 2, list + 1, rows - body, cols);
}

static void arrange_columns(struct frame *f)
{
	int list = list_cols(f), left = f->cols - list - 2;
	int body = left / 2 < BODY_COLS ? left / 2 : BODY_COLS;

	show(f, PANE_LIST, 1, 0, f->whole.rows, list);
	show(f, PANE_BODY, 1, list + 1, f->whole.rows, body);
	show(f, PANE_THREAD, 1, list + body + 2, f->whole.rows, left - body);
}

static enum frame_mode mode_for(int cols, int rows, bool zoomed)
{
	if (cols < FRAME_MIN_COLS || rows < FRAME_MIN_ROWS)
		return FRAME_TOO_SMALL;
	if (zoomed || cols < ONE_PANE_COLS || rows < ONE_PANE_ROWS)
		return FRAME_ONE;
	if (cols < SPLIT_COLS)
		return FRAME_STACKED;
	return cols < COLUMNS_COLS ? FRAME_SPLIT : FRAME_COLUMNS;
}

void frame_arrange(struct frame *f, int cols, int rows, const struct frame_wish *wish)
{
	*f = (struct frame){ .cols = cols, .rows = rows };
	f->mode = mode_for(cols, rows, wish->zoomed);
	f->status_row = rows - 2;
	f->hint_row = rows - 1;
	f->whole = (struct rect){ 1, 0, rows - FOOT_ROWS - 1, cols };
	switch (f->mode) {
	case FRAME_TOO_SMALL:
		break;
	case FRAME_ONE:
		arrange_one(f, wish->focus);
		break;
	case FRAME_STACKED:
		arrange_stacked(f, wish->focus);
		break;
	case FRAME_SPLIT:
		arrange_split(f, wish->reading);
		break;
	case FRAME_COLUMNS:
		arrange_columns(f);
		break;
	}
}

static void draw_side(const struct frame *f, const struct canvas *screen, int col)
{
	canvas_put(screen, 0, col, 1, glyph(screen->looks, GLYPH_TEE_DOWN), FACE_RULE, 0);
	for (int row = 1; row < f->status_row; row++)
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
		if (part.len == 0 || pen.end_col - pen.col < 5)
			continue;
		pen_skip(&pen, 1);
		pen_put(&pen, SAFE_LIT(" "), face);
		pen_put_cut(&pen, (struct safe){ part.p, part.len }, face);
		pen_put(&pen, SAFE_LIT(" "), face);
	}
}
