/* References in a session: what texts refer to, found while nothing else is to be done.
 *
 * References within the current post are found when it is shown, in a thread of more
 * than REFS_AT_ONCE comments, and while loading, when they are asked for; again when the
 * thread has changed.  Other posts are read for shared passages once all is loaded; in a library of
 * more than QUOTES_AT_ONCE texts when that is first asked for.  All of that goes in
 * slices: no text is too long for it.
 */
#ifndef APP_REFERENCES_H
#define APP_REFERENCES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/view/canvas.h"
#include "moot/view/ref_list.h"

struct command;
struct session;

enum { REFS_AT_ONCE = 2000, QUOTES_AT_ONCE = 50000 };

/* A thread as it was when its references were looked for. */
struct refs_of {
	post_id post;
	uint32_t thread_hash, thread_len;
	bool unfinished; /* it was while loading */
};

struct references {
	struct refs *refs;            /* or NULL */
	struct refs_of of;            /* that they are of */
	struct refs_search *finding;  /* the next ones, or NULL */
	struct refs_of finding_of;
	bool refs_wanted;             /* of a large thread: the user has asked for them */

	struct quote_index *quotes;   /* or NULL */
	uint64_t rows_read;           /* posts and comments of the library when all were read */
	bool wanted, stopped;         /* the user has asked for them; has stopped it */
	const struct command *waiting; /* to be run when all are read; or NULL */
	struct ref_place waiting_at;

	struct quotes_search *asking; /* for what a text shares with others; or NULL */
	struct ref_place asking_at;
	struct ref_place place;       /* whose links these are; post 0: nobody's */
	struct ref_list to, by;       /* what it refers to; who refers to it */
	struct ref_list body;         /* what the body of this post refers to */
	post_id body_of;              /* 0: of none */
	struct ref_walk walk;
	struct ref_list page_by, page_to; /* those on the page */

	struct mark_range *ranges;    /* of the text that was drawn last */
	struct ref_place marked;      /* that text; post 0: none */
	const struct refs *marked_by; /* as these have it; or NULL */
	size_t range_cap;
	struct marks marks;
};

void references_release(struct references *r);
/* The text that commands are about. */
struct ref_place references_place(const struct session *s);
/* The byte of it that is at the top of its pane; 0 while its start is seen. */
uint32_t references_top_byte(const struct session *s);
/* References of a comment of the current thread; none when they are not known. */
const struct ref *references_in(const struct session *s, comment_id comment, size_t *count);
/* Finds some; *changed: there is something to draw.  False when there was nothing to do. */
bool references_step(struct session *s, bool *changed);
/* What is known.  False: the references within the post take longer to be found; the command
 * is run again then. */
bool references_demand(struct session *s, const char *command, struct ref_source *src);
/* Runs the command again once other posts are read; false when they are. */
bool references_wait(struct session *s, const char *command);
/* False when nothing was going on. */
bool references_stop(struct session *s);
/* The hits in a text, drawn over what in it surely refers to something. */
struct marks references_marks(struct session *s, comment_id comment, struct marks hits);
/* More is known of a text than when it was marked. */
void references_text_read(struct session *s);

/* ---- ref_words.c ---- */

/* "refers to #2.1 (anon 8.43)", "referred to by #16 and 3 more"; nothing when unknown. */
void references_add_to(struct session *s, struct buf *out);
void references_add_by(struct session *s, struct buf *out);
/* "quotes #3", of a comment of the current thread; nothing when it quotes none. */
void references_add_note(void *session, comment_id comment, struct buf *out);
/* "#2.1", with its post's title when that is another one; "the post". */
void references_add_place(const struct session *s, struct ref_place place, struct buf *out);
/* Bytes of a text, on one line, cut to about so many columns. */
void references_add_text(struct session *s, struct ref_place place, uint32_t start, uint32_t end,
    int max_cols, struct buf *out);

#endif
