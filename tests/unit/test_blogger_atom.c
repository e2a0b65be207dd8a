#include "config.h"

#include <string.h>

#include "feed_reading.h"
#include "unit.h"

#define FORMAT "blogger-atom"
#define NAMESPACES \
	"xmlns='http://www.w3.org/2005/Atom' xmlns:gd='http://schemas.google.com/g/2005' " \
	"xmlns:thr='http://purl.org/syndication/thread/1.0' " \
	"xmlns:openSearch='http://a9.com/-/spec/opensearch/1.1/' " \
	"xmlns:app='http://purl.org/atom/app#'"
#define FEED "<feed " NAMESPACES "><id>tag:blogger.com,1999:blog-7.archive</id><title>Fen</title>"
#define TAKEOUT \
	"<feed xmlns='http://www.w3.org/2005/Atom' " \
	"xmlns:blogger='http://schemas.google.com/blogger/2018'>" \
	"<id>tag:blogger.com,1999:blog-7</id><title>Fen</title>"
#define ID(n) "<id>tag:blogger.com,1999:blog-7.post-" n "</id>"
#define KIND(kind) \
	"<category scheme='http://schemas.google.com/g/2005#kind' " \
	"term='http://schemas.google.com/blogger/2008/kind#" kind "'/>"
#define AT(minute) "<published>2014-06-19T10:" minute ":00.000+01:00</published>"
#define BY(name) "<author><name>" name "</name><email>noreply@blogger.com</email></author>"
#define BODY(text) "<content type='html'>" text "</content>"
#define ON(n) "<thr:in-reply-to ref='tag:blogger.com,1999:blog-7.post-" n "'/>"
#define ANSWERS(n) \
	"<link rel='related' href='https://www.blogger.com/feeds/7/1/comments/default/" n "'/>"
#define POST "<entry>" ID("1") KIND("post") AT("00") "<title>Sedge</title>" BODY("s") "</entry>"
#define POST_LINE "post 2014-06-19T10:00:00+01:00 shown Sedge | s\n"

static void the_kind_of_an_entry_may_come_last(void **state)
{
	(void)state;
	expect_outline(FORMAT,
	    FEED "<entry>" ID("1") "<title type='text'>Sedge</title>" AT("00")
	    BODY("a&lt;br /&gt;b") BY("Ann")
	    "<category scheme='http://www.blogger.com/atom/ns#' term='bog'/>" KIND("post")
	    "<category scheme='http://www.blogger.com/atom/ns#' term='fen'/>"
	    "</entry><entry>" ID("2") AT("01") "<title>cut tex...</title>" BODY("text")
	    BY("Bob") ON("1") KIND("comment") "</entry></feed>",
	    "post 2014-06-19T10:00:00+01:00 shown Sedge | a<br />b | by Ann #bog "
	    "#fen\n1 Bob 2014-06-19T10:01:00+01:00 shown: text\n");
}

static void settings_and_templates_are_never_shown(void **state)
{
	struct reading r = read_feed(FORMAT,
	    "<feed " NAMESPACES "><id>tag:blogger.com,1999:blog-7.archive</id><entry><id>"
	    "tag:blogger.com,1999:blog-7.layout</id>" KIND("template") BODY("css")
	    "</entry><entry><id>"
	    "tag:blogger.com,1999:blog-7.settings.BLOG_COMMENT_EMAIL</id>"
	    KIND("settings") BODY("secret@example.org")
	    "</entry><entry><id>tag:blogger.com,1999:blog-7.settings.BLOG_NAME</id>"
	    KIND("settings") BODY("Fen &amp;amp; Moor") "</entry>" POST "</feed>",
	    7);

	(void)state;
	assert_string_equal(buf_str(&r.outline), POST_LINE);
	assert_ref(&r, library_source(r.lib, 1)->title, "Fen & Moor");
	assert_ref(&r, library_source(r.lib, 1)->format, "blogger-export");
	assert_ref(&r, library_source(r.lib, 1)->id, "tag:blogger.com,1999:blog-7.archive");
	reading_release(&r);
}

