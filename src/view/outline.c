/* How an outline is built.  Parents and previous siblings, which a preorder array does not
 * give, are written down once, by climbing from the item before: a level is left only
 * once, so that all climbs together cost no more than the array is long.
 */
#include "config.h"

#include "moot/view/outline.h"

#include <stdlib.h>
#include <string.h>

#include "moot/base/hash.h"
#include "moot/base/xalloc.h"
#include "view/outline_priv.h"

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
	*o = (struct outline){ .folds = folds, .whole_folds = folds };
}

/* What was made from the thread goes, what was asked for stays. */
static void release_items(struct outline *o)
{
	free(o->items);
	free(o->visible);
	free(o->place);
	free(o->by_time);
	free(o->kept);
	o->items = NULL;
	o->visible = o->place = o->by_time = NULL;
	o->kept = NULL;
	o->count = o->stub_count = o->visible_count = o->root_item = o->match_count = 0;
}

void outline_release(struct outline *o)
{
	struct folds *folds = o->whole_folds;

	release_items(o);
	folds_release(&o->limit_folds);
	outline_init(o, folds);
}

bool outline_has_replies(const struct outline *o, uint32_t item)
{
	return o->items[item].size > 1;
}

/* The states of the items; NULL: all are shown.  Their rows are far apart in memory: to look
 * at all of them takes as long as all the rest. */
static uint8_t *states_of(const struct library *lib, post_id post,
    const struct thread_item *thread, uint32_t len)
{
	uint8_t *states;

	if (library_post(lib, post)->shown_len == len)
		return NULL;
	states = xmalloc((size_t)len + 1);
	for (uint32_t i = 0; i < len; i++)
		states[i] = library_comment(lib, thread[i].comment)->state;
	return states;
}

/* before[i] = how many of the first i items may be shown.  An item may be shown when it
 * is in state shown, or something below it is. */
static uint32_t *count_showable(
    const struct thread_item *thread, const uint8_t *states, uint32_t len, bool all)
{
	uint32_t *before = xcalloc((size_t)len + 1, sizeof *before);
	uint32_t next_shown = UINT32_MAX; /* the nearest item from here on that is shown */

	for (uint32_t i = len; i-- > 0;) {
		if (all || states[i] == COMMENT_SHOWN)
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
static uint32_t fingerprint(
    const struct thread_item *thread, const uint8_t *states, uint32_t len)
{
	uint32_t hash = hash_bytes(span_of((const char *)thread, (size_t)len * sizeof *thread));

	return states ? hash_bytes_more(hash, span_of((const char *)states, len)) : hash;
}

static void add_item(struct outline *o, struct thread_item item, bool stub)
{
	o->items[o->count] = (struct outline_item){ .comment = item.comment, .depth = item.depth,
		.size = item.size, .stub = stub };
	o->stub_count += stub;
	link_item(o, o->count++);
}

static void take_showable(struct outline *o, const struct thread_item *thread,
    const uint8_t *states, const uint32_t *before, bool all)
{
	for (uint32_t i = 0; i < o->thread_len; i++) {
		struct thread_item item = thread[i];

		if (before[i + 1] == before[i])
			continue;
		item.size = before[i + item.size] - before[i];
		add_item(o, item,
		    states[i] == COMMENT_MISSING || (!all && states[i] != COMMENT_SHOWN));
	}
}

static void take_items(struct outline *o, const struct thread_item *thread,
    const uint8_t *states, bool all)
{
	uint32_t *before = states ? count_showable(thread, states, o->thread_len, all) : NULL;
	size_t room = (size_t)(before ? before[o->thread_len] : o->thread_len) + 1;

	o->items = xcalloc(room, sizeof *o->items);
	o->visible = xcalloc(room, sizeof *o->visible);
	o->place = xcalloc(room, sizeof *o->place);
	for (uint32_t i = 0; i < o->thread_len && !states; i++)
		add_item(o, thread[i], false);
	if (states)
		take_showable(o, thread, states, before, all);
	free(before);
}

bool outline_build(struct outline *o, const struct library *lib, post_id post, bool all)
{
	uint32_t len;
	const struct thread_item *thread = library_thread(lib, post, &len);
	uint8_t *states = states_of(lib, post, thread, len);
	uint32_t hash = fingerprint(thread, states, len);
	bool changed = !o->items || hash != o->thread_hash || len != o->thread_len;

	if (changed) {
		release_items(o);
		o->thread_hash = hash;
		o->thread_len = len;
		take_items(o, thread, states, all);
		outline_reshape(o, lib);
	}
	free(states);
	return changed;
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
	if (o->count > 0 && o->visible_count == 0)
		bug("outline: nothing is visible");
	for (uint32_t v = 0; v < o->visible_count; v++)
		if (o->place[o->visible[v]] != v)
			bug("outline: visible item %u has a wrong place", v);
	for (uint32_t v = 1; v < o->visible_count; v++)
		if (!o->time_order && o->visible[v - 1] >= o->visible[v])
			bug("outline: visible item %u is out of order", v);
}
