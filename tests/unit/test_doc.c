#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "doc/doc_priv.h"
#include "moot/doc/doc.h"
#include "moot/doc/tree.h"
#include "unit.h"

struct case_row {
	enum body_type type;
	struct span body;
	const char *dump;
};

static void check_dumps(const struct case_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct doc *d =
		    doc_parse(rows[i].body, rows[i].type, SPAN_LIT("http://b.example/p/q.html"));
		struct buf out = BUF_INIT;

		doc_dump(d, &out);
		assert_string_equal(buf_str(&out), rows[i].dump);
		buf_release(&out);
		doc_free(d);
	}
}

#define CHECK_DUMPS(rows) check_dumps(rows, sizeof(rows) / sizeof *(rows))

static void the_table_is_sorted_and_found(void **state)
{
	static const char *const names[] = {
#define DOC_ELEMENT(name, role, style, arg) #name,
#include "doc/elements.def"
#undef DOC_ELEMENT
	};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		assert_true(i == 0 || strcmp(names[i - 1], names[i]) < 0);
		assert_string_equal(doc_element_find(span_str(names[i]))->name, names[i]);
	}
	assert_null(doc_element_find(SPAN_LIT("o:p")));
}

static void blocks_have_one_empty_line_between(void **state)
{
	const struct case_row rows[] = {
		{ BODY_HTML, SPAN_LIT(""), "" },
		{ BODY_HTML, SPAN_LIT(" <p> </p><div></div> "), "" },
		{ BODY_HTML, SPAN_LIT("a<p>b</p>\n\n<p>c</p>d"),
		    "text \"a\"\ntext gap 1 \"b\"\ntext gap 1 \"c\"\ntext gap 1 \"d\"\n" },
		{ BODY_HTML, SPAN_LIT("<div>a</div><div><br></div><p>&nbsp;</p><div>b</div>c"),
		    "text \"a\"\ntext gap 1 \"b\"\ntext \"c\"\n" },
		{ BODY_HTML, SPAN_LIT("<br>a<br><br><br>b <br> c<br>"), "text \"a\\n\\nb\\nc\"\n" },
		{ BODY_HTML, SPAN_LIT("a<br><br><div>b</div>"), "text \"a\"\ntext gap 1 \"b\"\n" },
		{ BODY_HTML, SPAN_LIT("<p>a<section>b</section>c"),
		    "text gap 1 \"a\"\ntext gap 1 \"b\"\ntext \"c\"\n" },
	};

	(void)state;
	CHECK_DUMPS(rows);
}

static void what_the_markup_skips_is_implied(void **state)
{
	const struct case_row rows[] = {
		{ BODY_HTML, SPAN_LIT("<li>a<li>b</li>c"),
		    "list *\n  item 1\n    text gap 1 \"a\"\n  item 2\n    text \"b\"\n"
		    "text \"c\"\n" },
		{ BODY_HTML, SPAN_LIT("<ul>a<li>b<li></ul>"),
		    "list *\n  item unmarked\n    text gap 1 \"a\"\n  item 1\n    text \"b\"\n" },
		{ BODY_HTML, SPAN_LIT("<ol reversed><li>a<ul><li>b</ul><li value=7>c<li>d</ol>"),
		    "list 1\n  item 3\n    text gap 1 \"a\"\n    list *\n      item 1\n"
		    "        text \"b\"\n"
		    "  item 7\n    text \"c\"\n  item 6\n    text \"d\"\n" },
		{ BODY_HTML, SPAN_LIT("<table>a<td>b<tr><th>c<th>d</table>"),
		    "table gap 1\n  row\n    cell\n      text \"a\"\n    cell\n      text \"b\"\n"
		    "  row header\n"
		    "    cell\n      text \"c\"\n    cell\n      text \"d\"\nrun 4+1 bold\n"
		    "run 6+1 bold\n" },
		{ BODY_HTML, SPAN_LIT("<table><tr><li>a</li><td>b</table>"),
		    "table gap 1\n  row\n    cell\n      list *\n        item 1\n"
		    "          text gap 1 \"a\"\n"
		    "    cell\n      text \"b\"\n" },
		{ BODY_HTML, SPAN_LIT("<table><tr></tr><tr><td> </td></tr></table>"), "" },
	};

	(void)state;
	CHECK_DUMPS(rows);
}

