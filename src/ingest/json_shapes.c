/* The shape of a document: one of the known ones, or for anything else that has ids and
 * parents, or nests, the names that such things go by. */
#include "config.h"

#include "ingest/json_thread_priv.h"

#define IDS "id|_id|uid|uuid|guid|comment_id|commentId|id_str|id_code|objectId"
#define PARENTS "parent|parent_id|parentId|in_reply_to|in_reply_to_id|inReplyTo|reply_to|" \
		"reply_to_id|replyTo|pid|parentID|parent_comment_id|parentCommentId|parent_uid|" \
		"rid"
#define NESTED "children|replies|comments|kids|responses|answers|replies.data|" \
	       "replies.nodes|comments.nodes|comments.data"
#define AUTHORS "author.name|author.username|author.display_name|author.displayName|" \
		"author.login|author|author_name|authorName|user.name|user.username|" \
		"user.login|user.displayName|user.display_name|by|creator.name|creator|" \
		"member.name|account.display_name|account.username|owner.display_name|" \
		"from.name|nick|nickname|by_nickname|uploader|username|user"
#define AUTHOR_URLS "author.url|author_url|user.url|website|author.website"
#define DATES "created_at|createdAt|created|date|published|published_at|publishedAt|time|" \
	      "timestamp|created_utc|created_on|creationDate|creation_date|postedAt|pubDate|" \
	      "date_published|insertedAt|created_time"
#define HTMLS "content.rendered|body_html|bodyHtml|bodyHTML|content_html|contentHtml|html|" \
	      "cooked|comment_html|rendered|text_html|htmlBody|contents.html|parsedContent"
#define TEXTS "text|body|content|comment|message|body_text|content_text|orig|raw|markdown|" \
	      "selftext"
#define URLS "url|permalink|link|html_url|webpage_url|uri"
#define TITLES "title|subject|name"
#define DELETED "deleted|is_deleted|removed|isDeleted|delete"
#define HELD "held|pending|is_moderated|hidden"
#define POSTS "post|post_id|postId|page|url_path|thread|thread_id|article_id|article|" \
	      "link_id|locator.url|page_key|page_url|story_id"

#define ANY_FIELDS \
	.fields = { .id = IDS, \
		.parent = PARENTS, \
		.author = AUTHORS "|name", \
		.author_url = AUTHOR_URLS, \
		.date = DATES, \
		.html = HTMLS, \
		.text = TEXTS, \
		.url = URLS, \
		.deleted = DELETED, \
		.held = HELD, \
		.spam = "spam|is_spam|isSpam", \
		.status = "status|state", \
		.replies = NESTED, \
		.post = POSTS }
#define ANY_POST(titles) \
	.post_fields = { .id = IDS, .title = titles, .author = AUTHORS, .date = DATES, \
	    .html = HTMLS, .text = TEXTS "|description", .url = URLS, .replies = NESTED, \
	    .status = "status", .total = "comments_count|comment_count|commentCount|" \
	    "descendants|num_comments|numComments" }
#define ANY_THREAD \
	.name = "json-thread", ANY_POST(TITLES), ANY_FIELDS, .flags = SHAPE_GUESS_HTML | SHAPE_ANY
/* What has a title and no parent is a post. */
#define ANY_LIST \
	.name = "json-thread", .post_sign = "title", ANY_POST("title"), ANY_FIELDS, \
	.flags = SHAPE_GUESS_HTML | SHAPE_ANY

static const struct json_shape shapes[] = {
	{ .probe = "post|comments.0", .lists = "comments", .post = "post", ANY_THREAD },
	{ .probe = "posts.0.title|comments", .lists = "posts|comments", ANY_LIST },
	{ .probe = "comments.data.0", .lists = "comments.data", .post = "", ANY_THREAD },
	{ .probe = "comments.nodes.0", .lists = "comments.nodes", .post = "", ANY_THREAD },
	{ .probe = "comments", .lists = "comments", .post = "", ANY_THREAD },
	{ .probe = "replies", .lists = "replies", .post = "", ANY_THREAD },
	{ .probe = "children", .lists = "children", .post = "", ANY_THREAD },
	{
	    .probe = "",
	    .lists = "|posts|items|data|data.data|results|messages|entries|nodes|response|"
	        "data.comments|data.comments.nodes|data.comments.results|data.posts",
	    ANY_LIST,
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

static const struct json_shape *find_known(struct jval root, const struct json_shape *shape)
{
	while (shape->name && !has_all(root, shape->probe))
		shape++;
	return shape->name ? shape : NULL;
}

const struct json_shape *json_shape_of(struct jval root)
{
	const struct json_shape *known = find_known(root, json_shapes_systems);

	if (!known)
		known = find_known(root, json_shapes_sites);
	if (known)
		return known;
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
		if (has_all(root, shapes[i].probe))
			return &shapes[i];
	return NULL;
}
