/* The library: every source, post and comment, and how they hang together.
 *
 * The library is the only owner.  Posts and comments are rows in arrays, named by
 * 32-bit ids (0 = none); text lives in one pool and is named by 32-bit references;
 * there is no pointer between rows, so rows and pool can be written out and mapped
 * back.  Ids and text addresses stay valid for as long as the library is open (but see
 * library_take_moves()); row pointers only until the next row is added.
 *
 * Adapters add facts in any order.  library_link() then makes the tree of what is
 * there: parents may have come later, or never.  It may be called again and again
 * while facts still arrive; only the last call (final) merges what is the same, and makes
 * stand-ins for what is missing.  Linking can be taken in steps, and most of it be done as
 * facts arrive: the library is the same in the end.  Nothing here recurses, and linking
 * costs time proportional to the rows (plus the sorting of siblings).
 *
 * Text in the model is valid UTF-8 but not cleaned: it passes text/safe.h before
 * it is shown.  Titles and names are plain text, already decoded.
 */
#ifndef MOOT_MODEL_MODEL_H
#define MOOT_MODEL_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/buf.h"
#include "moot/base/diag.h"
#include "moot/base/span.h"
#include "moot/text/body.h"
#include "moot/text/date.h"

typedef uint32_t source_id, post_id, comment_id; /* from 1; 0 = none */
typedef uint32_t text_ref;                       /* 0 = unknown (null), not "" */

enum post_kind { POST_POST, POST_PAGE };
enum post_state { POST_SHOWN, POST_DRAFT, POST_PRIVATE, POST_TRASHED, POST_MISSING };
enum comment_kind { COMMENT_COMMENT, COMMENT_PINGBACK };
enum comment_state { COMMENT_SHOWN, COMMENT_HELD, COMMENT_SPAM, COMMENT_DELETED, COMMENT_MISSING };

#define COMMENTS_TOTAL_UNKNOWN UINT32_MAX

struct source_row {
	text_ref name;   /* as the user gave it */
	text_ref format; /* name of the input format */
	text_ref id, title, author, url;
	struct date updated;
};

struct post_row {
	struct date published, updated;
	text_ref id, title, author, url, body, base_url, comments_url, comments_feed;
	source_id source;
	uint32_t first_label, label_count; /* library_label(lib, first_label + i) */
	uint32_t comments_total;           /* as the source says, or COMMENTS_TOTAL_UNKNOWN */
	uint32_t thread_start, thread_len; /* its part of the thread array, all states */
	uint32_t shown_len;                /* comments shown by default, stubs not counted */
	uint8_t body_type, kind, state;
	uint8_t thread_only : 1; /* known by its thread: see struct post_fact */
	uint8_t has_summary : 1; /* its body may be no more than that */
	uint8_t shares_url : 1;  /* with another post of its source */
	source_id told_by;       /* of what is known by several, the newest */
	source_id last_source;   /* the last that has it */
};

struct comment_row {
	struct date published;
	text_ref id, author, author_url, url, body;
	text_ref parent_key, post_key; /* as the source names them; 0 once known by id */
	source_id source;
	post_id post;
	comment_id parent;
	uint32_t ordinal;    /* number among its siblings, from 1; as printed in a text dump */
	uint32_t place;      /* index in the thread of its post */
	comment_id next_of_post; /* while facts are linked */
	uint8_t body_type, state;
	uint8_t kind : 6;
	uint8_t placed : 1, waits : 1; /* while facts are linked */
	uint8_t by_post_author : 1; /* the source marks the author as the post's */
	uint8_t ordinal_printed : 1;
	uint8_t post_given : 1, parent_given : 1; /* known by id when it was added */
	uint8_t absorbed : 1; /* the same as an earlier row, which parent names; in no thread */
	uint8_t visible : 1;  /* without --all: shown, or a stub above something shown */
	uint8_t of_several : 1; /* sources: it has absorbed what another has of it */
	uint8_t guessed : 1; /* while facts are linked: its post may be another */
};

