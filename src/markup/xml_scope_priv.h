/* Names as they are written in a document, and what they mean where they stand.
 *
 * A name is kept once, under a number from 1 on: the same text has the same address for as
 * long as the scope lives.  What it means is kept with it, until a namespace is declared or
 * goes out of scope (Namespaces in XML 1.0, 6).
 */
#ifndef MARKUP_XML_SCOPE_PRIV_H
#define MARKUP_XML_SCOPE_PRIV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/arena.h"
#include "moot/base/hash.h"
#include "moot/base/span.h"

struct scope_name {
	struct span text;   /* with its prefix */
	struct span prefix; /* or SPAN_NONE */
	struct span local;
	bool declares;      /* xmlns, or xmlns:local */
	/* What it means, as of a state of the namespaces.  Without a prefix it is the name of an
	 * element: attributes without one are in no namespace. */
	uint64_t state;
	struct span ns, name;
};

enum { SCOPE_RECENT = 128 };

struct scope {
	struct arena texts;
	struct scope_name *names;
	size_t name_count, name_cap;
	struct hash index;
	uint16_t recent[SCOPE_RECENT]; /* numbers, by the looks of names: most are among these */
	struct scope_namespace {
		struct span prefix, uri; /* both are kept; no uri: declared to be none */
	} *namespaces; /* the innermost last */
	size_t namespace_count, namespace_cap;
	uint64_t state; /* another one with each change of the namespaces */
};

/* The number of a plain name; 0: there are too many. */
uint32_t scope_name(struct scope *s, struct span text);
const struct scope_name *scope_row(const struct scope *s, uint32_t name);
/* The row, with what the name means here. */
const struct scope_name *scope_meaning(struct scope *s, uint32_t name);
/* Declares a namespace from here on: name declares, and of the tag at hand, whose first
 * namespace has the number first, only the first declaration of a prefix counts.  False: it
 * is none that is plain. */
bool scope_declare(struct scope *s, uint32_t name, struct span uri, size_t first);
/* Those from the number first on end here. */
void scope_leave(struct scope *s, size_t first);
void scope_release(struct scope *s);

#endif
