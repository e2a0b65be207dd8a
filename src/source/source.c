/* Bytes are read into a window, at most a slice's worth; the decoder uses them up
 * from the front, and what it leaves (a character that is cut, or text that it wants
 * to see more of) moves to the front of the window before the next read.
 */
#include "config.h"

#include "moot/source/source.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "moot/base/xalloc.h"
#include "source/decode_priv.h"

enum { MEMORY = -1 };

struct source {
	int fd; /* or MEMORY */
	bool may_block, ended, broken, reported;
	struct span bytes; /* in memory: what is not yet read */
	char *window; /* of DECODE_WINDOW_BYTES; NULL for MEMORY */
	size_t from, to; /* window[from..to) is read, but not yet decoded */
	uint64_t read_bytes, total_bytes;
	char magic[SOURCE_MAGIC_BYTES];
	size_t magic_len;
	struct decode decode;
	struct diags *diags;
	uint32_t source;
};

static struct source *source_new(int fd, struct diags *diags, uint32_t source)
{
	struct source *s = xcalloc(1, sizeof *s);

	s->fd = fd;
	s->diags = diags;
	s->source = source;
	return s;
}

static bool is_unreadable(int fd, struct stat *st)
{
	if (fstat(fd, st) != 0)
		return true;
	if (S_ISDIR(st->st_mode))
		errno = EISDIR;
	return S_ISDIR(st->st_mode);
}

static void keep_magic(struct source *s, struct span bytes)
{
	bytes = span_sub(bytes, 0, sizeof s->magic - s->magic_len);
	if (bytes.len)
		memcpy(s->magic + s->magic_len, bytes.p, bytes.len);
	s->magic_len += bytes.len;
}

struct source *source_open(const char *path, struct diags *diags, uint32_t source)
{
	bool is_stdin = strcmp(path, "-") == 0;
	int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	struct source *s = NULL;
	struct stat st;

	if (fd < 0 || is_unreadable(fd, &st)) {
		diag_add(diags, DIAG_CODE_UNREADABLE, source, 0, "cannot be opened: %s",
		    strerror(errno));
		if (fd > STDIN_FILENO)
			close(fd);
		return NULL;
	}
	s = source_new(fd, diags, source);
	s->window = xmalloc(DECODE_WINDOW_BYTES);
	s->may_block = !S_ISREG(st.st_mode);
	s->total_bytes = S_ISREG(st.st_mode) && st.st_size > 0 ? (uint64_t)st.st_size : 0;
	return s;
}

struct source *source_open_memory(struct span bytes, struct diags *diags, uint32_t source)
{
	struct source *s = source_new(MEMORY, diags, source);

	s->bytes = bytes;
	keep_magic(s, bytes);
	s->total_bytes = bytes.len;
	return s;
}

static struct span unread(const struct source *s)
{
	return s->fd == MEMORY ? span_sub(s->bytes, 0, DECODE_WINDOW_BYTES)
	                       : span_of(s->window + s->from, s->to - s->from);
}

static void use_up(struct source *s, size_t used)
{
	if (s->fd == MEMORY) {
		s->bytes = span_sub(s->bytes, used, s->bytes.len);
		s->read_bytes += used;
	} else {
		s->from += used;
	}
}

/* poll() rather than O_NONBLOCK, which would change the descriptor for every
 * program that shares it, such as the shell that started this one. */
static bool would_block(const struct source *s)
{
	struct pollfd p = { .fd = s->fd, .events = POLLIN };

	return s->may_block && poll(&p, 1, 0) == 0;
}

static enum source_status read_failed(struct source *s)
{
	if (errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK)
		return SOURCE_WAIT;
	diag_add(s->diags, DIAG_CODE_UNREADABLE, s->source, 0,
	    "reading stopped after %llu bytes: %s", (unsigned long long)s->read_bytes,
	    strerror(errno));
	s->broken = true;
	return SOURCE_ERROR;
}

/* Reads behind what is in the window. */
static enum source_status fill(struct source *s)
{
	ssize_t n;

	if (s->fd == MEMORY || s->ended) {
		s->ended = true;
		return SOURCE_DATA;
	}
	if (would_block(s))
		return SOURCE_WAIT;
	memmove(s->window, s->window + s->from, s->to - s->from);
	s->to -= s->from;
	s->from = 0;
	n = read(s->fd, s->window + s->to, DECODE_WINDOW_BYTES - s->to);
	if (n < 0)
		return read_failed(s);
	keep_magic(s, span_of(s->window + s->to, (size_t)n));
	s->ended = n == 0;
	s->to += (size_t)n;
	s->read_bytes += (uint64_t)n;
	return SOURCE_DATA;
}

static enum source_status end(struct source *s)
{
	if (!s->reported)
		decode_report(&s->decode, s->diags, s->source);
	s->reported = true;
	return s->broken ? SOURCE_ERROR : SOURCE_END;
}

/* Is everything that will ever come in the window? */
static bool is_last(const struct source *s)
{
	return s->fd == MEMORY ? s->bytes.len <= DECODE_WINDOW_BYTES : s->ended;
}

enum source_status source_next(struct source *s, struct span *utf8)
{
	bool hungry = s->fd != MEMORY && s->from == s->to;

	*utf8 = SPAN_NONE;
	for (;;) {
		enum source_status status = s->broken ? SOURCE_ERROR
		    : hungry                          ? fill(s)
		                                      : SOURCE_DATA;
		struct span in = unread(s);
		if (status == SOURCE_WAIT)
			return status;
		bool last = status == SOURCE_ERROR || is_last(s);
		if (last && in.len == 0)
			return end(s);
		size_t used =
		    in.len ? decode_bytes(&s->decode, in, last, utf8, s->diags, s->source) : 0;
		use_up(s, used);
		if (used)
			return SOURCE_DATA;
		hungry = used == 0;
	}
}

struct span source_magic(const struct source *s)
{
	return span_of(s->magic, s->magic_len);
}

int source_fd(const struct source *s)
{
	return s->may_block ? s->fd : -1;
}

void source_progress(const struct source *s, uint64_t *read_bytes, uint64_t *total_bytes)
{
	*read_bytes = s->read_bytes;
	*total_bytes = s->total_bytes;
}

void source_close(struct source *s)
{
	if (!s)
		return;
	if (s->fd > STDIN_FILENO)
		close(s->fd);
	decode_release(&s->decode);
	free(s->window);
	free(s);
}
