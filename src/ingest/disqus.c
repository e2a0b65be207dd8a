/* The XML export of Disqus: a list of threads, then a list of comments ("post"), each
 * with the thread that it is in and the comment that it answers.
 *
 * A thread has the address and title of what is commented on, but not its text.  So a
 * thread is a post known by its thread, and gives way to the post itself where another
 * source has it.  Most threads are empty, and several may be about one page: threads
 * are posts only from their first comment on.  A comment may come before its thread;
 * then it names the thread, and linking finds it.
 *
 * Facts: references are dsq:id attributes; <id> is the identifier that the site gave
 * (often empty, for WordPress "N GUID").  Times are UTC, though some lack the Z.
 * Deleted comments keep their text.  Titles are HTML.
 * Source: docs.disqus.com/developers/export.
 */
#include "config.h"

#include <stdlib.h>

#include "ingest/disqus_priv.h"
#include "ingest/fields_priv.h"
#include "ingest/plain_priv.h"
#include "ingest/values_priv.h"
#include "moot/base/xalloc.h"
#include "moot/ingest/ingest.h"
#include "moot/markup/xml.h"

enum place { OUTSIDE, IN_EXPORT, IN_THREAD, IN_POST, IN_AUTHOR };

enum field {
	DSQ_ID = 1, /* dsq:id */
	IDENTIFIER,
	FORUM,
	LINK,
	TITLE,
	MESSAGE,
	CREATED,
	AUTHOR,
	USERNAME,
	IS_DELETED,
	IS_SPAM,
	THREAD,
	PARENT,
	FIELDS,
};

struct disqus {
	struct ingest_target target;
	struct xml *xml;
	struct fields fields;
	struct record nothing, thread, post; /* nothing: between the two */
	struct disqus_threads threads;
	struct buf forum, title, name, key, id, parent;
};

/* ---- values ---- */

static struct span dsq_id(const struct xml_attr *attrs, size_t count)
{
	struct span id = xml_attr_get(attrs, count, "id");

	return span_trim(id.len ? id : xml_attr_get(attrs, count, "dsq:id"));
}

static struct date created(struct disqus *d, const struct record *r)
{
	struct date date = value_date(&d->target, xml_line(d->xml), record_filled(r, CREATED));

	date.offset_known = date_known(date);
	return date;
}

static struct span plain(struct buf *out, struct span html)
{
	buf_clear(out);
	plain_add_html(out, html);
	return span_trim(buf_span(out));
}

static struct span author(struct disqus *d, const struct record *r)
{
	struct span name = record_filled(r, AUTHOR);

	return plain(&d->name, name.len ? name : record_filled(r, USERNAME));
}

static struct span or_none(struct span s)
{
	return s.len ? s : SPAN_NONE;
}

/* The blog, which may be read as well, has numbers of its own. */
static struct span scoped(struct buf *out, struct span id)
{
	buf_clear(out);
	if (!id.len)
		return SPAN_NONE;
	buf_add_str(out, "disqus:");
	buf_add_span(out, id);
	return buf_span(out);
}

static bool is_true(const struct record *r, int field)
{
	struct span value = record_get(r, field);

	return span_eq_nocase(value, "true") || span_eq_str(value, "1");
}

/* ---- threads ---- */

static struct span thread_key(struct disqus *d, struct span id)
{
	return scoped(&d->key, id);
}

/* The post of a group of threads, by the title of the one that is commented on first:
 * others may have what was the title before. */
static post_id add_post(struct disqus *d, uint32_t thread, uint32_t commented)
{
	const struct disqus_threads *t = &d->threads;
	const struct disqus_thread *row = &t->rows[thread - 1];
	struct span guid = disqus_identifier_url(disqus_thread_text(t, thread, THREAD_IDENTIFIER));
	struct span title = disqus_thread_text(t, commented, THREAD_TITLE);
	struct post_fact fact = POST_FACT_INIT;

	fact.source = d->target.source;
	fact.id = guid.len && !row->awaited
	    ? guid
	    : thread_key(d, disqus_thread_text(t, thread, THREAD_ID));
	fact.title = or_none(title.len ? title : disqus_thread_text(t, thread, THREAD_TITLE));
	fact.author = or_none(disqus_thread_text(t, thread, THREAD_AUTHOR));
	fact.url = or_none(disqus_page_url(disqus_thread_text(t, thread, THREAD_LINK)));
	fact.body = or_none(disqus_thread_text(t, thread, THREAD_BODY));
	fact.published = row->created;
	fact.state = row->deleted ? POST_TRASHED : POST_SHOWN;
	fact.thread_only = !fact.body.len;
	return library_add_post(d->target.lib, &fact);
}

