/* Bytes made fit for a parser: valid UTF-8, line ends \n, no control characters.
 * Most texts are that already; they are only looked at, not copied.
 */
#include "config.h"

#include <string.h>

#include "markup/html_priv.h"
#include "moot/text/charset.h"
#include "moot/text/utf8.h"

static bool is_control(unsigned char c)
{
	return (c < ' ' && c != '\n' && c != '\t') || c == 0x7F;
}

static bool has_controls_in(const char *p, size_t len)
{
	bool found = false;

	for (size_t i = 0; i < len; i++)
		found |= is_control((unsigned char)p[i]);
	return found;
}

/* Eight bytes at a time: only those with one below the space or a DEL among them (which
 * show in the high bits, by a borrow) are looked at one by one. */
static bool has_controls(struct span text)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;
	size_t i = 0;

	if (!text.len)
		return false; /* nor may it have an address */
	for (; text.len - i >= sizeof(uint64_t); i += sizeof(uint64_t)) {
		uint64_t x;

		memcpy(&x, text.p + i, sizeof x);
		uint64_t del = x ^ ones * 0x7F;

		if ((((x - ones * 0x20) & ~x) | ((del - ones) & ~del)) & high &&
		    has_controls_in(text.p + i, sizeof x))
			return true;
	}
	return has_controls_in(text.p + i, text.len - i);
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

static void add_repaired(struct buf *out, struct span text)
{
	bool cp1252 = is_cp1252(text);
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

bool html_is_clean(struct span text, size_t *at, size_t bytes)
{
	struct span part = span_sub(text, *at, text.len);
	size_t valid;
	bool cut = false;

	part = span_sub(part, 0, bytes);
	valid = utf8_valid_prefix(part.p, part.len, &cut);
	if (valid < part.len && (!cut || part.len < UTF8_MAX_BYTES || *at + part.len == text.len))
		return false;
	part.len = valid;
	*at += valid;
	return !has_controls(part);
}

struct span html_repair(struct buf *room, struct span text)
{
	buf_reserve(room, text.len);
	add_repaired(room, text);
	return buf_span(room);
}

struct span html_clean(struct buf *room, struct span text)
{
	size_t at = 0;

	return html_is_clean(text, &at, SIZE_MAX) ? text : html_repair(room, text);
}
