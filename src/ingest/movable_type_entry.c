/* From the lines of one entry to a post with its comments and pings.
 *
 * Facts: keys come in any order, the value is what follows the first colon, and blank
 * lines may be between them.  Dates are MM/DD/YYYY hh:mm:ss on the blog's clock, with AM
 * or PM or of 24 hours; a year of two digits is of the 1900s.  CONVERT BREAKS says what
 * the body is; comments are always lines of text with some HTML.  The format has neither
 * ids nor parents for comments: threads are lost.  NO ENTRY says that the comments belong
 * to an entry that came before, or is in another file, named by its date.
 */
#include "config.h"

#include "ingest/movable_type_priv.h"

#include <string.h>

#include "ingest/plain_priv.h"
#include "moot/base/xalloc.h"
#include "moot/text/entity.h"

static struct span or_none(struct span s)
{
	return s.len ? s : SPAN_NONE;
}

static struct span plain(struct buf *out, struct span html)
{
	buf_clear(out);
	plain_add_html(out, html);
	return or_none(span_trim(buf_span(out)));
}

/* ---- an entry ---- */

struct entry {
	struct span value[MT_KEYS];
	struct span body, extended, excerpt;
	struct span sections; /* behind the header */
	size_t line;
	struct date published;
	post_id post; /* or 0: by the key */
	struct span post_key;
};

static struct date entry_date(struct movable_type *m, const struct entry *e, struct span text)
{
	struct date date = mt_date(text);

	return date_known(date) ? date : value_date(&m->target, e->line, text);
}

static void add_tags(struct labels *labels, struct span tags)
{
	struct span tag;

	while (span_split(&tags, ',', &tag)) {
		tag = span_trim(tag);
		if (tag.len > 1 && span_starts(tag, "\"") && span_ends(tag, "\""))
			tag = span_sub(tag, 1, tag.len - 1);
		labels_add(labels, tag);
	}
}

/* The main category stands among the others too. */
static void add_category(struct labels *labels, const struct entry *e, struct span category)
{
	if (!span_eq(category, e->value[MT_PRIMARY_CATEGORY]))
		labels_add(labels, category);
}

static void read_header(struct movable_type *m, struct entry *e, struct span header)
{
	struct span line, value, rest = header;

	while (span_line(&rest, &line)) {
		enum mt_key key = mt_entry_key(line, &value);

		if (span_starts(line, "START BODY:"))
			e->body = rest;
		if (e->body.p)
			return;
		if (key == MT_CATEGORY)
			add_category(&m->labels, e, value);
		else if (key == MT_PRIMARY_CATEGORY)
			labels_add(&m->labels, value);
		else if (key == MT_TAGS)
			add_tags(&m->labels, value);
		if (key != MT_NO_KEY && value.len)
			e->value[key] = value;
	}
}

static void read_sections(struct entry *e)
{
	struct span rest = e->sections, lines;

	for (bool closed = true; closed && rest.len;) {
		closed = mt_next_section(&rest, &lines);
		switch (mt_take_title(&lines)) {
		case MT_BODY:
			e->body = lines;
			break;
		case MT_EXTENDED:
			e->extended = lines;
			break;
		case MT_EXCERPT:
			e->excerpt = lines;
			break;
		default:
			break;
		}
	}
}

/* ---- the post ---- */

/* Markdown that begins with a tag is HTML that an editor wrote. */
static enum body_type body_type_of(const struct entry *e)
{
	static const struct {
		const char *breaks;
		enum body_type type;
	} types[] = {
		{ "0", BODY_HTML },
		{ "richtext", BODY_HTML },
		{ "wysiwyg", BODY_HTML },
		{ "1", BODY_AUTOP },
		{ "__default__", BODY_AUTOP },
		{ "markdown", BODY_TEXT },
		{ "markdown_with_smartypants", BODY_TEXT },
		{ "textile_1", BODY_TEXT },
		{ "textile_2", BODY_TEXT },
	};
	struct span breaks = e->value[MT_CONVERT_BREAKS], body = span_trim(e->body);

	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		if (!span_eq_nocase(breaks, types[i].breaks))
			continue;
		if (types[i].type == BODY_TEXT && body.len > 1 && body.p[0] == '<' &&
		    ascii_is_alpha(body.p[1]))
			return BODY_HTML;
		return types[i].type;
	}
	return BODY_AUTOP;
}

