/* Commands that come back to a place: marks, and the history of jumps. */
#include "config.h"

#include "app/commands_priv.h"
#include "app/session.h"

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

static void set_mark(struct session *s, char letter)
{
	struct place place = reading_place(s);

	if (state_set_mark(s->state, letter, &place)) {
		reading_changed(s);
		session_say(s, "marked: '%c comes back here", letter);
	} else {
		session_complain(s, "a mark is a letter");
	}
}

static void go_to_mark(struct session *s, char letter)
{
	struct visit from = session_here(s), to;
	struct place place;

	if (letter == '\'') {
		/* To and fro: the place that was left is the next one to come back to. */
		if (jumps_go(s, &s->back, &s->forward))
			jumps_note(s, &from);
		else
			session_say(s, "there was no jump");
		return;
	}
	if (!state_mark(s->state, s->lib, letter, &place)) {
		session_complain(s, "there is no mark %c", letter);
		return;
	}
	to = reading_visit_of(&place);
	if (session_return(s, &to))
		jumps_note(s, &from);
	else
		session_complain(s, "the post of mark %c is not in the list", letter);
}

/* The letter is the argument, or asked for. */
static void with_letter(struct session *s, const struct call *call, const char *keys,
    const char *question, void (*act)(struct session *s, char letter))
{
	if (*call->argument) {
		act(s, call->argument[1] ? '\0' : call->argument[0]);
		return;
	}
	session_ask(s, keys, act);
	session_say(s, "%s", question);
}

void cmd_mark(struct session *s, const struct call *call)
{
	with_letter(s, call, LETTERS, "mark with which letter?", set_mark);
}

void cmd_goto_mark(struct session *s, const struct call *call)
{
	with_letter(s, call, LETTERS "'", "to which mark? (' = before the last jump)", go_to_mark);
}

static void go_through(struct session *s, const struct call *call, struct jump_stack *from,
    struct jump_stack *to, const char *none)
{
	uint32_t left = call->count;

	while (left > 0 && jumps_go(s, from, to))
		left--;
	if (left == call->count)
		session_say(s, "%s", none);
}

/* To have shown a comment and its replies alone is undone in its turn. */
void cmd_jump_back(struct session *s, const struct call *call)
{
	if (s->thread.outline.root && s->back.count == s->rooted_at) {
		cmd_unroot(s, call);
		return;
	}
	go_through(s, call, &s->back, &s->forward, "this is where the first jump began");
}

void cmd_jump_forward(struct session *s, const struct call *call)
{
	go_through(s, call, &s->forward, &s->back, "this is where the last jump went");
}
