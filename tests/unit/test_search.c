#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "moot/base/buf.h"
#include "moot/search/search.h"
#include "unit.h"

/* The first match that begins at or after a place: "START-END", or "none". */
static const char *found(const char *pattern, const char *text, size_t from)
{
	static char answer[64] = "none";
	struct pattern_fault fault;
	struct pattern *p = pattern_new(span_str(pattern), &fault);
	struct pattern_walk w;
	size_t start, end;

	assert_non_null(p);
	strcpy(answer, "none");
	pattern_walk_begin(&w, p, span_str(text));
	while (pattern_walk_next(&w, &start, &end))
		if (start >= from) {
			snprintf(answer, sizeof answer, "%zu-%zu", start, end);
			break;
		}
	pattern_walk_end(&w);
	pattern_free(p);
	return answer;
}

/* What is wrong with a pattern; "" when nothing is. */
static const char *fault_of(const char *pattern)
{
	static struct pattern_fault fault;

	pattern_free(pattern_new(span_str(pattern), &fault));
	return fault.words;
}

#define assert_found(pattern, text, from, answer) \
	assert_string_equal(found(pattern, text, from), answer)

static void an_empty_pattern_is_none(void **state)
{
	struct pattern_fault fault;

	(void)state;
	assert_null(pattern_new(SPAN_LIT(""), &fault));
	assert_string_equal(fault.words, "");
	assert_null(pattern_new(SPAN_NONE, &fault));
	pattern_free(NULL);
}

static void literals_are_found_where_they_are(void **state)
{
	(void)state;
	assert_found("a", "a", 0, "0-1");
	assert_found("a", "", 0, "none");
	assert_found("a", "a", 1, "none");
	assert_found("ab", "a", 0, "none");
	assert_found("ab", "ab", 0, "0-2");
	assert_found("ab", "xxab", 0, "2-4");
	assert_found("ab", "xxab", 3, "none");
	assert_found("ab", "abab", 1, "2-4");
}

static void expressions_are_those_of_perl(void **state)
{
	(void)state;
	assert_found("c[ao]t|dog", "a cut, a cot", 0, "9-12");
	assert_found("\\bwhal(e|ing)\\b", "whales whaling", 0, "7-14");
	assert_found("^b", "a\nb", 0, "2-3");
	assert_found("a$", "a\nb", 0, "0-1");
	assert_found("a.b", "a\nb a-b", 0, "4-7");
	assert_found("\\Qa.*b\\E", "aab a.*b", 0, "4-8");
	assert_found("(.)\\1", "abccd", 0, "2-4");
	assert_found("\\w+", "\u00e9t\u00e9 x", 0, "0-5");
}

static void a_match_of_nothing_is_none(void **state)
{
	(void)state;
	assert_found("x*", "abc", 0, "none");
	assert_found("x*", "abxx", 0, "2-4");
	assert_found("^", "abc", 0, "none");
}

static void what_is_no_pattern_is_refused(void **state)
{
	(void)state;
	assert_string_equal(fault_of("foo(bar"), "missing closing parenthesis (at 7)");
	assert_string_equal(
	    fault_of("a  b  *+*"), "quantifier does not follow a repeatable item (at 8)");
	assert_string_not_equal(fault_of("[a"), "");
	assert_string_not_equal(fault_of("a\\"), "");
	assert_string_not_equal(fault_of("\xff"), "");
	assert_string_equal(fault_of("a+"), "");
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
	assert_found("5 km", "5 \u212am", 0, "0-6"); /* Kelvin sign */
}

static void a_capital_that_means_something_else_is_none(void **state)
{
	(void)state;
	assert_found("\\Wmoot\\S", " MOOTs", 0, "0-6");
	assert_found("\\p{Lu}x", "AX", 0, "0-2");
	assert_found("(?<Name>moot)", "MOOT", 0, "0-4");
	assert_found("[[:alpha:]]x", "AX", 0, "0-2");
	assert_found("[A-Z]x", "ax Ax", 0, "3-5");
	assert_found("\\QM\\E", "m M", 0, "2-3");
}