static void pages_and_drafts_keep_what_they_are(void **state)
{
	struct reading r = read_feed(FORMAT,
	    FEED "<entry><id>tag:blogger.com,1999:blog-7.page-3</id>" KIND("page")
	    "<title>About</title></entry><entry>" ID("4") KIND("post")
	    "<title type='text'></title><app:control><app:draft>yes</app:draft>"
	    "</app:control></entry></feed>",
	    7);

	(void)state;
	assert_int_equal(library_post(r.lib, 1)->kind, POST_PAGE);
	assert_int_equal(library_post(r.lib, 2)->state, POST_DRAFT);
	assert_ref(&r, library_post(r.lib, 2)->title, "");
	reading_release(&r);
}

static void replies_follow_the_related_link(void **state)
{
	(void)state;
	/* The reply comes before what it answers, as in feeds. */
	expect_outline(FORMAT,
	    FEED "<entry>" ID("3") KIND("comment") AT("02") ON("1") ANSWERS("2?v=2")
	    BODY("reply") "</entry><entry>" ID("2") KIND("comment") AT("01") ON("1")
	    BODY("first") "</entry>" POST "</feed>",
	    POST_LINE "1 - 2014-06-19T10:01:00+01:00 shown: first\n"
	    "1.1 - 2014-06-19T10:02:00+01:00 shown: reply\n");
}

static void a_related_link_of_a_post_is_no_reply(void **state)
{
	(void)state;
	expect_outline(FORMAT,
	    FEED "<entry>" ID("1") KIND("post") AT("00") "<title>Sedge</title>" BODY("s")
	    "<link rel='related' href='http://elsewhere.example/'/></entry><entry>"
	    ID("2") KIND("comment") ON("1") BODY("x")
	    "<link rel='related' href='http://x.example/2'/></entry></feed>",
	    POST_LINE "1 - - shown: x\n");
}

static void removed_comments_keep_their_place(void **state)
{
	(void)state;
	expect_outline(FORMAT,
	    FEED POST "<entry>" ID("2") KIND("comment") ON("1") BODY("gone") AT("01")
	    "<gd:extendedProperty name='blogger.contentRemoved' value='true'/>"
	    "</entry><entry>" ID("3") KIND("comment") ON("1") ANSWERS("2") BODY("why?")
	    AT("02") "</entry></feed>",
	    POST_LINE "1 - 2014-06-19T10:01:00+01:00 deleted: gone\n"
	    "1.1 - 2014-06-19T10:02:00+01:00 shown: why?\n");
}

static void links_are_told_by_rel_and_type(void **state)
{
	struct reading r = read_feed(FORMAT,
	    FEED "<entry>" ID("1")
	    "<link rel='edit' href='http://e/'/><link rel='replies' "
	    "type='text/html' href='http://x/p.html#comment-form' title='17 "
	    "Comments'/><link rel='replies' type='application/atom+xml' "
	    "href='http://x/feeds/1/comments/default'/><link rel='alternate' "
	    "type='text/html' href='http://x/p.html'/><link rel='self' "
	    "href='http://s/'/><thr:total>17</thr:total><updated>"
	    "2019-01-01T00:00:00Z</updated></entry></feed>",
	    7);
	const struct post_row *post = library_post(r.lib, 1);

	(void)state;
	assert_ref(&r, post->url, "http://x/p.html");
	assert_ref(&r, post->comments_url, "http://x/p.html#comment-form");
	assert_ref(&r, post->comments_feed, "http://x/feeds/1/comments/default");
	assert_int_equal(post->comments_total, 17);
	/* `updated` is no substitute for `published`. */
	assert_false(date_known(post->published));
	assert_true(date_known(post->updated));
	assert_ref(&r, library_source(r.lib, 1)->format, "blogger-feed");
	reading_release(&r);
}

