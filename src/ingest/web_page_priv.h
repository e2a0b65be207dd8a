/* A saved page of any engine while it is read: what the files web_page*.c share. */
#ifndef INGEST_WEB_PAGE_PRIV_H
#define INGEST_WEB_PAGE_PRIV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/arena.h"
#include "moot/base/buf.h"
#include "moot/base/span.h"
#include "moot/ingest/ingest.h"
#include "moot/markup/page.h"
#include "moot/model/model.h"

/* How an engine is told, and where its pages keep things: lists of selectors
 * (selector_priv.h), each tried before the generic one of the same column; NULL: the
 * generic list alone. */
struct web_engine {
	const char *name;
	const char *marker;    /* found on each of its pages */
	const char *unit;      /* one comment; NULL: the generic rules */
	const char *author, *time, *body; /* in a comment */
	const char *title;     /* of a comment, where it has one; or NULL */
	const char *post;      /* what holds the post */
	const char *post_title, *post_author, *post_body; /* in it */
	const char *deleted, *held, *more; /* in a comment; `more` anywhere: comments left out */
	bool first_is_post;    /* the first unit is the post itself */
	bool replies_by_quote; /* a reply quotes post N: aside.quote[data-post=N] */
};

/* What a node is, as far as it is known; of an element, true for it alone but for
 * WEB_IN_UNIT. */
enum {
	WEB_CANDIDATE = 1 << 0, /* may be one comment */
	WEB_UNIT = 1 << 1,      /* is one comment */
	WEB_IN_UNIT = 1 << 2,   /* is one, or is inside of one */
	WEB_LIST = 1 << 3,      /* a list of replies */
	WEB_NOISE = 1 << 4,     /* belongs to no text: scripts, forms, reply links, portraits */
	WEB_CHROME = 1 << 5,    /* beside a post's text: headers, sharing, other posts, comments */
	WEB_META = 1 << 6,      /* beside a comment's text: who and when */
};

/* One comment: the nodes after `node` and before own_end are its own, without its
 * replies. */
struct web_unit {
	page_node node, own_end;
	page_node mark;       /* the element that told it: node, or below it */
	page_node body;       /* 0: what is left of the whole */
	bool is_whole;        /* the body has who and when in it */
	size_t parent;        /* index + 1, 0 = none */
	uint64_t level;       /* any number that grows with depth, plus one; 0 = unknown */
	struct span key;      /* its id, without what all ids of the page begin with; or none */
	comment_id comment;   /* once it is added */
};

enum {
	WEB_NAME_BYTES = 60, /* the longest that passes for a name */
	WEB_TRIES = 8, /* of elements in each other, how many are looked into */
};

struct web_page {
	const struct ingest_target *target;
	const struct page *page;
	const struct web_engine *engine;
	struct arena arena; /* texts made while reading */
	uint8_t *flags;     /* of each node */
	struct web_unit *units; /* in document order */
	size_t unit_len, unit_cap;
	struct span saved_from; /* the address that a browser noted down, or none */
	struct span url, base, site_title;
	bool is_archived;   /* by the Wayback Machine: addresses have its prefix */
	size_t undated;     /* comments whose printed time is left out */
};

/* ---- web_page_engines.c ---- */
const struct web_engine *web_engine_of(const struct page *p);
/* Generic lists. */
extern const char web_unit_generic[], web_author_generic[], web_time_generic[],
    web_body_generic[];

/* ---- web_page_text.c ---- */
/* Moves what was made to the arena, and releases it. */
struct span web_keep(struct web_page *w, struct buf *made);
/* Flags the elements that the selectors find. */
void web_mark(struct web_page *w, const char *selectors, uint8_t flag);
/* The first element in the range by the engine's list, then by the generic one; either
 * may be NULL. */
page_node web_find(const struct web_page *w, page_node after, page_node end, const char *engine,
    const char *generic);
/* The same, passing over comments. */
page_node web_find_outside(const struct web_page *w, page_node after, page_node end,
    const char *selectors);
/* The text below n and before end as one line, without subtrees that have one of the
 * flags; none when there is no text. */
struct span web_text(struct web_page *w, page_node n, page_node end, uint8_t skip);
/* That of one of many links or headings: none where another with its name is inside, as
 * should not be.  So all of them together are no longer than the page. */
struct span web_innermost_text(
    struct web_page *w, page_node n, page_node end, const char *name);
/* The markup of what web_text() reads. */
struct span web_body(struct web_page *w, page_node n, page_node end, uint8_t skip);
/* An absolute URL, as the page's author meant it (no archive's prefix), or none. */
struct span web_url(struct web_page *w, struct span ref);
struct span web_href(struct web_page *w, page_node n);
/* The text of an element that says a time: datetime, content or title before text. */
struct date web_date(struct web_page *w, page_node n, page_node end);
/* The same of a text alone. */
struct date web_date_in(struct span text);
/* The number that the text begins with (after white space and brackets), or false. */
bool web_leading_number(struct span text, uint64_t *number);

/* ---- web_page_units.c ---- */
/* Finds the comments and their parents. */
void web_find_units(struct web_page *w);

/* ---- web_page_ids.c ---- */
/* The id in "comment-12", "li-comment-12", "t12" ..., or none. */
struct span web_id_key(struct span element_id);
/* "comment-12", "li-comment-12" and the like, which nothing else has. */
bool web_is_comment_id(struct span element_id);

/* ---- web_page_parents.c ---- */
void web_link_units(struct web_page *w);

/* ---- web_page_author.c ---- */
/* Who and when, where they are one line below the text; false when there is none. */
bool web_read_footer(struct web_page *w, const struct web_unit *u, struct comment_fact *fact);
void web_read_author(struct web_page *w, const struct web_unit *u, struct comment_fact *fact);
/* "Ann at March 4, 2005 10:11 AM" without the date; any other name as it is. */
struct span web_without_date(struct span name);
/* Is there an element in the range with a class that says author? */
bool web_holds_header(struct web_page *w, page_node after, page_node end);

/* ---- web_page_comment.c ---- */
void web_read_body(struct web_page *w, struct web_unit *u);
/* Adds the comments; their number. */
uint32_t web_add_comments(struct web_page *w, post_id post);

/* ---- web_page_post.c ---- */
void web_read_address(struct web_page *w);
post_id web_add_post(struct web_page *w);

struct web_post {
	page_node scope, end; /* 0 and all: the whole page */
	page_node body;       /* or 0 */
	struct post_fact fact;
};
/* By the engine's selectors in the post's place, or by the generic ones outside of comments. */
page_node web_find_part(const struct web_page *w, const struct web_post *post,
    const char *engine, const char *generic);
/* The content of a meta element, or none. */
struct span web_meta(const struct web_page *w, const char *selectors);
/* The string after "key": in JSON-LD, as far as it needs no decoding; or none. */
struct span web_json_string(const struct web_page *w, const char *key);

/* ---- web_page_byline.c ---- */
struct span web_post_author(struct web_page *w, const struct web_post *post);
struct date web_post_date(struct web_page *w, const struct web_post *post);

#endif
