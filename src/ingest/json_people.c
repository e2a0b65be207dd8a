/* Those who wrote the entries, where a document keeps them in a list of their own: the
 * commenters of Commento, the users of Ghost.  An entry has the key of its author, or
 * there is a second list that says whose id and which author belong together.
 *
 * Each list is put into an index when the first entry asks for it.
 */
#include "config.h"

#include "ingest/json_thread_priv.h"

/* A list with the path at which its items have their key. */
struct keyed {
	struct jval list;
	const char *key;
	struct buf *room;
};

static bool has_key(const void *rows, uint32_t id, struct span key)
{
	const struct keyed *k = rows;

	return span_eq(jval_key(jval_path(jval_at(k->list, id - 1), k->key), k->room), key);
}

static void fill(struct hash *index, const struct keyed *k)
{
	size_t len = jval_len(k->list);

	hash_reserve(index, len + 1);
	for (size_t i = 0; i < len && i < UINT32_MAX; i++) {
		struct span key = jval_key(jval_path(jval_at(k->list, i), k->key), k->room);

		if (key.len && !hash_find(index, hash_bytes(key), key, has_key, k))
			hash_add(index, hash_bytes(key), (uint32_t)i + 1);
	}
}

static struct jval item_of(struct hash *index, struct jval root, const char *list,
    const char *path, struct span key)
{
	struct buf room = BUF_INIT;
	const struct keyed k = { jval_path(root, list), path, &room };
	uint32_t found;

	if (!index->slots)
		fill(index, &k);
	found = key.len ? hash_find(index, hash_bytes(key), key, has_key, &k) : 0;
	buf_release(&room);
	return found ? jval_at(k.list, found - 1) : JVAL_NONE;
}

struct jval json_person(struct json_thread *t, struct jval map, const struct json_fields *at)
{
	const struct json_people *people = &t->shape->people;
	struct jval root = { t->doc.root };
	struct jval key = at->author_key ? jval_first(map, at->author_key) : JVAL_NONE;

	if (jval_is_none(key) && people->credits)
		key = jval_path(item_of(&t->credits, root, people->credits, people->of,
		    jval_key(jval_first(map, at->id), &t->key)), people->by);
	return item_of(&t->people, root, people->list, people->key, jval_key(key, &t->key));
}

void json_people_release(struct json_thread *t)
{
	hash_release(&t->people);
	hash_release(&t->credits);
}
