#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "moot/base/arena.h"
#include "moot/base/buf.h"
#include "moot/base/checksum.h"
#include "moot/base/diag.h"
#include "moot/base/dso.h"
#include "moot/base/file.h"
#include "moot/base/hash.h"
#include "moot/base/paged.h"
#include "moot/base/scan.h"
#include "moot/base/xalloc.h"
#include "unit.h"

static void buf_keeps_its_invariant(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	assert_string_equal(buf_str(&b), "");
	buf_add(&b, "", 0);
	assert_null(b.data);
	for (int i = 0; i < 1000; i++) {
		buf_add_char(&b, 'x');
		assert_true(b.len < b.cap && b.data[b.len] == '\0');
	}
	buf_truncate(&b, 3);
	buf_addf(&b, "%d-%s", 42, "y");
	assert_string_equal(buf_str(&b), "xxx42-y");
	buf_release(&b);
	char *empty = buf_detach(&b);
	assert_string_equal(empty, "");
	free(empty);
}

static void arena_serves_any_size(void **state)
{
	struct arena a = { 0 };
	char *first = arena_strdup(&a, SPAN_LIT("first"));

	(void)state;
	for (size_t size = 0; size < 5000; size += 7)
		memset(arena_alloc(&a, size), 1, size);
	memset(arena_alloc(&a, 1 << 20), 2, 1 << 20);
	assert_string_equal(first, "first");
	assert_true((uintptr_t)arena_alloc(&a, 1) % sizeof(void *) == 0);
	arena_release(&a);
	assert_null(a.blocks);
}

static void rows_tell_where_a_byte_is_first(void **state)
{
	char row[SCAN_BYTES + 1] = "\x80\xff~~~~~~~~~~~~~~";

	(void)state;
	assert_int_equal(scan_first(scan_load(row) == 'x'), SCAN_BYTES);
	assert_int_equal(scan_first(scan_load(row) < ' '), 0);
	for (unsigned at = SCAN_BYTES; at-- > 0;) {
		row[at] = 'x';
		assert_int_equal(scan_first(scan_load(row) == 'x'), at);
	}
}

static void spans_are_cut_and_compared(void **state)
{
	struct span rest = SPAN_LIT("one\r\n\ntwo"), line;
	uint64_t value;

	(void)state;
	assert_true(span_line(&rest, &line) && span_eq_str(line, "one"));
	assert_true(span_line(&rest, &line) && line.len == 0);
	assert_true(span_line(&rest, &line) && span_eq_str(line, "two"));
	assert_false(span_line(&rest, &line));
	assert_true(span_eq_str(span_trim(SPAN_LIT(" \t a b \n")), "a b"));
	assert_int_equal(span_find_nocase(SPAN_LIT("xxHeLLo"), "hello"), 2);
	assert_int_equal(span_find(SPAN_LIT("abc"), SPAN_LIT("d")), 3);
	assert_int_equal(span_count_byte(SPAN_LIT("\n\na\n"), '\n'), 3);
	assert_int_equal(span_count_byte(SPAN_NONE, '\n'), 0);
	assert_true(span_to_uint(SPAN_LIT("18446744073709551615"), UINT64_MAX, &value));
	assert_true(value == UINT64_MAX);
	assert_false(span_to_uint(SPAN_LIT("18446744073709551616"), UINT64_MAX, &value));
	assert_false(span_to_uint(SPAN_LIT("1a"), 100, &value));
	assert_false(span_to_uint(SPAN_LIT("101"), 100, &value));
	assert_false(span_to_uint(SPAN_LIT("9"), 5, &value));
	assert_true(span_to_uint(SPAN_LIT("100"), 100, &value));
}

static const char *const hash_keys[] = { "", "a", "b", "a", "a", "c" };

static bool key_matches(const void *rows, uint32_t id, struct span key)
{
	return span_eq_str(key, ((const char *const *)rows)[id]);
}

