/* Limiting the thread: to what a pattern matches, to an author, to an exchange.
 *
 * The wanted comments are found in slices; the thread stays as it is until all are known.
 * limit_list.c tells what the same limit wants of the other posts.
 */
#include "config.h"

#include <string.h>

#include "app/commands_priv.h"
#include "app/session.h"

static void forget(struct session *s)
{
	limit_release(&s->limit);
	limit_posts_release(&s->limited);
	s->limit_given_up = 0;
	s->limit_of_list = false;
}

void limit_lift(struct session *s)
{
	outline_set_limit(&s->thread.outline, NULL);
	thread_folds_changed(&s->thread);
	forget(s);
}

void limit_other_post(struct session *s)
{
	if (s->thread.outline.limit)
		outline_set_limit(&s->thread.outline, NULL);
	if (s->limit.term_count == 0)
		forget(s);
	s->limit.applied = false;
	s->limit.carried = true;
	limit_again(&s->limit);
}

comment_id limit_voice(const struct session *s)
{
	const struct outline *o = &s->thread.outline;
	comment_id tried = 0, found = 0;

	if (s->limit.term_count || !s->limit.applied)
		return 0;
	for (uint32_t i = 0; i < o->count && !found; i++) {
		comment_id comment = o->items[i].comment;
		struct limit same = { 0 };

		if (!folds_has(&s->limit.wanted, comment) ||
		    (tried && same_author(s->lib, tried, comment)) ||
		    !limit_to_exchange(&same, &s->thread, i))
			continue;
		tried = comment; /* there are two authors: it is this one or the other */
		if (strcmp(buf_str(&same.text), buf_str(&s->limit.text)) == 0)
			found = comment;
		limit_release(&same);
	}
	return found;
}

void limit_to_voice(struct session *s, comment_id comment)
{
	uint32_t item = outline_find(&s->thread.outline, s->lib, comment);
	struct limit wanted = { 0 };

	if (item == NO_ITEM || !limit_to_exchange(&wanted, &s->thread, item))
		return;
	limit_lift(s);
	s->limit = wanted;
}

struct limit limit_take(struct session *s)
{
	struct limit taken = s->limit;

	s->limit = (struct limit){ 0 };
	limit_lift(s);
	if (taken.term_count == 0)
		limit_release(&taken);
	folds_release(&taken.wanted);
	folds_release(&taken.examined);
	taken.wanted_count = 0;
	taken.applied = false;
	taken.carried = true;
	limit_again(&taken);
	return taken;
}

void limit_news_changed(struct session *s)
{
	bool of_list = s->limit_of_list;

	if (s->limit.term_count == 0)
		return; /* an exchange is the same, whatever is new */
	s->limit = limit_take(s);
	s->limit_of_list = of_list;
	s->limit_given_up = limit_given_up(s);
}

/* A comment was gone to that the limit hides: then there is no limit any more. */
static void notice_end(struct session *s)
{
	if (s->limit.applied && !s->thread.outline.limit)
		forget(s);
}

void limit_follow(struct session *s)
{
	notice_end(s);
	limit_again(&s->limit);
}

size_t limit_given_up(const struct session *s)
{
	const struct limit *l = &s->limit;
	size_t texts = 0;

	for (int i = 0; i < l->term_count; i++)
		if (l->terms[i].pattern)
			texts += pattern_given_up(l->terms[i].pattern);
	return texts;
}

static void apply(struct session *s)
{
	struct limit *l = &s->limit;

	if (l->wanted_count == 0 && !l->carried) {
		session_complain(s, "no comment matches: %s", buf_str(&l->text));
		limit_lift(s);
		return;
	}
	outline_set_limit(&s->thread.outline, &l->wanted);
	l->applied = s->thread.outline.limit != NULL;
	if (!l->applied && !l->carried) {
		session_complain(s, "no comment here matches: %s", buf_str(&l->text));
		forget(s);
	}
	thread_folds_changed(&s->thread);
}

/* The search goes through what the thread shows. */
static void keep_search_in_step(struct session *s)
{
	const struct outline *o = &s->thread.outline;

	if (s->searched_root == o->root && s->searched_limited == (o->limit != NULL))
		return;
	s->searched_root = o->root;
	s->searched_limited = o->limit != NULL;
	search_again(s);
}

