/* Who wrote the post of a page, and when.
 *
 * What the page's head and its microdata say comes before what its themes show; a date is
 * last looked for in classes that say so, and in headings that are one.
 */
#include "config.h"

#include "ingest/web_page_priv.h"

#include "ingest/selector_priv.h"

struct span web_post_author(struct web_page *w, const struct web_post *post)
{
	static const char generic[] = ".entry-author .post-author .wp-block-post-author__name "
	    ".wp-block-post-author-name .p-author [itemprop=author] [rel=author] "
	    ".author.vcard .author .byline";
	static const char *const attrs[] = { "data-author", "author" };
	page_node n = web_find_part(w, post, w->engine->post_author, generic);
	page_node end = n ? page_end(w->page, n) : 0;
	page_node name = selector_find(w->page, n, end, ".fn [itemprop=name] .p-name");
	struct span author = SPAN_NONE;

	if (n)
		author = web_text(w, name ? name : n, post->end, WEB_NOISE);
	if (n && page_is(w->page, n, "meta"))
		author = page_attr(w->page, n, "content");
	for (size_t i = 0; i < sizeof attrs / sizeof *attrs && author.len == 0; i++)
		author = page_attr(w->page, post->scope, attrs[i]);
	if (author.len == 0)
		author = web_meta(w, "meta[name=author]");
	if (span_starts_nocase(author, "by "))
		author = span_sub(author, 3, author.len);
	author = web_without_date(author);
	return author.len > 0 && author.len < 100 ? author : SPAN_NONE;
}

enum { DATE_MAX_NODES = 20 };

/* "date-post", "postdate": a class that says date, but not of the last change. */
static bool is_date_class(struct span classes)
{
	return span_find_nocase(classes, "date") < classes.len &&
	    span_find_nocase(classes, "update") == classes.len;
}

static bool is_date_heading(struct web_page *w, page_node n)
{
	return (page_is(w->page, n, "h2") || page_is(w->page, n, "h3")) &&
	    date_known(date_parse(web_text(w, n, page_end(w->page, n), WEB_NOISE)));
}

/* What its class says to be a date, or a heading that is one; it is no text then. */
static struct date date_by_looks(struct web_page *w, const struct web_post *post)
{
	struct date date = DATE_INIT;

	for (page_node n = post->scope + 1; n < post->end && !date_known(date); n++) {
		if (page_is_text(w->page, n) || w->flags[n] & (WEB_IN_UNIT | WEB_NOISE) ||
		    page_end(w->page, n) - n > DATE_MAX_NODES)
			continue;
		if (is_date_class(page_attr(w->page, n, "class")) || is_date_heading(w, n))
			date = web_date(w, n, post->end);
		w->flags[n] |= date_known(date) ? WEB_CHROME : 0;
	}
	return date;
}

struct date web_post_date(struct web_page *w, const struct web_post *post)
{
	static const char generic[] = "time.entry-date time.published time.dt-published "
	    ".dt-published "
	    "[itemprop=datePublished] abbr.published .entry-date .post-date .date-header "
	    ".published "
	    ".age article.time time[datetime] .date";
	struct date date = date_parse(web_meta(w, "meta[property=article:published_time]"));
	page_node n;

	if (date_known(date))
		return date;
	n = w->engine->first_is_post
	    ? selector_find(w->page, post->scope, post->end, w->engine->time)
	    : web_find_part(w, post, NULL, generic);
	if (n)
		date = web_date(w, n, post->end);
	if (!date_known(date))
		date = date_parse(web_json_string(w, "\"datePublished\""));
	return date_known(date) ? date : date_by_looks(w, post);
}
