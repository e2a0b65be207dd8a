/* What the parts of the terminal through ncurses share: curses.c opens it, gives it modes
 * and follows its size; curses_draw.c and curses_keys.c are its two directions.
 */
#ifndef TERM_CURSES_PRIV_H
#define TERM_CURSES_PRIV_H

#include <stdbool.h>

#define NCURSES_WIDECHAR 1
#include <curses.h>

#include "moot/term/term.h"
#include "moot/term/theme.h"
#include "term/pairs_priv.h"
#include "term/term_priv.h"

enum { ESCAPE_MS = 25 }; /* how long an Esc waits for what would make it another key */

struct curses_term {
	struct term base; /* first: struct term * is cast to this */
	SCREEN *screen;
	WINDOW *keys;       /* a pad: to ask it for keys draws nothing */
	struct grid *shown; /* what the standard screen holds */
	bool all;           /* shown is not to be trusted */
	bool locale_utf8;   /* libc knows more than ASCII */
	bool italics;       /* the terminal has them */
	bool colors;        /* are shown */
	short own_color;    /* number of the terminal's own background, -1, or of black */
	bool gone;          /* there is no terminal any more */
	bool resized;       /* KEY_RESIZE_ is to be given */
	bool escaped;       /* an Esc was read ahead */
	bool mouse;         /* is asked for */
	struct theme shown_theme; /* with colours that the terminal has */
	struct pairs pairs;
};

static inline struct curses_term *curses_of(struct term *t)
{
	return (struct curses_term *)t;
}

/* --- curses_draw.c --- */

void curses_show(struct term *t);
void curses_redraw_all(struct term *t);
void curses_take_theme(struct term *t);
/* Once, before anything is drawn. */
void curses_begin_colors(struct curses_term *c, bool wanted);

/* --- curses_keys.c --- */

bool curses_key(struct term *t, struct key *key);
/* Once, when ncurses has the terminal. */
void curses_define_keys(void);

/* --- curses.c --- */

/* Takes over the size that the terminal has now. */
void curses_follow_size(struct curses_term *c);
/* Asks for what ncurses knows nothing of: marks around what is pasted, the mouse. */
void curses_send_modes(const struct curses_term *c);

#endif
