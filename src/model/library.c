/* Facts become rows.  A post is known again by its id at once; comments are only
 * collected, because the post that scopes their ids may come later (link_*.c). */
#include "config.h"

#include <stdlib.h>

#include "model/library_priv.h"
#include "moot/base/xalloc.h"
#include "moot/text/url.h"

struct library *library_new(void)
{
	struct library *lib = xcalloc(1, sizeof *lib);

	lib->source_len = lib->post_len = lib->comment_len = 1;
	ARRAY_GROW(lib->sources, 1, lib->source_cap);
	ARRAY_GROW(lib->posts, 1, lib->post_cap);
	ARRAY_GROW(lib->comments, 1, lib->comment_cap);
	lib->sources[0] = (struct source_row){ 0 };
	lib->posts[0] = (struct post_row){ 0 };
	lib->comments[0] = (struct comment_row){ 0 };
	lib->reported_comments = 1;
	return lib;
}

void library_free(struct library *lib)
{
	if (!lib)
		return;
	pool_release(&lib->pool);
	hash_release(&lib->post_ids);
	hash_release(&lib->post_urls);
	hash_release(&lib->author_keys);
	model_linked_release(&lib->linked);
	free(lib->author_names);
	if (!lib->image) {
		free(lib->sources);
		free(lib->posts);
		free(lib->comments);
		free(lib->labels);
		free(lib->thread);
	}
	row_image_free(lib->image);
	free(lib->post_numbers);
	free(lib);
}

source_id library_add_source(struct library *lib, const struct source_fact *fact)
{
	struct source_row *row;

	ARRAY_GROW(lib->sources, lib->source_len, lib->source_cap);
	row = &lib->sources[lib->source_len];
	*row = (struct source_row){
		.name = pool_add(&lib->pool, fact->name),
		.format = pool_intern(&lib->pool, fact->format),
	};
	return (source_id)lib->source_len++;
}

static void set_text(struct library *lib, text_ref *ref, struct span text)
{
	if (!span_is_none(text))
		*ref = pool_add(&lib->pool, text);
}

void library_set_source(struct library *lib, source_id source, const struct source_meta *meta)
{
	struct source_row *row = &lib->sources[source];

	if (!span_is_none(meta->format))
		row->format = pool_intern(&lib->pool, meta->format);
	set_text(lib, &row->name, meta->name);
	set_text(lib, &row->id, meta->id);
	set_text(lib, &row->title, meta->title);
	set_text(lib, &row->author, meta->author);
	set_text(lib, &row->url, meta->url);
	if (date_known(meta->updated))
		row->updated = meta->updated;
}

/* ---- posts ---- */

static bool post_has_id(const void *rows, uint32_t id, struct span key)
{
	const struct library *lib = rows;

	return span_eq(pool_text(&lib->pool, lib->posts[id].id), key);
}

post_id model_find_post_by_id(const struct library *lib, struct span id)
{
	return hash_find(&lib->post_ids, hash_bytes(id), id, post_has_id, lib);
}

post_id model_new_post(struct library *lib)
{
	ARRAY_GROW(lib->posts, lib->post_len, lib->post_cap);
	if (lib->post_len == UINT32_MAX)
		bug("too many posts");
	lib->posts[lib->post_len] = (struct post_row){ .comments_total = COMMENTS_TOTAL_UNKNOWN };
	lib->dirty = true;
	return (post_id)lib->post_len++;
}

static void set_labels(struct library *lib, struct post_row *row, const struct post_fact *fact)
{
	row->first_label = (uint32_t)lib->label_len;
	row->label_count = (uint32_t)fact->label_count;
	for (size_t i = 0; i < fact->label_count; i++) {
		ARRAY_GROW(lib->labels, lib->label_len, lib->label_cap);
		lib->labels[lib->label_len++] = pool_intern(&lib->pool, fact->labels[i]);
	}
}

/* Takes a field of the fact when it has one, and there is none yet or it is newer. */
static void take(struct library *lib, text_ref *field, struct span text, bool newer)
{
	if (!span_is_none(text) && (!*field || (newer && text.len)))
		*field = pool_add(&lib->pool, text);
}

