/* WordPress exports (WXR 1.0 to 1.2): RSS 2.0 with elements of WordPress for what RSS
 * does not have.  The same is written by converters, and by whoever feeds comments to
 * Disqus ("custom XML import": no version, types or states).
 *
 * The namespace has the version in its URI, prefixes may be bound anew, and a part cut
 * by hand may declare none.  A field may be text or CDATA, with white space around.
 * Fields of an item may follow its comments: both are collected until the item ends.
 * Comment and post meta data (often most of the file) has no rule and is passed over.
 *
 * Source: WordPress, wp-admin/includes/export.php; WordPress importer, src/parsers.
 */
#include "config.h"

#include <stdlib.h>

#include "ingest/plain_priv.h"
#include "ingest/wxr_priv.h"
#include "moot/base/xalloc.h"

enum place { OUTSIDE, IN_RSS, IN_CHANNEL, IN_AUTHOR, IN_ITEM, IN_COMMENT };

/* ---- elements with a function ---- */

static void on_author(void *user, const struct xml_attr *attrs, size_t count)
{
	struct wxr *w = user;

	(void)attrs;
	(void)count;
	w->fields.record = &w->author;
}

static void on_author_end(void *user)
{
	struct wxr *w = user;

	wxr_complete_author(w);
	w->fields.record = &w->channel;
}

static void on_item(void *user, const struct xml_attr *attrs, size_t count)
{
	struct wxr *w = user;

	(void)attrs;
	(void)count;
	if (!w->described)
		wxr_describe(w);
	wxr_complete_item(w);
	w->fields.record = &w->item;
}

static void on_item_end(void *user)
{
	struct wxr *w = user;

	wxr_complete_item(w);
	w->fields.record = &w->channel;
}

static void on_comment(void *user, const struct xml_attr *attrs, size_t count)
{
	struct wxr *w = user;

	(void)attrs;
	(void)count;
	wxr_complete_comment(w);
	w->fields.record = &w->comment;
}

static void on_comment_end(void *user)
{
	struct wxr *w = user;

	wxr_complete_comment(w);
	w->fields.record = &w->item;
}

static void on_category(void *user, const struct xml_attr *attrs, size_t count)
{
	struct wxr *w = user;

	record_set(&w->item, WXR_CATEGORY_DOMAIN, span_trim(xml_attr_get(attrs, count, "domain")));
}

/* Menus and post formats are categories of other domains. */
static void on_category_end(void *user)
{
	static const char *const domains[] = { "", "category", "post_tag", "tag" };
	struct wxr *w = user;
	struct span domain = record_get(&w->item, WXR_CATEGORY_DOMAIN);

	for (size_t i = 0; i < sizeof domains / sizeof *domains; i++) {
		if (!span_eq_nocase(domain, domains[i]))
			continue;
		buf_clear(&w->name);
		plain_add_html(&w->name, record_get(&w->item, WXR_CATEGORY));
		labels_add(&w->labels, buf_span(&w->name));
	}
}

/* ---- the table ---- */

#define WP(place, name, ...) { place, VOCAB_WXR, name, __VA_ARGS__ }
#define RSS(place, name, ...) \
	{ place, VOCAB_NONE, name, __VA_ARGS__ }, { place, VOCAB_RSS, name, __VA_ARGS__ }
#define CHANNEL .enters = IN_CHANNEL
#define ITEM .enters = IN_ITEM, .start = on_item, .end = on_item_end
#define COMMENT .enters = IN_COMMENT, .start = on_comment, .end = on_comment_end

