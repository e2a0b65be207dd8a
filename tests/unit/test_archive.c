/* What is in archives and compressed files, and what is refused. */
#include "config.h"

#include <string.h>
#include <unistd.h>

#include "moot/base/buf.h"
#include "moot/base/diag.h"
#include "moot/source/source.h"
#include "source/container_priv.h"
#include "source/unpack_priv.h"
#include "tarball.h"
#include "unit.h"

/* ---- reading ---- */

struct reading {
	struct buf text; /* "[NAME]" before each entry */
	struct diags diags;
	enum source_status last;
};

static void read_all(struct reading *r, struct source *s)
{
	struct span slice;

	while ((r->last = source_next(s, &slice)) == SOURCE_DATA || r->last == SOURCE_ENTRY) {
		struct span entry = source_entry(s);

		if (r->last == SOURCE_ENTRY)
			buf_addf(&r->text, "[%.*s]", (int)entry.len, entry.p);
		else
			buf_add_span(&r->text, slice);
	}
	source_close(s);
}

static void release(struct reading *r)
{
	buf_release(&r->text);
	diags_release(&r->diags);
}

static size_t said(const struct reading *r, enum diag_code code)
{
	size_t count = r->diags.suppressed[code];

	for (size_t i = 0; i < r->diags.len; i++)
		count += r->diags.rows[i].code == code;
	return count;
}

/* ---- telling ---- */

static void containers_are_told_by_content(void **state)
{
	static const struct {
		struct span head;
		const char *name;
	} cases[] = {
		{ { "\x1F\x8B\x08", 3 }, "gzip data" },
		{ { "\xFD" "7zXZ\0", 6 }, "xz data" },
		{ { "\x28\xB5\x2F\xFD", 4 }, "zstd data" },
		{ { "BZh9", 4 }, "bzip2 data" },
		{ { "PK\x03\x04", 4 }, "a zip archive" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(container_find(cases[i].head)->name, cases[i].name);
	assert_null(container_find(SPAN_NONE));
	assert_null(container_find(SPAN_LIT("PK")));
	assert_null(container_find(SPAN_LIT("<?xml version='1.0'?>")));
}

static void a_tar_is_told_by_its_sum(void **state)
{
	struct buf tar = BUF_INIT;

	(void)state;
	add_tar_entry(&tar, "a", '0', "");
	assert_non_null(container_find(buf_span(&tar)));
	assert_null(container_find(span_sub(buf_span(&tar), 0, TAR_BLOCK - 1)));
	tar.data[0] = 'b';
	assert_null(container_find(buf_span(&tar)));
	memset(tar.data, 0, TAR_BLOCK);
	assert_null(container_find(buf_span(&tar)));
	buf_release(&tar);
}

static void expect_name(const char *path, const char *name, bool hidden)
{
	struct buf out = BUF_INIT;

	container_add_name(&out, span_str(path));
	assert_string_equal(buf_str(&out), name);
	assert_int_equal(container_is_hidden(span_str(path)), hidden);
	buf_release(&out);
}

static void names_lead_nowhere(void **state)
{
	struct buf path = BUF_INIT, name = BUF_INIT;

	(void)state;
	expect_name("a/b.xml", "a/b.xml", false);
	expect_name("/etc/passwd", "etc/passwd", false);
	expect_name("../../a", "a", false);
	expect_name("./a/./b//c", "a/b/c", false);
	expect_name("a\n\x1b[1mb", "a [1mb", false);
	expect_name("", "", false);
	expect_name("..", "", false);
	expect_name(".git/a", ".git/a", true);
	expect_name("a/.b", "a/.b", true);
	expect_name("__MACOSX/a", "__MACOSX/a", true);
	for (int i = 0; i < 400; i++)
		buf_add_str(&path, "\u00E9");
	container_add_name(&name, buf_span(&path));
	assert_int_equal(name.len, CONTAINER_NAME_BYTES);
	buf_release(&path);
	buf_release(&name);
}

#ifdef HAVE_LIBARCHIVE

/* ---- what is in them ---- */

static void expect(struct span bytes, const char *text)
{
	struct reading r = { 0 };

	read_all(&r, source_open_memory(bytes, &r.diags, 1));
	assert_int_equal(r.last, SOURCE_END);
	assert_string_equal(buf_str(&r.text), text);
	assert_int_equal(r.diags.len, 0);
	release(&r);
}

/* The same through a pipe, which cannot be read twice. */
static void expect_piped(struct span bytes, const char *text)
{
	struct reading r = { 0 };
	int ends[2], saved = dup(STDIN_FILENO);

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], bytes.p, bytes.len), bytes.len);
	close(ends[1]);
	dup2(ends[0], STDIN_FILENO);
	read_all(&r, source_open("-", &r.diags, 1));
	dup2(saved, STDIN_FILENO);
	close(saved);
	close(ends[0]);
	assert_string_equal(buf_str(&r.text), text);
	release(&r);
}

