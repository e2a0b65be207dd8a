/* What a key does: it answers a question, edits the prompt, adds to a count, or goes on
 * with a sequence that ends at a command.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/commands_priv.h"
#include "app/session.h"
#include "moot/base/xalloc.h"
#include "moot/text/utf8.h"

enum { COUNT_MAX = 100000000 };

void session_prompt(struct session *s, const struct prompt_use *use, const char *text,
    struct history *history)
{
	s->prompting = use;
	prompt_open(&s->prompt, use->label, text, history);
}

void session_ask(struct session *s, const char *keys, void (*answer)(struct session *s, char key))
{
	s->question = (struct question){ keys, answer };
}

static void answer_question(struct session *s, struct key key)
{
	struct question q = s->question;
	bool listed = key.mods == 0 && key.code > ' ' && key.code < 0x7f &&
	    strchr(q.keys, (char)key.code);

	s->question = (struct question){ 0 };
	buf_clear(&s->message);
	if (listed)
		q.answer(s, (char)key.code);
	else
		session_say(s, "nothing done");
}

static void close_prompt(struct session *s, bool done)
{
	const struct prompt_use *use = s->prompting;
	char *text = xstrdup(buf_str(&s->prompt.text));

	if (done && s->prompt.history)
		history_add(s->prompt.history, text);
	s->prompting = NULL;
	prompt_close(&s->prompt);
	if (done)
		use->done(s, text);
	else if (use->cancelled)
		use->cancelled(s);
	free(text);
}

static void edit_prompt(struct session *s, struct key key)
{
	switch (prompt_key(&s->prompt, key)) {
	case PROMPT_UNUSED:
	case PROMPT_MOVED:
		break;
	case PROMPT_CHANGED:
		if (s->prompting->changed)
			s->prompting->changed(s, buf_str(&s->prompt.text));
		break;
	case PROMPT_COMPLETE:
		candidates_step(s, true);
		return;
	case PROMPT_COMPLETE_BACK:
		candidates_step(s, false);
		return;
	case PROMPT_DONE:
		close_prompt(s, true);
		break;
	case PROMPT_CANCEL:
		close_prompt(s, false);
		break;
	}
	candidates_forget(&s->candidates);
}

static const char *why_not(const struct session *s, const struct command *c)
{
	unsigned needs;

	if (!(c->scope & session_scope(s)))
		return s->page ? "not on this page (q closes it)" : "not in this pane";
	needs = c->needs & ~(unsigned)IS_JUMP;
	if ((needs == NEEDS_POST || needs == NEEDS_COMMENT) && !s->body.post)
		return "there is no post";
	switch ((enum needs)needs) {
	case NEEDS_COMMENT:
		return s->thread.cursor != NO_ITEM ? NULL : "this post has no comments";
	case NEEDS_SEARCH:
		return (s->page ? s->sheet.pattern : s->finder.pattern) ? NULL :
		    "nothing is searched for (/ searches)";
	case NEEDS_NOTHING:
	case NEEDS_POST:
	case IS_JUMP:
		break;
	}
	return NULL;
}

void session_run(struct session *s, const struct command *c, const struct call *call)
{
	const char *why = why_not(s, c);

	struct visit from = session_here(s);

	if (why) {
		session_complain(s, "%s: %s", c->name, why);
		return;
	}
	c->run(s, call);
	if (c->needs & IS_JUMP)
		jumps_note(s, &from);
}

static void forget_typed(struct session *s)
{
	s->typed.len = 0;
	s->count = 0;
	s->has_count = false;
}

/* Digits before a command are its count; a 0 does not start one. */
static bool is_count(const struct session *s, struct key key)
{
	return s->typed.len == 0 && key.mods == 0 && key.code >= '0' && key.code <= '9' &&
	    (s->has_count || key.code != '0');
}

static void add_digit(struct session *s, uint32_t digit)
{
	s->has_count = true;
	s->count = s->count * 10 + digit;
	if (s->count > COUNT_MAX)
		s->count = COUNT_MAX;
	session_say(s, "%u", s->count);
}

/* "z: folding (za zo zc ...)": what the keys may become. */
static void add_continuations(const struct session *s, const struct key_sequence *keys,
    struct buf *out)
{
	const char *topic = keymap_topic(&s->config->keymap, keys, session_scope(s));

	key_sequence_add_name(out, keys);
	buf_add_str(out, ": ");
	if (topic) {
		buf_add_char(out, ascii_lower(*topic));
		buf_add_str(out, topic + 1);
		buf_add_char(out, ' ');
	}
	buf_add_char(out, '(');
	keymap_add_continuations(&s->config->keymap, keys, session_scope(s), out);
	buf_add_char(out, ')');
}

static void say_prefix(struct session *s)
{
	struct buf text = BUF_INIT;

	add_continuations(s, &s->typed, &text);
	session_say(s, "%s", buf_str(&text));
	buf_release(&text);
}

