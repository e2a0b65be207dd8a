/* The texts of posts and comments, parsed and laid out when they are looked at, long ones
 * only as far as they are (rows.h); the rest is read by bodies_read_on().
 *
 * What was parsed is kept in a cache of bounded size, least recently used out first.
 * A text that has grown in the model (loading) is parsed again.  What is returned is
 * valid until the next call of a function of this file.
 */
#ifndef MOOT_VIEW_BODIES_H
#define MOOT_VIEW_BODIES_H

#include "moot/doc/doc.h"
#include "moot/layout/layout.h"
#include "moot/model/model.h"
#include "moot/view/canvas.h"

struct bodies;

/* lib and looks are borrowed. */
struct bodies *bodies_new(const struct library *lib, const struct looks *looks);
void bodies_free(struct bodies *b); /* NULL is allowed */
/* The looks are others: everything is laid out anew. */
void bodies_forget(struct bodies *b);
/* The body of a comment, or of the post when comment is 0, read to its end. */
const struct doc *bodies_doc(struct bodies *b, post_id post, comment_id comment);
/* The same as far as it was read: at least its start. */
const struct doc *bodies_doc_so_far(struct bodies *b, post_id post, comment_id comment);
/* Reads some more of a text that was looked at.  False when there was nothing to do.
 * *finished: one has been read to its end. */
bool bodies_read_on(struct bodies *b, size_t bytes, bool *finished);
/* The same, laid out in at most cols columns, and never wider than looks_text_cols(). */
struct parts;
struct parts *bodies_parts(struct bodies *b, post_id post, comment_id comment, int cols);
/* One line for each quote in the layouts of comments, or the quotes themselves. */
void bodies_hide_quotes(struct bodies *b, bool hide);
bool line_is_quote(const struct line *line);
/* A doc of the caller's own, past the cache: for those that look at every text. */
struct doc *body_parse(const struct library *lib, post_id post, comment_id comment);
struct doc *body_begin(const struct library *lib, post_id post, comment_id comment); /* unread */
/* Adds the address of image i of such a body, as it is written (see doc/doc.h); false
 * when there is none.  Parses the body. */
bool body_image_address(const struct library *lib, post_id post, comment_id comment, size_t i,
    struct buf *out);
/* The last line that starts at or before a byte of the doc's text. */
size_t layout_line_at(const struct layout *l, uint32_t text_byte);

#endif
