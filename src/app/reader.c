/* One loop: keys first, and the screen that they ask for; then a slice of the work at
 * hand, what it changes on the screen, and sleep.
 *
 * While there is work, the loop polls without waiting, and the screen is drawn at most
 * ten times a second unless a key was answered; in the first tenth after each slice, so
 * that the first screen is full as soon as it can be.  Without work it sleeps until a
 * key, a signal or input that is waited for: an idle reader does not wake up.
 */
#include "config.h"

#include "moot/app/reader.h"

#include <poll.h>
#include <stdio.h>
#include <time.h>

#include "app/session.h"

enum {
	SLICE_MS = 2,
	DRAW_EVERY_MS = 100,
	READ_BYTES = 32 << 10,   /* parsed between two looks at the clock */
	SEARCH_BYTES = 16 << 10, /* looked at between two looks at the clock */
	EXIT_NOTHING_READ = 4,
};

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool answer_keys(struct session *s)
{
	struct key key;
	bool any = false;

	while (!s->ended && term_key(s->term, &key)) {
		session_catch_up(s);
		session_key(s, key);
		any = true;
	}
	return any;
}

/* A key is answered between two steps, not between two slices. */
static bool is_over(struct session *s, int64_t until_ms)
{
	struct pollfd fds[] = {
		{ .fd = term_fd(s->term), .events = POLLIN },
		{ .fd = term_wake_fd(s->term), .events = POLLIN },
	};

	return now_ms() >= until_ms || poll(fds, sizeof fds / sizeof *fds, 0) > 0;
}

/* What remains to be done: nothing, nothing but waiting for input, or more. */
enum work { WORK_NONE, WORK_WAITS, WORK_MORE };

/* What there is to be read: nothing, posts that are guessed, posts. */
static int posts_to_read(const struct session *s)
{
	uint32_t posts = library_post_count(s->opts.lib);

	return (posts > 0) + (posts > library_guess_count(s->opts.lib));
}

/* The first posts end a slice: they are waited for. */
static enum work load_slice(struct session *s, int64_t until_ms)
{
	int had = posts_to_read(s);

	do {
		switch (ingest_step(s->opts.in)) {
		case INGEST_WAIT:
			return WORK_WAITS;
		case INGEST_DONE:
			session_follow_moves(s);
			session_loaded(s);
			if (s->opts.loaded && !s->stopped)
				s->opts.loaded(s->opts.user);
			return WORK_MORE; /* others have waited for this */
		case INGEST_MORE:
			s->stepped = true;
			session_follow_moves(s);
		}
	} while (posts_to_read(s) == had && !is_over(s, until_ms));
	return WORK_MORE;
}

/* *changed: what is on the screen may have to be drawn anew; *marked: but only marks of
 * references, hits and minutes, which nobody waits for. */
static enum work work_slice(struct session *s, bool *changed, bool *marked)
{
	int64_t until = now_ms() + SLICE_MS;
	enum work left;
	bool wanted;

	*changed |= reload_if_damaged(s);
	left = s->loading ? load_slice(s, until) : WORK_NONE;
	*changed |= s->stepped || left == WORK_MORE;
	if (!s->loading || s->list.scroller.count == 0)
		session_catch_up(s);
	while (long_texts_step(s, READ_BYTES, changed))
		if (is_over(s, until))
			return WORK_MORE;
	while (reading_step(s, changed))
		if (is_over(s, until))
			return WORK_MORE;
	while (limit_work(s, SEARCH_BYTES) || stats_work(s, SEARCH_BYTES) ||
	    limit_list_work(s, SEARCH_BYTES)) {
		*changed = true;
		if (is_over(s, until))
			return WORK_MORE;
	}
	while (search_step(s, SEARCH_BYTES, &wanted)) {
		*(wanted ? changed : marked) = true;
		if (is_over(s, until))
			return WORK_MORE;
	}
	while (minutes_step(s, SEARCH_BYTES)) {
		*marked = true;
		if (is_over(s, until))
			return WORK_MORE;
	}
	while (grep_step(s, changed))
		if (is_over(s, until))
			return WORK_MORE;
	while (references_step(s, s->references.waiting ? changed : marked))
		if (is_over(s, until))
			return WORK_MORE;
	return left;
}

static void sleep_until_event(struct session *s, enum work work, int64_t timeout_ms)
{
	struct pollfd fds[] = {
		{ .fd = term_fd(s->term), .events = POLLIN },
		{ .fd = term_wake_fd(s->term), .events = POLLIN },
		{ .fd = work == WORK_WAITS ? ingest_fd(s->opts.in) : -1, .events = POLLIN },
	};

	poll(fds, sizeof fds / sizeof *fds, work == WORK_MORE ? 0 : (int)timeout_ms);
}

/* What is said about it is seen at once. */
static int64_t save_state(struct session *s)
{
	size_t said = s->message.len;
	int64_t wait_ms = reading_save(s, now_ms());

	if (s->message.len != said)
		session_draw(s);
	return wait_ms;
}

/* True when there is more to do, now that something is seen. */
static bool draw(struct session *s, int64_t filled_ms, int64_t *next_draw_ms)
{
	session_catch_up(s);
	session_draw(s);
	*next_draw_ms = now_ms() + (now_ms() < filled_ms ? 0 : DRAW_EVERY_MS);
	return reading_start(s);
}

static void loop(struct session *s)
{
	int64_t filled_ms = now_ms() + DRAW_EVERY_MS, next_draw_ms = 0;
	bool stale = true, marked = false; /* the screen differs from what it should show */
	bool had_posts = s->list.scroller.count > 0;

	if (had_posts)
		draw(s, filled_ms, &next_draw_ms); /* before any work: it can be read */
	for (;;) {
		bool answered = answer_keys(s), more = false, urgent, has_posts;
		enum work work;
		int64_t wait_ms, save_ms;

		if (s->ended)
			return;
		if (answered) { /* before what it gives to do */
			more = draw(s, filled_ms, &next_draw_ms);
			stale = marked = false;
		}
		work = work_slice(s, &stale, &marked);
		has_posts = s->list.scroller.count > 0;
		urgent = stale && (work == WORK_NONE || has_posts != had_posts);
		had_posts = has_posts;
		if (urgent || ((stale || marked) && now_ms() >= next_draw_ms)) {
			more |= draw(s, filled_ms, &next_draw_ms);
			stale = marked = false;
		}
		if (more)
			work = WORK_MORE;
		save_ms = save_state(s);
		wait_ms = next_draw_ms > now_ms() ? next_draw_ms - now_ms() : 0;
		if ((!stale && !marked) || (save_ms >= 0 && save_ms < wait_ms))
			wait_ms = save_ms;
		sleep_until_event(s, work, wait_ms);
	}
}

bool reader_answer(struct session *s)
{
	answer_keys(s);
	if (!s->ended)
		session_draw(s);
	return !s->ended;
}

bool reader_settle(struct session *s)
{
	bool changed = false;

	answer_keys(s);
	while (!s->ended && work_slice(s, &changed, &changed) == WORK_MORE)
		continue;
	session_catch_up(s);
	if (!s->ended)
		session_draw(s);
	return !s->ended;
}

int reader_run(const struct reader_opts *opts)
{
	const char *error = NULL;
	struct term *term = term_open_curses(&(struct term_opts){ .color = opts->color }, &error);
	struct session *s;
	int status;

	if (!term) {
		fprintf(stderr, "moot: %s\n", error);
		return EXIT_NOTHING_READ;
	}
	s = reader_open(opts, term);
	loop(s);
	status = reader_close(s);
	term_close(term);
	return status;
}
