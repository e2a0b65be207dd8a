/* HTML as a stream of events.
 *
 * Read in one scan, in time and memory proportional to the page, by the rules of
 * the HTML standard (tokenization; implied end tags; character references), but
 * for what would lose text: a comment, a quote or a tag that never ends takes only
 * its mark with it.  Any bytes are taken: what is no UTF-8 is repaired, control
 * characters are dropped.
 *
 * Starts and ends always match, implied ones included; void elements give a start
 * only.  Element and attribute names are in lower case; "o:p" stays "o:p".  An
 * element of which hundreds are open ends at once.  html, head and body come where
 * the source has them.  What the events point at is valid during the call.
 */
#ifndef MOOT_MARKUP_HTML_H
#define MOOT_MARKUP_HTML_H

#include <stdbool.h>
#include <stddef.h>

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

/* The same in steps, which give the same events, but that text may come in other pieces.
 * The text must stay where it is until html_close(). */
struct html_reader;

struct html_reader *html_begin(struct span utf8, const struct html_handlers *handlers, void *user);
/* Reads about so many bytes, more where one tag has more; false when all was read. */
bool html_step(struct html_reader *r, size_t bytes);
void html_close(struct html_reader *r); /* NULL is allowed; nothing is told any more */

struct span html_attr_get(const struct html_attr *attrs, size_t attr_count, const char *name);
bool html_is_void(struct span name);
/* Is the content of such an element text as it stands, without references? */
bool html_is_raw(struct span name);

#endif
