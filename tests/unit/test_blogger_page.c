#include "config.h"

#include "moot/base/buf.h"
#include "moot/base/diag.h"
#include "moot/model/model.h"
#include "page_reading.h"
#include "unit.h"

#define URL "https://moor.example/2014/06/sedge.html"

#define HEAD                                                                             \
	"<html><head><title>Moor Notes: Sedge</title>"                                   \
	"<meta content='blogger' name='generator'/>"                                     \
	"<link href='https://moor.example/2014/06/sedge.html' rel='canonical'/>"         \
	"<link rel='alternate' title='Moor Notes - Atom' "                               \
	"href='https://moor.example/feeds/posts/default'/>"                              \
	"<link rel='service.post' title='Moor Notes - Atom' "                            \
	"href='https://www.blogger.com/feeds/77/posts/default'/>"                        \
	"<link rel='alternate' title='Moor Notes - Atom' "                               \
	"href='https://moor.example/feeds/501/comments/default'/></head><body>"

#define POST                                                                             \
	"<div class='date-outer'><h2 class='date-header'><span>Thursday, 19 June 2014"   \
	"</span></h2><div class='post-outer'><div class='post hentry'>"                  \
	"<h3 class='post-title entry-title'>\n Sedge &amp; rush\n</h3>"                  \
	"<div class='post-body entry-content' id='post-body-501'><p>Wet <b>feet</b></p>" \
	"<script>var x = '<p>no</p>';</script><div class='jump-link'><a href='#more'>"   \
	"Read more</a></div></div><div class='post-footer'>"                             \
	"<span class='post-author vcard'>Posted by <span class='fn'>Ann</span></span>"   \
	"<a class='timestamp-link' href='https://moor.example/2014/06/sedge.html'>"      \
	"<abbr class='published' title='2014-06-19T08:12:00+01:00'>08:12</abbr></a>"     \
	"<span class='post-labels'>Labels: <a href='/search/label/bog' rel='tag'>bog</a>," \
	" <a href='/search/label/fen' rel='tag'>fen</a></span></div></div>"

/* A comment of the threaded view; it stays open for its replies. */
#define COMMENT(id, who, ms, stamp, body)                                                \
	"<li class='comment' id='c" id "'><div class='avatar-image-container'>"          \
	"<img src='a.png'/></div><div class='comment-block'><div class='comment-header'>" \
	"<cite class='user'>" who "</cite><span class='icon user '></span>"              \
	"<span class='datetime secondary-text'><a rel='nofollow' "                       \
	"href='https://moor.example/2014/06/sedge.html?showComment=" ms "#c" id "'>"     \
	stamp "</a></span></div><p class='comment-content'>" body "</p>"                 \
	"<span class='comment-actions secondary-text'><a>Reply</a>"                      \
	"<span class='item-control'><a>Delete</a></span></span></div>"

#define THREAD(list)                                                                     \
	"<div class='comments' id='comments'><h4>3 comments:</h4>"                       \
	"<div class='comments-content'><div id='comment-holder'>"                        \
	"<div class='comment-thread toplevel-thread'><ol id='top-ra'>" list "</ol>"      \
	"<div class='loadmore hidden'>Load more...</div></div></div></div></div>"

#define REPLIES(list)                                                                    \
	"<div class='comment-replies'><div class='comment-thread inline-thread'>"        \
	"<span class='thread-toggle'>Replies</span><ol><div>" list "</div>"              \
	"<div class='continue'><a>Reply</a></div></ol></div></div></li>"

#define END "</div></div></body></html>"

static const char threaded[] = HEAD POST THREAD(
    COMMENT("11", "<a href='https://www.blogger.com/profile/9'>Bea</a>", "1403172123004",
        "19 June 2014 at 11:02", "One.<br/><a href='/x'>Two</a>")
    REPLIES(COMMENT("12", "Anonymous", "1403172183004", "19 June 2014 at 11:03", "Three") "</li>")
    "<li class='comment' id='c13'><div class='comment-header'><cite class='user'>Ann</cite>"
    "<span class='icon user blog-author'></span></div><p class='comment-content'>"
    "<span class='deleted-comment'>Removed by the author.</span></p></li>") END;

