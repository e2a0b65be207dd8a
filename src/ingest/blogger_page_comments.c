/* The comments of a Blogger page.
 *
 * A comment is an element: <li class="comment" id="c123"> of the threaded view
 * (since 2012), <dt id="c123"> with the <dd>s up to the next <dt> (flat, 2004 to
 * 2012 and still), or, in themes of others, any block inside #comments with such
 * an id.  One walk over the page, in document order, meets them all; those whose
 * element has not ended yet are a chain, and its innermost is the parent of the
 * next one.  A comment's own part ends where its first reply begins.
 */
#include "config.h"

#include "ingest/blogger_page_priv.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "moot/text/date.h"

struct unit {
	page_node node;
	struct range own;     /* without its replies */
	size_t parent;        /* index + 1, 0 = none */
	struct span number;   /* digits, or none */
	comment_id comment;   /* once it is added */
	bool is_flat;         /* dt */
};

struct units {
	struct unit *rows;
	size_t len, cap;
};

struct span bp_comment_number(struct span element_id)
{
	static const char *const prefixes[] = { "comment-", "comment_", "c" };

	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
		struct span number = bp_digits_after(element_id, prefixes[i]);

		if (number.len > 0 && span_starts(element_id, prefixes[i]) &&
		    number.len + strlen(prefixes[i]) == element_id.len)
			return number;
	}
	return SPAN_NONE;
}

static bool is_inside(const struct blogger_page *b, page_node n, page_node top)
{
	return top && n > top && n < page_end(b->page, top);
}

/* A list item without an id is a comment when it has a comment's text. */
static bool is_threaded(const struct blogger_page *b, page_node n, struct span number)
{
	if (!page_has_class(b->page, n, "comment"))
		return false;
	return !span_is_none(number) ||
	    page_find(b->page, n, page_end(b->page, n), NULL, "comment-content");
}

static bool is_themed(const struct blogger_page *b, page_node n, struct span number)
{
	static const char *const names[] = { "div", "article", "li", "section", "tr" };

	if (span_is_none(number) || !is_inside(b, n, b->comments))
		return false;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (page_is(b->page, n, names[i]))
			return true;
	return false;
}

static bool is_flat(const struct blogger_page *b, page_node n, struct span number)
{
	return page_is(b->page, n, "dt") &&
	    (page_has_class(b->page, n, "comment-author") ||
	        (!span_is_none(number) && is_inside(b, n, b->comments)));
}

bool bp_is_comment(const struct blogger_page *b, page_node n)
{
	struct span number = bp_comment_number(page_attr(b->page, n, "id"));

	if (page_is(b->page, n, "li") && is_threaded(b, n, number))
		return true;
	return is_flat(b, n, number) || is_themed(b, n, number);
}

/* ---- finding them ---- */

/* What is inside a comment up to its replies; of a dt, what follows up to the next
 * one, or the end of the list. */
static void set_own(const struct blogger_page *b, struct units *units, size_t i)
{
	struct unit *u = &units->rows[i];
	page_node end = page_end(b->page, u->is_flat ? page_parent(b->page, u->node) : u->node);

	if (i + 1 < units->len && units->rows[i + 1].node < end)
		end = units->rows[i + 1].node;
	page_node replies = page_find(b->page, u->node, end, NULL, "comment-replies");
	u->own = (struct range){ u->node, replies ? replies : end };
}

/* Themes wrap a comment in two elements with its number; where Blogger's own script has
 * drawn the thread, the number is only in the block inside of the list item. */
static bool is_part_of(const struct blogger_page *b, struct unit *around, page_node n,
    struct span number)
{
	if (span_is_none(number))
		return false;
	if (span_is_none(around->number) && page_has_class(b->page, n, "comment-block"))
		around->number = number;
	return span_eq(number, around->number);
}

static void add_unit(const struct blogger_page *b, struct units *units, page_node n, size_t parent)
{
	struct span number = bp_comment_number(page_attr(b->page, n, "id"));

	if (parent && is_part_of(b, &units->rows[parent - 1], n, number))
		return;
	ARRAY_GROW(units->rows, units->len, units->cap);
	units->rows[units->len++] = (struct unit){
		.node = n,
		.parent = parent,
		.number = number,
		.is_flat = page_is(b->page, n, "dt"),
	};
}

