/* Elements of a page by what a style sheet would call them.
 *
 * A list of selectors is a text with spaces: "time[datetime] .comment-date td.age".
 * One selector is NAME, .CLASS, .CLASS.CLASS or [ATTR], or these in that order without
 * a space; [ATTR=TEXT], [ATTR^=TEXT] (begins), [ATTR$=TEXT] (ends), [ATTR*=TEXT] (has),
 * [ATTR~=WORD].  TEXT holds no space and no bracket.  There are no combinators: the
 * range that is searched says where.
 */
#ifndef INGEST_SELECTOR_PRIV_H
#define INGEST_SELECTOR_PRIV_H

#include <stdbool.h>

#include "moot/markup/page.h"

/* The first element in (after, end) that the first selector finds, or else the next
 * selector, and so on; 0 when none does.  A selector without name and class looks at
 * every element of the range; others ask the page's lists. */
page_node selector_find(const struct page *p, page_node after, page_node end,
    const char *selectors);
/* Calls found for every element of the page that one of the selectors finds. */
void selector_each(const struct page *p, const char *selectors,
    void (*found)(void *user, page_node n), void *user);
/* Has the text, split at white space, that word? */
bool selector_has_word(struct span text, struct span word);

#endif
