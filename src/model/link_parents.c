/* Merges comments that are the same, and gives every comment its parent.  Ids are
 * looked up within a post.  Parents form a graph in which each comment points at no
 * more than one other, so circles are found by walking each chain once.
 *
 * While facts arrive, what was linked stays linked: the index of ids is kept, and only
 * rows that are new, and those whose parent has not come yet, are looked at.  Behind the
 * final link the index is released.  When something else has changed (a key, a body, or
 * the post of a row that had none), it is made anew.  Most new rows have been taken by
 * link_ahead.c then. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "model/library_priv.h"
#include "moot/base/xalloc.h"

struct key_scope {
	const struct library *lib;
	post_id post;
};

static uint32_t scoped_hash(post_id post, struct span key)
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

/* The row that stands for the comment of that id, or 0. */
comment_id model_find_in_post(const struct library *lib, post_id post, struct span key)
{
	struct key_scope scope = { lib, post };

	return model_standing(lib, hash_find(&lib->linked.ids, scoped_hash(post, key), key,
	    has_id_in_post, &scope));
}

void model_index_comment(struct library *lib, comment_id c)
{
	const struct comment_row *row = &lib->comments[c];

	hash_add(&lib->linked.ids, scoped_hash(row->post, pool_text(&lib->pool, row->id)), c);
}

/* ---- merging ---- */

