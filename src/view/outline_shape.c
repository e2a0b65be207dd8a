/* What of an outline is visible, and in which order.
 *
 * The preorder array does all the work.  From a visible item that is folded, or one that
 * a limit does not keep, the walk goes on at i+size, else at i+1.  What a limit keeps is
 * a bit per item: each wanted item climbs to the first ancestor that is kept already, so
 * that all climbs together cost no more than what is kept.
 */
#include "config.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "view/outline_priv.h"

static bool is_kept(const struct outline *o, uint32_t item)
{
	return !o->kept || (o->kept[item / 64] >> (item % 64) & 1);
}

static bool is_wanted(const struct outline *o, uint32_t item)
{
	return !o->limit || folds_has(o->limit, o->items[item].comment);
}

/* The item after the last that may be shown. */
static uint32_t end_item(const struct outline *o)
{
	return o->root ? o->root_item + o->items[o->root_item].size : o->count;
}

static bool is_within_root(const struct outline *o, uint32_t item)
{
	return item >= o->root_item && item < end_item(o);
}

static void show(struct outline *o, uint32_t item)
{
	o->place[item] = o->visible_count;
	o->visible[o->visible_count++] = item;
}

static void list_by_thread(struct outline *o)
{
	uint32_t i = o->root_item, end = end_item(o);
	bool may_fold = o->folds->words > 0;

	while (i < end) {
		bool kept = is_kept(o, i);

		if (kept)
			show(o, i);
		i += !kept || (may_fold && outline_is_folded(o, i)) ? o->items[i].size : 1;
	}
}

static void list_by_time(struct outline *o)
{
	for (uint32_t i = 0; i < o->count; i++)
		if (is_within_root(o, o->by_time[i]) && is_wanted(o, o->by_time[i]))
			show(o, o->by_time[i]);
}

static void lift_limit(struct outline *o)
{
	o->limit = NULL;
	o->folds = o->whole_folds;
	free(o->kept);
	o->kept = NULL;
	o->match_count = 0;
	folds_release(&o->limit_folds);
}

void outline_list(struct outline *o)
{
	for (uint32_t v = 0; v < o->visible_count; v++)
		o->place[o->visible[v]] = NO_ITEM;
	o->visible_count = 0;
	if (o->time_order)
		list_by_time(o);
	else
		list_by_thread(o);
	if (o->visible_count == 0 && o->limit) { /* none of them below the root */
		lift_limit(o);
		outline_list(o);
	}
}

/* ---- what was asked for ---- */

static void keep(struct outline *o, uint32_t item)
{
	for (; item != NO_ITEM && !is_kept(o, item); item = o->items[item].parent)
		o->kept[item / 64] |= UINT64_C(1) << (item % 64);
}

static void find_kept(struct outline *o)
{
	free(o->kept);
	o->kept = NULL;
	o->match_count = 0;
	if (!o->limit)
		return;
	o->kept = xcalloc(o->count / 64 + 1, sizeof *o->kept);
	for (uint32_t i = 0; i < o->count; i++)
		if (is_wanted(o, i)) {
			o->match_count++;
			keep(o, i);
		}
	if (o->match_count == 0)
		lift_limit(o);
}

static void find_root(struct outline *o, const struct library *lib)
{
	uint32_t item = outline_find(o, lib, o->root);

	if (item == NO_ITEM)
		o->root = 0;
	o->root_item = o->root ? item : 0;
}

struct timed_item {
	struct date date;
	uint32_t item;
};

/* What has no time comes last; what is as old as another stays in thread order. */
static int compare_times(const void *left, const void *right)
{
	const struct timed_item *a = left, *b = right;
	bool a_known = date_known(a->date), b_known = date_known(b->date);
	int order = a_known && b_known ? date_cmp(a->date, b->date) : b_known - a_known;

	return order ? order : a->item < b->item ? -1 : 1;
}

static void sort_by_time(struct outline *o, const struct library *lib)
{
	struct timed_item *timed = xcalloc((size_t)o->count + 1, sizeof *timed);

	for (uint32_t i = 0; i < o->count; i++)
		timed[i] = (struct timed_item){
			library_comment(lib, o->items[i].comment)->published, i };
	qsort(timed, o->count, sizeof *timed, compare_times);
	o->by_time = xcalloc((size_t)o->count + 1, sizeof *o->by_time);
	for (uint32_t i = 0; i < o->count; i++)
		o->by_time[i] = timed[i].item;
	free(timed);
}

