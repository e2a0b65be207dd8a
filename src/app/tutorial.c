/* The page of :tutorial, which is opened at the first start: what is enough to begin with,
 * by the keys that are in force.  Any key of the panes closes it, and does what it does.
 */
#include "config.h"

#include "app/commands_priv.h"
#include "app/session.h"

enum { LESSON_KEYS = 3, KEYS_COLS = 16 };

/* Commands by name, and what they do together; what is on no key is left out. */
static const struct lesson {
	unsigned scope;
	const char *commands[LESSON_KEYS];
	const char *words;
} lessons[] = {
	{ SCOPE_PANES, { "next-pane" }, "give the keys to the next pane" },
	{ SCOPE_LIST, { "open" }, "in the list: read this post" },
	{ SCOPE_PANES, { "read-on", "page-up" },
	    "a page on, and at the end what is next; a page back" },
	{ SCOPE_PANES, { "line-down", "line-up" }, "a line down, a line up" },
	{ SCOPE_PANES, { "next-post", "previous-post" }, "the next post, the one before" },
	{ SCOPE_PANES, { "next-comment", "previous-comment" },
	    "the next comment, at any depth; the one before" },
	{ SCOPE_PANES, { "next-reply", "previous-reply" },
	    "the next reply to the same comment, the one before" },
	{ SCOPE_PANES, { "next-thread", "previous-thread" }, "the next thread, the one before" },
	{ SCOPE_PANES, { "parent", "root", "jump-back" },
	    "what is replied to; where it began; back again" },
	{ SCOPE_PANES, { "next-new", "previous-new" }, "what is new since your last visit" },
	{ SCOPE_PANES, { "reference", "referrers" }, "what a text refers to; who refers to it" },
	{ SCOPE_THREAD, { "fold-toggle", "fold-all", "unfold-all" },
	    "fold replies away; fold all; open all" },
	{ SCOPE_PANES, { "search", "next-hit", "limit" },
	    "search; next hit; show only what matches" },
	{ SCOPE_PANES, { "save" }, "save the post, its thread, or both" },
	{ SCOPE_PANES, { "help", "command" }, "all keys; a command by its name" },
	{ SCOPE_PANES, { "back", "quit" }, "go back, and from the list leave; leave at once" },
};

static void add_keys(const struct session *s, const struct lesson *l, struct buf *out)
{
	struct key_sequence keys;

	for (int i = 0; i < LESSON_KEYS && l->commands[i]; i++)
		if (keymap_first_key(&s->config->keymap, l->commands[i], l->scope, &keys)) {
			if (out->len)
				buf_add_char(out, ' ');
			key_sequence_add_name(out, &keys);
		}
}

static void add_lesson(struct session *s, const struct lesson *l)
{
	struct buf keys = BUF_INIT;

	add_keys(s, l, &keys);
	if (keys.len)
		page_add_keys(s, &keys, KEYS_COLS, l->words);
	buf_release(&keys);
}

static void fill_tutorial(struct session *s)
{
	struct buf line = BUF_INIT;

	buf_add_str(&line, "Posts, the text of one, and what was said about it: each has its "
	    "pane.  The one with the double line has the keys.");
	page_add(s, &line, FACE_TEXT, 0);
	for (size_t i = 0; i < sizeof lessons / sizeof *lessons; i++)
		add_lesson(s, &lessons[i]);
	buf_add_str(&line, "Any key begins.  This is shown once; :tutorial shows it again.");
	page_add(s, &line, FACE_HEADING, 0);
	buf_release(&line);
}

void cmd_tutorial(struct session *s, const struct call *call)
{
	static const struct page page = {
		.title = "Welcome", .fill = fill_tutorial, .yields = true,
	};

	(void)call;
	page_open(s, &page);
}
