/* One scan over the text, from value to value, with the open brackets on a stack.  What
 * was written last decides what may follow: a comma before a bracket is taken back, and
 * so is a name in a map for which no value came.
 */
#include "config.h"

#include "ingest/json_priv.h"

struct repair {
	struct span text;
	size_t at;
	struct buf *out;
	struct buf open; /* '{' and '[', innermost last */
	size_t name; /* where the name in out begins that waits for its ':' */
	bool has_name;
	char last; /* the last character that means something: one of {[,:"} and so on, or 0 */
	bool done; /* the outermost bracket is closed */
	bool *cut, *deep;
};

static void put(struct repair *r, char c)
{
	buf_add_char(r->out, c);
	r->last = c;
}

static void put_value(struct repair *r, struct span text)
{
	buf_add_span(r->out, text);
	r->last = 'v';
}

static char innermost(const struct repair *r)
{
	return r->open.len ? r->open.data[r->open.len - 1] : '\0';
}

/* ---- strings ---- */

/* The value of four hexadecimal digits, or -1. */
static int32_t hex4(struct span s)
{
	int32_t value = 0;

	if (s.len < 4)
		return -1;
	for (size_t i = 0; i < 4; i++) {
		char c = ascii_lower(s.p[i]);
		int digit = ascii_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
		if (digit < 0)
			return -1;
		value = value * 16 + digit;
	}
	return value;
}

static struct span rest(const struct repair *r)
{
	return span_sub(r->text, r->at, r->text.len);
}

/* An escape of a character; halves of a pair count only together. */
static void unicode_escape(struct repair *r)
{
	struct span s = rest(r);
	int32_t unit = hex4(span_sub(s, 2, s.len)), low = -1;
	bool whole = unit > 0 && (unit < 0xD800 || unit > 0xDFFF);

	if (unit < 0) {
		buf_add_str(r->out, "\\\\");
		r->at++;
		return;
	}
	if (unit >= 0xD800 && unit < 0xDC00 && s.len > 7 && s.p[6] == '\\' && s.p[7] == 'u')
		low = hex4(span_sub(s, 8, s.len));
	if (low >= 0xDC00 && low <= 0xDFFF) {
		buf_add_span(r->out, span_sub(s, 0, 12));
		r->at += 12;
		return;
	}
	buf_add_span(r->out, whole ? span_sub(s, 0, 6) : SPAN_LIT("\\uFFFD"));
	r->at += 6;
}

static void escape(struct repair *r)
{
	struct span s = rest(r);
	bool known = s.len > 1 && strchr("\"\\/bfnrt", s.p[1]) && s.p[1];

	if (s.len > 1 && s.p[1] == 'u') {
		unicode_escape(r);
	} else if (known) {
		buf_add_span(r->out, span_sub(s, 0, 2));
		r->at += 2;
	} else {
		buf_add_str(r->out, "\\\\");
		r->at++;
	}
}

static void string(struct repair *r)
{
	bool is_name = innermost(r) == '{' && (r->last == '{' || r->last == ',');

	r->has_name = is_name;
	r->name = r->out->len;
	buf_add_char(r->out, '"');
	for (r->at++; r->at < r->text.len && r->text.p[r->at] != '"';) {
		char c = r->text.p[r->at];
		if (c == '\\') {
			escape(r);
			continue;
		}
		if ((unsigned char)c < ' ')
			buf_addf(r->out, "\\u%04X", (unsigned int)c);
		else
			buf_add_char(r->out, c);
		r->at++;
	}
	*r->cut |= r->at == r->text.len;
	r->at++;
	put(r, '"');
}

/* ---- other values ---- */

static size_t run(const struct repair *r, bool (*belongs)(char c))
{
	size_t end = r->at;

	while (end < r->text.len && belongs(r->text.p[end]))
		end++;
	return end;
}

