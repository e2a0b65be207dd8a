/* The last row: what is typed, what is said, or the keys worth knowing. */
#include "config.h"

#include "app/screen_priv.h"

/* Keys worth showing, most wanted first; what does not fit is left out. */
static const struct hint {
	unsigned scope;
	const char *first, *second; /* commands; second may be NULL */
	const char *words; /* NULL: hit_words() */
} hints[] = {
	{ SCOPE_LIST, "line-down", "line-up", "post" },
	{ SCOPE_LIST, "open", NULL, "read" },
	{ SCOPE_LIST, "back", NULL, "quit" },
	{ SCOPE_BODY | SCOPE_THREAD | SCOPE_PAGE, "line-down", "line-up", "line" },
	{ SCOPE_BODY, "read-on", NULL, "read on" },
	{ SCOPE_PAGE, "back", NULL, "close" },
	{ SCOPE_BODY | SCOPE_THREAD, "back", NULL, "back" },
	{ SCOPE_BODY | SCOPE_THREAD, "next-comment", "previous-comment", "comment" },
	{ SCOPE_THREAD, "next-reply", "previous-reply", "reply" },
	{ SCOPE_THREAD, "next-thread", "previous-thread", "thread" },
	{ SCOPE_PANES, "help", NULL, "help" },
	{ SCOPE_ALL, "search", NULL, "search" },
	{ SCOPE_BODY | SCOPE_THREAD, "next-post", "previous-post", "post" },
	{ SCOPE_ALL, "next-hit", NULL, NULL },
	{ SCOPE_THREAD, "parent", NULL, "parent" },
	{ SCOPE_THREAD, "reference", NULL, "ref" },
	{ SCOPE_THREAD, "fold-toggle", NULL, "fold" },
	{ SCOPE_PANES, "next-pane", NULL, "pane" },
	{ SCOPE_PANES, "zoom", NULL, "zoom" },
	{ SCOPE_PANES, "save", NULL, "save" },
	{ SCOPE_PANES, "links", NULL, "links" },
};

/* "j/k", but ")(": brackets speak for themselves. */
static bool hint_keys(const struct session *s, const struct hint *h, struct buf *out)
{
	unsigned scope = session_scope(s);
	struct key_sequence keys;

	if (!(h->scope & scope) || !keymap_first_key(&s->config->keymap, h->first, scope, &keys))
		return false;
	key_sequence_add_name(out, &keys);
	if (h->second && keymap_first_key(&s->config->keymap, h->second, scope, &keys)) {
		if (out->len > 1 || ascii_is_alnum(out->data[0]))
			buf_add_char(out, '/');
		key_sequence_add_name(out, &keys);
	}
	return true;
}

/* What n goes to: "hit 3/17" or "new"; nothing where there is neither. */
static void hit_words(const struct session *s, struct buf *out)
{
	const struct finder *f = &s->finder;

	if (s->page)
		return;
	if (f->pattern)
		buf_addf(out, "hit %zu/%zu", f->current == NO_HIT ? 0 : f->current + 1, f->count);
	else if (s->wish.focus == PANE_LIST && s->limit.term_count)
		buf_add_str(out, "match");
	else if (state_last_visit_s(s->state))
		buf_add_str(out, "new");
}

static void draw_hints(const struct session *s, const struct canvas *screen)
{
	struct pen pen = { screen, s->frame.hint_row, 1, screen->area.cols };

	for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
		struct buf keys = BUF_INIT, words = BUF_INIT;

		if (hints[i].words)
			buf_add_str(&words, hints[i].words);
		else
			hit_words(s, &words);
		if (words.len && hint_keys(s, &hints[i], &keys) &&
		    pen.col + (int)(keys.len + 1 + words.len) <= pen.end_col) {
			pen_put(&pen, own_words(&keys), FACE_NUMBER);
			pen_skip(&pen, 1);
			pen_put(&pen, own_words(&words), FACE_HINT);
			pen_skip(&pen, 2);
		}
		buf_release(&keys);
		buf_release(&words);
	}
}

struct cursor screen_draw_foot(const struct session *s, const struct canvas *screen,
    struct cursor at)
{
	int last_row = s->frame.hint_row, cols = screen->area.cols;
	struct canvas line = canvas_part(screen, (struct rect){ last_row, 0, 1, cols });
	int message_row = s->prompting ? last_row - 1 : last_row;

	if (s->message.len) { /* with a prompt: candidates of a completion, and the like */
		canvas_blank(screen, message_row, FACE_TEXT);
		canvas_put_cut(screen, message_row, 0, cols, own_words(&s->message),
		    s->message_face, 0);
	}
	if (s->prompting) {
		canvas_blank(screen, last_row, FACE_TEXT);
		return (struct cursor){ last_row, prompt_draw(&s->prompt, &line) };
	}
	if (!s->message.len && s->frame.has_hints)
		draw_hints(s, screen);
	return at;
}
