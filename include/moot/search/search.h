/* Patterns over texts. */
#ifndef MOOT_SEARCH_SEARCH_H
#define MOOT_SEARCH_SEARCH_H

#include <stdbool.h>
#include <stddef.h>

#include "moot/base/span.h"

struct pattern;

/* Smart case: a pattern without an upper-case letter matches any case.  White space in
 * the pattern matches any run of white space, line ends included.  NULL for an empty
 * pattern. */
struct pattern *pattern_new(struct span text);
void pattern_free(struct pattern *p); /* NULL is allowed */
/* The first match at or after from: true, and its bytes [*start, *end). */
bool pattern_find(const struct pattern *p, struct span text, size_t from, size_t *start,
    size_t *end);

#endif
