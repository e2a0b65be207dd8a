/* What a search finds in a post's body and thread.
 *
 * The texts are looked at in reading order, some at a time (finder_step), so that keys
 * are answered in between.  Hits are kept in that order: hit by hit is a step in an
 * array, and what is to be marked in a text is a part of it.
 */
#ifndef MOOT_VIEW_FINDER_H
#define MOOT_VIEW_FINDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/doc/doc.h"
#include "moot/model/model.h"
#include "moot/search/search.h"
#include "moot/view/canvas.h"
#include "moot/view/outline.h"

enum { FINDER_MAX_HITS = 200000 };
#define NO_HIT SIZE_MAX
#define BODY_PLACE 0u /* place of the post's body; item i has i + 1 */

struct hit {
	uint32_t place; /* BODY_PLACE, or of an item */
	struct mark_range range;
};

struct finder {
	struct pattern *pattern; /* NULL: no search is shown */
	char *text;              /* what was searched for */
	struct pattern_fault fault; /* why it is not */
	post_id post;
	struct hit *hits;
	struct mark_range *ranges; /* those of hits, one by one */
	size_t count, cap, ranges_cap;
	uint32_t next_place;     /* the text to be looked at next, or at hand */
	struct doc *doc;         /* of the text at hand; or NULL */
	struct pattern_scan scan; /* once it was read */
	bool scans;
	bool done, full;         /* all was looked at; or there were too many hits */
	size_t current;          /* hit, or NO_HIT */
};

/* An empty text ends the search. */
void finder_start(struct finder *f, struct span text, post_id post);
/* The same search, from the start, in another post or a thread that has changed. */
void finder_restart(struct finder *f, post_id post);
void finder_release(struct finder *f);
/* Looks at the next texts, about as many bytes as given, also of a text; false when there was
 * nothing to do.  What was found in a text that is still looked at is there already. */
bool finder_step(struct finder *f, const struct library *lib, const struct outline *o,
    size_t bytes);
/* The first hit at or after a byte of a text; NO_HIT when there is none (yet). */
size_t finder_at(const struct finder *f, uint32_t place, uint32_t text_byte);
void finder_choose(struct finder *f, size_t hit);
/* What is to be marked in a text; valid until the next step. */
struct marks finder_marks(const struct finder *f, uint32_t place);

#endif
