/* Comment threads in JSON, as the services give them out: Hacker News, Reddit, Lobsters,
 * Discourse, Mastodon, Lemmy, WordPress, and whatever else has ids and parents or nests.
 *
 * What differs is where things stand, and that is a table (json_shapes_sites.c).  A document
 * is walked with a stack of lists: a comment is added when it is met, and the list of
 * its replies is walked next.
 */
#include "config.h"

#include <inttypes.h>
#include <stdlib.h>

#include "ingest/json_thread_priv.h"
#include "moot/base/xalloc.h"

/* A list that is walked. */
struct level {
	struct jval list;
	size_t next;
	comment_id below;
	post_id post; /* 0: the document's */
};

struct walk {
	struct level *levels;
	size_t len, cap;
};

static void enter(struct walk *w, struct jval list, comment_id below, post_id post)
{
	if (!jval_len(list))
		return;
	ARRAY_GROW(w->levels, w->len, w->cap);
	w->levels[w->len++] = (struct level){ list, 0, below, post };
}

static void enter_all(struct walk *w, struct jval map, const char *paths, comment_id below,
    post_id post)
{
	struct span rest = paths ? span_str(paths) : SPAN_NONE, path;

	while (span_split(&rest, '|', &path))
		enter(w, jval_follow(map, path), below, post);
}

/* ---- entries ---- */

/* Reddit's stand-in for comments that have to be asked for. */
static bool is_more(struct json_thread *t, struct jval map)
{
	int64_t count = 0;

	if (!span_eq_str(jval_text(jval_get(map, "kind")), "more"))
		return false;
	jval_int(jval_path(map, "data.count"), &count);
	t->left_out += count > 0 && count < INT32_MAX ? count : 1;
	return true;
}

/* Has it the member at all, be it null? */
static bool has_any(struct jval map, const char *paths)
{
	struct span rest = span_str(paths), path;

	while (span_split(&rest, '|', &path))
		if (jval_follow(map, path).node)
			return true;
	return false;
}

static bool is_post(const struct json_thread *t, struct jval map, const struct level *level)
{
	const struct json_shape *shape = t->shape;

	if (shape->comment_sign)
		return jval_is_none(jval_first(map, shape->comment_sign));
	if (shape->flags & SHAPE_ANY && (level->below || level->post || t->post ||
	        has_any(map, shape->fields.parent)))
		return false;
	if (shape->post_sign)
		return !jval_is_none(jval_first(map, shape->post_sign));
	return shape->flags & SHAPE_TOPS_ARE_POSTS &&
	    jval_is_none(jval_first(map, shape->fields.parent));
}

/* What comments call the post: its id as one of the entries, or its own. */
static struct span post_key(struct json_thread *t, struct jval map)
{
	struct jval id = jval_first(map, t->shape->fields.id);

	return jval_key(jval_is_none(id) ? jval_first(map, t->shape->post_fields.id) : id, &t->id);
}

static void set_post(struct json_thread *t, struct jval map, post_id post)
{
	t->post = post;
	buf_clear(&t->post_key);
	buf_add_span(&t->post_key, post_key(t, map));
}

static void take_post_entry(struct json_thread *t, struct walk *w, struct jval map)
{
	post_id post = json_add_post(t, map, &t->shape->post_fields);

	enter_all(w, map, t->shape->post_fields.replies, 0, post);
	if (post && t->shape->flags & SHAPE_ONE_POST && !t->post)
		set_post(t, map, post);
}

static void take_entry(struct json_thread *t, struct walk *w, struct jval map,
    const struct level *level)
{
	post_id post = level->post;
	comment_id comment;

	if (!jval_is_map(map) || is_more(t, map))
		return;
	if (is_post(t, map, level)) {
		take_post_entry(t, w, map);
		return;
	}
	comment = json_add_comment(t, map, level->below, post);
	if (comment)
		enter_all(w, map, t->shape->fields.replies, comment, post);
}

static void walk_down(struct json_thread *t, struct walk *w)
{
	while (w->len) {
		struct level level = w->levels[w->len - 1];

		if (level.next == jval_len(level.list)) {
			w->len--;
			continue;
		}
		w->levels[w->len - 1].next++;
		take_entry(t, w, jval_at(level.list, level.next), &level);
	}
	free(w->levels);
}

static void walk_list(struct json_thread *t, struct jval list)
{
	struct walk w = { NULL, 0, 0 };

	enter(&w, list, 0, 0);
	walk_down(t, &w);
}

/* A document that is one entry. */
static void walk_entry(struct json_thread *t, struct jval map)
{
	struct walk w = { NULL, 0, 0 };

	take_entry(t, &w, map, &(struct level){ .below = 0 });
	walk_down(t, &w);
}

/* ---- documents ---- */

/* The part with number 1 has the post; the others have its id. */
static bool has_post(struct json_thread *t, struct jval map)
{
	int64_t number;

	return !(t->shape->flags & SHAPE_IN_PARTS) ||
	    (jval_int(jval_first(map, t->shape->fields.id), &number) && number == 1);
}

