/* RSS 0.9x, 1.0 and 2.0 and Atom 0.3 and 1.0, of any producer, with what they have
 * for comments: RFC 4685 (thr:in-reply-to), the source namespace (source:inReplyTo),
 * Yandex (ya:parent), wfw:commentRss, slash:comments.
 *
 * There is one table of rules for all (feed_elements.c).  Elements are told by their
 * vocabulary; where the root is in a namespace that nobody knows, that namespace counts
 * as none.
 */
#include "config.h"

#include <stdlib.h>

#include "ingest/feed_priv.h"
#include "moot/base/xalloc.h"
#include "moot/text/safe.h"

static struct span known_ns(struct feed *f, struct span ns, struct span name)
{
	if (f->fields.depth == 0 && ns.len && vocab_name(ns, name).vocab == VOCAB_OTHER &&
	    !f->root_ns)
		f->root_ns = xspandup(ns);
	return f->root_ns && span_eq_str(ns, f->root_ns) ? SPAN_NONE : ns;
}

static void on_start(
    void *user, struct span ns, struct span name, const struct xml_attr *attrs, size_t count)
{
	struct feed *f = user;

	fields_start(&f->fields, known_ns(f, ns, name), name, attrs, count);
}

static void on_end(void *user, struct span ns, struct span name)
{
	struct feed *f = user;

	fields_end(&f->fields, ns, name);
}

static void on_text(void *user, struct span text)
{
	struct feed *f = user;

	fields_text(&f->fields, text);
}

static const struct xml_handlers handlers = { on_start, on_end, on_text };

static int sniff(const struct sniff *head)
{
	static const char *const roots[] = { "rss", "feed", "rdf", "entry", "channel" };
	size_t colon = span_find_byte(head->root, ':');
	struct span root =
	    colon < head->root.len ? span_sub(head->root, colon + 1, head->root.len) : head->root;
	bool at_start = head->head.len && head->head.p[0] == '<';

	for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
		if (span_eq_nocase(root, roots[i]))
			return at_start ? 80 : 40;
	return 0;
}

static void *open_feed(const struct ingest_target *target)
{
	struct feed *f = xcalloc(1, sizeof *f);

	_Static_assert((int)FEED_FIELDS <= (int)FIELD_MAX, "more fields than a record has");
	f->target = *target;
	f->format = "atom";
	f->xml = xml_new(&handlers, f, target->diags, target->source);
	f->fields = (struct fields){ .rules = feed_rules, .user = f, .record = &f->channel };
	return f;
}

/* RSS 1.0 says in an item what answers it, which may have come before: such a feed is read
 * twice, the first time for these links alone.  It is told by its first bytes, which wait
 * until there are enough. */
enum { TOLD_BY_BYTES = 4096 };

static void tell(struct feed *f)
{
	struct span start = span_sub(buf_span(&f->whole), 0, TOLD_BY_BYTES);

	f->begun = true;
	f->read_twice =
	    span_find(start, SPAN_LIT("http://purl.org/rss/1.0/modules/threading/")) < start.len;
	if (f->read_twice)
		return;
	xml_feed(f->xml, buf_span(&f->whole));
	buf_release(&f->whole);
}

static void feed_feed(void *state, struct span utf8)
{
	struct feed *f = state;

	if (f->begun && !f->read_twice) {
		xml_feed(f->xml, utf8);
		return;
	}
	buf_add_span(&f->whole, utf8);
	if (!f->begun && f->whole.len >= TOLD_BY_BYTES)
		tell(f);
}

static void read_whole(struct feed *f)
{
	struct diags unsaid = { 0 };
	struct xml *first = xml_new(&handlers, f, &unsaid, f->target.source);

	f->only_links = true;
	xml_feed(first, buf_span(&f->whole));
	xml_finish(first);
	feed_complete_item(f);
	xml_free(first);
	diags_release(&unsaid);
	f->only_links = false;
	record_clear(&f->channel);
	fields_release(&f->fields);
	f->fields = (struct fields){ .rules = feed_rules, .user = f, .record = &f->channel };
	xml_feed(f->xml, buf_span(&f->whole));
}

static void finish(void *state)
{
	struct feed *f = state;
	struct span next;

	if (!f->begun)
		tell(f);
	if (f->read_twice)
		read_whole(f);
	xml_finish(f->xml);
	feed_complete_item(f);
	feed_settle_answers(f);
	feed_describe(f);
	next = record_filled(&f->channel, FEED_NEXT);
	if (!next.len)
		return;
	buf_clear(&f->scratch);
	safe_add(&f->scratch, next, false);
	diag_add(f->target.diags, DIAG_CODE_INCOMPLETE, f->target.source, 0,
	    "more entries are on other pages of the feed; the next page is %s",
	    buf_str(&f->scratch));
}

static void close_feed(void *state)
{
	struct feed *f = state;
	struct buf *const bufs[] = { &f->title, &f->body, &f->url, &f->author,
		&f->comments_url, &f->comments_feed, &f->base, &f->key, &f->scratch, &f->whole };

	xml_free(f->xml);
	fields_release(&f->fields);
	record_release(&f->channel);
	record_release(&f->item);
	labels_release(&f->labels);
	labels_release(&f->refs);
	labels_release(&f->hrefs);
	feed_children_release(&f->children);
	feed_answers_release(&f->answers);
	for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
		buf_release(bufs[i]);
	free(f->root_ns);
	free(f);
}

extern const struct ingest_format ingest_feed;
const struct ingest_format ingest_feed = {
	.name = "feed",
	.label = "RSS or Atom feed",
	.sniff = sniff,
	.open = open_feed,
	.feed = feed_feed,
	.finish = finish,
	.close = close_feed,
};
