/* The parts of the HTML reader: the pre-pass (html_prepare.c), the elements that
 * are open while it runs (html_open.c), and libxml2's parser (html.c).
 */
#ifndef MARKUP_HTML_PRIV_H
#define MARKUP_HTML_PRIV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/buf.h"
#include "moot/base/span.h"

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
	IS_TOUCHY = 1 << 15, /* libxml2 ends it for blocks that HTML allows in it */
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

/* Limits of what libxml2 sees: its work grows with the square of both. */
enum { HTML_MAX_ATTRS = 256, HTML_MAX_OPEN = 250, HTML_MAX_OPEN_INLINE = 80 };

struct html_open_row {
	const struct html_element *element; /* NULL: not in the table */
	struct span name;
};

/* The open elements, outermost first.  What would nest deeper than the limits is
 * written as an empty element, and its end tag is awaited in flattened[]. */
struct html_open {
	struct html_open_row rows[HTML_MAX_OPEN];
	size_t len;
	uint32_t flattened[256]; /* by a hash of the name */
};

/* Writes the end tags that a start tag implies. */
void html_open_imply(struct html_open *open, struct buf *out, const struct html_element *element);
/* After a start tag was written: keeps it open, or ends it at once. */
void html_open_push(struct html_open *open, struct buf *out, const struct html_element *element,
    struct span name);
/* Writes what an end tag of the source means: end tags, or nothing. */
void html_open_end(struct html_open *open, struct buf *out, const struct html_element *element,
    struct span name);
bool html_open_has(const struct html_open *open, const struct html_element *element);

/* The pre-pass.  With escape, out is HTML; without, text that held no tag.  Returns
 * true when the first thing in it was <html>, <head> or <body>. */
bool html_prepare_as(struct buf *out, struct span utf8, bool escape);
/* The text with bad UTF-8 repaired and control characters dropped: itself, or
 * a copy in *room. */
struct span html_clean(struct buf *room, struct span text);

#endif
