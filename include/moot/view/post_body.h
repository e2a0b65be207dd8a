/* The pane of a post's text: title, author and date; the text; its links.
 *
 * The place is kept by the byte of the text at the top, so that it survives another
 * width and a body that grows.
 */
#ifndef MOOT_VIEW_POST_BODY_H
#define MOOT_VIEW_POST_BODY_H

#include "moot/model/model.h"
#include "moot/view/bodies.h"
#include "moot/view/canvas.h"
#include "moot/view/scroller.h"
#include "moot/view/sheet.h"

enum body_section { SECTION_HEAD, SECTION_TEXT, SECTION_LINKS };

struct body_place {
	enum body_section section;
	size_t at; /* byte of the text, or line of the section */
};

struct post_body {
	const struct library *lib;
	struct bodies *bodies;
	const struct looks *looks;
	post_id post;   /* 0 = none */
	text_ref body;  /* that was laid out: another one means that the text has grown */
	int cols;
	struct sheet head, links;
	size_t text_lines;
	struct scroller scroller; /* over head, text and links */
	struct body_place place;  /* of the top line */
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
void post_body_to(struct post_body *v, size_t line);
/* Shows a byte of the text. */
void post_body_reveal(struct post_body *v, uint32_t text_byte);
/* The byte of the text at the top of the pane. */
uint32_t post_body_top_byte(const struct post_body *v);
/* The bytes of the text that are on the screen: from *from on, before *to. */
void post_body_seen(const struct post_body *v, uint32_t *from, uint32_t *to);
/* The text as it is laid out now. */
const struct layout *post_body_layout(const struct post_body *v);
void post_body_draw(const struct post_body *v, const struct canvas *c, const struct marks *marks);

#endif
