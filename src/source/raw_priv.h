/* The bytes of a file, of a pipe or of memory, as they are. */
#ifndef SOURCE_RAW_PRIV_H
#define SOURCE_RAW_PRIV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "moot/base/span.h"

enum { RAW_MEMORY = -1 };

struct raw {
	int fd;               /* or RAW_MEMORY */
	bool may_block;       /* no file: a pipe, a terminal */
	struct span memory;
	uint64_t start_bytes; /* where in the file reading began */
	uint64_t at_bytes;    /* where the next read begins, counted from there */
	uint64_t total_bytes; /* 0 = not known */
};

/* path is a file, or "-" for stdin.  False with errno set. */
bool raw_open(struct raw *raw, const char *path);
void raw_of_memory(struct raw *raw, struct span bytes);
void raw_close(struct raw *raw);
/* As read(): 0 at the end, -1 with errno set. */
ssize_t raw_read(struct raw *raw, char *to, size_t room_bytes);
/* Would raw_read() wait for somebody else? */
bool raw_would_block(const struct raw *raw);
/* Files and memory can be read from any place; pipes cannot. */
bool raw_can_seek(const struct raw *raw);

#endif
