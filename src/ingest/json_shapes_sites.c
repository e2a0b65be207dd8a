/* What the documents of each service look like that is known.
 *
 * Facts: algolia/hn-search (api/v1/items), HackerNews/API (v0/item), Reddit's
 * PERMALINK.json (r2/lib/jsontemplates.py), lobsters (app/models/comment.rb; before
 * 2023-08 indent_level in place of depth), discourse_api_docs (/t/ID.json), Mastodon's
 * /statuses/ID/context and the outbox of its archive (ActivityStreams 2.0),
 * lemmy-js-client (Comment.ts), WordPress' /wp/v2/posts and /wp/v2/comments and
 * WordPress.com's /rest/v1.1/sites, Blogger's alt=json feeds (GData) and API v3,
 * bluesky-social/atproto (app.bsky.feed.getPostThread), Stack Exchange's API 2.3,
 * YouTube's API v3 (commentThreads), GitHub's REST and GraphQL APIs and giscus, Ghost's
 * export, NodeBB (/api/topic).
 */
#include "config.h"

#include "ingest/json_thread_priv.h"

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

#define TOOT_POST \
	.post_fields = { .id = "id", .title = "spoiler_text", .media = "media_attachments", \
	    .author = "account.display_name|account.acct", .date = "created_at", \
	    .url = "url|uri", .html = "content", .total = "replies_count" }
#define TOOT_COMMENT \
	.fields = { .id = "id", .parent = "in_reply_to_id", \
	    .author = "account.display_name|account.acct", .author_url = "account.url", \
	    .date = "created_at", .url = "url|uri", .html = "content", \
	    .warning = "spoiler_text", .media = "media_attachments" }
#define TOOTS \
	.name = "json-mastodon", .lists = "", TOOT_POST, TOOT_COMMENT, \
	.flags = SHAPE_TOPS_ARE_POSTS

/* A discussion, issue or pull request with its comments. */
#define GITHUB_COMMENTS \
	.fields = { .id = "id|databaseId", .author = "author.login", .author_url = "author.url", \
	    .date = "createdAt|publishedAt", .url = "url", .html = "bodyHTML", \
	    .text = "body|bodyText", .replies = "replies.nodes|replies", .deleted = "deletedAt", \
	    .held = "isMinimized" }
#define GITHUB_POST \
	.post_fields = { .id = "url|id", .title = "title", .author = "author.login", \
	    .date = "createdAt", .url = "url", .html = "bodyHTML", .text = "body|bodyText" }
#define GITHUB_GRAPHQL(what) \
	{ .name = "json-github", .probe = what ".comments.nodes", .lists = what ".comments.nodes", \
	  .post = what, GITHUB_POST, GITHUB_COMMENTS }
/* One issue, or a list of them; comments are told by the address of theirs. */
#define GITHUB_REST \
	.name = "json-github", .lists = "", .post_sign = "title", \
	.post_fields = { .id = "html_url", .title = "title", .author = "user.login", \
	    .date = "created_at", .url = "html_url", .html = "body_html", .text = "body", \
	    .total = "comments" }, \
	.fields = { .id = "id", .author = "user.login", .author_url = "user.html_url", \
	    .date = "created_at", .url = "html_url", .html = "body_html", .text = "body" }, \
	.flags = SHAPE_POST_BY_URL

#define BLOGGER_POST \
	.id = "id", .title = "title", .author = "author.displayName", .date = "published", \
	.url = "url", .html = "content", .total = "replies.totalItems", .status = "status"
#define BLOGGER_ITEMS \
	.name = "json-blogger", .comment_sign = "post.id", .post_fields = { BLOGGER_POST }, \
	.fields = { .id = "id", .parent = "inReplyTo.id", .post = "post.id", \
	    .author = "author.displayName", .author_url = "author.url", .date = "published", \
	    .html = "content", .status = "status" }

#define GHOST(data) \
	{ .name = "json-ghost", .probe = data ".posts", .lists = data ".posts", \
	  .post_sign = "title|html|plaintext", \
	  .post_fields = { .id = "id", .title = "title", .author_key = "author_id", \
	      .date = "published_at|created_at", .url = "url|canonical_url", .html = "html", \
	      .text = "plaintext", .status = "status" }, \
	  .people = { data ".users", "id", "name", NULL, data ".posts_authors", "post_id", \
	      "author_id" } }

#define YOUTUBE_TOP "snippet.topLevelComment.snippet."

