/* Lines of text that the program itself puts together: head and links of a post, help,
 * messages, details.
 *
 * A sheet owns its text.  A sheet_view shows one, with a search of its own and, where
 * lines stand for something (a link), a cursor on one of these.
 */
#ifndef MOOT_VIEW_SHEET_H
#define MOOT_VIEW_SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/arena.h"
#include "moot/search/search.h"
#include "moot/view/canvas.h"
#include "moot/view/scroller.h"

struct sheet_line {
	struct safe text;
	enum face face;
	uint32_t tag; /* what the line stands for, 0 = nothing; number of a link */
	uint32_t item; /* the how-manieth text that was added: a place for any width */
};

struct sheet {
	struct arena arena; /* for texts that lines are made of, too */
	struct sheet_line *lines;
	size_t count, cap;
	uint32_t items; /* texts added */
};

void sheet_release(struct sheet *s); /* s is empty again */
/* Adds a text (kept by the caller or in the sheet's arena), wrapped at spaces to cols;
 * lines after the first start with indent_cols blanks. */
void sheet_add(struct sheet *s, struct safe text, enum face face, uint32_t tag, int cols,
    int indent_cols, const struct looks *looks);
void sheet_add_blank(struct sheet *s);
/* The first line of an item. */
size_t sheet_line_of(const struct sheet *s, uint32_t item);
void sheet_draw_line(const struct canvas *c, int row, const struct sheet_line *line);

struct sheet_view {
	const struct looks *looks;
	struct sheet sheet;
	struct scroller scroller;
	const char *title;       /* static text */
	size_t cursor;           /* line; only where has_cursor */
	bool has_cursor;         /* lines have tags, and one of them is chosen */
	struct pattern *pattern; /* or NULL */
};

void sheet_view_release(struct sheet_view *v);
void sheet_view_resize(struct sheet_view *v, int rows);
/* Lines, or the cursor to the next line with a tag; false when nothing moved. */
bool sheet_view_move(struct sheet_view *v, long lines);
/* The tag under the cursor, 0 when there is none. */
uint32_t sheet_view_tag(const struct sheet_view *v);
/* Shows the next (or previous) line that matches; false when there is none. */
bool sheet_view_search(struct sheet_view *v, bool forward, bool from_here);
/* Returns the row of the cursor, 0 when there is none. */
int sheet_view_draw(const struct sheet_view *v, const struct canvas *c);

#endif