static void fill_post(struct library *lib, post_id id, const struct post_fact *fact, bool newer)
{
	struct post_row *row = &lib->posts[id];

	/* Text that is counted as the author's is compared by reference: interned. */
	if (!span_is_none(fact->author) && (!row->author || newer))
		row->author = pool_intern(&lib->pool, fact->author);
	if (!row->body || (newer && fact->body.len))
		row->body_type = (uint8_t)fact->body_type;
	take(lib, &row->title, fact->title, newer);
	take(lib, &row->url, fact->url, newer);
	take(lib, &row->body, fact->body, newer);
	take(lib, &row->base_url, fact->base_url, newer);
	take(lib, &row->comments_url, fact->comments_url, newer);
	take(lib, &row->comments_feed, fact->comments_feed, newer);
	if (fact->label_count && (!row->label_count || newer))
		set_labels(lib, row, fact);
	if (date_known(fact->published) && (!date_known(row->published) || newer))
		row->published = fact->published;
	if (date_known(fact->updated) && (!date_known(row->updated) || newer))
		row->updated = fact->updated;
	if (fact->comments_total != COMMENTS_TOTAL_UNKNOWN
	    && (row->comments_total == COMMENTS_TOTAL_UNKNOWN || newer))
		row->comments_total = fact->comments_total;
	if (newer) {
		row->kind = (uint8_t)fact->kind;
		row->state = (uint8_t)fact->state;
	}
}

static bool same_post_text(const struct library *lib, post_id id, const struct post_fact *fact)
{
	const struct post_row *row = &lib->posts[id];

	return span_eq(pool_text(&lib->pool, row->title), fact->title)
	    && span_eq(pool_text(&lib->pool, row->body), fact->body);
}

/* Who says when it was changed is believed before who does not; else the later source. */
static bool is_newer(struct date theirs, struct date ours)
{
	if (!date_known(theirs) || !date_known(ours))
		return !date_known(ours);
	return date_cmp(theirs, ours) >= 0;
}

/* ---- posts known by their thread ---- */

struct url_wanted {
	const struct library *lib;
	source_id source;
	bool thread_only;
};

static bool has_url(const struct library *lib, post_id id, struct span url)
{
	const struct post_row *row = &lib->posts[id];

	return url_same_page(pool_text(&lib->pool, row->url), url)
	    || url_same_page(pool_text(&lib->pool, row->id), url);
}

/* Only posts of two sources are one, and one of them must be known by its thread. */
static bool is_same_page(const void *rows, uint32_t id, struct span url)
{
	const struct url_wanted *wanted = rows;
	const struct post_row *row = &wanted->lib->posts[id];

	return row->source != wanted->source && (row->thread_only || wanted->thread_only)
	    && has_url(wanted->lib, id, url);
}

static bool is_found_alike(const void *rows, uint32_t id, struct span url)
{
	const struct url_wanted *wanted = rows;
	const struct post_row *row = &wanted->lib->posts[id];

	return row->source == wanted->source && row->thread_only == wanted->thread_only
	    && has_url(wanted->lib, id, url);
}

static post_id find_by_url(const struct library *lib, const struct url_wanted *wanted,
    struct span url, hash_match_fn *match, uint32_t *hash)
{
	struct buf key = BUF_INIT;
	post_id id;

	url_add_key(&key, url);
	*hash = hash_bytes(buf_span(&key));
	id = hash_find(&lib->post_urls, *hash, url, match, wanted);
	buf_release(&key);
	return id;
}

/* Of the posts of one source under one URL, the first is enough. */
static void index_url(struct library *lib, post_id id, struct span url)
{
	struct url_wanted self = { lib, lib->posts[id].source, lib->posts[id].thread_only };
	uint32_t hash;

	if (url_is_link(url) && !find_by_url(lib, &self, url, is_found_alike, &hash))
		hash_add(&lib->post_urls, hash, id);
}

static void index_urls(struct library *lib, post_id id)
{
	if (!lib->post_urls_kept)
		return;
	index_url(lib, id, pool_text(&lib->pool, lib->posts[id].url));
	index_url(lib, id, pool_text(&lib->pool, lib->posts[id].id));
}

static void keep_urls(struct library *lib)
{
	if (lib->post_urls_kept)
		return;
	lib->post_urls_kept = true;
	for (post_id id = 1; id < lib->post_len; id++)
		index_urls(lib, id);
}

