/* Random walks: sequences of keys, and sizes of the screen between them, on libraries of
 * tests/screens.  Nothing may crash; after each key the cells are whole, and a screen that
 * is laid out and drawn from scratch is the one that is shown.
 *
 * walk [SEQUENCES [SEED]] prints TAP, a line per library; with sanitizers it finds leaks as
 * well.  What is wrong is told with the seed that leads there: walk 1 SEED.
 */
#include "config.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../lib/read_file.h"
#include "app/commands_priv.h"
#include "app/session.h"
#include "moot/app/reader.h"
#include "moot/base/buf.h"
#include "moot/base/xalloc.h"
#include "view/thread_priv.h"

enum { KEYS = 200, SEQUENCES = 3, NAMES_MAX = 256 };

static const char *const libraries[] = { "ambiguous", "deep", "empty", "links", "new", "refs" };
/* What is typed into prompts, and keys with a meaning in them. */
static const char *const others[] = {
	"Enter", "Enter", "Enter", "Enter", "Esc", "Esc", "Esc", "Esc", "Esc", "Esc",
	"Enter", "Tab", "Esc", "Backspace", "C-u", "Up", "a", "e", "ä", "1", "2", "9", "q", "G",
};
static const char *const sizes[] = { "20x5", "30x10", "59x15", "80x24", "110x30", "180x50",
	"500x200", "1x1" };

/* A run of one sequence. */
struct walk {
	const char *library;
	const struct buf *bytes;
	uint64_t seed, random;
	struct library *lib;
	struct diags diags;
	struct ingest *in;
	struct state *state;
	struct config config;
	struct term *term;
	struct session *session;
	struct buf keys; /* pressed so far */
	bool wrong;
};

static struct key keys[NAMES_MAX];
static size_t key_count;

/* splitmix64 */
static uint32_t random_below(struct walk *w, uint32_t n)
{
	uint64_t z = w->random += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return (uint32_t)((z ^ z >> 31) % n);
}

static void add_key(struct span name)
{
	struct key key;

	if (key_count < NAMES_MAX && key_parse(name, &key))
		keys[key_count++] = key;
}

/* Every key that some command is on; of a sequence its keys one by one. */
static void collect_keys(void)
{
	for (const struct command *c = commands; c->help; c++) {
		struct span rest = span_str(c->name ? c->keys : ""), name;

		while (span_split(&rest, ' ', &name)) {
			size_t colon = name.len > 2 ? span_find_byte(name, ':') : name.len;
			struct key_sequence sequence;

			if (colon < name.len)
				name = span_sub(name, colon + 1, name.len);
			if (c->run != cmd_suspend && key_sequence_parse(name, &sequence))
				for (int i = 0; i < sequence.len && key_count < NAMES_MAX; i++)
					keys[key_count++] = sequence.keys[i];
		}
	}
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		add_key(span_str(others[i]));
}

static void open_sources(struct walk *w)
{
	char *trouble = NULL;

	w->lib = library_new();
	w->in = ingest_new(w->lib, &w->diags, NULL);
	ingest_add_memory(w->in, "input", buf_span(w->bytes));
	w->state = state_open("state.db", &trouble);
	free(trouble);
}

static void close_sources(struct walk *w)
{
	state_close(w->state);
	ingest_free(w->in);
	library_free(w->lib);
	diags_release(&w->diags);
	w->diags = (struct diags){ 0 };
}

static void reopen(void *user, struct reader_opts *opts)
{
	struct walk *w = user;

	close_sources(w);
	open_sources(w);
	opts->lib = w->lib;
	opts->in = w->in;
	opts->state = w->state;
}

static void open_reader(struct walk *w)
{
	w->session = reader_open(&(struct reader_opts){ .lib = w->lib, .diags = &w->diags,
	    .in = w->in, .config = &w->config, .state = w->state, .first_start = true,
	    .reopen = reopen, .user = w }, w->term);
	reader_settle(w->session);
}

static void dump(const struct walk *w, struct buf *out)
{
	int row, col;

	grid_dump(term_grid(w->term), true, out);
	if (term_cursor(w->term, &row, &col))
		buf_addf(out, "cursor %d %d\n", row, col);
}

/* Something of the current comment is on the screen, and not only the blank row behind it. */
static bool current_is_seen(const struct session *s)
{
	const struct thread_view *t = &s->thread;
	uint32_t place;

	if (!s->frame.shown[PANE_THREAD] || t->cursor == NO_ITEM || t->rows <= 0)
		return true;
	place = outline_place(&t->outline, t->cursor);
	return place >= outline_place(&t->outline, t->top.item) &&
	    place <= outline_place(&t->outline, thread_bottom(t).item) &&
	    (t->cursor != t->top.item || t->top.row != THREAD_BLANK_ROW);
}

