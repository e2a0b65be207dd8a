#include "config.h"

#include "moot/view/post_list.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "moot/text/fold.h"
#include "moot/text/utf8.h"
#include "moot/view/names.h"

enum {
	FULL_DATE_COLS = 40, /* narrower lists show month and day only */
};

void post_list_init(struct post_list *l, const struct library *lib, const struct looks *looks,
    bool all)
{
	*l = (struct post_list){ .lib = lib, .looks = looks, .all = all };
}

void post_list_release(struct post_list *l)
{
	free(l->posts);
	l->posts = NULL;
}

post_id post_list_current(const struct post_list *l)
{
	return l->cursor < l->scroller.count ? l->posts[l->cursor] : 0;
}

bool post_list_find(const struct post_list *l, post_id post, size_t *place)
{
	for (size_t i = 0; i < l->scroller.count; i++)
		if (l->posts[i] == post) {
			*place = i;
			return true;
		}
	return false;
}

/* ---- orders ---- */

const char *post_order_name(enum post_order order)
{
	static const char *const names[] = {
		[ORDER_SOURCE] = "source", [ORDER_DATE] = "date", [ORDER_TITLE] = "title",
		[ORDER_COMMENTS] = "comments", [ORDER_NEWEST] = "newest comment",
	};

	return names[order];
}

struct sorted_post {
	post_id post;
	int64_t number;     /* the greater ones come first */
	struct span title;  /* only where titles are compared */
};

static int64_t time_of(struct date d)
{
	return date_known(d) ? d.unix_s : INT64_MIN;
}

static int64_t newest_comment(const struct library *lib, post_id post)
{
	uint32_t count;
	const struct thread_item *thread = library_thread(lib, post, &count);
	int64_t newest = INT64_MIN;

	for (uint32_t i = 0; i < count; i++) {
		const struct comment_row *c = library_comment(lib, thread[i].comment);
		int64_t time = time_of(c->published);

		if (c->state == COMMENT_SHOWN && time > newest)
			newest = time;
	}
	return newest;
}

static int64_t number_of(const struct post_list *l, post_id post)
{
	const struct post_row *p = library_post(l->lib, post);

	switch (l->order) {
	case ORDER_SOURCE:
	case ORDER_TITLE:
		break;
	case ORDER_DATE:
		return time_of(p->published);
	case ORDER_COMMENTS:
		return p->shown_len;
	case ORDER_NEWEST:
		return newest_comment(l->lib, post);
	}
	return 0;
}

/* By characters, letter case aside. */
static int compare_titles(struct span a, struct span b)
{
	size_t i = 0, k = 0;

	while (i < a.len && k < b.len) {
		uint32_t left, right;

		i += utf8_next(a.p + i, a.len - i, &left);
		k += utf8_next(b.p + k, b.len - k, &right);
		left = fold_char(left);
		right = fold_char(right);
		if (left != right)
			return left < right ? -1 : 1;
	}
	return (i < a.len) - (k < b.len);
}

/* Posts that are equal stay as in the source. */
static int compare_posts(const void *left, const void *right)
{
	const struct sorted_post *a = left, *b = right;
	int order = compare_titles(a->title, b->title);

	if (a->number != b->number)
		return a->number > b->number ? -1 : 1;
	return order ? order : a->post < b->post ? -1 : a->post > b->post;
}

static void sort_posts(struct post_list *l, size_t count)
{
	struct sorted_post *sorted;

	if (l->order == ORDER_SOURCE)
		return;
	sorted = xcalloc(count + 1, sizeof *sorted);
	for (size_t i = 0; i < count; i++) {
		sorted[i] = (struct sorted_post){ l->posts[i], number_of(l, l->posts[i]),
			SPAN_NONE };
		if (l->order == ORDER_TITLE)
			sorted[i].title = span_trim(library_text(l->lib,
			    library_post(l->lib, l->posts[i])->title));
	}
	qsort(sorted, count, sizeof *sorted, compare_posts);
	for (size_t i = 0; i < count; i++)
		l->posts[i] = sorted[i].post;
	free(sorted);
}

void post_list_sort(struct post_list *l, enum post_order order)
{
	l->order = order;
	post_list_refresh(l);
	scroller_reveal(&l->scroller, l->cursor, l->looks->margin_rows);
}

