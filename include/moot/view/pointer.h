/* What of a pane is under a place of it: for the mouse.  Rows and columns count from the
 * pane's upper left corner.
 */
#ifndef MOOT_VIEW_POINTER_H
#define MOOT_VIEW_POINTER_H

#include <stdbool.h>
#include <stdint.h>

#include "moot/view/post_body.h"
#include "moot/view/thread.h"

struct thread_place {
	uint32_t item;
	bool fold_sign; /* on the sign before a header, and there are replies */
	uint32_t link;  /* the number of a link is there; 0 = none */
};

/* False where there is no comment.  The row of ancestors stands for the last of them. */
bool thread_place_at(const struct thread_view *t, int row, int col, struct thread_place *place);
/* The link whose number is there, 0 = none. */
uint32_t post_body_link_at(struct post_body *v, int row, int col);

#endif
