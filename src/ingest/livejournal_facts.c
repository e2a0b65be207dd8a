/* From the fields of an entry or a comment to a fact.
 *
 * Facts: an entry has a number in the journal (jitemid); its address has another, which
 * is that times 256 and a random part.  Comments name their entry by the first, so that
 * is the id.  The entry's time is the journal's clock, without a zone; comments have UTC.
 * Comments name their author by number; the names are in another file.  No state means
 * active; deleted comments have neither text nor date.  A list of comments without texts
 * ("comment_meta") names users, and knows what was deleted or screened since; the others
 * in it are only counted.
 */
#include "config.h"

#include "ingest/livejournal_priv.h"

#include "ingest/plain_priv.h"
#include "moot/base/xalloc.h"
#include "moot/text/entity.h"

static struct span or_none(struct span s)
{
	return s.len ? s : SPAN_NONE;
}

static struct span text_of(struct livejournal *lj, const struct record *r, int field)
{
	struct span text = record_filled(r, field), read = lj_cyrillic(&lj->bytes, text);

	lj->cyrillic += read.p != text.p;
	return read;
}

/* A subject may hold markup. */
static struct span plain(struct buf *out, struct span subject)
{
	struct buf html = BUF_INIT;

	buf_clear(out);
	lj_add_html(&html, subject, false);
	plain_add_html(out, buf_span(&html));
	buf_release(&html);
	return or_none(span_trim(buf_span(out)));
}

static struct date date_of(struct livejournal *lj, const struct record *r)
{
	struct span text = record_filled(r, LJ_DATE);

	if (!text.len)
		text = record_filled(r, LJ_DATE_SERVER);
	return value_date(&lj->target, xml_line(lj->xml), text);
}

/* ---- people ---- */

/* The name that a number stands for until its own is known. */
static struct span number_name(struct buf *out, struct span number)
{
	buf_clear(out);
	buf_add_str(out, "user #");
	buf_add_span(out, number);
	return buf_span(out);
}

static struct span author_of(struct livejournal *lj, const struct record *r)
{
	struct span name = record_filled(r, LJ_USER), number = record_filled(r, LJ_POSTERID);

	if (name.len || !number.len)
		return name;
	return number_name(&lj->author, number);
}

void lj_name_user(struct livejournal *lj, struct span number, struct span name)
{
	number = span_trim(number);
	name = span_trim(name);
	if (number.len && name.len)
		library_name_author(
		    lj->target.lib, lj->target.source, number_name(&lj->author, number), name);
}

/* ---- which entry ---- */

static struct span make_key(struct livejournal *lj, struct span number)
{
	if (!number.len)
		return SPAN_NONE;
	buf_clear(&lj->key);
	buf_add_str(&lj->key, "lj:");
	buf_add_span(&lj->key, number);
	return buf_span(&lj->key);
}

/* From the number in the address. */
static struct span make_key_of_public(struct livejournal *lj, struct span number)
{
	uint64_t value;

	if (!span_to_uint(number, UINT64_MAX, &value) || value < 256)
		return make_key(lj, number);
	buf_clear(&lj->key);
	buf_addf(&lj->key, "lj:%llu", (unsigned long long)(value >> 8));
	return buf_span(&lj->key);
}

/* Both numbers are called itemid.  The one in the address is 256 at least. */
static bool is_public(struct livejournal *lj, struct span itemid)
{
	uint64_t value;

	if (span_to_uint(itemid, UINT64_MAX, &value) && value < 256)
		lj->small_ids = true;
	return lj->public_ids && !lj->small_ids;
}

static struct span entry_key(struct livejournal *lj)
{
	const struct record *r = &lj->entry;
	struct span itemid = record_filled(r, LJ_ITEMID);

	if (record_filled(r, LJ_JITEMID).len)
		return make_key(lj, record_filled(r, LJ_JITEMID));
	if (!itemid.len)
		return make_key_of_public(lj, record_filled(r, LJ_DITEMID));
	return is_public(lj, itemid) ? make_key_of_public(lj, itemid) : make_key(lj, itemid);
}

/* Files of ljdump have the number in their name alone: "C-12". */
static struct span number_in_file_name(const struct livejournal *lj)
{
	const struct source_row *row = library_source(lj->target.lib, lj->target.source);
	struct span name = library_text(lj->target.lib, row->name);
	uint64_t value;

	for (size_t slash; (slash = span_find_byte(name, '/')) < name.len;)
		name = span_sub(name, slash + 1, name.len);
	if (!span_starts(name, "C-"))
		return SPAN_NONE;
	name = span_sub(name, 2, name.len);
	return span_to_uint(name, UINT64_MAX, &value) ? name : SPAN_NONE;
}

static struct span comment_post_key(struct livejournal *lj)
{
	struct span number = record_filled(&lj->comment, LJ_JITEMID);

	if (number.len)
		return make_key(lj, number);
	return lj->in_entry ? entry_key(lj) : make_key(lj, number_in_file_name(lj));
}

/* ---- bodies ---- */

static bool is_preformatted(const struct record *r)
{
	struct span flag = record_filled(r, LJ_PREFORMATTED), editor = record_filled(r, LJ_EDITOR);

	return (flag.len && !span_eq_str(flag, "0")) || span_starts(editor, "rte") ||
	    span_starts(editor, "html_raw");
}

