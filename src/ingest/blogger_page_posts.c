/* The posts of a Blogger page.
 *
 * Templates differ, but each puts a post into one element: div.post-outer around
 * what Blogger makes, else the microformat's .hentry, else .post (also the cards
 * of other posts), else what was used in 2003.  The first of these that holds a
 * text is taken for the whole page.  A post's part of the page ends where the next
 * one begins, even if its element was never closed.  On the page of one post the
 * post is the one whose text has the page's id, else the first.
 */
#include "config.h"

#include "ingest/blogger_page_priv.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "moot/text/date.h"
#include "moot/text/url.h"

static const char *const container_classes[] = {
	"post-outer", "mobile-post-outer", "hentry", "post", "blogPost",
};

static const char *const body_classes[] = {
	"post-body", "entry-content", "post-content", "postBody", NULL,
};

static const char *const snippet_classes[] = {
	"post-snippet", "snippet-item", "item-snippet", "summary", NULL,
};

/* The date header that posts stand under; its text ends where the first of them begins. */
struct day {
	page_node header; /* 0 = none yet */
	struct span text;
	struct date date;
};

struct post {
	struct range all;  /* the container */
	struct range head; /* what precedes the text */
	struct range meta; /* what follows it, without the comments */
	page_node body;    /* or 0 */
	struct day day;
	bool is_snippet;
	struct post_fact fact;
};

/* The text's element, and whether it is only the start of the text. */
static page_node find_body(const struct blogger_page *b, struct range r, bool *is_snippet)
{
	page_node body = bp_find_any(b, r, body_classes);

	*is_snippet = !body;
	if (!body)
		return bp_find_any(b, r, snippet_classes);
	*is_snippet = span_starts(page_attr(b->page, body, "id"), "post-snippet") ||
	    page_has_class(b->page, body, "post-snippet");
	return body;
}

/* ---- where the posts are ---- */

struct places {
	page_node *nodes;
	size_t len, cap;
};

static void find_containers(const struct blogger_page *b, const char *class_token,
    struct places *places)
{
	page_node end = page_count(b->page), n = 0;

	places->len = 0;
	while ((n = page_find(b->page, n, end, NULL, class_token)) != 0) {
		bool is_snippet;
		struct range r = { n, page_end(b->page, n) };

		if (!find_body(b, r, &is_snippet) && !bp_find_class(b, r, "post-title"))
			continue;
		ARRAY_GROW(places->nodes, places->len, places->cap);
		places->nodes[places->len++] = n;
	}
}

static void find_places(const struct blogger_page *b, struct places *places)
{
	size_t kinds = sizeof container_classes / sizeof *container_classes;

	for (size_t i = 0; i < kinds && places->len == 0; i++)
		find_containers(b, container_classes[i], places);
}

static page_node item_body(struct blogger_page *b)
{
	struct buf id = BUF_INIT;

	if (span_is_none(b->item_id))
		return 0;
	buf_add_str(&id, "post-body-");
	buf_add_span(&id, b->item_id);
	page_node body = page_find_id(b->page, buf_span(&id));
	buf_release(&id);
	return body;
}

/* The container of the page's own post: its index, or places->len. */
static size_t item_place(struct blogger_page *b, const struct places *places)
{
	page_node body = item_body(b);

	for (size_t i = 0; i < places->len; i++)
		if (body > places->nodes[i] && body < page_end(b->page, places->nodes[i]))
			return i;
	return body ? places->len : 0;
}

/* ---- the parts of a post ---- */

static void set_ranges(struct blogger_page *b, struct post *post, page_node top, page_node end)
{
	const struct page *p = b->page;

	post->all = (struct range){ top, end };
	post->body = b->is_item ? item_body(b) : 0;
	if (post->body <= top || post->body >= end)
		post->body = find_body(b, post->all, &post->is_snippet);
	page_node body_end = post->body ? page_end(p, post->body) : top + 1;
	page_node meta_end = b->comments >= body_end && b->comments < end ? b->comments : end;

	post->head = (struct range){ top, post->body ? post->body : meta_end };
	post->meta = (struct range){ body_end - 1, meta_end };
}

/* The first element with the class before the text, else after it. */
static page_node find_beside(const struct blogger_page *b, const struct post *post,
    const char *class_token)
{
	page_node found = bp_find_class(b, post->head, class_token);

	return found ? found : bp_find_class(b, post->meta, class_token);
}

static page_node find_title(const struct blogger_page *b, const struct post *post)
{
	static const char *const classes[] = {
		"post-title", "entry-title", "mobile-index-title", "title",
	};
	static const char *const headings[] = { "h1", "h2", "h3" };
	page_node found = 0;

	for (size_t i = 0; i < sizeof classes / sizeof *classes && !found; i++)
		found = find_beside(b, post, classes[i]);
	for (size_t i = 0; i < sizeof headings / sizeof *headings && !found; i++)
		found = page_find(b->page, post->head.after, post->head.end, headings[i], NULL);
	return found;
}

