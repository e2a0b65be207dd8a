#include "config.h"

#include "moot/base/xalloc.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

void bug(const char *format, ...)
{
	va_list args;

	fputs("moot: bug: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	abort();
}

static _Noreturn void no_memory(void)
{
	fputs("moot: out of memory\n", stderr);
	abort();
}

enum { LARGE_ARRAY_BYTES = 4 * LARGE_PAGE_BYTES };

/* Every page costs time when it is touched first: large blocks get large ones, where the
 * system has them.  That is all it does: an error means nothing.  The whole block is named,
 * as the system moves no mapping of which a part only was. */
void xalloc_use_large_pages(void *p, size_t size_bytes)
{
#ifdef MADV_HUGEPAGE
	size_t page_bytes = (size_t)sysconf(_SC_PAGESIZE), before = (uintptr_t)p % page_bytes;

	if (size_bytes >= LARGE_PAGE_BYTES)
		madvise((char *)p - before, before + size_bytes, MADV_HUGEPAGE);
#else
	(void)p;
	(void)size_bytes;
#endif
}

/* glibc copies what grows, up to 32 MB, once something of that size was freed, and all the
 * pages of the copy are touched before they could be large.  What has a mapping of its own
 * keeps its pages when it moves. */
static void move_large_blocks(void)
{
#ifdef __GLIBC__
	static bool asked;

	if (!asked)
		mallopt(M_MMAP_THRESHOLD, LARGE_ARRAY_BYTES);
	asked = true;
#endif
}

void *xmalloc_large(size_t size_bytes)
{
	void *p = NULL;

	if (posix_memalign(&p, LARGE_PAGE_BYTES, size_bytes) != 0)
		no_memory();
	xalloc_use_large_pages(p, size_bytes);
	return p;
}

void *xmalloc(size_t size_bytes)
{
	void *p = malloc(size_bytes ? size_bytes : 1);

	if (!p)
		no_memory();
	return p;
}

void *xcalloc(size_t count, size_t size_bytes)
{
	void *p = calloc(count ? count : 1, size_bytes ? size_bytes : 1);

	if (!p)
		no_memory();
	if (size_bytes && count >= LARGE_ARRAY_BYTES / size_bytes)
		xalloc_use_large_pages(p, count * size_bytes);
	return p;
}

void *try_calloc(size_t count, size_t size_bytes)
{
	return calloc(count ? count : 1, size_bytes ? size_bytes : 1);
}

void *xrealloc(void *p, size_t size_bytes)
{
	p = realloc(p, size_bytes ? size_bytes : 1);
	if (!p)
		no_memory();
	return p;
}

void *xreallocarray(void *p, size_t count, size_t size_bytes)
{
	if (size_bytes && count > SIZE_MAX / size_bytes)
		no_memory();
	if (!size_bytes || count < LARGE_ARRAY_BYTES / size_bytes)
		return xrealloc(p, count * size_bytes);
	move_large_blocks();
	p = xrealloc(p, count * size_bytes);
	xalloc_use_large_pages(p, count * size_bytes);
	return p;
}

char *xstrdup(const char *s)
{
	return xspandup(span_str(s));
}

char *xspandup(struct span s)
{
	char *copy = xmalloc(s.len + 1);

	if (s.len)
		memcpy(copy, s.p, s.len);
	copy[s.len] = '\0';
	return copy;
}

char *xasprintf(const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	if (vasprintf(&text, format, args) < 0)
		no_memory();
	va_end(args);
	return text;
}

void *array_grow(void *array, size_t len, size_t *cap, size_t size_bytes)
{
	if (len < *cap)
		return array;
	*cap = *cap ? *cap * 2 : 16;
	return xreallocarray(array, *cap, size_bytes);
}
