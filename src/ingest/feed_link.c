/* Links of a feed and its entries, and what they are resolved against.  A link is told by
 * rel and type; its address is in href, or where that is missing, in its text. */
#include "config.h"

#include "ingest/feed_priv.h"

#include "moot/text/url.h"

/* ---- base URLs ---- */

static struct span xml_base(const struct xml_attr *attrs, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (span_eq_str(attrs[i].name, "base") &&
		    span_starts(attrs[i].ns, "http://www.w3.org/XML"))
			return span_trim(attrs[i].value);
	return SPAN_NONE;
}

/* The base URL of the record at hand: its own, else the feed's. */
static struct span base_here(const struct feed *f)
{
	struct span base = record_filled(f->fields.record, FEED_BASE);

	return base.len ? base : record_filled(&f->channel, FEED_BASE);
}

void feed_take_base(struct feed *f, int field, const struct xml_attr *attrs, size_t count)
{
	struct span base = xml_base(attrs, count);

	if (!base.len)
		return;
	buf_clear(&f->scratch);
	url_resolve(&f->scratch, base_here(f), base);
	record_set(f->fields.record, field, buf_span(&f->scratch));
}

/* ---- links ---- */

void feed_set_if_new(struct record *r, int field, struct span value)
{
	if (value.len && !record_filled(r, field).len)
		record_set(r, field, value);
}

static void on_replies(struct feed *f, struct span href, struct span type, struct span total)
{
	bool page = span_starts(type, "text/html") || span_starts(type, "application/xhtml");

	feed_set_if_new(f->fields.record, page ? FEED_COMMENTS_URL : FEED_COMMENTS_FEED, href);
	feed_set_if_new(f->fields.record, FEED_TOTAL, total);
}

/* total: what the link says about how many there are. */
static void take_link(
    struct feed *f, struct span href, struct span rel, struct span type, struct span total)
{
	if (span_eq_nocase(rel, "replies"))
		on_replies(f, href, type, total);
	else if (span_eq_nocase(rel, "next") || span_eq_nocase(rel, "prev-archive"))
		feed_set_if_new(f->fields.record, FEED_NEXT, href);
	else if (!rel.len || span_eq_nocase(rel, "alternate"))
		feed_set_if_new(f->fields.record, FEED_LINK, href);
}

void feed_on_link(void *user, const struct xml_attr *attrs, size_t count)
{
	struct feed *f = user;
	struct span rel = span_trim(xml_attr_get(attrs, count, "rel"));
	struct span href = span_trim(xml_attr_get(attrs, count, "href"));
	struct span type = span_trim(xml_attr_get(attrs, count, "type")),
	            base = xml_base(attrs, count);
	struct buf own_base = BUF_INIT;

	record_set(f->fields.record, LINK_TEXT, SPAN_NONE);
	record_set(f->fields.record, LINK_REL, rel);
	record_set(f->fields.record, LINK_TYPE, type);
	if (!href.len)
		return;
	f->fields.sink = NULL;
	url_resolve(&own_base, base_here(f), base.len ? base : SPAN_LIT(""));
	buf_clear(&f->scratch);
	url_resolve(&f->scratch, base.len ? buf_span(&own_base) : base_here(f), href);
	buf_release(&own_base);
	take_link(f, buf_span(&f->scratch), rel, type, xml_attr_get(attrs, count, "count"));
}

/* Without href, the text of the link is its address. */
void feed_on_link_end(void *user)
{
	struct feed *f = user;
	struct record *r = f->fields.record;
	struct span text = record_filled(r, LINK_TEXT);

	if (!text.len)
		return;
	buf_clear(&f->scratch);
	url_resolve(&f->scratch, base_here(f), text);
	take_link(f, buf_span(&f->scratch), record_get(r, LINK_REL), record_get(r, LINK_TYPE),
	    SPAN_NONE);
}
