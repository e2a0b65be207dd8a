/* Words, and the minutes that they take to read. */
#ifndef APP_MINUTES_H
#define APP_MINUTES_H

#include <stdbool.h>
#include <stdint.h>

#include "moot/base/span.h"

/* Words of a text as its source has it; tags: with markup, which is left out. */
uint32_t words_in(struct span text, bool tags);
/* Minutes, rounded up. */
uint32_t minutes_for(uint64_t words);

#endif
