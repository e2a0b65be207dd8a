#include "config.h"

#include "ingest/disqus_priv.h"
#include "sources.h"
#include "unit.h"

#define DISQUS(...) \
	"<?xml version='1.0'?><disqus xmlns='http://disqus.com'" \
	" xmlns:dsq='http://disqus.com/disqus-internals'><category dsq:id='1'><forum>moor</forum>" \
	"<title>General</title></category>" __VA_ARGS__ "</disqus>"
#define THREAD(id, link, title, ...) \
	"<thread dsq:id='" id "'><id/><forum>moor</forum><link>" link "</link><title>" title \
	"</title><message/>" __VA_ARGS__ "</thread>"
#define POST(id, thread, ...) \
	"<post dsq:id='" id "'><id/><message><![CDATA[<p>c" id "</p>]]></message>" __VA_ARGS__ \
	"<thread dsq:id='" thread "'/></post>"
#define FLAG(name) "<" name ">true</" name ">"
#define REPLY(to) "<parent dsq:id='" to "'/>"

static void a_thread_is_a_post_without_text(void **state)
{
	(void)state;
	assert_source("disqus",
	    DISQUS(THREAD("2", "http://moor.example/a/?utm_source=x#c",
	    "Fish &amp;amp; &amp;lt;i&amp;gt;",
	    "<createdAt>2014-06-19T07:12:00Z</createdAt><author><name>Ann</name></author>")
	    POST("4", "2", "<createdAt>2014-06-20T07:12:00</createdAt>"
	    "<author><email>bo@example.org</email><name>Bo</name>"
	    "<username>bobo</username></author>")
	    POST("5", "2", REPLY("4") "<author><username>cy</username></author>") POST("6", "2",
	    REPLY("5") "<author><name>Ann</name></author>")),
	    "post 2014-06-19T07:12:00+00:00 shown Fish & <i> | - | by Ann"
	    " at http://moor.example/a/\n"
	    "1 Bo 2014-06-20T07:12:00+00:00 shown: <p>c4</p>\n"
	    "1.1 cy - shown: <p>c5</p>\n"
	    "1.1.1 Ann - shown by-author: <p>c6</p>\n");
}

static void threads_without_comments_are_not_listed(void **state)
{
	(void)state;
	assert_source("disqus",
	    DISQUS(THREAD("2", "http://moor.example/a", "A", "")
	    THREAD("3", "http://moor.example/b", "B", "") POST("4", "3", "")),
	    "post - shown B | - at http://moor.example/b\n1 - - shown: <p>c4</p>\n");
}

static void deleted_and_spam_are_flags(void **state)
{
	(void)state;
	assert_source("disqus",
	    DISQUS(THREAD("2", "http://moor.example/a", "A", "") POST("4", "2", FLAG("isDeleted"))
	    POST("5", "2", REPLY("4")) POST("6", "2", FLAG("isSpam")) POST("7", "2",
	    "<isDeleted>false</isDeleted><isSpam>false</isSpam>")),
	    "post - shown A | - at http://moor.example/a\n"
	    "1 - - deleted: <p>c4</p>\n"
	    "1.1 - - shown: <p>c5</p>\n"
	    "3 - - spam: <p>c6</p>\n"
	    "2 - - shown: <p>c7</p>\n");
}

static void a_deleted_thread_is_trash(void **state)
{
	(void)state;
	assert_source("disqus",
	    DISQUS(THREAD("2", "http://moor.example/a", "A", FLAG("isDeleted"))
	    THREAD("3", "http://moor.example/a", "A", "") POST("4", "2", "") POST("5", "3", "")),
	    "post - trashed A | - at http://moor.example/a\n1 - - shown: <p>c4</p>\n"
	    "post - shown A | - at http://moor.example/a\n1 - - shown: <p>c5</p>\n");
}

static void threads_may_lack_everything(void **state)
{
	(void)state;
	assert_source("disqus",
	    DISQUS("<thread/><thread dsq:id='3'><id/></thread>" POST("4", "3", "")
	    "<post/><post><message>m</message></post>"),
	    "post - shown - | -\n1 - - shown: <p>c4</p>\n"
	    "post - missing - | -\n1 - - shown: -\n2 - - shown: m\n");
}

