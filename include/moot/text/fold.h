/* Text compared without regard to letter case (and, asked for, accents). */
#ifndef MOOT_TEXT_FOLD_H
#define MOOT_TEXT_FOLD_H

#include <stdbool.h>
#include <stdint.h>

#include "moot/base/span.h"

/* Simple case folding of one character (no expansion: each character gives one). */
uint32_t fold_char(uint32_t ch);
/* The character without its diacritics (é gives e; what has none is itself).  Hangul
 * syllables give their first letter. */
uint32_t fold_accent(uint32_t ch);
/* A letter or digit of any script: what words are made of. */
bool fold_is_alnum(uint32_t ch);
/* A mark that combines with the letter before it. */
bool fold_is_mark(uint32_t ch);
/* Has the text an upper-case letter?  (smart case) */
bool fold_has_upper(struct span text);

#endif
