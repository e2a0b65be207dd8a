#include "config.h"

#include "moot/text/url.h"
#include "unit.h"

struct pair {
	const char *ref, *expect;
};

/* RFC 3986, 5.4.1 and 5.4.2, base http://a/b/c/d;p?q */
static const struct pair rfc_rows[] = {
	{ "g:h", "g:h" },
	{ "g", "http://a/b/c/g" },
	{ "./g", "http://a/b/c/g" },
	{ "g/", "http://a/b/c/g/" },
	{ "/g", "http://a/g" },
	{ "//g", "http://g" },
	{ "?y", "http://a/b/c/d;p?y" },
	{ "g?y", "http://a/b/c/g?y" },
	{ "#s", "http://a/b/c/d;p?q#s" },
	{ "g#s", "http://a/b/c/g#s" },
	{ "g?y#s", "http://a/b/c/g?y#s" },
	{ ";x", "http://a/b/c/;x" },
	{ "g;x", "http://a/b/c/g;x" },
	{ "g;x?y#s", "http://a/b/c/g;x?y#s" },
	{ "", "http://a/b/c/d;p?q" },
	{ ".", "http://a/b/c/" },
	{ "./", "http://a/b/c/" },
	{ "..", "http://a/b/" },
	{ "../", "http://a/b/" },
	{ "../g", "http://a/b/g" },
	{ "../..", "http://a/" },
	{ "../../", "http://a/" },
	{ "../../g", "http://a/g" },
	{ "../../../g", "http://a/g" },
	{ "../../../../g", "http://a/g" },
	{ "/./g", "http://a/g" },
	{ "/../g", "http://a/g" },
	{ "g.", "http://a/b/c/g." },
	{ ".g", "http://a/b/c/.g" },
	{ "g..", "http://a/b/c/g.." },
	{ "..g", "http://a/b/c/..g" },
	{ "./../g", "http://a/b/g" },
	{ "./g/.", "http://a/b/c/g/" },
	{ "g/./h", "http://a/b/c/g/h" },
	{ "g/../h", "http://a/b/c/h" },
	{ "g;x=1/./y", "http://a/b/c/g;x=1/y" },
	{ "g;x=1/../y", "http://a/b/c/y" },
	{ "g?y/./x", "http://a/b/c/g?y/./x" },
	{ "g?y/../x", "http://a/b/c/g?y/../x" },
	{ "g#s/./x", "http://a/b/c/g#s/./x" },
	{ "g#s/../x", "http://a/b/c/g#s/../x" },
	{ "http:g", "http:g" },
	/* what pages really hold */
	{ " g\n", "http://a/b/c/g" },
	{ "a b", "http://a/b/c/a%20b" },
	{ "a%20b%zz%", "http://a/b/c/a%20b%25zz%25" },
	{ "\xC3\xA9|\"<>", "http://a/b/c/%C3%A9%7C%22%3C%3E" },
	{ "a\nb\tc", "http://a/b/c/abc" },
	{ ".\n./g", "http://a/b/g" },
	{ "java\nscript:x", "javascript:x" }, /* as browsers read it: no link */
	{ "\x1B[1m", "http://a/b/c/%1B[1m" },
	{ "HTTP://X/y/../z", "HTTP://X/z" },
	{ "mailto:a@b.c", "mailto:a@b.c" },
	{ "javascript:alert(1)", "javascript:alert(1)" },
	{ "1:2", "http://a/b/c/1:2" }, /* a scheme begins with a letter */
};

static void expect_resolved(struct span base, const char *ref, const char *expect)
{
	struct buf out = BUF_INIT;

	url_resolve(&out, base, span_str(ref));
	if (!span_eq_str(buf_span(&out), expect))
		fail_msg("%s gives %s, not %s", ref, buf_str(&out), expect);
	buf_release(&out);
}

static void references_are_resolved_by_rfc_3986(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rfc_rows / sizeof *rfc_rows; i++)
		expect_resolved(
		    SPAN_LIT("http://a/b/c/d;p?q"), rfc_rows[i].ref, rfc_rows[i].expect);
	expect_resolved(SPAN_LIT("http://a"), "g", "http://a/g");
	expect_resolved(SPAN_LIT("http://a?q"), "g", "http://a/g");
	expect_resolved(SPAN_LIT("https://a/b"), "//h/p", "https://h/p");
	expect_resolved(SPAN_LIT("/b/c"), "../d", "/d");
	expect_resolved(SPAN_LIT(""), "d", "d");
}

