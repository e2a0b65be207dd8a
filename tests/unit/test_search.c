#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "moot/base/buf.h"
#include "moot/search/search.h"
#include "moot/text/fold.h"
#include "moot/text/utf8.h"
#include "unit.h"

/* What the search finds from a place on: "START-END", or "none". */
static const char *found(const char *pattern, const char *text, size_t from)
{
	static char answer[64];
	struct pattern *p = pattern_new(span_str(pattern));
	size_t start, end;

	assert_non_null(p);
	if (pattern_find(p, span_str(text), from, &start, &end))
		snprintf(answer, sizeof answer, "%zu-%zu", start, end);
	else
		snprintf(answer, sizeof answer, "none");
	pattern_free(p);
	return answer;
}

#define assert_found(pattern, text, from, answer) \
	assert_string_equal(found(pattern, text, from), answer)

static void an_empty_pattern_is_none(void **state)
{
	(void)state;
	assert_null(pattern_new(SPAN_LIT("")));
	assert_null(pattern_new(SPAN_NONE));
	pattern_free(NULL);
}

static void literals_are_found_where_they_are(void **state)
{
	(void)state;
	assert_found("a", "a", 0, "0-1");
	assert_found("a", "", 0, "none");
	assert_found("a", "a", 1, "none");
	assert_found("a", "a", 9, "none");
	assert_found("ab", "a", 0, "none");
	assert_found("ab", "ab", 0, "0-2");
	assert_found("ab", "xxab", 0, "2-4");
	assert_found("ab", "xxab", 2, "2-4");
	assert_found("ab", "xxab", 3, "none");
	assert_found("ab", "abab", 1, "2-4");
	assert_found(".*", "a.*b", 0, "1-3");
}

static void a_start_that_repeats_itself_is_not_lost(void **state)
{
	(void)state;
	assert_found("aab", "aaab", 0, "1-4");
	assert_found("abcabd", "abcabcabd", 0, "3-9");
	assert_found("aaaa", "aaabaaaa", 0, "4-8");
	assert_found("ab abc", "ab  ab\tabc", 0, "4-10");
	assert_found("xyxz", "xyxyxz", 0, "2-6");
}

static void small_letters_match_any_case(void **state)
{
	(void)state;
	assert_found("moot", "a MooT", 0, "2-6");
	assert_found("Moot", "moot Moot", 0, "5-9");
	assert_found("stra\u00dfe", "STRA\u00dfE", 0, "0-7");
	assert_found("\u00e9t\u00e9", "\u00c9T\u00c9", 0, "0-5");
	assert_found("\u00c9t\u00e9", "\u00e9t\u00e9", 0, "none");
	assert_found("\u03c3\u03bf\u03c6\u03cc\u03c3", "\u03a3\u039f\u03a6\u038c\u03a3", 0, "0-10");
}

static void a_match_may_have_other_bytes_than_the_pattern(void **state)
{
	(void)state;
	assert_found("km", "5 \u212am", 0, "2-6"); /* Kelvin sign */
	assert_found("is", "x I\u017f", 0, "2-5");  /* long s */
	assert_found("mass", "maSs ma\u017f\u017f", 1, "5-11");
}

/* The anchors know all that folds to an ASCII letter. */
static void nothing_else_folds_to_ascii(void **state)
{
	(void)state;
	for (uint32_t ch = 0x80; ch < 0x110000; ch++) {
		char pattern[2] = "?", text[6] = "";

		if ((ch >= 0xD800 && ch < 0xE000) || fold_char(ch) >= 0x80)
			continue;
		pattern[0] = (char)fold_char(ch);
		utf8_put(text, ch);
		assert_string_not_equal(found(pattern, text, 0), "none");
	}
}

static void white_space_matches_any_run(void **state)
{
	(void)state;
	assert_found("a b", "a\n\t b", 0, "0-5");
	assert_found("a \n b", "a b", 0, "0-3");
	assert_found("a b", "ab", 0, "none");
	assert_found("a b", "a\u00a0b", 0, "0-4");
	assert_found("a b", "a \u3000\u2028b", 0, "0-9");
	assert_found(" ", "a  b", 0, "1-3");
	assert_found(" ", "a  b", 2, "2-3");
	assert_found("a ", "a", 0, "none");
	assert_found("a ", "a \n", 0, "0-3");
	assert_found(" a", "  a", 0, "0-3");
}

