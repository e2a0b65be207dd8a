/* A small program on the real terminal, for tests/term.t.
 *
 *	term_demo guides            scripts of the world, a guide to the right of each
 *	term_demo random SEED FILE  many drawings over each other; FILE: what should show
 *
 * The last line tells the size and the last key.  q quits; C-z suspends; C-l redraws;
 * C-w tells how often poll returned.  E exits, A aborts, S writes to standard error.
 */
#include "config.h"

#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "moot/base/arena.h"
#include "moot/base/buf.h"
#include "moot/term/term.h"
#include "moot/text/safe.h"

enum { GUIDE_COL = 30, RANDOM_ROUNDS = 400 };

static const struct sample {
	const char *name, *text;
} samples[] = {
	{ "latin", "plain text, na\u00efve caf\u00e9" },
	{ "cjk", "\u65e5\u672c\u8a9e\u306e\u6587\u7ae0" },
	{ "hangul", "\ud55c\uad6d\uc5b4 \u1112\u1161\u11ab" },
	{ "hebrew", "\u05e9\u05c1\u05b8\u05dc\u05d5\u05b9\u05dd \u05e2\u05d5\u05dc\u05dd" },
	{ "arabic", "\u0645\u064e\u0631\u0652\u062d\u064e\u0628\u064b\u0627" },
	{ "devanagari", "\u0928\u092e\u0938\u094d\u0924\u0947 \u0915\u094d\u0937\u093f" },
	{ "thai", "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35 \u0e19\u0e49\u0e33" },
	{ "marks", "e\u0301o\u0308\u0304 a\u0300\u0301\u0302\u0303\u0304\u0305\u0306" },
	{ "emoji", "\U0001F600\U0001F44D\U0001F3FD \U0001FAE8 \u2764\ufe0f" },
	{ "zwj", "\U0001F468\u200D\U0001F469\u200D\U0001F467 x" },
	{ "flags", "\U0001F1E9\U0001F1EA\U0001F1EB\U0001F1F7 x" },
	{ "keycap", "1\ufe0f\u20e3 2" },
	{ "fullwidth", "\uff21\uff22\uff5e\u3000x" },
	{ "invisible", "a\u200bb\u00adc\u2060d\ufefff" },
	{ "hostile", "\033[2Jred\u202etxt\a\xc2\x9b""1m" },
	{ "quotes", "\u201cquoted\u201d \u2018x\u2019 \u2013 \u2026" },
	{ "lines", "\u2502 \u251c\u2500 \u2570\u2500 \u2022" },
};
enum { SAMPLES = sizeof samples / sizeof *samples };

static unsigned wakes;

static void put(struct term *t, int row, int col, int max_cols, struct safe text)
{
	grid_put(term_grid(t), row, col, max_cols, text, FACE_TEXT, 0, NULL);
}

static void draw_guides(struct term *t)
{
	struct arena a = { 0 };

	for (int i = 0; i < SAMPLES; i++) {
		put(t, i, 0, 12, safe_field(&a, span_str(samples[i].name)));
		put(t, i, 12, GUIDE_COL - 12, safe_field(&a, span_str(samples[i].text)));
		grid_put(term_grid(t), i, GUIDE_COL, 1, SAFE_LIT("|"), FACE_GUIDE, 0, NULL);
	}
	arena_release(&a);
}

static void draw_status(struct term *t, const char *word)
{
	struct grid *g = term_grid(t);
	struct arena a = { 0 };
	struct buf line = BUF_INIT;

	buf_addf(&line, "%dx%d utf8=%d %s", g->cols, g->rows, term_utf8(t), word);
	grid_fill(g, g->rows - 1, 0, g->cols, ' ', FACE_STATUS, 0);
	grid_put(g, g->rows - 1, 0, g->cols, safe_field(&a, buf_span(&line)), FACE_STATUS, 0, NULL);
	arena_release(&a);
	buf_release(&line);
}

/* Texts that overlap each other's wide clusters, at places partly outside. */
static void draw_random(struct term *t, unsigned seed, const char *dump_path)
{
	struct grid *g = term_grid(t);
	struct arena a = { 0 };
	struct buf dump = BUF_INIT;
	FILE *out = fopen(dump_path, "w");

	srand(seed);
	for (int i = 0; i < RANDOM_ROUNDS; i++) {
		struct safe text = safe_field(&a, span_str(samples[rand() % SAMPLES].text));

		grid_put(g, rand() % (g->rows - 1), rand() % (g->cols + 8) - 8, rand() % 30, text,
		    (enum face)(rand() % FACES), 0, NULL);
		if (i % 10 == 0)
			term_show(t, -1, 0);
	}
	draw_status(t, "drawn");
	term_show(t, 0, 0);
	grid_dump(g, false, &dump);
	if (!out || fwrite(dump.data, 1, dump.len, out) != dump.len || fclose(out))
		abort();
	buf_release(&dump);
	arena_release(&a);
}

static void redraw(struct term *t, const char *word)
{
	grid_clear(term_grid(t));
	draw_guides(t);
	draw_status(t, word);
	term_show(t, 1, 2);
}

static void suspend(struct term *t)
{
	term_suspend(t);
	kill(0, SIGTSTP);
	term_resume(t);
}

/* Does what the key says; false: quit. */
static bool handle(struct term *t, struct key key, const char *name)
{
	struct buf word = BUF_INIT;

	buf_addf(&word, "key %s", name);
	if (strcmp(name, "q") == 0 || key.code == KEY_HANGUP_) {
		buf_release(&word);
		return false;
	} else if (strcmp(name, "C-z") == 0) {
		suspend(t);
	} else if (strcmp(name, "C-l") == 0) {
		term_redraw_all(t);
	} else if (strcmp(name, "C-w") == 0) {
		buf_addf(&word, " wakes %u", wakes);
		wakes = 0;
	} else if (strcmp(name, "E") == 0) {
		exit(7);
	} else if (strcmp(name, "A") == 0) {
		fputs("about to abort\n", stderr);
		abort();
	} else if (strcmp(name, "S") == 0) {
		fputs("a word on stderr \033[31m\n", stderr);
	}
	redraw(t, buf_str(&word));
	buf_release(&word);
	return true;
}

static bool handle_keys(struct term *t)
{
	struct key key;

	while (term_key(t, &key)) {
		struct buf name = BUF_INIT;
		bool go_on;

		key_add_name(&name, key);
		go_on = handle(t, key, buf_str(&name));
		buf_release(&name);
		if (!go_on)
			return false;
	}
	return true;
}

int main(int argc, char **argv)
{
	struct term_opts opts = { .color = getenv("NO_COLOR") == NULL };
	const char *error;
	struct term *t = term_open_curses(&opts, &error);

	if (!t) {
		fprintf(stderr, "term_demo: %s\n", error);
		return 1;
	}
	if (argc == 4 && strcmp(argv[1], "random") == 0)
		draw_random(t, (unsigned)atoi(argv[2]), argv[3]);
	else
		redraw(t, "ready");
	while (handle_keys(t)) {
		struct pollfd fds[] = { { term_fd(t), POLLIN, 0 }, { term_wake_fd(t), POLLIN, 0 } };

		poll(fds, 2, -1);
		wakes++;
	}
	term_close(t);
	puts("bye");
	return 0;
}
