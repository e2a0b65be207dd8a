/* Posts that were guessed while comments were read have given way to real ones, and so posts
 * have other ids: all views are made anew, with what the reader knows of posts under their ids
 * of now.  Comments have theirs for good, and with them folds and tags.  The comment that was
 * read is gone back to as soon as its thread is there. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/session.h"

static void move_visits(struct visit *visits, size_t count, const post_id *moves)
{
	for (size_t i = 0; i < count; i++)
		visits[i].post = moves[visits[i].post];
}

/* Views are closed without what is kept here. */
struct kept {
	struct visit *visits;
	size_t visit_count, visit_cap, rooted_at;
	struct jump_stack back, forward;
	struct folds folds, levelled, tags, origin;
};

static struct kept take_from(struct session *s)
{
	struct kept k = { s->visits, s->visit_count, s->visit_cap, s->rooted_at, s->back,
		s->forward, s->folds, s->levelled, s->tags, s->origin.folds };

	s->visits = NULL;
	s->folds = s->levelled = s->tags = s->origin.folds = (struct folds){ 0 };
	return k;
}

static void give_back(struct session *s, const struct kept *k)
{
	s->visits = k->visits;
	s->visit_count = k->visit_count;
	s->visit_cap = k->visit_cap;
	s->rooted_at = k->rooted_at;
	s->back = k->back;
	s->forward = k->forward;
	s->folds = k->folds;
	s->levelled = k->levelled;
	s->tags = k->tags;
	s->origin.folds = k->origin;
}

static void make_views_anew(struct session *s, const post_id *moves)
{
	bool time_order = s->thread.outline.time_order;
	struct kept k = take_from(s);

	move_visits(k.visits, k.visit_count, moves);
	move_visits(k.back.visits, k.back.count, moves);
	move_visits(k.forward.visits, k.forward.count, moves);
	move_visits(&s->origin.visit, 1, moves);
	page_close(s);
	session_close_views(s);
	session_open_views(s);
	give_back(s, &k);
	s->thread.outline.time_order = time_order;
	memset(&s->measured, 0, sizeof s->measured);
	config_apply(s);
}

/* What is shown, and what has to be there before it can be shown again. */
static struct resume keep(struct session *s, const struct visit *here)
{
	comment_id root = s->thread.outline.root;
	struct resume kept = { .waiting = true, .visit = *here };

	s->body.post = here->post; /* as names are told of it */
	if (here->post)
		kept.post = reload_name(s->lib, here->post, 0);
	if (here->post && here->comment)
		kept.comment = reload_name(s->lib, here->post, here->comment);
	if (here->post && root)
		kept.root = reload_name(s->lib, here->post, root);
	resume_keep_wishes(s, &kept);
	return kept;
}

static void follow(struct session *s, const post_id *moves)
{
	struct visit here = session_here(s);
	struct resume kept;

	move_visits(&here, 1, moves);
	kept = keep(s, &here);
	state_posts_moved(s->state, s->lib);
	make_views_anew(s, moves);
	session_refresh_list(s);
	session_return(s, &here);
	if (s->resume.waiting) /* for another place */
		resume_release(&kept);
	else
		s->resume = kept;
}

void session_follow_moves(struct session *s)
{
	post_id *moves = library_take_moves(s->lib);

	if (moves)
		follow(s, moves);
	free(moves);
}
