/* The bodies of a thread are read in the order in which they were written.  What each
 * quotes is looked up among the words of those before it; then its own words, but for
 * those that it quotes, are added to them: so a passage that goes from hand to hand is
 * always of the one who wrote it.  The other references are read word by word. */
#include "config.h"

#include "moot/search/refs.h"

#include <stdlib.h>
#include <string.h>

#include "moot/base/arena.h"
#include "moot/base/xalloc.h"
#include "refs_priv.h"

/* The references in a comment are next to each other. */
struct from_comment {
	comment_id comment;
	size_t first, count;
};

struct refs {
	struct ref *refs; /* in the order in which they were written */
	size_t len, cap;
	const struct ref **by_target; /* in order of the first target, then as written */
	struct from_comment *from;    /* in order of the id */
	size_t from_len, from_cap;
	struct arena targets;
};

struct reading {
	struct refs *out;
	const struct library *lib;
	struct crowd crowd;
	struct written written;
	struct guesses guesses;
	struct passages passages; /* of the body at hand */
};

static void add_ref(struct refs *r, struct ref ref, const struct ref_target *targets)
{
	struct ref_target *kept = arena_alloc(&r->targets, ref.target_count * sizeof *kept);

	memcpy(kept, targets, ref.target_count * sizeof *kept);
	ref.targets = kept;
	ARRAY_GROW(r->refs, r->len, r->cap);
	r->refs[r->len++] = ref;
}

static void add_sight(struct reading *rd, comment_id from, const struct sight *sight)
{
	struct ref_target targets[REF_MAX_TARGETS];

	for (uint32_t i = 0; i < sight->candidates.count; i++) {
		uint32_t place = sight->candidates.places[i];

		targets[i] = (struct ref_target){ rd->crowd.members[place].id, 0, 0 };
	}
	add_ref(rd->out,
	    (struct ref){ from, sight->start, sight->end, NULL, sight->candidates.count,
		(uint8_t)sight->kind, sight->times_unknown },
	    targets);
}

/* The references of words [*, to) that are not quotes. */
static void read_words(struct reading *rd, struct scan *s, comment_id from, size_t at, size_t to)
{
	struct sight sight;

	if (s->floor < at)
		s->floor = at;
	while (at < to) {
		if (scan_at(s, at, &sight)) {
			add_sight(rd, from, &sight);
			at = s->floor = sight.next;
		} else {
			at++;
		}
	}
}

/* The passages of a body, and the words between them.  first: its first word. */
static void read_body(struct reading *rd, struct scan *s, comment_id from, size_t first)
{
	size_t at = 0, indexed = 0;

	for (size_t i = 0; i < rd->passages.len; i++) {
		const struct passage *p = &rd->passages.at[i];
		struct ref_target targets[REF_MAX_TARGETS];
		uint32_t count = find_quoted(&rd->written, first + p->from, first + p->to,
		    targets);

		if (count == 0 && !p->block)
			continue;
		read_words(rd, s, from, at, p->from);
		at = p->to;
		if (count == 0)
			continue;
		add_ref(rd->out,
		    (struct ref){ from, p->start, p->end, NULL, count, REF_QUOTE, false },
		    targets);
		shingles_add(&rd->written.index, rd->written.words.at, first + indexed,
		    first + p->from);
		indexed = p->to;
	}
	read_words(rd, s, from, at, s->count);
	shingles_add(&rd->written.index, rd->written.words.at, first + indexed, first + s->count);
}

/* Adds the words of a body as the last that was written; returns the first of them. */
static size_t write_body(struct reading *rd, comment_id comment, const struct doc *d)
{
	struct written *w = &rd->written;
	size_t first = w->words.len;

	ARRAY_GROW(w->bodies, w->len, w->cap);
	w->bodies[w->len++] = (struct written_body){ comment, first };
	words_add(&w->words, safe_span(doc_text(d)));
	return first;
}

static void note_comment(struct refs *r, comment_id comment, size_t first)
{
	if (r->len == first)
		return;
	ARRAY_GROW(r->from, r->from_len, r->from_cap);
	r->from[r->from_len++] = (struct from_comment){ comment, first, r->len - first };
}

