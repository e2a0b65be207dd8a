/* The reading state in a session: it begins when the sources have said what they are,
 * follows what is read, and is saved a little later.
 *
 * A comment was read when it has been the current one and is no more, or has been
 * scrolled past; what the user has set may ask for less.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "app/session.h"
#include "moot/base/xalloc.h"

enum { SAVE_AFTER_MS = 1500, SAVE_AGAIN_MS = 20 };

int64_t reading_clock_s(const struct session *s)
{
	return s->opts.now_s ? s->opts.now_s() : (int64_t)time(NULL);
}

/* Takes the sentence, if there is one. */
static void complain(struct session *s, char *trouble)
{
	if (!trouble)
		return;
	if ((!s->trouble || strcmp(s->trouble, trouble) != 0) && !s->prompting && !s->question.keys)
		session_complain(s, "%s", trouble);
	free(s->trouble);
	s->trouble = trouble;
}

/* ---- what the panes ask ---- */

static bool is_new(void *user, comment_id comment)
{
	const struct session *s = user;

	return state_is_new(s->state, comment) &&
	    library_comment(s->lib, comment)->state == COMMENT_SHOWN;
}

static bool is_read(void *user, comment_id comment)
{
	const struct session *s = user;

	return state_is_read(s->state, comment);
}

static uint32_t new_count(void *user, post_id post)
{
	const struct session *s = user;

	return state_new_count(s->state, s->lib, post);
}

static void take_state(struct session *s)
{
	char *trouble = NULL;

	s->state = s->opts.state;
	s->minutes.summed = false;
	if (!s->state)
		s->state = s->own_state = state_open(NULL, &trouble);
	complain(s, s->opts.state_trouble ? xstrdup(s->opts.state_trouble) : trouble);
}

/* The file is opened when there is something on the screen: that would take a fifth of the
 * time until then. */
void reading_open(struct session *s)
{
	s->news = (struct news){ s, is_new, is_read, new_count };
	s->place_wanted = true;
	s->state_waits = s->opts.open_state && !s->opts.state;
	take_state(s);
}

bool reading_start(struct session *s)
{
	if (!s->state_waits || (s->loading && s->list.scroller.count == 0))
		return false;
	s->state_waits = false;
	s->opts.open_state(s->opts.user, &s->opts);
	state_close(s->own_state);
	s->own_state = NULL;
	take_state(s);
	s->stepped = true;
	return true;
}

/* ---- beginning ---- */

/* A source says what it is before its first post, or it says nothing.  What has no post
 * is not worth remembering. */
static bool is_identified(const struct session *s)
{
	const struct source_row *first;

	if (library_post_count(s->lib) == 0 || library_source_count(s->lib) == 0)
		return false;
	first = library_source(s->lib, 1);
	return !s->loading || first->id || first->url ||
	    ingest_progress(s->opts.in).source > 0;
}

static void begin(struct session *s)
{
	struct buf key = BUF_INIT;
	char *trouble;

	state_library_key(s->lib, &key);
	if (s->opts.sources)
		state_set_sources(s->state, span_str(s->opts.sources));
	state_load_in_steps(s->state);
	state_begin(s->state, buf_span(&key), reading_clock_s(s), &trouble);
	complain(s, trouble);
	buf_release(&key);
	s->settling = true;
	reading_changed(s);
}

bool reading_step(struct session *s, bool *changed)
{
	char *trouble;

	if (!s->settling)
		return false;
	s->settling = state_step(s->state, s->lib, &trouble);
	complain(s, trouble);
	if (!s->settling) {
		state_match(s->state, s->lib, !s->loading);
		session_refresh_list(s);
		session_show_post(s);
		thread_news_changed(&s->thread);
		*changed = true;
	}
	return true;
}

/* Before something is said to be read. */
static void settle(struct session *s)
{
	bool changed;

	while (reading_step(s, &changed))
		continue;
}

void reading_catch_up(struct session *s)
{
	if (!state_begun(s->state)) {
		if (s->state_waits || !is_identified(s))
			return;
		begin(s);
	}
	state_match(s->state, s->lib, !s->loading);
	thread_news_changed(&s->thread);
}

struct date reading_last_visit(const struct session *s)
{
	time_t visit_s = (time_t)state_last_visit_s(s->state);
	struct tm tm;
	struct date date;

	if (visit_s == 0 || !localtime_r(&visit_s, &tm))
		return DATE_INIT;
	date = date_from_unix_ms((int64_t)visit_s * 1000);
	date.offset_min = (int16_t)(tm.tm_gmtoff / 60);
	return date;
}

/* ---- places ---- */

static enum body_section section_of(uint32_t offset)
{
	return offset == 0 ? SECTION_HEAD : offset == UINT32_MAX ? SECTION_LINKS : SECTION_TEXT;
}

struct visit reading_visit_of(const struct place *place)
{
	struct visit v = { .post = place->post, .comment = place->comment };
	uint32_t offset = place->text_offset_bytes;

