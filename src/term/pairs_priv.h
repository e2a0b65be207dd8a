/* Numbers for pairs of colours, given out as they are asked for.
 *
 * A terminal holds a bounded number of pairs; when all are given out, the table starts
 * anew, and whoever draws must draw everything again.
 */
#ifndef TERM_PAIRS_PRIV_H
#define TERM_PAIRS_PRIV_H

#include <stdbool.h>
#include <stdint.h>

struct pairs {
	int16_t *numbers;     /* by both colours, 0 = none; owned, NULL until the first */
	int first, end, next; /* numbers from first to before end may be given out */
};

/* The number of the pair of two colours, each -1 (the terminal's own) to 255; 0 when
 * there is none left.  *is_new: it must be made. */
int pairs_get(struct pairs *p, int fg, int bg, bool *is_new);
bool pairs_are_full(const struct pairs *p);
void pairs_reset(struct pairs *p); /* forgets all of them, and frees the memory */

#endif