static void links_are_numbered_by_first_appearance(void **state)
{
	const struct case_row rows[] = {
		{ BODY_HTML, SPAN_LIT("<a href=../x>a</a> http://z.example/. <a href='/x'>b </a>"),
		    "text \"a http://z.example/. b\"\nrun 0+1 link 1\nrun 2+17 link 2\n"
		    "run 21+1 link 1\nlink 1 http://b.example/x\nlink 2 http://z.example/\n" },
		{ BODY_HTML, SPAN_LIT("<a href=#x>a</a><a href=javascript:x>b</a><a>c</a>"),
		    "text \"abc\"\n" },
		{ BODY_HTML, SPAN_LIT("<p><a href=y>a<p>b</a>c"),
		    "text gap 1 \"a\"\ntext gap 1 \"bc\"\nrun 0+1 link 1\n"
		    "link 1 http://b.example/p/y\n" },
		{ BODY_HTML,
		    SPAN_LIT("<a href=HTTP://Z.example>a</a><a href=http://z.example>b</a>"),
		    "text \"ab\"\nrun 0+2 link 1\nlink 1 HTTP://Z.example\n" },
		{ BODY_HTML,
		    SPAN_LIT("<base href=/q/><base href=http://c.example/><a href=y>a</a>"),
		    "text \"a\"\nrun 0+1 link 1\nlink 1 http://b.example/q/y\n" },
		{ BODY_HTML, SPAN_LIT("<base href='javascript:x'><a href=y>a</a>"),
		    "text \"a\"\nrun 0+1 link 1\nlink 1 http://b.example/p/y\n" },
		{ BODY_HTML, SPAN_LIT("<map><area href=y alt=a><area alt=b><area href=z></map>"),
		    "text \"[a]\"\nrun 0+3 image link 1\nlink 1 http://b.example/p/y\n"
		    "link 2 http://b.example/p/z\n" },
		{ BODY_TEXT, SPAN_LIT("see http://a.example/x[1] now"),
		    "text \"see http://a.example/x[1] now\"\nrun 4+21 link 1\n"
		    "link 1 http://a.example/x[1]\n" },
	};

	(void)state;
	CHECK_DUMPS(rows);
}

