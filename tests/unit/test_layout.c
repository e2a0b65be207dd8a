#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "moot/doc/doc.h"
#include "moot/doc/tree.h"
#include "moot/layout/layout.h"
#include "unit.h"

enum pen { SCREEN, ASCII_SCREEN, EXPORT };

struct case_row {
	enum pen pen;
	int cols;
	struct span html;
	const char *text;
};

static char *laid_out(struct span body, enum body_type type, int cols, enum pen pen)
{
	struct doc *d = doc_parse(body, type, SPAN_NONE);
	struct layout_opts opts = { .cols = cols,
		.export_pen = pen == EXPORT,
		.ascii = pen == ASCII_SCREEN,
		.number_links = true };
	struct layout *l = layout_new(d, &opts);
	struct buf out = BUF_INIT;

	layout_add_text(l, &out);
	layout_free(l);
	doc_free(d);
	return buf_detach(&out);
}

static void check_rows(const struct case_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char *text = laid_out(rows[i].html, BODY_HTML, rows[i].cols, rows[i].pen);

		assert_string_equal(text, rows[i].text);
		free(text);
	}
}

#define CHECK(rows) check_rows(rows, sizeof(rows) / sizeof *(rows))

static void words_wrap_at_the_width(void **state)
{
	const struct case_row rows[] = {
		{ EXPORT, 15, SPAN_LIT("Green apple pie"), "Green apple pie" },
		{ EXPORT, 14, SPAN_LIT("Green apple pie"), "Green apple\npie" },
		{ EXPORT, 5, SPAN_LIT("Green apple pie"), "Green\napple\npie" },
		{ EXPORT, 4, SPAN_LIT("Green pie"), "Gree\nn\npie" },
		{ EXPORT, 1, SPAN_LIT("ab c"), "a\nb\nc" },
		{ EXPORT, 8, SPAN_LIT("10&nbsp;km and"), "10 km\nand" },
		{ EXPORT, 3, SPAN_LIT("\344\270\255\346\226\207a"), "\344\270\255\n\346\226\207a" },
		{ EXPORT, 5, SPAN_LIT("abc\344\270\255\346\226\207"),
		    "abc\344\270\255\n\346\226\207" },
		{ EXPORT, 6, SPAN_LIT("some&shy;thing"), "some-\nthing" },
		{ EXPORT, 9, SPAN_LIT("some&shy;thing"), "something" },
		{ EXPORT, 10, SPAN_LIT("so well-known"), "so well-\nknown" },
		{ SCREEN, 15, SPAN_LIT("<a href=http://a.b/cd/ef?g=h>a/b/cd/ef?g=hijk"),
		    "a/b/cd/ef?g=\nhijk[1]" },
		{ EXPORT, 0, SPAN_LIT("no <b>limit</b> here"), "no limit here" },
	};

	(void)state;
	CHECK(rows);
}

static void quotes_have_bars_on_every_line(void **state)
{
	const struct case_row rows[] = {
		{ EXPORT, 24, SPAN_LIT("a<blockquote><p>b</p><p>c</p><ul><li>d</ul></blockquote>e"),
		    "a\n\n> b\n>\n> c\n>\n> * d\n\ne" },
		{ SCREEN, 8, SPAN_LIT("<blockquote>ab cd ef</blockquote>"),
		    "\342\224\202 ab cd\n\342\224\202 ef" },
		{ EXPORT, 0, SPAN_LIT("<blockquote>a</blockquote><blockquote>b<blockquote>c"),
		    "> a\n\n> b\n>\n> > c" },
		{ EXPORT, 6, SPAN_LIT("<blockquote><blockquote>Foo bar"), ">2Foo\n>2bar" },
		{ EXPORT, 1, SPAN_LIT("<blockquote>ab"), "a\nb" },
		{ ASCII_SCREEN, 9, SPAN_LIT("<blockquote><pre>a\n\nb"), "> a\n>\n> b" },
	};

	(void)state;
	CHECK(rows);
}

