/* One source at a time, one slice at a step: open; collect what the formats need to
 * see; pass it and all further slices to the adapter of the format that knows it;
 * finish.  The files of an archive are sources of their own: the first of them takes the
 * place of the archive in the library, which so has a source for each.
 *
 * While somebody is watching, new comments are linked with each slice; and whenever the rows
 * have grown by half, what is left over, so that all of this together costs no more than
 * three times the last.  That is done in steps, and nothing is read before it is done.
 */
#include "config.h"

#include "moot/ingest/ingest.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "ingest/inputs_priv.h"
#include "ingest/sniff_priv.h"
#include "moot/base/xalloc.h"
#include "moot/source/source.h"

struct ingest {
	struct library *lib;
	struct diags *diags;
	const struct ingest_format *from;
	char *base_url; /* or NULL */
	struct inputs inputs;
	size_t at; /* the input that is read, or will be next */
	/* The open input; src is NULL between inputs. */
	struct source *src;
	bool in_archive; /* an entry of it is read */
	struct ingest_target target;
	const struct ingest_format *format; /* NULL until it is found */
	void *state; /* of format */
	struct buf head; /* what came before that */
	bool skipped; /* no format: the rest is not read */
	uint32_t rows_before; /* when it was opened */
	bool dirty_before;
	uint64_t closed_bytes; /* read from the inputs before */
	uint32_t linked_rows;
	bool linking;
	bool cancelled;
	bool done;
};

struct ingest *ingest_new(struct library *lib, struct diags *diags, const struct ingest_opts *opts)
{
	struct ingest *in = xcalloc(1, sizeof *in);

	in->lib = lib;
	in->diags = diags;
	in->from = opts ? opts->from : NULL;
	in->base_url = opts && opts->base_url ? xstrdup(opts->base_url) : NULL;
	return in;
}

void ingest_add(struct ingest *in, const char *source)
{
	inputs_add(&in->inputs, source);
	in->done = false;
}

void ingest_add_memory(struct ingest *in, const char *name, struct span bytes)
{
	inputs_add_memory(&in->inputs, name, bytes);
	in->done = false;
}

size_t ingest_input_count(const struct ingest *in)
{
	return in->inputs.len;
}

const char *ingest_input_path(const struct ingest *in, size_t index)
{
	return in->inputs.rows[index].path;
}

static uint32_t row_count(const struct ingest *in)
{
	return library_post_count(in->lib) - library_guess_count(in->lib) +
	    library_comment_count(in->lib);
}

static const struct input *current(const struct ingest *in)
{
	return &in->inputs.rows[in->at];
}

static void start_target(struct ingest *in, struct span name)
{
	struct source_fact fact = { .name = name };

	in->target = (struct ingest_target){
		.lib = in->lib,
		.source = library_add_source(in->lib, &fact),
		.diags = in->diags,
		.base_url = span_str(in->base_url),
	};
	in->rows_before = row_count(in);
	in->dirty_before = library_is_dirty(in->lib);
}

static void open_input(struct ingest *in)
{
	const struct input *input = current(in);

	start_target(in, span_str(input->name));
	in->src = input->path ? source_open(input->path, in->diags, in->target.source)
	                      : source_open_memory(input->bytes, in->diags, in->target.source);
	if (!in->src)
		in->at++;
}

static void close_text(struct ingest *in)
{
	if (in->format)
		in->format->close(in->state);
	in->format = NULL;
	in->state = NULL;
	in->skipped = false;
	buf_clear(&in->head);
}

static void close_input(struct ingest *in)
{
	uint64_t read_bytes, total_bytes;

	source_progress(in->src, &read_bytes, &total_bytes);
	in->closed_bytes += read_bytes;
	close_text(in);
	source_close(in->src);
	in->src = NULL;
	in->in_archive = false;
	in->at++;
}

/* Did nobody ask for this very file? */
static bool came_along(const struct ingest *in)
{
	return current(in)->from_directory || in->in_archive;
}

static void skip(struct ingest *in)
{
	source_skip(in->src);
	in->skipped = true;
}

static void skip_unknown(struct ingest *in)
{
	struct buf what = BUF_INIT;

	sniff_describe(&what, source_magic(in->src), buf_span(&in->head));
	if (source_is_container(in->src))
		diag_add(in->diags, DIAG_CODE_UNKNOWN_FORMAT, in->target.source, 0,
		    "it looks like %s inside of another, which is not opened", buf_str(&what));
	else if (came_along(in))
		diag_add(in->diags, DIAG_CODE_SKIPPED, in->target.source, 0,
		    "skipped: it looks like %s", buf_str(&what));
	else
		diag_add(in->diags, DIAG_CODE_UNKNOWN_FORMAT, in->target.source, 0,
		    "in no known format: it looks like %s", buf_str(&what));
	buf_release(&what);
	skip(in);
}

static void skip_empty(struct ingest *in)
{
	diag_add(in->diags, came_along(in) ? DIAG_CODE_SKIPPED : DIAG_CODE_EMPTY,
	    in->target.source, 0, "there is no text in it");
	skip(in);
}

/* The head is complete: finds its format and passes it on. */
static void choose_format(struct ingest *in, bool whole)
{
	struct span head = buf_span(&in->head);

	if (span_trim(head).len == 0) {
		skip_empty(in);
		return;
	}
	in->format = in->from ? in->from : sniff_format(head, whole);
	if (!in->format) {
		skip_unknown(in);
		return;
	}
	library_set_source(in->lib, in->target.source,
	    &(struct source_meta){ .format = span_str(in->format->name) });
	in->state = in->format->open(&in->target);
	in->format->feed(in->state, head);
	buf_release(&in->head);
}

