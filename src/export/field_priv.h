/* Single lines of what is known of a post or comment, clean and as files have them. */
#ifndef EXPORT_FIELD_PRIV_H
#define EXPORT_FIELD_PRIV_H

#include "moot/base/arena.h"
#include "moot/base/span.h"

struct span file_field(struct arena *a, struct span raw);
struct span file_byline(struct arena *a, struct span authors); /* "Ann, Bob" */

#endif
