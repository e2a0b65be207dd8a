#include "config.h"

#include "moot/base/spill.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "moot/base/xalloc.h"

void spill_release(struct spill *s)
{
	buf_release(&s->kept);
	if (s->fd >= 0)
		close(s->fd);
	*s = SPILL_INIT(s->keep_max_bytes);
}

/* Not in /tmp first: that may be memory. */
int spill_open_file(void)
{
	const char *wanted = getenv("TMPDIR");
	const char *const dirs[] = { wanted && *wanted ? wanted : "/var/tmp", "/var/tmp", "/tmp" };
	int fd = -1;

	for (size_t i = 0; fd < 0 && i < sizeof dirs / sizeof *dirs; i++) {
		char *path = xasprintf("%s/moot-XXXXXX", dirs[i]);

		fd = mkstemp(path);
		if (fd >= 0) {
			unlink(path);
			fcntl(fd, F_SETFD, FD_CLOEXEC);
		}
		free(path);
	}
	return fd;
}

bool spill_write_all(int fd, struct span bytes)
{
	while (bytes.len > 0) {
		ssize_t done = write(fd, bytes.p, bytes.len);

		if (done < 0 && errno != EINTR)
			return false;
		if (done > 0)
			bytes = span_sub(bytes, (size_t)done, bytes.len);
	}
	return true;
}

static void go_to_file(struct spill *s)
{
	s->fd = spill_open_file();
	s->failed = s->fd < 0 || !spill_write_all(s->fd, buf_span(&s->kept));
	buf_release(&s->kept);
}

void spill_add(struct spill *s, struct span bytes)
{
	s->len += bytes.len;
	if (s->fd < 0 && !s->failed && s->len > s->keep_max_bytes)
		go_to_file(s);
	if (s->failed)
		return;
	if (s->fd < 0)
		buf_add_span(&s->kept, bytes);
	else
		s->failed = !spill_write_all(s->fd, bytes);
}

static bool read_all(int fd, uint64_t at, size_t len, char *to)
{
	size_t have = 0;

	while (have < len) {
		ssize_t done = pread(fd, to + have, len - have, (off_t)(at + have));

		if (done == 0 || (done < 0 && errno != EINTR))
			return false;
		if (done > 0)
			have += (size_t)done;
	}
	return true;
}

struct span spill_read(struct spill *s, uint64_t at, size_t len, struct buf *scratch)
{
	if (s->failed || at > s->len || len > s->len - at)
		return SPAN_NONE;
	if (s->fd < 0)
		return span_sub(buf_span(&s->kept), (size_t)at, (size_t)at + len);
	buf_clear(scratch);
	buf_reserve(scratch, len);
	if (!read_all(s->fd, at, len, scratch->data))
		return SPAN_NONE;
	return span_of(scratch->data, len);
}
