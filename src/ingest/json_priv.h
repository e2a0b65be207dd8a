/* JSON documents: the only wrapper over jansson.
 *
 * A document is collected whole and read at its end.  Several values one after the other
 * are a list; a call of a script around a value is taken off.  Where jansson refuses it,
 * it is repaired first (json_repair.c), and that is said.  A value is borrowed from its
 * document; what is asked of a value of another type, or of none, is answered by
 * none, so that a path can be followed without asking at each step.
 *
 * jansson recurses: what is nested deeper than JSON_MAX_DEPTH is left out.  Built
 * without jansson, every document is refused with a finding that names the option.
 * Facts: RFC 8259.
 */
#ifndef INGEST_JSON_PRIV_H
#define INGEST_JSON_PRIV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/buf.h"
#include "moot/base/span.h"
#include "moot/ingest/ingest.h"

enum {
	JSON_MAX_BYTES = 256 << 20, /* the tree of it takes some ten times that */
	JSON_MAX_DEPTH = 2000, /* jansson's own limit is 2048 */
	JSON_PATH_BYTES = 64, /* of one name in a path */
};

/* A value, or none: { NULL }. */
struct jval {
	const void *node;
};
#define JVAL_NONE ((struct jval){ NULL })

struct jdoc {
	struct buf text;
	void *root; /* jansson's; owned */
	bool too_large; /* more came than is kept */
};

void jdoc_add(struct jdoc *d, struct span utf8);
/* Reads what was added; none when it is no JSON (which is said). */
struct jval jdoc_read(struct jdoc *d, const struct ingest_target *target);
void jdoc_release(struct jdoc *d);

/* May the text, of which this is the beginning, be an object or an array of them? */
bool jval_begins(struct span head);
/* "callback({...});" and "name = {...};", with line comments before it, without what is
 * around the value; any other text as it is. */
struct span json_without_call(struct span text);

bool jval_is_none(struct jval v); /* none, or null */
bool jval_is_list(struct jval v);
bool jval_is_map(struct jval v);
bool jval_truth(struct jval v); /* true, or a number that is not 0 */
struct jval jval_get(struct jval map, const char *name);
size_t jval_len(struct jval list);
struct jval jval_at(struct jval list, size_t i);
/* "post.author.0.name": names of maps and places in lists; "link.rel=next.href" goes to
 * the first map of a list in which rel ends in "next". */
struct jval jval_path(struct jval v, const char *path);
struct jval jval_follow(struct jval v, struct span path); /* none of it: v itself */
/* "name|author.name": the first of several paths at which there is something. */
struct jval jval_first(struct jval v, const char *paths);
/* A string, else SPAN_NONE; lives as long as the document. */
struct span jval_text(struct jval v);
/* The first of several paths at which there is a string that is not empty. */
struct span jval_first_text(struct jval v, const char *paths);
/* A string or a whole number as text (ids are both); room holds the number. */
struct span jval_key(struct jval v, struct buf *room);
/* A number, cut to a whole one; false when it is none. */
bool jval_int(struct jval v, int64_t *value);

/* Members of a map, one after the other, from a zeroed struct. */
struct jval_member {
	void *at;
	struct span name;
	struct jval value;
};
bool jval_next(struct jval map, struct jval_member *m);

/* Makes JSON of what is nearly that: closes what is cut, drops commas too many, and
 * replaces what stands for no value or no character; several values become a list.
 * *cut: the text ended inside of
 * something; *deep: something was nested too deep. */
void json_repair(struct buf *out, struct span text, bool *cut, bool *deep);

#endif
