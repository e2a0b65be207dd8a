/* Which comments of a thread are wanted: those that a pattern matches, or those of an
 * exchange.
 *
 * What is wanted is a pattern (search/search.h), looked for in the author's name and the
 * text, or terms:
 *	~f AUTHOR   a pattern for the author's name
 *	~b BODY     for the text
 *	~s SUBJECT  for the title of the post
 *	~d >DATE    written then or later; <DATE: before; DATE: that day; DATE..DATE: from the
 *	            first to the end of the last, of which one may be missing
 *	~N          not there at the last visit
 *	! TERM      what the term does not hold for
 * Terms side by side must all hold, " | " stands between alternatives.  Each goes on up to
 * the next " ~", " !" or " |".
 *
 * A thread is looked through in slices; what was looked at once is not looked at again,
 * so that comments may be added meanwhile.
 */
#ifndef MOOT_VIEW_LIMIT_H
#define MOOT_VIEW_LIMIT_H

#include "moot/doc/doc.h"
#include "moot/search/search.h"
#include "moot/view/thread.h"

enum { LIMIT_MAX_TERMS = 16 };

struct limit_term {
	enum limit_kind {
		LIMIT_WORDS, LIMIT_AUTHOR, LIMIT_BODY, LIMIT_SUBJECT, LIMIT_DATE, LIMIT_NEW,
		LIMIT_SAME_AUTHOR, /* the very name */
	} kind;
	struct pattern *pattern; /* owned; or NULL */
	char *name;              /* of LIMIT_SAME_AUTHOR; owned, or NULL */
	struct date from, to;    /* of LIMIT_DATE; either may be unknown */
	bool to_is_before;       /* that moment itself is not meant */
	bool negated;
	int first;               /* of the terms that must all hold with this one */
};

/* What is known of a comment that is looked at, some of its text at a time. */
struct limit_look {
	struct doc *doc;          /* NULL: no term has asked for the text */
	struct pattern_scan scan; /* for the term at hand */
	bool scans;
	int term;                 /* at hand */
	bool is_asked;            /* it has begun to answer */
	bool wanted;              /* as far as it is known */
};

struct limit {
	struct buf text;         /* what it is called, clean; empty: there is no limit */
	struct limit_term terms[LIMIT_MAX_TERMS];
	int term_count;
	struct folds wanted, examined;
	uint32_t wanted_count;
	uint32_t next_item;
	struct limit_look look;  /* at it */
	bool done;               /* the thread was looked through */
	bool applied;
	bool carried;            /* it was asked for in another post: it may find nothing here */
};

/* A comment that may be wanted, and who knows what of it is new. */
struct limit_candidate {
	const struct library *lib;
	const struct news *news; /* NULL: nothing is new */
	post_id post;
	comment_id comment;
};

void limit_release(struct limit *l); /* l is empty again */
/* Takes a pattern; NULL, or what is wrong with it (static text, or in *fault), and l is
 * empty. */
const char *limit_parse(struct limit *l, struct span text, struct pattern_fault *fault);
/* The comments of one author. */
void limit_to_author(struct limit *l, const struct library *lib, comment_id comment);
/* The exchange between a comment's author and the author of what it answers, in their
 * top-level thread: what one of them answered to the other, and what was answered.
 * False when there is none. */
bool limit_to_exchange(struct limit *l, const struct thread_view *t, uint32_t item);
/* The thread has changed: looks at what is new in it. */
void limit_again(struct limit *l);
/* Do the terms want it?  False: as many bytes as there were left were looked at, and it is not
 * known yet.  When it is, the look is over. */
bool limit_wants(const struct limit *l, const struct limit_candidate *c, struct limit_look *look,
    size_t *left, bool *wanted);
void limit_look_end(struct limit_look *look); /* all zero is allowed */
/* Looks for a while; false when there was nothing to do. */
bool limit_step(struct limit *l, const struct thread_view *t, size_t bytes);
/* Have two comments the same, known, author? */
bool same_author(const struct library *lib, comment_id a, comment_id b);

#endif
