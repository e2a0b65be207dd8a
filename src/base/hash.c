/* Open addressing with linear probing.  Equal keys stay in the order in which they
 * were added, because a new slot is always taken at the end of its probe run.
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
