/* Everything that Blogger writes as Atom: the classic export (blog-MM-DD-YYYY.xml),
 * feeds of posts and of comments (GData 1 and 2), the feed.atom of Google Takeout, and
 * the exports of 2008 and of converters, whose roots may have a prefix.
 *
 * What an entry is, is known only at its end: the category or element that says so may
 * stand anywhere in it.  Until then its fields are collected in a record.
 *
 * Facts: ids are "tag:blogger.com,1999:blog-B.post-N" for posts and comments alike.
 * A comment names its post in thr:in-reply-to (ref) or blogger:parent; the comment
 * that it answers in a link of rel=related to ".../comments/default/N" (a post may
 * have a link of that rel, too: it means something else) or blogger:inReplyTo.
 * `updated` is touched by migrations: the time of an entry is `published`.
 */
#include "config.h"

#include <stdlib.h>

#include "ingest/fields_priv.h"
#include "ingest/plain_priv.h"
#include "moot/base/xalloc.h"
#include "moot/ingest/ingest.h"
#include "moot/text/entity.h"
#include "moot/text/safe.h"
#include "moot/text/url.h"

enum place { OUTSIDE, IN_FEED, IN_ENTRY, IN_AUTHOR, IN_CONTROL };

enum field {
	ID = 1, TITLE, CONTENT, SUMMARY, PUBLISHED, UPDATED, AUTHOR, AUTHOR_URL, DRAFT, COMMENTS_TOTAL,
	/* Takeout */
	TYPE, STATUS, PARENT, IN_REPLY_TO, FILENAME, CREATED, TRASHED,
	/* from attributes */
	KIND, URL, ANSWERS, POST_REF, POST_URL, COMMENTS_URL, COMMENTS_FEED, REMOVED, CONTENT_TYPE, TITLE_TYPE,
	/* of the feed */
	TOTAL_RESULTS, NEXT_PAGE,
	FIELDS,
};

struct blogger {
	struct ingest_target target;
	struct xml *xml;
	struct fields fields;
	struct record feed, entry;
	struct buf label_text; /* labels of the entry, one after the other */
	struct span *labels;   /* len only until the entry ends */
	size_t label_len, label_cap;
	struct buf scratch, key, url;
	const char *format;
	size_t entries; /* posts and comments so far */
	bool described; /* the source */
};

/* ---- what stands in attributes ---- */

static void start_entry(void *user, const struct xml_attr *attrs, size_t count);
static void end_entry(void *user);

static void on_category(void *user, const struct xml_attr *attrs, size_t count)
{
	struct blogger *b = user;
	struct span scheme = xml_attr_get(attrs, count, "scheme"), term = xml_attr_get(attrs, count, "term");

	term = span_trim(term);
	if (span_ends(scheme, "#kind")) {
		record_set(&b->entry, KIND, term);
	} else if (term.len) {
		ARRAY_GROW(b->labels, b->label_len, b->label_cap);
		b->labels[b->label_len++] = term;
		buf_add_span(&b->label_text, term);
	}
}

/* Links are told by rel and type; their order varies. */
static const struct {
	const char *rel, *type, *part; /* part: must occur in href */
	enum field field;
} link_rules[] = {
	{ "alternate", "text/html", "", URL },
	{ "alternate", "", "", URL },
	{ "related", "", "/comments/default/", ANSWERS },
	{ "replies", "text/html", "", COMMENTS_URL },
	{ "replies", "application/atom+xml", "", COMMENTS_FEED },
	{ "next", "", "", NEXT_PAGE },
};

static void on_link(void *user, const struct xml_attr *attrs, size_t count)
{
	struct blogger *b = user;
	struct span rel = xml_attr_get(attrs, count, "rel"), type = xml_attr_get(attrs, count, "type");
	struct span href = span_trim(xml_attr_get(attrs, count, "href"));

	for (size_t i = 0; href.len && i < sizeof link_rules / sizeof *link_rules; i++) {
		if (!span_eq_str(rel, link_rules[i].rel) || (type.len && !span_starts(type, link_rules[i].type)) ||
		    span_find(href, span_str(link_rules[i].part)) == href.len)
			continue;
		if (!record_filled(b->fields.record, (int)link_rules[i].field).len)
			record_set(b->fields.record, (int)link_rules[i].field, href);
		return;
	}
}

static void on_in_reply_to(void *user, const struct xml_attr *attrs, size_t count)
{
	struct blogger *b = user;

	record_set(&b->entry, POST_REF, xml_attr_get(attrs, count, "ref"));
	record_set(&b->entry, POST_URL, xml_attr_get(attrs, count, "href"));
}

