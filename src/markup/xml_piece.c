#include "config.h"

#include "markup/xml_piece_priv.h"

#include <string.h>

struct span piece_rest(const struct repair *r)
{
	return span_of(r->text.p + r->at, r->text.len - r->at);
}

size_t piece_next(const struct repair *r, size_t *known, size_t from, char c)
{
	const char *p;

	if (*known < from || *known == PIECE_UNKNOWN) {
		p = memchr(r->text.p + from, c, r->text.len - from);
		*known = p ? (size_t)(p - r->text.p) : r->text.len;
	}
	return *known;
}

static bool is_blank(struct span s)
{
	return span_trim(s).len == 0;
}

void piece_found(struct repair *r, const char *what)
{
	if (r->repairs++)
		return;
	r->first_repair = what;
	r->first_repair_line = r->lines + span_count_byte(span_sub(r->text, 0, r->at), '\n') + 1;
}

void piece_copy(struct repair *r)
{
	buf_add(&r->out, r->text.p + r->from, r->at - r->from);
	r->from = r->at;
}

void piece_drop(struct repair *r, size_t to)
{
	size_t lines = span_count_byte(span_sub(r->text, r->at, to), '\n');

	if (lines || r->from < r->at)
		piece_copy(r);
	buf_add_repeat(&r->out, '\n', lines);
	r->from = r->at = to;
}

void piece_put(struct repair *r, size_t len, const char *text)
{
	piece_copy(r);
	buf_add_str(&r->out, text);
	r->from = r->at += len;
}

bool piece_is_outside(const struct repair *r)
{
	return r->open.len == 0;
}

void piece_drop_outside(struct repair *r, size_t to)
{
	if (!is_blank(span_sub(r->text, r->at, to)))
		piece_found(r, "text outside the root element");
	piece_drop(r, to);
}

bool piece_literal_lt(struct repair *r, const char *why)
{
	if (piece_is_outside(r)) {
		piece_drop_outside(r, r->at + 1);
	} else {
		piece_found(r, why);
		piece_put(r, 1, "&lt;");
	}
	return true;
}

bool piece_cut_here(struct repair *r)
{
	if (!r->end && piece_rest(r).len < PIECE_WAIT_BYTES)
		return false;
	if (r->end) {
		r->cut = true;
		piece_drop(r, r->text.len);
		return true;
	}
	r->too_large = true;
	return piece_literal_lt(r, "a tag that does not end");
}
