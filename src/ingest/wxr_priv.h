/* Private to the adapter of WordPress exports: what is collected (wxr.c) and what is
 * made of it (wxr_item.c). */
#ifndef INGEST_WXR_PRIV_H
#define INGEST_WXR_PRIV_H

#include "ingest/fields_priv.h"
#include "ingest/values_priv.h"
#include "moot/base/buf.h"
#include "moot/base/hash.h"
#include "moot/ingest/ingest.h"
#include "moot/markup/xml.h"

/* Fields of the channel, of an item, of a comment, and of an author. */
enum wxr_field {
	WXR_TITLE = 1,
	WXR_LINK,
	WXR_PUB_DATE,
	WXR_SITE_URL,
	WXR_BLOG_URL,
	WXR_GUID,
	WXR_AUTHOR, /* of an item: a login; of a comment: a name */
	WXR_AUTHOR_URL,
	WXR_BODY,
	WXR_ID,
	WXR_DATE, /* on the blog's clock, ... */
	WXR_DATE_GMT, /* ... and the same in UTC */
	WXR_MODIFIED,
	WXR_MODIFIED_GMT,
	WXR_TYPE,
	WXR_STATUS, /* wp:status, wp:comment_approved */
	WXR_CATEGORY,
	WXR_CATEGORY_DOMAIN,
	WXR_THREAD, /* dsq:thread_identifier */
	WXR_PARENT,
	WXR_USER, /* number of an author */
	WXR_LOGIN,
	WXR_DISPLAY_NAME,
	WXR_FIELDS,
};

/* The parts of a comment that are text, in the order in which they are kept. */
enum wxr_part {
	WXR_PART_ID,
	WXR_PART_AUTHOR,
	WXR_PART_AUTHOR_URL,
	WXR_PART_BODY,
	WXR_PART_PARENT,
	WXR_PARTS
};

/* A comment that waits for the end of its item: only then the post is known. */
struct wxr_comment {
	size_t len
	    [WXR_PARTS]; /* bytes in struct wxr comment_text, behind those of the comments before */
	struct date published;
	enum comment_kind kind;
	enum comment_state state;
	bool by_post_author;
};

/* Somebody who writes posts; text is at offsets in struct wxr author_text. */
struct wxr_author {
	size_t login_at, login_len, name_at, name_len, number_at, number_len;
};

struct wxr {
	struct ingest_target target;
	struct xml *xml;
	struct fields fields;
	struct record channel, author, item, comment;
	struct labels labels;
	struct buf comment_text;
	struct wxr_comment *comments;
	size_t comment_len, comment_cap;
	struct buf author_text;
	struct wxr_author *authors;
	size_t author_len, author_cap;
	struct hash logins; /* ids: index in authors + 1 */
	size_t left_out; /* items that are neither posts nor commented on */
	/* What a fact points at until it is added. */
	struct buf title, name, id, url;
	bool described;
};

/* The comment, author or item is complete: it is kept or added, and cleared. */
void wxr_complete_comment(struct wxr *w);
void wxr_complete_author(struct wxr *w);
void wxr_complete_item(struct wxr *w);
/* Tells the library about the source, with what is known by now. */
void wxr_describe(struct wxr *w);

#endif