	v.focus = place->pane < PANES ? (enum pane)place->pane : PANE_BODY;
	if (place->comment)
		v.anchor = (struct thread_anchor){ .on_text = offset > 0, .text_byte = offset };
	else
		v.body = (struct body_place){ .section = section_of(offset),
			.at = section_of(offset) == SECTION_TEXT ? offset : 0 };
	return v;
}

struct place reading_place(const struct session *s)
{
	bool in_thread = s->wish.focus == PANE_THREAD || s->thread.cursor > 0 ||
	    s->thread.anchor.on_text;
	struct place place = { .post = s->body.post, .pane = (uint8_t)s->wish.focus };

	if (s->wish.focus != PANE_BODY && in_thread && s->thread.cursor != NO_ITEM) {
		place.comment = s->thread.cursor_comment;
		place.text_offset_bytes = thread_top_byte(&s->thread);
	} else {
		place.text_offset_bytes = post_body_top_byte(&s->body);
	}
	return place;
}

void reading_note_place(struct session *s)
{
	struct place place = reading_place(s);

	if (!s->place_wanted && place.post)
		state_set_place(s->state, &place);
}

bool reading_place_in(const struct session *s, post_id post, struct visit *visit)
{
	struct place place;

	if (!state_begun(s->state) || !state_place(s->state, s->lib, post, &place))
		return false;
	*visit = reading_visit_of(&place);
	return true;
}

void reading_return(struct session *s)
{
	struct place place;
	struct visit v;

	if (!s->place_wanted || !state_begun(s->state))
		return;
	if (s->goto_address == NULL && !s->was_sent && state_last_place(s->state, s->lib, &place)) {
		if (place.pane == PANE_THREAD && !place.comment && s->loading)
			return; /* the comment may still come */
		v = reading_visit_of(&place);
		s->place_wanted = !session_return(s, &v);
	}
	if (!s->loading)
		s->place_wanted = false;
}

/* ---- what was read ---- */

void reading_set(struct session *s, uint32_t item, bool read)
{
	settle(s);
	state_set_read(s->state, s->lib, s->thread.outline.items[item].comment, read);
}

void reading_passed(struct session *s, uint32_t from, uint32_t to)
{
	const struct outline *o = &s->thread.outline;
	uint32_t end = to < o->count ? outline_place(o, to) : o->visible_count;

	if (from >= o->count || s->config->settings.mark_read != MARK_READ_PASSED)
		return;
	for (uint32_t place = outline_place(o, from); place < end; place++)
		reading_set(s, o->visible[place], true);
}

static bool has_moved(const struct session *s, const struct visit *before)
{
	struct visit now = session_here(s);

	return now.post != before->post || now.focus != before->focus ||
	    now.comment != before->comment || now.body.at != before->body.at ||
	    now.anchor.text_byte != before->anchor.text_byte;
}

void reading_note_current(struct session *s)
{
	s->reading = session_comment(s) && !s->page && !s->kept_unread ?
	    s->thread.cursor_comment : 0;
}

void reading_follow(struct session *s, const struct visit *before)
{
	comment_id current = s->thread.cursor_comment;

	if (s->prompting)
		return;
	reading_changed(s);
	if (s->place_wanted)
		s->place_wanted = !has_moved(s, before);
	if (s->reading && s->reading != current &&
	    s->config->settings.mark_read != MARK_READ_NEVER) {
		settle(s);
		state_set_read(s->state, s->lib, s->reading, true);
	}
	if (s->kept_unread != current)
		s->kept_unread = 0;
	reading_note_current(s);
}

/* ---- saving ---- */

void reading_changed(struct session *s)
{
	s->unsaved = true;
}

static enum state_saved save(struct session *s, bool at_end)
{
	enum state_saved saved;
	char *trouble;

	reading_note_place(s);
	saved = state_save(s->state, s->lib, reading_clock_s(s), at_end, &trouble);
	s->unsaved = saved != STATE_SAVED && saved != STATE_SAVE_FAILED;
	complain(s, trouble);
	return saved;
}

int64_t reading_save(struct session *s, int64_t now_ms)
{
	if (!s->unsaved || s->settling || !state_begun(s->state))
		return -1;
	if (s->save_at_ms == 0)
		s->save_at_ms = now_ms + SAVE_AFTER_MS;
	if (now_ms < s->save_at_ms)
		return s->save_at_ms - now_ms;
	s->save_at_ms = 0;
	if (save(s, false) == STATE_SAVE_MORE)
		s->save_at_ms = now_ms + SAVE_AGAIN_MS;
	return s->unsaved ? SAVE_AGAIN_MS : -1;
}

void reading_close(struct session *s)
{
	struct buf words = BUF_INIT;

	if (reading_start(s))
		reading_catch_up(s);
	/* At the first visit everything counts as seen, looked up or not. */
	if (state_begun(s->state) && state_last_visit_s(s->state) == 0)
		settle(s);
	if (state_begun(s->state))
		save(s, true);
	s->settling = false;
	if (s->trouble) {
		safe_add(&words, span_str(s->trouble), 0);
		fprintf(stderr, "moot: %s\n", buf_str(&words));
	}
	buf_release(&words);
	free(s->trouble);
	s->trouble = NULL;
	state_close(s->own_state);
	s->own_state = NULL;
}
