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

static void add_rendered(const struct doc *doc, const struct cli *cli, struct buf *out)
{
	struct layout_opts opts = {
		.cols = cli_width(cli),
		.export_pen = true,
		.ascii = cli_ascii(cli),
		.number_links = true,
		.width = cli_width_opts(cli),
	};
	struct layout *layout = layout_new(doc, &opts);
	struct buf links = BUF_INIT;

	layout_add_text(layout, out);
	layout_add_links(doc, opts.cols, &links);
	if (out->len)
		buf_add_char(out, '\n');
	if (out->len && links.len)
		buf_add_char(out, '\n');
	buf_add_span(out, buf_span(&links));
	if (links.len)
		buf_add_char(out, '\n');
	buf_release(&links);
	layout_free(layout);
}

static void add_dump(const struct doc *doc, const struct cli *cli, struct buf *out)
{
	struct layout_opts opts = {
		.cols = cli_width(cli),
		.ascii = cli_ascii(cli),
		.number_links = true,
		.width = cli_width_opts(cli),
	};
	struct layout *layout;

	if (strcmp(cli->dump, "doc") == 0) {
		doc_dump(doc, out);
		return;
	}
	layout = layout_new(doc, &opts);
	layout_dump(layout, out);
	layout_free(layout);
}

static void add_body(const struct cli *cli, struct span body, struct buf *out)
{
	bool plain = cli->type && strcmp(cli->type, "text") == 0;
	struct doc *doc = doc_parse(body, plain ? BODY_TEXT : BODY_HTML, span_str(cli->base));

	if (cli->dump)
		add_dump(doc, cli, out);
	else
		add_rendered(doc, cli, out);
	doc_free(doc);
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
	struct buf body = BUF_INIT, text = BUF_INIT;
	struct output output;
	int status = EXIT_UNREADABLE;

	if (read_body(cli->operands.items[0], &diags, &body)) {
		status = diags_worst(&diags) >= DIAG_LOSS ? EXIT_LOSS : EXIT_FINE;
		add_body(cli, buf_span(&body), &text);
		if (!output_open(&output, cli)) {
			status = EXIT_USAGE;
		} else {
			fwrite(buf_str(&text), 1, text.len, output.out);
			if (!output_close(&output))
				status = EXIT_UNREADABLE;
		}
	}
	report(&diags);
	diags_release(&diags);
	buf_release(&body);
	buf_release(&text);
	return status;
}
