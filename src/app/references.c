#include "config.h"

#include "app/references.h"

#include <stdlib.h>

#include "app/session.h"
#include "moot/base/xalloc.h"

enum {
	SLICE_BYTES = 6 << 10,   /* of texts, read between two looks at the clock */
	DEMAND_BYTES = 64 << 10, /* read before a key is answered */
};

void references_release(struct references *r)
{
	refs_free(r->refs);
	refs_give_up(r->finding);
	quotes_give_up(r->asking);
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

/* The links of the place have to be made anew. */
static void forget_links(struct references *r)
{
	quotes_give_up(r->asking);
	r->asking = NULL;
	r->place.post = r->body_of = r->marked.post = 0;
}

/* ---- within the post ---- */

static struct refs_of thread_now(const struct session *s)
{
	const struct outline *o = &s->thread.outline;

	return (struct refs_of){ s->thread.post, o->thread_hash, o->thread_len, s->loading };
}

static bool are_of(const struct refs_of *of, const struct session *s)
{
	struct refs_of now = thread_now(s);

	return of->post == now.post && of->thread_hash == now.thread_hash &&
	    of->thread_len == now.thread_len && (!of->unfinished || now.unfinished);
}

static bool refs_are_there(const struct session *s)
{
	return s->references.refs && are_of(&s->references.of, s);
}

/* True: they are there. */
static bool find_refs(struct session *s, size_t bytes)
{
	struct references *r = &s->references;

	if (refs_are_there(s))
		return true;
	if (!r->finding || !are_of(&r->finding_of, s)) {
		refs_give_up(r->finding);
		r->finding_of = thread_now(s);
		r->finding = refs_begin(s->lib, s->thread.post, s->opts.all);
	}
	if (refs_step(r->finding, bytes))
		return false;
	refs_free(r->refs);
	r->refs = refs_end(r->finding);
	r->of = r->finding_of;
	r->finding = NULL;
	r->refs_wanted = false;
	forget_links(r);
	return true;
}

static bool may_find_refs(const struct session *s)
{
	return s->thread.outline.count <= REFS_AT_ONCE || s->references.refs_wanted;
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
	forget_links(r);
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
		.refs_post = r->of.post,
		.quotes = quotes_are_read(s) ? r->quotes : NULL,
		.all = s->opts.all,
	};
}

/* True: the lists of a text are there. */
static bool make_lists(struct session *s, struct ref_list *to, struct ref_list *by,
    struct ref_place at)
{
	struct references *r = &s->references;
	struct ref_source src = known_source(s);

	if (!r->asking || !ref_place_eq(r->asking_at, at)) {
		quotes_give_up(r->asking);
		r->asking = ref_lists_begin(&src, at);
		r->asking_at = at;
	}
	if (r->asking && quotes_step(r->asking, SLICE_BYTES))
		return false;
	ref_lists_end(to, by, &src, at, r->asking);
	r->asking = NULL;
	return true;
}

/* First what the post's body refers to, which is marked in it. */
static void find_links(struct session *s, bool *changed)
{
	struct references *r = &s->references;
	struct ref_place body = { s->body.post, 0 }, here = references_place(s);

	if (r->body_of != body.post) {
		if (!make_lists(s, &r->body, NULL, body))
			return;
		r->body_of = body.post;
		r->marked.post = 0;
	} else if (make_lists(s, &r->to, &r->by, here)) {
		r->place = here;
	} else {
		return;
	}
	*changed = true;
}

bool references_step(struct session *s, bool *changed)
{
	struct references *r = &s->references;

	if ((s->loading && !r->refs_wanted) || !s->body.post)
		return false;
	if (!refs_are_there(s) && may_find_refs(s)) {
		if (find_refs(s, SLICE_BYTES)) {
			answer_waiting(s);
			*changed = true;
		}
	} else if (s->loading) {
		return false;
	} else if (r->body_of != s->body.post || !ref_place_eq(r->place, references_place(s))) {
		find_links(s, changed);
	} else if (!quotes_are_read(s) && may_read_quotes(s)) {
		read_quotes(s, changed);
	} else {
		return false;
	}
	return true;
}

static void wait_for(struct session *s, const char *command)
{
	s->references.waiting = command_find(span_str(command));
	s->references.waiting_at = references_place(s);
}

bool references_demand(struct session *s, const char *command, struct ref_source *src)
{
	bool found = find_refs(s, DEMAND_BYTES);

	if (!found) {
		s->references.refs_wanted = true;
		wait_for(s, command);
		session_say(s, "reading the thread for references (C-c stops)");
	}
	*src = known_source(s);
	return found;
}

bool references_wait(struct session *s, const char *command)
{
	struct references *r = &s->references;

	if (quotes_are_read(s))
		return false;
	r->wanted = true;
	r->stopped = false;
	wait_for(s, command);
	return true;
}

bool references_stop(struct session *s)
{
	struct references *r = &s->references;

	if (r->refs_wanted && r->finding) {
		refs_give_up(r->finding);
		r->finding = NULL;
		r->refs_wanted = false;
		r->waiting = NULL;
		return true;
	}
	if ((s->loading && !s->stopped) || quotes_are_read(s) || !may_read_quotes(s))
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

static void mark_text(struct session *s, struct ref_place at)
{
	struct references *r = &s->references;

	r->marks.count = 0;
	if (at.comment)
		mark_refs(s, at.comment);
	else if (r->body_of == at.post)
		mark_body(s);
	r->marks.ranges = r->ranges;
	r->marked = at;
}

void references_text_read(struct session *s)
{
	s->references.marked.post = 0;
}

/* Asked for with each row of a text. */
struct marks references_marks(struct session *s, comment_id comment, struct marks hits)
{
	struct references *r = &s->references;
	struct ref_place at = { s->body.post, comment };
	const struct refs *by = refs_are_there(s) ? r->refs : NULL;

	if (!ref_place_eq(r->marked, at) || r->marked_by != by)
		mark_text(s, at);
	r->marked_by = by;
	hits.under = &r->marks;
	return hits;
}
