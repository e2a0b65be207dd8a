/* A terminal as a grid of cells: views draw into the grid, term shows it.
 *
 * Two backends: curses (src/term/curses.c, the only file that knows the library)
 * and memory, in which every screen is a text that can be compared.  A cell holds
 * one grapheme cluster of clean text; only struct safe can be drawn.  A wide cluster
 * takes its cell and marks the next one as its right half; overwriting one half
 * blanks the other.  What falls outside the grid is cut at clusters.
 */
#ifndef MOOT_TERM_TERM_H
#define MOOT_TERM_TERM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/buf.h"
#include "moot/text/safe.h"
#include "moot/text/width.h"

/* What is drawn, not how it looks: a theme gives each face its colours and attributes
 * (src/term/faces.def: name, default attributes without colour, default colours, help). */
enum face {
#define FACE(name, config_name, mono, color, help) FACE_##name,
#include "moot/term/faces.def"
#undef FACE
	FACES
};

/* Attributes added to a face. Bits. */
enum attr { ATTR_BOLD = 1, ATTR_ITALIC = 2, ATTR_UNDERLINE = 4, ATTR_REVERSE = 8, ATTR_DIM = 16 };

enum { CELL_BYTES = 32 }; /* a cluster: a base and up to four marks, all of up to 4 bytes */

struct cell {
	char text[CELL_BYTES]; /* NUL-terminated UTF-8; "" in the right half of a wide one */
	uint8_t cols;          /* 1 or 2; 0 = right half */
	uint8_t face, attrs;
};

struct grid {
	int cols, rows;
	struct cell *cells; /* rows * cols */
};

struct grid *grid_new(int cols, int rows);
void grid_free(struct grid *g);
void grid_clear(struct grid *g);
/* Draws text at (row, col), at most max_cols columns; returns the columns used.  A
 * line end or tab in the text is drawn as one blank. */
int grid_put(struct grid *g, int row, int col, int max_cols, struct safe text, enum face face,
    unsigned attrs, const struct width_opts *width);
void grid_fill(struct grid *g, int row, int col, int cols, char c, enum face face, unsigned attrs);
/* Changes face (FACES: keep) and adds attributes on cells already drawn. */
void grid_restyle(struct grid *g, int row, int col, int cols, enum face face, unsigned attrs);
/* The screen as text: a line per row, trailing blanks cut.  With styles, a second block
 * with one letter per cell tells the faces. */
void grid_dump(const struct grid *g, bool styles, struct buf *out);

/* A key as the user pressed it: a character, or one of the named keys; with Alt the
 * flag, with Control the character 1-26 as its letter and the flag. */
enum key_code {
	KEY_NONE_ = 0,
	KEY_FIRST_NAMED = 0x110000, /* above Unicode */
	KEY_ENTER_, KEY_TAB_, KEY_ESCAPE_, KEY_BACKSPACE_, KEY_DELETE_, KEY_INSERT_,
	KEY_UP_, KEY_DOWN_, KEY_LEFT_, KEY_RIGHT_, KEY_HOME_, KEY_END_, KEY_PAGE_UP_, KEY_PAGE_DOWN_,
	KEY_BACKTAB_, KEY_F1_, KEY_F2_, KEY_F3_, KEY_F4_, KEY_F5_, KEY_F6_, KEY_F7_, KEY_F8_,
	KEY_F9_, KEY_F10_, KEY_F11_, KEY_F12_,
	KEY_MOUSE_, KEY_RESIZE_, KEY_HANGUP_,
};
enum { KEY_CTRL = 1, KEY_ALT = 2 };

struct key {
	uint32_t code; /* a Unicode character, or enum key_code */
	uint8_t mods;
};

/* "j", "C-l", "M-v", "Space", "PgDn", "F1" ...: both directions. */
bool key_parse(struct span name, struct key *key);
void key_add_name(struct buf *out, struct key key);

struct term;

struct term_opts {
	bool ascii;       /* draw nothing beyond ASCII of our own */
	bool color;       /* false: attributes only (NO_COLOR, --color=never) */
	const char *theme; /* reserved: NULL = default */
};

/* NULL with *error (static text) when the terminal cannot be used (dumb, unknown). */
struct term *term_open_curses(const struct term_opts *opts, const char **error);
struct term *term_open_memory(int cols, int rows);
void term_close(struct term *t); /* restores the terminal; NULL is allowed */
struct grid *term_grid(struct term *t); /* of the current size; draw here */
/* Shows the grid, with the hardware cursor at (row, col); row < 0 hides it. */
void term_show(struct term *t, int cursor_row, int cursor_col);
/* The next key without waiting: false when there is none. */
bool term_key(struct term *t, struct key *key);
int term_fd(const struct term *t); /* to poll; -1 for memory */
/* For the memory backend: what term_key will give; a new size. */
void term_push_key(struct term *t, struct key key);
void term_resize(struct term *t, int cols, int rows);
/* Gives the terminal to a child or the shell, and takes it back. */
void term_suspend(struct term *t);
void term_resume(struct term *t);
void term_redraw_all(struct term *t); /* C-l */
bool term_utf8(const struct term *t); /* can it show more than ASCII? */

#endif
