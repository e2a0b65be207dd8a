#include "config.h"

#include "moot/layout/layout.h"

#include <stdlib.h>
#include <string.h>

#include "layout/layout_priv.h"
#include "moot/base/xalloc.h"

/* Puts pointers in the place of offsets, line by line in the same memory.  Lines
 * without text of the doc's stand where the next line's text begins. */
static struct line *finish_lines(struct sink *sink, uint32_t next)
{
	struct line *lines = (struct line *)(void *)sink->lines;

	for (size_t i = sink->line_len; i > 0; i--) {
		struct sink_line from = sink->lines[i - 1];

		if (from.text_start != NOT_IN_TEXT)
			next = from.text_start;
		struct line line = sink_line(sink, &from);

		line.text_start = next;
		memcpy(&lines[i - 1], &line, sizeof line);
	}
	return lines;
}

enum { SLACK_BYTES = 4096 };

/* Layouts are kept: large ones hold no more memory than they need. */
static void shrink(struct sink *sink)
{
	if ((sink->span_cap - sink->span_len) * sizeof *sink->spans > SLACK_BYTES)
		sink->spans = xreallocarray(sink->spans, sink->span_len + 1, sizeof *sink->spans);
	if ((sink->line_cap - sink->line_len) * sizeof *sink->lines > SLACK_BYTES)
		sink->lines = xreallocarray(sink->lines, sink->line_len + 1, sizeof *sink->lines);
}

struct layout *layout_of(struct sink *sink, const struct layout_opts *opts, uint32_t text_end)
{
	struct layout *l = xcalloc(1, sizeof *l);

	if (opts->hide_quotes)
		quotes_hide(sink);
	shrink(sink);
	l->line_count = sink->line_len;
	l->lines = finish_lines(sink, text_end);
	l->text = sink->text;
	l->spans = sink->spans;
	l->span_count = sink->span_len;
	return l;
}

static void lay_out(const struct doc_tree *tree, const struct layout_opts *opts, struct sink *sink)
{
	struct flow f;

	flow_init(&f, tree, opts, sink);
	flow_restart(&f, flow_cols(opts));
	flow_nodes(&f, 1, (uint32_t)tree->node_count);
	flow_release(&f);
}

void layout_each(
    const struct doc *d, const struct layout_opts *opts, layout_line_fn *each, void *user)
{
	struct doc_tree tree = doc_tree(d);
	struct sink sink = { .each = each, .user = user };

	lay_out(&tree, opts, &sink);
	sink_release(&sink);
}

struct layout *layout_new(const struct doc *d, const struct layout_opts *opts)
{
	struct doc_tree tree = doc_tree(d);
	struct sink sink = { .spans = NULL };

	buf_reserve(&sink.text, tree.text.len);
	lay_out(&tree, opts, &sink);
	return layout_of(&sink, opts, (uint32_t)tree.text.len);
}

void layout_free(struct layout *l)
{
	if (!l)
		return;
	buf_release(&l->text);
	free(l->spans);
	free(l->lines);
	free(l);
}

size_t layout_size_bytes(const struct layout *l)
{
	return sizeof *l + l->text.cap + l->span_count * sizeof *l->spans +
	    l->line_count * sizeof *l->lines;
}

void layout_add_text(const struct layout *l, struct buf *out)
{
	for (size_t i = 0; i < l->line_count; i++) {
		if (i)
			buf_add_char(out, '\n');
		buf_add_span(out, safe_span(l->lines[i].text));
	}
}

struct writer {
	struct buf *out;
	bool any;
};

static void write_line(void *user, const struct line *line)
{
	struct writer *w = user;

	if (w->any)
		buf_add_char(w->out, '\n');
	w->any = true;
	buf_add_span(w->out, safe_span(line->text));
}

void layout_write(const struct doc *d, const struct layout_opts *opts, struct buf *out)
{
	layout_each(d, opts, write_line, &(struct writer){ .out = out });
}

static void add_span(struct buf *out, const struct line_span *span)
{
	buf_addf(out, "    %u+%u", (unsigned int)span->start, (unsigned int)span->len);
	if (span->text_start != NOT_IN_TEXT)
		buf_addf(out, " text %u", (unsigned int)span->text_start);
	if (span->style)
		buf_addf(out, " style %x", (unsigned int)span->style);
	if (span->quote_depth)
		buf_addf(out, " quote %u", (unsigned int)span->quote_depth);
	if (span->link)
		buf_addf(out, " link %u", (unsigned int)span->link);
	buf_add_char(out, '\n');
}

void layout_dump(const struct layout *l, struct buf *out)
{
	for (size_t i = 0; i < l->line_count; i++) {
		const struct line *line = &l->lines[i];

		buf_addf(out, "%d%s|", line->cols, line->wrapped ? "+" : " ");
		buf_add_span(out, safe_span(line->text));
		buf_add_str(out, "|\n");
		for (uint32_t s = 0; s < line->span_count; s++)
			add_span(out, &line->spans[s]);
	}
}
