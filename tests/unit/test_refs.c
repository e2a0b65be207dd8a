#include "config.h"

#include <string.h>

#include "moot/base/buf.h"
#include "moot/search/refs.h"
#include "ref_threads.h"
#include "unit.h"

/* What a comment finds that is added to a thread of known authors and times. */
static const char *answer(const char *author, const char *body)
{
	static const struct row rows[] = {
		{ 0, "Anonymous", "2014-06-19T08:43:00+01:00", "one" },
		{ 0, "Nick Tarrant", "2014-06-19T09:01:00+01:00", "two" },
		{ 2, "Zo\xC3\xAB", "2014-06-19T12:15:00+01:00", "three" },
		{ 0, "Anonymous", "2014-06-19T20:43:00+01:00", "four" },
		{ 4, "Will", "2014-06-19T21:30:00+01:00", "five" },
	};
	static struct buf out;
	struct row last = { 0, author, "2014-06-20T07:00:00+01:00", body };
	struct fixture f = { library_of_post(post_body), NULL };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		add_row(f.lib, &rows[i]);
	add_row(f.lib, &last);
	find_refs(&f);
	buf_release(&out);
	buf_add_str(&out, found(&f, 6));
	release(&f);
	return buf_str(&out);
}

#define assert_answer(body, expected) assert_string_equal(answer("Ines", body), expected)

static void a_time_beside_an_author_is_the_comment_of_that_time(void **state)
{
	(void)state;
	assert_answer("anon 8.43 am has it", "time [anon 8.43 am] 1");
	assert_answer("I think anon 8.43pm has it", "time [anon 8.43pm] 4");
	assert_answer("Anonymous 8:43 p.m. has it", "time [Anonymous 8:43 p.m] 4");
	assert_answer("so Nick Tarrant at 09.01 said", "time [Nick Tarrant at 09.01] 2");
	assert_answer("so nick at 9:01 said", "time [nick at 9:01] 2");
	assert_answer("agree with Zo\xC3\xAB (12:15)", "time [Zo\xC3\xAB (12:15] 3");
	assert_answer("agree with ZOE, 12:15 PM.", "time [ZOE, 12:15 PM] 3");
	assert_answer("Will@21h30 has it", "time [Will@21h30] 5");
	assert_answer("the 20:43 anon has it", "time [20:43 anon] 4");
	assert_answer("see the comment at 21.30", "time [comment at 21.30] 5");
	assert_answer("as Anonymous 19 June 2014 at 08:43 says",
	    "time [Anonymous 19 June 2014 at 08:43] 1");
	assert_answer("as Anonymous 18 June 2014 at 08:43 says", "");
}

static void twelve_hours_may_be_either_half_of_the_day(void **state)
{
	(void)state;
	assert_answer("anon 8.43", "time [anon 8.43] 4 1");
	assert_answer("anon 08.43", "time [anon 08.43] 1");
	assert_answer("anon 20.43", "time [anon 20.43] 4");
	assert_answer("Will 09.30", "time [Will 09.30] 5");
	assert_answer("Zoe 0:15", "");
	assert_answer("Zoe 12.15 am", "");
	assert_answer("Zoe 12.15", "time [Zoe 12.15] 3");
	assert_answer("anon 8.43 (1)", "time [anon 8.43 (1)] 1 4");
	assert_answer("anon 8.43 (2)", "time [anon 8.43 (2)] 4 1");
	assert_answer("anon 8.43 (3)", "time [anon 8.43 (3)] 4 1");
}

