/* Titles and names: from markup to plain text. */
#ifndef INGEST_PLAIN_PRIV_H
#define INGEST_PLAIN_PRIV_H

#include "moot/base/buf.h"
#include "moot/base/span.h"

/* Adds the text of a bit of HTML: references decoded once, tags dropped ('<' that no
 * letter, '/' or '!' follows is text). */
void plain_add_html(struct buf *out, struct span html);

#endif
