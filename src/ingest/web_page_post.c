/* The post that a page is about: what it is called, and its text without what stands
 * around it.
 *
 * The text is in an element that templates name alike; where no such name is found
 * it is in the block whose paragraphs hold most text outside of links.
 */
#include "config.h"

#include "ingest/web_page_priv.h"

#include <stdlib.h>

#include "ingest/selector_priv.h"
#include "moot/base/xalloc.h"
#include "moot/text/url.h"

/* ---- what the head says ---- */

struct span web_meta(const struct web_page *w, const char *selectors)
{
	page_node n = selector_find(w->page, 0, page_count(w->page), selectors);
	struct span content = n ? span_trim(page_attr(w->page, n, "content")) : SPAN_NONE;

	return content.len > 0 ? content : SPAN_NONE;
}

static struct span link_rel(const struct web_page *w, const char *selectors)
{
	page_node n = selector_find(w->page, 0, page_count(w->page), selectors);

	return n ? page_attr(w->page, n, "href") : SPAN_NONE;
}

static struct span first_of(struct span a, struct span b)
{
	return a.len > 0 ? a : b.len > 0 ? b : SPAN_NONE;
}

/* A place in the page, or a further page of comments, is at the post's address. */
static struct span of_first_page(struct span url)
{
	size_t pages = span_find(url, SPAN_LIT("/comment-page-"));

	url = span_sub(url, 0, span_find_byte(url, '#'));
	return pages < url.len ? span_sub(url, 0, pages + 1) : url;
}

void web_read_address(struct web_page *w)
{
	struct span url = link_rel(w, "link[rel=canonical]");

	url = web_url(w, first_of(url, web_meta(w, "meta[property=og:url]")));
	if (span_is_none(url))
		url = web_url(w, w->saved_from);
	w->url = of_first_page(url);
	w->base = web_url(w, link_rel(w, "base[href]"));
	w->base = first_of(first_of(w->base, w->url), w->target->base_url);
	w->site_title = web_meta(w, "meta[property=og:site_name]");
}

struct span web_json_string(const struct web_page *w, const char *key)
{
	page_node n = 0;

	while ((n = selector_find(w->page, n, page_count(w->page),
	            "script[type=application/ld+json]")) != 0) {
		struct span text = n + 1 < page_end(w->page, n) ? page_text(w->page, n + 1) :
		    SPAN_NONE;
		size_t at = span_find(text, span_str(key));

		text = span_trim(span_sub(text, at + strlen(key), text.len));
		if (text.len == 0 || text.p[0] != ':')
			continue;
		text = span_trim(span_sub(text, 1, text.len));
		size_t end = span_find_byte(span_sub(text, 1, text.len), '"');
		struct span value = span_sub(text, 1, 1 + end);
		if (text.len > 1 && text.p[0] == '"' && span_find_byte(value, '\\') == value.len)
			return value;
	}
	return SPAN_NONE;
}

/* ---- where the post is ---- */

static page_node scope_of(const struct web_page *w)
{
	page_node n = 0;

	if (w->engine->first_is_post && w->unit_len)
		return w->units[0].node;
	if (w->engine->post)
		n = selector_find(w->page, 0, page_count(w->page), w->engine->post);
	return n;
}

page_node web_find_part(const struct web_page *w, const struct web_post *post, const char *engine,
    const char *generic)
{
	page_node n = engine ? selector_find(w->page, post->scope, post->end, engine) : 0;

	return n || !generic ? n : web_find_outside(w, post->scope, post->end, generic);
}

/* ---- title ---- */

/* "Title | Site" or "Site: Title" without the site's name, where that is known. */
static struct span without_site(const struct web_page *w, struct span title)
{
	static const char *const marks[] = {
		" | ", " - ", " \xE2\x80\x93 ", " \xC2\xBB ", " \xE2\x80\xA2 ",
	};
	struct span site = w->site_title;

	for (size_t i = 0; i < sizeof marks / sizeof *marks && site.len; i++) {
		size_t mark = strlen(marks[i]), at = title.len - site.len - mark;

		if (title.len > site.len + mark &&
		    span_eq(span_sub(title, title.len - site.len, title.len), site) &&
		    span_starts(span_sub(title, at, title.len), marks[i]))
			return span_sub(title, 0, at);
	}
	return title;
}

/* Titles are looked for once for every heading: a longer one is none. */
enum { TITLE_MAX_BYTES = 1000 };

