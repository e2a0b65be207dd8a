#include "config.h"

#include "moot/view/prompt.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "moot/text/utf8.h"

enum { HISTORY_MAX = 100 };

void history_add(struct history *h, const char *line)
{
	if (*line == '\0' || (h->count && strcmp(h->lines[h->count - 1], line) == 0))
		return;
	if (h->count == HISTORY_MAX) {
		free(h->lines[0]);
		memmove(h->lines, h->lines + 1, (HISTORY_MAX - 1) * sizeof *h->lines);
		h->count--;
	}
	ARRAY_GROW(h->lines, h->count, h->cap);
	h->lines[h->count++] = xstrdup(line);
}

void history_release(struct history *h)
{
	for (size_t i = 0; i < h->count; i++)
		free(h->lines[i]);
	free(h->lines);
	*h = (struct history){ 0 };
}

void prompt_open(struct prompt *p, const char *label, const char *text, struct history *history)
{
	prompt_close(p);
	p->label = xstrdup(label);
	p->history = history;
	p->at_line = history ? history->count : 0;
	prompt_set(p, text);
}

void prompt_close(struct prompt *p)
{
	free(p->label);
	free(p->draft);
	buf_release(&p->text);
	*p = (struct prompt){ 0 };
}

void prompt_set(struct prompt *p, const char *text)
{
	buf_clear(&p->text);
	p->cursor = 0;
	prompt_insert(p, span_str(text));
}

static void insert_bytes(struct prompt *p, const char *bytes, size_t len)
{
	struct buf after = BUF_INIT;

	buf_add_span(&after, span_sub(buf_span(&p->text), p->cursor, p->text.len));
	buf_truncate(&p->text, p->cursor);
	buf_add(&p->text, bytes, len);
	p->cursor = p->text.len;
	buf_add_span(&p->text, buf_span(&after));
	buf_release(&after);
}

void prompt_insert(struct prompt *p, struct span text)
{
	struct buf clean = BUF_INIT;

	while (text.len) {
		uint32_t ch;
		size_t len = utf8_next(text.p, text.len, &ch);

		if (ch == '\n' || ch == '\t' || ch == '\r')
			ch = ' ';
		if (safe_char(ch))
			buf_add_utf8(&clean, ch);
		text = span_sub(text, len, text.len);
	}
	insert_bytes(p, buf_str(&clean), clean.len);
	buf_release(&clean);
}

static size_t cluster_before(const struct prompt *p, size_t at)
{
	struct span text = span_sub(buf_span(&p->text), 0, at);
	size_t start = 0;

	for (size_t i = 0; i < at; i += cluster_next(span_sub(text, i, at), NULL).bytes)
		start = i;
	return start;
}

static size_t cluster_after(const struct prompt *p, size_t at)
{
	struct span rest = span_sub(buf_span(&p->text), at, p->text.len);

	return at + (rest.len ? cluster_next(rest, NULL).bytes : 0);
}

static size_t word_before(const struct prompt *p, size_t at)
{
	while (at > 0 && p->text.data[at - 1] == ' ')
		at--;
	while (at > 0 && p->text.data[at - 1] != ' ')
		at--;
	return at;
}

static size_t word_after(const struct prompt *p, size_t at)
{
	while (at < p->text.len && p->text.data[at] == ' ')
		at++;
	while (at < p->text.len && p->text.data[at] != ' ')
		at++;
	return at;
}

static enum prompt_result cut(struct prompt *p, size_t from, size_t to)
{
	struct buf kept = BUF_INIT;

	if (from >= to)
		return PROMPT_MOVED;
	buf_add_span(&kept, span_sub(buf_span(&p->text), 0, from));
	buf_add_span(&kept, span_sub(buf_span(&p->text), to, p->text.len));
	buf_release(&p->text);
	p->text = kept;
	p->cursor = from;
	return PROMPT_CHANGED;
}

static enum prompt_result go(struct prompt *p, size_t at)
{
	p->cursor = at;
	return PROMPT_MOVED;
}

static enum prompt_result edit_home(struct prompt *p) { return go(p, 0); }
static enum prompt_result edit_end(struct prompt *p) { return go(p, p->text.len); }
static enum prompt_result edit_left(struct prompt *p) { return go(p, cluster_before(p, p->cursor)); }
static enum prompt_result edit_right(struct prompt *p) { return go(p, cluster_after(p, p->cursor)); }
static enum prompt_result edit_word_left(struct prompt *p) { return go(p, word_before(p, p->cursor)); }
static enum prompt_result edit_word_right(struct prompt *p) { return go(p, word_after(p, p->cursor)); }
static enum prompt_result edit_cut_after(struct prompt *p) { return cut(p, p->cursor, p->text.len); }
static enum prompt_result edit_cut_before(struct prompt *p) { return cut(p, 0, p->cursor); }
static enum prompt_result edit_cut_word(struct prompt *p) { return cut(p, word_before(p, p->cursor), p->cursor); }
static enum prompt_result edit_delete(struct prompt *p) { return cut(p, p->cursor, cluster_after(p, p->cursor)); }

