/* When the comments of a thread were written, as a few columns of different height. */
#ifndef APP_ACTIVITY_H
#define APP_ACTIVITY_H

#include <stdint.h>

#include "moot/base/buf.h"
#include "moot/model/model.h"
#include "moot/view/canvas.h"
#include "moot/view/outline.h"

enum { ACTIVITY_PARTS = 12, ACTIVITY_MIN_COMMENTS = 5 };

/* Zeroed it is of no thread. */
struct activity {
	uint32_t thread_hash, thread_len; /* of the outline that was counted */
	uint32_t parts[ACTIVITY_PARTS];   /* comments, in equal parts of the time */
	uint32_t comments;                /* whose time is known */
	int64_t first_s, last_s;
};

/* Counts the comments of an outline, when it is not what was counted last. */
void activity_count(struct activity *a, const struct library *lib, const struct outline *o);
/* "▁█▃▁▁▂ 12 days"; nothing when too few times are known, or all are the same. */
void activity_add(const struct activity *a, const struct looks *looks, struct buf *out);

#endif
