/* From a map to a post or a comment, by the fields of its document's shape. */
#include "config.h"

#include "ingest/json_thread_priv.h"

#include <inttypes.h>

#include "ingest/plain_priv.h"
#include "ingest/values_priv.h"
#include "moot/base/xalloc.h"
#include "moot/text/entity.h"
#include "moot/text/url.h"

static struct span first_text(struct jval map, const char *paths)
{
	return paths ? jval_first_text(map, paths) : SPAN_NONE;
}

/* Of the map, or with '/' before it, of the whole document. */
static struct jval field(const struct json_thread *t, struct jval map, const char *paths)
{
	return *paths == '/' ? jval_path((struct jval){ t->doc.root }, paths + 1)
	                     : jval_first(map, paths);
}

/* ---- keys ---- */

/* "0", false and empty text are no key; "root" stands for the post itself. */
static struct span key_at(
    const struct json_thread *t, struct jval map, const char *paths, struct buf *room)
{
	struct span key = paths ? jval_key(field(t, map, paths), room) : SPAN_NONE;

	return key.len && !span_eq_str(key, "0") && !span_eq_str(key, "root") ? key : SPAN_NONE;
}

/* "0.24.27" is an answer to 24. */
static struct span last_but_one(struct span path)
{
	size_t end = path.len, start;

	while (end && path.p[end - 1] != '.')
		end--;
	if (!end)
		return SPAN_NONE;
	for (start = --end; start && path.p[start - 1] != '.'; start--)
		;
	path = span_sub(path, start, end);
	return span_eq_str(path, "0") ? SPAN_NONE : path;
}

static size_t number_at_end(struct span text)
{
	size_t at = text.len;

	while (at && ascii_is_digit(text.p[at - 1]))
		at--;
	return at;
}

/* ".../comments/default/21" of "...post-22" is "...post-21". */
static struct span with_number_of(struct json_thread *t, struct span id, struct span url)
{
	size_t at = number_at_end(url);

	if (at == url.len)
		return SPAN_NONE;
	buf_clear(&t->parent);
	buf_add_span(&t->parent, span_sub(id, 0, number_at_end(id)));
	buf_add_span(&t->parent, span_sub(url, at, url.len));
	return buf_span(&t->parent);
}

static struct span named_parent(struct json_thread *t, struct jval map)
{
	const struct json_shape *shape = t->shape;

	if (shape->flags & SHAPE_PARENT_IS_PATH)
		return last_but_one(first_text(map, shape->fields.parent));
	if (shape->flags & SHAPE_PARENT_IS_NUMBER)
		return with_number_of(t, first_text(map, shape->fields.id),
		    first_text(map, shape->fields.parent));
	return key_at(t, map, shape->fields.parent, &t->parent);
}

static struct span parent_of(struct json_thread *t, struct jval map)
{
	const struct json_shape *shape = t->shape;
	struct span parent = named_parent(t, map);

	if (t->post && span_eq(parent, buf_span(&t->post_key)))
		return SPAN_NONE;
	return span_eq(parent, key_at(t, map, shape->fields.post, &t->of_post)) ? SPAN_NONE
	                                                                       : parent;
}

/* ---- values ---- */

enum { MILLISECONDS_FROM = 100000000 }; /* in thousands: seconds would be of the year 5138 */

/* WordPress has the blog's own time beside that in UTC, or alone. */
static bool is_utc(const struct json_thread *t, struct jval map)
{
	return t->shape->flags & SHAPE_UTC &&
	    (jval_is_none(jval_get(map, "date")) || !jval_is_none(jval_get(map, "date_gmt")));
}

static struct date date_of(struct json_thread *t, struct jval map, const char *paths)
{
	struct jval value = paths ? jval_first(map, paths) : JVAL_NONE;
	struct date date;
	int64_t number;

	if (jval_int(value, &number)) {
		if (number < 0 || number / 1000 > INT64_MAX / 1000000)
			return DATE_INIT;
		if (number / 1000 < MILLISECONDS_FROM)
			number *= 1000;
		return date_from_unix_ms(number);
	}
	date = value_date(&t->target, 0, jval_text(value));
	if (date.precision > DATE_DAY && !date.offset_known && is_utc(t, map))
		date.offset_known = true;
	return date;
}

static struct span url_of(struct json_thread *t, struct jval map, const char *paths)
{
	struct span url = first_text(map, paths);
	struct span base = t->shape->base ? span_str(t->shape->base) : t->target.base_url;

	if (!url.len)
		return SPAN_NONE;
	buf_clear(&t->url);
	url_resolve(&t->url, base, url);
	return url_is_link(buf_span(&t->url)) ? buf_span(&t->url) : SPAN_NONE;
}

