/* The order of siblings: by time where every one of them has a time, else that of the source;
 * of several sources, which may be opened in any order, by ids where these are numbers. */
#include "config.h"

#include <stdlib.h>

#include "model/library_priv.h"
#include "moot/base/xalloc.h"

struct sibling {
	const struct library *lib;
	int64_t place; /* in time, or another order */
	comment_id comment;
};

/* Those of one place stand by source, the older one first, and in the source's order. */
static int by_place(const void *a, const void *b)
{
	const struct sibling *x = a, *y = b;
	source_id x_source = x->lib->comments[x->comment].source,
	          y_source = y->lib->comments[y->comment].source;

	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	if (x_source != y_source)
		return model_source_is_newer(x->lib, x_source, y_source) ? 1 : -1;
	return x->comment < y->comment ? -1 : x->comment > y->comment;
}

/* When a comment was written; a stub stands where its first reply stands. */
static bool sibling_time(const struct library *lib, const struct kids *k, comment_id c,
    int64_t *unix_s)
{
	const struct comment_row *row = &lib->comments[c];
	bool known = date_known(row->published);
	size_t node = row->place;

	*unix_s = row->published.unix_s;
	if (known || row->state != COMMENT_MISSING)
		return known;
	for (uint32_t i = k->start[node]; i < k->start[node + 1]; i++) {
		struct date d = lib->comments[k->of[i]].published;

		if (date_known(d) && (!known || d.unix_s < *unix_s))
			*unix_s = d.unix_s;
		known |= date_known(d);
	}
	return known;
}

/* Ids that are numbers are given out in the order of time. */
static bool sibling_number(const struct library *lib, const struct kids *k, comment_id c,
    int64_t *number)
{
	uint64_t value;

	(void)k;
	if (!span_to_uint(pool_text(&lib->pool, lib->comments[c].id), INT64_MAX, &value))
		return false;
	*number = (int64_t)value;
	return true;
}

typedef bool place_fn(
    const struct library *lib, const struct kids *k, comment_id c, int64_t *place);

/* Fills work; false when one has no place. */
static bool find_places(const struct library *lib, const struct kids *k,
    const comment_id *group, size_t count, struct sibling *work, place_fn *place)
{
	for (size_t i = 0; i < count; i++) {
		work[i] = (struct sibling){ .lib = lib, .comment = group[i] };
		if (!place(lib, k, group[i], &work[i].place))
			return false;
	}
	return true;
}

static bool is_printed(const struct library *lib, const comment_id *group, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (lib->comments[group[i]].ordinal_printed)
			return true;
	return false;
}

/* May the order of the rows be that in which sources were opened? */
static bool are_of_several(const struct library *lib, const comment_id *group, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (lib->comments[group[i]].of_several ||
		    lib->comments[group[i]].source != lib->comments[group[0]].source)
			return true;
	return false;
}

/* Numbers printed in the source keep their order, and so do siblings without a time that
 * are all of one source. */
static void sort_group(const struct library *lib, const struct kids *k, comment_id *group,
    size_t count, struct sibling *work)
{
	if (is_printed(lib, group, count) ||
	    (!find_places(lib, k, group, count, work, sibling_time) &&
	        (!are_of_several(lib, group, count) ||
	            !find_places(lib, k, group, count, work, sibling_number))))
		return;
	for (size_t i = 1; i < count; i++)
		if (by_place(&work[i - 1], &work[i]) > 0) {
			qsort(work, count, sizeof *work, by_place);
			break;
		}
	for (size_t i = 0; i < count; i++)
		group[i] = work[i].comment;
}

void model_sort_siblings(const struct library *lib, const struct kids *k)
{
	struct sibling *work = NULL;
	size_t work_cap = 0;

	for (size_t n = 0; n <= k->comments; n++) {
		comment_id *group = k->of + k->start[n];
		size_t count = k->start[n + 1] - k->start[n];

		if (count < 2)
			continue;
		if (count > work_cap) {
			work_cap = count * 2;
			work = xreallocarray(work, work_cap, sizeof *work);
		}
		sort_group(lib, k, group, count, work);
	}
	free(work);
}
