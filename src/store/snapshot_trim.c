/* What the snapshots may take of the disk.  Which of them was used last is told by their
 * times, which opening one sets. */
#include "config.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "moot/base/xalloc.h"
#include "store/snapshot_priv.h"

/* A file that was not finished in this time never will be. */
enum { WRITTEN_WITHIN_S = 3600 };

struct kept_file {
	char *name;
	uint64_t bytes;
	struct timespec used;
};

struct kept_files {
	struct kept_file *rows;
	size_t len, cap;
	uint64_t bytes;
};

static bool is_finished(const char *name)
{
	return strchr(name, '.') == NULL;
}

static bool is_given_up(const char *name, const struct stat *st)
{
	return !is_finished(name) && st->st_mtim.tv_sec + WRITTEN_WITHIN_S < time(NULL);
}

static void look_at(struct kept_files *files, int dir, const char *name)
{
	struct stat st;

	if (!span_starts(span_str(name), SNAPSHOT_PREFIX)
	    || fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(st.st_mode))
		return;
	if (is_given_up(name, &st))
		unlinkat(dir, name, 0);
	if (!is_finished(name))
		return;
	ARRAY_GROW(files->rows, files->len, files->cap);
	files->rows[files->len++] = (struct kept_file){ xstrdup(name), (uint64_t)st.st_size,
		st.st_mtim };
	files->bytes += (uint64_t)st.st_size;
}

static int by_use(const void *a, const void *b)
{
	const struct timespec *x = &((const struct kept_file *)a)->used;
	const struct timespec *y = &((const struct kept_file *)b)->used;

	if (x->tv_sec != y->tv_sec)
		return x->tv_sec < y->tv_sec ? -1 : 1;
	return x->tv_nsec < y->tv_nsec ? -1 : x->tv_nsec > y->tv_nsec;
}

static struct kept_files kept_in(DIR *dir)
{
	struct kept_files files = { 0 };
	struct dirent *entry;

	while ((entry = readdir(dir)))
		look_at(&files, dirfd(dir), entry->d_name);
	if (files.len)
		qsort(files.rows, files.len, sizeof *files.rows, by_use);
	return files;
}

/* Returns how many bytes were removed. */
static uint64_t trim(const char *directory, uint64_t limit_bytes)
{
	struct kept_files files;
	DIR *dir = opendir(directory);
	uint64_t before;

	if (!dir)
		return 0;
	files = kept_in(dir);
	before = files.bytes;
	for (size_t i = 0; i < files.len; i++) {
		if (files.bytes > limit_bytes
		    && unlinkat(dirfd(dir), files.rows[i].name, 0) == 0)
			files.bytes -= files.rows[i].bytes;
		free(files.rows[i].name);
	}
	free(files.rows);
	closedir(dir);
	return before - files.bytes;
}

void snapshot_trim(const char *directory, uint64_t limit_bytes)
{
	trim(directory, limit_bytes);
}

uint64_t snapshot_remove_all(const char *directory)
{
	return trim(directory, 0);
}
