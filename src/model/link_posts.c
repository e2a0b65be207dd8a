/* Gives comments their post that do not name it by its id (link_rows.c does that): by URL,
 * title or date.  A feed names only what an entry replies to, which may be a post or another
 * comment: then the post is the one at the upper end of the chain of replies.  A chain is
 * walked once: whatever is found is given to all comments on the way. */
#include "config.h"

#include <stdlib.h>

#include "model/library_priv.h"
#include "moot/base/xalloc.h"
#include "moot/text/url.h"

/* What is made when some comment has no post yet. */
struct post_names {
	struct library *lib;
	struct hash urls, titles, dates, comment_ids, comment_urls;
	bool has_chains;  /* some comment names only what it answers */
	post_id nameless; /* of the source of this post: where comments without a key go */
	struct buf key;
	bool *seen;        /* of each comment: it was on a chain */
	struct row_list path; /* the chain that is walked */
};

void model_post_names_free(struct post_names *n)
{
	if (!n)
		return;
	hash_release(&n->urls);
	hash_release(&n->titles);
	hash_release(&n->dates);
	hash_release(&n->comment_ids);
	hash_release(&n->comment_urls);
	buf_release(&n->key);
	free(n->seen);
	free(n->path.rows);
	free(n);
}

static struct post_names *post_names_new(struct library *lib)
{
	struct post_names *n = xcalloc(1, sizeof *n);
	const struct row_list *unplaced = &lib->linked.unplaced;

	n->lib = lib;
	n->seen = xcalloc(lib->comment_len, sizeof *n->seen);
	for (size_t i = 0; i < unplaced->len && !n->has_chains; i++) {
		const struct comment_row *row = &lib->comments[unplaced->rows[i]];

		n->has_chains = !row->post_key && row->parent_key;
	}
	return n;
}