/* A title or the name of an author; references in it are read once, where it is HTML. */
static struct span name_of(struct json_thread *t, struct span text, struct buf *room)
{
	if (!text.len || !(t->shape->flags & (SHAPE_NAMES_ARE_HTML | SHAPE_ESCAPED)))
		return text;
	buf_clear(room);
	if (t->shape->flags & SHAPE_NAMES_ARE_HTML)
		plain_add_html(room, text);
	else
		entity_decode(room, text, ENTITY_TEXT);
	return buf_span(room);
}

static struct span author_of(
    struct json_thread *t, struct jval map, const struct json_fields *at)
{
	struct span name = first_text(map, at->author);

	if (!name.len && t->shape->people.list)
		name = first_text(json_person(t, map, at), t->shape->people.name);
	return span_eq_str(name, "[deleted]") ? SPAN_NONE : name_of(t, name, &t->author);
}

static bool is_set(struct jval map, const char *paths)
{
	struct span rest = paths ? span_str(paths) : SPAN_NONE, path;

	while (span_split(&rest, '|', &path)) {
		struct jval value = jval_follow(map, path);
		if (jval_truth(value) || jval_text(value).len)
			return true;
	}
	return false;
}

static const struct {
	const char *word;
	enum comment_state state;
} states[] = {
	{ "hold", COMMENT_HELD }, { "held", COMMENT_HELD }, { "pending", COMMENT_HELD },
	{ "unapproved", COMMENT_HELD }, { "spam", COMMENT_SPAM }, { "trash", COMMENT_DELETED },
	{ "deleted", COMMENT_DELETED }, { "removed", COMMENT_DELETED },
	{ "waiting", COMMENT_HELD }, { "flagged", COMMENT_HELD }, { "emptied", COMMENT_DELETED },
};

static bool says_deleted(struct span text)
{
	return span_eq_str(text, "[deleted]") || span_eq_str(text, "[removed]");
}

/* Without a word from anybody it is deleted: such a comment is there for its replies. */
static enum comment_state state_of(
    struct jval map, const struct json_fields *at, const struct comment_fact *fact)
{
	struct span word = first_text(map, at->status);

	if (is_set(map, at->deleted) || says_deleted(first_text(map, at->text)) ||
	    (!fact->author.len && !fact->body.len))
		return COMMENT_DELETED;
	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		if (span_eq_nocase(word, states[i].word))
			return states[i].state;
	if (is_set(map, at->spam))
		return COMMENT_SPAM;
	return is_set(map, at->held) ? COMMENT_HELD : COMMENT_SHOWN;
}

/* ---- posts ---- */

static uint32_t total_of(const struct json_thread *t, struct jval map, const char *paths)
{
	int64_t total;

	if (!paths || !jval_int(field(t, map, paths), &total))
		return COMMENTS_TOTAL_UNKNOWN;
	total -= t->shape->uncounted;
	return total >= 0 && total < COMMENTS_TOTAL_UNKNOWN ? (uint32_t)total
	                                                    : COMMENTS_TOTAL_UNKNOWN;
}

/* A number alone is the id of many things in a library of several sources. */
struct span json_post_id(struct json_thread *t, struct jval map, const char *paths)
{
	struct span id = key_at(t, map, paths, &t->id);
	uint64_t number;

	if (!t->shape->post || !span_to_uint(id, UINT64_MAX, &number))
		return id;
	buf_clear(&t->of_post);
	buf_addf(&t->of_post, "%s:%" PRIu64, t->shape->name + strlen("json-"), number);
	return buf_span(&t->of_post);
}

static struct span title_of(struct json_thread *t, struct jval map, const char *paths)
{
	struct span title = paths ? jval_text(field(t, map, paths)) : SPAN_NONE;

	return span_trim(title).len ? name_of(t, title, &t->title) : SPAN_NONE;
}

static const struct {
	const char *word;
	enum post_state state;
} post_states[] = {
	{ "draft", POST_DRAFT }, { "pending", POST_DRAFT }, { "future", POST_DRAFT },
	{ "private", POST_PRIVATE }, { "trash", POST_TRASHED }, { "scheduled", POST_DRAFT },
};

static enum post_state post_state_of(struct jval map, const struct json_fields *at)
{
	struct span word = first_text(map, at->status);

	for (size_t i = 0; i < sizeof post_states / sizeof *post_states; i++)
		if (span_eq_nocase(word, post_states[i].word))
			return post_states[i].state;
	return POST_SHOWN;
}

static bool is_nothing(const struct post_fact *fact)
{
	return !fact->id.len && !fact->title.len && !fact->body.len && !fact->url.len;
}