static void on_property(void *user, const struct xml_attr *attrs, size_t count)
{
	struct blogger *b = user;

	if (span_eq_str(xml_attr_get(attrs, count, "name"), "blogger.contentRemoved"))
		record_set(&b->entry, REMOVED, xml_attr_get(attrs, count, "value"));
}

static void on_content(void *user, const struct xml_attr *attrs, size_t count)
{
	struct blogger *b = user;
	struct span type = xml_attr_get(attrs, count, "type");

	record_set(b->fields.record, CONTENT_TYPE, type);
	b->fields.escape = span_eq_nocase(type, "xhtml");
}

static void on_title(void *user, const struct xml_attr *attrs, size_t count)
{
	struct blogger *b = user;

	record_set(b->fields.record, TITLE_TYPE, xml_attr_get(attrs, count, "type"));
}

#define ATOM(place, name, ...) \
	{ place, VOCAB_ATOM, name, __VA_ARGS__ }, { place, VOCAB_NONE, name, __VA_ARGS__ }

static const struct field_rule rules[] = {
	ATOM(OUTSIDE, "feed", .enters = IN_FEED),
	ATOM(OUTSIDE, "entry", .enters = IN_ENTRY, .start = start_entry, .end = end_entry),

	ATOM(IN_FEED, "entry", .enters = IN_ENTRY, .start = start_entry, .end = end_entry),
	ATOM(IN_FEED, "id", .field = ID),
	ATOM(IN_FEED, "title", .field = TITLE, .start = on_title),
	ATOM(IN_FEED, "updated", .field = UPDATED),
	ATOM(IN_FEED, "link", .start = on_link),
	ATOM(IN_FEED, "author", .enters = IN_AUTHOR),
	{ IN_FEED, VOCAB_OPENSEARCH, "totalResults", .field = TOTAL_RESULTS },

	ATOM(IN_ENTRY, "link", .start = on_link),
	ATOM(IN_ENTRY, "category", .start = on_category),
	ATOM(IN_ENTRY, "id", .field = ID),
	ATOM(IN_ENTRY, "published", .field = PUBLISHED),
	ATOM(IN_ENTRY, "updated", .field = UPDATED),
	ATOM(IN_ENTRY, "title", .field = TITLE, .start = on_title),
	ATOM(IN_ENTRY, "content", .field = CONTENT, .start = on_content),
	ATOM(IN_ENTRY, "summary", .field = SUMMARY, .start = on_content),
	ATOM(IN_ENTRY, "author", .enters = IN_AUTHOR),
	ATOM(IN_ENTRY, "entry", .enters = IN_ENTRY, .start = start_entry, .end = end_entry),
	{ IN_ENTRY, VOCAB_GDATA, "extendedProperty", .start = on_property },
	{ IN_ENTRY, VOCAB_THREAD, "in-reply-to", .start = on_in_reply_to },
	{ IN_ENTRY, VOCAB_THREAD, "total", .field = COMMENTS_TOTAL },
	{ IN_ENTRY, VOCAB_APP, "control", .enters = IN_CONTROL },
	{ IN_ENTRY, VOCAB_BLOGGER, "type", .field = TYPE },
	{ IN_ENTRY, VOCAB_BLOGGER, "status", .field = STATUS },
	{ IN_ENTRY, VOCAB_BLOGGER, "parent", .field = PARENT },
	{ IN_ENTRY, VOCAB_BLOGGER, "inReplyTo", .field = IN_REPLY_TO },
	{ IN_ENTRY, VOCAB_BLOGGER, "created", .field = CREATED },
	{ IN_ENTRY, VOCAB_BLOGGER, "filename", .field = FILENAME },
	{ IN_ENTRY, VOCAB_BLOGGER, "trashed", .field = TRASHED },

	ATOM(IN_AUTHOR, "name", .field = AUTHOR),
	ATOM(IN_AUTHOR, "uri", .field = AUTHOR_URL),
	{ IN_CONTROL, VOCAB_APP, "draft", .field = DRAFT },
	{ .name = NULL },
};

/* ---- what an entry is ---- */

enum kind { KIND_POST, KIND_PAGE, KIND_COMMENT, KIND_SETTING, KIND_OTHER };

