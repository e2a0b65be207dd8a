/* Lays out threads: from the first post whose thread has changed since the last linking;
 * those before it stay as they are.  Comments mostly follow their posts, so while facts
 * arrive it is the end of the library that changes.
 *
 * Children are gathered by counting: each comment is a node of "parents", and, for the top
 * level, each post (behind the comments).  Each group of siblings is a piece of one array,
 * sorted by time where every one of them has a time, else left in the source's order; of
 * several sources, which may be opened in any order, by ids where these are numbers.
 * The preorder is then made with a stack of its own, and sizes, visibility and numbers
 * come from walking it backwards. */
#include "config.h"

#include <stdlib.h>

#include "model/library_priv.h"
#include "moot/base/xalloc.h"

/* Of the posts from the first one on; none of their comments stands before the first. */
struct kids {
	post_id first_post;
	comment_id first_comment;
	uint32_t *start; /* of node n's children in of[]; start[n + 1] is their end */
	comment_id *of;
	size_t comments, nodes;
};

static size_t node_of_comment(const struct kids *k, comment_id c)
{
	return c - k->first_comment;
}

static size_t node_of_post(const struct kids *k, post_id post)
{
	return k->comments + (post - k->first_post);
}

static size_t node_of_parent(const struct kids *k, const struct comment_row *row)
{
	return row->parent ? node_of_comment(k, row->parent) : node_of_post(k, row->post);
}

static bool is_gathered(const struct kids *k, const struct comment_row *row)
{
	return row->post && row->post >= k->first_post && !row->absorbed;
}

static comment_id first_gathered(const struct library *lib, const struct kids *k)
{
	comment_id c = 1;

	while (c < lib->comment_len && !is_gathered(k, &lib->comments[c]))
		c++;
	return c;
}

static struct kids gather(const struct library *lib, post_id first_post)
{
	struct kids k = { .first_post = first_post };
	uint32_t *fill;

	k.first_comment = first_gathered(lib, &k);
	k.comments = lib->comment_len - k.first_comment;
	k.nodes = k.comments + (lib->post_len - first_post);
	k.start = xcalloc(k.nodes + 1, sizeof *k.start);
	k.of = xcalloc(k.comments, sizeof *k.of);
	for (comment_id c = k.first_comment; c < lib->comment_len; c++)
		if (is_gathered(&k, &lib->comments[c]))
			k.start[node_of_parent(&k, &lib->comments[c]) + 1]++;
	for (size_t n = 0; n < k.nodes; n++)
		k.start[n + 1] += k.start[n];
	fill = xcalloc(k.nodes, sizeof *fill);
	for (comment_id c = k.first_comment; c < lib->comment_len; c++)
		if (is_gathered(&k, &lib->comments[c])) {
			size_t n = node_of_parent(&k, &lib->comments[c]);

			k.of[k.start[n] + fill[n]++] = c;
		}
	free(fill);
	return k;
}

/* ---- order of siblings ---- */

struct sibling {
	const struct library *lib;
	int64_t place; /* in time, or another order */
	comment_id comment;
};

/* Those of one place stand by source, the older one first, and in the source's order. */
static int by_place(const void *a, const void *b)
{
	const struct sibling *x = a, *y = b;
	source_id x_source = x->lib->comments[x->comment].source,
	          y_source = y->lib->comments[y->comment].source;

	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	if (x_source != y_source)
		return model_source_is_newer(x->lib, x_source, y_source) ? 1 : -1;
	return x->comment < y->comment ? -1 : x->comment > y->comment;
}

/* When a comment was written; a stub stands where its first reply stands. */
static bool sibling_time(const struct library *lib, const struct kids *k, comment_id c,
    int64_t *unix_s)
{
	const struct comment_row *row = &lib->comments[c];
	bool known = date_known(row->published);
	size_t node = node_of_comment(k, c);

	*unix_s = row->published.unix_s;
	if (known || row->state != COMMENT_MISSING)
		return known;
	for (uint32_t i = k->start[node]; i < k->start[node + 1]; i++) {
		struct date d = lib->comments[k->of[i]].published;

		if (date_known(d) && (!known || d.unix_s < *unix_s))
			*unix_s = d.unix_s;
		known |= date_known(d);
	}
	return known;
}

/* Ids that are numbers are given out in the order of time. */
static bool sibling_number(const struct library *lib, const struct kids *k, comment_id c,
    int64_t *number)
{
	uint64_t value;

	(void)k;
	if (!span_to_uint(pool_text(&lib->pool, lib->comments[c].id), INT64_MAX, &value))
		return false;
	*number = (int64_t)value;
	return true;
}

typedef bool place_fn(
    const struct library *lib, const struct kids *k, comment_id c, int64_t *place);

/* Fills work; false when one has no place. */
static bool find_places(const struct library *lib, const struct kids *k,
    const comment_id *group, size_t count, struct sibling *work, place_fn *place)
{
	for (size_t i = 0; i < count; i++) {
		work[i] = (struct sibling){ .lib = lib, .comment = group[i] };
		if (!place(lib, k, group[i], &work[i].place))
			return false;
	}
	return true;
}

static bool is_printed(const struct library *lib, const comment_id *group, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (lib->comments[group[i]].ordinal_printed)
			return true;
	return false;
}

/* May the order of the rows be that in which sources were opened? */
static bool are_of_several(const struct library *lib, const comment_id *group, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (lib->comments[group[i]].of_several ||
		    lib->comments[group[i]].source != lib->comments[group[0]].source)
			return true;
	return false;
}

/* Numbers printed in the source keep their order, and so do siblings without a time that
 * are all of one source. */
