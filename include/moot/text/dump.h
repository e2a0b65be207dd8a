/* The lines of a text dump: what a copied blog page looks like, line by line.
 *
 *	Thursday, 19 June 2014
 *
 *	Title of the post
 *
 *	Body paragraph.
 *
 *	Posted by Jim at 08:12
 *	Labels: one, two
 *
 *
 *	  1. Text of a comment whose author and time are unknown.
 *
 *	  2. Ann Onymous — 19 June 2014 at 08:43
 *
 *	    Text of a comment with a known author and time.
 *
 *	    1. First reply.
 *
 * Reading (ingest) and writing (export) share this grammar, so that what is written
 * reads back the same.  A line of text that would itself read as one of these lines is
 * special: it gets a backslash before it, and so does a special line that begins with
 * backslashes already.  Which lines are special depends on the place of the line and on
 * whether a blank line stands before it; both are known on either side.
 *
 * The shape is the one of a Blogger permalink or archive page that was copied as text:
 * comments are the page's nested lists, two columns for each level, their numbers
 * starting anew in each thread; names and times may be glued ("Ann19 June 2014 at 14:09").
 */
#ifndef MOOT_TEXT_DUMP_H
#define MOOT_TEXT_DUMP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/buf.h"
#include "moot/base/span.h"
#include "moot/text/date.h"

enum {
	DUMP_STEP_COLS = 2, /* of a comment's number against its parent's */
	/* Numbers stand no further right, or deep threads would take quadratic space... */
	DUMP_DEEPEST_COL = 100,
	/* ... and levels below it are named: "level 51: 1. text". */
	DUMP_DEEPEST = DUMP_DEEPEST_COL / DUMP_STEP_COLS,
	DUMP_FIRST_MAX = 5, /* replies do not begin with a greater number, a list may */
};

#define DUMP_UNTITLED "(untitled)"

/* ---- white space; a no-break space is a blank as well ---- */

bool dump_is_blank(struct span line);
/* Without the blanks at its end. */
struct span dump_trim_end(struct span line);
struct span dump_trim(struct span line);
/* The bytes of the blanks that the line starts with, and the columns they take. */
size_t dump_indent(struct span line, int *cols);
/* Adds the line without the blanks in its first columns. */
void dump_add_outdented(struct buf *out, struct span line, int cols);

/* ---- the line above a post ---- */

enum dump_heading {
	DUMP_HEADING_NONE,
	DUMP_HEADING_DATE,    /* "Thursday, 19 June 2014" */
	DUMP_HEADING_UNDATED, /* "(no date)" */
	DUMP_HEADING_MISSING, /* "(post not in the source)": only its thread is there */
};
/* *has_weekday may be NULL. */
enum dump_heading dump_heading_parse(struct span line, struct date *date, bool *has_weekday);
void dump_heading_add(struct buf *out, enum dump_heading kind, struct date date);

/* ---- what stands below a body ---- */

enum dump_trailer {
	DUMP_TRAILER_NONE,
	DUMP_POSTED,   /* "Posted by Jim at 08:12", either part may be missing */
	DUMP_LABELS,   /* "Labels: one, "two, or three"" */
	DUMP_LINK,     /* "Link: URL of the post" */
	DUMP_STATUS,   /* "Status: draft" */
	DUMP_TOTAL,    /* "17 comments:" */
	DUMP_LINKS,    /* "Links:", then "[1] URL" each */
};
/* *value is what stands after the key. */
enum dump_trailer dump_trailer_parse(struct span line, struct span *value);
/* "[1] URL" */
bool dump_is_link_row(struct span line);
/* The value of DUMP_POSTED. */
struct dump_posted {
	struct span author;
	int hour, minute; /* hour -1: no time */
};
bool dump_posted_parse(struct span value, struct dump_posted *posted);
void dump_posted_add(struct buf *out, const struct dump_posted *posted);
/* Takes the first label off *rest: false at the end. */
bool dump_label_next(struct span *rest, struct buf *label);
void dump_label_add(struct buf *out, struct span label);

/* ---- a comment's first line ---- */

/* "  12. " or "level 51: 12. " */
struct dump_mark {
	uint32_t number;
	uint32_t level; /* as named, or 0: by its column */
	int col;
	size_t text;    /* where in the line the text begins */
};
bool dump_mark_parse(struct span line, struct dump_mark *mark);
void dump_mark_add(struct buf *out, const struct dump_mark *mark);

/* "Ann Onymous — 19 June 2014 at 08:43 — pingback — post author" */
struct dump_byline {
	struct span author;
	struct date time;
	const char *status; /* "held", "spam", "deleted", or NULL: shown */
	bool pingback, by_post_author;
};
/* A line that only looks like one by chance is none: a name is short and no sentence. */
bool dump_byline_parse(struct span line, struct dump_byline *byline);
void dump_byline_add(struct buf *out, const struct dump_byline *byline);

/* "[deleted comment]", in the place of a text that is not shown; the words that
 * Blogger puts there count as well.  NULL when it is none. */
const char *dump_stub_status(struct span line);
void dump_stub_add(struct buf *out, const char *status);

/* ---- text that looks like something else ---- */

enum dump_place {
	DUMP_IN_TITLE,
	DUMP_IN_BODY,
	DUMP_IN_OPENING, /* on the line of a comment's number */
	DUMP_IN_COMMENT,
};
/* Adds the line, with a backslash before it where it needs one. */
void dump_add_escaped(struct buf *out, struct span line, enum dump_place place, bool after_blank);
struct span dump_unescape(struct span line, enum dump_place place, bool after_blank);

#endif
