/* The engines that are known, one row each.
 *
 * Sources of what the rows say: pages and templates of the engines (WordPress's
 * class Walker_Comment, Movable Type's comment_detail.mtml, Lobsters'
 * comments/_threads.html.erb, reddit's r2/templates, Discourse's
 * topics/show.html.erb and crawler layout), pages of Hacker News, TypePad and
 * LiveJournal as they are served; Slashdot's by its class names alone; Serendipity's
 * comments.tpl, the default templates of Movable Type 2 and 3, and what the scripts of
 * Isso, Commento and Disqus draw, as browsers save it.
 */
#include "config.h"

#include "ingest/web_page_priv.h"

#include "ingest/selector_priv.h"

#define CLASSES(name)                                                                    \
	name ".comment " name ".wc-comment " name ".pingback " name ".trackback " name   \
	     ".comments_subtree " name ".comment-item " name ".comment-entry " name      \
	     ".comment-block"

/* Elements with an id like comment-12 or with Comment microdata are found besides. */
const char web_unit_generic[] = CLASSES("li") " " CLASSES("div") " " CLASSES("article") " "
    CLASSES("tr") " " CLASSES("dt") " dd.comment .h-cite.u-comment .h-cite.p-comment "
    ".h-entry.u-comment .h-entry.p-comment";

const char web_author_generic[] =
    ".reviewer .fn .display-name__html .p-author .u-author .wp-block-comment-author-name "
    ".comment-author-name "
    ".comment-author-link [itemprop=author] "
    "[itemprop=creator] [rel=author] .wpd-comment-author .comment-author .comment_author "
    ".commenter .username "
    ".author .ljuser .hnuser .user .comment-name .comment-by .poster .byline cite address";

const char web_time_generic[] =
    "time[datetime] .dt-published [itemprop=datePublished] [itemprop=dateCreated] "
    "[itemprop=commentTime] [property$=:dateCreated] abbr.published abbr.datetime abbr.date "
    "abbr.timeago "
    ".wpd-comment-date .comment-date .comments-date .comment-time .commentdate .comment-metadata "
    ".commentmetadata .comment-meta .comment_date .date .datetime .timestamp .published .age "
    ".submitted time";

const char web_body_generic[] =
    ".comment-content .wp-block-comment-content "
    ".comment-text .comment_text .commenttext .comment__content .commtext "
    "[itemprop=text] [itemprop=commentText] [property$=:text] .e-content .p-content "
    ".e-entry-content "
    ".comment-entry-content .comment-body-text .commentBody .comment-message "
    ".wpd-comment-text .field-name-comment-body .field--name-comment-body";

#define DISCOURSE \
	.author = ".creator [itemprop=author]", .time = "time[datetime]", \
	.body = ".post [itemprop=articleBody] [itemprop=text]", .post_title = "h1", \
	.post_author = ".creator [itemprop=author]", \
	.post_body = ".post [itemprop=articleBody] [itemprop=text]", .first_is_post = true, \
	.replies_by_quote = true

