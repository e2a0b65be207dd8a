/* How faces look: a foreground, a background and attributes for each row of faces.def.
 *
 * Colours are numbers: COLOR_OWN is what the terminal has anyway, 0 to 15 are the colours
 * that its user has chosen, 16 to 255 xterm's cube and greys.  On a terminal of fewer
 * colours that of the 16 is shown which has the same hue, below eight none; attributes are
 * shown everywhere, so that nothing is told by colour alone.
 */
#ifndef MOOT_TERM_THEME_H
#define MOOT_TERM_THEME_H

#include <stdbool.h>
#include <stdint.h>

#include "moot/base/buf.h"
#include "moot/base/span.h"
#include "moot/term/term.h"

enum { COLOR_OWN = -1, COLOR_MOST = 255 };

struct face_look {
	int16_t fg, bg;
	uint8_t attrs; /* enum attr */
};

struct theme {
	struct face_look looks[FACES];
};

void theme_default(struct theme *t); /* that of faces.def */
void theme_without_colors(struct theme *t);
/* The same with colours that a terminal of so many has. */
struct theme theme_for_colors(const struct theme *t, int terminal_colors);

/* "postauthor" */
void face_add_name(struct buf *out, enum face face);
const char *face_help(enum face face); /* what the face is for */
bool face_find(struct span name, enum face *face);

/* "default", "red", "bright-red", "208" or "#ff8700" (the nearest of the 256). */
bool color_parse(struct span name, int16_t *color);
void color_add_name(struct buf *out, int16_t color);
/* "bold", ... or "none". */
bool attr_parse(struct span name, uint8_t *attrs);
/* All of them, separated by blanks. */
void attrs_add_names(struct buf *out, uint8_t attrs);

/* From now on faces look like this; the next term_show draws everything. */
void term_set_theme(struct term *t, const struct theme *theme);
const struct theme *term_theme(const struct term *t);

#endif
