#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "markup/html_priv.h"
#include "moot/markup/html.h"
#include "unit.h"

/* Events as text: <name attr=value>text</name>. */
static void on_start(void *user, struct span name, const struct html_attr *attrs, size_t count)
{
	struct buf *out = user;

	buf_addf(out, "<%.*s", (int)name.len, name.p);
	for (size_t i = 0; i < count && i < 8; i++)
		buf_addf(out, " %.*s=%.*s", (int)attrs[i].name.len, attrs[i].name.p,
		    (int)attrs[i].value.len, attrs[i].value.p);
	buf_add_char(out, '>');
}

static void on_end(void *user, struct span name)
{
	buf_addf(user, "</%.*s>", (int)name.len, name.p);
}

static void on_text(void *user, struct span text)
{
	buf_add_span(user, text);
}

static const struct html_handlers handlers = { on_start, on_end, on_text };

struct case_row {
	struct span html;
	const char *expected;
};

static char *events_of(struct span html)
{
	struct buf out = BUF_INIT;

	html_parse(html, &handlers, &out);
	return buf_detach(&out);
}

static void check_events(const struct case_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char *events = events_of(rows[i].html);

		assert_string_equal(events, rows[i].expected);
		free(events);
	}
}

#define CHECK_EVENTS(rows) check_events(rows, sizeof(rows) / sizeof *(rows))

static void the_table_is_sorted_and_found_in_any_case(void **state)
{
	(void)state;
	for (size_t i = 0; i < HTML_ELEMENTS; i++) {
		const struct html_element *e = &html_elements[i];

		assert_true(i == 0 || strcmp(html_elements[i - 1].name, e->name) < 0);
		assert_ptr_equal(html_element_find(span_str(e->name)), e);
	}
	assert_ptr_equal(
	    html_element_find(SPAN_LIT("BlockQuote")), &html_elements[HTML_ID_blockquote]);
	assert_null(html_element_find(SPAN_LIT("blockquotes")));
	assert_null(html_element_find(SPAN_LIT("")));
	assert_true(html_is_void(SPAN_LIT("wbr")) && !html_is_void(SPAN_LIT("p")));
}

static void what_is_no_tag_is_text(void **state)
{
	const struct case_row rows[] = {
		{ SPAN_LIT("2 < 3 <4 <- <"), "2 < 3 <4 <- <" },
		{ SPAN_LIT("love </3 <> </>"), "love </3 <> " },
		{ SPAN_LIT("cut <b class='x"), "cut " },
		{ SPAN_LIT("cut <b"), "cut " },
		{ SPAN_LIT("<a b='>' c=\"x"), "<a b=>' c=\"x</a>" },
		{ SPAN_LIT("a <b and\nmore"), "a <b and\nmore" },
		{ SPAN_LIT("<x@y.example> <Ab>"), " <ab></ab>" },
		{ SPAN_LIT(""), "" },
	};

	(void)state;
	CHECK_EVENTS(rows);
}

static void references_are_replaced_once(void **state)
{
	const struct case_row rows[] = {
		{ SPAN_LIT("&amp;lt; &lt;b&gt; &#60;i"), "&lt; <b> <i" },
		{ SPAN_LIT("&copy 1 &check; &hellip"), "\302\251 1 \342\234\223 &hellip" },
		{ SPAN_LIT("&#150;&#x80;&#27;&#0;"), "\342\200\223\342\202\254\357\277\275" },
		{ SPAN_LIT("AT&T & co &;"), "AT&T & co &;" },
		{ SPAN_LIT("<a href='?a&copy=1&amp;b&quot;&#27;'>"), "<a href=?a&copy=1&b\"></a>" },
	};

	(void)state;
	CHECK_EVENTS(rows);
}

static void comments_and_declarations_vanish(void **state)
{
	const struct case_row rows[] = {
		{ SPAN_LIT("a<!-- x -- > -->b<!-->c<!--->d<!---->e"), "abcde" },
		{ SPAN_LIT("a<!-- never closed <b>c"), "a never closed <b>c</b>" },
		{ SPAN_LIT("<!DOCTYPE x [ ]>a<?php echo?>b<! >c"), "abc" },
		{ SPAN_LIT("a<![CDATA[<i>b</i>]]&gt;c"), "a<![CDATA[<i>b</i>]]>c" },
		{ SPAN_LIT("<![if !x]>a<![endif]>b<![CDATA[c <i>d</i>]]>e]]>"),
		    "abc <i>d</i>e]]>" },
		{ SPAN_LIT("<!--[if mso]><p>x<![endif]-->y"), "y" },
		{ SPAN_LIT("a<!-- x --!>b<!-- y -->c"), "abc" },
		{ SPAN_LIT("<!x"), "<!x" },
		{ SPAN_LIT("so <!!! and <!' <b>c</b>"), "so <!!! and <!' <b>c</b>" },
	};

	(void)state;
	CHECK_EVENTS(rows);
}