static void lists_hang_on_their_markers(void **state)
{
	const struct case_row rows[] = {
		{ EXPORT, 8, SPAN_LIT("<ol start=9><li>ab cd ef<li>g</ol>"),
		    " 9. ab\n    cd\n    ef\n10. g" },
		{ EXPORT, 0, SPAN_LIT("<ul><li>a<ul><li>b<ul><li>c</ul></ul><li>d</ul>"),
		    "* a\n  - b\n    * c\n* d" },
		{ SCREEN, 9, SPAN_LIT("<ul><li>a<ul><li>b</ul></ul>"),
		    "\342\200\242 a\n  \342\227\246 b" },
		{ EXPORT, 0,
		    SPAN_LIT("<ol type=i><li>a<li value=9>b</ol><ol type=A start=27><li>c"),
		    " i. a\nix. b\n\nAA. c" },
		{ EXPORT, 0, SPAN_LIT("<ul><li><p>a</p><p>b</p><li><p>c</p></ul>"),
		    "* a\n\n  b\n\n* c" },
		{ EXPORT, 0, SPAN_LIT("<dl><dt>a<dd>b<dd>c</dl>"), "a\n    b\n    c" },
	};

	(void)state;
	CHECK(rows);
}

static void tables_fit_or_are_taken_apart(void **state)
{
	const struct span table =
	    SPAN_LIT("<table><tr><th>Name<th>Age<tr><td>Ann Onymous<td>7</table>");
	const struct case_row rows[] = {
		{ EXPORT, 0, table, "Name        | Age\n------------+----\nAnn Onymous | 7" },
		{ EXPORT, 17, table, "Name        | Age\n------------+----\nAnn Onymous | 7" },
		{ EXPORT, 13, table, "Name    | Age\n--------+----\nAnn     | 7\nOnymous |" },
		{ EXPORT, 12, table, "Name: Ann\nOnymous\nAge: 7" },
		{ EXPORT, 0, SPAN_LIT("<table><tr><td>a<tr><td>b</table>"), "a\nb" },
		{ EXPORT, 0,
		    SPAN_LIT("<table><tr><td rowspan=2>a<td>b<tr><td>c<tr><td colspan=9>d</table>"),
		    "a | b\n  | c\nd" },
		{ EXPORT, 0,
		    SPAN_LIT("<table><caption>t</caption><tr><td><ul><li>a<li>b</ul><td>c</table>"),
		    "t\n* a | c\n* b |" },
		/* the number in front counts */
		{ EXPORT, 8, SPAN_LIT("<ol><li><table><tr><td>a<td>bcd</table></ol>"),
		    "1. a\n   bcd" },
	};

	(void)state;
	CHECK(rows);
}

static void the_export_pen_draws_with_ascii(void **state)
{
	const struct case_row rows[] = {
		{ EXPORT, 0, SPAN_LIT("<h1>Title</h1>a<h2>Two</h2>b<h3>c</h3>"),
		    "Title\n=====\n\na\n\nTwo\n---\n\nb\n\nc" },
		{ EXPORT, 5, SPAN_LIT("a<hr>b"), "a\n\n-----\n\nb" },
		{ EXPORT, 0, SPAN_LIT("a <del>b <b>c</b></del> <a href=http://e/>d</a> e"),
		    "a ~~b c~~ d[1] e" },
		{ EXPORT, 0, SPAN_LIT("<a href=http://e/>http://e/</a> www.e.example"),
		    "http://e/ www.e.example" },
		{ SCREEN, 0, SPAN_LIT("http://e.example/"), "http://e.example/[1]" },
		{ EXPORT, 4, SPAN_LIT("<pre>long line\nx"), "long line\nx" },
		{ ASCII_SCREEN, 5, SPAN_LIT("<pre>long line\nx"), "long \n\\line\nx" },
	};

	(void)state;
	CHECK(rows);
}

static void exports_of_plain_text_come_back(void **state)
{
	static const char *const texts[] = {
		"One.\n\nTwo[1] and more.\n\n> quoted\n>\n> > deeper\n>\n> back\n\n> another",
		"* a\n  - b\n\n 9. c\n10. d",
		"x\n\n\n    pre\n        pre\n\ny",
		"Name | Age\n-----+----\nAnn  | 7",
		"see www.e.example/x and http://e.example/y[2].",
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		char *again = laid_out(span_str(texts[i]), BODY_TEXT, 0, EXPORT);

		assert_string_equal(again, texts[i]);
		free(again);
	}
}

