/* Base64 and data: URIs: the vectors of RFC 4648 section 10, and what is no base64. */
#include "config.h"

#include "moot/text/base64.h"
#include "unit.h"

struct case_row {
	const char *text;
	struct span bytes;
};

static void check(void (*add)(struct buf *out, struct span text), const struct case_row *rows,
    size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct buf out = BUF_INIT;

		add(&out, span_str(rows[i].text));
		assert_true(span_eq(buf_span(&out), rows[i].bytes));
		buf_release(&out);
	}
}

static void base64_gives_the_bytes(void **state)
{
	const struct case_row rows[] = {
		{ "", SPAN_LIT("") }, { "Zg==", SPAN_LIT("f") }, { "Zm8=", SPAN_LIT("fo") },
		{ "Zm9v", SPAN_LIT("foo") }, { "Zm9vYg==", SPAN_LIT("foob") },
		{ "Zm9vYmE=", SPAN_LIT("fooba") }, { "Zm9vYmFy", SPAN_LIT("foobar") },
		{ "+/8=", SPAN_LIT("\xfb\xff") }, { "-_8=", SPAN_LIT("\xfb\xff") },
		{ "AAAA", SPAN_LIT("\0\0\0") },
	};

	(void)state;
	check(base64_add, rows, sizeof rows / sizeof *rows);
}

static void what_is_no_base64_is_passed_over(void **state)
{
	const struct case_row rows[] = {
		{ "Z", SPAN_LIT("") }, { "Zg", SPAN_LIT("f") }, { " Z m\n9\tv ", SPAN_LIT("foo") },
		{ "====", SPAN_LIT("") }, { "Zm\xff" "9v", SPAN_LIT("foo") },
	};

	(void)state;
	check(base64_add, rows, sizeof rows / sizeof *rows);
}

static void percent_signs_are_undone_where_they_are_whole(void **state)
{
	const struct case_row rows[] = {
		{ "a%20b", SPAN_LIT("a b") }, { "%e2%82%AC", SPAN_LIT("\xe2\x82\xac") },
		{ "%", SPAN_LIT("%") }, { "%4", SPAN_LIT("%4") }, { "%4g", SPAN_LIT("%4g") },
		{ "%41", SPAN_LIT("A") }, { "%00", SPAN_LIT("\0") }, { "%%41", SPAN_LIT("%A") },
	};

	(void)state;
	check(percent_add, rows, sizeof rows / sizeof *rows);
}

static void data_uris_give_their_bytes(void **state)
{
	const struct case_row rows[] = {
		{ "data:,a%20b", SPAN_LIT("a b") },
		{ "data:text/plain;base64,Zm9v", SPAN_LIT("foo") },
		{ " DATA:image/png;Base64 ,Zm%39v\n", SPAN_LIT("foo") },
		{ "data:;base64,", SPAN_LIT("") },
		{ "data:,", SPAN_LIT("") },
		{ "data:base64,Zm9v", SPAN_LIT("Zm9v") },
	};
	static const char *const none[] = { "", "data:", "data:image/png;base64",
		"http://b.example/,x" };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf out = BUF_INIT;

		assert_true(data_uri_add(&out, span_str(rows[i].text)));
		assert_true(span_eq(buf_span(&out), rows[i].bytes));
		buf_release(&out);
	}
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		struct buf out = BUF_INIT;

		assert_false(data_uri_add(&out, span_str(none[i])));
		assert_int_equal(out.len, 0);
		buf_release(&out);
	}
}

static void what_is_encoded_is_read_again(void **state)
{
	const struct { struct span bytes; const char *text; } rows[] = {
		{ SPAN_LIT(""), "" }, { SPAN_LIT("f"), "Zg==" }, { SPAN_LIT("fo"), "Zm8=" },
		{ SPAN_LIT("foo"), "Zm9v" }, { SPAN_LIT("foob"), "Zm9vYg==" },
		{ SPAN_LIT("\0\xff\xfe"), "AP/+" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf text = BUF_INIT, bytes = BUF_INIT;

		base64_encode(&text, rows[i].bytes);
		assert_string_equal(buf_str(&text), rows[i].text);
		base64_add(&bytes, buf_span(&text));
		assert_true(span_eq(buf_span(&bytes), rows[i].bytes));
		buf_release(&text);
		buf_release(&bytes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(base64_gives_the_bytes),
		cmocka_unit_test(what_is_no_base64_is_passed_over),
		cmocka_unit_test(percent_signs_are_undone_where_they_are_whole),
		cmocka_unit_test(data_uris_give_their_bytes),
		cmocka_unit_test(what_is_encoded_is_read_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