/* One comment of a thread in preorder: the comments below item i are exactly
 * i+1 .. i+size-1, its next sibling (if any) is at i+size. */
struct thread_item {
	comment_id comment;
	uint32_t depth; /* 1 = top level */
	uint32_t size;  /* itself and all below it */
};

struct library;

struct library *library_new(void);
void library_free(struct library *lib); /* NULL is allowed */

/* ---- adding facts ---- */

struct source_fact {
	struct span name, format;
};
source_id library_add_source(struct library *lib, const struct source_fact *fact);
/* Fields of the source itself; a span that is none leaves what is there. */
struct source_meta {
	struct span name;   /* where it turns out to be more than what the user gave */
	struct span format; /* where the adapter knows a narrower name than its own */
	struct span id, title, author, url;
	struct date updated;
};
void library_set_source(struct library *lib, source_id source, const struct source_meta *meta);

struct post_fact {
	source_id source;
	struct span id, title, author, url, body;
	struct span base_url; /* what relative links are resolved against, if not url */
	struct span comments_url, comments_feed;
	const struct span *labels;
	size_t label_count;
	struct date published, updated;
	uint32_t comments_total; /* COMMENTS_TOTAL_UNKNOWN */
	enum body_type body_type;
	enum post_kind kind;
	enum post_state state;
	/* The source has its comments only, with title and address: it is the post that
	 * another source has under this id or URL, whichever of them comes first. */
	bool thread_only;
	bool is_summary; /* the body may be cut: a longer one of another source is better */
};
#define POST_FACT_INIT ((struct post_fact){ .comments_total = COMMENTS_TOTAL_UNKNOWN })

/* A post with the id of an earlier one: from the same source and with the same
 * text it is the earlier one; from the same source with another text both are kept
 * (with a diagnostic); from another source they are merged, the later `updated`
 * winning and gaps filled; where neither says when it was updated, the source that was.
 * Posts of two sources under one URL are merged as well, if it is what names one of them,
 * and no other post of its source has it.  One that is known by its thread only fills
 * gaps, and takes the id of the post itself.  Returns the row that stands for it. */
post_id library_add_post(struct library *lib, const struct post_fact *fact);

struct comment_fact {
	source_id source;
	struct span id, author, author_url, url, body;
	post_id post;          /* when the adapter knows it; else by the keys: */
	/* The post's id, or its URL, title, or date and time without a zone, as RFC 3339 has
	 * them; tried in this order. */
	struct span post_key;
	comment_id parent;     /* when the adapter knows it; else by the key: */
	struct span parent_key; /* the parent comment's id, or its URL */
	struct date published;
	uint32_t ordinal;      /* printed number, 0 = count */
	enum body_type body_type;
	enum comment_kind kind;
	enum comment_state state;
	bool by_post_author;
};
#define COMMENT_FACT_INIT ((struct comment_fact){ 0 })

/* Ids are compared within one post.  Merging as for posts. */
comment_id library_add_comment(struct library *lib, const struct comment_fact *fact);
/* Comments of a format may name their authors by a key, and another source of it have
 * the names: every author of the source's format that is called `key` gets the name with
 * the next link, whichever of the two came first. */
void library_name_author(struct library *lib, source_id source, struct span key, struct span name);
/* What comments on a post are headed with, where it is known by post_key alone; it is used
 * if the post itself does not come.  Of several titles the first counts. */
void library_name_post(struct library *lib, struct span post_key, struct span title);
/* Another body for a comment that was added. */
void library_set_comment_body(struct library *lib, comment_id comment, struct span body);
/* What a comment that was added answers, for adapters that learn it at the end. */
void library_set_comment_parent(struct library *lib, comment_id comment, struct span parent_key);

/* ---- linking ---- */

