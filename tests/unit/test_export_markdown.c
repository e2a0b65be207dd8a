/* Markdown that means what was meant. */
#include "config.h"

#include <string.h>

#include "export/markdown_priv.h"
#include "exporting.h"
#include "unit.h"

static void expect_escaped(const char *text, enum markdown_place place, const char *expected)
{
	struct buf out = BUF_INIT;

	markdown_add_escaped(&out, span_str(text), place);
	assert_string_equal(buf_str(&out), expected);
	buf_release(&out);
}

static void text_is_no_markup(void **state)
{
	(void)state;
	expect_escaped("", MARKDOWN_LINE_START, "");
	expect_escaped("a*b_c`d\\", MARKDOWN_IN_LINE, "a\\*b\\_c\\`d\\\\");
	expect_escaped("[x](y) <b> &amp; a|b", MARKDOWN_IN_LINE,
	    "\\[x\\](y) \\<b\\> \\&amp; a\\|b");
	expect_escaped("$1 x^2 ~s~ @me", MARKDOWN_IN_LINE, "\\$1 x\\^2 \\~s\\~ \\@me");
	expect_escaped("# - 1. x", MARKDOWN_IN_LINE, "# - 1. x");
}

static void lines_begin_no_block(void **state)
{
	static const char *const starts[][2] = {
		{ "# h", "\\# h" },  { "- i", "\\- i" }, { "+ i", "\\+ i" }, { "---", "\\---" },
		{ "===", "\\===" },  { ": d", "\\: d" }, { "% t", "\\% t" }, { "12. i", "12\\. i" },
		{ "1) i", "1\\) i" }, { "12 i", "12 i" }, { "7", "7" }, { "    code", "code" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		expect_escaped(starts[i][0], MARKDOWN_LINE_START, starts[i][1]);
}

/* The body of a post, as Markdown. */
static void expect_body(const char *html, const char *expected)
{
	struct doc *d = doc_parse(span_str(html), BODY_HTML, SPAN_NONE);
	struct buf out = BUF_INIT;

	markdown_add_body(&out, d, SPAN_NONE, 1);
	assert_string_equal(buf_str(&out), expected);
	buf_release(&out);
	doc_free(d);
}

static void marks_stand_at_words(void **state)
{
	(void)state;
	expect_body("a<b> b </b>c", "a **b** c\n");
	expect_body("<b>a</b><i>b</i>", "**a**_b_\n");
	expect_body("<b>a <i>b</i></b>", "**a** **_b_**\n");
	expect_body("<s>x</s>", "~~x~~\n");
}

static void code_is_kept_as_it_is(void **state)
{
	(void)state;
	expect_body("<code>a*b</code>", "`a*b`\n");
	expect_body("<code>a`b</code>", "``a`b``\n");
	expect_body("<code>`</code>", "`` ` ``\n");
	expect_body("<pre>a\n  ```\nb</pre>", "````\na\n  ```\nb\n````\n");
	expect_body("<pre>a</pre>", "```\na\n```\n");
}

static void links_are_links(void **state)
{
	(void)state;
	expect_body("<a href='https://x.example/a_(b)'>t [1]</a>.",
	    "[t \\[1\\]](https://x.example/a_%28b%29).\n");
	expect_body(
	    "<a href='https://x.example/'>a <b>b</b></a>", "[a **b**](https://x.example/)\n");
}

static void blocks_nest(void **state)
{
	(void)state;
	expect_body("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c\n");
	expect_body("<ol start=9><li>a</li><li>b</li></ol>", "9. a\n10. b\n");
	expect_body("<blockquote>a<blockquote>b</blockquote></blockquote>"
	            "<blockquote>c</blockquote>",
	    "> a\n>\n> > b\n\n> c\n");
	expect_body("<blockquote><ul><li>a</li></ul></blockquote>", "> - a\n");
	expect_body("<h2>a <b>b</b></h2>c", "### a b\n\nc\n");
	expect_body("a<br># b", "a\\\n\\# b\n");
	expect_body("", "");
}

static void tables_have_lines_for_rows(void **state)
{
	(void)state;
	expect_body("<table><tr><th>a<th>b|c<tr><td>1<td>2<br>3</table>",
	    "| a | b\\|c |\n| --- | --- |\n| 1 | 2<br>3 |\n");
}

static void titles_stay_one_line(void **state)
{
	struct library *lib = library_with_post("a\n# b\x1b[1m", "");
	struct buf out = BUF_INIT;

	(void)state;
	export_all(lib, "markdown", &out);
	assert_non_null(strstr(buf_str(&out), "\n# a # b\\[1m\n"));
	buf_release(&out);
	library_free(lib);
}

static void comments_are_quotes_with_addresses(void **state)
{
	struct library *lib = library_with_post("t", "b");
	struct buf out = BUF_INIT;

	(void)state;
	add_reply(lib, add_reply(lib, 0, "Ann", "one"), "B*b", "two");
	add_reply(lib, 0, "Cy", "three");
	export_all(lib, "markdown", &out);
	assert_string_equal(buf_str(&out),
	    "<a id=\"1\"></a>\n\n# t\n\nb\n\n## Comments\n\n"
	    "> <a id=\"1#1\"></a>1 **Ann**\n>\n> one\n>\n"
	    "> > <a id=\"1#1.1\"></a>1.1 **B\\*b**\n> >\n> > two\n\n"
	    "> <a id=\"1#2\"></a>2 **Cy**\n>\n> three\n");
	buf_release(&out);
	library_free(lib);
}

static void deep_threads_cost_linear_space(void **state)
{
	enum { DEPTH = 4000, MOST_BYTES = 500 };
	struct library *lib = library_with_post("t", "b");
	struct buf out = BUF_INIT;

	(void)state;
	add_chain(lib, DEPTH);
	export_all(lib, "markdown", &out);
	assert_true(out.len < (size_t)DEPTH * MOST_BYTES);
	buf_release(&out);
	library_free(lib);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_no_markup),
		cmocka_unit_test(lines_begin_no_block),
		cmocka_unit_test(marks_stand_at_words),
		cmocka_unit_test(code_is_kept_as_it_is),
		cmocka_unit_test(links_are_links),
		cmocka_unit_test(blocks_nest),
		cmocka_unit_test(tables_have_lines_for_rows),
		cmocka_unit_test(titles_stay_one_line),
		cmocka_unit_test(comments_are_quotes_with_addresses),
		cmocka_unit_test(deep_threads_cost_linear_space),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