static void link_lists_join_to_the_urls(void **state)
{
	struct doc *d =
	    doc_parse(SPAN_LIT("<a href=http://e.example/some/long/path?with=query>a</a> "
	                       "http://shown.example/ <a href=http://b.example/>b</a>"),
	        BODY_HTML, SPAN_NONE);
	struct buf out = BUF_INIT;

	(void)state;
	layout_add_links(d, 0, &out);
	assert_string_equal(
	    buf_str(&out), "[1] http://e.example/some/long/path?with=query\n[3] http://b.example/");
	buf_clear(&out);
	layout_add_links(d, 20, &out);
	assert_string_equal(buf_str(&out),
	    "[1] http://e.\nexample/some/long/\npath?with=query\n[3] http://b.\nexample/");
	buf_release(&out);
	doc_free(d);
}

static void addresses_stay_whole_in_files(void **state)
{
	const struct case_row rows[] = {
		{ EXPORT, 12, SPAN_LIT("see (http://a.b/cd/ef?g=h), it"),
		    "see\n(http://a.b/cd/ef?g=h),\nit" },
		{ EXPORT, 8, SPAN_LIT("<ul><li>www.a.example/b/c"), "* www.a.example/b/c" },
		{ EXPORT, 12, SPAN_LIT("<a href=http://e/>http://e/a?b=c-d</a> x"),
		    "http://e/a?b=c-d[1]\nx" },
		{ EXPORT, 8, SPAN_LIT("path/to/some/thing"), "path/to/\nsome/\nthing" },
		{ SCREEN, 12, SPAN_LIT("http://a.b/cd/ef?g=h"), "http://a.b/\ncd/ef?g=h[1]" },
	};

	(void)state;
	CHECK(rows);
}

#define ZWJ "\342\200\215"
#define ZWNJ "\342\200\214"
#define MAN "\360\237\221\250"
#define GIRL "\360\237\221\247"
#define BROWN "\360\237\217\275"
#define HEART "\342\235\244"
#define FIRE "\360\237\224\245"
#define MI "\331\205\333\214"
#define KHA "\330\256"
#define KA_VIRAMA "\340\244\225\340\245\215"
#define SSA "\340\244\267"

/* A screen draws every cell for itself; in a file they are part of the spelling. */
static void joiners_are_for_files(void **state)
{
	const struct case_row rows[] = {
		{ EXPORT, 0, SPAN_LIT(MAN ZWJ GIRL), MAN ZWJ GIRL },
		{ SCREEN, 0, SPAN_LIT(MAN ZWJ GIRL), MAN GIRL },
		{ EXPORT, 0, SPAN_LIT(MAN BROWN "&zwj;" FIRE), MAN BROWN ZWJ FIRE },
		{ EXPORT, 0, SPAN_LIT(HEART "\357\270\217" ZWJ FIRE), HEART ZWJ FIRE },
		{ EXPORT, 0, SPAN_LIT(MI ZWNJ "<b>" KHA "</b>" ZWNJ " x"), MI ZWNJ KHA " x" },
		{ EXPORT, 0, SPAN_LIT(KA_VIRAMA ZWJ SSA "<pre>" KA_VIRAMA ZWNJ SSA),
		    KA_VIRAMA ZWJ SSA "\n\n" KA_VIRAMA ZWNJ SSA },
		{ SCREEN, 0, SPAN_LIT(KA_VIRAMA ZWJ SSA), KA_VIRAMA SSA },
		{ EXPORT, 0, SPAN_LIT("a" ZWJ "b " ZWJ MAN ZWJ "a" ZWNJ MAN ZWNJ GIRL),
		    "ab " MAN "a" MAN GIRL },
		{ EXPORT, 0, SPAN_LIT(MAN ZWJ "<p>" GIRL "<p>" MAN ZWJ " " GIRL),
		    MAN "\n\n" GIRL "\n\n" MAN " " GIRL },
		/* not broken where it joins; cut, it joins nothing */
		{ EXPORT, 7, SPAN_LIT("abcd" MAN ZWJ GIRL), "abcd\n" MAN ZWJ GIRL },
		{ EXPORT, 2, SPAN_LIT(MAN ZWJ GIRL), MAN "\n" GIRL },
	};

	(void)state;
	CHECK(rows);
}