static enum prompt_result edit_backspace(struct prompt *p)
{
	if (p->text.len == 0)
		return PROMPT_CANCEL;
	return cut(p, cluster_before(p, p->cursor), p->cursor);
}

static enum prompt_result show_history(struct prompt *p, size_t at_line)
{
	if (p->at_line == p->history->count) {
		free(p->draft);
		p->draft = xstrdup(buf_str(&p->text));
	}
	p->at_line = at_line;
	prompt_set(p, at_line == p->history->count ? p->draft : p->history->lines[at_line]);
	return PROMPT_CHANGED;
}

static enum prompt_result edit_older(struct prompt *p)
{
	return p->history && p->at_line > 0 ? show_history(p, p->at_line - 1) : PROMPT_MOVED;
}

static enum prompt_result edit_newer(struct prompt *p)
{
	return p->history && p->at_line < p->history->count ? show_history(p, p->at_line + 1) :
	    PROMPT_MOVED;
}

static enum prompt_result edit_done(struct prompt *p) { (void)p; return PROMPT_DONE; }
static enum prompt_result edit_cancel(struct prompt *p) { (void)p; return PROMPT_CANCEL; }
static enum prompt_result edit_complete(struct prompt *p) { (void)p; return PROMPT_COMPLETE; }

static const struct {
	struct key key;
	enum prompt_result (*edit)(struct prompt *p);
} edits[] = {
	{ { KEY_ENTER_, 0 }, edit_done },
	{ { KEY_ESCAPE_, 0 }, edit_cancel },
	{ { 'c', KEY_CTRL }, edit_cancel },
	{ { 'g', KEY_CTRL }, edit_cancel },
	{ { KEY_TAB_, 0 }, edit_complete },
	{ { KEY_BACKSPACE_, 0 }, edit_backspace },
	{ { 'h', KEY_CTRL }, edit_backspace },
	{ { KEY_DELETE_, 0 }, edit_delete },
	{ { 'd', KEY_CTRL }, edit_delete },
	{ { KEY_LEFT_, 0 }, edit_left },
	{ { 'b', KEY_CTRL }, edit_left },
	{ { KEY_RIGHT_, 0 }, edit_right },
	{ { 'f', KEY_CTRL }, edit_right },
	{ { 'b', KEY_ALT }, edit_word_left },
	{ { 'f', KEY_ALT }, edit_word_right },
	{ { KEY_HOME_, 0 }, edit_home },
	{ { 'a', KEY_CTRL }, edit_home },
	{ { KEY_END_, 0 }, edit_end },
	{ { 'e', KEY_CTRL }, edit_end },
	{ { 'k', KEY_CTRL }, edit_cut_after },
	{ { 'u', KEY_CTRL }, edit_cut_before },
	{ { 'w', KEY_CTRL }, edit_cut_word },
	{ { KEY_UP_, 0 }, edit_older },
	{ { 'p', KEY_CTRL }, edit_older },
	{ { KEY_DOWN_, 0 }, edit_newer },
	{ { 'n', KEY_CTRL }, edit_newer },
};

enum prompt_result prompt_key(struct prompt *p, struct key key)
{
	char bytes[4];

	for (size_t i = 0; i < sizeof edits / sizeof *edits; i++)
		if (edits[i].key.code == key.code && edits[i].key.mods == key.mods)
			return edits[i].edit(p);
	if (key.mods || key.code >= KEY_FIRST_NAMED || key.code < ' ')
		return PROMPT_UNUSED;
	prompt_insert(p, span_of(bytes, utf8_put(bytes, key.code)));
	return PROMPT_CHANGED;
}

/* The first cluster drawn, so that the cursor is in sight. */
static size_t first_shown(const struct prompt *p, int room, const struct looks *looks)
{
	size_t from = 0;

	while (from < p->cursor && text_cols(span_sub(buf_span(&p->text), from, p->cursor),
	    &looks->width) >= room)
		from = cluster_after(p, from);
	return from;
}

int prompt_draw(const struct prompt *p, const struct canvas *c)
{
	struct pen pen = { c, 0, 0, c->area.cols };
	size_t from;
	int cursor_col;

	pen_put(&pen, (struct safe){ p->label, strlen(p->label) }, FACE_PROMPT);
	from = first_shown(p, pen.end_col - pen.col, c->looks);
	cursor_col = pen.col + text_cols(span_sub(buf_span(&p->text), from, p->cursor),
	    &c->looks->width);
	pen_put(&pen, safe_sub(own_words(&p->text), from, p->text.len), FACE_PROMPT);
	return cursor_col;
}