static void take_post(struct json_thread *t, struct jval root)
{
	struct jval map = *t->shape->post ? jval_path(root, t->shape->post) : root;

	if (!jval_is_map(map))
		return;
	if (has_post(t, map)) {
		post_id post = json_add_post(t, map, &t->shape->post_fields);

		if (post)
			set_post(t, map, post);
	} else {
		buf_add_span(&t->post_elsewhere, json_post_id(t, map, t->shape->post_fields.id));
	}
}

/* A map of entries by their ids, as a database gives them out. */
static bool walk_members(struct json_thread *t, struct jval root)
{
	struct jval_member m = { 0 };
	bool all = jval_next(root, &m) && jval_is_map(m.value);
	const struct json_shape *shape = all ? json_shape_of(m.value) : NULL;

	while (all && jval_next(root, &m))
		all = jval_is_map(m.value);
	if (!all || !shape || *shape->lists || jval_is_none(jval_first(m.value, "id")))
		return false;
	t->shape = shape;
	m = (struct jval_member){ 0 };
	while (jval_next(root, &m))
		walk_entry(t, m.value);
	return true;
}

/* A conversation around one entry, which is not in it, but has its place: the last of
 * those above is what it answers, and the first of those below answers it. */
static void add_middle(struct json_thread *t, struct jval root)
{
	struct jval above = jval_path(root, t->shape->above);
	struct jval last = jval_at(above, jval_len(above) - 1);
	struct jval first = jval_at(jval_path(root, t->shape->below), 0);
	struct comment_fact fact = COMMENT_FACT_INIT;

	if (!t->post || jval_is_none(first))
		return;
	fact.source = t->target.source;
	fact.post = t->post;
	fact.id = jval_key(jval_first(first, t->shape->fields.parent), &t->id);
	fact.parent_key = jval_key(jval_first(last, t->shape->fields.id), &t->parent);
	fact.state = COMMENT_MISSING;
	if (!fact.id.len || span_eq(fact.id, fact.parent_key))
		return;
	if (span_eq(fact.parent_key, buf_span(&t->post_key)))
		fact.parent_key = SPAN_NONE;
	library_add_comment(t->target.lib, &fact);
	diag_add(t->target.diags, DIAG_CODE_PARENT_MISSING, t->target.source, 0,
	    "a comment answers one that is not there; a stub holds its place");
}

static bool walk_lists(struct json_thread *t, struct jval root)
{
	struct span rest = span_str(t->shape->lists), name;
	bool any = false;

	do {
		struct jval list;

		if (!span_split(&rest, '|', &name))
			name = SPAN_LIT("");
		list = jval_follow(root, name);
		any |= jval_is_list(list);
		if (jval_is_list(list))
			walk_list(t, list);
	} while (rest.len);
	return any;
}

static void walk_all(struct json_thread *t, struct jval root)
{
	if (!*t->shape->lists && jval_is_map(root))
		walk_entry(t, root);
	else if (!walk_lists(t, root) && !t->post && jval_is_map(root) && !walk_members(t, root))
		diag_add(t->target.diags, DIAG_CODE_UNKNOWN_FORMAT, t->target.source, 0,
		    "in no known format: it is JSON without a list of comments");
	if (t->shape->above)
		add_middle(t, root);
}

static void take_document(struct json_thread *t, struct jval root)
{
	if (t->shape->post)
		take_post(t, root);
	walk_all(t, root);
	const struct source_meta meta = { .format = span_str(t->shape->name) };

	library_set_source(t->target.lib, t->target.source, &meta);
	if (t->left_out)
		diag_add(t->target.diags, DIAG_CODE_INCOMPLETE, t->target.source, 0,
		    "%" PRId64 " more comments have to be asked for where this came from",
		    t->left_out);
}

/* ---- the adapter ---- */

static int sniff(const struct sniff *head)
{
	/* What moot itself has exported is no thread, and is described elsewhere. */
	return jval_begins(head->head) && !span_starts(head->head, "{\"moot\":") ? 40 : 0;
}

static void *open_thread(const struct ingest_target *target)
{
	struct json_thread *t = xcalloc(1, sizeof *t);

	t->target = *target;
	return t;
}

static void feed_thread(void *state, struct span utf8)
{
	struct json_thread *t = state;

	jdoc_add(&t->doc, utf8);
}

static void finish(void *state)
{
	struct json_thread *t = state;
	struct jval root = jdoc_read(&t->doc, &t->target);

	t->shape = jval_is_none(root) ? NULL : json_shape_of(root);
	if (t->shape)
		take_document(t, root);
}

static void close_thread(void *state)
{
	struct json_thread *t = state;
	struct buf *const bufs[] = { &t->post_key, &t->post_elsewhere, &t->id, &t->parent,
		&t->of_post, &t->title, &t->author, &t->body, &t->url, &t->key };

	json_people_release(t);
	jdoc_release(&t->doc);
	for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
		buf_release(bufs[i]);
	free(t->above);
	free(t);
}

extern const struct ingest_format ingest_json_thread;
const struct ingest_format ingest_json_thread = {
	.name = "json-thread",
	.label = "Comment thread in JSON (Hacker News, Reddit, Lobsters, Discourse, ...)",
	.sniff = sniff,
	.open = open_thread,
	.feed = feed_thread,
	.finish = finish,
	.close = close_thread,
};
