/* Winnowing: of every four shingles in a row the one with the smallest hash is kept.
 * Four shingles of five words are eight words, so eight words that two bodies have in
 * common leave the same shingle in the index from both; and of neighbouring windows
 * most keep the same one, two in five words.  The index says only which bodies are
 * worth reading again; the words themselves decide.
 *
 * The index is many small tables, chosen by the high bits of the hash, so that no step
 * has to move more than one of them when it grows. */
#include "config.h"

#include "moot/search/quotes.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "moot/doc/doc.h"
#include "words_priv.h"

enum {
	WINDOW_SHINGLES = QUOTE_MIN_WORDS - SHINGLE_WORDS + 1,
	TABLES = 256,
	TABLE_SHIFT = 24,
};

_Static_assert((int)QUOTE_COMMON_BODIES == (int)SAME_MAX, "what a table keeps under one hash");

/* A comment's id, or a post's with this bit. */
#define BODY_OF_POST (UINT32_C(1) << 31)

struct quote_index {
	const struct library *lib;
	post_id posts_read;
	comment_id comments_read;
	struct multi tables[TABLES];
};

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
	for (size_t i = 0; i < TABLES; i++)
		multi_release(&qi->tables[i]);
	free(qi);
}

size_t quote_index_size_bytes(const struct quote_index *qi)
{
	size_t size = sizeof *qi;

	for (size_t i = 0; i < TABLES; i++)
		size += qi->tables[i].cap * sizeof *qi->tables[i].slots;
	return size;
}

/* A body's words, and the doc whose text they are places of. */
struct body {
	struct doc *doc;
	struct words words;
};

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

static void body_open(struct body *b, const struct library *lib, uint32_t id)
{
	enum body_type type;
	struct span text = body_text(lib, id, &type);

	*b = (struct body){ .doc = doc_parse(text, type, SPAN_NONE) };
	words_add(&b->words, safe_span(doc_text(b->doc)));
}

static void body_close(struct body *b)
{
	words_release(&b->words);
	doc_free(b->doc);
}

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

typedef void sample_fn(void *context, uint32_t hash);

static void each_sample(const struct words *w, sample_fn *sample, void *context)
{
	size_t last = SIZE_MAX;

	for (size_t i = 0; i + QUOTE_MIN_WORDS <= w->len; i++) {
		uint32_t hash;
		size_t at = smallest(w->at, i, &hash);

		if (at != last)
			sample(context, hash);
		last = at;
	}
}

struct adding {
	struct quote_index *qi;
	uint32_t id;
};

static void add_sample(void *context, uint32_t hash)
{
	struct adding *a = context;

	multi_add(&a->qi->tables[hash >> TABLE_SHIFT], hash, a->id);
}

