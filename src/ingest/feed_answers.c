/* Of several answers of one item, the one that counts.
 *
 * RFC 4685 allows several, each with an id, an address or both, and its own example has
 * an id that is nobody's beside an address that is right.  So all of them are kept
 * until the end of the feed; of those that name something the feed has, the one deepest
 * in the thread counts.  The depth of a comment is found by walking up its answers
 * once; every comment on the way is given its depth.
 */
#include "config.h"

#include <stdlib.h>

#include "ingest/feed_priv.h"
#include "moot/base/hash.h"
#include "moot/base/xalloc.h"
#include "moot/text/url.h"

void feed_keep_answers(struct feed_answers *a, comment_id comment, const struct labels *keys)
{
	for (size_t i = 0; i < keys->len; i++) {
		ARRAY_GROW(a->rows, a->len, a->cap);
		a->rows[a->len++] =
		    (struct feed_answer){ comment, a->text.len, keys->items[i].len };
		buf_add_span(&a->text, keys->items[i]);
	}
}

void feed_answers_release(struct feed_answers *a)
{
	buf_release(&a->text);
	free(a->rows);
}

/* What the library has from this feed, by id and address.  An entry of the index is the
 * comment's id, or behind all comments the post's. */
struct known {
	struct library *lib;
	source_id source;
	struct hash index;
	uint32_t comments; /* the number of them */
	uint32_t *depth; /* of a comment, 0 = not known yet; on the way up: BUSY */
};
static const uint32_t BUSY = UINT32_MAX;

/* One with a fragment is a place in a page, and not the page. */
static bool is_address(struct span url, struct span key)
{
	return span_find_byte(key, '#') == key.len && url_is_link(key) && url_same_page(url, key);
}

static bool is_named(const void *rows, uint32_t id, struct span key)
{
	const struct known *k = rows;

	if (id > k->comments) {
		const struct post_row *post = library_post(k->lib, id - k->comments);
		return span_eq(library_text(k->lib, post->id), key) ||
		    is_address(library_text(k->lib, post->url), key);
	}
	const struct comment_row *comment = library_comment(k->lib, id);
	return span_eq(library_text(k->lib, comment->id), key) ||
	    span_eq(library_text(k->lib, comment->url), key);
}

/* Ids are compared as they are, addresses of posts as pages. */
static uint32_t page_hash(struct span url)
{
	struct buf key = BUF_INIT;
	uint32_t hash;

	url_add_key(&key, url);
	hash = hash_bytes(buf_span(&key));
	buf_release(&key);
	return hash;
}

static bool is_of_page(const void *rows, uint32_t id, struct span url)
{
	const struct known *k = rows;

	return id > k->comments &&
	    url_same_page(library_text(k->lib, library_post(k->lib, id - k->comments)->url), url);
}

/* The first of a key is the one that is found: the others need not be there. */
static void index_first(struct known *k, uint32_t hash, struct span key, hash_match_fn *match,
    uint32_t id)
{
	if (!hash_find(&k->index, hash, key, match, k))
		hash_add(&k->index, hash, id);
}

static void index_page(struct known *k, uint32_t id, text_ref url)
{
	struct span key = library_text(k->lib, url);

	if (url)
		index_first(k, page_hash(key), key, is_of_page, id);
}

static void index_name(struct known *k, uint32_t id, text_ref name)
{
	struct span key = library_text(k->lib, name);

	if (name)
		index_first(k, hash_bytes(key), key, is_named, id);
}

static void index_all(struct known *k)
{
	k->comments = library_comment_count(k->lib);
	for (comment_id c = 1; c <= k->comments; c++) {
		const struct comment_row *row = library_comment(k->lib, c);

		if (row->source != k->source)
			continue;
		index_name(k, c, row->id);
		index_name(k, c, row->url);
	}
	for (post_id p = 1; p <= library_post_count(k->lib); p++) {
		if (library_is_guess(k->lib, p))
			continue;
		index_name(k, k->comments + p, library_post(k->lib, p)->id);
		index_page(k, k->comments + p, library_post(k->lib, p)->url);
	}
	k->depth = xcalloc((size_t)k->comments + 1, sizeof *k->depth);
}

static uint32_t find_named(const struct known *k, struct span key)
{
	uint32_t found = key.len ? hash_find(&k->index, hash_bytes(key), key, is_named, k) : 0;

	return found || !url_is_link(key) ? found
	                                  : hash_find(&k->index, page_hash(key), key, is_named, k);
}

/* The comment that c answers, or 0. */
static comment_id answered_comment(const struct known *k, comment_id c)
{
	uint32_t up = find_named(k, library_text(k->lib, library_comment(k->lib, c)->parent_key));

	return up <= k->comments ? up : 0;
}

/* Walks up to where a depth is known, and down again by counting.  A circle ends where it
 * is met for the second time. */
static uint32_t depth_of(struct known *k, comment_id start)
{
	uint32_t steps = 0, depth;
	comment_id c = start;

	for (; c && !k->depth[c]; c = answered_comment(k, c)) {
		k->depth[c] = BUSY;
		steps++;
	}
	depth = steps + (c && k->depth[c] != BUSY ? k->depth[c] : 0);
	for (c = start; c && k->depth[c] == BUSY; c = answered_comment(k, c))
		k->depth[c] = depth--;
	return k->depth[start];
}

static struct span answer_key(const struct feed_answers *a, size_t i)
{
	return span_sub(buf_span(&a->text), a->rows[i].key, a->rows[i].key + a->rows[i].len);
}

/* Of the answers [from, to) of one comment, the one that counts. */
static size_t deepest(struct known *k, const struct feed_answers *a, size_t from, size_t to)
{
	size_t best = from;
	int64_t best_depth = -1;

	for (size_t i = from; i < to; i++) {
		uint32_t named = find_named(k, answer_key(a, i));
		int64_t depth = !named ? -1 : named > k->comments ? 0 : (int64_t)depth_of(k, named);

		if (named == a->rows[i].comment || depth <= best_depth)
			continue;
		best = i;
		best_depth = depth;
	}
	return best;
}

void feed_settle_answers(struct feed *f)
{
	const struct feed_answers *a = &f->answers;
	struct known k = { .lib = f->target.lib, .source = f->target.source };
	size_t from, to, best;

	if (!a->len)
		return;
	index_all(&k);
	for (from = 0; from < a->len; from = to) {
		for (to = from + 1; to < a->len && a->rows[to].comment == a->rows[from].comment;)
			to++;
		best = deepest(&k, a, from, to);
		library_set_comment_parent(k.lib, a->rows[best].comment, answer_key(a, best));
	}
	hash_release(&k.index);
	free(k.depth);
}
