#include "config.h"

#include "moot/view/limit_posts.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"

enum { NOT_COUNTED = 0 }; /* else one more than there are */

void limit_posts_release(struct limit_posts *lp)
{
	limit_look_end(&lp->look);
	free(lp->matches);
	*lp = (struct limit_posts){ 0 };
}

bool limit_posts_matches(const struct limit_posts *lp, post_id post, uint32_t *matches)
{
	if (post > lp->room || lp->matches[post] == NOT_COUNTED)
		return false;
	*matches = lp->matches[post] - 1;
	return true;
}

bool limit_posts_done(const struct limit_posts *lp, const struct library *lib)
{
	return lp->matches && lp->done >= library_post_count(lib);
}

static bool is_counted(const struct limit_posts *lp, post_id post)
{
	return lp->matches[post] != NOT_COUNTED;
}

/* The first on the screen, else the first of all; 0 when all are counted. */
static post_id next_post(struct limit_posts *lp, const struct post_list *list)
{
	size_t end =
	    list->scroller.top + (size_t)(list->scroller.rows > 0 ? list->scroller.rows : 0);

	for (size_t i = list->scroller.top; i < end && i < list->scroller.count; i++)
		if (!is_counted(lp, list->posts[i]))
			return list->posts[i];
	while (lp->done < lp->room && is_counted(lp, lp->done + 1))
		lp->done++;
	return lp->done < lp->room ? lp->done + 1 : 0;
}

/* False: it was not looked through. */
static bool count_comment(struct limit_posts *lp, const struct limit *l,
    const struct post_list *list, comment_id comment, size_t *left)
{
	struct limit_candidate c = { .lib = list->lib, .news = list->news, .post = lp->post,
		.comment = comment };
	enum comment_state state =
	    (enum comment_state)library_comment(list->lib, comment)->state;
	bool wanted;

	if (state == COMMENT_MISSING || (!list->all && state != COMMENT_SHOWN))
		return true;
	if (!limit_wants(l, &c, &lp->look, left, &wanted))
		return false;
	lp->found += wanted;
	return true;
}

/* Goes on with a post; true when it is counted. */
static bool count_post(struct limit_posts *lp, const struct limit *l, const struct post_list *list,
    size_t *left)
{
	uint32_t count;
	const struct thread_item *thread = library_thread(list->lib, lp->post, &count);

	for (; lp->next < count && *left; lp->next++) {
		if (!count_comment(lp, l, list, thread[lp->next].comment, left))
			return false;
		*left -= *left > 0;
	}
	if (lp->next < count)
		return false;
	lp->matches[lp->post] = lp->found + 1;
	lp->post = lp->next = lp->found = 0;
	return true;
}

bool limit_posts_step(struct limit_posts *lp, const struct limit *l, const struct post_list *list,
    size_t bytes)
{
	size_t left = bytes;

	if (l->term_count == 0 || lp->stopped || limit_posts_done(lp, list->lib))
		return false;
	if (!lp->matches) {
		lp->room = library_post_count(list->lib);
		lp->matches = xcalloc((size_t)lp->room + 1, sizeof *lp->matches);
	}
	while (left) {
		if (!lp->post)
			lp->post = next_post(lp, list);
		if (!lp->post || !count_post(lp, l, list, &left))
			break;
		left -= left > 0;
	}
	return true;
}
