/* A doc as lines of a given width: pure, one pass, time proportional to the text.
 *
 * Screen, export, clipboard and search hits all come from the same lines.  At every
 * width of 1 and more no line is wider than the width, but for these: with the export
 * pen preformatted lines and URLs are kept whole, so that they can be copied; long_lines
 * lets be what it says; and at width 1 a wide character, which nothing can make narrower,
 * is a line of its own rather than lost.  Width 0 means: do not wrap.
 */
#ifndef MOOT_LAYOUT_LAYOUT_H
#define MOOT_LAYOUT_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/buf.h"
#include "moot/doc/doc.h"
#include "moot/text/safe.h"
#include "moot/text/width.h"

/* What a run of text is; how it looks is the theme's affair (term/). Bits. */
enum line_style {
	STYLE_PLAIN = 0,
	STYLE_BOLD = 1 << 0,
	STYLE_ITALIC = 1 << 1,
	STYLE_UNDERLINE = 1 << 2,
	STYLE_STRIKE = 1 << 3,
	STYLE_CODE = 1 << 4,
	STYLE_HEADING = 1 << 5,
	STYLE_QUOTE = 1 << 6,
	STYLE_LINK = 1 << 7,
	STYLE_LINK_NUMBER = 1 << 8, /* the [n] after a link's text */
	STYLE_IMAGE = 1 << 9,
	STYLE_DIM = 1 << 10,        /* bars, bullets, rules, captions */
	STYLE_MARK = 1 << 11,
};

#define NOT_IN_TEXT UINT32_MAX

struct line_span {
	uint32_t start, len; /* bytes of the line's text; spans cover it without gaps */
	uint32_t text_start; /* the same bytes in doc_text(), or NOT_IN_TEXT for what
	                      * layout added (bars, bullets, hyphens, link numbers) */
	uint16_t style;      /* enum line_style bits */
	uint16_t quote_depth;
	uint32_t link;       /* number of the link, 0 = none */
};

struct line {
	struct safe text;
	const struct line_span *spans;
	uint32_t span_count;
	int cols;            /* width of text */
	uint32_t text_start; /* the first byte of doc_text() at or after the line's start */
	bool wrapped;        /* goes on in the next line: joined without a line end */
};

struct layout_opts {
	int cols;       /* 0 = do not wrap */
	bool export_pen; /* plain text for files: `> ` quotes, * - bullets, underlined headings */
	bool ascii;     /* nothing that layout adds is beyond ASCII: set it where ambiguous
	                 * characters are wide, or bars and rules are twice as wide */
	bool number_links; /* [n] after a link's text */
	bool hide_quotes; /* one line, "[3 quoted lines]", for each quote */
	bool long_lines; /* preformatted text is not cut, and a table may be a few times wider */
	struct width_opts width;
};

struct layout {
	struct line *lines;
	size_t line_count;
	/* private: what the lines point at */
	struct buf text;
	struct line_span *spans;
	size_t span_count;
};

/* Never NULL; the doc must outlive it. */
struct layout *layout_new(const struct doc *d, const struct layout_opts *opts);
void layout_free(struct layout *l); /* NULL is allowed */
size_t layout_size_bytes(const struct layout *l);
/* The lines as one text, \n after each but the last: with the export pen and cols 0
 * the `text` of the JSON export. */
void layout_add_text(const struct layout *l, struct buf *out);
/* The same lines one by one, for what is written and not kept: the memory that it takes
 * is that of a line (in a table, of a row), however long the text.  A line is gone when
 * the call returns; its text_start is NOT_IN_TEXT when it has no text of the doc's. */
typedef void layout_line_fn(void *user, const struct line *line);
void layout_each(
    const struct doc *d, const struct layout_opts *opts, layout_line_fn *each, void *user);
/* What layout_add_text would add for these lines. */
void layout_write(const struct doc *d, const struct layout_opts *opts, struct buf *out);
/* "[1] URL" per link.  cols 0, for files: a URL is one word, however long, so that it can
 * be copied; else wrapped to cols so that the joined lines are the URL. */
void layout_add_links(const struct doc *d, int cols, struct buf *out);
/* One line each: its text, its spans (--dump=lines). */
void layout_dump(const struct layout *l, struct buf *out);

#endif
