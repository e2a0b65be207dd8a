/* Who replies to whom.
 *
 * Four rules, the surest first.  A depth that the page prints (class depth-3, an
 * indent attribute, the width of an indenting picture, a left margin) is read with a
 * stack: the parent is the nearest comment before that is less deep.  A link that says
 * "in reply to" names the parent.  Else the comment around it is the parent; and a
 * list of replies that stands beside its comment, not in it, belongs to the comment
 * that ends last before it.
 */
#include "config.h"

#include "ingest/web_page_priv.h"

#include <stdlib.h>

#include "ingest/selector_priv.h"
#include "moot/base/hash.h"
#include "moot/base/xalloc.h"
#include "moot/text/url.h"

/* ---- by containment ---- */

/* A comment or list of replies that is not closed yet. */
struct frame {
	page_node end;
	size_t owner; /* index + 1 of the parent of what is inside, 0 = none */
	size_t last;  /* of the last comment directly inside */
	bool is_unit;
};

struct frames {
	struct frame *rows;
	size_t len, cap;
};

static struct frame *top_frame(struct frames *f, page_node n)
{
	while (f->rows[f->len - 1].end <= n)
		f->len--;
	return &f->rows[f->len - 1];
}

static void push_frame(struct frames *f, struct frame frame)
{
	ARRAY_GROW(f->rows, f->len, f->cap);
	f->rows[f->len++] = frame;
}

static void link_by_containment(struct web_page *w)
{
	struct frames f = { 0 };
	size_t unit = 0;

	push_frame(&f, (struct frame){ .end = page_count(w->page) });
	for (page_node n = 1; n < page_count(w->page); n++) {
		if (!(w->flags[n] & (WEB_UNIT | WEB_LIST)))
			continue;
		struct frame *top = top_frame(&f, n);
		struct frame inner = { .end = page_end(w->page, n), .owner = top->owner };

		if (w->flags[n] & WEB_UNIT) {
			w->units[unit].parent = top->owner;
			top->last = inner.owner = ++unit;
			inner.is_unit = true;
		} else if (!top->is_unit && top->last) {
			inner.owner = top->last;
		}
		push_frame(&f, inner);
	}
	free(f.rows);
}

/* ---- by depth ---- */

static bool number_after(struct span text, const char *before, uint64_t *number)
{
	size_t at = span_find(text, span_str(before)), to;

	if (at == text.len)
		return false;
	at += strlen(before);
	for (to = at; to < text.len && ascii_is_digit(text.p[to]); to++)
		;
	return span_to_uint(span_sub(text, at, to), INT32_MAX, number);
}

static uint64_t level_by_class(const struct page *p, page_node n)
{
	static const char *const words[] = {
		"depth-",
		"level-",
		"indent-",
		"b-tree-twig-",
		"wc_comment_level-",
		"wpd_comment_level-",
		"commentlevel-",
		"comment_level_",
	};
	struct span classes = page_attr(p, n, "class");
	uint64_t number;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct span rest = classes, word;

		while (span_split(&rest, ' ', &word))
			if ((span_starts(word, words[i]) || span_starts(word, "comment-")) &&
			    number_after(word, words[i], &number))
				return number + 1;
	}
	return 0;
}

static uint64_t level_by_attr(const struct page *p, page_node n)
{
	static const char *const names[] = {
		"data-depth", "data-level", "aria-level", "depth", "indent", "data-indent",
	};
	uint64_t number;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (span_to_uint(page_attr(p, n, names[i]), INT32_MAX, &number))
			return number + 1;
	return 0;
}

enum { INDENT_PICTURE_PX = 40 };

