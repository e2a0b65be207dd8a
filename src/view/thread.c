/* Where the top of the pane is, and how it follows the current comment.
 *
 * The top is a spot.  When it is not the header of a top-level comment, the pane's first
 * row shows the ancestors instead of text, like a heading that sticks: so scrolling a
 * header off by one row leaves everything below where it was.
 */
#include "config.h"

#include "moot/view/thread.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "view/thread_priv.h"

void thread_init(struct thread_view *t, const struct library *lib, struct bodies *bodies,
    const struct looks *looks, struct folds *folds, bool all)
{
	*t = (struct thread_view){ .lib = lib, .bodies = bodies, .looks = looks, .all = all,
		.cursor = NO_ITEM };
	outline_init(&t->outline, folds);
}

void thread_release(struct thread_view *t)
{
	outline_release(&t->outline);
	free(t->new_before);
	t->new_before = NULL;
}

void thread_news_changed(struct thread_view *t)
{
	const struct outline *o = &t->outline;

	free(t->new_before);
	t->new_before = NULL;
	if (!t->news || !t->post || !t->news->new_count(t->news->user, t->post))
		return;
	t->new_before = xcalloc((size_t)o->count + 1, sizeof *t->new_before);
	for (uint32_t i = 0; i < o->count; i++)
		t->new_before[i + 1] = t->new_before[i] +
		    t->news->is_new(t->news->user, o->items[i].comment);
}

uint32_t thread_new_among(const struct thread_view *t, uint32_t from, uint32_t to)
{
	return t->new_before ? t->new_before[to] - t->new_before[from] : 0;
}

static bool is_empty(const struct thread_view *t)
{
	return t->outline.count == 0 || t->rows <= 0;
}

static int spot_cmp(const struct thread_view *t, struct thread_spot a, struct thread_spot b)
{
	if (a.item != b.item)
		return outline_place(&t->outline, a.item) < outline_place(&t->outline, b.item) ?
		    -1 : 1;
	return a.row < b.row ? -1 : a.row > b.row;
}

int thread_page_rows(const struct thread_view *t)
{
	int rows = is_empty(t) ? 1 : thread_seen_rows(t, t->top) - 1;

	return rows > 1 ? rows : 1;
}

/* The top at which the last row of the thread is the last of the pane. */
static struct thread_spot last_top(const struct thread_view *t)
{
	uint32_t last = t->outline.visible[t->outline.visible_count - 1];
	struct thread_spot top = { last, thread_last_row(t, last) };

	thread_spot_up(t, &top, t->rows - 1);
	if (thread_pinned(t, top))
		thread_spot_down(t, &top, 1);
	return top;
}

/* Is everything from here to the end within rows? */
static bool ends_within(const struct thread_view *t, struct thread_spot spot, int rows)
{
	return thread_spot_down(t, &spot, rows) < rows;
}

static void clamp_top(struct thread_view *t)
{
	if (ends_within(t, t->top, thread_seen_rows(t, t->top))) {
		struct thread_spot last = last_top(t);

		if (spot_cmp(t, t->top, last) > 0)
			t->top = last;
	}
}

bool thread_at_end(struct thread_view *t)
{
	return is_empty(t) || ends_within(t, t->top, thread_seen_rows(t, t->top));
}

/* Row of the pane on which a spot stands, or -1 when it is not on the screen. */
static int pane_row(const struct thread_view *t, struct thread_spot spot)
{
	struct thread_spot at = t->top;

	if (spot_cmp(t, spot, t->top) < 0)
		return -1;
	for (int row = thread_pinned(t, t->top); row < t->rows; row++) {
		if (spot_cmp(t, at, spot) >= 0)
			return row;
		if (thread_spot_down(t, &at, 1) == 0)
			break;
	}
	return -1;
}

static void set_cursor(struct thread_view *t, uint32_t item)
{
	t->cursor = item;
	t->cursor_comment = t->outline.items[item].comment;
}

static uint32_t spot_byte(const struct thread_view *t, struct thread_spot spot)
{
	const struct line *line = thread_line(t, spot);

	return line ? line->text_start : spot.row == 0 ? 0 : UINT32_MAX;
}

static text_row row_of_byte(const struct thread_view *t, uint32_t item, uint32_t text_byte)
{
	struct shown_text text = thread_text(t, item);

	if (text_byte == UINT32_MAX && thread_has_gap(t, item))
		return THREAD_BLANK_ROW;
	return thread_has_text(t, item) ? 1 + rows_at(&text, text_byte) : 0;
}

/* The user has moved: this is what holds from now on. */
static void set_anchor(struct thread_view *t)
{
	int row = pane_row(t, (struct thread_spot){ t->cursor, 0 });

	t->hidden = 0;
	if (row >= 0)
		t->anchor = (struct thread_anchor){ .pane_row = row,
			.pane_rows = t->rows, .pinned = thread_pinned(t, t->top) };
	else
		t->anchor = (struct thread_anchor){ .on_text = true,
			.text_byte = spot_byte(t, t->top) };
}