static void plain_letters_match_those_with_accents(void **state)
{
	(void)state;
	assert_found("ete", "un \u00e9t\u00e9", 0, "3-8");
	assert_found("ete", "e\u0301te\u0301 x", 0, "0-7");
	assert_found("cafe x", "caf\u00e9 x", 0, "0-7");
	assert_found("strasse", "Stra\u00dfe", 0, "0-7");
	assert_found("s", "\u00df", 0, "0-2");
	assert_found("office", "o\ufb03ce", 0, "0-6");
	assert_found("aether", "\u00c6ther", 0, "0-6");
	assert_found("lodz", "\u0141\u00f3d\u017a", 0, "0-7");
	assert_found("don't", "don\u2019t", 0, "0-7");
	assert_found("a b", "a\u00a0b", 0, "0-4");
	assert_found("wording", "wor\u00adding", 0, "0-9");
}

static void letters_with_accents_match_themselves(void **state)
{
	(void)state;
	assert_found("\u00e9", "e \u00e9", 0, "2-4");
	assert_found("\u00e9t\u00e9", "ete", 0, "none");
	assert_found("\u00df", "ss", 0, "none");
	assert_found("caf\u00e9 creme", "caf\u00e9 cr\u00e8me", 0, "none");
	assert_found("\u304b", "\u304c", 0, "none"); /* ka is not ga */
}

static void white_space_matches_any_run(void **state)
{
	(void)state;
	assert_found("a b", "a\n\t b", 0, "0-5");
	assert_found("a \n b", "a b", 0, "0-3");
	assert_found("a b", "ab", 0, "none");
	assert_found("a b", "a\u00a0b", 0, "0-4");
	assert_found("a b", "a \u3000\u2028b", 0, "0-9");
	assert_found("a *b", "a \n b", 0, "0-5");
	assert_found("[a b] c", "   c", 0, "0-4");
	/* At the ends of a pattern one is enough. */
	assert_found(" ", "a  b", 0, "1-2");
	assert_found("a ", "a", 0, "none");
	assert_found("a ", "a \n", 0, "0-2");
	assert_found(" a", "  a", 0, "1-3");
}

static void what_follows_bad_bytes_is_not_looked_at(void **state)
{
	(void)state;
	assert_found("ab", "ab\xff\xe2\x82" "ab\xc3", 0, "0-2");
	assert_found("ab", "\xff" "ab", 0, "none");
	assert_found("^$|.", "\xc3", 0, "none");
}

/* The most that a pattern may do in a text of so many bytes; no clock is needed to know
 * that it did no more, for each would go on for years. */
static void a_pattern_that_explodes_gives_up(void **state)
{
	static const char *const patterns[] = {
		"(a+)+$", "(a|a)*c", "(a*)*c", "(?:a?){40}a{40}c", "(a|aa)+$", "([a-z]*)*\\d",
		"(.*)(.*)(.*)(.*)(.*)(.*)\\1!",
	};
	struct buf text = BUF_INIT;

	(void)state;
	buf_add_repeat(&text, 'a', 3000);
	buf_add_char(&text, 'b');
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		struct pattern_fault fault;
		struct pattern *p = pattern_new(span_str(patterns[i]), &fault);

		assert_non_null(p);
		assert_false(pattern_matches(p, buf_span(&text)));
		if (i == 0)
			assert_int_equal(pattern_given_up(p), 1);
		pattern_free(p);
	}
	buf_release(&text);
}

static bool matches_words(struct pattern *p, size_t word_bytes, size_t words)
{
	struct buf text = BUF_INIT;
	bool found;

	for (size_t i = 0; i < words; i++) {
		buf_add_repeat(&text, 'a', word_bytes);
		buf_add_char(&text, ' ');
	}
	buf_add_str(&text, "and 7 bees, bee7");
	found = pattern_matches(p, buf_span(&text));
	buf_release(&text);
	return found;
}

/* Each letter of a word is a start: a word of a million would go on for an hour. */
static void steps_are_counted_where_words_are_long(void **state)
{
	static const char *const patterns[] = { "[a-z]+\\d", "\\w*[0-9]\\b", "a*b*7" };
	struct pattern_fault fault;

	(void)state;
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		struct pattern *p = pattern_new(span_str(patterns[i]), &fault);

		assert_true(matches_words(p, 5, 20000));
		assert_true(matches_words(p, 63, 1000));
		assert_int_equal(pattern_given_up(p), 0);
		assert_false(matches_words(p, 1000000, 1));
		assert_int_equal(pattern_given_up(p), 1);
		pattern_free(p);
	}
}

static void a_long_text_is_no_reason_to_give_up(void **state)
{
	struct pattern_fault fault;
	struct pattern *p = pattern_new(SPAN_LIT("[a-z]+ed by \\w+s\\b"), &fault);
	struct buf text = BUF_INIT;

	(void)state;
	for (int i = 0; i < 5000; i++)
		buf_add_str(&text, "the cat was looked at by the mice; ");
	buf_add_str(&text, "chased by dogs");
	assert_true(pattern_matches(p, buf_span(&text)));
	assert_int_equal(pattern_given_up(p), 0);
	buf_release(&text);
	pattern_free(p);
}

