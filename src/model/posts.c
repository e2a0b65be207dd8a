/* Posts are known again when they are added: by their id, or by their address where that
 * is what names one of the two.
 *
 * Not every address is a name: feeds there are that link all their items to one page.  So
 * only posts of two sources are one by it, it has to be of one post alone in its source,
 * and no two posts of a source become one post of another.
 */
#include "config.h"

#include <stdlib.h>

#include "model/library_priv.h"
#include "moot/base/xalloc.h"
#include "moot/text/url.h"

/* ---- rows ---- */

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

/* Where one of two texts may be a summary, the longer one is not. */
static void take_body(struct library *lib, struct post_row *row, const struct post_fact *fact,
    bool newer)
{
	if (row->body && fact->body.len && (row->has_summary || fact->is_summary))
		newer = fact->body.len > pool_text(&lib->pool, row->body).len;
	if (!row->body || (newer && fact->body.len)) {
		row->body_type = (uint8_t)fact->body_type;
		row->has_summary = fact->is_summary;
	}
	if (!span_is_none(fact->body) && (!row->body || (newer && fact->body.len)))
		row->body = pool_add_aside(&lib->pool, fact->body);
}

static void fill_post(struct library *lib, post_id id, const struct post_fact *fact, bool newer)
{
	struct post_row *row = &lib->posts[id];

	/* Text that is counted as the author's is compared by reference: interned. */
	if (!span_is_none(fact->author) && (!row->author || newer))
		row->author = pool_intern(&lib->pool, fact->author);
	take_body(lib, row, fact, newer);
	take(lib, &row->title, fact->title, newer);
	take(lib, &row->url, fact->url, newer);
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

/* Where neither says anything, nothing tells that they are the same. */
static bool same_post_text(const struct library *lib, post_id id, const struct post_fact *fact)
{
	const struct post_row *row = &lib->posts[id];

	return (fact->title.len || fact->body.len)
	    && span_eq(pool_text(&lib->pool, row->title), fact->title)
	    && span_eq(pool_text(&lib->pool, row->body), fact->body);
}

/* Who says when it was changed is believed before who does not; else the newer source. */
static bool is_newer(const struct library *lib, const struct post_fact *fact,
    const struct post_row *row)
{
	int order = date_known(fact->updated) - date_known(row->updated);

	if (!order && date_known(fact->updated))
		order = date_cmp(fact->updated, row->updated);
	return order ? order > 0 : model_source_is_newer(lib, fact->source, row->told_by);
}

/* ---- known by the address ---- */

struct url_wanted {
	const struct library *lib;
	source_id source;
	bool thread_only;
	bool by_url; /* nothing else names it */
};

static bool has_url(const struct library *lib, post_id id, struct span url)
{
	const struct post_row *row = &lib->posts[id];

	return url_same_page(pool_text(&lib->pool, row->url), url)
	    || url_same_page(pool_text(&lib->pool, row->id), url);
}

static bool is_named_by_url(struct span id, struct span url)
{
	return !id.len || (url_is_link(id) && (!url.len || url_same_page(id, url)));
}

static bool is_row_named_by_url(const struct library *lib, const struct post_row *row)
{
	return is_named_by_url(pool_text(&lib->pool, row->id), pool_text(&lib->pool, row->url));
}

static bool is_same_page(const void *rows, uint32_t id, struct span url)
{
	const struct url_wanted *wanted = rows;
	const struct post_row *row = &wanted->lib->posts[id];

	if (row->source == wanted->source || !has_url(wanted->lib, id, url))
		return false;
	if (row->thread_only || wanted->thread_only)
		return true;
	return row->last_source != wanted->source && !row->shares_url &&
	    (wanted->by_url || is_row_named_by_url(wanted->lib, row));
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
	const struct url_wanted self = { .lib = lib, .source = lib->posts[id].source,
		.thread_only = lib->posts[id].thread_only };
	uint32_t hash;
	post_id alike;

	if (!url_is_link(url))
		return;
	alike = find_by_url(lib, &self, url, is_found_alike, &hash);
	if (!alike)
		hash_add(&lib->post_urls, hash, id);
	else if (alike != id)
		lib->posts[alike].shares_url = true;
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
		if (!library_is_guess(lib, id))
			index_urls(lib, id);
}

static post_id find_known(struct library *lib, const struct post_fact *fact)
{
	const struct url_wanted wanted = { lib, fact->source, fact->thread_only,
		is_named_by_url(fact->id, fact->url) };
	const struct span urls[] = { fact->url, fact->id };
	post_id id = fact->id.len ? model_find_post_by_id(lib, fact->id) : 0;
	uint32_t hash;

	if (fact->thread_only || library_source_count(lib) > 1)
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

	if (!fact->id.len || span_eq(pool_text(&lib->pool, row->id), fact->id))
		return;
	row->id = pool_add(&lib->pool, fact->id);
	index_id(lib, id);
}

static void merge_post(struct library *lib, post_id id, const struct post_fact *fact)
{
	struct post_row *row = &lib->posts[id];
	bool stand_in = gives_way(row, fact);
	bool newer = stand_in || (!fact->thread_only && is_newer(lib, fact, row));

	if (stand_in) {
		row->source = fact->source;
		row->thread_only = fact->thread_only;
	}
	if (stand_in || (is_row_named_by_url(lib, row) && !is_named_by_url(fact->id, fact->url)))
		take_identity(lib, id, fact);
	fill_post(lib, id, fact, newer);
	row->last_source = fact->source;
	if (newer)
		row->told_by = fact->source;
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
	lib->posts[id].source = lib->posts[id].told_by = lib->posts[id].last_source = fact->source;
	lib->posts[id].thread_only = fact->thread_only;
	lib->posts[id].id = pool_add(&lib->pool, fact->id.len ? fact->id : SPAN_NONE);
	fill_post(lib, id, fact, true);
	index_id(lib, id);
	index_urls(lib, id);
	return id;
}
