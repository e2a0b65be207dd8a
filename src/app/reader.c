/* One loop: keys first, then a slice of the work at hand, then the screen, then sleep.
 *
 * While there is work, the loop polls without waiting, and the screen is drawn at most
 * ten times a second unless a key was answered.  Without work it sleeps until a key, a
 * signal or input that is waited for: an idle reader does not wake up.
 */
#include "config.h"

#include "moot/app/reader.h"

#include <poll.h>
#include <stdio.h>
#include <time.h>

#include "app/session.h"

enum {
	SLICE_MS = 8,
	DRAW_EVERY_MS = 100,
	SEARCH_BYTES = 64 << 10, /* looked at between two looks at the clock */
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

static enum ingest_status load_slice(struct session *s, int64_t until_ms)
{
	enum ingest_status status;

	do {
		status = ingest_step(s->opts.in);
		s->stepped = true;
	} while (status == INGEST_MORE && now_ms() < until_ms);
	if (status == INGEST_DONE)
		s->loading = false;
	return status;
}

/* What remains to be done: nothing, nothing but waiting for input, or more. */
enum work { WORK_NONE, WORK_WAITS, WORK_MORE };

static enum work work_slice(struct session *s)
{
	int64_t until = now_ms() + SLICE_MS;
	enum work left = WORK_NONE;

	if (s->loading)
		left = load_slice(s, until) == INGEST_WAIT ? WORK_WAITS : WORK_MORE;
	session_catch_up(s);
	while (search_step(s, SEARCH_BYTES))
		if (now_ms() >= until)
			return WORK_MORE;
	return left;
}

static void sleep_until_event(struct session *s, enum work work)
{
	struct pollfd fds[] = {
		{ .fd = term_fd(s->term), .events = POLLIN },
		{ .fd = term_wake_fd(s->term), .events = POLLIN },
		{ .fd = work == WORK_WAITS ? ingest_fd(s->opts.in) : -1, .events = POLLIN },
	};

	poll(fds, sizeof fds / sizeof *fds, work == WORK_MORE ? 0 : -1);
}

static void loop(struct session *s)
{
	int64_t drawn_ms = 0;
	bool has_posts = false;

	while (!s->ended) {
		bool keys = answer_keys(s);
		enum work work = s->ended ? WORK_NONE : work_slice(s);
		bool first = !has_posts && s->list.scroller.count > 0;

		if (s->ended)
			break;
		if (keys || first || work != WORK_MORE || now_ms() - drawn_ms >= DRAW_EVERY_MS) {
			session_draw(s);
			drawn_ms = now_ms();
			has_posts = has_posts || first;
		}
		sleep_until_event(s, work);
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
	answer_keys(s);
	while (!s->ended && work_slice(s) == WORK_MORE)
		continue;
	if (!s->ended)
		session_draw(s);
	return !s->ended;
}

int reader_run(const struct reader_opts *opts)
{
	const char *error = NULL;
	struct term *term = term_open_curses(&(struct term_opts){ .ascii = opts->ascii,
	    .color = opts->color }, &error);
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
