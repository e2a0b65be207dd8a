/* A cluster is cut from the text in three steps, the cheap ones first: a
 * printable ASCII character before another ASCII character stands alone; a
 * character before which UAX 29 sees a boundary ends the cluster; and since a
 * cell of a terminal holds at most two columns, a character that would make
 * the cluster wider than that begins the next one (skin tones, long Indic
 * syllables).  So the columns of a text are the sum over its characters, which
 * is what a terminal without shaping draws, except that a control takes none.
 */
#include "config.h"

#include "moot/text/width.h"

#include <limits.h>
#include <unigbrk.h>

#include "moot/text/utf8.h"

enum width_class { CLASS_ONE, CLASS_ZERO, CLASS_WIDE, CLASS_AMBIGUOUS, CLASS_NONE };

struct width_range {
	uint32_t first, last;
	enum width_class class;
};

#include "text/width_table.inc"

enum { RANGES = sizeof ranges / sizeof *ranges, PAGE_CHARS = 256, BMP_PAGES = 256 };

static enum width_class class_of(uint32_t ch)
{
	size_t page = ch / PAGE_CHARS < BMP_PAGES ? ch / PAGE_CHARS : BMP_PAGES;
	size_t low = page_start[page];
	size_t high = page < BMP_PAGES ? page_start[page + 1] + 1u : RANGES;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (ch > ranges[middle].last)
			low = middle + 1;
		else if (ch < ranges[middle].first)
			high = middle;
		else
			return ranges[middle].class;
	}
	return ch < 0x110000 ? CLASS_ONE : CLASS_NONE;
}

int char_cols(uint32_t ch, const struct width_opts *opts)
{
	if (ch < 0x7F)
		return ch >= ' ';
	if ((ch >= 0x4E00 && ch <= 0x9FFF) || (ch >= 0xAC00 && ch <= 0xD7A3))
		return 2;
	switch (class_of(ch)) {
	case CLASS_ZERO:
		return 0;
	case CLASS_WIDE:
		return 2;
	case CLASS_AMBIGUOUS:
		return opts && opts->ambiguous_wide ? 2 : 1;
	case CLASS_NONE: /* drawn as char_drawn says */
		return char_cols(UTF8_REPLACEMENT, opts);
	case CLASS_ONE:
		break;
	}
	return 1;
}

uint32_t char_drawn(uint32_t ch)
{
	return ch >= 0x300 && class_of(ch) == CLASS_NONE ? UTF8_REPLACEMENT : ch;
}

static bool is_plain(char c)
{
	return c >= ' ' && c < 0x7F;
}

static bool is_regional(uint32_t ch)
{
	return ch >= 0x1F1E6 && ch <= 0x1F1FF;
}

/* Of a script whose characters neither join nor take part in a longer cluster, as
 * long as both neighbours are such.  Most text is: it needs no further look. */
static bool is_simple(uint32_t ch)
{
	return (ch < 0x300 && ch != '\r') || (ch >= 0x370 && ch < 0x483) ||
	    (ch >= 0x3041 && ch < 0x3099) || (ch >= 0x30A0 && ch < 0xA000) ||
	    (ch >= 0xAC00 && ch < 0xD7A4);
}

/* Is there a boundary between two characters of a cluster?  regionals: how many
 * regional indicators stand at its end. */
static bool is_boundary(uint32_t before, uint32_t after, int regionals)
{
	if (is_simple(before) && is_simple(after))
		return true;
	if (is_regional(before) && is_regional(after))
		return regionals % 2 == 0;
	return uc_is_grapheme_break(before, after);
}

static struct cluster cluster_long(struct span text, const struct width_opts *opts)
{
	uint32_t before, after;
	size_t bytes = utf8_next(text.p, text.len, &before), n;
	int cols = char_cols(before, opts), regionals = is_regional(before);

	for (; bytes < text.len; bytes += n) {
		n = utf8_next(text.p + bytes, text.len - bytes, &after);
		int more = char_cols(after, opts);

		if (is_boundary(before, after, regionals) || cols + more > 2)
			break;
		cols += more;
		regionals = is_regional(after) ? regionals + 1 : 0;
		before = after;
	}
	return (struct cluster){ bytes, cols };
}

struct cluster cluster_next(struct span text, const struct width_opts *opts)
{
	if (text.len == 0)
		return (struct cluster){ 0, 0 };
	if (is_plain(text.p[0]) && (text.len == 1 || (unsigned char)text.p[1] < 0x80))
		return (struct cluster){ 1, 1 };
	return cluster_long(text, opts);
}

/* Printable ASCII bytes at the start that are clusters of their own. */
static size_t plain_prefix(struct span text)
{
	size_t n = 0;

	while (n < text.len && is_plain(text.p[n]))
		n++;
	if (n && n < text.len && (unsigned char)text.p[n] >= 0x80)
		n--; /* a mark may follow it */
	return n;
}

int text_cols(struct span text, const struct width_opts *opts)
{
	int cols;

	text_fit(text, INT_MAX, &cols, opts);
	return cols;
}

struct span text_fit(struct span text, int max_cols, int *cols, const struct width_opts *opts)
{
	size_t at = 0;
	int used = 0;

	while (at < text.len) {
		struct span rest = span_of(text.p + at, text.len - at);
		size_t room = max_cols > used ? (size_t)(max_cols - used) : 0;
		size_t plain = plain_prefix(span_sub(rest, 0, room < SIZE_MAX ? room + 1 : room));

		if (plain > room)
			plain = room;
		at += plain;
		used += (int)plain;
		if (plain)
			continue;
		struct cluster c = cluster_next(rest, opts);

		if (c.cols > max_cols - used)
			break;
		at += c.bytes;
		used += c.cols;
	}
	if (cols)
		*cols = used;
	return span_sub(text, 0, at);
}
