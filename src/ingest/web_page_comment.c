/* One comment of a page: when, what, and in what state. */
#include "config.h"

#include "ingest/web_page_priv.h"

#include "ingest/selector_priv.h"
#include "moot/text/entity.h"
#include "moot/text/url.h"

/* Where the element ends, or the comment's own part before that. */
static page_node end_in(const struct web_page *w, const struct web_unit *u, page_node n)
{
	page_node end = page_end(w->page, n);

	return end < u->own_end ? end : u->own_end;
}

/* Does the text that was found begin with who and when? */
static bool holds_header(const struct web_page *w, const struct web_unit *u, page_node n)
{
	return selector_find(w->page, n, end_in(w, u, n),
	           ".comment-author .comment-meta .commentmetadata "
	           ".comment-metadata .comment-header .fn .p-author "
	    ".username .comment-name .comment_author") != 0;
}

/* A text inside of it that has no header, or what was found. */
static page_node inner_body(const struct web_page *w, const struct web_unit *u, page_node n)
{
	page_node inner = selector_find(w->page, n, end_in(w, u, n), web_body_generic);

	return inner && !holds_header(w, u, inner) ? inner : n;
}

/* A body that holds the header too is read without it. */
static bool is_whole(const struct web_page *w, const struct web_unit *u)
{
	return !u->body || page_has_class(w->page, u->body, "comment-body") ||
	    page_has_class(w->page, u->body, "comment_body") ||
	    page_has_class(w->page, u->body, "comment-inner") ||
	    page_has_class(w->page, u->body, "comment") || holds_header(w, u, u->body);
}

/* "commentBody", "w-comments-item-text": a class that says what of a comment it is. */
static bool is_body_class(struct span classes)
{
	static const char *const parts[] = { "text", "content", "body", "message", "copy" };
	struct span word;

	while (span_split(&classes, ' ', &word))
		for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
			if (span_find_nocase(word, "comment") < word.len &&
			    span_find_nocase(word, parts[i]) < word.len)
				return true;
	return false;
}

/* The first such element that has a text but no header. */
static page_node find_body_by_class(struct web_page *w, const struct web_unit *u)
{
	int tries = WEB_TRIES;

	for (page_node n = u->node + 1; n < u->own_end && tries; n++) {
		page_node end = end_in(w, u, n);

		if (n == u->mark || page_is_text(w->page, n) || w->flags[n] & WEB_NOISE ||
		    !is_body_class(page_attr(w->page, n, "class")))
			continue;
		if (!web_holds_header(w, n, end) && web_text(w, n, end, WEB_NOISE).len > 0)
			return n;
		tries--;
	}
	return 0;
}

void web_read_body(struct web_page *w, struct web_unit *u)
{
	page_node n = web_find(w, u->node, u->own_end, w->engine->body, web_body_generic);

	if (n && holds_header(w, u, n))
		n = inner_body(w, u, n);
	if (!n && !w->engine->unit)
		n = find_body_by_class(w, u);
	if (!n)
		n = web_find(w, u->node, u->own_end, ".comment-body .comment_body "
		    ".comment-inner", NULL);
	u->body = n;
	u->is_whole = is_whole(w, u);
}

/* ---- when and where ---- */

static page_node permalink(const struct web_page *w, const struct web_unit *u)
{
	page_node n = u->node;

	while ((n = page_find(w->page, n, u->own_end, "a", NULL)) != 0) {
		struct span href = page_attr(w->page, n, "href");
		struct span key = web_id_key(url_fragment(href));

		if (n >= u->body && u->body && n < page_end(w->page, u->body) && !u->is_whole)
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
		if (n == u->body && !u->is_whole) {
			n = page_end(w->page, n);
			continue;
		}
		if (page_is_text(w->page, n) && page_text(w->page, n).len <= 80)
			date = web_date(w, n, n + 1);
		if (date_known(date) && u->is_whole)
			w->flags[n] |= WEB_META;
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
	        u->is_whole ? WEB_NOISE | WEB_META : WEB_NOISE)))
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

/* The whole text of a link that does something with the comment. */
static bool is_command(struct span text)
{
	static const char *const commands[] = {
		"reply",
		"reply to this",
		"reply to this comment",
		"reply to this post",
		"permalink",
		"report",
		"report abuse",
		"report comment",
		"link to this",
		"edit",
		"delete",
		"quote",
		"share",
		"like",
		"flag",
		"recommend",
		"antworten",
		"zitieren",
		"melden",
		"responder",
		"r\xC3\xA9pondre",
		"alerter",
		"rispondi",
	};

	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		if (span_eq_nocase(text, commands[i]))
			return true;
	return false;
}

/* Dots and bars between what was taken away. */
static bool is_separator(struct span text)
{
	static const char *const marks[] = { "|", "\xE2\x80\xA2", "\xC2\xB7", "-", "#", "/" };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (span_eq_str(text, marks[i]))
			return true;
	return false;
}

/* Of a comment that is read as a whole: links to act on it, and what stands between. */
static void mark_actions(struct web_page *w, const struct web_unit *u)
{
	for (page_node n = u->node + 1; n < u->own_end; n++)
		if (page_is(w->page, n, "a")) {
			if (is_command(web_innermost_text(w, n, u->own_end, "a")))
				w->flags[n] |= WEB_NOISE;
		} else if (is_separator(span_trim(page_text(w->page, n)))) {
			w->flags[n] |= WEB_META;
		}
}

/* "Ann <i>says:</i>": a word that leads from the name to the text is neither's. */
static void mark_says(struct web_page *w, const struct web_unit *u)
{
	for (page_node n = u->node + 2; n < u->own_end; n++) {
		struct span text = span_trim(page_text(w->page, n));
		page_node before = n - 1;

		while (before > u->node && page_end(w->page, page_parent(w->page, before)) == n)
			before = page_parent(w->page, before);
		if (text.len > 0 && text.len < WEB_NAME_BYTES && span_ends(text, ":") &&
		    (w->flags[before] & WEB_META))
			w->flags[n] |= WEB_META;
	}
}

/* A title that some engines make of the first words of the text says nothing. */
static bool is_made_of(struct span title, struct span text)
{
	while (span_ends(title, ".") || span_ends(title, "\xE2\x80\xA6"))
		title = span_sub(title, 0, title.len - (span_ends(title, ".") ? 1 : 3));
	return span_eq(span_sub(text, 0, title.len), title);
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
	uint8_t skip = u->is_whole ? WEB_NOISE | WEB_META | WEB_LIST : WEB_NOISE;

	if (skip & WEB_META) {
		mark_actions(w, u);
		mark_says(w, u);
	}
	struct span body = web_body(w, u->body ? u->body : u->node, u->own_end, skip);
	page_node n = w->engine->title
	    ? selector_find(w->page, u->node, u->own_end, w->engine->title) : 0;

	struct span title = n ? web_text(w, n, u->own_end, WEB_NOISE) : SPAN_NONE;
	page_node text = u->body ? u->body : u->node;

	if (is_made_of(title, web_text(w, text, u->own_end, skip)))
		return body;
	return with_title(w, title, body);
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
	if (!web_read_footer(w, u, &fact)) {
		web_read_author(w, u, &fact);
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
