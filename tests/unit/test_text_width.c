/* Columns, clusters and line breaks. */
#include "config.h"

#include <limits.h>
#include <locale.h>
#include <wchar.h>

#include "moot/text/linebreak.h"
#include "moot/text/safe.h"
#include "moot/text/utf8.h"
#include "moot/text/width.h"
#include "unit.h"

static const struct width_opts wide_opts = { .ambiguous_wide = true };

static void columns_are_those_of_the_characters_kind(void **state)
{
	static const struct { uint32_t ch; int cols, wide_cols; } rows[] = {
		{ 0, 0, 0 }, { '\n', 0, 0 }, { 0x1F, 0, 0 }, { ' ', 1, 1 }, { '~', 1, 1 },
		{ 0x7F, 0, 0 }, { 0x9F, 0, 0 }, { 0xA0, 1, 1 }, { 0xAD, 0, 0 }, { 0xE9, 1, 2 },
		{ 0x300, 0, 0 }, { 0x36F, 0, 0 }, { 0x3B1, 1, 2 }, { 0x5D0, 1, 1 },
		{ 0x600, 1, 1 },               /* a format character that is drawn */
		{ 0x903, 1, 1 }, { 0x94D, 0, 0 }, { 0x1100, 2, 2 }, { 0x1160, 0, 0 },
		{ 0x200B, 0, 0 }, { 0x200D, 0, 0 }, { 0x2502, 1, 2 }, { 0x231A, 2, 2 },
		{ 0x3000, 2, 2 }, { 0x303F, 1, 1 }, { 0x3042, 2, 2 }, { 0x4DC0, 2, 2 },
		{ 0x4E00, 2, 2 }, { 0x9FFF, 2, 2 }, { 0xAC00, 2, 2 }, { 0xD7A3, 2, 2 },
		{ 0xE000, 1, 2 }, { 0xFE0F, 0, 0 }, { 0xFF01, 2, 2 }, { 0xFF61, 1, 1 },
		{ 0x1F1E6, 1, 1 }, { 0x1F600, 2, 2 }, { 0x20000, 2, 2 }, { 0xE0100, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int cols = char_cols(rows[i].ch, NULL), wide = char_cols(rows[i].ch, &wide_opts);

		if (cols != rows[i].cols || wide != rows[i].wide_cols)
			fail_msg("U+%04X: %d, %d", (unsigned)rows[i].ch, cols, wide);
	}
}

/* curses draws what wcwidth says.  Only a C library of the table's own version of
 * Unicode is asked: it knows U+1FAE0 (14), but not U+1FAE8 (15). */
static void columns_are_what_the_c_library_draws(void **state)
{
	(void)state;
	if (!setlocale(LC_ALL, "C.UTF-8") || wcwidth(0x1FAE0) != 2 || wcwidth(0x1FAE8) != -1)
		skip();
	for (uint32_t ch = 1; ch < 0x110000; ch++) {
		int cols = char_cols(ch, NULL), libc = wcwidth((wchar_t)ch);

		if (!safe_char(ch) || ch == '\n' || ch == '\t')
			continue;
		if (char_drawn(ch) != ch) {
			assert_int_equal(char_drawn(ch), UTF8_REPLACEMENT);
			assert_int_equal(cols, 1);
		} else if (libc >= 0 && cols != libc) {
			fail_msg("U+%04X takes %d columns, not %d", (unsigned)ch, libc, cols);
		} else if (libc < 0) {
			fail_msg("U+%04X cannot be drawn", (unsigned)ch);
		}
	}
	assert_int_equal(setlocale(LC_ALL, "C") != NULL, 1);
}

struct cluster_row {
	const char *text, *clusters; /* "bytes:cols " of each */
};

static const struct cluster_row cluster_rows[] = {
	{ "", "" },
	{ "ab", "1:1 1:1 " },
	{ "a\xCC\x81"
	  "b",
	    "3:1 1:1 " },
	{ "\xCC\x81"
	  "b",
	    "2:0 1:1 " },
	{ "e\xCC\x81\xCC\x82\xCC\x83", "7:1 " },
	{ "\xE6\x97\xA5\xE6\x9C\xAC", "3:2 3:2 " },
	{ "\xE6\x97\xA5\xCC\x81", "5:2 " },
	{ "\r\n", "2:0 " },
	{ "\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA\xF0\x9F\x87\xAB\xF0\x9F\x87\xB7",
	    "8:2 8:2 " }, /* flags */
	{ "\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA\xF0\x9F\x87\xAB", "8:2 4:1 " },
	{ "\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD", "4:2 4:2 " }, /* a skin tone has its own cells */
	{ "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9",
	    "7:2 4:2 " }, /* joined: cut at two columns */
	{ "\xE0\xA4\x95\xE0\xA4\xBE", "6:2 " }, /* ka with vowel sign aa */
	{ "\xE0\xA4\x95\xE0\xA5\x8D\xE0\xA4\xB7", "6:1 3:1 " }, /* k-ssa */
	{ "\xE0\xAF\x86\xE0\xAE\xBE", "6:2 " },
	{ "\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8", "9:2 " }, /* Hangul by letters */
	{ "\xE1\x84\x80\xE1\x84\x80\xE1\x85\xA1", "3:2 6:2 " },
	{ "1\xE2\x83\xA3", "4:1 " },
};

static void texts_fall_into_clusters_of_at_most_two_columns(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cluster_rows / sizeof *cluster_rows; i++) {
		struct span rest = span_str(cluster_rows[i].text);
		struct buf seen = BUF_INIT;
		struct cluster c;
		int cols = 0;

		while ((c = cluster_next(rest, NULL)).bytes) {
			buf_addf(&seen, "%zu:%d ", c.bytes, c.cols);
			rest = span_sub(rest, c.bytes, rest.len);
			cols += c.cols;
		}
		if (!span_eq_str(buf_span(&seen), cluster_rows[i].clusters))
			fail_msg("row %zu: %s", i, buf_str(&seen));
		assert_int_equal(text_cols(span_str(cluster_rows[i].text), NULL), cols);
		buf_release(&seen);
	}
}

