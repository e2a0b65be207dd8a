/* What the documents of each service look like.  The first shape of which all probes are
 * there is taken; the last ones are for anything that has ids and parents, or nests.
 *
 * Facts: algolia/hn-search (api/v1/items), HackerNews/API (v0/item), Reddit's
 * PERMALINK.json (r2/lib/jsontemplates.py), lobsters (app/models/comment.rb; before
 * 2023-08 indent_level in place of depth), discourse_api_docs (/t/ID.json), Mastodon's
 * /statuses/ID/context, lemmy-js-client (Comment.ts), WordPress' /wp/v2/posts and
 * /wp/v2/comments.
 */
#include "config.h"

#include "ingest/json_thread_priv.h"

#define IDS "id|_id|uid|uuid|guid|comment_id|id_str"
#define PARENTS "parent|parent_id|parentId|in_reply_to|in_reply_to_id|inReplyTo|reply_to|" \
		"reply_to_id|replyTo|pid|parentID|parent_comment_id"
#define NESTED "children|replies|comments|kids|responses|answers"
#define AUTHORS "author.name|author.username|author.display_name|author|author_name|name|" \
		"user.name|user.username|user.login|user|username|by|creator.name|creator|" \
		"nick|nickname"
#define AUTHOR_URLS "author.url|author_url|user.url|website|author.website"
#define DATES "created_at|createdAt|created|date|published|published_at|time|timestamp|" \
	      "created_utc|created_on|pubDate|date_published"
#define HTMLS "content.rendered|body_html|content_html|html|cooked|comment_html|rendered|" \
	      "text_html"
#define TEXTS "text|body|content|comment|message|body_text|content_text|orig|raw|markdown"
#define URLS "url|permalink|link|html_url|uri"
#define TITLES "title|subject|name"
#define DELETED "deleted|is_deleted|removed|isDeleted|delete"
#define HELD "held|pending|is_moderated|hidden"

#define ANY_FIELDS \
	.id = IDS, .parent = PARENTS, .author = AUTHORS, .author_url = AUTHOR_URLS, .date = DATES, \
	.html = HTMLS, .text = TEXTS, .url = URLS, .deleted = DELETED, .held = HELD, \
	.status = "status"
#define ANY_POST \
	{ .id = IDS, .title = TITLES, .author = AUTHORS, .date = DATES, .html = HTMLS, \
	  .text = TEXTS, .url = URLS, \
	  .total = "comments_count|comment_count|descendants|num_comments" }
#define ANY_THREAD \
	.name = "json-thread", .post_fields = ANY_POST, \
	.fields = { ANY_FIELDS, .replies = NESTED }, .flags = SHAPE_GUESS_HTML

/* One item, or a list of them. */
#define HN_ITEMS \
	.name = "json-hn", .lists = "", \
	.post_fields = { .id = "id", .title = "title", .author = "by", .date = "time", \
	    .url = "url", .html = "text", .total = "descendants" }, \
	.fields = { .id = "id", .parent = "parent", .author = "by", .date = "time", \
	    .html = "text", .deleted = "deleted|dead" }, \
	.flags = SHAPE_TOPS_ARE_POSTS

/* One post or comment, or a list of them. */
#define WORDPRESS \
	.name = "json-wordpress", .lists = "", .post_sign = "title.rendered", \
	.post_fields = { .id = "guid.rendered", .title = "title.rendered", \
	    .author = "_embedded.author.0.name", .date = "date_gmt|date", .url = "link", \
	    .html = "content.rendered", .status = "status", .replies = "_embedded.replies.0" }, \
	.fields = { .id = "id", .parent = "parent", .author = "author_name", \
	    .author_url = "author_url", .date = "date_gmt|date", .url = "link", \
	    .html = "content.rendered", .status = "status", .post = "post" }, \
	.flags = SHAPE_UTC | SHAPE_POST_BY_URL | SHAPE_NAMES_ARE_HTML

#define REDDIT_POST \
	.post_fields = { .id = "data.name", .title = "data.title", .author = "data.author", \
	    .date = "data.created_utc", .url = "data.permalink|data.url", \
	    .html = "data.selftext_html", .text = "data.selftext", \
	    .total = "data.num_comments" }
#define REDDIT_COMMENT \
	.id = "data.name", .parent = "data.parent_id", .author = "data.author", \
	.date = "data.created_utc", .url = "data.permalink", .html = "data.body_html", \
	.text = "data.body", .replies = "data.replies.data.children"

