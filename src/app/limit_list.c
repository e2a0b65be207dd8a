/* What the limit wants of the other posts: how many comments of each, for the list. */
#include "config.h"

#include "app/session.h"

size_t limit_list_count(const struct session *s)
{
	size_t posts = 0;
	uint32_t matches;

	for (size_t i = 0; i < s->list.scroller.count; i++)
		posts += limit_posts_matches(&s->limited, s->list.posts[i], &matches) && matches;
	return posts;
}

/* What was asked for in the list, and is nowhere, is no limit. */
static void tell_end(struct session *s)
{
	size_t texts = limit_given_up(s);

	s->limit_given_up = texts;
	if (s->limit_of_list && limit_list_count(s) == 0) {
		session_complain(s, "no comment of any post matches: %s", buf_str(&s->limit.text));
		limit_lift(s);
	} else if (texts) {
		session_complain(s, "the pattern takes too long for %zu comment%s of all posts",
		    texts, texts == 1 ? "" : "s");
	}
}

bool limit_list_work(struct session *s, size_t bytes)
{
	if (s->loading || !limit_posts_step(&s->limited, &s->limit, &s->list, bytes))
		return false;
	if (limit_posts_done(&s->limited, s->lib))
		tell_end(s);
	return true;
}

bool limit_list_stop(struct session *s)
{
	if (!s->limited.matches || s->limited.stopped || limit_posts_done(&s->limited, s->lib))
		return false;
	s->limited.stopped = true;
	return true;
}

/* The next place with matches, from the current one on and round; the current one: none. */
static size_t next_place(const struct session *s, bool forward)
{
	size_t count = s->list.scroller.count, place = s->list.cursor;
	uint32_t matches;

	for (size_t i = 1; i < count; i++) {
		place = (place + (forward ? 1 : count - 1)) % count;
		if (limit_posts_matches(&s->limited, s->list.posts[place], &matches) && matches)
			return place;
	}
	return s->list.cursor;
}

void limit_list_go(struct session *s, bool forward)
{
	size_t from = s->list.cursor, place = next_place(s, forward);

	if (place == from && !limit_posts_done(&s->limited, s->lib))
		session_say(s, "the limit has found no other post yet");
	else if (place == from)
		session_say(s, "no other post has what the limit asks for");
	else if (forward ? place < from : place > from)
		session_say(s, forward ? "past the end: first post with matches" :
		    "past the start: last post with matches");
	post_list_go(&s->list, place);
	session_show_post(s);
}
