/* HTML as a stream of events: the only wrapper over libxml2's HTML parser, in its
 * SAX mode (DOM mode loses what lies beyond 256 open elements or a 10 MB text).
 *
 * Before the parser sees it, the text passes one linear pre-pass: UTF-8 repaired,
 * comments, <!...>, <?...> and CDATA marks taken out, </br> made <br>, character
 * references replaced by HTML's own rules, attributes of one tag limited.
 * Element and attribute names arrive in lower case; "o:p" stays "o:p".  Void
 * elements give a start only.  Each start has its end (implied ones included), and
 * where hundreds are open it has it at once.  "map" may come where the
 * source has none; it means nothing.
 * libxml2's nesting is not to be trusted for blocks: see doc/.
 */
#ifndef MOOT_MARKUP_HTML_H
#define MOOT_MARKUP_HTML_H

#include <stdbool.h>
#include <stddef.h>

#include "moot/base/buf.h"
#include "moot/base/span.h"

struct html_attr {
	struct span name, value;
};

struct html_handlers {
	void (*start)(void *user, struct span name, const struct html_attr *attrs,
	    size_t attr_count);
	void (*end)(void *user, struct span name);
	void (*text)(void *user, struct span text); /* in pieces */
};

/* Reads a whole page or fragment.  False when it held no markup and no text. */
bool html_parse(struct span utf8, const struct html_handlers *handlers, void *user);
/* The pre-pass alone, for tests. */
void html_prepare(struct buf *out, struct span utf8);
struct span html_attr_get(const struct html_attr *attrs, size_t attr_count, const char *name);
bool html_is_void(struct span name);

#endif
