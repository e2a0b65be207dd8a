/* What was seen and read, and where one was: the reading state, kept over restarts.
 *
 * A library is known by its blog's id or URL, else by its path; a post by its id, URL or
 * title; a comment by its id, else by author, time and text.  So a newer export of the
 * same blog keeps what was read, and what was not there at the last visit is new.
 *
 * The state is one SQLite file.  Everything is in memory while the reader runs, and
 * state_save() merges it into the file: what another moot has written meanwhile stays.
 * The file is never needed: when it cannot be used (read-only, full disk, corrupt), a
 * sentence says so, and the state lives in memory until the end.  A file that is no
 * longer a database is set aside under another name, never overwritten.
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
#include "moot/model/model.h"

/* Coming back within this time is the same visit: what was new stays new. */
enum { STATE_SAME_VISIT_S = 5 * 60 };

struct state;

/* path NULL: nothing is kept.  Never NULL; *trouble is NULL, or a sentence that the
 * caller frees. */
struct state *state_open(const char *path, char **trouble);
void state_close(struct state *s); /* does not save; NULL is allowed */

/* The key of a library: what its sources say they are. */
void state_library_key(const struct library *lib, struct buf *out);
/* Loads what is known of the library.  True when it was read before. */
bool state_begin(struct state *s, struct span library_key, int64_t now_s);
/* Looks up the library's comments in what is known; what is not is seen for the first
 * time now.  Call it again when the library has grown (ids stay what they are). */
void state_match(struct state *s, const struct library *lib);
/* Writes what has changed; false with a sentence (the caller frees) when it cannot. */
bool state_save(struct state *s, const struct library *lib, int64_t now_s, char **trouble);

/* Not there at the last visit. */
bool state_is_new(const struct state *s, comment_id comment);
bool state_is_read(const struct state *s, comment_id comment);
void state_set_read(struct state *s, comment_id comment, bool read);
/* How many comments of a post, shown by default, are new; are unread. */
uint32_t state_new_count(const struct state *s, const struct library *lib, post_id post);
uint32_t state_unread_count(const struct state *s, const struct library *lib, post_id post);
/* New is what was published at or after this; DATE_NONE: since the last visit again. */
void state_set_since(struct state *s, const struct library *lib, struct date since);
int64_t state_last_visit_s(const struct state *s); /* 0: there was none */

/* A place: a post, in it perhaps a comment, and a byte of the text of either. */
struct place {
	post_id post;
	comment_id comment; /* 0: the post's own text */
	uint32_t text_offset_bytes;
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

/* The sources of the library that was read last, one per line; empty when there is none. */
void state_last_sources(struct state *s, struct buf *out);
void state_set_sources(struct state *s, struct span sources);

#endif
