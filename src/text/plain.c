#include "config.h"

#include "moot/text/plain.h"

#include <uninorm.h>

#include "moot/base/xalloc.h"
#include "moot/text/utf8.h"

enum { FIRST_FOLDED = 0xA0 };

/* What has no canonical decomposition, or is wanted otherwise; in order. */
static const struct rule {
	uint16_t first, last;
	const char *plain;
} rules[] = {
	{ 0xA0, 0xA0, " " },
	{ 0xAD, 0xAD, "" },
	{ 0xC6, 0xC6, "AE" },
	{ 0xD0, 0xD0, "D" },
	{ 0xD8, 0xD8, "O" },
	{ 0xDE, 0xDE, "Th" },
	{ 0xDF, 0xDF, "ss" },
	{ 0xE6, 0xE6, "ae" },
	{ 0xF0, 0xF0, "d" },
	{ 0xF8, 0xF8, "o" },
	{ 0xFE, 0xFE, "th" },
	{ 0x110, 0x110, "D" },
	{ 0x111, 0x111, "d" },
	{ 0x126, 0x126, "H" },
	{ 0x127, 0x127, "h" },
	{ 0x131, 0x131, "i" },
	{ 0x132, 0x132, "IJ" },
	{ 0x133, 0x133, "ij" },
	{ 0x141, 0x141, "L" },
	{ 0x142, 0x142, "l" },
	{ 0x152, 0x152, "OE" },
	{ 0x153, 0x153, "oe" },
	{ 0x17F, 0x17F, "s" },
	{ 0x300, 0x36F, "" },
	{ 0x591, 0x5BD, "" },
	{ 0x5BF, 0x5BF, "" },
	{ 0x5C1, 0x5C2, "" },
	{ 0x5C4, 0x5C5, "" },
	{ 0x5C7, 0x5C7, "" },
	{ 0x64B, 0x652, "" },
	{ 0x670, 0x670, "" },
	{ 0x1E9E, 0x1E9E, "SS" },
	{ 0x2000, 0x200A, " " },
	{ 0x200B, 0x200D, "" },
	{ 0x2010, 0x2015, "-" },
	{ 0x2018, 0x201B, "'" },
	{ 0x201C, 0x201F, "\"" },
	{ 0x2026, 0x2026, "..." },
	{ 0x202F, 0x202F, " " },
	{ 0x2032, 0x2032, "'" },
	{ 0x2033, 0x2033, "\"" },
	{ 0x205F, 0x2060, " " },
	{ 0x212A, 0x212A, "K" },
	{ 0x212B, 0x212B, "A" },
	{ 0x2212, 0x2212, "-" },
	{ 0x3000, 0x3000, " " },
	{ 0xFB00, 0xFB00, "ff" },
	{ 0xFB01, 0xFB01, "fi" },
	{ 0xFB02, 0xFB02, "fl" },
	{ 0xFB03, 0xFB03, "ffi" },
	{ 0xFB04, 0xFB04, "ffl" },
	{ 0xFB05, 0xFB06, "st" },
	{ 0xFEFF, 0xFEFF, "" },
};

static const struct rule *find_rule(uint32_t ch)
{
	size_t low = 0, high = sizeof rules / sizeof *rules;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (rules[mid].last < ch)
			low = mid + 1;
		else
			high = mid;
	}
	return low < sizeof rules / sizeof *rules && rules[low].first <= ch ? &rules[low] : NULL;
}

/* Latin, Greek and Cyrillic: there a mark leaves the letter what it is. */
static bool may_have_accent(uint32_t ch)
{
	return (ch >= 0xC0 && ch < 0x530) || (ch >= 0x1E00 && ch < 0x2000);
}

static uint32_t base_letter(uint32_t ch)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];

	while (uc_canonical_decomposition(ch, parts) > 1)
		ch = parts[0];
	return ch;
}

/* The plain form of a character, in bytes; NULL when it is the character itself. */
static const char *plain_of(uint32_t ch, char letter[5])
{
	const struct rule *rule;
	uint32_t base;

	if (ch < FIRST_FOLDED)
		return NULL;
	if ((rule = find_rule(ch)))
		return rule->plain;
	if (!may_have_accent(ch) || (base = base_letter(ch)) == ch)
		return NULL;
	rule = find_rule(base); /* an accent upon æ */
	if (rule)
		return rule->plain;
	letter[utf8_put(letter, base)] = '\0';
	return letter;
}

/* Where the next byte is that is not ASCII, or the end. */
static size_t ascii_end(struct span text, size_t at)
{
	return at < text.len ? at + ascii_prefix(text.p + at, text.len - at) : at;
}

bool plain_differs(struct span text)
{
	char letter[5];
	uint32_t ch;

	for (size_t at = ascii_end(text, 0); at < text.len; at = ascii_end(text, at)) {
		at += utf8_next(text.p + at, text.len - at, &ch);
		if (plain_of(ch, letter))
			return true;
	}
	return false;
}

/* What a text becomes, and where it came from. */
struct making {
	struct buf *out;
	size_t start; /* of out */
	uint32_t **origin;
	size_t *cap;
};

static void note_origin(struct making *m, size_t out_byte, size_t from)
{
	size_t i = out_byte - m->start;

	if (!m->origin)
		return;
	*m->origin = array_grow(*m->origin, i, m->cap, sizeof **m->origin);
	(*m->origin)[i] = (uint32_t)from;
}

/* Bytes that stay as they are, or those of one character. */
static void put(struct making *m, struct span bytes, size_t from, bool one_char)
{
	for (size_t i = 0; m->origin && i < bytes.len; i++)
		note_origin(m, m->out->len + i, one_char ? from : from + i);
	buf_add_span(m->out, bytes);
}

void plain_add(struct buf *out, struct span text, uint32_t **origin, size_t *cap)
{
	struct making m = { out, out->len, origin, cap };
	size_t at = 0;

	while (at < text.len) {
		size_t end = ascii_end(text, at), len;
		const char *plain;
		char letter[5];
		uint32_t ch;

		put(&m, span_sub(text, at, end), at, false);
		if ((at = end) == text.len)
			break;
		len = utf8_next(text.p + at, text.len - at, &ch);
		plain = plain_of(ch, letter);
		put(&m, plain ? span_str(plain) : span_sub(text, at, at + len), at, true);
		at += len;
	}
	note_origin(&m, out->len, text.len);
}
