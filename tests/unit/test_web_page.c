#include "config.h"

#include <stdlib.h>

#include "moot/base/buf.h"
#include "moot/base/diag.h"
#include "moot/base/xalloc.h"
#include "moot/ingest/ingest.h"
#include "moot/model/model.h"
#include "page_reading.h"
#include "unit.h"

#define URL "https://fen.example/2014/06/sedge/"

#define HEAD                                                                             \
	"<!DOCTYPE html><html><head><title>Sedge | Fen Notes</title>"                    \
	"<link rel='canonical' href='https://fen.example/2014/06/sedge/'>"               \
	"<meta property='og:site_name' content='Fen Notes'></head><body>"
#define POST                                                                             \
	"<nav><a href='/'>Home</a></nav><article class='hentry'>"                        \
	"<h1 class='entry-title'>Sedge &amp; rush</h1>"                                  \
	"<span class='author vcard'><a class='fn' href='/ann'>Ann</a></span>"            \
	"<time class='entry-date' datetime='2014-06-19T08:12:00+01:00'>19 June</time>"   \
	"<div class='entry-content'><p>Wet <b>feet</b></p><script>no()</script>"         \
	"<div class='sharedaddy'>Share this</div></div>"                                 \
	"<a rel='category tag' href='/c/bog'>bog</a></article>"
#define END "</body></html>"

/* What a WordPress theme prints of a comment; the list item stays open. */
#define WP(id, classes, who, when, body)                                                 \
	"<li class='comment " classes "' id='comment-" id "'>"                           \
	"<article id='div-comment-" id "' class='comment-body'>"                         \
	"<footer class='comment-meta'><div class='comment-author vcard'>"                \
	"<img class='avatar' alt='' src='a.png'><b class='fn'>"                          \
	"<a class='url' href='https://" who ".example/'>" who "</a></b> "                \
	"<span class='says'>says:</span></div><div class='comment-metadata'>"            \
	"<a href='" URL "#comment-" id "'><time datetime='" when "'>then</time></a>"     \
	"</div></footer><div class='comment-content'>" body "</div>"                     \
	"<div class='reply'><a class='comment-reply-link' href='?replytocom=" id         \
	"#respond'>Reply</a></div></article>"
#define THEN "2014-06-19T11:02:03+01:00"
#define LIST(items)                                                                      \
	"<div id='comments' class='comments-area'><h2 class='comments-title'>3 replies</h2>" \
	"<ol class='comment-list'>" items "</ol><div id='respond'><form>Leave a reply"   \
	"<textarea></textarea></form></div></div>"

static struct reading read_web(const char *html)
{
	return read_page_as("page", span_str(html));
}

static void assert_body(const struct reading *r, comment_id id, const char *want)
{
	assert_ref(r, library_comment(r->lib, id)->body, want);
}

static void assert_author(const struct reading *r, comment_id id, const char *want)
{
	assert_ref(r, library_comment(r->lib, id)->author, want);
}

/* The thread of a page with these comments. */
static void assert_page_thread(const char *html, const char *want)
{
	struct reading r = read_web(html);

	assert_thread(&r, want);
	reading_release(&r);
}

static void a_wordpress_page_is_read_whole(void **state)
{
	struct reading r = read_web(HEAD POST LIST(
	    WP("7", "depth-1 parent", "Bea", THEN, "<p>One</p>")
	    "<ol class='children'>" WP("9", "depth-2 bypostauthor", "Ann", THEN, "<p>Two</p>")
	    "</li></ol></li>" WP("8", "depth-1", "Cyn", THEN, "<p>Three</p>") "</li>") END);
	const struct post_row *post = library_post(r.lib, 1);
	const struct comment_row *first = library_comment(r.lib, 1);

	(void)state;
	assert_thread(&r, "1 1.1 2");
	assert_int_equal(library_post_count(r.lib), 1);
	assert_ref(&r, post->title, "Sedge & rush");
	assert_ref(&r, post->author, "Ann");
	assert_ref(&r, post->url, URL);
	assert_ref(&r, post->body, "<p>Wet <b>feet</b></p>");
	assert_date(post->published, "2014-06-19T08:12:00+01:00");
	assert_int_equal(post->label_count, 1);
	assert_int_equal(post->comments_total, 3);
	assert_ref(&r, library_source(r.lib, 1)->title, "Fen Notes");
	assert_ref(&r, first->id, "7");
	assert_ref(&r, first->author, "Bea");
	assert_ref(&r, first->author_url, "https://Bea.example/");
	assert_ref(&r, first->url, URL "#comment-7");
	assert_date(first->published, THEN);
	assert_body(&r, 1, "<p>One</p>");
	assert_true(library_comment(r.lib, 2)->by_post_author && !first->by_post_author);
	assert_int_equal(r.diags.len, 0);
	reading_release(&r);
}

