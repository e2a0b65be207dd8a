/* Screens compared with what is expected: a folder of tests/screens is a case, its file
 * `keys` a script, and each `screen NAME` of the script is compared with expect-NAME.
 *
 *	source FILE     what is read, under tests/screens (else CASE/input); before size, and
 *	                by the command reload from now on
 *	env NAME=VALUE  before size
 *	all             as the option; before size
 *	config LINE     of a config file; before size
 *	goto ADDRESS    as the option; before size
 *	first           the user has never read anything; before size
 *	size COLSxROWS  opens the reader; when it is open: resizes the terminal
 *	state           the reading state is kept in a file of the case; before size
 *	clock DATE      what the time is from now on
 *	reopen [FILE]   ends the reader where it has not ended, and opens it again
 *	load STEPS      the first keys come while that many slices have been read
 *	keys KEY ...    names of keys, or "text" that is typed
 *	mouse KEY ROW COLUMN
 *	paste TEXT      text that is pasted; | is a line end
 *	screen NAME     the screen, and where the hardware cursor is
 *	faces NAME      the same, and the face of each cell
 *	looks NAME      the faces that look otherwise than in the default theme
 *	copied NAME     what was copied last
 *	file PATH NAME  a file that was written (each case starts in an empty directory)
 *	end             the reader must have ended
 *
 * screens [--update] [CASE ...] prints TAP.
 */
#include "config.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../lib/read_file.h"
#include "app/config_file.h"
#include "moot/app/reader.h"
#include "moot/base/buf.h"
#include "moot/base/xalloc.h"
#include "moot/term/theme.h"

struct run {
	const char *screens_dir, *name;
	bool update;
	struct buf report; /* "# ..." lines: what went wrong */
	/* The script so far. */
	char *source, *address;
	struct buf input; /* the bytes of source */
	bool all, ended, keeps_state, first_start;
	struct config config;
	struct buf config_text, config_errors;
	int cols, rows;
	int slices; /* to be read before the first keys; -1 = everything */
	struct library *lib;
	struct diags diags;
	struct ingest *in;
	struct term *term;
	struct session *session;
	struct state *state;
};

static const char state_path[] = "state.db";
static int64_t now_s = 1400000000; /* what the reader is told */

static int64_t tell_time(void)
{
	return now_s;
}