static void a_post_is_read_with_its_facts(void **state)
{
	struct reading r = read_page(threaded);
	const struct source_row *source = library_source(r.lib, 1);
	const struct post_row *post = library_post(r.lib, 1);

	(void)state;
	assert_int_equal(library_post_count(r.lib), 1);
	assert_ref(&r, source->id, "tag:blogger.com,1999:blog-77");
	assert_ref(&r, source->title, "Moor Notes");
	assert_ref(&r, source->url, "https://moor.example/");
	assert_ref(&r, post->id, "tag:blogger.com,1999:blog-77.post-501");
	assert_ref(&r, post->title, "Sedge & rush");
	assert_ref(&r, post->author, "Ann");
	assert_ref(&r, post->url, URL);
	assert_ref(&r, post->body, "<p>Wet <b>feet</b></p>");
	assert_date(post->published, "2014-06-19T08:12:00+01:00");
	assert_int_equal(post->label_count, 2);
	assert_true(span_eq_str(library_label(r.lib, post->first_label + 1), "fen"));
	assert_int_equal(post->kind, POST_POST);
	assert_int_equal(post->comments_total, 3);
	assert_int_equal(r.diags.len, 0);
	reading_release(&r);
}

static void threaded_comments_keep_their_nesting(void **state)
{
	struct reading r = read_page(threaded);
	const struct comment_row *first = library_comment(r.lib, 1);
	const struct comment_row *reply = library_comment(r.lib, 2);
	const struct comment_row *removed = library_comment(r.lib, 3);

	(void)state;
	assert_thread(&r, "1 1.1 2");
	assert_ref(&r, first->id, "tag:blogger.com,1999:blog-77.post-11");
	assert_ref(&r, first->author, "Bea");
	assert_ref(&r, first->author_url, "https://www.blogger.com/profile/9");
	assert_ref(&r, first->url, URL "?showComment=1403172123004#c11");
	assert_ref(&r, first->body, "One.<br><a href=\"/x\">Two</a>");
	assert_date(first->published, "2014-06-19T11:02:03+01:00");
	assert_int_equal(reply->parent, 1);
	assert_ref(&r, reply->author, "Anonymous");
	assert_ref(&r, reply->author_url, "(none)");
	assert_ref(&r, reply->body, "Three");
	assert_int_equal(removed->state, COMMENT_DELETED);
	assert_true(removed->by_post_author && !first->by_post_author);
	reading_release(&r);
}

static void replies_nest_as_deep_as_they_are(void **state)
{
	struct reading r = read_page(HEAD POST THREAD(COMMENT("1", "A", "1", "", "a")
	    REPLIES(COMMENT("2", "B", "2", "", "b")
	        REPLIES(COMMENT("3", "C", "3", "", "c") "</li>"))) END);

	(void)state;
	assert_thread(&r, "1 1.1 1.1.1");
	reading_release(&r);
}