/* R3: li#li-comment-5 > article#comment-5 and dt + dd are one comment each. */
static void two_elements_of_one_comment_are_one(void **state)
{
	(void)state;
	assert_page_thread(HEAD LIST("<li class='comment' id='li-comment-5'>"
	    "<article class='comment' id='comment-5'><cite>A</cite><p>x</p></article></li>"
	    "<li class='comment' id='li-comment-6'><article class='comment' id='comment-6'>"
	    "<cite>B</cite><p>y</p></article></li>") END, "1 2");
	assert_page_thread(HEAD "<dl id='comments'>"
	    "<dt id='comment-5' class='comment'><cite>A</cite></dt><dd class='comment'>x"
	    "<time>1</time></dd><dt id='comment-6' class='comment'><cite>B</cite></dt>"
	    "<dd class='comment'>y</dd></dl>" END, "1 2");
	assert_page_thread(HEAD "<div class='comment' id='comment-5'><cite>A</cite>"
	    "<div id='div-comment-5' class='comment-body'><cite>A</cite>x</div></div>"
	    "<div class='comment' id='comment-6'><cite>B</cite></div>" END, "1 2");
}

static void a_reply_in_the_list_item_of_its_parent_is_kept(void **state)
{
	(void)state;
	assert_page_thread(HEAD LIST("<li><div class='comment' id='comment-1'><cite>A</cite></div>"
	    "<div class='comment' id='comment-2'><cite>B</cite></div></li>") END, "1 1.1");
}

/* R4 */
static void forms_headings_and_wrappers_are_no_comments(void **state)
{
	(void)state;
	assert_page_thread(HEAD "<div class='comment'><h3>Comments</h3>"
	    "<div class='comment'><cite>A</cite>x</div><div class='comment'><cite>B</cite>y</div>"
	    "</div><div class='comment'><form>Write</form></div>" END, "1 2");
}

static void one_lone_unit_has_to_be_sure(void **state)
{
	(void)state;
	assert_page_thread(HEAD POST "<div class='comment'><span class='author'>3</span></div>"
	    "" END, "");
	assert_page_thread(HEAD POST "<div id='comments'><div class='comment'>"
	    "<span class='author'>A</span></div></div>" END, "1");
	assert_page_thread(HEAD POST "<div id='comment-4'><cite>A</cite></div>" END, "1");
	assert_page_thread(HEAD POST "<div class='comment depth-1'><cite>A</cite></div>" END, "1");
}

/* R5 */
static void replies_beside_their_comment_belong_to_it(void **state)
{
	(void)state;
	assert_page_thread(HEAD "<div class='comment'><cite>A</cite></div>"
	    "<ul class='children'><div class='comment'><cite>B</cite></div>"
	    "<ul class='children'><div class='comment'><cite>C</cite></div></ul>"
	    "<div class='comment'><cite>D</cite></div></ul>"
	    "<div class='comment'><cite>E</cite></div>" END, "1 1.1 1.1.1 1.2 2");
}

static void indented_blocks_hold_replies(void **state)
{
	(void)state;
	assert_page_thread(HEAD "<div class='comment'><span class='submitted'>A</span>"
	    "<span class='username'>A</span></div><div class='indented'><div class='comment'>"
	    "<span class='username'>B</span></div></div><div class='comment'>"
	    "<span class='username'>C</span></div>" END, "1 1.1 2");
}

