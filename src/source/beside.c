/* The path is walked from the directory of the source, one name at a time, each opened
 * in the directory before and never through a symbolic link: what was checked is what is
 * opened, whatever happens to the names meanwhile.
 */
#include "config.h"

#include "moot/source/beside.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "moot/base/xalloc.h"
#include "moot/text/base64.h"

static bool has_scheme(struct span ref)
{
	size_t end = 0;

	while (end < ref.len && (ascii_is_alnum(ref.p[end]) || strchr("+-.", ref.p[end])))
		end++;
	return end > 0 && end < ref.len && ref.p[end] == ':';
}

/* The part of a reference that is a path. */
static struct span path_part(struct span ref)
{
	ref = span_trim(ref);
	ref = span_sub(ref, 0, span_find_byte(ref, '#'));
	return span_sub(ref, 0, span_find_byte(ref, '?'));
}

/* Every name is one that may be gone into or opened; white space may stand in it. */
static bool path_is_below(struct span path)
{
	struct span name;
	bool any = false;

	if (!path.len || path.p[0] == '/' || memchr(path.p, '\0', path.len) ||
	    memchr(path.p, '\\', path.len))
		return false;
	while (span_split(&path, '/', &name)) {
		if (span_eq_str(name, ".."))
			return false;
		any = name.len > 0 && !span_eq_str(name, ".");
	}
	return any;
}

bool beside_is_reference(struct span ref)
{
	struct buf path = BUF_INIT;
	bool ok;

	percent_add(&path, path_part(ref));
	ok = !has_scheme(span_trim(ref)) && path_is_below(buf_span(&path));
	buf_release(&path);
	return ok;
}

static int open_directory_of(const char *source_name)
{
	const char *slash = strrchr(source_name, '/');
	struct stat st;
	char *dir;
	int fd;

	if (stat(source_name, &st) != 0 || !S_ISREG(st.st_mode))
		return -1;
	dir = !slash ? xstrdup(".") :
		       xspandup(span_of(source_name, (size_t)(slash - source_name) + 1));
	fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(dir);
	return fd;
}

/* Takes fd over. */
static int open_in(int fd, struct span name, int flags)
{
	char *text = xspandup(name);
	int next = openat(fd, text, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | flags);

	free(text);
	close(fd);
	return next;
}

/* The last name is the file; empty ones and "." are passed over. */
static int walk(int fd, struct span path)
{
	struct span name, pending = SPAN_NONE;

	while (fd >= 0 && span_split(&path, '/', &name)) {
		if (!name.len || span_eq_str(name, "."))
			continue;
		if (pending.len)
			fd = open_in(fd, pending, O_DIRECTORY);
		pending = name;
	}
	/* Not to wait for the other end of a FIFO. */
	return fd < 0 ? -1 : open_in(fd, pending, O_NONBLOCK);
}

int beside_open(const char *source_name, struct span ref)
{
	struct buf path = BUF_INIT;
	struct stat st;
	int fd = -1;

	if (!beside_is_reference(ref))
		return -1;
	percent_add(&path, path_part(ref));
	fd = walk(open_directory_of(source_name), buf_span(&path));
	buf_release(&path);
	if (fd >= 0 && (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))) {
		close(fd);
		fd = -1;
	}
	return fd;
}

bool beside_read(const char *source_name, struct span ref, size_t max_bytes, struct buf *out)
{
	int fd = beside_open(source_name, ref);
	size_t before = out->len;
	char block[16384];
	ssize_t n = -1;

	if (fd < 0)
		return false;
	while (out->len - before <= max_bytes && (n = read(fd, block, sizeof block)) > 0)
		buf_add(out, block, (size_t)n);
	close(fd);
	if (n == 0 && out->len - before <= max_bytes)
		return true;
	buf_truncate(out, before);
	return false;
}