static enum kind kind_by_name(struct span name)
{
	static const struct {
		const char *name;
		enum kind kind;
	} names[] = {
		{ "post", KIND_POST },
		{ "page", KIND_PAGE },
		{ "comment", KIND_COMMENT },
		{ "settings", KIND_SETTING },
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (span_eq_nocase(name, names[i].name))
			return names[i].kind;
	return KIND_OTHER;
}

static enum kind entry_kind(struct blogger *b)
{
	struct span type = record_filled(&b->entry, TYPE), category = record_filled(&b->entry, KIND);
	struct span id = record_get(&b->entry, ID);

	if (type.len) {
		b->format = "blogger-takeout";
		return kind_by_name(type);
	}
	if (category.len) {
		b->format = "blogger-export";
		return kind_by_name(span_sub(category, span_find_byte(category, '#') + 1, category.len));
	}
	if (record_filled(&b->entry, POST_REF).len || record_filled(&b->entry, POST_URL).len ||
	    span_ends(record_get(&b->feed, ID), "..comments"))
		return KIND_COMMENT;
	return span_find(id, SPAN_LIT(".page-")) < id.len ? KIND_PAGE : KIND_POST;
}

/* ---- values ---- */

static struct date date_of(struct blogger *b, const struct record *r, int field)
{
	struct span text = record_filled(r, field);
	struct date date = text.len ? date_parse(text) : DATE_INIT;

	if (text.len && !date_known(date)) {
		buf_clear(&b->scratch);
		safe_add(&b->scratch, span_sub(text, 0, 60), false);
		diag_add(b->target.diags, DIAG_CODE_BAD_DATE, b->target.source, xml_line(b->xml),
		    "\"%s\" is no date; left out", buf_str(&b->scratch));
	}
	return date;
}

static struct date published(struct blogger *b)
{
	struct date date = date_of(b, &b->entry, PUBLISHED);

	return date_known(date) ? date : date_of(b, &b->entry, CREATED);
}

/* Titles are escaped once more than their type says. */
static struct span title_of(struct blogger *b, const struct record *r)
{
	struct span raw = record_get(r, TITLE);

	if (span_is_none(raw))
		return raw;
	buf_clear(&b->scratch);
	if (span_eq_nocase(record_get(r, TITLE_TYPE), "html"))
		plain_add_html(&b->scratch, raw);
	else
		entity_decode(&b->scratch, raw, ENTITY_XML);
	return buf_span(&b->scratch);
}

static struct span body_of(const struct record *r)
{
	struct span content = record_get(r, CONTENT);

	return content.len ? content : record_get(r, SUMMARY);
}

static enum body_type body_type_of(const struct record *r)
{
	return span_eq_nocase(record_get(r, CONTENT_TYPE), "text") ? BODY_TEXT : BODY_HTML;
}

static struct span url_of(struct blogger *b)
{
	struct span url = record_filled(&b->entry, URL), path = record_filled(&b->entry, FILENAME);

	if (url.len || !path.len)
		return url;
	if (!b->target.base_url.len)
		return path;
	buf_clear(&b->url);
	url_resolve(&b->url, b->target.base_url, path);
	return buf_span(&b->url);
}

static bool is_trashed(const struct record *r)
{
	return record_filled(r, TRASHED).len || span_eq_nocase(record_get(r, STATUS), "SOFT_TRASHED");
}

static enum post_state post_state_of(const struct record *r)
{
	struct span status = record_get(r, STATUS);

	if (is_trashed(r))
		return POST_TRASHED;
	return span_eq_nocase(record_get(r, DRAFT), "yes") || span_eq_nocase(status, "DRAFT") ||
	    span_eq_nocase(status, "SCHEDULED") ? POST_DRAFT : POST_SHOWN;
}

static enum comment_state comment_state_of(const struct record *r)
{
	static const struct {
		const char *status;
		enum comment_state state;
	} states[] = {
		{ "EMPTIED", COMMENT_DELETED },
		{ "PENDING", COMMENT_HELD },
		{ "SPAM", COMMENT_SPAM },
	};

