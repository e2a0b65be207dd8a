/* From the fields of an item to a post or a comment. */
#include "config.h"

#include "ingest/feed_priv.h"

#include "ingest/plain_priv.h"
#include "moot/model/authors.h"
#include "moot/text/base64.h"
#include "moot/text/url.h"

/* ---- text ---- */

/* Markup in what should be plain text makes it markup. */
static enum feed_text text_type(const struct record *r, int field, int type_field)
{
	struct span type = record_filled(r, type_field);

	return type.len && !record_marked(r, field) ? (enum feed_text) * type.p : FEED_TEXT_HTML;
}

static struct span title_of(struct feed *f, const struct record *r)
{
	struct span raw = record_get(r, FEED_TITLE);
	enum feed_text type = text_type(r, FEED_TITLE, FEED_TITLE_TYPE);

	if (span_is_none(raw))
		return raw;
	buf_clear(&f->scratch);
	if (type == FEED_TEXT_BASE64 || type == FEED_TEXT_BASE64_HTML) {
		base64_add(&f->scratch, raw);
		raw = buf_span(&f->scratch);
	}
	buf_clear(&f->title);
	if (type == FEED_TEXT_HTML || type == FEED_TEXT_BASE64_HTML)
		plain_add_html(&f->title, raw);
	else
		buf_add_span(&f->title, raw);
	return span_trim(buf_span(&f->title));
}

/* The full text, else the summary. */
static struct span body_of(struct feed *f, enum body_type *body_type)
{
	bool full = record_filled(&f->item, FEED_CONTENT).len > 0;
	int field = full ? FEED_CONTENT : FEED_SUMMARY;
	struct span raw = record_get(&f->item, field);
	enum feed_text type =
	    text_type(&f->item, field, full ? FEED_CONTENT_TYPE : FEED_SUMMARY_TYPE);

	*body_type =
	    type == FEED_TEXT_HTML || type == FEED_TEXT_BASE64_HTML ? BODY_HTML : BODY_TEXT;
	if (type != FEED_TEXT_BASE64 && type != FEED_TEXT_BASE64_HTML)
		return raw;
	buf_clear(&f->body);
	base64_add(&f->body, raw);
	return buf_span(&f->body);
}

/* ---- people ---- */

/* "ann@example.org (Ann)", "Ann (ann@example.org)", "Ann <ann@example.org>": the name;
 * an address alone stays. */
static struct span person_name(struct span text)
{
	size_t open = span_find_byte(text, '('), angle = span_find_byte(text, '<');
	struct span before, inside;

	if (angle < text.len)
		return angle ? span_trim(span_sub(text, 0, angle))
		             : span_trim(span_sub(text, 1, span_find_byte(text, '>')));
	if (open == text.len)
		return text;
	before = span_trim(span_sub(text, 0, open));
	inside = span_sub(text, open + 1, text.len);
	inside = span_trim(span_sub(inside, 0, span_find_byte(inside, ')')));
	return inside.len && (!before.len || span_find_byte(before, '@') < before.len) ? inside
	                                                                               : before;
}

/* Textcasting items have no title, and their writer in <source>. */
static struct span raw_authors(const struct record *r)
{
	static const enum feed_field fields[] = { FEED_AUTHOR, FEED_CREATORS, FEED_PODCASTER,
		FEED_RSS_AUTHOR };

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (record_filled(r, (int)fields[i]).len)
			return record_filled(r, (int)fields[i]);
	return span_is_none(record_get(r, FEED_TITLE)) ? record_filled(r, FEED_ORIGIN) : SPAN_NONE;
}

static struct span author_of(struct feed *f, const struct record *r)
{
	struct span names = raw_authors(r), name;

	/* Atom: the feed's author is the author of its entries. */
	if (!names.len && r == &f->item)
		names = record_filled(&f->channel, FEED_AUTHOR);
	buf_clear(&f->author);
	while (authors_next(&names, &name)) {
		buf_clear(&f->scratch);
		plain_add_html(&f->scratch, person_name(name));
		authors_add(&f->author, 0, span_trim(buf_span(&f->scratch)));
	}
	return f->author.len ? buf_span(&f->author) : SPAN_NONE;
}

/* ---- links ---- */