static void takeout_says_type_and_status(void **state)
{
	(void)state;
	expect_outline(FORMAT,
	    TAKEOUT "<entry>" ID("3")
	    "<blogger:parent>tag:blogger.com,1999:blog-7.post-1</blogger:parent>"
	    "<blogger:inReplyTo>"
	    "tag:blogger.com,1999:blog-7.post-2</blogger:inReplyTo><blogger:type>"
	    "COMMENT</blogger:type><blogger:status>LIVE</blogger:status><author>"
	    "<name>Cy</name><uri></uri><blogger:type>ANONYMOUS</blogger:type>" "</author>"
	    BODY("c") "</entry><entry>" ID("1")
	    "<blogger:type>POST</blogger:type><blogger:status>LIVE</blogger:status>"
	    "<title>Ann&amp;#39;s</title>" BODY("s")
	    "<published>2014-06-19T09:00:00Z</published><category/>"
	    "<blogger:filename>/2014/06/s.html</blogger:filename><link/>"
	    "<blogger:trashed/></entry><entry>" ID("2")
	    "<blogger:parent>tag:blogger.com,1999:blog-7.post-1</blogger:parent>"
	    "<blogger:inReplyTo/><blogger:type>COMMENT</blogger:type>"
	    "<blogger:status>EMPTIED</blogger:status></entry></feed>",
	    "post 2014-06-19T09:00:00+00:00 shown Ann's | s at /2014/06/s.html\n"
	    "1 - - deleted: -\n1.1 Cy - shown: c\n");
}

static void states_of_takeout(void **state)
{
	static const struct {
		const char *markup;
		int post, comment;
	} cases[] = {
		{ "<blogger:status>LIVE</blogger:status>", POST_SHOWN, COMMENT_SHOWN },
		{ "<blogger:status>DRAFT</blogger:status>", POST_DRAFT, COMMENT_SHOWN },
		{ "<blogger:status>SCHEDULED</blogger:status>", POST_DRAFT, COMMENT_SHOWN },
		{ "<blogger:status>SOFT_TRASHED</blogger:status>", POST_TRASHED, COMMENT_DELETED },
		{ "<blogger:trashed>2020-01-01T00:00:00Z</blogger:trashed>", POST_TRASHED,
		    COMMENT_DELETED },
		{ "<blogger:status>PENDING</blogger:status>", POST_SHOWN, COMMENT_HELD },
		{ "<blogger:status>SPAM</blogger:status>", POST_SHOWN, COMMENT_SPAM },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf text = BUF_INIT;
		struct reading r;

		buf_addf(&text,
	    TAKEOUT "<entry>" ID("1") "<blogger:type>POST</blogger:type>%s</entry><entry>"
	    ID("2") "<blogger:type>COMMENT</blogger:type>%s<blogger:parent>"
	    "tag:blogger.com,1999:blog-7.post-1</blogger:parent></entry></feed>",
		    cases[i].markup, cases[i].markup);
		r = read_feed(FORMAT, buf_str(&text), 4096);
		assert_int_equal(library_post(r.lib, 1)->state, cases[i].post);
		assert_int_equal(library_comment(r.lib, 1)->state, cases[i].comment);
		reading_release(&r);
		buf_release(&text);
	}
}

static void converters_use_prefixes_and_short_ids(void **state)
{
	(void)state;
	expect_outline(FORMAT,
	    "<ns0:feed xmlns:ns0='http://www.w3.org/2005/Atom'><ns0:generator>"
	    "Blogger</ns0:generator><ns0:entry><ns0:category "
	    "scheme='http://schemas.google.com/g/2005#kind' "
	    "term='http://schemas.google.com/blogger/2008/kind#post'/><ns0:id>"
	    "post-9</ns0:id><ns0:title type='html'>A "
	    "&lt;i&gt;b&lt;/i&gt;</ns0:title></ns0:entry><ns0:entry><ns0:id>"
	    "post-10</ns0:id><ns1:in-reply-to "
	    "xmlns:ns1='http://purl.org/syndication/thread/1.0' ref='post-9'/>"
	    "<ns0:content>x</ns0:content></ns0:entry></ns0:feed>",
	    "post - shown A b | -\n1 - - shown: x\n");
}

static void undeclared_prefixes_count_by_their_usual_meaning(void **state)
{
	(void)state;
	expect_outline(FORMAT,
	    "<feed><id>tag:blogger.com,1999:blog-7.archive</id><entry>" ID("1")
	    "<title>D</title><app:control><app:draft>yes</app:draft></app:control>"
	    "</entry><entry>" ID("2") ON("1") BODY("x") "</entry></feed>",
	    "post - draft D | -\n1 - - shown: x\n");
}

