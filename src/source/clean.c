/* Nearly all text needs no change.  So the scanner looks for the first place that
 * does: plain ASCII in blocks, other characters one by one.  Only when it finds
 * one, the text is copied, stretch by stretch.
 */
#include "config.h"

#include "source/clean_priv.h"

#include <string.h>

#include "moot/base/scan.h"
#include "moot/text/charset.h"
#include "moot/text/utf8.h"

enum { BLOCK_BYTES = 4 * SCAN_BYTES };

static inline bool is_plain(unsigned char c)
{
	return (c >= 0x20 && c < 0x80) || c == '\n' || c == '\t' || c == '\r';
}

/* Controls, and whatever is not ASCII. */
static inline scan_row below_space(const char *p)
{
	return scan_load(p) < ' ';
}

static inline bool block_is_plain(const char *p)
{
	scan_row odd = below_space(p) | below_space(p + SCAN_BYTES) |
	    below_space(p + 2 * SCAN_BYTES) | below_space(p + 3 * SCAN_BYTES);

	return scan_first(odd) == SCAN_BYTES;
}

/* How many bytes of a row are plain. */
static inline unsigned row_prefix(const char *p)
{
	scan_row row = scan_load(p);
	scan_row white = (row == '\n') | (row == '\t') | (row == '\r');

	return scan_first((row < ' ') & ~white);
}

static size_t plain_prefix(const char *p, size_t len)
{
	size_t i = 0;

	while (len - i >= BLOCK_BYTES) {
		if (block_is_plain(p + i)) {
			i += BLOCK_BYTES;
			continue;
		}
		for (size_t end = i + BLOCK_BYTES; i < end; i += SCAN_BYTES) {
			unsigned n = row_prefix(p + i);
			if (n < SCAN_BYTES)
				return i + n;
		}
	}
	while (i < len && is_plain((unsigned char)p[i]))
		i++;
	return i;
}

static inline bool is_tail(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

/* The length of the character at p when it may pass as it is, else 0. */
static size_t passing_char(const char *s, size_t len)
{
	const unsigned char *p = (const unsigned char *)s;

	if (p[0] < 0xC2 || p[0] > 0xF4)
		return 0;
	if (p[0] < 0xE0)
		return len >= 2 && is_tail(s[1]) && (p[0] > 0xC2 || p[1] >= 0xA0) ? 2 : 0;
	if (p[0] < 0xF0) {
		if (len < 3 || !is_tail(s[1]) || !is_tail(s[2]) || (p[0] == 0xE0 && p[1] < 0xA0) ||
		    (p[0] == 0xED && p[1] >= 0xA0))
			return 0;
		return p[0] == 0xEF && p[1] == 0xBF && p[2] >= 0xBE ? 0 : 3;
	}
	if (len < 4 || !is_tail(s[1]) || !is_tail(s[2]) || !is_tail(s[3]) ||
	    (p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] >= 0x90))
		return 0;
	return 4;
}

/* Says whether there was a character that is not ASCII. */
static size_t passing_prefix(const char *p, size_t len, bool *wide)
{
	size_t i = 0, n;

	for (;;) {
		i += plain_prefix(p + i, len - i);
		if (i == len)
			return i;
		do {
			n = passing_char(p + i, len - i);
			i += n;
			*wide = *wide || n;
		} while (n && i < len && (p[i] & 0x80));
		if (!n || i == len)
			return i;
	}
}

static void tally_add(struct cleaner *c, struct tally *t)
{
	if (t->count++ == 0)
		t->line = c->lines + 1;
}

static bool is_surrogate(const char *p, size_t len)
{
	return len >= 3 && (unsigned char)p[0] == 0xED && (unsigned char)p[1] >= 0xA0 &&
	    is_tail(p[1]) && is_tail(p[2]);
}

/* What cannot pass, at p: adds what takes its place and returns its length. */
static size_t replace(struct cleaner *c, const char *p, size_t len)
{
	unsigned char byte = (unsigned char)p[0];

	if (byte < 0x20) {
		tally_add(c, &c->controls);
		return 1;
	}
	if (byte == 0xC2 && len >= 2 && is_tail(p[1])) {
		unsigned char c1 = (unsigned char)p[1];
		buf_add_utf8(&c->out, c1 == 0x85 ? ' ' : charset_cp1252(c1));
		return 2;
	}
	if (is_surrogate(p, len) ||
	    (len >= 3 && byte == 0xEF && (unsigned char)p[1] == 0xBF &&
	        (unsigned char)p[2] >= 0xBE && is_tail(p[2]))) {
		tally_add(c, &c->controls);
		return 3;
	}
	tally_add(c, &c->bad_bytes);
	buf_add_utf8(&c->out, charset_cp1252(byte));
	return 1;
}

/* Is p[0..len) the beginning of a character that needs more bytes? */
static bool is_cut(const char *p, size_t len)
{
	bool cut = false;

	return len < 4 && utf8_valid_prefix(p, len, &cut) == 0 && cut;
}

static size_t skip_marks(struct cleaner *c, struct span in, bool end)
{
	size_t i = 0;

	while (!c->started && in.len - i >= 3 && memcmp(in.p + i, "\xEF\xBB\xBF", 3) == 0)
		i += 3;
	if (in.len - i >= 3 || (end && in.len > i) ||
	    (in.len > i && (unsigned char)in.p[i] != 0xEF))
		c->started = true;
	return i;
}

size_t clean_text(struct cleaner *c, struct span in, bool end, struct span *clean)
{
	size_t i = skip_marks(c, in, end), n = passing_prefix(in.p + i, in.len - i, &c->wide);

	buf_clear(&c->out);
	*clean = span_of(in.p + i, n);
	c->lines += span_count_byte(span_of(in.p + i, n), '\n');
	i += n;
	if (i == in.len || (!end && is_cut(in.p + i, in.len - i)))
		return i;
	buf_add(&c->out, clean->p, clean->len);
	while (i < in.len) {
		if ((!end || c->wide) && is_cut(in.p + i, in.len - i)) {
			if (!end)
				break;
			tally_add(c, &c->cut);
			buf_add_utf8(&c->out, UTF8_REPLACEMENT);
			i = in.len;
			break;
		}
		i += replace(c, in.p + i, in.len - i);
		n = passing_prefix(in.p + i, in.len - i, &c->wide);
		buf_add(&c->out, in.p + i, n);
		c->lines += span_count_byte(span_of(in.p + i, n), '\n');
		i += n;
	}
	*clean = buf_span(&c->out);
	return i;
}

void clean_release(struct cleaner *c)
{
	buf_release(&c->out);
}
