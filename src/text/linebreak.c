/* Scripts that write without spaces break between any two characters but for
 * kinsoku: some must not begin a line, some must not end one.  Everything else
 * breaks at spaces (the caller's business), after a hyphen, and in URLs after
 * their delimiters.
 */
#include "config.h"

#include "moot/text/linebreak.h"

#include <stdlib.h>
#include <string.h>

#include "moot/text/width.h"

/* Both sorted. */
static const uint16_t not_at_start[] = {
	0x2019, 0x201D, 0x2025, 0x2026, 0x203C, 0x2047, 0x2048, 0x2049,
	0x3001, 0x3002, 0x3005, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011,
	0x3015, 0x3017, 0x3019, 0x301B, 0x301C, 0x301E, 0x301F, 0x303B,
	0x3041, 0x3043, 0x3045, 0x3047, 0x3049, 0x3063, 0x3083, 0x3085,
	0x3087, 0x308E, 0x3095, 0x3096, 0x309B, 0x309C, 0x309D, 0x309E,
	0x30A0, 0x30A1, 0x30A3, 0x30A5, 0x30A7, 0x30A9, 0x30C3, 0x30E3,
	0x30E5, 0x30E7, 0x30EE, 0x30F5, 0x30F6, 0x30FB, 0x30FC, 0x30FD,
	0x30FE, 0x31F0, 0x31F1, 0x31F2, 0x31F3, 0x31F4, 0x31F5, 0x31F6,
	0x31F7, 0x31F8, 0x31F9, 0x31FA, 0x31FB, 0x31FC, 0x31FD, 0x31FE,
	0x31FF, 0xFE50, 0xFE52, 0xFE54, 0xFE55, 0xFE56, 0xFE57, 0xFE5A,
	0xFE5C, 0xFE5E, 0xFF01, 0xFF05, 0xFF09, 0xFF0C, 0xFF0E, 0xFF1A,
	0xFF1B, 0xFF1F, 0xFF3D, 0xFF5D, 0xFF60, 0xFF61, 0xFF63, 0xFF64,
	0xFF65, 0xFF67, 0xFF68, 0xFF69, 0xFF6A, 0xFF6B, 0xFF6C, 0xFF6D,
	0xFF6E, 0xFF6F, 0xFF70, 0xFF9E, 0xFF9F, 0xFFE0,
};
static const uint16_t not_at_end[] = {
	0x2018, 0x201C, 0x3008, 0x300A, 0x300C, 0x300E, 0x3010, 0x3014,
	0x3016, 0x3018, 0x301A, 0x301D, 0xFE59, 0xFE5B, 0xFE5D, 0xFF04,
	0xFF08, 0xFF3B, 0xFF5B, 0xFF5F, 0xFF62, 0xFFE1, 0xFFE5, 0xFFE6,
};

static int compare_char(const void *key, const void *row)
{
	uint32_t ch = *(const uint32_t *)key;
	uint16_t other = *(const uint16_t *)row;

	return (ch > other) - (ch < other);
}

#define IS_IN(ch, set) \
	(bsearch(&(ch), (set), sizeof(set) / sizeof *(set), sizeof *(set), compare_char) != NULL)

static bool may_begin_line(uint32_t ch)
{
	if (ch < 0x80)
		return !memchr("!%),.:;?]}'\"", (int)ch, sizeof "!%),.:;?]}'\"");
	if (ch >= 0x1F3FB && ch <= 0x1F3FF) /* a skin tone stays with its emoji */
		return false;
	return ch != 0xBB && ch != 0xB0 && !IS_IN(ch, not_at_start);
}

static bool may_end_line(uint32_t ch)
{
	if (ch < 0x80)
		return !memchr("([{$'\"", (int)ch, sizeof "([{$'\"");
	return ch != 0xAB && ch != 0xA3 && ch != 0xA5 && !IS_IN(ch, not_at_end);
}

/* NBSP, figure space, narrow no-break space, non-breaking hyphen, joiners. */
static bool is_glue(uint32_t ch)
{
	return ch == 0x200C || ch == 0x200D || ch == 0xA0 || ch == 0x2007 || ch == 0x202F ||
	    ch == 0x2011 || ch == 0x2060;
}

bool linebreak_between(uint32_t before, uint32_t after, bool in_url)
{
	if (is_glue(before) || is_glue(after))
		return false;
	if (in_url && before < 0x80 && before && strchr("/?&=.-", (int)before))
		return after >= 0x80 || !strchr("/?&=.", (int)after);
	if (before == '-' || before == 0x2010 || before == 0x2013)
		return (after >= 0x80 && may_begin_line(after)) || ascii_is_alpha((char)after);
	if (char_cols(before, NULL) == 2 || char_cols(after, NULL) == 2)
		return may_end_line(before) && may_begin_line(after);
	return false;
}
