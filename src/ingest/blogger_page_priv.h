/* A saved Blogger page while it is read: what the files blogger_page*.c share. */
#ifndef INGEST_BLOGGER_PAGE_PRIV_H
#define INGEST_BLOGGER_PAGE_PRIV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/arena.h"
#include "moot/base/buf.h"
#include "moot/base/span.h"
#include "moot/ingest/ingest.h"
#include "moot/markup/page.h"
#include "moot/model/model.h"

/* Where something stands: the nodes after `after` and before `end`. */
struct range {
	page_node after, end;
};

struct blogger_page {
	const struct ingest_target *target;
	const struct page *page;
	struct arena arena;    /* texts made while reading */
	struct span data;      /* the script's _WidgetManager._SetDataContext(...), or none */
	struct span blog_id;   /* digits, or none */
	struct span item_id;   /* the post that the page is about: digits, or none */
	struct span url;       /* of the page, absolute, or none */
	struct span base;      /* what relative links are resolved against, or none */
	struct span blog_title, home_url;
	bool is_item;          /* about one post (with its comments), not a list of posts */
	bool is_static;        /* that one is a page, not a post */
	page_node comments;    /* the element that holds the comments, or 0 */
	struct date published; /* of the post that the comments belong to */
	bool day_first;        /* 02/03/08 is in March */
	size_t undated;        /* posts and comments whose printed time is left out */
	size_t textless;       /* comments without an element that holds their text */
};

/* ---- blogger_page_text.c ---- */
/* Moves what was made to the arena, and releases it. */
struct span bp_keep(struct blogger_page *b, struct buf *made);
/* The text below a node and before end; white space (no-break spaces too) made one
 * space, trimmed.  None when there is no text. */
struct span bp_text(struct blogger_page *b, page_node n, page_node end);
/* The last two lines of it that are not empty, in order; how many there are. */
size_t bp_last_lines(struct blogger_page *b, page_node n, page_node end, struct span lines[2]);
/* The digits that follow the text, or none.  ("postID=" in a link.) */
struct span bp_digits_after(struct span text, const char *before);
/* An absolute URL, or none when it cannot be made one. */
struct span bp_url(struct blogger_page *b, struct span ref);
/* The link's target as an absolute URL, or none. */
struct span bp_href(struct blogger_page *b, page_node n);
/* tag:blogger.com,1999:blog-B.post-N, as feeds and exports have it. */
struct span bp_tag_id(struct blogger_page *b, struct span number);
/* The first number in the text, 1,234 being one; false when there is none. */
bool bp_number(struct span text, uint32_t *number);
/* The first element in the range with the class, or with the first of the classes
 * (NULL ends the list) that occurs at all. */
page_node bp_find_class(const struct blogger_page *b, struct range r, const char *class_token);
page_node bp_find_any(const struct blogger_page *b, struct range r, const char *const *classes);
/* The markup below a node and before end, without what belongs to the page and not to
 * the text. */
struct span bp_body(struct blogger_page *b, page_node n, page_node end);

/* ---- blogger_page_facts.c ---- */
/* Finds out what the page is: ids, addresses, kind. */
void bp_read_facts(struct blogger_page *b);
/* The content of <meta KEY="value" content="...">, or none. */
struct span bp_meta(const struct blogger_page *b, const char *key, const char *value);

/* ---- blogger_page_items.c ---- */
/* The value of a JavaScript text at the start of *rest, with its quotes, which is taken
 * off.  Present even when it is empty. */
struct span bp_script_text(struct blogger_page *b, struct span *rest);
/* Adds the comments that are in the page's script; their number. */
uint32_t bp_add_items(struct blogger_page *b, post_id post);

/* ---- blogger_page_times.c ---- */
void bp_read_date_order(struct blogger_page *b);
/* A printed date or time as the page's owner has it printed. */
struct date bp_stamp_date(const struct blogger_page *b, struct span stamp);
/* The permalink's exact time with the offset that the stamp tells, else the stamp's. */
struct date bp_comment_date(struct blogger_page *b, struct span permalink, struct span stamp);

/* The date header that posts stand under; its text ends where the first of them begins. */
struct page_day {
	page_node header; /* 0 = none yet */
	struct span text;
	struct date date;
};

struct page_post {
	struct range all;  /* the container */
	struct range head; /* what precedes the text */
	struct range meta; /* what follows it, without the comments */
	page_node body;    /* or 0 */
	struct page_day day;
	bool is_snippet;
	struct post_fact fact;
};

/* ---- blogger_page_post.c ---- */
post_id bp_add_post(struct blogger_page *b, struct page_post *post);

/* ---- blogger_page_posts.c ---- */
/* Adds the page's posts; the post that the comments belong to, or 0. */
post_id bp_add_posts(struct blogger_page *b);

/* ---- blogger_page_comments.c ---- */
/* Is this element one comment? */
bool bp_is_comment(const struct blogger_page *b, page_node n);
/* The number in "c123", "comment-123", or none. */
struct span bp_comment_number(struct span element_id);
/* Adds the comments; their number. */
uint32_t bp_add_comments(struct blogger_page *b, post_id post);
/* How many comments the page says there are, or COMMENTS_TOTAL_UNKNOWN. */
uint32_t bp_comments_total(struct blogger_page *b);

#endif
