/* The whole library, or some posts of it, as one JSON object.  Nothing is left out:
 * what is hidden elsewhere carries its state here. */
#include "config.h"

#include "export/body_priv.h"
#include "moot/export/export.h"
#include "moot/export/json.h"

static void field(struct json *j, const char *key, struct span raw)
{
	json_key(j, key);
	json_field(j, raw);
}

static void word(struct json *j, const char *key, const char *value)
{
	json_key(j, key);
	json_clean(j, span_str(value));
}

static void date(struct json *j, const char *key, struct date d)
{
	json_key(j, key);
	json_date(j, d);
}

/* ---- sources ---- */

static void write_diags(struct json *j, const struct diags *diags, source_id source)
{
	json_key(j, "diagnostics");
	json_open(j, '[');
	for (size_t i = 0; diags && i < diags->len; i++) {
		const struct diag *d = &diags->rows[i];

		if (d->source != source)
			continue;
		json_open(j, '{');
		json_key(j, "line");
		if (d->line)
			json_uint(j, d->line);
		else
			json_null(j);
		word(j, "code", diag_code_name(d->code));
		field(j, "text", span_str(d->detail));
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void write_sources(struct json *j, const struct library *lib, const struct diags *diags)
{
	json_key(j, "sources");
	json_open(j, '[');
	for (source_id s = 1; s <= library_source_count(lib); s++) {
		const struct source_row *row = library_source(lib, s);

		json_newline(j);
		json_open(j, '{');
		field(j, "name", library_text(lib, row->name));
		field(j, "format", library_text(lib, row->format));
		field(j, "id", library_text(lib, row->id));
		field(j, "title", library_text(lib, row->title));
		json_authors(j, library_text(lib, row->author));
		field(j, "url", library_text(lib, row->url));
		date(j, "updated", row->updated);
		write_diags(j, diags, s);
		json_close(j, '}');
	}
	json_close(j, ']');
}

/* ---- bodies ---- */

static void write_links(struct json *j, const struct doc *d)
{
	json_key(j, "links");
	json_open(j, '[');
	for (size_t n = 1; n <= doc_link_count(d); n++) {
		json_open(j, '{');
		json_key(j, "n");
		json_uint(j, n);
		field(j, "url", safe_span(doc_link(d, n)->url));
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void write_images(struct json *j, const struct doc *d)
{
	json_key(j, "images");
	json_open(j, '[');
	for (size_t i = 0; i < doc_image_count(d); i++) {
		json_open(j, '{');
		field(j, "alt", safe_span(doc_image(d, i)->alt));
		field(j, "url", safe_span(doc_image(d, i)->url));
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void write_body(struct json *j, struct body body)
{
	struct buf text = BUF_INIT;

	json_key(j, "text");
	if (body.known) {
		body_add_text(&body, &text);
		json_clean(j, buf_span(&text));
	} else {
		json_null(j);
	}
	write_links(j, body.doc);
	write_images(j, body.doc);
	buf_release(&text);
	body_release(&body);
}

/* ---- comments ---- */

/* All but the closing of "replies" and of the comment itself. */
static void open_comment(struct json *j, const struct library *lib, comment_id id)
{
	const struct comment_row *row = library_comment(lib, id);
	struct buf number = BUF_INIT;

	library_add_number(lib, id, &number);
	json_newline(j);
	json_open(j, '{');
	field(j, "number", buf_span(&number));
	field(j, "id", library_text(lib, row->id));
	json_authors(j, library_text(lib, row->author));
	field(j, "author_url", library_text(lib, row->author_url));
	date(j, "published", row->published);
	field(j, "url", library_text(lib, row->url));
	word(j, "kind", comment_kind_name(row->kind));
	word(j, "state", comment_state_name(row->state));
	write_body(j, body_of_comment(lib, id, 0, (struct width_opts){ 0 }));
	json_key(j, "replies");
	json_open(j, '[');
	buf_release(&number);
}

static void close_comments(struct json *j, uint32_t count)
{
	while (count--) {
		json_close(j, ']');
		json_close(j, '}');
	}
}

static void write_thread(struct json *j, const struct library *lib, post_id post,
    comment_id subtree)
{
	uint32_t count, from = 0;
	const struct thread_item *items = library_thread(lib, post, &count);
	uint32_t open = 0, top;

	if (subtree) {
		from = library_comment(lib, subtree)->place;
		count = from + items[from].size;
	}
	top = count ? items[from].depth - 1 : 0;
	json_key(j, "comments");
	json_open(j, '[');
	for (uint32_t i = from; i < count; i++) {
		uint32_t above = items[i].depth - 1 - top;

		close_comments(j, open - above);
		open_comment(j, lib, items[i].comment);
		open = above + 1;
	}
	close_comments(j, open);
	json_close(j, ']');
}

/* ---- posts ---- */

static void write_labels(struct json *j, const struct library *lib, const struct post_row *row)
{
	json_key(j, "labels");
	json_open(j, '[');
	for (uint32_t i = 0; i < row->label_count; i++)
		json_field(j, library_label(lib, row->first_label + i));
	json_close(j, ']');
}

static void uint_or_null(struct json *j, const char *key, uint64_t value, bool known)
{
	json_key(j, key);
	if (known)
		json_uint(j, value);
	else
		json_null(j);
}

static void write_post(struct json *j, const struct library *lib, post_id post, uint32_t number,
    const struct export_opts *opts, comment_id subtree)
{
	const struct post_row *row = library_post(lib, post);

	json_newline(j);
	json_open(j, '{');
	uint_or_null(j, "number", number, number != 0);
	field(j, "id", library_text(lib, row->id));
	json_key(j, "source");
	json_uint(j, row->source ? row->source - 1 : 0);
	field(j, "title", library_text(lib, row->title));
	json_authors(j, library_text(lib, row->author));
	date(j, "published", row->published);
	date(j, "updated", row->updated);
	field(j, "url", library_text(lib, row->url));
	write_labels(j, lib, row);
	word(j, "kind", post_kind_name(row->kind));
	word(j, "state", post_state_name(row->state));
	field(j, "comments_url", library_text(lib, row->comments_url));
	field(j, "comments_feed", library_text(lib, row->comments_feed));
	uint_or_null(j, "comments_total", row->comments_total,
	    row->comments_total != COMMENTS_TOTAL_UNKNOWN);
	if (!opts->no_body)
		write_body(j, body_of_post(lib, post, 0, (struct width_opts){ 0 }));
	if (!opts->no_thread)
		write_thread(j, lib, post, subtree);
	json_close(j, '}');
}

static void write_json(const struct library *lib, const struct export_selection *selection,
    const struct export_opts *opts, FILE *out)
{
	struct json j = { .out = out };

	json_open(&j, '{');
	json_key(&j, "moot");
	json_uint(&j, 1);
	write_sources(&j, lib, opts->diags);
	json_key(&j, "posts");
	json_open(&j, '[');
	for (size_t i = 0; i < selection->count; i++)
		write_post(
		    &j, lib, selection->posts[i], selection->numbers[i], opts, selection->subtree);
	json_close(&j, ']');
	json_close(&j, '}');
	buf_add_char(&j.pending, '\n');
	json_finish(&j);
}

const struct export_format export_json = {
	.name = "json",
	.label = "JSON, with everything that the sources held",
	.extension = "json",
	.write = write_json,
};
