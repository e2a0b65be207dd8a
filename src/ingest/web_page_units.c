/* Finding the comments of a page.
 *
 * A candidate is an element that says "comment" by its class, its id (comment-12),
 * microdata or microformats, or by the selector of a known engine.  The item of a
 * candidate is what contains its replies too: the list item around it, or itself.
 * Two candidates of one comment (a list item and the article in it, a term and its
 * definition) are one unit.  What has no sign of an author, a time or an address of
 * its own, nor a text under the id of a comment, is a wrapper, a form or a heading, and
 * no comment; and one lone unit has to be a comment by more than its class: share buttons
 * and counters are not.
 *
 * Everything is found in one walk in document order and one sort by node.
 */
#include "config.h"

#include "ingest/web_page_priv.h"

#include <stdlib.h>

#include "ingest/selector_priv.h"
#include "moot/base/xalloc.h"
#include "moot/text/url.h"

/* ---- candidates ---- */

static bool is_container(const struct page *p, page_node n)
{
	static const char *const names[] = {
		"li", "div", "article", "tr", "dt", "dd", "section", "table", "blockquote",
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (page_is(p, n, names[i]))
			return true;
	return false;
}

static bool is_microdata_comment(const struct page *p, page_node n)
{
	struct span type = page_attr(p, n, "itemtype");

	if (span_is_none(page_attr(p, n, "itemscope")))
		return false;
	return span_ends(type, "/Comment") || span_ends(type, "/UserComments") ||
	    span_ends(type, "/UserComment") || span_ends(type, "/Comments") ||
	    selector_has_word(page_attr(p, n, "itemprop"), SPAN_LIT("comment"));
}

static void mark_candidates(struct web_page *w)
{
	if (w->engine->unit) {
		web_mark(w, w->engine->unit, WEB_CANDIDATE);
		return;
	}
	web_mark(w, web_unit_generic, WEB_CANDIDATE);
	for (page_node n = 1; n < page_count(w->page); n++)
		if (!page_is_text(w->page, n) &&
		    ((web_is_comment_id(page_attr(w->page, n, "id")) && is_container(w->page, n)) ||
		        is_microdata_comment(w->page, n)))
			w->flags[n] |= WEB_CANDIDATE;
}

/* ---- items ---- */

enum { ITEM_LEVELS = 4 };

/* The list item at most four elements up, or the element itself. */
static page_node item_of(const struct page *p, page_node mark)
{
	page_node n = mark;

	for (int i = 0; i < ITEM_LEVELS && n; i++, n = page_parent(p, n))
		if (page_is(p, n, "li") &&
		    (page_is(p, page_parent(p, n), "ol") || page_is(p, page_parent(p, n), "ul")))
			return n;
	return mark;
}

static struct span key_of(const struct page *p, page_node n)
{
	static const char *const attrs[] = {
		"data-comment-id", "data-commentid", "data-tid", "data-fullname", "data-shortid",
		"thingid", "data-post-id",
	};
	struct span id = page_attr(p, n, "id"), key = web_id_key(id);
	uint64_t number;

	if (span_is_none(key) && span_to_uint(id, UINT64_MAX, &number))
		key = id;
	for (size_t i = 0; i < sizeof attrs / sizeof *attrs && span_is_none(key); i++) {
		struct span value = page_attr(p, n, attrs[i]);

		if (value.len > 0) {
			key = web_id_key(value);
			key = span_is_none(key) ? value : key;
		}
	}
	if (span_is_none(key)) /* RDFa, as Drupal has it: "/comment/12#comment-12" */
		key = web_id_key(url_fragment(page_attr(p, n, "about")));
	return key;
}

static void add_unit(struct web_page *w, page_node node, page_node mark)
{
	struct span key = key_of(w->page, node);

	ARRAY_GROW(w->units, w->unit_len, w->unit_cap);
	w->units[w->unit_len++] = (struct web_unit){
		.node = node,
		.mark = mark,
		.key = span_is_none(key) ? key_of(w->page, mark) : key,
	};
	w->flags[node] |= WEB_UNIT;
}

static bool is_cite(const struct page *p, page_node n)
{
	return page_has_class(p, n, "h-cite") || page_has_class(p, n, "p-comment") ||
	    page_has_class(p, n, "u-comment");
}

/* A list item holds another comment when that one's mark is not inside the first one's
 * and its number is another. */
static bool is_other(const struct page *p, const struct web_unit *u, page_node mark)
{
	struct span key = key_of(p, mark);

	if (!span_is_none(key) && !span_is_none(u->key))
		return !span_eq(key, u->key);
	return mark >= page_end(p, u->mark) || (is_cite(p, mark) && is_cite(p, u->mark));
}

static void collect_units(struct web_page *w)
{
	size_t *by_item = xcalloc(page_count(w->page), sizeof *by_item);

	for (page_node n = 1; n < page_count(w->page); n++) {
		if (!(w->flags[n] & WEB_CANDIDATE))
			continue;
		page_node item = item_of(w->page, n);
		size_t known = by_item[item];

		if (known && item != n && is_other(w->page, &w->units[known - 1], n))
			item = n;
		if (w->flags[item] & WEB_UNIT)
			continue;
		add_unit(w, item, n);
		by_item[item] = w->unit_len;
	}
	free(by_item);
}

static int compare_units(const void *a, const void *b)
{
	page_node x = ((const struct web_unit *)a)->node, y = ((const struct web_unit *)b)->node;

	return (x > y) - (x < y);
}

/* ---- duplicates and evidence ---- */

typedef bool keep_fn(struct web_page *w, const struct web_unit *kept, size_t open,
    const struct web_unit *u);

/* Is u, which the kept unit `open` (index + 1, 0 = none) encloses, a comment of its own? */
static bool is_no_duplicate(struct web_page *w, const struct web_unit *kept, size_t open,
    const struct web_unit *u)
{
	const struct web_unit *around = open ? &kept[open - 1] : NULL;
	const struct web_unit *last = w->unit_len ? &kept[w->unit_len - 1] : NULL;

	if (around && !span_is_none(u->key) && span_eq(around->key, u->key))
		return false;
	return !(last && page_is(w->page, u->node, "dd") &&
	    page_is(w->page, last->node, "dt") &&
	    page_parent(w->page, u->node) == page_parent(w->page, last->node));
}

/* The words that a class may be made of, when it says who or when. */
static bool is_evidence_word(struct span word)
{
	static const char *const words[] = {
		"fn", "author", "vcard", "commenter", "username", "user", "hnuser", "ljuser",
		"byline", "poster", "creator", "date", "time", "age", "meta", "published",
		"createdtime", "tagline", "posted", "submitted",
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (span_eq_nocase(word, words[i]))
			return true;
	return false;
}

static bool has_evidence_class(struct span classes)
{
	for (size_t at = 0, from; at < classes.len; at++) {
		for (from = at; at < classes.len && !ascii_is_space(classes.p[at]) &&
		     classes.p[at] != '-' && classes.p[at] != '_'; at++)
			;
		if (is_evidence_word(span_sub(classes, from, at)))
			return true;
	}
	return false;
}

static bool is_evidence(const struct page *p, page_node n)
{
	static const char *const props[] = {
		"author", "creator", "datePublished", "dateCreated", "commentTime",
	};
	struct span prop = page_attr(p, n, "itemprop");
	struct span fragment = url_fragment(page_attr(p, n, "href"));

	if (page_is(p, n, "time") || page_is(p, n, "cite") || page_is(p, n, "address") ||
	    !span_is_none(page_attr(p, n, "datetime")) ||
	    span_eq_str(page_attr(p, n, "rel"), "author"))
		return true;
	for (size_t i = 0; i < sizeof props / sizeof *props; i++)
		if (span_eq_str(prop, props[i]))
			return true;
	if (page_is(p, n, "a") && !span_is_none(fragment) && !span_is_none(web_id_key(fragment)))
		return true;
	return has_evidence_class(page_attr(p, n, "class"));
}

static bool has_class(const struct web_page *w, const struct web_unit *u, const char *token)
{
	return page_has_class(w->page, u->node, token) || page_has_class(w->page, u->mark, token);
}

static bool has_text(struct web_page *w, const struct web_unit *u)
{
	return web_text(w, u->node, u->own_end, WEB_NOISE).len > 0;
}

/* What a script will fill in for a preview: it has the parts, but no id and no text. */
static bool is_template(struct web_page *w, const struct web_unit *u)
{
	page_node body = span_is_none(u->key) ? selector_find(w->page, u->node, u->own_end,
	    ".comment-content") : 0;

	return body && !web_text(w, body, u->own_end, WEB_NOISE).len &&
	    page_end(w->page, body) <= body + 2;
}

static bool has_evidence(struct web_page *w, const struct web_unit *kept, size_t open,
    const struct web_unit *u)
{
	(void)kept;
	(void)open;
	if (web_is_comment_id(page_attr(w->page, u->mark, "id")) && has_text(w, u))
		return true;
	if (is_template(w, u))
		return false;
	if (w->engine->unit || has_class(w, u, "pingback") || has_class(w, u, "trackback"))
		return true;
	for (page_node n = u->node + 1; n < u->own_end; n++)
		if (page_is_text(w->page, n) ?
		        span_starts_nocase(span_trim(page_text(w->page, n)), "posted by") :
		        is_evidence(w->page, n))
			return true;
	return false;
}

/* A unit's own part ends where the next one begins; a term's goes on over what follows. */
static void set_own_ends(struct web_page *w)
{
	for (size_t i = 0; i < w->unit_len; i++) {
		struct web_unit *u = &w->units[i];
		page_node next = i + 1 < w->unit_len ? u[1].node : page_count(w->page);
		page_node end = page_end(w->page, page_is(w->page, u->node, "dt") ?
		    page_parent(w->page, u->node) : u->node);

		u->own_end = end < next ? end : next;
	}
}

static void filter_units(struct web_page *w, keep_fn *keep)
{
	struct web_unit *units = w->units;
	size_t len = w->unit_len, open = 0;

	for (size_t i = 0; i < len; i++)
		w->flags[units[i].node] &= (uint8_t)~WEB_UNIT;
	w->unit_len = 0;
	for (size_t i = 0; i < len; i++) {
		while (open && page_end(w->page, units[open - 1].node) <= units[i].node)
			open = units[open - 1].parent;
		if (!keep(w, units, open, &units[i]))
			continue;
		units[w->unit_len] = units[i];
		units[w->unit_len].parent = open;
		open = ++w->unit_len;
		w->flags[units[open - 1].node] |= WEB_UNIT;
	}
	set_own_ends(w);
}

/* ---- the lone unit ---- */

static bool is_among_comments(const struct page *p, page_node n)
{
	static const char *const names[] = {
		"comments", "comments-area", "comments-content", "comments-list", "comment-list",
		"commentlist",
	};

	for (; n; n = page_parent(p, n))
		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			if (span_eq_str(page_attr(p, n, "id"), names[i]) ||
			    page_has_class(p, n, names[i]))
				return true;
	return false;
}

static bool has_depth_class(const struct page *p, page_node n)
{
	struct span classes = page_attr(p, n, "class");

	return span_find(classes, SPAN_LIT("depth-")) < classes.len;
}

static bool is_sure(const struct web_page *w, const struct web_unit *u)
{
	return w->engine->unit || is_cite(w->page, u->mark) ||
	    web_is_comment_id(page_attr(w->page, u->node, "id")) ||
	    web_is_comment_id(page_attr(w->page, u->mark, "id")) ||
	    has_depth_class(w->page, u->node) || has_depth_class(w->page, u->mark) ||
	    is_among_comments(w->page, u->node);
}

/* What a comment is made of is its own, whatever its classes say. */
static void unmark(struct web_page *w, page_node n)
{
	w->flags[n] &= (uint8_t)~(WEB_NOISE | WEB_CHROME | WEB_META);
}

static void mark_insides(struct web_page *w)
{
	for (size_t i = 0; i < w->unit_len; i++) {
		unmark(w, w->units[i].node);
		unmark(w, w->units[i].mark);
	}
	for (size_t i = 0; i < w->unit_len; i++) {
		page_node end = page_end(w->page, w->units[i].node);

		end = end > w->units[i].own_end ? end : w->units[i].own_end;
		for (page_node n = w->units[i].node; n < end; n++)
			w->flags[n] |= WEB_IN_UNIT;
		while (i + 1 < w->unit_len && w->units[i + 1].node < end)
			i++;
	}
}

void web_find_units(struct web_page *w)
{
	mark_candidates(w);
	collect_units(w);
	if (w->unit_len)
		qsort(w->units, w->unit_len, sizeof *w->units, compare_units);
	filter_units(w, is_no_duplicate);
	filter_units(w, has_evidence);
	if (w->unit_len == 1 && !is_sure(w, &w->units[0])) {
		w->flags[w->units[0].node] &= (uint8_t)~WEB_UNIT;
		w->unit_len = 0;
	}
	mark_insides(w);
	web_link_units(w);
}
