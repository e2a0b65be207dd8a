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
	if (spot.row > 0 && spot.row <= thread_text_rows(t, spot.item))
		place->link = link_at(&thread_layout(t, spot.item)->lines[spot.row - 1],
		    col - thread_indent(t, spot.item) - thread_sign_cols(t), t->looks);
	return true;
}

uint32_t post_body_link_at(const struct post_body *v, int row, int col)
{
	size_t line = v->scroller.top + (size_t)(row > 0 ? row : 0);
	const struct layout *l;

	if (!v->post || row < 0 || line < v->head.count || line - v->head.count >= v->text_lines)
		return 0;
	l = post_body_layout(v);
	line -= v->head.count;
	return line < l->line_count ? link_at(&l->lines[line], col - 1, v->looks) : 0;
}
