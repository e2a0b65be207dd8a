/* What the panes draw with: a part of the grid, and the signs of our own.
 *
 * A canvas is a rectangle of a grid; rows and columns count from its upper left
 * corner, and nothing is ever drawn outside it.  Signs that are not text of a source
 * come from one table, which has an ASCII form for each (--ascii).
 */
#ifndef MOOT_VIEW_CANVAS_H
#define MOOT_VIEW_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/buf.h"
#include "moot/layout/layout.h"
#include "moot/term/term.h"
#include "moot/text/safe.h"
#include "moot/text/width.h"

struct rect {
	int row, col, rows, cols;
};

enum { TEXT_COLS_MAX = 76, LEVEL_COLS = 2 }; /* where looks do not say otherwise */
enum guide_style { GUIDE_LINES, GUIDE_DOTS, GUIDE_NONE };

/* How everything looks that the source does not decide.  Zeroed it is usable. */
struct looks {
	bool ascii;
	bool linear;     /* words for signs, nothing side by side; ascii, too */
	struct width_opts width;
	int text_cols;   /* no text is laid out wider; 0 = TEXT_COLS_MAX */
	int level_cols;  /* by which a reply stands further in; 0 = LEVEL_COLS */
	int margin_rows; /* kept in sight around the current post */
	enum guide_style guides;
	bool iso_dates;
	/* Preformatted text and tables go on beyond the pane; of lines that do, so many
	 * columns are not seen on the left. */
	bool long_lines;
	int pan_cols;
	/* Each level, or author, in a colour of its own. */
	bool guide_colors, author_colors, quote_colors;
};

int looks_text_cols(const struct looks *looks);
int looks_level_cols(const struct looks *looks);

enum glyph {
#define GLYPH(name, unicode, ascii) GLYPH_##name,
#include "moot/view/glyphs.def"
#undef GLYPH
	GLYPHS
};

/* Each takes as many columns as it has in the table (one, but where noted there). */
struct safe glyph(const struct looks *looks, enum glyph g);

struct canvas {
	struct grid *grid;
	const struct looks *looks;
	struct rect area;
};

/* A part of the canvas, cut to it. */
struct canvas canvas_part(const struct canvas *c, struct rect part);
/* Draws at most max_cols columns and returns the columns used. */
int canvas_put(const struct canvas *c, int row, int col, int max_cols, struct safe text,
    enum face face, unsigned attrs);
/* The same; a text that does not fit ends with the sign for "more". */
int canvas_put_cut(const struct canvas *c, int row, int col, int max_cols, struct safe text,
    enum face face, unsigned attrs);
void canvas_repeat(const struct canvas *c, int row, int col, int cols, enum glyph g,
    enum face face);
void canvas_blank(const struct canvas *c, int row, enum face face);

/* Draws one thing after the other on a row, up to a column. */
struct pen {
	const struct canvas *canvas;
	int row, col, end_col; /* end_col: the first column that is not its own */
};

void pen_put(struct pen *p, struct safe text, enum face face);
void pen_put_cut(struct pen *p, struct safe text, enum face face);
void pen_glyph(struct pen *p, enum glyph g, enum face face);
void pen_skip(struct pen *p, int cols);

/* Ranges of a doc's text that are to be seen, in order and not overlapping. */
struct mark_range {
	uint32_t start, end; /* bytes of doc_text() */
	bool current;
	enum face face;
};
struct marks {
	const struct mark_range *ranges;
	size_t count;
	const struct marks *under; /* drawn before them; or NULL */
};

/* Draws a line of a layout at (row, col), with marks (may be NULL); a sign says where it
 * goes on beyond the canvas. */
void canvas_put_line(const struct canvas *c, int row, int col, const struct line *line,
    const struct marks *marks);

/* Words of the program itself (numbers, names of keys), made in a buf: they hold no text
 * of a source but what safe_field() gave. */
struct safe own_words(const struct buf *b);
/* Columns of a text on one line. */
int safe_cols(struct safe text, const struct looks *looks);

#endif
