/* Bodies of posts and comments, parsed for writing. */
#ifndef MOOT_EXPORT_BODY_PRIV_H
#define MOOT_EXPORT_BODY_PRIV_H

#include "moot/doc/doc.h"
#include "moot/model/model.h"

/* The caller frees.  A body that is unknown gives an empty doc. */
struct doc *body_of_post(const struct library *lib, post_id post);
struct doc *body_of_comment(const struct library *lib, comment_id comment);
/* Adds the doc as text with the export pen, wrapped at cols (0 = not at all). */
void body_add_text(const struct doc *d, int cols, struct buf *out);

#endif
