/* JSON Feed 1.0 and 1.1.  It has no field for what an item answers: comments are told by
 * their addresses and titles, as in other feeds.
 *
 * Facts: jsonfeed.org/version/1.1.  Authors are an array since 1.1; the full text is
 * content_html or content_text.
 */
#include "config.h"

#include <stdlib.h>

#include "ingest/feed_priv.h"
#include "ingest/json_priv.h"
#include "ingest/values_priv.h"
#include "moot/base/xalloc.h"
#include "moot/model/authors.h"
#include "moot/text/safe.h"
#include "moot/text/url.h"

struct json_feed {
	struct ingest_target target;
	struct jdoc doc;
	struct jval root; /* none until it is read */
	struct buf id, author, url; /* what a fact points at until it is added */
};

/* Every author's name, or address where there is no name. */
static struct span authors_of(struct jval map, struct buf *out)
{
	struct jval list = jval_get(map, "authors");
	struct jval one = jval_get(map, "author");

	buf_clear(out);
	for (size_t i = 0; i < jval_len(list); i++)
		authors_add(out, 0, jval_first_text(jval_at(list, i), "name|url"));
	if (!out->len)
		authors_add(out, 0, jval_first_text(one, "name|url"));
	return out->len ? buf_span(out) : SPAN_NONE;
}

/* The item's own, else the feed's. */
static struct span author_of(struct json_feed *f, struct jval item)
{
	struct span author = authors_of(item, &f->author);

	return author.len ? author : authors_of(f->root, &f->author);
}

static struct span body_of(struct jval item, enum body_type *type)
{
	struct span html = jval_first_text(item, "content_html");

	*type = html.len ? BODY_HTML : BODY_TEXT;
	return html.len ? html : jval_first_text(item, "content_text|summary");
}

static struct span url_of(struct json_feed *f, struct jval item)
{
	struct span url = jval_first_text(item, "url|external_url");
	struct span base = jval_first_text(f->root, "home_page_url|feed_url");

	if (!url.len)
		return SPAN_NONE;
	buf_clear(&f->url);
	url_resolve(&f->url, base.len ? base : f->target.base_url, url);
	return url_is_link(buf_span(&f->url)) ? buf_span(&f->url) : SPAN_NONE;
}

static struct date date_of(struct json_feed *f, struct jval item, const char *name)
{
	return value_date(&f->target, 0, jval_text(jval_get(item, name)));
}

static void add_labels(struct jval item, struct labels *labels)
{
	struct jval tags = jval_get(item, "tags");

	for (size_t i = 0; i < jval_len(tags); i++)
		labels_add(labels, jval_text(jval_at(tags, i)));
	labels_place(labels);
}

static void add_post(struct json_feed *f, struct jval item)
{
	struct post_fact fact = POST_FACT_INIT;
	struct labels labels = { .len = 0 };

	add_labels(item, &labels);
	fact.source = f->target.source;
	fact.id = jval_key(jval_get(item, "id"), &f->id);
	fact.title = jval_text(jval_get(item, "title"));
	fact.author = author_of(f, item);
	fact.published = date_of(f, item, "date_published");
	fact.updated = date_of(f, item, "date_modified");
	fact.url = url_of(f, item);
	fact.body = body_of(item, &fact.body_type);
	fact.labels = labels.items;
	fact.label_count = labels.len;
	library_add_post(f->target.lib, &fact);
	labels_release(&labels);
}

static void add_comment(struct json_feed *f, struct jval item, struct span post)
{
	struct comment_fact fact = COMMENT_FACT_INIT;

	fact.source = f->target.source;
	fact.post_key = post;
	fact.id = jval_key(jval_get(item, "id"), &f->id);
	fact.author = author_of(f, item);
	fact.published = date_of(f, item, "date_published");
	fact.url = url_of(f, item);
	fact.body = body_of(item, &fact.body_type);
	library_add_comment(f->target.lib, &fact);
}

/* The post that the item is a comment on; none when it is a post. */
static struct span post_of(struct json_feed *f, struct jval item)
{
	struct span url = jval_first_text(item, "url|id"), title;

	if (feed_is_comment_url(url))
		return span_sub(url, 0, span_find_byte(url, '#'));
	if (!feed_title_is_made(jval_text(jval_get(item, "title")), author_of(f, item), &title))
		return SPAN_NONE;
	return title.len ? title : jval_first_text(f->root, "home_page_url");
}

static void take_items(struct json_feed *f)
{
	struct jval items = jval_get(f->root, "items");

	for (size_t i = 0; i < jval_len(items); i++) {
		struct jval item = jval_at(items, i);
		struct span post = post_of(f, item);

		if (post.len)
			add_comment(f, item, post);
		else if (jval_is_map(item))
			add_post(f, item);
	}
}

static void describe(struct json_feed *f)
{
	struct source_meta meta = {
		.id = jval_first_text(f->root, "feed_url"),
		.title = jval_first_text(f->root, "title"),
		.author = authors_of(f->root, &f->author),
		.url = jval_first_text(f->root, "home_page_url"),
	};

	library_set_source(f->target.lib, f->target.source, &meta);
}

static void say_if_more(struct json_feed *f)
{
	struct span next = jval_first_text(f->root, "next_url");
	struct buf shown = BUF_INIT;

	if (!next.len)
		return;
	safe_add(&shown, next, false);
	diag_add(f->target.diags, DIAG_CODE_INCOMPLETE, f->target.source, 0,
	    "more entries are on other pages of the feed; the next page is %s",
	    buf_str(&shown));
	buf_release(&shown);
}

/* ---- the adapter ---- */

static int sniff(const struct sniff *head)
{
	return jval_begins(head->head) &&
	        span_find(head->head, SPAN_LIT("jsonfeed.org/version/")) < head->head.len
	    ? 90
	    : 0;
}

static void *open_feed(const struct ingest_target *target)
{
	struct json_feed *f = xcalloc(1, sizeof *f);

	f->target = *target;
	return f;
}

static void feed_feed(void *state, struct span utf8)
{
	struct json_feed *f = state;

	jdoc_add(&f->doc, utf8);
}

static void finish(void *state)
{
	struct json_feed *f = state;

	f->root = jdoc_read(&f->doc, &f->target);
	if (jval_is_none(f->root))
		return;
	describe(f);
	take_items(f);
	say_if_more(f);
}

static void close_feed(void *state)
{
	struct json_feed *f = state;

	jdoc_release(&f->doc);
	buf_release(&f->id);
	buf_release(&f->author);
	buf_release(&f->url);
	free(f);
}

extern const struct ingest_format ingest_json_feed;
const struct ingest_format ingest_json_feed = {
	.name = "json-feed",
	.label = "JSON Feed",
	.sniff = sniff,
	.open = open_feed,
	.feed = feed_feed,
	.finish = finish,
	.close = close_feed,
};
