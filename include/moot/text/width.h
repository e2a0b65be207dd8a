/* How text falls into cells: the only place that knows.
 *
 * Text is drawn and measured cluster by cluster (extended grapheme clusters,
 * UAX 29).  A cluster takes 0, 1 or 2 columns: one that would take more is cut
 * into several.  It may hold two spacing characters of one column each (a flag,
 * an Indic letter with its vowel sign): draw it as a string.  The table is ours
 * (East Asian Width and zero-width ranges of Unicode 14), not libc's; the cleaning
 * in safe.h and char_drawn leave nothing that a terminal would draw otherwise.
 */
#ifndef MOOT_TEXT_WIDTH_H
#define MOOT_TEXT_WIDTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/span.h"

struct width_opts {
	bool ambiguous_wide; /* East Asian Ambiguous takes two columns */
};

struct cluster {
	size_t bytes; /* 0 at the end of the text */
	int cols;     /* 0, 1 or 2 */
};

/* Columns of a single character: 0, 1 or 2; 0 for controls. */
int char_cols(uint32_t ch, const struct width_opts *opts);
/* What is drawn for ch: ch itself, or U+FFFD for a character that the terminal may
 * not know (not assigned when the table was made); measured as one column. */
uint32_t char_drawn(uint32_t ch);
/* The cluster at the start of text (valid UTF-8).  opts may be NULL: narrow. */
struct cluster cluster_next(struct span text, const struct width_opts *opts);
/* Columns of a whole text on one line; one pass, fast for ASCII. */
int text_cols(struct span text, const struct width_opts *opts);
/* The longest start of text, in whole clusters, that fits max_cols; *cols (may be
 * NULL) is how many it takes. */
struct span text_fit(struct span text, int max_cols, int *cols, const struct width_opts *opts);

#endif
