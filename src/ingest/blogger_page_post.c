/* One post of a Blogger page, once its place is known: title, author, date, labels,
 * identity and text.  What precedes the text is asked before what follows it, so
 * that cards of other posts below the post are not taken for its own.
 */
#include "config.h"

#include "ingest/blogger_page_priv.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"

/* The first element with the class before the text, else after it. */
static page_node find_beside(const struct blogger_page *b, const struct page_post *post,
    const char *class_token)
{
	page_node found = bp_find_class(b, post->head, class_token);

	return found ? found : bp_find_class(b, post->meta, class_token);
}

static page_node find_title(const struct blogger_page *b, const struct page_post *post)
{
	static const char *const classes[] = { "post-title", "entry-title", "mobile-index-title" };
	static const char *const headings[] = { "h1", "h2", "h3" };
	page_node found = 0;

	for (size_t i = 0; i < sizeof classes / sizeof *classes && !found; i++)
		found = find_beside(b, post, classes[i]);
	for (size_t i = 0; i < sizeof headings / sizeof *headings && !found; i++)
		found = page_find(b->page, post->head.after, post->head.end, headings[i], NULL);
	return found && page_has_class(b->page, found, "date-header") ? 0 : found;
}

static void read_title(struct blogger_page *b, struct page_post *post)
{
	page_node n = find_title(b, post);
	struct span title = n ? bp_text(b, n, post->all.end) : SPAN_NONE;

	if (span_is_none(title) && b->is_item) {
		title = bp_meta(b, "property", "og:title");
		if (title.len == 0 || span_eq(title, b->blog_title))
			title = SPAN_NONE;
	}
	post->fact.title = title;
}

/* "Posted by <span class=fn>Ann</span>" or, in old templates, words and name on
 * lines of their own. */
static void read_author(struct blogger_page *b, struct page_post *post)
{
	static const char *const classes[] = {
		"fn", "entry-author-link", "author-name", "by-author", "entry-author",
	};
	page_node box = find_beside(b, post, "post-author"), name = 0;
	struct span lines[2];

	if (box)
		name = page_find(b->page, box, page_end(b->page, box), NULL, "fn");
	for (size_t i = 0; i < sizeof classes / sizeof *classes && !name && !box; i++)
		name = find_beside(b, post, classes[i]);
	if (name)
		post->fact.author = bp_text(b, name, post->all.end);
	else if (box && bp_last_lines(b, box, post->all.end, lines))
		post->fact.author = lines[1];
}

/* ---- when ---- */

static struct date date_of_attrs(const struct blogger_page *b, page_node n)
{
	static const char *const attrs[] = { "title", "datetime", "content" };
	struct date date = DATE_INIT;

	for (size_t i = 0; i < sizeof attrs / sizeof *attrs && n && !date_known(date); i++)
		date = date_parse(page_attr(b->page, n, attrs[i]));
	return date;
}

static struct date exact_date(const struct blogger_page *b, struct range r)
{
	struct date date = date_of_attrs(b, bp_find_class(b, r, "published"));

	if (!date_known(date))
		date = date_of_attrs(b, page_find(b->page, r.after, r.end, "abbr", NULL));
	if (!date_known(date))
		date = date_of_attrs(b, page_find(b->page, r.after, r.end, "time", NULL));
	return date;
}

static struct date text_date(struct blogger_page *b, page_node n, page_node end)
{
	return n ? bp_stamp_date(b, bp_text(b, n, end)) : DATE_INIT;
}

/* The day that stands above the post and the time that stands below it. */
static struct date shown_date(struct blogger_page *b, const struct page_post *post)
{
	page_node stamp = find_beside(b, post, "timestamp-link");
	struct date whole = DATE_INIT;

	if (date_known(post->day.date) && stamp) {
		struct buf both = BUF_INIT;

		buf_add_span(&both, post->day.text);
		buf_add_char(&both, ' ');
		buf_add_span(&both, bp_text(b, stamp, post->all.end));
		whole = date_parse(buf_span(&both));
		buf_release(&both);
	}
	if (whole.precision > DATE_DAY)
		return whole;
	return date_known(post->day.date) ? post->day.date : text_date(b, stamp, post->all.end);
}

static void read_date(struct blogger_page *b, struct page_post *post)
{
	static const char *const classes[] = {
		"publishdate", "post-timestamp", "post-date", "date-header", "entry-date",
	};
	struct date date = exact_date(b, post->head);

	if (!date_known(date))
		date = exact_date(b, post->meta);
	if (!date_known(date))
		date = shown_date(b, post);
	for (size_t i = 0; i < sizeof classes / sizeof *classes && !date_known(date); i++)
		date = text_date(b, find_beside(b, post, classes[i]), post->all.end);
	b->undated += !span_is_none(post->day.text) && !date_known(date);
	post->fact.published = date;
}

/* ---- where and what ---- */

static bool is_label_link(const struct blogger_page *b, page_node n)
{
	struct span rel = page_attr(b->page, n, "rel"), href = page_attr(b->page, n, "href");

	return span_eq_nocase(rel, "tag") || span_find(href, SPAN_LIT("search/label/")) < href.len;
}