void outline_reshape(struct outline *o, const struct library *lib)
{
	for (uint32_t i = 0; i < o->count; i++)
		o->place[i] = NO_ITEM;
	o->visible_count = 0;
	free(o->by_time);
	o->by_time = NULL;
	find_root(o, lib);
	if (o->time_order)
		sort_by_time(o, lib);
	find_kept(o);
	outline_list(o);
}

void outline_set_root(struct outline *o, const struct library *lib, comment_id root)
{
	o->root = root;
	find_root(o, lib);
	outline_list(o);
}

void outline_set_time_order(struct outline *o, const struct library *lib, bool on)
{
	o->time_order = on;
	outline_reshape(o, lib);
}

void outline_set_limit(struct outline *o, const struct folds *wanted)
{
	if (wanted != o->limit)
		lift_limit(o);
	o->limit = wanted;
	o->folds = wanted ? &o->limit_folds : o->whole_folds;
	find_kept(o);
	outline_list(o);
}

bool outline_is_whole(const struct outline *o)
{
	return !o->root && !o->limit && !o->time_order;
}

uint32_t outline_level(const struct outline *o, uint32_t item)
{
	if (o->time_order)
		return 1;
	return o->root ? o->items[item].depth - o->items[o->root_item].depth + 1 :
	    o->items[item].depth;
}

bool outline_admits(const struct outline *o, uint32_t item)
{
	return is_within_root(o, item) && is_wanted(o, item);
}

bool outline_is_context(const struct outline *o, uint32_t item)
{
	return !is_wanted(o, item);
}

static uint32_t count_kept(const struct outline *o, uint32_t from, uint32_t end)
{
	uint32_t count = 0;

	while (from < end) {
		if (from % 64 == 0 && end - from >= 64) {
			count += (uint32_t)__builtin_popcountll(o->kept[from / 64]);
			from += 64;
		} else {
			count += is_kept(o, from++);
		}
	}
	return count;
}

uint32_t outline_limited_count(const struct outline *o, uint32_t item)
{
	uint32_t size = o->items[item].size;

	if (!o->kept || o->time_order)
		return 0;
	return size - count_kept(o, item, item + size);
}

/* ---- folds ---- */

bool outline_is_folded(const struct outline *o, uint32_t item)
{
	return !o->time_order && outline_has_replies(o, item) &&
	    folds_has(o->folds, o->items[item].comment);
}

void outline_folds_changed(struct outline *o)
{
	outline_list(o);
}

void outline_fold(struct outline *o, uint32_t item, bool folded)
{
	folds_set(o->folds, o->items[item].comment, folded);
	outline_list(o);
}

void outline_reach(struct outline *o, uint32_t item)
{
	if (!is_within_root(o, item))
		o->root = o->root_item = 0;
	if (o->limit && (o->time_order ? !is_wanted(o, item) : !is_kept(o, item)))
		lift_limit(o);
	outline_list(o);
}

void outline_uncover(struct outline *o, uint32_t item)
{
	bool changed = false;

	if (!is_within_root(o, item) || (o->limit && !is_kept(o, item)) ||
	    (o->time_order && !is_wanted(o, item)))
		outline_reach(o, item);
	for (uint32_t up = o->items[item].parent; up != NO_ITEM && up >= o->root_item;
	    up = o->items[up].parent)
		if (outline_is_folded(o, up)) {
			folds_set(o->folds, o->items[up].comment, false);
			changed = true;
		}
	if (changed)
		outline_list(o);
}

uint32_t outline_folded_count(const struct outline *o)
{
	uint32_t end = end_item(o);

	if (o->time_order || o->count == 0)
		return 0;
	return (o->kept ? count_kept(o, o->root_item, end) : end - o->root_item) -
	    o->visible_count;
}

void outline_fold_to(struct outline *o, uint32_t level)
{
	for (uint32_t i = o->root_item; i < end_item(o); i++)
		folds_set(o->folds, o->items[i].comment,
		    level > 0 && outline_has_replies(o, i) && outline_level(o, i) >= level);
	outline_list(o);
}

uint32_t outline_fold_depth(const struct outline *o)
{
	uint32_t least = 0;

	for (uint32_t i = o->root_item; i < end_item(o); i++)
		if (outline_is_folded(o, i) && (least == 0 || outline_level(o, i) < least))
			least = outline_level(o, i);
	return least;
}

uint32_t outline_foldable_depth(const struct outline *o)
{
	uint32_t most = 0;

	for (uint32_t i = o->root_item; i < end_item(o); i++)
		if (outline_has_replies(o, i) && outline_level(o, i) > most)
			most = outline_level(o, i);
	return most;
}
