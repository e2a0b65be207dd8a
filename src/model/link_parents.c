/* Gives the comments of a post their parents.  Parents form a graph in which each comment
 * points at no more than one other, so circles are found by walking each chain once.
 *
 * Most comments have found their parent when they were placed (link_rows.c); this looks at
 * those that wait for one.  While facts may still arrive a circle is opened anywhere, since
 * what is there may be merged with others, and its comment goes on waiting. */
#include "config.h"

#include <stdlib.h>

#include "model/library_priv.h"
#include "moot/base/xalloc.h"

struct key_scope {
	const struct library *lib;
	post_id post;
};

uint32_t model_scoped_hash(post_id post, struct span key)
{
	return hash_bytes_more(post * 2654435761u, key);
}

static bool has_id_in_post(const void *rows, uint32_t id, struct span key)
{
	const struct key_scope *scope = rows;
	const struct comment_row *row = &scope->lib->comments[id];

	return row->post == scope->post && span_eq(pool_text(&scope->lib->pool, row->id), key);
}

static bool has_url_in_post(const void *rows, uint32_t id, struct span key)
{
	const struct key_scope *scope = rows;
	const struct comment_row *row = &scope->lib->comments[id];

	return row->post == scope->post && span_eq(pool_text(&scope->lib->pool, row->url), key);
}

comment_id model_find_row(const struct library *lib, post_id post, struct span key)
{
	struct key_scope scope = { lib, post };

	return hash_find(&lib->linked.ids, model_scoped_hash(post, key), key, has_id_in_post,
	    &scope);
}

comment_id model_find_in_post(const struct library *lib, post_id post, struct span key)
{
	return model_standing(lib, model_find_row(lib, post, key));
}

void model_index_comment(struct library *lib, comment_id c)
{
	const struct comment_row *row = &lib->comments[c];

	hash_add(&lib->linked.ids,
	    model_scoped_hash(row->post, pool_text(&lib->pool, row->id)), c);
}

void library_set_comment_parent(struct library *lib, comment_id comment, struct span parent_key)
{
	struct comment_row *row = &lib->comments[comment];

	if (row->absorbed)
		return;
	row->parent_key = parent_key.len ? pool_intern(&lib->pool, parent_key) : 0;
	row->parent = 0;
	row->parent_given = 0;
	if (!row->post_given && !row->post_key)
		row->post = 0;
	lib->dirty = lib->linked.stale = true;
}

/* ---- parents ---- */

/* The comments of one post whose parents are looked for. */
struct search {
	struct library *lib;
	struct row_list *list;
	struct diags *diags;
	struct hash urls; /* of them, once one is looked for */
	bool final;
};

/* The first of an address is the one that is found: the others need not be there. */
static void index_url(struct search *s, comment_id c)
{
	const struct comment_row *row = &s->lib->comments[c];
	struct key_scope scope = { s->lib, row->post };
	struct span url = pool_text(&s->lib->pool, row->url);
	uint32_t hash = model_scoped_hash(row->post, url);

	if (row->url && !hash_find(&s->urls, hash, url, has_url_in_post, &scope))
		hash_add(&s->urls, hash, c);
}

static void index_urls(struct search *s)
{
	hash_reserve(&s->urls, 1); /* no URL at all: not to be looked for again */
	for (size_t i = 0; i < s->list->len; i++)
		index_url(s, s->list->rows[i]);
}

static comment_id find_by_url(struct search *s, post_id post, struct span key)
{
	struct key_scope scope = { s->lib, post };

	if (!s->urls.cap)
		index_urls(s);
	return hash_find(&s->urls, model_scoped_hash(post, key), key, has_url_in_post, &scope);
}

/* A stub for a parent that never came, so that its replies stay together. */
static comment_id make_stub(struct search *s, comment_id reply)
{
	struct library *lib = s->lib;
	comment_id stub = model_new_comment(lib);
	const struct comment_row *row = &lib->comments[reply];

	lib->comments[stub] = (struct comment_row){
		.id = row->parent_key, .source = row->source, .post = row->post,
		.state = COMMENT_MISSING, .post_given = 1, .place = (uint32_t)s->list->len,
	};
	model_index_comment(lib, stub);
	model_append_row(lib, stub);
	model_row_list_add(s->list, stub);
	diag_add(s->diags, DIAG_CODE_PARENT_MISSING, row->source, 0,
	    "a comment answers one that is not there; a stub holds its place");
	return stub;
}