static void what_is_no_reference_to_a_time_is_left_alone(void **state)
{
	static const char *const texts[] = {
		"at 8.43 this morning I", "8.43", "8.43 PM", "I met Nick. 9.01 is late",
		"anon 8.44", "anon 8.43.12", "anon 8.4", "anon 8.430", "anon 24.43", "anon 8.60",
		"anon 8:43%", "anon paid 8.43", "Nick 8.43", "Ghost 8.43", "anon\n\n8.43",
		"anon 8 43", "canon 8.43", "anon 7.00", "at 8.43 anon", "",
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (strcmp(answer("Ines", texts[i]), "") != 0)
			fail_msg("%s: %s", texts[i], answer("Ines", texts[i]));
}

static void a_number_is_a_path_or_counts_in_order_of_time(void **state)
{
	(void)state;
	assert_answer("comment #1 says", "number [comment #1] 1");
	assert_answer("see #2.", "number [#2] 2");
	assert_answer("see comment 2.1, please", "number [comment 2.1] 3");
	assert_answer("(#2.1)", "number [#2.1] 3");
	assert_answer("#3 and #4", "number [#3] 4 3; number [#4] 4");
	assert_answer("comment no. 2 says", "number [comment no. 2] 2");
	assert_answer("I agree with no. 2", "number [no. 2] 2");
	assert_answer("No. 2, you are right", "number [No. 2] 2");
	assert_answer("Comments 1", "number [Comments 1] 1");
	assert_answer("comment 4 is wrong", "number [comment 4] 4");
}

static void what_is_no_number_of_a_comment_is_left_alone(void **state)
{
	static const char *const texts[] = {
		"#7", "#6", "comment #99", "comment 2.2", "#0", "#2nd", "http://x.example/#2",
		"&#2;", "my comment 2 days ago", "platform no. 2", "No. 2 has denied it", "no 2",
		"2", "2. two", "#99999999999999999999", "#2.1.1", "# 2", "a#2",
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (strcmp(answer("Ines", texts[i]), "") != 0)
			fail_msg("%s: %s", texts[i], answer("Ines", texts[i]));
}

static void a_name_is_the_last_comment_of_that_author(void **state)
{
	(void)state;
	assert_answer("@Nick you are right", "name [@Nick] 2");
	assert_answer("you are right, @nick tarrant!", "name [@nick tarrant] 2");
	assert_answer("@Nick Smith", "name [@Nick] 2");
	assert_answer("Nick, you are right", "name [Nick] 2");
	assert_answer("Nick Tarrant: you are right", "name [Nick Tarrant] 2");
	assert_answer("Zoe - you are right", "name [Zoe] 3");
	assert_answer("Zoe\xE2\x80\x94you are right", "name [Zoe] 3");
	assert_answer("Hi Zo\xC3\xAB, you are right", "name [Zo\xC3\xAB] 3");
	assert_answer("Well said.\n\nWill, you are right", "name [Will] 5");
	assert_answer("@anon yes", "name [@anon] 4 1");
	assert_answer("Anonymous, yes", "name [Anonymous] 4 1");
}

static void what_addresses_nobody_is_left_alone(void **state)
{
	static const char *const texts[] = {
		"Will you come?", "Will-power is all", "Nick", "Nick is right", "I say Nick, come",
		"@Ghost", "Ghost, come", "me@nick", "mail me@nick.example", "Tarrant, come",
		"@Ni", "Ines, it is me", "@Ines", "Will.", "(Nick, come",
	};

	(void)state;
	for (size_t i = 0; i + 1 < sizeof texts / sizeof *texts; i++)
		if (strcmp(answer("Ines", texts[i]), "") != 0)
			fail_msg("%s: %s", texts[i], answer("Ines", texts[i]));
}

static void the_nearest_ancestor_of_the_name_comes_first(void **state)
{
	static const struct row rows[] = {
		{ 0, "Nick", "2014-06-19T08:00:00Z", "one" },
		{ 1, "Ann", "2014-06-19T08:10:00Z", "two" },
		{ 0, "Nick", "2014-06-19T09:00:00Z", "three" },
		{ 2, "Bea", "2014-06-19T10:00:00Z", "Nick, four" },
		{ 0, "Nick", "2014-06-19T11:00:00Z", "@Nick" },
	};
	struct fixture f = THREAD(rows);

	(void)state;
	assert_string_equal(found(&f, 4), "name [Nick] 1 3");
	assert_string_equal(found(&f, 5), ""); /* nobody calls himself */
	release(&f);
}

static void times_are_those_that_the_blog_printed(void **state)
{
	static const struct row rows[] = {
		{ 0, "Anonymous", "2014-06-19T08:43:00+01:00", "one" }, /* 07:43 UTC */
		{ 0, "Anonymous", "2014-06-19T08:43:00Z", "two" },
		{ 0, "Anonymous", "2014-06-19T09:43:00+01:00", "three" }, /* the same moment */
		{ 0, "Ann", "2014-06-19T12:00:00+01:00", "anon 08:43 and anon 07:43, anon 09:43" },
	};
	struct fixture f = THREAD(rows);

	(void)state;
	assert_string_equal(found(&f, 4), "time [anon 08:43] 2 1; time [anon 09:43] 3");
	release(&f);
}

static void anon_is_whoever_left_no_name(void **state)
{
	static const struct row rows[] = {
		{ 0, "Anonym", "2014-06-19T08:00:00Z", "one" },
		{ 0, "Ann", "2014-06-19T08:00:00Z", "two" },
		{ 0, NULL, "2014-06-19T09:00:00Z", "three" },
		{ 0, "Ann", "2014-06-19T09:00:00Z", "four" },
		{ 0, "Ann", "2014-06-19T10:00:00Z", "five" },
		{ 0, "Bea", "2014-06-19T12:00:00Z", "anon 08:00, anon 09:00, anon 10:00" },
	};
	struct fixture f = THREAD(rows);

	(void)state;
	assert_string_equal(found(&f, 6),
	    "time [anon 08:00] 1; time [anon 09:00] 3; time [anon 10:00] 5");
	release(&f);
}

static void a_reply_is_later_than_what_it_answers(void **state)
{
	static const struct row rows[] = {
		{ 0, "Ann", "2014-06-19T10:00:00Z", "one" },
		{ 1, "Bea", "2014-06-19T09:00:00Z", "Ann 10:00, by a clock that is slow" },
		{ 0, "Cyd", "2014-06-19T09:30:00Z", "Bea 09:00" }, /* before Ann, so before Bea */
	};
	struct fixture f = THREAD(rows);

	(void)state;
	assert_string_equal(found(&f, 2), "time [Ann 10:00] 1");
	assert_string_equal(found(&f, 3), "");
	release(&f);
}

static void a_comment_without_a_time_follows_its_neighbour(void **state)
{
	static const struct row rows[] = {
		{ 0, "Ann", "2014-06-19T08:00:00Z", "one" },
		{ 1, "Bea", "2014-06-19T08:30:00Z", "two" },
		{ 1, "Cyd", NULL, "@Ann @Bea @Dot" },
		{ 0, "Dot", "2014-06-19T09:00:00Z", "@Cyd" },
	};
	struct fixture f = THREAD(rows);

	(void)state;
	assert_string_equal(found(&f, 3), "name [@Ann] 1; name [@Bea] 2");
	assert_string_equal(found(&f, 4), "name [@Cyd] 3");
	release(&f);
}

static void only_what_is_earlier_is_meant(void **state)
{
	static const struct row rows[] = {
		{ 0, "Ann", "2014-06-19T10:00:00Z", "anon 09:00 and anon 11:00, #1 #2 #3" },
		{ 0, "Anonymous", "2014-06-19T09:00:00Z", "anon 09:00 #2" },
		{ 0, "Anonymous", "2014-06-19T11:00:00Z", "anon 11:00 #3" },
	};
	struct fixture f = THREAD(rows);

	(void)state;
	assert_string_equal(found(&f, 1), "time [anon 09:00] 2; number [#1] 2");
	assert_string_equal(found(&f, 2), "");
	assert_string_equal(found(&f, 3), "");
	release(&f);
}

static void without_times_the_comments_above_are_offered(void **state)
{
	static const struct row rows[] = {
		{ 0, NULL, NULL, "one" },
		{ 0, NULL, NULL, "two" },
		{ 2, NULL, NULL, "two, one" },
		{ 2, NULL, NULL, "two, two" },
		{ 2, NULL, NULL, "Thanks anon 8.43 for that" },
		{ 2, NULL, NULL, "anon 8.43 (1)\n\nnot at all" },
		{ 2, NULL, NULL, "anon 9.15 was better" },
		{ 0, NULL, "2014-06-19T14:09:00Z", "dated by chance" },
		{ 0, NULL, NULL, "at 8.43 I slept" },
		{ 9, NULL, NULL, "anon 7.00" },
	};
	struct fixture f = THREAD(rows);

	(void)state;
	assert_string_equal(found(&f, 5), "time [anon 8.43] 4 3 2 ?");
	assert_string_equal(found(&f, 6), "time [anon 8.43 (1)] 4 3 2 ?");
	assert_string_equal(found(&f, 7), "time [anon 9.15] 6 5 4 3 2 ?");
	assert_string_equal(found(&f, 9), "");
	assert_string_equal(found(&f, 10), "time [anon 7.00] 9 ?");
	assert_string_equal(referring(&f, 4), "5 6");
	assert_string_equal(referring(&f, 6), "7");
	assert_string_equal(referring(&f, 3), "");
	release(&f);
}

static void a_first_comment_means_nobody(void **state)
{
	static const struct row rows[] = {
		{ 0, NULL, NULL, "anon 8.43, #1, comment 1, @anon" },
	};
	struct fixture f = THREAD(rows);

	(void)state;
	assert_string_equal(found(&f, 1), "");
	assert_string_equal(found(&f, 1), "");
	release(&f);
}

static void a_guess_is_never_the_authors_own(void **state)
{
	static const struct row rows[] = {
		{ 0, "Ann", NULL, "one" },
		{ 0, "Bea", NULL, "two" },
		{ 0, "Ann", NULL, "commenter 8.43" },
		{ 0, "Ann", NULL, "Bea at 8.43" },
		{ 0, "Bea", NULL, "Bea at 8.43" },
	};
	struct fixture f = THREAD(rows);

	(void)state;
	assert_string_equal(found(&f, 3), "time [commenter 8.43] 2 ?");
	assert_string_equal(found(&f, 4), "time [Bea at 8.43] 2 ?");
	assert_string_equal(found(&f, 5), "");
	release(&f);
}

static void hidden_comments_take_no_part(void **state)
{
	struct fixture f = { library_of_post(post_body), NULL };
	struct comment_fact fact = COMMENT_FACT_INIT;

	(void)state;
	fact.source = fact.post = 1;
	fact.author = SPAN_LIT("Nick");
	fact.body = SPAN_LIT("five words that are spam");
	fact.body_type = BODY_TEXT;
	fact.state = COMMENT_SPAM;
	library_add_comment(f.lib, &fact);
	add_row(f.lib, &(struct row){ 0, "Ann", NULL, "@Nick \"five words that are spam\" #1" });
	find_refs(&f);
	assert_string_equal(found(&f, 2), "");
	refs_free(f.refs);
	f.refs = refs_of_post(f.lib, 1, true);
	assert_string_equal(found(&f, 2), "name [@Nick] 1; quote [five words that are spam] 1");
	release(&f);
}

static void threads_of_other_posts_are_apart(void **state)
{
	struct fixture f = { library_of_post(post_body), NULL };
	struct post_fact post = POST_FACT_INIT;
	struct comment_fact fact = COMMENT_FACT_INIT;

	(void)state;
	add_row(f.lib, &(struct row){ 0, "Ann", NULL, "one" });
	add_row(f.lib, &(struct row){ 1, "Bea", NULL, "two" });
	post.source = 1;
	post.id = SPAN_LIT("second");
	fact.source = 1;
	fact.post = library_add_post(f.lib, &post);
	fact.author = SPAN_LIT("Cyd");
	library_add_comment(f.lib, &fact);
	fact.parent = 3;
	fact.author = SPAN_LIT("Dot");
	fact.body_type = BODY_TEXT;
	fact.body = SPAN_LIT("@Ann @Cyd #1 #1.1 \"closed for dredging from the\"");
	library_add_comment(f.lib, &fact);
	library_link(f.lib, &(struct diags){ 0 }, false);
	f.refs = refs_of_post(f.lib, 2, false);
	assert_string_equal(found(&f, 4), "name [@Cyd] 3; number [#1] 3");
	assert_string_equal(referring(&f, 1), "");
	release(&f);
}

static void an_empty_thread_has_no_references(void **state)
{
	struct fixture f = { library_of_post(""), NULL };
	size_t count = 1;

	(void)state;
	find_refs(&f);
	assert_null(refs_in(f.refs, 1, &count));
	assert_int_equal(count, 0);
	refs_to(f.refs, 0, &count);
	assert_int_equal(count, 0);
	refs_to(f.refs, UINT32_MAX, &count);
	assert_int_equal(count, 0);
	release(&f);
	refs_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_time_beside_an_author_is_the_comment_of_that_time),
		cmocka_unit_test(twelve_hours_may_be_either_half_of_the_day),
		cmocka_unit_test(what_is_no_reference_to_a_time_is_left_alone),
		cmocka_unit_test(a_number_is_a_path_or_counts_in_order_of_time),
		cmocka_unit_test(what_is_no_number_of_a_comment_is_left_alone),
		cmocka_unit_test(a_name_is_the_last_comment_of_that_author),
		cmocka_unit_test(what_addresses_nobody_is_left_alone),
		cmocka_unit_test(the_nearest_ancestor_of_the_name_comes_first),
		cmocka_unit_test(times_are_those_that_the_blog_printed),
		cmocka_unit_test(anon_is_whoever_left_no_name),
		cmocka_unit_test(a_reply_is_later_than_what_it_answers),
		cmocka_unit_test(a_comment_without_a_time_follows_its_neighbour),
		cmocka_unit_test(only_what_is_earlier_is_meant),
		cmocka_unit_test(without_times_the_comments_above_are_offered),
		cmocka_unit_test(a_first_comment_means_nobody),
		cmocka_unit_test(a_guess_is_never_the_authors_own),
		cmocka_unit_test(hidden_comments_take_no_part),
		cmocka_unit_test(threads_of_other_posts_are_apart),
		cmocka_unit_test(an_empty_thread_has_no_references),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
