/* One comment of a page: who, when, what, and in what state. */
#include "config.h"

#include "ingest/web_page_priv.h"

#include "ingest/selector_priv.h"
#include "moot/text/entity.h"
#include "moot/text/url.h"

void web_read_body(struct web_page *w, struct web_unit *u)
{
	page_node n = web_find(w, u->node, u->own_end, w->engine->body, web_body_generic);

	if (!n)
		n = web_find(w, u->node, u->own_end, ".comment-body .comment_body "
		    ".comment-inner", NULL);
	u->body = n;
}

/* A body that holds the header too is read without it. */
static bool is_whole(const struct web_page *w, const struct web_unit *u)
{
	return !u->body || page_has_class(w->page, u->body, "comment-body") ||
	    page_has_class(w->page, u->body, "comment_body") ||
	    page_has_class(w->page, u->body, "comment-inner") ||
	    page_has_class(w->page, u->body, "comment");
}

/* ---- who ---- */

/* "Ann says:" without its last word, "by Ann" without its first. */
static struct span without_says(struct span name)
{
	if (span_starts_nocase(name, "by "))
		name = span_sub(name, strlen("by "), name.len);
	size_t end = name.len;

	if (!span_ends(name, ":"))
		return name;
	while (end > 0 && name.p[end - 1] != ' ')
		end--;
	return end > 0 ? span_trim(span_sub(name, 0, end)) : span_sub(name, 0, name.len - 1);
}

static struct span link_of(struct web_page *w, page_node n, page_node end)
{
	page_node last = page_end(w->page, n);
	page_node a = page_is(w->page, n, "a") ? n :
	    page_find(w->page, n, last < end ? last : end, "a", NULL);

	if (!a)
		a = page_is(w->page, page_parent(w->page, n), "a") ? page_parent(w->page, n) : 0;
	struct span href = a ? page_attr(w->page, a, "href") : SPAN_NONE;
	return href.len == 0 || href.p[0] == '#' ? SPAN_NONE : web_url(w, href);
}

/* Where the date of "Posted by: Ann | 09/25/2013 at 01:20 PM" or "Posted by Ann at March
 * 4, 2005 10:11 AM" begins, and what stands before it without "Posted by" and "at". */
static struct span posted_by(struct span text, struct date *date)
{
	static const char *const joints[] = { "|", " at", " on", ",", ":" };
	size_t bar = span_find_byte(text, '|'), start = bar + 1;

	*date = bar < text.len ? date_parse(span_trim(span_sub(text, start, text.len))) : DATE_INIT;
	if (!date_known(*date) && !date_parse_stamp_suffix(text, date, &start))
		return SPAN_NONE;
	text = span_trim(span_sub(text, 0, start));
	for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
		if (span_ends(text, joints[i]))
			text = span_trim(span_sub(text, 0, text.len - strlen(joints[i])));
	if (span_starts_nocase(text, "posted by"))
		text = span_sub(text, strlen("posted by"), text.len);
	return span_trim(span_sub(text, text.len > 0 && text.p[0] == ':', text.len));
}

/* TypePad and Movable Type say who and when in one line below the text. */
static bool read_footer(struct web_page *w, const struct web_unit *u, struct comment_fact *fact)
{
	page_node footer = selector_find(w->page, u->node, u->own_end, ".comment-footer .posted");
	struct span text = footer ? web_text(w, footer, u->own_end, WEB_NOISE) : SPAN_NONE;
	struct date date;
	struct span name = posted_by(text, &date);

	if (name.len == 0)
		return false;
	fact->author = name;
	fact->published = date;
	page_node a = page_find(w->page, footer, page_end(w->page, footer), "a", NULL);
	if (a && span_eq(web_text(w, a, u->own_end, WEB_NOISE), name))
		fact->author_url = web_href(w, a);
	return true;
}

static page_node author_element(const struct web_page *w, const struct web_unit *u)
{
	page_node body_end = u->body && !is_whole(w, u) ? page_end(w->page, u->body) : 0;
	page_node before = body_end ? u->body : u->own_end, n;

	n = web_find(w, u->node, before, w->engine->author, web_author_generic);
	return n || !body_end ? n :
	    web_find(w, body_end - 1, u->own_end, w->engine->author, web_author_generic);
}

enum { NAME_MAX_BYTES = 60 };

/* What holds more than a name, as a line of who and when, has the name in a link. */
static bool is_more_than_name(const struct web_page *w, page_node n, struct span text)
{
	return text.len > NAME_MAX_BYTES ||
	    page_find(w->page, n, page_end(w->page, n), "time", NULL);
}