static void nesting_is_settled(void **state)
{
	const struct case_row rows[] = {
		{ SPAN_LIT("<p>a<p><b>b<p>c"), "<p>a</p><p><b>b</b></p><p>c</p>" },
		{ SPAN_LIT("<UL><LI>a<li><p>b<li>c</ul></ul>"),
		    "<ul><li>a</li><li><p>b</p></li><li>c</li></ul>" },
		{ SPAN_LIT("<ol><li>a<ul><li>b</ul><ul>c</ul>d"),
		    "<ol><li>a<ul><li>b</li></ul><ul>c</ul>d</li></ol>" },
		{ SPAN_LIT("<table><td>a<tr><td>b<table><tr><td>c</td></tr></table></td></table>"),
		    "<table><td>a</td><tr><td>b<table><tr><td>c</td></tr></table></td>"
		    "</tr></table>" },
		{ SPAN_LIT("<dl><dt>a<dd>b<dt>c</dl>"), "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>" },
		{ SPAN_LIT("a</b></div></p>b</br>c<br/></br/>"), "a<p></p>b<br>c<br><br>" },
		{ SPAN_LIT("<b><div>a</b>b</div>"), "<b><div>ab</div></b>" },
		{ SPAN_LIT("<b>a<p>b</b>c"), "<b>a</b><p>bc</p>" },
		{ SPAN_LIT("<a href=x><div>a</a>b</div>"), "<a href=x><div>a<a></a>b</div></a>" },
		{ SPAN_LIT("<a href=x>a<a href=y>b"), "<a href=x>a</a><a href=y>b</a>" },
		{ SPAN_LIT("<wbr>a<source src=x></wbr>"), "<wbr>a<source src=x>" },
		{ SPAN_LIT("<h1>a<h2>b"), "<h1>a</h1><h2>b</h2>" },
	};

	(void)state;
	CHECK_EVENTS(rows);
}

static void unparsed_content_is_text(void **state)
{
	const struct case_row rows[] = {
		{ SPAN_LIT("<script>a<b && '</ul>'</scripty></script>c"),
		    "<script>a<b && '</ul>'</scripty></script>c" },
		{ SPAN_LIT("<title>a <b> &amp; c</title>d"), "<title>a <b> & c</title>d" },
		{ SPAN_LIT("<xmp>a <b> &amp;</xmp>"), "<xmp>a <b> &amp;</xmp>" },
		{ SPAN_LIT("<textarea>kept"), "<textarea></textarea>kept" },
		{ SPAN_LIT("<video><p>a<ul><li>b</video>after"),
		    "<video><p>a</p><ul><li>b</li></ul></video>after" },
		{ SPAN_LIT("<div><button><p>a</div>after</button>"),
		    "<div><button><p>a</p></button></div>after" },
		{ SPAN_LIT("<select><option>a<p>kept"),
		    "<select></select><option>a<p>kept</p></option>" },
		{ SPAN_LIT("<script src=x />kept"), "<script src=x></script>kept" },
	};

	(void)state;
	CHECK_EVENTS(rows);
}

static void attributes_end_where_html_ends_them(void **state)
{
	const struct case_row rows[] = {
		{ SPAN_LIT("<P Class = 'a b'ID=c/d checked =>x"),
		    "<p class=a b id=c/d checked=>x</p>" },
		{ SPAN_LIT("<p =a \"b\" c=1/>x"), "<p a= c=1/>x</p>" },
		{ SPAN_LIT("<p a=\"b>x"), "<p>x</p>" },
		{ SPAN_LIT("<p a=\"b>x<i>y</i>\">z"), "<p a=b>x<i>y</i>>z</p>" },
		{ SPAN_LIT("<p a=\"b>x</p> \"c\" d"), "<p a=b>x</p> \"c\" d" },
	};

	(void)state;
	CHECK_EVENTS(rows);
}

