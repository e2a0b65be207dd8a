/* Memory that is always there.
 *
 * No function here but try_calloc() returns NULL: when memory is short, or a size
 * overflows, the program says so on stderr and aborts (errors of this sort are not
 * handled anywhere else).  free() releases what these return.
 */
#ifndef MOOT_BASE_XALLOC_H
#define MOOT_BASE_XALLOC_H

#include <stddef.h>

#include "moot/base/span.h"

void *xmalloc(size_t size_bytes);
/* For blocks of megabytes that will be filled. */
void *xmalloc_large(size_t size_bytes);
/* For memory that will be filled: large pages, where whole ones lie in it. */
enum { LARGE_PAGE_BYTES = 2 << 20 };
void xalloc_use_large_pages(void *p, size_t size_bytes);
void *xcalloc(size_t count, size_t size_bytes);
/* As xcalloc, but NULL when there is not enough: for sizes that a source asks for. */
void *try_calloc(size_t count, size_t size_bytes);
void *xrealloc(void *p, size_t size_bytes);
void *xreallocarray(void *p, size_t count, size_t size_bytes);
char *xstrdup(const char *s);
/* A NUL-terminated copy; SPAN_NONE gives "". */
char *xspandup(struct span s);
char *xasprintf(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Room for one more element in a growing array: doubles *cap when len reaches it. */
#define ARRAY_GROW(array, len, cap) \
	((array) = array_grow((array), (len), &(cap), sizeof *(array)))
void *array_grow(void *array, size_t len, size_t *cap, size_t size_bytes);

/* A promise of the program to itself was broken: says where, and aborts. */
_Noreturn void bug(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
