#include "config.h"

#include <stdio.h>

#include "moot/base/buf.h"
#include "moot/search/refs.h"
#include "ref_threads.h"
#include "unit.h"

static const struct row quoting[] = {
	{ 0, "Ann", "2014-06-19T08:00:00Z",
	    "I have kept a boat there for thirty years, and nobody asked me or my neighbours." },
	{ 0, "Bea", "2014-06-19T08:10:00Z",
	    "> I have kept a boat there for thirty years\n\nSo have I." },
	{ 0, "Cyd", "2014-06-19T08:20:00Z",
	    "You say \xE2\x80\x9Cnobody asked me or my neighbours\xE2\x80\x9D but they did." },
	{ 0, "Dot", "2014-06-19T08:30:00Z", "\"closed for DREDGING, from the first\" is long." },
	{ 0, "Eve", "2014-06-19T08:40:00Z",
	    ">> I have kept a boat there for thirty years\n> So have I.\nMe too." },
	{ 0, "Fay", "2014-06-19T08:50:00Z", "\"asked me or my\" is four words" },
	{ 0, "Gil", "2014-06-19T09:00:00Z",
	    "I have kept a boat there for thirty years: I, too, without marks" },
};

static void a_quote_finds_who_wrote_it(void **state)
{
	struct fixture f = THREAD(quoting);
	const struct ref *ref;
	size_t count;

	(void)state;
	assert_string_equal(found(&f, 2),
	    "quote [I have kept a boat there for thirty years] 1");
	assert_string_equal(found(&f, 3), "quote [nobody asked me or my neighbours] 1");
	assert_string_equal(found(&f, 4), "quote [closed for DREDGING, from the first] 0");
	assert_string_equal(found(&f, 6), "");
	assert_string_equal(found(&f, 7), "");
	assert_string_equal(referring(&f, 1), "2 3 5");
	assert_string_equal(referring(&f, 0), "4");
	ref = refs_in(f.refs, 3, &count);
	assert_int_equal(ref->targets[0].start, 47);
	assert_int_equal(ref->targets[0].end, 79);
	ref = refs_in(f.refs, 4, &count);
	assert_int_equal(ref->targets[0].start, 20);
	assert_int_equal(ref->targets[0].end, 54);
	release(&f);
}

static void the_longest_common_run_wins(void **state)
{
	static const struct row rows[] = {
		{ 0, NULL, NULL, "alpha beta gamma delta epsilon" },
		{ 0, NULL, NULL, "gamma delta epsilon zeta eta theta iota" },
		{ 0, NULL, NULL, "> alpha beta gamma delta epsilon zeta eta theta iota" },
		{ 0, NULL, NULL, "> alpha beta gamma delta epsilon and many other words which"
				 " have nothing to do with what it says at all" },
	};
	struct fixture f = THREAD(rows);
	const struct ref *ref;
	size_t count;

	(void)state;
	assert_string_equal(found(&f, 3),
	    "quote [alpha beta gamma delta epsilon zeta eta theta iota] 2 1");
	ref = refs_in(f.refs, 3, &count);
	assert_int_equal(ref->targets[0].start, 0);
	assert_int_equal(ref->targets[0].end, 39);
	assert_string_equal(found(&f, 4), ""); /* a phrase, not the passage */
	release(&f);
}

/* It begins within another run, and is looked at only from that one's end. */
static void a_run_is_found_from_its_first_word(void **state)
{
	static const struct row rows[] = {
		{ 0, NULL, NULL, "a b c d e f g h i j" },
		{ 0, NULL, NULL, "x d e f g h i j k l m n o p" },
		{ 0, NULL, NULL, "> a b c d e f g h i j k l m n o p" },
	};
	struct fixture f = THREAD(rows);
	const struct ref *ref;
	size_t count;

	(void)state;
	ref = refs_in(f.refs, 3, &count);
	assert_int_equal(count, 1);
	assert_int_equal(ref->target_count, 2);
	assert_int_equal(ref->targets[0].comment, 2);
	assert_int_equal(ref->targets[0].start, 2);
	assert_int_equal(ref->targets[0].end, 27);
	release(&f);
}

static void quotes_do_not_care_for_case_accents_and_punctuation(void **state)
{
	static const struct row rows[] = {
		{ 0, NULL, NULL, "Don't serve caf\xC3\xA9 au lait \xE2\x80\x93 ever, here!" },
		{ 0, NULL, NULL, "> don\xE2\x80\x99t SERVE cafe\xCC\x81 au lait ever here" },
	};
	struct fixture f = THREAD(rows);
	size_t count;

	(void)state;
	refs_in(f.refs, 2, &count);
	assert_int_equal(count, 1);
	release(&f);
}

static void what_is_quoted_refers_to_nobody_else(void **state)
{
	static const struct row rows[] = {
		{ 0, "Ann", "2014-06-19T08:00:00Z", "one" },
		{ 0, "Bea", "2014-06-19T08:10:00Z", "I think that Ann 08:00 was right about it" },
		{ 0, "Cyd", "2014-06-19T08:20:00Z",
		    "> I think that Ann 08:00 was right\n\n@Ann no" },
		{ 0, "Dot", "2014-06-19T08:30:00Z", "\"I think that Ann 08:00 was\" #1" },
	};
	struct fixture f = THREAD(rows);

	(void)state;
	assert_string_equal(found(&f, 3),
	    "quote [I think that Ann 08:00 was right] 2; name [@Ann] 1");
	assert_string_equal(found(&f, 4), "quote [I think that Ann 08:00 was] 2; number [#1] 1");
	release(&f);
}

