/* What an item answers, where no element says so: by how titles and addresses are made.
 * A link to ".../#comment-5" is to a comment on the page before the '#', and the title
 * "Comment on T by X" of an entry by X is no title.  And where the thing answered says
 * so: the threading module of RSS 1.0 lists the answers of an item in the item.
 */
#include "config.h"

#include <stdlib.h>

#include "ingest/feed_priv.h"
#include "moot/base/xalloc.h"
#include "moot/text/url.h"

/* ---- titles that are made ---- */

/* WordPress (in some of its languages), hnrss, Reddit. */
static const struct title_shape {
	const char *before; /* what comes first */
	const char *between; /* author and title, or title and author; NULL: no title in it */
	bool author_first;
} title_shapes[] = {
	{ "By: ", NULL, true },
	{ "Von: ", NULL, true },
	{ "Par : ", NULL, true },
	{ "Por: ", NULL, true },
	{ "Di: ", NULL, true },
	{ "Comment on ", " by ", false },
	{ "Kommentar zu ", " von ", false },
	{ "Commentaires sur ", " par ", false },
	{ "Comentario en ", " por ", false },
	{ "Commenti su ", " di ", false },
	{ "New comment by ", " in ", true },
	{ "/u/", " on ", true },
};

static struct span without_prefix(struct span text, const char *prefix)
{
	return span_starts(text, prefix) ? span_sub(text, strlen(prefix), text.len) : text;
}

static struct span without_quotes(struct span text)
{
	text = span_trim(text);
	return text.len > 1 && *text.p == '"' && span_ends(text, "\"")
	    ? span_sub(text, 1, text.len - 1)
	    : text;
}

/* Takes prefix off the front of *text; false when it is not there. */
static bool take_front(struct span *text, struct span prefix)
{
	if (text->len < prefix.len || !span_eq(span_sub(*text, 0, prefix.len), prefix))
		return false;
	*text = span_sub(*text, prefix.len, text->len);
	return true;
}

static bool take_back(struct span *text, struct span suffix)
{
	if (text->len < suffix.len ||
	    !span_eq(span_sub(*text, text->len - suffix.len, text->len), suffix))
		return false;
	*text = span_sub(*text, 0, text->len - suffix.len);
	return true;
}

static bool has_shape(struct span title, struct span author, const struct title_shape *shape,
    struct span *post_title)
{
	struct span between = span_str(shape->between);

	if (!take_front(&title, span_str(shape->before)))
		return false;
	if (shape->author_first
	        ? !take_front(&title, author) || !take_front(&title, between)
	        : !take_back(&title, author) || !take_back(&title, between))
		return false;
	*post_title = without_quotes(title);
	return shape->between || !title.len;
}

bool feed_title_is_made(struct span title, struct span author, struct span *post_title)
{
	*post_title = SPAN_NONE;
	author = without_prefix(author, "/u/");
	for (size_t i = 0; author.len && i < sizeof title_shapes / sizeof *title_shapes; i++)
		if (has_shape(title, author, &title_shapes[i], post_title))
			return true;
	return false;
}

/* ---- addresses that tell ---- */

bool feed_is_comment_url(struct span url)
{
	struct span fragment = url_fragment(url);

	return span_find(fragment, SPAN_LIT("comment-")) < fragment.len;
}

/* Reddit: a comment "t1_..." has the post "t3_..." in its link. */
static bool reddit_post(struct span id, struct span link, struct buf *post)
{
	const struct span part = SPAN_LIT("/comments/");
	size_t at = span_find(link, part);
	struct span rest = span_sub(link, at + part.len, link.len);

	if (!span_starts(id, "t1_") || at == link.len)
		return false;
	buf_clear(post);
	buf_add_str(post, "t3_");
	buf_add_span(post, span_sub(rest, 0, span_find_byte(rest, '/')));
	return post->len > 3;
}

