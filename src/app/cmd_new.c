/* Commands about what is new and what was read. */
#include "config.h"

#include "app/commands_priv.h"
#include "app/session.h"
#include "moot/view/names.h"

/* ---- from new comment to new comment ---- */

static bool is_new_item(const struct session *s, uint32_t item)
{
	return thread_new_among(&s->thread, item, item + 1) > 0;
}

/* The next new item after one (or before it), wherever it is folded away; NO_ITEM. */
static uint32_t new_item_from(const struct session *s, uint32_t item, bool forward)
{
	uint32_t count = s->thread.outline.count;

	if (forward ? thread_new_among(&s->thread, item, count) == 0 :
	    thread_new_among(&s->thread, 0, item) == 0)
		return NO_ITEM;
	if (forward)
		while (!is_new_item(s, item))
			item++;
	else
		do
			item--;
		while (!is_new_item(s, item));
	return item;
}

static uint32_t new_item_here(const struct session *s, bool forward)
{
	uint32_t item = s->thread.cursor;

	if (item == NO_ITEM)
		return NO_ITEM;
	/* The thread is not entered yet: its current comment may be the one. */
	if (forward && s->wish.focus == PANE_THREAD)
		item++;
	return new_item_from(s, item, forward);
}

/* The place in the list of the next post with new comments. */
static bool find_post_with_new(const struct session *s, bool forward, size_t *place)
{
	for (*place = s->list.cursor; forward ? *place + 1 < s->list.scroller.count : *place > 0;) {
		*place += forward ? 1 : (size_t)-1;
		if (state_new_count(s->state, s->lib, s->list.posts[*place]))
			return true;
	}
	return false;
}

static void say_post(struct session *s)
{
	struct arena scratch = { 0 };

	session_say(s, "%u new here: %s", thread_new_among(&s->thread, 0, s->thread.outline.count),
	    name_of_post(&scratch, s->lib, s->body.post).p);
	arena_release(&scratch);
}

static bool go_to_new(struct session *s, bool forward)
{
	uint32_t item = new_item_here(s, forward);
	size_t place;

	if (item == NO_ITEM) {
		if (!find_post_with_new(s, forward, &place))
			return false;
		post_list_go(&s->list, place);
		session_show_post(s);
		item = new_item_from(s, forward ? 0 : s->thread.outline.count, forward);
		say_post(s);
	}
	session_focus(s, PANE_THREAD);
	return thread_go(&s->thread, item);
}

static void go_to_news(struct session *s, const struct call *call, bool forward)
{
	for (uint32_t i = 0; i < call->count; i++)
		if (!go_to_new(s, forward)) {
			session_say(s, forward ? "there are no new comments after this" :
			    "there are no new comments before this");
			return;
		}
}

void cmd_next_new(struct session *s, const struct call *call)
{
	go_to_news(s, call, true);
}

void cmd_previous_new(struct session *s, const struct call *call)
{
	go_to_news(s, call, false);
}

/* ---- what is new ---- */

static void say_news(struct session *s, const char *since)
{
	uint32_t comments = 0, posts = 0;

	for (size_t i = 0; i < s->list.scroller.count; i++) {
		uint32_t here = state_new_count(s->state, s->lib, s->list.posts[i]);

		comments += here;
		posts += here > 0;
	}
	session_say(s, "%u new in %u post%s since %s", comments, posts, posts == 1 ? "" : "s",
	    since);
}

void cmd_since(struct session *s, const struct call *call)
{
	struct date since = date_parse(span_str(call->argument));
	struct date visit = reading_last_visit(s);
	struct buf words = BUF_INIT;

	if (*call->argument && !date_known(since)) {
		session_complain(s, "since: %s is no date (2014-06-19, 19 June 2014 08:43)",
		    call->argument);
		return;
	}
	state_set_since(s->state, s->lib, since);
	session_refresh_list(s);
	thread_news_changed(&s->thread);
	limit_news_changed(s);
	if (date_known(since)) {
		date_add_brief(&words, since);
	} else if (date_known(visit)) {
		buf_add_str(&words, "the last visit, ");
		date_add_brief(&words, visit);
	}
	if (words.len)
		say_news(s, buf_str(&words));
	else
		session_say(s, "this is the first visit: nothing is new");
	buf_release(&words);
}

/* ---- what was read ---- */

void cmd_toggle_read(struct session *s, const struct call *call)
{
	comment_id comment = s->thread.cursor_comment;
	bool read = state_is_read(s->state, comment);

	(void)call;
	reading_set(s, s->thread.cursor, !read);
	s->kept_unread = read ? comment : 0;
	s->reading = 0;
	session_say(s, read ? "marked as not read" : "marked as read");
}

/* What a limit hides was not read. */
static bool is_meant(const struct outline *o, uint32_t item)
{
	return !o->limit || folds_has(o->limit, o->items[item].comment);
}

static void set_all_read(struct session *s, uint32_t from, uint32_t to)
{
	uint32_t count = 0;

	for (uint32_t i = from; i < to; i++) {
		if (!is_meant(&s->thread.outline, i))
			continue;
		reading_set(s, i, true);
		count++;
	}
	session_say(s, "%u comment%s marked as read", count, count == 1 ? "" : "s");
}

void cmd_read_replies(struct session *s, const struct call *call)
{
	const struct outline *o = &s->thread.outline;
	uint32_t item = s->thread.cursor, next = item + o->items[item].size;

	(void)call;
	set_all_read(s, item, next);
	while (next < o->count && !is_meant(o, next))
		next++;
	if (next < o->count)
		thread_go(&s->thread, next);
}

void cmd_read_post(struct session *s, const struct call *call)
{
	(void)call;
	set_all_read(s, 0, s->thread.outline.count);
}