static void check(struct walk *w)
{
	struct buf shown = BUF_INIT, anew = BUF_INIT;

	dump(w, &shown);
	session_lay_out_anew(w->session);
	session_draw(w->session);
	dump(w, &anew);
	w->wrong = !grid_check(term_grid(w->term)) || !span_eq(buf_span(&shown), buf_span(&anew));
	if (w->wrong) {
		printf("# %s, walk 1 %llu: drawn anew it is another screen, after:%s\n",
		    w->library, (unsigned long long)w->seed, buf_str(&w->keys));
		printf("shown:\n%s\nanew:\n%s\n", buf_str(&shown), buf_str(&anew));
	}
	if (!current_is_seen(w->session)) {
		printf("# %s, walk 1 %llu: the current comment is not seen, after:%s\n%s\n",
		    w->library, (unsigned long long)w->seed, buf_str(&w->keys), buf_str(&shown));
		w->wrong = true;
	}
	buf_release(&shown);
	buf_release(&anew);
}

/* Nothing of a random walk is written to a file, or given to a shell. */
static bool is_harmless(const struct session *s)
{
	return !s->prompting || (!strstr(s->prompting->label, "ave") &&
	    !strstr(s->prompting->label, "ipe") && !strchr(s->prompting->label, '|'));
}

static void press(struct walk *w, struct key key)
{
	buf_add_char(&w->keys, ' ');
	key_add_name(&w->keys, key);
	if (key.code == KEY_CLICK_ || key.code == KEY_DOUBLE_CLICK_ ||
	    key.code == KEY_WHEEL_UP_ || key.code == KEY_WHEEL_DOWN_)
		term_push_mouse(w->term, key,
		    (int)random_below(w, (uint32_t)term_grid(w->term)->rows),
		    (int)random_below(w, (uint32_t)term_grid(w->term)->cols));
	else
		term_push_key(w->term, key);
}

/* The reader has ended: the next one begins where it was. */
static void begin_again(struct walk *w)
{
	reader_close(w->session);
	close_sources(w);
	open_sources(w);
	open_reader(w);
}

static void step(struct walk *w)
{
	int cols, rows;

	if (random_below(w, 20) == 0) {
		const char *size = sizes[random_below(w, sizeof sizes / sizeof *sizes)];

		buf_addf(&w->keys, " %s", size);
		sscanf(size, "%dx%d", &cols, &rows);
		term_resize(w->term, cols, rows);
	} else {
		press(w, keys[random_below(w, (uint32_t)key_count)]);
	}
	if (!reader_settle(w->session))
		begin_again(w);
	if (!is_harmless(w->session)) {
		press(w, (struct key){ KEY_ESCAPE_, 0 });
		reader_settle(w->session);
	}
	check(w);
}

static bool walk(const char *library, const struct buf *bytes, uint64_t seed)
{
	struct walk w = { .library = library, .bytes = bytes, .seed = seed, .random = seed };

	config_init(&w.config);
	open_sources(&w);
	w.term = term_open_memory(80, 24);
	open_reader(&w);
	for (int i = 0; i < KEYS && !w.wrong; i++)
		step(&w);
	reader_close(w.session);
	close_sources(&w);
	term_close(w.term);
	config_release(&w.config);
	buf_release(&w.keys);
	unlink("state.db");
	return !w.wrong;
}

static bool walk_library(const char *dir, const char *library, unsigned long sequences,
    uint64_t seed)
{
	char *path = xasprintf("%s/%s/input", dir, library);
	struct buf bytes = BUF_INIT;
	bool ok = read_file(path, &bytes);

	for (unsigned long i = 0; i < sequences && ok; i++)
		ok = walk(library, &bytes, seed + i);
	buf_release(&bytes);
	free(path);
	return ok;
}

int main(int argc, char **argv)
{
	unsigned long sequences = argc > 1 ? strtoul(argv[1], NULL, 10) : SEQUENCES;
	uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
	const char *srcdir = getenv("srcdir");
	char *relative = xasprintf("%s/tests/screens", srcdir ? srcdir : ".");
	char *dir = realpath(relative, NULL), own[] = "walk.XXXXXX";
	size_t count = sizeof libraries / sizeof *libraries;
	bool all = true;

	setenv("PATH", "/nowhere", 1); /* no link or text is given to another program */
	if (!dir || !mkdtemp(own) || chdir(own) != 0) {
		puts("Bail out! no libraries, or no directory");
		return EXIT_FAILURE;
	}
	collect_keys();
	printf("1..%zu\n", count);
	for (size_t i = 0; i < count; i++) {
		bool ok = walk_library(dir, libraries[i], sequences, seed);

		printf("%sok %zu - %lu walks through %s\n", ok ? "" : "not ", i + 1, sequences,
		    libraries[i]);
		fflush(stdout);
		all &= ok;
	}
	if (chdir("..") != 0 || rmdir(own) != 0)
		printf("# files are left in %s\n", own);
	free(dir);
	free(relative);
	return all ? EXIT_SUCCESS : EXIT_FAILURE;
}
