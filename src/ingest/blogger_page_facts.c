/* What a Blogger page says about itself.
 *
 * Every fact has several sources, because templates differ and mirrors rewrite
 * links; they are asked in the order of how much they can be trusted:
 * the feed links in the head (they hold the blog's and the post's number), the
 * microdata, and the data that the page's script is started with:
 *	_WidgetManager._SetDataContext([{'name': 'blog', 'data': {'blogId': '7', ...
 * which is JavaScript, not JSON: 'single quotes', \x26 for &.
 */
#include "config.h"

#include "ingest/blogger_page_priv.h"

#include "moot/text/url.h"

static page_node next_named(const struct blogger_page *b, page_node after, const char *name)
{
	return page_find(b->page, after, page_count(b->page), name, NULL);
}

static struct span script_data(const struct blogger_page *b)
{
	for (page_node n = next_named(b, 0, "script"); n; n = next_named(b, n, "script")) {
		if (page_end(b->page, n) == n + 1)
			continue;
		struct span text = page_text(b->page, n + 1);
		size_t at = span_find(text, SPAN_LIT("_SetDataContext("));

		if (at < text.len)
			return span_sub(text, at, text.len);
	}
	return SPAN_NONE;
}

/* The value of the first 'name': '...', or none when there is none or it is empty. */
static struct span data_value(struct blogger_page *b, const char *name)
{
	struct buf key = BUF_INIT;

	buf_addf(&key, "'%s': '", name);
	size_t at = span_find(b->data, buf_span(&key)) + key.len;
	buf_release(&key);
	if (at > b->data.len)
		return SPAN_NONE;
	struct span rest = span_sub(b->data, at - 1, b->data.len);
	struct span value = bp_script_text(b, &rest);
	return value.len > 0 ? value : SPAN_NONE;
}

static struct span data_digits(struct blogger_page *b, const char *name)
{
	return bp_digits_after(data_value(b, name), "");
}

struct span bp_meta(const struct blogger_page *b, const char *key, const char *value)
{
	for (page_node n = next_named(b, 0, "meta"); n; n = next_named(b, n, "meta"))
		if (span_eq_nocase(page_attr(b->page, n, key), value))
			return span_trim(page_attr(b->page, n, "content"));
	return SPAN_NONE;
}

static struct span first_of(struct span a, struct span b)
{
	return a.len > 0 ? a : b.len > 0 ? b : SPAN_NONE;
}

/* .../feeds/posts/default, on the blog's own host: the blog's address is before it. */
static void read_blog_feed(struct blogger_page *b, page_node link, struct span href)
{
	size_t at = span_find(href, SPAN_LIT("/feeds/posts/default"));
	struct span title = page_attr(b->page, link, "title");

	if (at == href.len)
		return;
	if (span_is_none(b->home_url) && url_is_link(span_sub(href, 0, at)))
		b->home_url = span_sub(href, 0, at + 1);
	if (span_is_none(b->blog_title) && span_ends(title, " - Atom"))
		b->blog_title = span_sub(title, 0, title.len - strlen(" - Atom"));
}

static void read_feed_link(struct blogger_page *b, page_node link)
{
	struct span href = page_attr(b->page, link, "href");
	size_t at = span_find(href, SPAN_LIT("feeds/"));
	struct span number = bp_digits_after(href, "feeds/");

	if (at == href.len)
		return;
	read_blog_feed(b, link, href);
	if (span_is_none(number))
		return;
	struct span rest = span_sub(href, at + strlen("feeds/") + number.len, href.len);
	if (span_starts(rest, "/posts/default") && span_is_none(b->blog_id))
		b->blog_id = number;
	else if (span_starts(rest, "/comments/default") && span_is_none(b->item_id))
		b->item_id = number;
}

