/* What is exported by the systems that keep the comments of other sites.
 *
 * Facts: Commento's and Comentario's exports, remark42 (backend/app/migrator/native.go,
 * rest/api), Disqus' API 3.0, Duoshuo's export, Waline and Valine (LeanCloud).
 */
#include "config.h"

#include "ingest/json_thread_priv.h"

/* Comments of all pages of a site: the page is an address or a path. */
#define VALINE \
	.name = "json-valine", \
	.fields = { .id = "objectId|id|_id", .parent = "pid|rid", .author = "nick", \
	    .author_url = "link", .date = "insertedAt.iso|insertedAt|createdAt|created", \
	    .html = "comment", .post = "url|href", .replies = "children", .status = "status", \
	    .spam = "isSpam" }
#define REMARK42_COMMENT(in) \
	.id = in "id", .parent = in "pid", .author = in "user.name", .date = in "time", \
	.html = in "text", .text = in "orig", .post = in "locator.url", \
	.post_title = in "title", .deleted = in "delete"

const struct json_shape json_shapes_systems[] = {
	{
	    .name = "json-commento",
	    .probe = "comments.0.commentHex",
	    .lists = "comments",
	    .fields = { .id = "commentHex", .parent = "parentHex", .author_key = "commenterHex",
	        .date = "creationDate", .html = "html", .text = "markdown", .post = "url|path",
	        .deleted = "deleted", .status = "state" },
	    .people = { "commenters", "commenterHex", "name", "link", NULL, NULL, NULL },
	},
	{
	    .name = "json-comentario",
	    .probe = "pages|commenters|comments",
	    .lists = "pages|comments",
	    .post_sign = "path",
	    .post_fields = { .id = "id", .title = "title|path" },
	    .fields = { .id = "id", .parent = "parentId", .author_key = "userCreated",
	        .author = "authorName", .date = "createdTime", .html = "html",
	        .text = "markdown", .post = "pageId", .deleted = "isDeleted",
	        .held = "isPending" },
	    .people = { "commenters", "id", "name", "websiteUrl", NULL, NULL, NULL },
	},
	{
	    .name = "json-remark42",
	    .probe = "comments.0.comment.locator",
	    .lists = "comments",
	    .fields = { REMARK42_COMMENT("comment."), .replies = "replies" },
	},
	{
	    .name = "json-remark42",
	    .probe = "comments.0.locator|comments.0.user",
	    .lists = "comments",
	    .fields = { REMARK42_COMMENT("") },
	},
	{ /* a backup: what is known of users and pages, and comments behind it */
	    .name = "json-remark42",
	    .probe = "0.version|0.users|0.posts|1.locator",
	    .lists = "|0.posts",
	    .post_sign = "url",
	    .post_fields = { .id = "url", .url = "url" },
	    .fields = { REMARK42_COMMENT("") },
	},
	{
	    .name = "json-disqus",
	    .probe = "response.0.raw_message|response.0.thread",
	    .lists = "response",
	    .fields = { .id = "id", .parent = "parent", .author = "author.name",
	        .author_url = "author.url|author.profileUrl", .date = "createdAt",
	        .url = "url", .html = "message", .text = "raw_message",
	        .post = "thread.link|thread.id|thread", .post_title = "thread.title",
	        .deleted = "isDeleted",
	        .spam = "isSpam" },
	    .flags = SHAPE_UTC,
	},
	{
	    .name = "json-duoshuo",
	    .probe = "threads|posts",
	    .lists = "threads|posts",
	    .post_sign = "title",
	    .post_fields = { .id = "thread_id", .title = "title", .date = "created_at",
	        .url = "url", .html = "content" },
	    .fields = { .id = "post_id", .parent = "parents.0", .author = "author_name",
	        .author_url = "author_url", .date = "created_at", .html = "message",
	        .post = "thread_id", .status = "status" },
	},
	{ .probe = "data.Comment", .lists = "data.Comment", VALINE },
	{ .probe = "results.0.nick|results.0.comment", .lists = "results", VALINE },
	{ .probe = "data.0.nick|data.0.comment", .lists = "data", VALINE },
	{ .probe = "data.data.0.nick|data.data.0.comment", .lists = "data.data", VALINE },
	{ .probe = "0.nick|0.comment", .lists = "", VALINE },
	{ .name = NULL },
};
