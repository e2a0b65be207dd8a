/* The preorder array does all the work.  From a visible item that is folded, the next
 * visible one is at i+size, else at i+1: so the list of visible items is made in as many
 * steps as it has items.  Parents and previous siblings, which the array does not give,
 * are written down once when it is built, by climbing from the item before: a level is
 * left only once, so that all climbs together cost no more than the array is long.
 */
#include "config.h"

#include "moot/view/outline.h"

#include <stdlib.h>

#include "moot/base/hash.h"
#include "moot/base/xalloc.h"

bool folds_has(const struct folds *f, comment_id id)
{
	size_t word = id / 64;

	return word < f->words && (f->bits[word] >> (id % 64) & 1);
}

void folds_set(struct folds *f, comment_id id, bool folded)
{
	size_t word = id / 64, words = f->words;

	if (word >= words) {
		if (!folded)
			return;
		words = (word + 1) * 2;
		f->bits = xreallocarray(f->bits, words, sizeof *f->bits);
		memset(f->bits + f->words, 0, (words - f->words) * sizeof *f->bits);
		f->words = words;
	}
	if (folded)
		f->bits[word] |= UINT64_C(1) << (id % 64);
	else
		f->bits[word] &= ~(UINT64_C(1) << (id % 64));
}

void folds_release(struct folds *f)
{
	free(f->bits);
	*f = (struct folds){ 0 };
}

void outline_init(struct outline *o, struct folds *folds)
{
	*o = (struct outline){ .folds = folds };
}

void outline_release(struct outline *o)
{
	free(o->items);
	free(o->visible);
	*o = (struct outline){ .folds = o->folds };
}

bool outline_has_replies(const struct outline *o, uint32_t item)
{
	return o->items[item].size > 1;
}

bool outline_is_folded(const struct outline *o, uint32_t item)
{
	return outline_has_replies(o, item) && folds_has(o->folds, o->items[item].comment);
}

static void list_visible(struct outline *o)
{
	uint32_t i = 0;

	o->visible_count = 0;
	while (i < o->count) {
		o->visible[o->visible_count++] = i;
		i += outline_is_folded(o, i) ? o->items[i].size : 1;
	}
}

/* before[i] = how many of the first i items may be shown.  An item may be shown when it
 * is in state shown, or something below it is. */
static uint32_t *count_showable(const struct library *lib, const struct thread_item *thread,
    uint32_t len, bool all)
{
	uint32_t *before = xcalloc((size_t)len + 1, sizeof *before);
	uint32_t next_shown = UINT32_MAX; /* the nearest item from here on that is shown */

	for (uint32_t i = len; i-- > 0;) {
		const struct comment_row *row = library_comment(lib, thread[i].comment);

		if (all || row->state == COMMENT_SHOWN)
			next_shown = i;
		before[i + 1] = next_shown != UINT32_MAX && next_shown - i < thread[i].size;
	}
	for (uint32_t i = 0; i < len; i++)
		before[i + 1] += before[i];
	return before;
}

static void link_item(struct outline *o, uint32_t item)
{
	struct outline_item *at = &o->items[item];
	uint32_t up = item ? item - 1 : NO_ITEM, last = NO_ITEM;

	while (up != NO_ITEM && o->items[up].depth >= at->depth) {
		last = up;
		up = o->items[up].parent;
	}
	at->parent = up;
	at->prev_sibling = last;
}

/* Tells threads apart: by their comments, their places and states. */
static uint32_t fingerprint(const struct library *lib, const struct thread_item *thread,
    uint32_t len)
{
	uint32_t hash = hash_bytes(span_of((const char *)thread, (size_t)len * sizeof *thread));

	for (uint32_t i = 0; i < len; i++)
		hash = hash * 31 + library_comment(lib, thread[i].comment)->state;
	return hash;
}

bool outline_build(struct outline *o, const struct library *lib, post_id post, bool all)
{
	uint32_t len, *before;
	const struct thread_item *thread = library_thread(lib, post, &len);
	uint32_t hash = fingerprint(lib, thread, len);

	if (o->items && hash == o->thread_hash && len == o->thread_len)
		return false;
	outline_release(o);
	before = count_showable(lib, thread, len, all);
	o->thread_hash = hash;
	o->thread_len = len;
	o->items = xcalloc((size_t)before[len] + 1, sizeof *o->items);
	o->visible = xcalloc((size_t)before[len] + 1, sizeof *o->visible);
	for (uint32_t i = 0; i < len; i++) {
		const struct thread_item *from = &thread[i];
		uint8_t state = library_comment(lib, from->comment)->state;

		if (before[i + 1] == before[i])
			continue;
		o->items[o->count] = (struct outline_item){ .comment = from->comment,
			.depth = from->depth, .size = before[i + from->size] - before[i],
			.stub = state == COMMENT_MISSING || (!all && state != COMMENT_SHOWN) };
		o->stub_count += o->items[o->count].stub;
		link_item(o, o->count++);
	}
	free(before);
	list_visible(o);
	return true;
}

