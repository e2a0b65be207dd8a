#include "config.h"

#include <string.h>

#include "moot/base/buf.h"
#include "sources.h"
#include "unit.h"

#define NAMESPACES(version) \
	"<rss version='2.0' xmlns:excerpt='http://wordpress.org/export/" version "/excerpt/'" \
	" xmlns:content='http://purl.org/rss/1.0/modules/content/'" \
	" xmlns:dc='http://purl.org/dc/elements/1.1/'" \
	" xmlns:wp='http://wordpress.org/export/" version "/'>"
#define CHANNEL \
	"<channel><title>Heath &amp;amp; Moor</title><link>http://moor.example</link>" \
	"<wp:wxr_version>1.2</wp:wxr_version>" \
	"<wp:base_blog_url>http://moor.example</wp:base_blog_url>"
#define WXR(...) NAMESPACES("1.2") CHANNEL __VA_ARGS__ "</channel></rss>"
#define TITLED(...) "<item><title>T</title>" __VA_ARGS__ "</item>"
#define COMMENT(id, parent, ...) \
	"<wp:comment><wp:comment_id>" id "</wp:comment_id><wp:comment_parent>" parent \
	"</wp:comment_parent><wp:comment_content>c" id "</wp:comment_content>" __VA_ARGS__ \
	"</wp:comment>"
#define FIELD(name, value) "<wp:" name ">" value "</wp:" name ">"

static void a_post_has_all_its_fields(void **state)
{
	(void)state;
	assert_source("wxr",
	    WXR("<wp:author><wp:author_id>7</wp:author_id><wp:author_login>ann</wp:author_login>"
	    "<wp:author_display_name><![CDATA[Ann O&#039;Nym]]></wp:author_display_name>"
	    "</wp:author>"
	    "<item><title>First</title><link>http://moor.example/first/</link>"
	    "<dc:creator><![CDATA[ann]]></dc:creator><description></description>"
	    "<content:encoded>\n\t<![CDATA[One\n\nTwo]]>\n\t</content:encoded>"
	    "<excerpt:encoded><![CDATA[Short]]></excerpt:encoded>" FIELD("post_id", "3")
	    FIELD("post_date", "2014-06-19 08:12:00")
	    FIELD("post_date_gmt", "2014-06-19 07:12:00") FIELD("status", "publish")
	    FIELD("post_type", "post") "<category><![CDATA[Birds]]></category>"
	    "<category domain='category' nicename='birds'><![CDATA[Birds]]></category>"
	    "<category domain='post_tag'><![CDATA[a &amp; b]]></category>"
	    "<category domain='post_format'><![CDATA[Aside]]></category></item>"),
	    "post 2014-06-19T08:12:00+01:00 shown First | One//Two | by Ann O'Nym #Birds #a & b"
	    " at http://moor.example/first/\n");
}

static void the_excerpt_is_not_the_text(void **state)
{
	(void)state;
	assert_source("wxr",
	    WXR(TITLED("<excerpt:encoded>Short</excerpt:encoded>"
	    "<content:encoded>Long</content:encoded>")
	    TITLED("<excerpt:encoded>Short</excerpt:encoded>")),
	    "post - shown T | Long\npost - shown T | -\n");
}

static void text_is_decoded_once(void **state)
{
	(void)state;
	assert_source("wxr",
	    WXR("<item><title>a &amp;amp;lt;b&amp;amp;gt; &amp;#8211; c</title></item>"
	    "<item><title><![CDATA[Fish &amp; chips &lt;i&gt;]]></title>" COMMENT("1", "0",
	    FIELD("comment_author", "<![CDATA[Site &laquo; Al&#039;s]]>")) "</item>"),
	    "post - shown a &lt;b&gt; \xE2\x80\x93 c | -\n"
	    "post - shown Fish & chips <i> | -\n"
	    "1 Site \xC2\xAB Al's - shown: c1\n");
}

static void a_split_cdata_is_joined(void **state)
{
	(void)state;
	assert_source("wxr",
	    WXR(
	    TITLED("<content:encoded><![CDATA[a[b[0]]]]><![CDATA[>1 &amp; 2]]></content:encoded>")),
	    "post - shown T | a[b[0]]>1 &amp; 2\n");
}

#define DATED(local, gmt, pub) \
	TITLED(FIELD("post_date", local) FIELD("post_date_gmt", gmt) "<pubDate>" pub "</pubDate>")
#define RFC822 "Thu, 19 Jun 2014 07:12:00 +0000"

