/* What a text refers to, and who refers to it, as lists that a reader walks through.
 *
 * A text is that of a comment, or a post's body (comment 0).  References within a post
 * and passages shared with other posts come in one list, in order of the text, the best
 * candidate of a reference first.  Of two texts that share a passage the later one quotes
 * the earlier one; a comment without a date counts as written with its post, and where
 * dates do not tell, each may quote the other.
 *
 * What is referred to is listed once, but each passage of it that is quoted; a text that
 * refers is listed once.  No list is longer than REF_LIST_MAX.
 */
#ifndef MOOT_VIEW_REF_LIST_H
#define MOOT_VIEW_REF_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/model/model.h"
#include "moot/search/quotes.h"
#include "moot/search/refs.h"

enum { REF_LIST_MAX = 256 };

/* A text. */
struct ref_place {
	post_id post;
	comment_id comment; /* 0 = the post's body */
};

struct ref_link {
	uint32_t start, end;             /* bytes of the doc_text() that the list is about */
	struct ref_place other;          /* the text at the other end */
	uint32_t other_start, other_end; /* bytes of its doc_text(); both 0: all of it */
	uint32_t candidates;             /* of the reference, this one included */
	uint8_t kind;                    /* enum ref_kind */
	bool times_unknown;              /* the candidates are guessed by their place */
};

/* Zeroed it is empty. */
struct ref_list {
	struct ref_link *links;
	size_t count, cap;
	bool of_referrers;
};

/* Where links come from. */
struct ref_source {
	const struct library *lib;
	const struct refs *refs;          /* of refs_post; or NULL */
	post_id refs_post;
	const struct quote_index *quotes; /* or NULL */
	bool all;
};

void ref_list_release(struct ref_list *l); /* l is empty again */
/* Makes the lists anew: of what a text refers to, and of who refers to it.  Either may be
 * NULL; both together cost no more than one. */
void ref_lists_make(struct ref_list *from, struct ref_list *to, const struct ref_source *src,
    struct ref_place at);
/* The same in slices: the search for passages in other posts, or NULL when there is nothing
 * to be searched for; then the lists, of what it has found (search is gone). */
struct quotes_search *ref_lists_begin(const struct ref_source *src, struct ref_place at);
void ref_lists_end(struct ref_list *from, struct ref_list *to, const struct ref_source *src,
    struct ref_place at, struct quotes_search *search);

/* The first link whose text ends after a byte, else the first of all: what is referred to
 * where a reader is. */
size_t ref_list_at(const struct ref_list *l, uint32_t text_byte);

static inline bool ref_place_eq(struct ref_place a, struct ref_place b)
{
	return a.post == b.post && a.comment == b.comment;
}

/* Going from link to link.  Where the last one of several has led, the next step leads to
 * the next one, in a circle; anywhere else, and after a single one, it begins with what is
 * referred to there.  Zeroed it has not begun. */
struct ref_walk {
	struct ref_list list;
	struct ref_place from; /* where it began; post 0: nowhere */
	size_t at;             /* the link that was last gone to */
};

void ref_walk_release(struct ref_walk *w); /* w has not begun */
/* The link to go to from here, where the text is read from a byte on; NULL when there is
 * none.  n: the n-th of what is referred to here; 0: the next one. */
const struct ref_link *ref_walk_step(struct ref_walk *w, const struct ref_source *src,
    struct ref_place here, uint32_t text_byte, size_t n);

#endif