static void bytes_are_repaired(void **state)
{
	const struct case_row rows[] = {
		{ SPAN_LIT("caf\351 \223q\224"), "caf\303\251 \342\200\234q\342\200\235" },
		{ SPAN_LIT("caf\351 \303\251"), "caf\357\277\275 \303\251" },
		{ SPAN_LIT("a\0b\033c\177d"), "abcd" },
		{ SPAN_LIT("a\r\nb\rc\fd"), "a\nb\nc d" },
		/* What one place says about all bytes holds for the others. */
		{ SPAN_LIT("\xE9<i title='\xE9&amp;' lang=\x93>\xE9</i>"),
		    "\u00E9<i title=\u00E9& lang=\u201C>\u00E9</i>" },
		{ SPAN_LIT("\xE9<i title='\xE9&amp;' lang=\x93>\u00E9</i>\r\n"),
		    "\uFFFD<i title=\uFFFD& lang=\uFFFD>\u00E9</i>\n" },
	};

	(void)state;
	CHECK_EVENTS(rows);
}

static void a_page_has_its_parts_once(void **state)
{
	const struct case_row rows[] = {
		{ SPAN_LIT(" <html lang=en><head><title>t</title><p>a</body></html>b<body>c"),
		    " <html lang=en><head><title>t</title></head><p>abc</p></html>" },
		{ SPAN_LIT("<html><head></head><body class=x>a<body>b<html>"),
		    "<html><head></head><body class=x>ab</body></html>" },
		{ SPAN_LIT("a<html><head><body>b"), "ab" },
		{ SPAN_LIT("<head>a"), "<head></head>a" },
	};

	(void)state;
	CHECK_EVENTS(rows);
	assert_false(html_parse(SPAN_LIT(""), &handlers, NULL));
	assert_false(html_parse(SPAN_LIT("<!-- c -->"), &handlers, NULL));
}

static void count_depth(void *user, struct span name, const struct html_attr *attrs, size_t count)
{
	int *depth = user;

	(void)attrs;
	(void)count;
	if (!html_is_void(name) && ++depth[0] > depth[1])
		depth[1] = depth[0];
}

static void count_end(void *user, struct span name)
{
	(void)name;
	--*(int *)user;
}

static void count_text(void *user, struct span text)
{
	((int *)user)[2] += (int)text.len;
}

/* No input may make a search of the open elements long. */
static void depth_is_bounded(void **state)
{
	static const char *const pieces[] = { "<div>x", "<b>x", "<p><font>x<li>", "<b><div>x</b>",
		"<x1><p>x</x2>", "<table><tr><td>x<li>", "<q><wbr>x</div>" };
	static const struct html_handlers counters = { count_depth, count_end, count_text };

	(void)state;
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct buf html = BUF_INIT;
		int counts[3] = { 0, 0, 0 };

		for (int n = 0; n < 2000; n++)
			buf_add_str(&html, pieces[i]);
		assert_true(html_parse(buf_span(&html), &counters, counts));
		assert_int_equal(counts[0], 0);
		assert_int_equal(counts[2], 2000);
		assert_true(counts[1] <= HTML_MAX_OPEN + 1);
		buf_release(&html);
	}
}

static void count_attrs(void *user, struct span name, const struct html_attr *attrs, size_t count)
{
	(void)name;
	(void)attrs;
	*(size_t *)user = count;
}

static void ignore_end(void *user, struct span name)
{
	(void)user;
	(void)name;
}

static void attributes_are_limited(void **state)
{
	static const struct html_handlers counter = { count_attrs, ignore_end, ignore_end };
	struct buf html = BUF_INIT;
	size_t count = 0;

	(void)state;
	buf_add_str(&html, "<p");
	for (int n = 0; n < 1000; n++)
		buf_addf(&html, " a%d=1", n);
	buf_add_str(&html, ">x");
	html_parse(buf_span(&html), &counter, &count);
	assert_int_equal(count, HTML_MAX_ATTRS);
	buf_release(&html);
}

/* What tells whether it is one is looked for once, not once for each. */
static void many_beginnings_of_tags_are_read_as_one(void **state)
{
	struct buf html = BUF_INIT, out = BUF_INIT;

	(void)state;
	for (int i = 0; i < 600000; i++)
		buf_add_str(&html, "<a ");
	html_parse(buf_span(&html), &handlers, &out);
	assert_true(span_eq(buf_span(&out), buf_span(&html)));
	buf_release(&html);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_table_is_sorted_and_found_in_any_case),
		cmocka_unit_test(what_is_no_tag_is_text),
		cmocka_unit_test(references_are_replaced_once),
		cmocka_unit_test(comments_and_declarations_vanish),
		cmocka_unit_test(nesting_is_settled),
		cmocka_unit_test(unparsed_content_is_text),
		cmocka_unit_test(bytes_are_repaired),
		cmocka_unit_test(attributes_end_where_html_ends_them),
		cmocka_unit_test(a_page_has_its_parts_once),
		cmocka_unit_test(depth_is_bounded),
		cmocka_unit_test(attributes_are_limited),
		cmocka_unit_test(many_beginnings_of_tags_are_read_as_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