static bool is_number_char(char c)
{
	return ascii_is_digit(c) || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

/* Whole numbers too long for jansson are ids: they become strings. */
static void number(struct repair *r)
{
	size_t end = run(r, is_number_char);
	struct span text = span_sub(r->text, r->at, end);
	uint64_t value;
	bool negative = text.p[0] == '-';
	struct span digits = span_sub(text, negative, text.len);

	r->at = end;
	if (span_to_uint(digits, INT64_MAX, &value) && (digits.p[0] != '0' || digits.len == 1)) {
		put_value(r, text);
		return;
	}
	if (span_find_byte(text, '.') < text.len && ascii_is_digit(text.p[text.len - 1]) &&
	    digits.len < 30 && span_find_byte(digits, 'e') == digits.len) {
		put_value(r, text);
		return;
	}
	buf_add_char(r->out, '"');
	buf_add_span(r->out, text);
	put_value(r, SPAN_LIT("\""));
}

static void word(struct repair *r)
{
	size_t end = run(r, ascii_is_alnum);
	struct span text = span_sub(r->text, r->at, end);
	bool known = span_eq_str(text, "true") || span_eq_str(text, "false");

	r->at = end;
	put_value(r, known ? text : SPAN_LIT("null"));
}

/* ---- brackets ---- */

static void close_innermost(struct repair *r)
{
	char bracket = innermost(r) == '{' ? '}' : ']';

	if (r->has_name) {
		buf_truncate(r->out, r->name);
		r->has_name = false;
		r->last = r->out->len && r->out->data[r->out->len - 1] == ',' ? ',' : '{';
	}
	if (r->last == ',')
		buf_truncate(r->out, r->out->len - 1);
	else if (r->last == ':')
		buf_add_str(r->out, "null");
	buf_truncate(&r->open, r->open.len - 1);
	put(r, bracket);
	r->done = !r->open.len;
}

/* Passes over a bracket and all that is in it. */
static void skip_nested(struct repair *r)
{
	size_t depth = 0;
	bool quoted = false;

	for (; r->at < r->text.len; r->at++) {
		char c = r->text.p[r->at];
		if (quoted && c == '\\')
			r->at++;
		else if (c == '"')
			quoted = !quoted;
		else if (!quoted && (c == '{' || c == '['))
			depth++;
		else if (!quoted && (c == '}' || c == ']') && --depth == 0)
			break;
	}
	r->at += r->at < r->text.len;
	*r->deep = true;
	put_value(r, SPAN_LIT("null"));
}

static void bracket(struct repair *r, char c)
{
	if ((c == '{' || c == '[') && r->open.len >= JSON_MAX_DEPTH) {
		skip_nested(r);
		return;
	}
	r->at++;
	if (c == '{' || c == '[') {
		buf_add_char(&r->open, c);
		put(r, c);
	} else if (r->open.len) {
		close_innermost(r);
	}
}

/* A value where one may stand; where none may, a comma is missing. */
static void before_value(struct repair *r)
{
	if (r->last && !strchr("{[,:", r->last) && r->open.len)
		put(r, ',');
}

static void separator(struct repair *r, char c)
{
	bool fits = c == ':' ? r->has_name : r->last && !strchr("{[,:", r->last) && !r->has_name;

	r->at++;
	if (!fits)
		return;
	r->has_name = false;
	put(r, c);
}

static void next(struct repair *r)
{
	char c = r->text.p[r->at];
	bool is_value = c == '"' || c == '{' || c == '[' || c == '-' || ascii_is_alnum(c);

	if (is_value && r->has_name) { /* no ':' came */
		r->has_name = false;
		put(r, ':');
	} else if (is_value) {
		before_value(r);
	}
	if (c == '"')
		string(r);
	else if (c == ',' || c == ':')
		separator(r, c);
	else if (c == '{' || c == '[' || c == '}' || c == ']')
		bracket(r, c);
	else if (c == '-' || ascii_is_digit(c))
		number(r);
	else if (ascii_is_alpha(c))
		word(r);
	else
		r->at++;
}

/* Behind a complete value: goes on to the next one, so that many in one file are a list. */
static bool find_another(struct repair *r)
{
	while (r->at < r->text.len && r->text.p[r->at] != '{' && r->text.p[r->at] != '[')
		r->at++;
	if (r->at == r->text.len)
		return false;
	put(r, ',');
	return true;
}

void json_repair(struct buf *out, struct span text, bool *cut, bool *deep)
{
	struct repair r = { .text = text, .out = out, .cut = cut, .deep = deep };

	const size_t start = out->len;
	bool several = false;

	buf_add_char(out, ' ');
	while (r.at < text.len) {
		next(&r);
		if (r.done && !find_another(&r))
			break;
		several |= r.done;
		r.done = false;
	}
	*cut |= r.open.len > 0;
	while (r.open.len)
		close_innermost(&r);
	if (several) {
		out->data[start] = '[';
		buf_add_char(out, ']');
	}
	buf_release(&r.open);
}
