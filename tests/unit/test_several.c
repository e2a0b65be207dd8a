/* Several sources of one blog are one blog: each post once, each comment once. */
#include "config.h"

#include "sources.h"
#include "unit.h"

static const char wordpress[] =
    "<?xml version=\"1.0\"?>"
    "<rss version=\"2.0\" xmlns:wp=\"http://wordpress.org/export/1.2/\""
    " xmlns:content=\"http://purl.org/rss/1.0/modules/content/\""
    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
    "<channel><title>B</title><link>https://w.example</link>"
    "<wp:wxr_version>1.2</wp:wxr_version><item><title>Post</title>"
    "<link>https://w.example/p/</link><dc:creator>jim</dc:creator>"
    "<guid>https://w.example/?p=7</guid><content:encoded><![CDATA[Body]]></content:encoded>"
    "<wp:post_id>7</wp:post_id><wp:post_date_gmt>2014-06-19 08:00:00</wp:post_date_gmt>"
    "<wp:status>publish</wp:status><wp:post_type>post</wp:post_type><wp:comment>"
    "<wp:comment_id>1</wp:comment_id><wp:comment_author>Ann</wp:comment_author>"
    "<wp:comment_date_gmt>2014-06-19 09:00:00</wp:comment_date_gmt><wp:comment_content>"
    "<![CDATA[Hello & bye]]></wp:comment_content><wp:comment_approved>1</wp:comment_approved>"
    "<wp:comment_parent>0</wp:comment_parent></wp:comment><wp:comment>"
    "<wp:comment_id>2</wp:comment_id><wp:comment_author>Bo</wp:comment_author>"
    "<wp:comment_date_gmt>2014-06-19 09:10:00</wp:comment_date_gmt><wp:comment_content>"
    "<![CDATA[Only here]]></wp:comment_content><wp:comment_approved>1</wp:comment_approved>"
    "<wp:comment_parent>1</wp:comment_parent></wp:comment></item></channel></rss>";

static const char disqus[] =
    "<?xml version=\"1.0\"?>"
    "<disqus xmlns=\"http://disqus.com\" xmlns:dsq=\"http://disqus.com/disqus-internals\">"
    "<thread dsq:id=\"50\"><id>7 https://w.example/?p=7</id><link>https://w.example/p/</link>"
    "<title>Post</title><createdAt>2014-06-19T08:00:00Z</createdAt></thread>"
    "<post dsq:id=\"900\"><id/><message><![CDATA[<p>Hello &amp; bye</p>]]></message>"
    "<createdAt>2014-06-19T09:00:30Z</createdAt><isDeleted>false</isDeleted>"
    "<isSpam>false</isSpam><author><name>Ann</name></author><thread dsq:id=\"50\"/></post>"
    "<post dsq:id=\"901\"><id/><message><![CDATA[<p>Reply in Disqus</p>]]></message>"
    "<createdAt>2014-06-19T10:00:30Z</createdAt><isDeleted>false</isDeleted>"
    "<isSpam>false</isSpam><author><name>Cy</name></author><thread dsq:id=\"50\"/>"
    "<parent dsq:id=\"900\"/></post></disqus>";

static const char feed_of_comments[] =
    "<feed xmlns='http://www.w3.org/2005/Atom' "
    "xmlns:thr='http://purl.org/syndication/thread/1.0'><id>f</id>"
    "<entry><id>c1</id><title>x</title><published>2014-06-19T09:00:00Z</published>"
    "<author><name>Ann</name></author><thr:in-reply-to ref='p1' href='https://a.example/p'/>"
    "<content type='html'>one</content></entry>"
    "<entry><id>c2</id><title>x</title><published>2014-06-19T09:05:00Z</published>"
    "<author><name>Bo</name></author><thr:in-reply-to ref='c1'/>"
    "<content type='html'>two</content></entry></feed>";
static const char feed_of_posts[] =
    "<feed xmlns='http://www.w3.org/2005/Atom'><id>g</id>"
    "<entry><id>p1</id><title>Post</title><published>2014-06-19T08:00:00Z</published>"
    "<link rel='alternate' href='https://a.example/p'/>"
    "<content type='html'>body</content></entry></feed>";
static const char newer_export[] =
    "<feed xmlns='http://www.w3.org/2005/Atom' "
    "xmlns:thr='http://purl.org/syndication/thread/1.0'><id>g</id>"
    "<updated>2015-01-01T00:00:00Z</updated>"
    "<entry><id>p1</id><title>Post, again</title><published>2014-06-19T08:00:00Z</published>"
    "<updated>2014-12-01T00:00:00Z</updated>"
    "<link rel='alternate' href='https://a.example/p'/>"
    "<content type='html'>body</content></entry>"
    "<entry><id>c1</id><title>x</title><published>2014-06-19T09:00:00Z</published>"
    "<author><name>Ann</name></author><thr:in-reply-to ref='p1'/>"
    "<content type='html'>one</content></entry>"
    "<entry><id>c3</id><title>x</title><published>2014-06-20T09:00:00Z</published>"
    "<author><name>Cy</name></author><thr:in-reply-to ref='p1'/>"
    "<content type='html'>three</content></entry></feed>";

static void a_comment_of_two_services_is_one(void **state)
{
	static const char *const orders[][3] = {
		{ wordpress, disqus, NULL }, { disqus, wordpress, NULL } };

	(void)state;
	for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
		struct sources s = sources_read(orders[i]);
		uint32_t count;

		assert_int_equal(library_post_count(s.lib), 1);
		assert_int_equal(library_thread(s.lib, 1, &count)[0].size, 3);
		assert_int_equal(count, 3);
		sources_release(&s);
	}
}

static void feeds_and_exports_are_one_in_any_order(void **state)
{
	const char *const texts[] = { feed_of_posts, feed_of_comments, newer_export };
	static const int orders[][3] = {
		{ 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };

	(void)state;
	for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
		const char *const order[] = { texts[orders[i][0]], texts[orders[i][1]],
			texts[orders[i][2]], NULL };
		struct sources s = sources_read(order);

		assert_sources(&s,
		    "post 2014-06-19T08:00:00+00:00 shown Post, again | body "
		    "at https://a.example/p\n"
		    "1 Ann 2014-06-19T09:00:00+00:00 shown: one\n"
		    "1.1 Bo 2014-06-19T09:05:00+00:00 shown: two\n"
		    "2 Cy 2014-06-20T09:00:00+00:00 shown: three\n");
		sources_release(&s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_comment_of_two_services_is_one),
		cmocka_unit_test(feeds_and_exports_are_one_in_any_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