/* Discourse: HOST-post-TOPIC-N, of which number 1 is what the others answer. */
static bool discourse_post(struct span id, struct buf *post)
{
	const struct span part = SPAN_LIT("-post-");
	size_t at = span_find(id, part);
	struct span numbers = span_sub(id, at + part.len, id.len);
	size_t dash = span_find_byte(numbers, '-');
	struct span number = span_sub(numbers, dash + 1, numbers.len);
	uint64_t topic, n;

	if (at == id.len || !span_to_uint(span_sub(numbers, 0, dash), UINT64_MAX, &topic) ||
	    !span_to_uint(number, UINT64_MAX, &n) || n < 2)
		return false;
	buf_clear(post);
	buf_add_span(post, span_sub(id, 0, id.len - number.len));
	buf_add_char(post, '1');
	return true;
}

struct span feed_post_told(struct feed *f)
{
	struct span link = record_filled(&f->item, FEED_LINK), id = record_get(&f->item, FEED_ID);

	if (feed_is_comment_url(link))
		return span_sub(link, 0, span_find_byte(link, '#'));
	if (reddit_post(id, link, &f->key) || discourse_post(id, &f->key))
		return buf_span(&f->key);
	return SPAN_NONE;
}

/* ---- texts that tell ---- */

enum { WORDS_BEFORE_MAX_BYTES = 40 };

/* WordPress.com and Jetpack write it before the text of a reply, in the blog's language:
 * a few words, and a link to another comment of the page. */
struct span feed_answer_in_text(struct span html, struct span own_url)
{
	const struct span href = SPAN_LIT("<a href=\"");
	struct span rest = span_trim(html), url, page;

	if (!feed_is_comment_url(own_url))
		return SPAN_NONE;
	if (span_starts(rest, "<p>"))
		rest = span_sub(rest, 3, rest.len);
	size_t at = span_find_byte(rest, '<');
	if (at == 0 || at > WORDS_BEFORE_MAX_BYTES)
		return SPAN_NONE;
	rest = span_sub(rest, at, rest.len);
	if (!span_starts(rest, href.p))
		return SPAN_NONE;
	rest = span_sub(rest, href.len, rest.len);
	url = span_sub(rest, 0, span_find_byte(rest, '"'));
	page = span_sub(own_url, 0, span_find_byte(own_url, '#'));
	return feed_is_comment_url(url) && !span_eq(url, own_url) &&
	        span_eq(span_sub(url, 0, span_find_byte(url, '#')), page)
	    ? url
	    : SPAN_NONE;
}

/* ---- downward links ---- */

static struct span piece(const struct buf *text, size_t from, size_t to)
{
	return span_sub(buf_span(text), from, to);
}

static bool is_child(const void *rows, uint32_t id, struct span key)
{
	const struct feed_children *c = rows;

	return span_eq(piece(&c->text, c->rows[id - 1].child, c->rows[id - 1].parent), key);
}

struct span feed_parent_of(const struct feed_children *c, struct span child)
{
	uint32_t id = child.len ? hash_find(&c->index, hash_bytes(child), child, is_child, c) : 0;

	return id ? piece(&c->text, c->rows[id - 1].parent, c->rows[id - 1].end) : SPAN_NONE;
}

void feed_add_child(struct feed_children *c, struct span child, struct span parent)
{
	struct feed_child *row;

	if (!child.len || !parent.len || feed_parent_of(c, child).len)
		return;
	ARRAY_GROW(c->rows, c->len, c->cap);
	row = &c->rows[c->len++];
	row->child = c->text.len;
	buf_add_span(&c->text, child);
	row->parent = c->text.len;
	buf_add_span(&c->text, parent);
	row->end = c->text.len;
	hash_add(&c->index, hash_bytes(child), (uint32_t)c->len);
}

void feed_children_release(struct feed_children *c)
{
	buf_release(&c->text);
	hash_release(&c->index);
	free(c->rows);
}
