/* What the colour names of faces.def are on a terminal of so many colours. */
#ifndef MOOT_PALETTE_PRIV_H
#define MOOT_PALETTE_PRIV_H

/* The number of the named colour, or -1: the terminal's own (also for ""). */
int palette_color(const char *name, int terminal_colors);

#endif
