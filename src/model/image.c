/* Rows of an image are used where they lie.  Sets of bits remember which blocks of them,
 * and which threads, were looked at (image_check.c). */
#include "config.h"

#include "moot/model/image.h"

#include <stdlib.h>

#include "model/library_priv.h"
#include "moot/base/checksum.h"
#include "moot/base/xalloc.h"

static const size_t row_bytes[IMAGE_PARTS] = {
	[IMAGE_SOURCES] = sizeof(struct source_row),
	[IMAGE_STATES] = 1,
	[IMAGE_POSTS] = sizeof(struct post_row),
	[IMAGE_COMMENTS] = sizeof(struct comment_row),
	[IMAGE_LABELS] = sizeof(text_ref),
	[IMAGE_THREAD] = sizeof(struct thread_item),
	[IMAGE_POOL] = POOL_UNIT_BYTES,
};

/* The sizes, and where members stand that differ in meaning but not in size. */
uint64_t image_layout(void)
{
	const size_t layout[] = {
		POOL_BLOCK_UNITS, sizeof(struct date),
		offsetof(struct date, precision), offsetof(struct source_row, updated),
		offsetof(struct post_row, id), offsetof(struct post_row, source),
		offsetof(struct post_row, thread_start), offsetof(struct post_row, body_type),
		offsetof(struct comment_row, id), offsetof(struct comment_row, source),
		offsetof(struct comment_row, place), offsetof(struct comment_row, body_type),
		offsetof(struct thread_item, size),
	};
	const uint64_t sums[] = {
		checksum64(span_of((const char *)row_bytes, sizeof row_bytes)),
		checksum64(span_of((const char *)layout, sizeof layout)),
	};

	return checksum64(span_of((const char *)sums, sizeof sums));
}

/* ---- writing ---- */

/* Threads lie one behind the other. */
static size_t thread_len(const struct library *lib)
{
	const struct post_row *last = &lib->posts[lib->post_len - 1];

	return (size_t)last->thread_start + last->thread_len;
}

static struct span rows_of(const void *rows, size_t count, enum image_part part)
{
	return span_of(count ? rows : "", count * row_bytes[part]);
}

static bool write_states(const struct library *lib, image_write_fn *write, void *user)
{
	bool ok = true;

	for (size_t p = 0; ok && p < lib->post_len; p++)
		ok = write(user, span_of((const char *)&lib->posts[p].state, 1));
	return ok;
}

bool library_write_part(const struct library *lib, enum image_part part, image_write_fn *write,
    void *user)
{
	const struct span arrays[IMAGE_POOL] = {
		[IMAGE_SOURCES] = rows_of(lib->sources, lib->source_len, IMAGE_SOURCES),
		[IMAGE_POSTS] = rows_of(lib->posts, lib->post_len, IMAGE_POSTS),
		[IMAGE_COMMENTS] = rows_of(lib->comments, lib->comment_len, IMAGE_COMMENTS),
		[IMAGE_LABELS] = rows_of(lib->labels, lib->label_len, IMAGE_LABELS),
		[IMAGE_THREAD] = rows_of(lib->thread, thread_len(lib), IMAGE_THREAD),
	};

	if (part == IMAGE_STATES)
		return write_states(lib, write, user);
	return part == IMAGE_POOL ? pool_write(&lib->pool, write, user) : write(user, arrays[part]);
}

/* ---- reading ---- */

static bool has_whole_rows(const struct image *image)
{
	for (int part = 0; part < IMAGE_PARTS; part++)
		if (image->parts[part].len % row_bytes[part]
		    || image->parts[part].len / row_bytes[part] >= UINT32_MAX)
			return false;
	return image->parts[IMAGE_SOURCES].len && image->parts[IMAGE_POSTS].len
	    && image->parts[IMAGE_COMMENTS].len
	    && image->parts[IMAGE_STATES].len
	    == image->parts[IMAGE_POSTS].len / row_bytes[IMAGE_POSTS];
}

