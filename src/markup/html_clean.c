/* Bytes made fit for a parser: line ends \n, no control characters, valid UTF-8.  Most texts
 * are that already; they are only looked at, not copied.
 *
 * Controls may be anywhere, and so are looked for first.  What is no UTF-8 cannot be markup:
 * it is repaired in the texts and values that are told.
 */
#include "config.h"

#include <string.h>

#include "markup/html_priv.h"
#include "moot/base/scan.h"
#include "moot/text/charset.h"
#include "moot/text/utf8.h"

static bool is_control(unsigned char c)
{
	return (c < ' ' && c != '\n' && c != '\t') || c == 0x7F;
}

static inline scan_row are_controls(const char *p)
{
	scan_row row = scan_load(p);

	return ((row >= 0) & (row < ' ') & (row != '\n') & (row != '\t')) | (row == 0x7F);
}

static bool has_controls(struct span text)
{
	const char *p = text.p, *end = text.p + text.len;

	for (; end - p >= 2 * SCAN_BYTES; p += 2 * SCAN_BYTES)
		if (scan_first(are_controls(p) | are_controls(p + SCAN_BYTES)) < SCAN_BYTES)
			return true;
	while (p < end && !is_control((unsigned char)*p))
		p++;
	return p < end;
}

/* Text that has bytes above ASCII, but not one character of valid UTF-8, was never
 * UTF-8: it is read as windows-1252. */
static bool is_cp1252(struct span text)
{
	bool bad = false;
	uint32_t ch;
	size_t n;

	for (size_t i = 0; i < text.len; i += n) {
		i += ascii_prefix(text.p + i, text.len - i);
		if (i == text.len)
			break;
		n = utf8_next(text.p + i, text.len - i, &ch);
		if (ch != UTF8_REPLACEMENT || n == 3)
			return false;
		bad = true;
	}
	return bad;
}

static void add_repaired(struct buf *out, struct span text, bool cp1252)
{
	uint32_t ch;

	for (size_t i = 0; i < text.len;) {
		unsigned char c = (unsigned char)text.p[i];

		if (c == '\r')
			buf_add_char(out, '\n');
		else if (c == '\f')
			buf_add_char(out, ' ');
		else if (c < 0x80 && !is_control(c))
			buf_add_char(out, (char)c);
		if (c < 0x80) {
			i += c == '\r' && i + 1 < text.len && text.p[i + 1] == '\n' ? 2 : 1;
			continue;
		}
		i += utf8_next(text.p + i, text.len - i, &ch);
		buf_add_utf8(out, cp1252 ? charset_cp1252(c) : ch);
	}
}

bool html_has_controls(struct span text, size_t *at, size_t bytes)
{
	struct span part = span_sub(text, *at, text.len);

	part = span_sub(part, 0, bytes);
	*at += part.len;
	return part.len && has_controls(part); /* else it may have no address */
}

struct span html_repair(struct buf *room, struct span text)
{
	buf_reserve(room, text.len);
	add_repaired(room, text, is_cp1252(text));
	return buf_span(room);
}

static bool is_valid(struct span text)
{
	bool cut;

	return utf8_valid_prefix(text.p, text.len, &cut) == text.len;
}

struct span html_valid(struct html_reader *r, struct span text)
{
	if (is_valid(text))
		return text;
	if (!r->bad_bytes)
		r->cp1252 = is_cp1252(r->text);
	r->bad_bytes = true;
	buf_clear(&r->piece);
	add_repaired(&r->piece, text, r->cp1252);
	return buf_span(&r->piece);
}