static struct span url_key(struct post_names *n, struct span url)
{
	buf_clear(&n->key);
	url_add_key(&n->key, url);
	return buf_span(&n->key);
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

static post_id find_by_date(const struct post_names *n, struct span text)
{
	struct date d = span_find_byte(text, 'T') < text.len ? date_parse(text) : DATE_INIT;
	struct span key = date_key(&d.unix_s);

	return can_name(d) ? hash_find(&n->dates, hash_bytes(key), key, post_has_date, n->lib) : 0;
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

/* The first of a name is the one that is found: the others need not be there. */
static void index_first(const struct post_names *n, struct hash *index, uint32_t hash,
    struct span key, hash_match_fn *match, uint32_t id)
{
	if (!hash_find(index, hash, key, match, n->lib))
		hash_add(index, hash, id);
}

static void index_post(struct post_names *n, post_id id)
{
	struct span url = pool_text(&n->lib->pool, n->lib->posts[id].url);
	struct span title = pool_text(&n->lib->pool, n->lib->posts[id].title);
	struct span date = date_key(&n->lib->posts[id].published.unix_s);

	if (url.len)
		index_first(n, &n->urls, hash_bytes(url_key(n, url)), url, post_has_url, id);
	if (title.len)
		index_first(n, &n->titles, hash_bytes(title), title, post_has_title, id);
	if (can_name(n->lib->posts[id].published))
		index_first(n, &n->dates, hash_bytes(date), date, post_has_date, id);
}

static post_id find_post(struct post_names *n, struct span key)
{
	post_id id = model_find_post_by_id(n->lib, key);

	if (!id)
		id = hash_find(
		    &n->urls, hash_bytes(url_key(n, key)), key, post_has_url, n->lib);
	if (!id)
		id = hash_find(&n->titles, hash_bytes(key), key, post_has_title, n->lib);
	return id ? id : find_by_date(n, key);
}

static void index_comment(struct post_names *n, comment_id c)
{
	const struct comment_row *row = &n->lib->comments[c];

	struct span name = pool_text(&n->lib->pool, row->id);
	struct span url = pool_text(&n->lib->pool, row->url);

	if (row->id)
		index_first(n, &n->comment_ids, hash_bytes(name), name, comment_has_id, c);
	if (row->url)
		index_first(n, &n->comment_urls, hash_bytes(url), url, comment_has_url, c);
}

static comment_id find_comment(struct post_names *n, struct span key)
{
	comment_id id = hash_find(&n->comment_ids, hash_bytes(key), key, comment_has_id, n->lib);

	return id ? id : hash_find(&n->comment_urls, hash_bytes(key), key, comment_has_url, n->lib);
}

void model_call_missing(struct library *lib, post_id id, struct span key, source_id source)
{
	struct post_row *row = &lib->posts[id];
	text_ref text = pool_add(&lib->pool, key);

	row->state = POST_MISSING;
	row->source = source;
	row->id = row->url = row->title = 0;
	if (span_find(key, SPAN_LIT("://")) < key.len)
		row->url = text;
	else if (span_find_byte(key, ' ') < key.len)
		row->title = text;
	else
		row->id = text;
	if (!row->title)
		row->title = model_post_title(lib, key);
}

/* Named as the comment c names it. */
static post_id make_missing_post(struct post_names *n, struct span key, comment_id c)
{
	struct library *lib = n->lib;
	post_id guess = model_take_guess(lib, c), id = guess ? guess : model_new_post(lib);

	model_post_link(lib, id)->made = ++lib->linked.made_count;
	model_call_missing(lib, id, key, lib->comments[c].source);
	if (lib->posts[id].id)
		hash_add(&lib->post_ids, hash_bytes(key), id);
	index_post(n, id);
	return id;
}

/* For comments that name nothing at all: one nameless post per source. */
static bool is_nameless_of(const struct post_row *row, source_id source)
{
	return row->state == POST_MISSING && row->source == source && !row->id && !row->url
	    && !row->title;
}

static post_id nameless_post(struct post_names *n, source_id source)
{
	post_id p = n->nameless;

	if (p && n->lib->posts[p].source == source)
		return p;
	for (p = (post_id)n->lib->post_len - 1; p; p--)
		if (is_nameless_of(&n->lib->posts[p], source))
			break;
	if (!p) {
		p = model_new_post(n->lib);
		model_post_link(n->lib, p)->made = ++n->lib->linked.made_count;
		n->lib->posts[p].state = POST_MISSING;
		n->lib->posts[p].source = source;
	}
	n->nameless = p;
	return p;
}

static post_id missing_post(struct post_names *n, struct diags *diags, struct span key,
    comment_id c)
{
	source_id source = n->lib->comments[c].source;

	if (!key.len)
		return nameless_post(n, source);
	diag_add(diags, DIAG_CODE_POST_MISSING, source, 0,
	    "comments belong to a post that is not there; it is shown by its name only");
	return make_missing_post(n, key, c);
}

static post_id known_post(const struct library *lib, comment_id c)
{
	return lib->comments[c].guessed ? 0 : lib->comments[c].post;
}

/* Walks up from c until a post is known; the path collects the comments on the way. */
static post_id walk_up(struct post_names *n, struct diags *diags, comment_id c, bool final)
{
	struct library *lib = n->lib;

	for (;;) {
		struct comment_row *row = &lib->comments[c];
		struct span key = pool_text(&lib->pool, row->post_key);
		post_id post;
		comment_id up;

		if (known_post(lib, c) || n->seen[c])
			return known_post(lib, c);
		n->seen[c] = true;
		model_row_list_add(&n->path, c);
		if (key.len) {
			post = find_post(n, key);
			return post || !final ? post : missing_post(n, diags, key, c);
		}
		key = pool_text(&lib->pool, row->parent_key);
		if (!key.len)
			return final ? missing_post(n, diags, SPAN_NONE, c) : 0;
		up = find_comment(n, key);
		if (up && up != c) {
			c = up;
			continue;
		}
		post = up == c ? 0 : find_post(n, key);
		if (post) /* what it answers is the post itself */
			row->parent_key = 0;
		if (post || !final)
			return post;
		if (up != c)
			lib->comments[c].parent_key = 0;
		return missing_post(n, diags, up == c ? SPAN_NONE : key, c);
	}
}

static void link_chain(struct post_names *n, struct link_job *job, comment_id c)
{
	post_id post = walk_up(n, job->diags, c, job->final);

	/* A circle of replies hangs from nothing. */
	if (!post && job->final)
		post = missing_post(n, job->diags, SPAN_NONE, c);
	for (size_t i = 0; i < n->path.len; i++)
		if (job->final || !n->lib->comments[n->path.rows[i]].guessed)
			model_settle_guess(n->lib, n->path.rows[i], post);
}

/* ---- phases ---- */

size_t model_index_post_name(struct library *lib, struct link_job *job)
{
	if (!lib->linked.unplaced.len)
		return 0;
	if (!job->names)
		job->names = post_names_new(lib);
	if (++job->at >= lib->post_len)
		return 0;
	if (!library_is_guess(lib, (post_id)job->at))
		index_post(job->names, (post_id)job->at);
	return 1;
}

size_t model_index_comment_name(struct library *lib, struct link_job *job)
{
	if (!job->names || !job->names->has_chains || ++job->at >= lib->comment_len)
		return 0;
	index_comment(job->names, (comment_id)job->at);
	return 1;
}

/* A guess is left as it is until the end. */
static bool is_to_be_linked(const struct library *lib, const struct link_job *job, comment_id c)
{
	post_id post = job->final ? known_post(lib, c) : lib->comments[c].post;

	return !post && !job->names->seen[c];
}

size_t model_link_post(struct library *lib, struct link_job *job)
{
	const struct row_list *unplaced = &lib->linked.unplaced;
	comment_id c;

	if (job->at >= unplaced->len)
		return 0;
	c = unplaced->rows[job->at++];
	job->names->path.len = 0;
	if (c && is_to_be_linked(lib, job, c))
		link_chain(job->names, job, c);
	return 1 + job->names->path.len;
}
