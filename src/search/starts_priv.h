/* What a match can begin with.
 *
 * PCRE2 looks quickly for one word; of alternatives it knows the first bytes only, and
 * tries at each of them, about 1 ns for each byte of text.  Where every alternative begins
 * with a few bytes that are known, those are looked for sixteen places at a time, and the
 * expression is tried only where they stand.
 *
 * The expression's reader tells what it meets, construct by construct; what is not
 * understood here means that nothing is known.  Only plain text (text/plain.h) is looked
 * at: of ASCII letters without case no others have the same.
 */
#ifndef SEARCH_STARTS_PRIV_H
#define SEARCH_STARTS_PRIV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/scan.h"
#include "moot/base/span.h"

enum { STARTS_MAX = 8, START_BYTES = 8 };

/* How one alternative begins. */
struct start {
	char bytes[START_BYTES]; /* without case where fold says so */
	char fold[START_BYTES];  /* set in text before it is compared */
	char mask[START_BYTES];  /* 0 behind the end */
	size_t len;
	size_t pair;             /* which two bytes are looked for: the rarest */
	scan_row first, first_fold, second, second_fold;
};

struct starts {
	struct start at[STARTS_MAX];
	size_t count;  /* 0: nothing is known, or of no use */
	/* While the expression is read. */
	bool unknown;
	bool reading;  /* the bytes of an alternative */
	size_t last;   /* bytes of its last character */
	int depth;     /* of groups */
	int level;     /* the depth at which alternatives begin a match */
	struct start now;
};

void starts_begin(struct starts *s);
/* A character that stands for itself; anything else but what is of no width. */
void starts_char(struct starts *s, struct span bytes);
void starts_other(struct starts *s);
/* The last character need not be there. */
void starts_optional(struct starts *s);
void starts_open(struct starts *s);
void starts_close(struct starts *s, bool optional);
void starts_bar(struct starts *s);
void starts_give_up(struct starts *s);
void starts_end(struct starts *s, bool any_case);

/* The first place at or after from where a match can begin, or text.len. */
size_t starts_next(const struct starts *s, struct span text, size_t from);

#endif
