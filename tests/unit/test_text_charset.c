#include "config.h"

#include "moot/text/charset.h"
#include "unit.h"

struct label_row {
	const char *label, *name;
};

static const struct label_row label_rows[] = {
	{ "utf8", "UTF-8" }, { "UTF-8", "UTF-8" }, { " Utf-8\r\n", "UTF-8" },
	{ "iso-8859-1", "CP1252" }, { "latin1", "CP1252" }, { "US-ASCII", "CP1252" },
	{ "windows-1252", "CP1252" }, { "gb2312", "GB18030" }, { "GBK", "GB18030" },
	{ "euc-kr", "CP949" }, { "Shift_JIS", "CP932" }, { "windows-1251", "CP1251" },
	{ "koi8-r", "KOI8-R" }, { "iso-8859-9", "CP1254" }, { "utf-16", "UTF-16LE" },
	{ "big5", "BIG5-HKSCS" }, { "iso-8859-15", "ISO-8859-15" }, { "866", "CP866" },
	{ "", NULL }, { "bogus", NULL }, { "utf-8//TRANSLIT", NULL }, { "utf-7", NULL },
	{ "a label that is far longer than any label of any charset", NULL },
};

static void labels_are_read_as_browsers_do(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof label_rows / sizeof *label_rows; i++) {
		const char *name = charset_from_label(span_str(label_rows[i].label));

		if (label_rows[i].name)
			assert_string_equal(name, label_rows[i].name);
		else
			assert_null(name);
	}
	assert_null(charset_from_label(SPAN_NONE));
}

static void windows_1252_is_complete(void **state)
{
	(void)state;
	assert_int_equal(charset_cp1252(0x80), 0x20AC);
	assert_int_equal(charset_cp1252(0x9F), 0x178);
	assert_int_equal(charset_cp1252(0x7F), 0x7F);
	assert_int_equal(charset_cp1252(0xA0), 0xA0);
	assert_int_equal(charset_cp1252(0xFF), 0xFF);
	assert_int_equal(charset_cp1252(0x81), 0xFFFD);
	assert_int_equal(charset_cp1252(0x9D), 0xFFFD);
}

struct decode_row {
	const char *label;
	struct span bytes;
	const char *expect;
	size_t bad;
};

static const struct decode_row decode_rows[] = {
	{ "windows-1252", { "\x93\xE9\x94", 3 }, "“é”", 0 },
	{ "windows-1252", { "a\x81z", 3 }, "a\xEF\xBF\xBDz", 1 },
	{ "shift_jis", { "\x93\xFA\x96\x7B", 4 }, "日本", 0 },
	{ "shift_jis", { "\x93", 1 }, "\xEF\xBF\xBD", 1 },
	{ "gb2312", { "\xD6\xD0\xCE\xC4", 4 }, "中文", 0 },
	{ "euc-kr", { "\xB0\xA1!", 3 }, "가!", 0 },
	{ "koi8-r", { "\xC1\xC2", 2 }, "аб", 0 },
	{ "iso-2022-jp", { "\x1B$BF|K\\\x1B(B!", 11 }, "日本!", 0 },
	{ "utf-16le", { "a\0\xE9\0", 4 }, "aé", 0 },
	{ "utf-16be", { "\xD8\x3D\xDE\x09", 4 }, "😉", 0 },
	{ "utf-16le", { "\x3D\xD8" "a\0", 4 }, "\xEF\xBF\xBD" "a", 1 }, /* half of a pair */
	{ "utf-16le", { "a\0b", 3 }, "a\xEF\xBF\xBD", 1 },
	{ "utf-8", { "a\xE2\x82z\xE2\x82\xAC\xFF", 8 }, "a\xEF\xBF\xBDz€\xEF\xBF\xBD", 2 },
	{ "utf-8", { "a\0b", 3 }, "a", 0 }, /* NUL is passed on; the text compares as far as it */
	{ "utf-8", { "", 0 }, "", 0 },
};

/* Decodes bytes in pieces of piece bytes each. */
static size_t decode_in_pieces(struct buf *out, const struct decode_row *row, size_t piece)
{
	struct charset_decoder *d =
	    charset_decoder_new(charset_from_label(span_str(row->label)));
	size_t bad;

	assert_non_null(d);
	for (size_t i = 0; i < row->bytes.len; i += piece)
		charset_decode(d, out, span_sub(row->bytes, i, i + piece), false);
	charset_decode(d, out, SPAN_NONE, true);
	bad = charset_decoder_bad(d);
	charset_decoder_free(d);
	return bad;
}

static void text_is_decoded_the_same_in_any_pieces(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof decode_rows / sizeof *decode_rows; i++) {
		const struct decode_row *row = &decode_rows[i];

		for (size_t piece = 1; piece <= 12; piece++) {
			struct buf out = BUF_INIT;
			size_t bad = decode_in_pieces(&out, row, piece);

			assert_string_equal(buf_str(&out), row->expect);
			assert_int_equal(bad, row->bad);
			buf_release(&out);
		}
	}
}

static void long_texts_do_not_lose_a_byte(void **state)
{
	struct charset_decoder *d = charset_decoder_new("CP1252");
	struct buf in = BUF_INIT, out = BUF_INIT;

	(void)state;
	buf_add_repeat(&in, '\xE9', 100000);
	charset_decode(d, &out, buf_span(&in), true);
	assert_int_equal(out.len, 200000);
	charset_decoder_free(d);
	buf_release(&in);
	buf_release(&out);
}

static void an_unknown_charset_has_no_decoder(void **state)
{
	(void)state;
	assert_null(charset_decoder_new("NO-SUCH-CHARSET"));
	charset_decoder_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_are_read_as_browsers_do),
		cmocka_unit_test(windows_1252_is_complete),
		cmocka_unit_test(text_is_decoded_the_same_in_any_pieces),
		cmocka_unit_test(long_texts_do_not_lose_a_byte),
		cmocka_unit_test(an_unknown_charset_has_no_decoder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