static const struct field_rule rules[] = {
	RSS(OUTSIDE, "rss", .enters = IN_RSS),
	RSS(OUTSIDE, "channel", CHANNEL),
	RSS(OUTSIDE, "item", ITEM),
	RSS(IN_RSS, "channel", CHANNEL),
	RSS(IN_RSS, "item", ITEM),

	RSS(IN_CHANNEL, "item", ITEM),
	RSS(IN_CHANNEL, "title", .field = WXR_TITLE),
	RSS(IN_CHANNEL, "link", .field = WXR_LINK),
	RSS(IN_CHANNEL, "pubDate", .field = WXR_PUB_DATE),
	WP(IN_CHANNEL, "base_site_url", .field = WXR_SITE_URL),
	WP(IN_CHANNEL, "base_blog_url", .field = WXR_BLOG_URL),
	WP(IN_CHANNEL, "author", .enters = IN_AUTHOR, .start = on_author, .end = on_author_end),
	WP(IN_AUTHOR, "author_id", .field = WXR_USER),
	WP(IN_AUTHOR, "author_login", .field = WXR_LOGIN),
	WP(IN_AUTHOR, "author_display_name", .field = WXR_DISPLAY_NAME),

	WP(IN_ITEM, "comment", COMMENT),
	RSS(IN_ITEM, "title", .field = WXR_TITLE),
	RSS(IN_ITEM, "link", .field = WXR_LINK),
	RSS(IN_ITEM, "guid", .field = WXR_GUID),
	RSS(IN_ITEM, "pubDate", .field = WXR_PUB_DATE),
	RSS(IN_ITEM, "category", .field = WXR_CATEGORY, .how = FIELD_LAST, .start = on_category,
	    .end = on_category_end),
	{ IN_ITEM, VOCAB_DC, "creator", .field = WXR_AUTHOR },
	{ IN_ITEM, VOCAB_CONTENT, "encoded", .field = WXR_BODY },
	WP(IN_ITEM, "post_id", .field = WXR_ID),
	WP(IN_ITEM, "post_date", .field = WXR_DATE),
	WP(IN_ITEM, "post_date_gmt", .field = WXR_DATE_GMT),
	WP(IN_ITEM, "post_modified", .field = WXR_MODIFIED),
	WP(IN_ITEM, "post_modified_gmt", .field = WXR_MODIFIED_GMT),
	WP(IN_ITEM, "post_type", .field = WXR_TYPE),
	WP(IN_ITEM, "status", .field = WXR_STATUS),
	{ IN_ITEM, VOCAB_DSQ, "thread_identifier", .field = WXR_THREAD },
	RSS(IN_ITEM, "item", ITEM),

	WP(IN_COMMENT, "comment_id", .field = WXR_ID),
	WP(IN_COMMENT, "comment_author", .field = WXR_AUTHOR),
	WP(IN_COMMENT, "comment_author_url", .field = WXR_AUTHOR_URL),
	WP(IN_COMMENT, "comment_date", .field = WXR_DATE),
	WP(IN_COMMENT, "comment_date_gmt", .field = WXR_DATE_GMT),
	WP(IN_COMMENT, "comment_content", .field = WXR_BODY),
	WP(IN_COMMENT, "comment_approved", .field = WXR_STATUS),
	WP(IN_COMMENT, "comment_type", .field = WXR_TYPE),
	WP(IN_COMMENT, "comment_parent", .field = WXR_PARENT),
	WP(IN_COMMENT, "comment_user_id", .field = WXR_USER),
	WP(IN_COMMENT, "comment", COMMENT),
	{ .name = NULL },
};

/* ---- the adapter ---- */

static int sniff(const struct sniff *head)
{
	static const char *const roots[] = { "rss", "channel", "item" };
	static const char *const marks[] = { "://wordpress.org/export/", "<wp:wxr_version",
		"<wp:comment>" };
	bool is_rss = false, at_start = head->head.len && head->head.p[0] == '<';

	for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
		is_rss |= span_eq_nocase(head->root, roots[i]);
	for (size_t i = 0; is_rss && i < sizeof marks / sizeof *marks; i++)
		if (span_find(head->head, span_str(marks[i])) < head->head.len)
			return at_start ? 95 : 60;
	return 0;
}

static void *open_wxr(const struct ingest_target *target)
{
	struct wxr *w = xcalloc(1, sizeof *w);

	_Static_assert((int)WXR_FIELDS <= (int)FIELD_MAX, "more fields than a record has");
	w->target = *target;
	w->fields = (struct fields){ .rules = rules, .user = w, .record = &w->channel };
	w->xml = xml_new(&fields_handlers, &w->fields, target->diags, target->source);
	return w;
}

static void feed(void *state, struct span utf8)
{
	struct wxr *w = state;

	xml_feed(w->xml, utf8);
}

static void finish(void *state)
{
	struct wxr *w = state;

	xml_finish(w->xml);
	wxr_complete_item(w);
	wxr_describe(w);
	if (w->left_out)
		diag_add(w->target.diags, DIAG_CODE_LEFT_OUT, w->target.source, 0,
		    "%zu attachments, menu items and the like without comments are left out",
		    w->left_out);
}

static void close_wxr(void *state)
{
	struct wxr *w = state;
	struct record *const records[] = { &w->channel, &w->author, &w->item, &w->comment };
	struct buf *const bufs[] = { &w->comment_text, &w->author_text, &w->title, &w->name, &w->id,
		&w->url };

	xml_free(w->xml);
	fields_release(&w->fields);
	for (size_t i = 0; i < sizeof records / sizeof *records; i++)
		record_release(records[i]);
	for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
		buf_release(bufs[i]);
	labels_release(&w->labels);
	hash_release(&w->logins);
	free(w->comments);
	free(w->authors);
	free(w);
}

extern const struct ingest_format ingest_wxr;
const struct ingest_format ingest_wxr = {
	.name = "wxr",
	.label = "WordPress export (WXR)",
	.sniff = sniff,
	.open = open_wxr,
	.feed = feed,
	.finish = finish,
	.close = close_wxr,
};
