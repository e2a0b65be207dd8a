/* Markdown that CommonMark and pandoc read alike. */
#ifndef EXPORT_MARKDOWN_PRIV_H
#define EXPORT_MARKDOWN_PRIV_H

#include "moot/base/buf.h"
#include "moot/doc/doc.h"

/* Where a piece of text stands. */
enum markdown_place { MARKDOWN_LINE_START, MARKDOWN_IN_LINE, MARKDOWN_IN_CELL };

/* Adds clean text so that it means itself. */
void markdown_add_escaped(struct buf *out, struct span clean, enum markdown_place place);
/* Adds a clean URL as what stands in the brackets of a link. */
void markdown_add_url(struct buf *out, struct span url);
/* Adds a body, each line after the prefix, with a line end after the last.  Its headings
 * go down to levels below that of above_level. */
void markdown_add_body(struct buf *out, const struct doc *d, struct span prefix, int above_level);

#endif
