/* Private to the adapter of Blogger's Atom: what is collected (blogger_atom.c) and what
 * is made of it (blogger_entry.c). */
#ifndef INGEST_BLOGGER_ATOM_PRIV_H
#define INGEST_BLOGGER_ATOM_PRIV_H

#include "ingest/fields_priv.h"
#include "ingest/values_priv.h"
#include "moot/base/buf.h"
#include "moot/ingest/ingest.h"
#include "moot/markup/xml.h"

enum field {
	ID = 1,
	TITLE,
	CONTENT,
	SUMMARY,
	PUBLISHED,
	UPDATED,
	AUTHOR,
	AUTHOR_URL,
	DRAFT,
	COMMENTS_TOTAL,
	/* Takeout */
	TYPE,
	STATUS,
	PARENT,
	IN_REPLY_TO,
	FILENAME,
	CREATED,
	TRASHED,
	/* from attributes */
	KIND,
	URL,
	ANSWERS,
	POST_REF,
	POST_URL,
	COMMENTS_URL,
	COMMENTS_FEED,
	REMOVED,
	CONTENT_TYPE,
	TITLE_TYPE,
	/* of the feed */
	TOTAL_RESULTS,
	NEXT_PAGE,
	FIELDS,
};

struct blogger {
	struct ingest_target target;
	struct xml *xml;
	struct fields fields;
	struct record feed, entry;
	struct labels labels; /* of the entry */
	struct buf scratch, key, url;
	const char *format;
	size_t entries; /* posts and comments so far */
	bool described; /* the source */
};

/* The entry is complete: adds a post or comment, and clears it. */
void blogger_complete_entry(struct blogger *b);
/* Tells the library about the source, with what is known by now. */
void blogger_describe(struct blogger *b);

#endif
