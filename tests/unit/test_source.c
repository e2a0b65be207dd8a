#include "config.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "moot/base/buf.h"
#include "moot/base/diag.h"
#include "moot/base/xalloc.h"
#include "moot/source/source.h"
#include "unit.h"

enum { WINDOW = 64 * 1024 };

struct reading {
	struct buf text;
	struct diags diags;
	enum source_status last;
};

static void read_all(struct reading *r, struct source *s)
{
	struct span slice;

	while ((r->last = source_next(s, &slice)) == SOURCE_DATA)
		buf_add_span(&r->text, slice);
	source_close(s);
}

static void release(struct reading *r)
{
	buf_release(&r->text);
	diags_release(&r->diags);
}

static void expect_bytes(const char *bytes, size_t len, const char *text)
{
	struct reading r = { 0 };

	read_all(&r, source_open_memory(span_of(bytes, len), &r.diags, 1));
	assert_int_equal(r.last, SOURCE_END);
	assert_string_equal(buf_str(&r.text), text);
	release(&r);
}

#define EXPECT(literal, text) expect_bytes(literal, sizeof(literal) - 1, text)

static size_t said(const struct diags *d, enum diag_code code)
{
	size_t count = 0;

	for (size_t i = 0; i < d->len; i++)
		count += d->rows[i].code == code;
	return count;
}

static void utf8_passes_as_it_is(void **state)
{
	(void)state;
	EXPECT("", "");
	EXPECT("a", "a");
	EXPECT("a\tb\r\nc\x7F", "a\tb\r\nc\x7F");
	EXPECT("J\u00FCrgen \u65E5\u672C \U0001F609 \uFFFD",
	    "J\u00FCrgen \u65E5\u672C \U0001F609 \uFFFD");
}

static void byte_order_marks_are_dropped_at_the_start_only(void **state)
{
	(void)state;
	EXPECT("\xEF\xBB\xBF", "");
	EXPECT("\xEF\xBB\xBFx", "x");
	EXPECT("\xEF\xBB\xBF\xEF\xBB\xBFx", "x");
	EXPECT("x\xEF\xBB\xBF", "x\xEF\xBB\xBF");
	/* The mark says UTF-8, whatever the label: one bad byte does not change that. */
	EXPECT("\xEF\xBB\xBF<?xml encoding='koi8-r'?>\xD0\x90\xC1",
	    "<?xml encoding='koi8-r'?>\u0410\u00C1");
}

static void utf16_and_utf32_are_told_by_their_pattern(void **state)
{
	(void)state;
	EXPECT("\xFF\xFE<\0\xFC\0", "<\u00FC");
	EXPECT("\xFE\xFF\0<\0\xFC", "<\u00FC");
	EXPECT("\0<\0?\0\xFC", "<?\u00FC");
	EXPECT("<\0?\0\xFC\0", "<?\u00FC");
	EXPECT("\0\0\0<\0\0\0\xFC", "<\u00FC");
	EXPECT("<\0\0\0\xFC\0\0\0", "<\u00FC");
	EXPECT("\xFF\xFE\0\0<\0\0\0", "<");
	/* White space before the first markup. */
	EXPECT("\xFF\xFE\n\0<\0", "\n<");
}

static void valid_utf8_beats_any_label(void **state)
{
	struct reading r = { 0 };

	(void)state;
	read_all(&r,
	    source_open_memory(
	        SPAN_LIT("<?xml version='1.0' encoding=\"ISO-8859-1\"?>J\u00FCrgen"), &r.diags, 1));
	assert_non_null(strstr(buf_str(&r.text), "J\u00FCrgen"));
	assert_int_equal(said(&r.diags, DIAG_CODE_CHARSET), 1);
	release(&r);
}

