#include "config.h"

#include "ingest/blogger_page_priv.h"
#include "moot/base/buf.h"
#include "moot/ingest/ingest.h"
#include "moot/text/date.h"
#include "page_reading.h"
#include "unit.h"

#define LIST_HEAD                                                                        \
	"<html><head><meta content='blogger' name='generator'/>"                         \
	"<meta content='https://moor.example/' property='og:url'/>"                      \
	"<link href='https://www.blogger.com/feeds/77/posts/default'/></head><body>"

static void a_list_gives_all_its_posts(void **state)
{
	struct reading r = read_page(LIST_HEAD "<div class='widget'><article class='post'>"
	    "<h3 class='post-title'>Featured</h3><div class='post-snippet'>x</div></article></div>"
	    "<h2 class='date-header'>Friday, 20 June 2014</h2><div class='post-outer'><h3 "
	    "class='post-title'>"
	    "<a href='2014/06/b.html'>B</a></h3><div class='post-body' id='post-body-2'>Two</div>"
	    "<a class='timestamp-link' href='2014/06/b.html'>10:40 PM</a>"
	    "<a class='comment-link' href='2014/06/b.html#comments'>1,204 comments:</a></div>"
	    "<div class='post-outer'><h3 class='post-title'><a href='2014/06/a.html'>A</a></h3>"
	    "<div class='post-body' id='post-snippet-1'><div class='post-snippet'>On&#8230;</div>"
	    "</div>"
	    "<a class='comment-link' href='2014/06/a.html#comments'>No comments:</a></div></body>"
	    "</html>");
	const struct post_row *b = library_post(r.lib, 1), *a = library_post(r.lib, 2);

	(void)state;
	assert_int_equal(library_post_count(r.lib), 2);
	assert_ref(&r, b->id, "tag:blogger.com,1999:blog-77.post-2");
	assert_ref(&r, b->url, "https://moor.example/2014/06/b.html");
	assert_ref(&r, b->comments_url, "https://moor.example/2014/06/b.html#comments");
	assert_int_equal(b->comments_total, 1204);
	assert_date(b->published, "2014-06-20T22:40:00");
	assert_ref(&r, a->id, "tag:blogger.com,1999:blog-77.post-1");
	assert_date(a->published, "2014-06-20"); /* the header of its day is above the other */
	assert_int_equal(a->comments_total, COMMENTS_TOTAL_UNKNOWN);
	assert_int_equal(said(&r, DIAG_CODE_INCOMPLETE), 1);
	assert_int_equal(said(&r, DIAG_CODE_NO_COMMENTS), 1);
	reading_release(&r);
}

static void the_mobile_view_of_a_list_is_read(void **state)
{
	struct reading r = read_page(LIST_HEAD "<div class='mobile-date-outer date-outer'>"
	    "<div class='date-header'><span>Friday, 20 June 2014</span></div>"
	    "<div class='mobile-post-outer'><a href='https://moor.example/2014/06/b.html?m=1'>"
	    "<h3 class='mobile-index-title entry-title'>B</h3><div class='mobile-index-contents'>"
	    "<div class='post-body'>Tw&#8230;</div></div></a></div></div></body></html>");

	(void)state;
	assert_int_equal(library_post_count(r.lib), 1);
	assert_ref(&r, library_post(r.lib, 1)->title, "B");
	assert_ref(&r, library_post(r.lib, 1)->url, "https://moor.example/2014/06/b.html");
	assert_date(library_post(r.lib, 1)->published, "2014-06-20");
	assert_int_equal(said(&r, DIAG_CODE_INCOMPLETE), 1);
	reading_release(&r);
}

static void a_post_without_a_title_has_none(void **state)
{
	struct reading r = read_page(LIST_HEAD "<div class='post'><h2 class='date-header'>"
	    "Friday, 20 June 2014</h2><div class='post-body'>x</div><div class='post-footer'>"
	    "<h3 class='title'>Related</h3></div></div></body></html>");

	(void)state;
	assert_ref(&r, library_post(r.lib, 1)->title, "(none)");
	assert_date(library_post(r.lib, 1)->published, "2014-06-20");
	reading_release(&r);
}

static void unclosed_posts_do_not_run_into_each_other(void **state)
{
	struct reading r = read_page(LIST_HEAD "<div class='post-outer'><div class='post-body'>One"
	    "<div class='post-outer'><h3 class='post-title'>B</h3><div class='post-body'>"
	    "Two</div>");

	(void)state;
	assert_int_equal(library_post_count(r.lib), 2);
	assert_ref(&r, library_post(r.lib, 1)->title, "(none)");
	assert_ref(&r, library_post(r.lib, 1)->body, "One");
	assert_ref(&r, library_post(r.lib, 2)->body, "Two");
	reading_release(&r);
}

static void assert_comment_date(const char *ms, const char *stamp, struct date post,
    const char *want)
{
	struct blogger_page b = { .published = post };
	struct buf link = BUF_INIT;

	buf_addf(&link, "p.html?showComment=%s#c1", ms);
	assert_date(bp_comment_date(&b, buf_span(&link), span_str(stamp)), want);
	buf_release(&link);
}

