/* moot render: one body as a post's text would look, then its links. */
#include "config.h"

#include <string.h>

#include "app/cli_priv.h"
#include "moot/doc/doc.h"
#include "moot/layout/layout.h"
#include "moot/source/source.h"

/* The whole file as clean UTF-8; false when it cannot be read. */
static bool read_body(const char *path, struct diags *diags, struct buf *body)
{
	struct source *source = source_open(path, diags, 0);
	enum source_status got = source ? SOURCE_DATA : SOURCE_ERROR;
	struct span slice;

	while (got == SOURCE_DATA || got == SOURCE_WAIT) {
		got = source_next(source, &slice);
		if (got == SOURCE_DATA)
			buf_add_span(body, slice);
	}
	source_close(source);
	return got == SOURCE_END;
}

/* Lines are written as they are made: a long text is not kept twice. */
struct writer {
	FILE *out;
	bool any;
};

static void write_line(void *user, const struct line *line)
{
	struct writer *w = user;

	fwrite(line->text.p, 1, line->text.len, w->out);
	putc('\n', w->out);
	w->any = true;
}

static void write_rendered(const struct doc *doc, const struct cli *cli, FILE *out)
{
	struct layout_opts opts = {
		.cols = cli_width(cli),
		.export_pen = true,
		.ascii = cli_ascii(cli),
		.number_links = true,
		.width = cli_width_opts(cli),
	};
	struct writer w = { .out = out };
	struct buf links = BUF_INIT;

	layout_each(doc, &opts, write_line, &w);
	layout_add_links(doc, 0, &links);
	if (links.len)
		fprintf(out, "%s%s\n", w.any ? "\n" : "", buf_str(&links));
	buf_release(&links);
}

static void write_dump(const struct doc *doc, const struct cli *cli, FILE *out)
{
	struct layout_opts opts = {
		.cols = cli_width(cli),
		.ascii = cli_ascii(cli),
		.number_links = true,
		.width = cli_width_opts(cli),
	};
	struct buf text = BUF_INIT;

	if (strcmp(cli->dump, "doc") == 0) {
		doc_dump(doc, &text);
	} else {
		struct layout *layout = layout_new(doc, &opts);

		layout_dump(layout, &text);
		layout_free(layout);
	}
	fwrite(buf_str(&text), 1, text.len, out);
	buf_release(&text);
}

static struct doc *parse_body(const struct cli *cli, struct span body)
{
	bool plain = cli->type && strcmp(cli->type, "text") == 0;

	return doc_parse(body, plain ? BODY_TEXT : BODY_HTML, span_str(cli->base));
}

static void write_body(const struct cli *cli, const struct doc *doc, FILE *out)
{
	if (cli->dump)
		write_dump(doc, cli, out);
	else
		write_rendered(doc, cli, out);
}

static void report(const struct diags *diags)
{
	for (size_t i = 0; i < diags->len; i++)
		if (diag_code_severity(diags->rows[i].code) > DIAG_NOTE)
			fprintf(stderr, "moot: %s\n", diags->rows[i].detail);
}

int mode_render(const struct cli *cli)
{
	struct diags diags = { .rows = NULL };
	struct buf body = BUF_INIT;
	struct output output;
	int status = EXIT_UNREADABLE;

	if (read_body(cli->operands.items[0], &diags, &body)) {
		struct doc *doc = parse_body(cli, buf_span(&body));

		buf_release(&body);
		status = diags_worst(&diags) >= DIAG_LOSS ? EXIT_LOSS : EXIT_FINE;
		if (!output_open(&output, cli)) {
			status = EXIT_USAGE;
		} else {
			write_body(cli, doc, output.out);
			if (!output_close(&output))
				status = EXIT_LOSS;
		}
		doc_free(doc);
	}
	report(&diags);
	diags_release(&diags);
	buf_release(&body);
	return status;
}