static void read_links(struct blogger_page *b)
{
	for (page_node n = next_named(b, 0, "link"); n; n = next_named(b, n, "link")) {
		struct span rel = page_attr(b->page, n, "rel");
		struct span href = page_attr(b->page, n, "href");

		read_feed_link(b, n);
		if (span_eq_nocase(rel, "canonical") && span_is_none(b->url) && url_is_link(href))
			b->url = href;
	}
	b->url = first_of(b->url, bp_meta(b, "property", "og:url"));
	if (!url_is_link(b->url))
		b->url = SPAN_NONE;
}

static void read_base(struct blogger_page *b)
{
	page_node n = next_named(b, 0, "base");
	struct span href = n ? page_attr(b->page, n, "href") : SPAN_NONE;

	b->base = url_is_link(href) ? href : first_of(b->url, b->target->base_url);
}

/* Links of the owner's tools hold both numbers: post-edit.g?blogID=7&postID=5. */
static void read_tool_links(struct blogger_page *b)
{
	for (page_node n = next_named(b, 0, "a"); n; n = next_named(b, n, "a")) {
		struct span number = bp_digits_after(page_attr(b->page, n, "href"), "blogID=");

		if (!span_is_none(number)) {
			b->blog_id = number;
			return;
		}
	}
}

static void read_ids(struct blogger_page *b)
{
	b->blog_id = first_of(b->blog_id, bp_meta(b, "itemprop", "blogId"));
	b->blog_id = first_of(b->blog_id, data_digits(b, "blogId"));
	if (span_is_none(b->blog_id))
		read_tool_links(b);
	b->item_id = first_of(b->item_id, data_digits(b, "postId"));
}

/* The scheme and host of a URL, with the slash. */
static struct span host_of(struct span url)
{
	size_t at = span_find(url, SPAN_LIT("://"));

	if (at == url.len)
		return SPAN_NONE;
	at += 3;
	at += span_find_byte(span_sub(url, at, url.len), '/');
	return span_sub(url, 0, at < url.len ? at + 1 : at);
}

static struct span header_title(struct blogger_page *b)
{
	page_node header = page_find_id(b->page, SPAN_LIT("header"));
	struct range r = { header, header ? page_end(b->page, header) : page_count(b->page) };
	page_node title = page_find(b->page, r.after, r.end, "h1", "title");

	return title ? bp_text(b, title, r.end) : SPAN_NONE;
}

static void read_blog(struct blogger_page *b)
{
	b->blog_title = first_of(b->blog_title, data_value(b, "title"));
	b->blog_title = first_of(b->blog_title, bp_meta(b, "property", "og:site_name"));
	if (span_is_none(b->blog_title))
		b->blog_title = header_title(b);
	b->home_url = first_of(b->home_url, data_value(b, "homepageUrl"));
	b->home_url = first_of(b->home_url, host_of(b->url));
}

static bool has_comment(const struct blogger_page *b)
{
	return page_find(b->page, 0, page_count(b->page), "li", "comment") ||
	    page_find_id(b->page, SPAN_LIT("comments-block"));
}

/* Without the script's word: only the page of one post links to its comment feed
 * or shows its comments. */
static void read_kind(struct blogger_page *b)
{
	struct span kind = data_value(b, "pageType");

	b->is_static = span_eq_str(kind, "static_page") ||
	    span_find(b->url, SPAN_LIT("/p/")) < b->url.len;
	if (span_is_none(kind))
		b->is_item = !span_is_none(b->item_id) || has_comment(b);
	else
		b->is_item = span_eq_str(kind, "item") || span_eq_str(kind, "static_page");
}

static page_node comments_element(const struct blogger_page *b)
{
	page_node n = page_find_id(b->page, SPAN_LIT("comments"));

	if (!n || page_is(b->page, n, "a")) /* a place to jump to */
		n = page_find(b->page, 0, page_count(b->page), NULL, "comments");
	return n ? n : page_find_id(b->page, SPAN_LIT("comments-block"));
}

void bp_read_facts(struct blogger_page *b)
{
	b->data = script_data(b);
	b->comments = comments_element(b);
	read_links(b);
	read_base(b);
	read_ids(b);
	read_blog(b);
	read_kind(b);
	bp_read_date_order(b);
}