static struct span meta_property(const struct blogger_page *b, const char *property)
{
	page_node end = page_count(b->page), n = 0;

	while ((n = page_find(b->page, n, end, "meta", NULL)) != 0)
		if (span_eq_str(page_attr(b->page, n, "property"), property))
			return page_attr(b->page, n, "content");
	return SPAN_NONE;
}

static void read_title(struct blogger_page *b, struct post *post)
{
	page_node n = find_title(b, post);
	struct span title = n ? bp_text(b, n, post->all.end) : SPAN_NONE;

	if (span_is_none(title) && b->is_item) {
		title = meta_property(b, "og:title");
		if (title.len == 0 || span_eq(title, b->blog_title))
			title = SPAN_NONE;
	}
	post->fact.title = title;
}

/* "Posted by <span class=fn>Ann</span>" or, in old templates, words and name on
 * lines of their own. */
static void read_author(struct blogger_page *b, struct post *post)
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
static struct date shown_date(struct blogger_page *b, const struct post *post)
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

static void read_date(struct blogger_page *b, struct post *post)
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
static struct span listed_number(const struct blogger_page *b, const struct post *post)
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

static struct span listed_url(struct blogger_page *b, const struct post *post)
{
	page_node title = find_title(b, post);
	page_node link = title ? page_find(b->page, title, page_end(b->page, title), "a", NULL) : 0;
	struct span url = bp_href(b, link);

	if (span_is_none(url) && title)
		url = bp_href(b, page_parent(b->page, title)); /* the mobile view: a > h3 */
	return span_is_none(url) ? bp_href(b, find_beside(b, post, "timestamp-link")) : url;
}

static void read_identity(struct blogger_page *b, struct post *post)
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
static void read_comment_link(struct blogger_page *b, struct post *post)
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
static void read_body(struct blogger_page *b, struct post *post)
{
	page_node body = post->body;
	page_node plain = body ? page_find(b->page, body, page_end(b->page, body), "noscript", NULL) : 0;
	page_node script = body ? page_find(b->page, body, page_end(b->page, body), "script", NULL) : 0;

	if (plain && script && span_eq_str(page_attr(b->page, script, "type"), "text/template"))
		body = plain;
	if (body)
		post->fact.body = bp_body(b, body, post->all.end);
	post->fact.body_type = BODY_HTML;
}

static post_id add_post(struct blogger_page *b, struct post *post)
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

/* Goes on to the last date header before the post. */
static void find_day(struct blogger_page *b, page_node top, struct day *day)
{
	page_node header = day->header, n;

	while ((n = page_find(b->page, header, top, NULL, "date-header")) != 0)
		header = n;
	if (header == day->header)
		return;
	day->header = header;
	day->text = bp_text(b, header, top);
	day->date = bp_stamp_date(b, day->text);
}

static post_id add_item(struct blogger_page *b, const struct places *places)
{
	struct post post = { .fact = POST_FACT_INIT };
	size_t i = item_place(b, places);

	if (i < places->len)
		set_ranges(b, &post, places->nodes[i], page_end(b->page, places->nodes[i]));
	else
		set_ranges(b, &post, 0, page_count(b->page));
	find_day(b, post.all.after, &post.day);
	return add_post(b, &post);
}

/* What a list leaves out is to be had elsewhere: said once for the page. */
static void say_left_out(struct blogger_page *b, size_t snippets, size_t with_comments)
{
	if (snippets)
		diag_add(b->target->diags, DIAG_CODE_INCOMPLETE, b->target->source, 0,
		    "the page lists posts: of %zu it has the first lines only", snippets);
	if (with_comments)
		diag_add(b->target->diags, DIAG_CODE_NO_COMMENTS, b->target->source, 0,
		    "the page lists posts: the comments of %zu are on their own pages", with_comments);
}

static void add_list(struct blogger_page *b, const struct places *places)
{
	struct day day = { 0 };
	size_t snippets = 0, with_comments = 0;

	for (size_t i = 0; i < places->len; i++) {
		struct post post = { .fact = POST_FACT_INIT };
		page_node end = page_end(b->page, places->nodes[i]);

		if (i + 1 < places->len && places->nodes[i + 1] < end)
			end = places->nodes[i + 1];
		set_ranges(b, &post, places->nodes[i], end);
		find_day(b, places->nodes[i], &day);
		post.day = day;
		add_post(b, &post);
		snippets += post.is_snippet && post.body;
		with_comments += post.fact.comments_total != COMMENTS_TOTAL_UNKNOWN &&
		    post.fact.comments_total > 0;
	}
	say_left_out(b, snippets, with_comments);
}

post_id bp_add_posts(struct blogger_page *b)
{
	struct range whole = { 0, page_count(b->page) };
	struct places places = { 0 };
	bool is_snippet;
	post_id post = 0;

	find_places(b, &places);
	if (!b->is_item)
		add_list(b, &places);
	else if (places.len > 0 || b->comments || find_body(b, whole, &is_snippet))
		post = add_item(b, &places);
	free(places.nodes);
	return post;
}