/* Puts a spot on a row of the pane, as far as the ends of the thread allow. */
static void put_spot_at(struct thread_view *t, struct thread_spot spot, int row)
{
	t->top = spot;
	thread_spot_up(t, &t->top, row);
	if (row > 0 && thread_pinned(t, t->top))
		thread_spot_down(t, &t->top, 1);
	clamp_top(t);
}

/* A header at the top and the row of ancestors in its place leave all below where it is. */
static void pin_header(struct thread_view *t)
{
	struct thread_spot below = t->top;
	bool of_cursor = t->top.item == t->cursor && t->top.row == 0;

	if (of_cursor || thread_pinned(t, t->top) || thread_spot_down(t, &below, 1) == 0 ||
	    !thread_pinned(t, below))
		return;
	t->top = below;
	clamp_top(t);
}

/* Is the top of the pane where the anchor wants it?  Rows without text begin where the next one
 * with some does: of those, any is. */
static bool holds_text(const struct thread_view *t)
{
	const struct line *line;

	if (t->top.item != t->cursor || !outline_is_visible(&t->outline, t->cursor))
		return false;
	line = thread_line(t, t->top);
	return line && line->text_start == t->anchor.text_byte;
}

static void return_to_anchor(struct thread_view *t)
{
	int row = t->anchor.pane_row, last_row = t->rows - 2 > 0 ? t->rows - 2 : 0;

	if (row > last_row && t->anchor.pane_rows != t->rows)
		row = last_row; /* in a smaller pane something of its text is seen, too */
	if (is_empty(t))
		return;
	if (t->anchor.on_text && !outline_is_folded(&t->outline, t->cursor)) {
		if (holds_text(t))
			clamp_top(t);
		else
			put_spot_at(t, (struct thread_spot){ t->cursor,
			    row_of_byte(t, t->cursor, t->anchor.text_byte) }, 0);
		return;
	}
	put_spot_at(t, (struct thread_spot){ t->cursor, 0 }, row);
	if (t->anchor.pinned && row > 0)
		pin_header(t);
}

void thread_show(struct thread_view *t, post_id post)
{
	bool time_order = t->outline.time_order; /* the order is for all threads */

	if (post == t->post)
		return;
	thread_release(t);
	t->outline.time_order = time_order;
	t->post = post;
	t->cursor = NO_ITEM;
	t->cursor_comment = t->hidden = 0;
	t->top = (struct thread_spot){ 0, 0 };
	t->anchor = (struct thread_anchor){ 0 };
	if (post)
		thread_refresh(t);
}

bool thread_refresh(struct thread_view *t)
{
	uint32_t item;

	if (!t->post)
		return false;
	if (!outline_build(&t->outline, t->lib, t->post, t->all)) {
		thread_keep_place(t); /* a text may be another one */
		return false;
	}
	thread_news_changed(t);
	item = outline_find(&t->outline, t->lib, t->cursor_comment);
	if (t->outline.count == 0)
		t->cursor = NO_ITEM;
	else
		set_cursor(t, outline_shown_for(&t->outline, item == NO_ITEM ? 0 : item));
	t->top = (struct thread_spot){ t->cursor == NO_ITEM ? 0 : t->cursor,
		t->anchor.on_text ? t->top.row : 0 };
	return_to_anchor(t);
	return true;
}

void thread_resize(struct thread_view *t, int cols, int rows)
{
	if (cols == t->cols && rows == t->rows)
		return;
	t->cols = cols;
	t->rows = rows;
	return_to_anchor(t);
}

/* Rows of the item at the top that are seen, but for a blank one. */
static int rows_of_top(const struct thread_view *t)
{
	struct shown_text text = thread_text(t, t->top.item);
	text_row row = t->top.row - 1;

	if (t->top.row == THREAD_BLANK_ROW)
		return 0;
	if (t->top.row == 0)
		return thread_item_rows(t, t->top.item, t->rows);
	return 1 + (int)rows_down(&text, &row, (size_t)t->rows);
}

/* The comment to be current when the one that was has scrolled off above: the one on the
 * top row if it fills half of the pane, else the first one whose header is seen. */
static uint32_t item_from_top(const struct thread_view *t)
{
	int left = rows_of_top(t);
	uint32_t next = outline_next(&t->outline, t->top.item);

	if (t->top.row == 0 || next == NO_ITEM || (left && left * 2 >= t->rows))
		return t->top.item;
	return next;
}

/* Nothing of it is below the top, or only the blank row behind it. */
static bool is_above(const struct thread_view *t, uint32_t item)
{
	return outline_place(&t->outline, item) < outline_place(&t->outline, t->top.item) ||
	    (item == t->top.item && t->top.row == THREAD_BLANK_ROW);
}

static void drag_cursor(struct thread_view *t)
{
	uint32_t bottom = thread_bottom(t).item;

	if (is_above(t, t->cursor))
		set_cursor(t, item_from_top(t));
	else if (outline_place(&t->outline, t->cursor) > outline_place(&t->outline, bottom))
		set_cursor(t, bottom);
}

