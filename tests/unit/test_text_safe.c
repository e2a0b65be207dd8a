#include "config.h"

#include <stdlib.h>

#include "moot/text/safe.h"
#include "moot/text/utf8.h"
#include "moot/text/width.h"
#include "unit.h"

/* The invariants of a struct safe, said once more and apart from the code. */
static bool may_be_kept(uint32_t ch)
{
	if (ch < 0x20)
		return ch == '\n' || ch == '\t';
	if (ch >= 0x7F && ch < 0xA0)
		return false;
	switch (ch) {
	case 0xAD: case 0x61C: case 0x200B: case 0x200C: case 0x200D: case 0x200E: case 0x200F:
	case 0x2028: case 0x2029: case 0x202A: case 0x202B: case 0x202C: case 0x202D: case 0x202E:
	case 0xFE0E: case 0xFE0F: case 0xFEFF: case 0xFFF9: case 0xFFFA: case 0xFFFB:
		return false;
	}
	if ((ch >= 0x2060 && ch <= 0x206F) || (ch >= 0xE0000 && ch <= 0xE007F))
		return false;
	return !((ch >= 0xD800 && ch <= 0xDFFF) || (ch >= 0xFDD0 && ch <= 0xFDEF) ||
		 (ch & 0xFFFF) >= 0xFFFE);
}

static void check_invariants(struct span s, bool multiline)
{
	int marks = 4;
	uint32_t ch;

	for (size_t i = 0; i < s.len;) {
		size_t n = utf8_next(s.p + i, s.len - i, &ch);

		assert_true(ch != UTF8_REPLACEMENT || n == 3); /* valid UTF-8 */
		if (!may_be_kept(ch) || (!multiline && ch < ' '))
			fail_msg("U+%04X is there", (unsigned)ch);
		if (ch <= ' ')
			marks = 4; /* no base */
		else if (char_cols(ch, NULL) > 0)
			marks = 0;
		else
			assert_true(++marks <= 4);
		i += n;
	}
}

static void every_character_is_kept_or_dropped_by_the_rule(void **state)
{
	(void)state;
	for (uint32_t ch = 0; ch < 0x110000; ch++) {
		struct buf raw = BUF_INIT, body = BUF_INIT, field = BUF_INIT;
		char bytes[4];
		size_t n = utf8_put(bytes, ch);

		assert_int_equal(!!safe_char(ch), may_be_kept(ch));
		buf_add_char(&raw, 'a');
		buf_add(&raw, bytes, n);
		buf_add_char(&raw, 'z');
		safe_add(&body, buf_span(&raw), true);
		safe_add(&field, buf_span(&raw), false);
		check_invariants(buf_span(&body), true);
		check_invariants(buf_span(&field), false);
		if (may_be_kept(ch) && !span_eq(buf_span(&body), buf_span(&raw)))
			fail_msg("U+%04X is lost", (unsigned)ch);
		buf_release(&raw);
		buf_release(&body);
		buf_release(&field);
	}
}

static void every_pair_of_bytes_gives_clean_text(void **state)
{
	(void)state;
	for (int first = 0; first < 256; first++) {
		for (int second = 0; second < 256; second++) {
			char raw[4] = { 'a', (char)first, (char)second, 'z' };
			struct buf out = BUF_INIT;

			safe_add(&out, span_of(raw, sizeof raw), true);
			check_invariants(buf_span(&out), true);
			assert_true(out.data[0] == 'a' && out.data[out.len - 1] == 'z');
			buf_release(&out);
		}
	}
}

struct row {
	const char *raw, *field, *body;
};

#define MARK "\xCC\x81"