static const char flat[] = HEAD POST
    "<div id='comments'><h4>4\ncomentarios:</h4><dl id='comments-block'>"
    "<dt class='comment-author' id='comment-21'><a name='comment-21'></a>"
    "\nAn&#243;nimo\ndijo...\n</dt>"
    "<dd class='comment-body'><p>Uno</p></dd><dd class='comment-footer'>"
    "<span class='comment-timestamp'><a href='#comment-21'>28/01/08 21:53</a></span></dd>"
    "<dt class='comment-author blog-author' id='c22'><a name='c22'></a>"
    "<a href='http://p.example/ann'><img src='i'/></a> <a href='http://p.example/ann'>Ann</a> "
    "dijo...</dt>"
    "<dd class='comment-body'><span class='deleted-comment'>Borrado</span></dd>"
    "<dd class='comment-footer'><span class='comment-timestamp'>"
    "<a href='https://moor.example/p.html?showComment=1201953600000#c22'>02/02/08 13:00</a>"
    "</span></dd>"
    "<dt class='comment-author' id='c23'>Bea said...</dt><dd class='blog-author-comment'><p>"
    "Tres</p></dd>"
    "<dd class='comment-footer'><span class='comment-timestamp'>01/03/08 9:05 PM</span></dd>"
    "<dt class='comment-author' id='c24'>Cyn</dt><dd><p>Cuatro</p></dd></dl></div>" END;

static void flat_comments_are_read_in_order(void **state)
{
	struct reading r = read_page(flat);

	(void)state;
	assert_thread(&r, "1 4 2 3"); /* a removed one keeps its place, but not its number */
	assert_ref(&r, library_comment(r.lib, 1)->id, "tag:blogger.com,1999:blog-77.post-21");
	assert_ref(&r, library_comment(r.lib, 1)->author, "An\xC3\xB3nimo");
	assert_ref(&r, library_comment(r.lib, 1)->url, URL "#comment-21");
	assert_ref(&r, library_comment(r.lib, 1)->body, "<p>Uno</p>");
	assert_ref(&r, library_comment(r.lib, 2)->author, "Ann");
	assert_ref(&r, library_comment(r.lib, 2)->author_url, "http://p.example/ann");
	assert_int_equal(library_comment(r.lib, 2)->state, COMMENT_DELETED);
	assert_true(library_comment(r.lib, 2)->by_post_author);
	assert_ref(&r, library_comment(r.lib, 3)->author, "Bea");
	assert_true(library_comment(r.lib, 3)->by_post_author);
	assert_ref(&r, library_comment(r.lib, 4)->author, "Cyn");
	assert_ref(&r, library_comment(r.lib, 4)->body, "<p>Cuatro</p>");
	assert_int_equal(library_post(r.lib, 1)->comments_total, 4);
	reading_release(&r);
}

static void stamps_are_read_day_first_where_the_page_prints_it_so(void **state)
{
	struct reading r = read_page(flat);

	(void)state;
	assert_date(library_comment(r.lib, 1)->published, "2008-01-28T21:53:00");
	assert_date(library_comment(r.lib, 2)->published, "2008-02-02T13:00:00+01:00");
	assert_date(library_comment(r.lib, 3)->published, "2008-03-01T21:05:00");
	assert_date(library_comment(r.lib, 4)->published, "");
	reading_release(&r);
}

/* 2003 to 2006: "At DATE, NAME said...". */
static void the_oldest_templates_are_read(void **state)
{
	struct reading r = read_page("<html><head><meta name=\"generator\" content=\"Blogger\">"
	    "</head><body>"
	    "<h2 class=\"date-header\">Thursday, June 19, 2003</h2><div class=\"post\"><a "
	    "name=\"9501\"></a>"
	    "<h3 class=\"post-title\">Heath</h3><div class=\"post-body\"><div>Dry.</div></div>"
	    "<p class=\"post-footer\"><em>posted by Ann</em></p></div><a name=\"comments\"></a>"
	    "<h4>2 Comments:</h4>"
	    "<dl id=\"comments-block\"><dt class=\"comment-data\" id=\"c31\"><a name=\"c31\"></a>"
	    "At "
	    "<a href=\"#c31\" title=\"comment permalink\">19 June, 2003 10:40</a>, <a "
	    "href=\"http://b.example/\">Bea"
	    "</a> said...</dt><dd class=\"comment-body\"><p>Yes</p></dd><dt "
	    "class=\"comment-data\" id=\"c32\">"
	    "<span class=\"anon-comment-author\">Anonymous</span> said...</dt>"
	    "<dd class=\"comment-body\"><p>No</p></dd></dl></body></html>");

	(void)state;
	assert_ref(&r, library_post(r.lib, 1)->id, "9501");
	assert_ref(&r, library_post(r.lib, 1)->title, "Heath");
	assert_date(library_post(r.lib, 1)->published, "2003-06-19");
	assert_thread(&r, "1 2");
	assert_ref(&r, library_comment(r.lib, 1)->author, "Bea");
	assert_date(library_comment(r.lib, 1)->published, "2003-06-19T10:40:00");
	assert_ref(&r, library_comment(r.lib, 2)->author, "Anonymous");
	assert_ref(&r, library_comment(r.lib, 2)->body, "<p>No</p>");
	reading_release(&r);
}

