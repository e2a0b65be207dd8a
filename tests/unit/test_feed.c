#include "config.h"

#include <string.h>

#include "feed_reading.h"
#include "unit.h"

#define RSS "<rss version='2.0'><channel><title>Fen</title><link>http://x.example/</link>"
#define END "</channel></rss>"
#define ATOM "<feed xmlns='http://www.w3.org/2005/Atom'><id>f</id><title>Fen</title>"

static void expect_rss(const char *items, const char *outline)
{
	struct buf text = BUF_INIT;

	buf_addf(&text, RSS "%s" END, items);
	expect_outline("feed", buf_str(&text), outline);
	buf_release(&text);
}

static void expect_atom(const char *entries, const char *outline)
{
	struct buf text = BUF_INIT;

	buf_addf(&text, ATOM "%s</feed>", entries);
	expect_outline("feed", buf_str(&text), outline);
	buf_release(&text);
}

static void rss_items_are_posts(void **state)
{
	(void)state;
	expect_rss(
	    "<item><title>Sedge</title><link>http://x.example/s</link><description>"
	    "&lt;p&gt;a&lt;/p&gt;</description><pubDate>Thu, 19 Jun 2014 08:12:00 "
	    "+0100</pubDate><category>bog</category><category>fen</category>"
	    "<dc:creator>Ann</dc:creator></item>",
	    "post 2014-06-19T08:12:00+01:00 shown Sedge | <p>a</p> | by Ann #bog "
	    "#fen at http://x.example/s\n");
}

static void every_shape_of_rss_is_read(void **state)
{
	(void)state;
	/* 0.90, 1.0, items behind the channel, no rss element, a namespace of nobody. */
	expect_outline("feed",
	    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
	    "xmlns='http://my.netscape.com/rdf/simple/0.9/'><channel><title>"
	    "T</title></channel><image><title>no</title></image><item><title>"
	    "a</title></item></rdf:RDF>",
	    "post - shown a | -\n");
	expect_outline(
	    "feed", "<channel><item><title>a</title></item></channel>", "post - shown a | -\n");
	expect_outline(
	    "feed", "<RSS><Channel/><Item><Title>a</Title></Item></RSS>", "post - shown a | -\n");
	expect_outline("feed",
	    "<rss xmlns='urn:mine'><channel><item><title>a</title></item></channel></rss>",
	    "post - shown a | -\n");
}

static void the_full_text_wins(void **state)
{
	(void)state;
	expect_rss(
	    "<item><description>short</description><content:encoded>"
	    "full</content:encoded></item><item><content:encoded> "
	    "</content:encoded><description>only</description></item>",
	    "post - shown - | full\npost - shown - | only\n");
	expect_atom("<entry><summary>short</summary><content>full</content></entry>",
	    "post - shown - | full\n");
}

static void titles_are_plain_text(void **state)
{
	(void)state;
	expect_rss("<item><title>a &lt;b&gt;b&lt;/b&gt; &amp;amp; c &lt; d</title></item>",
	    "post - shown a b & c < d | -\n");
	expect_rss(
	    "<item><title>x&lt;script&gt;var a;&lt;/script&gt;y&lt;!-- z --&gt;</title></item>",
	    "post - shown xy | -\n");
	expect_rss("<item><title>alone &lt;/3 or &gt; two&lt;/b&gt;&lt;/&gt;</title></item>",
	    "post - shown alone </3 or > two | -\n");
	expect_atom("<entry><title>&lt;i&gt; tag</title></entry>", "post - shown <i> tag | -\n");
	expect_atom("<entry><title type='html'>&lt;i&gt;a&lt;/i&gt; &amp;amp; b</title></entry>",
	    "post - shown a & b | -\n");
	expect_atom(
	    "<entry><title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>"
	    "a <b>b</b> &lt;c></div></title></entry>",
	    "post - shown a b <c> | -\n");
}

