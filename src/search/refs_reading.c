/* The bodies of a thread are read in the order in which they were written.  What each
 * quotes is looked up among the words of those before it; then its own words, but for
 * those that it quotes, are added to them: so a passage that goes from hand to hand is
 * always of the one who wrote it.  The other references are read word by word.
 *
 * All that goes in slices, however long a body is: what is to be done next is a stage,
 * which says when it has been done and which stage comes then.
 */
#include "config.h"

#include "moot/search/refs.h"

#include <stdlib.h>
#include <string.h>

#include "body_words.h"
#include "moot/base/xalloc.h"
#include "refs_priv.h"

struct refs_search;

/* Does some of it; true: all. */
typedef bool stage_fn(struct refs_search *rs, size_t *left);

struct refs_search {
	struct refs *out;
	const struct library *lib;
	struct crowd crowd;
	uint32_t next;             /* who is read next, of those that take part */
	stage_fn *stage;           /* NULL: all is done */
	struct written written;
	struct guesses guesses;

	/* The body at hand. */
	struct body_words body;
	const struct member *member; /* NULL: the post */
	size_t first_word, first_ref;
	struct passages passages;
	size_t passage;              /* the one at hand; after the last, the rest is */
	struct quoted quoted;
	struct ref_target targets[REF_MAX_TARGETS]; /* of the passage at hand */
	uint32_t target_count;
	struct scan scan;
	size_t scan_at, scan_to;     /* words in which references are looked for */
	size_t index_at, index_to;   /* words that are added to the index */
};

static void add_ref(struct refs *r, struct ref ref, const struct ref_target *targets)
{
	struct ref_target *kept = arena_alloc(&r->targets, ref.target_count * sizeof *kept);

	memcpy(kept, targets, ref.target_count * sizeof *kept);
	ref.targets = kept;
	ARRAY_GROW(r->refs, r->len, r->cap);
	r->refs[r->len++] = ref;
}

static void add_sight(struct refs_search *rs, const struct sight *sight)
{
	struct ref_target targets[REF_MAX_TARGETS];

	for (uint32_t i = 0; i < sight->candidates.count; i++) {
		uint32_t place = sight->candidates.places[i];

		targets[i] = (struct ref_target){ rs->crowd.members[place].id, 0, 0 };
	}
	add_ref(rs->out,
	    (struct ref){ rs->member->id, sight->start, sight->end, NULL,
		sight->candidates.count, (uint8_t)sight->kind, sight->times_unknown },
	    targets);
}

/* ---- from body to body ---- */

static stage_fn read_words;

static void open_body(struct refs_search *rs, comment_id comment, text_ref body, uint8_t type)
{
	struct written *w = &rs->written;

	body_words_open(&rs->body, library_text(rs->lib, body), (enum body_type)type);
	rs->first_word = w->words.len;
	rs->first_ref = rs->out->len;
	ARRAY_GROW(w->bodies, w->len, w->cap);
	w->bodies[w->len++] = (struct written_body){ comment, rs->first_word };
	rs->stage = read_words;
}

static void note_comment(struct refs *r, comment_id comment, size_t first)
{
	if (r->len == first)
		return;
	ARRAY_GROW(r->from, r->from_len, r->from_cap);
	r->from[r->from_len++] = (struct from_comment){ comment, first, r->len - first };
}

static void next_body(struct refs_search *rs)
{
	const struct crowd *c = &rs->crowd;
	const struct comment_row *row;

	if (rs->member)
		note_comment(rs->out, rs->member->id, rs->first_ref);
	body_words_close(&rs->body);
	while (rs->next < c->taking_part && !c->members[c->by_rank[rs->next]].has_text)
		rs->next++;
	if (rs->next == c->taking_part) {
		refs_sort(rs->out);
		rs->stage = NULL;
		return;
	}
	rs->member = &c->members[c->by_rank[rs->next++]];
	row = library_comment(rs->lib, rs->member->id);
	open_body(rs, rs->member->id, row->body, row->body_type);
}

/* ---- from passage to passage ---- */

static stage_fn find_passages, find_quoted, scan_words, index_words;

static bool is_last(const struct refs_search *rs)
{
	return rs->passage == rs->passages.len;
}

/* What is before the passage at hand is scanned and added to the index. */
static void take_words_before(struct refs_search *rs)
{
	rs->scan_to = is_last(rs) ? rs->scan.count : rs->passages.at[rs->passage].from;
	if (rs->scan.floor < rs->scan_at)
		rs->scan.floor = rs->scan_at;
	rs->stage = scan_words;
}

static void next_passage(struct refs_search *rs)
{
	const struct passage *p;

	rs->target_count = 0;
	if (is_last(rs)) {
		take_words_before(rs);
		return;
	}
	p = &rs->passages.at[rs->passage];
	quoted_begin(&rs->quoted, rs->first_word + p->from, rs->first_word + p->to);
	rs->stage = find_quoted;
}

static bool find_quoted(struct refs_search *rs, size_t *left)
{
	const struct passage *p = &rs->passages.at[rs->passage];

	if (!quoted_step(&rs->quoted, &rs->written, left))
		return false;
	rs->target_count = quoted_targets(&rs->quoted, &rs->written, rs->targets);
	if (rs->target_count || p->block) {
		take_words_before(rs);
		return true;
	}
	rs->passage++;
	next_passage(rs);
	return true;
}

