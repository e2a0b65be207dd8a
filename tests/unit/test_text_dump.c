#include "config.h"

#include "moot/text/dump.h"
#include "unit.h"

static void a_mark_is_a_number_and_a_full_stop(void **state)
{
	static const struct {
		const char *line;
		uint32_t number, level; /* number 0: no mark */
		int col;
		size_t text;
	} cases[] = {
		{ "  1. a", 1, 0, 2, 5 },
		{ "    12.\ta", 12, 0, 4, 8 },
		{ "1.", 1, 0, 0, 2 },
		{ "\t4294967295. a", UINT32_MAX, 0, 8, 13 },
		{ "  4294967296. a", 0, 0, 0, 0 },
		{ "  0. a", 0, 0, 0, 0 },
		{ "  1.a", 0, 0, 0, 0 },
		{ "  1) a", 0, 0, 0, 0 },
		{ "  1", 0, 0, 0, 0 },
		{ "", 0, 0, 0, 0 },
		{ "  level 51: 3. a", 3, 51, 2, 15 },
		{ "  level 51:3. a", 0, 0, 0, 0 },
		{ "  level x: 3. a", 0, 0, 0, 0 },
		{ "\xc2\xa0 1. a", 1, 0, 2, 6 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct dump_mark m;

		assert_int_equal(
		    dump_mark_parse(span_str(cases[i].line), &m), cases[i].number != 0);
		if (!cases[i].number)
			continue;
		assert_int_equal(m.number, cases[i].number);
		assert_int_equal(m.level, cases[i].level);
		assert_int_equal(m.col, cases[i].col);
		assert_int_equal(m.text, cases[i].text);
	}
}

static void expect_outdented(const char *line, int cols, const char *expected)
{
	struct buf out = BUF_INIT;

	dump_add_outdented(&out, span_str(line), cols);
	assert_string_equal(buf_str(&out), expected);
	buf_release(&out);
}

static void indents_are_taken_off_by_columns(void **state)
{
	(void)state;
	expect_outdented("    a", 4, "a");
	expect_outdented("      a", 4, "  a");
	expect_outdented("  a", 4, "a");
	expect_outdented("\ta", 4, "    a");
	expect_outdented("\xc2\xa0\xc2\xa0\xc2\xa0 a", 4, "a");
	expect_outdented("a", 0, "a");
	expect_outdented("", 4, "");
}

static void expect_escaped(const char *line, enum dump_place place, bool after_blank,
    const char *expected)
{
	struct buf out = BUF_INIT;

	dump_add_escaped(&out, span_str(line), place, after_blank);
	assert_string_equal(buf_str(&out), expected);
	assert_true(span_eq_str(dump_unescape(buf_span(&out), place, after_blank), line));
	buf_release(&out);
}

static void a_special_line_gets_one_backslash(void **state)
{
	(void)state;
	expect_escaped("  1. a", DUMP_IN_BODY, true, "\\  1. a");
	expect_escaped("  1. a", DUMP_IN_BODY, false, "  1. a");
	expect_escaped("1. a", DUMP_IN_BODY, true, "1. a");
	expect_escaped("1. a", DUMP_IN_COMMENT, true, "\\1. a");
	expect_escaped("1. a", DUMP_IN_OPENING, true, "1. a");
	expect_escaped("\\1. a", DUMP_IN_COMMENT, true, "\\\\1. a");
	expect_escaped("\\\\a", DUMP_IN_COMMENT, true, "\\\\a");
	expect_escaped("Friday, 20 June 2014", DUMP_IN_BODY, true, "\\Friday, 20 June 2014");
	expect_escaped("20 June 2014", DUMP_IN_BODY, true, "20 June 2014");
	expect_escaped("Labels: a", DUMP_IN_BODY, false, "\\Labels: a");
	expect_escaped("Labels: a", DUMP_IN_COMMENT, false, "Labels: a");
	expect_escaped("  a", DUMP_IN_OPENING, true, "\\  a");
	expect_escaped("\\Ann \xe2\x80\x94 (no date)", DUMP_IN_OPENING, true,
	    "\\\\Ann \xe2\x80\x94 (no date)");
	expect_escaped("(untitled)", DUMP_IN_TITLE, true, "\\(untitled)");
	expect_escaped("", DUMP_IN_BODY, true, "");
	expect_escaped("\\", DUMP_IN_BODY, true, "\\");
}

static void a_name_has_at_most_sixty_columns(void **state)
{
	static const char tens[] = "0123456789012345678901234567890123456789012345678901234567890";
	struct dump_byline b;
	struct buf line = BUF_INIT;

	(void)state;
	for (size_t cols = 59; cols <= 61; cols++) {
		buf_clear(&line);
		buf_add(&line, tens, cols);
		buf_add_str(&line, " \xe2\x80\x94 19 June 2014 at 08:43");
		assert_int_equal(dump_byline_parse(buf_span(&line), &b), cols <= 60);
	}
	buf_release(&line);
}

static void bylines_are_told_from_sentences(void **state)
{
	static const struct {
		const char *line, *author; /* NULL: no byline */
	} cases[] = {
		{ "Dr. No19 June 2014 at 14:09", "Dr. No" },
		{ "Anonymous 19 June 2014 at 14:09", "Anonymous" },
		{ "A \xe2\x80\x94 B \xe2\x80\x94 19 June 2014", "A \xe2\x80\x94 B" },
		{ "Ann \xe2\x80\x93 19 June 2014 at 08:43", "Ann" },
		{ "\"\" \xe2\x80\x94 (no date)", "" },
		{ "See you on 19 June 2014 at 14:09", NULL },
		{ "It rained. Ann19 June 2014 at 14:09", NULL },
		{ "Ann19 June 2014", NULL },
		{ "Ann \xe2\x80\x94 tomorrow", NULL },
		{ "Ann \xe2\x80\x94 pingback", NULL },
		{ " \xe2\x80\x94 19 June 2014", NULL },
		{ "", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct dump_byline b;

		assert_int_equal(
		    dump_byline_parse(span_str(cases[i].line), &b), cases[i].author != NULL);
		assert_true(!cases[i].author || span_eq_str(b.author, cases[i].author));
	}
}

static void times_below_a_post_are_read(void **state)
{
	static const struct {
		const char *value, *author;
		int hour, minute;
	} cases[] = {
		{ "by Jim at 08:12", "Jim", 8, 12 },
		{ "by Jim at 12:05 AM", "Jim", 0, 5 },
		{ "by Jim at 12:05 PM", "Jim", 12, 5 },
		{ "by Jim at 1:59 PM", "Jim", 13, 59 },
		{ "at 23:59", "", 23, 59 },
		{ "by Jim at 24:00", "Jim at 24:00", -1, 0 },
		{ "by X at 10:00 at --:--", "X at 10:00", -1, 0 },
	};
	struct dump_posted p;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_true(dump_posted_parse(span_str(cases[i].value), &p));
		assert_int_equal(p.author.len, strlen(cases[i].author));
		assert_memory_equal(p.author.len ? p.author.p : "", cases[i].author, p.author.len);
		assert_int_equal(p.hour, cases[i].hour);
		assert_int_equal(p.minute, cases[i].minute);
	}
	assert_false(dump_posted_parse(SPAN_LIT("in haste"), &p));
	assert_false(dump_posted_parse(SPAN_LIT(""), &p));
}

static void labels_keep_commas_and_quotes(void **state)
{
	static const char *const labels[] = { "a", "b, c", "\"q\"", "d \"e\", f", "\"" };
	struct buf line = BUF_INIT, label = BUF_INIT;
	struct span rest;

	(void)state;
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		buf_add_str(&line, i ? ", " : "");
		dump_label_add(&line, span_str(labels[i]));
	}
	rest = buf_span(&line);
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		assert_true(dump_label_next(&rest, &label));
		assert_string_equal(buf_str(&label), labels[i]);
	}
	assert_false(dump_label_next(&rest, &label));
	rest = SPAN_LIT("\"open, a");
	assert_true(dump_label_next(&rest, &label));
	assert_string_equal(buf_str(&label), "open, a");
	assert_false(dump_label_next(&rest, &label));
	buf_release(&line);
	buf_release(&label);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_mark_is_a_number_and_a_full_stop),
		cmocka_unit_test(indents_are_taken_off_by_columns),
		cmocka_unit_test(a_special_line_gets_one_backslash),
		cmocka_unit_test(a_name_has_at_most_sixty_columns),
		cmocka_unit_test(bylines_are_told_from_sentences),
		cmocka_unit_test(times_below_a_post_are_read),
		cmocka_unit_test(labels_keep_commas_and_quotes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
