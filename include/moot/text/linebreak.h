/* Where a line may be broken: UAX 14 as house rule 17 narrows it. */
#ifndef MOOT_TEXT_LINEBREAK_H
#define MOOT_TEXT_LINEBREAK_H

#include <stdbool.h>
#include <stdint.h>

#include "moot/base/span.h"

/* May a line be broken between the character before and the character after, where
 * neither is a space?  (between cells of which one is wide, but not before closing
 * nor after opening punctuation; after - and in URL-like runs after / ? & = .) */
bool linebreak_between(uint32_t before, uint32_t after, bool in_url);

#endif