static void pictures_are_named(void **state)
{
	const struct case_row rows[] = {
		{ BODY_HTML, SPAN_LIT("<img src=a/b.png>"),
		    "text \"[image b.png]\"\nrun 0+13 image\n"
		    "image \"\" http://b.example/p/a/b.png\n" },
		{ BODY_HTML,
		    SPAN_LIT("a<img src=t.gif style='width: 1px;height:1px'>"
		             "<img src=t.gif style=' HEIGHT:0'><img src=t height=1px>"),
		    "text \"a\"\n" },
		{ BODY_HTML,
		    SPAN_LIT("<img src=wait.gif data-src=b.png>"
		             "<noscript><img src=b.png></noscript>"),
		    "text \"[image b.png]\"\nrun 0+13 image\n"
		    "image \"\" http://b.example/p/b.png\n" },
		{ BODY_HTML, SPAN_LIT("<p>a</p><p><img src=/caf%C3%A9%20b.png></p>"),
		    "text gap 1 \"a\"\ntext gap 1 \"[image caf\303\251 b.png]\"\n"
		    "run 2+19 image\nimage \"\" http://b.example/caf%C3%A9%20b.png\n" },
		{ BODY_HTML, SPAN_LIT("<img src=x/%E9t%E9%1B.png><br><img src=%1B%2F%0A.png>"),
		    "text \"[image %E9t%E9%1B.png]\\n[image / .png]\"\nrun 0+22 image\n"
		    "run 23+14 image\nimage \"\" http://b.example/p/x/%E9t%E9%1B.png\n"
		    "image \"\" http://b.example/p/%1B%2F%0A.png\n" },
		/* What only a server can read is no name. */
		{ BODY_HTML,
		    SPAN_LIT("<img src=/a/AVvXsEhFuv5R7cU9AvIbLPkXVepXZ7fFsvrA9GX9owtl-=w4-h2>"),
		    "text \"[image]\"\nrun 0+7 image\nimage \"\" "
		    "http://b.example/a/AVvXsEhFuv5R7cU9AvIbLPkXVepXZ7fFsvrA9GX9owtl-=w4-h2\n" },
		{ BODY_HTML, SPAN_LIT("<img src=b.png>text<img src=c.png>"),
		    "text \"text\"\nimage \"\" http://b.example/p/b.png\n"
		    "image \"\" http://b.example/p/c.png\n" },
		{ BODY_HTML,
		    SPAN_LIT("<img src=s.gif alt=':-)'><img src=t.gif class=Emoji alt=:cat:>"
		             "<img src=u.png alt='\360\237\231\202'>"),
		    "text \":-):cat:\360\237\231\202\"\nrun 0+12 image\n"
		    "image \":-)\" http://b.example/p/s.gif\n"
		    "image \":cat:\" http://b.example/p/t.gif\n"
		    "image \"\360\237\231\202\" http://b.example/p/u.png\n" },
		{ BODY_HTML, SPAN_LIT("x<img src=b.png width=1><img alt=y src=data:x>"),
		    "text \"x[y]\"\nrun 1+3 image\nimage \"y\" \n" },
		{ BODY_HTML, SPAN_LIT("<svg><title>T</title><text>no</text></svg><audio></audio>"),
		    "text \"T\"\nrun 0+1 image\n" },
		{ BODY_HTML,
		    SPAN_LIT("<svg><desc>A <b>dot</b></desc><g><title>no</title></g></svg>"),
		    "text \"A dot\"\nrun 0+5 image\n" },
	};

	(void)state;
	CHECK_DUMPS(rows);
}

static void addresses_of_pictures_are_as_they_were_written(void **state)
{
	static const char body[] = "text <img src=' a%20b.png'> <img alt=x>"
	    "<p><img src='data:image/png;base64,AA==' alt='A dot'> <img width=1 src=t.gif>"
	    "<img src='data:,x' data-src='/late.jpg'>";
	static const struct {
		const char *address;
		uint32_t from, to; /* its place is within */
		bool is_near;
	} rows[] = {
		{ "a%20b.png", 0, 5, true }, { "", 5, 8, false },
		{ "data:image/png;base64,AA==", 9, 9, true }, { "/late.jpg", 9, 17, false },
	};
	struct doc *d = doc_parse(span_str(body), BODY_HTML, SPAN_NONE);

	(void)state;
	assert_int_equal(doc_image_count(d), 4);
	assert_string_equal(doc_text(d).p, "text [x]\n[A dot]");
	for (size_t i = 0; i < 5; i++) {
		struct buf out = BUF_INIT;
		bool known = doc_image_address(span_str(body), BODY_HTML, SPAN_NONE, i, &out);

		assert_int_equal(known, i < 4 && *rows[i].address);
		assert_string_equal(buf_str(&out), i < 4 ? rows[i].address : "");
		buf_release(&out);
		if (i == 4)
			continue;
		assert_in_range(doc_image(d, i)->text_start, rows[i].from, rows[i].to);
		assert_int_equal(doc_image(d, i)->is_near, rows[i].is_near);
	}
	assert_int_equal(doc_image(d, 2)->url.len, 0);
	doc_free(d);
}

