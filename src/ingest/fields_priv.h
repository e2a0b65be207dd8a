/* Elements of a feed to named fields, by a table.
 *
 * A rule says what an element means in a place ("author" in an entry).  It may enter
 * another place, collect the element's text in a field of the current record, or call
 * a function.  What has no rule is passed over with all that is in it.  Markup inside
 * a field is kept as markup.  Buffers are used again from entry to entry.
 */
#ifndef INGEST_FIELDS_PRIV_H
#define INGEST_FIELDS_PRIV_H

#include <stdbool.h>
#include <stdint.h>

#include "ingest/vocab_priv.h"
#include "moot/base/buf.h"
#include "moot/markup/xml.h"

/* The first fields are common to all users of this file; each adds its own up to MAX. */
enum { FIELD_NONE, FIELD_MAX = 48 };

/* What is known of a feed or an entry. */
struct record {
	struct buf field[FIELD_MAX];
	uint64_t present; /* bit f: the field was there, maybe empty */
	uint64_t marked; /* bit f: there were elements in it */
};

void record_clear(struct record *r);
void record_release(struct record *r);
void record_set(struct record *r, int field, struct span value);
/* One more of several authors. */
void record_add_author(struct record *r, int field, struct span name);
/* Without white space around it; SPAN_NONE when the field was not there. */
struct span record_get(const struct record *r, int field);
/* The same, but SPAN_NONE when it is empty as well. */
struct span record_filled(const struct record *r, int field);

/* Were there elements in the field? */
bool record_marked(const struct record *r, int field);

enum field_how {
	FIELD_FIRST, /* the first element that is not empty counts */
	FIELD_LAST,
};

struct field_rule {
	uint8_t place;
	uint8_t vocab; /* enum vocab */
	const char *name;
	uint8_t enters; /* a place, or 0 */
	uint8_t field; /* or FIELD_NONE */
	uint8_t how; /* enum field_how */
	void (*start)(void *user, const struct xml_attr *attrs, size_t count);
	void (*end)(void *user);
};

enum { FIELD_FOUND = 64 };

struct fields {
	const struct field_rule *rules; /* those of a place together, those of the place
	                                 * outside the root first; the last one has no name */
	void *user;
	enum vocab none_is; /* what an element without a namespace belongs to */
	struct record *record; /* what text goes to; may be changed by start and end functions */
	/* Where the reader is. */
	const struct field_rule **path; /* rules of the elements that were entered */
	size_t depth, path_cap;
	const struct field_rule *here; /* the rules of the place; NULL: outside the root */
	size_t skip; /* open elements that are passed over */
	/* The field that is collected. */
	const struct field_rule *current; /* NULL: none */
	struct buf *sink; /* its text; NULL: not wanted */
	size_t inside; /* open elements inside of it */
	bool escape; /* text inside is text, and has to be made markup (xhtml) */
	/* What was found for an element last time: the same few come again and again. */
	struct field_found {
		const struct field_rule *here, *rule;
		const char *ns, *name; /* name: NULL when it has a prefix, or nothing was found */
	} found[FIELD_FOUND];
};

void fields_start(
    struct fields *f, struct span ns, struct span name, const struct xml_attr *attrs, size_t count);
void fields_end(struct fields *f, struct span ns, struct span name);
void fields_text(struct fields *f, struct span text);
void fields_release(struct fields *f);
/* The same as handlers of the XML reader; its user is the struct fields. */
extern const struct xml_handlers fields_handlers;

#endif
