#include "config.h"

#include "view/thread_priv.h"

int thread_sign_cols(const struct thread_view *t)
{
	return safe_cols(glyph(t->looks, GLYPH_LEAF), t->looks);
}

int thread_guides(const struct thread_view *t, uint32_t item)
{
	int room = t->cols - MARK_COLS - thread_sign_cols(t) - THREAD_TEXT_MIN_COLS;
	int most = room > 0 ? room / looks_level_cols(t->looks) : 0;
	uint32_t levels = outline_level(&t->outline, item) - 1;

	if (t->looks->linear)
		return 0;
	return levels < (uint32_t)most ? (int)levels : most;
}

int thread_indent(const struct thread_view *t, uint32_t item)
{
	return MARK_COLS + looks_level_cols(t->looks) * thread_guides(t, item);
}

int thread_text_room(const struct thread_view *t, uint32_t item)
{
	int cols = t->cols - thread_indent(t, item) - thread_sign_cols(t);

	return cols > 1 ? cols : 1;
}

struct shown_text thread_text(const struct thread_view *t, uint32_t item)
{
	return (struct shown_text){ t->bodies, t->post, t->outline.items[item].comment,
		thread_text_room(t, item) };
}

bool thread_has_gap(const struct thread_view *t, uint32_t item)
{
	uint32_t next = outline_next(&t->outline, item);

	return next != NO_ITEM && outline_level(&t->outline, next) == 1;
}

bool thread_has_text(const struct thread_view *t, uint32_t item)
{
	struct shown_text text;

	if (outline_is_folded(&t->outline, item) || t->outline.items[item].stub ||
	    outline_is_context(&t->outline, item))
		return false;
	text = thread_text(t, item);
	return rows_any(&text);
}

const struct line *thread_line(const struct thread_view *t, struct thread_spot spot)
{
	struct shown_text text;

	if (spot.row == 0 || spot.row == THREAD_BLANK_ROW || !thread_has_text(t, spot.item))
		return NULL;
	text = thread_text(t, spot.item);
	return rows_line(&text, spot.row - 1);
}

int thread_item_rows(const struct thread_view *t, uint32_t item, int most)
{
	struct shown_text text = thread_text(t, item);

	if (most < 2 || !thread_has_text(t, item))
		return most < 1 ? most : 1;
	return 1 + (int)rows_count(&text, (size_t)most - 1);
}

text_row thread_last_row(const struct thread_view *t, uint32_t item)
{
	struct shown_text text = thread_text(t, item);

	if (thread_has_gap(t, item))
		return THREAD_BLANK_ROW;
	return thread_has_text(t, item) ? 1 + rows_last(&text) : 0;
}

int thread_needed_rows(const struct thread_view *t, int most)
{
	const struct outline *o = &t->outline;
	int rows = o->count == 0;

	for (uint32_t i = 0; i < o->count && rows < most; i++) {
		struct shown_text text = thread_text(t, i);

		rows += 1 + (i > 0 && outline_level(o, i) == 1);
		if (!o->items[i].stub && rows < most)
			rows += (int)rows_count(&text, (size_t)(most - rows));
	}
	return rows < most ? rows : most;
}

/* Moves a spot within its item; returns by how many rows. */
static int down_in_item(const struct thread_view *t, struct thread_spot *spot, int rows)
{
	struct shown_text text = thread_text(t, spot->item);
	int moved = 0;

	if (spot->row == THREAD_BLANK_ROW)
		return 0;
	if (thread_has_text(t, spot->item)) {
		text_row row = spot->row ? spot->row - 1 : 0;

		moved = spot->row == 0;
		moved += (int)rows_down(&text, &row, (size_t)(rows - moved));
		spot->row = row + 1;
	}
	if (moved < rows && thread_has_gap(t, spot->item)) {
		spot->row = THREAD_BLANK_ROW;
		moved++;
	}
	return moved;
}

static int up_in_item(const struct thread_view *t, struct thread_spot *spot, int rows)
{
	struct shown_text text = thread_text(t, spot->item);
	int moved = 0;

	if (spot->row == THREAD_BLANK_ROW) {
		spot->row = thread_has_text(t, spot->item) ? 1 + rows_last(&text) : 0;
		moved = 1;
	}
	if (spot->row > 0) {
		text_row row = spot->row - 1;

		moved += (int)rows_up(&text, &row, (size_t)(rows - moved));
		spot->row = row + 1;
		if (moved < rows) {
			spot->row = 0;
			moved++;
		}
	}
	return moved;
}

int thread_spot_down(const struct thread_view *t, struct thread_spot *spot, int rows)
{
	int left = rows;

	while (left > 0) {
		uint32_t next;

		left -= down_in_item(t, spot, left);
		if (left == 0)
			break;
		next = outline_next(&t->outline, spot->item);
		if (next == NO_ITEM)
			return rows - left;
		left--;
		*spot = (struct thread_spot){ next, 0 };
	}
	return rows;
}

int thread_spot_up(const struct thread_view *t, struct thread_spot *spot, int rows)
{
	int left = rows;

	while (left > 0) {
		uint32_t prev;

		left -= up_in_item(t, spot, left);
		if (left == 0)
			break;
		prev = outline_prev(&t->outline, spot->item);
		if (prev == NO_ITEM)
			return rows - left;
		left--;
		*spot = (struct thread_spot){ prev, thread_last_row(t, prev) };
	}
	return rows;
}

bool thread_pinned(const struct thread_view *t, struct thread_spot top)
{
	return t->rows >= PIN_MIN_ROWS && !t->looks->linear &&
	    (top.row > 0 || outline_level(&t->outline, top.item) > 1);
}

int thread_seen_rows(const struct thread_view *t, struct thread_spot top)
{
	return t->rows - thread_pinned(t, top);
}

struct thread_spot thread_bottom(const struct thread_view *t)
{
	struct thread_spot bottom = t->top;

	thread_spot_down(t, &bottom, thread_seen_rows(t, t->top) - 1);
	return bottom;
}

/* How much of an item has been seen, of 1000, when that is the last row that was. */
static int item_permille(const struct thread_view *t, struct thread_spot bottom)
{
	struct shown_text text = thread_text(t, bottom.item);
	int rows;

	if (bottom.row == THREAD_BLANK_ROW || !thread_has_text(t, bottom.item))
		return bottom.row == 0 && thread_has_gap(t, bottom.item) ? 500 : 1000;
	if (!rows_are_few(&text))
		return bottom.row == 0 ? 0 : rows_permille(&text, bottom.row - 1);
	rows = 1 + (int)rows_count(&text, SIZE_MAX) + thread_has_gap(t, bottom.item);
	return (int)((bottom.row + 1) * 1000 / (text_row)rows);
}

/* By what can be seen of the last comment on the screen, too: one that is taller than
 * the screen must not stand still. */
int thread_percent(const struct thread_view *t)
{
	struct thread_spot bottom;
	int permille;

	if (t->outline.count == 0 || t->rows <= 0)
		return 100;
	bottom = thread_bottom(t);
	permille = item_permille(t, bottom);
	if (permille < 0)
		return -1;
	return (int)((outline_place(&t->outline, bottom.item) * UINT64_C(1000) +
	    (unsigned)permille) * 100 / (t->outline.visible_count * UINT64_C(1000)));
}
