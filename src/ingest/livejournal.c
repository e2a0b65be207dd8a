/* Journals of LiveJournal and Dreamwidth, as XML in the shapes that there are:
 *
 *   livejournal/entry            entries of a month (export_do)
 *   livejournal/comments/comment comments of a journal, all in attributes and three
 *                                elements (export_comments, comment_body); without
 *                                texts, with the names of users (comment_meta)
 *   methodResponse               entries as XML-RPC structures (getevents)
 *   event, comments              an entry and the comments on it, all in elements
 *                                (files L-12 and C-12 of ljdump)
 *   dreamwidth/events/event      entries with comments within comments (jbackup)
 *
 * A journal takes many files, in any order: comments name their entry and its author by
 * number, and linking finds them.
 *
 * Source: Dreamwidth, DW/Controller/Export.pm and src/jbackup; ljdump.
 */
#include "config.h"

#include <stdlib.h>

#include "ingest/livejournal_priv.h"
#include "moot/base/xalloc.h"

enum place {
	OUTSIDE,
	IN_JOURNAL,
	IN_ENTRY,
	IN_PROPS,
	IN_COMMENTS,
	IN_COMMENT,
	IN_RESPONSE,
	IN_LIST,
	IN_ITEM,
	IN_STRUCT,
	IN_MEMBER,
	IN_VALUE,
};

/* ---- entries ---- */

static void set_attr(
    struct record *r, int field, const struct xml_attr *attrs, size_t count, const char *name)
{
	struct span value = xml_attr_get(attrs, count, name);

	if (value.len)
		record_set(r, field, value);
}

static void on_entry(void *user, const struct xml_attr *attrs, size_t count)
{
	struct livejournal *lj = user;

	record_clear(&lj->entry);
	lj->in_entry = true;
	lj->public_ids = false;
	lj->fields.record = &lj->entry;
	set_attr(&lj->entry, LJ_JITEMID, attrs, count, "jitemid");
	set_attr(&lj->entry, LJ_DITEMID, attrs, count, "ditemid");
	set_attr(&lj->entry, LJ_SECURITY, attrs, count, "security");
	set_attr(&lj->entry, LJ_USER, attrs, count, "poster");
}

static void on_exported_entry(void *user, const struct xml_attr *attrs, size_t count)
{
	struct livejournal *lj = user;

	on_entry(user, attrs, count);
	lj->public_ids = true;
}

static void on_entry_end(void *user)
{
	struct livejournal *lj = user;

	lj_complete_entry(lj);
	lj->fields.record = &lj->nothing;
}

/* Properties and members of structures, by name. */
static void set_named(struct livejournal *lj, struct span name, struct span value)
{
	static const struct {
		const char *name;
		int field;
	} names[] = {
		{ "itemid", LJ_ITEMID },
		{ "ditemid", LJ_DITEMID },
		{ "eventtime", LJ_DATE },
		{ "logtime", LJ_DATE_SERVER },
		{ "subject", LJ_SUBJECT },
		{ "event", LJ_BODY },
		{ "security", LJ_SECURITY },
		{ "url", LJ_URL },
		{ "reply_count", LJ_REPLIES },
		{ "poster", LJ_USER },
		{ "taglist", LJ_TAGS },
		{ "opt_preformatted", LJ_PREFORMATTED },
		{ "editor", LJ_EDITOR },
		{ "current_mood", LJ_MOOD },
		{ "current_music", LJ_MUSIC },
		{ "current_location", LJ_LOCATION },
	};

	for (size_t i = 0; lj->in_entry && i < sizeof names / sizeof *names; i++)
		if (span_eq_str(name, names[i].name))
			record_set(&lj->entry, names[i].field, value);
}

static void on_prop(void *user, const struct xml_attr *attrs, size_t count)
{
	set_named(user, xml_attr_get(attrs, count, "name"), xml_attr_get(attrs, count, "value"));
}

/* ---- comments ---- */

