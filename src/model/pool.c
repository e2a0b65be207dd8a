#include "config.h"

#include <stdlib.h>

#include "model/library_priv.h"
#include "moot/base/xalloc.h"

enum {
	BLOCK_BYTES = POOL_BLOCK_UNITS * POOL_UNIT_BYTES,
	OUT_BYTES = 64 << 10, /* a step in filling a block */
	OUT_FOR_IN = 2,       /* as much of the one before goes out: it is out in time */
};

static void add_block(struct pool *p, char *start, enum pool_owned owned)
{
	if (p->block_count == POOL_BLOCKS_MAX)
		bug("more than %d MB of text", POOL_BLOCKS_MAX / 1024 * (BLOCK_BYTES / 1024));
	ARRAY_GROW(p->blocks, p->block_count, p->block_cap);
	ARRAY_GROW(p->owned, p->block_count, p->owned_cap);
	p->owned[p->block_count] = (uint8_t)owned;
	p->blocks[p->block_count++] = start;
}

/* Blocks that lie side by side, the newest of them filled up to where need_units end. */
static void add_blocks_for(struct pool *p, size_t need_units)
{
	size_t count = (need_units + POOL_BLOCK_UNITS - 1) / POOL_BLOCK_UNITS;
	char *start =
	    p->block_count ? xmalloc_large(count * BLOCK_BYTES) : xmalloc(BLOCK_BYTES * count);

	/* Most libraries need one block, and not all of it: small ones the first page only. */
	if (!p->block_count)
		xalloc_use_large_pages(
		    start + LARGE_PAGE_BYTES, count * BLOCK_BYTES - LARGE_PAGE_BYTES);
	for (size_t i = 0; i < count; i++)
		add_block(p, start + i * BLOCK_BYTES, i ? POOL_NOT_OWNED : POOL_ALLOCATED);
	p->newest = p->block_count - 1;
	p->used_units = 0;
}

void pool_skip_blocks(struct pool *p, size_t count)
{
	while (count--)
		add_block(p, NULL, POOL_NOT_OWNED);
	p->newest = p->block_count - 1;
	p->used_units = POOL_BLOCK_UNITS;
}

static size_t units_of(struct span text)
{
	return (sizeof(uint32_t) + text.len + 1 + POOL_UNIT_BYTES - 1) / POOL_UNIT_BYTES;
}

/* The text at a unit of a block, and of those behind it. */
static text_ref put(struct pool *p, size_t block, size_t unit, struct span text)
{
	uint32_t len = (uint32_t)text.len;
	char *to = p->blocks[block] + unit * POOL_UNIT_BYTES;

	memcpy(to, &len, sizeof len);
	if (text.len)
		memcpy(to + sizeof len, text.p, text.len);
	to[sizeof len + text.len] = '\0';
	return (text_ref)(block << POOL_BLOCK_BITS | unit);
}

text_ref pool_add(struct pool *p, struct span text)
{
	size_t need = units_of(text), first, at;

	if (span_is_none(text))
		return 0;
	if (text.len >= UINT32_MAX / 2)
		bug("a text of %zu bytes", text.len);
	if (!p->block_count) {
		add_blocks_for(p, 1);
		p->used_units = 1; /* reference 0 is no text */
	}
	if (p->used_units + need > POOL_BLOCK_UNITS)
		add_blocks_for(p, need);
	first = p->newest;
	if (need > POOL_BLOCK_UNITS)
		first = p->block_count - (need + POOL_BLOCK_UNITS - 1) / POOL_BLOCK_UNITS;
	at = p->used_units;
	p->used_units = (at + need - 1) % POOL_BLOCK_UNITS + 1;
	return put(p, first, at, text);
}

static void add_block_aside(struct pool *p)
{
	if (p->aside_count > POOL_ASIDE_BLOCKS_KEPT)
		paged_put_out(&p->paged, p->blocks[p->aside], BLOCK_BYTES);
	p->aside = p->block_count;
	p->aside_used_units = 0;
	p->aside_count++;
	add_block(p, paged_new(&p->paged, BLOCK_BYTES), POOL_PAGED);
}

static size_t steps_to(size_t units)
{
	return units * POOL_UNIT_BYTES / OUT_BYTES;
}

/* As long as one block is enough, everything goes there. */
text_ref pool_add_aside(struct pool *p, struct span text)
{
	size_t need = units_of(text), at;

	if (p->block_count < 2 || span_is_none(text) || need > POOL_BLOCK_UNITS)
		return pool_add(p, text);
	if (!p->aside_count || p->aside_used_units + need > POOL_BLOCK_UNITS)
		add_block_aside(p);
	at = p->aside_used_units;
	p->aside_used_units += need;
	paged_go_on(&p->paged,
	    OUT_FOR_IN * OUT_BYTES * (steps_to(p->aside_used_units) - steps_to(at)));
	return put(p, p->aside, at, text);
}

struct span pool_text(const struct pool *p, text_ref ref)
{
	const char *from;
	uint32_t len;

	if (!ref)
		return SPAN_NONE;
	if (ref < p->image_end)
		return pool_image_text(p->image, ref);
	from = p->blocks[ref >> POOL_BLOCK_BITS]
	    + (size_t)(ref & (POOL_BLOCK_UNITS - 1)) * POOL_UNIT_BYTES;
	memcpy(&len, from, sizeof len);
	return span_of(from + sizeof len, len);
}

static bool text_is(const void *rows, uint32_t id, struct span key)
{
	return span_eq(pool_text(rows, id), key);
}

text_ref pool_intern(struct pool *p, struct span text)
{
	uint32_t hash = hash_bytes(text);
	text_ref ref;

	if (span_is_none(text))
		return 0;
	ref = hash_find(&p->interned, hash, text, text_is, p);
	if (!ref) {
		ref = pool_add(p, text);
		hash_add(&p->interned, hash, ref);
	}
	return ref;
}

void pool_release(struct pool *p)
{
	for (size_t i = 0; i < p->block_count; i++)
		if (p->owned[i] == POOL_PAGED)
			paged_free(p->blocks[i], BLOCK_BYTES);
		else if (p->owned[i] == POOL_ALLOCATED)
			free(p->blocks[i]);
	free(p->blocks);
	free(p->owned);
	paged_release(&p->paged);
	hash_release(&p->interned);
	pool_image_free(p->image);
	*p = (struct pool){ 0 };
}
