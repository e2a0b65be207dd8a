/* The parts of the HTML reader: bytes are made fit for it (html_clean.c), tags and text
 * are told apart (html_read.c, html_tag.c), and nesting is settled (html_open.c).
 */
#ifndef MARKUP_HTML_PRIV_H
#define MARKUP_HTML_PRIV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/arena.h"
#include "moot/base/buf.h"
#include "moot/base/span.h"
#include "moot/markup/html.h"

enum html_kind {
	HTML_NORMAL,
	HTML_VOID,     /* has no content and no end tag */
	HTML_VERBATIM, /* content is text as it stands, up to the end tag */
	HTML_RAW,      /* the same, but without an end tag it has no content */
	HTML_RCDATA,   /* as RAW, character references are read */
	HTML_HELD,     /* its content is seldom shown: without an end tag it has none */
	HTML_IGNORED,  /* the tags are left out */
};

/* Groups of elements, bits. */
enum {
	IS_BLOCK = 1 << 0, /* ends where a p is looked for */
	IS_SCOPE = 1 << 1, /* ends where an item or term is looked for */
	IS_TABLE = 1 << 2, /* ends where a part of a table is looked for */
	IS_P = 1 << 3,
	IS_ITEM = 1 << 4,
	IS_TERM = 1 << 5,
	IS_CELL = 1 << 6,
	IS_ROW = 1 << 7,
	IS_SECTION = 1 << 8,
	IS_OPTION = 1 << 9,
	IS_RUBY = 1 << 10,
	IS_HEADING = 1 << 11,
	IS_A = 1 << 12,
	IS_PAGE = 1 << 13, /* html, head, body */
	IS_HEAD = 1 << 14, /* may stand in the head */
	IS_FONT = 1 << 15, /* a style that nobody may end; a new paragraph does */
};

struct html_element {
	const char *name;
	uint8_t len; /* bytes of the name */
	uint8_t kind; /* enum html_kind */
	uint16_t is, closes; /* groups */
};

enum html_element_id {
#define HTML_ELEMENT(name, kind, is, closes) HTML_ID_##name,
#include "markup/html_elements.def"
#undef HTML_ELEMENT
	HTML_ELEMENTS
};

extern const struct html_element html_elements[HTML_ELEMENTS];

/* In any letter case; NULL when it is none of the table. */
const struct html_element *html_element_find(struct span name);

/* Limits that keep work and memory in proportion to the input. */
enum { HTML_MAX_ATTRS = 256, HTML_MAX_OPEN = 2000, HTML_MAX_OPEN_INLINE = 1000,
	HTML_MAX_NAME_BYTES = 64, HTML_FLATTENED = 256 };

struct html_open_row {
	const struct html_element *element; /* NULL: not in the table */
	struct span name;                   /* as in the source */
};

/* The open elements, outermost first, and who is told when they start and end.  What
 * would nest deeper than the limits ends at once, and its end tag is awaited in
 * flattened[]. */
struct html_open {
	const struct html_handlers *handlers;
	void *user;
	size_t len;
	uint32_t flattened[HTML_FLATTENED]; /* by a hash of the name */
	struct html_open_row rows[HTML_MAX_OPEN];
};

/* Ends what a start tag implies. */
void html_open_imply(struct html_open *open, const struct html_element *element);
void html_send_start(const struct html_open *open, const struct html_element *element,
    struct span name, const struct html_attr *attrs, size_t attr_count);
/* After the start was sent: keeps the element open, or ends it at once. */
void html_open_push(struct html_open *open, const struct html_element *element, struct span name);
/* An end tag of the source: sends ends, or nothing. */
void html_open_end(struct html_open *open, const struct html_element *element, struct span name);
/* Ends the innermost elements until so many are open. */
void html_open_end_to(struct html_open *open, size_t len);

/* Looks for control characters in so many bytes more, from *at on. */
bool html_has_controls(struct span text, size_t *at, size_t bytes);
/* The text without them, in valid UTF-8; in *room. */
struct span html_repair(struct buf *room, struct span text);

/* What ends something that may begin anywhere, or tells what it is. */
enum html_mark { MARK_GREATER, MARK_QUOTE, MARK_APOSTROPHE, MARK_COMMENT, MARK_COMMENT_BANG,
	MARK_CDATA, MARK_EQUALS, MARK_SPACE, MARK_LINE_END, MARKS };

struct html_reader {
	const char *p, *end; /* what is not read yet */
	struct span text;    /* all of it */
	size_t checked;      /* bytes of it without controls, while that is looked at */
	bool is_clean;       /* all are */
	struct buf room;     /* the text, where it had controls */
	struct buf piece;    /* what is told, where it is no UTF-8 */
	bool bad_bytes;      /* there was such, and ... */
	bool cp1252;         /* ... this is what it is */
	bool content;        /* something came already */
	bool cdata;          /* ]]> is awaited */
	bool lost_quote;     /* a tag ends at its first >, in quotes or not */
	const char *limit;   /* no quote in the tag reaches further */
	/* The next place of each mark and end tag; end when there is none; NULL when
	 * not looked for. */
	const char *marks[MARKS];
	const char *end_tags[HTML_ELEMENTS];

	/* The tag that was read last. */
	const struct html_element *element; /* NULL: not in the table */
	struct span name;
	bool self_closed, cut; /* cut: the text ended in it */
	size_t attr_count;
	struct arena values;   /* of attributes that are not as in the source */

	struct html_open open;
	struct html_attr attrs[HTML_MAX_ATTRS];
};

/* A text or a value that is told, without bad UTF-8: itself, or in r->piece. */
struct span html_valid(struct html_reader *r, struct span text);

/* The next place of the mark at or after p, or the end. */
const char *html_find_mark(struct html_reader *r, enum html_mark mark, const char *p);
const char *html_skip_space(const struct html_reader *r, const char *p);
/* Reads the tag whose name begins at p; r->p is past it.  Keeps attributes if wanted. */
void html_read_tag(struct html_reader *r, const char *p, bool wanted);
/* A name that elements and attributes have; what has another is left out. */
bool html_is_name(struct span name);

#endif
