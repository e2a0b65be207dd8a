/* What a feed's elements mean, whichever of the vocabularies they are of.
 *
 * One table of rules for all: RSS has modules of Atom in it, and the other way round.
 */
#include "config.h"

#include "ingest/feed_priv.h"

enum place { OUTSIDE, IN_RSS, IN_CHANNEL, IN_ITEM, IN_FEED, IN_ENTRY, IN_PERSON, IN_CHILDREN };

/* ---- elements with attributes ---- */

static void on_root(void *user, const struct xml_attr *attrs, size_t count)
{
	struct feed *f = user;

	feed_take_base(f, FEED_BASE, attrs, count);
}

static void on_rss(void *user, const struct xml_attr *attrs, size_t count)
{
	struct feed *f = user;

	f->format = "rss";
	feed_take_base(f, FEED_BASE, attrs, count);
}

static void on_item(void *user, const struct xml_attr *attrs, size_t count)
{
	struct feed *f = user;
	struct span about = xml_attr_get(attrs, count, "about");

	if (!f->described && !f->only_links)
		feed_describe(f);
	feed_complete_item(f);
	f->fields.record = &f->item;
	feed_take_base(f, FEED_BASE, attrs, count);
	if (about.len)
		record_set(&f->item, FEED_ID, about);
}

static void on_item_end(void *user)
{
	struct feed *f = user;

	feed_complete_item(f);
	f->fields.record = &f->channel;
}

static bool is_markup_type(struct span type)
{
	return span_eq_nocase(type, "xhtml") || span_ends(type, "xhtml+xml");
}

static bool is_html_type(struct span type)
{
	return span_eq_nocase(type, "html") || span_eq_nocase(type, "text/html");
}

/* Atom text: says how it is to be read, and whether elements in it are its markup.
 * Atom 0.3 has media types and a mode; its default is inline markup. */
static void on_text_construct(
    struct feed *f, int type_field, const struct xml_attr *attrs, size_t count)
{
	struct span type = xml_attr_get(attrs, count, "type"),
	            mode = xml_attr_get(attrs, count, "mode");
	bool base64 = span_eq_nocase(mode, "base64") ||
	    (span_is_none(mode) && type.len && span_find_byte(type, '/') < type.len &&
	        !span_starts_nocase(type, "text/") && !span_ends(type, "xml"));
	bool inline_markup = is_markup_type(type) || span_eq_nocase(mode, "xml");
	char text = base64 ? (is_html_type(type) || is_markup_type(type) ? FEED_TEXT_BASE64_HTML
	                                                                 : FEED_TEXT_BASE64)
	    : inline_markup || is_html_type(type) ? FEED_TEXT_HTML
	                                          : FEED_TEXT_PLAIN;

	f->fields.escape = inline_markup;
	if (f->fields.sink)
		record_set(f->fields.record, type_field, span_of(&text, 1));
}

static void on_atom_title(void *user, const struct xml_attr *attrs, size_t count)
{
	on_text_construct(user, FEED_TITLE_TYPE, attrs, count);
}

static void on_atom_summary(void *user, const struct xml_attr *attrs, size_t count)
{
	on_text_construct(user, FEED_SUMMARY_TYPE, attrs, count);
}

static void on_atom_content(void *user, const struct xml_attr *attrs, size_t count)
{
	struct feed *f = user;

	on_text_construct(f, FEED_CONTENT_TYPE, attrs, count);
	feed_take_base(f, FEED_CONTENT_BASE, attrs, count);
}

static void on_rss_description(void *user, const struct xml_attr *attrs, size_t count)
{
	struct feed *f = user;

	feed_take_base(f, FEED_CONTENT_BASE, attrs, count);
}

static void on_xhtml_body(void *user, const struct xml_attr *attrs, size_t count)
{
	struct feed *f = user;

	(void)attrs;
	(void)count;
	f->fields.escape = true;
}

static void on_guid(void *user, const struct xml_attr *attrs, size_t count)
{
	struct feed *f = user;

	if (!span_eq_nocase(xml_attr_get(attrs, count, "isPermaLink"), "false"))
		record_set(f->fields.record, FEED_GUID_LINK, SPAN_LIT("true"));
}