/* R6 */
static void depth_classes_win_over_a_flat_list(void **state)
{
	(void)state;
	assert_page_thread(HEAD "<table><tr class='comment depth-1'><td class='author'>A</td></tr>"
	    "<tr class='comment depth-2'><td class='author'>B</td></tr>"
	    "<tr class='comment depth-3'><td class='author'>C</td></tr>"
	    "<tr class='comment depth-2'><td class='author'>D</td></tr>"
	    "<tr class='comment depth-1'><td class='author'>E</td></tr></table>" END,
	    "1 1.1 1.1.1 1.2 2");
}

static void depth_attributes_and_margins_are_read(void **state)
{
	(void)state;
	assert_page_thread(HEAD "<div class='comment' data-depth='0'><cite>A</cite></div>"
	    "<div class='comment' data-depth='1'><cite>B</cite></div>"
	    "<div class='comment' data-depth='0'><cite>C</cite></div>" END, "1 1.1 2");
	assert_page_thread(HEAD "<div class='comment' style='margin-left: 0'><cite>A</cite></div>"
	    "<div class='comment' style='color:red;margin-left: 25px'><cite>B</cite></div>"
	    "<div class='comment' style='margin-left:50px'><cite>C</cite></div>" END, "1 1.1 "
	    "1.1.1");
}

/* R7 */
static void reply_links_name_the_parent(void **state)
{
	(void)state;
	assert_page_thread(HEAD
	    "<div class='comment' id='comment-1'><div class='comment-header'><cite>A</cite></div>"
	    "<div class='comment-content'>x</div></div>"
	    "<div class='comment' id='comment-2'><div class='comment-header'><cite>B</cite> "
	    "replied to "
	    "<a href='#comment-1'>comment from A</a></div><div class='comment-content'>y</div>"
	    "</div>"
	    "<div class='comment' id='comment-3'><cite>C</cite><div class='comment-content'>"
	    "In reply to <a href='#comment-1'>this</a></div></div>" END, "1 1.1 2");
	assert_page_thread(HEAD "<div class='comment' id='comment-1'><cite>A</cite></div>"
	    "<div class='comment' id='comment-2' data-parent-id='1'><cite>B</cite></div>"
	    END, "1 1.1");
}

static void a_reply_may_stand_above_what_it_replies_to(void **state)
{
	(void)state;
	assert_page_thread(HEAD "<div class='comment' id='comment-2' data-parent-id='1'><cite>"
	    "B</cite>"
	    "</div><div class='comment' id='comment-1'><cite>A</cite></div>" END, "1 1.1");
}

static void replies_to_each_other_are_cut(void **state)
{
	struct reading r = read_web(HEAD
	    "<div class='comment' id='comment-1' data-parent-id='2'><cite>A</cite></div>"
	    "<div class='comment' id='comment-2' data-parent-id='1'><cite>B</cite></div>"
	    "<div class='comment' id='comment-3' data-parent-id='3'><cite>C</cite></div>" END);

	(void)state;
	assert_int_equal(said(&r, DIAG_CODE_PARENT_CYCLE), 1);
	assert_thread(&r, "1 1.1 2");
	reading_release(&r);
}

static void pingbacks_and_held_comments_are_told(void **state)
{
	struct reading r = read_web(HEAD LIST(
	    "<li class='pingback depth-1' id='comment-1'><div class='comment-body'>Pingback: "
	    "<a href='https://b.example/'>Bog</a></div></li>"
	    "<li class='comment depth-1' id='comment-2'><cite>A</cite>"
	    "<em class='comment-awaiting-moderation'>Held.</em><div class='comment-content'>x</div>"
	    "</li>") END);

	(void)state;
	assert_int_equal(library_comment(r.lib, 1)->kind, COMMENT_PINGBACK);
	assert_author(&r, 1, "Bog");
	assert_int_equal(library_comment(r.lib, 2)->state, COMMENT_HELD);
	assert_int_equal(library_comment(r.lib, 2)->kind, COMMENT_COMMENT);
	reading_release(&r);
}

