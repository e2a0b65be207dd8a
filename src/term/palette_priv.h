/* The colours 0 to 255 on terminals of fewer. */
#ifndef TERM_PALETTE_PRIV_H
#define TERM_PALETTE_PRIV_H

#include <stdint.h>

/* The number of a colour, or of what stands for it, on a terminal of so many; -1: the
 * terminal's own, which is also what there is below eight colours. */
int palette_color(int color, int terminal_colors);
/* The nearest of the colours 16 to 255, of which it is known how they look. */
int palette_nearest(uint32_t rgb);

#endif
