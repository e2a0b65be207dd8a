/* Commands that go from comment to comment and from post to post, and those that fold. */
#include "config.h"

#include "app/commands_priv.h"
#include "app/session.h"

typedef uint32_t step_fn(const struct outline *o, uint32_t item);

/* Takes as many steps as counted.  From another pane, the first step is to the current
 * comment. */
static void go(struct session *s, const struct call *call, step_fn *step, const char *none)
{
	struct outline *o = &s->thread.outline;
	uint32_t item = s->thread.cursor, left = call->count;

	if (s->wish.focus != PANE_THREAD) {
		session_focus(s, PANE_THREAD);
		left--;
	}
	for (; left > 0; left--) {
		uint32_t next = step(o, item);

		if (next == NO_ITEM)
			break;
		item = next;
	}
	if (left > 0 && item == s->thread.cursor)
		session_say(s, "%s", none);
	thread_go(&s->thread, item);
}

void cmd_next_comment(struct session *s, const struct call *call)
{
	go(s, call, outline_next, "this is the last comment");
}

void cmd_previous_comment(struct session *s, const struct call *call)
{
	go(s, call, outline_prev, "this is the first comment");
}

void cmd_next_reply(struct session *s, const struct call *call)
{
	go(s, call, outline_next_sibling, "this is the last reply at this level");
}

void cmd_previous_reply(struct session *s, const struct call *call)
{
	go(s, call, outline_prev_sibling, "this is the first reply at this level");
}

void cmd_next_thread(struct session *s, const struct call *call)
{
	go(s, call, outline_next_thread, "this is the last top-level comment");
}

void cmd_previous_thread(struct session *s, const struct call *call)
{
	go(s, call, outline_prev_thread, "this is the first top-level comment");
}

void cmd_parent(struct session *s, const struct call *call)
{
	go(s, call, outline_parent, "this is a top-level comment");
}

static uint32_t root_above(const struct outline *o, uint32_t item)
{
	uint32_t root = outline_root(o, item);

	return root == item ? NO_ITEM : root;
}

void cmd_root(struct session *s, const struct call *call)
{
	go(s, call, root_above, "this is a top-level comment");
}

static void go_to_post(struct session *s, long posts)
{
	if (!post_list_move(&s->list, posts))
		session_say(s, posts > 0 ? "this is the last post" : "this is the first post");
	session_show_post(s);
}

void cmd_next_post(struct session *s, const struct call *call)
{
	go_to_post(s, (long)call->count);
}

void cmd_previous_post(struct session *s, const struct call *call)
{
	go_to_post(s, -(long)call->count);
}

void cmd_goto(struct session *s, const struct call *call)
{
	if (!*call->argument)
		session_complain(s, "goto: an address is needed: 3, 3#2.1, an id or a permalink");
	else if (!session_goto(s, span_str(call->argument)))
		session_complain_of_address(s, span_str(call->argument));
}

/* ---- folds ---- */

static bool fold(struct session *s, uint32_t item, bool folded)
{
	struct outline *o = &s->thread.outline;

	if (!outline_has_replies(o, item)) {
		session_say(s, "this comment has no replies");
		return false;
	}
	if (outline_is_folded(o, item) == folded)
		return false;
	outline_fold(o, item, folded);
	thread_folds_changed(&s->thread);
	return true;
}

/* The first of a comment and its replies that is new and not read; NO_ITEM. */
static uint32_t first_unread_new(const struct session *s, uint32_t item)
{
	const struct outline *o = &s->thread.outline;
	uint32_t end = item + o->items[item].size;

	for (; thread_new_among(&s->thread, item, end); item++)
		if (thread_new_among(&s->thread, item, item + 1) && outline_admits(o, item) &&
		    !state_is_read(s->state, o->items[item].comment))
			return item;
	return NO_ITEM;
}

/* Opens one fold, and goes to what is new in it, or to the fold within that hides this. */
static void open_fold(struct session *s, uint32_t item)
{
	struct visit from = session_here(s);
	uint32_t found;

	if (!fold(s, item, false))
		return;
	found = first_unread_new(s, item);
	if (found == NO_ITEM)
		return;
	thread_go(&s->thread, outline_shown_for(&s->thread.outline, found));
	jumps_note(s, &from);
}