void post_list_refresh(struct post_list *l)
{
	post_id current = post_list_current(l);
	size_t count = 0;

	for (post_id id = 1; id <= library_post_count(l->lib); id++) {
		if (!library_post_visible(l->lib, id, l->all))
			continue;
		ARRAY_GROW(l->posts, count, l->cap);
		l->posts[count++] = id;
	}
	sort_posts(l, count);
	l->scroller.count = count;
	if (!post_list_find(l, current, &l->cursor))
		l->cursor = 0;
	scroller_clamp(&l->scroller);
}

void post_list_resize(struct post_list *l, int cols, int rows)
{
	bool changed = rows != l->scroller.rows;

	l->cols = cols;
	l->scroller.rows = rows;
	scroller_clamp(&l->scroller);
	if (changed)
		scroller_reveal(&l->scroller, l->cursor, l->looks->margin_rows);
}

bool post_list_go(struct post_list *l, size_t place)
{
	size_t before = l->cursor;

	if (l->scroller.count == 0)
		return false;
	l->cursor = place < l->scroller.count ? place : l->scroller.count - 1;
	scroller_reveal(&l->scroller, l->cursor, l->looks->margin_rows);
	return l->cursor != before;
}

bool post_list_move(struct post_list *l, long posts)
{
	if (posts < 0 && (size_t)-posts > l->cursor)
		return post_list_go(l, 0);
	return post_list_go(l, l->cursor + (size_t)posts);
}

void post_list_scroll(struct post_list *l, long rows)
{
	size_t first, last;

	if (l->scroller.count == 0 || l->scroller.rows <= 0)
		return;
	scroller_move(&l->scroller, rows);
	first = l->scroller.top;
	last = first + (size_t)l->scroller.rows - 1;
	if (last >= l->scroller.count)
		last = l->scroller.count - 1;
	l->cursor = l->cursor < first ? first : l->cursor > last ? last : l->cursor;
}

static struct safe date_words(struct arena *a, const struct post_row *p, bool full)
{
	struct buf text = BUF_INIT;
	struct safe words;

	if (!date_known(p->published))
		return full ? SAFE_LIT("          ") : SAFE_LIT("     ");
	date_add_short(&text, p->published);
	words = safe_field(a, span_sub(buf_span(&text), full || text.len < 5 ? 0 : text.len - 5,
	    text.len));
	buf_release(&text);
	return words;
}

static uint32_t new_count(const struct post_list *l, size_t place)
{
	return l->news ? l->news->new_count(l->news->user, l->posts[place]) : 0;
}

/* Columns for the numbers of new comments on the screen, with their sign; 0 for none. */
static int new_cols(const struct post_list *l, int rows)
{
	uint32_t most = 0;
	int cols = 2;

	for (size_t i = l->scroller.top; i < l->scroller.count && rows > 0; i++, rows--)
		if (new_count(l, i) > most)
			most = new_count(l, i);
	if (most == 0)
		return 0;
	while (most >= 10) {
		most /= 10;
		cols++;
	}
	return cols;
}

/* Draws words that end before a column; returns their first one. */
static int put_right(const struct canvas *c, int row, int end_col, const struct buf *words,
    enum face face)
{
	int cols = safe_cols(own_words(words), c->looks);

	canvas_put(c, row, end_col - cols, cols, own_words(words), face, 0);
	return end_col - cols;
}

/* "61 14●": how many comments, how many of them new.  Returns the column where the title
 * must end. */
static int draw_counts(const struct post_list *l, const struct canvas *c, int row, size_t place,
    int new_columns)
{
	uint32_t count = library_post(l->lib, l->posts[place])->shown_len;
	uint32_t fresh = new_count(l, place);
	int end_col = c->area.cols - 1;
	struct buf text = BUF_INIT;

	if (fresh) {
		buf_addf(&text, "%u%s", fresh, glyph(l->looks, GLYPH_NEW).p);
		put_right(c, row, end_col, &text, FACE_NEW);
	}
	buf_clear(&text);
	buf_addf(&text, "%u", count);
	end_col = put_right(c, row, end_col - (new_columns ? new_columns + 1 : 0), &text,
	    FACE_TIME);
	if (l->hits && l->hits(l->hits_user, l->posts[place])) {
		buf_clear(&text);
		buf_addf(&text, "/%u", l->hits(l->hits_user, l->posts[place]));
		end_col = put_right(c, row, end_col - 1, &text, FACE_HIT);
	}
	buf_release(&text);
	return end_col - 1;
}