static void on_comment(void *user, const struct xml_attr *attrs, size_t count)
{
	struct livejournal *lj = user;
	struct record *r = &lj->comment;

	ARRAY_GROW(lj->above, lj->above_len, lj->above_cap);
	lj->above[lj->above_len++] = 0;
	record_clear(r);
	lj->fields.record = r;
	set_attr(r, LJ_ID, attrs, count, "id");
	set_attr(r, LJ_ID, attrs, count, "jtalkid");
	set_attr(r, LJ_JITEMID, attrs, count, "jitemid");
	set_attr(r, LJ_PARENT, attrs, count, "parentid");
	set_attr(r, LJ_STATE, attrs, count, "state");
	set_attr(r, LJ_USER, attrs, count, "poster");
	set_attr(r, LJ_POSTERID, attrs, count, "posterid");
}

/* Replies follow within the comment: it must be there before them. */
static void on_replies(void *user, const struct xml_attr *attrs, size_t count)
{
	(void)attrs;
	(void)count;
	lj_complete_comment(user);
}

static void on_comment_end(void *user)
{
	struct livejournal *lj = user;

	lj_complete_comment(lj);
	lj->above_len--;
	lj->fields.record = lj->above_len ? &lj->comment : lj->in_entry ? &lj->entry : &lj->nothing;
}

static void on_usermap(void *user, const struct xml_attr *attrs, size_t count)
{
	lj_name_user(user, xml_attr_get(attrs, count, "id"), xml_attr_get(attrs, count, "user"));
}

/* ---- XML-RPC ---- */

static void on_member(void *user, const struct xml_attr *attrs, size_t count)
{
	struct livejournal *lj = user;

	(void)attrs;
	(void)count;
	lj->fields.record = &lj->member;
	record_clear(&lj->member);
}

static void on_value(void *user, const struct xml_attr *attrs, size_t count)
{
	struct livejournal *lj = user;

	(void)attrs;
	(void)count;
	lj->bare = true;
	record_set(&lj->member, LJ_VALUE, SPAN_LIT(""));
}

static void on_type(void *user, const struct xml_attr *attrs, size_t count)
{
	struct livejournal *lj = user;

	(void)attrs;
	(void)count;
	lj->bare = false;
}

static void on_base64_end(void *user)
{
	struct livejournal *lj = user;

	record_set(&lj->member, LJ_VALUE, SPAN_LIT(""));
	lj_add_base64(&lj->member.field[LJ_VALUE], record_get(&lj->member, LJ_BASE64));
}

static void on_value_end(void *user)
{
	struct livejournal *lj = user;

	lj->bare = false;
	set_named(lj, record_get(&lj->member, LJ_NAME), record_get(&lj->member, LJ_VALUE));
}

/* ---- the table ---- */

#define XML(place, name, ...) { place, VOCAB_NONE, name, __VA_ARGS__ }
#define ENTRY(start_fn) .enters = IN_ENTRY, .start = start_fn, .end = on_entry_end
#define COMMENT .enters = IN_COMMENT, .start = on_comment, .end = on_comment_end
#define USERMAP .start = on_usermap
#define VALUE .field = LJ_VALUE, .how = FIELD_LAST, .start = on_type

