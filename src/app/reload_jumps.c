/* The history of jumps, over a reading of the sources anew: its places are kept by name,
 * and looked up in one pass over the posts and, where a comment is meant, over their
 * threads.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/session.h"
#include "moot/base/xalloc.h"

static void keep_stack(const struct session *s, const struct jump_stack *stack,
    struct kept_jump *out)
{
	for (size_t i = 0; i < stack->count; i++) {
		const struct visit *v = &stack->visits[i];

		out[i].post = reload_name(s->lib, v->post, 0);
		if (v->comment)
			out[i].comment = reload_name(s->lib, v->post, v->comment);
		out[i].visit = *v;
		out[i].visit.post = 0;
	}
}

void resume_keep_jumps(const struct session *s, struct resume *r)
{
	r->back_count = s->back.count;
	r->jump_count = s->back.count + s->forward.count;
	r->jumps = xcalloc(r->jump_count + 1, sizeof *r->jumps);
	keep_stack(s, &s->back, r->jumps);
	keep_stack(s, &s->forward, r->jumps + s->back.count);
}

void resume_release_jumps(struct resume *r)
{
	for (size_t i = 0; i < r->jump_count; i++) {
		free(r->jumps[i].post);
		free(r->jumps[i].comment);
	}
	free(r->jumps);
	r->jumps = NULL;
	r->jump_count = r->back_count = 0;
}

/* ---- by name ---- */

static const char *name_of(const struct kept_jump *j, bool comment)
{
	return !comment ? j->post : j->comment ? j->comment : "";
}

static int by_post(const void *a, const void *b)
{
	return strcmp((*(struct kept_jump *const *)a)->post, (*(struct kept_jump *const *)b)->post);
}

static int by_comment(const void *a, const void *b)
{
	return strcmp(name_of(*(struct kept_jump *const *)a, true),
	    name_of(*(struct kept_jump *const *)b, true));
}

/* The first of those with a name, or their count. */
static size_t first_named(struct kept_jump *const *sorted, size_t count, const char *name,
    bool comment)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (strcmp(name_of(sorted[mid], comment), name) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < count && strcmp(name_of(sorted[low], comment), name) == 0 ? low : count;
}

static void find_comments(const struct session *s, post_id post, struct kept_jump *const *sorted,
    size_t jumps)
{
	uint32_t count;
	const struct thread_item *thread = library_thread(s->lib, post, &count);

	for (uint32_t i = 0; i < count; i++) {
		char *name = reload_name(s->lib, post, thread[i].comment);

		for (size_t k = first_named(sorted, jumps, name, true);
		     k < jumps && strcmp(name_of(sorted[k], true), name) == 0; k++)
			sorted[k]->visit.comment = thread[i].comment;
		free(name);
	}
}

/* True when a comment is meant in one of those of a post. */
static bool find_post(const struct session *s, post_id post, struct kept_jump *const *sorted,
    size_t jumps)
{
	char *name = reload_name(s->lib, post, 0);
	bool wants_comment = false;

	for (size_t k = first_named(sorted, jumps, name, false);
	     k < jumps && strcmp(sorted[k]->post, name) == 0; k++) {
		sorted[k]->visit.post = post;
		sorted[k]->visit.comment = 0;
		wants_comment |= sorted[k]->comment != NULL;
	}
	free(name);
	return wants_comment;
}

/* ---- after ---- */

/* Those whose post is there come before what was jumped meanwhile. */
static void restore_stack(struct jump_stack *stack, const struct kept_jump *kept, size_t count)
{
	struct jump_stack whole = { .count = 0 };

	for (size_t i = 0; i < count && whole.count + stack->count < JUMPS_MAX; i++)
		if (kept[i].visit.post)
			whole.visits[whole.count++] = kept[i].visit;
	for (size_t i = 0; i < stack->count; i++)
		whole.visits[whole.count++] = stack->visits[i];
	*stack = whole;
}

void resume_jumps(struct session *s)
{
	struct resume *r = &s->resume;
	struct kept_jump **posts = xcalloc(r->jump_count + 1, sizeof(struct kept_jump *));
	struct kept_jump **comments = xcalloc(r->jump_count + 1, sizeof(struct kept_jump *));
	size_t before = s->back.count;

	for (size_t i = 0; i < r->jump_count; i++)
		posts[i] = comments[i] = &r->jumps[i];
	qsort(posts, r->jump_count, sizeof(struct kept_jump *), by_post);
	qsort(comments, r->jump_count, sizeof(struct kept_jump *), by_comment);
	for (post_id p = 1; p <= library_post_count(s->lib) && r->jump_count; p++)
		if (find_post(s, p, posts, r->jump_count))
			find_comments(s, p, comments, r->jump_count);
	restore_stack(&s->back, r->jumps, r->back_count);
	restore_stack(&s->forward, r->jumps + r->back_count, r->jump_count - r->back_count);
	s->rooted_at += s->back.count - before;
	free(posts);
	free(comments);
}
