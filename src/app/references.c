#include "config.h"

#include "app/references.h"

#include <stdlib.h>

#include "app/session.h"
#include "moot/base/xalloc.h"

enum { SLICE_BYTES = 16 << 10 }; /* of texts, read between two looks at the clock */

void references_release(struct references *r)
{
	refs_free(r->refs);
	quote_index_free(r->quotes);
	ref_list_release(&r->to);
	ref_list_release(&r->by);
	ref_list_release(&r->body);
	ref_list_release(&r->page_to);
	ref_list_release(&r->page_by);
	ref_walk_release(&r->walk);
	free(r->ranges);
}

struct ref_place references_place(const struct session *s)
{
	return (struct ref_place){ s->body.post, session_comment(s) };
}

uint32_t references_top_byte(const struct session *s)
{
	return session_comment(s) ? thread_top_byte(&s->thread) : post_body_top_byte(&s->body);
}

/* ---- within the post ---- */

static bool refs_are_there(const struct session *s)
{
	const struct references *r = &s->references;
	const struct outline *o = &s->thread.outline;

	return r->refs && r->post == s->thread.post && r->thread_hash == o->thread_hash &&
	    r->thread_len == o->thread_len && (!r->unfinished || s->loading);
}

static void find_refs(struct session *s)
{
	struct references *r = &s->references;

	refs_free(r->refs);
	r->refs = refs_of_post(s->lib, s->thread.post, s->opts.all);
	r->post = s->thread.post;
	r->thread_hash = s->thread.outline.thread_hash;
	r->thread_len = s->thread.outline.thread_len;
	r->unfinished = s->loading;
	r->place.post = 0;
}

/* ---- passages in other posts ---- */

static uint64_t row_count(const struct session *s)
{
	return (uint64_t)library_post_count(s->lib) + library_comment_count(s->lib);
}

static bool quotes_are_read(const struct session *s)
{
	return library_post_count(s->lib) < 2 || s->references.rows_read == row_count(s);
}

static bool may_read_quotes(const struct session *s)
{
	const struct references *r = &s->references;

	return !r->stopped && (r->wanted || row_count(s) <= QUOTES_AT_ONCE);
}

/* What was asked for before there was an answer is done now, if the user still waits. */
static void answer_waiting(struct session *s)
{
	struct references *r = &s->references;
	const struct command *command = r->waiting;

	r->waiting = NULL;
	if (!command || s->page || s->prompting || s->question.keys ||
	    !ref_place_eq(references_place(s), r->waiting_at))
		return;
	buf_clear(&s->message);
	session_run(s, command, &(struct call){ .count = 1, .argument = "" });
}

static void read_quotes(struct session *s, bool *changed)
{
	struct references *r = &s->references;

	if (!r->quotes)
		r->quotes = quote_index_new(s->lib);
	if (quote_index_step(r->quotes, SLICE_BYTES))
		return;
	r->rows_read = row_count(s);
	r->place.post = 0;
	answer_waiting(s);
	*changed = true;
}

/* ---- the place that is shown ---- */

static struct ref_source known_source(const struct session *s)
{
	const struct references *r = &s->references;

	return (struct ref_source){
		.lib = s->lib,
		.refs = refs_are_there(s) ? r->refs : NULL,
		.refs_post = r->post,
		.quotes = quotes_are_read(s) ? r->quotes : NULL,
		.all = s->opts.all,
	};
}

static void find_links(struct session *s)
{
	struct references *r = &s->references;
	struct ref_source src = known_source(s);
	struct ref_place body = { s->body.post, 0 };

	if (r->place.post != body.post)
		ref_lists_make(&r->body, NULL, &src, body);
	r->place = references_place(s);
	ref_lists_make(&r->to, &r->by, &src, r->place);
}

bool references_step(struct session *s, bool *changed)
{
	struct references *r = &s->references;

	if (s->loading || !s->body.post)
		return false;
	if (!refs_are_there(s) && s->thread.outline.count <= REFS_AT_ONCE) {
		find_refs(s);
	} else if (!ref_place_eq(r->place, references_place(s))) {
		find_links(s);
		*changed = true;
	} else if (!quotes_are_read(s) && may_read_quotes(s)) {
		read_quotes(s, changed);
	} else {
		return false;
	}
	return true;
}

struct ref_source references_demand(struct session *s)
{
	if (!refs_are_there(s))
		find_refs(s);
	return known_source(s);
}

bool references_wait(struct session *s, const char *command)
{
	struct references *r = &s->references;

	if (quotes_are_read(s))
		return false;
	r->wanted = true;
	r->stopped = false;
	r->waiting = command_find(span_str(command));
	r->waiting_at = references_place(s);
	return true;
}

bool references_stop(struct session *s)
{
	struct references *r = &s->references;

	if (s->loading || quotes_are_read(s) || !may_read_quotes(s))
		return false;
	r->stopped = true;
	r->waiting = NULL;
	return true;
}

/* ---- what is marked ---- */

/* Ranges come in order of their start; what overlaps the one before is cut. */
static void add_range(struct references *r, uint32_t start, uint32_t end, enum face face)
{
	size_t count = r->marks.count;

	if (count && r->ranges[count - 1].end > start)
		start = r->ranges[count - 1].end;
	if (start >= end)
		return;
	ARRAY_GROW(r->ranges, count, r->range_cap);
	r->ranges[count] = (struct mark_range){ start, end, false, face };
	r->marks.count++;
}

/* Of a passage, the first word is marked like any reference, all of it as quoted: the
 * marks of a reference, on many lines, would be hard to read. */
static void add_passage(struct session *s, comment_id comment, uint32_t start, uint32_t end)
{
	struct span text = safe_span(doc_text(bodies_doc_so_far(s->bodies, s->body.post, comment)));
	uint32_t word_end = start;

	while (word_end < end && word_end < text.len && !ascii_is_space(text.p[word_end]))
		word_end++;
	add_range(&s->references, start, word_end, FACE_REF);
	add_range(&s->references, word_end, end, FACE_QUOTE);
}

const struct ref *references_in(const struct session *s, comment_id comment, size_t *count)
{
	*count = 0;
	return refs_are_there(s) ? refs_in(s->references.refs, comment, count) : NULL;
}

static void mark_refs(struct session *s, comment_id comment)
{
	size_t count;
	const struct ref *refs = references_in(s, comment, &count);

	for (size_t i = 0; i < count; i++)
		if (ref_is_sure(&refs[i]) && refs[i].kind == REF_QUOTE)
			add_passage(s, comment, refs[i].start, refs[i].end);
		else if (ref_is_sure(&refs[i]))
			add_range(&s->references, refs[i].start, refs[i].end, FACE_REF);
}

static void mark_body(struct session *s)
{
	const struct ref_list *l = &s->references.body;

	for (size_t i = 0; i < l->count; i++)
		add_passage(s, 0, l->links[i].start, l->links[i].end);
}

struct marks references_marks(struct session *s, comment_id comment, struct marks hits)
{
	struct references *r = &s->references;

	r->marks.count = 0;
	if (comment)
		mark_refs(s, comment);
	else if (r->place.post == s->body.post)
		mark_body(s);
	r->marks.ranges = r->ranges;
	hits.under = &r->marks;
	return hits;
}
