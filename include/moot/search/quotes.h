/* Passages that two posts of a library have in common: a post that quotes comments of
 * another, a comment that quotes another post.
 *
 * The index is built in slices and can be asked at any time; it then knows what it has
 * read so far.  Of each body it keeps a sample of its 5-word shingles, chosen so that
 * of 8 words in a row at least one is in it (winnowing: Schleimer, Wilkerson, Aiken,
 * SIGMOD 2003).  It keeps no text: 4 to 9 bytes for each word of the library.  Words are
 * compared without case, accents and punctuation; a URL is one word; in scripts without
 * spaces a character counts as a third of a word.
 *
 * What QUOTE_COMMON_BODIES or more have in common leads from none to another: it stands
 * under every post, and is no quote.
 */
#ifndef MOOT_SEARCH_QUOTES_H
#define MOOT_SEARCH_QUOTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/model/model.h"

enum {
	QUOTE_MIN_WORDS = 8,
	QUOTE_COMMON_BODIES = 8, /* as many have what is no quote */
	QUOTE_MAX_COMPARED = 64, /* bodies that one question reads again */
};

struct quote {
	uint32_t start, end;             /* bytes of doc_text() of the body asked about */
	post_id post;                    /* another post */
	comment_id comment;              /* of it; 0 = its body */
	uint32_t their_start, their_end; /* bytes of doc_text() there */
	uint32_t words;                  /* in a row; at least QUOTE_MIN_WORDS */
};

struct quote_index;

/* The library must outlive the index. */
struct quote_index *quote_index_new(const struct library *lib);
void quote_index_free(struct quote_index *qi); /* NULL is allowed */
/* Reads bodies until this many bytes of them are read; false when there are no more.
 * Rows that are added to the library later are read by later steps. */
bool quote_index_step(struct quote_index *qi, size_t budget_bytes);
size_t quote_index_size_bytes(const struct quote_index *qi);
/* The passages of a comment (0: of the post's body) that stand in other posts too, in
 * order of the text; the caller frees *quotes.  Posts and comments that are not shown
 * (without all) are left out.  The cost is that of reading the body and those that
 * share something with it, at most QUOTE_MAX_COMPARED. */
size_t quotes_of(const struct quote_index *qi, post_id post, comment_id comment, bool all,
    struct quote **quotes);
/* The same in slices; neither the index nor the library must change meanwhile. */
struct quotes_search;

struct quotes_search *quotes_begin(const struct quote_index *qi, post_id post, comment_id comment,
    bool all);
/* Reads about so many bytes of text; false: all is done. */
bool quotes_step(struct quotes_search *s, size_t bytes);
size_t quotes_end(struct quotes_search *s, struct quote **quotes); /* s is gone */
void quotes_give_up(struct quotes_search *s);                      /* NULL is allowed */

#endif
