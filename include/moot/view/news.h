/* What panes ask about reading: which comments are new, and which were read.
 *
 * The answers come from above; the panes know nothing of where they are kept.
 */
#ifndef MOOT_VIEW_NEWS_H
#define MOOT_VIEW_NEWS_H

#include <stdbool.h>
#include <stdint.h>

#include "moot/model/model.h"

struct news {
	void *user;
	bool (*is_new)(void *user, comment_id comment);
	bool (*is_read)(void *user, comment_id comment);
	uint32_t (*new_count)(void *user, post_id post); /* new comments of a post */
};

#endif
