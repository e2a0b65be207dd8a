/* Any bytes as a body, laid out: no line is wider than it may be, nothing of the text is
 * lost, and what is written for a file is clean.  Read in steps and laid out in parts it is
 * the same.
 */
#include "config.h"

#include "fuzz.h"

#include "../lib/kept_whole.h"
#include "moot/base/buf.h"
#include "moot/base/xalloc.h"
#include "moot/doc/doc.h"
#include "moot/doc/tree.h"
#include "moot/layout/layout.h"
#include "moot/layout/parts.h"
#include "moot/text/utf8.h"

static void check_line(const struct line *line, const struct layout_opts *opts)
{
	if (text_cols(safe_span(line->text), NULL) != line->cols)
		bug("a line of %d columns says %d", text_cols(safe_span(line->text), NULL),
		    line->cols);
	if (!opts->cols || line->cols <= opts->cols)
		return;
	if (opts->export_pen && is_kept_whole(line))
		return;
	if (opts->cols > 1 || cluster_next(safe_span(line->text), NULL).bytes < line->text.len)
		bug("a line of %d columns, %d wanted", line->cols, opts->cols);
}

/* Counts the letters of the text that are in the line; they come in order. */
static uint32_t letters_of(const struct line *line)
{
	uint32_t letters = 0;

	for (uint32_t i = 0; i < line->span_count; i++) {
		const struct line_span *span = &line->spans[i];

		if (span->text_start == NOT_IN_TEXT)
			continue;
		for (uint32_t at = 0; at < span->len; at++)
			letters += line->text.p[span->start + at] != ' ';
	}
	return letters;
}

static uint32_t letters_of_tree(const struct doc_tree *tree)
{
	uint32_t letters = 0;

	for (size_t i = 0; i < tree->node_count; i++)
		for (uint32_t at = 0; at < tree->nodes[i].text_len; at++) {
			char c = tree->text.p[tree->nodes[i].text_start + at];

			letters += c != ' ' && c != '\n';
		}
	return letters;
}

static void check_layout(const struct doc *d, int cols, bool export_pen)
{
	const struct layout_opts opts = { .cols = cols, .export_pen = export_pen,
		.number_links = true };
	struct layout *l = layout_new(d, &opts);
	struct doc_tree tree = doc_tree(d);
	uint32_t letters = 0, wanted = letters_of_tree(&tree);

	for (size_t i = 0; i < l->line_count; i++) {
		check_line(&l->lines[i], &opts);
		letters += letters_of(&l->lines[i]);
	}
	/* the headers of a table that is taken apart are in more lines than one */
	if (letters < wanted)
		bug("%u letters of %u at width %d", letters, wanted, cols);
	layout_free(l);
}

static void add_layout(struct buf *out, const struct layout *l)
{
	for (size_t i = 0; i < l->line_count; i++) {
		buf_add_span(out, safe_span(l->lines[i].text));
		buf_add_char(out, '\n');
	}
}

static void check_parts(struct doc *begun, const struct doc *d, int cols, size_t part_bytes)
{
	const struct parts_opts opts = { { .cols = cols, .number_links = true }, part_bytes };
	struct parts *p = parts_new(begun, &opts);
	struct layout *l = layout_new(d, &opts.layout);
	struct buf whole = BUF_INIT, joined = BUF_INIT;

	add_layout(&whole, l);
	for (size_t i = 0; parts_have(p, i); i++)
		add_layout(&joined, parts_layout(p, i));
	if (!span_eq(buf_span(&whole), buf_span(&joined)))
		bug("parts of %zu bytes at width %d have other lines", part_bytes, cols);
	buf_release(&whole);
	buf_release(&joined);
	layout_free(l);
	parts_free(p);
}

static void check_bytes(struct span text)
{
	for (size_t i = 0, n; i < text.len; i += n) {
		uint32_t ch;

		n = utf8_next(text.p + i, text.len - i, &ch);
		if (ch != '\n' && (ch < ' ' || (ch >= 0x7F && ch <= 0x9F)))
			bug("U+%04X in an export", (unsigned)ch);
	}
}

static void check_export(const struct doc *d)
{
	const struct layout_opts opts = { .export_pen = true, .number_links = true };
	struct buf first = BUF_INIT, again = BUF_INIT;

	layout_write(d, &opts, &first);
	layout_write(d, &opts, &again);
	if (!span_eq(buf_span(&first), buf_span(&again)))
		bug("laid out again, it is another text of %zu bytes", again.len);
	layout_add_links(d, 0, &first);
	check_bytes(buf_span(&first));
	buf_release(&first);
	buf_release(&again);
}

/* The first byte says what type the body is, and with which pen it is laid out. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum body_type types[] = { BODY_HTML, BODY_TEXT, BODY_AUTOP };
	static const int widths[] = { 0, 1, 2, 3, 4, 20, 78 };
	const struct span base = SPAN_LIT("https://blog.example/2024/03/post.html");
	struct doc *d, *begun;
	struct span body;

	if (size == 0)
		return 0;
	body = span_of((const char *)data + 1, size - 1);
	d = doc_parse(body, types[data[0] % 3], base);
	begun = doc_begin(body, types[data[0] % 3], base);
	doc_step(begun, data[0] / 6);
	for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++) {
		check_layout(d, widths[i], data[0] / 3 % 2);
		check_parts(begun, d, widths[i], data[0] / 6 % 10 * 10);
	}
	check_export(d);
	doc_free(begun);
	doc_free(d);
	return 0;
}