/* "hello\n", by gzip -n, zstd and xz. */
#define GZIP_HELLO \
	"\x1F\x8B\x08\x00\x00\x00\x00\x00\x00\x03\xCB\x48\xCD\xC9\xC9\xE7\x02\x00\x20\x30\x3A\x36" \
	"\x06\x00\x00\x00"
#define XZ_HELLO \
	"\xFD\x37\x7A\x58\x5A\x00\x00\x01\x69\x22\xDE\x36\x02\x00\x21\x01\x16\x00\x00\x00\x74\x2F" \
	"\xE5\xA3\x01\x00\x05\x68\x65\x6C\x6C\x6F\x0A\x00\x00\x00\x20\x30\x3A\x36\x00\x01\x1A\x06" \
	"\xC5\xEA\xC8\x79\x90\x42\x99\x0D\x01\x00\x00\x00\x00\x01\x59\x5A"
#define ZSTD_HELLO \
	"\x28\xB5\x2F\xFD\x00\x58\x31\x00\x00\x68\x65\x6C\x6C\x6F\x0A"
/* A mebibyte of "a" by zstd; streams may follow each other. */
enum { BOMB_STREAMS = 100 };
#define BOMB_STREAM \
	"\x28\xB5\x2F\xFD\x00\x58\x54\x00\x00\x10\x61\x61\x01\x00\xFB\xFF\x39\xC0\x02\x02\x00\x10" \
	"\x61\x02\x00\x10\x61\x02\x00\x10\x61\x02\x00\x10\x61\x02\x00\x10\x61\x02\x00\x10\x61\x03" \
	"\x00\x10\x61"

static void compressed_files_are_read_as_what_is_in_them(void **state)
{
	(void)state;
	expect(SPAN_LIT(GZIP_HELLO), "hello\n");
	expect(SPAN_LIT(XZ_HELLO), "hello\n");
	expect(SPAN_LIT(ZSTD_HELLO), "hello\n");
	expect_piped(SPAN_LIT(GZIP_HELLO), "hello\n");
}

static void an_archive_is_its_files_in_order(void **state)
{
	struct buf tar = BUF_INIT;

	(void)state;
	add_tar_entry(&tar, "d/", '5', "");
	add_tar_entry(&tar, "d/b.xml", '0', "one");
	add_tar_entry(&tar, "d/.hidden", '0', "no");
	add_tar_entry(&tar, "link", '2', "");
	add_tar_entry(&tar, "../a.xml", '0', "two");
	add_tar_entry(&tar, "empty", '0', "");
	end_tar(&tar);
	expect(buf_span(&tar), "[d/b.xml]one[a.xml]two[empty]");
	expect_piped(buf_span(&tar), "[d/b.xml]one[a.xml]two[empty]");
	buf_release(&tar);
}

