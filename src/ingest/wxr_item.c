/* From the fields of an item to a post and its comments.
 *
 * Facts: dates come as the blog's wall clock and in UTC; the difference is the blog's
 * offset.  "0000-00-00 00:00:00" is no date (drafts), and becomes the year -0001 in
 * pubDate.  Titles and names are HTML in whatever they are wrapped, to be decoded once.
 * Bodies are what was typed into the editor.  Ids of comments count per item only.
 */
#include "config.h"

#include "ingest/wxr_priv.h"

#include "ingest/disqus_priv.h"
#include "ingest/plain_priv.h"
#include "moot/base/xalloc.h"
#include "moot/text/url.h"

/* ---- dates ---- */

static bool is_no_date(struct span text)
{
	return span_starts(text, "0000-00-00") || span_find(text, SPAN_LIT(" -0001")) < text.len;
}

static struct date date_of(struct wxr *w, const struct record *r, int field)
{
	struct span text = record_filled(r, field);

	return is_no_date(text) ? DATE_INIT : value_date(&w->target, xml_line(w->xml), text);
}

/* Zones are whole quarters of an hour, none further than 14 hours from UTC. */
static bool is_offset(int64_t offset_s)
{
	return offset_s % (15 * 60) == 0 && offset_s >= -14 * 3600 && offset_s <= 14 * 3600;
}

static struct date date_with_gmt(
    struct wxr *w, const struct record *r, int local_field, int gmt_field)
{
	struct date local = date_of(w, r, local_field), gmt = date_of(w, r, gmt_field);
	int64_t offset_s;

	if (!date_known(gmt))
		return local;
	offset_s = date_known(local) ? local.unix_s - gmt.unix_s : 0;
	gmt.offset_known = true;
	gmt.offset_min = (int16_t)(is_offset(offset_s) ? offset_s / 60 : 0);
	return gmt;
}

static struct date published(struct wxr *w, const struct record *r)
{
	struct date date = date_with_gmt(w, r, WXR_DATE, WXR_DATE_GMT);

	return date_known(date) ? date : date_of(w, r, WXR_PUB_DATE);
}

/* ---- people ---- */

static struct span plain(struct buf *out, struct span html)
{
	if (!html.len)
		return SPAN_NONE;
	buf_clear(out);
	plain_add_html(out, html);
	return span_trim(buf_span(out));
}

static struct span author_span(const struct wxr *w, size_t at, size_t len)
{
	return span_sub(buf_span(&w->author_text), at, at + len);
}

static bool has_login(const void *rows, uint32_t id, struct span key)
{
	const struct wxr *w = rows;
	const struct wxr_author *a = &w->authors[id - 1];

	return span_eq(author_span(w, a->login_at, a->login_len), key);
}

static const struct wxr_author *author_by_login(const struct wxr *w, struct span login)
{
	uint32_t id = login.len ? hash_find(&w->logins, hash_bytes(login), login, has_login, w) : 0;

	return id ? &w->authors[id - 1] : NULL;
}

static size_t keep(struct buf *text, struct span s)
{
	size_t at = text->len;

	buf_add_span(text, s);
	return at;
}

void wxr_complete_author(struct wxr *w)
{
	struct span login = record_filled(&w->author, WXR_LOGIN);
	struct span name = plain(&w->name, record_filled(&w->author, WXR_DISPLAY_NAME));
	struct span number = record_filled(&w->author, WXR_USER);

	if (login.len && !author_by_login(w, login)) {
		ARRAY_GROW(w->authors, w->author_len, w->author_cap);
		w->authors[w->author_len++] = (struct wxr_author){
			.login_at = keep(&w->author_text, login),
			.login_len = login.len,
			.name_at = keep(&w->author_text, name),
			.name_len = name.len,
			.number_at = keep(&w->author_text, number),
			.number_len = number.len,
		};
		hash_add(&w->logins, hash_bytes(login), (uint32_t)w->author_len);
	}
	record_clear(&w->author);
}

static struct span post_author(struct wxr *w)
{
	struct span login = record_filled(&w->item, WXR_AUTHOR);
	const struct wxr_author *a = author_by_login(w, login);

	return a && a->name_len ? author_span(w, a->name_at, a->name_len) : plain(&w->name, login);
}

/* ---- comments ---- */

