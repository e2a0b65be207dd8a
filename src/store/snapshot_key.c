/* Where a library comes from.  The paths and the options name the file of its snapshot, so
 * that a new one takes the place of the one before; all else is compared. */
#include "config.h"

#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "moot/base/checksum.h"
#include "moot/base/xalloc.h"
#include "store/snapshot_priv.h"

/* A file that was changed again this soon may have the same time still: two seconds are
 * the coarsest unit of times of files (that of FAT). */
enum { SETTLED_AFTER_S = 2 };

/* A program that was built anew may read another way. */
static void add_program(struct buf *out)
{
	struct stat st = { 0 };

	if (stat("/proc/self/exe", &st) != 0)
		st = (struct stat){ 0 };
	buf_addf(out, PACKAGE_STRING " %lld %lld.%09ld\n", (long long)st.st_size,
	    (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
}

struct snapshot_key *snapshot_key_new(struct span options)
{
	struct snapshot_key *key = xcalloc(1, sizeof *key);

	key->made_s = (int64_t)time(NULL);
	buf_add_span(&key->paths, options);
	buf_add_char(&key->paths, '\0');
	add_program(&key->identity);
	buf_add_span(&key->identity, options);
	buf_add_char(&key->identity, '\n');
	return key;
}

void snapshot_key_free(struct snapshot_key *key)
{
	if (!key)
		return;
	buf_release(&key->paths);
	buf_release(&key->identity);
	buf_release(&key->names);
	free(key);
}

static void add_identity(struct buf *out, const struct stat *st)
{
	buf_addf(out, "%llu %llu %lld %lld.%09ld\n", (unsigned long long)st->st_dev,
	    (unsigned long long)st->st_ino, (long long)st->st_size,
	    (long long)st->st_mtim.tv_sec, st->st_mtim.tv_nsec);
}

bool snapshot_key_add(struct snapshot_key *key, const char *path)
{
	char real[PATH_MAX];
	struct stat st;

	if (stat(path, &st) != 0 || !S_ISREG(st.st_mode) || !realpath(path, real))
		return false;
	buf_add(&key->paths, real, strlen(real) + 1);
	buf_add(&key->names, path, strlen(path) + 1);
	add_identity(&key->identity, &st);
	key->count++;
	key->source_bytes += (uint64_t)st.st_size;
	if (st.st_mtim.tv_sec > key->newest_s)
		key->newest_s = st.st_mtim.tv_sec;
	return true;
}

uint64_t snapshot_key_source_bytes(const struct snapshot_key *key)
{
	return key->source_bytes;
}

static bool are_unchanged(const struct snapshot_key *key)
{
	struct span names = buf_span(&key->names), path;
	struct buf now = BUF_INIT;
	struct stat st;
	bool same = true;

	while (same && snapshot_next_name(&names, &path)) {
		same = stat(path.p, &st) == 0;
		if (same)
			add_identity(&now, &st);
	}
	same = same && now.len <= key->identity.len
	    && span_ends(buf_span(&key->identity), buf_str(&now));
	buf_release(&now);
	return same;
}

bool snapshot_key_holds(const struct snapshot_key *key)
{
	return key->newest_s + SETTLED_AFTER_S <= key->made_s && are_unchanged(key);
}

bool snapshot_next_name(struct span *names, struct span *name)
{
	return span_split(names, '\0', name) && name->len;
}

char *snapshot_file_name(const struct snapshot_key *key)
{
	return xasprintf(SNAPSHOT_PREFIX "%016llx",
	    (unsigned long long)checksum64(buf_span(&key->paths)));
}
