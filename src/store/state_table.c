/* Open addressing.  A table grows a little with each entry that is added: for half a million,
 * all at once would take 60 ms.  First the next slots are cleared, which alone may take half
 * of that where memory comes in large pages; then they are used, and entries are moved there.
 * Until all are moved, those not found among the new slots are looked for among the old ones.
 *
 * Growing begins when a table is half full, moving before it is two thirds full, and all are
 * moved before the next one is half full. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "moot/base/xalloc.h"
#include "store/state_priv.h"

enum {
	FIRST_CAP = 256,
	CLEAR_AT_ONCE = 16,
	MOVE_AT_ONCE = 4,
};

static struct seen *find_in(struct seen *slots, size_t cap, uint64_t key)
{
	if (!cap)
		return NULL;
	for (size_t i = key & (cap - 1); slots[i].key; i = (i + 1) & (cap - 1))
		if (slots[i].key == key)
			return &slots[i];
	return NULL;
}

struct seen *seen_find(const struct seen_table *t, uint64_t key)
{
	struct seen *found = find_in(t->slots, t->cap, key);

	return found ? found : find_in(t->old, t->old_cap, key);
}

static struct seen *insert(struct seen_table *t, struct seen seen)
{
	size_t i = seen.key & (t->cap - 1);

	while (t->slots[i].key)
		i = (i + 1) & (t->cap - 1);
	t->slots[i] = seen;
	return &t->slots[i];
}

/* What is moved stays among the old slots, lest others are not found behind it. */
bool seen_move(struct seen_table *t, size_t slots)
{
	for (; slots > 0 && t->moved < t->old_cap; slots--, t->moved++)
		if (t->old[t->moved].key)
			insert(t, t->old[t->moved]);
	if (t->moved < t->old_cap)
		return true;
	free(t->old);
	t->old = NULL;
	t->old_cap = t->moved = 0;
	return false;
}

static void use_next(struct seen_table *t)
{
	t->old = t->slots;
	t->old_cap = t->cap;
	t->slots = t->next;
	t->cap = t->cleared;
	t->next = NULL;
	t->cleared = 0;
}

static void clear_some(struct seen_table *t, size_t next_cap)
{
	size_t slots = next_cap - t->cleared < CLEAR_AT_ONCE ? next_cap - t->cleared :
	    CLEAR_AT_ONCE;

	memset(t->next + t->cleared, 0, slots * sizeof *t->next);
	t->cleared += slots;
	if (t->cleared == next_cap)
		use_next(t);
}

static void grow_some(struct seen_table *t)
{
	size_t next_cap = t->cap * 2;

	if (!t->next && !t->old && t->len * 2 >= t->cap)
		t->next = xreallocarray(NULL, next_cap, sizeof *t->next);
	if (t->next)
		clear_some(t, next_cap);
	else
		seen_move(t, MOVE_AT_ONCE);
}

struct seen *seen_add(struct seen_table *t, uint64_t key)
{
	struct seen *known = seen_find(t, key);

	if (known)
		return known;
	if (t->cap == 0) {
		t->cap = FIRST_CAP;
		t->slots = xcalloc(t->cap, sizeof *t->slots);
	}
	grow_some(t);
	t->len++;
	return insert(t, (struct seen){ .key = key });
}

void seen_release(struct seen_table *t)
{
	free(t->slots);
	free(t->old);
	free(t->next);
	*t = (struct seen_table){ 0 };
}
