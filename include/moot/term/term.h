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

/* What is drawn, not how it looks: faces.def gives each face its attributes and colour. */
enum face {
#define FACE(name, letter, attributes, color, help) FACE_##name,
#include "moot/term/faces.def"
#undef FACE
	FACES
};

/* Attributes added to a face. Bits. */
enum attr { ATTR_BOLD = 1, ATTR_ITALIC = 2, ATTR_UNDERLINE = 4, ATTR_REVERSE = 8, ATTR_DIM = 16 };

enum { CELL_BYTES = 32 }; /* a cluster: a base and up to four marks, all of up to 4 bytes */

/* Invariants: a cell of 2 columns is followed, in its row, by a right half of the same
 * face and attributes; a right half follows nothing else. */
struct cell {
	char text[CELL_BYTES]; /* NUL-terminated UTF-8; "" in the right half of a wide one */
	uint8_t cols;          /* 1 or 2; 0 = right half */
	uint8_t face, attrs;   /* enum face; bits of enum attr */
	uint8_t fg, bg;        /* of a picture: colours of the 256 palette, where the terminal
	                        * has it; 0 = by the face */
};

struct grid {
	int cols, rows;
	struct cell *cells; /* rows * cols */
};

struct grid *grid_new(int cols, int rows); /* blank; at least 1 x 1 */
void grid_free(struct grid *g);            /* NULL is allowed */
void grid_clear(struct grid *g);
/* A new size: everything is blank afterwards. */
void grid_resize(struct grid *g, int cols, int rows);
/* Draws text at (row, col), at most max_cols columns; returns the columns used.  A
 * line end or tab in the text is drawn as one blank; a cluster without columns is not
 * drawn.  Places outside the grid are allowed and take up columns, but are not drawn;
 * a wide cluster that is half outside leaves a blank. */
int grid_put(struct grid *g, int row, int col, int max_cols, struct safe text, enum face face,
    unsigned attrs, const struct width_opts *width);
void grid_fill(struct grid *g, int row, int col, int cols, char c, enum face face, unsigned attrs);
/* Puts a cell of one column as it is; outside the grid nothing happens. */
void grid_put_cell(struct grid *g, int row, int col, const struct cell *cell);
/* Changes face (FACES: keep) and adds attributes on cells already drawn, a wide one
 * whole when half of it is meant. */
void grid_restyle(struct grid *g, int row, int col, int cols, enum face face, unsigned attrs);
/* The screen as text: a line per row, trailing blanks cut.  With styles, a second block
 * after an empty line has one letter per cell: that of its face in faces.def, as a
 * capital (TEXT: '+', others that are no letters: the next character) where attributes
 * were added; trailing '.' cut. */
void grid_dump(const struct grid *g, bool styles, struct buf *out);
/* Do the invariants of the cells hold?  For asserts and tests. */
bool grid_check(const struct grid *g);

/* A key as the user pressed it: a character, or one of the named keys; with Alt the
 * flag, with Control the character as its small letter and the flag.  Keys that a
 * terminal cannot tell apart are one key: C-i is Tab, C-m Enter, C-[ Escape. */
enum key_code {
	KEY_NONE_ = 0,
	KEY_FIRST_NAMED = 0x110000, /* above Unicode */
	KEY_ENTER_, KEY_TAB_, KEY_ESCAPE_, KEY_BACKSPACE_, KEY_DELETE_, KEY_INSERT_,
	KEY_UP_, KEY_DOWN_, KEY_LEFT_, KEY_RIGHT_, KEY_HOME_, KEY_END_,
	KEY_PAGE_UP_, KEY_PAGE_DOWN_, KEY_BACKTAB_,
	KEY_F1_, KEY_F2_, KEY_F3_, KEY_F4_, KEY_F5_, KEY_F6_, KEY_F7_, KEY_F8_,
	KEY_F9_, KEY_F10_, KEY_F11_, KEY_F12_,
	KEY_CLICK_, KEY_DOUBLE_CLICK_, KEY_WHEEL_UP_, KEY_WHEEL_DOWN_, /* at term_mouse_place() */
	KEY_PASTE_, KEY_PASTE_END_, /* events: what comes between them was pasted, not typed */
	KEY_RESIZE_, /* an event: the grid has a new size, or must be drawn anew */
	KEY_HANGUP_, /* an event: the terminal is gone, or SIGHUP, SIGTERM or SIGINT came */
};
enum { KEY_CTRL = 1, KEY_ALT = 2 };