/* ---- answers ---- */

static void on_in_reply_to(void *user, const struct xml_attr *attrs, size_t count)
{
	struct feed *f = user;

	labels_add(&f->refs, xml_attr_get(attrs, count, "ref"));
	labels_add(&f->hrefs, xml_attr_get(attrs, count, "href"));
}

static void on_answer_end(void *user)
{
	struct feed *f = user;

	labels_add(&f->refs, record_get(&f->item, FEED_ANSWER));
}

static void on_child(void *user, const struct xml_attr *attrs, size_t count)
{
	struct feed *f = user;

	if (f->read_twice && !f->only_links)
		return;
	feed_add_child(&f->children, span_trim(xml_attr_get(attrs, count, "resource")),
	    record_get(&f->item, FEED_ID));
}

static void on_source_comments(void *user, const struct xml_attr *attrs, size_t count)
{
	struct feed *f = user;
	struct span feed_url = xml_attr_get(attrs, count, "feedUrl");

	feed_set_if_new(&f->item, FEED_COMMENTS_FEED, span_trim(feed_url));
	feed_set_if_new(&f->item, FEED_TOTAL, span_trim(xml_attr_get(attrs, count, "count")));
}

/* ---- labels and people ---- */

static void on_atom_category(void *user, const struct xml_attr *attrs, size_t count)
{
	struct feed *f = user;

	labels_add(&f->labels, xml_attr_get(attrs, count, "term"));
}

static void on_category_end(void *user)
{
	struct feed *f = user;

	labels_add(&f->labels, record_get(&f->item, FEED_CATEGORY));
}

static void on_creator_end(void *user)
{
	struct feed *f = user;
	struct record *r = f->fields.record;

	record_add_author(r, FEED_CREATORS, record_get(r, FEED_CREATOR));
}

static void on_person(void *user, const struct xml_attr *attrs, size_t count)
{
	struct feed *f = user;

	(void)attrs;
	(void)count;
	for (int field = PERSON_NAME; field <= PERSON_URL; field++)
		record_set(f->fields.record, field, SPAN_LIT(""));
}

/* A person without a name is known by the address. */
static void on_person_end(void *user)
{
	struct feed *f = user;
	struct record *r = f->fields.record;
	bool first = !record_filled(r, FEED_AUTHOR).len;
	struct span name = SPAN_NONE;

	for (int field = PERSON_NAME; field <= PERSON_URL && !name.len; field++)
		name = record_filled(r, field);
	if (!name.len)
		return;
	record_add_author(r, FEED_AUTHOR, name);
	if (first)
		record_set(r, FEED_AUTHOR_URL, record_get(r, PERSON_URL));
}

/* ---- the table ---- */

/* clang-format off */
#define BOTH(vocab_a, vocab_b, place, name, ...) \
	{ place, vocab_a, name, __VA_ARGS__ }, { place, vocab_b, name, __VA_ARGS__ }
#define RSS(place, name, ...) BOTH(VOCAB_NONE, VOCAB_RSS, place, name, __VA_ARGS__)
#define ATOM(place, name, ...) BOTH(VOCAB_ATOM, VOCAB_NONE, place, name, __VA_ARGS__)
#define ITEM .enters = IN_ITEM, .start = on_item, .end = on_item_end
#define ENTRY .enters = IN_ENTRY, .start = on_item, .end = on_item_end
#define CATEGORY .field = FEED_CATEGORY, .how = FIELD_LAST, .end = on_category_end
#define CREATOR .field = FEED_CREATOR, .how = FIELD_LAST, .end = on_creator_end
#define LINK \
	.field = LINK_TEXT, .how = FIELD_LAST, .start = feed_on_link, .end = feed_on_link_end
#define ANSWER .field = FEED_ANSWER, .how = FIELD_LAST, .end = on_answer_end
#define PERSON .enters = IN_PERSON, .start = on_person, .end = on_person_end