	if (is_trashed(r) || span_eq_nocase(record_get(r, REMOVED), "true"))
		return COMMENT_DELETED;
	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		if (span_eq_nocase(record_get(r, STATUS), states[i].status))
			return states[i].state;
	return COMMENT_SHOWN;
}

/* The post of a comment: "...blog-B.post-P", its URL, or (in a feed of the comments on
 * one post) what the feed's own id "...blog-B.postP..comments" says. */
static struct span post_key(struct blogger *b)
{
	static const enum field keys[] = { PARENT, POST_REF, POST_URL };
	struct span feed_id = record_get(&b->feed, ID);
	size_t post = span_find(feed_id, SPAN_LIT(".post"));

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (record_filled(&b->entry, (int)keys[i]).len)
			return record_filled(&b->entry, (int)keys[i]);
	if (post == feed_id.len || !span_ends(feed_id, "..comments"))
		return SPAN_NONE;
	buf_clear(&b->key);
	buf_add_span(&b->key, span_sub(feed_id, 0, post));
	buf_add_str(&b->key, ".post-");
	buf_add_span(&b->key, span_sub(feed_id, post + 5, feed_id.len - strlen("..comments")));
	return buf_span(&b->key);
}

/* The comment that this one answers.  The link has only its number: what comes before
 * the number is as in the comment's own id. */
static struct span parent_key(struct blogger *b)
{
	const struct span part = SPAN_LIT("/comments/default/");
	struct span link = record_filled(&b->entry, ANSWERS), id = record_get(&b->entry, ID);
	size_t digits = 0, own = id.len;

