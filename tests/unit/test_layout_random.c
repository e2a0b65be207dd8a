/* What holds for every body at every width, tried on pseudo-random markup. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "moot/doc/doc.h"
#include "moot/doc/tree.h"
#include "moot/layout/layout.h"
#include "moot/text/utf8.h"
#include "unit.h"

static const char *const pieces[] = {
	"<p>",
	"</p>",
	"<div>",
	"</div>",
	"<br>",
	"<blockquote>",
	"</blockquote>",
	"<ul>",
	"<li>",
	"</ul>",
	"<ol start=9>",
	"</ol>",
	"<table><tr><th>Head<th>b",
	"<tr>",
	"<td>",
	"</table>",
	"<pre>",
	"</pre>",
	"<b>",
	"</b>",
	"<a href=\"http://e.example/a?b=c\">",
	"</a>",
	"<h1>",
	"</h1>",
	"<dl><dt>",
	"<dd>",
	"</dl>",
	"<hr>",
	"<del>",
	"</del>",
	"<sup>2</sup>",
	"<sub>ij</sub>",
	"<q>",
	"</q>",
	"<img src=a.png>",
	"<img src=b.png alt=\"some alt\">",
	"word ",
	"another longer words here ",
	"supercalifragilisticexpialidocious",
	" ",
	"&nbsp;",
	"&shy;",
	"<wbr>",
	"\344\270\255\346\226\207",
	"\344\270\255",
	"\343\201\202 ",
	"<ol reversed start=-9><li>",
	"\330\261\342\200\214\330\255",
	"\360\237\221\250\342\200\215\360\237\221\251",
	"e\314\201",
	"http://e.example/some/path?with=args ",
	"&gt; quoted ",
	"x\ty\n",
	"well-known ",
	"<td colspan=2>",
	"<table>",
	"<caption>cap</caption>",
	"\n",
	"<li><p>",
	"<span style=\"white-space:pre-wrap\">a  b\nc</span>",
	"[1]",
	"* item\n",
	"&#27;[31m",
	"www.e.example/x",
	"<ruby>\346\274\242<rt>kan</rt></ruby>",
	"<iframe src=http://v.example/x></iframe>",
};

enum { PIECES = sizeof pieces / sizeof *pieces, BODIES = 400, MAX_PIECES = 40, MAX_COLS = 200 };

static unsigned int next_random(unsigned int *seed)
{
	*seed = *seed * 1103515245u + 12345u;
	return *seed >> 16;
}

static void random_body(struct buf *body, unsigned int seed)
{
	buf_clear(body);
	for (unsigned int n = 1 + next_random(&seed) % MAX_PIECES; n; n--)
		buf_add_str(body, pieces[next_random(&seed) % PIECES]);
}

/* Spans cover the line; those of the text are the text. */
static void check_spans(const struct line *line, const struct doc_tree *tree, char *seen)
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
		memset(seen + span->text_start, 1, span->len);
	}
	assert_int_equal(at, line->text.len);
}

/* Every visible byte of every leaf was in some line. */
static void check_seen(const struct doc_tree *tree, const char *seen)
{
	for (size_t i = 1; i < tree->node_count; i++)
		for (uint32_t at = tree->nodes[i].text_start, n = tree->nodes[i].text_len; n;
		     at++, n--)
			assert_true(
			    seen[at] || tree->text.p[at] == ' ' || tree->text.p[at] == '\n');
}

/* Preformatted text, or an address, which may stand in quotes and lists. */
static bool is_kept_whole(const struct line *line)
{
	struct span text = safe_span(line->text);

	for (uint32_t i = 0; i < line->span_count; i++)
		if (line->spans[i].style & STYLE_CODE)
			return true;
	return span_find(text, SPAN_LIT("://")) < text.len ||
	    span_find(text, SPAN_LIT("www.")) < text.len;
}