/* Modules that feeds, entries, channels and items of all vocabularies have. */
#define MODULES(place) \
	{ place, VOCAB_DC, "creator", CREATOR }, \
	{ place, VOCAB_DC, "author", CREATOR }, \
	{ place, VOCAB_DC, "date", .field = FEED_DATE }, \
	{ place, VOCAB_DCTERMS, "issued", .field = FEED_PUBLISHED }, \
	{ place, VOCAB_DCTERMS, "created", .field = FEED_DATE }, \
	{ place, VOCAB_DCTERMS, "modified", .field = FEED_UPDATED }, \
	{ place, VOCAB_DC, "title", .field = FEED_TITLE }, \
	{ place, VOCAB_ITUNES, "author", .field = FEED_PODCASTER }

#define ITEM_MODULES(place) \
	{ place, VOCAB_THREAD, "in-reply-to", .start = on_in_reply_to }, \
	{ place, VOCAB_THREADING, "children", .enters = IN_CHILDREN }, \
	{ place, VOCAB_THREAD, "total", .field = FEED_TOTAL }, \
	{ place, VOCAB_SLASH, "comments", .field = FEED_TOTAL }, \
	{ place, VOCAB_WFW, "commentRss", .field = FEED_COMMENTS_FEED }, \
	{ place, VOCAB_CONTENT, "encoded", .field = FEED_CONTENT }, \
	{ place, VOCAB_XHTML, "body", .field = FEED_CONTENT, .start = on_xhtml_body }, \
	{ place, VOCAB_XHTML, "div", .field = FEED_CONTENT, .start = on_xhtml_body }, \
	{ place, VOCAB_SOURCE, "inReplyTo", ANSWER }, \
	{ place, VOCAB_SOURCE, "comments", .start = on_source_comments }, \
	{ place, VOCAB_YANDEX, "parent", ANSWER }, \
	{ place, VOCAB_YANDEX, "post", .field = FEED_REPLY_POST }, \
	{ place, VOCAB_DC, "subject", CATEGORY }, \
	{ place, VOCAB_DC, "description", .field = FEED_SUMMARY }

