/* Character references of HTML: names and numbers.
 *
 * The table holds the 2,231 names of the HTML standard (section "Named character
 * references"), 106 of which may stand without a semicolon.
 */
#ifndef MOOT_TEXT_ENTITY_H
#define MOOT_TEXT_ENTITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/buf.h"
#include "moot/base/span.h"

enum entity_context {
	ENTITY_TEXT,      /* HTML text: longest match, semicolon optional where HTML allows */
	ENTITY_ATTRIBUTE, /* HTML attribute: not when followed by = or a letter or digit */
	ENTITY_XML,       /* XML text: the semicolon is required */
};

/* text starts with '&'.  When it starts with a reference, its length in bytes is
 * returned and chars[0..1] are its characters (chars[1] 0 when there is one); else
 * 0.  128-159 are read as windows-1252; a surrogate pair written as two references
 * is one; what is no character gives U+FFFD. */
size_t entity_next(struct span text, enum entity_context context, uint32_t chars[2]);
/* The whole text with its references replaced, once. */
void entity_decode(struct buf *out, struct span text, enum entity_context context);
/* Plain text to HTML: & < > and " replaced. */
void entity_escape(struct buf *out, struct span text);

#endif
