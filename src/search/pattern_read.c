/* One walk over the pattern, construct by construct: escapes, sets, openings of groups,
 * white space, single characters.  All is copied but white space, and what is seen on
 * the way decides how the expression is searched for.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "moot/base/xalloc.h"
#include "moot/text/fold.h"
#include "moot/text/plain.h"
#include "moot/text/utf8.h"
#include "search/pattern_priv.h"

enum { FEW_OPTIONAL = 2 };

struct reader {
	struct expression *e;
	struct span pattern;
	size_t at;
	size_t item; /* where the construct begins that was read last */
};

static void emit(struct reader *r, struct span bytes, size_t from)
{
	struct expression *e = r->e;

	for (size_t i = 0; i < bytes.len; i++) {
		e->origin = array_grow(e->origin, e->text.len, &e->origin_cap, sizeof *e->origin);
		e->origin[e->text.len] = (uint32_t)from;
		buf_add_char(&e->text, bytes.p[i]);
	}
}

static char peek(const struct reader *r, size_t ahead)
{
	return r->at + ahead < r->pattern.len ? r->pattern.p[r->at + ahead] : '\0';
}

static void copy(struct reader *r, size_t len)
{
	struct span bytes = span_sub(r->pattern, r->at, r->at + len);

	for (size_t i = 0; i < bytes.len; i++)
		emit(r, span_sub(bytes, i, i + 1), r->at + i);
	r->at += bytes.len;
}

/* Something other than a repetition may try the same text again. */
static void note_retry(struct reader *r)
{
	r->e->repeats = true;
	r->e->one_run = false;
}

/* A piece that stands for itself. */
static void copy_meant(struct reader *r, size_t len)
{
	struct span piece = span_sub(r->pattern, r->at, r->at + len);

	r->e->has_upper |= fold_has_upper(piece);
	r->e->has_accent |= plain_differs(piece);
	copy(r, len);
}

static size_t char_len(const struct reader *r)
{
	uint32_t ch;

	return utf8_next(r->pattern.p + r->at, r->pattern.len - r->at, &ch);
}

/* Up to and with the byte, or the end. */
static size_t len_to(const struct reader *r, char byte)
{
	struct span rest = span_sub(r->pattern, r->at, r->pattern.len);
	size_t found = span_find_byte(rest, byte);

	return found < rest.len ? found + 1 : rest.len;
}

/* \Q...\E */
static void read_quoted(struct reader *r)
{
	struct span rest = span_sub(r->pattern, r->at + 2, r->pattern.len);
	size_t end = span_find(rest, SPAN_LIT("\\E"));

	copy(r, 2);
	copy_meant(r, end);
	copy(r, 2);
}

/* Signs stand for themselves; borders of words have no width. */
static void note_escape(struct starts *s, char kind)
{
	if (kind == 'K')
		starts_give_up(s);
	else if (kind > ' ' && kind < 0x7F && !ascii_is_alnum(kind))
		starts_char(s, span_of(&kind, 1));
	else if (kind != 'b' && kind != 'B' && (unsigned char)kind < 0x80)
		starts_other(s);
}

static void read_escape(struct reader *r)
{
	char kind = peek(r, 1);

	note_escape(&r->e->starts, kind);
	if (kind == 'Q') {
		read_quoted(r);
		return;
	}
	if (kind && strchr("AzZGKXgk", kind))
		r->e->looks_around = true;
	if (kind && strchr("123456789gkX", kind))
		note_retry(r);
	if (kind && strchr("pPxoNgk", kind) && peek(r, 2) == '{')
		copy(r, len_to(r, '}'));
	else if (kind == 'p' || kind == 'P' || kind == 'c')
		copy(r, 3);
	else if ((unsigned char)kind < 0x80)
		copy(r, 2);
	else
		copy(r, 1); /* what is escaped stands for itself */
}

static void read_set(struct reader *r)
{
	starts_other(&r->e->starts);
	copy(r, peek(r, 1) == '^' ? 2 : 1);
	if (peek(r, 0) == ']')
		copy(r, 1);
	while (r->at < r->pattern.len && peek(r, 0) != ']') {
		if (peek(r, 0) == '\\')
			read_escape(r);
		else if (peek(r, 0) == '[' && peek(r, 1) == ':')
			copy(r, len_to(r, ']'));
		else
			copy_meant(r, char_len(r));
	}
	copy(r, 1);
}