static void hash_finds_the_first_of_equal_keys(void **state)
{
	struct hash h = { 0 };

	(void)state;
	assert_int_equal(hash_find(&h, 1, SPAN_LIT("a"), key_matches, hash_keys), 0);
	for (uint32_t id = 1; id < 6; id++)
		hash_add(&h, hash_bytes(span_str(hash_keys[id])), id);
	for (uint32_t fill = 0; fill < 1000; fill++) /* growing keeps the order */
		hash_add(&h, fill * 7919, 2);
	assert_int_equal(
	    hash_find(&h, hash_bytes(SPAN_LIT("a")), SPAN_LIT("a"), key_matches, hash_keys), 1);
	assert_int_equal(
	    hash_find(&h, hash_bytes(SPAN_LIT("c")), SPAN_LIT("c"), key_matches, hash_keys), 5);
	assert_int_equal(
	    hash_find(&h, hash_bytes(SPAN_LIT("z")), SPAN_LIT("z"), key_matches, hash_keys), 0);
	hash_release(&h);
}

/* Id n has the n-th of a hundred keys, again and again. */
enum { KEYS = 100, KEYED = 20000 };

static bool is_key_of(const void *rows, uint32_t id, struct span key)
{
	uint32_t number = id % KEYS;

	(void)rows;
	return span_eq(key, span_of((const char *)&number, sizeof number));
}

static void hash_finds_all_keys_while_it_grows(void **state)
{
	struct hash h = { 0 };

	(void)state;
	for (uint32_t id = KEYS; id < KEYED; id++) {
		uint32_t number = id % KEYS;

		hash_add(&h, hash_bytes(span_of((const char *)&number, sizeof number)), id);
		for (number = 0; number < KEYS; number++) {
			struct span key = span_of((const char *)&number, sizeof number);

			assert_int_equal(hash_find(&h, hash_bytes(key), key, is_key_of, NULL),
			    KEYS + number <= id ? KEYS + number : 0);
		}
		if (id % 1000 == 0 && id < 5000)
			hash_reserve(&h, 700);
	}
	hash_release(&h);
}

/* Each pair of words is so chosen that it changes a sum of products nowhere. */
static void keys_cannot_be_chosen_to_share_a_hash(void **state)
{
	enum { PAIRS = 10 };
	uint64_t words[2 * PAIRS] = { 0 };
	struct span key = span_of((const char *)words, sizeof words);
	uint32_t first = hash_bytes(key), same = 0;

	(void)state;
	for (unsigned choice = 1; choice < 1 << PAIRS; choice++) {
		for (int i = 0; i < PAIRS; i++) {
			uint64_t chosen = choice >> i & 1;

			words[2 * i] = chosen << 63;
			words[2 * i + 1] = chosen << 63 | chosen << 34;
		}
		same += hash_bytes(key) == first;
	}
	assert_true(same <= 2);
	assert_int_equal(hash_bytes(key), hash_bytes(key));
	assert_int_equal(hash_bytes(key), hash_bytes_more(0, key));
}

/* Values of the reference implementation. */
static void checksums_are_those_of_xxh64(void **state)
{
	static const struct {
		const char *text;
		uint64_t sum;
	} known[] = {
		{ "", UINT64_C(0xEF46DB3751D8E999) },
		{ "a", UINT64_C(0xD24EC4F1A98C6E5B) },
		{ "abc", UINT64_C(0x44BC2CF5AD770999) },
		{ "Nobody inspects the spammish repetition", UINT64_C(0xFBCEA83C8A378BF1) },
	};

	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		assert_true(checksum64(span_str(known[i].text)) == known[i].sum);
}

static void diagnostics_are_bounded(void **state)
{
	struct diags d = { 0 };

	(void)state;
	assert_int_equal(diags_worst(&d), -1);
	for (size_t i = 0; i < 100; i++)
		diag_add(&d, DIAG_CODE_BAD_DATE, 1, i, "date %zu is not one, left out", i);
	assert_int_equal(d.len, DIAG_MAX_PER_KIND);
	assert_int_equal(d.suppressed[DIAG_CODE_BAD_DATE], 100 - DIAG_MAX_PER_KIND);
	assert_int_equal(diags_worst(&d), DIAG_NOTE);
	diag_add(&d, DIAG_CODE_TRUNCATED, 2, 0, "ends in the middle");
	assert_int_equal(diags_worst(&d), DIAG_LOSS);
	assert_string_equal(diag_code_name(DIAG_CODE_BAD_DATE), "bad-date");
	diags_release(&d);
}