static struct span name_in(struct web_page *w, page_node n, page_node end)
{
	struct span name = page_is(w->page, n, "meta") ? page_attr(w->page, n, "content") :
	    web_text(w, n, end, WEB_NOISE);
	page_node last = page_end(w->page, n), a = n;

	if (!is_more_than_name(w, n, name))
		return without_says(name);
	while ((a = page_find(w->page, a, last < end ? last : end, "a", NULL)) != 0) {
		struct span link = web_text(w, a, end, WEB_NOISE);

		if (link.len > 0)
			return link;
	}
	return without_says(name);
}

/* Folded comments may have no other. */
static struct span inner_username(const struct web_page *w, const struct web_unit *u)
{
	page_node n = selector_find(w->page, u->node, u->own_end, "[data-username]");

	return n ? page_attr(w->page, n, "data-username") : SPAN_NONE;
}

static void read_author(struct web_page *w, const struct web_unit *u, struct comment_fact *fact)
{
	page_node n = author_element(w, u);
	page_node name = n ? selector_find(w->page, n, page_end(w->page, n), "[itemprop=name]") : 0;

	n = name && name < u->own_end ? name : n;
	if (n) {
		fact->author = name_in(w, n, u->own_end);
		fact->author_url = link_of(w, n, u->own_end);
	}
	static const char *const attrs[] = { "data-author", "author", "data-username" };
	for (size_t i = 0; i < sizeof attrs / sizeof *attrs && fact->author.len == 0; i++)
		fact->author = page_attr(w->page, u->node, attrs[i]);
	if (fact->author.len == 0)
		fact->author = inner_username(w, u);
	if (span_eq_str(fact->author, "[deleted]"))
		fact->author = SPAN_NONE;
}

/* ---- when and where ---- */

static page_node permalink(const struct web_page *w, const struct web_unit *u)
{
	page_node n = u->node;

	while ((n = page_find(w->page, n, u->own_end, "a", NULL)) != 0) {
		struct span href = page_attr(w->page, n, "href");
		struct span key = web_id_key(url_fragment(href));

		if (n >= u->body && u->body && n < page_end(w->page, u->body) && !is_whole(w, u))
			continue;
		if (!span_is_none(key) && !span_is_none(u->key) && span_eq(key, u->key))
			return n;
	}
	return selector_find(w->page, u->node, u->own_end, "a.u-url a[rel~=bookmark]");
}

/* Any bit of text beside the comment's own that is a date. */
static struct date loose_date(struct web_page *w, const struct web_unit *u)
{
	page_node n = u->node + 1;
	struct date date = DATE_INIT;

	while (n < u->own_end && !date_known(date)) {
		if (n == u->body && !is_whole(w, u)) {
			n = page_end(w->page, n);
			continue;
		}
		if (page_is_text(w->page, n) && page_text(w->page, n).len <= 80)
			date = web_date(w, n, n + 1);
		n++;
	}
	return date;
}

static void read_date(struct web_page *w, const struct web_unit *u, page_node link,
    struct comment_fact *fact)
{
	page_node n = web_find(w, u->node, u->own_end, w->engine->time, web_time_generic);

	if (n)
		fact->published = web_date(w, n, u->own_end);
	if (!date_known(fact->published) && link)
		fact->published = web_date(w, link, u->own_end);
	if (!date_known(fact->published))
		fact->published = loose_date(w, u);
	w->undated += n && !date_known(fact->published);
}

/* ---- state and kind ---- */

static bool is_marked(const struct web_page *w, const struct web_unit *u, const char *token)
{
	return page_has_class(w->page, u->node, token) || page_has_class(w->page, u->mark, token);
}

static bool has(const struct web_page *w, const struct web_unit *u, const char *selectors)
{
	return selectors && selector_find(w->page, u->node - 1, u->own_end, selectors);
}

/* Bodies that stand for a comment that was taken away. */
static bool is_deletion_notice(struct span text)
{
	static const char *const notices[] = {
		"[deleted]", "[removed]", "[flagged]", "[dead]", "[flagged] [dead]",
		"(Deleted comment)", "(Comment deleted)", "[Comment removed by author]",
		"[Comment removed by moderator]", "Comment removed by author",
		"Comment deleted by user", "Comment removed by moderator",
	};

	for (size_t i = 0; i < sizeof notices / sizeof *notices; i++)
		if (span_eq_nocase(text, notices[i]))
			return true;
	return false;
}