static int compare_bytes(struct span a, struct span b)
{
	size_t both = a.len < b.len ? a.len : b.len;
	int order = both ? memcmp(a.p, b.p, both) : 0;

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

static struct span stem(struct span name)
{
	size_t dot = name.len;

	while (dot > 0 && name.p[dot - 1] != '.' && name.p[dot - 1] != '/')
		dot--;
	return dot > 0 && name.p[dot - 1] == '.' ? span_sub(name, 0, dot - 1) : name;
}

/* Names end in dates, or in the number of the download: "blog (1).xml" is behind "blog.xml". */
static int compare_names(struct span a, struct span b)
{
	int order = compare_bytes(stem(a), stem(b));

	return order ? order : compare_bytes(a, b);
}

/* Which of them was opened first counts only where they are called alike. */
bool model_source_is_newer(const struct library *lib, source_id a, source_id b)
{
	const struct source_row *x = &lib->sources[a], *y = &lib->sources[b];
	int order = date_known(x->updated) - date_known(y->updated);

	if (!order && date_known(x->updated))
		order = date_cmp(x->updated, y->updated);
	if (!order)
		order = compare_names(
		    pool_text(&lib->pool, x->name), pool_text(&lib->pool, y->name));
	return order ? order > 0 : a >= b;
}

static void take_text(text_ref *to, text_ref from, bool newer)
{
	if (from && (!*to || newer))
		*to = from;
}

/* What both copies know is kept; where they differ, the newer source wins. */
void model_absorb(struct library *lib, comment_id into, comment_id from)
{
	struct comment_row *a = &lib->comments[into], *b = &lib->comments[from];
	bool newer = model_source_is_newer(lib, b->source, a->source);

	a->of_several |= a->source != b->source;
	if (b->body && (!a->body || newer))
		a->body_type = b->body_type;
	take_text(&a->body, b->body, newer);
	take_text(&a->author, b->author, newer);
	take_text(&a->author_url, b->author_url, newer);
	take_text(&a->url, b->url, newer);
	take_text(&a->parent_key, b->parent_key, false);
	if (!a->parent && b->parent) {
		a->parent = b->parent;
		a->parent_given = b->parent_given;
	}
	if (date_known(b->published) && (!date_known(a->published) || newer))
		a->published = b->published;
	if (newer || a->state == COMMENT_MISSING)
		a->state = b->state;
	if (newer)
		a->source = b->source;
	a->by_post_author |= b->by_post_author;
	b->absorbed = 1;
	b->parent = into;
	model_thread_changes(lib, a->post);
}

static bool same_text(const struct library *lib, comment_id a, comment_id b)
{
	const struct comment_row *x = &lib->comments[a], *y = &lib->comments[b];

	return x->author == y->author
	    && span_eq(pool_text(&lib->pool, x->body), pool_text(&lib->pool, y->body));
}

static bool is_copy(const struct library *lib, comment_id first, comment_id c)
{
	return lib->comments[first].source != lib->comments[c].source || same_text(lib, first, c)
	    || lib->comments[first].state == COMMENT_MISSING;
}

/* The first of an id is the one found. */
static void index_comment(struct library *lib, comment_id c, struct diags *diags)
{
	struct comment_row *row = &lib->comments[c];
	struct span key = pool_text(&lib->pool, row->id);
	comment_id first = model_find_in_post(lib, row->post, key);

	if (first && !row->absorbed && is_copy(lib, first, c)) {
		model_absorb(lib, first, c);
		lib->linked.waits[first] = true; /* it may know now what it answers */
		return;
	}
	if (first && row->absorbed) /* under this id it is known all the same */
		return;
	if (first && c >= lib->reported_comments)
		diag_add(diags, DIAG_CODE_DUPLICATE, row->source, 0,
		    "two comments have one id; both are kept, replies go to the first");
	model_index_comment(lib, c);
}

/* Rows [from, to), in their order. */
static void index_and_merge(struct library *lib, comment_id from, comment_id to,
    struct diags *diags)
{
	hash_reserve(&lib->linked.ids, to - from);
	for (comment_id c = from; c < to; c++) {
		if (!lib->comments[c].post)
			lib->linked.stale = true;
		else if (lib->comments[c].id)
			index_comment(lib, c, diags);
	}
}

/* ---- parents ---- */

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

static void index_urls(const struct library *lib, struct hash *urls)
{
	hash_reserve(urls, 1); /* no URL at all: not to be looked for again */
	for (comment_id c = 1; c < lib->comment_len; c++) {
		const struct comment_row *row = &lib->comments[c];

		if (row->url && row->post && !row->absorbed)
			hash_add(
			    urls, scoped_hash(row->post, pool_text(&lib->pool, row->url)), c);
	}
}

/* urls is filled when it is asked for the first time. */
static comment_id find_by_url(const struct library *lib, struct hash *urls, post_id post,
    struct span key)
{
	struct key_scope scope = { lib, post };

	if (!urls->cap)
		index_urls(lib, urls);
	return model_standing(lib,
	    hash_find(urls, scoped_hash(post, key), key, has_url_in_post, &scope));
}

/* A stub for a parent that never came, so that its replies stay together. */
static comment_id make_stub(struct library *lib, comment_id reply, struct diags *diags)
{
	comment_id stub = model_new_comment(lib);
	const struct comment_row *row = &lib->comments[reply];

	lib->comments[stub] = (struct comment_row){
		.id = row->parent_key, .source = row->source, .post = row->post,
		.state = COMMENT_MISSING, .post_given = 1,
	};
	model_index_comment(lib, stub);
	model_thread_changes(lib, row->post);
	diag_add(diags, DIAG_CODE_PARENT_MISSING, row->source, 0,
	    "a comment answers one that is not there; a stub holds its place");
	return stub;
}

/* False: what it answers is not there (yet). */
static bool find_parent(struct library *lib, comment_id c, struct diags *diags)
{
	struct comment_row *row = &lib->comments[c];
	struct span key = pool_text(&lib->pool, row->parent_key);

	if (row->absorbed || !row->post)
		return true;
	if (row->parent_given || !key.len) {
		row->parent = model_standing(lib, row->parent);
		return true;
	}
	row->parent = model_find_in_post(lib, row->post, key);
	if (row->parent)
		model_thread_changes(lib, row->post);
	if (row->parent != c)
		return row->parent != 0;
	row->parent = 0;
	if (c >= lib->reported_comments)
		diag_add(diags, DIAG_CODE_PARENT_SELF, row->source, 0,
		    "a comment answers itself; it stands at the top level");
	return true;
}

/* No more rows will come: what is named is a comment's URL, or is missing. */
static void settle_parent(struct library *lib, comment_id c, struct hash *urls,
    struct diags *diags)
{
	struct comment_row *row = &lib->comments[c];
	struct span key = pool_text(&lib->pool, row->parent_key);
	comment_id parent = find_by_url(lib, urls, row->post, key);

	if (parent == c && c >= lib->reported_comments)
		diag_add(diags, DIAG_CODE_PARENT_SELF, row->source, 0,
		    "a comment answers itself; it stands at the top level");
	if (!parent)
		parent = make_stub(lib, c, diags);
	lib->comments[c].parent = parent == c ? 0 : parent;
	model_thread_changes(lib, lib->comments[c].post);
}

/* Waits it for a parent that may have come?  Not where no row of its post is new. */
static bool is_to_be_tried(const struct library *lib, comment_id c, bool final)
{
	return lib->linked.waits[c] && (final || lib->comments[c].post >= lib->threads_end);
}

/* Rows before end: those that wait for their parent. */
static void find_parents(struct library *lib, comment_id end, struct diags *diags, bool final)
{
	struct hash urls = { 0 };

	for (comment_id c = 1; c < end; c++)
		if (is_to_be_tried(lib, c, final) && !find_parent(lib, c, diags) && final)
			settle_parent(lib, c, &urls, diags);
	hash_release(&urls);
}

/* ---- circles ---- */

static bool older(const struct library *lib, comment_id a, comment_id b)
{
	struct date x = lib->comments[a].published, y = lib->comments[b].published;

	if (date_known(x) && date_known(y) && date_cmp(x, y) != 0)
		return date_cmp(x, y) < 0;
	return a < b;
}

static void cut_circle(struct library *lib, comment_id on_circle, struct diags *diags)
{
	comment_id oldest = on_circle;

	for (comment_id c = lib->comments[on_circle].parent; c != on_circle;
	     c = lib->comments[c].parent)
		if (older(lib, c, oldest))
			oldest = c;
	lib->comments[oldest].parent = 0;
	lib->comments[oldest].parent_key = 0;
	model_thread_changes(lib, lib->comments[oldest].post);
	diag_add(diags, DIAG_CODE_PARENT_CYCLE, lib->comments[oldest].source, 0,
	    "comments answer each other in a circle; the oldest of them stands at the top level");
}

/* mark: 0 not seen, else the number of the walk that saw it.  A parent in another post
 * (an adapter's mistake) is no parent. */
static void cut_circles_from(struct library *lib, comment_id start, comment_id *mark,
    struct diags *diags)
{
	comment_id c = start;

	if (lib->comments[start].absorbed)
		return;
	while (c && !mark[c]) {
		comment_id up = lib->comments[c].parent;

		mark[c] = start;
		if (up && lib->comments[up].post != lib->comments[c].post)
			lib->comments[c].parent = up = 0;
		c = up;
	}
	if (c && mark[c] == start)
		cut_circle(lib, c, diags);
}

/* Does it answer nothing, or something that is there? */
static bool has_settled(const struct library *lib, comment_id c)
{
	const struct comment_row *row = &lib->comments[c];

	return row->absorbed || row->parent || !row->parent_key;
}

/* A new circle goes through a row whose parent is new.  Rows with a parent wait no more. */
static void cut_circles(struct library *lib, comment_id end, struct diags *diags, bool final)
{
	comment_id *mark = NULL; /* most linkings have nothing to look at */

	for (comment_id c = 1; c < end; c++) {
		if (!is_to_be_tried(lib, c, final))
			continue;
		if (!mark && lib->comments[c].parent)
			mark = xcalloc(lib->comment_len, sizeof *mark);
		if (lib->comments[c].parent)
			cut_circles_from(lib, c, mark, diags);
		lib->linked.waits[c] = !has_settled(lib, c);
	}
	free(mark);
}

/* ---- linking ---- */

void model_linked_release(struct linked *l)
{
	hash_release(&l->ids);
	free(l->waits);
	*l = (struct linked){ 0 };
}

/* Where new rows end: the post of the last comments may be the next row. */
static comment_id end_of_new(const struct library *lib, bool final)
{
	comment_id end = (comment_id)lib->comment_len;

	while (!final && end > 1 && !lib->comments[end - 1].post)
		end--;
	return end;
}

/* Rows [from, end) are new; none of them has been looked at. */
void model_take_new_rows(struct library *lib, comment_id from, comment_id end)
{
	struct linked *l = &lib->linked;

	if (end > l->waits_cap) {
		l->waits_cap = (size_t)end + end / 2;
		l->waits = xreallocarray(l->waits, l->waits_cap, sizeof *l->waits);
	}
	memset(l->waits + from, true, end - from);
	l->waits[0] = false;
	l->rows = end;
	for (comment_id c = from; c < end; c++)
		if (lib->comments[c].post)
			model_thread_changes(lib, lib->comments[c].post);
}

void model_link_parents(struct library *lib, struct diags *diags, bool final)
{
	struct linked *l = &lib->linked;
	comment_id end = end_of_new(lib, final), from;

	/* Copies are merged at the end: what is linked to them is linked anew. */
	if (l->stale || (final && library_source_count(lib) > 1)) {
		model_linked_release(l);
		model_thread_changes(lib, 0);
	}
	from = l->rows ? l->rows : 1;
	if (end < from)
		end = from;
	model_take_new_rows(lib, from, end);
	index_and_merge(lib, from, end, diags);
	if (final)
		model_merge_copies(lib);
	find_parents(lib, end, diags, final);
	cut_circles(lib, end, diags, final);
	if (final) {
		lib->reported_comments = lib->comment_len;
		model_linked_release(l);
	}
}