static void put(const char *path, const char *text, bool replace, bool expect_ok)
{
	struct atomic_file f;
	bool ok = atomic_file_open(&f, path, replace);

	if (ok) {
		fputs(text, f.out);
		ok = atomic_file_commit(&f);
	}
	assert_int_equal(ok, expect_ok);
}

static void atomic_file_never_overwrites_unasked(void **state)
{
	char dir[] = "test_base.XXXXXX", line[16];
	struct atomic_file f;

	(void)state;
	assert_non_null(mkdtemp(dir));
	char *path = xasprintf("%s/f", dir);
	put(path, "one", false, true);
	put(path, "two", false, false);
	assert_int_equal(errno, EEXIST);
	put(path, "three", true, true);
	/* A target that appears while writing is kept as well. */
	unlink(path);
	assert_true(atomic_file_open(&f, path, false));
	fputs("late", f.out);
	put(path, "mine", false, true);
	assert_false(atomic_file_commit(&f));
	FILE *in = fopen(path, "r");
	assert_string_equal(fgets(line, sizeof line, in), "mine");
	fclose(in);
	unlink(path);
	assert_true(atomic_file_open(&f, path, false));
	atomic_file_abort(&f);
	assert_int_equal(rmdir(dir), 0); /* no temporary file is left */
	free(path);
}

static void xdg_paths_follow_the_specification(void **state)
{
	(void)state;
	setenv("HOME", "/h", 1);
	setenv("XDG_STATE_HOME", "relative", 1);
	char *path = xdg_path(XDG_STATE, "x", false);
	assert_string_equal(path, "/h/.local/state/moot/x");
	free(path);
	setenv("XDG_STATE_HOME", "/s", 1);
	path = xdg_path(XDG_STATE, "x", false);
	assert_string_equal(path, "/s/moot/x");
	free(path);
	unsetenv("HOME");
	assert_null(xdg_path(XDG_CACHE, "x", false));
	setenv("HOME", "/h", 1);
	path = path_expand("~/a");
	assert_string_equal(path, "/h/a");
	free(path);
}

enum { PAGED_BYTES = 2 * LARGE_PAGE_BYTES };

static void fill(char *block, int with)
{
	for (size_t i = 0; i < PAGED_BYTES; i++)
		block[i] = (char)(with + i / 4096);
}

static void assert_filled(const char *block, int with)
{
	for (size_t i = 0; i < PAGED_BYTES; i += 4095)
		assert_int_equal(block[i], (char)(with + i / 4096));
}

static void blocks_put_out_hold_what_they_held(void **state)
{
	struct paged paged = { 0 };
	char *blocks[3];

	(void)state;
	for (int i = 0; i < 3; i++) {
		blocks[i] = paged_new(&paged, PAGED_BYTES);
		assert_int_equal((uintptr_t)blocks[i] % LARGE_PAGE_BYTES, 0);
		fill(blocks[i], i);
	}
	paged_put_out(&paged, blocks[0], PAGED_BYTES);
	paged_put_out(&paged, blocks[2], PAGED_BYTES);
	assert_int_equal(paged.len, PAGED_BYTES); /* the one before is out */
	for (int i = 0; i < 5; i++) {
		assert_filled(blocks[2], 2);
		paged_go_on(&paged, PAGED_BYTES / 4 - 1);
	}
	assert_int_equal(paged.len, 2 * PAGED_BYTES);
	paged_go_on(&paged, 1); /* there is nothing left */
	paged_release(&paged);
	for (int i = 0; i < 3; i++) {
		assert_filled(blocks[i], i);
		paged_free(blocks[i], PAGED_BYTES);
	}
}

