/* The pane of a post's text: title, author and date; the text; its links.
 *
 * The place is kept by the byte of the text at the top, so that it survives another
 * width and a body that grows.  Only what is on the screen is laid out; links are
 * listed when the end of the text is seen.
 */
#ifndef MOOT_VIEW_POST_BODY_H
#define MOOT_VIEW_POST_BODY_H

#include "moot/model/model.h"
#include "moot/view/bodies.h"
#include "moot/view/canvas.h"
#include "moot/view/rows.h"
#include "moot/view/sheet.h"

enum body_section { SECTION_HEAD, SECTION_TEXT, SECTION_LINKS };

struct body_place {
	enum body_section section;
	size_t at; /* byte of the text, or line of the section */
	size_t blank_rows; /* of the text: so many rows without any are from here to the byte */
};

/* A row: a line of the head or the links, or a row of the text. */
struct body_spot {
	enum body_section section;
	text_row row;
};

struct post_body {
	const struct library *lib;
	struct bodies *bodies;
	const struct looks *looks;
	post_id post;   /* 0 = none */
	text_ref body;  /* that was laid out: another one means that the text has grown */
	int cols, rows;
	struct sheet head, links;
	bool links_listed;
	struct body_spot top;
	struct body_place place;  /* of the top row */
};

void post_body_init(struct post_body *v, const struct library *lib, struct bodies *bodies,
    const struct looks *looks);
void post_body_release(struct post_body *v);
/* Another post is shown from its start; the same one keeps the place. */
void post_body_show(struct post_body *v, post_id post);
void post_body_resize(struct post_body *v, int cols, int rows);
/* False when nothing moved. */
bool post_body_move(struct post_body *v, long lines);
/* Back to a place that was noted before. */
void post_body_return(struct post_body *v, struct body_place place);
void post_body_to(struct post_body *v, size_t row); /* past the end: to the end */
void post_body_to_percent(struct post_body *v, unsigned percent);
bool post_body_at_start(const struct post_body *v);
bool post_body_at_end(struct post_body *v);
/* Rows of all; where these are more than most, most. */
int post_body_needed_rows(struct post_body *v, int most);
/* How much has been seen, 0 to 100; -1 while that is not known. */
int post_body_percent(struct post_body *v);
/* Shows a byte of the text. */
void post_body_reveal(struct post_body *v, uint32_t text_byte);
/* The byte of the text at the top of the pane. */
uint32_t post_body_top_byte(const struct post_body *v);
/* The bytes of the text that are on the screen: from *from on, before *to. */
void post_body_seen(struct post_body *v, uint32_t *from, uint32_t *to);
/* The text and its width. */
struct shown_text post_body_text(const struct post_body *v);
/* The line of the text that is on a row of the pane; NULL when none is. */
const struct line *post_body_line(struct post_body *v, int row);
void post_body_draw(struct post_body *v, const struct canvas *c, const struct marks *marks);

#endif