static void texts_may_be_joined_where_nothing_looks_around(void **state)
{
	static const struct { const char *pattern; bool joins; } cases[] = {
		{ "whale", true }, { "a b", true }, { "(cat|dog)s?", true }, { "^a$", true },
		{ "(?:x)", true }, { "a+", false }, { "(?=a)b", false }, { "a\\z", false },
		{ "\\Aa", false }, { "a++", false }, { "(?i)a", false }, { "(.)\\1", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct pattern_fault fault;
		struct pattern *p = pattern_new(span_str(cases[i].pattern), &fault);

		assert_int_equal(pattern_joins(p), cases[i].joins);
		pattern_free(p);
	}
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
		struct pattern_fault fault;
		struct pattern *p;
		size_t from = (size_t)rand() % 4, start = 0, end = 0, expected;

		for (size_t i = 0; i < sizeof text; i++)
			text[i] = (char)('i' + rand() % 3);
		for (size_t i = 0; i < sizeof word; i++)
			word[i] = (char)('i' + rand() % 3);
		p = pattern_new(w, &fault);
		expected = naive_find(w, t, from);
		assert_int_equal(pattern_find(p, t, from, &start, &end) == PATTERN_FOUND,
		    expected < t.len);
		if (expected < t.len) {
			assert_int_equal(start, expected);
			assert_int_equal(end, expected + w.len);
		}
		pattern_free(p);
	}
}

/* A pattern of pieces that are put together in any way. */
static struct pattern *random_pattern(struct buf *out)
{
	static const char *const pieces[] = { "j", "k", "x", "jk", "zq", "xj\u00fc", "|", "|", "|",
		"(", "(?:", ")", "?", "+", "*", "{0,2}", "[jk]", ".", "\\b", "^", "$", "\\.", " ",
		"\\Qj\\E", "(?i)", "\\x6a", "\u0436", "J" };
	struct pattern_fault fault;

	buf_clear(out);
	for (int i = 1 + rand() % 9; i > 0; i--)
		buf_add_str(out, pieces[(size_t)rand() % (sizeof pieces / sizeof *pieces)]);
	if (*out->data == ' ') /* means another thing at the start */
		return NULL;
	return pattern_new(buf_span(out), &fault);
}

static void random_text(struct buf *out)
{
	static const char *const pieces[] = { "j", "k", "x", "q", "z", "J", "K", "X", "ZQ", ".",
		" ", "\n", "a", "\u00fc", "\u00dc", "\u0436", "\u0416", "\u212a", "jkj", "\u30ab" };

	buf_clear(out);
	for (int i = rand() % 50; i > 0; i--)
		buf_add_str(out, pieces[(size_t)rand() % (sizeof pieces / sizeof *pieces)]);
}

static void list_matches(struct buf *out, struct pattern *p, struct span text)
{
	struct pattern_walk w;
	size_t start, end;

	buf_clear(out);
	pattern_walk_begin(&w, p, text);
	while (pattern_walk_next(&w, &start, &end))
		buf_addf(out, "%zu-%zu ", start, end);
	pattern_walk_end(&w);
}

/* With an empty group before it, it is not known what a match begins with. */
static void what_matches_begin_with_makes_no_difference(void **state)
{
	struct buf text = BUF_INIT, words = BUF_INIT, list = BUF_INIT, expected = BUF_INIT;
	struct buf slow = BUF_INIT;

	(void)state;
	srand(2);
	for (int round = 0; round < 10000; round++) {
		struct pattern *p = random_pattern(&words), *q;
		struct pattern_fault fault;

		if (!p)
			continue;
		buf_clear(&slow);
		buf_addf(&slow, "(?:)%s", buf_str(&words));
		q = pattern_new(buf_span(&slow), &fault);
		assert_non_null(q);
		for (int i = 0; i < 3; i++) {
			random_text(&text);
			list_matches(&list, p, buf_span(&text));
			list_matches(&expected, q, buf_span(&text));
			if (strcmp(buf_str(&list), buf_str(&expected)) != 0)
				print_error("/%s/ in '%s'\n", buf_str(&words), buf_str(&text));
			assert_string_equal(buf_str(&list), buf_str(&expected));
		}
		pattern_free(p);
		pattern_free(q);
	}
	buf_release(&text);
	buf_release(&words);
	buf_release(&list);
	buf_release(&expected);
	buf_release(&slow);
}

