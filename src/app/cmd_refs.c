/* Going to what a text refers to, and to who refers to it. */
#include "config.h"

#include "app/commands_priv.h"
#include "app/session.h"
#include "moot/view/names.h"

enum { TEXT_MAX_COLS = 30, SNIPPET_MAX_COLS = 60, SNIPPET_MAX_BYTES = 400 };

static bool go_to(struct session *s, const struct ref_link *link)
{
	struct ref_place to = link->other;
	uint32_t item;
	size_t place;

	if (!post_list_find(&s->list, to.post, &place)) {
		session_complain(s, "the post that is meant is not in the list");
		return false;
	}
	post_list_go(&s->list, place);
	session_show_post(s);
	session_focus(s, to.comment ? PANE_THREAD : PANE_BODY);
	if (!to.comment) {
		post_body_reveal(&s->body, link->other_start);
		return true;
	}
	item = outline_find(&s->thread.outline, s->lib, to.comment);
	if (item == NO_ITEM) {
		session_complain(s, "the comment that is meant is not shown");
		return false;
	}
	if (link->other_end)
		thread_go_text(&s->thread, item, link->other_start);
	else
		thread_go(&s->thread, item);
	return true;
}

/* "comment 4 of 61" */
static void add_position(const struct session *s, struct buf *out)
{
	const struct outline *o = &s->thread.outline;

	if (session_comment(s))
		buf_addf(out, ", comment %u of %u", outline_nth(o, s->thread.cursor),
		    outline_comments(o));
}

/* ", 08:43": the clock time that a reference named. */
static void add_clock(const struct session *s, const struct ref_link *link, struct buf *out)
{
	struct date d;

	if (link->kind != REF_TIME || link->times_unknown || !link->other.comment)
		return;
	d = library_comment(s->lib, link->other.comment)->published;
	if (d.precision > DATE_DAY)
		buf_addf(out, ", %02d:%02d", date_fields(d).hour, date_fields(d).minute);
}

/* What was gone to and why, after "anon 8.43: " */
static void say_where(struct session *s, const struct ref_walk *w, struct buf *words)
{
	const struct ref_link *link = &w->list.links[w->at];

	buf_add_str(words, ": ");
	if (link->times_unknown)
		buf_add_str(words, "times are unknown; a guess: ");
	references_add_place(s, link->other, words);
	add_clock(s, link, words);
	add_position(s, words);
	if (w->list.count > 1)
		buf_addf(words, "; r: the %s of %zu",
		    w->at + 1 < w->list.count ? "next" : "first", w->list.count);
	session_say(s, "%s", buf_str(words));
}

static void follow(struct session *s, const struct ref_link *link)
{
	struct ref_walk *w = &s->references.walk;
	struct buf words = BUF_INIT;

	if (link->kind == REF_QUOTE)
		buf_add_char(&words, '"');
	references_add_text(s, w->from, link->start, link->end, TEXT_MAX_COLS, &words);
	if (link->kind == REF_QUOTE)
		buf_add_char(&words, '"');
	if (go_to(s, link))
		say_where(s, w, &words);
	buf_release(&words);
}

static void say_waiting(struct session *s)
{
	session_say(s, "reading other posts for quotes (C-c stops)");
}

void cmd_reference(struct session *s, const struct call *call)
{
	struct ref_walk *w = &s->references.walk;
	struct ref_place here = references_place(s);
	struct visit from = session_here(s);
	const struct ref_link *link;
	struct ref_source src;

	if (!references_demand(s, "reference", &src))
		return;
	link = ref_walk_step(w, &src, here, references_top_byte(s),
	    call->has_count ? call->count : 0);
	if (link) {
		follow(s, link);
		if (ref_place_eq(w->from, here))
			jumps_note(s, &from);
	} else if (references_wait(s, "reference")) {
		say_waiting(s);
	} else if (w->list.count) {
		session_complain(s, "this refers to %zu place%s", w->list.count,
		    w->list.count == 1 ? "" : "s");
	} else {
		session_say(s, "this refers to nothing that is here");
	}
}

/* ---- who refers here ---- */

static void add_link(struct session *s, const struct ref_link *link, uint32_t tag)
{
	struct ref_place at = link->other;
	uint32_t start = link->other_start;
	struct arena scratch = { 0 };
	struct buf line = BUF_INIT;

	references_add_place(s, at, &line);
	if (at.comment) {
		struct safe author = name_of_author(&scratch, s->lib, at.comment);

		buf_add_str(&line, "  ");
		buf_add_span(&line, safe_span(author));
	}
	buf_add_str(&line, "  ");
	references_add_text(s, at, start, start + SNIPPET_MAX_BYTES, SNIPPET_MAX_COLS, &line);
	page_add_tagged(s, &line, FACE_TEXT, 4, tag);
	arena_release(&scratch);
	buf_release(&line);
}

static void add_heading(struct session *s, const char *text)
{
	struct buf line = BUF_INIT;

	if (s->sheet.sheet.count)
		sheet_add_blank(&s->sheet.sheet);
	buf_add_str(&line, text);
	page_add(s, &line, FACE_HEADING, 0);
	buf_release(&line);
}

static void fill_referrers(struct session *s)
{
	const struct references *r = &s->references;
	uint32_t tag = 0;

	add_heading(s, r->page_by.count ? "Refer here" : "Nothing refers here");
	for (size_t i = 0; i < r->page_by.count; i++)
		add_link(s, &r->page_by.links[i], ++tag);
	if (r->page_to.count)
		add_heading(s, "What this refers to");
	for (size_t i = 0; i < r->page_to.count; i++)
		add_link(s, &r->page_to.links[i], ++tag);
}

static void choose_referrer(struct session *s, uint32_t tag)
{
	const struct references *r = &s->references;
	struct visit from = session_here(s);
	size_t i = tag - 1;
	struct ref_link link = i < r->page_by.count ? r->page_by.links[i] :
	    r->page_to.links[i - r->page_by.count];

	page_close(s);
	if (go_to(s, &link))
		jumps_note(s, &from);
}

static const struct page referrers_page = { .title = "References (Enter goes there)",
	.fill = fill_referrers, .choose = choose_referrer };

void cmd_referrers(struct session *s, const struct call *call)
{
	struct references *r = &s->references;
	struct ref_source src;

	(void)call;
	if (!references_demand(s, "referrers", &src))
		return;
	ref_lists_make(&r->page_to, &r->page_by, &src, references_place(s));
	if (r->page_by.count + r->page_to.count)
		page_open(s, &referrers_page);
	else if (references_wait(s, "referrers"))
		say_waiting(s);
	else
		session_say(s, "nothing that is here refers to this");
}
