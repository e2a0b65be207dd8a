/* Names of authors that arrive apart from what they wrote, and titles of posts that arrive
 * with comments on them.  Names and keys of authors are interned: they are compared by
 * reference. */
#include "config.h"

#include "model/library_priv.h"
#include "moot/base/xalloc.h"

/* The format and the key, as the bytes of their references. */
static struct span key_bytes(const text_ref key[2])
{
	return span_of((const char *)key, 2 * sizeof *key);
}

static bool has_key(const void *rows, uint32_t id, struct span key)
{
	const struct library *lib = rows;
	const struct author_name *row = &lib->author_names[id - 1];
	const text_ref own[2] = { row->format, row->key };

	return span_eq(key_bytes(own), key);
}

static uint32_t find_name(const struct library *lib, const text_ref key[2])
{
	struct span bytes = key_bytes(key);

	return hash_find(&lib->author_keys, hash_bytes(bytes), bytes, has_key, lib);
}

/* Of several names the first counts. */
void library_name_author(struct library *lib, source_id source, struct span key, struct span name)
{
	const text_ref own[2] = { lib->sources[source].format, pool_intern(&lib->pool, key) };

	if (find_name(lib, own))
		return;
	ARRAY_GROW(lib->author_names, lib->author_name_len, lib->author_name_cap);
	lib->author_names[lib->author_name_len++] = (struct author_name){
		.format = own[0],
		.key = own[1],
		.name = pool_intern(&lib->pool, name),
	};
	hash_add(&lib->author_keys, hash_bytes(key_bytes(own)), (uint32_t)lib->author_name_len);
	lib->dirty = true;
}

static void name_author(struct library *lib, struct comment_row *row)
{
	const text_ref own[2] = { lib->sources[row->source].format, row->author };
	uint32_t found = row->author ? find_name(lib, own) : 0;

	if (found)
		row->author = lib->author_names[found - 1].name;
}

size_t model_name_author(struct library *lib, struct link_job *job)
{
	if (!lib->author_name_len || ++job->at >= lib->comment_len)
		return 0;
	name_author(lib, &lib->comments[job->at]);
	return 1;
}

/* ---- posts ---- */

static bool has_post_key(const void *rows, uint32_t id, struct span key)
{
	const struct library *lib = rows;

	return span_eq(pool_text(&lib->pool, lib->post_titles[id - 1].key), key);
}

void library_name_post(struct library *lib, struct span post_key, struct span title)
{
	uint32_t hash = hash_bytes(post_key);

	if (!title.len || hash_find(&lib->post_title_keys, hash, post_key, has_post_key, lib))
		return;
	ARRAY_GROW(lib->post_titles, lib->post_title_len, lib->post_title_cap);
	lib->post_titles[lib->post_title_len++] = (struct post_title){
		.key = pool_intern(&lib->pool, post_key),
		.title = pool_add(&lib->pool, title),
	};
	hash_add(&lib->post_title_keys, hash, (uint32_t)lib->post_title_len);
}

text_ref model_post_title(const struct library *lib, struct span post_key)
{
	uint32_t found = hash_find(
	    &lib->post_title_keys, hash_bytes(post_key), post_key, has_post_key, lib);

	return found ? lib->post_titles[found - 1].title : 0;
}
