/* Texts that gzip has compressed, however they are cut into pieces. */
#include "config.h"

#include <string.h>

#include "moot/base/buf.h"
#include "source/container_priv.h"
#include "source/gunzip_priv.h"
#include "unit.h"

/* CRC-32 of RFC 1952, 8. */
static uint32_t crc_of(struct span text)
{
	uint32_t crc = UINT32_MAX;

	for (size_t i = 0; i < text.len; i++) {
		crc ^= (unsigned char)text.p[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
	}
	return ~crc;
}

static void add_number(struct buf *out, uint32_t number, int bytes)
{
	for (int i = 0; i < bytes; i++)
		buf_add_char(out, (char)(number >> 8 * i & 0xFF));
}

/* A member with text in one stored block (RFC 1951, 3.2.4). */
static void add_member(struct buf *out, struct span text)
{
	buf_add_span(out, SPAN_LIT("\x1F\x8B\x08\0\0\0\0\0\0\x03\x01"));
	add_number(out, (uint32_t)text.len, 2);
	add_number(out, ~(uint32_t)text.len, 2);
	buf_add_span(out, text);
	add_number(out, crc_of(text), 4);
	add_number(out, (uint32_t)text.len, 4);
}

/* Enough to tell that it is no archive. */
static struct span long_text(void)
{
	static char text[CONTAINER_HEAD_BYTES + 100];

	memset(text, 'a', sizeof text);
	return span_of(text, sizeof text);
}

static void expect(struct span packed, struct span text, const char *error)
{
	static const size_t pieces[] = { 1, 2, 7, 600, 1 << 16 };

	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct gunzip *g = gunzip_open(packed);
		struct buf out = BUF_INIT;
		enum gunzip_status status;
		struct span slice;
		size_t at = 0;

		assert_non_null(g);
		while ((status = gunzip_next(g, &slice)) < GUNZIP_END) {
			buf_add_span(&out, slice);
			if (status != GUNZIP_HUNGRY)
				continue;
			gunzip_feed(g, span_sub(packed, at, at + pieces[i]));
			at += pieces[i];
		}
		assert_int_equal(status, error ? GUNZIP_BROKEN : GUNZIP_END);
		if (error)
			assert_string_equal(gunzip_error(g), error);
		assert_int_equal(out.len, text.len);
		assert_memory_equal(buf_str(&out), text.p, text.len);
		gunzip_close(g);
		buf_release(&out);
	}
}

static void members_are_one_text(void **state)
{
	struct buf packed = BUF_INIT, text = BUF_INIT;

	(void)state;
	add_member(&packed, long_text());
	expect(buf_span(&packed), long_text(), NULL);
	add_member(&packed, SPAN_LIT(""));
	add_member(&packed, SPAN_LIT("more"));
	buf_add_span(&text, long_text());
	buf_add_str(&text, "more");
	expect(buf_span(&packed), buf_span(&text), NULL);
	buf_release(&packed);
	buf_release(&text);
}

static void what_is_behind_them_is_passed_over(void **state)
{
	const struct span behind[] = { SPAN_LIT("\0"), SPAN_LIT("\0\0\0\0"), SPAN_LIT("\x1F"),
		SPAN_LIT("\x1F\x8C"), SPAN_LIT("garbage") };
	struct buf packed = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof behind / sizeof *behind; i++) {
		buf_clear(&packed);
		add_member(&packed, long_text());
		buf_add_span(&packed, behind[i]);
		expect(buf_span(&packed), long_text(), NULL);
	}
	buf_release(&packed);
}

static void what_is_wrong_is_said_behind_what_came_out(void **state)
{
	struct buf packed = BUF_INIT;

	(void)state;
	add_member(&packed, long_text());
	expect(span_sub(buf_span(&packed), 0, packed.len - 1), long_text(), "truncated gzip input");
	packed.data[packed.len - 8] ^= 1;
	expect(buf_span(&packed), long_text(), "incorrect data check");
	packed.data[packed.len - 8] ^= 1;
	add_member(&packed, SPAN_LIT("more"));
	expect(span_sub(buf_span(&packed), 0, packed.len - 13), long_text(),
	    "truncated gzip input");
	buf_release(&packed);
}

static void expect_refused(struct span text)
{
	struct buf packed = BUF_INIT;

	add_member(&packed, text);
	assert_null(gunzip_open(buf_span(&packed)));
	buf_release(&packed);
}

/* Others know better what these are. */
static void only_the_beginning_of_a_text_is_taken(void **state)
{
	struct buf text = BUF_INIT;

	(void)state;
	buf_add_str(&text, "\x1F\x8B");
	buf_add_span(&text, long_text());
	expect_refused(buf_span(&text));
	expect_refused(SPAN_LIT("short"));
	assert_null(gunzip_open(SPAN_LIT("\x1F\x8Bno gzip at all")));
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members_are_one_text),
		cmocka_unit_test(what_is_behind_them_is_passed_over),
		cmocka_unit_test(what_is_wrong_is_said_behind_what_came_out),
		cmocka_unit_test(only_the_beginning_of_a_text_is_taken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