static void microdata_and_microformats_are_read(void **state)
{
	struct reading r = read_web(HEAD
	    "<p itemscope itemprop='comment' itemtype='https://schema.org/Comment'>"
	    "<span itemprop='author'><i itemprop='name'>A</i></span>"
	    "<meta itemprop='datePublished' content='2014-06-19'><span itemprop='text'>x</span></p>"
	    "<div class='u-comment h-cite'><a class='p-author h-card' "
	    "href='https://b.example/'>B</a>"
	    "<time class='dt-published' datetime='" THEN "'></time><p class='p-content'>y</p>"
	    "<div class='u-comment h-cite'><a class='u-author'>C</a><p class='e-content'>z</p>"
	    "</div>"
	    "</div>" END);

	(void)state;
	assert_thread(&r, "1 2 2.1");
	assert_author(&r, 1, "A");
	assert_date(library_comment(r.lib, 1)->published, "2014-06-19");
	assert_body(&r, 1, "x");
	assert_author(&r, 2, "B");
	assert_body(&r, 3, "z");
	reading_release(&r);
}

static void a_wayback_page_has_its_own_addresses(void **state)
{
	struct reading r = read_web("<html><head><link rel='canonical' "
	    "href='https://web.archive.org/web/20160330101229/http://fen.example/a/'></head><body>"
	    "<div id='wm-ipp'>INTERNET ARCHIVE</div><div class='entry-content'><p>Long enough "
	    "<a href='/web/20160330101229/http://bog.example/'>b</a></p></div>"
	    "<div id='comment-3'><cite>A</cite><a href='/web/2016/http://fen.example/a/#comment-3'>"
	    "Juli 30, 2013 um 2:33 pm</a><div class='comment-content'>x</div></div></body></html>");

	(void)state;
	assert_ref(&r, library_post(r.lib, 1)->url, "http://fen.example/a/");
	assert_ref(&r, library_post(r.lib, 1)->body,
	    "<p>Long enough <a href=\"http://bog.example/\">b</a></p>");
	assert_ref(&r, library_comment(r.lib, 1)->url, "http://fen.example/a/#comment-3");
	assert_date(library_comment(r.lib, 1)->published, "2013-07-30T14:33:00");
	reading_release(&r);
}

static void a_header_is_cut_from_a_text_that_no_class_names(void **state)
{
	struct reading r = read_web(HEAD "<ol class='commentlist'><li class='alt' id='comment-12'>"
	    "<cite><a href='https://a.example/' rel='nofollow'>Ann</a></cite> Says: <br>"
	    "<small class='commentmetadata'><a href='#comment-12'>January 1st, 2008 at 3:04 pm</a>"
	    "</small><p>Note: x</p></li></ol>" END);

	(void)state;
	assert_author(&r, 1, "Ann");
	assert_body(&r, 1, "<br><p>Note: x</p>");
	assert_date(library_comment(r.lib, 1)->published, "2008-01-01T15:04:00");
	reading_release(&r);
}

/* ---- engines ---- */

#define HN(id, indent, who, text)                                                        \
	"<tr class='athing comtr' id='" id "'><td><table><tr>" indent                    \
	"<td><a class='hnuser' href='user?id=" who "'>" who "</a> <span class='age' "    \
	"title='2021-07-31T19:25:21 1627759521'><a href='item?id=" id "'>1 hour ago</a></span>" \
	"<div class='comment'>" text "<div class='reply'><p>reply</div></div></td></tr></table>" \
	"</td></tr>"

static void hacker_news_is_indented_by_attribute_or_picture(void **state)
{
	struct reading r = read_web("<table class='fatitem'><tr class='athing' id='1'><td>"
	    "<span class='titleline'><a href='https://a.example/'>Moths</a></span></td></tr>"
	    "<tr><td>"
	    "<a class='hnuser'>op</a></td></tr></table><table class='comment-tree'>"
	    HN("11", "<td class='ind' indent='0'></td>", "ann", "<span class='commtext c00'>"
	    "x</span>")
	    HN("12", "<td class='ind'><img width='40' src='s.gif'></td>", "bea",
	        "<span class='commtext c00'>y<p>z</span>")
	    HN("13", "<td class='ind' indent='2'></td>", "cyn", "[flagged]")
	    HN("14", "<td class='ind'><img width='0' src='s.gif'></td>", "dan",
	        "<span class='commtext c5a'>w</span>") "</table>");

	(void)state;
	assert_thread(&r, "1 1.1 1.1.1 2");
	assert_ref(&r, library_post(r.lib, 1)->title, "Moths");
	assert_ref(&r, library_post(r.lib, 1)->author, "op");
	assert_author(&r, 2, "bea");
	assert_date(library_comment(r.lib, 2)->published, "2021-07-31T19:25:21+00:00");
	assert_int_equal(library_comment(r.lib, 3)->state, COMMENT_DELETED);
	assert_body(&r, 4, "w");
	reading_release(&r);
}

