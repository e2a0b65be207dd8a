/* Open addressing with linear probing.  Equal keys stay in the order in which they
 * were added, because a new slot is always taken at the end of its probe run.
 *
 * A table that has grown is filled from the one before bit by bit, so that no single key
 * waits for all: a run of slots at a time, which is whole, since runs are parted by empty
 * slots.  Before a key is added, the run that its equals would be in is moved: so all equal
 * keys are in the same table, in their order.  A large table is got ready bit by bit, too,
 * before it is needed: keys go everywhere in it, so that all of its pages, which the system
 * has to clear, would be touched first by a few of them.
 *
 * Keys come from sources, and whoever makes a source could choose many keys of one hash,
 * so that each look-up would walk along all of them.  So the hash is SipHash-1-3 (Aumasson,
 * Bernstein: "SipHash: a fast short-input PRF", 2012) under a key that is drawn anew in
 * each process.
 */
#include "config.h"

#include "moot/base/hash.h"

#include <stdlib.h>
#include <sys/random.h>

#include "moot/base/xalloc.h"

/* Of the old table: it is empty long before the next one is. */
enum { SLOTS_PER_KEY = 8 };

/* Of the next table: it is begun when the one before is 31/32 as full as it may be, and ready
 * when that one is 63/64 as full. */
enum { PREPARED_FROM_SLOTS = 1 << 15, TOUCHED_SLOTS_PER_KEY = 256 };

/* ---- SipHash ---- */

struct sip {
	uint64_t v0, v1, v2, v3;
};

static uint64_t rotate(uint64_t x, int bits)
{
	return x << bits | x >> (64 - bits);
}

static void sip_round(struct sip *s)
{
	s->v0 += s->v1;
	s->v1 = rotate(s->v1, 13) ^ s->v0;
	s->v0 = rotate(s->v0, 32);
	s->v2 += s->v3;
	s->v3 = rotate(s->v3, 16) ^ s->v2;
	s->v0 += s->v3;
	s->v3 = rotate(s->v3, 21) ^ s->v0;
	s->v2 += s->v1;
	s->v1 = rotate(s->v1, 17) ^ s->v2;
	s->v2 = rotate(s->v2, 32);
}

static void sip_word(struct sip *s, uint64_t word)
{
	s->v3 ^= word;
	sip_round(s);
	s->v0 ^= word;
}

static uint64_t sip_end(struct sip *s)
{
	s->v2 ^= 0xFF;
	for (int i = 0; i < 3; i++)
		sip_round(s);
	return s->v0 ^ s->v1 ^ s->v2 ^ s->v3;
}

/* Fuzzers need runs that can be repeated. */
#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
enum { IS_KEY_FIXED = true };
#else
enum { IS_KEY_FIXED = false };
#endif

/* Without a source of randomness the address of the stack must do. */
static const uint64_t *process_key(void)
{
	static uint64_t key[2];
	static bool known = IS_KEY_FIXED;

	if (!known && getrandom(key, sizeof key, GRND_NONBLOCK) != sizeof key)
		key[0] = (uintptr_t)&(int){ 0 };
	known = true;
	return key;
}

/* Of the hash so far, as one word, and the bytes behind it. */
uint32_t hash_bytes_more(uint32_t hash, struct span key)
{
	const uint64_t *k = process_key();
	struct sip s = { k[0] ^ UINT64_C(0x736f6d6570736575), k[1] ^ UINT64_C(0x646f72616e646f6d),
		k[0] ^ UINT64_C(0x6c7967656e657261), k[1] ^ UINT64_C(0x7465646279746573) };
	uint64_t word, rest = (uint64_t)(sizeof word + key.len) << 56;
	size_t i = 0;

	sip_word(&s, hash);
	for (; key.len - i >= sizeof word; i += sizeof word) {
		memcpy(&word, key.p + i, sizeof word);
		sip_word(&s, word);
	}
	for (int shift = 0; i < key.len; shift += 8)
		rest |= (uint64_t)(unsigned char)key.p[i++] << shift;
	sip_word(&s, rest);
	return (uint32_t)sip_end(&s);
}