/* What relative links of the item are resolved against. */
static struct span item_base(const struct feed *f)
{
	const struct span bases[] = { record_filled(&f->item, FEED_BASE),
		record_filled(&f->channel, FEED_BASE), record_filled(&f->channel, FEED_LINK),
		f->target.base_url };

	for (size_t i = 0; i < sizeof bases / sizeof *bases; i++)
		if (bases[i].len)
			return bases[i];
	return SPAN_NONE;
}

/* "javascript:", "data:" and their like are no page that could be opened. */
static bool is_no_page(struct span url)
{
	return span_find_byte(url, ':') < span_find_byte(url, '/') && !url_is_link(url);
}

static struct span resolved(const struct feed *f, struct buf *out, struct span url)
{
	if (!url.len)
		return SPAN_NONE;
	buf_clear(out);
	url_resolve(out, item_base(f), url);
	return is_no_page(buf_span(out)) ? SPAN_NONE : buf_span(out);
}

static struct span url_of(struct feed *f)
{
	struct span link = record_filled(&f->item, FEED_LINK),
	            id = record_filled(&f->item, FEED_ID);

	if (!link.len && record_filled(&f->item, FEED_GUID_LINK).len && url_is_link(id))
		link = id;
	return resolved(f, &f->url, link);
}

static struct span body_base(struct feed *f, struct span url)
{
	struct span base = record_filled(&f->item, FEED_CONTENT_BASE);

	if (!base.len)
		base = record_filled(&f->item, FEED_BASE);
	if (!base.len)
		base = record_filled(&f->channel, FEED_BASE);
	if (!base.len && !url.len)
		base = record_filled(&f->channel, FEED_LINK);
	return base;
}

/* ---- dates ---- */

static struct date date_of(struct feed *f, int field)
{
	return value_date(&f->target, xml_line(f->xml), record_filled(&f->item, field));
}

/* Atom asks only for the time of the last change: without another it is all there is. */
static struct date published(struct feed *f)
{
	struct date date = date_of(f, FEED_PUBLISHED);

	if (!date_known(date))
		date = date_of(f, FEED_DATE);
	return date_known(date) ? date : date_of(f, FEED_UPDATED);
}

/* ---- posts and comments ---- */

/* An answer to something without a comment's address, in a feed whose comments have
 * one, is an answer to the post: its own address names that better. */
static bool answers_post(const struct feed *f, struct span post, struct span key)
{
	return post.len && feed_is_comment_url(record_get(&f->item, FEED_LINK)) &&
	    !feed_is_comment_url(key);
}

static void add_answer(struct feed *f, struct span post, struct span key, struct labels *to)
{
	if (key.len && !answers_post(f, post, key))
		labels_add(to, key);
}

/* All that the item answers; ids go before addresses. */
static void find_answers(struct feed *f, struct span post, struct labels *keys)
{
	struct span parent = feed_parent_of(&f->children, record_get(&f->item, FEED_ID));
	enum body_type type;

	labels_place(&f->refs);
	labels_place(&f->hrefs);
	for (size_t i = 0; i < f->refs.len; i++)
		add_answer(f, post, f->refs.items[i], keys);
	for (size_t i = 0; i < f->hrefs.len; i++)
		add_answer(f, post, f->hrefs.items[i], keys);
	add_answer(f, post, parent, keys);
	if (!keys->len)
		add_answer(f, post,
		    feed_answer_in_text(body_of(f, &type), record_filled(&f->item, FEED_LINK)),
		    keys);
	labels_place(keys);
}

static uint32_t total_of(const struct record *r)
{
	uint64_t total;

	return span_to_uint(record_get(r, FEED_TOTAL), COMMENTS_TOTAL_UNKNOWN - 1, &total)
	    ? (uint32_t)total
	    : COMMENTS_TOTAL_UNKNOWN;
}

/* The title stands for the text where there is none, unless it is made of names. */
static void set_text(struct feed *f, struct comment_fact *fact)
{
	struct span post_title;

	fact->body = body_of(f, &fact->body_type);
	if (fact->body.len)
		return;
	fact->body = title_of(f, &f->item);
	fact->body_type = BODY_TEXT;
	if (feed_title_is_made(fact->body, fact->author, &post_title))
		fact->body = SPAN_NONE;
}