static enum comment_state comment_state_of(const struct record *r)
{
	static const struct {
		const char *approved;
		enum comment_state state;
	} states[] = {
		{ "", COMMENT_SHOWN },
		{ "1", COMMENT_SHOWN },
		{ "approved", COMMENT_SHOWN },
		{ "0", COMMENT_HELD },
		{ "spam", COMMENT_SPAM },
		{ "trash", COMMENT_DELETED },
		{ "post-trashed", COMMENT_DELETED },
	};
	struct span approved = record_get(r, WXR_STATUS);

	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		if (span_eq_nocase(approved, states[i].approved))
			return states[i].state;
	return COMMENT_HELD;
}

static enum comment_kind comment_kind_of(const struct record *r)
{
	struct span type = record_get(r, WXR_TYPE);

	return span_eq_nocase(type, "pingback") || span_eq_nocase(type, "trackback")
	    ? COMMENT_PINGBACK
	    : COMMENT_COMMENT;
}

static bool is_by_post_author(const struct wxr *w)
{
	const struct wxr_author *a = author_by_login(w, record_filled(&w->item, WXR_AUTHOR));
	struct span user = record_filled(&w->comment, WXR_USER);

	return a && user.len && !span_eq_str(user, "0") &&
	    span_eq(user, author_span(w, a->number_at, a->number_len));
}

void wxr_complete_comment(struct wxr *w)
{
	const struct record *r = &w->comment;
	struct span parent = record_filled(r, WXR_PARENT);
	struct span parts[WXR_PARTS] = {
		[WXR_PART_ID] = record_filled(r, WXR_ID),
		[WXR_PART_AUTHOR] = plain(&w->name, record_filled(r, WXR_AUTHOR)),
		[WXR_PART_AUTHOR_URL] = record_filled(r, WXR_AUTHOR_URL),
		[WXR_PART_BODY] = record_filled(r, WXR_BODY),
		[WXR_PART_PARENT] = span_eq_str(parent, "0") ? SPAN_NONE : parent,
	};
	struct wxr_comment *c;

	if (!r->present)
		return;
	ARRAY_GROW(w->comments, w->comment_len, w->comment_cap);
	c = &w->comments[w->comment_len++];
	*c = (struct wxr_comment){
		.published = published(w, r),
		.kind = comment_kind_of(r),
		.state = comment_state_of(r),
		.by_post_author = is_by_post_author(w),
	};
	for (int i = 0; i < WXR_PARTS; i++) {
		c->len[i] = parts[i].len;
		buf_add_span(&w->comment_text, parts[i]);
	}
	record_clear(&w->comment);
}

static void add_comments(struct wxr *w, post_id post)
{
	size_t at = 0;

	for (size_t i = 0; i < w->comment_len; i++) {
		const struct wxr_comment *c = &w->comments[i];
		struct comment_fact fact = COMMENT_FACT_INIT;
		struct span *const parts[WXR_PARTS] = {
			[WXR_PART_ID] = &fact.id,
			[WXR_PART_AUTHOR] = &fact.author,
			[WXR_PART_AUTHOR_URL] = &fact.author_url,
			[WXR_PART_BODY] = &fact.body,
			[WXR_PART_PARENT] = &fact.parent_key,
		};

		for (int part = 0; part < WXR_PARTS; at += c->len[part++])
			if (c->len[part])
				*parts[part] =
				    span_sub(buf_span(&w->comment_text), at, at + c->len[part]);
		fact.source = w->target.source;
		fact.post = post;
		fact.published = c->published;
		fact.body_type = BODY_AUTOP;
		fact.kind = c->kind;
		fact.state = c->state;
		fact.by_post_author = c->by_post_author;
		library_add_comment(w->target.lib, &fact);
	}
}

/* ---- posts ---- */

/* What WordPress keeps as posts for its own use; to be read only where somebody has
 * commented on it. */
static bool is_internal(struct span type)
{
	static const char *const types[] = {
		"attachment",
		"nav_menu_item",
		"revision",
		"custom_css",
		"customize_changeset",
		"oembed_cache",
		"user_request",
		"wp_block",
		"wp_template",
		"wp_template_part",
		"wp_navigation",
		"wp_global_styles",
		"wp_font_family",
		"wp_font_face",
	};

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (span_eq_nocase(type, types[i]))
			return true;
	return false;
}

/* Of the types that plugins add, those with a text are for reading. */
static bool is_wanted(const struct wxr *w)
{
	static const char *const types[] = { "", "post", "page", "draft" };
	struct span type = record_get(&w->item, WXR_TYPE);

	if (w->comment_len)
		return true;
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (span_eq_nocase(type, types[i]))
			return true;
	return !is_internal(type) && record_filled(&w->item, WXR_BODY).len;
}