/* The heading that the page's <title> begins with, or has in it. */
static page_node heading_in(struct web_page *w, const struct web_post *post, struct span title)
{
	static const char *const names[] = { "h1", "h2", "h3" };
	page_node inside = 0;
	size_t longest = 0;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		page_node n = post->scope;

		while ((n = page_find(w->page, n, post->end, names[i], NULL)) != 0) {
			if (w->flags[n] & (WEB_IN_UNIT | WEB_NOISE))
				continue;
			struct span text = web_innermost_text(w, n, post->end, names[i]);
			size_t at = text.len ? span_find(title, text) : title.len;

			if (at == 0 && text.len)
				return n;
			if (at < title.len && text.len > longest) {
				inside = n;
				longest = text.len;
			}
		}
	}
	return inside;
}

/* A heading that is the title belongs to the text no more. */
static struct span take_title(struct web_page *w, const struct web_post *post, page_node heading)
{
	w->flags[heading] |= WEB_CHROME;
	return web_text(w, heading, post->end, WEB_NOISE);
}

static struct span by_headings(struct web_page *w, const struct web_post *post)
{
	page_node count = page_count(w->page), n = page_find(w->page, 0, count, "title", NULL);
	struct span title = n ? without_site(w, web_text(w, n, count, 0)) : SPAN_NONE;
	page_node heading = heading_in(w, post, span_sub(title, 0, TITLE_MAX_BYTES));
	struct span text = heading ? web_text(w, heading, post->end, WEB_NOISE) : SPAN_NONE;

	if (heading && !span_eq(text, w->site_title))
		return take_title(w, post, heading);
	if (title.len > 0)
		return title;
	n = web_find_part(w, post, "h1", NULL);
	return n ? take_title(w, post, n) : SPAN_NONE;
}

static struct span heading_above(struct web_page *w)
{
	page_node count = page_count(w->page);
	page_node n = selector_find(w->page, 0, count, w->engine->post_title);

	return n ? web_text(w, n, count, WEB_NOISE) : SPAN_NONE;
}

static struct span title_of(struct web_page *w, const struct web_post *post)
{
	page_node n = web_find_part(w, post, w->engine->post_title,
	    ".entry-title .post-title .p-name [itemprop=headline] .article-title .posttitle "
	    ".storytitle");
	struct span title =
	    n ? take_title(w, post, n) : page_attr(w->page, post->scope, "post-title");

	if (title.len == 0 && w->engine->first_is_post) /* above all of them */
		title = heading_above(w);
	if (title.len == 0)
		title = without_site(w, web_meta(w, "meta[property=og:title]"));
	if (title.len == 0)
		title = web_json_string(w, "\"headline\"");
	return title.len > 0 ? title : by_headings(w, post);
}

/* ---- labels ---- */

enum { LABELS_MAX = 64 };

static size_t read_labels(struct web_page *w, struct span labels[LABELS_MAX])
{
	page_node n = 0, end = page_count(w->page);
	size_t count = 0;

	while (count < LABELS_MAX && (n = page_find(w->page, n, end, "a", NULL)) != 0) {
		struct span text = SPAN_NONE;
		size_t same = 0;

		if ((w->flags[n] & WEB_IN_UNIT) ||
		    !selector_has_word(page_attr(w->page, n, "rel"), SPAN_LIT("tag")))
			continue;
		text = web_innermost_text(w, n, page_count(w->page), "a");
		while (same < count && !span_eq(labels[same], text))
			same++;
		if (text.len && same == count)
			labels[count++] = text;
	}
	return count;
}

/* ---- text ---- */

/* How much text there is before each node that may belong to a post. */
static size_t *text_before(const struct web_page *w)
{
	page_node count = page_count(w->page), skip_end = 0;
	size_t *before = xcalloc((size_t)count + 1, sizeof *before);

	for (page_node n = 0; n < count; n++) {
		if (n >= skip_end && (w->flags[n] & (WEB_NOISE | WEB_CHROME | WEB_IN_UNIT)))
			skip_end = page_end(w->page, n);
		before[n + 1] = before[n];
		if (n >= skip_end && page_is_text(w->page, n))
			before[n + 1] += span_trim(page_text(w->page, n)).len;
	}
	return before;
}

static page_node longest(const struct web_page *w, const size_t *before, const char *selector)
{
	page_node n = 0, best = 0;
	size_t most = 0;

	while ((n = selector_find(w->page, n, page_count(w->page), selector)) != 0) {
		size_t len = before[page_end(w->page, n)] - before[n];

		if (!(w->flags[n] & (WEB_IN_UNIT | WEB_CHROME)) && len > most) {
			most = len;
			best = n;
		}
	}
	return best;
}