static void add_comment(struct feed *f, const struct labels *answers, struct span post)
{
	struct comment_fact fact = COMMENT_FACT_INIT;
	comment_id comment;

	fact.source = f->target.source;
	fact.published = published(f);
	fact.id = record_filled(&f->item, FEED_ID);
	fact.author = author_of(f, &f->item);
	fact.author_url = record_filled(&f->item, FEED_AUTHOR_URL);
	fact.url = url_of(f);
	fact.parent_key = answers->len ? answers->items[0] : SPAN_NONE;
	fact.post_key = post;
	set_text(f, &fact);
	comment = library_add_comment(f->target.lib, &fact);
	if (answers->len > 1)
		feed_keep_answers(&f->answers, comment, answers);
}

static void add_post(struct feed *f)
{
	struct post_fact fact = POST_FACT_INIT;

	labels_place(&f->labels);
	fact.source = f->target.source;
	fact.published = published(f);
	fact.updated = date_of(f, FEED_UPDATED);
	fact.id = record_filled(&f->item, FEED_ID);
	fact.title = title_of(f, &f->item);
	fact.author = author_of(f, &f->item);
	fact.url = url_of(f);
	fact.body = body_of(f, &fact.body_type);
	fact.is_summary = !record_filled(&f->item, FEED_CONTENT).len;
	fact.base_url = body_base(f, fact.url);
	fact.comments_url =
	    resolved(f, &f->comments_url, record_filled(&f->item, FEED_COMMENTS_URL));
	fact.comments_feed =
	    resolved(f, &f->comments_feed, record_filled(&f->item, FEED_COMMENTS_FEED));
	fact.comments_total = total_of(&f->item);
	fact.labels = f->labels.items;
	fact.label_count = f->labels.len;
	library_add_post(f->target.lib, &fact);
}

/* "Comments on: T", in a feed of comments on T. */
static struct span channel_post_title(struct feed *f)
{
	struct span title = title_of(f, &f->channel);
	size_t colon = span_find(title, SPAN_LIT(": "));

	return colon < title.len ? span_sub(title, colon + 2, title.len) : SPAN_NONE;
}

/* The post that the item is a comment on, where it says so.  A title that is made names
 * it, or is in a feed of one post's comments. */
static struct span post_of(struct feed *f)
{
	struct span post = record_filled(&f->item, FEED_REPLY_POST), title;

	if (!post.len)
		post = feed_post_told(f);
	if (!feed_title_is_made(title_of(f, &f->item), author_of(f, &f->item), &title))
		return post;
	if (!post.len && title.len) {
		buf_clear(&f->key);
		buf_add_span(&f->key, title);
		return buf_span(&f->key);
	}
	if (!post.len)
		post = record_filled(&f->channel, FEED_LINK);
	if (post.len)
		library_name_post(
		    f->target.lib, post, title.len ? title : channel_post_title(f));
	return post;
}

static void add_item(struct feed *f)
{
	struct labels answers = { .len = 0 };
	struct span post = post_of(f);

	find_answers(f, post, &answers);
	if (answers.len || post.len)
		add_comment(f, &answers, post);
	else
		add_post(f);
	labels_release(&answers);
}

void feed_complete_item(struct feed *f)
{
	if (f->item.present && !f->only_links)
		add_item(f);
	record_clear(&f->item);
	labels_clear(&f->labels);
	labels_clear(&f->refs);
	labels_clear(&f->hrefs);
}

static struct date feed_date(const struct record *r)
{
	static const enum feed_field fields[] = { FEED_UPDATED, FEED_PUBLISHED, FEED_DATE };

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (record_filled(r, (int)fields[i]).len)
			return date_parse(record_filled(r, (int)fields[i]));
	return DATE_INIT;
}

void feed_describe(struct feed *f)
{
	const struct record *r = &f->channel;
	struct source_meta meta = {
		.format = span_str(f->format),
		.id = record_filled(r, FEED_ID),
		.title = title_of(f, r),
		.author = author_of(f, r),
		.url = resolved(f, &f->url, record_filled(r, FEED_LINK)),
		.updated = feed_date(r),
	};

	library_set_source(f->target.lib, f->target.source, &meta);
	f->described = true;
}
