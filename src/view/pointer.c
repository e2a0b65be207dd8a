#include "config.h"

#include "moot/view/pointer.h"

#include "view/thread_priv.h"

/* The link of which the number stands at a column of a line. */
static uint32_t link_at(const struct line *line, int col, const struct looks *looks)
{
	int at = 0;

	for (uint32_t i = 0; i < line->span_count; i++) {
		const struct line_span *s = &line->spans[i];
		struct safe run = safe_sub(line->text, s->start, (size_t)s->start + s->len);
		int cols = safe_cols(run, looks);

		if (col >= at && col < at + cols)
			return s->style & STYLE_LINK_NUMBER ? s->link : 0;
		at += cols;
	}
	return 0;
}

/* The last ancestor that the row above the top names. */
static uint32_t pinned_item(const struct thread_view *t)
{
	return t->top.row > 0 ? t->top.item : t->outline.items[t->top.item].parent;
}

static bool on_fold_sign(const struct thread_view *t, struct thread_spot spot, int col)
{
	int sign_col = thread_indent(t, spot.item);

	return spot.row == 0 && outline_has_replies(&t->outline, spot.item) &&
	    !t->outline.time_order && col >= sign_col && col < sign_col + thread_sign_cols(t);
}

bool thread_place_at(const struct thread_view *t, int row, int col, struct thread_place *place)
{
	struct thread_spot spot = t->top;
	const struct line *line;
	int pinned;

	if (t->cursor == NO_ITEM || row < 0)
		return false;
	pinned = thread_pinned(t, t->top);
	if (row < pinned) {
		*place = (struct thread_place){ .item = pinned_item(t) };
		return place->item != NO_ITEM;
	}
	if (thread_spot_down(t, &spot, row - pinned) < row - pinned)
		return false;
	*place = (struct thread_place){ .item = spot.item,
		.fold_sign = on_fold_sign(t, spot, col) };
	line = thread_line(t, spot);
	if (line)
		place->link = link_at(line,
		    col - thread_indent(t, spot.item) - thread_sign_cols(t), t->looks);
	return true;
}

uint32_t post_body_link_at(struct post_body *v, int row, int col)
{
	const struct line *line = v->post && row >= 0 ? post_body_line(v, row) : NULL;

	return line ? link_at(line, col - 1, v->looks) : 0;
}
