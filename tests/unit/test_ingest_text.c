#include "config.h"

#include <stdlib.h>

#include "moot/base/diag.h"
#include "moot/ingest/ingest.h"
#include "outline.h"
#include "unit.h"

#define HEAD "Thursday, 19 June 2014\n\nTitle\n\n"
#define POST "post 2014-06-19 shown Title | "

struct reading {
	struct library *lib;
	struct diags diags;
	struct buf outline;
};

static void read_text(struct reading *r, const char *text, size_t piece_bytes)
{
	*r = (struct reading){ .lib = library_new() };
	outline_read(r->lib, &r->diags, span_str(text), piece_bytes);
	outline_add(r->lib, NULL, &r->outline);
}

static void release(struct reading *r)
{
	library_free(r->lib);
	diags_release(&r->diags);
	buf_release(&r->outline);
}

/* However the text is cut into slices, it reads the same. */
static void expect(const char *text, const char *outline)
{
	static const size_t pieces[] = { 0, 1, 7 };

	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct reading r;

		read_text(&r, text, pieces[i]);
		assert_string_equal(buf_str(&r.outline), outline);
		release(&r);
	}
}

static size_t count_diags(const struct diags *d, enum diag_code code)
{
	size_t n = 0;

	for (size_t i = 0; i < d->len; i++)
		n += d->rows[i].code == code;
	return n;
}

static void expect_diag(const char *text, enum diag_code code, size_t line)
{
	struct reading r;
	size_t at = 0;

	read_text(&r, text, 0);
	assert_int_equal(count_diags(&r.diags, code), 1);
	while (r.diags.rows[at].code != code)
		at++;
	assert_int_equal(r.diags.rows[at].line, line);
	release(&r);
}

static void a_page_has_a_post_and_numbered_comments(void **state)
{
	(void)state;
	expect(HEAD
	    "Body.\n\nMore\nlines.\n\n\n  1. One.\n\n    On.\n\n    1. Reply.\n\n      On.\n\n"
	    "    2. Again.\n\n  10. Ten\n    lines.",
	    POST "Body.//More/lines.\n"
	         "1 - - shown: One.//On.\n"
	         "1.1 - - shown: Reply.//On.\n"
	         "1.2 - - shown: Again.\n"
	         "10 - - shown: Ten/lines.\n");
}

static void replies_nest_at_any_depth(void **state)
{
	(void)state;
	expect(HEAD
	    "B\n\n\n  1. a\n\n    1. b\n\n      1. c\n\n        1. d\n\n      2. e\n\n  2. f\n",
	    POST "B\n1 - - shown: a\n1.1 - - shown: b\n1.1.1 - - shown: c\n1.1.1.1 - - shown: d\n"
	         "1.1.2 - - shown: e\n2 - - shown: f\n");
	/* A level may be named; one too deep is read as a reply. */
	expect(HEAD "B\n\n\n  1. a\n\n  level 2: 40. b\n\n  level 9: 1. c\n",
	    POST "B\n1 - - shown: a\n1.40 - - shown: b\n1.40.1 - - shown: c\n");
}

static void an_archive_has_posts_of_one_shape_of_date(void **state)
{
	(void)state;
	expect(
	    "Monday 6 September 2021\n\nOne\n\n16 December 2014\n\nDear Sir,\n\nB.\n\n"
	    "Friday 3 September 2021\n\nTwo\n\nC.\n\nTuesday, 5 January 2021\n\nDear Sir,\n\nD.\n",
	    "post 2021-09-06 shown One | 16 December 2014//Dear Sir,//B.\n"
	    "post 2021-09-03 shown Two | C.//Tuesday, 5 January 2021//Dear Sir,//D.\n");
	expect("June 19, 2014\n\nOne\n\nB.\n\nMay 1, 2013\n\nTwo\n\nC.\n\n1 May 2012\n\nD\n",
	    "post 2014-06-19 shown One | B.\npost 2013-05-01 shown Two | C.//1 May 2012//D\n");
	/* Another shape, and a title below it. */
	expect("Monday 6 September 2021\n\nOne\n\nB.\n\nFriday, 3 September 2021\n\nTwo\n\nC.\n",
	    "post 2021-09-06 shown One | B.\npost 2021-09-03 shown Two | C.\n");
}