static void comments_may_come_before_their_thread_or_parent(void **state)
{
	(void)state;
	assert_source("disqus",
	    DISQUS(POST("5", "2", REPLY("4")) POST("4", "2", "")
	    THREAD("2", "http://moor.example/a", "A", "") POST("6", "2", REPLY("4"))
	    POST("7", "8", "")),
	    "post - shown A | - at http://moor.example/a\n"
	    "1 - - shown: <p>c4</p>\n"
	    "1.1 - - shown: <p>c5</p>\n"
	    "1.2 - - shown: <p>c6</p>\n"
	    "post - missing - | -\n"
	    "1 - - shown: <p>c7</p>\n");
}

/* Two threads of these links and titles, a comment in each. */
#define TWO(link_a, title_a, link_b, title_b) \
	DISQUS(THREAD("2", link_a, title_a, "") THREAD("3", link_b, title_b, "") \
	    POST("4", "2", "") POST("5", "3", ""))

static void assert_posts(const char *text, uint32_t want)
{
	struct sources s = sources_read((const char *const[]){ text, NULL });

	assert_int_equal(library_post_count(s.lib), want);
	sources_release(&s);
}

static void threads_of_one_page_are_one_post(void **state)
{
	(void)state;
	assert_posts(
	    TWO("http://moor.example/a/", "A", "https://www.moor.example//a?utm_source=f", "Old"),
	    1);
	assert_posts(TWO("http://MOOR.example/a/", "A", "http://moor.example/a#x", ""), 1);
	assert_posts(TWO("http://moor.example/a", "A", "http://localhost:4000/a/", "A again"), 1);
	assert_posts(TWO("http://127.0.0.1/a", "A again", "http://moor.example/a/", "A"), 1);
	assert_posts(
	    TWO("http://moor.example/a", "A",
	        "http://translate.googleusercontent.com/"
	        "translate_c?hl=tr&amp;u=http://moor.example/a&amp;sl=en",
	        "B"),
	    1);
	assert_posts(
	    TWO("http://moor.example/a", "A", "https://moor-example.translate.goog/a?x=tr", "B"),
	    1);
	assert_posts(
	    TWO("http://moor.example/2014/a", "A", "http://moor.host.example/2014/a", "A"), 1);
}

static void threads_of_two_pages_are_two_posts(void **state)
{
	(void)state;
	assert_posts(TWO("http://moor.example/a", "A", "http://moor.example/b", "A"), 2);
	assert_posts(TWO("http://moor.example/about", "A", "http://fen.example/about", "B"), 2);
	assert_posts(TWO("http://moor.example/", "A", "http://localhost/", "A"), 2);
	assert_posts(TWO("http://moor.example/?p=1", "A", "http://moor.example/?p=2", "B"), 2);
	assert_posts(
	    TWO("http://moor.example/x.php?a=1", "A", "http://moor.example/x.php?a=2", "B"), 2);
	assert_posts(TWO("", "", "", ""), 2);
}

static void threads_of_one_title_and_moment_are_one_post(void **state)
{
#define AT(second) "<createdAt>2014-06-19T07:12:" second "Z</createdAt>"
	(void)state;
	assert_posts(DISQUS(THREAD("2", "http://moor.example/a", "A", AT("00"))
	    THREAD("3", "http://fen.example/b", "A", AT("00")) POST("4", "2", "")
	    POST("5", "3", "")),
	    1);
	assert_posts(DISQUS(THREAD("2", "http://moor.example/a", "A", AT("00"))
	    THREAD("3", "http://fen.example/b", "A", AT("01")) POST("4", "2", "")
	    POST("5", "3", "")),
	    2);
#undef AT
}

static void a_group_has_the_best_of_its_threads(void **state)
{
	(void)state;
	assert_source("disqus",
	    DISQUS(THREAD("2", "http://localhost:4000/a", "Draft of A", "")
	    THREAD("3", "http://moor.example/a/", "A", "") POST("4", "3", "") POST("5", "2", "")),
	    "post - shown A | - at http://moor.example/a/\n"
	    "1 - - shown: <p>c4</p>\n"
	    "2 - - shown: <p>c5</p>\n");
}

#define FEED(link, guid) \
	"<rss version='2.0'><channel><item><title>Real</title><link>" link "</link><guid>" guid \
	"</guid><description>Text</description></item></channel></rss>"
#define JOINED "post - shown Real | Text at https://moor.example/a\n1 - - shown: <p>c4</p>\n"

static void assert_joined(const char *disqus, const char *other)
{
	struct sources after = sources_read((const char *const[]){ other, disqus, NULL });
	struct sources before = sources_read((const char *const[]){ disqus, other, NULL });

	assert_sources(&after, JOINED);
	assert_sources(&before, JOINED);
	sources_release(&after);
	sources_release(&before);
}

