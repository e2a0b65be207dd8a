/* Places comments among those of their post, and finds what they answer where that has come
 * before: most of linking, done row by row as facts arrive.
 *
 * Rows are taken in their order.  One whose post has not come waits in a list; the list is
 * gone through again, a few rows at a time, when there are more posts.  The second row of
 * an id waits for the end, since it may have to be merged, and so does what an adapter
 * has put below such a row.  Replies may come before what they answer: they stand at the
 * top level until their thread is laid out again.
 *
 * A thread that has changed is laid out again when there is credit for as many rows as it
 * has.  Each new row gives some, so all this together costs time proportional to the rows;
 * a large thread has to grow by half first, so that nobody waits for it often. */
#include "config.h"

#include "model/library_priv.h"
#include "moot/base/xalloc.h"

enum {
	TRIED_AGAIN = 128,         /* rows without a post, each time */
	CREDIT = 64,               /* each time */
	CREDIT_FOR_ROW = 2,
	LARGE_THREAD = 4096,
	EXPECTED = 8,              /* ids of so many rows are in the processor's caches */
};

void model_row_list_add(struct row_list *list, comment_id c)
{
	ARRAY_GROW(list->rows, list->len, list->cap);
	list->rows[list->len++] = c;
}

struct post_link *model_post_link(struct library *lib, post_id post)
{
	struct linked *l = &lib->linked;

	while (l->posts_len <= post) {
		ARRAY_GROW(l->posts, l->posts_len, l->posts_cap);
		l->posts[l->posts_len++] = (struct post_link){ 0 };
	}
	return &l->posts[post];
}

/* ---- threads that are to be laid out ---- */

bool model_is_due(const struct library *lib, post_id post)
{
	uint32_t laid_out = lib->posts[post].thread_len;
	uint32_t count = lib->linked.posts[post].count;

	return count <= LARGE_THREAD || count - count / 3 >= laid_out;
}

void model_thread_changes(struct library *lib, post_id post)
{
	struct post_link *p = model_post_link(lib, post);
	struct linked *l = &lib->linked;

	p->changed = true;
	if (p->queued || !model_is_due(lib, post))
		return;
	p->queued = true;
	p->next = 0;
	if (l->queue_first)
		l->posts[l->queue_last].next = post;
	else
		l->queue_first = post;
	l->queue_last = post;
}

static void lay_out_some(struct library *lib)
{
	struct linked *l = &lib->linked;

	while (l->queue_first && l->credit >= l->posts[l->queue_first].count) {
		post_id post = l->queue_first;

		l->credit -= l->posts[post].count;
		l->queue_first = l->posts[post].next;
		l->posts[post].queued = false;
		if (l->posts[post].changed)
			model_lay_out(lib, post, NULL, false);
	}
	if (!l->queue_first)
		l->credit = 0;
}

/* ---- placing ---- */

/* Behind the others of its post. */
void model_append_row(struct library *lib, comment_id c)
{
	struct comment_row *row = &lib->comments[c];
	struct post_link *p = model_post_link(lib, row->post);

	if (p->last)
		lib->comments[p->last].next_of_post = c;
	else
		p->first = c;
	p->last = c;
	p->count++;
	row->next_of_post = 0;
	row->placed = true;
	model_thread_changes(lib, row->post);
}

/* False: it waits for what it answers, or answers itself. */
static bool find_earlier_parent(struct library *lib, comment_id c)
{
	struct comment_row *row = &lib->comments[c];
	comment_id parent;

	if (row->parent_given)
		return false;
	row->parent = 0;
	if (!row->parent_key)
		return true;
	parent = model_find_in_post(lib, row->post, pool_text(&lib->pool, row->parent_key));
	if (parent != c && lib->comments[parent].placed)
		row->parent = parent;
	return row->parent != 0;
}

/* Where posts are guessed, two that seem to differ may be one. */
static bool may_differ(const struct comment_row *row, const struct comment_row *parent)
{
	return (row->guessed || parent->guessed) && row->post != parent->post;
}

static bool has_placed_parent(const struct library *lib, const struct comment_row *row)
{
	const struct comment_row *parent = &lib->comments[model_standing(lib, row->parent)];

	return !row->parent_given || (parent->placed && !may_differ(row, parent));
}

void model_place_row(struct library *lib, comment_id c)
{
	struct comment_row *row = &lib->comments[c];
	comment_id first =
	    row->id ? model_find_row(lib, row->post, pool_text(&lib->pool, row->id)) : 0;

	lib->linked.disordered |= first > c;
	if (row->id && !first)
		model_index_comment(lib, c);
	if (first || !has_placed_parent(lib, row)) {
		model_row_list_add(&lib->linked.late, c);
		return;
	}
	row->waits = !find_earlier_parent(lib, c);
	model_append_row(lib, c);
}

/* A row that another stands for is found by its id all the same. */
static void index_absorbed(struct library *lib, comment_id c)
{
	const struct comment_row *row = &lib->comments[c];

	if (row->id && !model_find_row(lib, row->post, pool_text(&lib->pool, row->id)))
		model_index_comment(lib, c);
}

