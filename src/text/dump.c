/* Blanks, numbers and escapes of a text dump.
 *
 * A line is escaped by one backslash when, without the backslashes it starts with, it is
 * special; so the number of backslashes grows by one in writing and shrinks by one in
 * reading, and a line that is not special keeps all of its own.
 */
#include "config.h"

#include "moot/text/dump.h"

/* Bytes of the blank at the start of s, 0 when there is none. */
static size_t blank_len(struct span s)
{
	if (!s.len)
		return 0;
	if (s.p[0] != '\n' && ascii_is_space(s.p[0]))
		return 1;
	return s.len >= 2 && s.p[0] == '\xc2' && s.p[1] == '\xa0' ? 2 : 0;
}

struct span dump_trim_end(struct span line)
{
	for (;;) {
		if (line.len && ascii_is_space(line.p[line.len - 1]))
			line.len--;
		else if (line.len >= 2 && blank_len(span_sub(line, line.len - 2, line.len)) == 2)
			line.len -= 2;
		else
			return line;
	}
}

struct span dump_trim(struct span line)
{
	int cols;

	line = dump_trim_end(line);
	return span_sub(line, dump_indent(line, &cols), line.len);
}

bool dump_is_blank(struct span line)
{
	return dump_trim_end(line).len == 0;
}

/* A tab goes to the next multiple of eight.  Indents of hostile widths count no further. */
static int col_after(int col, char blank)
{
	enum { WIDEST = 1 << 20 };

	if (col >= WIDEST)
		return col;
	return blank == '\t' ? col / 8 * 8 + 8 : col + 1;
}

size_t dump_indent(struct span line, int *cols)
{
	size_t at = 0, len;

	*cols = 0;
	while ((len = blank_len(span_sub(line, at, line.len))) > 0) {
		*cols = col_after(*cols, line.p[at]);
		at += len;
	}
	return at;
}

void dump_add_outdented(struct buf *out, struct span line, int cols)
{
	int col = 0;
	size_t at = 0, len;

	while (col < cols && (len = blank_len(span_sub(line, at, line.len))) > 0) {
		col = col_after(col, line.p[at]);
		at += len;
	}
	if (col > cols) /* half a tab */
		buf_add_repeat(out, ' ', (size_t)(col - cols));
	buf_add_span(out, span_sub(line, at, line.len));
}

/* ---- numbers ---- */

/* Digits at *at; moves behind them. */
static bool take_number(struct span line, size_t *at, uint32_t *number)
{
	size_t end = *at;
	uint64_t value;

	while (end < line.len && ascii_is_digit(line.p[end]))
		end++;
	if (!span_to_uint(span_sub(line, *at, end), UINT32_MAX, &value) || !value)
		return false;
	*at = end;
	*number = (uint32_t)value;
	return true;
}

/* "level 51: " */
static bool take_level(struct span line, size_t *at, uint32_t *level)
{
	size_t pos = *at;

	if (!span_starts(span_sub(line, pos, line.len), "level "))
		return true;
	pos += sizeof "level " - 1;
	if (!take_number(line, &pos, level) || !span_starts(span_sub(line, pos, line.len), ": "))
		return false;
	*at = pos + 2;
	return true;
}

bool dump_mark_parse(struct span line, struct dump_mark *mark)
{
	int cols;
	size_t at = dump_indent(line, &mark->col);
	struct span rest;

	mark->level = 0;
	if (!take_level(line, &at, &mark->level) || !take_number(line, &at, &mark->number))
		return false;
	rest = span_sub(line, at, line.len);
	if (!span_starts(rest, "."))
		return false;
	at++;
	rest = span_sub(line, at, line.len);
	if (rest.len && !blank_len(rest))
		return false;
	mark->text = at + dump_indent(rest, &cols);
	return true;
}

void dump_mark_add(struct buf *out, const struct dump_mark *mark)
{
	buf_add_repeat(out, ' ', (size_t)mark->col);
	if (mark->level)
		buf_addf(out, "level %u: ", (unsigned)mark->level);
	buf_addf(out, "%u. ", (unsigned)mark->number);
}

/* ---- escapes ---- */

static bool special_in_body(struct span line, bool after_blank)
{
	struct dump_mark mark;
	struct date date;
	struct span value;
	bool has_weekday = true;

	if (dump_trailer_parse(line, &value) != DUMP_TRAILER_NONE)
		return true;
	if (!after_blank)
		return false;
	return (dump_heading_parse(line, &date, &has_weekday) && has_weekday)
	    || (blank_len(line) && dump_mark_parse(line, &mark));
}

static bool is_special(struct span line, enum dump_place place, bool after_blank)
{
	struct dump_mark mark;
	struct dump_byline byline;
	struct span value;

	line = dump_trim_end(line);
	switch (place) {
	case DUMP_IN_TITLE:
		return span_eq_str(line, DUMP_UNTITLED);
	case DUMP_IN_BODY:
		return special_in_body(line, after_blank);
	case DUMP_IN_OPENING:
		if (blank_len(line) || dump_byline_parse(line, &byline))
			return true;
		break;
	case DUMP_IN_COMMENT:
		if (after_blank && dump_mark_parse(line, &mark))
			return true;
		break;
	}
	return dump_stub_status(line) || dump_trailer_parse(line, &value) == DUMP_LINKS;
}

static size_t count_backslashes(struct span line)
{
	size_t n = 0;

	while (n < line.len && line.p[n] == '\\')
		n++;
	return n;
}

void dump_add_escaped(struct buf *out, struct span line, enum dump_place place, bool after_blank)
{
	if (is_special(span_sub(line, count_backslashes(line), line.len), place, after_blank))
		buf_add_char(out, '\\');
	buf_add_span(out, line);
}

struct span dump_unescape(struct span line, enum dump_place place, bool after_blank)
{
	size_t n = count_backslashes(line);

	if (n && is_special(span_sub(line, n, line.len), place, after_blank))
		return span_sub(line, 1, line.len);
	return line;
}