static void alternatives_are_looked_for_by_their_starts(void **state)
{
	const char *far = "............................................. wHale, kettle";

	(void)state;
	assert_found("kettle|whale", far, 0, "46-51");
	assert_found("kettle|whale", far, 47, "53-59");
	assert_found("(zeal|who)le|whale|kettle", far, 0, "46-51");
	assert_found("\\bwhale|kettle", far, 47, "53-59");
	assert_found("whales?|kettles?", far, 0, "46-51");
	assert_found("Whale|kettle", far, 0, "53-59");
	assert_found("K|q", "a \u212a", 0, "2-5");
	assert_found("whale\\K,|kettle", far, 0, "51-52");
}

/* ---- long texts ---- */

static void add_match(struct buf *out, size_t start, size_t end)
{
	buf_addf(out, "%zu-%zu ", start, end);
}

static char *walked(struct pattern *p, struct span text)
{
	struct pattern_walk w;
	struct buf out = BUF_INIT;
	size_t start, end;

	pattern_walk_begin(&w, p, text);
	while (pattern_walk_next(&w, &start, &end))
		add_match(&out, start, end);
	pattern_walk_end(&w);
	return buf_detach(&out);
}

static char *scanned(struct pattern *p, struct span text, size_t bytes)
{
	struct buf out = BUF_INIT;
	struct pattern_scan s;
	enum pattern_sight sight;
	size_t start, end;

	pattern_scan_begin(&s, p, text);
	do {
		size_t left = bytes;

		while ((sight = pattern_scan_next(&s, &left, &start, &end)) == PATTERN_HIT)
			add_match(&out, start, end);
	} while (sight == PATTERN_MORE);
	pattern_scan_end(&s);
	return buf_detach(&out);
}

static void long_texts_are_looked_at_in_slices(void **state)
{
	static const char *const patterns[] = { "line", "seventh line", "of many eighth",
		"caf\303\251", "cafe", "^[a-z]+", "many$", "l.*e", "(?s)first.*?last",
		"\\bof\\s+many\\s+n", "nowhere" };
	static const char *const lines[] = { "first line of many", "the caf\303\251 is a line",
		"seventh  line", "of many", "eighth last", "nine" };
	struct buf text = BUF_INIT;
	struct pattern_fault fault;

	(void)state;
	for (unsigned n = 0; text.len < 300000; n++)
		buf_addf(&text, "%s\n", lines[n * 7 / 3 % 6]);
	buf_add_str(&text, "first");
	buf_add_repeat(&text, 'x', 50000);
	buf_add_str(&text, "last line of many");
	for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
		struct pattern *p = pattern_new(span_str(patterns[i]), &fault);
		char *wanted = walked(p, buf_span(&text));

		for (size_t bytes = 1; bytes < 1000000; bytes *= 100) {
			char *found = scanned(p, buf_span(&text), bytes);

			assert_string_equal(found, wanted);
			free(found);
		}
		free(wanted);
		pattern_free(p);
	}
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_pattern_is_none),
		cmocka_unit_test(literals_are_found_where_they_are),
		cmocka_unit_test(expressions_are_those_of_perl),
		cmocka_unit_test(a_match_of_nothing_is_none),
		cmocka_unit_test(what_is_no_pattern_is_refused),
		cmocka_unit_test(a_start_that_repeats_itself_is_not_lost),
		cmocka_unit_test(small_letters_match_any_case),
		cmocka_unit_test(a_capital_that_means_something_else_is_none),
		cmocka_unit_test(plain_letters_match_those_with_accents),
		cmocka_unit_test(letters_with_accents_match_themselves),
		cmocka_unit_test(white_space_matches_any_run),
		cmocka_unit_test(what_follows_bad_bytes_is_not_looked_at),
		cmocka_unit_test(a_pattern_that_explodes_gives_up),
		cmocka_unit_test(steps_are_counted_where_words_are_long),
		cmocka_unit_test(a_long_text_is_no_reason_to_give_up),
		cmocka_unit_test(texts_may_be_joined_where_nothing_looks_around),
		cmocka_unit_test(it_finds_what_trying_finds),
		cmocka_unit_test(what_matches_begin_with_makes_no_difference),
		cmocka_unit_test(alternatives_are_looked_for_by_their_starts),
		cmocka_unit_test(long_texts_are_looked_at_in_slices),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