uint32_t hash_bytes(struct span key)
{
	return hash_bytes_more(0, key);
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
	free(h->old);
	free(h->next);
	*h = (struct hash){ 0 };
}

static void insert(struct hash *h, struct hash_slot slot)
{
	size_t i = slot_of(slot.hash, h->cap);

	while (h->slots[i].id)
		i = (i + 1) & (h->cap - 1);
	h->slots[i] = slot;
}

/* ---- growing ---- */

/* Of the old table; from is the first of its run. */
static void move_run(struct hash *h, size_t from)
{
	for (size_t i = from; h->old[i].id; i = (i + 1) & (h->old_cap - 1)) {
		insert(h, h->old[i]);
		h->old[i].id = 0;
	}
}

static void move_equals(struct hash *h, uint32_t hash)
{
	size_t i = slot_of(hash, h->old_cap);

	while (h->old[(i - 1) & (h->old_cap - 1)].id)
		i = (i - 1) & (h->old_cap - 1);
	move_run(h, i);
}

/* Looks at so many more slots of the old table. */
static void move_some(struct hash *h, size_t slots)
{
	for (; h->old_left && slots; slots--, h->old_left--) {
		move_run(h, h->old_next);
		h->old_next = (h->old_next + 1) & (h->old_cap - 1);
	}
	if (h->old_left)
		return;
	free(h->old);
	h->old = NULL;
}

static void grow_to(struct hash *h, size_t cap)
{
	if (h->old)
		move_some(h, h->old_left);
	h->old = h->slots;
	h->old_cap = h->old_left = h->cap;
	h->slots = h->next && cap == 2 * h->cap ? h->next : xcalloc(cap, sizeof *h->slots);
	if (h->slots != h->next)
		free(h->next);
	h->next = NULL;
	h->cap = cap;
	h->old_next = 0;
	while (h->old_next < h->old_cap && h->old[h->old_next].id)
		h->old_next++;
}

/* One slot is touched in each step: no page is smaller. */
static void prepare_next(struct hash *h)
{
	size_t slots = 2 * h->cap;

	if (slots < PREPARED_FROM_SLOTS || h->len < h->cap / 64 * 31)
		return;
	if (!h->next) {
		h->next = xcalloc(slots, sizeof *h->next);
		h->next_touched = 0;
	}
	if (h->next_touched < slots)
		h->next[h->next_touched].id = 0;
	h->next_touched += TOUCHED_SLOTS_PER_KEY;
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
	prepare_next(h);
	if (h->old_left)
		move_equals(h, hash);
	if (h->old)
		move_some(h, SLOTS_PER_KEY);
	insert(h, (struct hash_slot){ hash, id });
	h->len++;
}

void hash_expect(const struct hash *h, uint32_t hash)
{
#ifdef __GNUC__
	if (h->cap)
		__builtin_prefetch(&h->slots[slot_of(hash, h->cap)], 1);
#else
	(void)h;
	(void)hash;
#endif
}

struct table {
	const struct hash_slot *slots;
	size_t cap;
};

static uint32_t find_in(struct table t, uint32_t hash, struct span key, hash_match_fn *match,
    const void *rows)
{
	if (!t.slots)
		return 0;
	for (size_t i = slot_of(hash, t.cap); t.slots[i].id; i = (i + 1) & (t.cap - 1))
		if (t.slots[i].hash == hash && match(rows, t.slots[i].id, key))
			return t.slots[i].id;
	return 0;
}

uint32_t hash_find(const struct hash *h, uint32_t hash, struct span key, hash_match_fn *match,
    const void *rows)
{
	uint32_t id = find_in((struct table){ h->old, h->old_cap }, hash, key, match, rows);

	return id ? id : find_in((struct table){ h->slots, h->cap }, hash, key, match, rows);
}

void hash_rename(struct hash *h, const uint32_t *ids)
{
	for (size_t i = 0; h->slots && i < h->cap; i++)
		h->slots[i].id = ids[h->slots[i].id];
	for (size_t i = 0; h->old && i < h->old_cap; i++)
		h->old[i].id = ids[h->old[i].id];
}