static void dates_have_the_blog_s_offset(void **state)
{
	(void)state;
	assert_source("wxr",
	    WXR(DATED("2014-06-19 08:12:00", "2014-06-19 07:12:00", "")
	    DATED("2014-06-19 01:42:00", "2014-06-19 07:12:00", "")
	    DATED("2014-06-19 21:12:00", "2014-06-19 07:12:00", "")
	    DATED("2014-06-19 22:12:00", "2014-06-19 07:12:00", "") /* no zone is so far east */
	    DATED("2014-06-19 07:13:00", "2014-06-19 07:12:00", "") /* edited by hand */
	    DATED("2014-06-19 08:12:00", "", "") DATED("", "2014-06-19 07:12:00", "")),
	    "post 2014-06-19T08:12:00+01:00 shown T | -\n"
	    "post 2014-06-19T01:42:00-05:30 shown T | -\n"
	    "post 2014-06-19T21:12:00+14:00 shown T | -\n"
	    "post 2014-06-19T07:12:00+00:00 shown T | -\n"
	    "post 2014-06-19T07:12:00+00:00 shown T | -\n"
	    "post 2014-06-19T08:12:00 shown T | -\n"
	    "post 2014-06-19T07:12:00+00:00 shown T | -\n");
}

static void zero_dates_are_none(void **state)
{
	struct sources s = sources_read((const char *const[]){
	    WXR(DATED("2014-06-19 08:12:00", "0000-00-00 00:00:00", RFC822)
	    DATED("0000-00-00 00:00:00", "0000-00-00 00:00:00", RFC822)
	    DATED("0000-00-00 00:00:00", "0000-00-00 00:00:00", "Mon, 30 Nov -0001 00:00:00 +0000")
	    DATED("rubbish", "", "")),
	    NULL });

	(void)state;
	assert_sources(&s,
	    "post 2014-06-19T08:12:00 shown T | -\n"
	    "post 2014-06-19T07:12:00+00:00 shown T | -\n"
	    "post - shown T | -\n"
	    "post - shown T | -\n");
	assert_int_equal(sources_said(&s, DIAG_CODE_BAD_DATE), 1);
	sources_release(&s);
}

#define OF(type, status) \
	TITLED(FIELD("post_type", type) \
	        FIELD("status", status) "<content:encoded>b</content:encoded>")

static void type_and_status_make_the_state(void **state)
{
	(void)state;
	assert_source("wxr",
	    WXR(OF("post", "publish") OF("page", "draft") OF("post", "pending")
	    OF("post", "future") OF("post", "auto-draft") OF("post", "private")
	    OF("post", "trash") OF("draft", "publish") OF("", "") OF("custom", "publish")),
	    "post - shown T | b\n"
	    "post - draft T | b\n"
	    "post - draft T | b\n"
	    "post - draft T | b\n"
	    "post - draft T | b\n"
	    "post - private T | b\n"
	    "post - trashed T | b\n"
	    "post - draft T | b\n"
	    "post - shown T | b\n"
	    "post - shown T | b\n");
}

static void a_page_is_a_page(void **state)
{
	struct sources s = sources_read(
	    (const char *const[]){ WXR(OF("page", "publish") OF("post", "publish")), NULL });

	(void)state;
	assert_int_equal(library_post(s.lib, 1)->kind, POST_PAGE);
	assert_int_equal(library_post(s.lib, 2)->kind, POST_POST);
	assert_int_equal(library_post(s.lib, 1)->body_type, BODY_AUTOP);
	sources_release(&s);
}

static void a_protected_post_is_shown(void **state)
{
	(void)state;
	assert_source("wxr",
	    WXR(TITLED(FIELD("post_password", "enter") "<content:encoded>b</content:encoded>")),
	    "post - shown T | b\n");
}

static void what_is_not_for_reading_is_left_out_unless_commented(void **state)
{
	struct sources s = sources_read((const char *const[]){
	    WXR(OF("attachment", "inherit") OF("nav_menu_item", "publish")
	    OF("revision", "inherit") TITLED(FIELD("post_type", "custom"))
	    "<item><title>picture</title>" FIELD("post_type", "attachment") COMMENT("1", "0", "")
	    "</item>"),
	    NULL });

	(void)state;
	assert_sources(&s, "post - shown picture | -\n1 - - shown: c1\n");
	assert_int_equal(sources_said(&s, DIAG_CODE_LEFT_OUT), 1);
	sources_release(&s);
}

