/* The laws of layout, tried on pseudo-random markup and text. */
#include "config.h"

#include <stdlib.h>

#include "layout_laws.h"
#include "moot/base/buf.h"
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
	"<details><summary>",
	"</details>",
	"<figure><figcaption>",
	"<li value=3999 type=i>",
	"<td rowspan=0>",
	"<q lang=fr>",
	"<!-- x --!>",
	"<p a=\"b>",
	"<area href=/x alt=y>",
	"<base href=/z/>",
	"<img alt=':-)' src=s.gif>",
	"<sup>[2]</sup>",
	"<p style=\"display:none\">",
	"&#x202E;x&rlm;",
	"\300\200",
	"\302\233",
	"<a href=mailto:a@b.example>",
};

enum { PIECES = sizeof pieces / sizeof *pieces, MAX_PIECES = 40, BODIES = 150, EXPORTS = 1600 };

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

static void laws_hold_for_random_markup(void **state)
{
	struct buf body = BUF_INIT;

	(void)state;
	for (unsigned int n = 0; n < BODIES; n++) {
		random_body(&body, n);
		laws_hold(buf_span(&body), BODY_HTML);
	}
	buf_release(&body);
}

/* The same text when laid out twice, without controls, and the same when read again. */
static void exports_are_stable(void **state)
{
	struct buf body = BUF_INIT;

	(void)state;
	for (unsigned int n = 0; n < EXPORTS; n++) {
		random_body(&body, n);
		char *first = laws_export(buf_span(&body), BODY_HTML);
		char *second = laws_export(buf_span(&body), BODY_HTML);
		char *again = laws_export(span_str(first), BODY_TEXT);

		assert_string_equal(first, second);
		assert_string_equal(first, again);
		laws_clean(span_str(first));
		free(first);
		free(second);
		free(again);
	}
	buf_release(&body);
}

/* The scripts, signs and lengths that lines are broken at, or not. */
static const char *const words[] = {
	"a",
	"some",
	"words,",
	"well-known",
	"honorificabilitudinitatibus;",
	"\344\270\255\346\226\207\346\261\211\345\255\227",
	"\343\200\214\344\270\255\343\200\215\343\200\202(\346\226\207)",
	"a\346\261\211-b",
	"\360\237\230\200\360\237\230\200",
	"\360\237\221\215\360\237\217\275",
	"\360\237\207\253\360\237\207\267\360\237\207\251\360\237\207\252",
	"\327\251\327\234\327\225\327\235",
	"\330\271\330\261\330\250\331\212",
	"\340\244\250\340\244\256\340\244\270\340\245\215\340\244\244\340\245\207",
	"e\314\201\314\202",
	"o\314\210\314\210\314\210\314\210",
	"\341\204\222\341\205\241\341\206\253",
	"some/path/of/many?parts=and&more",
	"http://e.example/some/path?with=args#part",
	"--",
	"(a)",
	"'b'",
	"$d",
	"50%",
	"e...",
	"f!",
	"1,000.00",
	"\342\200\224",
};

enum { WORDS = sizeof words / sizeof *words, PARAGRAPHS = 120 };

static void lines_join_to_the_text(void **state)
{
	struct buf text = BUF_INIT;

	(void)state;
	for (unsigned int n = 0, seed = 1; n < PARAGRAPHS; n++) {
		buf_clear(&text);
		for (unsigned int count = 1 + next_random(&seed) % MAX_PIECES; count; count--) {
			buf_add_str(&text, words[next_random(&seed) % WORDS]);
			if (count > 1)
				buf_add_char(&text, ' ');
		}
		laws_join(buf_span(&text));
	}
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(laws_hold_for_random_markup),
		cmocka_unit_test(exports_are_stable),
		cmocka_unit_test(lines_join_to_the_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
