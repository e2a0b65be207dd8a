/* Words, and the minutes that they take to read. */
#ifndef APP_MINUTES_H
#define APP_MINUTES_H

#include <stdbool.h>
#include <stdint.h>

#include "moot/base/span.h"

/* Words of a text as its source has it.  All zero is a good start. */
struct word_count {
	uint32_t words, wide;
	bool in_word, in_tag;
};

/* Counts on in the next part of a text; tags: with markup, which is left out. */
void words_count(struct word_count *c, struct span part, bool tags);
uint32_t words_counted(const struct word_count *c);
/* Minutes, rounded up. */
uint32_t minutes_for(uint64_t words);

#endif
