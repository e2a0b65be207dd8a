/* Facts become rows.  A post is known again at once (posts.c); comments are only
 * collected, because the post that scopes their ids may come later (link_*.c). */
#include "config.h"

#include <stdlib.h>

#include "model/library_priv.h"
#include "moot/base/xalloc.h"

struct library *library_new(void)
{
	struct library *lib = xcalloc(1, sizeof *lib);

	lib->source_len = lib->post_len = lib->comment_len = 1;
	ARRAY_GROW(lib->sources, 1, lib->source_cap);
	ARRAY_GROW(lib->posts, 1, lib->post_cap);
	ARRAY_GROW(lib->comments, 1, lib->comment_cap);
	lib->sources[0] = (struct source_row){ 0 };
	lib->posts[0] = (struct post_row){ 0 };
	lib->comments[0] = (struct comment_row){ 0 };
	lib->reported_comments = 1;
	return lib;
}

void library_free(struct library *lib)
{
	if (!lib)
		return;
	pool_release(&lib->pool);
	hash_release(&lib->post_ids);
	hash_release(&lib->post_urls);
	hash_release(&lib->author_keys);
	hash_release(&lib->post_title_keys);
	free(lib->post_titles);
	model_linked_release(&lib->linked);
	free(lib->author_names);
	if (!lib->image) {
		free(lib->sources);
		free(lib->posts);
		free(lib->comments);
		free(lib->labels);
		free(lib->thread);
	}
	row_image_free(lib->image);
	free(lib->post_numbers);
	free(lib->moves);
	free(lib);
}

source_id library_add_source(struct library *lib, const struct source_fact *fact)
{
	struct source_row *row;

	ARRAY_GROW(lib->sources, lib->source_len, lib->source_cap);
	row = &lib->sources[lib->source_len];
	*row = (struct source_row){
		.name = pool_add(&lib->pool, fact->name),
		.format = pool_intern(&lib->pool, fact->format),
	};
	return (source_id)lib->source_len++;
}

static void set_text(struct library *lib, text_ref *ref, struct span text)
{
	if (!span_is_none(text))
		*ref = pool_add(&lib->pool, text);
}

void library_set_source(struct library *lib, source_id source, const struct source_meta *meta)
{
	struct source_row *row = &lib->sources[source];

	if (!span_is_none(meta->format))
		row->format = pool_intern(&lib->pool, meta->format);
	set_text(lib, &row->name, meta->name);
	set_text(lib, &row->id, meta->id);
	set_text(lib, &row->title, meta->title);
	set_text(lib, &row->author, meta->author);
	set_text(lib, &row->url, meta->url);
	if (date_known(meta->updated))
		row->updated = meta->updated;
}

/* ---- comments ---- */

comment_id model_new_comment(struct library *lib)
{
	ARRAY_GROW(lib->comments, lib->comment_len, lib->comment_cap);
	if (lib->comment_len == UINT32_MAX)
		bug("too many comments");
	lib->comments[lib->comment_len] = (struct comment_row){ 0 };
	lib->dirty = true;
	return (comment_id)lib->comment_len++;
}

/* Comments of a post come one after the other: most keys are that of the row before. */
static text_ref post_key_of(struct library *lib, comment_id id, struct span key)
{
	text_ref before = lib->comments[id - 1].post_key;

	return before && span_eq(pool_text(&lib->pool, before), key)
	    ? before : pool_intern(&lib->pool, key);
}

/* Many answer the comment before, or what that one answers. */
static text_ref parent_key_of(struct library *lib, comment_id id, struct span key)
{
	const struct comment_row *before = &lib->comments[id - 1];
	const text_ref likely[] = { before->id, before->parent_key };

	for (size_t i = 0; i < sizeof likely / sizeof *likely; i++)
		if (likely[i] && span_eq(pool_text(&lib->pool, likely[i]), key))
			return likely[i];
	return pool_add(&lib->pool, key);
}