static const struct row rows[] = {
	{ "", "", "" },
	{ "plain", "plain", "plain" },
	{ "  two  words\t\n ", "two words", "  two  words\t\n " },
	{ "\x1B[31mred\x1B[0m\a", "[31mred[0m", "[31mred[0m" },
	{ "a\xC2\x9B" "31m", "a31m", "a31m" },                       /* C1 */
	{ "\x9B" "1m", "\xEF\xBF\xBD" "1m", "\xEF\xBF\xBD" "1m" },   /* no UTF-8 */
	{ "a\r\nb\rc\nd", "a b c d", "a\nb\nc\nd" },
	{ "a\vb \fc", "a b c", "a b c" },
	{ "a\xE2\x80\xA8" "b\xE2\x80\xA9" "c", "a b c", "a\nb\nc" }, /* U+2028, U+2029 */
	{ "a\xE2\x80\xAE" "b\xE2\x81\xA6" "c", "abc", "abc" },       /* RLO, LRI */
	{ "\xEF\xBB\xBF" "a", "a", "a" },                            /* BOM */
	{ "co\xC2\xADop", "coop", "coop" },                          /* soft hyphen */
	{ "\xE2\x9D\xA4\xEF\xB8\x8F", "\xE2\x9D\xA4", "\xE2\x9D\xA4" },
	{ "\xF0\x9F\x8F\xB4\xF3\xA0\x81\xA7\xF3\xA0\x81\xBF!", "\xF0\x9F\x8F\xB4!",
	  "\xF0\x9F\x8F\xB4!" },                                     /* tags */
	{ "a\xC2\xA0\xC2\xA0" "b", "a\xC2\xA0\xC2\xA0" "b", "a\xC2\xA0\xC2\xA0" "b" },
	{ MARK "a", "a", "a" },                                      /* no base */
	{ "a " MARK "b", "a b", "a b" },
	{ "a\n" MARK "b", "a b", "a\nb" },
	{ "a" MARK MARK MARK MARK, "a" MARK MARK MARK MARK, "a" MARK MARK MARK MARK },
	{ "a" MARK MARK MARK MARK MARK "b", "a" MARK MARK MARK MARK "b",
	  "a" MARK MARK MARK MARK "b" },
	{ "a\xE2\x80\x8D" MARK, "a" MARK, "a" MARK },                /* dropped ones do not count */
	{ "\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD",
	  "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD" },
	{ "\xEF\xBF\xBE|\xEF\xB7\x90", "|", "|" },                   /* noncharacters */
};

static void fields_are_one_line_and_bodies_keep_theirs(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct safe field = safe_field(&a, span_str(rows[i].raw));
		struct safe body = safe_body(&a, span_str(rows[i].raw));

		assert_string_equal(field.p, rows[i].field);
		assert_string_equal(body.p, rows[i].body);
		assert_int_equal(body.len, strlen(body.p));
	}
	assert_int_equal(safe_field(&a, SPAN_NONE).len, 0);
	arena_release(&a);
}

static void a_nul_byte_does_not_cut_the_text(void **state)
{
	struct arena a = { 0 };

	(void)state;
	assert_string_equal(safe_body(&a, SPAN_LIT("a\0b")).p, "ab");
	arena_release(&a);
}

static void cleaning_twice_changes_nothing(void **state)
{
	struct arena a = { 0 };
	char raw[64];
	unsigned seed = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		for (size_t i = 0; i < sizeof raw; i++) {
			seed = seed * 1103515245u + 12345u;
			raw[i] = (char)(seed >> 16);
			if (i % 3 == 0) /* more sequences that are nearly right */
				raw[i] = "\xCC\x81\xE2\x80\xAE\xF0\x9F\r\n a"[seed >> 20 & 7];
		}
		struct safe once = safe_body(&a, span_of(raw, sizeof raw));
		struct safe twice = safe_body(&a, safe_span(once));
		struct safe field = safe_field(&a, span_of(raw, sizeof raw));

		check_invariants(safe_span(once), true);
		check_invariants(safe_span(field), false);
		assert_true(span_eq(safe_span(once), safe_span(twice)));
		assert_true(span_eq(safe_span(field), safe_span(safe_field(&a, safe_span(field)))));
		arena_release(&a);
	}
}

static void texts_may_be_added_in_pieces(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	safe_add(&out, SPAN_LIT("a"), false);
	safe_add(&out, SPAN_LIT(MARK MARK MARK), false);
	safe_add(&out, SPAN_LIT(MARK MARK "b "), false);
	safe_add(&out, SPAN_LIT(" c"), false);
	assert_string_equal(buf_str(&out), "a" MARK MARK MARK MARK "b c");
	buf_release(&out);
}

