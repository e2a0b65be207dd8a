/* What is drawn of the list: date, title, counts. */
#include "config.h"

#include "moot/view/limit_posts.h"
#include "moot/view/names.h"
#include "moot/view/post_list.h"

enum {
	FULL_DATE_COLS = 40, /* narrower lists show month and day only */
};

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

/* False when there is no limit, or it is not known what it wants of the post. */
static bool is_limited(const struct post_list *l, size_t place, uint32_t *matches)
{
	return l->limited && limit_posts_matches(l->limited, l->posts[place], matches);
}

/* Draws a count of what is looked for, as "/3", and a blank; returns its first column. */
static int put_found(const struct canvas *c, int row, int end_col, char sign, uint32_t count)
{
	struct buf text = BUF_INIT;

	buf_addf(&text, "%c%u", sign, count);
	end_col = put_right(c, row, end_col - 1, &text, FACE_HIT);
	buf_release(&text);
	return end_col;
}

/* "/2 &5 61 14●": how many comments, how many of them new; before them how often a search
 * is found there, and how many comments a limit wants.  Returns the column where the
 * title must end. */
static int draw_counts(const struct post_list *l, const struct canvas *c, int row, size_t place,
    int new_columns)
{
	uint32_t count = library_post(l->lib, l->posts[place])->shown_len;
	uint32_t fresh = new_count(l, place), found;
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
	buf_release(&text);
	if (is_limited(l, place, &found) && found)
		end_col = put_found(c, row, end_col, '&', found);
	found = l->hits ? l->hits(l->hits_user, l->posts[place]) : 0;
	if (found)
		end_col = put_found(c, row, end_col, '/', found);
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
	uint32_t matches;

	pen_put_cut(pen, title, is_limited(l, place, &matches) && !matches ? FACE_DIM :
	    new_count(l, place) ? FACE_TITLE : FACE_TEXT);
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

/* "The title, 14 Mar 2024, 39 comments, 2 new, 5 within the limit": the title gives way
 * to the rest. */
static void draw_linear_post(const struct post_list *l, const struct canvas *c, int row,
    size_t place)
{
	const struct post_row *p = library_post(l->lib, l->posts[place]);
	uint32_t fresh = new_count(l, place), matches;
	struct arena scratch = { 0 };
	struct safe date = date_words(&scratch, p, true);
	struct buf rest = BUF_INIT;
	struct pen pen = { c, row, 1, c->area.cols };

	if (date.len)
		buf_addf(&rest, ", %s", date.p);
	buf_addf(&rest, ", %u comment%s", p->shown_len, p->shown_len == 1 ? "" : "s");
	if (fresh)
		buf_addf(&rest, ", %u new", fresh);
	if (is_limited(l, place, &matches))
		buf_addf(&rest, ", %u within the limit", matches);
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
