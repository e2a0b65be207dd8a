#include "config.h"

#include "moot/view/post_list.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "moot/view/names.h"

enum {
	FULL_DATE_COLS = 40, /* narrower lists show month and day only */
	MARGIN_ROWS = 2,     /* kept in sight around the current post */
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
		scroller_reveal(&l->scroller, l->cursor, MARGIN_ROWS);
}

bool post_list_go(struct post_list *l, size_t place)
{
	size_t before = l->cursor;

	if (l->scroller.count == 0)
		return false;
	l->cursor = place < l->scroller.count ? place : l->scroller.count - 1;
	scroller_reveal(&l->scroller, l->cursor, MARGIN_ROWS);
	return l->cursor != before;
}

bool post_list_move(struct post_list *l, long posts)
{
	if (posts < 0 && (size_t)-posts > l->cursor)
		return post_list_go(l, 0);
	return post_list_go(l, l->cursor + (size_t)posts);
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

/* Returns the column where the title must end. */
static int draw_count(const struct canvas *c, int row, uint32_t count)
{
	struct buf text = BUF_INIT;
	int col;

	buf_addf(&text, "%u", count);
	col = c->area.cols - 1 - (int)text.len;
	canvas_put(c, row, col, (int)text.len, own_words(&text), FACE_TIME, 0);
	buf_release(&text);
	return col - 1;
}

static void draw_post(const struct post_list *l, const struct canvas *c, int row, size_t place)
{
	const struct post_row *p = library_post(l->lib, l->posts[place]);
	struct pen pen = { c, row, 1, draw_count(c, row, p->shown_len) };
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
	pen_put_cut(&pen, name_of_post(&scratch, l->lib, l->posts[place]), FACE_TEXT);
	if (current) {
		canvas_put(c, row, 0, 1, glyph(l->looks, GLYPH_CURRENT), FACE_FOCUS, 0);
		grid_restyle(c->grid, c->area.row + row, c->area.col + 1, c->area.cols - 1, FACES,
		    ATTR_BOLD);
	}
	arena_release(&scratch);
}

int post_list_draw(const struct post_list *l, const struct canvas *c)
{
	for (int row = 0; row < c->area.rows; row++) {
		size_t place = l->scroller.top + (size_t)row;

		if (place < l->scroller.count)
			draw_post(l, c, row, place);
		else
			canvas_put(c, row, 0, 1, glyph(l->looks, GLYPH_PAST_END), FACE_DIM, 0);
	}
	if (l->scroller.count == 0)
		canvas_put(c, 0, 0, c->area.cols, SAFE_LIT(" no posts"), FACE_DIM, 0);
	return (int)(l->cursor - l->scroller.top);
}
