/* The posts of a Blogger page.
 *
 * Templates differ, but each puts a post into one element: div.post-outer around
 * what Blogger makes, else the microformat's .hentry, else .post (also the cards
 * of other posts).  The first of these that holds a text is taken for the whole
 * page.  A post's part of the page ends where the next one begins, even if its
 * element was never closed.  On the page of one post the post is the one whose text
 * has the page's id, else the first.
 */
#include "config.h"

#include "ingest/blogger_page_priv.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"

static const char *const container_classes[] = {
	"post-outer", "mobile-post-outer", "hentry", "post",
};

static const char *const body_classes[] = {
	"post-body", "entry-content", "post-content", "postBody", NULL,
};

static const char *const snippet_classes[] = {
	"post-snippet", "snippet-item", "item-snippet", "summary", NULL,
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

static void set_ranges(struct blogger_page *b, struct page_post *post, page_node top, page_node end)
{
	const struct page *p = b->page;

	post->all = (struct range){ top, end };
	post->body = b->is_item ? item_body(b) : 0;
	if (post->body <= top || post->body >= end)
		post->body = find_body(b, post->all, &post->is_snippet);
	page_node body_end = post->body ? page_end(p, post->body) : top + 1;
	page_node meta_end = b->comments >= body_end && b->comments < end ? b->comments : end;

	if (page_has_class(p, top, "mobile-post-outer"))
		post->is_snippet = true;
	post->head = (struct range){ top, post->body ? post->body : meta_end };
	post->meta = (struct range){ body_end - 1, meta_end };
}

/* Goes on to the last date header before the post. */
static void find_day(struct blogger_page *b, page_node top, struct page_day *day)
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
	struct page_post post = { .fact = POST_FACT_INIT };
	size_t i = item_place(b, places);

	if (i < places->len)
		set_ranges(b, &post, places->nodes[i], page_end(b->page, places->nodes[i]));
	else
		set_ranges(b, &post, 0, page_count(b->page));
	find_day(b, post.all.after, &post.day);
	return bp_add_post(b, &post);
}

/* What a list leaves out is to be had elsewhere: said once for the page. */
static void say_left_out(struct blogger_page *b, size_t snippets, size_t with_comments)
{
	if (snippets)
		diag_add(b->target->diags, DIAG_CODE_INCOMPLETE, b->target->source, 0,
		    "the page lists posts: of %zu it has the first lines only", snippets);
	if (with_comments)
		diag_add(b->target->diags, DIAG_CODE_NO_COMMENTS, b->target->source, 0,
		    "the page lists posts: the comments of %zu are on their own pages",
		    with_comments);
}

static void add_list(struct blogger_page *b, const struct places *places)
{
	struct page_day day = { 0 };
	size_t snippets = 0, with_comments = 0;

	for (size_t i = 0; i < places->len; i++) {
		struct page_post post = { .fact = POST_FACT_INIT };
		page_node end = page_end(b->page, places->nodes[i]);

		if (i + 1 < places->len && places->nodes[i + 1] < end)
			end = places->nodes[i + 1];
		set_ranges(b, &post, places->nodes[i], end);
		find_day(b, places->nodes[i], &day);
		post.day = day;
		bp_add_post(b, &post);
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
