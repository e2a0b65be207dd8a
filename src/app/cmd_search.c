/* Searching: while a pattern is typed, the screen shows the first hit from where the
 * search began; cancelling it brings back what was there.
 *
 * Hits are found in slices (search_step), so a wish to go to a hit may wait for it.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/commands_priv.h"
#include "app/search_priv.h"
#include "moot/base/xalloc.h"

/* ---- the place that a search starts from ---- */

static void copy_folds(struct folds *to, const struct folds *from)
{
	folds_release(to);
	to->bits = xcalloc(from->words + 1, sizeof *to->bits);
	to->words = from->words;
	if (from->words)
		memcpy(to->bits, from->bits, from->words * sizeof *to->bits);
}

void search_note_origin(struct session *s)
{
	struct search_origin *o = &s->origin;

	o->waiting = false;
	o->visit = session_here(s);
	copy_folds(&o->folds, &s->folds);
	o->place = BODY_PLACE;
	o->text_byte = 0;
	if (o->visit.focus == PANE_BODY)
		o->text_byte = post_body_top_byte(&s->body);
	else if (o->visit.focus == PANE_THREAD && s->thread.cursor != NO_ITEM) {
		o->place = s->thread.cursor + 1;
		o->text_byte = thread_top_byte(&s->thread);
	}
}

static void return_to_origin(struct session *s)
{
	const struct search_origin *o = &s->origin;
	uint32_t item = outline_find(&s->thread.outline, s->lib, o->visit.comment);

	copy_folds(&s->folds, &o->folds);
	session_focus(s, o->visit.focus);
	post_body_return(&s->body, o->visit.body);
	thread_return(&s->thread, item, o->visit.anchor);
}

/* ---- going to hits ---- */

void search_go_to_hit(struct session *s, size_t hit)
{
	const struct hit *h = &s->finder.hits[hit];

	finder_choose(&s->finder, hit);
	session_focus(s, h->place == BODY_PLACE ? PANE_BODY : PANE_THREAD);
	if (h->place == BODY_PLACE)
		post_body_reveal(&s->body, h->range.start);
	else
		thread_go_text(&s->thread, h->place - 1, h->range.start);
}

/* The hit that a search wants: the first one at or after its origin, or the last one before.
 * False when that is not known yet. */
static bool find_wanted(const struct session *s, size_t *hit, bool *round)
{
	const struct search_origin *o = &s->origin;
	const struct finder *f = &s->finder;

	*hit = finder_at(f, o->place, o->text_byte);
	if (!f->done && (o->backward ? f->next_place <= o->place || *hit == 0 : *hit == NO_HIT))
		return false;
	if (o->backward)
		*hit = *hit == NO_HIT ? f->count - 1 : *hit - 1; /* of none: NO_HIT */
	*round = *hit == NO_HIT && f->count > 0;
	if (*round)
		*hit = o->backward ? f->count - 1 : 0;
	return true;
}

const char *search_words_round(bool backward)
{
	return backward ? "searched past the start: last hit" :
	    "searched past the end: first hit";
}

/* Goes to the hit that is wanted once it is known. */
static void go_to_first(struct session *s)
{
	struct search_origin *o = &s->origin;
	bool round;
	size_t hit;

	if (!o->waiting || !find_wanted(s, &hit, &round))
		return;
	o->waiting = false;
	if (round && !s->prompting)
		session_say(s, "%s", search_words_round(o->backward));
	if (hit != NO_HIT) {
		search_go_to_hit(s, hit);
		if (!s->prompting && !o->noted)
			jumps_note(s, &s->origin.visit);
	} else if (s->prompting)
		return_to_origin(s);
	else
		session_complain(
		    s, "nothing found in this post and its thread: %s", s->finder.text);
}

bool search_step(struct session *s, size_t bytes, bool *wanted)
{
	bool worked = finder_step(&s->finder, s->lib, &s->thread.outline, bytes);

	*wanted = s->origin.waiting;
	go_to_first(s);
	return worked || (*wanted && !s->origin.waiting);
}

/* What is at the top of the panes is marked when it is first drawn.  A hit that was waited
 * for in another post is not gone to in this one. */
void search_again(struct session *s)
{
	enum { AT_ONCE_BYTES = 4 << 10 };

	if (!s->finder.pattern)
		return;
	s->origin.waiting &= s->finder.post == s->body.post;
	finder_restart(&s->finder, s->body.post);
	finder_step(&s->finder, s->lib, &s->thread.outline, AT_ONCE_BYTES);
}

