/* The sources are read anew, and the reader stays where it was.
 *
 * The new library has other numbers for everything, so what is kept is kept by name: a
 * post is called by its id, URL or title, a comment by its id or by the number that a
 * reader sees.  The place is gone to as soon as it is there, and only then does the thread
 * begin where it did and is limited again, lest going there ends that; folds wait until
 * everything is read, and are then looked up in a sorted list of names; so does an exchange,
 * and so do jumps (reload_jumps.c).
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/commands_priv.h"
#include "app/session.h"
#include "moot/base/xalloc.h"
#include "moot/model/image.h"

static void add_post_name(const struct library *lib, post_id id, struct buf *out)
{
	const struct post_row *p = library_post(lib, id);

	buf_add_span(out, library_text(lib, p->id ? p->id : p->url ? p->url : p->title));
}

/* With the post, as ids of comments may be those of their blog or of their post. */
static void add_comment_name(const struct library *lib, post_id post, comment_id id,
    struct buf *out)
{
	text_ref name = library_comment(lib, id)->id;

	add_post_name(lib, post, out);
	buf_add_char(out, '\n');
	if (name)
		buf_add_span(out, library_text(lib, name));
	else
		library_add_number(lib, id, out);
}

char *reload_name(const struct library *lib, post_id post, comment_id comment)
{
	struct buf name = BUF_INIT;

	if (comment)
		add_comment_name(lib, post, comment, &name);
	else
		add_post_name(lib, post, &name);
	return buf_detach(&name);
}

void resume_release(struct resume *r)
{
	free(r->post);
	free(r->comment);
	free(r->root);
	free(r->voice);
	free(r->search);
	free(r->grep);
	limit_release(&r->limit);
	resume_release_jumps(r);
	for (size_t i = 0; i < r->folded_count; i++)
		free(r->folded[i]);
	free(r->folded);
	*r = (struct resume){ 0 };
}

/* ---- before ---- */

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void keep_folds(const struct session *s, struct resume *r)
{
	size_t cap = 0;

	for (post_id p = 1; p <= library_post_count(s->lib) && s->folds.words; p++) {
		uint32_t count;
		const struct thread_item *thread = library_thread(s->lib, p, &count);

		for (uint32_t i = 0; i < count; i++) {
			if (!folds_has(&s->folds, thread[i].comment))
				continue;
			ARRAY_GROW(r->folded, r->folded_count, cap);
			r->folded[r->folded_count++] = reload_name(s->lib, p, thread[i].comment);
		}
	}
	if (r->folded_count)
		qsort(r->folded, r->folded_count, sizeof *r->folded, compare_names);
}

static void keep_place(const struct session *s, struct resume *r)
{
	comment_id root = s->thread.outline.root;

	r->visit = session_here(s);
	r->time_order = s->thread.outline.time_order;
	if (s->body.post)
		r->post = reload_name(s->lib, s->body.post, 0);
	if (s->body.post && r->visit.comment)
		r->comment = reload_name(s->lib, s->body.post, r->visit.comment);
	if (s->body.post && root)
		r->root = reload_name(s->lib, s->body.post, root);
	resume_keep_jumps(s, r);
}

static void keep_searches(const struct session *s, struct resume *r)
{
	r->search = s->finder.pattern ? xstrdup(s->finder.text) : NULL;
	r->searches_back = s->searches_back;
	r->grep = s->grep.pattern ? xstrdup(s->grep.text) : NULL;
	r->grep_wanted = s->grep.wanted;
}

/* It may not be in force again since the sources were read anew before. */
static void keep_limit(struct session *s, struct resume *r)
{
	comment_id voice = limit_voice(s);

	r->voice = voice ? reload_name(s->lib, s->body.post, voice) : NULL;
	r->limit = limit_take(s);
	if (r->limit.text.len || voice)
		return;
	r->limit = s->resume.limit;
	s->resume.limit = (struct limit){ 0 };
}

void resume_keep_wishes(struct session *s, struct resume *r)
{
	keep_limit(s, r);
	keep_searches(s, r);
}

/* ---- after ---- */

static post_id find_post(const struct library *lib, const char *name)
{
	struct buf other = BUF_INIT;
	post_id found = 0;

	for (post_id p = 1; p <= library_post_count(lib) && !found; p++) {
		buf_clear(&other);
		add_post_name(lib, p, &other);
		found = strcmp(buf_str(&other), name) == 0 ? p : 0;
	}
	buf_release(&other);
	return found;
}

static comment_id find_comment(const struct library *lib, post_id post, const char *name)
{
	uint32_t count;
	const struct thread_item *thread = library_thread(lib, post, &count);
	struct buf other = BUF_INIT;
	comment_id found = 0;

	for (uint32_t i = 0; i < count && !found; i++) {
		buf_clear(&other);
		add_comment_name(lib, post, thread[i].comment, &other);
		found = strcmp(buf_str(&other), name) == 0 ? thread[i].comment : 0;
	}
	buf_release(&other);
	return found;
}