static void files_have_every_level_of_quotes(void **state)
{
	struct buf html = BUF_INIT, wanted = BUF_INIT;

	(void)state;
	for (int i = 0; i < 90; i++) {
		buf_add_str(&html, "<blockquote>");
		buf_add_str(&wanted, "> ");
	}
	buf_add_str(&html, "deep");
	buf_add_str(&wanted, "deep");
	char *text = laid_out(buf_span(&html), BODY_HTML, 0, EXPORT);
	char *again = laid_out(span_str(text), BODY_TEXT, 0, EXPORT);

	assert_string_equal(text, buf_str(&wanted));
	assert_string_equal(text, again);
	free(text);
	free(again);
	buf_release(&html);
	buf_release(&wanted);
}

/* More marks than levels are kept: they are text. */
static void marks_beyond_the_levels_are_text(void **state)
{
	struct buf text = BUF_INIT;

	(void)state;
	buf_add_repeat(&text, '>', 300);
	buf_add_str(&text, " deep");
	char *once = laid_out(buf_span(&text), BODY_TEXT, 0, EXPORT);
	char *again = laid_out(span_str(once), BODY_TEXT, 0, EXPORT);
	size_t marks = 0;

	for (const char *p = once; *p; p++)
		marks += *p == '>';
	assert_int_equal(marks, 300);
	assert_string_equal(once, again);
	free(once);
	free(again);
	buf_release(&text);
}

/* A rule is as wide as a text may be to be read, whatever the width. */
static void rules_are_no_wider_than_a_text(void **state)
{
	static const int widths[][2] = { { 1, 1 }, { 7, 7 }, { 0, 40 }, { 100000, 100 } };

	(void)state;
	for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++) {
		char *text = laid_out(SPAN_LIT("<hr>"), BODY_HTML, widths[i][0], EXPORT);

		assert_int_equal(strlen(text), widths[i][1]);
		free(text);
	}
}

/* However deep, nothing is lost, and what was written comes back. */
static void deep_quotes_keep_their_text(void **state)
{
	struct buf html = BUF_INIT;

	(void)state;
	for (int i = 0; i < 300; i++)
		buf_add_str(&html, "<blockquote>");
	buf_add_str(&html, "deep down</blockquote>up");
	for (int cols = 0; cols <= 200; cols++) {
		char *text = laid_out(buf_span(&html), BODY_HTML, cols, EXPORT);
		char *again = laid_out(span_str(text), BODY_TEXT, 0, EXPORT);

		if (cols == 0)
			assert_string_equal(text, again);
		if (cols > 20)
			assert_non_null(strstr(text, "deep down"));
		free(text);
		free(again);
	}
	buf_release(&html);
}

static void hostile_bodies_take_no_time(void **state)
{
	static const char *const pieces[] = { "<table><tr><td>a<td>", "<blockquote>", "<sup>a",
		"<a b=\"<c d='>", "<area href=/x>", "<!--a--!>", "<hr>x",
		"a&shy;", "<td colspan=1000 rowspan=1000>a", "&gt;", "<li>x", "a\314\201",
		"<a href=x>", "<h1>x", "\360\237\230\200", "<pre>\t", "<q>" };

	(void)state;
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct buf html = BUF_INIT;

		for (int n = 0; n < 20000; n++)
			buf_add_str(&html, pieces[i]);
		for (int cols = 0; cols <= 80; cols += 40)
			free(laid_out(buf_span(&html), BODY_HTML, cols, SCREEN));
		buf_release(&html);
	}
}

/* Lines of a long text, and what stands between them and around all. */
struct long_text {
	enum body_type type;
	const char *line, *end, *before, *after;
};

enum { LONG_LINES = 5000, GROUP_LINES = 7 };

/* Each line alone, an empty one behind each group. */
static char *lines_alone(const struct long_text *t)
{
	struct buf out = BUF_INIT, line = BUF_INIT;

	for (int n = 0; n < LONG_LINES; n++) {
		buf_clear(&line);
		buf_addf(&line, "%s%s %d%s", t->before, t->line, n, t->after);
		char *alone = laid_out(buf_span(&line), t->type, 60, EXPORT);

		buf_addf(&out, "%s%s%s", n ? "\n" : "", n && n % GROUP_LINES == 0 ? "\n" : "",
		    alone);
		free(alone);
	}
	buf_release(&line);
	return buf_detach(&out);
}

static char *lines_together(const struct long_text *t)
{
	struct buf body = BUF_INIT;

	buf_add_str(&body, t->before);
	for (int n = 0; n < LONG_LINES; n++)
		buf_addf(&body, "%s%s%s %d", n && n % GROUP_LINES == 0 ? t->end : "",
		    n ? t->end : "", t->line, n);
	buf_add_str(&body, t->after);
	char *text = laid_out(buf_span(&body), t->type, 60, EXPORT);

	buf_release(&body);
	return text;
}

