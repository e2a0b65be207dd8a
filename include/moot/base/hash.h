/* An index from bytes to 32-bit ids.
 *
 * The index keeps neither keys nor rows: it keeps (hash, id) pairs, and asks its
 * user whether a row has the wanted key.  So it costs 8 bytes a slot and works
 * for keys that are kept in a pool.  Several ids may stand under one key; they
 * are found in the order in which they were added.  Id 0 means "none".
 */
#ifndef MOOT_BASE_HASH_H
#define MOOT_BASE_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/span.h"

struct hash_slot {
	uint32_t hash, id;
};

struct hash {
	struct hash_slot *slots;
	size_t len, cap; /* cap is 0 or a power of two, len <= cap / 2 */
	/* The table before it grew, while there is something in it: the slots from old_next on,
	 * old_left of them, were not looked at yet. */
	struct hash_slot *old;
	size_t old_cap, old_next, old_left;
	/* The table to grow into, twice as large, and its slots before which all pages have
	 * been touched. */
	struct hash_slot *next;
	size_t next_touched;
};

typedef bool hash_match_fn(const void *rows, uint32_t id, struct span key);

/* Of no meaning outside of the process: each process makes another one, which nobody who
 * writes a source can foresee. */
uint32_t hash_bytes(struct span key);
/* Continues a hash over further bytes (keys made of several parts). */
uint32_t hash_bytes_more(uint32_t hash, struct span key);
void hash_release(struct hash *h);
/* So many more will be added. */
void hash_reserve(struct hash *h, size_t more);
void hash_add(struct hash *h, uint32_t hash, uint32_t id);
/* It will be looked for soon: in a large table this saves waiting for memory. */
void hash_expect(const struct hash *h, uint32_t hash);
/* The first id added under this key, or 0. */
uint32_t hash_find(const struct hash *h, uint32_t hash, struct span key,
    hash_match_fn *match, const void *rows);
/* Rows have moved: by id, the one that each has now.  None of those in the index is 0. */
void hash_rename(struct hash *h, const uint32_t *ids);

#endif