/* Hacker News: <td class=ind indent=2>, before that <img width=80> in it. */
static uint64_t level_by_indent(const struct page *p, const struct web_unit *u)
{
	page_node ind = page_find(p, u->node, u->own_end, "td", "ind");
	page_node picture = ind ? page_find(p, ind, page_end(p, ind), "img", NULL) : 0;
	uint64_t number;

	if (!ind)
		return 0;
	if (span_to_uint(page_attr(p, ind, "indent"), INT32_MAX, &number))
		return number + 1;
	if (picture && span_to_uint(page_attr(p, picture, "width"), INT32_MAX, &number))
		return number / INDENT_PICTURE_PX + 1;
	return 1;
}

static uint64_t level_by_margin(const struct page *p, page_node n)
{
	static const char *const names[] = { "margin-left:", "padding-left:" };
	struct span style = page_attr(p, n, "style");
	uint64_t number = 0;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		size_t at = span_find_nocase(style, names[i]);

		if (at == style.len)
			continue;
		style = span_trim(span_sub(style, at + strlen(names[i]), style.len));
		number_after(style, "", &number);
		return number + 1;
	}
	return 0;
}

/* What tells a comment's depth, with the places where it may stand. */
static uint64_t level_at(const struct page *p, const struct web_unit *u,
    uint64_t (*level)(const struct page *p, page_node n), bool is_unit_around)
{
	uint64_t found = level(p, u->node);

	if (!found)
		found = level(p, u->mark);
	if (!found && !is_unit_around)
		found = level(p, page_parent(p, u->node));
	return found;
}

typedef bool level_rule(struct web_page *w);

static bool has_unit_parent(const struct web_page *w, const struct web_unit *u)
{
	return (w->flags[page_parent(w->page, u->node)] & WEB_UNIT) != 0;
}

/* Do the levels differ?  Only then they say something. */
static bool differ(const struct web_page *w)
{
	uint64_t first = 0;

	for (size_t i = 0; i < w->unit_len; i++) {
		if (first && w->units[i].level && w->units[i].level != first)
			return true;
		first = first ? first : w->units[i].level;
	}
	return false;
}

static bool use_indents(struct web_page *w)
{
	for (size_t i = 0; i < w->unit_len; i++)
		w->units[i].level = level_by_indent(w->page, &w->units[i]);
	return differ(w);
}

static bool use_classes(struct web_page *w)
{
	for (size_t i = 0; i < w->unit_len; i++)
		w->units[i].level = level_at(w->page, &w->units[i], level_by_class,
		    has_unit_parent(w, &w->units[i]));
	return differ(w);
}

static bool use_attrs(struct web_page *w)
{
	for (size_t i = 0; i < w->unit_len; i++)
		w->units[i].level = level_at(w->page, &w->units[i], level_by_attr, true);
	return differ(w);
}

/* A margin may be there for looks: it counts when nothing is nested otherwise. */
static bool use_margins(struct web_page *w)
{
	for (size_t i = 0; i < w->unit_len; i++)
		if (w->units[i].parent)
			return false;
	for (size_t i = 0; i < w->unit_len; i++)
		w->units[i].level = level_at(w->page, &w->units[i], level_by_margin, false);
	return differ(w);
}

static void link_by_level(struct web_page *w)
{
	size_t *stack = xcalloc(w->unit_len, sizeof *stack), len = 0;

	for (size_t i = 0; i < w->unit_len; i++) {
		struct web_unit *u = &w->units[i];

		if (!u->level) /* one that says nothing is where it stands */
			u->level = u->parent ? w->units[u->parent - 1].level + 1 : 1;
		while (len && w->units[stack[len - 1]].level >= u->level)
			len--;
		u->parent = len ? stack[len - 1] + 1 : 0;
		stack[len++] = i;
	}
	free(stack);
}

/* ---- by links ---- */

static bool unit_has_key(const void *rows, uint32_t id, struct span key)
{
	return span_eq(((const struct web_unit *)rows)[id - 1].key, key);
}

static size_t unit_by_key(const struct web_page *w, const struct hash *index, struct span key)
{
	return key.len ? hash_find(index, hash_bytes(key), key, unit_has_key, w->units) : 0;
}