static post_id find_known(struct library *lib, const struct post_fact *fact)
{
	const struct url_wanted wanted = { lib, fact->source, fact->thread_only };
	const struct span urls[] = { fact->url, fact->id };
	post_id id = fact->id.len ? model_find_post_by_id(lib, fact->id) : 0;
	uint32_t hash;

	if (fact->thread_only)
		keep_urls(lib);
	if (!lib->post_urls_kept)
		return id;
	for (size_t i = 0; i < sizeof urls / sizeof *urls && !id; i++)
		if (url_is_link(urls[i]))
			id = find_by_url(lib, &wanted, urls[i], is_same_page, &hash);
	return id;
}

/* ---- adding a post ---- */

/* Does a row of which little is known stand for what is a post now? */
static bool gives_way(const struct post_row *row, const struct post_fact *fact)
{
	return (row->state == POST_MISSING && fact->state != POST_MISSING)
	    || (row->thread_only && !fact->thread_only);
}

/* The first post of an id is the one that is found. */
static void index_id(struct library *lib, post_id id)
{
	struct span key = pool_text(&lib->pool, lib->posts[id].id);

	if (key.len && !model_find_post_by_id(lib, key))
		hash_add(&lib->post_ids, hash_bytes(key), id);
}

static void take_identity(struct library *lib, post_id id, const struct post_fact *fact)
{
	struct post_row *row = &lib->posts[id];

	row->source = fact->source;
	row->thread_only = fact->thread_only;
	if (!fact->id.len || span_eq(pool_text(&lib->pool, row->id), fact->id))
		return;
	row->id = pool_add(&lib->pool, fact->id);
	index_id(lib, id);
}

static void merge_post(struct library *lib, post_id id, const struct post_fact *fact)
{
	struct post_row *row = &lib->posts[id];
	bool stand_in = gives_way(row, fact);
	bool newer = !fact->thread_only && is_newer(fact->updated, row->updated);

	if (stand_in)
		take_identity(lib, id, fact);
	fill_post(lib, id, fact, stand_in || newer);
	index_urls(lib, id);
	lib->dirty = true;
}

post_id library_add_post(struct library *lib, const struct post_fact *fact)
{
	post_id id = find_known(lib, fact);

	if (id) {
		const struct post_row *row = &lib->posts[id];

		if (row->source != fact->source || gives_way(row, fact)) {
			merge_post(lib, id, fact);
			return id;
		}
		if (same_post_text(lib, id, fact))
			return id;
	}
	id = model_new_post(lib);
	lib->posts[id].source = fact->source;
	lib->posts[id].thread_only = fact->thread_only;
	lib->posts[id].id = pool_add(&lib->pool, fact->id.len ? fact->id : SPAN_NONE);
	fill_post(lib, id, fact, true);
	index_id(lib, id);
	index_urls(lib, id);
	return id;
}

/* ---- comments ---- */

comment_id model_new_comment(struct library *lib)
{
	ARRAY_GROW(lib->comments, lib->comment_len, lib->comment_cap);
	if (lib->comment_len == UINT32_MAX)
		bug("too many comments");
	lib->comments[lib->comment_len] = (struct comment_row){ 0 };
	lib->dirty = true;
	return (comment_id)lib->comment_len++;
}

/* Comments of a post come one after the other: most keys are that of the row before. */
static text_ref post_key_of(struct library *lib, comment_id id, struct span key)
{
	text_ref before = lib->comments[id - 1].post_key;

	return before && span_eq(pool_text(&lib->pool, before), key)
	    ? before : pool_intern(&lib->pool, key);
}

comment_id library_add_comment(struct library *lib, const struct comment_fact *fact)
{
	comment_id id = model_new_comment(lib);
	struct pool *pool = &lib->pool;

	lib->comments[id] = (struct comment_row){
		.published = fact->published,
		.id = fact->id.len ? pool_add(pool, fact->id) : 0,
		.author = pool_intern(pool, fact->author),
		.author_url = pool_intern(pool, fact->author_url),
		.url = pool_add(pool, fact->url),
		.body = pool_add(pool, fact->body),
		.parent_key =
		    fact->parent_key.len && !fact->parent ? pool_intern(pool, fact->parent_key) : 0,
		.post_key =
		    fact->post_key.len && !fact->post ? post_key_of(lib, id, fact->post_key) : 0,
		.source = fact->source,
		.post = fact->post,
		.parent = fact->parent,
		.ordinal = fact->ordinal,
		.body_type = (uint8_t)fact->body_type,
		.kind = (uint8_t)fact->kind,
		.state = (uint8_t)fact->state,
		.by_post_author = fact->by_post_author,
		.ordinal_printed = fact->ordinal != 0,
		.post_given = fact->post != 0,
		.parent_given = fact->parent != 0,
	};
	return id;
}