/* What the site shows below an entry. */
static void add_circumstances(struct livejournal *lj, const struct record *r)
{
	static const struct {
		int field;
		const char *label;
	} rows[] = {
		{ LJ_MOOD, "Mood: " },
		{ LJ_MUSIC, "Music: " },
		{ LJ_LOCATION, "Location: " },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct span text = text_of(lj, r, rows[i].field);

		if (!text.len)
			continue;
		buf_add_str(&lj->body, "<p>");
		buf_add_str(&lj->body, rows[i].label);
		entity_escape(&lj->body, text);
		buf_add_str(&lj->body, "</p>");
	}
}

static struct span entry_body(struct livejournal *lj, const struct record *r)
{
	buf_clear(&lj->body);
	lj_add_html(&lj->body, text_of(lj, r, LJ_BODY), !is_preformatted(r));
	add_circumstances(lj, r);
	return or_none(span_trim(buf_span(&lj->body)));
}

/* The model has no subjects of comments: it is a paragraph of its own, in bold, as the
 * site shows it, so that it is read, found and exported with the text. */
static struct span comment_body(struct livejournal *lj, const struct record *r)
{
	struct span subject = plain(&lj->title, text_of(lj, r, LJ_SUBJECT));

	buf_clear(&lj->body);
	if (subject.len) {
		buf_add_str(&lj->body, "<p><b>");
		entity_escape(&lj->body, subject);
		buf_add_str(&lj->body, "</b></p>");
	}
	lj_add_html(&lj->body, text_of(lj, r, LJ_BODY), true);
	return or_none(span_trim(buf_span(&lj->body)));
}

/* ---- entries ---- */

/* Whoever has the export of a journal is its owner: what only they or their friends could
 * see is no less part of it, and is told by a label. */
static struct span audience(const struct record *r)
{
	struct span security = record_filled(r, LJ_SECURITY);

	if (!security.len || span_eq_nocase(security, "public"))
		return SPAN_NONE;
	return span_eq_nocase(security, "private") ? SPAN_LIT("private") : SPAN_LIT("friends only");
}

static void add_labels(struct livejournal *lj, struct span tags)
{
	struct span tag;

	while (span_split(&tags, ',', &tag))
		labels_add(&lj->labels, tag);
	labels_add(&lj->labels, audience(&lj->entry));
	labels_place(&lj->labels);
}

static uint32_t comments_total(const struct record *r)
{
	uint64_t total;

	if (!span_to_uint(record_filled(r, LJ_REPLIES), COMMENTS_TOTAL_UNKNOWN - 1, &total))
		return COMMENTS_TOTAL_UNKNOWN;
	return (uint32_t)total;
}

void lj_complete_entry(struct livejournal *lj)
{
	const struct record *r = &lj->entry;
	struct span key = entry_key(lj);
	struct post_fact fact = POST_FACT_INIT;

	add_labels(lj, text_of(lj, r, LJ_TAGS));
	fact.source = lj->target.source;
	fact.id = key;
	fact.title = plain(&lj->title, text_of(lj, r, LJ_SUBJECT));
	fact.author = record_filled(r, LJ_USER);
	fact.url = record_filled(r, LJ_URL);
	fact.body = entry_body(lj, r);
	fact.body_type = BODY_HTML;
	fact.published = date_of(lj, r);
	fact.labels = lj->labels.items;
	fact.label_count = lj->labels.len;
	fact.comments_total = comments_total(r);
	if (key.len || fact.body.len || fact.title.len)
		library_add_post(lj->target.lib, &fact);
	record_clear(&lj->entry);
	labels_clear(&lj->labels);
	lj->in_entry = false;
}

/* ---- comments ---- */

static enum comment_state comment_state_of(const struct record *r)
{
	struct span state = record_filled(r, LJ_STATE);

	return span_eq_nocase(state, "D") ? COMMENT_DELETED
	    : span_eq_nocase(state, "S")  ? COMMENT_HELD
	                                  : COMMENT_SHOWN;
}

/* The comment around this one, where they are nested. */
static comment_id enclosing(const struct livejournal *lj)
{
	return lj->above_len > 1 ? lj->above[lj->above_len - 2] : 0;
}

static comment_id add_comment(struct livejournal *lj)
{
	const struct record *r = &lj->comment;
	struct span parent = record_filled(r, LJ_PARENT);
	struct comment_fact fact = COMMENT_FACT_INIT;

	fact.source = lj->target.source;
	fact.id = record_filled(r, LJ_ID);
	fact.post_key = comment_post_key(lj);
	fact.parent_key = span_eq_str(parent, "0") ? SPAN_NONE : parent;
	fact.parent = fact.parent_key.len ? 0 : enclosing(lj);
	fact.author = author_of(lj, r);
	fact.body = comment_body(lj, r);
	fact.body_type = BODY_HTML;
	fact.published = date_of(lj, r);
	fact.state = comment_state_of(r);
	return library_add_comment(lj->target.lib, &fact);
}

/* Is it a row in a list of what there is, and no more than that? */
static bool is_listed_only(struct livejournal *lj)
{
	const uint64_t texts =
	    UINT64_C(1) << LJ_BODY | UINT64_C(1) << LJ_DATE | UINT64_C(1) << LJ_SUBJECT;

	if (lj->in_entry || lj->comment.present & texts)
		return false;
	return comment_state_of(&lj->comment) == COMMENT_SHOWN || !comment_post_key(lj).len;
}

void lj_complete_comment(struct livejournal *lj)
{
	comment_id *self = &lj->above[lj->above_len - 1];

	if (*self) {
		if (record_filled(&lj->comment, LJ_BODY).len)
			library_set_comment_body(
			    lj->target.lib, *self, comment_body(lj, &lj->comment));
	} else if (is_listed_only(lj)) {
		lj->textless++;
	} else {
		*self = add_comment(lj);
	}
	record_clear(&lj->comment);
}