static const struct field_rule rules[] = {
	XML(OUTSIDE, "livejournal", .enters = IN_JOURNAL),
	XML(OUTSIDE, "dreamwidth", .enters = IN_JOURNAL),
	XML(OUTSIDE, "event", ENTRY(on_entry)),
	XML(OUTSIDE, "comments", .enters = IN_COMMENTS),
	XML(OUTSIDE, "methodResponse", .enters = IN_RESPONSE),

	XML(IN_JOURNAL, "entry", ENTRY(on_exported_entry)),
	XML(IN_JOURNAL, "events", .enters = IN_JOURNAL),
	XML(IN_JOURNAL, "event", ENTRY(on_entry)),
	XML(IN_JOURNAL, "comments", .enters = IN_COMMENTS),
	XML(IN_JOURNAL, "comment", COMMENT),
	XML(IN_JOURNAL, "usermaps", .enters = IN_JOURNAL),
	XML(IN_JOURNAL, "usermap", USERMAP),

	XML(IN_ENTRY, "itemid", .field = LJ_ITEMID),
	XML(IN_ENTRY, "jitemid", .field = LJ_JITEMID),
	XML(IN_ENTRY, "ditemid", .field = LJ_DITEMID),
	XML(IN_ENTRY, "eventtime", .field = LJ_DATE),
	XML(IN_ENTRY, "date", .field = LJ_DATE),
	XML(IN_ENTRY, "logtime", .field = LJ_DATE_SERVER),
	XML(IN_ENTRY, "systemdate", .field = LJ_DATE_SERVER),
	XML(IN_ENTRY, "subject", .field = LJ_SUBJECT),
	XML(IN_ENTRY, "event", .field = LJ_BODY),
	XML(IN_ENTRY, "security", .field = LJ_SECURITY),
	XML(IN_ENTRY, "url", .field = LJ_URL),
	XML(IN_ENTRY, "reply_count", .field = LJ_REPLIES),
	XML(IN_ENTRY, "poster", .field = LJ_USER),
	XML(IN_ENTRY, "taglist", .field = LJ_TAGS),
	XML(IN_ENTRY, "current_mood", .field = LJ_MOOD),
	XML(IN_ENTRY, "current_music", .field = LJ_MUSIC),
	XML(IN_ENTRY, "props", .enters = IN_PROPS),
	XML(IN_ENTRY, "comments", .enters = IN_COMMENTS),

	XML(IN_PROPS, "prop", .start = on_prop),
	XML(IN_PROPS, "taglist", .field = LJ_TAGS),
	XML(IN_PROPS, "opt_preformatted", .field = LJ_PREFORMATTED),
	XML(IN_PROPS, "editor", .field = LJ_EDITOR),
	XML(IN_PROPS, "current_mood", .field = LJ_MOOD),
	XML(IN_PROPS, "current_music", .field = LJ_MUSIC),
	XML(IN_PROPS, "current_location", .field = LJ_LOCATION),

	XML(IN_COMMENTS, "comment", COMMENT),

	XML(IN_COMMENT, "id", .field = LJ_ID),
	XML(IN_COMMENT, "parentid", .field = LJ_PARENT),
	XML(IN_COMMENT, "state", .field = LJ_STATE),
	XML(IN_COMMENT, "user", .field = LJ_USER),
	XML(IN_COMMENT, "subject", .field = LJ_SUBJECT),
	XML(IN_COMMENT, "body", .field = LJ_BODY),
	XML(IN_COMMENT, "date", .field = LJ_DATE),
	XML(IN_COMMENT, "comments", .enters = IN_COMMENTS, .start = on_replies),

	XML(IN_RESPONSE, "params", .enters = IN_RESPONSE),
	XML(IN_RESPONSE, "param", .enters = IN_RESPONSE),
	XML(IN_RESPONSE, "value", .enters = IN_RESPONSE),
	XML(IN_RESPONSE, "struct", .enters = IN_RESPONSE),
	XML(IN_RESPONSE, "member", .enters = IN_RESPONSE),
	XML(IN_RESPONSE, "array", .enters = IN_RESPONSE),
	XML(IN_RESPONSE, "data", .enters = IN_LIST),
	XML(IN_LIST, "value", .enters = IN_ITEM),
	XML(IN_ITEM, "struct", .enters = IN_STRUCT, .start = on_entry, .end = on_entry_end),
	XML(IN_STRUCT, "member", .enters = IN_MEMBER, .start = on_member),
	XML(IN_MEMBER, "name", .field = LJ_NAME, .how = FIELD_LAST),
	XML(IN_MEMBER, "value", .enters = IN_VALUE, .start = on_value, .end = on_value_end),
	XML(IN_VALUE, "string", VALUE),
	XML(IN_VALUE, "int", VALUE),
	XML(IN_VALUE, "i4", VALUE),
	XML(IN_VALUE, "boolean", VALUE),
	XML(IN_VALUE, "dateTime.iso8601", VALUE),
	XML(IN_VALUE, "base64", .field = LJ_BASE64, .how = FIELD_LAST, .start = on_type,
	    .end = on_base64_end),
	XML(IN_VALUE, "struct", .enters = IN_STRUCT, .start = on_type),
	{ .name = NULL },
};

