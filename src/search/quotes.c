/* Winnowing: of every four shingles in a row the one with the smallest hash is kept.
 * Four shingles of five words are eight words, so eight words that two bodies have in
 * common leave the same shingle in the index from both; and of neighbouring windows
 * most keep the same one, two in five words.  The index says only which bodies are
 * worth reading again; the words themselves decide. */
#include "config.h"

#include "moot/search/quotes.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "quotes_priv.h"

_Static_assert((int)QUOTE_COMMON_BODIES == (int)SAME_MAX, "what a table keeps under one hash");

struct quote_index *quote_index_new(const struct library *lib)
{
	struct quote_index *qi = xcalloc(1, sizeof *qi);

	qi->lib = lib;
	return qi;
}

void quote_index_free(struct quote_index *qi)
{
	if (!qi)
		return;
	if (qi->reading)
		quotes_body_close(&qi->body);
	multi_release(&qi->samples);
	free(qi);
}

size_t quote_index_size_bytes(const struct quote_index *qi)
{
	return sizeof *qi + multi_size_bytes(&qi->samples);
}

static struct span body_text(const struct library *lib, uint32_t id, enum body_type *type)
{
	if (id & BODY_OF_POST) {
		const struct post_row *post = library_post(lib, id & ~BODY_OF_POST);

		*type = (enum body_type)post->body_type;
		return library_text(lib, post->body);
	}
	*type = (enum body_type)library_comment(lib, id)->body_type;
	return library_text(lib, library_comment(lib, id)->body);
}

void quotes_body_open(struct body *b, const struct library *lib, uint32_t id)
{
	enum body_type type;
	struct span text = body_text(lib, id, &type);

	*b = (struct body){ .words = { 0 } };
	body_words_open(&b->reader, text, type);
	words_reserve(&b->words, text.len / SHORTEST_WORD_BYTES);
}

bool quotes_body_step(struct body *b, size_t *left)
{
	return body_words_step(&b->reader, &b->words, left);
}

void quotes_body_close(struct body *b)
{
	words_release(&b->words);
	body_words_close(&b->reader);
}

enum { WINDOW_SHINGLES = QUOTE_MIN_WORDS - SHINGLE_WORDS + 1 };

/* The place of the smallest shingle of the window that begins at word i. */
static size_t smallest(const struct word *words, size_t i, uint32_t *hash)
{
	size_t at = i;

	*hash = shingle_hash(words + i);
	for (size_t k = i + 1; k < i + WINDOW_SHINGLES; k++) {
		uint32_t other = shingle_hash(words + k);

		if (other <= *hash) {
			*hash = other;
			at = k;
		}
	}
	return at;
}

bool quotes_each_sample(const struct words *w, struct sampler *s, size_t *left, sample_fn *sample,
    void *context)
{
	for (; s->at + QUOTE_MIN_WORDS <= w->len; s->at++) {
		uint32_t hash;
		size_t at = smallest(w->at, s->at, &hash);

		if (!*left)
			return false;
		spend(left, WORD_BYTES);
		if (at != s->last)
			sample(context, hash);
		s->last = at;
	}
	return true;
}

static void add_sample(void *context, uint32_t hash)
{
	struct quote_index *qi = context;

	multi_add(&qi->samples, hash, qi->reading);
}

/* The next body that was not read; 0 when there is none. */
static uint32_t next_body(struct quote_index *qi)
{
	if (qi->posts_read < library_post_count(qi->lib) && qi->posts_read + 1 < BODY_OF_POST)
		return ++qi->posts_read | BODY_OF_POST;
	if (qi->comments_read < library_comment_count(qi->lib) &&
	    qi->comments_read + 1 < BODY_OF_POST)
		return ++qi->comments_read;
	return 0;
}

enum { SLICE_BYTES = 12 << 10 }; /* of a body at once, parsing and sampling together */

/* Some of the body at hand.  Returns the bytes of it, about. */
static size_t read_some(struct quote_index *qi)
{
	size_t left = SLICE_BYTES;

	if (!quotes_body_step(&qi->body, &left) ||
	    !quotes_each_sample(&qi->body.words, &qi->sampler, &left, add_sample, qi))
		return SLICE_BYTES / 3;
	quotes_body_close(&qi->body);
	qi->reading = 0;
	return (SLICE_BYTES - left) / 3 + 1;
}

static bool open_next(struct quote_index *qi)
{
	qi->reading = next_body(qi);
	if (!qi->reading)
		return false;
	quotes_body_open(&qi->body, qi->lib, qi->reading);
	qi->sampler = (struct sampler)SAMPLER_INIT;
	return true;
}

bool quote_index_step(struct quote_index *qi, size_t budget_bytes)
{
	size_t done = 0;

	while (done < budget_bytes) {
		if (!qi->reading && !open_next(qi))
			return false;
		done += read_some(qi);
	}
	return true;
}