	if (!link.len)
		return record_filled(&b->entry, IN_REPLY_TO);
	link = span_sub(link, span_find(link, part) + part.len, link.len);
	while (digits < link.len && ascii_is_digit(link.p[digits]))
		digits++;
	while (own && ascii_is_digit(id.p[own - 1]))
		own--;
	if (!digits)
		return SPAN_NONE;
	buf_clear(&b->scratch);
	buf_add_span(&b->scratch, span_sub(id, 0, own));
	buf_add_span(&b->scratch, span_sub(link, 0, digits));
	return buf_span(&b->scratch);
}

static uint32_t total_of(const struct record *r)
{
	uint64_t total;

	return span_to_uint(record_get(r, COMMENTS_TOTAL), COMMENTS_TOTAL_UNKNOWN - 1, &total) ?
	    (uint32_t)total : COMMENTS_TOTAL_UNKNOWN;
}

/* ---- facts ---- */

static void place_labels(struct blogger *b)
{
	size_t at = 0;

	for (size_t i = 0; i < b->label_len; i++) {
		b->labels[i].p = b->label_text.data + at;
		at += b->labels[i].len;
	}
}

static void add_post(struct blogger *b, enum post_kind kind)
{
	const struct record *r = &b->entry;
	struct post_fact fact = POST_FACT_INIT;

	place_labels(b);
	fact.published = published(b);
	fact.updated = date_of(b, r, UPDATED);
	fact.source = b->target.source;
	fact.id = record_filled(r, ID);
	fact.title = title_of(b, r);
	fact.author = record_filled(r, AUTHOR);
	fact.url = url_of(b);
	fact.body = body_of(r);
	fact.body_type = body_type_of(r);
	fact.comments_url = record_filled(r, COMMENTS_URL);
	fact.comments_feed = record_filled(r, COMMENTS_FEED);
	fact.comments_total = total_of(r);
	fact.labels = b->labels;
	fact.label_count = b->label_len;
	fact.kind = kind;
	fact.state = post_state_of(r);
	library_add_post(b->target.lib, &fact);
	b->entries++;
}

static void add_comment(struct blogger *b)
{
	const struct record *r = &b->entry;
	struct comment_fact fact = COMMENT_FACT_INIT;

	fact.published = published(b);
	fact.source = b->target.source;
	fact.id = record_filled(r, ID);
	fact.author = record_filled(r, AUTHOR);
	fact.author_url = record_filled(r, AUTHOR_URL);
	fact.url = record_filled(r, URL);
	fact.body = body_of(r);
	fact.body_type = body_type_of(r);
	fact.post_key = post_key(b);
	fact.parent_key = parent_key(b);
	fact.state = comment_state_of(r);
	library_add_comment(b->target.lib, &fact);
	b->entries++;
}

/* Of the settings, only the blog's name is of use, where the feed has none. */
static void take_setting(struct blogger *b)
{
	if (span_ends(record_get(&b->entry, ID), ".settings.BLOG_NAME") && !record_filled(&b->feed, TITLE).len)
		record_set(&b->feed, TITLE, record_get(&b->entry, CONTENT));
}

static void describe_source(struct blogger *b)
{
	struct source_meta meta = {
		.format = span_str(b->format),
		.id = record_filled(&b->feed, ID),
		.title = title_of(b, &b->feed),
		.author = record_filled(&b->feed, AUTHOR),
		.url = record_filled(&b->feed, URL),
		.updated = date_parse(record_get(&b->feed, UPDATED)),
	};

	library_set_source(b->target.lib, b->target.source, &meta);
	b->described = true;
}

static void clear_entry(struct blogger *b)
{
	record_clear(&b->entry);
	buf_clear(&b->label_text);
	b->label_len = 0;
}

static void complete_entry(struct blogger *b)
{
	if (b->entry.present) {
		switch (entry_kind(b)) {
		case KIND_POST:
			add_post(b, POST_POST);
			break;
		case KIND_PAGE:
			add_post(b, POST_PAGE);
			break;
		case KIND_COMMENT:
			add_comment(b);
			break;
		case KIND_SETTING:
			take_setting(b);
			break;
		case KIND_OTHER:
			break;
		}
	}
	clear_entry(b);
}

static void start_entry(void *user, const struct xml_attr *attrs, size_t count)
{
	struct blogger *b = user;

	(void)attrs;
	(void)count;
	complete_entry(b);
	b->fields.record = &b->entry;
}

static void end_entry(void *user)
{
	struct blogger *b = user;

	complete_entry(b);
	b->fields.record = &b->feed;
	if (!b->described)
		describe_source(b);
}

/* ---- the adapter ---- */

static void on_start(void *user, struct span ns, struct span name, const struct xml_attr *attrs, size_t count)
{
	struct blogger *b = user;

	fields_start(&b->fields, ns, name, attrs, count);
}

static void on_end(void *user, struct span ns, struct span name)
{
	struct blogger *b = user;

	fields_end(&b->fields, ns, name);
}

static void on_text(void *user, struct span text)
{
	struct blogger *b = user;

	fields_text(&b->fields, text);
}

static const struct xml_handlers handlers = { on_start, on_end, on_text };

static int sniff(const struct sniff *head)
{
	size_t colon = span_find_byte(head->root, ':');
	struct span root = colon < head->root.len ? span_sub(head->root, colon + 1, head->root.len) : head->root;
	static const char *const marks[] = {
		"http://schemas.google.com/blogger/20", "tag:blogger.com,1999:", ">Blogger</",
	};

	if (!span_eq_nocase(root, "feed") && !span_eq_nocase(root, "entry"))
		return 0;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (span_find(head->head, span_str(marks[i])) < head->head.len)
			return 95;
	return 0;
}

static void *open_blogger(const struct ingest_target *target)
{
	struct blogger *b = xcalloc(1, sizeof *b);

	_Static_assert((int)FIELDS <= (int)FIELD_MAX, "more fields than a record has");
	b->target = *target;
	b->xml = xml_new(&handlers, b, target->diags, target->source);
	b->fields = (struct fields){ .rules = rules, .user = b, .record = &b->feed };
	b->format = "blogger-feed";
	return b;
}

static void feed(void *state, struct span utf8)
{
	struct blogger *b = state;

	xml_feed(b->xml, utf8);
}

static void add_next_page(struct blogger *b)
{
	struct span next = record_filled(&b->feed, NEXT_PAGE);

	buf_clear(&b->scratch);
	if (next.len) {
		buf_add_str(&b->scratch, "; the next page is ");
		safe_add(&b->scratch, next, false);
	}
}

/* Feeds come in pages. */
static void say_if_incomplete(struct blogger *b)
{
	uint64_t total = 0;

	span_to_uint(record_get(&b->feed, TOTAL_RESULTS), UINT32_MAX, &total);
	add_next_page(b);
	if (total > b->entries)
		diag_add(b->target.diags, DIAG_CODE_INCOMPLETE, b->target.source, 0,
		    "%zu of %llu entries are here, %llu more are on other pages of the feed%s", b->entries,
		    (unsigned long long)total, (unsigned long long)(total - b->entries), buf_str(&b->scratch));
	else if (b->scratch.len)
		diag_add(b->target.diags, DIAG_CODE_INCOMPLETE, b->target.source, 0,
		    "more entries are on other pages of the feed%s", buf_str(&b->scratch));
}

static void finish(void *state)
{
	struct blogger *b = state;

	xml_finish(b->xml);
	describe_source(b);
	say_if_incomplete(b);
}

static void close_blogger(void *state)
{
	struct blogger *b = state;

	xml_free(b->xml);
	fields_release(&b->fields);
	record_release(&b->feed);
	record_release(&b->entry);
	buf_release(&b->label_text);
	buf_release(&b->scratch);
	buf_release(&b->key);
	buf_release(&b->url);
	free(b->labels);
	free(b);
}

extern const struct ingest_format ingest_blogger_atom;
const struct ingest_format ingest_blogger_atom = {
	.name = "blogger-atom",
	.label = "Blogger export, Takeout or feed (Atom)",
	.sniff = sniff,
	.open = open_blogger,
	.feed = feed,
	.finish = finish,
	.close = close_blogger,
};
