/* A search of the whole library: how often the pattern is found in each post, and which
 * texts it is found in, counted while one goes on reading.
 *
 * The plain text of the library is gathered once all is loaded, when nothing else is to be
 * done; in a library of more than GREP_AT_ONCE texts when it is first asked for.
 */
#ifndef APP_GREP_H
#define APP_GREP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/search/index.h"

struct session;

enum { GREP_AT_ONCE = 50000, GREP_PAGE_ROWS = 2000 };

struct grep {
	struct search_index *index; /* or NULL */
	bool wanted, stopped;       /* the user has asked for it; has stopped it */
	struct pattern *pattern;    /* or NULL: nothing is searched for */
	char *text;                 /* what was typed; owned */
	bool walks;                 /* n and N go from post to post */
	struct index_search search;
	bool done;
	uint32_t *hits;             /* by post; owned */
	size_t counted_rows;
	uint32_t posts;             /* that have hits */
	/* What is on the page: rows of the posts before a place in the list, and of that
	 * post those before a row. */
	size_t page_place, page_row, page_rows;
	struct buf title;
};

void grep_release(struct grep *g);
/* Searches for a pattern; an empty one ends the search.  False: it is no pattern, and that
 * is said. */
bool grep_begin(struct session *s, const char *text);
/* Gathers and searches for a while; *changed: there is something to draw.  False when there
 * was nothing to do. */
bool grep_step(struct session *s, bool *changed);
/* False when nothing was going on. */
bool grep_stop(struct session *s);
/* How many hits a post has, as far as is known. */
uint32_t grep_hits(void *session, post_id post);
/* The next post in the list that has hits, or the one before, from the current one on and
 * round; 0 when there is none but the current. */
post_id grep_next_post(struct session *s, bool forward, bool *wrapped);

/* ---- cmd_grep.c ---- */

/* Adds rows to the page of hits while there are any; false when there was nothing to do. */
bool grep_page_step(struct session *s);
/* The search has begun anew. */
void grep_page_anew(struct session *s);

#endif
