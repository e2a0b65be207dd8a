/* A mailbox that says who answers whom, and that no text can break. */
#include "config.h"

#include <string.h>

#include "export/mail_priv.h"
#include "exporting.h"
#include "unit.h"

static void expect_field(const char *text, const char *expected)
{
	struct buf out = BUF_INIT;

	mail_add_field(&out, "Subject", span_str(text));
	assert_string_equal(buf_str(&out), expected);
	buf_release(&out);
}

static void fields_are_ascii(void **state)
{
	(void)state;
	expect_field("", "Subject: \n");
	expect_field("a (b) \"c\" ~", "Subject: a (b) \"c\" ~\n");
	expect_field("\u00E9 b", "Subject: =?UTF-8?Q?=C3=A9_b?=\n");
	expect_field("a =?x?= b", "Subject: =?UTF-8?Q?a_=3D=3Fx=3F=3D_b?=\n");
}

static void long_fields_are_folded_between_characters(void **state)
{
	struct buf text = BUF_INIT, out = BUF_INIT;
	struct span rest, line;

	(void)state;
	for (int i = 0; i < 400; i++)
		buf_add_str(&text, "\u4E2D");
	mail_add_field(&out, "Subject", buf_span(&text));
	for (rest = buf_span(&out); span_line(&rest, &line);) {
		struct span word = span_sub(line, span_find(line, SPAN_LIT("=?")), line.len);

		assert_true(word.len <= 75);
		assert_true(span_starts(word, "=?UTF-8?Q?=E4"));
		assert_true(span_ends(word, "=AD?="));
	}
	buf_release(&text);
	buf_release(&out);
}

static void names_are_quoted(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	mail_add_from(&out, SPAN_LIT("A \"B\" <x@y>, \\"));
	mail_add_from(&out, SPAN_NONE);
	assert_string_equal(buf_str(&out),
	    "From: \"A \\\"B\\\" <x@y>, \\\\\" <nobody@moot.invalid>\n"
	    "From: \"(unknown)\" <nobody@moot.invalid>\n");
	buf_release(&out);
}

static void expect_date(const char *text, const char *expected)
{
	struct buf out = BUF_INIT;

	mail_add_date(&out, date_parse(span_str(text)));
	assert_string_equal(buf_str(&out), expected);
	buf_release(&out);
}

static void dates_keep_their_offset(void **state)
{
	(void)state;
	expect_date("2014-06-19T08:12:05+01:00", "Date: Thu, 19 Jun 2014 08:12:05 +0100\n");
	expect_date("2014-06-09T08:12:00-05:30", "Date: Mon, 9 Jun 2014 08:12:00 -0530\n");
	expect_date("2014-06-19T08:12:00", "Date: Thu, 19 Jun 2014 08:12:00 -0000\n");
	expect_date("2014-06-19", "Date: Thu, 19 Jun 2014 00:00:00 -0000\n");
	expect_date("", "");
}

static void expect_id(const char *text, const char *expected)
{
	struct buf out = BUF_INIT;

	mail_add_id_word(&out, span_str(text));
	assert_string_equal(buf_str(&out), expected);
	buf_release(&out);
}

static void ids_are_words(void **state)
{
	struct buf text = BUF_INIT, out = BUF_INIT;

	(void)state;
	expect_id("a-1_B", "a-1_B");
	expect_id("tag:x,1.2 >\n=", "tag=3Ax=2C1=2E2=20=3E=0A=3D");
	buf_add_repeat(&text, ':', 5000);
	mail_add_id_word(&out, buf_span(&text));
	assert_true(out.len < 150);
	buf_release(&text);
	buf_release(&out);
}

#define HEAD(encoding) \
	"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n" \
	"Content-Transfer-Encoding: " encoding "\n\n"

static void expect_body(const char *text, const char *expected)
{
	struct buf out = BUF_INIT;

	mail_add_body(&out, span_str(text));
	assert_string_equal(buf_str(&out), expected);
	buf_release(&out);
}

static void lines_that_look_like_separators_are_quoted(void **state)
{
	(void)state;
	expect_body("From a\n>From b\n>>From c\n From d\nFrom\nfrom e",
	    HEAD("8bit") ">From a\n>>From b\n>>>From c\n From d\nFrom\nfrom e\n\n");
	expect_body("", HEAD("8bit") "\n");
}

static void long_lines_are_quoted_printable(void **state)
{
	struct buf text = BUF_INIT, out = BUF_INIT;
	struct span rest, line;

	(void)state;
	buf_add_repeat(&text, 'a', 997);
	mail_add_body(&out, buf_span(&text));
	assert_non_null(strstr(buf_str(&out), "8bit"));
	buf_clear(&out);
	/* At the break of a line of 75 comes what must not begin one. */
	buf_truncate(&text, 75);
	buf_add_str(&text, "From = \u00E9");
	buf_add_repeat(&text, 'b', 998);
	buf_add_char(&text, ' ');
	mail_add_body(&out, buf_span(&text));
	assert_true(span_starts(buf_span(&out), HEAD("quoted-printable")));
	rest = span_sub(buf_span(&out), strlen(HEAD("quoted-printable")), out.len);
	assert_non_null(strstr(rest.p, "=\n>From =3D =C3=A9bbb"));
	while (span_line(&rest, &line)) {
		assert_true(line.len <= 77);
		assert_false(span_starts(line, "From "));
		assert_false(span_ends(line, " "));
	}
	buf_release(&text);
	buf_release(&out);
}

static void replies_refer_to_what_they_answer(void **state)
{
	struct library *lib = library_with_post("a\nBcc: x", "b");
	struct buf out = BUF_INIT;

	(void)state;
	add_reply(lib, add_reply(lib, 0, "Ann", "one"), "Bo", "two");
	export_all(lib, "mbox", &out);
	assert_non_null(strstr(buf_str(&out), "\nSubject: Re: a Bcc: x\n"
	    "Message-ID: <comment.n1=2E1.p@moot.invalid>\n"
	    "In-Reply-To: <comment.n1.p@moot.invalid>\n"
	    "References: <post.p@moot.invalid>\n <comment.n1.p@moot.invalid>\n"
	    "X-Moot-Address: 1#1.1\n"));
	assert_non_null(strstr(buf_str(&out), "In-Reply-To: <post.p@moot.invalid>\n"));
	assert_null(strstr(buf_str(&out), "\nBcc"));
	buf_release(&out);
	library_free(lib);
}

static void deep_threads_cost_linear_space(void **state)
{
	enum { DEPTH = 4000, MOST_BYTES = 3000 };
	struct library *lib = library_with_post("t", "b");
	struct buf out = BUF_INIT;

	(void)state;
	add_chain(lib, DEPTH);
	export_all(lib, "mbox", &out);
	assert_true(out.len < (size_t)DEPTH * MOST_BYTES);
	buf_release(&out);
	library_free(lib);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_are_ascii),
		cmocka_unit_test(long_fields_are_folded_between_characters),
		cmocka_unit_test(names_are_quoted),
		cmocka_unit_test(dates_keep_their_offset),
		cmocka_unit_test(ids_are_words),
		cmocka_unit_test(lines_that_look_like_separators_are_quoted),
		cmocka_unit_test(long_lines_are_quoted_printable),
		cmocka_unit_test(replies_refer_to_what_they_answer),
		cmocka_unit_test(deep_threads_cost_linear_space),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
