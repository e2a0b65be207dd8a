/* Bytes that are written once, from the first to the last, and read in pieces: in memory
 * while they are few, then in a file that has no name, which goes when it is closed.
 *
 * What is read back from the file does not count as memory of the program.
 */
#ifndef MOOT_BASE_SPILL_H
#define MOOT_BASE_SPILL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/buf.h"

struct spill {
	struct buf kept;       /* all of it, while there is no file */
	size_t keep_max_bytes;
	uint64_t len;          /* bytes written */
	int fd;                /* -1: no file */
	bool failed;           /* a file was needed and could not be had or written */
};

#define SPILL_INIT(keep_max) \
	((struct spill){ .keep_max_bytes = (keep_max), .fd = -1 })

void spill_release(struct spill *s);
/* After a failure nothing more is kept, and nothing can be read. */
void spill_add(struct spill *s, struct span bytes);
/* len bytes from a place; scratch is used for what comes from the file, and the answer is
 * good until it is used again.  SPAN_NONE after a failure. */
struct span spill_read(struct spill *s, uint64_t at, size_t len, struct buf *scratch);

/* A file without a name, which goes when it is closed; or -1. */
int spill_open_file(void);
bool spill_write_all(int fd, struct span bytes);

#endif
