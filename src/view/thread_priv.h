/* Rows and columns of the items of a thread: shared by moving and drawing. */
#ifndef VIEW_THREAD_PRIV_H
#define VIEW_THREAD_PRIV_H

#include "moot/view/thread.h"

enum {
	MARK_COLS = 1,       /* the sign of the current comment */
	PIN_MIN_ROWS = 4,    /* a smaller pane has no row for the ancestors */
};

/* Levels of guides drawn left of an item: its depth - 1, or what leaves the text enough room. */
int thread_guides(const struct thread_view *t, uint32_t item);
/* First column of an item's header and text. */
int thread_indent(const struct thread_view *t, uint32_t item);
/* Columns from there to an item's text, by the fold signs. */
int thread_sign_cols(const struct thread_view *t);
struct shown_text thread_text(const struct thread_view *t, uint32_t item);
/* None when it is folded, a stub, or the context of a limit. */
bool thread_has_text(const struct thread_view *t, uint32_t item);
/* The line of a text that is on a row; NULL for a header or a blank row. */
const struct line *thread_line(const struct thread_view *t, struct thread_spot spot);

/* A blank row, the item's last, parts it from one that starts a thread. */
bool thread_has_gap(const struct thread_view *t, uint32_t item);
/* Header and text of an item; where these are more than most, most. */
int thread_item_rows(const struct thread_view *t, uint32_t item, int most);
text_row thread_last_row(const struct thread_view *t, uint32_t item);
/* Move a spot; return by how many rows, fewer than asked at an end of the thread. */
int thread_spot_down(const struct thread_view *t, struct thread_spot *spot, int rows);
int thread_spot_up(const struct thread_view *t, struct thread_spot *spot, int rows);
/* Is the first row of the pane taken by the ancestors, when this is the top? */
bool thread_pinned(const struct thread_view *t, struct thread_spot top);
/* Rows of the thread that are seen when this is the top. */
int thread_seen_rows(const struct thread_view *t, struct thread_spot top);
/* The last row that is seen. */
struct thread_spot thread_bottom(const struct thread_view *t);


/* "2.1 Ann, new, level 2, 3 replies, 19 Jun 2014 08:43": what signs and places say. */
void thread_add_linear_header(const struct thread_view *t, uint32_t item, struct arena *a,
    struct buf *out);

#endif