static const char *const body_names[] = {
	"[itemprop=articleBody]",
	".e-content",
	".entry-content",
	".post-content",
	".post-body",
	".entry-body",
	".article-content",
	".article-body",
	".postcontent",
	".post-entry",
	".asset-body",
	".storycontent",
	".single-content",
	".entry-text",
	".elementor-widget-theme-post-content",
	".entry",
	"article",
	".hentry",
	".h-entry",
	".post",
	"main",
	"[role=main]",
};

/* A named element with so small a part of the text that paragraphs elsewhere hold is
 * a card or a summary. */
enum { SHARE_MIN = 4 };

static page_node by_name(const struct web_page *w, const size_t *before, size_t dense)
{
	for (size_t i = 0; i < sizeof body_names / sizeof *body_names; i++) {
		page_node n = longest(w, before, body_names[i]);

		if (n && before[page_end(w->page, n)] - before[n] >= dense / SHARE_MIN)
			return n;
	}
	return 0;
}

/* The block whose own paragraphs hold most text outside of links. */
static page_node by_density(const struct web_page *w, const size_t *before)
{
	page_node count = page_count(w->page), best = 0;
	size_t *score = xcalloc(count, sizeof *score);

	for (page_node n = page_find(w->page, 0, count, "p", NULL); n;
	     n = page_find(w->page, n, count, "p", NULL)) {
		page_node end = page_end(w->page, n), block = page_parent(w->page, n);
		size_t len = before[end] - before[n];

		for (page_node a = page_find(w->page, n, end, "a", NULL); a;
		     a = page_find(w->page, a, end, "a", NULL))
			len -= len < before[page_end(w->page, a)] - before[a] ? len :
			    before[page_end(w->page, a)] - before[a];
		score[block] += len;
		if (!best || score[block] > score[best])
			best = block;
	}
	best = best && score[best] ? best : 0;
	free(score);
	return best;
}

static page_node body_of(const struct web_page *w, const struct web_post *post)
{
	page_node n = web_find_part(w, post, w->engine->post_body, NULL);

	if (n || (post->scope && w->engine->unit))
		return n;
	size_t *before = text_before(w);
	page_node dense = by_density(w, before);
	n = by_name(w, before, dense ? before[page_end(w->page, dense)] - before[dense] : 0);
	n = n ? n : dense;
	free(before);
	return n;
}

/* ---- how many comments there are ---- */

static uint32_t comments_total(struct web_page *w)
{
	page_node n = web_find_outside(w, 0, page_count(w->page),
	    "[itemprop=commentCount] .comments-title .comments-heading [id=comments-title] "
	    ".comment-count .comments-header");
	uint64_t total;

	if (n && (span_to_uint(page_attr(w->page, n, "content"), UINT32_MAX - 1, &total) ||
	             web_leading_number(web_text(w, n, page_count(w->page), WEB_NOISE), &total)))
		return (uint32_t)total;
	return COMMENTS_TOTAL_UNKNOWN;
}

/* The title is not the text's as well. */
static void mark_title(struct web_page *w, page_node body, struct span title)
{
	static const char *const names[] = { "h1", "h2", "h3" };
	page_node end = page_end(w->page, body), n;

	for (size_t i = 0; body && title.len && i < sizeof names / sizeof *names; i++) {
		n = page_find(w->page, body, end, names[i], NULL);
		if (n && span_eq(web_text(w, n, end, WEB_NOISE), title)) {
			w->flags[n] |= WEB_CHROME;
			return;
		}
	}
}

post_id web_add_post(struct web_page *w)
{
	struct web_post post = { .scope = scope_of(w), .fact = POST_FACT_INIT };
	struct span labels[LABELS_MAX];
	struct post_fact *fact = &post.fact;

	post.end = post.scope ? page_end(w->page, post.scope) : page_count(w->page);
	fact->source = w->target->source;
	fact->title = title_of(w, &post);
	post.body = body_of(w, &post);
	mark_title(w, post.body, fact->title);
	fact->author = web_post_author(w, &post);
	fact->published = web_post_date(w, &post);
	fact->url = fact->id = w->url;
	fact->base_url = w->base;
	if (post.body)
		fact->body = web_body(w, post.body, page_count(w->page),
		    WEB_NOISE | WEB_CHROME | (w->engine->first_is_post ? 0 : WEB_UNIT));
	fact->body_type = BODY_HTML;
	fact->labels = labels;
	fact->label_count = read_labels(w, labels);
	fact->comments_total = comments_total(w);
	return library_add_post(w->target->lib, fact);
}
