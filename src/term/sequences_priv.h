/* What keys send, on every terminal that sends it. */
#ifndef TERM_SEQUENCES_PRIV_H
#define TERM_SEQUENCES_PRIV_H

#include "moot/term/term.h"

/* Pasted text comes between marks when they are asked for; terminfo does not say how,
 * but terminals that place a cursor do not mind. */
#define PASTE_MARKS_ON "\033[?2004h"
#define PASTE_MARKS_OFF "\033[?2004l"

void sequences_each(void (*define)(const char *sequence, struct key key));

#endif
