/* A decoded image file. */
#ifndef TERM_PIXELS_PRIV_H
#define TERM_PIXELS_PRIV_H

#include <stdbool.h>
#include <stdint.h>

#include "moot/base/span.h"

struct pixels {
	uint8_t *rgba; /* 4 bytes each, row by row; owned */
	int cols, rows; /* in pixels; 1 to PICTURE_MAX_SIDE */
};

/* False with *error, a sentence (static text); rgba is NULL then. */
bool pixels_decode(struct pixels *p, struct span bytes, const char **error);
bool pixels_from_png(struct pixels *p, struct span bytes, const char **error);
bool pixels_from_jpeg(struct pixels *p, struct span bytes, const char **error);
void pixels_release(struct pixels *p);
/* Memory for a transparent image of that size; false when it is too large. */
bool pixels_alloc(struct pixels *p, uint32_t cols, uint32_t rows, const char **error);

#endif
