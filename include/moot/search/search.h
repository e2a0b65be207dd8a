/* Patterns over texts: the regular expressions of Perl, as PCRE2 knows them (pcre2pattern(3)).
 *
 * Beyond these:
 *	- A pattern without a capital matches any case; \W or \pL is no capital.
 *	- A pattern of plain letters and signs looks at the plain text (text/plain.h): e finds
 *	  é, ss finds ß.  One with an accent, or another sign that has a plain form, looks at
 *	  the text as it is.
 *	- White space matches any run of white space, line ends included.
 *	- ^ and $ are at the start and end of each line.  A match of nothing is none.
 *
 * A pattern that is no expression is refused, with the words of PCRE2; \Q...\E takes signs
 * as they are.  No pattern takes more time than in proportion to the text: of one with
 * repetitions the steps are counted, and it gives up in a text that wants too many.
 *
 * Texts are UTF-8; what follows a bad sequence is not looked at.
 */
#ifndef MOOT_SEARCH_SEARCH_H
#define MOOT_SEARCH_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/buf.h"
#include "moot/base/span.h"

struct pattern;

/* What is wrong with a pattern: a sentence, "missing closing parenthesis (at 4)", with the
 * byte of the pattern; empty when nothing is. */
struct pattern_fault {
	char words[160];
};

/* NULL for an empty pattern, and for what is no pattern: then *fault says why. */
struct pattern *pattern_new(struct span text, struct pattern_fault *fault);
void pattern_free(struct pattern *p); /* NULL is allowed */
/* In how many texts it gave up. */
size_t pattern_given_up(const struct pattern *p);

/* All matches in a text, first to last. */
struct pattern_walk {
	struct pattern *pattern;
	struct span text;     /* what is looked at: the text, or its plain form */
	struct buf plain;
	uint32_t *origin;     /* bytes of the text that those of plain came from; or NULL */
	size_t origin_cap;
	size_t at;
};

/* The pattern and the text must outlive the walk. */
void pattern_walk_begin(struct pattern_walk *w, struct pattern *p, struct span text);
/* The next match: true, and its bytes [*start, *end). */
bool pattern_walk_next(struct pattern_walk *w, size_t *start, size_t *end);
void pattern_walk_end(struct pattern_walk *w);

/* The same in slices, for a text that may be long: it is looked at some lines at a time,
 * and for each of them as many behind as a match may reach. */
struct pattern_scan {
	struct pattern *pattern;
	struct span text;
	size_t from, to, end; /* matches that begin in [from, to); the lines go up to the end */
	size_t ahead;         /* bytes between them, about */
	size_t passed;        /* the end of the last match */
	size_t given_up;      /* texts, before this one */
	struct pattern_walk walk;
	bool walks;
};

enum pattern_sight { PATTERN_HIT, PATTERN_MORE, PATTERN_END };

void pattern_scan_begin(struct pattern_scan *s, struct pattern *p, struct span text);
/* The next match, or that there is none any more; PATTERN_MORE when as many bytes as there
 * were *left were looked at. */
enum pattern_sight pattern_scan_next(struct pattern_scan *s, size_t *left, size_t *start,
    size_t *end);
void pattern_scan_end(struct pattern_scan *s); /* all zero is allowed */

/* Is there one? */
bool pattern_matches(struct pattern *p, struct span text);

/* ---- for who keeps plain texts ---- */

enum pattern_result { PATTERN_NONE, PATTERN_FOUND, PATTERN_GAVE_UP };

/* Does it look at plain texts? */
bool pattern_is_plain(const struct pattern *p);
/* May texts be joined by line ends and looked at in one piece?  Every text with a match
 * then has the start of one in it, and a match that lies within a text is one of it. */
bool pattern_joins(const struct pattern *p);
/* The first match at or after from in a text that is valid and, for a plain pattern,
 * plain.  The steps are counted anew where from is 0. */
enum pattern_result pattern_find(struct pattern *p, struct span text, size_t from, size_t *start,
    size_t *end);

#endif