static void a_text_is_cut_at_clusters(void **state)
{
	static const struct { const char *text; int max, bytes, cols; } rows[] = {
		{ "", 0, 0, 0 }, { "", 5, 0, 0 }, { "abc", -1, 0, 0 }, { "abc", 0, 0, 0 },
		{ "abc", 1, 1, 1 }, { "abc", 2, 2, 2 }, { "abc", 3, 3, 3 }, { "abc", 4, 3, 3 },
		{ "abc", INT_MAX, 3, 3 },
		{ "abc\xCC\x81", 2, 2, 2 }, { "abc\xCC\x81", 3, 5, 3 },
		{ "ab\xCC\x81" "c", 2, 4, 2 },
		{ "\xE6\x97\xA5\xE6\x9C\xAC", 1, 0, 0 }, { "\xE6\x97\xA5\xE6\x9C\xAC", 2, 3, 2 },
		{ "\xE6\x97\xA5\xE6\x9C\xAC", 3, 3, 2 }, { "\xE6\x97\xA5\xE6\x9C\xAC", 4, 6, 4 },
		{ "a\xE6\x97\xA5", 2, 1, 1 }, { "a\xE6\x97\xA5", 3, 4, 3 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int cols;
		struct span part = text_fit(span_str(rows[i].text), rows[i].max, &cols, NULL);

		assert_int_equal(part.len, rows[i].bytes);
		assert_int_equal(cols, rows[i].cols);
	}
}

static void fitting_and_measuring_agree_on_mixed_text(void **state)
{
	struct span text = SPAN_LIT("It\xE2\x80\x99s 日本 na\xC3\xAF"
				    "ve e\xCC\x81 \xF0\x9F\x98\x80! A long run of plain words");
	int all = text_cols(text, NULL), cols;

	(void)state;
	for (int max = 0; max <= all + 1; max++) {
		struct span part = text_fit(text, max, &cols, NULL);

		assert_int_equal(text_cols(part, NULL), cols);
		assert_true(cols <= max && (cols >= max - 1 || part.len == text.len));
	}
	assert_true(text_cols(text, &wide_opts) > all);
}

struct break_row {
	uint32_t before, after;
	bool in_url, expect;
};

static const struct break_row break_rows[] = {
	{ 'a', 'b', false, false },
	{ 'a', 0x65E5, false, true },
	{ 0x65E5, 'a', false, true }, /* CJK and Latin */
	{ 0x65E5, 0x672C, false, true },
	{ 0x3042, 0x3044, false, true },
	{ 0xAC00, 0xAC01, false, true },
	{ 0x1F600, 0x1F600, false, true },
	{ 0x1F44D, 0x1F3FD, false, false }, /* a skin tone */
	{ 0x65E5, 0x3002, false, false },
	{ 0x65E5, 0xFF0C, false, false }, /* not before closing */
	{ 0x65E5, 0x300D, false, false },
	{ 0x65E5, 0x3063, false, false }, /* small tu */
	{ 0x30AB, 0x30FC, false, false },
	{ 0x65E5, '.', false, false },
	{ 0x65E5, ')', false, false },
	{ 0x300C, 0x65E5, false, false },
	{ 0xFF08, 'a', false, false },
	{ '(', 0x65E5, false, false },
	{ 0x3002, 0x65E5, false, true },
	{ 0x65E5, 0x300C, false, true },
	{ 0x65E5, 0xA0, false, false },
	{ 0xA0, 0x65E5, false, false },
	{ 0x2060, 0x65E5, false, false },
	{ '-', 'a', false, true },
	{ '-', '1', false, false },
	{ '-', '-', false, false },
	{ 0x2011, 'a', false, false },
	{ '/', 'a', false, false },
	{ '/', 'a', true, true },
	{ '?', 'a', true, true },
	{ '&', 'a', true, true },
	{ '=', '1', true, true },
	{ '.', 'o', true, true },
	{ '/', '/', true, false },
	{ ':', '/', true, false },
	{ 'a', '/', true, false },
};

static void lines_break_where_scripts_allow_it(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof break_rows / sizeof *break_rows; i++) {
		const struct break_row *row = &break_rows[i];

		if (linebreak_between(row->before, row->after, row->in_url) != row->expect)
			fail_msg("U+%04X U+%04X", (unsigned)row->before, (unsigned)row->after);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_are_those_of_the_characters_kind),
		cmocka_unit_test(columns_are_what_the_c_library_draws),
		cmocka_unit_test(texts_fall_into_clusters_of_at_most_two_columns),
		cmocka_unit_test(a_text_is_cut_at_clusters),
		cmocka_unit_test(fitting_and_measuring_agree_on_mixed_text),
		cmocka_unit_test(lines_break_where_scripts_allow_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