#define THING(id, author, text)                                                          \
	"<div class='thing comment' id='thing_t1_" id "' data-fullname='t1_" id "'>"     \
	"<div class='entry'><p class='tagline'>" author                                  \
	"<time datetime='2025-01-15T10:30:00Z'>then</time></p>"                          \
	"<div class='usertext-body'><div class='md'>" text "</div></div>"                \
	"<ul class='flat-list'><li>reply</li></ul></div><div class='child'>"

static void old_reddit_nests_and_says_what_is_left_out(void **state)
{
	struct reading r = read_web("<div class='thing link' data-author='op'><a "
	    "class='title'>T</a>"
	    "<div class='usertext-body'><p>Post</p></div></div><div class='sitetable "
	    "nestedlisting'>"
	    THING("a1", "<a class='author submitter'>ann</a>", "<p>x</p>")
	    "<div class='sitetable'>" THING("b2", "<em>[deleted]</em>", "<p>[deleted]</p>")
	    "</div></div><div class='thing morechildren'>2 more</div></div></div></div></div>");

	(void)state;
	assert_int_equal(library_comment_count(r.lib), 2);
	assert_int_equal(library_comment(r.lib, 2)->parent, 1);
	assert_ref(&r, library_comment(r.lib, 1)->id, "a1");
	assert_author(&r, 1, "ann");
	assert_true(library_comment(r.lib, 1)->by_post_author);
	assert_int_equal(library_comment(r.lib, 2)->state, COMMENT_DELETED);
	assert_int_equal(said(&r, DIAG_CODE_INCOMPLETE), 1);
	reading_release(&r);
}

#define LOB(id, who, text)                                                               \
	"<li class='comments_subtree'><input type='checkbox'><div class='comment' id='c_" id \
	"' data-shortid='" id "'><div class='byline'><a href='/~" who "'><img class='avatar'></a>" \
	"<a class='u-author' href='/~" who "'>" who "</a> <time datetime='2024-05-01 10:00:00'>t"  \
	"</time></div><div class='comment_text'>" text "</div></div><ol class='comments'>"

static void lobsters_nests_in_list_items(void **state)
{
	struct reading r = read_web("<ol class='comments comments1'><li class='comments_subtree'>"
	    "<form>Write</form></li><li class='comments_subtree' id='comments-x'><ol "
	    "class='comments'>"
	    LOB("abcdef", "ann", "<p>x</p>") LOB("ghi1jk", "bea", "<p>y</p>") "</ol></li></ol></li>"
	    LOB("lmnopq", "cyn", "<p>z</p>") "</ol></li></ol></li></ol>");

	(void)state;
	assert_thread(&r, "1 1.1 2");
	assert_ref(&r, library_comment(r.lib, 1)->id, "abcdef");
	assert_author(&r, 2, "bea");
	assert_body(&r, 3, "<p>z</p>");
	reading_release(&r);
}

#define TWIG(id, px, who, text)                                                          \
	"<div class='b-tree-twig' data-tid='t" id "' style='margin-left: " px "px'>"     \
	"<div id='t" id "' class='b-leaf comment' data-username='" who "'>"              \
	"<span class='b-leaf-username-name'>" who "</span><a class='b-leaf-permalink' "  \
	"href='https://lj.example/1.html?thread=" id "#t" id "'><span class='b-leaf-createdtime'>" \
	"January 1 2004, 09:57:17 UTC</span></a><div class='b-leaf-article'>" text          \
	"</div></div></div>"

