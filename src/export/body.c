#include "config.h"

#include "export/body_priv.h"
#include "moot/text/safe.h"
#include "moot/text/width.h"

enum { TAB_COLS = 8 };

/* Links are relative to what the source says, else to the post's own URL. */
static struct span base_of(const struct library *lib, post_id post)
{
	const struct post_row *row = library_post(lib, post);

	return library_text(lib, row->base_url ? row->base_url : row->url);
}

static struct body make(struct span raw, enum body_type type, struct span base_url, int cols,
    struct width_opts width)
{
	struct body b = { .known = !span_is_none(raw) };

	b.doc = doc_parse(raw, type, base_url);
	b.layout = (struct layout_opts){ .cols = cols, .export_pen = true, .number_links = true,
		.width = width };
	b.verbatim = type == BODY_TEXT && cols == 0 ? raw : SPAN_NONE;
	return b;
}

struct body body_of_post(const struct library *lib, post_id post, int cols,
    struct width_opts width)
{
	const struct post_row *row = library_post(lib, post);

	return make(library_text(lib, row->body), row->body_type, base_of(lib, post), cols,
	    width);
}

struct body body_of_comment(const struct library *lib, comment_id comment, int cols,
    struct width_opts width)
{
	const struct comment_row *row = library_comment(lib, comment);

	return make(library_text(lib, row->body), row->body_type, base_of(lib, row->post), cols,
	    width);
}

void body_release(struct body *b)
{
	doc_free(b->doc);
	*b = (struct body){ 0 };
}

static void add_expanded(struct buf *out, struct span line)
{
	size_t start = out->len;

	for (struct span piece; span_split(&line, '\t', &piece);) {
		buf_add_span(out, piece);
		if (!line.p)
			return;
		int cols = text_cols(span_sub(buf_span(out), start, out->len), NULL);
		buf_add_repeat(out, ' ', (size_t)(TAB_COLS - cols % TAB_COLS));
	}
}

/* Clean lines without blanks at their ends; no empty lines around the text. */
static void add_verbatim(struct buf *out, struct span raw)
{
	struct buf clean = BUF_INIT;
	struct span rest, line;
	size_t empty = 0, start = out->len;

	safe_add_joined(&clean, raw);
	rest = buf_span(&clean);
	while (span_line(&rest, &line)) {
		while (line.len && ascii_is_space(line.p[line.len - 1]))
			line.len--;
		if (!line.len) {
			empty++;
			continue;
		}
		if (out->len > start)
			buf_add_repeat(out, '\n', empty + 1);
		empty = 0;
		add_expanded(out, line);
	}
	buf_release(&clean);
}

void body_add_text(const struct body *b, struct buf *out)
{
	if (span_is_none(b->verbatim))
		layout_write(b->doc, &b->layout, out);
	else
		add_verbatim(out, b->verbatim);
}