static void find_units(const struct blogger_page *b, struct units *units)
{
	size_t open = 0; /* index + 1 of the innermost comment that n may be in */

	for (page_node n = 1; n < page_count(b->page); n++) {
		if (page_is_text(b->page, n) || !bp_is_comment(b, n))
			continue;
		while (open && n >= page_end(b->page, units->rows[open - 1].node))
			open = units->rows[open - 1].parent;
		add_unit(b, units, n, open);
		if (units->rows[units->len - 1].node == n)
			open = units->len;
	}
	for (size_t i = 0; i < units->len; i++)
		set_own(b, units, i);
}

/* ---- reading one ---- */

static page_node find_text(const struct blogger_page *b, const struct unit *u)
{
	static const char *const classes[] = {
		"comment-content", "comment-body", "blog-author-comment", "comment-text",
		"comment-entry", NULL,
	};
	page_node n = bp_find_any(b, u->own, classes);

	return n || !u->is_flat ? n : page_find(b->page, u->own.after, u->own.end, "dd", NULL);
}

/* A link that is the comment's address: what it is about besides is its time. */
static bool is_permalink(const struct blogger_page *b, page_node n, const struct unit *u)
{
	struct span href = page_attr(b->page, n, "href");
	size_t hash = span_find_byte(href, '#');

	if (span_find(href, SPAN_LIT("showComment=")) < href.len)
		return true;
	return hash < href.len && u->number.len > 0 &&
	    span_eq(bp_comment_number(span_sub(href, hash + 1, href.len)), u->number);
}

/* The first such link outside the text. */
static page_node find_permalink(const struct blogger_page *b, const struct unit *u, page_node text)
{
	page_node n = u->own.after;

	while ((n = page_find(b->page, n, u->own.end, "a", NULL)) != 0)
		if (!is_inside(b, n, text) && is_permalink(b, n, u))
			return n;
	return 0;
}

static struct span printed_stamp(struct blogger_page *b, const struct unit *u, page_node link)
{
	static const char *const classes[] = {
		"datetime", "comment-timestamp", "comment-date", NULL,
	};
	struct span stamp = link ? bp_text(b, link, u->own.end) : SPAN_NONE;
	page_node box = span_is_none(stamp) ? bp_find_any(b, u->own, classes) : 0;

	return box ? bp_text(b, box, u->own.end) : stamp;
}

/* ---- who ---- */

static page_node dt_end(const struct blogger_page *b, const struct unit *u)
{
	page_node end = page_end(b->page, u->node);

	return end < u->own.end ? end : u->own.end;
}

/* The words after the name ("said...", "dijo...") are a line of their own, or the
 * last word of the line. */
static struct span without_said(struct blogger_page *b, const struct unit *u)
{
	struct span lines[2], last;

	if (bp_last_lines(b, u->node, dt_end(b, u), lines) > 1)
		return lines[0];
	last = lines[1];
	if (span_ends(last, "...") || span_ends(last, "\xE2\x80\xA6"))
		while (last.len > 0 && last.p[last.len - 1] != ' ')
			last.len--;
	return span_trim(last);
}

/* The text of the last link of the dt that has one and is not the comment's address. */
static struct span flat_author(struct blogger_page *b, const struct unit *u, page_node *link)
{
	page_node end = dt_end(b, u), n = page_find(b->page, u->node, end, "a", NULL);
	struct span name = SPAN_NONE;

	*link = 0;
	while (n) {
		page_node next = page_find(b->page, n, end, "a", NULL);
		struct span text = bp_text(b, n, next ? next : end);

		if (!span_is_none(text) && !is_permalink(b, n, u)) {
			name = text;
			*link = n;
		}
		n = next;
	}
	return name;
}

static void read_flat_author(struct blogger_page *b, const struct unit *u,
    struct comment_fact *fact)
{
	page_node end = dt_end(b, u), link;
	page_node anonymous = page_find(b->page, u->node, end, NULL, "anon-comment-author");

	fact->author = flat_author(b, u, &link);
	fact->author_url = bp_href(b, link);
	if (!link)
		fact->author = anonymous ? bp_text(b, anonymous, end) : without_said(b, u);
}