static void long_plain_texts_are_copied_whole(void **state)
{
	struct buf out = BUF_INIT;
	char raw[40];

	(void)state;
	for (int byte = 0; byte < 128; byte++) {
		for (size_t at = 0; at < sizeof raw; at++) {
			memset(raw, 'x', sizeof raw);
			raw[at] = (char)byte;
			buf_clear(&out);
			safe_add(&out, span_of(raw, sizeof raw), true);
			bool dropped = byte < '\t' || (byte > '\r' && byte < ' ') || byte == 0x7F;
			assert_int_equal(out.len, sizeof raw - dropped);
		}
	}
	buf_release(&out);
}

static void urls_are_ascii_without_spaces(void **state)
{
	struct arena a = { 0 };

	(void)state;
	assert_string_equal(
	    safe_url(&a, SPAN_LIT(" http://a/b c\xC3\xA9 ")).p, "http://a/b%20c%C3%A9");
	assert_string_equal(safe_url(&a, SPAN_LIT("http://a/\x1B]0;x\a")).p, "http://a/]0;x");
	assert_string_equal(safe_url(&a, SPAN_LIT("")).p, "");
	arena_release(&a);
}

static void file_names_are_harmless(void **state)
{
	static const struct row names[] = {
		{ "A title", "A-title", NULL },
		{ "../../etc/passwd", "etc-passwd", NULL },
		{ ".hidden", "hidden", NULL },
		{ "-rf", "rf", NULL },
		{ "", "untitled", NULL },
		{ "/", "untitled", NULL },
		{ "...", "untitled", NULL },
		{ "\x1B\a", "untitled", NULL },
		{ "a\nb", "a-b", NULL },
		{ "\xE6\x97\xA5", "\xE6\x97\xA5", NULL },
		{ "a\\b", "a-b", NULL },
		{ "what?", "what?", NULL },
	};
	struct arena a = { 0 };
	struct buf long_name = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_string_equal(safe_filename(&a, span_str(names[i].raw)).p, names[i].field);
	buf_add_repeat(&long_name, 'x', 79);
	buf_add_str(&long_name, "\xE6\x97\xA5");
	assert_int_equal(safe_filename(&a, buf_span(&long_name)).len, 79);
	buf_release(&long_name);
	arena_release(&a);
}

static void joiners_are_kept_for_files_in_words_and_emoji(void **state)
{
	static const struct {
		const char *raw, *kept;
	} joined[] = {
		{ "\330\250\342\200\214\330\250", "\330\250\342\200\214\330\250" },
		{ "\342\235\244\342\200\215\342\235\244\342\200\215",
		    "\342\235\244\342\200\215\342\235\244" },
		{ "a\342\200\215b\342\200\214\342\200", "ab\357\277\275" },
		{ "\330\250\n\342\200\214\330\250", "\330\250\n\330\250" },
		{ "\330\250\342\200\214\340\244\225", "\330\250\340\244\225" },
		{ "\342\200\215", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof joined / sizeof *joined; i++) {
		struct buf out = BUF_INIT;

		safe_add_joined(&out, span_str(joined[i].raw));
		assert_string_equal(buf_str(&out), joined[i].kept);
		buf_release(&out);
	}
}

static void joiners_are_kept_in_names_for_files(void **state)
{
	static const struct {
		const char *raw, *kept;
	} names[] = {
		{ "a\342\200\215 b", "a\342\200\215 b" },
		{ "a \342\200\214\342\200\215\342\200\214 b", "a \342\200\214 b" },
		{ "\342\200\215a\nb\342\200\256", "a b" },
		{ "\342\200\214", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct buf out = BUF_INIT;

		safe_add_field_joined(&out, span_str(names[i].raw));
		assert_string_equal(buf_str(&out), names[i].kept);
		buf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_character_is_kept_or_dropped_by_the_rule),
		cmocka_unit_test(every_pair_of_bytes_gives_clean_text),
		cmocka_unit_test(fields_are_one_line_and_bodies_keep_theirs),
		cmocka_unit_test(a_nul_byte_does_not_cut_the_text),
		cmocka_unit_test(cleaning_twice_changes_nothing),
		cmocka_unit_test(texts_may_be_added_in_pieces),
		cmocka_unit_test(long_plain_texts_are_copied_whole),
		cmocka_unit_test(urls_are_ascii_without_spaces),
		cmocka_unit_test(joiners_are_kept_for_files_in_words_and_emoji),
		cmocka_unit_test(joiners_are_kept_in_names_for_files),
		cmocka_unit_test(file_names_are_harmless),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
