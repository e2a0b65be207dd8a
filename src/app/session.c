#include "config.h"

#include "app/session.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "app/commands_priv.h"
#include "moot/base/xalloc.h"

void session_open_views(struct session *s)
{
	bool all = s->opts.all;

	s->stepped = true;
	s->finder.current = NO_HIT;
	s->bodies = bodies_new(s->lib, &s->looks);
	post_list_init(&s->list, s->lib, &s->looks, all);
	post_body_init(&s->body, s->lib, s->bodies, &s->looks);
	thread_init(&s->thread, s->lib, s->bodies, &s->looks, &s->folds, all);
	s->list.news = s->thread.news = &s->news;
	s->thread.add_note = references_add_note;
	s->thread.note_user = s;
	s->thread.tags = &s->tags;
	s->thread.hits_among = search_hits_among;
	s->list.hits = grep_hits;
	s->list.hits_user = s;
	s->list.limited = &s->limited;
}

void session_open_library(struct session *s)
{
	s->lib = s->opts.lib;
	s->loading = s->opts.in != NULL;
	s->stopped = false;
	session_open_views(s);
	reading_open(s);
}

void session_close_library(struct session *s)
{
	page_close(s);
	reading_close(s);
	session_close_views(s);
}

void session_close_views(struct session *s)
{
	finder_release(&s->finder);
	grep_release(&s->grep);
	titles_forget(s);
	references_release(&s->references);
	s->references = (struct references){ 0 };
	minutes_release(&s->minutes);
	stats_release(&s->stats);
	memset(s->activities, 0, sizeof s->activities);
	thread_release(&s->thread);
	limit_release(&s->limit);
	limit_posts_release(&s->limited);
	post_body_release(&s->body);
	post_list_release(&s->list);
	bodies_free(s->bodies);
	free(s->visits);
	s->visits = NULL;
	s->visit_count = s->visit_cap = 0;
	s->back.count = s->forward.count = 0;
	s->peek = s->searched_root = s->reading = s->kept_unread = 0;
	s->sorted_rows = 0;
	s->searched_limited = s->next_post_asked = false;
	folds_release(&s->folds);
	folds_release(&s->levelled);
	folds_release(&s->tags);
	folds_release(&s->origin.folds);
}

struct session *reader_open(const struct reader_opts *opts, struct term *term)
{
	struct session *s = xcalloc(1, sizeof *s);

	s->opts = *opts;
	s->term = term;
	config_init(&s->own_config);
	s->config = opts->config ? opts->config : &s->own_config;
	s->config_errors = opts->config_errors ? xstrdup(opts->config_errors) : NULL;
	s->wish = (struct frame_wish){ .focus = PANE_LIST, .reading = PANE_BODY };
	s->goto_address = opts->goto_address ? xstrdup(opts->goto_address) : NULL;
	s->was_sent = s->goto_address != NULL;
	s->sheet.looks = &s->looks;
	session_open_library(s);
	config_apply(s);
	config_complain(s);
	session_catch_up(s);
	if (opts->first_start && !s->was_sent)
		cmd_tutorial(s, &(struct call){ 0 });
	return s;
}

static void release_typing(struct session *s)
{
	prompt_close(&s->prompt);
	candidates_forget(&s->candidates);
	history_release(&s->command_history);
	history_release(&s->search_history);
	history_release(&s->file_history);
	history_release(&s->limit_history);
	history_release(&s->pipe_history);
	free(s->origin.text);
	free(s->save_path);
	free(s->goto_address);
	buf_release(&s->message);
}

int reader_close(struct session *s)
{
	int status = s->status;

	session_close_library(s);
	release_typing(s);
	resume_release(&s->resume);
	config_release(&s->own_config);
	free(s->config_errors);
	free(s);
	return status;
}

static void say(struct session *s, enum face face, const char *format, va_list args)
    __attribute__((format(printf, 3, 0)));

static void say(struct session *s, enum face face, const char *format, va_list args)
{
	struct buf raw = BUF_INIT;

	buf_vaddf(&raw, format, args);
	buf_clear(&s->message);
	safe_add(&s->message, buf_span(&raw), 0);
	s->message_face = face;
	buf_release(&raw);
}

void session_say(struct session *s, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(s, FACE_PROMPT, format, args);
	va_end(args);
}

void session_complain(struct session *s, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(s, FACE_ERROR, format, args);
	va_end(args);
}

unsigned session_scope(const struct session *s)
{
	return s->page ? SCOPE_PAGE : 1u << s->wish.focus;
}

