#include "config.h"

#include "moot/base/paged.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "moot/base/spill.h"
#include "moot/base/xalloc.h"

/* Blocks begin where large pages do; what was mapped before and behind goes back. */
static char *map_block(size_t size_bytes)
{
	char *p = mmap(NULL, size_bytes + LARGE_PAGE_BYTES, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	size_t before;

	if (p == MAP_FAILED)
		bug("no memory for a block of %zu bytes", size_bytes);
	before = -(uintptr_t)p % LARGE_PAGE_BYTES;
	if (before)
		munmap(p, before);
	munmap(p + before + size_bytes, LARGE_PAGE_BYTES - before);
	xalloc_use_large_pages(p + before, size_bytes);
	return p + before;
}

static void free_spare(struct paged *p)
{
	if (p->spare)
		paged_free(p->spare, p->spare_bytes);
	p->spare = NULL;
}

char *paged_new(struct paged *p, size_t size_bytes)
{
	char *block = p->spare;

	if (!block || p->spare_bytes != size_bytes)
		return map_block(size_bytes);
	p->spare = NULL;
	return block;
}

void paged_free(char *block, size_t size_bytes)
{
	munmap(block, size_bytes);
}

static bool write_some(struct paged *p, struct span bytes)
{
	if (!p->open) {
		p->fd = spill_open_file();
		p->open = p->fd >= 0;
	}
	return p->open && spill_write_all(p->fd, bytes);
}

/* The pages move to another place, which nothing has touched; their old place is empty. */
static void keep_pages(struct paged *p)
{
#ifdef MREMAP_FIXED
	char *to = map_block(p->leaving_bytes);

	free_spare(p);
	if (mremap(p->leaving, p->leaving_bytes, p->leaving_bytes, MREMAP_MAYMOVE | MREMAP_FIXED,
		to) == MAP_FAILED) {
		paged_free(to, p->leaving_bytes);
		return;
	}
	p->spare = to;
	p->spare_bytes = p->leaving_bytes;
#else
	(void)p;
#endif
}

/* The file takes the place of the memory, with the same bytes in it. */
static void map_leaving(struct paged *p)
{
	keep_pages(p);
	if (mmap(p->leaving, p->leaving_bytes, PROT_READ, MAP_SHARED | MAP_FIXED, p->fd,
		(off_t)p->len) == MAP_FAILED)
		bug("a block cannot be mapped: %s", strerror(errno));
	p->len += p->leaving_bytes;
	p->leaving = NULL;
}

void paged_put_out(struct paged *p, char *block, size_t size_bytes)
{
	paged_go_on(p, SIZE_MAX);
	if (p->failed)
		return;
	p->leaving = block;
	p->leaving_bytes = size_bytes;
	p->written_bytes = 0;
}

void paged_go_on(struct paged *p, size_t bytes)
{
	size_t left = p->leaving_bytes - p->written_bytes;

	if (!p->leaving)
		return;
	if (bytes > left)
		bytes = left;
	if (!write_some(p, span_of(p->leaving + p->written_bytes, bytes))) {
		p->failed = true;
		p->leaving = NULL;
		return;
	}
	p->written_bytes += bytes;
	if (bytes == left)
		map_leaving(p);
}

void paged_release(struct paged *p)
{
	if (p->open)
		close(p->fd);
	free_spare(p);
	*p = (struct paged){ 0 };
}
