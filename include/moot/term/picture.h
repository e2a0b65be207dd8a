/* Pictures as cells: the bytes of a PNG or JPEG file become signs with colours.
 *
 * libpng and libjpeg read the file, libchafa chooses the signs; configure finds all three
 * or none.  The bytes are hostile: what is decoded is bounded before any memory is asked
 * for, a file that ends early is shown as far as it goes, and nothing is ever fetched.
 */
#ifndef MOOT_TERM_PICTURE_H
#define MOOT_TERM_PICTURE_H

#include <stdbool.h>

#include "moot/base/span.h"
#include "moot/term/term.h"

enum {
	PICTURE_MAX_BYTES = 64 << 20,  /* of a file: more than cameras write */
	PICTURE_MAX_PIXELS = 64 << 20, /* in all: 256 MB while it is decoded */
	PICTURE_MAX_SIDE = 32767,      /* pixels in one direction */
};

struct picture {
	int cols, rows;     /* at least 1 x 1 */
	struct cell *cells; /* rows * cols, of one column each */
};

struct picture_opts {
	int cols, rows; /* at most so large; its shape is kept */
	bool ascii;     /* only ASCII signs */
	bool colors;    /* of the 256 that terminals have; else the signs alone */
};

/* Was moot built with the libraries? */
bool picture_supported(void);
/* NULL with *error, a sentence (static text) that says what is wrong with the file. */
struct picture *picture_new(struct span bytes, const struct picture_opts *opts,
    const char **error);
void picture_free(struct picture *p); /* NULL is allowed */
/* Draws it with its upper left corner at (row, col), cut to the grid. */
void picture_draw(const struct picture *p, struct grid *g, int row, int col);

#endif
