/* --dump: one stage of the pipeline as text, for tests and for the curious. */
#include "config.h"

#include <string.h>

#include "app/cli_priv.h"
#include "moot/doc/doc.h"
#include "moot/layout/layout.h"
#include "moot/source/source.h"
#include "moot/text/safe.h"

static void dump_source(const char *path, struct diags *diags, FILE *out)
{
	struct source *s = source_open(path, diags, 0);
	enum source_status got = s ? SOURCE_DATA : SOURCE_ERROR;
	struct span slice;
	struct buf clean = BUF_INIT;

	while (s && (got = source_next(s, &slice)) != SOURCE_END && got != SOURCE_ERROR) {
		if (got != SOURCE_DATA)
			continue;
		buf_clear(&clean);
		safe_add(&clean, slice, 1);
		fwrite(buf_str(&clean), 1, clean.len, out);
	}
	buf_release(&clean);
	source_close(s);
}

static void add_field(struct buf *line, const struct library *lib, const char *key, text_ref ref)
{
	if (!ref)
		return;
	buf_addf(line, " %s=\"", key);
	safe_add(line, library_text(lib, ref), 0);
	buf_add_char(line, '"');
}

static void add_date(struct buf *line, const char *key, struct date d)
{
	if (!date_known(d))
		return;
	buf_addf(line, " %s=", key);
	date_add_rfc3339(line, d);
}

/* Bodies with their line ends shown, so that a row stays a line. */
static void add_body(struct buf *line, const struct library *lib, text_ref body, int type)
{
	static const char *const types[] = { "html", "text", "autop" };
	struct buf clean = BUF_INIT;

	if (!body)
		return;
	safe_add(&clean, library_text(lib, body), 1);
	buf_addf(line, " %s=\"", types[type]);
	for (size_t i = 0; i < clean.len; i++)
		if (clean.data[i] == '\n')
			buf_add_str(line, "\\n");
		else
			buf_add_char(line, clean.data[i]);
	buf_add_char(line, '"');
	buf_release(&clean);
}

static void dump_comment(
    const struct library *lib, const struct thread_item *item, struct buf *line)
{
	const struct comment_row *c = library_comment(lib, item->comment);

	buf_addf(line, "%*scomment ", (int)(item->depth < 20 ? item->depth : 20) * 2, "");
	library_add_number(lib, item->comment, line);
	buf_addf(line, " %s%s", comment_state_name(c->state), c->kind ? " pingback" : "");
	if (library_by_post_author(lib, item->comment))
		buf_add_str(line, " by-post-author");
	add_field(line, lib, "id", c->id);
	add_field(line, lib, "author", c->author);
	add_field(line, lib, "author-url", c->author_url);
	add_date(line, "published", c->published);
	add_field(line, lib, "url", c->url);
	add_body(line, lib, c->body, c->body_type);
	buf_add_char(line, '\n');
}

static void dump_post(const struct library *lib, post_id post, struct buf *line)
{
	const struct post_row *p = library_post(lib, post);

	buf_addf(line, "%s %s", post_kind_name(p->kind), post_state_name(p->state));
	add_field(line, lib, "id", p->id);
	add_field(line, lib, "title", p->title);
	add_field(line, lib, "author", p->author);
	add_date(line, "published", p->published);
	add_date(line, "updated", p->updated);
	add_field(line, lib, "url", p->url);
	for (uint32_t i = 0; i < p->label_count; i++) {
		buf_add_str(line, " label=\"");
		safe_add(line, library_label(lib, p->first_label + i), 0);
		buf_add_char(line, '"');
	}
	if (p->comments_total != COMMENTS_TOTAL_UNKNOWN)
		buf_addf(line, " comments-total=%u", p->comments_total);
	add_body(line, lib, p->body, p->body_type);
	buf_add_char(line, '\n');
}

