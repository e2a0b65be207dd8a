/* The rows of a text as it is shown, however long: only what is looked at is laid out.
 *
 * A row is named by the part of the layout that it is in and by its place there.  So rows
 * are in the order of the text and can be compared, but how many there are is known only
 * by going there: nothing here takes longer than what it passes.  A row is valid for the
 * width that it was found for.
 */
#ifndef MOOT_VIEW_ROWS_H
#define MOOT_VIEW_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/model/model.h"
#include "moot/view/bodies.h"

typedef uint64_t text_row; /* 0 is the first */

/* A text and how wide it is shown. */
struct shown_text {
	struct bodies *bodies;
	post_id post;
	comment_id comment; /* 0: the post's body */
	int cols;
};

bool rows_any(const struct shown_text *t);
/* How many there are, or most. */
size_t rows_count(const struct shown_text *t, size_t most);
/* Move a row by as many as asked, or to an end of the text; return by how many. */
size_t rows_down(const struct shown_text *t, text_row *row, size_t count);
size_t rows_up(const struct shown_text *t, text_row *row, size_t count);
/* Of a text that has rows.  Reads all of it, and lays out its end. */
text_row rows_last(const struct shown_text *t);
/* The last row that starts at or before a byte of the doc's text. */
text_row rows_at(const struct shown_text *t, uint32_t text_byte);
/* NULL when there is no such row.  Valid until the next text is asked for. */
const struct line *rows_line(const struct shown_text *t, text_row row);
/* The columns of the longest line; lays out all. */
int rows_widest(const struct shown_text *t);

/* Texts of one part are counted by rows, longer ones by bytes: which part of the text, of
 * 1000, has been seen when this is the last row that was; -1 while that is not known. */
bool rows_are_few(const struct shown_text *t);
int rows_permille(const struct shown_text *t, text_row row);
/* The first row of which that is true; of the text, as far as it was read. */
text_row rows_at_permille(const struct shown_text *t, unsigned permille);

#endif
