/* The samples of a body lead to those that may share a passage with it; these are read, and
 * their words looked up among its own.
 */
#include "config.h"

#include "moot/search/quotes.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "quotes_priv.h"

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
	size_t found = multi_find(&a->qi->samples, hash, ids);

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

/* The passages of one body.  What is to be done next is a stage, which says when it is done
 * and which one comes then. */
struct quotes_search {
	struct asking asking;
	struct body mine, theirs;
	struct sampler sampler;
	struct multi index;   /* of my words */
	size_t index_at;
	size_t asked;         /* of asking.ids, the one at hand */
	size_t at, floor;     /* words of theirs */
	struct quotes out;
	bool (*stage)(struct quotes_search *s, size_t *left); /* NULL: all is done */
};

static void add_quote(struct quotes_search *s, struct run run)
{
	const struct word *here = s->mine.words.at + run.other;
	const struct word *there = s->theirs.words.at + run.at;
	const struct library *lib = s->asking.qi->lib;
	uint32_t id = s->asking.ids[s->asked];
	struct quotes *out = &s->out;

	ARRAY_GROW(out->at, out->len, out->cap);
	out->at[out->len++] = (struct quote){
		here[0].start, here[run.len - 1].end,
		post_of(lib, id), id & BODY_OF_POST ? 0 : id,
		there[0].start, there[run.len - 1].end,
		(uint32_t)words_weight(here, run.len),
	};
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

/* ---- in slices ---- */

static bool read_theirs(struct quotes_search *s, size_t *left);

static void open_theirs(struct quotes_search *s)
{
	if (s->asked == s->asking.count) {
		if (s->out.len)
			qsort(s->out.at, s->out.len, sizeof *s->out.at, compare_quotes);
		s->stage = NULL;
		return;
	}
	quotes_body_open(&s->theirs, s->asking.qi->lib, s->asking.ids[s->asked]);
	s->at = s->floor = 0;
	s->stage = read_theirs;
}

/* Their words are looked up among mine. */
static void compare_at(struct quotes_search *s)
{
	const struct words *theirs = &s->theirs.words;
	struct run runs[SAME_MAX], best = { 0 };
	size_t count = runs_at(&s->index, &s->mine.words, theirs->at, s->at, s->floor,
	    theirs->len, runs);

	for (size_t i = 0; i < count; i++)
		if (runs[i].len > best.len)
			best = runs[i];
	s->floor = s->at + 1;
	s->at = after_runs(runs, count, s->at);
	if (words_weight(theirs->at + best.at, best.len) >= QUOTE_MIN_WORDS) {
		add_quote(s, best);
		s->floor = s->at = best.at + best.len;
	}
}

static bool compare(struct quotes_search *s, size_t *left)
{
	while (s->at + SHINGLE_WORDS <= s->theirs.words.len) {
		size_t at = s->at;

		if (!*left)
			return false;
		compare_at(s);
		spend(left, (s->at - at) * WORD_BYTES);
	}
	quotes_body_close(&s->theirs);
	s->asked++;
	open_theirs(s);
	return true;
}

static bool read_theirs(struct quotes_search *s, size_t *left)
{
	if (!quotes_body_step(&s->theirs, left))
		return false;
	s->stage = compare;
	return true;
}

static bool index_mine(struct quotes_search *s, size_t *left)
{
	const struct words *mine = &s->mine.words;

	while (s->index_at + SHINGLE_WORDS <= mine->len) {
		size_t count = *left / WORD_BYTES + 1, end;

		if (!*left)
			return false;
		if (count > mine->len - s->index_at)
			count = mine->len - s->index_at;
		end = s->index_at + count + SHINGLE_WORDS - 1;
		shingles_add(&s->index, mine->at, s->index_at, end < mine->len ? end : mine->len);
		spend(left, count * WORD_BYTES);
		s->index_at += count;
	}
	open_theirs(s);
	return true;
}

static bool ask(struct quotes_search *s, size_t *left)
{
	if (!quotes_each_sample(&s->mine.words, &s->sampler, left, ask_sample, &s->asking))
		return false;
	if (s->asking.count == 0)
		s->index_at = s->mine.words.len; /* nobody asks for it */
	s->stage = index_mine;
	return true;
}

static bool read_mine(struct quotes_search *s, size_t *left)
{
	if (!quotes_body_step(&s->mine, left))
		return false;
	s->stage = ask;
	return true;
}

struct quotes_search *quotes_begin(const struct quote_index *qi, post_id post, comment_id comment,
    bool all)
{
	struct quotes_search *s = xcalloc(1, sizeof *s);

	s->asking = (struct asking){ .qi = qi, .post = post, .all = all };
	quotes_body_open(&s->mine, qi->lib, comment ? comment : post | BODY_OF_POST);
	s->sampler = (struct sampler)SAMPLER_INIT;
	s->stage = read_mine;
	return s;
}

bool quotes_step(struct quotes_search *s, size_t bytes)
{
	size_t left = bytes;

	while (s->stage && s->stage(s, &left))
		continue;
	return s->stage != NULL;
}

void quotes_give_up(struct quotes_search *s)
{
	if (!s)
		return;
	quotes_body_close(&s->mine);
	quotes_body_close(&s->theirs);
	multi_release(&s->index);
	free(s->out.at);
	free(s);
}

size_t quotes_end(struct quotes_search *s, struct quote **quotes)
{
	size_t count = s->out.len;

	*quotes = s->out.at;
	s->out.at = NULL;
	quotes_give_up(s);
	return count;
}

size_t quotes_of(const struct quote_index *qi, post_id post, comment_id comment, bool all,
    struct quote **quotes)
{
	struct quotes_search *s = quotes_begin(qi, post, comment, all);

	quotes_step(s, SIZE_MAX);
	return quotes_end(s, quotes);
}
