/* Who wrote a comment.
 *
 * Engines have a line below the text that says who and when; the names that elements go
 * by tell the author elsewhere; and where no such name is known, any class that is made
 * of "author" or "user" does, or the first link that is not the comment's own.
 */
#include "config.h"

#include "ingest/web_page_priv.h"

#include "ingest/selector_priv.h"
#include "moot/text/url.h"

/* Nodes after one and before another. */
struct range {
	page_node after, end;
};

/* "Ann says:" without its last word, "by Ann" without its first. */
static struct span without_says(struct span name)
{
	static const char *const before[] = { ",", "by ", "par ", "por " };

	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		if (span_starts_nocase(name, before[i]))
			name = span_trim(span_sub(name, strlen(before[i]), name.len));
	if (span_ends(name, ","))
		name = span_trim(span_sub(name, 0, name.len - 1));
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

/* Without what leads from a name to a date. */
static struct span without_joint(struct span text)
{
	static const char *const joints[] = {
		"|", " at", " on", " am", " le", ",", ":", "\xC2\xBB", "\xC2\xB7", "-",
	};

	text = span_trim(text);
	for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
		if (span_ends(text, joints[i]))
			text = span_trim(span_sub(text, 0, text.len - strlen(joints[i])));
	return text;
}

/* Where "10:07 AM on May 1, 2009" begins, which has the time before the day. */
static size_t time_first(struct span text, struct date *date)
{
	size_t at = span_find(text, SPAN_LIT(" at ")), start = at + strlen(" at ");

	if (at == text.len)
		return text.len;
	*date = date_parse(span_sub(text, start, text.len));
	return date->precision > DATE_DAY ? at : text.len;
}

/* Where the date of "Posted by: Ann | 09/25/2013 at 01:20 PM" or "Posted by Ann at March
 * 4, 2005 10:11 AM" begins, and what stands before it without "Posted by" and "at". */
static struct span posted_by(struct span text, struct date *date)
{
	static const char *const starts[] = { "posted by", "submitted by" };
	size_t bar = span_find_byte(text, '|'), start = bar + 1;

	*date = bar < text.len ? date_parse(span_trim(span_sub(text, start, text.len))) : DATE_INIT;
	if (!date_known(*date) && (start = time_first(text, date)) == text.len &&
	    !date_parse_stamp_suffix(text, date, &start))
		return SPAN_NONE;
	text = without_joint(span_sub(text, 0, start));
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (span_starts_nocase(text, starts[i]))
			text = span_trim(span_sub(text, strlen(starts[i]), text.len));
	return span_trim(span_sub(text, text.len > 0 && text.p[0] == ':', text.len));
}

/* "Comment by Ann \xE2\x80\x94 17 July 2011 @ 13:04", as the first themes of WordPress say. */
static bool read_classic(struct web_page *w, const struct web_unit *u, struct comment_fact *fact)
{
	static const char *const kinds[] = {
		"comment by ", "trackback by ", "pingback by ", "kommentar von ", "trackback von ",
		"pingback von ", "commentaire par ", "comentario por ", "commento di ",
	};
	page_node cite = page_find(w->page, u->node, u->own_end, "cite", NULL);
	struct span line = cite ? web_text(w, cite, u->own_end, WEB_NOISE) : SPAN_NONE;
	size_t dash = span_find(line, SPAN_LIT(" \xE2\x80\x94 ")), kind = 0,
	       count = sizeof kinds / sizeof *kinds;

	while (kind < count && !span_starts_nocase(line, kinds[kind]))
		kind++;
	if (kind == count || dash == line.len)
		return false;
	fact->author = span_trim(span_sub(line, strlen(kinds[kind]), dash));
	fact->author_url = link_of(w, cite, u->own_end);
	fact->published = web_date_in(span_sub(line, dash + strlen(" \xE2\x80\x94 "), line.len));
	return fact->author.len > 0;
}

struct span web_without_date(struct span text)
{
	struct date date;
	struct span name = posted_by(text, &date);