static void atom_text_has_a_type(void **state)
{
	struct reading r = read_feed("feed",
	    ATOM "<entry><content type='text'>a &lt; b</content></entry><entry><content "
	    "type='html'>a</content></entry><entry><content type='text/plain'>"
	    "a</content></entry><entry><content>a <b>c</b></content></entry></feed>",
	    7);

	(void)state;
	assert_int_equal(library_post(r.lib, 1)->body_type, BODY_TEXT);
	assert_ref(&r, library_post(r.lib, 1)->body, "a < b");
	assert_int_equal(library_post(r.lib, 2)->body_type, BODY_HTML);
	assert_int_equal(library_post(r.lib, 3)->body_type, BODY_TEXT);
	/* Markup in what should be plain. */
	assert_int_equal(library_post(r.lib, 4)->body_type, BODY_HTML);
	reading_release(&r);
	expect_outline("feed",
	    "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry><title "
	    "mode='escaped' type='text/html'>&lt;i&gt;a&lt;/i&gt;</title><issued>"
	    "2004-01-01</issued><content type='text/html' mode='base64'>PHA+YmFz\n"
	    "ZSA2NDwvcD4=</content></entry></feed>",
	    "post 2004-01-01 shown a | <p>base 64</p>\n");
}

static void authors_come_in_many_spellings(void **state)
{
	static const struct {
		const char *author, *name;
	} cases[] = {
		{ "ann@example.org (Ann Lee)", "Ann Lee" },
		{ "Ann Lee (ann@example.org)", "Ann Lee" },
		{ "Ann &lt;ann@example.org&gt;", "Ann" },
		{ "&lt;ann@example.org&gt;", "ann@example.org" },
		{ "ann@example.org", "ann@example.org" },
		{ "Ann", "Ann" },
		{ "Ann (", "Ann" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf text = BUF_INIT;
		struct reading r;

		buf_addf(&text, RSS "<item><title>t</title><author>%s</author></item>" END,
		    cases[i].author);
		r = read_feed("feed", buf_str(&text), 4096);
		assert_ref(&r, library_post(r.lib, 1)->author, cases[i].name);
		reading_release(&r);
		buf_release(&text);
	}
}

static void atom_people_are_joined_and_inherited(void **state)
{
	(void)state;
	expect_atom(
	    "<author><name>Fay</name></author><entry><title>1</title></entry>"
	    "<entry><title>2</title><author><name>Bob</name></author><author><name>"
	    "Cy</name></author></entry><entry><title>3</title><author><name></name>"
	    "<email>d@example.org</email></author></entry><entry><title>4</title>"
	    "<source><author><name>no</name></author><title>no</title></source>"
	    "</entry>",
	    "post - shown 1 | - | by Fay\npost - shown 2 | - | by Bob,\302\240Cy\n"
	    "post - shown 3 | - | by d@example.org\npost - shown 4 | - | by Fay" "\n");
}

static void links_are_resolved(void **state)
{
	(void)state;
	expect_rss(
	    "<item><title>1</title><guid>http://x.example/g</guid></item><item>"
	    "<title>2</title><guid isPermaLink='false'>http://x.example/h</guid>"
	    "</item><item><title>3</title><link>/r</link></item><item><title>"
	    "4</title><link/><atom:link href='http://x.example/a b'/></item>",
	    "post - shown 1 | - at http://x.example/g\npost - shown 2 | -\n"
	    "post - shown 3 | - at http://x.example/r\n"
	    "post - shown 4 | - at http://x.example/a%20b\n");
}

static void xml_base_is_honoured(void **state)
{
	struct reading r = read_feed("feed",
	    "<feed xmlns='http://www.w3.org/2005/Atom' "
	    "xml:base='http://x.example/a/'><entry xml:base='b/'><link href='c'/>"
	    "<content xml:base='d/' type='html'>x</content></entry></feed>",
	    7);

	(void)state;
	assert_ref(&r, library_post(r.lib, 1)->url, "http://x.example/a/b/c");
	assert_ref(&r, library_post(r.lib, 1)->base_url, "http://x.example/a/b/d/");
	reading_release(&r);
}

static void elements_for_comments_are_told_by_namespace(void **state)
{
	struct reading r = read_feed("feed",
	    "<rss xmlns:s='http://purl.org/rss/1.0/modules/slash/' "
	    "xmlns:w='http://wellformedweb.org/CommentAPI/'><channel><item>"
	    "<s:comments>5</s:comments><comments>http://x/#c</comments>"
	    "<w:commentRSS>http://x/feed</w:commentRSS></item></channel></rss>",
	    7);
	const struct post_row *post = library_post(r.lib, 1);

	(void)state;
	assert_int_equal(post->comments_total, 5);
	assert_ref(&r, post->comments_url, "http://x/#c");
	assert_ref(&r, post->comments_feed, "http://x/feed");
	reading_release(&r);
}

static void replies_are_comments(void **state)
{
	(void)state;
	expect_atom(
	    "<entry><id>c2</id><thr:in-reply-to ref=' c1\n"
	    "'/><content>second</content></entry><entry><id>c1</id>"
	    "<thr:in-reply-to ref='p'/><content>first</content></entry><entry><id>"
	    "p</id><title>Post</title></entry>",
	    "post - shown Post | -\n1 - - shown: first\n1.1 - - shown: second\n");
	expect_rss(
	    "<item><guid>http://x/1</guid><description>post</description></item>"
	    "<item><guid>http://x/2</guid><source url='u'>Bob</source>"
	    "<source:inReplyTo>http://x/1</source:inReplyTo></item>",
	    "post - shown - | post at http://x/1\n1 Bob - shown: -\n");
	expect_rss(
	    "<item><guid>g1</guid><ya:post>http://x/p</ya:post><title>t</title>"
	    "</item><item><guid>g2</guid><ya:post>http://x/p</ya:post><ya:parent>"
	    "g1</ya:parent><description>b</description></item>",
	    "post - missing - | - at http://x/p\n1 - - shown: t\n1.1 - - shown: b\n");
}

/* The one deepest in the thread, whichever comes first and wherever the others are. */
static void of_several_answers_the_deepest_known_counts(void **state)
{
	(void)state;
	expect_atom(
	    "<entry><id>c2</id><thr:in-reply-to ref='p'/><thr:in-reply-to ref='c1'/>"
	    "<thr:in-reply-to ref='gone'/><content>second</content></entry><entry><id>c3</id>"
	    "<thr:in-reply-to ref='c1'/><thr:in-reply-to ref='c2'/><content>third</content>"
	    "</entry><entry><id>c1</id><thr:in-reply-to ref='p'/><content>first</content>"
	    "</entry><entry><id>p</id><title>Post</title></entry>",
	    "post - shown Post | -\n1 - - shown: first\n1.1 - - shown: second\n"
	    "1.1.1 - - shown: third\n");
	/* None of them is known: the first. */
	expect_atom(
	    "<entry><id>c</id><thr:in-reply-to ref='x'/><thr:in-reply-to ref='y'/></entry>",
	    "post - missing - | -\n1 - - shown: -\n");
	/* Answers in a circle end. */
	expect_atom(
	    "<entry><id>a</id><thr:in-reply-to ref='b'/><thr:in-reply-to ref='a'/></entry>"
	    "<entry><id>b</id><thr:in-reply-to ref='a'/><thr:in-reply-to ref='b'/></entry>",
	    "post - missing - | -\n1 - - shown: -\n1.1 - - shown: -\n");
}

static void an_address_counts_where_the_id_is_nobodys(void **state)
{
	(void)state;
	expect_atom(
	    "<entry><id>p</id><title>Post</title><link href='http://x/p'/></entry><entry>"
	    "<id>c</id><thr:in-reply-to ref='wrong' href='http://x/p'/><content>a</content>"
	    "</entry>",
	    "post - shown Post | - at http://x/p\n1 - - shown: a\n");
}

static void wordpress_comments_name_their_post_by_link(void **state)
{
	(void)state;
	expect_atom(
	    "<entry><title>By: Cy</title><id>http://x/?p=1#comment-12</id><author><name>Cy"
	    "</name></author><link href='http://x/a/#comment-12'/>"
	    "<thr:in-reply-to ref='http://x/?p=1#comment-11'/><content>b</content></entry>"
	    "<entry><title>By: Bob</title><id>http://x/?p=1#comment-11</id><author><name>Bob"
	    "</name></author><link href='http://x/a/#comment-11'/>"
	    "<thr:in-reply-to ref='http://x/?p=1'/><content>a</content></entry>",
	    "post - missing - | - at http://x/a/\n1 Bob - shown: a\n1.1 Cy - shown: b\n");
}

static void the_threading_module_lists_answers_downward(void **state)
{
	(void)state;
	expect_outline("feed",
	    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
	    "xmlns='http://purl.org/rss/1.0/' "
	    "xmlns:thr='http://purl.org/rss/1.0/modules/threading/'><channel/>"
	    "<item rdf:about='p'><title>Post</title><thr:children><rdf:Seq>"
	    "<rdf:li rdf:resource='c1'/><rdf:li rdf:resource='c2'/></rdf:Seq></thr:children>"
	    "</item><item rdf:about='c1'><description>a</description><thr:children><rdf:Seq>"
	    "<rdf:li rdf:resource='c3'/></rdf:Seq></thr:children></item><item rdf:about='c2'>"
	    "<description>b</description></item><item rdf:about='c3'><description>c"
	    "</description></item></rdf:RDF>",
	    "post - shown Post | -\n1 - - shown: a\n1.1 - - shown: c\n2 - - shown: b\n");
}

static void titles_made_of_names_are_no_text(void **state)
{
	static const struct {
		const char *title, *author, *post;
	} cases[] = {
		{ "Comment on A B by C by Ann", "Ann", "A B by C" },
		{ "Kommentar zu Heute früh von Ann", "Ann", "Heute früh" },
		{ "New comment by ann in \"A B\"", "ann", "A B" },
		{ "/u/ann on A B", "/u/ann", "A B" },
		{ "By: Ann", "Ann", NULL },
		/* By somebody else. */
		{ "Comment on A by Bob", "Ann", "" },
		{ "By: Ann B", "Ann", "" },
		{ "By: Ann", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *post = cases[i].post;
		struct buf items = BUF_INIT, want = BUF_INIT;

		buf_addf(&items, "<item><title>%s</title><dc:creator>%s</dc:creator></item>",
		    cases[i].title, cases[i].author);
		if (post && !*post)
			buf_addf(&want, "post - shown %s | -%s%s\n", cases[i].title,
			    *cases[i].author ? " | by " : "", cases[i].author);
		else if (post)
			buf_addf(&want, "post - missing %s | -\n1 %s - shown: -\n", post,
			    cases[i].author);
		else
			buf_addf(&want,
			    "post - missing - | - at http://x.example/\n1 %s - shown: -\n",
			    cases[i].author);
		expect_rss(buf_str(&items), buf_str(&want));
		buf_release(&items);
		buf_release(&want);
	}
}

static void ids_of_reddit_and_discourse_name_the_post(void **state)
{
	(void)state;
	expect_atom(
	    "<entry><id>t3_p</id><title>Post</title><link href='http://r/r/x/comments/p/s/'/>"
	    "</entry><entry><author><name>/u/ann</name></author><id>t1_c</id>"
	    "<link href='http://r/r/x/comments/p/s/c/'/><title>/u/ann on Post</title>"
	    "<content>a</content></entry>",
	    "post - shown Post | - at http://r/r/x/comments/p/s/\n1 /u/ann - shown: a\n");
	expect_rss(
	    "<item><guid isPermaLink='false'>d.x-post-5-2</guid><description>b</description>"
	    "</item><item><guid isPermaLink='false'>d.x-post-5-1</guid><title>Topic</title>"
	    "</item>",
	    "post - shown Topic | -\n1 - - shown: b\n");
}

static void a_link_may_have_its_address_inside(void **state)
{
	(void)state;
	expect_atom(
	    "<entry><link rel='enclosure'>http://x/e</link><link rel='alternate'>http://x/a"
	    "</link></entry>",
	    "post - shown - | - at http://x/a\n");
}

static void of_several_dates_the_last_counts(void **state)
{
	(void)state;
	expect_atom(
	    "<entry><title>a</title><issued>2004-01-01</issued><published>2010-01-01</published>"
	    "</entry>",
	    "post 2010-01-01 shown a | -\n");
}

static void a_reply_to_a_feed_or_source_is_none(void **state)
{
	(void)state;
	expect_atom(
	    "<thr:in-reply-to ref='x'/><entry><title>a</title><source>"
	    "<thr:in-reply-to ref='y'/></source></entry>",
	    "post - shown a | -\n");
}

static void comment_links_name_the_post(void **state)
{
	(void)state;
	expect_rss(
	    "<item><title>Comment on A by Bob</title><link>"
	    "http://x/a/#comment-1</link><description>b</description></item><item>"
	    "<link>http://x/c/#comment-2</link><description>d</description></item>",
	    "post - missing - | - at http://x/a/\n1 - - shown: b\n"
	    "post - missing - | - at http://x/c/\n1 - - shown: d\n");
}

static void items_inside_items_are_items(void **state)
{
	(void)state;
	expect_rss(
	    "<item><title>a</title><item><title>b</title></item></item><item><title>c</title>",
	    "post - shown a | -\npost - shown b | -\npost - shown c | -\n");
}

static void the_source_is_described(void **state)
{
	struct reading r = read_feed("feed",
	    RSS "<managingEditor>ed@x (Ed)</managingEditor><lastBuildDate>Thu, 19 Jun "
	    "2014 08:12:00 GMT</lastBuildDate><item><title>a</title></item>"
	    "<atom:link rel='next' href='?p=2'/>" END,
	    7);
	const struct source_row *row = library_source(r.lib, 1);

	(void)state;
	assert_ref(&r, row->title, "Fen");
	assert_ref(&r, row->author, "Ed");
	assert_ref(&r, row->url, "http://x.example/");
	assert_ref(&r, row->format, "rss");
	assert_true(date_known(row->updated));
	assert_int_equal(said(&r, DIAG_CODE_INCOMPLETE), 1);
	reading_release(&r);
}

/* Each name is kept once: else keeping them would take time in the square of their number. */
static void thousands_of_one_name_are_no_more_than_their_text(void **state)
{
	enum { ENTRIES = 60000 };
	struct buf text = BUF_INIT;
	struct reading r;

	(void)state;
	buf_add_str(&text, ATOM "<entry><id>p</id><title>P</title></entry>");
	for (int i = 0; i < ENTRIES; i++)
		buf_add_str(&text, "<entry><id>c</id><link href='http://x.example/p#comment-1'/>"
		    "<in-reply-to xmlns='http://purl.org/syndication/thread/1.0' ref='p'/>"
		    "<in-reply-to xmlns='http://purl.org/syndication/thread/1.0' ref='q'/>"
		    "</entry>");
	buf_add_str(&text, "</feed>");
	r = read_feed("feed", buf_str(&text), 1 << 20);
	assert_int_equal(library_comment_count(r.lib), ENTRIES);
	reading_release(&r);
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rss_items_are_posts),
		cmocka_unit_test(every_shape_of_rss_is_read),
		cmocka_unit_test(the_full_text_wins),
		cmocka_unit_test(titles_are_plain_text),
		cmocka_unit_test(atom_text_has_a_type),
		cmocka_unit_test(authors_come_in_many_spellings),
		cmocka_unit_test(atom_people_are_joined_and_inherited),
		cmocka_unit_test(links_are_resolved),
		cmocka_unit_test(xml_base_is_honoured),
		cmocka_unit_test(elements_for_comments_are_told_by_namespace),
		cmocka_unit_test(replies_are_comments),
		cmocka_unit_test(of_several_answers_the_deepest_known_counts),
		cmocka_unit_test(an_address_counts_where_the_id_is_nobodys),
		cmocka_unit_test(wordpress_comments_name_their_post_by_link),
		cmocka_unit_test(the_threading_module_lists_answers_downward),
		cmocka_unit_test(titles_made_of_names_are_no_text),
		cmocka_unit_test(ids_of_reddit_and_discourse_name_the_post),
		cmocka_unit_test(a_link_may_have_its_address_inside),
		cmocka_unit_test(of_several_dates_the_last_counts),
		cmocka_unit_test(a_reply_to_a_feed_or_source_is_none),
		cmocka_unit_test(comment_links_name_the_post),
		cmocka_unit_test(items_inside_items_are_items),
		cmocka_unit_test(the_source_is_described),
		cmocka_unit_test(thousands_of_one_name_are_no_more_than_their_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