static void long_texts_keep_their_lines(void **state)
{
	static const struct long_text texts[] = {
		{ BODY_HTML, "some words", "<br>", "", "" },
		{ BODY_HTML, "<sup>1</sup>x<b>y</b>", "<br>\n", "<div>", "</div>" },
		{ BODY_HTML, "&gt; quoted", "<br>", "", "" },
		{ BODY_HTML, "  indented", "\n", "<pre>", "</pre>" },
		{ BODY_HTML, "at the edge", "\n", "<pre>", "</pre>" },
		{ BODY_HTML, "lines kept", "\n", "<p style='white-space:pre-line'>", "</p>" },
		{ BODY_TEXT, "plain text", "\n", "", "" },
		{ BODY_TEXT, "   - indented", "\n", "", "" },
		{ BODY_AUTOP, "of an editor", "<br>", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		char *alone = lines_alone(&texts[i]), *together = lines_together(&texts[i]);

		assert_string_equal(together, alone);
		free(alone);
		free(together);
	}
}

/* One line of so many words; in a file it is one, on the screen its words come in order. */
static void a_very_long_line_stays_one(void **state)
{
	static const enum body_type types[] = { BODY_HTML, BODY_TEXT };
	struct buf body = BUF_INIT;

	(void)state;
	for (int n = 0; n < 4 * LONG_LINES; n++)
		buf_addf(&body, "%sword%d", n ? " " : "", n);
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
		char *file = laid_out(buf_span(&body), types[i], 0, EXPORT);
		char *wrapped = laid_out(buf_span(&body), types[i], 60, EXPORT);
		struct doc *d = doc_parse(buf_span(&body), types[i], SPAN_NONE);
		struct layout *l = layout_new(d, &(struct layout_opts){ .cols = 60 });
		struct buf joined = BUF_INIT;

		for (char *p = wrapped; *p; p++)
			*p = *p == '\n' ? ' ' : *p;
		for (size_t n = 0; n < l->line_count; n++) {
			buf_add_str(&joined, n ? " " : "");
			buf_add_span(&joined, safe_span(l->lines[n].text));
			assert_int_equal(l->lines[n].wrapped, n + 1 < l->line_count);
		}
		assert_string_equal(file, buf_str(&body));
		assert_string_equal(wrapped, buf_str(&body));
		assert_string_equal(buf_str(&joined), buf_str(&body));
		buf_release(&joined);
		layout_free(l);
		doc_free(d);
		free(file);
		free(wrapped);
	}
	buf_release(&body);
}

static void no_block_is_as_long_as_the_text(void **state)
{
	struct buf body = BUF_INIT;

	(void)state;
	for (int n = 0; n < LONG_LINES; n++)
		buf_addf(&body, "Line %d of many.<br>", n);
	struct doc *d = doc_parse(buf_span(&body), BODY_HTML, SPAN_NONE);
	struct doc_tree tree = doc_tree(d);

	for (size_t i = 0; i < tree.node_count; i++)
		assert_true(tree.nodes[i].text_len < tree.text.len / 4);
	doc_free(d);
	buf_release(&body);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_wrap_at_the_width),
		cmocka_unit_test(quotes_have_bars_on_every_line),
		cmocka_unit_test(lists_hang_on_their_markers),
		cmocka_unit_test(tables_fit_or_are_taken_apart),
		cmocka_unit_test(the_export_pen_draws_with_ascii),
		cmocka_unit_test(exports_of_plain_text_come_back),
		cmocka_unit_test(link_lists_join_to_the_urls),
		cmocka_unit_test(addresses_stay_whole_in_files),
		cmocka_unit_test(joiners_are_for_files),
		cmocka_unit_test(files_have_every_level_of_quotes),
		cmocka_unit_test(marks_beyond_the_levels_are_text),
		cmocka_unit_test(rules_are_no_wider_than_a_text),
		cmocka_unit_test(deep_quotes_keep_their_text),
		cmocka_unit_test(long_texts_keep_their_lines),
		cmocka_unit_test(a_very_long_line_stays_one),
		cmocka_unit_test(no_block_is_as_long_as_the_text),
		cmocka_unit_test(hostile_bodies_take_no_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
