/* A cluster as libc, and so ncurses, sees it: a row of glyphs, each a character with
 * its marks in one or two columns.
 */
#ifndef TERM_GLYPH_PRIV_H
#define TERM_GLYPH_PRIV_H

#include <stdbool.h>
#include <stddef.h>
#include <wchar.h>

#include "moot/base/span.h"

enum { GLYPH_CHARS = 5 }; /* a base and four marks: what a cell of ncurses holds */

struct glyph {
	wchar_t text[GLYPH_CHARS + 1]; /* NUL-terminated, never empty */
	int cols;                      /* by libc; 1 or 2 */
};

/* Sets LC_CTYPE, on which the rest depends; false: there is only ASCII. */
bool glyph_choose_locale(void);
/* Takes one glyph off the front of *text, which is not empty.  What libc cannot print
 * becomes U+FFFD, or on a terminal of ASCII only what stands in for it. */
struct glyph glyph_next(struct span *text, bool utf8);
/* What fills the columns of a cluster for which there are too few glyphs. */
struct glyph glyph_filler(bool utf8);

#endif