/* Returns the bytes read. */
static size_t read_body(struct quote_index *qi, uint32_t id)
{
	enum body_type type;
	struct span text = body_text(qi->lib, id, &type);
	struct adding adding = { qi, id };
	struct body b;

	if (text.len == 0)
		return 1;
	body_open(&b, qi->lib, id);
	each_sample(&b.words, add_sample, &adding);
	body_close(&b);
	return text.len;
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

bool quote_index_step(struct quote_index *qi, size_t budget_bytes)
{
	size_t done = 0;
	uint32_t id;

	while (done < budget_bytes) {
		if (!(id = next_body(qi)))
			return false;
		done += read_body(qi, id);
	}
	return true;
}

/* The bodies that may share a passage with the one asked about. */
struct asking {
	const struct quote_index *qi;
	post_id post;
	bool all;
	uint32_t ids[QUOTE_MAX_COMPARED];
	size_t count;
};

static post_id post_of(const struct library *lib, uint32_t id)
{
	return id & BODY_OF_POST ? id & ~BODY_OF_POST : library_comment(lib, id)->post;
}

static bool is_shown(const struct library *lib, uint32_t id, bool all)
{
	const struct comment_row *row;

	if (id & BODY_OF_POST)
		return library_post_visible(lib, id & ~BODY_OF_POST, all);
	row = library_comment(lib, id);
	return !row->absorbed && row->post && (all || row->state == COMMENT_SHOWN) &&
	    library_comment_visible(lib, id, all) && library_post_visible(lib, row->post, all);
}

static void ask_sample(void *context, uint32_t hash)
{
	struct asking *a = context;
	uint32_t ids[SAME_MAX];
	size_t found = multi_find(&a->qi->tables[hash >> TABLE_SHIFT], hash, ids);

	if (found == SAME_MAX)
		return;
	for (size_t i = 0; i < found && a->count < QUOTE_MAX_COMPARED; i++) {
		size_t known = 0;

		while (known < a->count && a->ids[known] != ids[i])
			known++;
		if (known == a->count && post_of(a->qi->lib, ids[i]) != a->post &&
		    is_shown(a->qi->lib, ids[i], a->all))
			a->ids[a->count++] = ids[i];
	}
}

struct quotes {
	struct quote *at;
	size_t len, cap;
};

static void add_quote(struct quotes *out, const struct body *mine, const struct body *theirs,
    const struct asking *a, uint32_t id, struct run run)
{
	const struct word *here = mine->words.at + run.other, *there = theirs->words.at + run.at;

	ARRAY_GROW(out->at, out->len, out->cap);
	out->at[out->len++] = (struct quote){
		here[0].start, here[run.len - 1].end,
		post_of(a->qi->lib, id), id & BODY_OF_POST ? 0 : id,
		there[0].start, there[run.len - 1].end,
		(uint32_t)words_weight(here, run.len),
	};
}

/* Their words are looked up among mine. */
static void compare(struct quotes *out, const struct body *mine, const struct multi *index,
    const struct asking *a, uint32_t id)
{
	struct run runs[SAME_MAX];
	struct body theirs;
	size_t at = 0, floor = 0;

	body_open(&theirs, a->qi->lib, id);
	while (at + SHINGLE_WORDS <= theirs.words.len) {
		size_t count = runs_at(index, &mine->words, theirs.words.at, at, floor,
		    theirs.words.len, runs);
		struct run best = { 0 };

		for (size_t i = 0; i < count; i++)
			if (runs[i].len > best.len)
				best = runs[i];
		floor = at + 1;
		at = after_runs(runs, count, at);
		if (words_weight(theirs.words.at + best.at, best.len) >= QUOTE_MIN_WORDS) {
			add_quote(out, mine, &theirs, a, id, best);
			floor = at = best.at + best.len;
		}
	}
	body_close(&theirs);
}

static int compare_quotes(const void *a, const void *b)
{
	const struct quote *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->words != y->words)
		return x->words > y->words ? -1 : 1;
	if (x->post != y->post)
		return x->post < y->post ? -1 : 1;
	if (x->comment != y->comment)
		return x->comment < y->comment ? -1 : 1;
	return (x->their_start > y->their_start) - (x->their_start < y->their_start);
}

size_t quotes_of(const struct quote_index *qi, post_id post, comment_id comment, bool all,
    struct quote **quotes)
{
	struct asking a = { .qi = qi, .post = post, .all = all };
	struct quotes out = { 0 };
	struct multi index = { 0 };
	struct body mine;

	body_open(&mine, qi->lib, comment ? comment : post | BODY_OF_POST);
	each_sample(&mine.words, ask_sample, &a);
	if (a.count)
		shingles_add(&index, mine.words.at, 0, mine.words.len);
	for (size_t i = 0; i < a.count; i++)
		compare(&out, &mine, &index, &a, a.ids[i]);
	if (out.len)
		qsort(out.at, out.len, sizeof *out.at, compare_quotes);
	multi_release(&index);
	body_close(&mine);
	*quotes = out.at;
	return out.len;
}
