/* The words of a body, read in slices: it is parsed, then its text is taken apart.
 *
 * What is done in slices counts bytes of text, about: *left is what may be done still. */
#ifndef SEARCH_BODY_WORDS_H
#define SEARCH_BODY_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "moot/base/span.h"
#include "moot/doc/doc.h"
#include "moot/text/body.h"
#include "words_priv.h"

struct body_words {
	struct doc *doc;   /* whose text the words are places of; NULL: none is open */
	size_t body_bytes;
	size_t at;         /* words before this byte of the text were added */
};

/* The body must stay where it is. */
void body_words_open(struct body_words *b, struct span body, enum body_type type);
/* Adds words; true: these were all. */
bool body_words_step(struct body_words *b, struct words *w, size_t *left);
void body_words_close(struct body_words *b);

enum {
	WORD_BYTES = 8,         /* what a word counts for */
	SHORTEST_WORD_BYTES = 5, /* with what is around it; about, of many words */
};

static inline void spend(size_t *left, size_t bytes)
{
	*left -= bytes < *left ? bytes : *left;
}

#endif
