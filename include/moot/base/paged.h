/* Blocks of memory that are filled once and then read seldom.  A full block can be put out
 * to a file that has no name: it stays where it is, and what it holds is read from there
 * when it is looked at, so that it does not count as memory of the program any more.
 */
#ifndef MOOT_BASE_PAGED_H
#define MOOT_BASE_PAGED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* All zero is a good start. */
struct paged {
	int fd;            /* once there is a file */
	bool open, failed; /* failed: blocks stay in memory from here on */
	uint64_t len;      /* bytes of the file */
};

/* A block of zeros; its size is a multiple of LARGE_PAGE_BYTES. */
char *paged_new(size_t size_bytes);
void paged_free(char *block, size_t size_bytes);
/* The block must not be written to any more.  It stays in memory when there is no file to be
 * had, or no room in it. */
void paged_put_out(struct paged *p, char *block, size_t size_bytes);
/* The blocks stay as they are. */
void paged_release(struct paged *p);

#endif