comment_id session_comment(const struct session *s)
{
	return s->wish.focus == PANE_THREAD && s->thread.cursor != NO_ITEM ?
	    s->thread.cursor_comment : 0;
}

bool session_on_stub(const struct session *s)
{
	return session_comment(s) && s->thread.outline.items[s->thread.cursor].stub;
}

/* Panes one below the other get the rows that they need.  Folding is no reason to move
 * them: they are measured anew only when another text is shown. */
static void measure_panes(struct session *s, int cols, int rows)
{
	struct measured now = { s->body.post, s->thread.outline.thread_hash,
		s->list.scroller.count, cols, rows };
	int *needed = s->wish.needed_rows;

	if (memcmp(&now, &s->measured, sizeof now) == 0)
		return;
	s->measured = now;
	needed[PANE_LIST] = s->list.scroller.count < (size_t)rows ?
	    (int)s->list.scroller.count : rows;
	post_body_resize(&s->body, cols, s->body.rows);
	needed[PANE_BODY] = post_body_needed_rows(&s->body, rows);
	thread_resize(&s->thread, cols, s->thread.rows);
	needed[PANE_THREAD] = thread_needed_rows(&s->thread, rows);
}

void session_arrange(struct session *s)
{
	const struct grid *grid = term_grid(s->term);
	const struct rect *pane = s->frame.pane;

	frame_arrange(&s->frame, grid->cols, grid->rows, &s->wish);
	if (s->frame.mode == FRAME_STACKED) {
		measure_panes(s, grid->cols, grid->rows);
		frame_arrange(&s->frame, grid->cols, grid->rows, &s->wish);
	}
	if (s->frame.shown[PANE_LIST])
		post_list_resize(&s->list, pane[PANE_LIST].cols, pane[PANE_LIST].rows);
	if (s->frame.shown[PANE_BODY])
		post_body_resize(&s->body, pane[PANE_BODY].cols, pane[PANE_BODY].rows);
	if (s->frame.shown[PANE_THREAD])
		thread_resize(&s->thread, pane[PANE_THREAD].cols, pane[PANE_THREAD].rows);
	if (s->page) {
		page_refit(s);
		sheet_view_resize(&s->sheet, page_area(s).rows);
	}
}

void session_focus(struct session *s, enum pane pane)
{
	s->wish.focus = pane;
	if (pane != PANE_LIST)
		s->wish.reading = pane;
	session_arrange(s);
}

static struct visit *find_visit(const struct session *s, post_id post)
{
	for (size_t i = 0; i < s->visit_count; i++)
		if (s->visits[i].post == post)
			return &s->visits[i];
	return NULL;
}

static bool at_start(const struct session *s)
{
	return post_body_at_start(&s->body) && (s->thread.cursor == NO_ITEM ||
	    (s->thread.cursor == 0 && !s->thread.anchor.on_text));
}

static void note_visit(struct session *s)
{
	struct visit *v = find_visit(s, s->body.post);

	if (!s->body.post || (!v && at_start(s)))
		return;
	if (!v) {
		ARRAY_GROW(s->visits, s->visit_count, s->visit_cap);
		v = &s->visits[s->visit_count++];
	}
	*v = session_here(s);
}

/* Folds what is new in the thread, from the level on that was set; what the user has opened
 * stays open. */
static void fold_to_level(struct session *s)
{
	const struct outline *o = &s->thread.outline;
	uint32_t level = (uint32_t)s->config->settings.fold_level;
	bool changed = false;

	for (uint32_t i = 0; i < o->count && level; i++) {
		comment_id comment = o->items[i].comment;

		if (!outline_has_replies(o, i) || folds_has(&s->levelled, comment))
			continue;
		folds_set(&s->levelled, comment, true);
		folds_set(&s->folds, comment, o->items[i].depth >= level);
		changed = true;
	}
	if (!changed)
		return;
	outline_folds_changed(&s->thread.outline);
	thread_folds_changed(&s->thread);
}

void session_show_post(struct session *s)
{
	post_id post = post_list_current(&s->list);
	const struct visit *v;
	struct visit kept;

	if (post == s->body.post)
		return;
	note_visit(s);
	reading_note_place(s);
	v = find_visit(s, post);
	if (!v && post && reading_place_in(s, post, &kept))
		v = &kept;
	post_body_show(&s->body, post);
	limit_other_post(s);
	thread_show(&s->thread, post);
	fold_to_level(s);
	if (v) {
		post_body_return(&s->body, v->body);
		thread_return(&s->thread, outline_find(&s->thread.outline, s->lib, v->comment),
		    v->anchor);
	}
	search_again(s);
}