static void labels_count_where_it_is_not_utf8(void **state)
{
	(void)state;
	EXPECT("<?xml encoding = 'windows-1251' ?>\xCF\xF0",
	    "<?xml encoding = 'windows-1251' ?>\u041F\u0440");
	EXPECT("<META charset=koi8-r>\xF0\xD2", "<META charset=koi8-r>\u041F\u0440");
	EXPECT("<meta http-equiv=x content='text/html; charset=koi8-r'>\xF0",
	    "<meta http-equiv=x content='text/html; charset=koi8-r'>\u041F");
	/* ISO 8859-1 means windows-1252. */
	EXPECT("<?xml encoding='iso-8859-1'?>\x93\xE9\x94",
	    "<?xml encoding='iso-8859-1'?>\u201C\u00E9\u201D");
	/* A label that cannot be true. */
	EXPECT("<?xml encoding='utf-16'?>\xE9", "<?xml encoding='utf-16'?>\u00E9");
	EXPECT("<?xml encoding='no-such'?>\xE9", "<?xml encoding='no-such'?>\u00E9");
}

static void other_bytes_are_windows_1252(void **state)
{
	struct reading r = { 0 };

	(void)state;
	EXPECT("caf\xE9", "caf\u00E9");
	EXPECT("\x80 \x93x\x94", "\u20AC \u201Cx\u201D");
	/* UTF-8 with a bad byte in it stays UTF-8. */
	read_all(&r, source_open_memory(SPAN_LIT("\u00E9\n\n\xE9\xE8 \u00E9"), &r.diags, 1));
	assert_string_equal(buf_str(&r.text), "\u00E9\n\n\u00E9\u00E8 \u00E9");
	assert_int_equal(r.diags.len, 1);
	assert_int_equal(r.diags.rows[0].code, DIAG_CODE_BAD_BYTES);
	assert_int_equal(r.diags.rows[0].line, 3);
	assert_non_null(strstr(r.diags.rows[0].detail, "2 bytes"));
	release(&r);
}

static void what_xml_forbids_is_dropped(void **state)
{
	struct reading r = { 0 };

	(void)state;
	read_all(&r,
	    source_open_memory(SPAN_LIT("a\0\x01\x1B\x1F"
	                                "b\xEF\xBF\xBE\xEF\xBF\xBF\xED\xA0\xBD"
	                                "c\u00E9"),
	        &r.diags, 1));
	assert_string_equal(buf_str(&r.text), "abc\u00E9");
	assert_int_equal(said(&r.diags, DIAG_CODE_CONTROL_DROPPED), 1);
	assert_int_equal(said(&r.diags, DIAG_CODE_BAD_BYTES), 0);
	release(&r);
}

static void c1_characters_are_windows_1252(void **state)
{
	(void)state;
	EXPECT("\xC2\x80 \xC2\x9B", "\u20AC \u203A");
	EXPECT("a\xC2\x85"
	       "b",
	    "a b");
	EXPECT("\xC2\xA0", "\u00A0");
}

static void a_cut_character_is_said(void **state)
{
	struct reading r = { 0 };

	(void)state;
	read_all(&r, source_open_memory(SPAN_LIT("\u65E5\xE6\x9C"), &r.diags, 1));
	assert_string_equal(buf_str(&r.text), "\u65E5\uFFFD");
	assert_int_equal(said(&r.diags, DIAG_CODE_TRUNCATED), 1);
	release(&r);
}

/* A character that lies across the end of a slice, at each of its bytes. */
static void characters_survive_the_ends_of_slices(void **state)
{
	(void)state;
	for (size_t before = WINDOW - 4; before <= WINDOW + 1; before++) {
		struct reading r = { 0 };
		struct buf in = BUF_INIT;

		buf_add_str(&in, "\u00E9");
		buf_add_repeat(&in, 'x', before);
		buf_add_str(&in, "\U0001F609\x01\u65E5");
		read_all(&r, source_open_memory(buf_span(&in), &r.diags, 1));
		assert_int_equal(r.text.len, in.len - 1);
		assert_string_equal(r.text.data + 2 + before, "\U0001F609\u65E5");
		buf_release(&in);
		release(&r);
	}
}

/* The decision looks 64 KB ahead of the first byte that is not ASCII, and no further. */
static void the_decision_looks_a_window_ahead(void **state)
{
	struct reading r = { 0 };
	struct buf in = BUF_INIT;

	(void)state;
	buf_add_str(&in, "<?xml encoding='koi8-r'?>");
	buf_add_repeat(&in, 'x', (size_t)2 * WINDOW);
	buf_add_str(&in, "\u00E9");
	buf_add_repeat(&in, 'y', WINDOW);
	buf_add_str(&in, "\xE9z");
	read_all(&r, source_open_memory(buf_span(&in), &r.diags, 1));
	assert_int_equal(said(&r.diags, DIAG_CODE_BAD_BYTES), 1);
	assert_string_equal(r.text.data + r.text.len - 4, "y\u00E9z");
	buf_release(&in);
	release(&r);
}