static void a_date_is_a_heading_only_between_blank_lines(void **state)
{
	(void)state;
	expect(HEAD "On\nFriday, 20 June 2014\n\nit rained.\n\nFriday, 20 June 2014\nagain.\n\n"
	            "Friday, 20 June 2014\n",
	    POST
	    "On/Friday, 20 June 2014//it rained.//"
	    "Friday, 20 June 2014/again.//Friday, 20 June 2014\n");
	/* Directly below a heading there is the title. */
	expect("Friday, 20 June 2014\n\nThursday, 19 June 2014\n\nB\n",
	    "post 2014-06-20 shown Thursday, 19 June 2014 | B\n");
	expect("Friday, 20 June 2014\n\nOne\n\nThursday, 19 June 2014\n\nTwo\n",
	    "post 2014-06-20 shown One | -\npost 2014-06-19 shown Two | -\n");
}

static void lists_in_a_body_are_no_comments(void **state)
{
	(void)state;
	expect(HEAD "1. a\n\n2. b\n\n  \xe2\x80\xa2 c\n\n******\n\n12. d\n",
	    POST "1. a//2. b//  \xe2\x80\xa2 c//******//12. d\n");
	/* Text at the margin follows. */
	expect(HEAD "B\n\n  1. a\n\n  2. b\n\nC\n", POST "B//  1. a//  2. b//C\n");
	/* No blank lines between the items. */
	expect(HEAD "B\n\n  1. a\n  2. b\n", POST "B//  1. a/  2. b\n");
	expect(HEAD "B\n\n\n  1. a\n  2. b\n\nC\n", POST "B///  1. a/  2. b//C\n");
	/* The numbers start anew: those are the comments. */
	expect(HEAD "B\n\n  1. a\n\n  2. b\n\n\n  1. c\n\n    1. d\n",
	    POST "B//  1. a//  2. b\n1 - - shown: c\n1.1 - - shown: d\n");
}

static void lists_in_a_comment_are_no_replies(void **state)
{
	(void)state;
	/* The text goes on in the column of the list. */
	expect(HEAD "B\n\n\n  1. a\n\n    1. x\n\n    2. y\n\n    z\n\n  2. b\n",
	    POST "B\n1 - - shown: a//1. x//2. y//z\n2 - - shown: b\n");
	/* The numbers start anew. */
	expect(HEAD "B\n\n\n  1. a\n\n    1. x\n\n    2. y\n\n    1. b\n\n    2. c\n",
	    POST "B\n1 - - shown: a//1. x//2. y\n1.1 - - shown: b\n1.2 - - shown: c\n");
	/* No blank line; deeper than a reply; a number that begins no thread. */
	expect(HEAD "B\n\n\n  1. a\n    1. x\n    2. y\n\n      1. z\n\n    2014. A year.\n",
	    POST "B\n1 - - shown: a/1. x/2. y//  1. z//2014. A year.\n");
}

static void gaps_in_numbers_stay_and_are_said(void **state)
{
	(void)state;
	expect(HEAD "B\n\n\n  3. a\n\n    2. b\n\n  5. c\n",
	    POST "B\n3 - - shown: a\n3.2 - - shown: b\n5 - - shown: c\n");
	expect_diag(HEAD "B\n\n\n  1. a\n\n  3. b\n", DIAG_CODE_NUMBERING, 10);
}

static void text_at_the_margin_stays_with_its_comment(void **state)
{
	static const char text[] = HEAD "B\n\n\n  1. a\n\n    1. b\n\nLost.\n\n  2. c\n";

	(void)state;
	expect(text, POST "B\n1 - - shown: a\n1.1 - - shown: b//Lost.\n2 - - shown: c\n");
	expect_diag(text, DIAG_CODE_LAYOUT_GUESS, 12);
}

