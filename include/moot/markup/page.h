/* A whole HTML page as a tree of rows, for the adapters that read saved pages.
 *
 * Nodes are rows named by 32-bit indices in document order (0 = the root, which
 * stands for the page; 0 also means "none" as a parent, child or sibling).
 * Because of the order, the nodes below n are exactly n+1 .. page_end(n)-1: a walk
 * is a loop.  All text is kept in the page and lives as long as it.
 */
#ifndef MOOT_MARKUP_PAGE_H
#define MOOT_MARKUP_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/buf.h"
#include "moot/base/span.h"

typedef uint32_t page_node;

struct page;

struct page *page_parse(struct span utf8);
void page_free(struct page *p); /* NULL is allowed */

page_node page_count(const struct page *p); /* nodes, the root included */
bool page_is_text(const struct page *p, page_node n);
/* Of an element, lower case; SPAN_NONE for text. */
struct span page_name(const struct page *p, page_node n);
struct span page_text(const struct page *p, page_node n); /* of a text node */
page_node page_parent(const struct page *p, page_node n);
page_node page_end(const struct page *p, page_node n); /* one past the last node below n */
/* SPAN_NONE: not there. */
struct span page_attr(const struct page *p, page_node n, const char *name);
bool page_is(const struct page *p, page_node n, const char *name);
bool page_has_class(const struct page *p, page_node n, const char *token);
/* The first element in (after, end) with that name (NULL: any) and class token
 * (NULL: any); 0 when there is none.  Start with after = the top of the subtree. */
page_node page_find(const struct page *p, page_node after, page_node end, const char *name,
    const char *class_token);
page_node page_find_id(const struct page *p, struct span id);
/* The nearest element above n with that name and class; 0 when there is none. */
page_node page_ancestor(const struct page *p, page_node n, const char *name,
    const char *class_token);
/* The markup of what is below n, without the subtrees for which skip (may be NULL)
 * says true: fit to be parsed again as a body. */
void page_add_html(const struct page *p, page_node n, struct buf *out,
    bool (*skip)(const struct page *p, page_node n, void *user), void *user);

#endif