static const struct web_engine engines[] = {
	{
	    .name = "Hacker News",
	    .marker = "tr.comtr tr.athing[id] table.fatitem",
	    .unit = "tr.comtr",
	    .author = ".hnuser",
	    .time = ".age",
	    .body = ".commtext .comment",
	    .post = "table.fatitem",
	    .post_title = ".storylink .titlelink .titleline",
	    .post_author = ".hnuser",
	    .post_body = ".toptext",
	    .more = "a.morelink",
	},
	{
	    .name = "reddit (old)",
	    .marker = "div.thing[data-fullname] .nestedlisting",
	    .unit = ".comment.thing",
	    .author = "a.author",
	    .time = "time[datetime]",
	    .body = ".usertext-body .md",
	    .post = ".link.thing",
	    .post_title = "a.title",
	    .post_author = "a.author",
	    .post_body = ".usertext-body",
	    .deleted = ".usertext.grayed",
	    .more = ".morechildren .morerecursion .deepthread",
	},
	{
	    .name = "reddit",
	    .marker = "shreddit-comment",
	    .unit = "shreddit-comment",
	    .body = "[slot=comment]",
	    .post = "shreddit-post",
	    .post_title = "h1 [slot=title]",
	    .post_body = "[slot=text-body]",
	    .deleted = "[slot=comment-deleted]",
	},
	{
	    .name = "Lobsters",
	    .marker = "li.comments_subtree",
	    .unit = "div.comment[id^=c_] div.comment[data-shortid]",
	    .author = "a.u-author .byline",
	    .time = "time[datetime] .byline",
	    .body = ".comment_text",
	    .post = ".story",
	    .post_title = "a.u-url .link",
	    .post_author = "a.u-author",
	    .post_body = ".story_text",
	},
	{
	    .name = "LiveJournal",
	    .marker = ".b-tree-twig",
	    .unit = ".b-tree-twig",
	    .author = ".b-leaf-username-name .b-leaf-username .ljuser",
	    .time = ".b-leaf-createdtime",
	    .body = ".b-leaf-article",
	    .post_title = ".b-singlepost-title .aentry-post__title",
	    .post_body = ".b-singlepost-body .aentry-post__text",
	    .deleted = ".b-leaf-deleted",
	    .held = ".b-leaf-screened",
	    .more = ".b-leaf-collapsed .b-tree-twig[data-full=0] .b-leaf[data-full=0]",
	},
	{
	    .name = "LiveJournal S2",
	    .marker = ".comment-thread[id^=cmt] .dwexpcomment .ljcmt_full",
	    .unit = ".comment-thread[id^=cmt] .dwexpcomment .ljcmt_full",
	    .author = ".ljuser .comment-poster .poster",
	    .time = ".datetime .comment-date",
	    .body = ".comment-content .comment-text",
	    .title = ".comment-title .comment-subject",
	    .post_title = ".entry-title",
	    .post_body = ".entry-content .entry-text",
	    .deleted = ".deleted",
	    .held = ".screened",
	},
	{ .name = "Discourse", .marker = ".crawler-post", .unit = ".crawler-post", DISCOURSE },
	{
	    .name = "Discourse, before 2023",
	    .marker = "div[itemtype$=/DiscussionForumPosting]",
	    .unit = "div[itemtype$=/DiscussionForumPosting]",
	    DISCOURSE,
	},
	{
	    .name = "Slashdot",
	    .marker = "[id=commentlisting]",
	    .unit = "li.comment[id^=tree_]",
	    .author = ".by",
	    .time = ".otherdetails",
	    .body = ".commentBody",
	    .title = "h4",
	    .post_title = ".story-title",
	    .post_body = ".body .p",
	},
	{
	    .name = "TypePad",
	    .marker = "p.comment-footer",
	    .author = "",
	    .body = ".comment-content",
	    .post_title = ".entry-header",
	    .post_body = ".entry-content .entry-body",
	},
	{
	    .name = "Stack Exchange",
	    .marker = "div.answer[data-answerid] li.comment.js-comment",
	    .unit = "div.answer[data-answerid] li.comment.js-comment",
	    .author = ".comment-user [itemprop=author] .user-details",
	    .time = ".comment-date .user-action-time",
	    .body = ".comment-copy .js-post-body .post-text",
	    .post = "div.question",
	    .post_title = ".question-hyperlink",
	    .post_author = "[itemprop=author] .user-details",
	    .post_body = ".js-post-body .post-text",
	},
	{
	    .name = "Isso",
	    .marker = ".isso-comment",
	    .unit = ".isso-comment",
	    .author = ".isso-author .author",
	    .time = "time[datetime]",
	    .body = ".isso-text .text",
	},
	{
	    .name = "Commento",
	    .marker = ".commento-card",
	    .unit = ".commento-card",
	    .author = ".commento-name",
	    .time = ".commento-timeago",
	    .body = ".commento-body",
	},
	{
	    .name = "Disqus, as its frame is saved",
	    .marker = ".post-message-container [data-role=post-content]",
	    .unit = "li.post[id^=post-]",
	    .author = ".author",
	    .time = ".time-ago",
	    .body = ".post-message",
	},
	{
	    .name = "Serendipity",
	    .marker = ".serendipity_comment",
	    .unit = ".serendipity_comment",
	    .author = ".comment_source_author h4",
	    .time = ".comment_source_date time[datetime]",
	    .body = ".serendipity_commentBody",
	    .post_title = ".serendipity_title",
	    .post_body = ".serendipity_entry_body_folded .serendipity_entry_body",
	},
	{
	    .name = "Movable Type, before version 4",
	    .marker = "div.comments-body",
	    .unit = "div.comments-body",
	    .author = "",
	    .post_title = "h3.title",
	    .post_body = ".blogbody",
	},
	{
	    .name = "MetaFilter",
	    .marker = "h1.posttitle",
	    .unit = "div.comments",
	    .author = "",
	    .post_title = ".posttitle",
	    .post_body = "div.copy",
	},
	{
	    .name = "phpBB",
	    .marker = ".postprofile",
	    .unit = "div.post[id^=p]",
	    .author = ".username .username-coloured",
	    .time = "time[datetime] p.author",
	    .body = ".content",
	    .post_title = ".topic-title",
	    .post_author = ".username .username-coloured",
	    .post_body = ".content",
	    .first_is_post = true,
	},
	{
	    .name = "Drupal",
	    .marker = ".field-name-comment-body .field--name-comment-body",
	    .title = "h3 .comment__title",
	},
	{
	    .name = "any",
	},
};

const struct web_engine *web_engine_of(const struct page *p)
{
	const struct web_engine *e = engines;

	while (e->marker && !selector_find(p, 0, page_count(p), e->marker))
		e++;
	return e;
}
