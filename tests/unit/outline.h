/* A library as lines, for comparing: "post DATE STATE TITLE | BODY", then its comments
 * "NUMBER AUTHOR DATE STATE: TEXT"; unknown parts are "-", line ends in a text "/". */
#ifndef TESTS_OUTLINE_H
#define TESTS_OUTLINE_H

#include "moot/base/buf.h"
#include "moot/base/span.h"
#include "moot/model/model.h"

/* Reads a text with the adapter of text dumps, piece_bytes at a time (0 = at once),
 * and links the library. */
void outline_read(struct library *lib, struct diags *diags, struct span text, size_t piece_bytes);
/* How a body is shown: adds it to out.  NULL: as it is. */
typedef void outline_text_fn(struct span body, enum body_type type, struct buf *out);
void outline_add(const struct library *lib, outline_text_fn *text, struct buf *out);

#endif