static void read_comment(struct reading *rd, uint32_t place)
{
	const struct member *m = &rd->crowd.members[place];
	const struct comment_row *row = library_comment(rd->lib, m->id);
	struct doc *d = doc_parse(library_text(rd->lib, row->body), (enum body_type)row->body_type,
	    SPAN_NONE);
	size_t first_ref = rd->out->len, first = write_body(rd, m->id, d);
	struct scan s = { &rd->crowd, &rd->guesses, place, safe_span(doc_text(d)), NULL, 0, 0 };

	s.count = rd->written.words.len - first;
	words_add_border(&rd->written.words);
	s.words = rd->written.words.at + first;
	rd->passages.len = 0;
	passages_of(d, s.words, s.count, &rd->passages);
	read_body(rd, &s, m->id, first);
	note_comment(rd->out, m->id, first_ref);
	doc_free(d);
}

static void read_post(struct reading *rd, post_id post)
{
	const struct post_row *row = library_post(rd->lib, post);
	struct doc *d = doc_parse(library_text(rd->lib, row->body), (enum body_type)row->body_type,
	    SPAN_NONE);
	size_t first = write_body(rd, 0, d);

	shingles_add(&rd->written.index, rd->written.words.at, first, rd->written.words.len);
	words_add_border(&rd->written.words);
	doc_free(d);
}

static int compare_from(const void *a, const void *b)
{
	const struct from_comment *x = a, *y = b;

	return (x->comment > y->comment) - (x->comment < y->comment);
}

/* Rows of one target stay in their order, which is that of their addresses. */
static int compare_target(const void *a, const void *b)
{
	const struct ref *x = *(const struct ref *const *)a, *y = *(const struct ref *const *)b;

	if (x->targets->comment != y->targets->comment)
		return x->targets->comment < y->targets->comment ? -1 : 1;
	return (x > y) - (x < y);
}

static void sort_refs(struct refs *r)
{
	r->by_target = xreallocarray(NULL, r->len + 1, sizeof *r->by_target);
	for (size_t i = 0; i < r->len; i++)
		r->by_target[i] = &r->refs[i];
	qsort(r->by_target, r->len, sizeof *r->by_target, compare_target);
	if (r->from_len)
		qsort(r->from, r->from_len, sizeof *r->from, compare_from);
}

struct refs *refs_of_post(const struct library *lib, post_id post, bool all)
{
	struct refs *r = xcalloc(1, sizeof *r);
	struct reading *rd = xcalloc(1, sizeof *rd);

	rd->out = r;
	rd->lib = lib;
	crowd_init(&rd->crowd, lib, post, all);
	read_post(rd, post);
	for (uint32_t i = 0; i < rd->crowd.taking_part; i++)
		if (rd->crowd.members[rd->crowd.by_rank[i]].has_text)
			read_comment(rd, rd->crowd.by_rank[i]);
	sort_refs(r);
	free(rd->passages.at);
	written_release(&rd->written);
	crowd_release(&rd->crowd);
	free(rd);
	return r;
}

void refs_free(struct refs *r)
{
	if (!r)
		return;
	free(r->refs);
	free(r->by_target);
	free(r->from);
	arena_release(&r->targets);
	free(r);
}

const struct ref *refs_in(const struct refs *r, comment_id comment, size_t *count)
{
	struct from_comment key = { comment, 0, 0 };
	const struct from_comment *found = r->from_len ?
	    bsearch(&key, r->from, r->from_len, sizeof key, compare_from) : NULL;

	*count = found ? found->count : 0;
	return found ? r->refs + found->first : NULL;
}

/* The first row whose target is not below this. */
static size_t first_of_target(const struct refs *r, uint64_t comment)
{
	size_t from = 0, to = r->len;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (r->by_target[middle]->targets->comment < comment)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

const struct ref *const *refs_to(const struct refs *r, comment_id comment, size_t *count)
{
	size_t first = first_of_target(r, comment);

	*count = first_of_target(r, (uint64_t)comment + 1) - first;
	return r->by_target + first;
}