/* Each array and its length. */
static void take_rows(struct library *lib, const struct image *image)
{
	void *rows[IMAGE_PARTS];
	size_t len[IMAGE_PARTS];

	for (int part = 0; part < IMAGE_PARTS; part++) {
		memcpy(&rows[part], &image->parts[part].p, sizeof rows[part]);
		len[part] = image->parts[part].len / row_bytes[part];
	}
	lib->sources = rows[IMAGE_SOURCES];
	lib->source_len = lib->source_cap = len[IMAGE_SOURCES];
	lib->posts = rows[IMAGE_POSTS];
	lib->post_len = lib->post_cap = len[IMAGE_POSTS];
	lib->comments = rows[IMAGE_COMMENTS];
	lib->comment_len = lib->comment_cap = len[IMAGE_COMMENTS];
	lib->labels = rows[IMAGE_LABELS];
	lib->label_len = lib->label_cap = len[IMAGE_LABELS];
	lib->thread = rows[IMAGE_THREAD];
	lib->thread_cap = len[IMAGE_THREAD];
}

static struct row_image *row_image_new(const struct library *lib, const struct image *image)
{
	struct row_image *m = xcalloc(1, sizeof *m);

	m->image = *image;
	m->image.release = NULL; /* not ours yet */
	m->states = (const uint8_t *)image->parts[IMAGE_STATES].p;
	m->seen_posts = xcalloc(lib->post_len / ROW_BLOCK / BITS + 1, sizeof(uint64_t));
	m->seen_comments = xcalloc(lib->comment_len / ROW_BLOCK / BITS + 1, sizeof(uint64_t));
	m->seen_threads = xcalloc(lib->post_len / BITS + 1, sizeof(uint64_t));
	return m;
}

void row_image_free(struct row_image *m)
{
	if (!m)
		return;
	if (m->image.release)
		m->image.release(m->image.user);
	free(m->seen_posts);
	free(m->seen_comments);
	free(m->seen_threads);
	free(m);
}

/* ---- looking before it is needed ---- */

static void look_at(const struct library *lib, const text_ref *refs, size_t count)
{
	for (size_t i = 0; i < count; i++)
		pool_text(&lib->pool, refs[i]);
}

static void look_at_sources(const struct library *lib)
{
	for (size_t s = 1; s < lib->source_len; s++) {
		const struct source_row *r = &lib->sources[s];
		const text_ref refs[] = { r->name, r->format, r->id, r->title, r->author, r->url };

		look_at(lib, refs, sizeof refs / sizeof *refs);
	}
}

bool library_is_damaged(const struct library *lib)
{
	return lib->image && (lib->image->damaged || pool_image_is_damaged(lib->pool.image));
}

/* ---- the library ---- */

/* By what the sources are called the reading state is found: that must be right. */
static const char *check_start(const struct library *lib)
{
	const char *wrong = image_check_start(lib);

	if (!wrong)
		look_at_sources(lib);
	return wrong || !library_is_damaged(lib) ? wrong : "what a source is called";
}

struct library *library_from_image(const struct image *image, const char **wrong)
{
	struct library *lib;

	*wrong = "the size of a part";
	if (!has_whole_rows(image))
		return NULL;
	lib = xcalloc(1, sizeof *lib);
	take_rows(lib, image);
	lib->image = row_image_new(lib, image);
	if (pool_open_image(&lib->pool, image))
		*wrong = check_start(lib);
	if (*wrong) {
		library_free(lib);
		return NULL;
	}
	lib->image->image.release = image->release;
	model_number_posts(lib);
	return lib;
}

void library_rename_source(struct library *lib, source_id source, struct span name)
{
	lib->sources[source].name = pool_add(&lib->pool, name);
}

bool library_check_posts(const struct library *lib)
{
	if (!lib->image)
		return true;
	for (size_t p = 1; p < lib->post_len; p++) {
		const struct post_row *r = image_post(lib, (post_id)p);
		const text_ref refs[] = { r->id, r->title, r->author, r->url, r->base_url,
			r->comments_url, r->comments_feed };

		look_at(lib, refs, sizeof refs / sizeof *refs);
		for (uint32_t i = 0; i < r->label_count; i++)
			library_label(lib, r->first_label + i);
	}
	return !library_is_damaged(lib);
}

bool library_check_post(const struct library *lib, post_id post)
{
	const struct thread_item *items;
	uint32_t count;

	if (!lib->image)
		return true;
	look_at(lib, &image_post(lib, post)->body, 1);
	items = library_thread(lib, post, &count);
	for (uint32_t i = 0; i < count; i++) {
		const struct comment_row *r = library_comment(lib, items[i].comment);
		const text_ref refs[] = { r->id, r->author, r->author_url, r->url, r->body,
			r->parent_key, r->post_key };

		look_at(lib, refs, sizeof refs / sizeof *refs);
	}
	return !library_is_damaged(lib);
}