struct labels {
	struct span *rows;
	size_t len, cap;
};

/* A template may print the labels above the text and again below it. */
enum { LABELS_COMPARED_MAX = 64 };

static void add_label(struct labels *labels, struct span label)
{
	if (span_is_none(label))
		return;
	for (size_t i = 0; i < labels->len && i < LABELS_COMPARED_MAX; i++)
		if (span_eq(labels->rows[i], label))
			return;
	ARRAY_GROW(labels->rows, labels->len, labels->cap);
	labels->rows[labels->len++] = label;
}

static void read_labels(struct blogger_page *b, struct range r, struct labels *labels)
{
	page_node n = page_find(b->page, r.after, r.end, "a", NULL);

	while (n) {
		page_node next = page_find(b->page, n, r.end, "a", NULL);

		if (is_label_link(b, n))
			add_label(labels, bp_text(b, n, next ? next : r.end));
		n = next;
	}
}

/* The number of a listed post: in the id of its text, in its microdata, in the
 * anchor that old templates begin with, or in the owner's tool links. */
static struct span listed_number(const struct blogger_page *b, const struct page_post *post)
{
	const struct page *p = b->page;
	struct span id = post->body ? page_attr(p, post->body, "id") : SPAN_NONE;
	struct span number = bp_digits_after(id, "post-body-");
	page_node n = post->all.after;

	if (span_is_none(number))
		number = bp_digits_after(id, "post-snippet-");
	while (span_is_none(number) && (n = page_find(p, n, post->all.end, "meta", NULL)) != 0)
		if (span_eq_str(page_attr(p, n, "itemprop"), "postId"))
			number = bp_digits_after(page_attr(p, n, "content"), "");
	n = post->all.after;
	while (span_is_none(number) && (n = page_find(p, n, post->all.end, "a", NULL)) != 0) {
		struct span name = page_attr(p, n, "name");

		number = bp_digits_after(page_attr(p, n, "href"), "postID=");
		if (span_is_none(number) && bp_digits_after(name, "").len == name.len)
			number = name.len > 0 ? name : SPAN_NONE;
	}
	return number;
}

/* Without the mark of the mobile view, to be the address that feeds and exports have. */
static struct span listed_url(struct blogger_page *b, const struct page_post *post)
{
	page_node title = find_title(b, post);
	page_node link = title ? page_find(b->page, title, page_end(b->page, title), "a", NULL) : 0;
	struct span url = bp_href(b, link);

	if (span_is_none(url) && title)
		url = bp_href(b, page_parent(b->page, title)); /* the mobile view: a > h3 */
	if (span_is_none(url))
		url = bp_href(b, find_beside(b, post, "timestamp-link"));
	return span_ends(url, "?m=1") ? span_sub(url, 0, url.len - strlen("?m=1")) : url;
}

static void read_identity(struct blogger_page *b, struct page_post *post)
{
	struct span number = listed_number(b, post);

	post->fact.url = listed_url(b, post);
	if (b->is_item) {
		number = span_is_none(b->item_id) ? number : b->item_id;
		post->fact.url = span_is_none(b->url) ? post->fact.url : b->url;
	}
	post->fact.id = bp_tag_id(b, number);
	post->fact.base_url = b->base;
}

/* Where comments are not shown, the link to them says how many there are. */
static void read_comment_link(struct blogger_page *b, struct page_post *post)
{
	page_node link = find_beside(b, post, "comment-link");
	uint32_t total;

	if (!link)
		return;
	if (!b->is_item)
		post->fact.comments_url = bp_href(b, link);
	if (bp_number(bp_text(b, link, post->all.end), &total))
		post->fact.comments_total = total;
}

/* Some templates keep the text in a script and, for readers without scripts, in
 * noscript. */
static void read_body(struct blogger_page *b, struct page_post *post)
{
	page_node body = post->body, end = body ? page_end(b->page, body) : 0;
	page_node plain = page_find(b->page, body, end, "noscript", NULL);
	page_node script = page_find(b->page, body, end, "script", NULL);

	if (plain && script && span_eq_str(page_attr(b->page, script, "type"), "text/template"))
		body = plain;
	if (body)
		post->fact.body = bp_body(b, body, post->all.end);
	post->fact.body_type = BODY_HTML;
}

post_id bp_add_post(struct blogger_page *b, struct page_post *post)
{
	struct labels labels = { 0 };

	post->fact.source = b->target->source;
	post->fact.kind = b->is_static ? POST_PAGE : POST_POST;
	read_title(b, post);
	read_author(b, post);
	read_date(b, post);
	read_identity(b, post);
	read_comment_link(b, post);
	read_body(b, post);
	read_labels(b, post->head, &labels);
	read_labels(b, post->meta, &labels);
	post->fact.labels = labels.rows;
	post->fact.label_count = labels.len;
	if (b->is_item) {
		uint32_t total = bp_comments_total(b);

		b->published = post->fact.published;
		if (total != COMMENTS_TOTAL_UNKNOWN)
			post->fact.comments_total = total;
	}
	post_id id = library_add_post(b->target->lib, &post->fact);
	free(labels.rows);
	return id;
}
