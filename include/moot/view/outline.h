/* A thread in the order in which it is read, and what of it is folded away.
 *
 * An outline holds the comments of one post that may be shown, in preorder: the
 * comments below item i are i+1 .. i+size-1.  Folding an item hides these.  The list of
 * visible items is kept, with each item's place in it, so that a step costs nothing;
 * changing folds costs time proportional to what is visible then.  Nothing recurses: a
 * chain may be as deep as there are comments.
 *
 * Three things can be asked of an outline besides: to begin at one comment (its root), to
 * be in the order of time, and to be limited to some comments.  These are kept by
 * comment, so that they outlive a relink.  In a limited outline the ancestors of the
 * wanted comments stay as their context, and it has folds of its own, none at first: so
 * that no fold hides a match, and all folds are as they were when the limit is lifted.
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
	struct folds *folds;    /* those in force: whole_folds, or limit_folds */
	struct folds *whole_folds; /* borrowed */

	/* What was asked for. */
	comment_id root;        /* 0: everything */
	bool time_order;        /* flat: no levels, and folds do not count */
	const struct folds *limit; /* the comments wanted, borrowed; NULL: all */
	struct folds limit_folds; /* owned */
	/* What follows from it. */
	uint32_t *place;        /* of each item in visible, or NO_ITEM */
	uint32_t root_item;     /* the first that may be shown */
	uint32_t *by_time;      /* all items, oldest first; NULL but in time order */
	uint64_t *kept;         /* a bit per item: wanted or context; NULL without a limit */
	uint32_t match_count;   /* items wanted, in the whole outline */
};

void outline_init(struct outline *o, struct folds *folds);
void outline_release(struct outline *o);
/* Takes the thread of a post as it is now; true when it differs from what was there. */
bool outline_build(struct outline *o, const struct library *lib, post_id post, bool all);
/* The item of a comment of this post, or NO_ITEM. */
uint32_t outline_find(const struct outline *o, const struct library *lib, comment_id comment);

bool outline_is_folded(const struct outline *o, uint32_t item);
bool outline_has_replies(const struct outline *o, uint32_t item);
/* The item itself, or the outermost folded one that hides it, or else the nearest one
 * that is visible. */
uint32_t outline_shown_for(const struct outline *o, uint32_t item);
bool outline_is_visible(const struct outline *o, uint32_t item);
/* How many comments there are; which one an item is, from 1.  Stubs are none: one has the
 * number of the comment before. */
uint32_t outline_comments(const struct outline *o);
uint32_t outline_nth(const struct outline *o, uint32_t item);
/* The item of the n-th comment; of the last one when there are fewer. */
uint32_t outline_of_nth(const struct outline *o, uint32_t n);
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
/* Gives up a root or a limit that an item is not within; takes folds that were changed. */
void outline_reach(struct outline *o, uint32_t item);
/* Makes an item visible: the same, and opens the folds above it. */
void outline_uncover(struct outline *o, uint32_t item);
/* How many comments the folds hide. */
uint32_t outline_folded_count(const struct outline *o);
/* Items of that level and more are folded, all others open; 0 opens everything. */
void outline_fold_to(struct outline *o, uint32_t depth);
/* The level that is shown throughout: the least level of a folded item, or 0. */
uint32_t outline_fold_depth(const struct outline *o);
/* The greatest level of an item with replies, 0 when there is none. */
uint32_t outline_foldable_depth(const struct outline *o);

/* Asking for a root (0: none), an order, a limit (NULL: none).  A limit to comments of
 * which none is here is no limit; the limit that is there is taken anew, because it has
 * other comments now. */
void outline_set_root(struct outline *o, const struct library *lib, comment_id root);
void outline_set_time_order(struct outline *o, const struct library *lib, bool on);
void outline_set_limit(struct outline *o, const struct folds *wanted);
/* Is everything here, in thread order (but what is folded away)? */
bool outline_is_whole(const struct outline *o);
/* Depth as it is shown: 1 at the root, and everywhere in time order. */
uint32_t outline_level(const struct outline *o, uint32_t item);
/* Is its text within the root and the limit, whatever the folds hide? */
bool outline_admits(const struct outline *o, uint32_t item);
/* Only there because something below it is wanted. */
bool outline_is_context(const struct outline *o, uint32_t item);
/* How many comments below an item the limit hides. */
uint32_t outline_limited_count(const struct outline *o, uint32_t item);

/* States every invariant of the above; aborts by bug() when one is broken. */
void outline_check(const struct outline *o);

#endif
