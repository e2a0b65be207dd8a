/* Text as people type it who look for it: without accents, with typewriter signs.
 *
 *	é ё ñ        their base letter; marks that combine with a letter are left out, as are
 *	             Hebrew points and Arabic vowel signs
 *	ß ﬁ æ œ      ss fi ae oe
 *	ø ł đ ħ ð    o l d h d
 *	’ “ – …      ' " - ...
 *	other blanks a space; soft hyphens and joiners are left out
 *
 * Letter case stays.  Scripts where a mark makes another letter (kana, Hangul, those of
 * India) stay as they are.
 */
#ifndef MOOT_TEXT_PLAIN_H
#define MOOT_TEXT_PLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/buf.h"
#include "moot/base/span.h"

/* Would plain_add() change the text? */
bool plain_differs(struct span text);
/* Appends the plain text.  With origin, (*origin)[i] becomes the byte of text that byte i
 * of what is appended came from, and one more entry is text.len; *origin grows like an
 * array of *cap entries. */
void plain_add(struct buf *out, struct span text, uint32_t **origin, size_t *cap);

#endif