/* A stored entry "a" of "x"; then the directory. */
#define ZIP_X \
	"PK\x03\x04\x0A\0\0\0\0\0\0\0\x21\0\x83\x16\xDC\x8C\x01\0\0\0\x01\0\0\0\x01\0\0\0" "ax" \
	"PK\x01\x02\x1E\x03\x0A\0\0\0\0\0\0\0\x21\0\x83\x16\xDC\x8C\x01\0\0\0\x01\0\0\0\x01\0\0\0" \
	"\0\0\0\0\0\0\0\0\xA4\x81\0\0\0\0" "a" \
	"PK\x05\x06\0\0\0\0\x01\0\x01\0\x2F\0\0\0\x20\0\0\0\0\0"

static void a_zip_is_its_files(void **state)
{
	(void)state;
	expect(SPAN_LIT(ZIP_X), "[a]x");
	expect_piped(SPAN_LIT(ZIP_X), "[a]x");
}

static void each_entry_has_its_own_character_set(void **state)
{
	struct buf tar = BUF_INIT;

	(void)state;
	add_tar_entry(&tar, "a", '0', "<?xml encoding='koi8-r'?>\xF0");
	add_tar_entry(&tar, "b", '0', "\u00E9");
	end_tar(&tar);
	expect(buf_span(&tar), "[a]<?xml encoding='koi8-r'?>\u041F[b]\u00E9");
	buf_release(&tar);
}

static void a_compressed_entry_is_what_is_in_it(void **state)
{
	struct buf tar = BUF_INIT;
	struct reading r = { 0 };

	(void)state;
	add_tar_bytes(&tar, "a.gz", '0', SPAN_LIT(GZIP_HELLO));
	add_tar_bytes(&tar, "b.xz", '0', SPAN_LIT(XZ_HELLO));
	add_tar_entry(&tar, "c", '0', "three");
	end_tar(&tar);
	expect(buf_span(&tar), "[a.gz]hello\n[b.xz]hello\n[c]three");
	expect_piped(buf_span(&tar), "[a.gz]hello\n[b.xz]hello\n[c]three");
	buf_clear(&tar);
	add_tar_bytes(&tar, "cut.gz", '0', span_sub(SPAN_LIT(GZIP_HELLO), 0, 20));
	add_tar_entry(&tar, "c", '0', "three");
	end_tar(&tar);
	read_all(&r, source_open_memory(buf_span(&tar), &r.diags, 1));
	assert_string_equal(buf_str(&r.text), "[cut.gz][c]three");
	assert_int_equal(said(&r, DIAG_CODE_DAMAGED) + said(&r, DIAG_CODE_UNREADABLE), 1);
	release(&r);
	buf_release(&tar);
}

static void an_entry_can_be_skipped(void **state)
{
	struct buf tar = BUF_INIT;
	struct reading r = { 0 };
	struct span slice;
	struct source *s;

	(void)state;
	add_tar_entry(&tar, "a", '0', "one");
	add_tar_entry(&tar, "b", '0', "two");
	end_tar(&tar);
	s = source_open_memory(buf_span(&tar), &r.diags, 1);
	while (source_next(s, &slice) != SOURCE_ENTRY)
		;
	assert_int_equal(source_next(s, &slice), SOURCE_DATA);
	source_skip(s);
	read_all(&r, s);
	assert_string_equal(buf_str(&r.text), "[b]two");
	release(&r);
	buf_release(&tar);
}

static void what_is_cut_is_said(void **state)
{
	struct reading r = { 0 };

	(void)state;
	read_all(&r, source_open_memory(span_sub(SPAN_LIT(GZIP_HELLO), 0, 20), &r.diags, 1));
	assert_int_equal(r.last, SOURCE_ERROR);
	assert_int_equal(said(&r, DIAG_CODE_DAMAGED) + said(&r, DIAG_CODE_UNREADABLE), 1);
	release(&r);
	read_all(&r, source_open_memory(SPAN_LIT("\x1F\x8Bno gzip at all"), &r.diags, 1));
	assert_int_equal(r.last, SOURCE_ERROR);
	assert_int_equal(said(&r, DIAG_CODE_UNREADABLE), 1);
	release(&r);
}

