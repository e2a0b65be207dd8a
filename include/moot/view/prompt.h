/* One line of text being typed, with the keys of an Emacs-like line editor.
 *
 * Only characters that may be shown get into the text; a line end that is pasted
 * becomes a blank.
 */
#ifndef MOOT_VIEW_PROMPT_H
#define MOOT_VIEW_PROMPT_H

#include <stdbool.h>
#include <stddef.h>

#include "moot/base/buf.h"
#include "moot/term/term.h"
#include "moot/view/canvas.h"

/* Lines that were entered, oldest first. */
struct history {
	char **lines;
	size_t count, cap;
};

void history_add(struct history *h, const char *line); /* not when empty or as the last one */
void history_release(struct history *h);

struct prompt {
	char *label;          /* owned */
	struct buf text;      /* UTF-8 */
	size_t cursor;        /* byte, at a cluster */
	struct history *history; /* borrowed, or NULL */
	size_t at_line;       /* of the history; its count when none is shown */
	char *draft;          /* what was typed before the history was looked at; owned */
};

enum prompt_result {
	PROMPT_UNUSED,  /* not a key of the line editor */
	PROMPT_MOVED,   /* the text is the same */
	PROMPT_CHANGED,
	PROMPT_DONE,    /* Enter */
	PROMPT_CANCEL,  /* Esc, C-c, C-g, or backspace in an empty line */
	PROMPT_COMPLETE,/* Tab */
	PROMPT_COMPLETE_BACK, /* S-Tab */
};

void prompt_open(struct prompt *p, const char *label, const char *text, struct history *history);
void prompt_close(struct prompt *p);
enum prompt_result prompt_key(struct prompt *p, struct key key);
void prompt_set(struct prompt *p, const char *text);
/* Adds text at the cursor, cleaned. */
void prompt_insert(struct prompt *p, struct span text);
/* Draws on row 0 of the canvas; returns the column of the cursor. */
int prompt_draw(const struct prompt *p, const struct canvas *c);

#endif