const struct json_shape json_shapes_sites[] = {
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
	    TOOT_POST,
	    TOOT_COMMENT,
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
	{ .probe = "0.account.acct|0.content", TOOTS },
	{ .probe = "account.acct|content", TOOTS },
	{
	    .name = "json-activitypub",
	    .probe = "orderedItems",
	    .lists = "orderedItems",
	    .post_fields = { .id = "object.id", .title = "object.name", .date = "object.published",
	        .author = "object.attributedTo", .url = "object.url|object.id",
	        .html = "object.content" },
	    .fields = { .id = "object.id", .parent = "object.inReplyTo",
	        .author = "object.attributedTo", .author_url = "object.attributedTo",
	        .date = "object.published", .url = "object.url|object.id",
	        .html = "object.content", .warning = "object.summary",
	        .media = "object.attachment" },
	    .flags = SHAPE_TOPS_ARE_POSTS,
	},
	{
	    .name = "json-bluesky",
	    .probe = "thread.post.record",
	    .lists = "thread.replies",
	    .post = "thread",
	    .post_fields = { .id = "post.uri", .author = "post.author.displayName|"
	        "post.author.handle", .date = "post.record.createdAt|post.indexedAt",
	        .text = "post.record.text" },
	    .fields = { .id = "post.uri|uri", .author = "post.author.displayName|"
	        "post.author.handle", .date = "post.record.createdAt|post.indexedAt",
	        .text = "post.record.text", .replies = "replies", .deleted = "notFound|blocked" },
	},
	{
	    .name = "json-blogger",
	    .probe = "feed.id.$t",
	    .lists = "feed.entry",
	    .comment_sign = "thr$in-reply-to",
	    .post_fields = { .id = "id.$t", .title = "title.$t", .author = "author.0.name.$t",
	        .date = "published.$t", .url = "link.rel=alternate.href",
	        .html = "content.$t|summary.$t", .total = "thr$total.$t" },
	    .fields = { .id = "id.$t", .parent = "link.rel=related.href",
	        .post = "thr$in-reply-to.ref", .author = "author.0.name.$t",
	        .author_url = "author.0.uri.$t", .date = "published.$t",
	        .url = "link.rel=alternate.href", .html = "content.$t|summary.$t",
	        .deleted = "gd$extendedProperty.name=contentRemoved.value" },
	    .flags = SHAPE_PARENT_IS_NUMBER | SHAPE_NAMES_ARE_HTML,
	},
	{ .probe = "0.kind|0.blog.id|0.published", .lists = "", BLOGGER_ITEMS },
	{ .probe = "items.0.kind|items.0.blog.id", .lists = "items", BLOGGER_ITEMS },
	{ .probe = "kind|blog.id|published", .lists = "", BLOGGER_ITEMS },
	{
	    .name = "json-wordpress",
	    .probe = "comments.0.ID|comments.0.post",
	    .lists = "comments",
	    .fields = { .id = "ID", .parent = "parent.ID", .author = "author.name",
	        .author_url = "author.URL", .date = "date", .url = "URL", .html = "content",
	        .status = "status", .post = "post.ID", .post_title = "post.title" },
	    .flags = SHAPE_NAMES_ARE_HTML,
	},
	{
	    .name = "json-wordpress",
	    .probe = "posts.0.ID|posts.0.content",
	    .lists = "posts",
	    .post_sign = "ID",
	    .post_fields = { .id = "ID", .title = "title", .author = "author.name",
	        .date = "date", .url = "URL", .html = "content", .status = "status",
	        .total = "discussion.comment_count|comment_count" },
	    .flags = SHAPE_NAMES_ARE_HTML,
	},
	{
	    .name = "json-stackexchange",
	    .probe = "items.0.owner|items.0.creation_date",
	    .lists = "items",
	    .post_sign = "title",
	    .post_fields = { .id = "question_id", .title = "title",
	        .author = "owner.display_name", .date = "creation_date", .url = "link",
	        .html = "body", .text = "body_markdown", .replies = "answers|comments" },
	    .fields = { .id = "comment_id|answer_id", .author = "owner.display_name",
	        .author_url = "owner.link", .date = "creation_date", .url = "link",
	        .html = "body", .text = "body_markdown", .replies = "comments",
	        .post = "question_id|post_id" },
	    .flags = SHAPE_NAMES_ARE_HTML,
	},
	{
	    .name = "json-youtube",
	    .probe = "items.0.snippet.topLevelComment",
	    .lists = "items",
	    .fields = { .id = "id", .author = YOUTUBE_TOP "authorDisplayName|"
	        "snippet.authorDisplayName",
	        .author_url = YOUTUBE_TOP "authorChannelUrl|snippet.authorChannelUrl",
	        .date = YOUTUBE_TOP "publishedAt|snippet.publishedAt",
	        .html = YOUTUBE_TOP "textDisplay|snippet.textDisplay",
	        .replies = "replies.comments",
	        .post = "snippet.videoId|" YOUTUBE_TOP "videoId" },
	},
	GITHUB_GRAPHQL("data.repository.discussion"),
	GITHUB_GRAPHQL("data.repository.issue"),
	GITHUB_GRAPHQL("data.repository.pullRequest"),
	GITHUB_GRAPHQL("data.node"),
	{
	    .name = "json-github",
	    .probe = "discussion.comments",
	    .lists = "discussion.comments",
	    .post = "discussion",
	    GITHUB_POST,
	    GITHUB_COMMENTS,
	},
	{ .probe = "0.html_url|0.user.login|0.body", GITHUB_REST },
	{ .probe = "html_url|user.login|comments_url", GITHUB_REST },
	GHOST("db.0.data"),
	GHOST("data"),
	{
	    .name = "json-nodebb",
	    .probe = "tid|posts.0.pid",
	    .lists = "posts",
	    .post = "posts.0",
	    .post_fields = { .id = "pid", .title = "/title", .author = "user.displayname|"
	        "user.username", .date = "timestampISO|timestamp", .html = "content",
	        .total = "/postcount" },
	    .fields = { .id = "pid", .parent = "toPid", .author = "user.displayname|"
	        "user.username", .date = "timestampISO|timestamp", .html = "content",
	        .deleted = "deleted" },
	    .uncounted = 1,
	},
	{ .name = NULL },
};