/* ---- reading ---- */

static void on_start(
    void *user, struct span ns, struct span name, const struct xml_attr *attrs, size_t count)
{
	struct livejournal *lj = user;

	fields_start(&lj->fields, ns, name, attrs, count);
}

static void on_end(void *user, struct span ns, struct span name)
{
	struct livejournal *lj = user;

	fields_end(&lj->fields, ns, name);
}

/* A value of XML-RPC that does not say its type is a string. */
static void on_text(void *user, struct span text)
{
	struct livejournal *lj = user;

	if (lj->bare && !lj->fields.current)
		buf_add_span(&lj->member.field[LJ_VALUE], text);
	else
		fields_text(&lj->fields, text);
}

/* ---- the adapter ---- */

static bool holds(const struct sniff *head, const char *text)
{
	return span_find(head->head, span_str(text)) < head->head.len;
}

static int sniff(const struct sniff *head)
{
	static const struct {
		const char *root, *mark; /* "": any */
		int score;
	} shapes[] = {
		{ "livejournal", "", 95 },
		{ "dreamwidth", "", 95 },
		{ "methodResponse", "<name>eventtime</name>", 95 },
		{ "methodResponse", "<name>itemid</name>", 95 },
		{ "event", "<itemid>", 85 },
		{ "comments", "<comment>", 75 },
	};

	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
		if (span_eq_str(head->root, shapes[i].root) && holds(head, shapes[i].mark))
			return shapes[i].score;
	return 0;
}

static void *open_livejournal(const struct ingest_target *target)
{
	static const struct xml_handlers handlers = { on_start, on_end, on_text };
	struct livejournal *lj = xcalloc(1, sizeof *lj);

	_Static_assert((int)LJ_FIELDS <= (int)FIELD_MAX, "more fields than a record has");
	lj->target = *target;
	lj->fields = (struct fields){ .rules = rules, .user = lj, .record = &lj->nothing };
	lj->xml = xml_new(&handlers, lj, target->diags, target->source);
	return lj;
}

static void feed(void *state, struct span utf8)
{
	struct livejournal *lj = state;

	xml_feed(lj->xml, utf8);
}

static void finish(void *state)
{
	struct livejournal *lj = state;

	xml_finish(lj->xml);
	if (lj->cyrillic)
		diag_add(lj->target.diags, DIAG_CODE_CHARSET, lj->target.source, 0,
		    "%zu fields hold bytes of windows-1251 and were read as that", lj->cyrillic);
	if (lj->textless)
		diag_add(lj->target.diags, DIAG_CODE_INCOMPLETE, lj->target.source, 0,
		    "%zu comments are listed without their texts, which are in other files",
		    lj->textless);
}

static void close_livejournal(void *state)
{
	struct livejournal *lj = state;
	struct record *const records[] = { &lj->nothing, &lj->entry, &lj->comment, &lj->member };
	struct buf *const bufs[] = { &lj->title, &lj->author, &lj->key, &lj->body, &lj->bytes };

	xml_free(lj->xml);
	fields_release(&lj->fields);
	for (size_t i = 0; i < sizeof records / sizeof *records; i++)
		record_release(records[i]);
	for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
		buf_release(bufs[i]);
	labels_release(&lj->labels);
	free(lj->above);
	free(lj);
}

extern const struct ingest_format ingest_livejournal;
const struct ingest_format ingest_livejournal = {
	.name = "livejournal",
	.label = "LiveJournal or Dreamwidth export (XML)",
	.sniff = sniff,
	.open = open_livejournal,
	.feed = feed,
	.finish = finish,
	.close = close_livejournal,
};
