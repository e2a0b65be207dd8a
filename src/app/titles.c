/* All titles are looked at for each letter that is typed: a title takes a tenth of a
 * microsecond.
 */
#include "config.h"

#include "app/titles.h"

#include "app/session.h"

static bool title_matches(const struct session *s, size_t place)
{
	text_ref title = library_post(s->lib, s->list.posts[place])->title;

	return pattern_matches(s->list.pattern, library_text(s->lib, title));
}

static void count(struct session *s)
{
	struct titles *t = &s->titles;

	t->nth = t->count = 0;
	for (size_t place = 0; place < s->list.scroller.count; place++) {
		if (!title_matches(s, place))
			continue;
		t->count++;
		if (place == s->list.cursor)
			t->nth = t->count;
	}
}

static void go(struct session *s, size_t place)
{
	post_list_go(&s->list, place);
	session_show_post(s);
}

/* The next place, from a number of steps on, whose title matches. */
static bool find(const struct session *s, bool forward, size_t steps, size_t *found, bool *round)
{
	size_t posts = s->list.scroller.count, from = s->list.cursor;

	for (size_t i = steps; i <= posts; i++) {
		*found = (from + (forward ? i : posts - i)) % posts;
		*round = forward ? *found < from || i == posts : *found > from || i == posts;
		if (title_matches(s, *found))
			return true;
	}
	return false;
}

static void step(struct session *s, bool forward, size_t steps)
{
	size_t place;
	bool round;

	if (s->list.scroller.count == 0 || !find(s, forward, steps, &place, &round)) {
		count(s);
		if (!s->prompting)
			session_complain(s, "no title has that");
		return;
	}
	go(s, place);
	count(s);
	if (round && steps && !s->prompting)
		session_say(s, forward ? "searched past the end: first title" :
		    "searched past the start: last title");
}

void titles_step(struct session *s, bool forward)
{
	step(s, forward, 1);
}

void titles_forget(struct session *s)
{
	pattern_free(s->list.pattern);
	s->list.pattern = NULL;
}

static void titles_changed(struct session *s, const char *text)
{
	struct pattern_fault fault;

	titles_forget(s);
	s->list.pattern = pattern_new(span_str(text), &fault);
	go(s, s->titles.origin);
	if (*fault.words)
		session_complain(s, "%s", fault.words);
	else if (s->list.pattern)
		step(s, true, 0);
}

static void titles_done(struct session *s, const char *text)
{
	struct visit from;

	if (!*text && s->search_history.count > 0)
		text = s->search_history.lines[s->search_history.count - 1];
	go(s, s->titles.origin);
	from = session_here(s);
	s->searches_back = false;
	titles_changed(s, text);
	jumps_note(s, &from);
}

static void titles_cancelled(struct session *s)
{
	titles_forget(s);
	go(s, s->titles.origin);
}

static const struct prompt_use titles_use = {
	.label = "Title: /",
	.changed = titles_changed,
	.done = titles_done,
	.cancelled = titles_cancelled,
};

void titles_search(struct session *s, const char *text)
{
	s->titles.origin = s->list.cursor;
	if (*text)
		titles_done(s, text);
	else
		session_prompt(s, &titles_use, "", &s->search_history);
}
