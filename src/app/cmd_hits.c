/* From hit to hit of the post and its thread, and from post to post where the whole library
 * was searched.  A hit that is not known yet is waited for, as the first one is.
 */
#include "config.h"

#include <string.h>

#include "app/commands_priv.h"
#include "app/search_priv.h"

/* Is the hit that was gone to last in the text that the reader is at? */
static bool at_current_hit(const struct session *s)
{
	const struct finder *f = &s->finder;
	uint32_t place = s->wish.focus == PANE_THREAD && s->thread.cursor != NO_ITEM ?
	    s->thread.cursor + 1 : BODY_PLACE;

	return f->current != NO_HIT && f->hits[f->current].place == place;
}

/* Past the last hit, or before the first one, of a post: goes to the next post with hits
 * where the whole library was searched. */
static bool leave_post(struct session *s, bool forward)
{
	bool round;
	post_id post;

	if (!s->grep.walks || !s->grep.text || strcmp(s->grep.text, s->finder.text) != 0)
		return false;
	post = grep_next_post(s, forward, &round);
	if (!post)
		return false;
	if (round)
		session_say(s, "%s", search_words_round(!forward));
	search_in_post(s, post, 0, s->grep.text, forward);
	return true;
}

/* The first hit at or behind the one that is shown, or where one is; as many as there are
 * known: none is. */
static size_t hit_from_here(struct session *s)
{
	size_t hit;

	if (at_current_hit(s))
		return s->finder.current;
	search_note_origin(s);
	hit = finder_at(&s->finder, s->origin.place, s->origin.text_byte);
	return hit == NO_HIT ? s->finder.count : hit;
}

/* The hit that is wanted is not known yet: it is gone to once it is. */
static void wait_for_hit(struct session *s, bool forward)
{
	struct search_origin *o = &s->origin;

	search_note_origin(s);
	if (at_current_hit(s)) {
		const struct hit *current = &s->finder.hits[s->finder.current];

		o->place = current->place;
		o->text_byte = current->range.start + (forward ? 1 : 0);
	}
	o->backward = !forward;
	o->noted = o->waiting = true;
}

static size_t next_hit(struct session *s)
{
	size_t hit = at_current_hit(s) ? s->finder.current + 1 : hit_from_here(s);

	if (hit < s->finder.count)
		return hit;
	if (!s->finder.done) {
		wait_for_hit(s, true);
		return NO_HIT;
	}
	if (leave_post(s, true))
		return NO_HIT;
	session_say(s, "%s", search_words_round(false));
	return 0;
}

static size_t previous_hit(struct session *s)
{
	size_t hit = hit_from_here(s);

	if (!s->finder.done && (hit == 0 || hit == s->finder.count)) {
		wait_for_hit(s, false);
		return NO_HIT;
	}
	if (hit > 0)
		return hit - 1;
	if (leave_post(s, false))
		return NO_HIT;
	session_say(s, "%s", search_words_round(true));
	return s->finder.count - 1;
}

static void go_hits(struct session *s, uint32_t steps, bool forward)
{
	size_t most = s->finder.count;

	for (uint32_t i = 0; i < steps && i < most; i++) {
		size_t hit = forward ? next_hit(s) : previous_hit(s);

		if (hit == NO_HIT)
			break;
		search_go_to_hit(s, hit);
	}
}

/* Of a post that has just come most is not searched yet: some of it is now, which takes a
 * millisecond or two. */
static void search_some(struct session *s)
{
	enum { DEMAND_BYTES = 32 << 10 };
	bool wanted;

	search_step(s, DEMAND_BYTES, &wanted);
}

/* From hit to hit of the post and its thread, and from post to post. */
static void step_found(struct session *s, uint32_t steps, bool forward)
{
	search_some(s);
	if (s->finder.count)
		go_hits(s, steps, forward);
	else if (!s->finder.done)
		wait_for_hit(s, forward);
	else if (!leave_post(s, forward))
		session_complain(
		    s, "nothing found in this post and its thread: %s", s->finder.text);
}

static void step_hits(struct session *s, const struct call *call, bool forward)
{
	if (s->page) {
		if (!s->sheet.pattern)
			session_complain(s, "nothing is searched for (/ searches)");
		else if (!sheet_view_search(&s->sheet, forward, false))
			session_complain(s, "nothing found");
		return;
	}
	if (s->wish.focus == PANE_LIST && s->list.pattern) {
		titles_step(s, forward == !s->searches_back);
		return;
	}
	if (!s->finder.pattern && s->wish.focus == PANE_LIST && s->limit.term_count) {
		limit_list_go(s, forward);
		return;
	}
	if (!s->finder.pattern) {
		forward ? cmd_next_new(s, call) : cmd_previous_new(s, call);
		return;
	}
	step_found(s, call->count, forward);
}

void cmd_next_hit(struct session *s, const struct call *call)
{
	step_hits(s, call, !s->searches_back);
}

void cmd_previous_hit(struct session *s, const struct call *call)
{
	step_hits(s, call, s->searches_back);
}