static void livejournal_is_indented_by_margins(void **state)
{
	struct reading r = read_web("<div id='comments'>" TWIG("100", "0", "ann", "x")
	    TWIG("200", "30", "bea", "y") TWIG("300", "60", "cyn", "z")
	    TWIG("400", "30", "dan", "w") "</div>");

	(void)state;
	assert_thread(&r, "1 1.1 1.1.1 1.2");
	assert_ref(&r, library_comment(r.lib, 2)->id, "200");
	assert_author(&r, 2, "bea");
	assert_body(&r, 2, "y");
	assert_date(library_comment(r.lib, 1)->published, "2004-01-01T09:57:17+00:00");
	reading_release(&r);
}

#define CRAWL(n, who, text)                                                              \
	"<div id='post_" n "' class='topic-body crawler-post' itemprop='comment' itemscope>" \
	"<span class='creator'><b itemprop='author'>" who "</b></span>"                  \
	"<time datetime='2022-02-03T04:05:06Z'>then</time><div class='post'>" text "</div></div>"

static void s2_pages_tell_the_depth_by_class(void **state)
{
	assert_page_thread("<div class='comment-thread comment-depth-1' id='cmt5'>"
	    "<span class='ljuser'>a</span><div class='comment-content'>x</div></div><div "
	    "class='comment-thread "
	    "comment-depth-2' id='cmt6'><span class='ljuser'>b</span></div>", "1 1.1");
	(void)state;
}

static void discourse_begins_with_the_post_and_replies_by_quote(void **state)
{
	struct reading r = read_web(HEAD "<h1>Topic</h1>" CRAWL("1", "op", "<p>First</p>")
	    CRAWL("2", "ann", "<p>x</p>")
	    CRAWL("3", "bea", "<aside class='quote' data-post='2'><p>x</p></aside><p>y</p>")
	    CRAWL("4", "cyn", "<aside class='quote' data-post='1'><p>First</p></aside><p>z</p>"
	    "") END);

	(void)state;
	assert_thread(&r, "1 1.1 2");
	assert_ref(&r, library_post(r.lib, 1)->body, "<p>First</p>");
	assert_ref(&r, library_post(r.lib, 1)->author, "op");
	assert_author(&r, 1, "ann");
	reading_release(&r);
}

static void typepad_names_the_author_below_the_text(void **state)
{
	struct reading r = read_web(HEAD "<div id='comments-content'>"
	    "<div class='comment comment-odd comment-by-owner' id='comment-6a01'>"
	    "<div class='comment-content'><p>x</p></div><p class='comment-footer'>Posted by: "
	    "<a href='https://a.example/'>Ann</a> | <a href='#comment-6a01'>09/25/2013 at "
	    "01:20 PM</a>"
	    "</p></div><div class='comment comment-even' id='comment-6a02'>"
	    "<div class='comment-content'><p>y</p></div><p class='comment-footer'>Posted by: Bea | "
	    "<a href='#comment-6a02'>09/24/2013 at 08:05 AM</a></p></div></div>" END);

	(void)state;
	assert_int_equal(library_comment_count(r.lib), 2);
	assert_ref(&r, library_comment(r.lib, 1)->id, "6a01");
	assert_author(&r, 1, "Ann");
	assert_author(&r, 2, "Bea");
	assert_date(library_comment(r.lib, 1)->published, "2013-09-25T13:20:00");
	assert_true(library_comment(r.lib, 1)->by_post_author);
	assert_body(&r, 2, "<p>y</p>");
	reading_release(&r);
}

static void movable_type_says_posted_by(void **state)
{
	struct reading r = read_web(HEAD "<div id='comments'><div class='comment' id='c101'>"
	    "<div class='comment-content'><p>x</p></div><p class='comment-footer'>Posted by "
	    "<a href='https://a.example/'>Ann</a> at March 4, 2005 10:11 AM</p></div>"
	    "<div class='comment' id='c102'><p>y</p><p class='posted'>Posted by: Bea on "
	    "March 5, 2005 11:12 PM</p></div></div>" END);

	(void)state;
	assert_thread(&r, "1 2");
	assert_author(&r, 1, "Ann");
	assert_ref(&r, library_comment(r.lib, 1)->author_url, "https://a.example/");
	assert_date(library_comment(r.lib, 1)->published, "2005-03-04T10:11:00");
	assert_author(&r, 2, "Bea");
	assert_body(&r, 2, "<p>y</p>");
	reading_release(&r);
}

