/* Open addressing with linear probing.  Equal keys stay in the order in which they
 * were added, because a new slot is always taken at the end of its probe run. */
#include "config.h"

#include "moot/base/hash.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"

/* Eight bytes at a time, multiplied and folded; what is left counts as if zeros followed,
 * and its length tells it from such a text. */
static uint64_t mix(uint64_t sum, uint64_t part)
{
	sum = (sum ^ part) * UINT64_C(0x9e3779b97f4a7c15);
	return sum ^ sum >> 29;
}

uint32_t hash_bytes_more(uint32_t hash, struct span key)
{
	uint64_t sum = hash ^ (uint64_t)key.len << 32, part;
	size_t i = 0;

	for (; key.len - i >= sizeof part; i += sizeof part) {
		memcpy(&part, key.p + i, sizeof part);
		sum = mix(sum, part);
	}
	part = 0;
	for (int shift = 0; i < key.len; shift += 8)
		part |= (uint64_t)(unsigned char)key.p[i++] << shift;
	sum = mix(sum, part);
	return (uint32_t)(sum ^ sum >> 32);
}

uint32_t hash_bytes(struct span key)
{
	return hash_bytes_more(2166136261u, key);
}

/* Slots are chosen by the low bits: all others are mixed into them. */
static size_t slot_of(uint32_t hash, size_t cap)
{
	hash ^= hash >> 15;
	hash *= 0x2c1b3c6du;
	hash ^= hash >> 12;
	return hash & (cap - 1);
}

void hash_release(struct hash *h)
{
	free(h->slots);
	*h = (struct hash){ 0 };
}

static void insert(struct hash *h, struct hash_slot slot)
{
	size_t i = slot_of(slot.hash, h->cap);

	while (h->slots[i].id)
		i = (i + 1) & (h->cap - 1);
	h->slots[i] = slot;
}

/* Rehashing runs through the old table from the end of an empty run, so that slots of
 * one key are met, and inserted again, in their order. */
static void grow_to(struct hash *h, size_t cap)
{
	struct hash_slot *old = h->slots;
	size_t old_cap = h->cap, start = 0;

	h->cap = cap;
	h->slots = xcalloc(h->cap, sizeof *h->slots);
	while (start < old_cap && old[start].id)
		start++;
	for (size_t n = 0; n < old_cap; n++) {
		struct hash_slot slot = old[(start + n) & (old_cap - 1)];

		if (slot.id)
			insert(h, slot);
	}
	free(old);
}

void hash_reserve(struct hash *h, size_t more)
{
	size_t cap = h->cap ? h->cap : 64;

	while (cap / 2 < h->len + more)
		cap *= 2;
	if (cap > h->cap)
		grow_to(h, cap);
}

void hash_add(struct hash *h, uint32_t hash, uint32_t id)
{
	if (h->len * 2 >= h->cap)
		grow_to(h, h->cap ? h->cap * 2 : 64);
	insert(h, (struct hash_slot){ hash, id });
	h->len++;
}

uint32_t hash_find(const struct hash *h, uint32_t hash, struct span key, hash_match_fn *match,
    const void *rows)
{
	if (!h->cap)
		return 0;
	for (size_t i = slot_of(hash, h->cap); h->slots[i].id; i = (i + 1) & (h->cap - 1))
		if (h->slots[i].hash == hash && match(rows, h->slots[i].id, key))
			return h->slots[i].id;
	return 0;
}