comment_id library_add_comment(struct library *lib, const struct comment_fact *fact)
{
	comment_id id = model_new_comment(lib);
	struct pool *pool = &lib->pool;

	lib->comments[id] = (struct comment_row){
		.published = fact->published,
		.id = fact->id.len ? pool_add(pool, fact->id) : 0,
		.author = pool_intern(pool, fact->author),
		.author_url = pool_intern(pool, fact->author_url),
		.url = pool_add_aside(pool, fact->url),
		.body = pool_add_aside(pool, fact->body),
		.parent_key = fact->parent_key.len && !fact->parent
		    ? parent_key_of(lib, id, fact->parent_key)
		    : 0,
		.post_key =
		    fact->post_key.len && !fact->post ? post_key_of(lib, id, fact->post_key) : 0,
		.source = fact->source,
		.post = fact->post,
		.parent = fact->parent,
		.ordinal = fact->ordinal,
		.body_type = (uint8_t)fact->body_type,
		.kind = (uint8_t)fact->kind,
		.state = (uint8_t)fact->state,
		.by_post_author = fact->by_post_author,
		.ordinal_printed = fact->ordinal != 0,
		.post_given = fact->post != 0,
		.parent_given = fact->parent != 0,
	};
	return id;
}

void library_set_comment_body(struct library *lib, comment_id comment, struct span body)
{
	lib->comments[comment].body = pool_add_aside(&lib->pool, body);
}

comment_id model_standing(const struct library *lib, comment_id id)
{
	while (lib->comments[id].absorbed)
		id = lib->comments[id].parent;
	return id;
}

/* ---- looking ---- */

bool library_is_dirty(const struct library *lib)
{
	return lib->dirty;
}

uint32_t library_source_count(const struct library *lib)
{
	return (uint32_t)lib->source_len - 1;
}

uint32_t library_post_count(const struct library *lib)
{
	return (uint32_t)lib->post_len - 1;
}

uint32_t library_comment_count(const struct library *lib)
{
	return (uint32_t)lib->comment_len - 1;
}

const struct source_row *library_source(const struct library *lib, source_id id)
{
	return &lib->sources[id];
}

const struct post_row *library_post(const struct library *lib, post_id id)
{
	return lib->image ? image_post(lib, id) : &lib->posts[id];
}

const struct comment_row *library_comment(const struct library *lib, comment_id id)
{
	return lib->image ? image_comment(lib, id) : &lib->comments[id];
}

struct span library_text(const struct library *lib, text_ref ref)
{
	return pool_text(&lib->pool, ref);
}

struct span library_label(const struct library *lib, uint32_t index)
{
	return pool_text(&lib->pool, lib->image ? image_label(lib, index) : lib->labels[index]);
}

const struct thread_item *library_thread(const struct library *lib, post_id post, uint32_t *count)
{
	const struct post_row *row;

	if (lib->image)
		image_check_thread(lib, post);
	row = library_post(lib, post);
	*count = row->thread_len;
	return lib->thread ? lib->thread + row->thread_start : NULL;
}

bool library_comment_visible(const struct library *lib, comment_id id, bool all)
{
	return !lib->comments[id].absorbed && (all || lib->comments[id].visible);
}

bool library_post_visible(const struct library *lib, post_id id, bool all)
{
	enum post_state state = lib->image ? lib->image->states[id] : lib->posts[id].state;

	return all || state == POST_SHOWN || state == POST_MISSING;
}

bool model_same_text(const struct library *lib, text_ref a, text_ref b)
{
	return a && b && (a == b || span_eq(pool_text(&lib->pool, a), pool_text(&lib->pool, b)));
}

bool library_by_post_author(const struct library *lib, comment_id id)
{
	const struct comment_row *c = &lib->comments[id];

	if (c->by_post_author)
		return true;
	/* Both are interned: the same name is the same reference. */
	return c->author && c->post && c->author == library_post(lib, c->post)->author
	    && pool_text(&lib->pool, c->author).len > 0;
}

/* ---- names ---- */

const char *post_kind_name(enum post_kind k)
{
	static const char *const names[] = { [POST_POST] = "post", [POST_PAGE] = "page" };

	return names[k];
}

const char *post_state_name(enum post_state s)
{
	static const char *const names[] = {
		[POST_SHOWN] = "shown", [POST_DRAFT] = "draft", [POST_PRIVATE] = "private",
		[POST_TRASHED] = "trashed", [POST_MISSING] = "missing",
	};

	return names[s];
}

const char *comment_kind_name(enum comment_kind k)
{
	static const char *const names[] = {
		[COMMENT_COMMENT] = "comment", [COMMENT_PINGBACK] = "pingback",
	};

	return names[k];
}

const char *comment_state_name(enum comment_state s)
{
	static const char *const names[] = {
		[COMMENT_SHOWN] = "shown", [COMMENT_HELD] = "held", [COMMENT_SPAM] = "spam",
		[COMMENT_DELETED] = "deleted", [COMMENT_MISSING] = "missing",
	};

	return names[s];
}