static void a_thread_joins_the_post_of_another_source(void **state)
{
	(void)state;
	assert_joined(
	    DISQUS(THREAD("2", "http://www.moor.example/a/", "Thread", "") POST("4", "2", "")),
	    FEED("https://moor.example/a", "tag:x"));
}

static void a_thread_joins_by_the_guid_that_wordpress_gave(void **state)
{
	(void)state;
	assert_joined(DISQUS("<thread dsq:id='2'><id>198 http://moor.example/?p=198</id>"
	    "<link>http://old.example/z</link><title>Thread</title></thread>" POST("4", "2", "")),
	    FEED("https://moor.example/a", "http://moor.example/?p=198"));
	assert_joined(
	    DISQUS("<thread dsq:id='2'><id>198 https://www.moor.example/?p=198</id></thread>"
	    POST("4", "2", "")),
	    FEED("https://moor.example/a", "http://moor.example/?p=198"));
}

static void pages_are_compared_by_host_and_path(void **state)
{
	struct disqus_page page = disqus_page(SPAN_LIT("https://www.moor.example//2014/a//?x#y"));

	(void)state;
	assert_true(span_eq_str(page.host, "moor.example"));
	assert_true(span_eq_str(page.path, "2014/a"));
	assert_false(page.local);
	assert_int_equal(disqus_page(SPAN_LIT("")).path.len, 0);
	assert_int_equal(disqus_page(SPAN_LIT("http://")).host.len, 0);
	assert_true(disqus_page(SPAN_LIT("http://localhost:4000/a")).local);
	assert_true(
	    span_eq_str(disqus_page(SPAN_LIT("http://m.example/?p=1&x=2")).path, "?p=1&x=2"));
	assert_true(
	    span_eq_str(disqus_page_url(SPAN_LIT("http://m.example/?q=1#x")), "http://m.example/"));
}

static void identifiers_may_hold_a_guid(void **state)
{
	(void)state;
	assert_true(span_eq_str(
	    disqus_identifier_url(SPAN_LIT("7 http://m.example/?p=7")), "http://m.example/?p=7"));
	assert_true(span_is_none(disqus_identifier_url(SPAN_LIT("/2014/a"))));
	assert_true(span_is_none(disqus_identifier_url(SPAN_LIT("http://m.example/7"))));
	assert_true(span_is_none(disqus_identifier_url(SPAN_LIT(""))));
}

static void a_cut_export_is_read_as_far_as_it_goes(void **state)
{
	struct sources s = sources_read((const char *const[]){
	    "<disqus xmlns='http://disqus.com' xmlns:dsq='http://disqus.com/disqus-internals'>"
	    THREAD("2", "http://moor.example/a", "A", "") POST("4", "2", "")
	    "<post dsq:id='5'><thread dsq:id='2'/><message>to the e",
	    NULL });

	(void)state;
	assert_sources(&s,
	    "post - shown A | - at http://moor.example/a\n"
	    "1 - - shown: <p>c4</p>\n2 - - shown: to the e\n");
	assert_int_equal(sources_said(&s, DIAG_CODE_TRUNCATED), 1);
	sources_release(&s);
}

static void names_without_their_namespaces_will_do(void **state)
{
	(void)state;
	assert_source("disqus",
	    "<disqus><thread dsq:id='2'><title>A</title></thread>"
	    "<post dsq:id='4'><message>m</message><thread dsq:id='2'/></post></disqus>",
	    "post - shown A | -\n1 - - shown: m\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_thread_is_a_post_without_text),
		cmocka_unit_test(threads_without_comments_are_not_listed),
		cmocka_unit_test(deleted_and_spam_are_flags),
		cmocka_unit_test(a_deleted_thread_is_trash),
		cmocka_unit_test(threads_may_lack_everything),
		cmocka_unit_test(comments_may_come_before_their_thread_or_parent),
		cmocka_unit_test(threads_of_one_page_are_one_post),
		cmocka_unit_test(threads_of_two_pages_are_two_posts),
		cmocka_unit_test(threads_of_one_title_and_moment_are_one_post),
		cmocka_unit_test(a_group_has_the_best_of_its_threads),
		cmocka_unit_test(a_thread_joins_the_post_of_another_source),
		cmocka_unit_test(a_thread_joins_by_the_guid_that_wordpress_gave),
		cmocka_unit_test(pages_are_compared_by_host_and_path),
		cmocka_unit_test(identifiers_may_hold_a_guid),
		cmocka_unit_test(a_cut_export_is_read_as_far_as_it_goes),
		cmocka_unit_test(names_without_their_namespaces_will_do),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
