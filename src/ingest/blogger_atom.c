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

#include "ingest/blogger_atom_priv.h"
#include "moot/base/xalloc.h"
#include "moot/text/safe.h"

enum place { OUTSIDE, IN_FEED, IN_ENTRY, IN_AUTHOR, IN_CONTROL };

/* ---- what stands in attributes ---- */

static void start_entry(void *user, const struct xml_attr *attrs, size_t count);
static void end_entry(void *user);

static void on_category(void *user, const struct xml_attr *attrs, size_t count)
{
	struct blogger *b = user;
	struct span scheme = xml_attr_get(attrs, count, "scheme"),
	            term = xml_attr_get(attrs, count, "term");

	term = span_trim(term);
	if (span_ends(scheme, "#kind")) {
		record_set(&b->entry, KIND, term);
	} else {
		labels_add(&b->labels, term);
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
	struct span rel = xml_attr_get(attrs, count, "rel"),
	            type = xml_attr_get(attrs, count, "type");
	struct span href = span_trim(xml_attr_get(attrs, count, "href"));

	for (size_t i = 0; href.len && i < sizeof link_rules / sizeof *link_rules; i++) {
		if (!span_eq_str(rel, link_rules[i].rel) ||
		    (type.len && !span_starts(type, link_rules[i].type)) ||
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

/* clang-format off */
#define ATOM(place, name, ...) { place, VOCAB_ATOM, name, __VA_ARGS__ }

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
	ATOM(IN_ENTRY, "issued", .field = PUBLISHED), /* Atom 0.3, until 2006 */
	ATOM(IN_ENTRY, "modified", .field = UPDATED),
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
/* clang-format on */

static void start_entry(void *user, const struct xml_attr *attrs, size_t count)
{
	struct blogger *b = user;

	(void)attrs;
	(void)count;
	if (!b->described)
		blogger_describe(b);
	blogger_complete_entry(b);
	b->fields.record = &b->entry;
}

static void end_entry(void *user)
{
	struct blogger *b = user;

	blogger_complete_entry(b);
	b->fields.record = &b->feed;
	if (b->entries == 1)
		blogger_describe(b); /* it may hold the blog's name */
}

/* ---- the adapter ---- */

static void on_start(
    void *user, struct span ns, struct span name, const struct xml_attr *attrs, size_t count)
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
	struct span root =
	    colon < head->root.len ? span_sub(head->root, colon + 1, head->root.len) : head->root;
	static const char *const marks[] = {
		"http://schemas.google.com/blogger/20",
		"tag:blogger.com,1999:",
		">Blogger</",
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
	b->fields =
	    (struct fields){ .rules = rules, .user = b, .record = &b->feed, .none_is = VOCAB_ATOM };
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
		    "%zu of %llu entries are here, %llu more are on other pages of the feed%s",
		    b->entries, (unsigned long long)total, (unsigned long long)(total - b->entries),
		    buf_str(&b->scratch));
	else if (b->scratch.len)
		diag_add(b->target.diags, DIAG_CODE_INCOMPLETE, b->target.source, 0,
		    "more entries are on other pages of the feed%s", buf_str(&b->scratch));
}

static void finish(void *state)
{
	struct blogger *b = state;

	xml_finish(b->xml);
	blogger_describe(b);
	say_if_incomplete(b);
}

static void close_blogger(void *state)
{
	struct blogger *b = state;

	xml_free(b->xml);
	fields_release(&b->fields);
	record_release(&b->feed);
	record_release(&b->entry);
	labels_release(&b->labels);
	buf_release(&b->scratch);
	buf_release(&b->key);
	buf_release(&b->url);
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