static void take_slice(struct ingest *in, struct span utf8)
{
	if (in->format) {
		in->format->feed(in->state, utf8);
		return;
	}
	if (in->skipped)
		return;
	buf_add_span(&in->head, utf8);
	if (in->head.len >= SNIFF_BYTES)
		choose_format(in, false);
}

static bool has_failed(const struct ingest *in)
{
	for (size_t i = 0; i < in->diags->len; i++)
		if (in->diags->rows[i].source == in->target.source &&
		    diag_code_severity(in->diags->rows[i].code) == DIAG_FAIL)
			return true;
	return false;
}

static void say_if_empty(struct ingest *in)
{
	bool changed =
	    row_count(in) != in->rows_before || (library_is_dirty(in->lib) && !in->dirty_before);

	if (!changed && !in->dirty_before && !has_failed(in))
		diag_add(in->diags, DIAG_CODE_NO_POSTS, in->target.source, 0,
		    "there is no post and no comment in it");
}

/* The text has ended, or is not read any further. */
static void finish_text(struct ingest *in)
{
	if (!in->format && !in->skipped)
		choose_format(in, true);
	if (in->format) {
		in->format->finish(in->state);
		say_if_empty(in);
	}
}

/* Of what cannot be read, nothing is said but that. */
static void finish_input(struct ingest *in, bool broken)
{
	if (!broken || in->format || span_trim(buf_span(&in->head)).len)
		finish_text(in);
	close_input(in);
}

static void start_entry(struct ingest *in)
{
	struct span entry = source_entry(in->src);
	char *name = xasprintf("%s/%.*s", current(in)->name, (int)entry.len, entry.p);

	if (in->in_archive) {
		finish_text(in);
		close_text(in);
		start_target(in, span_str(name));
	} else {
		library_set_source(in->lib, in->target.source,
		    &(struct source_meta){ .name = span_str(name) });
	}
	in->in_archive = true;
	source_set_id(in->src, in->target.source);
	free(name);
}

static bool has_read_all(const struct ingest *in)
{
	return in->at == in->inputs.len;
}

static void link_final(struct ingest *in)
{
	library_link(in->lib, in->diags, true);
	in->linking = false;
	in->done = true;
}

/* So much that it takes part of a millisecond. */
static enum ingest_status link_slice(struct ingest *in)
{
	enum { ROWS = 1000 };

	in->linking = library_link_step(in->lib, in->diags, has_read_all(in), ROWS);
	if (in->linking)
		return INGEST_MORE;
	in->linked_rows = row_count(in);
	in->done = has_read_all(in);
	return in->done ? INGEST_DONE : INGEST_MORE;
}

static void read_no_more(struct ingest *in)
{
	if (in->src)
		finish_input(in, false);
	in->at = in->inputs.len;
	in->cancelled = false;
}

static enum ingest_status read_slice(struct ingest *in)
{
	struct span utf8;

	if (in->cancelled) {
		read_no_more(in);
		return INGEST_MORE;
	}
	if (!in->src) {
		open_input(in);
		return INGEST_MORE;
	}
	switch (source_next(in->src, &utf8)) {
	case SOURCE_DATA:
		take_slice(in, utf8);
		break;
	case SOURCE_ENTRY:
		start_entry(in);
		break;
	case SOURCE_WAIT:
		return INGEST_WAIT;
	case SOURCE_END:
		finish_input(in, false);
		break;
	case SOURCE_ERROR:
		finish_input(in, true);
		break;
	}
	return INGEST_MORE;
}

enum ingest_status ingest_step(struct ingest *in)
{
	enum ingest_status status;
	uint32_t rows;

	if (in->done)
		return INGEST_DONE;
	if (in->linking || has_read_all(in))
		return link_slice(in);
	status = read_slice(in);
	library_link_new(in->lib);
	rows = row_count(in);
	in->linking =
	    status == INGEST_MORE && rows > in->linked_rows + in->linked_rows / 2;
	return status;
}

void ingest_run(struct ingest *in)
{
	while (in->linking)
		link_slice(in);
	while (!has_read_all(in)) {
		struct pollfd wait = { .fd = ingest_fd(in), .events = POLLIN };

		if (read_slice(in) == INGEST_WAIT)
			poll(&wait, 1, -1);
	}
	if (!in->done)
		link_final(in);
}

int ingest_fd(const struct ingest *in)
{
	return in->src ? source_fd(in->src) : -1;
}

void ingest_cancel(struct ingest *in)
{
	in->cancelled = true;
}

struct ingest_progress ingest_progress(const struct ingest *in)
{
	uint64_t read_bytes = 0, total_bytes = 0;

	if (in->src)
		source_progress(in->src, &read_bytes, &total_bytes);
	return (struct ingest_progress){
		.read_bytes = in->closed_bytes + read_bytes,
		.total_bytes = inputs_total_bytes(&in->inputs),
		.source = (uint32_t)in->at,
		.source_count = (uint32_t)in->inputs.len,
		.done = in->done,
	};
}

void ingest_free(struct ingest *in)
{
	if (!in)
		return;
	if (in->src)
		close_input(in);
	buf_release(&in->head);
	inputs_release(&in->inputs);
	free(in->base_url);
	free(in);
}
