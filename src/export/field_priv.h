/* Single lines of what is known of a post or comment, clean and as files have them. */
#ifndef EXPORT_FIELD_PRIV_H
#define EXPORT_FIELD_PRIV_H

#include <stdio.h>

#include "moot/base/arena.h"
#include "moot/base/buf.h"
#include "moot/base/span.h"

struct span file_field(struct arena *a, struct span raw);
struct span file_byline(struct arena *a, struct span authors); /* "Ann, Bob" */
/* Writes what has been made of a post or comment so far; the text and what it was made from
 * go. */
void file_flush(FILE *out, struct buf *text, struct arena *a);

#endif
