/* One tag, as it stands and as it should be. */
#ifndef MARKUP_XML_TAG_PRIV_H
#define MARKUP_XML_TAG_PRIV_H

#include <stdbool.h>
#include <stddef.h>

#include "markup/xml_entity_priv.h"
#include "moot/base/buf.h"
#include "moot/base/span.h"

enum tag_kind {
	TAG_NONE, /* '<' is text here */
	TAG_CUT, /* the text ends inside the tag */
	TAG_START,
	TAG_EMPTY, /* <name/> */
	TAG_END,
};

struct tag {
	enum tag_kind kind;
	size_t len; /* with < and > */
	struct span name;
	size_t namespaces; /* xmlns attributes */
	size_t attributes; /* all others */
	bool clean; /* may pass as it is */
};

/* The parser takes time in the square of these. */
enum { TAG_ATTRIBUTES_MAX = 256 };

/* text starts with '<' and something that is not '!' or '?'. */
struct tag tag_scan(struct span text);
/* Adds the tag well-formed: attributes with names and quoted values, at most
 * TAG_ATTRIBUTES_MAX of them and namespaces_max declarations; what cannot be
 * read is left out.  Line ends stay as many as they were. */
void tag_rewrite(const struct tag *tag, struct span text, size_t namespaces_max,
    struct xml_entities *e, struct buf *out);

#endif