static void offsets_are_told_by_the_printed_time(void **state)
{
	const struct date none = DATE_INIT;
	const struct date east = date_parse(SPAN_LIT("2014-06-19T08:12:00+02:00"));
	const char *ms = "1403172123004"; /* 10:02:03 UTC on 19 June 2014 */

	(void)state;
	assert_comment_date(ms, "19 June 2014 at 10:02", none, "2014-06-19T10:02:03+00:00");
	assert_comment_date(ms, "20 June 2014 at 00:02", none, "2014-06-20T00:02:03+14:00");
	assert_comment_date(ms, "18 June 2014 at 22:02", none, "2014-06-18T22:02:03-12:00");
	assert_comment_date(ms, "19 June 2014 at 15:47", none, "2014-06-19T15:47:03+05:45");
	assert_comment_date(ms, "June 19, 2014 at "
	    "6:32\xE2\x80\xAF" "AM", none, "2014-06-19T06:32:03-03:30");
	/* no offset is 7 minutes, or 15 hours */
	assert_comment_date(ms, "19 June 2014 at 10:09", none, "2014-06-19T10:02:03+00:00");
	assert_comment_date(ms, "20 June 2014 at 01:02", none, "2014-06-19T10:02:03+00:00");
	/* a clock time alone needs to know where about */
	assert_comment_date(ms, "12:02", none, "2014-06-19T10:02:03+00:00");
	assert_comment_date(ms, "12:02", east, "2014-06-19T12:02:03+02:00");
	assert_comment_date(ms, "11:02", east, "2014-06-19T11:02:03+01:00");
	assert_comment_date(ms, "08:02", east, "2014-06-19T10:02:03+00:00");
	assert_comment_date("1403218923004", "01:02", east, "2014-06-20T01:02:03+02:00");
	assert_comment_date("", "19 June 2014 at 10:02", none, "2014-06-19T10:02:00");
	assert_comment_date("99999999999999999999", "", none, "");
}

static void numbers_are_read_from_texts(void **state)
{
	static const struct {
		const char *text;
		uint32_t number;
	} cases[] = {
		{ "0", 0 }, { "7 comments:", 7 }, { "about 12 of", 12 }, { "1,234 comments", 1234 },
		{ "1.234.567", 1234567 }, { "1,23", 1 }, { "1,2345", 1 }, { "3.", 3 },
		{ "4294967294", 4294967294 },
	};
	uint32_t number;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_true(bp_number(span_str(cases[i].text), &number));
		assert_int_equal(number, cases[i].number);
	}
	assert_false(bp_number(SPAN_LIT("none"), &number) || bp_number(SPAN_NONE, &number) ||
	    bp_number(SPAN_LIT("4294967295"), &number) ||
	    bp_number(SPAN_LIT("99999999999999999999999"), &number));
	assert_true(span_eq_str(bp_comment_number(SPAN_LIT("c12")), "12"));
	assert_true(span_eq_str(bp_comment_number(SPAN_LIT("comment-9")), "9"));
	assert_true(span_is_none(bp_comment_number(SPAN_LIT("c"))) &&
	    span_is_none(bp_comment_number(SPAN_LIT("c12-ra"))) &&
	    span_is_none(bp_comment_number(SPAN_LIT("xc12"))) &&
	    span_is_none(bp_comment_number(SPAN_NONE)));
}

static int score(const char *html, const char *root)
{
	struct sniff head = { .head = span_str(html), .root = span_str(root), .whole = true };

	return ingest_format_find("blogger-page")->sniff(&head);
}

static void pages_of_blogger_are_told_from_others(void **state)
{
	(void)state;
	assert_true(score("<html><meta content='blogger' name='generator'/>", "html") > 90);
	assert_true(score("<HTML><META NAME=\"GENERATOR\" CONTENT=\"Blogger\">", "HTML") > 90);
	assert_true(score("<div id='comments-block'><b id='post-body-1'>", "div") > 0);
	assert_true(score("<html><style>/* Blogger Template Style */", "html") > 0);
	assert_int_equal(score("<html><meta name=\"generator\" content=\"WordPress 6\"/>"
	                       "<a href='http://a.blogspot.com/'>_WidgetManager "
	                       "post-body-", "html"), 0);
	assert_int_equal(score("<html><a href='http://a.blogspot.com/'>a</a>", "html"), 0);
	assert_int_equal(score("<feed><generator>Blogger</generator> post-body- "
	    "blogID=", "feed"), 0);
	assert_int_equal(score("post-body- blogID= comments-block", NULL), 0);
	assert_int_equal(score("", NULL), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_list_gives_all_its_posts),
		cmocka_unit_test(the_mobile_view_of_a_list_is_read),
		cmocka_unit_test(a_post_without_a_title_has_none),
		cmocka_unit_test(unclosed_posts_do_not_run_into_each_other),
		cmocka_unit_test(offsets_are_told_by_the_printed_time),
		cmocka_unit_test(numbers_are_read_from_texts),
		cmocka_unit_test(pages_of_blogger_are_told_from_others),
	};

	return cmocka_run_group_tests_name("blogger-page parts", tests, NULL, NULL);
}