static void fold_again(struct session *s)
{
	const struct resume *r = &s->resume;

	for (post_id p = 1; p <= library_post_count(s->lib) && r->folded_count; p++) {
		uint32_t count;
		const struct thread_item *thread = library_thread(s->lib, p, &count);

		for (uint32_t i = 0; i < count; i++) {
			char *name = reload_name(s->lib, p, thread[i].comment);

			if (bsearch(&name, r->folded, r->folded_count, sizeof name, compare_names))
				folds_set(&s->folds, thread[i].comment, true);
			free(name);
		}
	}
	outline_folds_changed(&s->thread.outline);
	thread_folds_changed(&s->thread);
}

/* True when there is nothing to wait for. */
static bool go_back(struct session *s)
{
	struct resume *r = &s->resume;
	struct visit v = r->visit;

	if (!r->post)
		return true;
	v.post = find_post(s->lib, r->post);
	v.comment = v.post && r->comment ? find_comment(s->lib, v.post, r->comment) : 0;
	if (s->loading && (!v.post || (r->comment && !v.comment)))
		return false;
	if (v.post && !v.comment)
		v.anchor = (struct thread_anchor){ 0 };
	if (!v.post || !session_return(s, &v))
		session_complain(s, "the post that was read is not there any more");
	else if (r->comment && !v.comment)
		session_complain(s, "the comment that was read is not there any more");
	return true;
}

/* Only the subtree that was shown: its root is above the comment that was gone to. */
static void root_as_before(struct session *s)
{
	comment_id root = s->resume.root && s->body.post ?
	    find_comment(s->lib, s->body.post, s->resume.root) : 0;

	if (!root)
		return;
	outline_set_root(&s->thread.outline, s->lib, root);
	thread_folds_changed(&s->thread);
	s->rooted_at = s->back.count;
}

/* Unless something else was searched for meanwhile. */
static void search_as_before(struct session *s)
{
	const struct resume *r = &s->resume;

	if (r->grep && !s->grep.pattern && grep_begin(s, r->grep))
		s->grep.wanted = r->grep_wanted;
	if (!r->search || s->finder.pattern || s->prompting)
		return;
	finder_start(&s->finder, span_str(r->search), s->body.post);
	s->searches_back = r->searches_back;
}

/* Unless the thread was limited to something else meanwhile. */
static void limit_as_before(struct session *s)
{
	if (s->limit.text.len)
		return;
	s->limit = s->resume.limit;
	s->resume.limit = (struct limit){ 0 };
	s->limit_given_up = limit_given_up(s);
}

static void exchange_as_before(struct session *s)
{
	comment_id voice = s->resume.voice && s->body.post && !s->limit.text.len ?
	    find_comment(s->lib, s->body.post, s->resume.voice) : 0;

	if (voice)
		limit_to_voice(s, voice);
}

void resume_step(struct session *s)
{
	struct resume *r = &s->resume;

	if (!r->waiting || (r->by_state && s->place_wanted))
		return;
	if (!r->arrived) {
		r->arrived = go_back(s);
		if (r->arrived) {
			root_as_before(s);
			limit_as_before(s);
			search_as_before(s);
		}
	}
	if (s->loading)
		return;
	fold_again(s);
	exchange_as_before(s);
	resume_jumps(s);
	resume_release(r);
}

static void reopen(struct session *s)
{
	session_close_library(s);
	s->opts.reopen(s->opts.user, &s->opts);
	session_open_library(s);
	resume_release(&s->resume);
}

void cmd_reload(struct session *s, const struct call *call)
{
	struct resume kept = { .waiting = true };

	(void)call;
	if (!s->opts.reopen) {
		session_complain(s, "what was read cannot be read again");
		return;
	}
	keep_place(s, &kept);
	keep_folds(s, &kept);
	resume_keep_wishes(s, &kept);
	reopen(s);
	s->resume = kept;
	s->thread.outline.time_order = kept.time_order;
	s->was_sent = true; /* the place of the last visit is of no use */
	config_apply(s);
	session_say(s, "reading anew");
}

/* By what a damaged library calls things little is found again: the reading state, saved
 * when it is closed, has the place.  Where the thread begins is looked for by what may be
 * its name. */
bool reload_if_damaged(struct session *s)
{
	struct resume kept = { .waiting = true, .by_state = true };
	comment_id root = s->thread.outline.root;

	if (!library_is_damaged(s->lib) || !s->opts.reopen || !s->opts.damaged)
		return false;
	if (s->body.post && root)
		kept.root = reload_name(s->lib, s->body.post, root);
	kept.time_order = s->thread.outline.time_order;
	resume_keep_wishes(s, &kept);
	s->opts.damaged(s->opts.user);
	reopen(s);
	s->resume = kept;
	s->thread.outline.time_order = kept.time_order;
	s->was_sent = false;
	config_apply(s);
	session_complain(s, "the cache is damaged: reading the sources themselves");
	return true;
}