static void blocks_of_themes_are_comments(void **state)
{
	struct reading r = read_page(HEAD POST "<section id='comments'><h3>Comments</h3>"
	    "<div class='item' id='c41'><div id='comment-41'><span class='author'><a "
	    "href='http://b.example/'>"
	    "Bea</a></span><div class='comment-text'>One</div></div><div class='comment-replies'>"
	    "<div class='item' id='c42'><div class='comment-text'>Two</div><cite>Cyn</cite></div>"
	    "</div></div>"
	    "</section><div id='c43'>a column</div>" END);

	(void)state;
	assert_thread(&r, "1 1.1");
	assert_ref(&r, library_comment(r.lib, 1)->author, "Bea");
	assert_ref(&r, library_comment(r.lib, 1)->body, "One");
	reading_release(&r);
}

static void the_page_of_a_post_has_only_that_post(void **state)
{
	struct reading r = read_page(HEAD "<div class='post'><h3 class='post-title'>A card</h3>"
	    "<div class='post-snippet'>Other</div></div><div class='post'><h3 class='post-title'>"
	    "Own</h3>"
	    "<div class='post-body' id='post-body-501'>Body</div><div id='comments'></div></div>"
	    "</body></html>");

	(void)state;
	assert_int_equal(library_post_count(r.lib), 1);
	assert_ref(&r, library_post(r.lib, 1)->title, "Own");
	assert_ref(&r, library_post(r.lib, 1)->body, "Body");
	reading_release(&r);
}

static void static_pages_are_pages(void **state)
{
	struct reading r = read_page("<html><meta name=generator content=blogger><script>"
	    "_WidgetManager._SetDataContext([{'name': 'blog', 'data': {'blogId': '77', 'title': "
	    "'Moor \\x26 \\u0022Fen\\x22', 'pageType': 'static_page', 'postId': '502'}}]);</script>"
	    "<div class='post'><h3 class='post-title'>About</h3><div class='post-body'>Me</div>"
	    "</div></html>");

	(void)state;
	assert_int_equal(library_post(r.lib, 1)->kind, POST_PAGE);
	assert_ref(&r, library_post(r.lib, 1)->id, "tag:blogger.com,1999:blog-77.post-502");
	assert_ref(&r, library_source(r.lib, 1)->title, "Moor & \"Fen\"");
	reading_release(&r);
}

static void a_text_that_is_kept_in_a_script_is_read(void **state)
{
	struct reading r = read_page(HEAD "<div class='post'><h2 class='title'>T</h2><div "
	    "class='post-body'>"
	    "<script type='text/template'><p>Hidden</p></script><noscript><p>Shown</p></noscript>"
	    "</div></div>");

	(void)state;
	assert_ref(&r, library_post(r.lib, 1)->title, "T");
	assert_ref(&r, library_post(r.lib, 1)->body, "<p>Shown</p>");
	reading_release(&r);
}

