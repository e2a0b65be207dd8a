/* What lies beside a source, and what must not be read however it is named. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "moot/source/beside.h"
#include "unit.h"

static void put(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

/* dir/saved/page.html, its folder, and a secret in dir. */
static int make_files(void **state)
{
	static char dir[] = "beside.XXXXXX";

	if (!mkdtemp(dir) || chdir(dir) != 0)
		return 1;
	mkdir("saved", 0700);
	mkdir("saved/page_files", 0700);
	put("secret", "secret");
	put("saved/page.html", "page");
	put("saved/one.png", "one");
	put("saved/page_files/a b.png", "a b");
	put("saved/page_files/100%.png", "percent");
	assert_int_equal(symlink("../secret", "saved/link.png"), 0);
	assert_int_equal(symlink("..", "saved/up"), 0);
	assert_int_equal(symlink("page_files", "saved/other"), 0);
	assert_int_equal(mkfifo("saved/fifo.png", 0600), 0);
	*state = dir;
	return 0;
}

static int remove_files(void **state)
{
	static const char *const files[] = { "secret", "saved/page.html", "saved/one.png",
		"saved/page_files/a b.png", "saved/page_files/100%.png", "saved/link.png",
		"saved/up", "saved/other", "saved/fifo.png" };

	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		unlink(files[i]);
	return rmdir("saved/page_files") || rmdir("saved") || chdir("..") || rmdir(*state);
}

static void expect(const char *source, const char *ref, const char *text)
{
	struct buf out = BUF_INIT;

	if (beside_read(source, span_str(ref), 100, &out) != (text != NULL))
		fail_msg("%s beside %s", ref, source);
	assert_string_equal(buf_str(&out), text ? text : "");
	buf_release(&out);
}

static void files_below_the_source_are_read(void **state)
{
	static const struct { const char *ref, *text; } rows[] = {
		{ "one.png", "one" }, { "./one.png", "one" }, { " one.png\n", "one" },
		{ "page_files/a%20b.png", "a b" }, { "page_files/a b.png", "a b" },
		{ "page_files//./a%20b.png?w=1#x", "a b" }, { "page_files/100%.png", "percent" },
		{ "page%5ffiles%2Fa b.png", "a b" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		expect("saved/page.html", rows[i].ref, rows[i].text);
	assert_int_equal(chdir("saved"), 0);
	expect("page.html", "one.png", "one");
	expect("./page.html", "one.png", "one");
	assert_int_equal(chdir(".."), 0);
}

static void nothing_else_is(void **state)
{
	static const char *const refs[] = {
		"",
		".",
		"./",
		"/",
		"none.png",
		"page_files",
		"page_files/",
		"one.png/",
		"one.png/x",
		"../secret",
		"page_files/../../secret",
		"page_files/../one.png",
		"%2e%2e/secret",
		"..%2fsecret",
		"link.png",
		"up/secret",
		"other/a b.png",
		"fifo.png",
		"/etc/passwd",
		"//etc/passwd",
		"%2fetc/passwd",
		"file:one.png",
		"file:///etc/passwd",
		"http://b.example/one.png",
		"C:\\one.png",
		"..\\secret",
		"one.png%00",
		"#one.png",
		"?one.png",
		"data:,one",
	};

	(void)state;
	for (size_t i = 0; i < sizeof refs / sizeof *refs; i++)
		expect("saved/page.html", refs[i], NULL);
}

static void a_source_that_is_no_file_has_nothing_beside(void **state)
{
	static const char *const sources[] = { "-", "", "saved", "none",
		"http://b.example/page.html", "saved/page.html/x" };

	(void)state;
	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
		expect(sources[i], "saved/one.png", NULL);
}

static void too_large_a_file_is_left_alone(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	assert_false(beside_read("saved/page.html", SPAN_LIT("one.png"), 2, &out));
	assert_int_equal(out.len, 0);
	assert_true(beside_read("saved/page.html", SPAN_LIT("one.png"), 3, &out));
	assert_string_equal(buf_str(&out), "one");
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_below_the_source_are_read),
		cmocka_unit_test(nothing_else_is),
		cmocka_unit_test(a_source_that_is_no_file_has_nothing_beside),
		cmocka_unit_test(too_large_a_file_is_left_alone),
	};

	return cmocka_run_group_tests(tests, make_files, remove_files);
}
