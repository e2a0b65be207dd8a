/* Gives every comment its post.  Most formats name it by id.  A feed names only what an
 * entry replies to, which may be a post or another comment: then the post is the one at
 * the upper end of the chain of replies.  A chain is walked once: whatever is found is
 * given to all comments on the way. */
#include "config.h"

#include <stdlib.h>

#include "model/library_priv.h"
#include "moot/base/xalloc.h"
#include "moot/text/url.h"

/* Indices that are made only when something has to be looked up in them. */
struct lookup {
	struct library *lib;
	struct hash urls, titles, dates, comment_ids, comment_urls;
	bool posts_done, comments_done;
	post_id nameless; /* of the source of this post: where comments without a key go */
	struct buf key;
};

static void lookup_release(struct lookup *l)
{
	hash_release(&l->urls);
	hash_release(&l->titles);
	hash_release(&l->dates);
	hash_release(&l->comment_ids);
	hash_release(&l->comment_urls);
	buf_release(&l->key);
}

static struct span url_key(struct lookup *l, struct span url)
{
	buf_clear(&l->key);
	url_add_key(&l->key, url);
	return buf_span(&l->key);
}

static bool post_has_url(const void *rows, uint32_t id, struct span key)
{
	const struct library *lib = rows;

	return url_same_page(pool_text(&lib->pool, lib->posts[id].url), key);
}

static bool post_has_title(const void *rows, uint32_t id, struct span key)
{
	const struct library *lib = rows;

	return span_eq(pool_text(&lib->pool, lib->posts[id].title), key);
}

/* A date names a post where a clock without a zone told it to the second. */
static bool can_name(struct date d)
{
	return d.precision >= DATE_SECOND && !d.offset_known;
}

static struct span date_key(const int64_t *unix_s)
{
	return span_of((const char *)unix_s, sizeof *unix_s);
}

static bool post_has_date(const void *rows, uint32_t id, struct span key)
{
	const struct library *lib = rows;

	return memcmp(&lib->posts[id].published.unix_s, key.p, key.len) == 0;
}

static post_id find_by_date(const struct lookup *l, struct span text)
{
	struct date d = span_find_byte(text, 'T') < text.len ? date_parse(text) : DATE_INIT;
	struct span key = date_key(&d.unix_s);

	return can_name(d) ? hash_find(&l->dates, hash_bytes(key), key, post_has_date, l->lib) : 0;
}

static bool comment_has_id(const void *rows, uint32_t id, struct span key)
{
	const struct library *lib = rows;

	return span_eq(pool_text(&lib->pool, lib->comments[id].id), key);
}

static bool comment_has_url(const void *rows, uint32_t id, struct span key)
{
	const struct library *lib = rows;

	return span_eq(pool_text(&lib->pool, lib->comments[id].url), key);
}

static void index_post(struct lookup *l, post_id id)
{
	struct span url = pool_text(&l->lib->pool, l->lib->posts[id].url);
	struct span title = pool_text(&l->lib->pool, l->lib->posts[id].title);

	if (url.len)
		hash_add(&l->urls, hash_bytes(url_key(l, url)), id);
	if (title.len)
		hash_add(&l->titles, hash_bytes(title), id);
	if (can_name(l->lib->posts[id].published))
		hash_add(&l->dates, hash_bytes(date_key(&l->lib->posts[id].published.unix_s)), id);
}

static post_id find_post(struct lookup *l, struct span key)
{
	post_id id = model_find_post_by_id(l->lib, key);

	if (id)
		return id;
	if (!l->posts_done)
		for (post_id p = 1; p < l->lib->post_len; p++)
			index_post(l, p);
	l->posts_done = true;
	id = hash_find(&l->urls, hash_bytes(url_key(l, key)), key, post_has_url, l->lib);
	if (!id)
		id = hash_find(&l->titles, hash_bytes(key), key, post_has_title, l->lib);
	return id ? id : find_by_date(l, key);
}

static void index_comments(struct lookup *l)
{
	for (comment_id c = 1; c < l->lib->comment_len; c++) {
		const struct comment_row *row = &l->lib->comments[c];

		if (row->id)
			hash_add(&l->comment_ids, hash_bytes(pool_text(&l->lib->pool, row->id)), c);
		if (row->url)
			hash_add(
			    &l->comment_urls, hash_bytes(pool_text(&l->lib->pool, row->url)), c);
	}
	l->comments_done = true;
}