static void white_space_folds_across_tags(void **state)
{
	const struct case_row rows[] = {
		{ BODY_HTML, SPAN_LIT(" a\n <b> b </b> c&nbsp;&nbsp; d&nbsp;"),
		    "text \"a b c   d\"\nrun 2+1 bold\n" },
		{ BODY_HTML, SPAN_LIT("<pre>\n\ta\nbc\td\n\n</pre>"),
		    "pre gap 1 \"        a\\nbc      d\"\n" },
		{ BODY_HTML, SPAN_LIT("soft&shy;hyphen zero&#8203;width"),
		    "text \"softhyphen zerowidth\"\n" },
		{ BODY_HTML, SPAN_LIT("x<sup>2</sup> y<sub>ij</sub> <sup></sup>z"),
		    "text \"x\302\262 y_(ij) z\"\n" },
		{ BODY_HTML, SPAN_LIT("x<sup>[2]</sup> y<sup>\302\256</sup> <sup>a\303\251</sup>"),
		    "text \"x[2] y\302\256 ^(a\303\251)\"\n" },
	};

	(void)state;
	CHECK_DUMPS(rows);
}

static void quotes_are_of_their_language(void **state)
{
	const struct case_row rows[] = {
		{ BODY_HTML, SPAN_LIT("<q>a<q>b</q></q>"),
		    "text \"\342\200\234a\342\200\230b\342\200\231\342\200\235\"\n" },
		{ BODY_HTML, SPAN_LIT("<p lang=de-AT><q>a<q>b</q></q></p><q lang=xx>c</q>"
		                      "<q lang=FR>d</q>"),
		    "text gap 1 \"\342\200\236a\342\200\232b\342\200\230\342\200\234\"\n"
		    "text gap 1 \"\342\200\234c\342\200\235\302\253 d \302\273\"\n" },
	};

	(void)state;
	CHECK_DUMPS(rows);
}

static void items_say_how_they_are_numbered(void **state)
{
	const struct case_row rows[] = {
		{ BODY_HTML, SPAN_LIT("<ol style='list-style-type: lower-roman'><li type=A>a<li>b"),
		    "list i\n  item A 1\n    text gap 1 \"a\"\n  item 2\n    text \"b\"\n" },
		{ BODY_HTML, SPAN_LIT("<ol type=a style='list-style: none'><li type=disc>a"),
		    "list a\n  item 1\n    text gap 1 \"a\"\n" },
	};

	(void)state;
	CHECK_DUMPS(rows);
}

static void plain_text_keeps_its_lines(void **state)
{
	const struct case_row rows[] = {
		{ BODY_TEXT, SPAN_LIT("\n a <b>\r\n\r\n\r\n* c  \n"),
		    "text \" a <b>\\n\\n\\n* c\"\n" },
		{ BODY_TEXT, SPAN_LIT("> a\n>\n>> b\n\n\nc"),
		    "quote\n  text \"a\"\n  quote\n    text gap 1 \"b\"\ntext gap 2 \"c\"\n" },
		{ BODY_TEXT, SPAN_LIT("> a\n\n> b"),
		    "quote\n  text \"a\"\nquote\n  text gap 1 \"b\"\n" },
		{ BODY_TEXT, SPAN_LIT(">_< and >:( >"), "text \">_< and >:( >\"\n" },
		{ BODY_HTML, SPAN_LIT("<p>&gt; a<br>&gt; b<br>c"),
		    "quote\n  text gap 1 \"a\"\n  text \"b\"\ntext \"c\"\n" },
	};

	(void)state;
	CHECK_DUMPS(rows);
}

static void wordpress_text_gets_its_paragraphs(void **state)
{
	const struct case_row rows[] = {
		{ BODY_AUTOP, SPAN_LIT("a\nb\n\nc\n<h2>d</h2>\ne"),
		    "text \"a\\nb\"\ntext gap 1 \"c\"\ntext h2 gap 1 \"d\"\ntext gap 1 \"e\"\n"
		    "run 6+1 bold\n" },
		{ BODY_AUTOP, SPAN_LIT("[code]\na <b>\n[/code] [here] [[code]]"),
		    "pre gap 1 \"a <b>\"\ntext gap 1 \"[here] [code]\"\n" },
		{ BODY_AUTOP, SPAN_LIT("[caption id=x]<img src=i.png alt=I /> words[/caption]"),
		    "text gap 1 \"[I]\"\ntext \"words\"\nrun 0+3 image\nrun 4+5 dim\n"
		    "image \"I\" http://b.example/p/i.png\n" },
		{ BODY_AUTOP, SPAN_LIT("<!-- wp:paragraph --><p>a\nb</p>"),
		    "text gap 1 \"a b\"\n" },
	};

	(void)state;
	CHECK_DUMPS(rows);
}