/* A converter writes drafts as a type of post. */
static enum post_state post_state_of(const struct record *r)
{
	static const struct {
		const char *status;
		enum post_state state;
	} states[] = {
		{ "draft", POST_DRAFT },
		{ "auto-draft", POST_DRAFT },
		{ "pending", POST_DRAFT },
		{ "future", POST_DRAFT },
		{ "private", POST_PRIVATE },
		{ "trash", POST_TRASHED },
	};
	struct span status = record_get(r, WXR_STATUS);

	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		if (span_eq_nocase(status, states[i].status))
			return states[i].state;
	return span_eq_nocase(record_get(r, WXR_TYPE), "draft") ? POST_DRAFT : POST_SHOWN;
}

static struct span blog_url(const struct wxr *w)
{
	static const enum wxr_field fields[] = { WXR_BLOG_URL, WXR_LINK, WXR_SITE_URL };

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (record_filled(&w->channel, (int)fields[i]).len)
			return record_filled(&w->channel, (int)fields[i]);
	return SPAN_NONE;
}

/* An id that is the same in every part of a split export, and unlike those of other
 * blogs: as WordPress makes the guid of a post, "http://blog.example/?p=12". */
static struct span post_id_of(struct wxr *w)
{
	struct span number = record_filled(&w->item, WXR_ID), blog = blog_url(w);
	struct span thread = disqus_identifier_url(record_filled(&w->item, WXR_THREAD));
	struct span guid = record_filled(&w->item, WXR_GUID);

	if (!number.len || !blog.len)
		return guid.len ? guid : thread.len ? thread : record_filled(&w->item, WXR_LINK);
	while (blog.len && blog.p[blog.len - 1] == '/')
		blog.len--;
	buf_clear(&w->id);
	buf_add_span(&w->id, blog);
	buf_add_str(&w->id, "/?p=");
	buf_add_span(&w->id, number);
	return buf_span(&w->id);
}

static struct span post_url(struct wxr *w)
{
	struct span link = record_filled(&w->item, WXR_LINK), base = blog_url(w);

	if (!link.len)
		return SPAN_NONE;
	buf_clear(&w->url);
	url_resolve(&w->url, base.len ? base : w->target.base_url, link);
	return buf_span(&w->url);
}

/* In what is written for Disqus, posts are there for their comments' sake. */
static bool is_thread_only(const struct wxr *w)
{
	return record_filled(&w->item, WXR_THREAD).len && !record_filled(&w->item, WXR_BODY).len;
}

static void add_post(struct wxr *w)
{
	const struct record *r = &w->item;
	struct post_fact fact = POST_FACT_INIT;

	labels_place(&w->labels);
	fact.source = w->target.source;
	fact.id = post_id_of(w);
	fact.title = plain(&w->title, record_filled(r, WXR_TITLE));
	fact.author = post_author(w);
	fact.url = post_url(w);
	fact.body = record_filled(r, WXR_BODY);
	fact.body_type = BODY_AUTOP;
	fact.published = published(w, r);
	fact.updated = date_with_gmt(w, r, WXR_MODIFIED, WXR_MODIFIED_GMT);
	fact.labels = w->labels.items;
	fact.label_count = w->labels.len;
	fact.kind = span_eq_nocase(record_get(r, WXR_TYPE), "page") ? POST_PAGE : POST_POST;
	fact.state = post_state_of(r);
	fact.thread_only = is_thread_only(w);
	add_comments(w, library_add_post(w->target.lib, &fact));
}

void wxr_complete_item(struct wxr *w)
{
	wxr_complete_comment(w);
	if (w->item.present || w->comment_len) {
		if (is_wanted(w))
			add_post(w);
		else
			w->left_out++;
	}
	record_clear(&w->item);
	labels_clear(&w->labels);
	buf_clear(&w->comment_text);
	w->comment_len = 0;
}

/* ---- the source ---- */

void wxr_describe(struct wxr *w)
{
	const struct record *r = &w->channel;
	struct span date = record_filled(r, WXR_PUB_DATE);
	struct source_meta meta = {
		.id = record_filled(r, WXR_BLOG_URL),
		.title = plain(&w->title, record_filled(r, WXR_TITLE)),
		.url = blog_url(w),
		.updated = is_no_date(date) ? DATE_INIT : date_parse(date),
	};

	library_set_source(w->target.lib, w->target.source, &meta);
	w->described = true;
}