static void names_and_times_are_read(void **state)
{
	(void)state;
	expect(HEAD "B\n\n\n  1. Goodbye Man19 June 2014 at 14:09\n\n    Text.\n\n"
	       "  2. Ann Onymous \xe2\x80\x94 19 June 2014 at 08:43\n\n    Text.\n\n"
	       "  3. (no name) \xe2\x80\x94 19 June 2014\n\n    Text.\n\n"
	       "  4. \"Really? Yes.\" \xe2\x80\x94 (no date) \xe2\x80\x94 pingback\n\n    Text.\n\n"
	       "  5. Jim \xe2\x80\x94 (no date) \xe2\x80\x94 held \xe2\x80\x94 post author\n",
	    POST "B\n1 Goodbye Man 2014-06-19T14:09:00 shown: Text.\n"
	    "2 Ann Onymous 2014-06-19T08:43:00 shown: Text.\n"
	    "3 - 2014-06-19 shown: Text.\n"
	    "4 Really? Yes. - shown pingback: Text.\n"
	    "5 Jim - held by-author: -\n");
}

static void sentences_are_no_names(void **state)
{
	(void)state;
	expect(HEAD "B\n\n\n  1. I wrote this on 19 June 2014 at 14:09\n\n    Text.\n\n"
	       "  2. It rained all day long. See 19 June 2014 at 14:09\n\n"
	       "  3. To be or not to be? \xe2\x80\x94 19 June 2014\n",
	    POST "B\n1 - - shown: I wrote this on 19 June 2014 at 14:09//Text.\n"
	    "2 - - shown: It rained all day long. See 19 June 2014 at 14:09\n"
	    "3 - - shown: To be or not to be? \xe2\x80\x94 19 June 2014\n");
}

static void stubs_have_a_state(void **state)
{
	(void)state;
	expect(HEAD "B\n\n\n  1. [deleted comment]\n\n    1. a\n\n  2. [missing comment]\n\n"
	       "  3. \\[spam comment]\n\n  4. [spam comment]\n\n    Not really.\n\n"
	       "  5. This comment has been removed by the author.\n",
	    POST "B\n1 - - deleted: -\n1.1 - - shown: a\n2 - - missing: -\n"
	    "3 - - shown: [spam comment]\n4 - - shown: [spam comment]//Not really.\n"
	    "5 - - deleted: This comment has been removed by the author.\n");
}

static void trailers_are_taken_off(void **state)
{
	(void)state;
	expect(HEAD "B\n\nPosted by Jim at 08:12\nLabels: a, \"b, \"\"c\"\"\"\nLink: https://x/y\n"
	            "Links:\n[1] https://x/a\nbcd\n[2] https://x/b\n\n\n  1. c\n",
	    "post 2014-06-19T08:12:00 shown Title | B | by Jim #a #b, \"c\" at https://x/y\n"
	    "1 - - shown: c\n");
	expect_diag(HEAD "B\n\nLinks:\n[1] https://x/a\n", DIAG_CODE_LINK_LIST, 1);
	/* Not at the end, escaped, not plausible, no list. */
	expect(HEAD "Labels: a\n\nB\n\n\\Labels: b\n\nPosted by I do not know. Sorry.\n\nLinks:\n",
	    POST "Labels: a//B//Labels: b//Posted by I do not know. Sorry.//Links:\n");
	expect(HEAD "B\n\nStatus: draft, page\n", "post 2014-06-19 draft Title | B\n");
}

static void odd_blanks_are_blanks(void **state)
{
	(void)state;
	expect(
	    "\xc2\xa0\r\nThursday, 19 June 2014 \r\n\t\r\nTitle\xc2\xa0\r\n"
	    "\xc2\xa0\r\nB\t\r\n\r\n\r\n"
	    "\xc2\xa0 1. a\r\n\r\n\xc2\xa0\xc2\xa0  b\r\n",
	    POST "B\n1 - - shown: a//b\n");
	expect("Thursday, 19 June 2014\r\rTitle\r\rB\r\r\r  1. a\r", POST "B\n1 - - shown: a\n");
	expect(HEAD "B\n\n\n\t1. a\n\n\t\tOn.\n\n\t\t1. b\n",
	    POST "B\n1 - - shown: a//On.\n1.1 - - shown: b\n");
}