static void dump_model(const struct library *lib, FILE *out)
{
	struct buf line = BUF_INIT;

	for (source_id s = 1; s <= library_source_count(lib); s++) {
		const struct source_row *row = library_source(lib, s);

		buf_add_str(&line, "source");
		add_field(&line, lib, "format", row->format);
		add_field(&line, lib, "id", row->id);
		add_field(&line, lib, "title", row->title);
		add_field(&line, lib, "author", row->author);
		add_field(&line, lib, "url", row->url);
		add_date(&line, "updated", row->updated);
		buf_add_char(&line, '\n');
	}
	for (post_id p = 1; p <= library_post_count(lib); p++) {
		uint32_t count;
		const struct thread_item *items = library_thread(lib, p, &count);

		dump_post(lib, p, &line);
		for (uint32_t i = 0; i < count; i++) {
			dump_comment(lib, &items[i], &line);
			if (line.len > 1 << 16) {
				fwrite(line.data, 1, line.len, out);
				buf_clear(&line);
			}
		}
	}
	fwrite(buf_str(&line), 1, line.len, out);
	buf_release(&line);
}

static void dump_body(const struct library *lib, text_ref body, int type, text_ref base,
    const struct cli *cli, FILE *out)
{
	struct doc *doc = doc_parse(library_text(lib, body), type, library_text(lib, base));
	struct buf text = BUF_INIT;

	if (strcmp(cli->dump, "doc") == 0) {
		doc_dump(doc, &text);
	} else {
		struct layout_opts opts = {
			.cols = cli_width(cli), .ascii = cli_ascii(cli), .number_links = true,
			.width = cli_width_opts(cli),
		};
		struct layout *layout = layout_new(doc, &opts);

		layout_dump(layout, &text);
		layout_free(layout);
	}
	fwrite(buf_str(&text), 1, text.len, out);
	buf_release(&text);
	doc_free(doc);
}

static void dump_bodies(const struct library *lib, const struct cli *cli, FILE *out)
{
	for (post_id p = 1; p <= library_post_count(lib); p++) {
		const struct post_row *post = library_post(lib, p);
		text_ref base = post->base_url ? post->base_url : post->url;
		uint32_t count;
		const struct thread_item *items = library_thread(lib, p, &count);
		struct buf number = BUF_INIT;

		fprintf(out, "== post %u\n", p);
		dump_body(lib, post->body, post->body_type, base, cli, out);
		for (uint32_t i = 0; i < count; i++) {
			const struct comment_row *c = library_comment(lib, items[i].comment);

			buf_clear(&number);
			library_add_number(lib, items[i].comment, &number);
			fprintf(out, "== comment %u#%s\n", p, buf_str(&number));
			dump_body(lib, c->body, c->body_type, base, cli, out);
		}
		buf_release(&number);
	}
}

static int dump_sources(const struct cli *cli, FILE *out)
{
	struct diags diags = { 0 };
	int worst;

	for (size_t i = 0; i < cli->operands.len; i++)
		dump_source(cli->operands.items[i], &diags, out);
	worst = diags_worst(&diags);
	diags_release(&diags);
	return worst == DIAG_FAIL ? EXIT_UNREADABLE : EXIT_FINE;
}

static int dump_library(const struct cli *cli, FILE *out)
{
	struct session_data data;
	int status;

	data_open(&data, cli);
	data_read(&data, cli);
	status = data_report(&data);
	if (strcmp(cli->dump, "model") == 0)
		dump_model(data.lib, out);
	else
		dump_bodies(data.lib, cli, out);
	data_keep(&data);
	data_release(&data);
	return status;
}

int mode_dump(const struct cli *cli)
{
	struct output o;
	int status;

	if (!output_open(&o, cli))
		return EXIT_USAGE;
	status = strcmp(cli->dump, "source") == 0 ? dump_sources(cli, o.out)
						  : dump_library(cli, o.out);
	if (!output_close(&o) && status < EXIT_LOSS)
		status = EXIT_LOSS;
	return status;
}
