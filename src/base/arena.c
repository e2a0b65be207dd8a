/* Blocks of growing size, filled from the front; a request that is larger than a
 * block gets one of its own, behind the current one so that this stays in use. */
#include "config.h"

#include "moot/base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>

#include "moot/base/xalloc.h"

enum { BLOCK_MIN_BYTES = 1024, BLOCK_MAX_BYTES = 256 * 1024 };

struct arena_block {
	struct arena_block *next;
	size_t used, size; /* bytes of data */
	alignas(max_align_t) char data[];
};

static struct arena_block *block_new(size_t size)
{
	struct arena_block *b;

	if (size > SIZE_MAX - sizeof *b)
		bug("an arena block of %zu bytes", size);
	b = xmalloc(sizeof *b + size);
	b->next = NULL;
	b->used = 0;
	b->size = size;
	return b;
}

void *arena_alloc(struct arena *a, size_t size_bytes)
{
	const size_t align = alignof(max_align_t);
	struct arena_block *b = a->blocks;
	size_t size =
	    size_bytes > SIZE_MAX - align ? SIZE_MAX : (size_bytes + align - 1) / align * align;
	void *p;

	if (!b || b->size - b->used < size) {
		size_t want = b ? b->size * 2 : BLOCK_MIN_BYTES;

		if (want > BLOCK_MAX_BYTES)
			want = BLOCK_MAX_BYTES;
		if (size > want / 2) {
			struct arena_block *own = block_new(size);

			own->used = size;
			own->next = b ? b->next : NULL;
			if (b)
				b->next = own;
			else
				a->blocks = own;
			a->used_bytes += size;
			return own->data;
		}
		b = block_new(want);
		b->next = a->blocks;
		a->blocks = b;
	}
	p = b->data + b->used;
	b->used += size;
	a->used_bytes += size;
	return p;
}

char *arena_strdup(struct arena *a, struct span s)
{
	char *copy = arena_alloc(a, s.len + 1);

	if (s.len)
		memcpy(copy, s.p, s.len);
	copy[s.len] = '\0';
	return copy;
}

struct span arena_span(struct arena *a, struct span s)
{
	return span_is_none(s) ? s : span_of(arena_strdup(a, s), s.len);
}

void arena_release(struct arena *a)
{
	while (a->blocks) {
		struct arena_block *next = a->blocks->next;

		free(a->blocks);
		a->blocks = next;
	}
	a->used_bytes = 0;
}
