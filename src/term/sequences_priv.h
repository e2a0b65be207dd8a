/* What keys send, on every terminal that sends it. */
#ifndef MOOT_SEQUENCES_PRIV_H
#define MOOT_SEQUENCES_PRIV_H

#include "moot/term/term.h"

void sequences_each(void (*define)(const char *sequence, struct key key));

#endif
