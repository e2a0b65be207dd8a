/* How posts and comments are called on the screen: cleaned, and never empty. */
#ifndef MOOT_VIEW_NAMES_H
#define MOOT_VIEW_NAMES_H

#include "moot/base/arena.h"
#include "moot/model/model.h"
#include "moot/text/date.h"
#include "moot/text/safe.h"
#include "moot/view/canvas.h"

/* A field of the model as one clean line; SAFE_NONE when it is unknown. */
struct safe name_field(struct arena *a, const struct library *lib, text_ref ref);
/* The title, or the best there is: the URL, the id, "(untitled)". */
struct safe name_of_post(struct arena *a, const struct library *lib, post_id id);
/* SAFE_NONE when the author is unknown. */
struct safe name_of_author(struct arena *a, const struct library *lib, comment_id id);
/* "2.1"; where that is longer than max_cols its two ends, "2…1.3". */
struct safe name_of_number(struct arena *a, const struct library *lib, comment_id id,
    size_t max_cols, const struct looks *looks);
/* What stands in the place of a text that is not there: "(deleted)", "(not in the
 * source)" ...; SAFE_NONE for a comment that is shown. */
struct safe name_of_state(const struct library *lib, comment_id id);
/* "19 Jun 2014 08:43" or "2014-06-19 08:43", SAFE_NONE when unknown. */
struct safe name_of_time(struct arena *a, struct date d, const struct looks *looks);
void name_add_time(struct buf *out, struct date d, const struct looks *looks); /* of a known date */
/* Adds one line of text in at most so many columns, with a mark where it is cut; returns how
 * many it took. */
int name_add_cut(struct buf *out, struct safe text, int max_cols, const struct looks *looks);

#endif
