/* A thread in the order in which it is read, and what of it is folded away.
 *
 * An outline holds the comments of one post that may be shown, in preorder: the
 * comments below item i are i+1 .. i+size-1.  Folding an item hides these.  The list of
 * visible items is kept, so that a step costs nothing, and finding an item's place in
 * it is a binary search; changing folds costs time proportional to what is visible
 * then.  Nothing recurses: a chain may be as deep as there are comments.
 *
 * Folds are kept by comment, apart from the outline: they outlive a relink, and the
 * visit of another post.
 */
#ifndef MOOT_VIEW_OUTLINE_H
#define MOOT_VIEW_OUTLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/model/model.h"

#define NO_ITEM UINT32_MAX

/* A set of comments; zeroed it is empty. */
struct folds {
	uint64_t *bits;
	size_t words;
};

bool folds_has(const struct folds *f, comment_id id);
void folds_set(struct folds *f, comment_id id, bool folded);
void folds_release(struct folds *f);

struct outline_item {
	comment_id comment;
	uint32_t depth;         /* 1 = top level */
	uint32_t size;          /* itself and all below it */
	uint32_t parent;        /* item, or NO_ITEM */
	uint32_t prev_sibling;  /* item, or NO_ITEM */
	bool stub;              /* only there for its replies: neither author nor text is shown */
};

struct outline {
	struct outline_item *items;
	uint32_t count;
	uint32_t stub_count;    /* of them */
	uint32_t *visible;      /* items in display order */
	uint32_t visible_count;
	uint32_t thread_hash;   /* of the thread that it was built from, states included */
	uint32_t thread_len;
	struct folds *folds;    /* borrowed */
};

void outline_init(struct outline *o, struct folds *folds);
void outline_release(struct outline *o);
/* Takes the thread of a post as it is now; true when it differs from what was there. */
bool outline_build(struct outline *o, const struct library *lib, post_id post, bool all);
/* The item of a comment of this post, or NO_ITEM. */
uint32_t outline_find(const struct outline *o, const struct library *lib, comment_id comment);

bool outline_is_folded(const struct outline *o, uint32_t item);
bool outline_has_replies(const struct outline *o, uint32_t item);
/* The item itself, or the outermost folded one that hides it. */
uint32_t outline_shown_for(const struct outline *o, uint32_t item);
/* Place of a visible item in display order, from 0. */
uint32_t outline_place(const struct outline *o, uint32_t item);

/* From a visible item to a visible item; NO_ITEM when there is none. */
uint32_t outline_next(const struct outline *o, uint32_t item);
uint32_t outline_prev(const struct outline *o, uint32_t item);
uint32_t outline_next_sibling(const struct outline *o, uint32_t item);
uint32_t outline_prev_sibling(const struct outline *o, uint32_t item);
uint32_t outline_parent(const struct outline *o, uint32_t item);
uint32_t outline_root(const struct outline *o, uint32_t item);
uint32_t outline_next_thread(const struct outline *o, uint32_t item);
/* The start of this thread, or of the one before when item is the start. */
uint32_t outline_prev_thread(const struct outline *o, uint32_t item);

/* Changing folds. */
void outline_folds_changed(struct outline *o); /* they were changed from outside */
void outline_fold(struct outline *o, uint32_t item, bool folded);
/* Opens what hides an item. */
void outline_uncover(struct outline *o, uint32_t item);
/* Items of that depth and more are folded, all others open; 0 opens everything. */
void outline_fold_to(struct outline *o, uint32_t depth);
/* The depth that is shown throughout: the least depth of a folded item, or 0. */
uint32_t outline_fold_depth(const struct outline *o);
/* The greatest depth of an item with replies, 0 when there is none. */
uint32_t outline_foldable_depth(const struct outline *o);

/* States every invariant of the above; aborts by bug() when one is broken. */
void outline_check(const struct outline *o);

#endif