/* Most comments are of the same post as the one before. */
static post_id find_post(struct library *lib, text_ref key)
{
	struct linked *l = &lib->linked;

	if (key != l->found_key || !l->found_post) {
		l->found_key = key;
		l->found_post = model_find_post_by_id(lib, pool_text(&lib->pool, key));
	}
	return l->found_post;
}

static bool has_post(struct library *lib, struct comment_row *row)
{
	if (row->guessed)
		return false;
	if (!row->post && row->post_key)
		row->post = find_post(lib, row->post_key);
	return row->post != 0;
}

/* Meanwhile it is in the thread of its guess; at the end it is as if there were none. */
static void let_wait(struct library *lib, comment_id c)
{
	const struct link_job *job = &lib->linked.job;

	model_row_list_add(&lib->linked.unplaced, c);
	if (lib->comments[c].guessed && !(job->running && job->final))
		model_place_row(lib, c);
}

static void take_row(struct library *lib, comment_id c)
{
	struct comment_row *row = &lib->comments[c];

	row->placed = row->waits = false;
	if (row->absorbed)
		index_absorbed(lib, c);
	else if (has_post(lib, row))
		model_place_row(lib, c);
	else
		let_wait(lib, c);
}

/* Of a row that follows, in most files of the same post. */
static void expect_id(const struct library *lib, comment_id c, post_id post)
{
	const struct comment_row *row;

	if (c >= lib->comment_len)
		return;
	row = &lib->comments[c];
	if (row->id)
		hash_expect(&lib->linked.ids, model_scoped_hash(row->post ? row->post : post,
		    pool_text(&lib->pool, row->id)));
}

static bool take_next(struct library *lib)
{
	comment_id c = lib->linked.rows;

	if (c >= lib->comment_len)
		return false;
	lib->linked.rows++;
	take_row(lib, c);
	expect_id(lib, c + EXPECTED, lib->comments[c].post);
	return true;
}

/* ---- rows whose post has not come ---- */

static void close_gaps(struct row_list *list)
{
	size_t len = 0;

	for (size_t i = 0; i < list->len; i++)
		if (list->rows[i])
			list->rows[len++] = list->rows[i];
	list->len = len;
}

static void try_unplaced(struct library *lib, size_t at)
{
	struct linked *l = &lib->linked;
	comment_id c = l->unplaced.rows[at];

	if (!c || !has_post(lib, &lib->comments[c]))
		return;
	model_place_row(lib, c);
	l->unplaced.rows[at] = 0;
	l->unplaced_gone++;
}

static void try_some_again(struct library *lib)
{
	struct linked *l = &lib->linked;

	if (l->posts_tried != lib->post_len)
		l->unplaced_left = l->unplaced.len;
	l->posts_tried = lib->post_len;
	for (int i = 0; i < TRIED_AGAIN && l->unplaced_left; i++, l->unplaced_left--) {
		if (l->unplaced_at >= l->unplaced.len)
			l->unplaced_at = 0;
		try_unplaced(lib, l->unplaced_at++);
	}
	if (l->unplaced_gone <= l->unplaced.len / 2)
		return;
	close_gaps(&l->unplaced);
	l->unplaced_gone = l->unplaced_at = 0;
	l->unplaced_left = l->unplaced.len;
}

/* ---- as facts arrive ---- */

void library_link_new(struct library *lib)
{
	struct linked *l = &lib->linked;

	if (l->rows == 0 || l->stale || l->job.running)
		return;
	l->credit += CREDIT;
	while (take_next(lib))
		l->credit += CREDIT_FOR_ROW;
	while (model_guess_post(lib, &l->job))
		continue;
	try_some_again(lib);
	lay_out_some(lib);
	model_number_new_posts(lib);
}

/* ---- phases of linking ---- */

void model_link_anew(struct library *lib)
{
	struct linked *l = &lib->linked;

	for (size_t p = 0; p < l->posts_len; p++)
		l->posts[p] = (struct post_link){ .room = l->posts[p].room,
			.guess = l->posts[p].guess };
	for (post_id post = 1; post < lib->post_len; post++)
		model_post_link(lib, post)->changed = true;
	hash_release(&l->ids);
	l->unplaced.len = l->late.len = 0;
	l->unplaced_at = l->unplaced_left = l->unplaced_gone = 0;
	l->guessed_rows = 0;
	l->queue_first = 0;
	l->rows = 1;
	l->disordered = l->stale = false;
}

size_t model_take_row(struct library *lib, struct link_job *job)
{
	(void)job;
	return take_next(lib);
}

size_t model_place_unplaced(struct library *lib, struct link_job *job)
{
	struct linked *l = &lib->linked;

	if (job->at < l->unplaced.len) {
		try_unplaced(lib, job->at++);
		return 1;
	}
	close_gaps(&l->unplaced);
	l->unplaced_at = l->unplaced_left = l->unplaced_gone = 0;
	return 0;
}