struct key {
	uint32_t code; /* a Unicode character, or enum key_code */
	uint8_t mods;
};

/* "j", "C-l", "M-v", "Space", "PgDn", "F1" ...: both directions.  key_parse knows other
 * usual names too ("Return", "PageDown"); names longer than a character are read without
 * regard to case.  Events have names, but are not parsed. */
bool key_parse(struct span name, struct key *key);
void key_add_name(struct buf *out, struct key key);
/* The key of a control character (0-31, 127). */
struct key key_of_control(unsigned char byte);

struct term;

struct term_opts {
	bool ascii; /* term_utf8 says false: draw nothing beyond ASCII of our own */
	bool color; /* false: attributes only (NO_COLOR, --color=never) */
};

/* Takes the terminal: standard input and output, or /dev/tty where they are something
 * else.  NULL with *error (static text) when it cannot be used.  Only one at a time.
 *
 * Until term_close the terminal is raw (C-c, C-z, C-v, C-o, C-q arrive as keys), and
 * standard error, if it is the terminal, is kept aside and shown by term_close.  Every
 * end of the program restores the terminal: exit(), abort(), deadly signals.  SIGHUP,
 * SIGTERM and SIGINT become KEY_HANGUP_, SIGWINCH and SIGCONT become KEY_RESIZE_,
 * SIGTSTP becomes C-z. */
struct term *term_open_curses(const struct term_opts *opts, const char **error);
struct term *term_open_memory(int cols, int rows);
void term_close(struct term *t); /* restores the terminal; NULL is allowed */
/* The grid to draw in: always the same one, it changes its size with KEY_RESIZE_ only. */
struct grid *term_grid(struct term *t);
/* Shows the grid, with the hardware cursor at (row, col); row < 0 hides it.  Only what
 * changed since the last call is written. */
void term_show(struct term *t, int cursor_row, int cursor_col);
/* Where the last term_show put the cursor; false when it is hidden. */
bool term_cursor(const struct term *t, int *row, int *col);
/* The next key without waiting: false when there is none.  KEY_HANGUP_ comes once for
 * each signal, and once when the terminal is gone; there is nothing to read then and
 * term_fd is -1. */
bool term_key(struct term *t, struct key *key);
/* Asks the terminal for the mouse, or leaves it to the terminal as at first.  Then clicks of
 * the first button and the wheel come as keys; with Shift, the terminal selects text. */
void term_mouse(struct term *t, bool on);
/* Where the last such key was; the second click of a double one comes as that alone. */
void term_mouse_place(const struct term *t, int *row, int *col);
/* To poll for reading: the keys, and the signals (each wakes poll through the second
 * one, even one that arrives just before poll).  Call term_key when either is ready,
 * until it says false.  -1 (which poll ignores): there is none. */
int term_fd(const struct term *t);
int term_wake_fd(const struct term *t);
/* For the memory backend: what term_key will give; a new size (gives KEY_RESIZE_). */
void term_push_key(struct term *t, struct key key);
void term_push_mouse(struct term *t, struct key key, int row, int col);
void term_resize(struct term *t, int cols, int rows);
/* Gives the terminal, the signals and standard error to a child or the shell, and
 * takes them back: term_suspend(t); kill(0, SIGTSTP); term_resume(t).  The size may
 * have changed meanwhile: then KEY_RESIZE_ follows.  term_resume draws what was shown. */
void term_suspend(struct term *t);
void term_resume(struct term *t);
void term_redraw_all(struct term *t); /* C-l: the next term_show writes every cell */
/* Puts text into the clipboard of the user's terminal, which may be far away: by OSC 52
 * (xterm's control sequences, "Manipulate Selection Data").  Whether the terminal does it
 * cannot be known.  False, and nothing is sent, when the text is longer than
 * TERM_COPY_MAX_BYTES: what takes more is dropped by many. */
enum { TERM_COPY_MAX_BYTES = 100 * 1000 };
bool term_copy(struct term *t, struct safe text);
/* For the memory backend: what was copied last, "" when nothing was. */
const char *term_copied(struct term *t);
bool term_utf8(const struct term *t); /* can it show more than ASCII? */
bool term_palette(const struct term *t); /* are cells' own colours shown? */

#endif
