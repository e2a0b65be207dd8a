#include "config.h"

#include "outline.h"

#include "moot/ingest/ingest.h"

extern const struct ingest_format ingest_text_dump;

void outline_read(struct library *lib, struct diags *diags, struct span text, size_t piece_bytes)
{
	const struct source_fact fact = { SPAN_LIT("t"), SPAN_LIT("text") };
	struct ingest_target target = { lib, library_add_source(lib, &fact), diags, SPAN_NONE };
	void *state = ingest_text_dump.open(&target);

	if (!piece_bytes)
		piece_bytes = text.len ? text.len : 1;
	for (size_t at = 0; at < text.len; at += piece_bytes)
		ingest_text_dump.feed(state, span_sub(text, at, at + piece_bytes));
	ingest_text_dump.finish(state);
	ingest_text_dump.close(state);
	library_link(lib, diags, true);
	model_check(lib);
}

static void add_field(struct buf *out, struct span text)
{
	if (span_is_none(text))
		buf_add_char(out, '-');
	for (size_t i = 0; i < text.len; i++)
		buf_add_char(out, text.p[i] == '\n' ? '/' : text.p[i]);
}

/* A body without text is unknown as well. */
static void add_body(struct buf *out, struct span body, uint8_t type, outline_text_fn *text)
{
	struct buf shown = BUF_INIT;

	if (text)
		text(body, type, &shown);
	else
		buf_add_span(&shown, body);
	add_field(out, shown.len ? buf_span(&shown) : SPAN_NONE);
	buf_release(&shown);
}

static void add_date(struct buf *out, struct date date)
{
	if (date_known(date))
		date_add_rfc3339(out, date);
	else
		buf_add_char(out, '-');
}

static void add_post(const struct library *lib, post_id id, outline_text_fn *text, struct buf *out)
{
	const struct post_row *row = library_post(lib, id);

	buf_add_str(out, "post ");
	add_date(out, row->published);
	buf_addf(out, " %s ", post_state_name(row->state));
	add_field(out, library_text(lib, row->title));
	buf_add_str(out, " | ");
	add_body(out, library_text(lib, row->body), row->body_type, text);
	if (row->author) {
		buf_add_str(out, " | by ");
		add_field(out, library_text(lib, row->author));
	}
	for (uint32_t i = 0; i < row->label_count; i++) {
		buf_add_str(out, " #");
		add_field(out, library_label(lib, row->first_label + i));
	}
	if (row->url) {
		buf_add_str(out, " at ");
		add_field(out, library_text(lib, row->url));
	}
	buf_add_char(out, '\n');
}

static void add_comment(const struct library *lib, comment_id id, outline_text_fn *text,
    struct buf *out)
{
	const struct comment_row *row = library_comment(lib, id);

	library_add_number(lib, id, out);
	buf_add_char(out, ' ');
	add_field(out, library_text(lib, row->author));
	buf_add_char(out, ' ');
	add_date(out, row->published);
	buf_addf(out, " %s%s%s: ", comment_state_name(row->state),
	    row->kind == COMMENT_PINGBACK ? " pingback" : "",
	    library_by_post_author(lib, id) ? " by-author" : "");
	add_body(out, library_text(lib, row->body), row->body_type, text);
	buf_add_char(out, '\n');
}

void outline_add(const struct library *lib, outline_text_fn *text, struct buf *out)
{
	for (post_id p = 1; p <= library_post_count(lib); p++) {
		uint32_t count;
		const struct thread_item *items = library_thread(lib, p, &count);

		add_post(lib, p, text, out);
		for (uint32_t i = 0; i < count; i++)
			add_comment(lib, items[i].comment, text, out);
	}
}