static void comments_have_all_their_fields(void **state)
{
	struct sources s = sources_read((const char *const[]){
	    WXR(TITLED("<wp:comment>" FIELD("comment_id", "<![CDATA[9223372036854775808]]>")
	    FIELD("comment_author", "<![CDATA[Bo]]>")
	    FIELD("comment_author_email", "bo@example.org")
	    FIELD("comment_author_url", "http://bo.example/")
	    FIELD("comment_date", "2014-06-19 08:12:00")
	    FIELD("comment_date_gmt", "2014-06-19 07:12:00")
	    FIELD("comment_content", "<![CDATA[Hi\nthere]]>") FIELD("comment_approved", "1")
	    FIELD("comment_type", "") FIELD("comment_parent", "0") "<wp:commentmeta>"
	    FIELD("meta_key", "k") FIELD("meta_value", "<b>junk &amp; more</b>")
	    "</wp:commentmeta></wp:comment>")),
	    NULL });
	const struct comment_row *c = library_comment(s.lib, 1);

	(void)state;
	assert_sources(&s, "post - shown T | -\n1 Bo 2014-06-19T08:12:00+01:00 shown: Hi/there\n");
	assert_true(span_eq_str(library_text(s.lib, c->id), "9223372036854775808"));
	assert_true(span_eq_str(library_text(s.lib, c->author_url), "http://bo.example/"));
	assert_int_equal(c->body_type, BODY_AUTOP);
	sources_release(&s);
}

static void approval_makes_the_state(void **state)
{
	(void)state;
	assert_source("wxr",
	    WXR(TITLED(COMMENT("1", "", "") COMMENT("2", "", FIELD("comment_approved", "1"))
	    COMMENT("3", "", FIELD("comment_approved", "0"))
	    COMMENT("4", "", FIELD("comment_approved", "spam"))
	    COMMENT("5", "", FIELD("comment_approved", "trash"))
	    COMMENT("6", "", FIELD("comment_approved", "post-trashed"))
	    COMMENT("7", "", FIELD("comment_approved", "hold")))),
	    "post - shown T | -\n"
	    "1 - - shown: c1\n"
	    "2 - - shown: c2\n"
	    "3 - - held: c3\n"
	    "4 - - spam: c4\n"
	    "5 - - deleted: c5\n"
	    "6 - - deleted: c6\n"
	    "7 - - held: c7\n");
}

static void pings_are_told_from_comments(void **state)
{
	(void)state;
	assert_source("wxr",
	    WXR(TITLED(COMMENT("1", "", FIELD("comment_type", "comment"))
	    COMMENT("2", "", FIELD("comment_type", "pingback"))
	    COMMENT("3", "", FIELD("comment_type", "trackback"))
	    COMMENT("4", "", FIELD("comment_type", "review")))),
	    "post - shown T | -\n"
	    "1 - - shown: c1\n"
	    "2 - - shown pingback: c2\n"
	    "3 - - shown pingback: c3\n"
	    "4 - - shown: c4\n");
}

static void replies_find_parents_in_any_order_and_only_in_their_item(void **state)
{
	(void)state;
	assert_source("wxr",
	    WXR(TITLED(COMMENT("12", "11", "") COMMENT("11", "0", "") COMMENT("13", "12", "")
	    COMMENT("14", "99", "") COMMENT("15", "15", ""))
	    TITLED(COMMENT("11", "", "") COMMENT("16", "11", ""))),
	    "post - shown T | -\n"
	    "1 - - shown: c11\n"
	    "1.1 - - shown: c12\n"
	    "1.1.1 - - shown: c13\n"
	    "2 - - shown: c15\n"
	    "3 - - missing: -\n"
	    "3.1 - - shown: c14\n"
	    "post - shown T | -\n"
	    "1 - - shown: c11\n"
	    "1.1 - - shown: c16\n");
}

static void the_post_s_author_is_known_by_number(void **state)
{
	(void)state;
	assert_source("wxr",
	    WXR(
	    "<wp:author><wp:author_id>7</wp:author_id><wp:author_login>ann</wp:author_login>"
	    "</wp:author>"
	    TITLED("<dc:creator>ann</dc:creator>" COMMENT("1", "", FIELD("comment_user_id", "7"))
	    COMMENT("2", "", FIELD("comment_user_id", "8"))
	    COMMENT("3", "", FIELD("comment_user_id", "0"))) TITLED("<dc:creator>bob</dc:creator>"
	    COMMENT("1", "", FIELD("comment_user_id", "")))),
	    "post - shown T | - | by ann\n"
	    "1 - - shown by-author: c1\n"
	    "2 - - shown: c2\n"
	    "3 - - shown: c3\n"
	    "post - shown T | - | by bob\n"
	    "1 - - shown: c1\n");
}