static enum comment_state state_of(struct web_page *w, const struct web_unit *u)
{
	if (has(w, u, w->engine->deleted))
		return COMMENT_DELETED;
	if (has(w, u, w->engine->held) || has(w, u, ".comment-awaiting-moderation"))
		return COMMENT_HELD;
	page_node n = u->body ? u->body : u->node;
	if (is_deletion_notice(web_text(w, n, u->own_end,
	        is_whole(w, u) ? WEB_NOISE | WEB_META : WEB_NOISE)))
		return COMMENT_DELETED;
	return COMMENT_SHOWN;
}

static bool is_by_post_author(const struct web_page *w, const struct web_unit *u)
{
	return is_marked(w, u, "bypostauthor") || is_marked(w, u, "comment-by-owner") ||
	    has(w, u, "a.submitter .user_is_author .by-post-author .bypostauthor");
}

static bool is_pingback(const struct web_page *w, const struct web_unit *u)
{
	return is_marked(w, u, "pingback") || is_marked(w, u, "trackback");
}

/* "Pingback: <a href=...>Title of the other post</a>" */
static void read_pingback(struct web_page *w, const struct web_unit *u, struct comment_fact *fact)
{
	page_node a = page_find(w->page, u->node, u->own_end, "a", NULL);

	fact->kind = COMMENT_PINGBACK;
	if (a && span_is_none(fact->author)) {
		fact->author = web_text(w, a, u->own_end, WEB_NOISE);
		fact->author_url = web_href(w, a);
	}
}

/* ---- adding ---- */

/* "Ann <i>says:</i>": a word that leads from the name to the text is neither's. */
static void mark_says(struct web_page *w, const struct web_unit *u)
{
	for (page_node n = u->node + 2; n < u->own_end; n++) {
		struct span text = span_trim(page_text(w->page, n));
		page_node before = n - 1;

		while (before > u->node && page_end(w->page, page_parent(w->page, before)) == n)
			before = page_parent(w->page, before);
		if (text.len > 0 && text.len < NAME_MAX_BYTES && span_ends(text, ":") &&
		    (w->flags[before] & WEB_META))
			w->flags[n] |= WEB_META;
	}
}

static struct span with_title(struct web_page *w, struct span title, struct span body)
{
	struct buf html = BUF_INIT;

	if (!title.len)
		return body;
	buf_add_str(&html, "<p><strong>");
	entity_escape(&html, title);
	buf_add_str(&html, "</strong></p>\n");
	buf_add_span(&html, body);
	return web_keep(w, &html);
}

static struct span body_of(struct web_page *w, const struct web_unit *u)
{
	uint8_t skip = is_whole(w, u) ? WEB_NOISE | WEB_META | WEB_LIST : WEB_NOISE;

	if (skip & WEB_META)
		mark_says(w, u);
	struct span body = web_body(w, u->body ? u->body : u->node, u->own_end, skip);
	page_node n = w->engine->title
	    ? selector_find(w->page, u->node, u->own_end, w->engine->title) : 0;

	return n ? with_title(w, web_text(w, n, u->own_end, WEB_NOISE), body) : body;
}

static void add_comment(struct web_page *w, struct web_unit *u, post_id post)
{
	struct comment_fact fact = COMMENT_FACT_INIT;
	const struct web_unit *parent = u->parent ? &w->units[u->parent - 1] : NULL;

	web_read_body(w, u);
	page_node link = permalink(w, u);
	fact.source = w->target->source;
	fact.post = post;
	fact.id = u->key;
	fact.parent = parent ? parent->comment : 0;
	if (parent && !parent->comment) /* a reply above what it replies to */
		fact.parent_key = parent->key;
	if (!read_footer(w, u, &fact)) {
		read_author(w, u, &fact);
		read_date(w, u, link, &fact);
	}
	fact.url = web_href(w, link);
	if (link && date_known(web_date(w, link, u->own_end)))
		w->flags[link] |= WEB_META;
	fact.body = body_of(w, u);
	fact.body_type = BODY_HTML;
	fact.state = state_of(w, u);
	fact.by_post_author = is_by_post_author(w, u);
	if (is_pingback(w, u))
		read_pingback(w, u, &fact);
	u->comment = library_add_comment(w->target->lib, &fact);
}

uint32_t web_add_comments(struct web_page *w, post_id post)
{
	size_t first = w->engine->first_is_post && w->unit_len ? 1 : 0;

	for (size_t i = first; i < w->unit_len; i++)
		add_comment(w, &w->units[i], post);
	return (uint32_t)(w->unit_len - first);
}
