/* Memory that is released all at once.
 *
 * What arena_* returns lives until arena_release(); nothing is
 * freed alone.  A zeroed struct is an empty arena.  Addresses never move.
 */
#ifndef MOOT_BASE_ARENA_H
#define MOOT_BASE_ARENA_H

#include <stddef.h>

#include "moot/base/span.h"

struct arena_block;

struct arena {
	struct arena_block *blocks; /* newest first */
	size_t used_bytes;          /* handed out, for memory limits */
};

void *arena_alloc(struct arena *a, size_t size_bytes); /* aligned for any type, not zeroed */
char *arena_strdup(struct arena *a, struct span s); /* NUL-terminated */
struct span arena_span(struct arena *a, struct span s);
void arena_release(struct arena *a);

#endif
