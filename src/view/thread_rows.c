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

const struct layout *thread_layout(const struct thread_view *t, uint32_t item)
{
	return bodies_layout(t->bodies, t->post, t->outline.items[item].comment,
	    thread_text_room(t, item));
}

bool thread_has_gap(const struct thread_view *t, uint32_t item)
{
	uint32_t next = outline_next(&t->outline, item);

	return next != NO_ITEM && outline_level(&t->outline, next) == 1;
}

size_t thread_text_rows(const struct thread_view *t, uint32_t item)
{
	if (outline_is_folded(&t->outline, item) || t->outline.items[item].stub ||
	    outline_is_context(&t->outline, item))
		return 0;
	return thread_layout(t, item)->line_count;
}

size_t thread_item_rows(const struct thread_view *t, uint32_t item)
{
	return 1 + thread_text_rows(t, item) + thread_has_gap(t, item);
}

int thread_needed_rows(const struct thread_view *t, int most)
{
	const struct outline *o = &t->outline;
	size_t rows = o->count == 0;

	for (uint32_t i = 0; i < o->count && rows < (size_t)most; i++) {
		rows += 1 + (i > 0 && outline_level(o, i) == 1);
		if (!o->items[i].stub)
			rows += thread_layout(t, i)->line_count;
	}
	return rows < (size_t)most ? (int)rows : most;
}

int thread_spot_down(const struct thread_view *t, struct thread_spot *spot, int rows)
{
	int left = rows;

	while (left > 0) {
		size_t room = thread_item_rows(t, spot->item) - 1 - spot->row;
		uint32_t next;

		if (room >= (size_t)left) {
			spot->row += (size_t)left;
			return rows;
		}
		next = outline_next(&t->outline, spot->item);
		if (next == NO_ITEM) {
			spot->row += room;
			return rows - left + (int)room;
		}
		left -= (int)room + 1;
		*spot = (struct thread_spot){ next, 0 };
	}
	return rows;
}

int thread_spot_up(const struct thread_view *t, struct thread_spot *spot, int rows)
{
	int left = rows;

	while (left > 0) {
		uint32_t prev;

		if (spot->row >= (size_t)left) {
			spot->row -= (size_t)left;
			return rows;
		}
		left -= (int)spot->row;
		spot->row = 0;
		prev = outline_prev(&t->outline, spot->item);
		if (prev == NO_ITEM)
			return rows - left;
		left--;
		*spot = (struct thread_spot){ prev, thread_item_rows(t, prev) - 1 };
	}
	return rows;
}

bool thread_pinned(const struct thread_view *t, struct thread_spot top)
{
	return t->rows >= PIN_MIN_ROWS && !t->looks->linear &&
	    (top.row > 0 || outline_level(&t->outline, top.item) > 1);
}
