/* UTF-8 and case folding. */
#include "config.h"

#include <stdlib.h>

#include "moot/text/fold.h"
#include "moot/text/utf8.h"
#include "unit.h"

static bool is_surrogate(uint32_t ch)
{
	return ch >= 0xD800 && ch <= 0xDFFF;
}

static void every_character_survives_writing_and_reading(void **state)
{
	char bytes[4];
	uint32_t back;
	bool cut;

	(void)state;
	for (uint32_t ch = 0; ch < 0x110000; ch++) {
		size_t n = utf8_put(bytes, ch);

		if (utf8_next(bytes, n, &back) != n || back != (is_surrogate(ch) ? 0xFFFD : ch) ||
		    utf8_valid_prefix(bytes, n, &cut) != n)
			fail_msg("U+%04X gives %zu bytes, U+%04X", (unsigned)ch, n, (unsigned)back);
	}
	assert_int_equal(utf8_put(bytes, 0x110000), 3);
	assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
}

struct bad {
	const char *bytes;
	const char *lengths; /* of each character read, as digits; - before those that are bad */
};

static const struct bad bad_rows[] = {
	{ "\x80", "-1" },                     /* a continuation alone */
	{ "\xC0\xAF", "-1-1" },               /* overlong */
	{ "\xC1\xBF", "-1-1" },
	{ "\xC2", "-1" },                     /* cut */
	{ "\xC2\x41", "-11" },
	{ "\xE0\x80\xBF", "-1-1-1" },         /* overlong */
	{ "\xE0\xA0", "-2" },                 /* cut after two of three */
	{ "\xE2\x82\x41", "-21" },
	{ "\xED\xA0\x80", "-1-1-1" },         /* a surrogate */
	{ "\xF0\x80\x80\x80", "-1-1-1-1" },   /* overlong */
	{ "\xF0\x9F\x98", "-3" },
	{ "\xF0\x9F\x98\xF0\x9F\x98\x80", "-34" },
	{ "\xF4\x90\x80\x80", "-1-1-1-1" },   /* above U+10FFFF */
	{ "\xF5\x80", "-1-1" },
	{ "\xFE\xFF", "-1-1" },
	/* the example of the Unicode standard, table 3-8 */
	{ "\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", "-2-1-3-21" },
};

static void bad_bytes_give_one_replacement_per_maximal_part(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof bad_rows / sizeof *bad_rows; i++) {
		struct span rest = span_str(bad_rows[i].bytes);
		struct buf seen = BUF_INIT;
		uint32_t ch;

		while (rest.len) {
			size_t n = utf8_next(rest.p, rest.len, &ch);

			buf_addf(&seen, "%s%zu", ch == UTF8_REPLACEMENT ? "-" : "", n);
			rest = span_sub(rest, n, rest.len);
		}
		if (!span_eq_str(buf_span(&seen), bad_rows[i].lengths))
			fail_msg("row %zu: %s", i, buf_str(&seen));
		buf_release(&seen);
	}
}

static void a_valid_prefix_ends_before_the_first_bad_byte(void **state)
{
	bool cut;

	(void)state;
	assert_int_equal(utf8_valid_prefix("", 0, &cut), 0);
	assert_int_equal(utf8_valid_prefix("ab\xC3\xA9", 4, &cut), 4);
	assert_false(cut);
	assert_int_equal(utf8_valid_prefix("ab\xC3", 3, &cut), 2);
	assert_true(cut);
	assert_int_equal(utf8_valid_prefix("ab\xC3!", 4, &cut), 2);
	assert_false(cut);
	assert_int_equal(utf8_valid_prefix("a\xED\xA0", 3, &cut), 1);
	assert_false(cut); /* no further byte makes a surrogate valid */
	assert_int_equal(utf8_valid_prefix("\xF0\x9F\x98", 3, &cut), 0);
	assert_true(cut);
}

static void ascii_prefix_is_exact_at_every_place(void **state)
{
	char text[80];

	(void)state;
	for (size_t len = 0; len <= 64; len++) {
		for (size_t at = 0; at <= len; at++) {
			memset(text, 'a', sizeof text);
			if (at < len)
				text[at] = '\x80';
			assert_int_equal(ascii_prefix(text, len), at);
		}
	}
}

static void folding_makes_equal_what_differs_in_case(void **state)
{
	static const uint32_t rows[][2] = {
		{ 'A', 'a' }, { 'z', 'z' }, { '@', '@' }, { '[', '[' }, { 0xC9, 0xE9 }, /* É */
		{ 0x3A3, 0x3C3 }, { 0x3C2, 0x3C3 }, /* both sigmas */
		{ 0x17F, 's' }, { 0x212A, 'k' }, { 0xB5, 0x3BC }, { 0x410, 0x430 },
		{ 0x1E9E, 0xDF }, { 0x130, 'i' }, { 0x131, 0x131 }, /* dotless i is not i */
		{ 0x10400, 0x10428 }, { 0x4E00, 0x4E00 }, { 0x1C5, 0x1C6 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(fold_char(rows[i][0]), rows[i][1]);
	for (uint32_t ch = 0; ch < 0x110000; ch++)
		if (fold_char(fold_char(ch)) != fold_char(ch))
			fail_msg("U+%04X is folded twice", (unsigned)ch);
}

static void accents_are_taken_off(void **state)
{
	(void)state;
	assert_int_equal(fold_accent(0xE9), 'e');
	assert_int_equal(fold_accent(0x1EA5), 'a'); /* circumflex and acute */
	assert_int_equal(fold_accent(0x439), 0x438);
	assert_int_equal(fold_accent('e'), 'e');
	assert_int_equal(fold_accent(0x142), 0x142); /* a stroke is part of the letter */
}

static void letters_digits_and_marks_are_told_apart(void **state)
{
	static const uint32_t alnum[] = { 'a', 'Z', '0', 0xE9, 0x416, 0x5D0, 0x663, 0x4E00 };
	static const uint32_t others[] = { 0, ' ', '_', '-', 0xA0, 0xD7, 0x2019, 0x3002, 0x1F600 };

	(void)state;
	for (size_t i = 0; i < sizeof alnum / sizeof *alnum; i++) {
		assert_true(fold_is_alnum(alnum[i]));
		assert_false(fold_is_mark(alnum[i]));
	}
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		assert_false(fold_is_alnum(others[i]));
		assert_false(fold_is_mark(others[i]));
	}
	assert_true(fold_is_mark(0x301));
	assert_true(fold_is_mark(0x5B0));
}

static void capitals_are_seen_in_any_script(void **state)
{
	(void)state;
	assert_false(fold_has_upper(SPAN_LIT("")));
	assert_false(fold_has_upper(SPAN_LIT("abc 1 \xC3\xA9")));
	assert_true(fold_has_upper(SPAN_LIT("abC")));
	assert_true(fold_has_upper(SPAN_LIT("ab\xC3\x89")));
	assert_true(fold_has_upper(SPAN_LIT("\xD0\x90")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_character_survives_writing_and_reading),
		cmocka_unit_test(bad_bytes_give_one_replacement_per_maximal_part),
		cmocka_unit_test(a_valid_prefix_ends_before_the_first_bad_byte),
		cmocka_unit_test(ascii_prefix_is_exact_at_every_place),
		cmocka_unit_test(folding_makes_equal_what_differs_in_case),
		cmocka_unit_test(accents_are_taken_off),
		cmocka_unit_test(letters_digits_and_marks_are_told_apart),
		cmocka_unit_test(capitals_are_seen_in_any_script),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
