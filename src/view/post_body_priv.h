/* The rows of a post's pane: going from one to another. */
#ifndef VIEW_POST_BODY_PRIV_H
#define VIEW_POST_BODY_PRIV_H

#include "moot/view/post_body.h"

/* They are those of all the text: it is read to its end. */
const struct sheet *body_links(struct post_body *v);

int body_spot_cmp(struct body_spot a, struct body_spot b);
/* Move a spot; return by how many rows, fewer than asked at an end. */
size_t body_spot_down(struct post_body *v, struct body_spot *spot, size_t count);
size_t body_spot_up(struct post_body *v, struct body_spot *spot, size_t count);
struct body_spot body_last_spot(struct post_body *v);

size_t body_pane_rows(const struct post_body *v);
/* Row of the pane on which a spot stands, or -1 when it is not on the screen. */
int body_pane_row(struct post_body *v, struct body_spot spot);
/* No further down than there is text to fill the pane. */
void body_clamp_top(struct post_body *v);

#endif
