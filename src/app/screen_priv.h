/* Drawing the screen: its parts, for screen.c. */
#ifndef APP_SCREEN_PRIV_H
#define APP_SCREEN_PRIV_H

#include "app/session.h"

/* Parts of a line, parted by a separator. */
struct parts {
	struct buf text;
	const char *separator;
};

void part_add(struct parts *p, struct safe part);
void part_addf(struct parts *p, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Where the hardware cursor goes. */
struct cursor {
	int row, col;
};

void screen_draw_titles(struct session *s, const struct canvas *screen);
void screen_draw_status(struct session *s, const struct canvas *screen);
/* The last row: a prompt, a message, or hints.  A prompt takes the hardware cursor. */
struct cursor screen_draw_foot(const struct session *s, const struct canvas *screen,
    struct cursor at);

#endif
