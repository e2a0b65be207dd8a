#include "config.h"

#include "layout_laws.h"

#include <stdlib.h>
#include <string.h>

#include "../lib/kept_whole.h"
#include "moot/doc/doc.h"
#include "moot/doc/tree.h"
#include "moot/layout/layout.h"
#include "moot/layout/parts.h"
#include "moot/text/utf8.h"
#include "moot/text/width.h"
#include "unit.h"

static const struct span base = { "http://blog.example/p/q.html", 28 };

/* Spans cover the line; those of the text are the text: seen[byte] counts them. */
static void check_spans(const struct line *line, const struct doc_tree *tree, unsigned char *seen)
{
	uint32_t at = 0;

	for (uint32_t i = 0; i < line->span_count; i++) {
		const struct line_span *span = &line->spans[i];

		assert_int_equal(span->start, at);
		at += span->len;
		if (span->text_start == NOT_IN_TEXT)
			continue;
		assert_true(span->text_start >= line->text_start);
		assert_memory_equal(
		    line->text.p + span->start, tree->text.p + span->text_start, span->len);
		for (uint32_t n = 0; n < span->len; n++)
			seen[span->text_start + n] += seen[span->text_start + n] < 2;
	}
	assert_int_equal(at, line->text.len);
}

static bool is_in_header(const struct doc_tree *tree, size_t node)
{
	while (node && tree->nodes[node].type != DOC_ROW)
		node = tree->nodes[node].parent;
	return node && tree->nodes[node].u.row.header;
}

/* Every letter of every leaf was in one line. */
static void check_seen(const struct doc_tree *tree, const unsigned char *seen)
{
	for (size_t i = 1; i < tree->node_count; i++) {
		bool header = is_in_header(tree, i);

		for (uint32_t at = tree->nodes[i].text_start, n = tree->nodes[i].text_len; n;
		     at++, n--) {
			bool blank = tree->text.p[at] == ' ' || tree->text.p[at] == '\n';

			assert_true(seen[at] || blank);
			assert_true(seen[at] < 2 || header);
		}
	}
}

static void check_width(const struct line *line, const struct layout_opts *opts)
{
	struct span text = safe_span(line->text);

	assert_int_equal(line->cols, text_cols(text, &opts->width));
	if (opts->cols == 0 || line->cols <= opts->cols ||
	    (opts->export_pen && is_kept_whole(line)))
		return;
	assert_int_equal(opts->cols, 1);
	/* files have the joiners of an emoji, which takes no more columns for them */
	assert_int_equal(line->cols, 2);
	assert_true(opts->export_pen ||
	    cluster_next(text, &opts->width).bytes == text.len);
}

static void append_line(void *user, const struct line *line)
{
	struct buf *out = user;

	buf_addf(out, "%d %d ", line->cols, line->wrapped);
	buf_add_span(out, safe_span(line->text));
	for (uint32_t i = 0; i < line->span_count; i++)
		buf_addf(out, " %u+%u", line->spans[i].start, line->spans[i].len);
	buf_add_char(out, '\n');
}

/* Laid out again, line by line, it is the same. */
static void check_again(const struct doc *d, const struct layout_opts *opts, const struct layout *l)
{
	struct buf first = BUF_INIT, again = BUF_INIT;

	for (size_t i = 0; i < l->line_count; i++)
		append_line(&first, &l->lines[i]);
	layout_each(d, opts, append_line, &again);
	assert_string_equal(buf_str(&first), buf_str(&again));
	buf_release(&first);
	buf_release(&again);
}

static bool has_own_text(const struct line *line)
{
	for (uint32_t i = 0; i < line->span_count; i++)
		if (line->spans[i].text_start != NOT_IN_TEXT)
			return true;
	return false;
}

static void append_placed_line(struct buf *out, const struct line *line)
{
	if (has_own_text(line))
		buf_addf(out, "%u ", line->text_start);
	append_line(out, line);
}

/* The lines of all parts, one after the other. */
static void append_parts(struct parts *p, struct buf *out)
{
	for (size_t i = 0; parts_have(p, i); i++) {
		const struct layout *l = parts_layout(p, i);

		assert_true(i == 0 || l->line_count > 0);
		for (size_t n = 0; n < l->line_count; n++)
			append_placed_line(out, &l->lines[n]);
	}
}

/* In parts of any size, read in steps or not, it is the same. */
static void check_parts(struct span body, enum body_type type, const struct doc *whole,
    const struct layout_opts *opts, size_t part_bytes)
{
	struct buf wanted = BUF_INIT, found = BUF_INIT;
	struct layout *l = layout_new(whole, opts);
	struct doc *d = doc_begin(body, type, base);
	struct parts *p = parts_new(d, &(struct parts_opts){ *opts, part_bytes });

	for (size_t i = 0; i < l->line_count; i++)
		append_placed_line(&wanted, &l->lines[i]);
	while (part_bytes > 20 && doc_step(d, 1))
		continue;
	append_parts(p, &found);
	assert_string_equal(buf_str(&found), buf_str(&wanted));
	parts_free(p);
	doc_free(d);
	layout_free(l);
	buf_release(&wanted);
	buf_release(&found);
}

static bool turns_direction(uint32_t ch)
{
	return ch == 0x61C || (ch >= 0x200E && ch <= 0x200F) || (ch >= 0x202A && ch <= 0x202E) ||
	    (ch >= 0x2066 && ch <= 0x206F);
}