static void media_without_a_name_give_way_to_text(void **state)
{
	const struct case_row rows[] = {
		{ BODY_HTML, SPAN_LIT("a <embed src='http://v.example/'> b"),
		    "text \"a b\"\nlink 1 http://v.example/\n" },
		{ BODY_HTML, SPAN_LIT("a<iframe src='http://v.example/'> <b>b</b></iframe>"),
		    "text \"a b\"\nrun 2+1 bold\nlink 1 http://v.example/\n" },
		{ BODY_HTML, SPAN_LIT("<embed src='http://v.example/'>"),
		    "text \"[video]\"\nrun 0+7 image link 1\nlink 1 http://v.example/\n" },
		{ BODY_HTML, SPAN_LIT("a <embed src='http://v.example/clip'> b"),
		    "text \"a [video] b\"\nrun 2+7 image link 1\nlink 1 http://v.example/clip\n" },
		{ BODY_HTML,
		    SPAN_LIT("<object data='http://v.example/clip'><param name=movie value=x>"
		             "</object>"),
		    "text \"[video]\"\nrun 0+7 image link 1\nlink 1 http://v.example/clip\n" },
		{ BODY_HTML, SPAN_LIT("<iframe src='http://v.example/clip'>no frames</iframe>"),
		    "text \"[video]\"\nrun 0+7 image link 1\nlink 1 http://v.example/clip\n" },
		{ BODY_HTML, SPAN_LIT("a <iframe src='http://v.example/clip'> b"),
		    "text \"a [video] b\"\nrun 2+7 image link 1\nlink 1 http://v.example/clip\n" },
	};

	(void)state;
	CHECK_DUMPS(rows);
}

static void depth_is_limited_and_nothing_lost(void **state)
{
	static const char *const openings[] = { "<blockquote>", "<ul><li>", "<table><tr><td>",
		"<div>", "<ol>", "<dl><dd>", "<b>", "<table>" };

	(void)state;
	for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
		struct buf html = BUF_INIT;

		for (int n = 0; n < 400; n++)
			buf_add_str(&html, openings[i]);
		buf_add_str(&html, "core");
		struct doc *d = doc_parse(buf_span(&html), BODY_HTML, SPAN_NONE);
		struct doc_tree tree = doc_tree(d);

		assert_true(span_eq_str(safe_span(tree.text), "core"));
		for (uint32_t n = 0, depth = 0; n + 1 < tree.node_count; n++) {
			assert_true(++depth <= DOC_MAX_DEPTH + 1);
			assert_int_equal(tree.nodes[n].end, tree.node_count);
		}
		doc_free(d);
		buf_release(&html);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_table_is_sorted_and_found),
		cmocka_unit_test(blocks_have_one_empty_line_between),
		cmocka_unit_test(what_the_markup_skips_is_implied),
		cmocka_unit_test(links_are_numbered_by_first_appearance),
		cmocka_unit_test(pictures_are_named),
		cmocka_unit_test(addresses_of_pictures_are_as_they_were_written),
		cmocka_unit_test(white_space_folds_across_tags),
		cmocka_unit_test(quotes_are_of_their_language),
		cmocka_unit_test(items_say_how_they_are_numbered),
		cmocka_unit_test(plain_text_keeps_its_lines),
		cmocka_unit_test(wordpress_text_gets_its_paragraphs),
		cmocka_unit_test(media_without_a_name_give_way_to_text),
		cmocka_unit_test(depth_is_limited_and_nothing_lost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
