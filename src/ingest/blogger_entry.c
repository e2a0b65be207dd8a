/* From the fields of an entry to a post or a comment. */
#include "config.h"

#include "ingest/blogger_atom_priv.h"

#include "ingest/plain_priv.h"
#include "moot/text/entity.h"
#include "moot/text/url.h"

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
	struct span type = record_filled(&b->entry, TYPE),
	            category = record_filled(&b->entry, KIND);
	struct span id = record_get(&b->entry, ID);

	if (type.len) {
		b->format = "blogger-takeout";
		return kind_by_name(type);
	}
	if (category.len) {
		b->format = "blogger-export";
		return kind_by_name(
		    span_sub(category, span_find_byte(category, '#') + 1, category.len));
	}
	if (record_filled(&b->entry, POST_REF).len || record_filled(&b->entry, POST_URL).len ||
	    span_ends(record_get(&b->feed, ID), "..comments"))
		return KIND_COMMENT;
	return span_find(id, SPAN_LIT(".page-")) < id.len ? KIND_PAGE : KIND_POST;
}

/* ---- values ---- */

static struct date date_of(struct blogger *b, int field)
{
	return value_date(&b->target, xml_line(b->xml), record_filled(&b->entry, field));
}

static struct date published(struct blogger *b)
{
	struct date date = date_of(b, PUBLISHED);

	return date_known(date) ? date : date_of(b, CREATED);
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
	return record_filled(r, TRASHED).len ||
	    span_eq_nocase(record_get(r, STATUS), "SOFT_TRASHED");
}

static enum post_state post_state_of(const struct record *r)
{
	struct span status = record_get(r, STATUS);

	if (is_trashed(r))
		return POST_TRASHED;
	return span_eq_nocase(record_get(r, DRAFT), "yes") || span_eq_nocase(status, "DRAFT") ||
	        span_eq_nocase(status, "SCHEDULED")
	    ? POST_DRAFT
	    : POST_SHOWN;
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

	return span_to_uint(record_get(r, COMMENTS_TOTAL), COMMENTS_TOTAL_UNKNOWN - 1, &total)
	    ? (uint32_t)total
	    : COMMENTS_TOTAL_UNKNOWN;
}

/* ---- facts ---- */

static void add_post(struct blogger *b, enum post_kind kind)
{
	const struct record *r = &b->entry;
	struct post_fact fact = POST_FACT_INIT;

	labels_place(&b->labels);
	fact.published = published(b);
	fact.updated = date_of(b, UPDATED);
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
	fact.labels = b->labels.items;
	fact.label_count = b->labels.len;
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
	if (span_ends(record_get(&b->entry, ID), ".settings.BLOG_NAME") &&
	    !record_filled(&b->feed, TITLE).len)
		record_set(&b->feed, TITLE, record_get(&b->entry, CONTENT));
}

void blogger_describe(struct blogger *b)
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
	labels_clear(&b->labels);
}

void blogger_complete_entry(struct blogger *b)
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
