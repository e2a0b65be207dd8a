/* Old entries have bytes of windows-1251 in what is called UTF-8.  When they come here,
 * each has been read as windows-1252: "Привет" is "Ïðèâåò".  Words that are made of such
 * letters only are not written in any western language, which have one here and there
 * among plain ones: so a field is told by its words, and decoded as a whole.
 */
#include "config.h"

#include "ingest/livejournal_priv.h"

#include "moot/text/charset.h"
#include "moot/text/utf8.h"

/* ---- windows-1251 ---- */

/* The byte that was read as this character; -1 when none was. */
static int byte_of(uint32_t ch)
{
	if (ch < 0x80 || (ch >= 0xA0 && ch <= 0xFF))
		return (int)ch;
	for (int byte = 0x80; byte < 0xA0; byte++)
		if (charset_cp1252((unsigned char)byte) == ch && ch != UTF8_REPLACEMENT)
			return byte;
	return -1;
}

static bool is_letter_of_1251(uint32_t ch)
{
	return (ch >= 0xC0 && ch <= 0xFF) || ch == 0xA8 || ch == 0xB8;
}

/* A word: how many letters of which kind. */
struct word {
	size_t plain, accented;
};

struct words {
	size_t cyrillic, western;
};

static void end_word(struct words *words, struct word *word)
{
	enum { SHORTEST = 3 };

	if (word->plain && word->accented)
		words->western++;
	else if (word->accented >= SHORTEST)
		words->cyrillic++;
	*word = (struct word){ 0 };
}

static bool is_cyrillic(struct span text)
{
	struct words words = { 0 };
	struct word word = { 0 };
	uint32_t ch;

	for (size_t at = 0; at < text.len;) {
		at += utf8_next(text.p + at, text.len - at, &ch);
		if (ch != UTF8_REPLACEMENT && byte_of(ch) < 0)
			return false;
		if (is_letter_of_1251(ch))
			word.accented++;
		else if (ch < 0x80 && ascii_is_alpha((char)ch))
			word.plain++;
		else
			end_word(&words, &word);
	}
	end_word(&words, &word);
	return words.cyrillic > words.western;
}

static void add_bytes(struct buf *out, struct span text)
{
	uint32_t ch;

	for (size_t at = 0; at < text.len;) {
		int byte;

		at += utf8_next(text.p + at, text.len - at, &ch);
		byte = byte_of(ch);
		buf_add_char(out, byte < 0 ? '?' : (char)byte);
	}
}

struct span lj_cyrillic(struct buf *out, struct span text)
{
	struct charset_decoder *decoder;
	struct buf bytes = BUF_INIT;

	if (ascii_prefix(text.p, text.len) == text.len || !is_cyrillic(text))
		return text;
	decoder = charset_decoder_new(charset_from_label(SPAN_LIT("windows-1251")));
	if (!decoder)
		return text;
	add_bytes(&bytes, text);
	buf_clear(out);
	charset_decode(decoder, out, buf_span(&bytes), true);
	charset_decoder_free(decoder);
	buf_release(&bytes);
	return buf_span(out);
}

/* ---- base64 ---- */

static int value_of(char c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	                             "0123456789+/";
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

static void add_decoded(struct buf *bytes, struct span base64)
{
	uint32_t bits = 0;
	int count = 0;

	for (size_t i = 0; i < base64.len && base64.p[i] != '='; i++) {
		int value = value_of(base64.p[i]);

		if (value < 0)
			continue;
		bits = (bits << 6 | (uint32_t)value) & 0xFFFFFF;
		count += 6;
		if (count < 8)
			continue;
		count -= 8;
		buf_add_char(bytes, (char)(bits >> count & 0xFF));
	}
}

/* The bytes may be any; those that are not UTF-8 are read as source/ does it. */
void lj_add_base64(struct buf *out, struct span base64)
{
	struct buf bytes = BUF_INIT;

	add_decoded(&bytes, base64);
	for (size_t at = 0; at < bytes.len;) {
		bool cut;
		size_t valid = utf8_valid_prefix(bytes.data + at, bytes.len - at, &cut);

		buf_add(out, bytes.data + at, valid);
		at += valid;
		if (at < bytes.len)
			buf_add_utf8(out, charset_cp1252((unsigned char)bytes.data[at++]));
	}
	buf_release(&bytes);
}