static void bad_bytes_do_no_harm(void **state)
{
	(void)state;
	assert_found("ab", "\xff\xe2\x82" "ab\xc3", 0, "3-5");
	assert_found("\xc3", "x\xc3", 0, "1-2");
	assert_found("b\xc3", "ab\xc3", 0, "1-3");
}

static double seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* A million steps are enough for each; a search by trying would take 10^11. */
static void no_pattern_makes_it_slow(void **state)
{
	enum { TEXT_BYTES = 1000000, PATTERN_BYTES = 100000 };
	struct buf text = BUF_INIT, pattern = BUF_INIT;
	double begin = seconds_now();
	struct pattern *p;
	size_t start, end;

	(void)state;
	buf_add_repeat(&text, 'a', TEXT_BYTES);
	buf_add_repeat(&pattern, 'a', PATTERN_BYTES);
	buf_add_char(&pattern, 'b');
	p = pattern_new(buf_span(&pattern));
	assert_false(pattern_find(p, buf_span(&text), 0, &start, &end));
	buf_add_char(&text, 'b');
	assert_true(pattern_find(p, buf_span(&text), 0, &start, &end));
	assert_int_equal(start, TEXT_BYTES - PATTERN_BYTES);
	assert_int_equal(end, TEXT_BYTES + 1);
	assert_true(seconds_now() - begin < 5);
	pattern_free(p);
	buf_release(&text);
	buf_release(&pattern);
}

/* Every other case of the letter is absent, and there are many hits. */
static void a_walk_through_all_hits_is_linear(void **state)
{
	enum { TEXT_BYTES = 3000000 };
	struct buf text = BUF_INIT;
	struct pattern *p = pattern_new(SPAN_LIT("k"));
	double begin = seconds_now();
	size_t at = 0, start, hits = 0;

	(void)state;
	buf_add_repeat(&text, 'K', TEXT_BYTES);
	while (pattern_find(p, buf_span(&text), at, &start, &at))
		hits++;
	assert_int_equal(hits, TEXT_BYTES);
	assert_true(seconds_now() - begin < 5);
	pattern_free(p);
	buf_release(&text);
}

/* The simplest search there is, for texts of a few small letters and single blanks. */
static size_t naive_find(struct span pattern, struct span text, size_t from)
{
	while (from + pattern.len <= text.len &&
	    memcmp(text.p + from, pattern.p, pattern.len) != 0)
		from++;
	return from + pattern.len <= text.len ? from : text.len;
}

static void it_finds_what_trying_finds(void **state)
{
	char text[40], word[6];

	(void)state;
	srand(1);
	for (int round = 0; round < 20000; round++) {
		struct span t = { text, (size_t)rand() % sizeof text };
		struct span w = { word, 1 + (size_t)rand() % sizeof word };
		struct pattern *p;
		size_t from = (size_t)rand() % 4, start = 0, end = 0, expected;

		for (size_t i = 0; i < sizeof text; i++)
			text[i] = (char)('i' + rand() % 3);
		for (size_t i = 0; i < sizeof word; i++)
			word[i] = (char)('i' + rand() % 3);
		p = pattern_new(w);
		expected = naive_find(w, t, from);
		assert_int_equal(pattern_find(p, t, from, &start, &end), expected < t.len);
		if (expected < t.len) {
			assert_int_equal(start, expected);
			assert_int_equal(end, expected + w.len);
		}
		pattern_free(p);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_pattern_is_none),
		cmocka_unit_test(literals_are_found_where_they_are),
		cmocka_unit_test(a_start_that_repeats_itself_is_not_lost),
		cmocka_unit_test(small_letters_match_any_case),
		cmocka_unit_test(a_match_may_have_other_bytes_than_the_pattern),
		cmocka_unit_test(nothing_else_folds_to_ascii),
		cmocka_unit_test(white_space_matches_any_run),
		cmocka_unit_test(bad_bytes_do_no_harm),
		cmocka_unit_test(no_pattern_makes_it_slow),
		cmocka_unit_test(a_walk_through_all_hits_is_linear),
		cmocka_unit_test(it_finds_what_trying_finds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