static void slashdot_nests_in_list_items(void **state)
{
	assert_page_thread("<ul id='commentlisting'><li class='comment' id='tree_1'><div "
	    "id='comment_1'>"
	    "<span class='by'>by ann</span><div class='commentBody'>x</div></div><ul "
	    "id='commtree_1'>"
	    "<li class='comment' id='tree_2'><div id='comment_2'><span class='by'>by bea</span>"
	    "<div class='commentBody'>y</div></div></li></ul></li></ul>", "1 1.1");
	(void)state;
}

/* ---- the post ---- */

static void a_further_page_of_comments_is_of_the_same_post(void **state)
{
	struct reading r = read_web("<!-- saved from "
	    "url=(0040)https://fen.example/a/comment-page-2/#c "
	    "--><html><body><article><p>x</p></article></body></html>");

	(void)state;
	assert_ref(&r, library_post(r.lib, 1)->url, "https://fen.example/a/");
	reading_release(&r);
}

static void the_text_is_found_where_no_class_names_it(void **state)
{
	struct reading r = read_web("<html><head><title>Rush</title></head><body>"
	    "<div><p><a href='/1'>A long link that leads to another page of the site</a></p></div>"
	    "<div><p>Some words of the post.</p><p>And some more.</p></div>"
	    "<div><p>Imprint</p></div></body></html>");

	(void)state;
	assert_ref(&r, library_post(r.lib, 1)->title, "Rush");
	assert_ref(&r, library_post(r.lib, 1)->body, "<p>Some words of the post.</p><p>And "
	    "some more.</p>");
	reading_release(&r);
}

static void a_form_around_the_page_hides_nothing(void **state)
{
	struct reading r = read_web("<html><body><form><div class='entry-content'><p>Here</p></div>"
	    "</form></body></html>");

	(void)state;
	assert_ref(&r, library_post(r.lib, 1)->body, "<p>Here</p>");
	reading_release(&r);
}

static void what_is_kept_elsewhere_is_said(void **state)
{
	struct reading disqus = read_web(HEAD POST "<div id='disqus_thread'></div>" END);
	struct reading login = read_web("<html><head><title>Log in</title></head><body><form>"
	    "<input type='password'></form></body></html>");
	struct reading error = read_web("<html><head><title>404 Not Found</title></head><body>"
	    "<h1>Not Found</h1></body></html>");

	(void)state;
	assert_int_equal(said(&disqus, DIAG_CODE_NO_COMMENTS), 1);
	assert_int_equal(library_post_count(disqus.lib), 1);
	assert_int_equal(said(&login, DIAG_CODE_NO_POSTS), 1);
	assert_int_equal(said(&error, DIAG_CODE_NO_POSTS), 1);
	assert_int_equal(library_post_count(error.lib), 0);
	reading_release(&disqus);
	reading_release(&login);
	reading_release(&error);
}

/* ---- limits ---- */

/* The texts of all would be as long as the page is deep. */
static void links_and_headings_have_none_in_them(void **state)
{
	struct reading r =
	    read_web("<html><head><title>T</title></head><body><article class='hentry'>"
	             "<h2><div><h2>T</h2></div> and more</h2>"
	             "<div class='entry-content'><p>Text</p></div>"
	             "<a rel='tag'><div>all <a rel='tag'>bog</a></div></a></article>" END);
	const struct post_row *post = library_post(r.lib, 1);

	(void)state;
	assert_int_equal(post->label_count, 1);
	assert_true(span_eq_str(library_label(r.lib, post->first_label), "bog"));
	reading_release(&r);
}

static void deep_nesting_keeps_its_depth(void **state)
{
	enum { DEEP = 2000 };
	struct buf html = BUF_INIT;
	uint32_t count;

	(void)state;
	for (int i = 0; i < DEEP; i++)
		buf_addf(&html, "<div class='comment depth-%d'><cite>A</cite></div>", i + 1);
	struct reading r = read_page_as("page", buf_span(&html));
	const struct thread_item *items = library_thread(r.lib, 1, &count);
	assert_int_equal(count, DEEP);
	assert_int_equal(items[DEEP - 1].depth, DEEP);
	reading_release(&r);
	buf_release(&html);
}