static comment_id find_comment(struct lookup *l, struct span key)
{
	comment_id id;

	if (!l->comments_done)
		index_comments(l);
	id = hash_find(&l->comment_ids, hash_bytes(key), key, comment_has_id, l->lib);
	return id ? id : hash_find(&l->comment_urls, hash_bytes(key), key, comment_has_url, l->lib);
}

/* A post of which only the name by which its comments call it is known. */
static post_id make_missing_post(struct lookup *l, struct span key, source_id source)
{
	post_id id = model_new_post(l->lib);
	struct post_row *row = &l->lib->posts[id];
	text_ref text = pool_add(&l->lib->pool, key);

	row->state = POST_MISSING;
	row->source = source;
	if (span_find(key, SPAN_LIT("://")) < key.len)
		row->url = text;
	else if (span_find_byte(key, ' ') < key.len)
		row->title = text;
	else
		row->id = text;
	if (!row->title)
		row->title = model_post_title(l->lib, key);
	if (row->id)
		hash_add(&l->lib->post_ids, hash_bytes(key), id);
	if (l->posts_done)
		index_post(l, id);
	return id;
}

/* For comments that name nothing at all: one nameless post per source. */
static bool is_nameless_of(const struct post_row *row, source_id source)
{
	return row->state == POST_MISSING && row->source == source && !row->id && !row->url
	    && !row->title;
}

static post_id nameless_post(struct lookup *l, source_id source)
{
	post_id p = l->nameless;

	if (p && l->lib->posts[p].source == source)
		return p;
	for (p = (post_id)l->lib->post_len - 1; p; p--)
		if (is_nameless_of(&l->lib->posts[p], source))
			break;
	if (!p) {
		p = model_new_post(l->lib);
		l->lib->posts[p].state = POST_MISSING;
		l->lib->posts[p].source = source;
	}
	l->nameless = p;
	return p;
}

static post_id missing_post(struct lookup *l, struct diags *diags, struct span key,
    source_id source)
{
	if (!key.len)
		return nameless_post(l, source);
	diag_add(diags, DIAG_CODE_POST_MISSING, source, 0,
	    "comments belong to a post that is not there; it is shown by its name only");
	return make_missing_post(l, key, source);
}

/* Walks up from c until a post is known; *path collects the comments on the way. */
static post_id walk_up(struct lookup *l, struct diags *diags, comment_id c, bool final,
    uint32_t *mark, comment_id *path, size_t *path_len)
{
	struct library *lib = l->lib;

	for (;;) {
		struct comment_row *row = &lib->comments[c];
		struct span key = pool_text(&lib->pool, row->post_key);
		post_id post;
		comment_id up;

		if (row->post || mark[c])
			return row->post;
		mark[c] = 1;
		path[(*path_len)++] = c;
		if (key.len) {
			post = find_post(l, key);
			return post || !final ? post : missing_post(l, diags, key, row->source);
		}
		key = pool_text(&lib->pool, row->parent_key);
		if (!key.len)
			return final ? missing_post(l, diags, SPAN_NONE, row->source) : 0;
		up = find_comment(l, key);
		if (up && up != c) {
			c = up;
			continue;
		}
		post = up == c ? 0 : find_post(l, key);
		if (post) /* what it answers is the post itself */
			row->parent_key = 0;
		if (post || !final)
			return post;
		if (up != c)
			lib->comments[c].parent_key = 0;
		return missing_post(l, diags, up == c ? SPAN_NONE : key, lib->comments[c].source);
	}
}

void model_link_posts(struct library *lib, struct diags *diags, bool final)
{
	struct lookup lookup = { .lib = lib };
	const struct linked *l = &lib->linked;
	uint32_t *mark = NULL;
	comment_id *path = NULL;

	/* Rows that are linked have their posts, but for what has made the links stale. */
	for (comment_id c = l->rows && !l->stale ? l->rows : 1; c < lib->comment_len; c++) {
		size_t path_len = 0;
		post_id post;

		if (lib->comments[c].post || lib->comments[c].absorbed)
			continue;
		if (!mark) {
			mark = xcalloc(lib->comment_len, sizeof *mark);
			path = xcalloc(lib->comment_len, sizeof *path);
		}
		if (mark[c])
			continue;
		post = walk_up(&lookup, diags, c, final, mark, path, &path_len);
		/* A circle of replies hangs from nothing. */
		if (!post && final)
			post = missing_post(&lookup, diags, SPAN_NONE, lib->comments[c].source);
		for (size_t i = 0; i < path_len; i++)
			lib->comments[path[i]].post = post;
	}
	free(mark);
	free(path);
	lookup_release(&lookup);
}
