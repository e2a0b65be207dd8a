/* Private to the adapter of Movable Type exports: the lines of an entry are found in
 * movable_type.c, what they mean is in movable_type_entry.c. */
#ifndef INGEST_MOVABLE_TYPE_PRIV_H
#define INGEST_MOVABLE_TYPE_PRIV_H

#include <stdint.h>

#include "ingest/values_priv.h"
#include "moot/base/buf.h"
#include "moot/base/hash.h"
#include "moot/ingest/ingest.h"

/* The keys of all headers: of an entry, a comment, a ping. */
enum mt_key {
	MT_NO_KEY,
	MT_AUTHOR,
	MT_TITLE,
	MT_BASENAME,
	MT_UNIQUE_URL,
	MT_STATUS,
	MT_CONVERT_BREAKS,
	MT_PRIMARY_CATEGORY,
	MT_CATEGORY,
	MT_TAGS,
	MT_DATE,
	MT_NO_ENTRY,
	MT_EMAIL,
	MT_IP,
	MT_URL,
	MT_BLOG_NAME,
	MT_SECRET, /* of FC2: for the blog's author alone */
	MT_OTHER, /* known, but of no use here */
	MT_KEYS
};

enum mt_section {
	MT_NO_SECTION,
	MT_BODY,
	MT_EXTENDED,
	MT_EXCERPT,
	MT_KEYWORDS,
	MT_COMMENT,
	MT_PING,
};

/* ---- lines (movable_type_lines.c) ---- */

/* The key that the line of an entry's header begins with; *value is what follows. */
enum mt_key mt_entry_key(struct span line, struct span *value);
/* The same of the header of a comment or ping. */
enum mt_key mt_comment_key(enum mt_section kind, struct span line, struct span *value);
/* Takes the lines of the next section off *rest; false when it lacks its dashes. */
bool mt_next_section(struct span *rest, struct span *lines);
/* Takes the title off the lines; in old files the text begins on the same line. */
enum mt_section mt_take_title(struct span *lines);
/* Adds text as it was before a tab was put behind its lines of dashes. */
void mt_add_lines(struct buf *out, struct span lines);
/* MM/DD/YYYY hh:mm:ss, with AM or PM or without; DATE_INIT when it is none. */
struct date mt_date(struct span text);

/* ---- entries (movable_type_entry.c) ---- */

/* An entry that comments may name by its date. */
struct mt_dated {
	int64_t unix_s;
	post_id post;
};

struct movable_type {
	struct ingest_target target;
	struct buf raw; /* the lines of the entry at hand, and what follows in this slice */
	size_t start, seen; /* offsets in raw: the entry's first line, the next line */
	size_t searched; /* no line end is between seen and this */
	size_t start_line, line; /* numbers of the first two */
	bool maybe_end; /* a line of eight dashes stands at end_at; is an entry behind it? */
	size_t end_at;
	/* Of the entry that is read. */
	struct labels labels;
	struct buf title, author, id, body, text, key;
	struct mt_dated *dated;
	size_t dated_len, dated_cap;
	struct hash dates; /* ids: index in dated + 1 */
};

/* Adds the post, comments and pings that the lines of one entry hold; cut: the source
 * ends here, and not with a line of dashes. */
void mt_add_entry(struct movable_type *m, struct span lines, size_t line, bool cut);

#endif