static void complete_thread(struct disqus *d)
{
	const struct record *r = &d->thread;
	const struct span texts[THREAD_TEXTS] = {
		[THREAD_ID] = record_filled(r, DSQ_ID),
		[THREAD_IDENTIFIER] = record_filled(r, IDENTIFIER),
		[THREAD_LINK] = record_filled(r, LINK),
		[THREAD_TITLE] = plain(&d->title, record_filled(r, TITLE)),
		[THREAD_AUTHOR] = author(d, r),
		[THREAD_BODY] = record_filled(r, MESSAGE),
	};
	uint32_t thread;

	if (!d->forum.len)
		buf_add_span(&d->forum, record_filled(r, FORUM));
	if (texts[THREAD_ID].len) {
		thread =
		    disqus_threads_add(&d->threads, texts, created(d, r), is_true(r, IS_DELETED));
		if (d->threads.rows[thread - 1].awaited && !d->threads.rows[thread - 1].post)
			d->threads.rows[thread - 1].post = add_post(d, thread, thread);
	}
	record_clear(&d->thread);
}

/* The post of a thread; 0 when the thread has not come yet. */
static post_id post_of(struct disqus *d, struct span id)
{
	uint32_t thread = disqus_threads_find(&d->threads, id), leader;

	if (!thread)
		thread = disqus_threads_await(&d->threads, id);
	leader = d->threads.rows[thread - 1].leader;
	if (!d->threads.rows[leader - 1].post && !d->threads.rows[leader - 1].awaited)
		d->threads.rows[leader - 1].post = add_post(d, leader, thread);
	return d->threads.rows[leader - 1].post;
}

/* ---- comments ---- */

static enum comment_state comment_state_of(const struct record *r)
{
	return is_true(r, IS_DELETED) ? COMMENT_DELETED
	    : is_true(r, IS_SPAM)     ? COMMENT_SPAM
	                              : COMMENT_SHOWN;
}

static void complete_post(struct disqus *d)
{
	const struct record *r = &d->post;
	struct span thread = record_filled(r, THREAD);
	struct comment_fact fact = COMMENT_FACT_INIT;

	if (r->present) {
		fact.source = d->target.source;
		fact.id = scoped(&d->id, record_filled(r, DSQ_ID));
		fact.author = or_none(author(d, r));
		fact.body = record_filled(r, MESSAGE);
		fact.body_type = BODY_HTML;
		fact.published = created(d, r);
		fact.state = comment_state_of(r);
		fact.parent_key = scoped(&d->parent, record_filled(r, PARENT));
		if (thread.len) {
			fact.post = post_of(d, thread);
			fact.post_key = thread_key(d, thread);
		}
		library_add_comment(d->target.lib, &fact);
	}
	record_clear(&d->post);
}

/* ---- elements ---- */

static void on_thread(void *user, const struct xml_attr *attrs, size_t count)
{
	struct disqus *d = user;

	d->fields.record = &d->thread;
	record_set(&d->thread, DSQ_ID, dsq_id(attrs, count));
}

static void on_thread_end(void *user)
{
	struct disqus *d = user;

	complete_thread(d);
	d->fields.record = &d->nothing;
}

static void on_post(void *user, const struct xml_attr *attrs, size_t count)
{
	struct disqus *d = user;

	d->fields.record = &d->post;
	record_set(&d->post, DSQ_ID, dsq_id(attrs, count));
}

static void on_post_end(void *user)
{
	struct disqus *d = user;

	complete_post(d);
	d->fields.record = &d->nothing;
}