static void a_feed_of_comments_knows_its_post(void **state)
{
	(void)state;
	/* Nothing in the entry itself says which post it is about. */
	expect_outline(FORMAT,
	    "<feed " NAMESPACES
	    "><id>tag:blogger.com,1999:blog-7.post1..comments</id><entry>" ID("2")
	    BODY("x") "</entry></feed>",
	    "post - missing - | -\n1 - - shown: x\n");
}

static void further_pages_are_said(void **state)
{
	struct reading r = read_feed(FORMAT,
	    "<feed " NAMESPACES "><id>tag:blogger.com,1999:blog-7.post1..comments</id>"
	    "<openSearch:totalResults>34</openSearch:totalResults><link rel='next' "
	    "href='http://x/?start-index=26\u202E'/><entry>" ID("2") "</entry></feed>",
	    7);

	(void)state;
	assert_int_equal(said(&r, DIAG_CODE_INCOMPLETE), 1);
	assert_non_null(strstr(r.diags.rows[0].detail, "33 more"));
	assert_non_null(strstr(r.diags.rows[0].detail, "http://x/?start-index=26"));
	assert_null(strstr(r.diags.rows[0].detail, "\u202E"));
	reading_release(&r);
}

static void bad_dates_are_left_out_and_said(void **state)
{
	struct reading r = read_feed(FORMAT,
	    FEED "<entry>" ID("1")
	    "<title>t</title><published>soon</published></entry></feed>",
	    7);

	(void)state;
	assert_string_equal(buf_str(&r.outline), "post - shown t | -\n");
	assert_int_equal(said(&r, DIAG_CODE_BAD_DATE), 1);
	reading_release(&r);
}

static void markup_that_is_not_escaped_is_kept(void **state)
{
	(void)state;
	expect_outline(FORMAT,
	    FEED "<entry>" ID("1")
	    "<content type='xhtml'><div>1 &lt; 2 <b class='x'>y</b><br/></div>"
	    "</content></entry><entry>" ID("2")
	    "<content type='html'><![CDATA[<p>a &amp; b</p>]]></content></entry>"
	    "</feed>",
	    "post - shown - | <div>1 &lt; 2 <b class=\"x\">y</b><br></div>\n"
	    "post - shown - | <p>a &amp; b</p>\n");
}

static void what_is_cut_is_kept_as_far_as_it_goes(void **state)
{
	struct reading r =
	    read_feed(FORMAT, FEED POST "<entry>" ID("2") ON("1") BODY("half") "<auth", 7);

	(void)state;
	assert_string_equal(buf_str(&r.outline), POST_LINE "1 - - shown: half\n");
	assert_int_equal(said(&r, DIAG_CODE_TRUNCATED), 1);
	reading_release(&r);
}

static void entries_inside_an_entry_are_entries(void **state)
{
	(void)state;
	expect_outline(FORMAT,
	    FEED "<entry>" ID("1") "<title>a</title><entry>" ID("2")
	    "<title>b</title></entry></feed>",
	    "post - shown a | -\npost - shown b | -\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_kind_of_an_entry_may_come_last),
		cmocka_unit_test(settings_and_templates_are_never_shown),
		cmocka_unit_test(pages_and_drafts_keep_what_they_are),
		cmocka_unit_test(replies_follow_the_related_link),
		cmocka_unit_test(a_related_link_of_a_post_is_no_reply),
		cmocka_unit_test(removed_comments_keep_their_place),
		cmocka_unit_test(links_are_told_by_rel_and_type),
		cmocka_unit_test(takeout_says_type_and_status),
		cmocka_unit_test(states_of_takeout),
		cmocka_unit_test(converters_use_prefixes_and_short_ids),
		cmocka_unit_test(undeclared_prefixes_count_by_their_usual_meaning),
		cmocka_unit_test(a_feed_of_comments_knows_its_post),
		cmocka_unit_test(further_pages_are_said),
		cmocka_unit_test(bad_dates_are_left_out_and_said),
		cmocka_unit_test(markup_that_is_not_escaped_is_kept),
		cmocka_unit_test(what_is_cut_is_kept_as_far_as_it_goes),
		cmocka_unit_test(entries_inside_an_entry_are_entries),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