static struct span body_of(struct movable_type *m, const struct entry *e, enum body_type type)
{
	struct span extended = span_trim(e->extended);

	buf_clear(&m->body);
	mt_add_lines(&m->body, e->body);
	if (extended.len && m->body.len)
		buf_add_str(&m->body, type == BODY_HTML ? "<p></p>\n" : "\n");
	mt_add_lines(&m->body, extended);
	if (!m->body.len)
		mt_add_lines(&m->body, e->excerpt);
	return or_none(span_trim(buf_span(&m->body)));
}

static enum post_state post_state_of(const struct entry *e)
{
	static const char *const hidden[] = { "draft", "review", "future", "scheduled", "unpublish",
		"spam" };

	for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
		if (span_eq_nocase(e->value[MT_STATUS], hidden[i]))
			return POST_DRAFT;
	return POST_SHOWN;
}

/* The address, else the date with the name of the file or the title. */
static struct span id_of(struct movable_type *m, const struct entry *e)
{
	struct span name = e->value[MT_BASENAME].len ? e->value[MT_BASENAME] : e->value[MT_TITLE];

	if (e->value[MT_UNIQUE_URL].len)
		return e->value[MT_UNIQUE_URL];
	buf_clear(&m->id);
	date_add_rfc3339(&m->id, e->published);
	if (m->id.len && name.len)
		buf_add_char(&m->id, '/');
	buf_add_span(&m->id, name);
	return or_none(buf_span(&m->id));
}

static bool has_date(const void *rows, uint32_t id, struct span key)
{
	const struct movable_type *m = rows;

	return memcmp(&m->dated[id - 1].unix_s, key.p, key.len) == 0;
}

/* The first entry of a date is the one that is found. */
static void keep_date(struct movable_type *m, const struct entry *e)
{
	struct span key = span_of((const char *)&e->published.unix_s, sizeof e->published.unix_s);

	if (!date_known(e->published) || hash_find(&m->dates, hash_bytes(key), key, has_date, m))
		return;
	ARRAY_GROW(m->dated, m->dated_len, m->dated_cap);
	m->dated[m->dated_len++] = (struct mt_dated){ e->published.unix_s, e->post };
	hash_add(&m->dates, hash_bytes(key), (uint32_t)m->dated_len);
}

static void find_by_date(struct movable_type *m, struct entry *e)
{
	struct span key = span_of((const char *)&e->published.unix_s, sizeof e->published.unix_s);
	uint32_t found =
	    date_known(e->published) ? hash_find(&m->dates, hash_bytes(key), key, has_date, m) : 0;

	e->post = found ? m->dated[found - 1].post : 0;
	e->post_key = e->value[MT_DATE];
	if (e->post || !date_known(e->published))
		return;
	buf_clear(&m->key);
	date_add_rfc3339(&m->key, e->published);
	e->post_key = buf_span(&m->key);
	library_name_post(m->target.lib, e->post_key, e->value[MT_DATE]);
}

static void add_post(struct movable_type *m, struct entry *e)
{
	struct post_fact fact = POST_FACT_INIT;

	labels_place(&m->labels);
	fact.source = m->target.source;
	fact.id = id_of(m, e);
	fact.title = plain(&m->title, e->value[MT_TITLE]);
	fact.author = plain(&m->author, e->value[MT_AUTHOR]);
	fact.url = or_none(e->value[MT_UNIQUE_URL]);
	fact.body_type = body_type_of(e);
	fact.body = body_of(m, e, fact.body_type);
	fact.published = e->published;
	fact.labels = m->labels.items;
	fact.label_count = m->labels.len;
	fact.state = post_state_of(e);
	e->post = library_add_post(m->target.lib, &fact);
	keep_date(m, e);
}

