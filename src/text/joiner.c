/* In texts, joiners are kept where Unicode gives them a meaning: between two pictures (emoji
 * sequences, UTS 51), and between letters or marks of the scripts whose letters take
 * other forms side by side (The Unicode Standard, 9.2 Arabic, 12.1 Devanagari, 23.2
 * cursive connection).  Anywhere else they are invisible at best.
 */
#include "config.h"

#include <unictype.h>

#include "moot/text/safe.h"
#include "moot/text/utf8.h"

/* Blocks in which letters join or form conjuncts; of Indic scripts or of others. */
static const struct block {
	uint32_t first, last;
	bool indic;
} blocks[] = {
	{ 0x0600, 0x07FF, false }, /* Arabic, Syriac, Thaana, N'Ko */
	{ 0x0860, 0x08FF, false }, /* more Syriac and Arabic */
	{ 0x0900, 0x0DFF, true },  /* Devanagari to Sinhala */
	{ 0x1000, 0x109F, true },  /* Myanmar */
	{ 0x1780, 0x17FF, true },  /* Khmer */
	{ 0x1800, 0x18AF, false }, /* Mongolian */
	{ 0x1B00, 0x1BFF, true },  /* Balinese, Sundanese, Batak */
	{ 0xA8E0, 0xA8FF, true },  /* Devanagari Extended */
	{ 0xFB50, 0xFDFF, false }, /* Arabic Presentation Forms */
	{ 0xFE70, 0xFEFC, false },
	{ 0x11000, 0x114DF, true }, /* Brahmi to Tirhuta */
};

static const struct block *block_of(uint32_t ch)
{
	for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
		if (ch <= blocks[i].last)
			return ch >= blocks[i].first ? &blocks[i] : NULL;
	return NULL;
}

static bool is_of_a_word(uint32_t ch)
{
	return uc_is_general_category_withtable(ch, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M);
}

bool safe_is_picture(uint32_t ch)
{
	return ch >= 0xA9 && uc_is_property_extended_pictographic(ch);
}

bool safe_joins(uint32_t before, uint32_t joiner, uint32_t after)
{
	const struct block *left = block_of(before), *right = block_of(after);

	if (joiner == ZERO_WIDTH_JOINER && safe_is_picture(after))
		return safe_is_picture(before) || uc_is_property_emoji_modifier(before);
	return left && right && left->indic == right->indic && is_of_a_word(before) &&
	    is_of_a_word(after);
}

static bool is_joiner(uint32_t ch)
{
	return ch == ZERO_WIDTH_JOINER || ch == ZERO_WIDTH_NON_JOINER;
}

static size_t next_joiner(struct span text)
{
	size_t at = 0;

	while (at < text.len) {
		at += span_find(span_sub(text, at, text.len), SPAN_LIT("\342\200"));
		if (at + 2 < text.len && ((unsigned char)text.p[at + 2] & 0xFE) == 0x8C)
			return at;
		at++;
	}
	return text.len;
}

void safe_add_joined(struct buf *out, struct span raw)
{
	while (raw.len) {
		size_t at = next_joiner(raw), start = out->len;
		uint32_t joiner = 0, after = 0;

		safe_add(out, span_sub(raw, 0, at), true);
		raw = span_sub(raw, at, raw.len);
		if (!raw.len)
			break;
		at = utf8_next(raw.p, raw.len, &joiner);
		raw = span_sub(raw, at, raw.len);
		if (raw.len)
			utf8_next(raw.p, raw.len, &after);
		if (out->len > start && safe_joins(utf8_last(buf_span(out)), joiner, after))
			buf_add_utf8(out, joiner);
	}
}

void safe_add_field_joined(struct buf *out, struct span raw)
{
	size_t start = out->len;

	while (raw.len) {
		size_t at = next_joiner(raw);
		uint32_t joiner;

		safe_add(out, span_sub(raw, 0, at), false);
		raw = span_sub(raw, at, raw.len);
		if (!raw.len)
			break;
		raw = span_sub(raw, utf8_next(raw.p, raw.len, &joiner), raw.len);
		if (out->len > start && !is_joiner(utf8_last(buf_span(out))))
			buf_add_utf8(out, joiner);
	}
}
