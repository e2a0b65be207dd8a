/* Private to the adapter of feeds: what is collected (feed.c) and what is made of it
 * (feed_item.c). */
#ifndef INGEST_FEED_PRIV_H
#define INGEST_FEED_PRIV_H

#include "ingest/fields_priv.h"
#include "ingest/values_priv.h"
#include "moot/base/buf.h"
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
	FEED_CREATOR,
	FEED_RSS_AUTHOR,
	FEED_ORIGIN, /* RSS <source> */
	FEED_CATEGORY,
	FEED_COMMENTS_URL,
	FEED_COMMENTS_FEED,
	FEED_TOTAL,
	FEED_REPLY_REF,
	FEED_REPLY_HREF,
	FEED_REPLY_POST,
	FEED_BASE,
	FEED_NEXT,
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

struct feed {
	struct ingest_target target;
	struct xml *xml;
	struct fields fields;
	struct record channel, item;
	struct labels labels; /* of the item */
	char *root_ns; /* of a root in a namespace that nobody knows; or NULL */
	const char *format;
	/* What a fact points at until it is added. */
	struct buf title, body, url, author, comments_url, comments_feed, base, key, scratch;
	bool described;
};

/* The item is complete: adds a post or comment, and clears it. */
void feed_complete_item(struct feed *f);
/* Tells the library about the source, with what is known by now. */
void feed_describe(struct feed *f);

#endif