static void mark_title(const struct post_list *l, struct pen pen, struct safe title)
{
	struct pattern_walk w;
	size_t start, end;

	pattern_walk_begin(&w, l->pattern, safe_span(title));
	while (pattern_walk_next(&w, &start, &end)) {
		int col = pen.col + safe_cols(safe_sub(title, 0, start), l->looks);

		if (col + safe_cols(safe_sub(title, start, end), l->looks) < pen.end_col)
			canvas_put(pen.canvas, pen.row, col, pen.end_col - col,
			    safe_sub(title, start, end), FACE_HIT, 0);
	}
	pattern_walk_end(&w);
}

static void draw_title(const struct post_list *l, struct pen *pen, size_t place,
    struct arena *scratch)
{
	struct safe title = name_of_post(scratch, l->lib, l->posts[place]);
	struct pen start = *pen;

	pen_put_cut(pen, title, new_count(l, place) ? FACE_TITLE : FACE_TEXT);
	if (l->pattern)
		mark_title(l, start, title);
}

static void draw_post(const struct post_list *l, const struct canvas *c, int row, size_t place,
    int new_columns)
{
	const struct post_row *p = library_post(l->lib, l->posts[place]);
	struct pen pen = { c, row, 1, draw_counts(l, c, row, place, new_columns) };
	struct arena scratch = { 0 };
	bool current = place == l->cursor;

	pen_put(&pen, date_words(&scratch, p, c->area.cols >= FULL_DATE_COLS), FACE_TIME);
	pen_skip(&pen, 1);
	if (p->state != POST_SHOWN) {
		const char *state = post_state_name((enum post_state)p->state);

		pen_put(&pen, SAFE_LIT("["), FACE_DIM);
		pen_put(&pen, (struct safe){ state, strlen(state) }, FACE_DIM);
		pen_put(&pen, SAFE_LIT("] "), FACE_DIM);
	}
	draw_title(l, &pen, place, &scratch);
	if (current) {
		canvas_put(c, row, 0, 1, glyph(l->looks, GLYPH_CURRENT), FACE_FOCUS, 0);
		grid_restyle(c->grid, c->area.row + row, c->area.col + 1, c->area.cols - 1, FACES,
		    ATTR_BOLD);
	}
	arena_release(&scratch);
}

/* "The title, 14 Mar 2024, 39 comments, 2 new": the title gives way to the rest. */
static void draw_linear_post(const struct post_list *l, const struct canvas *c, int row,
    size_t place)
{
	const struct post_row *p = library_post(l->lib, l->posts[place]);
	uint32_t fresh = new_count(l, place);
	struct arena scratch = { 0 };
	struct safe date = date_words(&scratch, p, true);
	struct buf rest = BUF_INIT;
	struct pen pen = { c, row, 1, c->area.cols };

	if (date.len)
		buf_addf(&rest, ", %s", date.p);
	buf_addf(&rest, ", %u comment%s", p->shown_len, p->shown_len == 1 ? "" : "s");
	if (fresh)
		buf_addf(&rest, ", %u new", fresh);
	if (p->state != POST_SHOWN)
		buf_addf(&rest, ", %s", post_state_name((enum post_state)p->state));
	pen.end_col -= safe_cols(own_words(&rest), l->looks);
	pen_put_cut(&pen, name_of_post(&scratch, l->lib, l->posts[place]), FACE_TITLE);
	pen.end_col = c->area.cols;
	pen_put_cut(&pen, own_words(&rest), FACE_TEXT);
	buf_release(&rest);
	arena_release(&scratch);
}

int post_list_draw(const struct post_list *l, const struct canvas *c)
{
	int new_columns = new_cols(l, c->area.rows);

	for (int row = 0; row < c->area.rows; row++) {
		size_t place = l->scroller.top + (size_t)row;

		if (place < l->scroller.count && l->looks->linear)
			draw_linear_post(l, c, row, place);
		else if (place < l->scroller.count)
			draw_post(l, c, row, place, new_columns);
		else
			canvas_put(c, row, 0, 1, glyph(l->looks, GLYPH_PAST_END), FACE_DIM, 0);
	}
	if (l->scroller.count == 0)
		canvas_put(c, 0, 0, c->area.cols, SAFE_LIT(" no posts"), FACE_DIM, 0);
	return (int)(l->cursor - l->scroller.top);
}
