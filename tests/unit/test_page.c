#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "moot/base/buf.h"
#include "moot/markup/page.h"
#include "unit.h"

static struct page *parse(const char *html)
{
	return page_parse(span_str(html));
}

static page_node find(const struct page *p, const char *name, const char *class_token)
{
	return page_find(p, 0, page_count(p), name, class_token);
}

/* All text below a node. */
static void assert_text(const struct page *p, page_node n, const char *text)
{
	struct buf got = BUF_INIT;

	for (page_node at = n; at < page_end(p, n); at++)
		buf_add_span(&got, page_text(p, at));
	assert_string_equal(buf_str(&got), text);
	buf_release(&got);
}

static void nodes_below_are_a_range(void **state)
{
	struct page *p = parse("<div id=a><p>one<b>two</b></p><p>three</p></div><p>four</p>");
	page_node a = page_find_id(p, SPAN_LIT("a"));

	(void)state;
	assert_true(a != 0);
	assert_text(p, a, "onetwothree");
	for (page_node n = a + 1; n < page_end(p, a); n++)
		assert_true(page_parent(p, n) >= a && page_parent(p, n) < page_end(p, a));
	assert_text(p, page_end(p, a), "four");
	assert_int_equal(page_end(p, 0), page_count(p));
	page_free(p);
}

static void texts_and_elements_are_told_apart(void **state)
{
	struct page *p = parse("<p>a &amp; b</p>");
	page_node para = find(p, "p", NULL);

	(void)state;
	assert_true(page_is(p, para, "p") && !page_is(p, para, "b") && !page_is_text(p, para));
	assert_true(span_is_none(page_text(p, para)));
	assert_int_equal(page_end(p, para), para + 2);
	assert_true(page_is_text(p, para + 1));
	assert_true(span_eq_str(page_text(p, para + 1), "a & b"));
	assert_true(span_is_none(page_name(p, para + 1)));
	assert_false(page_is_text(p, 0));
	page_free(p);
}

static void void_elements_hold_nothing(void **state)
{
	struct page *p = parse("<p>a<br>b<img src=x>c</p>");
	page_node br = find(p, "br", NULL);

	(void)state;
	assert_int_equal(page_end(p, br), br + 1);
	assert_int_equal(page_parent(p, find(p, "img", NULL)), find(p, "p", NULL));
	assert_text(p, find(p, "p", NULL), "abc");
	page_free(p);
}

static void links_may_hold_blocks(void **state)
{
	struct page *p = parse("<div><a href=x><h3>t</h3><p>u</p></a>v</div>");

	(void)state;
	assert_int_equal(page_parent(p, find(p, "h3", NULL)), find(p, "a", NULL));
	assert_text(p, find(p, "a", NULL), "tu");
	assert_int_equal(find(p, "map", NULL), 0);
	page_free(p);
}

static void classes_are_tokens(void **state)
{
	struct page *p = parse("<div class=' comment  new '></div><p class=comments></p>"
	                       "<span class=comment></span>");
	page_node div = find(p, NULL, "comment");

	(void)state;
	assert_true(page_is(p, div, "div"));
	assert_true(page_has_class(p, div, "new") && page_has_class(p, div, "comment"));
	assert_false(page_has_class(p, div, "comments") || page_has_class(p, div, "") ||
	    page_has_class(p, div, " comment  new "));
	assert_true(page_is(p, find(p, "span", "comment"), "span"));
	assert_int_equal(find(p, "p", "comment"), 0);
	assert_int_equal(find(p, "nothing", NULL), 0);
	assert_int_equal(find(p, NULL, "nothing"), 0);
	page_free(p);
}

static void find_keeps_within_its_range(void **state)
{
	struct page *p = parse("<div id=a><b>1</b></div><div id=b><b>2</b><b>3</b></div>");
	page_node b = page_find_id(p, SPAN_LIT("b")), first, second;

	(void)state;
	first = page_find(p, b, page_end(p, b), "b", NULL);
	assert_text(p, first, "2");
	second = page_find(p, first, page_end(p, b), NULL, NULL);
	assert_text(p, second, "3");
	assert_int_equal(page_find(p, second, page_end(p, b), "b", NULL), 0);
	assert_int_equal(page_find(p, b, first, "b", NULL), 0);
	page_free(p);
}