/* ---- comments and pings ---- */

/* Reads the header of a comment; what is left of *lines is its text.  No key comes
 * twice, and none after the date and the name: writers put the date last, and the text
 * may begin with "URL: ".  FC2, which is told by its first key, does not. */
static void read_comment_header(
    enum mt_section kind, struct span *lines, struct span value[MT_KEYS])
{
	struct span rest = *lines, line, text;

	while (span_line(&rest, &line)) {
		enum mt_key key = mt_comment_key(kind, line, &text);
		bool named = value[MT_AUTHOR].p || value[MT_TITLE].p || value[MT_BLOG_NAME].p;

		if (!span_trim(line).len && !named && !value[MT_DATE].p) {
			*lines = rest;
			continue;
		}
		if (key == MT_NO_KEY || value[key].p ||
		    (named && value[MT_DATE].p && !value[MT_SECRET].p))
			return;
		value[key] = text;
		*lines = rest;
	}
}

/* A ping is by the blog that sent it; its title is the first line. */
static void describe_ping(
    struct movable_type *m, struct comment_fact *fact, const struct span value[MT_KEYS])
{
	struct span title = plain(&m->title, value[MT_TITLE]);
	struct span blog = plain(&m->author, value[MT_BLOG_NAME]);

	fact->kind = COMMENT_PINGBACK;
	fact->author = blog.len ? blog : title;
	if (!title.len || !blog.len)
		return;
	buf_add_str(&m->text, "<strong>");
	entity_escape(&m->text, title);
	buf_add_str(&m->text, "</strong>\n\n");
}

static void add_comment(
    struct movable_type *m, const struct entry *e, enum mt_section kind, struct span lines)
{
	struct span value[MT_KEYS] = { { NULL, 0 } };
	struct comment_fact fact = COMMENT_FACT_INIT;

	read_comment_header(kind, &lines, value);
	buf_clear(&m->text);
	if (kind == MT_PING)
		describe_ping(m, &fact, value);
	else
		fact.author = plain(&m->author, value[MT_AUTHOR]);
	mt_add_lines(&m->text, lines);
	fact.source = m->target.source;
	fact.post = e->post;
	fact.post_key = e->post_key;
	fact.author_url = or_none(value[MT_URL]);
	fact.body = or_none(span_trim(buf_span(&m->text)));
	fact.body_type = BODY_AUTOP;
	fact.published = entry_date(m, e, value[MT_DATE]);
	if (span_eq_str(value[MT_SECRET], "1"))
		fact.state = COMMENT_HELD;
	library_add_comment(m->target.lib, &fact);
}

static void add_comments(struct movable_type *m, const struct entry *e)
{
	struct span rest = e->sections, lines;

	for (bool closed = true; closed && rest.len;) {
		enum mt_section kind;

		closed = mt_next_section(&rest, &lines);
		kind = mt_take_title(&lines);
		if (kind == MT_COMMENT || kind == MT_PING)
			add_comment(m, e, kind, lines);
	}
}

static bool is_empty(const struct entry *e)
{
	return !e->value[MT_TITLE].len && !e->value[MT_DATE].len && !span_trim(e->body).len &&
	    !span_trim(e->extended).len && !span_trim(e->sections).len;
}

void mt_add_entry(struct movable_type *m, struct span lines, size_t line, bool cut)
{
	struct entry e = { .line = line, .sections = lines };
	struct span header;

	labels_clear(&m->labels);
	mt_next_section(&e.sections, &header);
	read_header(m, &e, header);
	read_sections(&e);
	if (cut)
		diag_add(m->target.diags, DIAG_CODE_TRUNCATED, m->target.source, m->line,
		    "the last entry lacks its end; what is there is kept");
	if (is_empty(&e))
		return;
	e.published = entry_date(m, &e, e.value[MT_DATE]);
	if (e.value[MT_NO_ENTRY].len && !span_eq_str(e.value[MT_NO_ENTRY], "0"))
		find_by_date(m, &e);
	else
		add_post(m, &e);
	add_comments(m, &e);
}