static void fields_may_follow_the_comments(void **state)
{
	(void)state;
	assert_source("wxr",
	    WXR("<item>" COMMENT("1", "", "") "<title>Late</title>" FIELD("post_id", "1")
	    "</item>"),
	    "post - shown Late | -\n1 - - shown: c1\n");
}

static void namespaces_count_and_not_prefixes(void **state)
{
	(void)state;
	assert_source("wxr",
	    "<rss xmlns:x='http://wordpress.org/export/1.0/' xmlns:wp='http://other.example/'>"
	    "<channel>"
	    "<item><title>T</title><x:status>draft</x:status><wp:status>trash</wp:status>"
	    "<post_type xmlns='https://wordpress.org/export/1.2/'>post</post_type>"
	    "</item></channel></rss>",
	    "post - draft T | -\n");
}

static void a_part_cut_by_hand_is_read_by_prefix(void **state)
{
	(void)state;
	assert_source("wxr",
	    "<rss><channel><item><title>T</title><content:encoded>b</content:encoded>"
	    "<excerpt:encoded>x</excerpt:encoded><wp:status>draft</wp:status>"
	    "<wp:comment><wp:comment_id>1</wp:comment_id></wp:comment></item></channel></rss>",
	    "post - draft T | b\n1 - - shown: -\n");
}

#define DSQ_HEAD \
	"<rss xmlns:content='http://purl.org/rss/1.0/modules/content/'" \
	" xmlns:dsq='http://www.disqus.com/' xmlns:wp='http://wordpress.org/export/1.0/'><channel>"
#define DSQ_ITEM \
	"<item><title>T</title><link>http://moor.example/t/</link>" \
	"<content:encoded><![CDATA[]]></content:encoded>" \
	"<dsq:thread_identifier>t</dsq:thread_identifier>" \
	"<wp:post_date_gmt>2014-06-19 07:12:00</wp:post_date_gmt>" \
	"<wp:comment><dsq:remote><dsq:id>u</dsq:id></dsq:remote><wp:comment_id>1</wp:comment_id>" \
	"<wp:comment_content>Hi</wp:comment_content></wp:comment></item>"

static void what_is_made_for_disqus_is_read(void **state)
{
	(void)state;
	assert_source("wxr", DSQ_HEAD DSQ_ITEM "</channel></rss>",
	    "post 2014-06-19T07:12:00+00:00 shown T | - at http://moor.example/t/\n"
	    "1 - - shown: Hi\n");
}

static void what_is_made_for_disqus_joins_its_blog(void **state)
{
	struct sources s = sources_read((const char *const[]){ DSQ_HEAD DSQ_ITEM "</channel></rss>",
	    WXR("<item><title>Real</title><link>https://www.moor.example/t</link>"
	    "<content:encoded>b</content:encoded>" FIELD("post_id", "1") "</item>"),
	    NULL });

	(void)state;
	assert_sources(&s,
	    "post 2014-06-19T07:12:00+00:00 shown Real | b at https://www.moor.example/t\n"
	    "1 - - shown: Hi\n");
	sources_release(&s);
}

static void parts_of_an_export_become_one(void **state)
{
	struct sources s = sources_read((const char *const[]){
	    WXR(TITLED(FIELD("post_id", "1") COMMENT("1", "", "") COMMENT("2", "1", ""))),
	    WXR(TITLED(FIELD("post_id", "1") COMMENT("2", "1", "") COMMENT("3", "2", ""))
	    TITLED(FIELD("post_id", "2"))),
	    NULL });

	(void)state;
	assert_sources(&s,
	    "post - shown T | -\n"
	    "1 - - shown: c1\n"
	    "1.1 - - shown: c2\n"
	    "1.1.1 - - shown: c3\n"
	    "post - shown T | -\n");
	sources_release(&s);
}

static void ids_of_other_blogs_are_other_ids(void **state)
{
	struct sources s = sources_read((const char *const[]){ WXR(TITLED(FIELD("post_id", "1"))),
	    NAMESPACES("1.1") "<channel><wp:base_blog_url>http://fen.example/</wp:base_blog_url>"
	    TITLED(FIELD("post_id", "1")) "</channel></rss>",
	    NULL });

	(void)state;
	assert_sources(&s, "post - shown T | -\npost - shown T | -\n");
	assert_true(span_eq_str(
	    library_text(s.lib, library_post(s.lib, 1)->id), "http://moor.example/?p=1"));
	assert_true(span_eq_str(
	    library_text(s.lib, library_post(s.lib, 2)->id), "http://fen.example/?p=1"));
	sources_release(&s);
}