post_id json_add_post(struct json_thread *t, struct jval map, const struct json_fields *at)
{
	struct post_fact fact = POST_FACT_INIT;

	fact.source = t->target.source;
	fact.id = json_post_id(t, map, at->id);
	fact.title = title_of(t, map, at->title);
	fact.author = author_of(t, map, at);
	fact.published = date_of(t, map, at->date);
	fact.url = url_of(t, map, at->url);
	fact.body = json_body(t, map, at, &fact.body_type);
	fact.comments_total = total_of(t, map, at->total);
	fact.state = post_state_of(map, at);
	if (is_nothing(&fact))
		return 0;
	return library_add_post(t->target.lib, &fact);
}

/* ---- comments ---- */

/* In a list in preorder the parent is the last one before that is less deep. */
static comment_id parent_by_depth(const struct json_thread *t, size_t *len, int64_t depth)
{
	while (*len && t->above[*len - 1].depth >= depth)
		--*len;
	return *len ? t->above[*len - 1].comment : 0;
}

static void push_depth(struct json_thread *t, int64_t depth, comment_id comment)
{
	ARRAY_GROW(t->above, t->above_len, t->above_cap);
	t->above[t->above_len++] = (struct json_depth){ depth, comment };
}

/* The post of a comment that says which; the id of a comment without its fragment is an
 * address, and names it better than a number. */
static struct span post_of(struct json_thread *t, struct jval map, struct span url)
{
	size_t hash = span_find_byte(url, '#');

	if (t->shape->flags & SHAPE_POST_BY_URL && hash < url.len)
		return span_sub(url, 0, hash);
	return key_at(t, map, t->shape->fields.post, &t->of_post);
}

/* The post of comments of which nothing says what they are about. */
static post_id nameless_post(struct json_thread *t)
{
	struct post_fact fact = POST_FACT_INIT;

	fact.source = t->target.source;
	fact.state = POST_MISSING;
	return t->post = library_add_post(t->target.lib, &fact);
}

static void name_post(struct json_thread *t, struct jval map, struct span post_key)
{
	struct span title = t->shape->fields.post_title
	    ? first_text(map, t->shape->fields.post_title) : SPAN_NONE;

	if (title.len)
		library_name_post(t->target.lib, post_key, name_of(t, title, &t->title));
}

static void set_place(struct json_thread *t, struct jval map, struct comment_fact *fact,
    comment_id below, struct span post_key)
{
	fact->parent = below;
	if (!below)
		fact->parent_key = parent_of(t, map);
	if (fact->post)
		return;
	if (t->post && (!post_key.len || t->shape->flags & SHAPE_ANY ||
	        span_eq(post_key, buf_span(&t->post_key))))
		fact->post = t->post;
	else if (t->post_elsewhere.len)
		fact->post_key = buf_span(&t->post_elsewhere);
	else if (!post_key.len && t->shape->flags & SHAPE_ANY)
		fact->post = nameless_post(t);
	else
		name_post(t, map, fact->post_key = post_key);
}

/* Without an id and a body it is something else; one that is only counted has no id. */
static bool is_no_comment(const struct comment_fact *fact)
{
	return !fact->id.len && !fact->body.len;
}

comment_id json_add_comment(struct json_thread *t, struct jval map, comment_id below,
    post_id post)
{
	const struct json_fields *at = &t->shape->fields;
	struct comment_fact fact = COMMENT_FACT_INIT;
	bool has_depth;
	int64_t depth = 0;
	comment_id comment;

	fact.source = t->target.source;
	fact.post = post;
	fact.id = key_at(t, map, at->id, &t->id);
	if (t->post && fact.id.len && !below && span_eq(fact.id, buf_span(&t->post_key)))
		return 0;
	has_depth = at->depth && jval_is_none(jval_first(map, at->parent)) &&
	    jval_int(jval_first(map, at->depth), &depth);
	if (has_depth)
		below = parent_by_depth(t, &t->above_len, depth);
	fact.author = author_of(t, map, at);
	fact.author_url = first_text(map, at->author_url);
	if (!fact.author_url.len && t->shape->people.url)
		fact.author_url = first_text(json_person(t, map, at), t->shape->people.url);
	fact.published = date_of(t, map, at->date);
	fact.url = url_of(t, map, at->url);
	fact.body = json_body(t, map, at, &fact.body_type);
	if (is_no_comment(&fact))
		return 0;
	fact.state = state_of(map, at, &fact);
	set_place(t, map, &fact, below, post_of(t, map, fact.url));
	comment = library_add_comment(t->target.lib, &fact);
	if (has_depth)
		push_depth(t, depth, comment);
	return comment;
}
