#include "config.h"

#include "run.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "../lib/read_file.h"
#include "moot/base/xalloc.h"

const char run_state_path[] = "state.db";
int64_t run_now_s = 1400000000;

static int64_t tell_time(void)
{
	return run_now_s;
}

void run_wrong(struct run *r, const char *format, ...)
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

	run_wrong(r, "%s", heading);
	while (span_line(&text, &line))
		run_wrong(r, "  %.*s", (int)line.len, line.p);
}

void run_compare(struct run *r, const char *name, struct span got)
{
	char *path = xasprintf("%s/%s/expect-%s", r->screens_dir, r->name, name);
	struct buf expected = BUF_INIT;

	if (r->update) {
		FILE *out = fopen(path, "w");

		if (!out || fwrite(got.p, 1, got.len, out) != got.len || fclose(out) != 0)
			run_wrong(r, "cannot write %s", path);
	} else if (!read_file(path, &expected)) {
		run_wrong(r, "there is no %s", path);
	} else if (!span_eq(buf_span(&expected), got)) {
		run_wrong(r, "%s differs", name);
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

static void add_lines(struct buf *out, int count, const char *indent)
{
	for (int n = 1; n <= count; n++)
		buf_addf(out, "%sLine %d of %d, with some more words so that it is a full one.\n",
		    indent, n, count);
}

static void add_long_texts(struct buf *out, int lines)
{
	buf_add_str(out, "Friday, 2 May 2014\n\nA long post\n\n");
	add_lines(out, lines, "");
	buf_add_str(out, "\n\n  1. Ann \342\200\224 2 May 2014 at 08:43\n\n    Short.\n\n"
	    "  2. Ben \342\200\224 2 May 2014 at 09:00\n\n");
	add_lines(out, lines, "    ");
	buf_add_str(out, "\n  3. Eve \342\200\224 2 May 2014 at 10:00\n\n    Short, too.\n");
}

static void add_comments(struct buf *out, int post)
{
	static const char *const names[] = { "Ann", "Ben", "Eve" };

	for (int n = 1; n <= 10; n++)
		buf_addf(out, "<item><title>Comment on Recipe %d by %s</title>"
		    "<link>http://example.org/%d/#comment-%d</link>"
		    "<dc:creator>%s</dc:creator><pubDate>%d May 2014 09:%02d:00 GMT</pubDate>"
		    "<description>Remark %d on recipe %d.</description></item>\n",
		    post, names[n % 3], post, post * 10 + n, names[n % 3], n, post % 60, n,
		    post);
}

static void add_post(struct buf *out, int post)
{
	buf_addf(out, "<item><title>Recipe %d</title><link>http://example.org/%d/</link>"
	    "<dc:creator>Ann</dc:creator><pubDate>1 May 2014 09:00:00 GMT</pubDate>"
	    "<description>The text of recipe %d.</description></item>\n", post, post, post);
}

static void add_feed(struct buf *out, int posts, bool has_posts)
{
	buf_add_str(out, "<rss><channel xmlns:dc='http://purl.org/dc/elements/1.1/'>"
	    "<title>Comments for Recipes</title><link>http://example.org/</link>");
	for (int post = 1; post <= posts; post++)
		add_comments(out, post);
	if (has_posts) {
		add_post(out, posts);
		add_post(out, 2);
	}
	buf_add_str(out, "</channel></rss>");
}

/* *trouble is the caller's. */
static void open_sources(struct run *r, char **trouble)
{
	r->lib = library_new();
	r->in = ingest_new(r->lib, &r->diags, NULL);
	if (r->commented)
		add_feed(&r->input, r->commented, r->has_posts);
	else if (r->long_lines)
		add_long_texts(&r->input, r->long_lines);
	else if (!read_file(r->source, &r->input))
		run_wrong(r, "there is no %s", r->source);
	ingest_add_memory(r->in, "input", buf_span(&r->input));
	for (int i = 0; i < r->slices; i++)
		ingest_step(r->in);
	if (r->keeps_state)
		r->state = state_open(run_state_path, trouble);
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

void run_open_reader(struct run *r, int cols, int rows)
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

void run_answer(struct run *r)
{
	if (r->ended)
		run_wrong(r, "a key is left, but the reader has ended");
	else if (!(r->slices < 0 ? reader_settle(r->session) : reader_answer(r->session)))
		end_reader(r);
}

void run_close_reader(struct run *r)
{
	end_reader(r);
	config_release(&r->config);
	term_close(r->term);
	close_sources(r);
}