static void elements_left_open_lose_nothing(void **state)
{
	(void)state;
	assert_source("wxr",
	    WXR("<item><title>A</title>"
	    "<wp:comment><wp:comment_id>1</wp:comment_id>"
	    "<wp:comment_content>c1</wp:comment_content>"
	    COMMENT("2", "1", "") "</item><item><title>B</title></item>"),
	    "post - shown A | -\n1 - - shown: c1\n1.1 - - shown: c2\npost - shown B | -\n");
	assert_source("wxr", WXR("<item><title>A</title><item><title>B</title></item>"),
	    "post - shown A | -\npost - shown B | -\n");
}

static void a_cut_file_is_read_as_far_as_it_goes(void **state)
{
	static const char whole[] = WXR("<item><title>A</title>" COMMENT("1", "", "")
	    "<wp:comment><wp:comment_id>2</wp:comment_id><wp:comment_content>to the e");
	struct buf cut = BUF_INIT;
	struct sources s;

	(void)state;
	buf_add_span(
	    &cut, span_sub(span_str(whole), 0, strlen(whole) - strlen("</channel></rss>")));
	s = sources_read((const char *const[]){ buf_str(&cut), NULL });
	assert_sources(&s, "post - shown A | -\n1 - - shown: c1\n2 - - shown: to the e\n");
	assert_int_equal(sources_said(&s, DIAG_CODE_TRUNCATED), 1);
	sources_release(&s);
	buf_release(&cut);
}

static void the_blog_is_described(void **state)
{
	struct sources s = sources_read((const char *const[]){ WXR(""), NULL });
	const struct source_row *row = library_source(s.lib, 1);

	(void)state;
	assert_true(span_eq_str(library_text(s.lib, row->id), "http://moor.example"));
	assert_true(span_eq_str(library_text(s.lib, row->title), "Heath & Moor"));
	assert_true(span_eq_str(library_text(s.lib, row->url), "http://moor.example"));
	sources_release(&s);
}

static void a_feed_stays_a_feed(void **state)
{
	struct sources s = sources_read((const char *const[]){
	    "<rss version='2.0'><channel><generator>https://wordpress.org/?v=6</generator>"
	    "<item><title>T</title></item></channel></rss>",
	    NULL });

	(void)state;
	assert_true(span_eq_str(library_text(s.lib, library_source(s.lib, 1)->format), "rss"));
	sources_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_post_has_all_its_fields),
		cmocka_unit_test(the_excerpt_is_not_the_text),
		cmocka_unit_test(text_is_decoded_once),
		cmocka_unit_test(a_split_cdata_is_joined),
		cmocka_unit_test(dates_have_the_blog_s_offset),
		cmocka_unit_test(zero_dates_are_none),
		cmocka_unit_test(type_and_status_make_the_state),
		cmocka_unit_test(a_page_is_a_page),
		cmocka_unit_test(a_protected_post_is_shown),
		cmocka_unit_test(what_is_not_for_reading_is_left_out_unless_commented),
		cmocka_unit_test(comments_have_all_their_fields),
		cmocka_unit_test(approval_makes_the_state),
		cmocka_unit_test(pings_are_told_from_comments),
		cmocka_unit_test(replies_find_parents_in_any_order_and_only_in_their_item),
		cmocka_unit_test(the_post_s_author_is_known_by_number),
		cmocka_unit_test(fields_may_follow_the_comments),
		cmocka_unit_test(namespaces_count_and_not_prefixes),
		cmocka_unit_test(a_part_cut_by_hand_is_read_by_prefix),
		cmocka_unit_test(what_is_made_for_disqus_is_read),
		cmocka_unit_test(what_is_made_for_disqus_joins_its_blog),
		cmocka_unit_test(parts_of_an_export_become_one),
		cmocka_unit_test(ids_of_other_blogs_are_other_ids),
		cmocka_unit_test(elements_left_open_lose_nothing),
		cmocka_unit_test(a_cut_file_is_read_as_far_as_it_goes),
		cmocka_unit_test(the_blog_is_described),
		cmocka_unit_test(a_feed_stays_a_feed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