static void archives_with_too_many_files_are_cut(void **state)
{
	enum { MOST = 10000 };
	struct buf tar = BUF_INIT;
	struct reading r = { 0 };

	(void)state;
	for (int i = 0; i <= MOST; i++)
		add_tar_entry(&tar, "a", '0', "");
	end_tar(&tar);
	read_all(&r, source_open_memory(buf_span(&tar), &r.diags, 1));
	assert_int_equal(r.last, SOURCE_ERROR);
	assert_int_equal(said(&r, DIAG_CODE_TOO_LARGE), 1);
	assert_int_equal(r.text.len, MOST * strlen("[a]"));
	release(&r);
	buf_release(&tar);
}

static void a_bomb_is_stopped(void **state)
{
	struct buf bomb = BUF_INIT;
	struct reading r = { 0 };
	struct span slice;
	struct source *s;
	uint64_t bytes = 0;

	(void)state;
	for (int i = 0; i < BOMB_STREAMS; i++)
		buf_add(&bomb, BOMB_STREAM, sizeof BOMB_STREAM - 1);
	s = source_open_memory(buf_span(&bomb), &r.diags, 1);
	while ((r.last = source_next(s, &slice)) == SOURCE_DATA)
		bytes += slice.len;
	source_close(s);
	assert_int_equal(r.last, SOURCE_ERROR);
	assert_int_equal(said(&r, DIAG_CODE_TOO_LARGE), 1);
	assert_true(bytes >= 16 << 20);
	assert_true(bytes < 24 << 20);
	release(&r);
	buf_release(&bomb);
}

static void what_may_come_out_depends_on_what_went_in(void **state)
{
	static const struct {
		uint64_t out_bytes, in_bytes;
		bool too_much;
	} rows[] = {
		{ UNPACK_FREE_BYTES, 0, false },
		{ UNPACK_FREE_BYTES + 1, 0, true },
		{ UNPACK_FREE_BYTES + 31, 1, false },
		{ UNPACK_FREE_BYTES + 32, 1, true },
		{ UINT64_C(2) << 30, UINT64_C(200) << 20, false }, /* as exports are packed */
		{ UINT64_C(457) << 20, 4500 << 10, true },
		{ UNPACK_MOST_BYTES, UINT64_C(4) << 30, false },
		{ UNPACK_MOST_BYTES + 1, UINT64_C(4) << 30, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (unpack_is_too_much(rows[i].out_bytes, rows[i].in_bytes) != rows[i].too_much)
			fail_msg("row %zu", i);
}

#else

static void what_is_missing_is_said(void **state)
{
	struct reading r = { 0 };

	(void)state;
	read_all(&r, source_open_memory(SPAN_LIT("\x1F\x8B\x08"), &r.diags, 1));
	assert_int_equal(r.last, SOURCE_ERROR);
	assert_int_equal(said(&r, DIAG_CODE_NOT_BUILT), 1);
	assert_non_null(strstr(r.diags.rows[0].detail, "--with-libarchive"));
	release(&r);
}

#endif

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(containers_are_told_by_content),
		cmocka_unit_test(a_tar_is_told_by_its_sum),
		cmocka_unit_test(names_lead_nowhere),
#ifdef HAVE_LIBARCHIVE
		cmocka_unit_test(compressed_files_are_read_as_what_is_in_them),
		cmocka_unit_test(an_archive_is_its_files_in_order),
		cmocka_unit_test(a_zip_is_its_files),
		cmocka_unit_test(each_entry_has_its_own_character_set),
		cmocka_unit_test(a_compressed_entry_is_what_is_in_it),
		cmocka_unit_test(an_entry_can_be_skipped),
		cmocka_unit_test(what_is_cut_is_said),
		cmocka_unit_test(archives_with_too_many_files_are_cut),
		cmocka_unit_test(a_bomb_is_stopped),
		cmocka_unit_test(what_may_come_out_depends_on_what_went_in),
#else
		cmocka_unit_test(what_is_missing_is_said),
#endif
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