static void read_author(struct blogger_page *b, const struct unit *u, page_node text,
    struct comment_fact *fact)
{
	static const char *const classes[] = { "user", "comment-author", "author", "fn", NULL };
	struct range before = { u->own.after, text ? text : u->own.end };
	struct range after = { text ? page_end(b->page, text) - 1 : u->own.end, u->own.end };
	page_node name = page_find(b->page, before.after, before.end, "cite", NULL);

	if (!name)
		name = bp_find_any(b, before, classes);
	if (!name)
		name = bp_find_any(b, after, classes);
	if (!name)
		return;
	fact->author = bp_text(b, name, text > name ? text : u->own.end);
	fact->author_url = page_is(b->page, name, "a") ? bp_href(b, name) :
	    bp_href(b, page_find(b->page, name, page_end(b->page, name), "a", NULL));
}

static bool is_by_post_author(const struct blogger_page *b, const struct unit *u)
{
	return page_has_class(b->page, u->node, "blog-author") ||
	    bp_find_class(b, u->own, "blog-author") ||
	    bp_find_class(b, u->own, "blog-author-comment");
}

static void add_comment(struct blogger_page *b, struct units *units, size_t i, post_id post)
{
	struct unit *u = &units->rows[i];
	struct comment_fact fact = COMMENT_FACT_INIT;
	page_node text = find_text(b, u);
	page_node link = find_permalink(b, u, text);
	struct span href = link ? page_attr(b->page, link, "href") : SPAN_NONE;
	struct span stamp = printed_stamp(b, u, link);

	fact.source = b->target->source;
	fact.post = post;
	fact.parent = u->parent ? units->rows[u->parent - 1].comment : 0;
	fact.id = bp_tag_id(b, u->number);
	fact.url = bp_href(b, link);
	fact.published = bp_comment_date(b, href, stamp);
	b->undated += !span_is_none(stamp) && !date_known(fact.published);
	b->textless += !text;
	fact.body = text ? bp_body(b, text, u->own.end) : SPAN_NONE;
	fact.body_type = BODY_HTML;
	fact.by_post_author = is_by_post_author(b, u);
	if (bp_find_class(b, u->own, "deleted-comment"))
		fact.state = COMMENT_DELETED;
	if (u->is_flat)
		read_flat_author(b, u, &fact);
	else
		read_author(b, u, text, &fact);
	u->comment = library_add_comment(b->target->lib, &fact);
}

uint32_t bp_add_comments(struct blogger_page *b, post_id post)
{
	struct units units = { 0 };

	find_units(b, &units);
	for (size_t i = 0; i < units.len; i++)
		add_comment(b, &units, i, post);
	uint32_t count = (uint32_t)units.len;
	free(units.rows);
	return count ? count : bp_add_items(b, post);
}

/* ---- how many there should be ---- */

/* "17 comments:" above the comments; a title in quotes after it may hold digits too. */
static struct span before_quote(struct span text)
{
	size_t end = span_find_byte(text, '"');
	size_t typographic = span_find(text, SPAN_LIT("\xE2\x80\x9C"));

	return span_sub(text, 0, typographic < end ? typographic : end);
}

static uint32_t total_in_heading(struct blogger_page *b)
{
	static const char *const headings[] = { "h2", "h3", "h4" };
	page_node end = b->comments ? page_end(b->page, b->comments) : 0;
	uint32_t total;

	for (size_t i = 0; i < sizeof headings / sizeof *headings && end; i++) {
		page_node n = page_find(b->page, b->comments, end, headings[i], NULL);

		if (n && bp_number(before_quote(bp_text(b, n, end)), &total))
			return total;
	}
	return COMMENTS_TOTAL_UNKNOWN;
}

/* "1 - 200 of 345 Newer Newest": the largest of its numbers. */
static uint32_t total_in_paging(struct blogger_page *b)
{
	page_node n = page_find(b->page, 0, page_count(b->page), NULL, "paging-control-container");
	struct span rest = n ? bp_text(b, n, page_count(b->page)) : SPAN_NONE, word;
	uint32_t largest = 0, number;

	while (span_split(&rest, ' ', &word))
		if (bp_number(word, &number) && number > largest)
			largest = number;
	return largest ? largest : COMMENTS_TOTAL_UNKNOWN;
}

uint32_t bp_comments_total(struct blogger_page *b)
{
	uint32_t paging = total_in_paging(b);

	return paging != COMMENTS_TOTAL_UNKNOWN ? paging : total_in_heading(b);
}
