/* Bodies of posts and comments, laid out for writing.
 *
 * Plain text that is not wrapped is written as it stands: what the export pen writes of
 * preformatted text may look like a quote to whoever reads it again, and must come back
 * the same.
 */
#ifndef EXPORT_BODY_PRIV_H
#define EXPORT_BODY_PRIV_H

#include "moot/doc/doc.h"
#include "moot/layout/layout.h"
#include "moot/model/model.h"
#include "moot/text/width.h"

struct body {
	struct doc *doc; /* of an unknown body: empty */
	struct layout_opts layout; /* with the export pen */
	struct span verbatim;  /* written as it stands; else none */
	bool known;
};

/* cols: 0 = not wrapped. */
struct body body_of_post(const struct library *lib, post_id post, int cols,
    struct width_opts width);
struct body body_of_comment(const struct library *lib, comment_id comment, int cols,
    struct width_opts width);
void body_release(struct body *b);
void body_add_text(const struct body *b, struct buf *out);

#endif