static void check_width(const struct line *line, int cols, bool export_pen)
{
	assert_int_equal(line->cols, text_cols(safe_span(line->text), NULL));
	if (cols == 0 || line->cols <= cols || (export_pen && is_kept_whole(line)))
		return;
	assert_int_equal(cols, 1);
	assert_int_equal(cluster_next(safe_span(line->text), NULL).bytes, line->text.len);
		assert_int_equal(
		    cluster_next(safe_span(line->text), NULL).bytes, line->text.len);
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

static void check_layout(const struct doc *d, int cols, bool export_pen)
{
	struct layout_opts opts = { .cols = cols, .export_pen = export_pen, .number_links = true };
	struct layout *l = layout_new(d, &opts);
	struct doc_tree tree = doc_tree(d);
	char *seen = calloc(1, tree.text.len + 1);

	for (size_t i = 0; i < l->line_count; i++) {
		check_width(&l->lines[i], cols, export_pen);
		check_spans(&l->lines[i], &tree, seen);
	}
	check_seen(&tree, seen);
	check_again(d, &opts, l);
	free(seen);
	layout_free(l);
}

static void nothing_is_lost_at_any_width(void **state)
{
	struct buf body = BUF_INIT;

	(void)state;
	for (unsigned int n = 0; n < BODIES; n++) {
		random_body(&body, n);
		struct doc *d = doc_parse(buf_span(&body), BODY_HTML, SPAN_NONE);

		for (int cols = 0; cols <= MAX_COLS; cols += cols < 12 ? 1 : 13) {
			check_layout(d, cols, false);
			check_layout(d, cols, true);
		}
		doc_free(d);
	}
	buf_release(&body);
}

static char *exported(struct span body, enum body_type type)
{
	struct doc *d = doc_parse(body, type, SPAN_NONE);
	struct layout_opts opts = { .export_pen = true, .number_links = true };
	struct layout *l = layout_new(d, &opts);
	struct buf out = BUF_INIT;

	layout_add_text(l, &out);
	layout_free(l);
	doc_free(d);
	return buf_detach(&out);
}

/* Valid UTF-8 without controls but line ends. */
static void check_bytes(struct span text)
{
	for (size_t i = 0, n; i < text.len; i += n) {
		uint32_t ch;

		n = utf8_next(text.p + i, text.len - i, &ch);
		assert_true(ch == '\n' || (ch >= ' ' && (ch < 0x7F || ch > 0x9F)));
	}
}

/* The same text when laid out twice, without controls, and the same when read again. */
static void exports_are_stable(void **state)
{
	struct buf body = BUF_INIT;

	(void)state;
	for (unsigned int n = 0; n < 4 * BODIES; n++) {
		random_body(&body, n);
		char *first = exported(buf_span(&body), BODY_HTML);
		char *second = exported(buf_span(&body), BODY_HTML);
		char *again = exported(span_str(first), BODY_TEXT);

		assert_string_equal(first, second);
		assert_string_equal(first, again);
		check_bytes(span_str(first));
		free(first);
		free(second);
		free(again);
	}
	buf_release(&body);
}

static void check_joined(const struct doc *d, int cols, const char *text)
{
	struct layout_opts opts = { .cols = cols, .number_links = true };
	struct layout *l = layout_new(d, &opts);
	struct buf joined = BUF_INIT;

	for (size_t i = 0; i < l->line_count; i++) {
		if (l->lines[i].text_start > joined.len)
			buf_add_char(&joined, ' ');
		buf_add_span(&joined, safe_span(l->lines[i].text));
		assert_int_equal(l->lines[i].wrapped, i + 1 < l->line_count);
	}
	assert_string_equal(buf_str(&joined), text);
	buf_release(&joined);
	layout_free(l);
}

/* One long paragraph: its lines joined with a space, or with nothing where a word was
 * cut, are the text. */
static void lines_join_to_the_text(void **state)
{
	static const char *const texts[] = {
		"Some words of a paragraph, well-known ones and "
		"honorificabilitudinitatibus; \344\270\255\346\226\207\346\261\211\345\255\227 "
		"at the end.",
		"\343\200\214\344\270\255\343\200\215\343\200\202(\346\226\207) a\346\261\211-b "
		"\360\237\230\200\360\237\230\200 \360\237\207\253\360\237\207\267"
		"\360\237\207\251\360\237\207\252",
		"\327\251\327\234\327\225\327\235 \340\244\250\340\244\256\340\244\270"
		"\340\245\215\340\244\244\340\245\207 e\314\201\314\202 o\314\210",
		"some/path/of/many?parts=and&more -- (a) 'b' \"c\" $d 50% e... f!",
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct doc *d = doc_parse(span_str(texts[i]), BODY_TEXT, SPAN_NONE);

		for (int cols = 1; cols <= MAX_COLS; cols++)
			check_joined(d, cols, texts[i]);
		doc_free(d);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_lost_at_any_width),
		cmocka_unit_test(exports_are_stable),
		cmocka_unit_test(lines_join_to_the_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