/* "#2.1" is a comment of the current post. */
static bool resolve(const struct session *s, struct span address, post_id *post,
    comment_id *comment)
{
	struct buf whole = BUF_INIT;
	bool found;

	if (s->body.post && address.len > 1 && *address.p == '#')
		buf_addf(&whole, "%u", library_post_number(s->lib, s->body.post, s->opts.all));
	buf_add_span(&whole, address);
	found = library_resolve(s->lib, buf_span(&whole), s->opts.all, post, comment);
	buf_release(&whole);
	return found;
}

void session_complain_of_address(struct session *s, struct span address)
{
	size_t hash = span_find_byte(address, '#');
	struct span of_post = span_sub(address, 0, hash);
	comment_id comment;
	post_id post;

	if (hash == 0)
		post = s->body.post;
	else if (!library_resolve(s->lib, of_post, s->opts.all, &post, &comment))
		post = 0;
	if (post && hash < address.len)
		session_complain(s, "there is no comment %.*s in post %u",
		    (int)(address.len - hash - 1), address.p + hash + 1,
		    library_post_number(s->lib, post, s->opts.all));
	else
		session_complain(s, "there is no post %.*s; there are %zu", (int)of_post.len,
		    of_post.p, s->list.scroller.count);
}

bool session_goto(struct session *s, struct span address)
{
	post_id post;
	comment_id comment;
	size_t place;

	if (!resolve(s, address, &post, &comment) || !post_list_find(&s->list, post, &place))
		return false;
	post_list_go(&s->list, place);
	session_show_post(s);
	session_focus(s, comment ? PANE_THREAD : PANE_BODY);
	if (comment)
		return thread_go(&s->thread, outline_find(&s->thread.outline, s->lib, comment));
	return true;
}

static void try_goto(struct session *s)
{
	if (!s->goto_address)
		return;
	if (!session_goto(s, span_str(s->goto_address))) {
		if (s->loading)
			return; /* it may still come */
		session_complain_of_address(s, span_str(s->goto_address));
	}
	free(s->goto_address);
	s->goto_address = NULL;
}

void session_loaded(struct session *s)
{
	bool lost = s->opts.diags && diags_worst(s->opts.diags) >= DIAG_LOSS;

	s->loading = false;
	s->stepped = true;
	session_catch_up(s);
	if (s->stopped || s->prompting || s->question.keys || s->message.len)
		return;
	if (s->list.scroller.count == 0)
		session_complain(s, "there is nothing to read (:messages tells why)");
	else if (lost)
		session_complain(s, "not everything could be read (:messages tells what)");
}

void session_refresh_list(struct session *s)
{
	s->list.recent_days = s->config->settings.recent_days;
	s->list.now_s = reading_clock_s(s);
	if (s->wish.focus != PANE_LIST && s->body.post)
		s->list.asked_for = s->body.post; /* what is read is not taken away */
	post_list_refresh(&s->list);
}

/* What the order depends on. */
static uint32_t count_sorted_by(const struct session *s)
{
	uint32_t posts = library_post_count(s->lib);

	return s->list.order == ORDER_COMMENTS || s->list.order == ORDER_NEWEST
	    ? posts + library_comment_count(s->lib) : posts;
}

/* To sort 20,000 posts takes 14 ms: while more come, it is done when they have grown by a
 * quarter. */
static bool can_stay_unsorted(struct session *s)
{
	uint32_t rows = count_sorted_by(s);

	if (s->loading && s->list.order != ORDER_SOURCE && s->list.scroller.count &&
	    rows - rows / 5 < s->sorted_rows)
		return true;
	s->sorted_rows = rows;
	return false;
}

void session_catch_up(struct session *s)
{
	if (!s->stepped)
		return;
	s->stepped = false;
	reading_catch_up(s); /* what has new comments may be listed for that */
	if (!can_stay_unsorted(s))
		session_refresh_list(s);
	session_show_post(s);
	if (s->body.post)
		post_body_show(&s->body, s->body.post);
	if (thread_refresh(&s->thread)) {
		fold_to_level(s);
		search_again(s);
		limit_follow(s);
	}
	try_goto(s);
	resume_step(s);
	reading_return(s);
	resume_step(s); /* for what waits for that */
}
