/* Lays out the thread of a post.
 *
 * Children are gathered by counting: each comment is a node, and the post is one behind
 * them.  Each group of siblings is a piece of one array, and is put in order (siblings.c).
 * The preorder is then made with a stack of its own, and sizes, visibility and numbers
 * come from walking it backwards.
 *
 * Threads are pieces of one array.  The last piece grows where it is; another one that
 * needs more room is moved to the end, with some to spare.  When everything is linked the
 * pieces are put in the order of the posts, without gaps. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "model/library_priv.h"
#include "moot/base/xalloc.h"

/* ---- which comments ---- */

static int by_row(const void *a, const void *b)
{
	const comment_id *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* Those that were placed late are behind the others. */
static void list_comments(struct library *lib, post_id post, struct row_list *list)
{
	bool in_order = true;

	for (comment_id c = model_post_link(lib, post)->first; c;
	     c = lib->comments[c].next_of_post) {
		if (lib->comments[c].absorbed)
			continue;
		in_order &= !list->len || list->rows[list->len - 1] < c;
		model_row_list_add(list, c);
	}
	if (!in_order)
		qsort(list->rows, list->len, sizeof *list->rows, by_row);
	for (size_t i = 0; i < list->len; i++)
		lib->comments[list->rows[i]].place = (uint32_t)i;
}

static size_t parent_node(const struct library *lib, const struct kids *k, comment_id c)
{
	comment_id parent = lib->comments[c].parent;

	return parent ? lib->comments[parent].place : k->comments;
}

static struct kids gather(const struct library *lib, const struct row_list *list)
{
	struct kids k = { .comments = list->len };
	uint32_t *fill;

	k.start = xcalloc(k.comments + 2, sizeof *k.start);
	k.of = xcalloc(k.comments, sizeof *k.of);
	for (size_t i = 0; i < k.comments; i++)
		k.start[parent_node(lib, &k, list->rows[i]) + 1]++;
	for (size_t n = 0; n <= k.comments; n++)
		k.start[n + 1] += k.start[n];
	fill = xcalloc(k.comments + 1, sizeof *fill);
	for (size_t i = 0; i < k.comments; i++) {
		size_t n = parent_node(lib, &k, list->rows[i]);

		k.of[k.start[n] + fill[n]++] = list->rows[i];
	}
	free(fill);
	return k;
}

/* ---- its piece of the array ---- */

static void move_to_end(struct library *lib, struct post_row *row, uint32_t room)
{
	row->thread_start = (uint32_t)lib->thread_len;
	lib->thread_len += room;
	if (lib->thread_len > UINT32_MAX)
		bug("threads of %zu comments", lib->thread_len);
	if (lib->thread_len <= lib->thread_cap)
		return;
	lib->thread_cap = lib->thread_len + lib->thread_len / 2;
	lib->thread = xreallocarray(lib->thread, lib->thread_cap, sizeof *lib->thread);
}

static void make_room(struct library *lib, post_id post, uint32_t len)
{
	struct post_row *row = &lib->posts[post];
	struct post_link *p = model_post_link(lib, post);
	uint32_t room = p->room > row->thread_len ? p->room : row->thread_len;

	row->thread_len = len;
	if (len <= room)
		return;
	p->room = len;
	if (room && row->thread_start + room == lib->thread_len)
		lib->thread_len -= room;
	else if (room)
		p->room += len / 2;
	move_to_end(lib, row, p->room);
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

static void put_in_preorder(struct library *lib, post_id post, const struct kids *k)
{
	struct thread_item *thread = lib->thread + lib->posts[post].thread_start;
	struct pending *stack = xcalloc(k->comments, sizeof *stack);
	size_t len = push_children(stack, 0, k, k->comments, 1);
	uint32_t at = 0;

	while (len) {
		struct pending p = stack[--len];
		size_t node = lib->comments[p.comment].place;

		lib->comments[p.comment].place = at;
		thread[at++] = (struct thread_item){ p.comment, p.depth, 1 };
		len = push_children(stack, len, k, node, p.depth + 1);
	}
	free(stack);
}

/* ---- what follows from the order ---- */

static void sum_up(struct library *lib, post_id post)
{
	struct post_row *row = &lib->posts[post];
	struct thread_item *thread;

	row->shown_len = 0;
	if (!row->thread_len)
		return; /* there may be no array yet */
	thread = lib->thread + row->thread_start;
	for (uint32_t i = 0; i < row->thread_len; i++)
		lib->comments[thread[i].comment].visible = 0;
	for (uint32_t i = row->thread_len; i-- > 0;) {
		struct comment_row *c = &lib->comments[thread[i].comment];

		if (c->state == COMMENT_SHOWN) {
			c->visible = 1;
			row->shown_len++;
		}
		if (c->parent) {
			struct comment_row *parent = &lib->comments[c->parent];

			thread[parent->place].size += thread[i].size;
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

void model_lay_out(struct library *lib, post_id post, struct diags *diags, bool final)
{
	struct row_list list = { 0 };
	struct kids k;
	bool waits;

	list_comments(lib, post, &list);
	waits = model_find_parents(lib, &list, diags, final);
	k = gather(lib, &list);
	model_sort_siblings(lib, &k);
	make_room(lib, post, (uint32_t)k.comments);
	if (k.comments)
		put_in_preorder(lib, post, &k);
	sum_up(lib, post);
	for (size_t n = 0; n <= k.comments; n++)
		number_siblings(lib, k.of + k.start[n], k.start[n + 1] - k.start[n]);
	model_post_link(lib, post)->changed = waits;
	free(k.start);
	free(k.of);
	free(list.rows);
}

/* ---- all threads ---- */

static size_t count_items(const struct library *lib, bool *in_order)
{
	size_t items = 0;

	*in_order = true;
	for (post_id post = 1; post < lib->post_len; post++) {
		const struct post_row *row = &lib->posts[post];

		*in_order &= !row->thread_len || row->thread_start == items;
		items += row->thread_len;
	}
	return items;
}

static void set_starts(struct library *lib)
{
	lib->thread_len = 0;
	for (post_id post = 1; post < lib->post_len; post++) {
		lib->posts[post].thread_start = (uint32_t)lib->thread_len;
		lib->thread_len += lib->posts[post].thread_len;
	}
}

static void copy_thread(struct library *lib, struct link_job *job, post_id post)
{
	const struct post_row *row = &lib->posts[post];

	if (row->thread_len)
		memcpy(job->sorted + job->sorted_len, lib->thread + row->thread_start,
		    row->thread_len * sizeof *lib->thread);
	job->sorted_len += row->thread_len;
}

/* They are copied; what is there can be looked at until all of them are. */
size_t model_sort_threads(struct library *lib, struct link_job *job)
{
	bool in_order = true;

	if (!job->sorted) {
		size_t items = count_items(lib, &in_order);

		if (!in_order)
			job->sorted = xcalloc(items, sizeof *job->sorted);
	}
	if (job->sorted && ++job->at < lib->post_len) {
		copy_thread(lib, job, (post_id)job->at);
		return 1 + lib->posts[job->at].thread_len;
	}
	if (job->sorted) {
		free(lib->thread);
		lib->thread = job->sorted;
		lib->thread_cap = job->sorted_len;
		job->sorted = NULL;
	}
	set_starts(lib);
	return 0;
}

/* ---- numbers of posts ---- */

void model_number_new_posts(struct library *lib)
{
	if (lib->post_numbers_cap < lib->post_len) {
		lib->post_numbers_cap = lib->post_len + lib->post_len / 2;
		lib->post_numbers = xreallocarray(
		    lib->post_numbers, lib->post_numbers_cap, sizeof *lib->post_numbers);
	}
	if (!lib->numbered)
		lib->post_numbers[lib->numbered++] = 0;
	for (; lib->numbered < lib->post_len; lib->numbered++)
		lib->post_numbers[lib->numbered] =
		    library_post_visible(lib, lib->numbered, false) ? ++lib->last_number : 0;
}

void model_number_posts(struct library *lib)
{
	lib->numbered = lib->last_number = 0;
	model_number_new_posts(lib);
}
