/* Between the making of an outline and the choice of what is visible of it. */
#ifndef VIEW_OUTLINE_PRIV_H
#define VIEW_OUTLINE_PRIV_H

#include "moot/view/outline.h"

/* The items are new: derives from them all that was asked for. */
void outline_reshape(struct outline *o, const struct library *lib);
/* Lists the visible items anew. */
void outline_list(struct outline *o);

#endif