const struct field_rule feed_rules[] = {
	RSS(OUTSIDE, "rss", .enters = IN_RSS, .start = on_rss),
	{ OUTSIDE, VOCAB_RDF, "RDF", .enters = IN_RSS, .start = on_rss },
	RSS(OUTSIDE, "channel", .enters = IN_CHANNEL, .start = on_rss),
	ATOM(OUTSIDE, "feed", .enters = IN_FEED, .start = on_root),
	ATOM(OUTSIDE, "entry", ENTRY),

	RSS(IN_RSS, "channel", .enters = IN_CHANNEL, .start = on_root),
	RSS(IN_RSS, "item", ITEM),

	RSS(IN_CHANNEL, "item", ITEM),
	RSS(IN_CHANNEL, "title", .field = FEED_TITLE),
	RSS(IN_CHANNEL, "link", .field = FEED_LINK),
	RSS(IN_CHANNEL, "managingEditor", .field = FEED_RSS_AUTHOR),
	RSS(IN_CHANNEL, "author", .field = FEED_RSS_AUTHOR),
	RSS(IN_CHANNEL, "lastBuildDate", .field = FEED_UPDATED),
	RSS(IN_CHANNEL, "pubDate", .field = FEED_PUBLISHED),
	{ IN_CHANNEL, VOCAB_ATOM, "link", LINK },
	{ IN_CHANNEL, VOCAB_ATOM, "id", .field = FEED_ID },
	{ IN_CHANNEL, VOCAB_ATOM, "updated", .field = FEED_UPDATED },
	{ IN_CHANNEL, VOCAB_ATOM, "author", PERSON },
	{ IN_CHANNEL, VOCAB_YANDEX, "more", .field = FEED_NEXT },
	MODULES(IN_CHANNEL),

	RSS(IN_ITEM, "item", ITEM),
	RSS(IN_ITEM, "title", .field = FEED_TITLE),
	RSS(IN_ITEM, "link", .field = FEED_LINK),
	RSS(IN_ITEM, "description", .field = FEED_SUMMARY, .start = on_rss_description),
	RSS(IN_ITEM, "body", .field = FEED_CONTENT),
	RSS(IN_ITEM, "fullitem", .field = FEED_CONTENT),
	RSS(IN_ITEM, "guid", .field = FEED_ID, .start = on_guid),
	RSS(IN_ITEM, "pubDate", .field = FEED_PUBLISHED),
	RSS(IN_ITEM, "author", .field = FEED_RSS_AUTHOR),
	RSS(IN_ITEM, "category", CATEGORY),
	RSS(IN_ITEM, "comments", .field = FEED_COMMENTS_URL),
	RSS(IN_ITEM, "source", .field = FEED_ORIGIN),
	{ IN_ITEM, VOCAB_ATOM, "link", LINK },
	{ IN_ITEM, VOCAB_ATOM, "id", .field = FEED_ID },
	{ IN_ITEM, VOCAB_ATOM, "published", .field = FEED_PUBLISHED },
	{ IN_ITEM, VOCAB_ATOM, "updated", .field = FEED_UPDATED },
	{ IN_ITEM, VOCAB_ATOM, "title", .field = FEED_TITLE, .start = on_atom_title },
	{ IN_ITEM, VOCAB_ATOM, "summary", .field = FEED_SUMMARY, .start = on_atom_summary },
	{ IN_ITEM, VOCAB_ATOM, "content", .field = FEED_CONTENT, .start = on_atom_content },
	{ IN_ITEM, VOCAB_ATOM, "author", PERSON },
	MODULES(IN_ITEM),
	ITEM_MODULES(IN_ITEM),

	ATOM(IN_FEED, "entry", ENTRY),
	ATOM(IN_FEED, "id", .field = FEED_ID),
	ATOM(IN_FEED, "title", .field = FEED_TITLE, .start = on_atom_title),
	ATOM(IN_FEED, "updated", .field = FEED_UPDATED),
	ATOM(IN_FEED, "modified", .field = FEED_UPDATED),
	ATOM(IN_FEED, "link", LINK),
	ATOM(IN_FEED, "author", PERSON),
	MODULES(IN_FEED),

	ATOM(IN_ENTRY, "entry", ENTRY),
	ATOM(IN_ENTRY, "id", .field = FEED_ID),
	ATOM(IN_ENTRY, "title", .field = FEED_TITLE, .start = on_atom_title),
	ATOM(IN_ENTRY, "link", LINK),
	ATOM(IN_ENTRY, "published", .field = FEED_PUBLISHED, .how = FIELD_LAST),
	ATOM(IN_ENTRY, "issued", .field = FEED_PUBLISHED),
	ATOM(IN_ENTRY, "created", .field = FEED_DATE, .how = FIELD_LAST),
	ATOM(IN_ENTRY, "updated", .field = FEED_UPDATED, .how = FIELD_LAST),
	ATOM(IN_ENTRY, "modified", .field = FEED_UPDATED),
	ATOM(IN_ENTRY, "author", PERSON),
	ATOM(IN_ENTRY, "category", .start = on_atom_category),
	ATOM(IN_ENTRY, "summary", .field = FEED_SUMMARY, .start = on_atom_summary),
	ATOM(IN_ENTRY, "content", .field = FEED_CONTENT, .start = on_atom_content),
	MODULES(IN_ENTRY),
	ITEM_MODULES(IN_ENTRY),

	{ IN_CHILDREN, VOCAB_RDF, "Seq", .enters = IN_CHILDREN },
	{ IN_CHILDREN, VOCAB_RDF, "Bag", .enters = IN_CHILDREN },
	{ IN_CHILDREN, VOCAB_RDF, "li", .start = on_child },

	ATOM(IN_PERSON, "name", .field = PERSON_NAME),
	ATOM(IN_PERSON, "email", .field = PERSON_EMAIL),
	ATOM(IN_PERSON, "uri", .field = PERSON_URL),
	ATOM(IN_PERSON, "url", .field = PERSON_URL),
	{ .name = NULL },
};
/* clang-format on */