uint32_t outline_find(const struct outline *o, const struct library *lib, comment_id comment)
{
	uint32_t low = 0, high = o->count, place;

	if (comment == 0 || comment > library_comment_count(lib))
		return NO_ITEM;
	place = library_comment(lib, comment)->place;
	while (low < high) {
		uint32_t mid = low + (high - low) / 2;
		uint32_t at = library_comment(lib, o->items[mid].comment)->place;

		if (at == place)
			return o->items[mid].comment == comment ? mid : NO_ITEM;
		if (at < place)
			low = mid + 1;
		else
			high = mid;
	}
	return NO_ITEM;
}

uint32_t outline_shown_for(const struct outline *o, uint32_t item)
{
	uint32_t shown = item;

	for (uint32_t up = o->items[item].parent; up != NO_ITEM; up = o->items[up].parent)
		if (outline_is_folded(o, up))
			shown = up;
	return shown;
}

uint32_t outline_place(const struct outline *o, uint32_t item)
{
	uint32_t low = 0, high = o->visible_count;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (o->visible[mid] < item)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

uint32_t outline_next(const struct outline *o, uint32_t item)
{
	uint32_t next = item + (outline_is_folded(o, item) ? o->items[item].size : 1);

	return next < o->count ? next : NO_ITEM;
}

uint32_t outline_prev(const struct outline *o, uint32_t item)
{
	uint32_t place = outline_place(o, item);

	return place > 0 ? o->visible[place - 1] : NO_ITEM;
}

uint32_t outline_next_sibling(const struct outline *o, uint32_t item)
{
	uint32_t next = item + o->items[item].size;

	return next < o->count && o->items[next].depth == o->items[item].depth ? next : NO_ITEM;
}

uint32_t outline_prev_sibling(const struct outline *o, uint32_t item)
{
	return o->items[item].prev_sibling;
}

uint32_t outline_parent(const struct outline *o, uint32_t item)
{
	return o->items[item].parent;
}

uint32_t outline_root(const struct outline *o, uint32_t item)
{
	while (o->items[item].parent != NO_ITEM)
		item = o->items[item].parent;
	return item;
}

uint32_t outline_next_thread(const struct outline *o, uint32_t item)
{
	return outline_next_sibling(o, outline_root(o, item));
}

uint32_t outline_prev_thread(const struct outline *o, uint32_t item)
{
	uint32_t root = outline_root(o, item);

	return root != item ? root : outline_prev_sibling(o, root);
}

void outline_folds_changed(struct outline *o)
{
	list_visible(o);
}

void outline_fold(struct outline *o, uint32_t item, bool folded)
{
	folds_set(o->folds, o->items[item].comment, folded);
	list_visible(o);
}

void outline_uncover(struct outline *o, uint32_t item)
{
	bool changed = false;

	for (uint32_t up = o->items[item].parent; up != NO_ITEM; up = o->items[up].parent)
		if (outline_is_folded(o, up)) {
			folds_set(o->folds, o->items[up].comment, false);
			changed = true;
		}
	if (changed)
		list_visible(o);
}

void outline_fold_to(struct outline *o, uint32_t depth)
{
	for (uint32_t i = 0; i < o->count; i++)
		folds_set(o->folds, o->items[i].comment,
		    depth > 0 && outline_has_replies(o, i) && o->items[i].depth >= depth);
	list_visible(o);
}

uint32_t outline_fold_depth(const struct outline *o)
{
	uint32_t least = 0;

	for (uint32_t i = 0; i < o->count; i++)
		if (outline_is_folded(o, i) && (least == 0 || o->items[i].depth < least))
			least = o->items[i].depth;
	return least;
}

uint32_t outline_foldable_depth(const struct outline *o)
{
	uint32_t most = 0;

	for (uint32_t i = 0; i < o->count; i++)
		if (outline_has_replies(o, i) && o->items[i].depth > most)
			most = o->items[i].depth;
	return most;
}

static void check_item(const struct outline *o, uint32_t i)
{
	const struct outline_item *at = &o->items[i];

	if (at->size == 0 || at->size > o->count - i)
		bug("outline: item %u reaches past the end", i);
	if ((at->parent == NO_ITEM) != (at->depth == 1))
		bug("outline: item %u of depth %u has a wrong parent", i, at->depth);
	if (at->parent != NO_ITEM && (o->items[at->parent].depth + 1 != at->depth ||
	    i + at->size > at->parent + o->items[at->parent].size))
		bug("outline: item %u is not within its parent", i);
	if (at->prev_sibling != NO_ITEM && at->prev_sibling + o->items[at->prev_sibling].size != i)
		bug("outline: item %u does not follow its sibling", i);
}

void outline_check(const struct outline *o)
{
	for (uint32_t i = 0; i < o->count; i++)
		check_item(o, i);
	for (uint32_t v = 1; v < o->visible_count; v++)
		if (outline_next(o, o->visible[v - 1]) != o->visible[v])
			bug("outline: visible item %u is out of order", v);
}