static void files_are_read_and_measured(void **state)
{
	char path[] = "source-XXXXXX";
	int fd = mkstemp(path);
	struct reading r = { 0 };
	uint64_t done, total;
	struct source *s;
	struct span slice;

	(void)state;
	assert_int_equal(write(fd, "%PDF\n", 5), 5);
	close(fd);
	s = source_open(path, &r.diags, 1);
	assert_int_equal(source_fd(s), -1);
	assert_int_equal(source_next(s, &slice), SOURCE_DATA);
	assert_true(span_eq_str(slice, "%PDF\n"));
	source_progress(s, &done, &total);
	assert_int_equal(done, 5);
	assert_int_equal(total, 5);
	assert_true(span_starts(source_magic(s), "%PDF"));
	assert_int_equal(source_next(s, &slice), SOURCE_END);
	assert_int_equal(source_next(s, &slice), SOURCE_END);
	source_close(s);
	unlink(path);
	release(&r);
}

static void what_cannot_be_opened_is_said(void **state)
{
	struct diags d = { 0 };

	(void)state;
	assert_null(source_open("no/such/file", &d, 3));
	assert_null(source_open(".", &d, 3));
	assert_int_equal(said(&d, DIAG_CODE_UNREADABLE), 2);
	assert_int_equal(d.rows[0].source, 3);
	diags_release(&d);
	source_close(NULL);
}

static void an_empty_pipe_says_wait(void **state)
{
	struct diags d = { 0 };
	struct span slice;
	char more[600];
	int ends[2], saved = dup(STDIN_FILENO);
	struct source *s;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	dup2(ends[0], STDIN_FILENO);
	s = source_open("-", &d, 1);
	assert_int_equal(source_fd(s), STDIN_FILENO);
	assert_int_equal(source_next(s, &slice), SOURCE_WAIT);
	/* Too little to tell a text from an archive. */
	assert_int_equal(write(ends[1], "abcd", 4), 4);
	assert_int_equal(source_next(s, &slice), SOURCE_WAIT);
	memset(more, 'e', sizeof more);
	assert_int_equal(write(ends[1], more, sizeof more), sizeof more);
	assert_int_equal(source_next(s, &slice), SOURCE_DATA);
	assert_int_equal(slice.len, 4 + sizeof more);
	/* Not ASCII: more is waited for, to decide what it is. */
	assert_int_equal(write(ends[1], "\u00E9", 2), 2);
	assert_int_equal(source_next(s, &slice), SOURCE_WAIT);
	close(ends[1]);
	assert_int_equal(source_next(s, &slice), SOURCE_DATA);
	assert_true(span_eq_str(slice, "\u00E9"));
	assert_int_equal(source_next(s, &slice), SOURCE_END);
	source_close(s);
	dup2(saved, STDIN_FILENO);
	close(saved);
	close(ends[0]);
	diags_release(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(utf8_passes_as_it_is),
		cmocka_unit_test(byte_order_marks_are_dropped_at_the_start_only),
		cmocka_unit_test(utf16_and_utf32_are_told_by_their_pattern),
		cmocka_unit_test(valid_utf8_beats_any_label),
		cmocka_unit_test(labels_count_where_it_is_not_utf8),
		cmocka_unit_test(other_bytes_are_windows_1252),
		cmocka_unit_test(what_xml_forbids_is_dropped),
		cmocka_unit_test(c1_characters_are_windows_1252),
		cmocka_unit_test(a_cut_character_is_said),
		cmocka_unit_test(characters_survive_the_ends_of_slices),
		cmocka_unit_test(the_decision_looks_a_window_ahead),
		cmocka_unit_test(files_are_read_and_measured),
		cmocka_unit_test(what_cannot_be_opened_is_said),
		cmocka_unit_test(an_empty_pipe_says_wait),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
