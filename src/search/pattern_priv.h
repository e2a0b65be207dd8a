/* A pattern as the user types it, made into an expression for PCRE2. */
#ifndef SEARCH_PATTERN_PRIV_H
#define SEARCH_PATTERN_PRIV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/buf.h"
#include "moot/base/span.h"
#include "search/starts_priv.h"

struct expression {
	struct buf text;
	uint32_t *origin; /* bytes of the pattern that those of text came from */
	size_t origin_cap;
	bool has_upper;   /* a capital that is meant */
	bool has_accent;  /* a character that has a plain form */
	bool repeats;     /* it may try the same text more than once */
	bool one_run;     /* but only one run of letters, from each place: never over a blank */
	bool looks_around; /* what is beside a match, or where the text ends, counts */
	int optional;     /* question marks */
	struct starts starts; /* of text that is plain */
};

/* e is zeroed.  Any bytes are taken: what is wrong with them PCRE2 will say. */
void expression_read(struct expression *e, struct span pattern);
void expression_release(struct expression *e);

#endif