void cmd_fold_toggle(struct session *s, const struct call *call)
{
	uint32_t item = s->thread.cursor;

	(void)call;
	if (outline_is_folded(&s->thread.outline, item))
		open_fold(s, item);
	else
		fold(s, item, true);
}

void cmd_fold_open(struct session *s, const struct call *call)
{
	(void)call;
	open_fold(s, s->thread.cursor);
}

void cmd_fold_close(struct session *s, const struct call *call)
{
	(void)call;
	fold(s, s->thread.cursor, true);
}

void cmd_fold_or_parent(struct session *s, const struct call *call)
{
	const struct outline *o = &s->thread.outline;
	uint32_t item = s->thread.cursor;

	if (outline_has_replies(o, item) && !outline_is_folded(o, item))
		fold(s, item, true);
	else
		cmd_parent(s, call);
}

void cmd_open_or_reply(struct session *s, const struct call *call)
{
	const struct outline *o = &s->thread.outline;
	uint32_t item = s->thread.cursor;

	(void)call;
	if (outline_has_replies(o, item) && !outline_is_folded(o, item))
		thread_go(&s->thread, item + 1);
	else
		open_fold(s, item);
}

static void fold_to(struct session *s, uint32_t depth)
{
	outline_fold_to(&s->thread.outline, depth);
	thread_folds_changed(&s->thread);
}

void cmd_fold_all(struct session *s, const struct call *call)
{
	(void)call;
	fold_to(s, 1);
}

void cmd_unfold_all(struct session *s, const struct call *call)
{
	(void)call;
	fold_to(s, 0);
}

/* From the last item to the first: what is below one was looked at before it. */
void cmd_fold_read(struct session *s, const struct call *call)
{
	struct outline *o = &s->thread.outline;
	uint32_t next_unread = o->count; /* the nearest item from here on that is to be read */

	(void)call;
	for (uint32_t i = o->count; i-- > 0;) {
		bool unread_below = next_unread < i + o->items[i].size;

		folds_set(o->folds, o->items[i].comment,
		    outline_has_replies(o, i) && !unread_below);
		if (!o->items[i].stub && !state_is_read(s->state, o->items[i].comment))
			next_unread = i;
	}
	outline_folds_changed(o);
	thread_folds_changed(&s->thread);
	session_say(s, "%u folded: nothing below them is to be read", outline_folded_count(o));
}

static void say_levels(struct session *s, uint32_t depth)
{
	if (depth)
		session_say(s, "%u level%s shown", depth, depth == 1 ? " is" : "s are");
	else
		session_say(s, "all levels are shown");
}

void cmd_fold_more(struct session *s, const struct call *call)
{
	uint32_t deepest = outline_foldable_depth(&s->thread.outline);
	uint32_t depth = outline_fold_depth(&s->thread.outline);

	if (depth == 0)
		depth = deepest + 1;
	depth = depth > call->count ? depth - call->count : 1;
	fold_to(s, depth);
	say_levels(s, depth);
}

void cmd_fold_less(struct session *s, const struct call *call)
{
	uint32_t deepest = outline_foldable_depth(&s->thread.outline);
	uint32_t depth = outline_fold_depth(&s->thread.outline);

	if (depth)
		depth = depth + call->count > deepest ? 0 : depth + call->count;
	fold_to(s, depth);
	say_levels(s, depth);
}

void cmd_fold_to_level(struct session *s, const struct call *call)
{
	uint64_t depth = call->key.code >= '1' && call->key.code <= '9' ? call->key.code - '0' : 0;

	if (*call->argument && !span_to_uint(span_str(call->argument), UINT32_MAX, &depth)) {
		session_complain(s, "fold-to-level: %s is not a number", call->argument);
		return;
	}
	fold_to(s, (uint32_t)depth);
	say_levels(s, (uint32_t)depth);
}
