/* What was seen and read, and where one was: the reading state, kept over restarts.
 *
 * A library is known by its blog's id or URL, else by its path; a post by its id, URL or
 * title; a comment by its id, else by author, time and text.  So a newer export of the
 * same blog keeps what was read, and what was not there at the last visit is new.
 *
 * The state is one SQLite file.  Everything is in memory while the reader runs, and
 * state_save() merges it into the file: what another moot has written meanwhile stays.
 * The file is never needed: when it cannot be used (read-only, full disk, corrupt), a
 * sentence says so, and the state lives in memory until the end.  A file that is damaged
 * is set aside under another name, never overwritten, and a new one takes its place.
 *
 * Times are seconds since 1970; the clock is the caller's.
 */
#ifndef MOOT_STORE_STATE_H
#define MOOT_STORE_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/buf.h"
#include "moot/base/span.h"
#include "moot/model/image.h"
#include "moot/model/model.h"

/* Coming back within this time is the same visit: what was new stays new. */
enum { STATE_SAME_VISIT_S = 5 * 60 };

struct state;

/* path NULL: nothing is kept.  Never NULL; *trouble is NULL, or a sentence that the
 * caller frees. */
struct state *state_open(const char *path, char **trouble);
void state_close(struct state *s); /* does not save; NULL is allowed */

/* The keys of posts and comments, made before: what the state knows them by.  Valid as
 * long as the library. */
struct state_keys {
	const uint64_t *posts, *comments; /* by id; those of posts are loaded */
	image_load_fn *load;
	void *user;
};
/* All facts are there, and these are their keys.  Then the state need not be whole before
 * it is of use: state_begin() and state_match() leave what is known of comments to
 * state_step().  Before state_begin(). */
void state_take_keys(struct state *s, const struct state_keys *keys);
/* What is known of posts and comments is left to state_step() as well where facts still come:
 * it may take a tenth of a second.  Until that is done state_match() looks up nothing.
 * Before state_begin(). */
void state_load_in_steps(struct state *s);
/* Loads or looks up some more; false when nothing is left.  *trouble as above. */
bool state_step(struct state *s, const struct library *lib, char **trouble);

/* The key of a library: what its first source says it is, else where that is.  Nothing
 * for what cannot be known again: standard input without an id. */
void state_library_key(const struct library *lib, struct buf *out);
/* Loads what is known of the library, once.  True when it was read before; *trouble as
 * above. */
bool state_begin(struct state *s, struct span library_key, int64_t now_s, char **trouble);
bool state_begun(const struct state *s);
/* Looks up in what is known the comments that were added since the last call; what is
 * not known is seen for the first time now.  While loading, the newest comment waits: its
 * text may still grow.  When complete, everything is looked up again that may have got
 * another name meanwhile (a post its id, a comment its text); what the user has marked
 * stays as it is. */
void state_match(struct state *s, const struct library *lib, bool complete);
/* Posts have got other ids: see library_take_moves(). */
void state_posts_moved(struct state *s, const struct library *lib);

enum state_saved {
	STATE_SAVED,
	STATE_SAVE_MORE,   /* a part is written: call again soon */
	STATE_SAVE_LATER,  /* another program has the file: call again in a while */
	STATE_SAVE_FAILED, /* with a sentence (the caller frees) */
};
/* Writes what has changed.  A part at a time, so that it takes milliseconds; with
 * at_end everything, and it waits for others some seconds. */
enum state_saved state_save(struct state *s, const struct library *lib, int64_t now_s,
    bool at_end, char **trouble);

/* Not there at the last visit. */
bool state_is_new(const struct state *s, comment_id comment);
bool state_is_read(const struct state *s, comment_id comment);
void state_set_read(struct state *s, const struct library *lib, comment_id comment, bool read);
/* Another number whenever other comments are read. */
uint32_t state_read_changes(const struct state *s);
/* How many comments of a post, shown by default, are new; are unread.  Counted once, and
 * again after a change. */
uint32_t state_new_count(const struct state *s, const struct library *lib, post_id post);
uint32_t state_unread_count(const struct state *s, const struct library *lib, post_id post);
/* New is what was published at or after this; DATE_INIT: since the last visit again. */
void state_set_since(struct state *s, const struct library *lib, struct date since);
int64_t state_last_visit_s(const struct state *s); /* 0: there was none */

/* A place: a post, in it perhaps a comment, and a byte of the text of either. */
struct place {
	post_id post;
	comment_id comment; /* 0: the post's own text */
	uint32_t text_offset_bytes;
	uint8_t pane; /* the caller's own: what had the keys */
};

/* The place in a post, and the post, where one was; false when there is none. */
bool state_place(const struct state *s, const struct library *lib, post_id post,
    struct place *place);
bool state_last_place(const struct state *s, const struct library *lib, struct place *place);
void state_set_place(struct state *s, const struct place *place);

/* Marks are letters. */
bool state_mark(const struct state *s, const struct library *lib, char letter, struct place *place);
/* False for what is no letter. */
bool state_set_mark(struct state *s, char letter, const struct place *place);

/* Nothing was ever kept in this file; false where there is none. */
bool state_is_unused(struct state *s);

/* The sources of the library that was read last, one per line; empty when there is none. */
void state_last_sources(struct state *s, struct buf *out);
void state_set_sources(struct state *s, struct span sources);

#endif
