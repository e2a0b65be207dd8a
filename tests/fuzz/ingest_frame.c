#include "config.h"

#include "ingest_frame.h"

#include <stdio.h>
#include <stdlib.h>

#include "moot/base/diag.h"
#include "moot/base/xalloc.h"
#include "moot/doc/doc.h"
#include "moot/export/export.h"
#include "moot/layout/layout.h"
#include "moot/model/model.h"
#include "moot/search/refs.h"

struct everything {
	post_id *posts;
	uint32_t *numbers;
	size_t count;
};

static struct everything everything_of(const struct library *lib)
{
	size_t count = library_post_count(lib);
	struct everything e = { xcalloc(count + 1, sizeof *e.posts),
		xcalloc(count + 1, sizeof *e.numbers), count };

	for (uint32_t i = 0; i < count; i++) {
		e.posts[i] = i + 1;
		e.numbers[i] = i + 1;
	}
	return e;
}

static void everything_release(struct everything *e)
{
	free(e->posts);
	free(e->numbers);
}

static void read_as(struct library *lib, struct diags *diags, const struct ingest_format *format,
    struct span bytes)
{
	const struct ingest_opts opts = { .from = format };
	struct ingest *in = ingest_new(lib, diags, &opts);

	ingest_add_memory(in, "input", bytes);
	ingest_run(in);
	ingest_free(in);
	model_check(lib);
}

static FILE *sink(void)
{
	static FILE *null;

	if (!null)
		null = fopen("/dev/null", "w");
	if (!null)
		bug("no /dev/null");
	return null;
}

int fuzz_ingest(const struct ingest_format *format, const uint8_t *data, size_t size)
{
	struct library *lib = library_new();
	struct diags diags = { 0 };
	struct everything e;

	read_as(lib, &diags, format, span_of((const char *)data, size));
	e = everything_of(lib);
	export_format_find("text")->write(lib,
	    &(struct export_selection){ .posts = e.posts, .numbers = e.numbers, .count = e.count },
	    &(struct export_opts){ .all = true }, sink());
	everything_release(&e);
	library_free(lib);
	diags_release(&diags);
	return 0;
}

/* ---- the whole path ---- */

static void write_all(const struct library *lib, const struct diags *diags, int cols)
{
	struct everything e = everything_of(lib);
	struct export_selection all = { .posts = e.posts, .numbers = e.numbers, .count = e.count };
	struct export_opts opts = { .all = true, .width_cols = cols, .diags = diags };

	for (size_t i = 0; export_formats[i]; i++)
		export_formats[i]->write(lib, &all, &opts, sink());
	for (int format = LIST_TEXT; format <= LIST_JSON; format++)
		export_list(lib, &all, (enum list_format)format, &opts, sink());
	everything_release(&e);
}

static void lay_out(const struct library *lib, text_ref body, enum body_type type, text_ref base,
    int cols)
{
	struct doc *d = doc_parse(library_text(lib, body), type, library_text(lib, base));
	const struct layout_opts opts = { .cols = cols, .number_links = true };

	layout_free(layout_new(d, &opts));
	doc_free(d);
}

/* As the reader's panes do. */
static void lay_out_all(const struct library *lib, int cols)
{
	for (post_id p = 1; p <= library_post_count(lib); p++) {
		const struct post_row *post = library_post(lib, p);

		lay_out(lib, post->body, post->body_type, post->url, cols);
		refs_free(refs_of_post(lib, p, true));
	}
	for (comment_id c = 1; c <= library_comment_count(lib); c++) {
		const struct comment_row *comment = library_comment(lib, c);

		lay_out(lib, comment->body, comment->body_type, 0, cols);
	}
}

static int exit_status(const struct library *lib, const struct diags *diags)
{
	int worst = diags_worst(diags);
	bool found = library_post_count(lib) > 0;

	if (!found && worst == DIAG_FAIL)
		return 4;
	if (worst >= DIAG_LOSS)
		return 3;
	return found ? 0 : 1;
}

int ingest_whole_path(struct span bytes)
{
	enum { NARROW_COLS = 30 };
	struct library *lib = library_new();
	struct diags diags = { 0 };
	int status;

	read_as(lib, &diags, NULL, bytes);
	write_all(lib, &diags, 0);
	lay_out_all(lib, NARROW_COLS);
	status = exit_status(lib, &diags);
	library_free(lib);
	diags_release(&diags);
	return status;
}
