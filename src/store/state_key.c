/* Comments are known by a 64-bit key made of what names the post and what names the
 * comment; at a million comments two keys are equal once in thirty million libraries,
 * and then one comment counts as read with another.
 *
 * Comments without id that say the same at the same time under one post are twins: the
 * second has the key of "the second one of these", so that one more is new. */
#include "config.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "moot/base/xalloc.h"
#include "store/state_priv.h"

/* FNV-1a, mixed at the end (splitmix64), never 0. */
static uint64_t hash64(uint64_t hash, struct span text)
{
	for (size_t i = 0; i < text.len; i++)
		hash = (hash ^ (unsigned char)text.p[i]) * UINT64_C(0x100000001b3);
	return hash;
}

static uint64_t hash64_end(uint64_t hash)
{
	hash ^= hash >> 30;
	hash *= UINT64_C(0xbf58476d1ce4e5b9);
	hash ^= hash >> 27;
	hash *= UINT64_C(0x94d049bb133111eb);
	hash ^= hash >> 31;
	return hash ? hash : 1;
}

#define FNV_START UINT64_C(0xcbf29ce484222325)

static uint64_t hash_text(const struct library *lib, uint64_t hash, text_ref ref)
{
	hash = hash64(hash, library_text(lib, ref));
	return hash64(hash, SPAN_LIT("\n"));
}

static uint64_t hash_date(uint64_t hash, struct date d)
{
	return hash64(hash, span_of((const char *)&d.unix_s, sizeof d.unix_s));
}

uint64_t key_of_post(const struct library *lib, post_id post)
{
	const struct post_row *row = library_post(lib, post);
	uint64_t hash = FNV_START;

	if (row->id)
		return hash64_end(hash_text(lib, hash, row->id));
	if (row->url)
		return hash64_end(hash_text(lib, hash + 1, row->url));
	return hash64_end(hash_date(hash_text(lib, hash + 2, row->title), row->published));
}

uint64_t key_of_comment(const struct library *lib, uint64_t post_key, comment_id id)
{
	const struct comment_row *row = library_comment(lib, id);

	if (row->id)
		return hash64_end(hash_text(lib, post_key, row->id));
	return hash64_end(hash_date(
	    hash_text(lib, hash_text(lib, post_key + 1, row->author), row->body), row->published));
}

uint64_t key_of_twin(uint64_t key, uint32_t nth)
{
	return nth ? hash64_end(key + nth * FNV_START) : key;
}

uint64_t key_among_twins(const struct comment_row *row, uint64_t key, struct seen_table *twins)
{
	return row->id ? key : key_of_twin(key, seen_add(twins, key)->twins++);
}

/* A file is known by its path, from wherever it was named; what is no file (a member of
 * an archive, an address) by its name. */
static void add_absolute(struct buf *out, struct span name)
{
	char *path = xspandup(name), real[PATH_MAX];

	if (realpath(path, real))
		buf_add_str(out, real);
	else if (span_find(name, SPAN_LIT("://")) < name.len || !getcwd(real, sizeof real))
		buf_add_span(out, name);
	else if (name.len && *path == '/')
		buf_add_span(out, name);
	else
		buf_addf(out, "%s/%s", real, path);
	free(path);
}

/* Blogger's export, its feeds and its pages name a blog by the same tag, with more behind
 * it that says which part of the blog they are. */
static struct span blog_of(struct span id)
{
	static const char tag[] = "tag:blogger.com,1999:blog-";
	size_t end = sizeof tag - 1;

	if (!span_starts(id, tag))
		return id;
	while (end < id.len && ascii_is_digit(id.p[end]))
		end++;
	return span_sub(id, 0, end);
}

void state_library_key(const struct library *lib, struct buf *out)
{
	const struct source_row *row;
	struct span name;

	if (library_source_count(lib) == 0)
		return;
	row = library_source(lib, 1);
	name = library_text(lib, row->name);
	if (row->id || row->url)
		buf_add_span(out, blog_of(library_text(lib, row->id ? row->id : row->url)));
	else if (!span_eq_str(name, "-"))
		add_absolute(out, name);
}