bool thread_scroll(struct thread_view *t, int rows)
{
	struct thread_spot before = t->top;

	if (is_empty(t))
		return false;
	if (rows < 0)
		thread_spot_up(t, &t->top, -rows);
	else
		thread_spot_down(t, &t->top, rows);
	clamp_top(t);
	drag_cursor(t);
	set_anchor(t);
	return spot_cmp(t, before, t->top) != 0;
}

/* The blank row need not be seen. */
static bool fits_on_screen(const struct thread_view *t, uint32_t item)
{
	int row = pane_row(t, (struct thread_spot){ item, 0 });

	return row >= 0 && row + thread_item_rows(t, item, t->rows + 1) <= t->rows;
}

/* The top may be at an item that is not visible now. */
static void uncover(struct thread_view *t, uint32_t item)
{
	outline_uncover(&t->outline, item);
	if (!outline_is_visible(&t->outline, t->top.item))
		t->top = (struct thread_spot){ outline_shown_for(&t->outline, t->top.item), 0 };
	if (t->rows > 0)
		clamp_top(t);
}

bool thread_go(struct thread_view *t, uint32_t item)
{
	if (item == NO_ITEM || item >= t->outline.count)
		return false;
	uncover(t, item);
	set_cursor(t, item);
	if (is_empty(t))
		return true;
	if (!fits_on_screen(t, item))
		put_spot_at(t, (struct thread_spot){ item, 0 }, 0);
	set_anchor(t);
	return true;
}

void thread_choose(struct thread_view *t, uint32_t item)
{
	if (is_above(t, item)) {
		thread_go(t, item);
		return;
	}
	set_cursor(t, item);
	set_anchor(t);
}

void thread_go_text(struct thread_view *t, uint32_t item, uint32_t text_byte)
{
	struct thread_spot spot = { item, 0 };

	if (item >= t->outline.count)
		return;
	uncover(t, item);
	if (outline_is_folded(&t->outline, item))
		outline_fold(&t->outline, item, false);
	set_cursor(t, item);
	if (is_empty(t))
		return;
	spot.row = row_of_byte(t, item, text_byte);
	if (pane_row(t, spot) < 0)
		put_spot_at(t, spot, t->rows / 3);
	set_anchor(t);
}

void thread_return(struct thread_view *t, uint32_t item, struct thread_anchor anchor)
{
	if (item >= t->outline.count) {
		outline_folds_changed(&t->outline);
		return;
	}
	outline_reach(&t->outline, item);
	set_cursor(t, outline_shown_for(&t->outline, item));
	t->anchor = anchor;
	return_to_anchor(t);
}

void thread_folds_changed(struct thread_view *t)
{
	uint32_t wanted = outline_find(&t->outline, t->lib, t->hidden), shown;

	if (t->cursor == NO_ITEM)
		return;
	if (wanted == NO_ITEM)
		wanted = t->cursor;
	shown = outline_shown_for(&t->outline, wanted);
	t->hidden = shown == wanted ? 0 : t->outline.items[wanted].comment;
	if (shown != t->cursor)
		t->anchor.on_text = false;
	set_cursor(t, shown);
	return_to_anchor(t);
}

void thread_keep_place(struct thread_view *t)
{
	if (t->cursor != NO_ITEM)
		return_to_anchor(t);
}

void thread_hide_quotes(struct thread_view *t, bool hide)
{
	t->quotes_hidden = hide;
	bodies_hide_quotes(t->bodies, hide);
	thread_keep_place(t);
}

static bool on_quote(const struct thread_view *t, struct thread_spot spot)
{
	return line_is_quote(thread_line(t, spot));
}

static bool on_quote_or_blank(const struct thread_view *t, struct thread_spot spot)
{
	return on_quote(t, spot) || thread_line(t, spot)->text.len == 0;
}

/* Goes on within the text; false at its end. */
static bool next_line(const struct thread_view *t, struct thread_spot *spot)
{
	struct shown_text text = thread_text(t, spot->item);
	text_row row = spot->row - 1;
	bool moved = rows_down(&text, &row, 1) == 1;

	spot->row = row + 1;
	return moved;
}

bool thread_skip_quote(struct thread_view *t)
{
	struct thread_spot after = { t->cursor, 1 };
	bool more = true;

	if (is_empty(t) || !thread_has_text(t, t->cursor))
		return false;
	if (t->anchor.on_text)
		after.row = row_of_byte(t, t->cursor, t->anchor.text_byte);
	if (after.row == THREAD_BLANK_ROW)
		return false;
	while (more && !on_quote(t, after))
		more = next_line(t, &after);
	while (more && on_quote_or_blank(t, after))
		more = next_line(t, &after);
	if (!more)
		return false;
	put_spot_at(t, after, 0);
	set_anchor(t);
	return true;
}

uint32_t thread_top_byte(const struct thread_view *t)
{
	return t->anchor.on_text ? t->anchor.text_byte : 0;
}
