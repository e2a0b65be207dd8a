/* Private to the adapter of feeds: what is collected (feed_elements.c) and what is made
 * of it (feed_item.c). */
#ifndef INGEST_FEED_PRIV_H
#define INGEST_FEED_PRIV_H

#include "ingest/fields_priv.h"
#include "ingest/values_priv.h"
#include "moot/base/buf.h"
#include "moot/base/hash.h"
#include "moot/ingest/ingest.h"
#include "moot/markup/xml.h"

enum feed_field {
	FEED_ID = 1,
	FEED_TITLE,
	FEED_TITLE_TYPE, /* enum feed_text as a letter */
	FEED_CONTENT,
	FEED_CONTENT_TYPE,
	FEED_CONTENT_BASE,
	FEED_SUMMARY,
	FEED_SUMMARY_TYPE,
	FEED_LINK,
	FEED_GUID_LINK, /* the id is a link, too */
	FEED_PUBLISHED,
	FEED_DATE,
	FEED_UPDATED,
	FEED_AUTHOR, /* names, in final form */
	FEED_CREATOR, /* the last one */
	FEED_CREATORS,
	FEED_PODCASTER,
	FEED_RSS_AUTHOR,
	FEED_ORIGIN, /* RSS <source> */
	FEED_CATEGORY,
	FEED_COMMENTS_URL,
	FEED_COMMENTS_FEED,
	FEED_TOTAL,
	FEED_REPLY_POST,
	FEED_BASE,
	FEED_NEXT,
	FEED_ANSWER, /* one of several */
	/* of a link that has its address in its text */
	LINK_REL,
	LINK_TYPE,
	LINK_TEXT,
	/* of the person at hand */
	PERSON_NAME,
	PERSON_EMAIL,
	PERSON_URL,
	FEED_AUTHOR_URL,
	FEED_FIELDS,
};

/* How the text of an element is to be read; the value of a *_TYPE field. */
enum feed_text {
	FEED_TEXT_HTML = 'h',
	FEED_TEXT_PLAIN = 'p',
	FEED_TEXT_BASE64_HTML = 'b',
	FEED_TEXT_BASE64 = 'B'
};

/* Which items are answers to which, as the things answered say. */
struct feed_children {
	struct buf text; /* of all keys */
	struct feed_child {
		size_t child, parent, end; /* where they begin in text */
	} *rows;
	size_t len, cap;
	struct hash index; /* of children; id = index + 1 */
};

/* What items answer that answer more than one thing; rows of an item are together. */
struct feed_answers {
	struct buf text;
	struct feed_answer {
		comment_id comment;
		size_t key, len; /* part of text */
	} *rows;
	size_t len, cap;
};

struct feed {
	struct ingest_target target;
	struct xml *xml;
	struct fields fields;
	struct record channel, item;
	struct labels labels; /* of the item */
	struct labels refs, hrefs; /* what the item answers: ids, addresses */
	struct feed_children children;
	struct feed_answers answers;
	char *root_ns; /* of a root in a namespace that nobody knows; or NULL */
	const char *format;
	/* What a fact points at until it is added. */
	struct buf title, body, url, author, comments_url, comments_feed, base, key, scratch;
	bool described;
	bool begun, read_twice, only_links; /* see feed.c */
	struct buf whole; /* of a feed that is read twice */
};

extern const struct field_rule feed_rules[];

/* The item is complete: adds a post or comment, and clears it. */
void feed_complete_item(struct feed *f);
/* Tells the library about the source, with what is known by now. */
void feed_describe(struct feed *f);

/* ---- links (feed_link.c) ---- */

/* The xml:base of an element becomes a field of the record at hand. */
void feed_take_base(struct feed *f, int field, const struct xml_attr *attrs, size_t count);
void feed_set_if_new(struct record *r, int field, struct span value);
void feed_on_link(void *user, const struct xml_attr *attrs, size_t count);
void feed_on_link_end(void *user);

/* ---- what an item answers (feed_reply.c) ---- */

/* Is this "Comment on T by X" or the like, of an item by X?  Then *post_title is T,
 * or none. */
bool feed_title_is_made(struct span title, struct span author, struct span *post_title);
bool feed_is_comment_url(struct span url);
/* The post that the item's id and link tell, or none; valid until the next call. */
struct span feed_post_told(struct feed *f);
/* The comment that the text begins by naming, as "In reply to <a href=...>Ann</a>". */
struct span feed_answer_in_text(struct span html, struct span own_url);
void feed_add_child(struct feed_children *c, struct span child, struct span parent);
struct span feed_parent_of(const struct feed_children *c, struct span child);
void feed_children_release(struct feed_children *c);

/* ---- several answers (feed_answers.c) ---- */

void feed_keep_answers(struct feed_answers *a, comment_id comment, const struct labels *keys);
/* At the end of the feed. */
void feed_settle_answers(struct feed *f);
void feed_answers_release(struct feed_answers *a);

#endif