void library_set_comment_body(struct library *lib, comment_id comment, struct span body)
{
	lib->comments[comment].body = pool_add(&lib->pool, body);
	lib->linked.stale = true; /* equal comments are told by their bodies */
}

comment_id model_standing(const struct library *lib, comment_id id)
{
	return lib->comments[id].absorbed ? lib->comments[id].parent : id;
}

/* ---- looking ---- */

bool library_is_dirty(const struct library *lib)
{
	return lib->dirty;
}

uint32_t library_source_count(const struct library *lib)
{
	return (uint32_t)lib->source_len - 1;
}

uint32_t library_post_count(const struct library *lib)
{
	return (uint32_t)lib->post_len - 1;
}

uint32_t library_comment_count(const struct library *lib)
{
	return (uint32_t)lib->comment_len - 1;
}

const struct source_row *library_source(const struct library *lib, source_id id)
{
	return &lib->sources[id];
}

const struct post_row *library_post(const struct library *lib, post_id id)
{
	return &lib->posts[id];
}

const struct comment_row *library_comment(const struct library *lib, comment_id id)
{
	return lib->image ? image_comment(lib, id) : &lib->comments[id];
}

struct span library_text(const struct library *lib, text_ref ref)
{
	return pool_text(&lib->pool, ref);
}

struct span library_label(const struct library *lib, uint32_t index)
{
	return pool_text(&lib->pool, lib->labels[index]);
}

const struct thread_item *library_thread(const struct library *lib, post_id post, uint32_t *count)
{
	if (lib->image)
		image_check_thread(lib, post);
	*count = lib->posts[post].thread_len;
	return lib->thread ? lib->thread + lib->posts[post].thread_start : NULL;
}

bool library_comment_visible(const struct library *lib, comment_id id, bool all)
{
	return !lib->comments[id].absorbed && (all || lib->comments[id].visible);
}

bool library_post_visible(const struct library *lib, post_id id, bool all)
{
	enum post_state state = lib->posts[id].state;

	return all || state == POST_SHOWN || state == POST_MISSING;
}

bool model_same_text(const struct library *lib, text_ref a, text_ref b)
{
	return a && b && (a == b || span_eq(pool_text(&lib->pool, a), pool_text(&lib->pool, b)));
}

bool library_by_post_author(const struct library *lib, comment_id id)
{
	const struct comment_row *c = &lib->comments[id];

	if (c->by_post_author)
		return true;
	/* Both are interned: the same name is the same reference. */
	return c->author && c->post && c->author == lib->posts[c->post].author
	    && pool_text(&lib->pool, c->author).len > 0;
}

/* ---- names ---- */

const char *post_kind_name(enum post_kind k)
{
	static const char *const names[] = { [POST_POST] = "post", [POST_PAGE] = "page" };

	return names[k];
}

const char *post_state_name(enum post_state s)
{
	static const char *const names[] = {
		[POST_SHOWN] = "shown", [POST_DRAFT] = "draft", [POST_PRIVATE] = "private",
		[POST_TRASHED] = "trashed", [POST_MISSING] = "missing",
	};

	return names[s];
}

const char *comment_kind_name(enum comment_kind k)
{
	static const char *const names[] = {
		[COMMENT_COMMENT] = "comment", [COMMENT_PINGBACK] = "pingback",
	};

	return names[k];
}

const char *comment_state_name(enum comment_state s)
{
	static const char *const names[] = {
		[COMMENT_SHOWN] = "shown", [COMMENT_HELD] = "held", [COMMENT_SPAM] = "spam",
		[COMMENT_DELETED] = "deleted", [COMMENT_MISSING] = "missing",
	};

	return names[s];
}