static const char *const reply_words[] = {
	"repl", "respon", "antwort", "parent", "comment from", "r\xC3\xA9p",
	    "\xD0\xBE\xD1\x82\xD0\xB2",
};

static bool says_reply(struct span text)
{
	for (size_t i = 0; i < sizeof reply_words / sizeof *reply_words; i++)
		if (span_find_nocase(text, reply_words[i]) < text.len)
			return true;
	return false;
}

/* "Ann replied to <a href=#comment-1>comment from Bea</a>", or marked as such. */
static bool is_reply_link(struct web_page *w, page_node a)
{
	page_node before = a - 1;

	return says_reply(page_attr(w->page, a, "class")) ||
	    says_reply(page_attr(w->page, a, "rel")) ||
	    says_reply(page_text(w->page, before)) ||
	    says_reply(page_text(w->page, a + 1 < page_end(w->page, a) ? a + 1 : a));
}

static size_t linked_parent(struct web_page *w, const struct hash *index, const struct web_unit *u)
{
	page_node body_end = u->body ? page_end(w->page, u->body) : 0;
	page_node end = u->own_end, n = u->node;

	while ((n = page_find(w->page, n, end, "a", NULL)) != 0) {
		struct span href = page_attr(w->page, n, "href");
		size_t target = n >= u->body && n < body_end ? 0 :
		    unit_by_key(w, index, web_id_key(url_fragment(href)));

		if (target && &w->units[target - 1] != u && is_reply_link(w, n))
			return target;
	}
	return 0;
}

static size_t named_parent(struct web_page *w, const struct hash *index, const struct web_unit *u)
{
	static const char *const names[] = {
		"data-parent-id", "data-parent", "data-in-reply-to",
		    "data-parent-comment-id", "parentid",
	};
	const page_node places[] = { u->node, u->mark };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		for (size_t k = 0; k < 2; k++) {
			struct span value = page_attr(w->page, places[k], names[i]);
			struct span key = web_id_key(value);
			size_t target = unit_by_key(w, index, span_is_none(key) ? value : key);

			if (target && &w->units[target - 1] != u)
				return target;
		}
	return 0;
}

/* The post that a reply begins by quoting; the first post of a page is no comment. */
static size_t quoted_parent(struct web_page *w, const struct hash *index, const struct web_unit *u)
{
	page_node quote = selector_find(w->page, u->node, u->own_end, "aside.quote[data-post]");
	size_t target = quote ? unit_by_key(w, index, page_attr(w->page, quote, "data-post")) : 0;

	return target > 1 && &w->units[target - 1] < u ? target : 0;
}

static void link_by_links(struct web_page *w)
{
	struct hash index = { 0 };

	for (size_t i = 0; i < w->unit_len; i++)
		if (!unit_by_key(w, &index, w->units[i].key) && w->units[i].key.len > 0)
			hash_add(&index, hash_bytes(w->units[i].key), (uint32_t)i + 1);
	for (size_t i = 0; i < w->unit_len; i++) {
		struct web_unit *u = &w->units[i];

		if (!u->parent)
			u->parent = named_parent(w, &index, u);
		if (!u->parent && w->engine->replies_by_quote)
			u->parent = quoted_parent(w, &index, u);
		else if (!u->parent)
			u->parent = linked_parent(w, &index, u);
	}
	hash_release(&index);
}

void web_link_units(struct web_page *w)
{
	static level_rule *const rules[] = { use_indents, use_classes, use_attrs, use_margins };
	bool leveled = false;

	web_mark(w, "ul.children ol.children div.children ul.replies ol.replies div.replies "
	    "ul.comment-replies ol.comment-replies div.comment-replies "
	    "div.indented", WEB_LIST);
	link_by_containment(w);
	for (size_t i = 0; i < sizeof rules / sizeof *rules && !leveled; i++)
		leveled = rules[i](w);
	if (leveled) {
		link_by_level(w);
		return;
	}
	for (size_t i = 0; i < w->unit_len; i++)
		web_read_body(w, &w->units[i]);
	link_by_links(w);
}