static void links_of_mirrors_are_made_absolute(void **state)
{
	struct reading r = read_page("<html><head><meta content='blogger' name='generator'/>"
	    "<link href='sedge.html' rel='canonical'/><meta "
	    "content='http://m.example/2014/06/sedge.html' "
	    "property='og:url'/><link href='../../feeds/501/comments/default'/></head><body>" POST
	    THREAD("<li class='comment' id='c1'><cite>A</cite><span class='datetime'>"
	           "<a href='sedge.html%3FshowComment=1403172123004.html#c1'>x</a></span>"
	           "<p class='comment-content'>a</p></li>") END);

	(void)state;
	assert_ref(&r, library_post(r.lib, 1)->url, "http://m.example/2014/06/sedge.html");
	assert_ref(&r, library_post(r.lib, 1)->id, "501"); /* no word of the blog's number */
	assert_date(library_comment(r.lib, 1)->published, "2014-06-19T10:02:03+00:00");
	reading_release(&r);
}

/* ---- comments in the script ---- */

#define SCRIPT_PAGE(items)                                                               \
	HEAD POST "<div id='comments'><div id='comment-holder'></div></div><script>"     \
	"(function() { var items = " items "; var msgs = {'loadMore': 'x'};</script>" END

static void comments_in_the_script_are_read(void **state)
{
	struct reading r = read_page(SCRIPT_PAGE(
	    "[{'id': '51', 'body': 'It\\x27s \\u003cb\\u003eso"
	    "\\x3c/b\\x3e', 'timestamp': '1403172123004', 'permalink': '?x#c51', "
	    "'author': {'name': 'Bea', 'profileUrl': 'https://b.example/'}, 'displayTime': "
	    "'19 June 2014 at 11:02'}, {\"parentId\": \"51\", id: \"52\", "
	    "\"author\": {name: \"\\ud83d\\ude00\", \"id\": \"9\"}, "
	    "\"tags\": [{\"id\": 1}], \"body\": \"<span class='deleted-comment'>x</span>\"}]"));
	const struct comment_row *first = library_comment(r.lib, 1);

	(void)state;
	assert_thread(&r, "1 1.1");
	assert_ref(&r, first->id, "tag:blogger.com,1999:blog-77.post-51");
	assert_ref(&r, first->author, "Bea");
	assert_ref(&r, first->author_url, "https://b.example/");
	assert_ref(&r, first->url, URL "?x#c51");
	assert_ref(&r, first->body, "It's <b>so</b>");
	assert_date(first->published, "2014-06-19T11:02:03+01:00");
	assert_ref(&r, library_comment(r.lib, 2)->id, "tag:blogger.com,1999:blog-77.post-52");
	assert_ref(&r, library_comment(r.lib, 2)->author, "\xF0\x9F\x98\x80");
	assert_int_equal(library_comment(r.lib, 2)->state, COMMENT_DELETED);
	reading_release(&r);
}

static void a_broken_script_gives_no_comments(void **state)
{
	static const char *const pages[] = {
		SCRIPT_PAGE("null"), SCRIPT_PAGE("[]"), SCRIPT_PAGE("["), SCRIPT_PAGE("[{"),
		SCRIPT_PAGE("[{'id"), SCRIPT_PAGE("[{'id': '5"), SCRIPT_PAGE("[{'id': '\\"),
		SCRIPT_PAGE("]]}}"), SCRIPT_PAGE("[{'id': null}, {}, [[[{'id': '1'}]]]]"),
	};

	(void)state;
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		struct reading r = read_page(pages[i]);

		assert_int_equal(library_post_count(r.lib), 1);
		reading_release(&r);
	}
}

/* ---- what is not there ---- */

static void assert_said(const char *rest, enum diag_code code, size_t times)
{
	struct buf html = BUF_INIT;

	buf_add_str(&html, HEAD POST);
	buf_add_str(&html, rest);
	buf_add_str(&html, END);
	struct reading r = read_bytes(buf_span(&html));
	assert_int_equal(said(&r, code), times);
	reading_release(&r);
	buf_release(&html);
}