/* Links posts, parents and siblings, and lays out threads that have changed; very large ones
 * once they have grown by half.  With final it is all of them, and comments of one id are
 * merged, stand-ins are added for posts and parents that never came, and diagnostics say
 * what was missing, self-referring or circular (a circle is cut at its oldest comment).
 * After a final link, facts may still be added and linked again. */
void library_link(struct library *lib, struct diags *diags, bool final);
/* A part of it, for about so many rows.  True: there is more to do, and no fact may be
 * added before all of it is done; but what is linked can be looked at. */
bool library_link_step(struct library *lib, struct diags *diags, bool final, size_t rows);
/* Between two linkings, after every few facts: does what can be done for them in a time
 * proportional to their number.  Comments whose post is known by its id are linked, and
 * threads that have got some are laid out, large ones as they grow by half.  What may have
 * to be merged is left for the end.  As long as there are comments only, posts are guessed:
 * stand-ins for what comments name, which are there to be looked at and for nothing else. */
void library_link_new(struct library *lib);
/* Is it such a stand-in, that may not be in the library when all is linked? */
bool library_is_guess(const struct library *lib, post_id id);
uint32_t library_guess_count(const struct library *lib);
/* The final linking puts posts in the order that they have without guesses.  Once, after a
 * step that has moved some, by the id that each had: the one it has, which of a guess that
 * is gone is that of a post that has its comments, or 0.  It is the caller's, to be freed;
 * NULL: all are where they were. */
post_id *library_take_moves(struct library *lib);
/* Is something added since the last link? */
bool library_is_dirty(const struct library *lib);

/* ---- looking ---- */

uint32_t library_source_count(const struct library *lib);
uint32_t library_post_count(const struct library *lib);
uint32_t library_comment_count(const struct library *lib);
const struct source_row *library_source(const struct library *lib, source_id id);
const struct post_row *library_post(const struct library *lib, post_id id);
const struct comment_row *library_comment(const struct library *lib, comment_id id);
/* SPAN_NONE for 0. */
struct span library_text(const struct library *lib, text_ref ref);
struct span library_label(const struct library *lib, uint32_t index);
/* The items of a post's thread; *count is their number. */
const struct thread_item *library_thread(const struct library *lib, post_id post, uint32_t *count);

/* Shown without --all: state shown; or a stub (missing, held, spam or deleted) below
 * which something is shown. */
bool library_comment_visible(const struct library *lib, comment_id id, bool all);
bool library_post_visible(const struct library *lib, post_id id, bool all);
/* The author of the comment is the author of its post: marked by the source, or the
 * same name. */
bool library_by_post_author(const struct library *lib, comment_id id);

/* ---- addresses ---- */

/* Ordinals count the siblings that are visible without --all first, then the others:
 * so what is seen has no gaps, and a number means the same with --all and without.
 * A number is the path of ordinals, "2.1"; deeper than NUMBER_MAX_DEPTH it is "#" and
 * the comment's place in the thread, from 1. */
enum { NUMBER_MAX_DEPTH = 100 };
void library_add_number(const struct library *lib, comment_id id, struct buf *out);
/* What text of the form POST or POST#COMMENT names: POST is a number (place in the
 * list of visible posts), an id (or its last part) or a permalink; COMMENT a number
 * or an id.  False when there is none such; *comment is 0 when none is named. */
bool library_resolve(const struct library *lib, struct span address, bool all, post_id *post,
    comment_id *comment);
/* The place of a post in the list of visible posts, from 1; 0 when it is hidden. */
uint32_t library_post_number(const struct library *lib, post_id id, bool all);

/* ---- names of the states, as in JSON ---- */
const char *post_kind_name(enum post_kind k);
const char *post_state_name(enum post_state s);
const char *comment_kind_name(enum comment_kind k);
const char *comment_state_name(enum comment_state s);

/* States every invariant of the above; aborts by bug() when one is broken.  For
 * tests and asserts: it looks at all rows. */
void model_check(const struct library *lib);

#endif
