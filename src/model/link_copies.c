/* Merges the comments that two sources have both, but under ids of their own: a blog's
 * export and its feed, or that of the service which took its comments over.  They are one
 * when post, author and words are the same and their times are at most a minute apart;
 * or the words may differ, if they have one address.
 *
 * Words are compared without markup, entities, space and punctuation, since each source
 * writes the same text its own way.  The index has a bucket for each minute; of equal
 * comments of one source only the first is in it, and of those with one address, so
 * that no bucket grows. */
#include "config.h"

#include <stdlib.h>

#include "model/library_priv.h"
#include "moot/base/xalloc.h"
#include "moot/text/entity.h"

enum { MOST_SECONDS_APART = 60 };

struct copies {
	struct library *lib;
	struct hash index, urls;
	struct buf words, other; /* of two texts */
};

/* ---- words ---- */

static void add_words(struct buf *out, struct span text)
{
	for (size_t i = 0; i < text.len; i++)
		if (ascii_is_alnum(text.p[i]) || (unsigned char)text.p[i] >= 0x80)
			buf_add_char(out, ascii_lower(text.p[i]));
}

/* The body without what its type makes no words. */
static struct span words_of(const struct library *lib, comment_id id, struct buf *out)
{
	const struct comment_row *row = &lib->comments[id];
	struct span rest = pool_text(&lib->pool, row->body);
	struct buf plain = BUF_INIT;

	buf_clear(out);
	if (row->body_type == BODY_TEXT) {
		add_words(out, rest);
		return buf_span(out);
	}
	while (rest.len) {
		size_t tag = span_find_byte(rest, '<');

		buf_clear(&plain);
		entity_decode(&plain, span_sub(rest, 0, tag), ENTITY_TEXT);
		add_words(out, buf_span(&plain));
		rest = span_sub(rest, tag, rest.len);
		rest = span_sub(rest, span_find_byte(rest, '>') + 1, rest.len);
	}
	buf_release(&plain);
	return buf_span(out);
}

/* ---- finding ---- */

static bool can_be_copied(const struct library *lib, const struct comment_row *row)
{
	return row->post && !row->absorbed && row->published.precision >= DATE_MINUTE
	    && pool_text(&lib->pool, row->author).len && pool_text(&lib->pool, row->body).len;
}

static int64_t minute_of(const struct comment_row *row)
{
	return row->published.unix_s / MOST_SECONDS_APART;
}

static uint32_t key_hash(const struct comment_row *row, int64_t minute, struct span words)
{
	uint32_t hash = hash_bytes(words);

	hash = hash_bytes_more(hash, span_of((const char *)&row->post, sizeof row->post));
	return hash_bytes_more(hash, span_of((const char *)&minute, sizeof minute));
}

struct wanted {
	struct copies *copies;
	const struct comment_row *row;
	bool of_same_source; /* or of any other */
};

static bool is_copy(const void *rows, uint32_t id, struct span words)
{
	const struct wanted *w = rows;
	struct library *lib = w->copies->lib;
	const struct comment_row *a = &lib->comments[id], *b = w->row;
	int64_t apart = a->published.unix_s - b->published.unix_s;

	return (a->source == b->source) == w->of_same_source && a->post == b->post
	    && a->author == b->author && apart <= MOST_SECONDS_APART
	    && apart >= -MOST_SECONDS_APART
	    && span_eq(words_of(lib, id, &w->copies->other), words);
}

static comment_id find_copy(struct copies *c, comment_id id, struct span words)
{
	const struct comment_row *row = &c->lib->comments[id];
	const struct wanted wanted = { c, row, false };
	comment_id found = 0;

	for (int64_t step = -1; step <= 1 && !found; step++)
		found = hash_find(&c->index, key_hash(row, minute_of(row) + step, words), words,
		    is_copy, &wanted);
	return found;
}

static void index_comment(struct copies *c, comment_id id, struct span words)
{
	const struct comment_row *row = &c->lib->comments[id];
	const struct wanted alike = { c, row, true };
	uint32_t hash = key_hash(row, minute_of(row), words);

	if (!hash_find(&c->index, hash, words, is_copy, &alike))
		hash_add(&c->index, hash, id);
}

/* ---- addresses ---- */

static bool is_near(const struct comment_row *a, const struct comment_row *b)
{
	int64_t apart = a->published.unix_s - b->published.unix_s;

	return !date_known(a->published) || !date_known(b->published) ||
	    (apart <= MOST_SECONDS_APART && apart >= -MOST_SECONDS_APART);
}

static bool has_address(const void *rows, uint32_t id, struct span url)
{
	const struct wanted *w = rows;
	struct library *lib = w->copies->lib;
	const struct comment_row *a = &lib->comments[id];

	return (a->source == w->row->source) == w->of_same_source && a->post == w->row->post
	    && (w->of_same_source || is_near(a, w->row))
	    && span_eq(pool_text(&lib->pool, a->url), url);
}

/* A place in a page, told by a number. */
static bool is_of_comment(struct span url)
{
	size_t i = span_find_byte(url, '#');

	while (i < url.len && !ascii_is_digit(url.p[i]))
		i++;
	return i < url.len;
}

static void merge_by_address(struct copies *c, comment_id id)
{
	struct comment_row *row = &c->lib->comments[id];
	struct span url = pool_text(&c->lib->pool, row->url);
	const struct wanted wanted = { c, row, false }, alike = { c, row, true };
	uint32_t hash = hash_bytes(url);
	comment_id first;

	if (row->absorbed || !row->post || !is_of_comment(url))
		return;
	first = hash_find(&c->urls, hash, url, has_address, &wanted);
	if (first)
		model_absorb(c->lib, first, id);
	else if (!hash_find(&c->urls, hash, url, has_address, &alike))
		hash_add(&c->urls, hash, id);
}

static void merge_by_words(struct copies *c, comment_id id)
{
	struct span words;
	comment_id first;

	if (!can_be_copied(c->lib, &c->lib->comments[id]))
		return;
	words = words_of(c->lib, id, &c->words);
	first = words.len ? find_copy(c, id, words) : 0;
	if (first)
		model_absorb(c->lib, first, id);
	else if (words.len)
		index_comment(c, id, words);
}

void model_copies_free(struct copies *c)
{
	if (!c)
		return;
	hash_release(&c->index);
	hash_release(&c->urls);
	buf_release(&c->words);
	buf_release(&c->other);
	free(c);
}

size_t model_merge_copy(struct library *lib, struct link_job *job)
{
	comment_id id = (comment_id)++job->at;

	if (library_source_count(lib) < 2 || id >= lib->comment_len)
		return 0;
	if (!job->copies) {
		job->copies = xcalloc(1, sizeof *job->copies);
		job->copies->lib = lib;
	}
	merge_by_address(job->copies, id);
	merge_by_words(job->copies, id);
	return 1;
}