/* ---- the prompt ---- */

static void begin(struct session *s, const char *text)
{
	finder_start(&s->finder, span_str(text), s->body.post);
	s->origin.waiting = s->finder.pattern != NULL;
	if (*s->finder.fault.words)
		session_complain(s, "%s", s->finder.fault.words);
}

void search_in_post(struct session *s, post_id post, comment_id comment, const char *text,
    bool forward)
{
	struct search_origin *o = &s->origin;
	uint32_t item;
	size_t place;

	if (!post_list_find(&s->list, post, &place))
		return;
	post_list_go(&s->list, place);
	session_show_post(s);
	session_focus(s, PANE_BODY);
	item = comment ? outline_find(&s->thread.outline, s->lib, comment) : NO_ITEM;
	if (item != NO_ITEM) {
		session_focus(s, PANE_THREAD);
		thread_go(&s->thread, item);
	}
	search_note_origin(s);
	o->place = !forward ? UINT32_MAX - 1 : item == NO_ITEM ? BODY_PLACE : item + 1;
	o->text_byte = 0;
	o->backward = !forward;
	o->noted = true;
	begin(s, text);
}

uint32_t search_hits_among(void *session, uint32_t from, uint32_t to)
{
	const struct finder *f = &((const struct session *)session)->finder;
	size_t first, end;

	if (!f->pattern || f->count == 0 || (first = finder_at(f, from + 1, 0)) == NO_HIT)
		return 0;
	end = finder_at(f, to + 1, 0);
	return (uint32_t)((end == NO_HIT ? f->count : end) - first);
}

static void search_changed(struct session *s, const char *text)
{
	if (s->page)
		return;
	return_to_origin(s);
	begin(s, text);
}

static void search_page(struct session *s, const char *text)
{
	struct pattern_fault fault;

	pattern_free(s->sheet.pattern);
	s->sheet.pattern = pattern_new(span_str(text), &fault);
	if (*fault.words)
		session_complain(s, "%s", fault.words);
	else if (s->sheet.pattern && !sheet_view_search(&s->sheet, true, true))
		session_complain(s, "nothing found: %s", text);
}

static void search_for(struct session *s, const char *text)
{
	if (s->page) {
		search_page(s, text);
		return;
	}
	begin(s, text);
}

/* Other posts are searched as well where that takes no time: the list tells. */
static void search_count(struct session *s, const char *text)
{
	if (!s->page && s->finder.pattern && s->grep.index)
		grep_begin(s, text);
}

static void search_done(struct session *s, const char *text)
{
	bool again = *text == '\0' && s->search_history.count > 0;

	text = again ? s->search_history.lines[s->search_history.count - 1] : text;
	search_for(s, text);
	search_count(s, text);
}

static void search_cancelled(struct session *s)
{
	if (s->page)
		return;
	return_to_origin(s);
	finder_start(&s->finder, span_str(s->origin.text ? s->origin.text : ""), s->body.post);
	s->origin.waiting = false;
}

static const struct prompt_use search_use = {
	.label = "/",
	.changed = search_changed,
	.done = search_done,
	.cancelled = search_cancelled,
};

static const struct prompt_use search_back_use = {
	.label = "?",
	.changed = search_changed,
	.done = search_done,
	.cancelled = search_cancelled,
};

static void search(struct session *s, const struct call *call, bool backward)
{
	search_note_origin(s);
	free(s->origin.text);
	s->origin.text = s->finder.pattern ? xstrdup(s->finder.text) : NULL;
	s->origin.backward = s->searches_back = backward;
	s->origin.noted = false;
	if (*call->argument)
		search_done(s, call->argument);
	else
		session_prompt(s, backward ? &search_back_use : &search_use, "",
		    &s->search_history);
}

void cmd_search(struct session *s, const struct call *call)
{
	if (!s->page && s->wish.focus == PANE_LIST)
		titles_search(s, call->argument);
	else
		search(s, call, false);
}

void cmd_search_back(struct session *s, const struct call *call)
{
	search(s, call, true);
}

void cmd_clear(struct session *s, const struct call *call)
{
	(void)call;
	if (s->page && s->sheet.pattern) {
		pattern_free(s->sheet.pattern);
		s->sheet.pattern = NULL;
	} else if (s->page) {
		page_close(s);
	} else {
		finder_start(&s->finder, SPAN_LIT(""), s->body.post);
		s->origin.waiting = s->searches_back = false;
		grep_begin(s, "");
		titles_forget(s);
	}
}
