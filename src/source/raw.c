#include "config.h"

#include "source/raw_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_readable(int fd, struct stat *st)
{
	if (fstat(fd, st) != 0)
		return false;
	if (S_ISDIR(st->st_mode))
		errno = EISDIR;
	return !S_ISDIR(st->st_mode);
}

/* What of the standard input was read by others is not there any more. */
static void measure(struct raw *raw, const struct stat *st)
{
	off_t start = lseek(raw->fd, 0, SEEK_CUR);

	raw->may_block = !S_ISREG(st->st_mode) || start < 0;
	if (raw->may_block)
		return;
	raw->start_bytes = (uint64_t)start;
	if (st->st_size > start)
		raw->total_bytes = (uint64_t)st->st_size - (uint64_t)start;
}

bool raw_open(struct raw *raw, const char *path)
{
	struct stat st;

	*raw = (struct raw){ 0 };
	raw->fd = strcmp(path, "-") == 0 ? STDIN_FILENO
	                                 : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (raw->fd < 0)
		return false;
	if (!is_readable(raw->fd, &st)) {
		int error = errno;

		raw_close(raw);
		errno = error;
		return false;
	}
	measure(raw, &st);
	return true;
}

void raw_of_memory(struct raw *raw, struct span bytes)
{
	*raw = (struct raw){ .fd = RAW_MEMORY, .memory = bytes, .total_bytes = bytes.len };
}

void raw_close(struct raw *raw)
{
	if (raw->fd > STDIN_FILENO)
		close(raw->fd);
	raw->fd = RAW_MEMORY;
}

ssize_t raw_read(struct raw *raw, char *to, size_t room_bytes)
{
	ssize_t n;

	if (raw->fd == RAW_MEMORY) {
		struct span rest = span_sub(raw->memory, raw->at_bytes, raw->memory.len);

		rest = span_sub(rest, 0, room_bytes);
		if (rest.len)
			memcpy(to, rest.p, rest.len);
		n = (ssize_t)rest.len;
	} else if (raw->may_block) {
		n = read(raw->fd, to, room_bytes);
	} else {
		n = pread(raw->fd, to, room_bytes, (off_t)(raw->start_bytes + raw->at_bytes));
	}
	if (n > 0)
		raw->at_bytes += (uint64_t)n;
	return n;
}

/* poll() rather than O_NONBLOCK, which would change the descriptor for every
 * program that shares it, such as the shell that started this one. */
bool raw_would_block(const struct raw *raw)
{
	struct pollfd p = { .fd = raw->fd, .events = POLLIN };

	return raw->may_block && poll(&p, 1, 0) == 0;
}

bool raw_can_seek(const struct raw *raw)
{
	return !raw->may_block;
}
