#include "config.h"

#include "moot/search/refs.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "refs_priv.h"

static int compare_from(const void *a, const void *b)
{
	const struct from_comment *x = a, *y = b;

	return (x->comment > y->comment) - (x->comment < y->comment);
}

/* Rows of one target stay in their order, which is that of their addresses. */
static int compare_target(const void *a, const void *b)
{
	const struct ref *x = *(const struct ref *const *)a, *y = *(const struct ref *const *)b;

	if (x->targets->comment != y->targets->comment)
		return x->targets->comment < y->targets->comment ? -1 : 1;
	return (x > y) - (x < y);
}

void refs_sort(struct refs *r)
{
	r->by_target = xreallocarray(NULL, r->len + 1, sizeof *r->by_target);
	for (size_t i = 0; i < r->len; i++)
		r->by_target[i] = &r->refs[i];
	qsort(r->by_target, r->len, sizeof *r->by_target, compare_target);
	if (r->from_len)
		qsort(r->from, r->from_len, sizeof *r->from, compare_from);
}

void refs_free(struct refs *r)
{
	if (!r)
		return;
	free(r->refs);
	free(r->by_target);
	free(r->from);
	arena_release(&r->targets);
	free(r);
}

const struct ref *refs_in(const struct refs *r, comment_id comment, size_t *count)
{
	struct from_comment key = { comment, 0, 0 };
	const struct from_comment *found = r->from_len ?
	    bsearch(&key, r->from, r->from_len, sizeof key, compare_from) : NULL;

	*count = found ? found->count : 0;
	return found ? r->refs + found->first : NULL;
}

/* The first row whose target is not below this. */
static size_t first_of_target(const struct refs *r, uint64_t comment)
{
	size_t from = 0, to = r->len;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (r->by_target[middle]->targets->comment < comment)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

const struct ref *const *refs_to(const struct refs *r, comment_id comment, size_t *count)
{
	size_t first = first_of_target(r, comment);

	*count = first_of_target(r, (uint64_t)comment + 1) - first;
	return r->by_target + first;
}