	return name.len ? name : text;
}

/* TypePad and Movable Type say who and when in one line below the text. */
bool web_read_footer(struct web_page *w, const struct web_unit *u, struct comment_fact *fact)
{
	page_node footer = selector_find(w->page, u->node, u->own_end, ".comment-footer .posted "
	    ".comments-post .smallcopy .comment__submitted");
	struct span text = footer ? web_text(w, footer, u->own_end, WEB_NOISE) : SPAN_NONE;
	struct date date;
	struct span name = posted_by(text, &date);

	if (name.len == 0)
		return read_classic(w, u, fact);
	fact->author = name;
	fact->published = date;
	page_node a = page_find(w->page, footer, page_end(w->page, footer), "a", NULL);
	if (a && span_eq(web_text(w, a, u->own_end, WEB_NOISE), name))
		fact->author_url = web_href(w, a);
	return true;
}

/* ---- the element ---- */

/* What a reader can do with a comment is no name. */
static bool is_action(struct span text)
{
	static const char *const words[] = {
		"repl", "respon", "antwort", "r\xC3\xA9pon", "rispond", "permalink", "perma-link",
		"report", "flag", "edit", "quote", "link", "share", "like", "melden", "zitieren",
		"recommend", "profile", "up vote", "vote", "alerter", "log in",
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (span_starts_nocase(text, words[i]))
			return true;
	return text.len > 0 && (text.p[0] == '#' || text.p[0] == '[');
}

/* Not of a portrait, nor of a link to a profile. */
static bool has_text(struct web_page *w, page_node n, page_node end)
{
	struct span text = web_text(w, n, end, WEB_NOISE);

	return page_is(w->page, n, "meta") || (text.len > 0 && !is_action(text));
}

/* The first element with a text that a selector finds; a portrait has none. */
static page_node find_texted(struct web_page *w, struct range where, const char *selectors)
{
	struct span rest = selectors && *selectors ? span_str(selectors) : SPAN_NONE, piece;
	struct buf one = BUF_INIT;
	page_node n = 0;

	while (!n && span_split(&rest, ' ', &piece)) {
		int tries = WEB_TRIES;

		buf_clear(&one);
		buf_add_span(&one, piece);
		n = where.after;
		do
			n = selector_find(w->page, n, where.end, buf_str(&one));
		while (n && !has_text(w, n, where.end) && --tries);
		n = tries ? n : 0;
	}
	buf_release(&one);
	return n;
}

/* A class that is made of one of these, as in "commentAuthorName". */
static bool is_author_class(struct span classes)
{
	static const char *const parts[] = {
		"author", "username", "user-name", "user_name", "userlink", "commenter",
		"nickname", "poster",
	};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (span_find_nocase(classes, parts[i]) < classes.len)
			return true;
	return false;
}

enum { NAME_MAX_NODES = 40 };

static bool is_name(struct web_page *w, page_node n, page_node end)
{
	struct span text = SPAN_NONE;

	if (page_end(w->page, n) - n <= NAME_MAX_NODES)
		text = web_text(w, n, end, WEB_NOISE);
	return text.len > 0 && text.len <= WEB_NAME_BYTES && !is_action(text) &&
	    !date_known(web_date(w, n, end));
}

/* The innermost element with such a class. */
static page_node find_by_class(struct web_page *w, struct range where)
{
	page_node found = 0, end = where.end;

	for (page_node n = where.after + 1; n < end; n++)
		if (!page_is_text(w->page, n) && !(w->flags[n] & WEB_NOISE) &&
		    is_author_class(page_attr(w->page, n, "class")) && is_name(w, n, where.end)) {
			found = n;
			end = page_end(w->page, n) < end ? page_end(w->page, n) : end;
		}
	return found;
}

/* The first link with a text that is a name's, or bold words in its place. */
static page_node find_by_looks(struct web_page *w, const struct web_unit *u, struct range where)
{
	static const char *const names[] = { "a", "strong", "b" };
	page_node n;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		for (n = where.after;
		     (n = page_find(w->page, n, where.end, names[i], NULL)) != 0;) {
			struct span fragment = url_fragment(page_attr(w->page, n, "href"));
			bool is_own = u->key.len > 0 && span_find(fragment, u->key) < fragment.len;

			if (!(w->flags[n] & WEB_NOISE) && !is_own && is_name(w, n, where.end))
				return n;
		}
	return 0;
}

/* "Submitted by <span>Ann</span> on Tuesday": the name in a line of who and when. */
static page_node find_in_line(struct web_page *w, struct range where)
{
	page_node line = selector_find(w->page, where.after, where.end,
	    ".comment__submitted .submitted");

	for (page_node n = line + 1; line && n < page_end(w->page, line); n++)
		if (!page_is_text(w->page, n) && is_name(w, n, where.end))
			return n;
	return 0;
}

bool web_holds_header(struct web_page *w, page_node n, page_node end)
{
	return find_by_class(w, (struct range){ n, end }) != 0;
}

static page_node author_in(struct web_page *w, const struct web_unit *u, struct range where)
{
	page_node n = find_texted(w, where, w->engine->author);

	if (!n)
		n = find_texted(w, where, web_author_generic);
	if (n || w->engine->unit || where.after >= where.end)
		return n;
	n = find_in_line(w, where);
	n = n ? n : find_by_class(w, where);
	return n || u->is_whole ? n : find_by_looks(w, u, where);
}

/* Before the text, or else after it. */
static page_node author_element(struct web_page *w, const struct web_unit *u)
{
	page_node body_end = u->body && !u->is_whole ? page_end(w->page, u->body) : 0;
	struct range before = { u->node, body_end ? u->body : u->own_end };
	page_node n = author_in(w, u, before);

	if (n || !body_end)
		return n;
	return author_in(w, u, (struct range){ body_end - 1, u->own_end });
}

/* ---- the name ---- */

/* What holds more than a name, as a line of who and when, has the name before the time,
 * or in a link. */
static bool is_more_than_name(struct span text, page_node time)
{
	return text.len > WEB_NAME_BYTES || time;
}

static struct span name_in(struct web_page *w, page_node n, page_node end)
{
	page_node last = page_end(w->page, n) < end ? page_end(w->page, n) : end, a = n;
	page_node time = page_find(w->page, n, last, "time", NULL);
	struct span name = page_is(w->page, n, "meta") ? page_attr(w->page, n, "content") :
	    web_text(w, n, time ? time : end, WEB_NOISE);

	if (time)
		name = without_joint(name);
	if (!is_more_than_name(name, name.len ? 0 : time))
		return without_says(name);
	while ((a = page_find(w->page, a, last, "a", NULL)) != 0) {
		struct span link = web_innermost_text(w, a, end, "a");

		if (link.len > 0 && !(time && page_end(w->page, a) > time && a < time))
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

void web_read_author(struct web_page *w, const struct web_unit *u, struct comment_fact *fact)
{
	page_node n = author_element(w, u);
	page_node name = n ? selector_find(w->page, n, page_end(w->page, n), "[itemprop=name]") : 0;

	n = name && name < u->own_end ? name : n;
	if (n) {
		w->flags[n] |= u->is_whole ? WEB_META : 0;
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