static void cut_and_flipped_pages_are_survived(void **state)
{
	static const char page[] = HEAD POST LIST(WP("7", "depth-1", "Bea", THEN, "<p>One</p>")
	    "<ol class='children'>" WP("9", "depth-2", "Ann", THEN, "<p>Two</p>") "</li></ol>"
	    "</li>") END;
	char *bytes = xstrdup(page);

	(void)state;
	for (size_t i = 0; i < sizeof page - 1; i += 5) {
		struct reading cut = read_page_as("page", span_of(bytes, i));
		reading_release(&cut);
		bytes[i] ^= 0x15;
		struct reading flipped = read_page_as("page", span_of(bytes, sizeof page - 1));
		reading_release(&flipped);
		bytes[i] ^= 0x15;
	}
	free(bytes);
}

static int score_of(const char *name, const char *head, const char *root)
{
	const struct sniff sniff = { span_str(head), span_str(root), true };

	return ingest_format_find(name)->sniff(&sniff);
}

static void pages_are_told_from_feeds_and_from_blogger(void **state)
{
	static const char blogger[] = "<html><head><meta content='blogger' name='generator'/>";

	(void)state;
	assert_true(score_of("page", "<!DOCTYPE html><html>", "html") > 0);
	assert_true(score_of("page", "<html><body>", "html") > 0);
	assert_int_equal(score_of("page", "<?xml version='1.0'?><rss>", "rss"), 0);
	assert_int_equal(score_of("page", "<feed>", "feed"), 0);
	assert_int_equal(score_of("page", "plain <b>text</b>", NULL), 0);
	assert_true(score_of("page", blogger, "html") < score_of("blogger-page", blogger, "html"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_wordpress_page_is_read_whole),
		cmocka_unit_test(two_elements_of_one_comment_are_one),
		cmocka_unit_test(a_reply_in_the_list_item_of_its_parent_is_kept),
		cmocka_unit_test(forms_headings_and_wrappers_are_no_comments),
		cmocka_unit_test(one_lone_unit_has_to_be_sure),
		cmocka_unit_test(replies_beside_their_comment_belong_to_it),
		cmocka_unit_test(depth_classes_win_over_a_flat_list),
		cmocka_unit_test(depth_attributes_and_margins_are_read),
		cmocka_unit_test(reply_links_name_the_parent),
		cmocka_unit_test(a_reply_may_stand_above_what_it_replies_to),
		cmocka_unit_test(replies_to_each_other_are_cut),
		cmocka_unit_test(pingbacks_and_held_comments_are_told),
		cmocka_unit_test(microdata_and_microformats_are_read),
		cmocka_unit_test(a_wayback_page_has_its_own_addresses),
		cmocka_unit_test(hacker_news_is_indented_by_attribute_or_picture),
		cmocka_unit_test(old_reddit_nests_and_says_what_is_left_out),
		cmocka_unit_test(lobsters_nests_in_list_items),
		cmocka_unit_test(livejournal_is_indented_by_margins),
		cmocka_unit_test(s2_pages_tell_the_depth_by_class),
		cmocka_unit_test(a_header_is_cut_from_a_text_that_no_class_names),
		cmocka_unit_test(discourse_begins_with_the_post_and_replies_by_quote),
		cmocka_unit_test(typepad_names_the_author_below_the_text),
		cmocka_unit_test(movable_type_says_posted_by),
		cmocka_unit_test(slashdot_nests_in_list_items),
		cmocka_unit_test(indented_blocks_hold_replies),
		cmocka_unit_test(a_further_page_of_comments_is_of_the_same_post),
		cmocka_unit_test(the_text_is_found_where_no_class_names_it),
		cmocka_unit_test(a_form_around_the_page_hides_nothing),
		cmocka_unit_test(what_is_kept_elsewhere_is_said),
		cmocka_unit_test(links_and_headings_have_none_in_them),
		cmocka_unit_test(deep_nesting_keeps_its_depth),
		cmocka_unit_test(cut_and_flipped_pages_are_survived),
		cmocka_unit_test(pages_are_told_from_feeds_and_from_blogger),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