static void say_it_answers_itself(struct search *s, comment_id c)
{
	if (c >= s->lib->reported_comments)
		diag_add(s->diags, DIAG_CODE_PARENT_SELF, s->lib->comments[c].source, 0,
		    "a comment answers itself; it stands at the top level");
}

/* False: what it answers is not there (yet). */
static bool find_parent(struct search *s, comment_id c)
{
	struct comment_row *row = &s->lib->comments[c];

	if (row->parent_given || !row->parent_key) {
		row->parent = model_standing(s->lib, row->parent);
		return true;
	}
	row->parent =
	    model_find_in_post(s->lib, row->post, pool_text(&s->lib->pool, row->parent_key));
	if (!s->lib->comments[row->parent].placed) /* it waits for the end */
		row->parent = 0;
	if (row->parent != c)
		return row->parent != 0;
	row->parent = 0;
	if (s->final)
		say_it_answers_itself(s, c);
	return true;
}

/* No more rows will come: what is named is a comment's URL, or is missing. */
static void settle_parent(struct search *s, comment_id c)
{
	struct comment_row *row = &s->lib->comments[c];
	comment_id parent = find_by_url(s, row->post, pool_text(&s->lib->pool, row->parent_key));

	if (parent == c)
		say_it_answers_itself(s, c);
	if (!parent)
		parent = make_stub(s, c);
	s->lib->comments[c].parent = parent == c ? 0 : parent;
}

/* ---- circles ---- */

static bool older(const struct library *lib, comment_id a, comment_id b)
{
	struct date x = lib->comments[a].published, y = lib->comments[b].published;

	if (date_known(x) && date_known(y) && date_cmp(x, y) != 0)
		return date_cmp(x, y) < 0;
	return a < b;
}

/* One whose parent was given by row would not find it again. */
static bool can_be_cut(const struct search *s, comment_id c)
{
	return s->final || !s->lib->comments[c].parent_given;
}

/* At its oldest comment. */
static void cut_circle(struct search *s, comment_id on_circle)
{
	struct comment_row *rows = s->lib->comments;
	comment_id oldest = 0, c = on_circle;

	do {
		if (can_be_cut(s, c) && (!oldest || older(s->lib, c, oldest)))
			oldest = c;
		c = rows[c].parent;
	} while (c != on_circle);
	rows[oldest].parent = 0;
	rows[oldest].waits = !s->final;
	if (!s->final)
		return;
	rows[oldest].parent_key = 0;
	diag_add(s->diags, DIAG_CODE_PARENT_CYCLE, rows[oldest].source, 0,
	    "comments answer each other in a circle; the oldest of them stands at the top level");
}

/* mark, by place: 0 not seen, else the number of the walk that saw it.  A parent in another
 * post (an adapter's mistake) is no parent. */
static void cut_circles_from(struct search *s, comment_id start, comment_id *mark)
{
	struct comment_row *rows = s->lib->comments;
	comment_id c = start;

	while (c && !mark[rows[c].place]) {
		comment_id up = rows[c].parent;

		mark[rows[c].place] = start;
		if (up && rows[up].post != rows[c].post)
			rows[c].parent = up = 0;
		c = up;
	}
	if (c && mark[rows[c].place] == start)
		cut_circle(s, c);
}

/* A new circle goes through a row whose parent is new. */
static bool cut_circles(struct search *s)
{
	comment_id *mark = xcalloc(s->list->len, sizeof *mark);
	bool waits = false;

	for (size_t i = 0; i < s->list->len; i++) {
		struct comment_row *row = &s->lib->comments[s->list->rows[i]];

		if (!row->waits)
			continue;
		if (row->parent)
			cut_circles_from(s, s->list->rows[i], mark);
		row->waits = !s->final && !row->parent && row->parent_key;
		waits |= row->waits;
	}
	free(mark);
	return waits;
}

bool model_find_parents(struct library *lib, struct row_list *list, struct diags *diags,
    bool final)
{
	struct search s = { .lib = lib, .list = list, .diags = diags, .final = final };
	bool any = false;

	for (size_t i = 0; i < list->len; i++) {
		struct comment_row *row = &lib->comments[list->rows[i]];

		if (final && row->parent) /* it may have been merged */
			row->parent = model_standing(lib, row->parent);
		if (!row->waits)
			continue;
		any = true;
		if (!find_parent(&s, list->rows[i]) && final)
			settle_parent(&s, list->rows[i]);
	}
	any = any && cut_circles(&s);
	hash_release(&s.urls);
	return any;
}
