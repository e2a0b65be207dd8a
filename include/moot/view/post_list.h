/* The pane of posts: one line each, with one of them current. */
#ifndef MOOT_VIEW_POST_LIST_H
#define MOOT_VIEW_POST_LIST_H

#include "moot/model/model.h"
#include "moot/search/search.h"
#include "moot/view/canvas.h"
#include "moot/view/news.h"
#include "moot/view/scroller.h"

enum post_order {
	ORDER_SOURCE,
	ORDER_DATE,     /* newest first; so the others with numbers */
	ORDER_TITLE,
	ORDER_COMMENTS, /* of which most are shown */
	ORDER_NEWEST,   /* the post with the newest comment first */
};

struct limit_posts;

struct post_list {
	const struct library *lib;
	const struct looks *looks;
	const struct news *news; /* NULL: nothing is new */
	/* How often what is searched for is found in a post; or NULL. */
	uint32_t (*hits)(void *user, post_id post);
	void *hits_user;
	const struct limit_posts *limited; /* how many comments a limit wants; or NULL */
	struct pattern *pattern; /* marked in titles, borrowed; or NULL */
	bool all;             /* drafts and such, too */
	/* Only posts of so many days up to the newest one that is not of the future, and
	 * those that have no date, or new comments, or were asked for; 0: all. */
	int recent_days;
	int64_t now_s;        /* after which the future begins */
	post_id asked_for;
	size_t left_out;      /* how many posts are too old */
	post_id *posts;       /* visible ones, in order */
	size_t cap;
	enum post_order order;
	uint32_t known_posts; /* of the library when posts was made */
	struct scroller scroller; /* its count: of posts */
	size_t cursor;        /* place of the current post; 0 when there is none */
	int cols;
};

void post_list_init(struct post_list *l, const struct library *lib, const struct looks *looks,
    bool all);
void post_list_release(struct post_list *l);
/* Takes posts that were added; the current post stays, or what is listed next to it. */
void post_list_refresh(struct post_list *l);
void post_list_resize(struct post_list *l, int cols, int rows);
const char *post_order_name(enum post_order order); /* "date" */
/* Another order; the current post stays. */
void post_list_sort(struct post_list *l, enum post_order order);
post_id post_list_current(const struct post_list *l); /* 0: there is none */
/* False when the place is no other than before. */
bool post_list_go(struct post_list *l, size_t place);
bool post_list_move(struct post_list *l, long posts);
/* Scrolls; the current post changes only where it would not be seen. */
void post_list_scroll(struct post_list *l, long rows);
/* The place of a post that is asked for, whatever its age; false when it is none of those
 * that may be listed. */
bool post_list_find(struct post_list *l, post_id post, size_t *place);
/* Returns the row of the current post, in the canvas. */
int post_list_draw(const struct post_list *l, const struct canvas *c);

#endif
