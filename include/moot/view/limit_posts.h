/* How many comments of each post a limit wants, for the list of posts.
 *
 * Posts are counted one after the other, in slices: first those on the screen, then all
 * others.  What was counted stays until the limit is another one.  An exchange is made of
 * certain comments: of it nothing is counted.
 */
#ifndef MOOT_VIEW_LIMIT_POSTS_H
#define MOOT_VIEW_LIMIT_POSTS_H

#include "moot/view/limit.h"
#include "moot/view/post_list.h"

struct limit_posts {
	uint32_t *matches; /* by post; owned, or NULL: nothing was counted */
	post_id room;      /* for so many posts */
	post_id post;      /* the one that is being counted, or 0 */
	uint32_t next, found; /* in its thread */
	struct limit_look look; /* at the next one */
	post_id done;      /* this post and all before are counted */
	bool stopped;
};

void limit_posts_release(struct limit_posts *lp); /* nothing is counted any more */
/* Counts for a while; false when there was nothing to do.  The library is complete. */
bool limit_posts_step(struct limit_posts *lp, const struct limit *l, const struct post_list *list,
    size_t bytes);
/* Are all counted? */
bool limit_posts_done(const struct limit_posts *lp, const struct library *lib);
/* False when it is not known yet. */
bool limit_posts_matches(const struct limit_posts *lp, post_id post, uint32_t *matches);

#endif
