/* What a backend of the terminal is: a row of functions, and what all of them have. */
#ifndef TERM_TERM_PRIV_H
#define TERM_TERM_PRIV_H

#include "moot/term/term.h"
#include "moot/term/theme.h"
#include "term/mouse_priv.h"

/* Every function is there, except where NULL is allowed. */
struct term_ops {
	void (*close)(struct term *t); /* frees t; the grid is freed by term_close */
	void (*show)(struct term *t); /* the grid, and the cursor */
	bool (*key)(struct term *t, struct key *key);
	int (*fd)(const struct term *t);       /* NULL: -1 */
	int (*wake_fd)(const struct term *t);  /* NULL: -1 */
	void (*suspend)(struct term *t);       /* NULL: nothing to do; so the others */
	void (*resume)(struct term *t);
	void (*redraw_all)(struct term *t);
	void (*copy)(struct term *t, struct safe text);
	void (*mouse)(struct term *t, bool on);
	void (*take_theme)(struct term *t);    /* term.theme is another one */
};

/* The start of every backend's own struct. */
struct term {
	const struct term_ops *ops;
	struct grid *grid; /* owned */
	bool utf8;
	bool palette; /* the 256 colours of struct cell are shown */
	struct theme theme;
	struct mouse mouse;
	int cursor_row, cursor_col; /* row < 0: hidden */
};

#endif
