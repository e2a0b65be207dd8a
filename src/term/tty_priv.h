/* The terminal as a device of the system: which file it is, the signals that concern
 * it, where standard error goes meanwhile, and the way back when the program dies.
 *
 * Signals know no objects, so there is one such terminal per process, and its state is
 * static.  Life: tty_open, then tty_take and tty_give in turn, then tty_close.
 */
#ifndef TERM_TTY_PRIV_H
#define TERM_TTY_PRIV_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "moot/text/safe.h"

/* Opens the terminal for reading and writing; false when there is none. */
bool tty_open(FILE **in, FILE **out);
void tty_close(void);
/* Writes to the terminal, past what ncurses keeps: between two drawings only. */
void tty_send(const char *sequence);
void tty_copy(struct safe text); /* to the clipboard, by OSC 52 */
int64_t tty_now_ms(void);        /* since some time in the past */
/* What brings the screen back to the shell: written when the program dies between
 * tty_take and tty_give.  The text is copied. */
void tty_set_farewell(const char *sequence);
/* Catches the signals and puts standard error aside / undoes both and shows what was
 * written to standard error meanwhile. */
void tty_take(void);
void tty_give(void);

/* What signals asked for since the last call; true when one of them was there. */
struct tty_events {
	bool hangup;    /* SIGHUP, SIGTERM, SIGINT */
	bool stop;      /* SIGTSTP */
	bool resized;   /* SIGWINCH */
	bool continued; /* SIGCONT: modes and screen may be others' */
};
bool tty_events(struct tty_events *events);
int tty_fd(void);      /* where keys come from */
int tty_wake_fd(void); /* readable while tty_events would say true */

/* Both false when the terminal does not say. */
bool tty_size(int *cols, int *rows);
/* Nothing could be read although tty_fd was ready: is that for ever? */
bool tty_is_gone(void);

#endif
