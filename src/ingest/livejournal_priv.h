/* Private to the adapter of LiveJournal and Dreamwidth: what is collected (livejournal.c),
 * what is made of it (livejournal_facts.c), markup (livejournal_markup.c), and bytes that
 * are not what they are called (livejournal_bytes.c). */
#ifndef INGEST_LIVEJOURNAL_PRIV_H
#define INGEST_LIVEJOURNAL_PRIV_H

#include "ingest/fields_priv.h"
#include "ingest/values_priv.h"
#include "moot/base/buf.h"
#include "moot/ingest/ingest.h"
#include "moot/markup/xml.h"

/* Fields of an entry, of a comment, and of a member of an XML-RPC structure. */
enum lj_field {
	LJ_ITEMID = 1,
	LJ_JITEMID,
	LJ_DITEMID,
	LJ_DATE, /* of an entry: on the journal's clock */
	LJ_DATE_SERVER,
	LJ_SUBJECT,
	LJ_BODY,
	LJ_SECURITY,
	LJ_URL,
	LJ_REPLIES,
	LJ_USER,
	LJ_TAGS,
	LJ_PREFORMATTED,
	LJ_EDITOR,
	LJ_MOOD,
	LJ_MUSIC,
	LJ_LOCATION,
	LJ_ID,
	LJ_PARENT,
	LJ_STATE,
	LJ_POSTERID,
	LJ_NAME,
	LJ_VALUE,
	LJ_BASE64,
	LJ_FIELDS,
};

struct livejournal {
	struct ingest_target target;
	struct xml *xml;
	struct fields fields;
	struct record nothing, entry, comment, member; /* nothing: between them */
	bool in_entry;
	bool public_ids; /* the itemid of this entry is the number in its address */
	bool small_ids; /* one of the itemids was too small for that: none is */
	bool bare; /* a value so far lacks an element that says its type */
	comment_id *above; /* the comments that are open; 0: not added yet */
	size_t above_len, above_cap;
	size_t cyrillic; /* fields that were read as windows-1251 */
	size_t textless; /* comments that are listed without their text */
	/* What a fact points at until it is added. */
	struct labels labels;
	struct buf title, author, key, body, bytes;
};

/* ---- facts (livejournal_facts.c) ---- */

/* The entry, comment or pair of number and name is complete: it is added, and cleared. */
void lj_complete_entry(struct livejournal *lj);
void lj_complete_comment(struct livejournal *lj);
void lj_name_user(struct livejournal *lj, struct span number, struct span name);

/* ---- markup (livejournal_markup.c) ---- */

/* Adds what was typed as HTML: the site's own elements become text, and with breaks
 * line ends become <br>. */
void lj_add_html(struct buf *out, struct span typed, bool breaks);

/* ---- bytes (livejournal_bytes.c) ---- */

void lj_add_base64(struct buf *out, struct span base64);
/* Text of which bad bytes were read as windows-1252 although they are windows-1251: the
 * same with its Cyrillic letters, in out; any other text as it is. */
struct span lj_cyrillic(struct buf *out, struct span text);

#endif
