/* XML as a stream of events; and the only wrapper over libxml2's SAX2 push parser.
 *
 * The text that is fed must be clean UTF-8 (source/).  It is repaired on its way
 * (recipe: junk before the root skipped; XML declarations and DOCTYPE removed,
 * harmless internal entities kept within a budget; HTML entity names replaced,
 * other & escaped; characters and references that XML forbids dropped; CDATA kept
 * as it is).  No DTD, external entity or network is ever touched.  Elements are
 * matched by namespace URI prefix and local name; where a prefix was never
 * declared, ns is SPAN_NONE and name is the literal "prefix:name".  All other names, and
 * namespaces, stay where they are for as long as the reader lives: the same address, the
 * same text.  Plain tags, which are nearly all, are told without libxml2; it reads on from
 * the first that is not.
 *
 * Handlers are called while xml_feed() runs; what they are given lives until they
 * return.  Text arrives in pieces: join it.  Nothing recurses.
 */
#ifndef MOOT_MARKUP_XML_H
#define MOOT_MARKUP_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "moot/base/diag.h"
#include "moot/base/span.h"

struct xml_attr {
	struct span ns, name, value; /* value: decoded */
};

struct xml_handlers {
	void (*start)(void *user, struct span ns, struct span name,
	    const struct xml_attr *attrs, size_t attr_count);
	void (*end)(void *user, struct span ns, struct span name);
	void (*text)(void *user, struct span text);
};

struct xml;

struct xml *xml_new(const struct xml_handlers *handlers, void *user, struct diags *diags,
    uint32_t source);
/* False once nothing more can be read (the rest was said in a diagnostic). */
bool xml_feed(struct xml *x, struct span utf8);
/* The end of the input: elements still open are closed, and said to be cut. */
void xml_finish(struct xml *x);
size_t xml_line(struct xml *x);     /* 1-based; of what was told last */
int xml_depth(const struct xml *x); /* open elements */
void xml_free(struct xml *x);         /* NULL is allowed */
/* The value of an attribute by local name (no namespace or any), or SPAN_NONE. */
struct span xml_attr_get(const struct xml_attr *attrs, size_t attr_count, const char *name);


/* Where the document begins in the first 64 KB of a text: behind what servers and
 * scripts print before it.  False when there is no element in it. */
struct xml_start {
	size_t offset;    /* of the XML declaration, else of the first markup */
	struct span root; /* name of the first element, with its prefix */
};
enum { XML_START_BYTES = 64 * 1024 };
bool xml_find_start(struct span head, struct xml_start *start);

#endif