static void sort_group(const struct library *lib, const struct kids *k, comment_id *group,
    size_t count, struct sibling *work)
{
	if (is_printed(lib, group, count) ||
	    (!find_places(lib, k, group, count, work, sibling_time) &&
	        (!are_of_several(lib, group, count) ||
	            !find_places(lib, k, group, count, work, sibling_number))))
		return;
	for (size_t i = 1; i < count; i++)
		if (by_place(&work[i - 1], &work[i]) > 0) {
			qsort(work, count, sizeof *work, by_place);
			break;
		}
	for (size_t i = 0; i < count; i++)
		group[i] = work[i].comment;
}

static void sort_siblings(const struct library *lib, const struct kids *k)
{
	struct sibling *work = NULL;
	size_t work_cap = 0;

	for (size_t n = 0; n < k->nodes; n++) {
		comment_id *group = k->of + k->start[n];
		size_t count = k->start[n + 1] - k->start[n];

		if (count < 2)
			continue;
		if (count > work_cap) {
			work_cap = count * 2;
			work = xreallocarray(work, work_cap, sizeof *work);
		}
		sort_group(lib, k, group, count, work);
	}
	free(work);
}

/* ---- preorder ---- */

struct pending {
	comment_id comment;
	uint32_t depth;
};

static size_t push_children(struct pending *stack, size_t len, const struct kids *k, size_t node,
    uint32_t depth)
{
	for (uint32_t i = k->start[node + 1]; i > k->start[node]; i--)
		stack[len++] = (struct pending){ k->of[i - 1], depth };
	return len;
}

static void lay_out_post(struct library *lib, post_id post, const struct kids *k,
    struct pending *stack, uint32_t *at)
{
	size_t len = push_children(stack, 0, k, node_of_post(k, post), 1);

	lib->posts[post].thread_start = *at;
	while (len) {
		struct pending p = stack[--len];

		lib->comments[p.comment].place = *at - lib->posts[post].thread_start;
		lib->thread[(*at)++] = (struct thread_item){ p.comment, p.depth, 1 };
		len = push_children(stack, len, k, node_of_comment(k, p.comment), p.depth + 1);
	}
	lib->posts[post].thread_len = *at - lib->posts[post].thread_start;
}

static void lay_out(struct library *lib, const struct kids *k)
{
	const struct post_row *before = &lib->posts[k->first_post - 1];
	struct pending *stack = xcalloc(k->comments, sizeof *stack);
	uint32_t at = before->thread_start + before->thread_len;

	if (lib->thread_cap < lib->comment_len) {
		lib->thread_cap = lib->comment_len + lib->comment_len / 2;
		lib->thread = xreallocarray(lib->thread, lib->thread_cap, sizeof *lib->thread);
	}
	for (post_id post = k->first_post; post < lib->post_len; post++)
		lay_out_post(lib, post, k, stack, &at);
	free(stack);
}

/* ---- what follows from the order ---- */

static void sum_up(struct library *lib, post_id post)
{
	struct post_row *row = &lib->posts[post];

	row->shown_len = 0;
	for (uint32_t i = row->thread_start; i < row->thread_start + row->thread_len; i++)
		lib->comments[lib->thread[i].comment].visible = 0;
	for (uint32_t i = row->thread_start + row->thread_len; i-- > row->thread_start;) {
		struct comment_row *c = &lib->comments[lib->thread[i].comment];

		if (c->state == COMMENT_SHOWN) {
			c->visible = 1;
			row->shown_len++;
		}
		if (c->parent) {
			struct comment_row *parent = &lib->comments[c->parent];

			lib->thread[row->thread_start + parent->place].size += lib->thread[i].size;
			parent->visible |= c->visible;
		}
	}
}

static void number_siblings(struct library *lib, const comment_id *group, size_t count)
{
	uint32_t ordinal = 0;

	for (int visible = 1; visible >= 0; visible--)
		for (size_t i = 0; i < count; i++) {
			struct comment_row *row = &lib->comments[group[i]];

			if (row->visible != visible)
				continue;
			if (row->ordinal_printed)
				ordinal = row->ordinal > ordinal ? row->ordinal : ordinal;
			else
				row->ordinal = ++ordinal;
		}
}

void model_number_posts(struct library *lib)
{
	uint32_t number = 0;

	if (lib->post_numbers_cap < lib->post_len) {
		lib->post_numbers_cap = lib->post_len + lib->post_len / 2;
		lib->post_numbers = xreallocarray(
		    lib->post_numbers, lib->post_numbers_cap, sizeof *lib->post_numbers);
	}
	lib->post_numbers[0] = 0;
	for (post_id post = 1; post < lib->post_len; post++)
		lib->post_numbers[post] = library_post_visible(lib, post, false) ? ++number : 0;
}

void model_thread_changes(struct library *lib, post_id post)
{
	if (post < lib->threads_end)
		lib->threads_end = post;
}

void model_make_threads(struct library *lib)
{
	struct kids k = gather(lib, lib->threads_end ? lib->threads_end : 1);

	sort_siblings(lib, &k);
	lay_out(lib, &k);
	for (post_id post = k.first_post; post < lib->post_len; post++)
		sum_up(lib, post);
	for (size_t n = 0; n < k.nodes; n++)
		number_siblings(lib, k.of + k.start[n], k.start[n + 1] - k.start[n]);
	model_number_posts(lib);
	lib->threads_end = (post_id)lib->post_len;
	free(k.start);
	free(k.of);
}

void library_link(struct library *lib, struct diags *diags, bool final)
{
	model_name_authors(lib);
	model_link_posts(lib, diags, final);
	model_link_parents(lib, diags, final);
	model_make_threads(lib);
	lib->dirty = false;
}
