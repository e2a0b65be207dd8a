/* What the comments of a post refer to: earlier comments, by the words that people use
 * where a page has no links.
 *
 *	kind    in the text                          the comment meant
 *	time    "anon 8.43", "Ann at 09.01 PM"       has that wall clock, as the blog printed
 *	                                             it; 12 and 24 hours are both read
 *	number  "comment #12", "#2.1", "see no. 3"   has that number, or is that many-th in time
 *	name    "@Nick", a line's leading "Nick,"    the last one of that author
 *	quote   a quote, or "five words or more"     has the longest part of it
 *
 * Only comments that are earlier (in time, else by their place in the thread) are meant;
 * a quote may also be of the post.  A time or number that stands alone, and a name that
 * begins a sentence, are no references: a time needs an author, a commenter or "anon"
 * beside it, a name its comma, colon or dash, and there must be a comment that fits.
 *
 * Where most comments have no clock time, a time cannot be looked up: then the nearest
 * comments above are offered (times_unknown), and who names the same time means the same.
 *
 * Comments that are not shown take no part; of a stub, neither text nor author does.
 * References are places in doc_text() of a body: nothing is rewritten.  The post's own
 * body has none.
 *
 * Time and memory are proportional to the text of the thread; in the end only the
 * references are kept.  They describe the thread as it was then.
 */
#ifndef MOOT_SEARCH_REFS_H
#define MOOT_SEARCH_REFS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/model/model.h"

enum ref_kind { REF_TIME, REF_NUMBER, REF_NAME, REF_QUOTE };

enum { REF_MAX_TARGETS = 8 };

struct ref_target {
	comment_id comment;  /* 0 = the post's body, of quotes only */
	uint32_t start, end; /* quotes: bytes of its doc_text() that are quoted; else both 0 */
};

struct ref {
	comment_id from;
	uint32_t start, end;              /* bytes of its doc_text() */
	const struct ref_target *targets; /* best first, each comment once */
	uint32_t target_count;            /* 1 to REF_MAX_TARGETS */
	uint8_t kind;                     /* enum ref_kind */
	bool times_unknown;               /* the targets are guessed by their place */
};

struct refs;

/* all: hidden comments and stubs take part like the others. */
struct refs *refs_of_post(const struct library *lib, post_id post, bool all);
/* The same in slices; the library must not change meanwhile. */
struct refs_search;

struct refs_search *refs_begin(const struct library *lib, post_id post, bool all);
/* Reads about so many bytes of text; false: all is done. */
bool refs_step(struct refs_search *rs, size_t bytes);
struct refs *refs_end(struct refs_search *rs); /* after the last step; rs is gone */
void refs_give_up(struct refs_search *rs);     /* NULL is allowed */
void refs_free(struct refs *r); /* NULL is allowed */
/* The references of a comment, in order of its text; they do not overlap. */
const struct ref *refs_in(const struct refs *r, comment_id comment, size_t *count);
/* The references whose first target is this comment (0: the post's body), in the order
 * in which they were written. */
const struct ref *const *refs_to(const struct refs *r, comment_id comment, size_t *count);

/* Only one comment can be meant. */
static inline bool ref_is_sure(const struct ref *ref)
{
	return ref->target_count == 1 && !ref->times_unknown;
}

#endif