static void on_thread_ref(void *user, const struct xml_attr *attrs, size_t count)
{
	struct disqus *d = user;

	record_set(&d->post, THREAD, dsq_id(attrs, count));
}

static void on_parent_ref(void *user, const struct xml_attr *attrs, size_t count)
{
	struct disqus *d = user;

	record_set(&d->post, PARENT, dsq_id(attrs, count));
}

#define DSQ(place, name, ...) \
	{ place, VOCAB_DISQUS, name, __VA_ARGS__ }, { place, VOCAB_NONE, name, __VA_ARGS__ }

static const struct field_rule rules[] = {
	DSQ(OUTSIDE, "disqus", .enters = IN_EXPORT),
	DSQ(IN_EXPORT, "thread", .enters = IN_THREAD, .start = on_thread, .end = on_thread_end),
	DSQ(IN_EXPORT, "post", .enters = IN_POST, .start = on_post, .end = on_post_end),

	DSQ(IN_THREAD, "id", .field = IDENTIFIER),
	DSQ(IN_THREAD, "forum", .field = FORUM),
	DSQ(IN_THREAD, "link", .field = LINK),
	DSQ(IN_THREAD, "title", .field = TITLE),
	DSQ(IN_THREAD, "message", .field = MESSAGE),
	DSQ(IN_THREAD, "createdAt", .field = CREATED),
	DSQ(IN_THREAD, "isDeleted", .field = IS_DELETED),
	DSQ(IN_THREAD, "author", .enters = IN_AUTHOR),

	DSQ(IN_POST, "message", .field = MESSAGE),
	DSQ(IN_POST, "createdAt", .field = CREATED),
	DSQ(IN_POST, "isDeleted", .field = IS_DELETED),
	DSQ(IN_POST, "isSpam", .field = IS_SPAM),
	DSQ(IN_POST, "author", .enters = IN_AUTHOR),
	DSQ(IN_POST, "thread", .start = on_thread_ref),
	DSQ(IN_POST, "parent", .start = on_parent_ref),

	DSQ(IN_AUTHOR, "name", .field = AUTHOR),
	DSQ(IN_AUTHOR, "username", .field = USERNAME),
	{ .name = NULL },
};

/* ---- the adapter ---- */

static int sniff(const struct sniff *head)
{
	size_t colon = span_find_byte(head->root, ':');
	struct span root =
	    colon < head->root.len ? span_sub(head->root, colon + 1, head->root.len) : head->root;

	return span_eq_nocase(root, "disqus") ? 95 : 0;
}

static void *open_disqus(const struct ingest_target *target)
{
	struct disqus *d = xcalloc(1, sizeof *d);

	_Static_assert((int)FIELDS <= (int)FIELD_MAX, "more fields than a record has");
	d->target = *target;
	d->fields = (struct fields){ .rules = rules, .user = d, .record = &d->nothing };
	d->xml = xml_new(&fields_handlers, &d->fields, target->diags, target->source);
	return d;
}

static void feed(void *state, struct span utf8)
{
	struct disqus *d = state;

	xml_feed(d->xml, utf8);
}

static void finish(void *state)
{
	struct disqus *d = state;
	struct span forum;

	xml_finish(d->xml);
	forum = or_none(buf_span(&d->forum));
	library_set_source(
	    d->target.lib, d->target.source, &(struct source_meta){ .id = forum, .title = forum });
}

static void close_disqus(void *state)
{
	struct disqus *d = state;
	struct buf *const bufs[] = { &d->forum, &d->title, &d->name, &d->key, &d->id,
		&d->parent };

	xml_free(d->xml);
	fields_release(&d->fields);
	record_release(&d->nothing);
	record_release(&d->thread);
	record_release(&d->post);
	disqus_threads_release(&d->threads);
	for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
		buf_release(bufs[i]);
	free(d);
}

extern const struct ingest_format ingest_disqus;
const struct ingest_format ingest_disqus = {
	.name = "disqus",
	.label = "Disqus export (XML)",
	.sniff = sniff,
	.open = open_disqus,
	.feed = feed,
	.finish = finish,
	.close = close_disqus,
};
