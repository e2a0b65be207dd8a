/* The calls that are the same for every backend. */
#include "config.h"

#include "moot/term/term.h"

#include "term/term_priv.h"

void term_close(struct term *t)
{
	struct grid *grid;

	if (!t)
		return;
	grid = t->grid;
	t->ops->close(t);
	grid_free(grid);
}

struct grid *term_grid(struct term *t)
{
	return t->grid;
}

void term_show(struct term *t, int cursor_row, int cursor_col)
{
	bool visible = cursor_row >= 0 && cursor_row < t->grid->rows && cursor_col >= 0;

	t->cursor_row = visible ? cursor_row : -1;
	t->cursor_col = cursor_col < t->grid->cols ? cursor_col : t->grid->cols - 1;
	t->ops->show(t);
}

bool term_cursor(const struct term *t, int *row, int *col)
{
	*row = t->cursor_row;
	*col = t->cursor_col;
	return t->cursor_row >= 0;
}

bool term_key(struct term *t, struct key *key)
{
	return t->ops->key(t, key);
}

void term_mouse(struct term *t, bool on)
{
	if (t->ops->mouse)
		t->ops->mouse(t, on);
}

void term_mouse_place(const struct term *t, int *row, int *col)
{
	*row = t->mouse.row;
	*col = t->mouse.col;
}

int term_fd(const struct term *t)
{
	return t->ops->fd ? t->ops->fd(t) : -1;
}

int term_wake_fd(const struct term *t)
{
	return t->ops->wake_fd ? t->ops->wake_fd(t) : -1;
}

void term_suspend(struct term *t)
{
	if (t->ops->suspend)
		t->ops->suspend(t);
}

void term_resume(struct term *t)
{
	if (t->ops->resume)
		t->ops->resume(t);
}

void term_redraw_all(struct term *t)
{
	if (t->ops->redraw_all)
		t->ops->redraw_all(t);
}

bool term_copy(struct term *t, struct safe text)
{
	if (text.len > TERM_COPY_MAX_BYTES)
		return false;
	if (t->ops->copy)
		t->ops->copy(t, text);
	return true;
}

bool term_utf8(const struct term *t)
{
	return t->utf8;
}

bool term_palette(const struct term *t)
{
	return t->palette;
}
