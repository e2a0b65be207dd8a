/* A window of rows over a number of lines, never past the end when it can be helped. */
#ifndef MOOT_VIEW_SCROLLER_H
#define MOOT_VIEW_SCROLLER_H

#include <stdbool.h>
#include <stddef.h>

struct scroller {
	size_t count; /* lines there are */
	size_t top;   /* first line shown; top + rows <= count, or top is 0 */
	int rows;     /* of the window */
};

/* Restores the invariant after count or rows have changed. */
void scroller_clamp(struct scroller *s);
/* False when nothing moved. */
bool scroller_move(struct scroller *s, long lines);
void scroller_to(struct scroller *s, size_t top);
/* Shows a line, with margin lines around it where there are any. */
void scroller_reveal(struct scroller *s, size_t line, int margin);
/* How much has been seen, 0 to 100. */
int scroller_percent(const struct scroller *s);

#endif