static void the_first_of_an_id_has_it(void **state)
{
	struct page *p = parse("<p id=x>1</p><p id=x>2</p><p id=''>3</p>");

	(void)state;
	assert_text(p, page_find_id(p, SPAN_LIT("x")), "1");
	assert_int_equal(page_find_id(p, SPAN_LIT("")), 0);
	assert_int_equal(page_find_id(p, SPAN_LIT("y")), 0);
	page_free(p);
}

static void ancestors_are_the_nearest(void **state)
{
	struct page *p = parse("<div class=a><div class=b><div class=a><i>x</i></div></div></div>");
	page_node i = find(p, "i", NULL), inner = page_ancestor(p, i, "div", "a");

	(void)state;
	assert_int_equal(page_parent(p, i), inner);
	assert_int_equal(page_ancestor(p, inner, NULL, "a"), find(p, "div", "a"));
	assert_int_equal(page_ancestor(p, i, "div", NULL), inner);
	assert_int_equal(page_ancestor(p, i, "i", NULL), 0);
	page_free(p);
}

static bool is_bold(const struct page *p, page_node n, void *user)
{
	++*(int *)user;
	return page_is(p, n, "b");
}

static void assert_html(const struct page *p, const char *html)
{
	struct buf got = BUF_INIT;

	page_add_html(p, page_find_id(p, SPAN_LIT("x")), &got, NULL, NULL);
	assert_string_equal(buf_str(&got), html);
	buf_release(&got);
}

static void markup_is_fit_to_be_read_again(void **state)
{
	struct page *p = parse("<div id=x>1 &lt; 2<a href='?a=1&amp;b=\"2\"'>x<br>y</a><b><i>"
	    "z</i></b></div>w");
	struct buf got = BUF_INIT;
	int asked = 0;

	(void)state;
	assert_html(p, "1 &lt; 2<a href=\"?a=1&amp;b=&quot;2&quot;\">x<br>y</a><b><i>z</i></b>");
	page_add_html(p, page_find_id(p, SPAN_LIT("x")), &got, is_bold, &asked);
	assert_string_equal(buf_str(&got), "1 &lt; 2<a href=\"?a=1&amp;b=&quot;2&quot;\">x<br>"
	    "y</a>");
	assert_int_equal(asked, 6); /* nothing below what is skipped */
	buf_release(&got);
	page_free(p);
}

static void scripts_keep_their_text(void **state)
{
	struct page *p = parse("<div id=x><script>a < b && c</script>d</div>");

	(void)state;
	assert_html(p, "<script>a < b && c</script>d");
	page_free(p);
}

static void nothing_gives_an_empty_page(void **state)
{
	struct page *p = page_parse(SPAN_NONE);

	(void)state;
	assert_int_equal(page_count(p), 1);
	assert_int_equal(find(p, NULL, NULL), 0);
	page_free(p);
	page_free(NULL);
}

static struct buf repeated(const char *piece, size_t count)
{
	struct buf b = BUF_INIT;

	for (size_t i = 0; i < count; i++)
		buf_add_str(&b, piece);
	return b;
}

/* Would take minutes if a search cost as much as what it skips. */
static void searches_do_not_grow_with_the_page(void **state)
{
	struct buf html = repeated("<div class='x y'><i class=c>t</i></div>", 50000);
	struct page *p = page_parse(buf_span(&html));
	page_node n = 0;
	size_t found = 0;

	(void)state;
	while ((n = page_find(p, n, page_count(p), "div", "x")) != 0) {
		assert_int_equal(page_find(p, n, page_count(p), "i", "y"), 0);
		assert_true(page_has_class(p, n, "y"));
		found++;
	}
	assert_int_equal(found, 50000);
	buf_release(&html);
	page_free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nodes_below_are_a_range),
		cmocka_unit_test(texts_and_elements_are_told_apart),
		cmocka_unit_test(void_elements_hold_nothing),
		cmocka_unit_test(links_may_hold_blocks),
		cmocka_unit_test(classes_are_tokens),
		cmocka_unit_test(find_keeps_within_its_range),
		cmocka_unit_test(the_first_of_an_id_has_it),
		cmocka_unit_test(ancestors_are_the_nearest),
		cmocka_unit_test(markup_is_fit_to_be_read_again),
		cmocka_unit_test(scripts_keep_their_text),
		cmocka_unit_test(nothing_gives_an_empty_page),
		cmocka_unit_test(searches_do_not_grow_with_the_page),
	};

	return cmocka_run_group_tests_name("page", tests, NULL, NULL);
}
