/* Several authors of one thing are one text: their names, joined by a comma and a
 * no-break space.  So it can be shown as it is, and a comma within a name joins nothing.
 */
#ifndef MOOT_MODEL_AUTHORS_H
#define MOOT_MODEL_AUTHORS_H

#include <stdbool.h>

#include "moot/base/buf.h"
#include "moot/base/span.h"

/* Adds a name to those in out from byte `start` on, unless it is empty or among the last
 * of them. */
void authors_add(struct buf *out, size_t start, struct span name);
/* Takes the first name off the front; false when there is none left. */
bool authors_next(struct span *rest, struct span *name);
bool authors_are_several(struct span authors);
/* Adds them as a sentence has them, with plain spaces. */
void authors_add_byline(struct buf *out, struct span authors);

#endif