static void text_before_the_first_date_is_kept(void **state)
{
	struct reading r;

	(void)state;
	read_text(&r, "My Blog\n\n" HEAD "B\n", 0);
	assert_string_equal(buf_str(&r.outline), POST "B\n");
	assert_true(span_eq_str(library_text(r.lib, library_source(r.lib, 1)->title), "My Blog"));
	assert_int_equal(count_diags(&r.diags, DIAG_CODE_LAYOUT_GUESS), 1);
	release(&r);
	expect(
	    "My Blog\n\nAbout\nme\n\n" HEAD "B\n", "post - shown My Blog | About/me\n" POST "B\n");
}

static void a_text_without_dates_is_one_post(void **state)
{
	(void)state;
	expect("T\n\nB\n\n\n  1. a\n", "post - shown T | B\n1 - - shown: a\n");
	expect(
	    "\n\n  1. a\n\n    1. b\n", "post - missing - | -\n1 - - shown: a\n1.1 - - shown: b\n");
	expect("(no date)\n\n(untitled)\n\nB\n", "post - shown - | B\n");
	expect("(post not in the source)\n\nhttps://x/y\n\n\n  1. a\n",
	    "post - missing - | - at https://x/y\n1 - - shown: a\n");
	expect("Thursday, 19 June 2014", "post 2014-06-19 shown - | -\n");
	expect("", "");
	expect("\n \n", "");
}

static int sniff(const char *text)
{
	const struct ingest_format *f = ingest_format_find("text");
	const struct sniff head = { span_str(text), SPAN_NONE, true };

	return f->sniff(&head);
}

static void the_format_is_told_by_dates_and_numbers(void **state)
{
	(void)state;
	assert_true(sniff(HEAD "B\n") > sniff("19 June 2014\n\nT\n\nB\n"));
	assert_true(sniff("19 June 2014\n\nT\n\nB\n") > sniff("T\n\n  1. a\n"));
	assert_true(sniff("My Blog\n\n" HEAD) > sniff("T\n\n  1. a\n"));
	assert_true(sniff("T\n\n  1. a\n") > 0);
	assert_true(sniff("(no date)\n\nT\n") > 0);
	assert_int_equal(sniff("Thursday, 19 June 2014\nwas a day.\n"), 0);
	assert_int_equal(sniff("Plain text.\n\n1. a\n"), 0);
	assert_int_equal(sniff("<html>\n\n  1. a\n"), 0);
	assert_int_equal(sniff(""), 0);
}

static void deep_threads_take_linear_time(void **state)
{
	enum { DEPTH = 20000 };
	struct buf text = BUF_INIT;
	struct library *lib = library_new();
	struct diags diags = { 0 };
	uint32_t count;

	(void)state;
	buf_add_str(&text, HEAD "B\n\n");
	for (int i = 1; i <= DEPTH; i++)
		buf_addf(&text, "\n  level %d: 1. x\n", i);
	outline_read(lib, &diags, buf_span(&text), 0);
	assert_int_equal(library_thread(lib, 1, &count)[DEPTH - 1].depth, DEPTH);
	assert_int_equal(count, DEPTH);
	buf_release(&text);
	diags_release(&diags);
	library_free(lib);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_has_a_post_and_numbered_comments),
		cmocka_unit_test(replies_nest_at_any_depth),
		cmocka_unit_test(an_archive_has_posts_of_one_shape_of_date),
		cmocka_unit_test(a_date_is_a_heading_only_between_blank_lines),
		cmocka_unit_test(lists_in_a_body_are_no_comments),
		cmocka_unit_test(lists_in_a_comment_are_no_replies),
		cmocka_unit_test(gaps_in_numbers_stay_and_are_said),
		cmocka_unit_test(text_at_the_margin_stays_with_its_comment),
		cmocka_unit_test(names_and_times_are_read),
		cmocka_unit_test(sentences_are_no_names),
		cmocka_unit_test(stubs_have_a_state),
		cmocka_unit_test(trailers_are_taken_off),
		cmocka_unit_test(odd_blanks_are_blanks),
		cmocka_unit_test(text_before_the_first_date_is_kept),
		cmocka_unit_test(a_text_without_dates_is_one_post),
		cmocka_unit_test(the_format_is_told_by_dates_and_numbers),
		cmocka_unit_test(deep_threads_take_linear_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