static void memory_of_a_block_put_out_is_used_again(void **state)
{
	enum { BLOCKS = 6 };
	struct paged paged = { 0 };
	char *blocks[BLOCKS];

	(void)state;
	for (int i = 0; i < BLOCKS; i++) {
		blocks[i] = paged_new(&paged, PAGED_BYTES);
		for (int k = 0; k < i; k++)
			assert_ptr_not_equal(blocks[k], blocks[i]);
		fill(blocks[i], i);
		paged_put_out(&paged, blocks[i], PAGED_BYTES);
	}
	assert_non_null(paged.spare);
	for (int i = 0; i < BLOCKS; i++)
		assert_filled(blocks[i], i);
	paged_release(&paged);
	for (int i = 0; i < BLOCKS; i++)
		paged_free(blocks[i], PAGED_BYTES);
}

static void a_block_without_room_in_the_file_stays_in_memory(void **state)
{
	struct paged paged = { .fd = open("/dev/full", O_WRONLY), .open = true };
	char *block = paged_new(&paged, PAGED_BYTES);

	(void)state;
	fill(block, 7);
	paged_put_out(&paged, block, PAGED_BYTES);
	paged_go_on(&paged, 1);
	assert_true(paged.failed);
	block[1] = block[0]; /* still memory */
	assert_filled(block, 7);
	paged_release(&paged);
	paged_free(block, PAGED_BYTES);
}

#ifdef HAVE_DLOPEN

typedef int version_fn(void);

static struct {
	version_fn *sqlite3_libversion_number, *sqlite3_no_such_function;
} loaded;

static const struct dso_row rows[] = {
	{ "sqlite3_libversion_number", NULL },
	{ "sqlite3_no_such_function", NULL },
	{ NULL, NULL },
};

static void a_library_is_loaded_with_all_functions(void **state)
{
	const struct dso_row one[] = { rows[0], { NULL, NULL } };
	struct dso dso = { .soname = SQLITE_SONAME, .pointers = &loaded, .rows = one };
	const char *error;

	(void)state;
	assert_true(dso_load(&dso, &error));
	assert_null(error);
	assert_true(loaded.sqlite3_libversion_number() > 3000000);
	assert_true(dso_load(&dso, &error));
}

static void a_library_that_is_not_there_is_named(void **state)
{
	struct dso dso = { .soname = "libno-such.so.0", .pointers = &loaded, .rows = rows };
	const char *error, *again;

	(void)state;
	assert_false(dso_load(&dso, &error));
	assert_non_null(strstr(error, "libno-such.so.0"));
	assert_false(dso_load(&dso, &again));
	assert_ptr_equal(error, again);
	free(dso.error);
}

static void a_function_that_is_not_there_is_named(void **state)
{
	struct dso dso = { .soname = SQLITE_SONAME, .pointers = &loaded, .rows = rows };
	const char *error;

	(void)state;
	assert_false(dso_load(&dso, &error));
	assert_non_null(strstr(error, SQLITE_SONAME));
	assert_non_null(strstr(error, "sqlite3_no_such_function"));
	assert_false(dso_load(&dso, &error));
	free(dso.error);
}

#endif

int main(void)
{
	const struct CMUnitTest tests[] = {
#ifdef HAVE_DLOPEN
		cmocka_unit_test(a_library_is_loaded_with_all_functions),
		cmocka_unit_test(a_library_that_is_not_there_is_named),
		cmocka_unit_test(a_function_that_is_not_there_is_named),
#endif
		cmocka_unit_test(buf_keeps_its_invariant),
		cmocka_unit_test(arena_serves_any_size),
		cmocka_unit_test(rows_tell_where_a_byte_is_first),
		cmocka_unit_test(spans_are_cut_and_compared),
		cmocka_unit_test(hash_finds_the_first_of_equal_keys),
		cmocka_unit_test(hash_finds_all_keys_while_it_grows),
		cmocka_unit_test(keys_cannot_be_chosen_to_share_a_hash),
		cmocka_unit_test(checksums_are_those_of_xxh64),
		cmocka_unit_test(diagnostics_are_bounded),
		cmocka_unit_test(atomic_file_never_overwrites_unasked),
		cmocka_unit_test(blocks_put_out_hold_what_they_held),
		cmocka_unit_test(memory_of_a_block_put_out_is_used_again),
		cmocka_unit_test(a_block_without_room_in_the_file_stays_in_memory),
		cmocka_unit_test(xdg_paths_follow_the_specification),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