static const struct json_shape shapes[] = {
	{
	    .name = "json-hn",
	    .probe = "children|created_at_i",
	    .lists = "children",
	    .post = "",
	    .post_fields = { .id = "id", .title = "title", .author = "author",
	        .date = "created_at|created_at_i", .url = "url", .html = "text" },
	    .fields = { .id = "id", .parent = "parent_id", .author = "author",
	        .date = "created_at|created_at_i", .html = "text", .replies = "children" },
	},
	{ .probe = "by|type|time|id", HN_ITEMS },
	{ .probe = "0.by|0.type|0.time|0.id", HN_ITEMS },
	{
	    .name = "json-reddit",
	    .probe = "0.data.children.0.data.name|1.data.children",
	    .lists = "1.data.children",
	    .post = "0.data.children.0",
	    REDDIT_POST,
	    .fields = { REDDIT_COMMENT },
	    .base = "https://www.reddit.com/",
	    .flags = SHAPE_ESCAPED,
	},
	{ /* a listing by itself: posts, or comments of any */
	    .name = "json-reddit",
	    .probe = "kind|data.children.0.data.name",
	    .lists = "data.children",
	    .post_sign = "data.title",
	    REDDIT_POST,
	    .fields = { REDDIT_COMMENT, .post = "data.link_id" },
	    .base = "https://www.reddit.com/",
	    .flags = SHAPE_ESCAPED,
	},
	{ /* what a search found */
	    .name = "json-hn",
	    .probe = "hits.0.objectID|hits.0.created_at",
	    .lists = "hits",
	    .post_sign = "title",
	    .post_fields = { .id = "objectID", .title = "title", .author = "author",
	        .date = "created_at", .url = "url", .html = "story_text",
	        .total = "num_comments" },
	    .fields = { .id = "objectID", .parent = "parent_id", .author = "author",
	        .date = "created_at", .html = "comment_text", .post = "story_id" },
	},
	{
	    .name = "json-lobsters",
	    .probe = "short_id|comments|title",
	    .lists = "comments",
	    .post = "",
	    .post_fields = { .id = "short_id", .title = "title",
	        .author = "submitter_user.username|submitter_user", .date = "created_at",
	        .url = "url|comments_url", .html = "description", .total = "comment_count" },
	    .fields = { .id = "short_id", .parent = "parent_comment",
	        .author = "commenting_user.username|commenting_user", .date = "created_at",
	        .url = "url|short_id_url", .html = "comment", .text = "comment_plain",
	        .deleted = "is_deleted", .held = "is_moderated",
	        .depth = "depth|indent_level" },
	    .base = "https://lobste.rs/",
	},
	{
	    .name = "json-discourse",
	    .probe = "post_stream.posts.0.post_number",
	    .lists = "post_stream.posts",
	    .post = "post_stream.posts.0",
	    .post_fields = { .id = "/id", .title = "/title",
	        .author = "name|username", .date = "created_at", .html = "cooked",
	        .total = "/posts_count" },
	    .fields = { .id = "post_number", .parent = "reply_to_post_number",
	        .author = "name|username", .date = "created_at", .html = "cooked",
	        .deleted = "user_deleted|deleted_at", .held = "hidden" },
	    .flags = SHAPE_IN_PARTS,
	    .uncounted = 1,
	},
	{
	    .name = "json-mastodon",
	    .probe = "ancestors|descendants",
	    .lists = "ancestors|descendants",
	    .above = "ancestors",
	    .below = "descendants",
	    .post_fields = { .id = "id", .title = "spoiler_text", .media = "media_attachments",
	        .author = "account.display_name|account.acct", .date = "created_at",
	        .url = "url|uri", .html = "content", .total = "replies_count" },
	    .fields = { .id = "id", .parent = "in_reply_to_id",
	        .author = "account.display_name|account.acct", .author_url = "account.url",
	        .date = "created_at", .url = "url|uri", .html = "content",
	        .warning = "spoiler_text", .media = "media_attachments" },
	    .flags = SHAPE_TOPS_ARE_POSTS | SHAPE_ONE_POST,
	},
	{
	    .name = "json-lemmy",
	    .probe = "comments.0.comment.path",
	    .lists = "comments",
	    .post = "comments.0.post",
	    .post_fields = { .id = "id", .title = "name", .date = "published|published_at",
	        .url = "ap_id|url", .text = "body" },
	    .fields = { .id = "comment.id", .parent = "comment.path",
	        .author = "creator.display_name|creator.name", .author_url = "creator.actor_id",
	        .date = "comment.published|comment.published_at", .url = "comment.ap_id",
	        .text = "comment.content", .deleted = "comment.deleted|comment.removed",
	        .post = "comment.post_id" },
	    .flags = SHAPE_PARENT_IS_PATH | SHAPE_UTC,
	},
	{ .probe = "0.content.rendered|0.link", WORDPRESS },
	{ .probe = "content.rendered|link", WORDPRESS },
	/* Anything else: a list in a map, a list, or a map that nests. */
	{ .probe = "post|comments.0", .lists = "comments", .post = "post", ANY_THREAD },
	{ .probe = "comments", .lists = "comments", .post = "", ANY_THREAD },
	{ .probe = "replies", .lists = "replies", .post = "", ANY_THREAD },
	{ .probe = "children", .lists = "children", .post = "", ANY_THREAD },
	{
	    .name = "json-thread",
	    .probe = "",
	    .lists = "|posts|items|data|results|messages|entries|nodes",
	    .fields = { ANY_FIELDS, .replies = NESTED,
	        .post = "post|post_id|postId|page|url_path|thread|thread_id|article_id|article" },
	    .flags = SHAPE_GUESS_HTML,
	},
};

static bool has_all(struct jval root, const char *probes)
{
	struct span rest = span_str(probes), probe;

	while (span_split(&rest, '|', &probe))
		if (jval_is_none(jval_follow(root, probe)))
			return false;
	return true;
}

const struct json_shape *json_shape_of(struct jval root)
{
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
		if (has_all(root, shapes[i].probe))
			return &shapes[i];
	return NULL;
}

bool json_shape_is_any(const struct json_shape *shape)
{
	return shape == &shapes[sizeof shapes / sizeof *shapes - 1];
}