static void without_a_base_a_reference_is_only_cleaned(void **state)
{
	(void)state;
	expect_resolved(SPAN_NONE, "http://a/b/../c", "http://a/b/../c");
	expect_resolved(SPAN_NONE, "//a/b", "https://a/b");
	expect_resolved(SPAN_NONE, "b c", "b%20c");
	expect_resolved(SPAN_NONE, "", "");
	expect_resolved(SPAN_NONE, "#s", "#s");
}

static void only_known_schemes_are_links(void **state)
{
	static const char *const links[] = {
		"http://a", "https://a/b?c#d", "HTTPS://A", "mailto:a@b", "gemini://a/",
		"gopher://a", "ftp://a/b",
	};
	static const char *const others[] = {
		"", "a", "/a", "#a", "//a", "http:", "http://", "http:a", "https:///a", "mailto:",
		"javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "about:blank",
		"http://a b", "http://a\n", "http://a/\x7F", "vbscript:x", "tel:1",
	};

	(void)state;
	for (size_t i = 0; i < sizeof links / sizeof *links; i++)
		if (!url_is_link(span_str(links[i])))
			fail_msg("%s is a link", links[i]);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (url_is_link(span_str(others[i])))
			fail_msg("%s is no link", others[i]);
}

/* text, then the URLs found in it, each in brackets */
static const struct pair find_rows[] = {
	{ "", "" },
	{ "no URL: http:// nor www. nor www.x nor mailto:x", "" },
	{ "http://a", "[http://a]" },
	{ "see http://a.b/c, and https://d.e/f.", "[http://a.b/c][https://d.e/f]" },
	{ "(http://a.b/c)", "[http://a.b/c]" },
	{ "http://a.b/c_(d)", "[http://a.b/c_(d)]" },
	{ "(http://a.b/c_(d))", "[http://a.b/c_(d)]" },
	{ "http://a.b/c)))", "[http://a.b/c]" },
	{ "[http://a.b/c[1]]", "[http://a.b/c[1]]" },
	{ "http://a.b/c?!...", "[http://a.b/c]" },
	{ "<http://a.b>", "[http://a.b]" },
	{ "\"http://a.b\"", "[http://a.b]" },
	{ "'http://a.b'", "[http://a.b]" },
	{ "\xE2\x80\x9Chttp://a.b\xE2\x80\x9D", "[http://a.b]" },
	{ "http://a.b\xE3\x80\x82", "[http://a.b]" }, /* an ideographic full stop */
	{ "http://a.b/\xC3\xA9!", "[http://a.b/\xC3\xA9]" },
	{ "HTTP://A.B", "[HTTP://A.B]" },
	{ "xhttp://a.b", "" },
	{ "http://a.b/?u=http://c.d", "[http://a.b/?u=http://c.d]" },
	{ "www.a.org", "[www.a.org]" },
	{ "awww.a.org", "" },
	{ "www.a.org/b?c=d#e, www.f.", "[www.a.org/b?c=d#e]" },
	{ "mailto:a.b@c.d.", "[mailto:a.b@c.d]" },
	{ "ftp://a/ gemini://b/ gopher://c/", "[ftp://a/][gemini://b/][gopher://c/]" },
	{ "http://[::1]/a", "[http://[::1]/a]" },
	{ "javascript://a", "" },
	{ "http://a.b\nhttp://c.d", "[http://a.b][http://c.d]" },
};

static void bare_urls_are_found_without_their_sentence(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof find_rows / sizeof *find_rows; i++) {
		struct span text = span_str(find_rows[i].ref);
		struct buf seen = BUF_INIT;
		size_t from = 0, to;

		for (; url_find(text, &from, &to); from = to) {
			buf_add_char(&seen, '[');
			buf_add_span(&seen, span_sub(text, from, to));
			buf_add_char(&seen, ']');
		}
		if (!span_eq_str(buf_span(&seen), find_rows[i].expect))
			fail_msg("%s gives %s", find_rows[i].ref, buf_str(&seen));
		buf_release(&seen);
	}
}

static void hostile_texts_are_scanned_once(void **state)
{
	static const char *const units[] = { "mailto:", "www.a-", "http://", "http://(", "www.",
		"h" };

	(void)state;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		struct buf text = BUF_INIT;
		size_t from = 0, to;

		for (int n = 0; n < 200000; n++)
			buf_add_str(&text, units[i]);
		while (url_find(buf_span(&text), &from, &to))
			from = to;
		buf_release(&text);
	}
}

