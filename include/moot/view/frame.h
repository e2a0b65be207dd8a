/* Which panes there are, and where: chosen by the size of the screen.
 *
 *   under 60 columns or 16 rows    one pane, the focused one
 *   60 to 109 columns              stacked; those without focus have 3 rows, and
 *                                  what the one with focus has no use for
 *   110 to 179                     list | body over thread
 *   180 and more                   list | body | thread
 *
 * Every pane has a title line above it; its rule is drawn double where the focus is.
 * The last two rows are the status line and the line for hints and prompts.  The user may
 * ask for another layout, other sizes, and to do without either line; what does not fit
 * is as if it had not been asked for.
 */
#ifndef MOOT_VIEW_FRAME_H
#define MOOT_VIEW_FRAME_H

#include <stdbool.h>

#include "moot/base/buf.h"
#include "moot/view/canvas.h"

enum pane { PANE_LIST, PANE_BODY, PANE_THREAD, PANES };

enum frame_mode { FRAME_TOO_SMALL, FRAME_ONE, FRAME_STACKED, FRAME_SPLIT, FRAME_COLUMNS };

enum { FRAME_MIN_COLS = 20, FRAME_MIN_ROWS = 5 };

struct frame {
	enum frame_mode mode;
	int cols, rows;
	bool shown[PANES];
	struct rect pane[PANES]; /* without its title line, which is the row above */
	struct rect whole;       /* where a page is shown instead of the panes; as above */
	int status_row; /* -1: none */
	int hint_row;   /* always the last; where has_hints is false, it is a pane's otherwise */
	bool has_hints;
};

enum frame_layout { LAYOUT_AUTO, LAYOUT_ONE, LAYOUT_STACKED, LAYOUT_SPLIT, LAYOUT_COLUMNS };


struct frame_wish {
	enum pane focus;
	enum pane reading; /* body or thread: which had the focus last */
	bool zoomed;       /* only the focused pane */
	enum frame_layout layout;
	bool no_status, no_hints;
	/* Sizes; 0 = by the screen. */
	int small_rows;    /* stacked: of a pane without focus */
	int list_cols;     /* of the list beside others */
	int small_share;   /* split: percent of the height, of what is not read */
	int body_cols;     /* columns: of the text */
	/* Rows of each pane when nothing of it has to be scrolled, at most as many as the
	 * screen has; 0 = not known. */
	int needed_rows[PANES];
};

void frame_arrange(struct frame *f, int cols, int rows, const struct frame_wish *wish);
/* The lines between panes side by side. */
void frame_draw_sides(const struct frame *f, const struct canvas *screen);
/* The title line above a pane: its parts (separated by \n) set into the rule. */
void frame_draw_title(const struct canvas *screen, struct rect pane, bool focused,
    struct safe parts);

#endif
