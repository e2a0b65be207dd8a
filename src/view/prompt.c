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

static size_t line_start(const struct prompt *p, size_t at)
{
	(void)p;
	(void)at;
	return 0;
}

static size_t line_end(const struct prompt *p, size_t at)
{
	(void)at;
	return p->text.len;
}

static enum prompt_result show_history(struct prompt *p, size_t at_line)
{
	if (!p->history || at_line > p->history->count)
		return PROMPT_MOVED;
	if (p->at_line == p->history->count) {
		free(p->draft);
		p->draft = xstrdup(buf_str(&p->text));
	}
	p->at_line = at_line;
	prompt_set(p, at_line == p->history->count ? p->draft : p->history->lines[at_line]);
	return PROMPT_CHANGED;
}

/* What a key does: go somewhere, cut up to there, or something else. */
enum edit { GO, CUT, BACKSPACE, OLDER, NEWER, DONE, CANCEL, COMPLETE, COMPLETE_BACK };

static const struct edit_key {
	struct key key;
	enum edit edit;
	size_t (*where)(const struct prompt *p, size_t at); /* of GO and CUT */
} edit_keys[] = {
	{ { KEY_LEFT_, 0 }, GO, cluster_before },
	{ { 'b', KEY_CTRL }, GO, cluster_before },
	{ { KEY_RIGHT_, 0 }, GO, cluster_after },
	{ { 'f', KEY_CTRL }, GO, cluster_after },
	{ { 'b', KEY_ALT }, GO, word_before },
	{ { 'f', KEY_ALT }, GO, word_after },
	{ { KEY_HOME_, 0 }, GO, line_start },
	{ { 'a', KEY_CTRL }, GO, line_start },
	{ { KEY_END_, 0 }, GO, line_end },
	{ { 'e', KEY_CTRL }, GO, line_end },
	{ { KEY_DELETE_, 0 }, CUT, cluster_after },
	{ { 'd', KEY_CTRL }, CUT, cluster_after },
	{ { 'k', KEY_CTRL }, CUT, line_end },
	{ { 'u', KEY_CTRL }, CUT, line_start },
	{ { 'w', KEY_CTRL }, CUT, word_before },
	{ { 'd', KEY_ALT }, CUT, word_after },
	{ { KEY_BACKSPACE_, 0 }, BACKSPACE, cluster_before },
	{ { 'h', KEY_CTRL }, BACKSPACE, cluster_before },
	{ { KEY_UP_, 0 }, OLDER, NULL },
	{ { 'p', KEY_CTRL }, OLDER, NULL },
	{ { KEY_DOWN_, 0 }, NEWER, NULL },
	{ { 'n', KEY_CTRL }, NEWER, NULL },
	{ { KEY_ENTER_, 0 }, DONE, NULL },
	{ { 'j', KEY_CTRL }, DONE, NULL },
	{ { KEY_ESCAPE_, 0 }, CANCEL, NULL },
	{ { 'c', KEY_CTRL }, CANCEL, NULL },
	{ { 'g', KEY_CTRL }, CANCEL, NULL },
	{ { KEY_TAB_, 0 }, COMPLETE, NULL },
	{ { KEY_BACKTAB_, 0 }, COMPLETE_BACK, NULL },
};

static enum prompt_result edit_line(struct prompt *p, const struct edit_key *e)
{
	size_t there = e->where ? e->where(p, p->cursor) : p->cursor;

	switch (e->edit) {
	case GO:
		p->cursor = there;
		return PROMPT_MOVED;
	case BACKSPACE:
		if (p->text.len == 0)
			return PROMPT_CANCEL;
		return cut(p, there, p->cursor);
	case CUT:
		return there < p->cursor ? cut(p, there, p->cursor) : cut(p, p->cursor, there);
	case OLDER:
		return p->at_line > 0 ? show_history(p, p->at_line - 1) : PROMPT_MOVED;
	case NEWER:
		return show_history(p, p->at_line + 1);
	case DONE:
		return PROMPT_DONE;
	case CANCEL:
		return PROMPT_CANCEL;
	case COMPLETE:
		return PROMPT_COMPLETE;
	case COMPLETE_BACK:
		return PROMPT_COMPLETE_BACK;
	}
	return PROMPT_UNUSED;
}

enum prompt_result prompt_key(struct prompt *p, struct key key)
{
	char bytes[4];

	for (size_t i = 0; i < sizeof edit_keys / sizeof *edit_keys; i++)
		if (edit_keys[i].key.code == key.code && edit_keys[i].key.mods == key.mods)
			return edit_line(p, &edit_keys[i]);
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