bool limit_work(struct session *s, size_t bytes)
{
	bool worked;

	notice_end(s);
	worked = limit_step(&s->limit, &s->thread, bytes);
	if (worked && s->limit.done) {
		size_t before = s->limit_given_up, texts = limit_given_up(s) - before;

		s->limit_given_up += texts;
		apply(s);
		if (texts)
			session_complain(s, "the pattern takes too long for %zu comment%s", texts,
			    texts == 1 ? "" : "s");
	}
	keep_search_in_step(s);
	return worked;
}

static void limit_given(struct session *s, const char *text)
{
	struct pattern_fault fault;
	const char *wrong;

	limit_lift(s);
	wrong = limit_parse(&s->limit, span_str(text), &fault);
	if (wrong)
		session_complain(s, "limit: %s", wrong);
	s->limit_of_list = s->limit.carried = s->wish.focus == PANE_LIST && s->limit.text.len;
}

static const struct prompt_use limit_use = {
	.label = "Limit to: ",
	.done = limit_given,
};

void cmd_limit(struct session *s, const struct call *call)
{
	if (*call->argument)
		limit_given(s, call->argument);
	else
		session_prompt(s, &limit_use, "", &s->limit_history);
}

/* The comment must have an author whom one may see. */
static bool has_author(struct session *s)
{
	uint32_t item = s->thread.cursor;

	if (!s->thread.outline.items[item].stub &&
	    same_author(s->lib, s->thread.cursor_comment, s->thread.cursor_comment))
		return true;
	session_complain(s, "the author of this comment is not known");
	return false;
}

/* True when there was such a limit: it is lifted. */
static bool lift_same(struct session *s, const struct buf *text)
{
	if (!s->limit.text.len || strcmp(buf_str(&s->limit.text), buf_str(text)) != 0)
		return false;
	limit_lift(s);
	return true;
}

static void set_limit(struct session *s, struct limit *wanted)
{
	if (lift_same(s, &wanted->text)) {
		limit_release(wanted);
		return;
	}
	limit_lift(s);
	s->limit = *wanted;
}

void cmd_author_only(struct session *s, const struct call *call)
{
	struct limit wanted = { 0 };

	(void)call;
	if (!has_author(s))
		return;
	limit_to_author(&wanted, s->lib, s->thread.cursor_comment);
	set_limit(s, &wanted);
}

void cmd_voices(struct session *s, const struct call *call)
{
	struct limit wanted = { 0 };

	(void)call;
	if (limit_to_exchange(&wanted, &s->thread, s->thread.cursor))
		set_limit(s, &wanted);
	else if (s->limit.text.len && s->limit.term_count == 0)
		limit_lift(s); /* on the first of the exchange, which answers nobody */
	else
		session_complain(s, "this is no answer of one known author to another");
}

/* ---- from comment to comment of an author ---- */

static uint32_t step_by_author(const struct session *s, uint32_t item, bool forward)
{
	const struct outline *o = &s->thread.outline;
	comment_id author = o->items[item].comment;

	do
		item = forward ? item + 1 : item - 1; /* before the first comes NO_ITEM */
	while (item < o->count && (o->items[item].stub || !outline_admits(o, item) ||
	    !same_author(s->lib, o->items[item].comment, author)));
	return item < o->count ? item : NO_ITEM;
}

static void go_by_author(struct session *s, const struct call *call, bool forward)
{
	uint32_t item = s->thread.cursor, left = call->count;

	if (!has_author(s))
		return;
	while (left > 0) {
		uint32_t next = step_by_author(s, item, forward);

		if (next == NO_ITEM)
			break;
		item = next;
		left--;
	}
	if (left == call->count)
		session_say(s, forward ? "this is the last comment of its author" :
		    "this is the first comment of its author");
	thread_go(&s->thread, item);
}

void cmd_next_by_author(struct session *s, const struct call *call)
{
	go_by_author(s, call, true);
}

void cmd_previous_by_author(struct session *s, const struct call *call)
{
	go_by_author(s, call, false);
}
