/* The piece of text at work in a repair: passing, dropping and replacing its bytes. */
#ifndef MARKUP_XML_PIECE_PRIV_H
#define MARKUP_XML_PIECE_PRIV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "markup/xml_repair_priv.h"

enum { PIECE_WAIT_BYTES = 1 << 20 }; /* longest tag or DOCTYPE */

/* A place that was not looked for yet. */
static const size_t PIECE_UNKNOWN = SIZE_MAX;

struct span piece_rest(const struct repair *r); /* from `at` on */
bool piece_is_outside(const struct repair *r); /* of the root element */
/* The next c from `from` on, or the length of the text.  *known is what was found last
 * time and may be still good. */
size_t piece_next(const struct repair *r, size_t *known, size_t from, char c);

/* Counts a repair, and keeps the first with its line. */
void piece_found(struct repair *r, const char *what);
/* Copies to out what may pass so far. */
void piece_copy(struct repair *r);
/* Leaves out [at, to), but not its line ends. */
void piece_drop(struct repair *r, size_t to);
/* The same; text there, other than white space, is a finding. */
void piece_drop_outside(struct repair *r, size_t to);
/* Puts text in the place of the next len bytes. */
void piece_put(struct repair *r, size_t len, const char *text);
/* The '<' here begins nothing. */
bool piece_literal_lt(struct repair *r, const char *why);
/* The piece ends inside something: false as long as more of it may come.  At the end
 * it is left out; when it has grown too long, its first byte is text. */
bool piece_cut_here(struct repair *r);

#endif