/* A key that means something elsewhere says where. */
static void add_elsewhere(const struct session *s, struct buf *out)
{
	static const struct { unsigned scope; const char *words; } places[] = {
		{ SCOPE_THREAD, "only in the thread" }, { SCOPE_BODY, "only in the text" },
		{ SCOPE_LIST, "only in the list" }, { SCOPE_PAGE, "only on a page" },
	};
	const struct binding *b;

	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (keymap_find(&s->config->keymap, &s->typed, places[i].scope, &b) ==
		    KEYMAP_COMMAND) {
			const char *help = b->command->help;

			/* What it does, without what else there is to say of it. */
			buf_addf(out, ": %s; it would %.*s", s->page ?
			    "not on this page (q closes it)" : places[i].words,
			    (int)strcspn(help, ";"), help);
			return;
		}
	buf_add_str(out, ": no command is on this key (? shows all, :bind puts one there)");
}

static void say_unknown(struct session *s)
{
	struct buf text = BUF_INIT;

	key_sequence_add_name(&text, &s->typed);
	if (s->typed.len > 1) {
		struct key_sequence prefix = { { s->typed.keys[0] }, 1 };

		buf_add_str(&text, " is no command; ");
		add_continuations(s, &prefix, &text);
	} else {
		add_elsewhere(s, &text);
	}
	session_complain(s, "%s", buf_str(&text));
	buf_release(&text);
}

/* Whatever was unbound, the command line can be reached. */
static bool is_way_out(const struct session *s, struct key key)
{
	struct key_sequence keys;

	return s->typed.len == 1 && key.code == ':' && !key.mods &&
	    !keymap_first_key(&s->config->keymap, "command", session_scope(s), &keys);
}

/* A page that yields keeps the keys that close it, and, while it has more than the screen
 * shows, those that scroll it. */
static bool page_wants(const struct session *s, struct key key)
{
	struct key_sequence keys = { { key }, 1 };
	const struct binding *b;

	if (keymap_find(&s->config->keymap, &keys, SCOPE_PAGE, &b) != KEYMAP_COMMAND)
		return key.code == KEY_ESCAPE_;
	return s->sheet.scroller.count > (size_t)s->sheet.scroller.rows ||
	    b->command->run == cmd_back || b->command->run == cmd_clear;
}

static void go_on_with_command(struct session *s, struct key key)
{
	struct call call = { s->has_count, s->has_count ? s->count : 1, "", key };
	const struct binding *b;
	char *argument;

	if (s->page && s->page->yields && !page_wants(s, key))
		page_close(s);
	s->typed.keys[s->typed.len++] = key;
	switch (keymap_find(&s->config->keymap, &s->typed, session_scope(s), &b)) {
	case KEYMAP_NONE:
		if (is_way_out(s, key))
			cmd_command(s, &call);
		else if (key.code != KEY_ESCAPE_)
			say_unknown(s);
		break;
	case KEYMAP_PREFIX:
		say_prefix(s);
		return;
	case KEYMAP_COMMAND:
		forget_typed(s);
		if (b->command != command_find(SPAN_LIT("read-on")))
			s->next_post_asked = false;
		call.argument = argument = xstrdup(b->argument ? b->argument : "");
		session_run(s, b->command, &call); /* which may bind the key anew */
		free(argument);
		return;
	}
	forget_typed(s);
}

/* Pasted text goes into a prompt, line ends as blanks; else it is not wanted. */
static void take_pasted(struct session *s, struct key key)
{
	char bytes[4] = " ";
	size_t len = 1;

	if (!s->prompting || key.mods) {
		session_complain(s, "pasted text is not taken as commands");
		return;
	}
	if (key.code < KEY_FIRST_NAMED)
		len = utf8_put(bytes, key.code);
	prompt_insert(&s->prompt, span_of(bytes, len));
	if (s->prompting->changed)
		s->prompting->changed(s, buf_str(&s->prompt.text));
}

/* What is no key: true when it was that. */
static bool take_event(struct session *s, struct key key)
{
	switch (key.code) {
	case KEY_HANGUP_:
		s->ended = true;
		return true;
	case KEY_RESIZE_:
		session_arrange(s);
		return true;
	case KEY_PASTE_:
	case KEY_PASTE_END_:
		s->pasting = key.code == KEY_PASTE_;
		return true;
	default:
		return false;
	}
}

void session_key(struct session *s, struct key key)
{
	struct visit before = session_here(s);

	if (take_event(s, key))
		return;
	if (s->pasting) {
		take_pasted(s, key);
		return;
	}
	reading_note_current(s);
	if (!s->question.keys)
		buf_clear(&s->message);
	if (s->peek)
		peek_key(s, key);
	else if (s->question.keys)
		answer_question(s, key);
	else if (s->prompting)
		edit_prompt(s, key);
	else if (is_count(s, key))
		add_digit(s, key.code - '0');
	else
		go_on_with_command(s, key);
	reading_follow(s, &before);
}
