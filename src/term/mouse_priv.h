/* What the terminal sends of the mouse, as keys: pure.
 *
 * The terminal is asked for presses and the wheel in the SGR form (xterm's control
 * sequences, "Mouse Tracking", 1000 and 1006): ESC [ < BUTTON ; COLUMN ; ROW, then M for
 * pressed or m for released, columns and rows from 1.
 */
#ifndef TERM_MOUSE_PRIV_H
#define TERM_MOUSE_PRIV_H

#include <stdbool.h>
#include <stdint.h>

#include "moot/base/span.h"
#include "moot/term/term.h"

#define MOUSE_ON "\033[?1006h\033[?1000h"
#define MOUSE_OFF "\033[?1000l\033[?1006l"
#define MOUSE_START "\033[<"

enum { MOUSE_SEQUENCE_MAX_BYTES = 32 }; /* after MOUSE_START */

struct mouse {
	int row, col;          /* of the last event */
	int64_t clicked_ms;    /* when, for the second click; 0: not lately */
};

/* Takes what follows MOUSE_START; KEY_NONE_ when it is nothing that counts. */
struct key mouse_key(struct mouse *m, struct span sequence, int64_t now_ms);

#endif
