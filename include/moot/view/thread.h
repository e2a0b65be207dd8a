/* The pane of a thread: all comments of a post in one scroll.
 *
 * Only what is on the screen is ever laid out: a place is (item, row within the item),
 * never a number of rows from the start, and scrolling walks from visible item to
 * visible item.
 *
 * Exactly one comment is current (but in an empty thread), and it is always on the
 * screen.  What holds the screen still is an anchor: the row of the pane on which the
 * current comment's header stands, or, when that has scrolled off, the byte of its text
 * at the top.  Only the user's own moves set it; after anything else (other size, folds,
 * more comments) the top of the pane is derived from it anew.
 */
#ifndef MOOT_VIEW_THREAD_H
#define MOOT_VIEW_THREAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/model/model.h"
#include "moot/view/bodies.h"
#include "moot/view/canvas.h"
#include "moot/view/news.h"
#include "moot/view/outline.h"
#include "moot/view/rows.h"

enum { THREAD_TEXT_MIN_COLS = 40 }; /* indent stops before the text gets narrower */

/* A row of the thread.  Row 0 of an item is its header, then come the rows of its text (one
 * more than in rows.h), then a blank one when the next item starts a thread. */
struct thread_spot {
	uint32_t item;
	text_row row;
};

#define THREAD_BLANK_ROW UINT64_MAX

struct thread_anchor {
	bool on_text;   /* else the header is on a row of the pane */
	int pane_row;
	int pane_rows;  /* of so many */
	bool pinned;    /* and the row of ancestors is above it */
	uint32_t text_byte;
};

struct thread_view {
	const struct library *lib;
	struct bodies *bodies;
	const struct looks *looks;
	const struct news *news; /* NULL: nothing is new, nothing was read */
	/* Adds a few words to a comment's header, where there is room; or NULL. */
	void (*add_note)(void *user, comment_id comment, struct buf *out);
	/* How many hits of a search the items from one to before another have; or NULL. */
	uint32_t (*hits_among)(void *user, uint32_t from, uint32_t to);
	void *note_user;
	struct outline outline;
	const struct folds *tags; /* comments marked for something; NULL: none */
	uint32_t *new_before;    /* how many of the items before one are new, and of all; or NULL */
	post_id post; /* 0 = none */
	bool all;     /* comments of every state */
	bool quotes_hidden;
	int cols, rows;
	uint32_t cursor; /* a visible item; NO_ITEM in an empty thread */
	comment_id cursor_comment;
	comment_id hidden; /* was current until a fold hid it, and will be again; or 0 */
	struct thread_anchor anchor;
	struct thread_spot top;
};

/* folds are borrowed. */
void thread_init(struct thread_view *t, const struct library *lib, struct bodies *bodies,
    const struct looks *looks, struct folds *folds, bool all);
void thread_release(struct thread_view *t);
/* Other comments are new now. */
void thread_news_changed(struct thread_view *t);
/* How many of the items from one to before another are new. */
uint32_t thread_new_among(const struct thread_view *t, uint32_t from, uint32_t to);
/* Another post is shown from its start. */
void thread_show(struct thread_view *t, post_id post);
/* Takes what was added to the post; true when the thread has changed. */
bool thread_refresh(struct thread_view *t);
void thread_resize(struct thread_view *t, int cols, int rows);

/* Scrolls by rows; the current comment is dragged along.  False when nothing moved. */
bool thread_scroll(struct thread_view *t, int rows);
/* Rows of all comments with all folds open; where these are more than most, most. */
int thread_needed_rows(const struct thread_view *t, int most);
int thread_page_rows(const struct thread_view *t); /* rows that a page scrolls */
bool thread_at_end(struct thread_view *t);
/* Makes an item (opened up to, if folded away) current, and shows it: whole where it
 * fits, else from its header.  NO_ITEM: false, nothing happens. */
bool thread_go(struct thread_view *t, uint32_t item);
/* Makes an item that is on the screen current; nothing moves. */
void thread_choose(struct thread_view *t, uint32_t item);
/* As thread_go, showing a byte of the item's text. */
void thread_go_text(struct thread_view *t, uint32_t item, uint32_t text_byte);
/* Shows one line for each quote, or the quotes; what is read stays where it is. */
void thread_hide_quotes(struct thread_view *t, bool hide);
/* Scrolls to what follows the first quote of the current comment that is on the screen or
 * below; false when there is none. */
bool thread_skip_quote(struct thread_view *t);
/* Back to a comment and anchor that were noted before, the folds as they are now. */
void thread_return(struct thread_view *t, uint32_t item, struct thread_anchor anchor);
/* After folds were changed: the current comment, or what hides it now, stays put.  When
 * nothing was moved in between, opening the fold makes the hidden one current again. */
void thread_folds_changed(struct thread_view *t);
/* Texts are others now, or have other links: what is read stays where it is. */
void thread_keep_place(struct thread_view *t);
/* Byte of the current comment's text at the top of the pane, 0 when its header is seen. */
uint32_t thread_top_byte(const struct thread_view *t);
/* How much of the thread has been seen; -1 while that is not known. */
int thread_percent(const struct thread_view *t);

/* Columns that there are for the text of an item. */
int thread_text_room(const struct thread_view *t, uint32_t item);

/* Ranges to mark in the text of a comment. */
typedef struct marks thread_marks_fn(void *user, uint32_t item);
/* Returns the row of the current comment; *col is where its header starts. */
int thread_draw(struct thread_view *t, const struct canvas *c, thread_marks_fn *marks_of,
    void *user, int *col);

#endif
