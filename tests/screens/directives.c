/* What the lines of a script do; screens.c tells of each. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../lib/read_file.h"
#include "moot/base/xalloc.h"
#include "moot/term/theme.h"
#include "run.h"

static void do_size(struct run *r, struct span args)
{
	int cols, rows;
	char *text = xspandup(args);

	if (sscanf(text, "%dx%d", &cols, &rows) != 2)
		run_wrong(r, "no size: %s", text);
	else if (!r->term)
		run_open_reader(r, cols, rows);
	else {
		term_resize(r->term, cols, rows);
		run_answer(r);
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
		run_answer(r);
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
			run_answer(r);
		} else {
			run_wrong(r, "no key: %.*s", (int)word.len, word.p);
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
		run_wrong(r, "no place of the mouse: %s", text);
	} else {
		term_push_mouse(r->term, key, row, col);
		run_answer(r);
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
	run_answer(r);
}

static void show(struct run *r, struct span name, bool faces)
{
	struct buf got = BUF_INIT;
	char *words = xspandup(name);
	int row, col;

	grid_dump(term_grid(r->term), faces, &got);
	if (term_cursor(r->term, &row, &col))
		buf_addf(&got, "[cursor at row %d, column %d]\n", row, col);
	run_compare(r, words, buf_span(&got));
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
	run_compare(r, name, buf_span(&got));
	buf_release(&got);
	free(name);
}

static void do_copied(struct run *r, struct span args)
{
	char *name = xspandup(args);

	run_compare(r, name, span_str(term_copied(r->term)));
	free(name);
}

static void do_file(struct run *r, struct span args)
{
	size_t blank = span_find_byte(args, ' ');
	char *path = xspandup(span_sub(args, 0, blank));
	char *name = xspandup(span_sub(args, blank + 1, args.len));
	struct buf got = BUF_INIT;

	if (read_file(path, &got))
		run_compare(r, name, buf_span(&got));
	else
		run_wrong(r, "%s was not written", path);
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

static void do_long(struct run *r, struct span args)
{
	uint64_t lines;

	if (span_to_uint(args, 1000000, &lines))
		r->long_lines = (int)lines;
	else
		run_wrong(r, "no number of lines: %.*s", (int)args.len, args.p);
}

static void do_comments(struct run *r, struct span args)
{
	size_t space = span_find_byte(args, ' ');
	uint64_t posts;

	if (!span_to_uint(span_sub(args, 0, space), 1000, &posts))
		run_wrong(r, "no number of posts: %.*s", (int)args.len, args.p);
	r->commented = (int)posts;
	r->has_posts = space < args.len;
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
		run_wrong(r, "no date: %.*s", (int)args.len, args.p);
	run_now_s = date.unix_s;
}

static void do_reopen(struct run *r, struct span args)
{
	run_close_reader(r);
	r->ended = false;
	if (args.len)
		do_source(r, args);
	run_open_reader(r, r->cols, r->rows);
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
		run_wrong(r, "the reader has not ended");
}

static const struct {
	const char *word;
	void (*run)(struct run *r, struct span args);
	bool needs_reader;
} directives[] = {
	{ "source", do_source, false },
	{ "long", do_long, false },
	{ "comments", do_comments, false },
	{ "env", do_env, false },
	{ "config", do_config, false },
	{ "all", do_all, false },
	{ "goto", do_goto, false },
	{ "first", do_first, false },
	{ "size", do_size, false },
	{ "load", do_load, false },
	{ "keys", do_keys, true },
	{ "mouse", do_mouse, true },
	{ "paste", do_paste, true },
	{ "state", do_state, false },
	{ "clock", do_clock, false },
	{ "reopen", do_reopen, true },
	{ "screen", do_screen, true },
	{ "copied", do_copied, true },
	{ "looks", do_looks, true },
	{ "faces", do_faces, true },
	{ "file", do_file, true },
	{ "end", do_end, true },
};

void run_line(struct run *r, struct span line)
{
	size_t blank = span_find_byte(line, ' ');
	struct span word = span_sub(line, 0, blank);
	struct span args = span_trim(span_sub(line, blank, line.len));

	if (line.len == 0 || *line.p == '#')
		return;
	for (size_t i = 0; i < sizeof directives / sizeof *directives; i++)
		if (span_eq_str(word, directives[i].word)) {
			if (directives[i].needs_reader && !r->term)
				run_wrong(r, "size must come before %s", directives[i].word);
			else
				directives[i].run(r, args);
			return;
		}
	run_wrong(r, "no directive: %.*s", (int)line.len, line.p);
}