static void the_same_page_is_known_by_its_key(void **state)
{
	static const struct pair same[] = {
		{ "http://a.org/b", "https://www.a.org/b/" }, { "http://A.org", "http://a.org/#x" },
		{ "//a.org/b", "http://a.org/b" }, { "http://a/b?c", "https://a/b?c#d" },
		{ "http://a:80/%7Eb", "https://a:443/~b" },
		{ "http://a/%c3%80", "http://a/\u00C0" },
	};
	static const struct pair different[] = {
		{ "http://a/b", "http://a/B" }, { "http://a/b?c", "http://a/b" },
		{ "http://a/b", "http://b/b" }, { "mailto:a", "http://a" },
		{ "http://a/b%2Fc", "http://a/b/c" }, { "http://a/%", "http://a/%25" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		assert_true(url_same_page(span_str(same[i].ref), span_str(same[i].expect)));
	for (size_t i = 0; i < sizeof different / sizeof *different; i++)
		assert_false(
		    url_same_page(span_str(different[i].ref), span_str(different[i].expect)));
}

static void case_counts_behind_the_host(void **state)
{
	static const struct {
		const char *a, *b;
		bool equal;
	} rows[] = {
		{ "HTTP://A.Example:80/X", "http://a.example:80/X", true },
		{ "http://a.example/X", "http://a.example/x", false },
		{ "http://a.example?X", "http://A.example?X", true },
		{ "http://Me@a.example/", "http://me@a.example/", false },
		{ "http://a.example", "http://a.example/", false },
		{ "MAILTO:A@b.example", "mailto:A@b.example", true },
		{ "mailto:A@b.example", "mailto:a@b.example", false },
		{ "", "", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf a = BUF_INIT, b = BUF_INIT;

		url_add_lower(&a, span_str(rows[i].a));
		url_add_lower(&b, span_str(rows[i].b));
		if (url_eq(span_str(rows[i].a), span_str(rows[i].b)) != rows[i].equal ||
		    span_eq(buf_span(&a), buf_span(&b)) != rows[i].equal)
			fail_msg("%s and %s", rows[i].a, rows[i].b);
		buf_release(&a);
		buf_release(&b);
	}
}

static void parts_are_taken_out(void **state)
{
	struct span url = SPAN_LIT("http://a.org/b/c.html?showComment=14&x=&y#c21");

	(void)state;
	assert_true(span_eq_str(url_fragment(url), "c21"));
	assert_true(span_is_none(url_fragment(SPAN_LIT("http://a"))));
	assert_false(span_is_none(url_fragment(SPAN_LIT("http://a#"))));
	assert_true(span_eq_str(url_basename(url), "c.html"));
	assert_true(span_eq_str(url_basename(SPAN_LIT("http://a/b/")), "b"));
	assert_true(span_eq_str(url_basename(SPAN_LIT("i.jpg")), "i.jpg"));
	assert_true(span_is_none(url_basename(SPAN_LIT("http://a"))));
	assert_true(span_eq_str(url_query_value(url, "showComment"), "14"));
	assert_true(span_eq_str(url_query_value(url, "x"), ""));
	assert_false(span_is_none(url_query_value(url, "y")));
	assert_true(span_is_none(url_query_value(url, "show")));
	assert_true(span_is_none(url_query_value(SPAN_NONE, "x")));
}

static void names_are_decoded_where_they_are_text(void **state)
{
	static const struct {
		const char *part;
		const char *text;
	} rows[] = {
		{ "a%20b.png", "a b.png" },
		{ "%C3%a9", "\303\251" },
		{ "%E9", "%E9" },
		{ "100%", "100%" },
		{ "%4%zz%41", "%4%zzA" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf out = BUF_INIT;

		url_add_decoded(&out, span_str(rows[i].part));
		assert_string_equal(buf_str(&out), rows[i].text);
		buf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(references_are_resolved_by_rfc_3986),
		cmocka_unit_test(without_a_base_a_reference_is_only_cleaned),
		cmocka_unit_test(only_known_schemes_are_links),
		cmocka_unit_test(bare_urls_are_found_without_their_sentence),
		cmocka_unit_test(hostile_texts_are_scanned_once),
		cmocka_unit_test(the_same_page_is_known_by_its_key),
		cmocka_unit_test(case_counts_behind_the_host),
		cmocka_unit_test(parts_are_taken_out),
		cmocka_unit_test(names_are_decoded_where_they_are_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
