#include "config.h"

#include "moot/view/post_list.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "moot/text/fold.h"
#include "moot/text/utf8.h"

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

static bool place_of(const struct post_list *l, post_id post, size_t *place)
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

/* ---- which posts ---- */

/* Before which a post is not recent. */
static int64_t recent_from(const struct post_list *l)
{
	enum { DAY_S = 24 * 60 * 60 };
	int64_t newest = INT64_MIN;

	for (post_id id = 1; id <= library_post_count(l->lib) && l->recent_days; id++) {
		int64_t time = time_of(library_post(l->lib, id)->published);

		if (library_post_visible(l->lib, id, l->all) && time <= l->now_s && time > newest)
			newest = time;
	}
	return newest == INT64_MIN ? newest : newest - (int64_t)l->recent_days * DAY_S;
}

/* Rows are looked at only where dates count: of what is kept they have to be read. */
static bool is_wanted(const struct post_list *l, post_id post, int64_t from_s)
{
	struct date published;

	if (from_s == INT64_MIN || post == l->asked_for)
		return true;
	published = library_post(l->lib, post)->published;
	return !date_known(published) || published.unix_s >= from_s ||
	    (l->news && l->news->new_count(l->news->user, post));
}

/* The current post, or where it is not wanted any more the next that is, or the one before. */
static post_id next_current(const struct post_list *l, int64_t from_s)
{
	for (size_t i = l->cursor; i < l->scroller.count; i++)
		if (is_wanted(l, l->posts[i], from_s))
			return l->posts[i];
	for (size_t i = l->cursor; i > 0; i--)
		if (i <= l->scroller.count && is_wanted(l, l->posts[i - 1], from_s))
			return l->posts[i - 1];
	return 0;
}

void post_list_refresh(struct post_list *l)
{
	int64_t from_s = recent_from(l);
	post_id current = next_current(l, from_s);
	size_t count = 0, before = l->cursor;

	l->left_out = 0;
	for (post_id id = 1; id <= library_post_count(l->lib); id++) {
		if (!library_post_visible(l->lib, id, l->all))
			continue;
		if (!is_wanted(l, id, from_s)) {
			l->left_out++;
			continue;
		}
		ARRAY_GROW(l->posts, count, l->cap);
		l->posts[count++] = id;
	}
	sort_posts(l, count);
	l->scroller.count = count;
	if (!place_of(l, current, &l->cursor))
		l->cursor = 0;
	scroller_clamp(&l->scroller);
	if (l->cursor == before)
		return;
	scroller_move(&l->scroller, (long)l->cursor - (long)before); /* it keeps its row */
	scroller_reveal(&l->scroller, l->cursor, l->looks->margin_rows);
}

bool post_list_find(struct post_list *l, post_id post, size_t *place)
{
	if (place_of(l, post, place))
		return true;
	if (!l->left_out || !library_post_visible(l->lib, post, l->all))
		return false;
	l->asked_for = post;
	post_list_refresh(l);
	return place_of(l, post, place);
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