static void wrong(struct run *r, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void wrong(struct run *r, const char *format, ...)
{
	va_list args;

	buf_add_str(&r->report, "# ");
	va_start(args, format);
	buf_vaddf(&r->report, format, args);
	va_end(args);
	buf_add_char(&r->report, '\n');
}

static void quote(struct run *r, const char *heading, struct span text)
{
	struct span line;

	wrong(r, "%s", heading);
	while (span_line(&text, &line))
		wrong(r, "  %.*s", (int)line.len, line.p);
}

static void compare(struct run *r, const char *name, struct span got)
{
	char *path = xasprintf("%s/%s/expect-%s", r->screens_dir, r->name, name);
	struct buf expected = BUF_INIT;

	if (r->update) {
		FILE *out = fopen(path, "w");

		if (!out || fwrite(got.p, 1, got.len, out) != got.len || fclose(out) != 0)
			wrong(r, "cannot write %s", path);
	} else if (!read_file(path, &expected)) {
		wrong(r, "there is no %s", path);
	} else if (!span_eq(buf_span(&expected), got)) {
		wrong(r, "%s differs", name);
		quote(r, "expected:", buf_span(&expected));
		quote(r, "got:", got);
	}
	buf_release(&expected);
	free(path);
}

static void close_sources(struct run *r)
{
	state_close(r->state);
	ingest_free(r->in);
	library_free(r->lib);
	diags_release(&r->diags);
	r->state = NULL;
	r->diags = (struct diags){ 0 };
	buf_release(&r->input);
}

/* *trouble is the caller's. */
static void open_sources(struct run *r, char **trouble)
{
	r->lib = library_new();
	r->in = ingest_new(r->lib, &r->diags, NULL);
	if (!read_file(r->source, &r->input))
		wrong(r, "there is no %s", r->source);
	ingest_add_memory(r->in, "input", buf_span(&r->input));
	for (int i = 0; i < r->slices; i++)
		ingest_step(r->in);
	if (r->keeps_state)
		r->state = state_open(state_path, trouble);
}

static void reopen(void *user, struct reader_opts *opts)
{
	struct run *r = user;
	char *trouble = NULL;

	close_sources(r);
	open_sources(r, &trouble);
	free(trouble);
	opts->lib = r->lib;
	opts->in = r->in;
	opts->state = r->state;
}

static void open_reader(struct run *r, int cols, int rows)
{
	char *trouble = NULL;

	open_sources(r, &trouble);
	r->term = term_open_memory(cols, rows);
	r->cols = cols;
	r->rows = rows;
	config_init(&r->config);
	buf_clear(&r->config_errors);
	config_parse(&r->config, buf_span(&r->config_text), "config", &r->config_errors);
	r->session = reader_open(&(struct reader_opts){ .lib = r->lib, .diags = &r->diags,
	    .in = r->in, .goto_address = r->address, .config = &r->config,
	    .config_errors = r->config_errors.len ? buf_str(&r->config_errors) : NULL,
	    .all = r->all, .first_start = r->first_start, .state = r->state,
	    .state_trouble = trouble, .now_s = tell_time,
	    .reopen = reopen, .user = r }, r->term);
	free(trouble);
	if (r->slices < 0)
		reader_settle(r->session);
	else
		reader_answer(r->session);
}

static void end_reader(struct run *r)
{
	if (r->session)
		reader_close(r->session);
	r->session = NULL;
	r->ended = true;
}

static void answer(struct run *r)
{
	if (r->ended)
		wrong(r, "a key is left, but the reader has ended");
	else if (!(r->slices < 0 ? reader_settle(r->session) : reader_answer(r->session)))
		end_reader(r);
}

static void do_size(struct run *r, struct span args)
{
	int cols, rows;
	char *text = xspandup(args);

	if (sscanf(text, "%dx%d", &cols, &rows) != 2)
		wrong(r, "no size: %s", text);
	else if (!r->term)
		open_reader(r, cols, rows);
	else {
		term_resize(r->term, cols, rows);
		answer(r);
	}
	free(text);
}

static void type_text(struct run *r, struct span text)
{
	while (text.len) {
		size_t len = 1;
		struct key key;

		while (len < text.len && ((unsigned char)text.p[len] & 0xc0) == 0x80)
			len++;
		if (span_eq_str(span_sub(text, 0, len), " "))
			key = (struct key){ ' ', 0 };
		else
			key_parse(span_sub(text, 0, len), &key);
		term_push_key(r->term, key);
		answer(r);
		text = span_sub(text, len, text.len);
	}
}

static void do_keys(struct run *r, struct span args)
{
	while ((args = span_trim(args)).len) {
		struct span word = span_sub(args, 0, span_find_byte(args, ' '));
		struct key key;

		if (*args.p == '"' && args.len > 1) {
			struct span text = span_sub(args, 1, args.len);

			text = span_sub(text, 0, span_find_byte(text, '"'));
			type_text(r, text);
			args = span_sub(args, text.len + 2, args.len);
			continue;
		}
		if (key_parse(word, &key)) {
			term_push_key(r->term, key);
			answer(r);
		} else {
			wrong(r, "no key: %.*s", (int)word.len, word.p);
		}
		args = span_sub(args, word.len, args.len);
	}
}

static void do_mouse(struct run *r, struct span args)
{
	char *text = xspandup(args);
	char name[16];
	struct key key;
	int row, col;

	if (sscanf(text, "%15s %d %d", name, &row, &col) != 3 ||
	    !key_parse(span_str(name), &key)) {
		wrong(r, "no place of the mouse: %s", text);
	} else {
		term_push_mouse(r->term, key, row, col);
		answer(r);
	}
	free(text);
}

static void do_paste(struct run *r, struct span args)
{
	term_push_key(r->term, (struct key){ KEY_PASTE_, 0 });
	for (size_t i = 0; i < args.len; i++)
		term_push_key(r->term, args.p[i] == '|' ? (struct key){ KEY_ENTER_, 0 } :
		    (struct key){ (unsigned char)args.p[i], 0 });
	term_push_key(r->term, (struct key){ KEY_PASTE_END_, 0 });
	answer(r);
}

static void show(struct run *r, struct span name, bool faces)
{
	struct buf got = BUF_INIT;
	char *words = xspandup(name);
	int row, col;

	grid_dump(term_grid(r->term), faces, &got);
	if (term_cursor(r->term, &row, &col))
		buf_addf(&got, "[cursor at row %d, column %d]\n", row, col);
	compare(r, words, buf_span(&got));
	buf_release(&got);
	free(words);
}

static void do_screen(struct run *r, struct span args)
{
	show(r, args, false);
}

static void do_faces(struct run *r, struct span args)
{
	show(r, args, true);
}

static bool same_look(const struct face_look *a, const struct face_look *b)
{
	return a->fg == b->fg && a->bg == b->bg && a->attrs == b->attrs;
}

static void do_looks(struct run *r, struct span args)
{
	char *name = xspandup(args);
	struct buf got = BUF_INIT;
	struct theme usual;

	theme_default(&usual);
	for (int i = 0; i < FACES; i++) {
		const struct face_look *look = &term_theme(r->term)->looks[i];

		if (same_look(look, &usual.looks[i]))
			continue;
		face_add_name(&got, (enum face)i);
		buf_add_char(&got, ' ');
		color_add_name(&got, look->fg);
		buf_add_char(&got, ' ');
		color_add_name(&got, look->bg);
		buf_add_char(&got, ' ');
		attrs_add_names(&got, look->attrs);
		buf_add_char(&got, '\n');
	}
	compare(r, name, buf_span(&got));
	buf_release(&got);
	free(name);
}

static void do_copied(struct run *r, struct span args)
{
	char *name = xspandup(args);

	compare(r, name, span_str(term_copied(r->term)));
	free(name);
}

static void do_file(struct run *r, struct span args)
{
	size_t blank = span_find_byte(args, ' ');
	char *path = xspandup(span_sub(args, 0, blank));
	char *name = xspandup(span_sub(args, blank + 1, args.len));
	struct buf got = BUF_INIT;

	if (read_file(path, &got))
		compare(r, name, buf_span(&got));
	else
		wrong(r, "%s was not written", path);
	unlink(path);
	buf_release(&got);
	free(name);
	free(path);
}

static void do_source(struct run *r, struct span args)
{
	free(r->source);
	r->source = xasprintf("%s/%.*s", r->screens_dir, (int)args.len, args.p);
}

static void do_env(struct run *r, struct span args)
{
	size_t equals = span_find_byte(args, '=');
	char *name = xspandup(span_sub(args, 0, equals));
	char *value = xspandup(span_sub(args, equals + 1, args.len));

	(void)r;
	setenv(name, value, 1);
	free(name);
	free(value);
}

static void do_config(struct run *r, struct span args)
{
	buf_add_span(&r->config_text, args);
	buf_add_char(&r->config_text, '\n');
}

static void do_all(struct run *r, struct span args)
{
	(void)args;
	r->all = true;
}

static void do_goto(struct run *r, struct span args)
{
	free(r->address);
	r->address = xspandup(args);
}

static void do_state(struct run *r, struct span args)
{
	(void)args;
	r->keeps_state = true;
}

static void do_first(struct run *r, struct span args)
{
	(void)args;
	r->first_start = true;
}

static void do_clock(struct run *r, struct span args)
{
	struct date date = date_parse(args);

	if (!date_known(date))
		wrong(r, "no date: %.*s", (int)args.len, args.p);
	now_s = date.unix_s;
}

static void close_reader(struct run *r)
{
	end_reader(r);
	config_release(&r->config);
	term_close(r->term);
	close_sources(r);
}

static void do_reopen(struct run *r, struct span args)
{
	close_reader(r);
	r->ended = false;
	if (args.len)
		do_source(r, args);
	open_reader(r, r->cols, r->rows);
}

static void do_load(struct run *r, struct span args)
{
	uint64_t slices;

	if (span_to_uint(args, 1000, &slices))
		r->slices = (int)slices;
	else
		r->slices = -1;
}

static void do_end(struct run *r, struct span args)
{
	(void)args;
	if (!r->ended)
		wrong(r, "the reader has not ended");
}

static const struct {
	const char *word;
	void (*run)(struct run *r, struct span args);
	bool needs_reader;
} directives[] = {
	{ "source", do_source, false }, { "env", do_env, false }, { "config", do_config, false },
	{ "all", do_all, false }, { "goto", do_goto, false }, { "first", do_first, false },
	{ "size", do_size, false },
	{ "load", do_load, false }, { "keys", do_keys, true }, { "mouse", do_mouse, true },
	{ "paste", do_paste, true },
	{ "state", do_state, false }, { "clock", do_clock, false }, { "reopen", do_reopen, true },
	{ "screen", do_screen, true },
	{ "copied", do_copied, true }, { "looks", do_looks, true },
	{ "faces", do_faces, true }, { "file", do_file, true }, { "end", do_end, true },
};

static void run_line(struct run *r, struct span line)
{
	size_t blank = span_find_byte(line, ' ');
	struct span word = span_sub(line, 0, blank);
	struct span args = span_trim(span_sub(line, blank, line.len));

	if (line.len == 0 || *line.p == '#')
		return;
	for (size_t i = 0; i < sizeof directives / sizeof *directives; i++)
		if (span_eq_str(word, directives[i].word)) {
			if (directives[i].needs_reader && !r->term)
				wrong(r, "size must come before %s", directives[i].word);
			else
				directives[i].run(r, args);
			return;
		}
	wrong(r, "no directive: %.*s", (int)line.len, line.p);
}

static bool run_case(const char *screens_dir, const char *name, bool update, int number)
{
	struct run r = { .screens_dir = screens_dir, .name = name, .update = update, .slices = -1 };
	char *path = xasprintf("%s/%s/keys", screens_dir, name);
	char dir[] = "screens.XXXXXX";
	struct buf script = BUF_INIT;
	struct span rest, line;
	bool ok;

	r.source = xasprintf("%s/%s/input", screens_dir, name);
	if (!mkdtemp(dir) || chdir(dir) != 0 || !read_file(path, &script))
		wrong(&r, "cannot start: no directory, or no %s", path);
	rest = buf_span(&script);
	while (span_line(&rest, &line))
		run_line(&r, line);
	close_reader(&r);
	unlink(state_path);
	buf_release(&r.config_text);
	buf_release(&r.config_errors);
	free(r.source);
	free(r.address);
	if (chdir("..") != 0 || rmdir(dir) != 0)
		wrong(&r, "files are left in %s", dir);
	ok = r.report.len == 0;
	printf("%sok %d - %s\n%s", ok ? "" : "not ", number, name, buf_str(&r.report));
	buf_release(&r.report);
	buf_release(&script);
	free(path);
	return ok;
}

static int is_case(const struct dirent *e)
{
	return e->d_name[0] != '.' && !strchr(e->d_name, '.');
}

int main(int argc, char **argv)
{
	const char *srcdir = getenv("srcdir");
	char *relative = xasprintf("%s/tests/screens", srcdir ? srcdir : ".");
	char *screens_dir = realpath(relative, NULL);
	bool update = argc > 1 && strcmp(argv[1], "--update") == 0, ok = true;
	struct dirent **cases = NULL;
	int count = screens_dir ? scandir(screens_dir, &cases, is_case, alphasort) : -1;

	if (count <= 0) {
		printf("Bail out! no cases in %s\n", relative);
		return EXIT_FAILURE;
	}
	printf("1..%d\n", count);
	for (int i = 0; i < count; i++) {
		if (argc - update < 2 || strcmp(argv[argc - 1], cases[i]->d_name) == 0)
			ok &= run_case(screens_dir, cases[i]->d_name, update, i + 1);
		else
			printf("ok %d - %s # SKIP not asked for\n", i + 1, cases[i]->d_name);
		free(cases[i]);
	}
	free(cases);
	free(screens_dir);
	free(relative);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
