/* URLs, resolved and checked (RFC 3986); nothing is ever fetched here. */
#ifndef MOOT_TEXT_URL_H
#define MOOT_TEXT_URL_H

#include <stdbool.h>

#include "moot/base/buf.h"
#include "moot/base/span.h"

/* Adds ref resolved against base (RFC 3986 section 5), cleaned and percent-encoded.
 * base may be SPAN_NONE: an absolute ref is kept, "//host" becomes https, anything
 * else is added as it is. */
void url_resolve(struct buf *out, struct span base, struct span ref);
/* Is this an absolute URL of a scheme that the reader may open?  (http, https,
 * mailto, gemini, gopher, ftp) */
bool url_is_link(struct span url);
/* Finds the first bare URL in text at or after *from: its start and end, without
 * trailing .,;:!? and an unbalanced closing bracket. */
bool url_find(struct span text, size_t *from, size_t *to);
/* Equal, but for the case of scheme and host (RFC 3986, 6.2.2.1)?  And with both in lower
 * case: what such URLs have in common. */
bool url_eq(struct span a, struct span b);
void url_add_lower(struct buf *out, struct span url);
/* The same thing?  Compared without scheme, usual port, "www.", trailing slash, fragment
 * and needless escapes. */
bool url_same_page(struct span a, struct span b);
/* A key under which url_same_page URLs are equal. */
void url_add_key(struct buf *out, struct span url);
/* The part after '#', or SPAN_NONE.  The last path segment, without query. */
struct span url_fragment(struct span url);
struct span url_basename(struct span url);
/* Adds a part of a URL as its author read it: percent-encoding undone, if that gives valid
 * UTF-8; else as it is.  Not clean. */
void url_add_decoded(struct buf *out, struct span part);
/* The value of ?name=... or SPAN_NONE; not decoded. */
struct span url_query_value(struct span url, const char *name);

#endif