void laws_clean(struct span text)
{
	uint32_t ch;

	for (size_t i = 0, n; i < text.len; i += n) {
		n = utf8_next(text.p + i, text.len - i, &ch);
		if ((ch < ' ' && ch != '\n') || (ch >= 0x7F && ch <= 0x9F) || turns_direction(ch))
			fail_msg("U+%04X in \"%.*s\"", (unsigned)ch, (int)text.len, text.p);
	}
}

/* What a file gets has joiners that the lines do not have. */
static void check_file(const struct doc *d, const struct layout_opts *opts)
{
	struct buf out = BUF_INIT;

	layout_write(d, opts, &out);
	laws_clean(buf_span(&out));
	buf_release(&out);
}

static void check_layout(const struct doc *d, const struct layout_opts *opts)
{
	struct layout *l = layout_new(d, opts);
	struct doc_tree tree = doc_tree(d);
	unsigned char *seen = calloc(1, tree.text.len + 1);

	for (size_t i = 0; i < l->line_count; i++) {
		check_width(&l->lines[i], opts);
		check_spans(&l->lines[i], &tree, seen);
	}
	check_seen(&tree, seen);
	check_again(d, opts, l);
	if (opts->export_pen)
		check_file(d, opts);
	free(seen);
	layout_free(l);
}

/* Nodes that are said to stay as they are do so; what is open has no end yet. */
static void check_settled(const struct doc *part, const struct doc *whole)
{
	struct doc_tree t = doc_tree(part), w = doc_tree(whole);

	assert_true(t.node_count <= w.node_count);
	for (size_t i = 1; i < t.node_count; i++) {
		const struct doc_node *node = &t.nodes[i], *same = &w.nodes[i];

		assert_int_equal(node->type, same->type);
		assert_int_equal(node->parent, same->parent);
		assert_int_equal(node->gap, same->gap);
		assert_int_equal(node->text_start, same->text_start);
		assert_int_equal(node->text_len, same->text_len);
		assert_int_equal(node->first_run, same->first_run);
		assert_int_equal(node->first_mark, same->first_mark);
		assert_true(node->end == same->end || (node->end == UINT32_MAX &&
		    !doc_is_read(part) && same->end >= t.node_count));
		assert_memory_equal(t.text.p + node->text_start, w.text.p + node->text_start,
		    node->text_len);
	}
}

/* Read in steps, it is the same. */
static void check_steps(struct span body, enum body_type type, const struct doc *whole)
{
	static const size_t sizes[] = { 1, 2, 7, 30 };
	struct buf wanted = BUF_INIT, dump = BUF_INIT;

	doc_dump(whole, &wanted);
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		struct doc *d = doc_begin(body, type, base);

		while (doc_step(d, sizes[i]))
			check_settled(d, whole);
		check_settled(d, whole);
		assert_true(doc_is_read(d));
		assert_false(doc_step(d, sizes[i]));
		buf_clear(&dump);
		doc_dump(d, &dump);
		assert_string_equal(buf_str(&dump), buf_str(&wanted));
		doc_free(d);
	}
	doc_free(doc_begin(body, type, base)); /* given up */
	buf_release(&dump);
	buf_release(&wanted);
}

void laws_hold(struct span body, enum body_type type)
{
	struct doc *d = doc_parse(body, type, base);

	check_steps(body, type, d);

	for (int cols = 0; cols <= LAWS_MAX_COLS; cols++) {
		struct layout_opts opts = { .cols = cols, .number_links = true };

		check_layout(d, &opts);
		check_parts(body, type, d, &opts, (size_t)cols * 11 % 40);
		opts.hide_quotes = true;
		check_parts(body, type, d, &opts, (size_t)cols * 7 % 40);
		opts.hide_quotes = false;
		opts.export_pen = true;
		check_layout(d, &opts);
		opts = (struct layout_opts){
			.cols = cols, .ascii = true, .width = { .ambiguous_wide = true }
		};
		check_layout(d, &opts);
	}
	doc_free(d);
}

char *laws_export(struct span body, enum body_type type)
{
	struct doc *d = doc_parse(body, type, SPAN_NONE);
	struct layout_opts opts = { .export_pen = true, .number_links = true };
	struct buf out = BUF_INIT;

	layout_write(d, &opts, &out);
	doc_free(d);
	return buf_detach(&out);
}

static void check_joined(const struct doc *d, int cols, struct span text)
{
	struct layout_opts opts = { .cols = cols };
	struct layout *l = layout_new(d, &opts);
	struct buf joined = BUF_INIT;

	for (size_t i = 0; i < l->line_count; i++) {
		if (l->lines[i].text_start > joined.len)
			buf_add_char(&joined, ' ');
		buf_add_span(&joined, safe_span(l->lines[i].text));
		assert_int_equal(l->lines[i].wrapped, i + 1 < l->line_count);
	}
	if (!span_eq(buf_span(&joined), text))
		fail_msg("at width %d: \"%s\"", cols, buf_str(&joined));
	buf_release(&joined);
	layout_free(l);
}

void laws_join(struct span text)
{
	struct doc *d = doc_parse(text, BODY_TEXT, SPAN_NONE);

	for (int cols = 1; cols <= LAWS_MAX_COLS; cols++)
		check_joined(d, cols, text);
	doc_free(d);
}
