/* Searching in the list of posts: among the titles. */
#ifndef APP_TITLES_H
#define APP_TITLES_H

#include <stdbool.h>
#include <stddef.h>

struct pattern;
struct session;

/* Its pattern is that of the list, where it is marked. */
struct titles {
	size_t origin;      /* place in the list before */
	size_t nth, count;  /* of the titles that match, the current one; 0: none is */
};

/* Asks for a pattern, or takes the one that is given. */
void titles_search(struct session *s, const char *text);
/* To the next title that matches, or the one before. */
void titles_step(struct session *s, bool forward);
void titles_forget(struct session *s);

#endif
