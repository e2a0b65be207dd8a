/* Blocks of memory that are filled once and then read seldom.  A full block can be put out
 * to a file that has no name: it stays where it is, and what it holds is read from there
 * when it is looked at, so that it does not count as memory of the program any more.
 *
 * The memory that it was in becomes the next block.  To touch memory first is dear: the
 * system has to clear it, and where the system is a guest, to be given it.
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
	uint64_t len;      /* bytes of the file, whole blocks */
	char *leaving;     /* the block that is being written; NULL: none */
	size_t leaving_bytes, written_bytes;
	char *spare;       /* of a block that is out; NULL: none */
	size_t spare_bytes;
};

/* A block with anything in it; its size is a multiple of LARGE_PAGE_BYTES. */
char *paged_new(struct paged *p, size_t size_bytes);
void paged_free(char *block, size_t size_bytes);
/* From here on the block must not be written to, and stays where it is until it is out, or
 * everything is released.  It stays in memory when there is no file to be had, or no room in
 * it.  What is left of the block before is written now. */
void paged_put_out(struct paged *p, char *block, size_t size_bytes);
/* Writes so many bytes of it: nobody waits for a whole block. */
void paged_go_on(struct paged *p, size_t bytes);
/* The blocks stay as they are. */
void paged_release(struct paged *p);

#endif
