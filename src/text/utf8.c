/* UTF-8 by its table of well-formed sequences (Unicode 15, table 3-7).
 *
 * A lead byte says how long a sequence is and in which range its second byte
 * must lie; all further bytes are 80..BF.  This keeps out overlong forms,
 * surrogates and what is above U+10FFFF without a check of the decoded value,
 * and where the first unfit byte stands, the maximal valid part ends.
 */
#include "config.h"

#include "moot/text/utf8.h"

#include <string.h>

struct lead {
	unsigned char len;         /* bytes of the sequence; 0: no lead byte */
	unsigned char first, last; /* range of the second byte */
};

#define TWO { 2, 0x80, 0xBF }
#define THREE { 3, 0x80, 0xBF }
#define FOUR { 4, 0x80, 0xBF }

enum { FIRST_LEAD = 0xC2, LAST_LEAD = 0xF4 };

static const struct lead leads[LAST_LEAD - FIRST_LEAD + 1] = {
	TWO, TWO, TWO, TWO, TWO, TWO, TWO, TWO, TWO, TWO, /* C2..DF */
	TWO, TWO, TWO, TWO, TWO, TWO, TWO, TWO, TWO, TWO,
	TWO, TWO, TWO, TWO, TWO, TWO, TWO, TWO, TWO, TWO,
	{ 3, 0xA0, 0xBF },                                /* E0: not overlong */
	THREE, THREE, THREE, THREE, THREE, THREE, THREE, THREE, THREE, THREE, THREE, THREE,
	{ 3, 0x80, 0x9F },                                /* ED: no surrogates */
	THREE, THREE,
	{ 4, 0x90, 0xBF },                                /* F0: not overlong */
	FOUR, FOUR, FOUR,
	{ 4, 0x80, 0x8F },                                /* F4: not above U+10FFFF */
};

static inline struct lead lead_of(unsigned char byte)
{
	if (byte < FIRST_LEAD || byte > LAST_LEAD)
		return (struct lead){ 0, 0, 0 };
	return leads[byte - FIRST_LEAD];
}

/* How many bytes at p belong to the sequence that its first byte begins. */
static inline size_t valid_part(const unsigned char *p, size_t len, struct lead lead)
{
	size_t n = 2;

	if (lead.len == 0 || len < 2 || p[1] < lead.first || p[1] > lead.last)
		return 1;
	while (n < lead.len && n < len && (p[n] & 0xC0) == 0x80)
		n++;
	return n;
}

size_t utf8_next(const char *text, size_t len, uint32_t *ch)
{
	const unsigned char *p = (const unsigned char *)text;

	if (p[0] < 0x80) {
		*ch = p[0];
		return 1;
	}
	struct lead lead = lead_of(p[0]);
	size_t n = valid_part(p, len, lead);

	if (n != lead.len) {
		*ch = UTF8_REPLACEMENT;
		return n;
	}
	uint32_t value = p[0] & (0xFFu >> (n + 1));
	for (size_t i = 1; i < n; i++)
		value = value << 6 | (p[i] & 0x3F);
	*ch = value;
	return n;
}

size_t utf8_put(char out[4], uint32_t ch)
{
	if (ch >= 0x110000 || (ch >= 0xD800 && ch <= 0xDFFF))
		ch = UTF8_REPLACEMENT;
	if (ch < 0x80) {
		out[0] = (char)ch;
		return 1;
	}
	size_t n = ch < 0x800 ? 2 : ch < 0x10000 ? 3 : 4;

	for (size_t i = n - 1; i > 0; i--) {
		out[i] = (char)(0x80 | (ch & 0x3F));
		ch >>= 6;
	}
	out[0] = (char)((0xF00 >> n & 0xFF) | ch);
	return n;
}

uint32_t utf8_last(struct span text)
{
	size_t at = text.len;
	uint32_t ch = 0;

	while (at > 0 && ((unsigned char)text.p[--at] & 0xC0) == 0x80)
		;
	if (text.len)
		utf8_next(text.p + at, text.len - at, &ch);
	return ch;
}

void buf_add_utf8(struct buf *b, uint32_t ch)
{
	char bytes[4];

	buf_add(b, bytes, utf8_put(bytes, ch));
}

size_t utf8_valid_prefix(const char *p, size_t len, bool *cut)
{
	size_t i = 0;

	*cut = false;
	if (!len) /* p may be NULL */
		return 0;
	for (;;) {
		i += ascii_prefix(p + i, len - i);
		if (i == len)
			return len;
		const unsigned char *at = (const unsigned char *)p + i;
		struct lead lead = lead_of(at[0]);
		size_t n = valid_part(at, len - i, lead);

		if (n != lead.len) {
			*cut = lead.len != 0 && n == len - i;
			return i;
		}
		i += n;
	}
}

size_t ascii_prefix(const char *p, size_t len)
{
	size_t i = 0;
	uint64_t a, b;

	for (; len - i >= 2 * sizeof a; i += 2 * sizeof a) {
		memcpy(&a, p + i, sizeof a);
		memcpy(&b, p + i + sizeof a, sizeof b);
		if ((a | b) & UINT64_C(0x8080808080808080))
			break;
	}
	while (i < len && (unsigned char)p[i] < 0x80)
		i++;
	return i;
}