/* What is quoted was found: the words of the passage are passed. */
static void take_passage(struct refs_search *rs)
{
	const struct passage *p = &rs->passages.at[rs->passage];

	rs->scan_at = p->to;
	if (rs->target_count)
		add_ref(rs->out,
		    (struct ref){ rs->member->id, p->start, p->end, NULL, rs->target_count,
			REF_QUOTE, false },
		    rs->targets);
	else
		rs->index_to = rs->index_at; /* nobody is quoted: the words are its own */
}

/* The references of the words before the passage that are not quotes, then its own. */
static bool scan_words(struct refs_search *rs, size_t *left)
{
	struct sight sight;

	while (rs->scan_at < rs->scan_to) {
		if (!*left)
			return false;
		spend(left, WORD_BYTES);
		if (scan_at(&rs->scan, rs->scan_at, &sight)) {
			add_sight(rs, &sight);
			rs->scan_at = rs->scan.floor = sight.next;
		} else {
			rs->scan_at++;
		}
	}
	rs->index_to = rs->first_word + rs->scan_to;
	rs->stage = index_words;
	if (!is_last(rs))
		take_passage(rs);
	return true;
}

static bool index_words(struct refs_search *rs, size_t *left)
{
	while (rs->index_at + SHINGLE_WORDS <= rs->index_to) {
		size_t count = *left / WORD_BYTES + 1, end;

		if (!*left)
			return false;
		if (count > rs->index_to - rs->index_at)
			count = rs->index_to - rs->index_at;
		end = rs->index_at + count + SHINGLE_WORDS - 1;
		shingles_add(&rs->written.index, rs->written.words.at, rs->index_at,
		    end < rs->index_to ? end : rs->index_to);
		spend(left, count * WORD_BYTES);
		rs->index_at += count;
	}
	if (!rs->member || is_last(rs)) {
		next_body(rs);
		return true;
	}
	if (rs->target_count)
		rs->index_at = rs->first_word + rs->passages.at[rs->passage].to;
	rs->passage++;
	next_passage(rs);
	return true;
}

static bool find_passages(struct refs_search *rs, size_t *left)
{
	if (!passages_step(&rs->passages, left))
		return false;
	rs->passage = 0;
	next_passage(rs);
	return true;
}

static bool read_words(struct refs_search *rs, size_t *left)
{
	struct words *words = &rs->written.words;
	size_t count;

	if (!body_words_step(&rs->body, words, left))
		return false;
	count = words->len - rs->first_word;
	words_add_border(words);
	rs->index_at = rs->first_word;
	rs->index_to = rs->first_word + count;
	rs->stage = index_words;
	if (!rs->member)
		return true;
	rs->scan = (struct scan){ &rs->crowd, &rs->guesses, 0, safe_span(doc_text(rs->body.doc)),
		words->at + rs->first_word, count, 0 };
	rs->scan.me = (uint32_t)(rs->member - rs->crowd.members);
	rs->scan_at = 0;
	passages_begin(&rs->passages, rs->body.doc, rs->scan.words, count);
	rs->stage = find_passages;
	return true;
}

/* ---- all of it ---- */

static size_t text_bytes(const struct crowd *c)
{
	size_t bytes = 0;

	for (uint32_t i = 0; i < c->taking_part; i++) {
		const struct member *m = &c->members[c->by_rank[i]];

		if (m->has_text)
			bytes += library_text(c->lib, library_comment(c->lib, m->id)->body).len;
	}
	return bytes;
}

struct refs_search *refs_begin(const struct library *lib, post_id post, bool all)
{
	struct refs_search *rs = xcalloc(1, sizeof *rs);
	const struct post_row *row = library_post(lib, post);

	rs->out = xcalloc(1, sizeof *rs->out);
	rs->lib = lib;
	crowd_init(&rs->crowd, lib, post, all);
	words_reserve(&rs->written.words, (text_bytes(&rs->crowd) +
	    library_text(lib, row->body).len) / SHORTEST_WORD_BYTES);
	open_body(rs, 0, row->body, row->body_type);
	return rs;
}

bool refs_step(struct refs_search *rs, size_t bytes)
{
	size_t left = bytes;

	while (rs->stage && rs->stage(rs, &left))
		continue;
	return rs->stage != NULL;
}

struct refs *refs_end(struct refs_search *rs)
{
	struct refs *out = rs->out;

	rs->out = NULL;
	refs_give_up(rs);
	return out;
}

void refs_give_up(struct refs_search *rs)
{
	if (!rs)
		return;
	body_words_close(&rs->body);
	free(rs->passages.at);
	written_release(&rs->written);
	crowd_release(&rs->crowd);
	refs_free(rs->out);
	free(rs);
}

struct refs *refs_of_post(const struct library *lib, post_id post, bool all)
{
	struct refs_search *rs = refs_begin(lib, post, all);

	refs_step(rs, SIZE_MAX);
	return refs_end(rs);
}