/* "(", or "(?" with letters and a name, or a verb "(*...)". */
static void read_group(struct reader *r)
{
	if (peek(r, 1) == '*' || (peek(r, 1) == '?' && peek(r, 2) != ':'))
		starts_give_up(&r->e->starts);
	else
		starts_open(&r->e->starts);
	if (peek(r, 1) == '*') {
		r->e->looks_around = true;
		note_retry(r);
		copy(r, len_to(r, ')'));
	} else if (peek(r, 1) == '?' && peek(r, 2) == ':') {
		copy(r, 3);
	} else if (peek(r, 1) == '?') {
		r->e->looks_around = true;
		note_retry(r);
		copy(r, 2);
		while (ascii_is_alnum(peek(r, 0)) || (peek(r, 0) && strchr("<'_^-&", peek(r, 0))))
			copy(r, 1);
	} else {
		copy(r, 1);
	}
}

static bool is_repetition(char c)
{
	return c == '*' || c == '+' || c == '{';
}

static bool is_optional(char c)
{
	return c == '?' || c == '*' || c == '{';
}

/* A letter or a set of letters: no blank is one. */
static bool is_of_words(struct span item)
{
	if (span_eq_str(item, "\\w") || span_eq_str(item, "\\d"))
		return true;
	if (item.len > 2 && item.p[0] == '[' && item.p[item.len - 1] == ']')
		item = span_sub(item, 1, item.len - 1);
	else if (item.len != 1)
		return false;
	for (size_t i = 0; i < item.len; i++)
		if (!ascii_is_alnum(item.p[i]) && item.p[i] != '_' && item.p[i] != '-')
			return false;
	return true;
}

static void note_repetition(struct reader *r)
{
	bool one = !r->e->repeats && is_of_words(span_sub(r->pattern, r->item, r->at));

	r->e->repeats = true;
	r->e->one_run = one;
}

static void read_repetition(struct reader *r)
{
	bool optional = peek(r, 0) == '?';

	if (is_optional(peek(r, 0)))
		starts_optional(&r->e->starts);
	else
		starts_other(&r->e->starts);
	if (!optional)
		note_repetition(r);
	else if (++r->e->optional > FEW_OPTIONAL)
		note_retry(r);
	copy(r, peek(r, 0) == '{' ? len_to(r, '}') : 1);
	if (peek(r, 0) == '+') { /* it gives nothing back */
		r->e->looks_around = true;
		copy(r, 1);
	} else if (peek(r, 0) == '?' && !optional) {
		copy(r, 1);
	}
}

/* At the start or end one blank is enough, and cheaper. */
static void read_blanks(struct reader *r)
{
	size_t start = r->at;
	bool inside;

	starts_other(&r->e->starts);
	while (r->at < r->pattern.len && ascii_is_space(peek(r, 0)))
		r->at++;
	inside = start > 0 && r->at < r->pattern.len && !is_repetition(peek(r, 0)) &&
	    peek(r, 0) != '?';
	emit(r, inside ? SPAN_LIT("\\s+") : SPAN_LIT("\\s"), start);
}

static void read_char(struct reader *r)
{
	size_t len = char_len(r);

	switch (peek(r, 0)) {
	case '|':
		starts_bar(&r->e->starts);
		break;
	case ')':
		starts_close(&r->e->starts, is_optional(peek(r, 1)));
		break;
	case '.':
	case '$':
		starts_other(&r->e->starts);
		break;
	case '^':
		break;
	default:
		starts_char(&r->e->starts, span_sub(r->pattern, r->at, r->at + len));
	}
	copy_meant(r, len);
}

void expression_read(struct expression *e, struct span pattern)
{
	struct reader r = { e, pattern, 0, 0 };

	starts_begin(&e->starts);
	while (r.at < pattern.len) {
		char c = peek(&r, 0);
		bool repeats = c == '?' || is_repetition(c);

		if (!repeats)
			r.item = r.at;
		if (c == '\\')
			read_escape(&r);
		else if (c == '[')
			read_set(&r);
		else if (c == '(')
			read_group(&r);
		else if (repeats)
			read_repetition(&r);
		else if (ascii_is_space(c))
			read_blanks(&r);
		else
			read_char(&r);
	}
	starts_end(&e->starts, !e->has_upper);
}

void expression_release(struct expression *e)
{
	buf_release(&e->text);
	free(e->origin);
	*e = (struct expression){ 0 };
}
