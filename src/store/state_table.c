#include "config.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "store/state_priv.h"

struct seen *seen_find(const struct seen_table *t, uint64_t key)
{
	if (!t->cap)
		return NULL;
	for (size_t i = key & (t->cap - 1); t->slots[i].key; i = (i + 1) & (t->cap - 1))
		if (t->slots[i].key == key)
			return &t->slots[i];
	return NULL;
}

static struct seen *insert(struct seen_table *t, struct seen seen)
{
	size_t i = seen.key & (t->cap - 1);

	while (t->slots[i].key)
		i = (i + 1) & (t->cap - 1);
	t->slots[i] = seen;
	return &t->slots[i];
}

struct seen *seen_add(struct seen_table *t, uint64_t key)
{
	struct seen *known = seen_find(t, key);

	if (known)
		return known;
	if (t->len * 2 >= t->cap) {
		struct seen_table bigger = { NULL, t->len, t->cap ? t->cap * 2 : 256 };

		bigger.slots = xcalloc(bigger.cap, sizeof *bigger.slots);
		for (size_t i = 0; i < t->cap; i++)
			if (t->slots[i].key)
				insert(&bigger, t->slots[i]);
		free(t->slots);
		*t = bigger;
	}
	t->len++;
	return insert(t, (struct seen){ .key = key });
}

void seen_release(struct seen_table *t)
{
	free(t->slots);
	*t = (struct seen_table){ 0 };
}