static void what_the_page_lacks_is_said(void **state)
{
	(void)state;
	assert_said("<div class='loadmore'>More</div>", DIAG_CODE_INCOMPLETE, 1);
	assert_said("<div class='loadmore hidden'>More</div>", DIAG_CODE_INCOMPLETE, 0);
	assert_said("<div id='comments'><h4>0 comments:</h4></div>", DIAG_CODE_INCOMPLETE, 0);
	assert_said("<div id='comments'><h4>1 comment:</h4></div>", DIAG_CODE_INCOMPLETE, 1);
	assert_said("<div id='comments'><h3>Replies to \"9 lives\"</h3>"
	    "</div>", DIAG_CODE_INCOMPLETE, 0);
	assert_said("<span class='paging-control-container'>1 \xE2\x80\x93 200 of 345 Newer</span>",
	    DIAG_CODE_INCOMPLETE, 1);
	assert_said("<span class='cmt_iframe_holder'></span>", DIAG_CODE_NO_COMMENTS, 1);
	assert_said("<script src='//www.blogblog.com/dynamicviews/1/js'>"
	    "</script>", DIAG_CODE_INCOMPLETE, 1);
	assert_said("<dl id='comments-block'><dt id='c1' class='comment-author'>A</dt></dl>",
	    DIAG_CODE_INCOMPLETE, 1);
	assert_said("<dl id='comments-block'><dt id='c1' class='comment-author'>A</dt><dd>x</dd>"
	    "<dd><span class='comment-timestamp'>6:27 PM</span></dd></dl>", DIAG_CODE_BAD_DATE, 1);
}

static void a_page_cut_anywhere_is_read_as_far_as_it_goes(void **state)
{
	(void)state;
	for (size_t len = 0; len < sizeof threaded; len += 11) {
		struct reading r = read_bytes(span_of(threaded, len));

		assert_true(library_post_count(r.lib) <= 1 && library_comment_count(r.lib) <= 3);
		assert_true(len < 6 || said(&r, DIAG_CODE_TRUNCATED) > 0);
		reading_release(&r);
	}
}

/* Would take hours if each comment cost as much as the page. */
static void a_large_page_is_read_in_one_go(void **state)
{
	struct buf html = BUF_INIT;
	size_t count = 20000;

	(void)state;
	buf_add_str(&html, HEAD POST "<div id='comments'><ol>");
	for (size_t i = 0; i < count; i++)
		buf_addf(&html, "<li class='comment' id='c%zu'><cite>A<p class='comment-content'>"
		    "b", i + 1);
	struct reading r = read_bytes(buf_span(&html));
	assert_int_equal(library_comment_count(r.lib), count);
	reading_release(&r);
	buf_release(&html);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_post_is_read_with_its_facts),
		cmocka_unit_test(threaded_comments_keep_their_nesting),
		cmocka_unit_test(replies_nest_as_deep_as_they_are),
		cmocka_unit_test(flat_comments_are_read_in_order),
		cmocka_unit_test(stamps_are_read_day_first_where_the_page_prints_it_so),
		cmocka_unit_test(the_oldest_templates_are_read),
		cmocka_unit_test(blocks_of_themes_are_comments),
		cmocka_unit_test(the_page_of_a_post_has_only_that_post),
		cmocka_unit_test(static_pages_are_pages),
		cmocka_unit_test(a_text_that_is_kept_in_a_script_is_read),
		cmocka_unit_test(links_of_mirrors_are_made_absolute),
		cmocka_unit_test(comments_in_the_script_are_read),
		cmocka_unit_test(a_broken_script_gives_no_comments),
		cmocka_unit_test(what_the_page_lacks_is_said),
		cmocka_unit_test(a_page_cut_anywhere_is_read_as_far_as_it_goes),
		cmocka_unit_test(a_large_page_is_read_in_one_go),
	};

	return cmocka_run_group_tests_name("blogger-page", tests, NULL, NULL);
}