/* 8 characters of such a script are two words or three. */
static void a_script_without_spaces_needs_more_characters(void **state)
{
	static const struct row rows[] = {
		{ 0, NULL, NULL, "\u3059\u308B\u3053\u3068\u304C\u3067\u304D\u307E\u3059"
				 "\u304B\u3089\u306A\u3093\u3067\u3082\u3044\u3044" },
		{ 0, NULL, NULL, "\u300C\u3059\u308B\u3053\u3068\u304C\u3067\u304D\u307E\u300D" },
		{ 0, NULL, NULL, "\u300C\u3059\u308B\u3053\u3068\u304C\u3067\u304D\u307E\u3059"
				 "\u304B\u3089\u306A\u3093\u3067\u3082\u3044\u300D" },
	};
	struct fixture f = THREAD(rows);
	size_t count;

	(void)state;
	assert_string_equal(found(&f, 2), "");
	refs_in(f.refs, 3, &count);
	assert_int_equal(count, 1);
	release(&f);
}

static void a_url_is_no_row_of_words(void **state)
{
	static const struct row rows[] = {
		{ 0, "Nick", NULL, "see http://x.example/a/b/c/d/e/f/g?h=i&j=k#2" },
		{ 0, "Ann", NULL, "\"http://x.example/a/b/c/d/e/f/g?h=i&j=k#2\"\n"
				  "http://x.example/@Nick/comment/#1" },
		{ 0, "Ann", NULL, "\"%E8%87%AA%E5%B7%B1%E7%A0\" \"%E8%87%AA%E5%B7%B1%E7%A0\"" },
		{ 0, "Ann", NULL, "\"%E8%87%AA%E5%B7%B1%E7%A0\" \"%E8%87%AA%E5%B7%B1%E7%A0\"" },
	};
	struct fixture f = THREAD(rows);

	(void)state;
	assert_string_equal(found(&f, 2), "");
	assert_string_equal(found(&f, 4), "");
	release(&f);
}

/* Texts of 300 kB that repeat one thing. */
static void hostile_texts_are_read_to_their_end(void **state)
{
	static const char *const parts[] = {
		">", "> ", ">\n", "1", "1 ", "1.", "#1", "#1.1 ", "\"", "\xE2\x80\x9C", "@", "@a",
		"@anon ", "anon 8.43 ", "anon 8.43", "a ", "a b ", "a,\n", "'", "a'", "8.43 8:43 ",
		"\xFF", "a\n> a b c d e f\n", "comment ", "comment 1.", "19 June 2014 at 8.43 ",
		"\xE4\xB8\x80", "\xCC\x81", "\"a b c d e f\" ",
	};
	struct fixture f = { library_of_post(post_body), NULL };

	(void)state;
	add_row(f.lib, &(struct row){ 0, "anon", NULL, "a b c d e f" });
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		struct buf body = BUF_INIT;

		while (body.len < 300000)
			buf_add_str(&body, parts[i]);
		add_row(f.lib, &(struct row){ 0, buf_str(&body), NULL, buf_str(&body) });
		buf_release(&body);
	}
	find_refs(&f);
	release(&f);
}

/* Each comment refers to others in every way, and to the same ones. */
static void twenty_thousand_comments_are_no_more_than_their_text(void **state)
{
	enum { COMMENTS = 20000 };
	struct fixture f = { library_of_post(post_body), NULL };
	size_t count;

	(void)state;
	for (int i = 0; i < COMMENTS; i++) {
		char body[200];

		snprintf(body, sizeof body, "Nick, anon 8.43 #1 comment #%d \"closed for dredging"
		    " from the first\"\n> so they say again and again\n\n"
		    "so they say again and again", i);
		add_row(f.lib, &(struct row){ i % 3 ? (comment_id)i : 0, i % 2 ? "Nick" : "anon",
			"2014-06-19T08:43:00Z", body });
	}
	find_refs(&f);
	refs_in(f.refs, COMMENTS, &count);
	assert_true(count >= 5);
	refs_to(f.refs, 1, &count);
	assert_true(count >= COMMENTS - 1);
	refs_to(f.refs, 0, &count);
	assert_int_equal(count, COMMENTS);
	release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_quote_finds_who_wrote_it),
		cmocka_unit_test(the_longest_common_run_wins),
		cmocka_unit_test(a_run_is_found_from_its_first_word),
		cmocka_unit_test(quotes_do_not_care_for_case_accents_and_punctuation),
		cmocka_unit_test(what_is_quoted_refers_to_nobody_else),
		cmocka_unit_test(a_script_without_spaces_needs_more_characters),
		cmocka_unit_test(a_url_is_no_row_of_words),
		cmocka_unit_test(hostile_texts_are_read_to_their_end),
		cmocka_unit_test(twenty_thousand_comments_are_no_more_than_their_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
