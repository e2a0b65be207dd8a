/* A disk that is full or read-only while a file is written: the target is untouched, and
 * nothing is left beside it.  The linker puts these functions in the place of libc's. */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "moot/base/file.h"
#include "moot/base/span.h"
#include "unit.h"

static int calls, failing, error_number;

static bool fails(void)
{
	if (calls++ != failing)
		return false;
	errno = error_number;
	return true;
}

int __real_mkstemp(char *path);
int __wrap_mkstemp(char *path);
int __real_fflush(FILE *out);
int __wrap_fflush(FILE *out);
int __real_fsync(int fd);
int __wrap_fsync(int fd);
int __real_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to);
int __real_link(const char *from, const char *to);
int __wrap_link(const char *from, const char *to);

int __wrap_mkstemp(char *path)
{
	return fails() ? -1 : __real_mkstemp(path);
}

int __wrap_fflush(FILE *out)
{
	return fails() ? EOF : __real_fflush(out);
}

int __wrap_fsync(int fd)
{
	return fails() ? -1 : __real_fsync(fd);
}

int __wrap_rename(const char *from, const char *to)
{
	return fails() ? -1 : __real_rename(from, to);
}

int __wrap_link(const char *from, const char *to)
{
	return fails() ? -1 : __real_link(from, to);
}

static bool write_new(bool replace)
{
	struct atomic_file f;

	if (!atomic_file_open(&f, "target", replace))
		return false;
	fputs("new", f.out);
	return atomic_file_commit(&f);
}

/* The text of the target, "" when it is not there; and how many files there are. */
static int look(char text[16])
{
	FILE *in = fopen("target", "r");
	DIR *dir = opendir(".");
	struct dirent *e;
	int files = 0;

	text[in ? fread(text, 1, 15, in) : 0] = '\0';
	if (in)
		fclose(in);
	while ((e = readdir(dir)))
		files += e->d_name[0] != '.';
	closedir(dir);
	return files;
}

/* True when there were as many calls as that. */
static bool fails_cleanly_at(int call, int error, bool replace)
{
	char text[16];
	bool ok;

	unlink("target");
	if (replace) {
		FILE *old = fopen("target", "w");

		fputs("old", old);
		fclose(old);
	}
	calls = 0;
	failing = call;
	error_number = error;
	ok = write_new(replace);
	failing = -1;
	assert_true(ok || errno == error);
	assert_int_equal(look(text), ok || replace);
	assert_string_equal(text, ok ? "new" : replace ? "old" : "");
	return calls > call;
}

static void no_failure_harms_the_target(void **state)
{
	static const int errors[] = { ENOSPC, EROFS, EIO };
	char dir[] = "test_file_faults.XXXXXX";

	(void)state;
	assert_non_null(mkdtemp(dir));
	assert_int_equal(chdir(dir), 0);
	for (size_t e = 0; e < sizeof errors / sizeof *errors; e++)
		for (int replace = 0; replace < 2; replace++) {
			int call = 0;

			while (fails_cleanly_at(call, errors[e], replace))
				call++;
			assert_true(call >= 4);
		}
	unlink("target");
	assert_int_equal(chdir(".."), 0);
	assert_int_equal(rmdir(dir), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(no_failure_harms_the_target) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
