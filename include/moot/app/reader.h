/* The interactive reader: one loop over the terminal, the loading of the sources and
 * the search at hand.
 *
 * reader_run() is all that the program needs.  Tests run the same session on a terminal
 * in memory: reader_open(), keys pushed into the terminal, reader_settle(), and so on.
 */
#ifndef MOOT_APP_READER_H
#define MOOT_APP_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "moot/base/diag.h"
#include "moot/ingest/ingest.h"
#include "moot/model/image.h"
#include "moot/model/model.h"
#include "moot/store/state.h"
#include "moot/term/term.h"

struct config;

struct reader_opts {
	struct library *lib;
	struct diags *diags;
	struct ingest *in;        /* may still be loading; NULL: all is there */
	const struct image_more *index; /* kept with lib, for searching it all; NULL: none */
	const char *goto_address; /* where to start: POST or POST#COMMENT; or NULL */
	struct config *config;    /* what the user has set, changed by `:`; NULL: nothing */
	const char *config_errors; /* sentences, one per line, to be said; or NULL */
	bool color;
	bool first_start;         /* the user has never read anything: show how it is done */
	bool all;                 /* what is hidden by default, too */
	struct state *state;      /* what was read, not begun yet; NULL: nothing is kept */
	const char *state_trouble; /* a sentence to be said at the start, or NULL */
	/* Puts both here; called once, where state is NULL, when the first posts are on the
	 * screen.  NULL: there is nothing to be put. */
	void (*open_state)(void *user, struct reader_opts *opts);
	const char *sources;      /* what to open next time, one per line; or NULL */
	int64_t (*now_s)(void);   /* seconds since 1970; NULL: the clock */
	/* Begins to read the same sources anew: puts another lib, diags, in, index and state
	 * here, and frees those before.  NULL: they cannot be read twice. */
	void (*reopen)(void *user, struct reader_opts *opts);
	/* Everything was read to its end.  NULL: nobody wants to know. */
	void (*loaded)(void *user);
	/* The library is damaged (moot/model/image.h): it must not be given by reopen again. */
	void (*damaged)(void *user);
	void *user; /* of the four */
};

/* Reads until the user quits; returns the exit status. */
int reader_run(const struct reader_opts *opts);

struct session;

/* term is borrowed, and the things in opts as well. */
struct session *reader_open(const struct reader_opts *opts, struct term *term);
/* Answers the keys that are there, does all work at hand, and draws; false once the
 * session has ended. */
bool reader_settle(struct session *s);
/* The same without waiting for work to be done: answers keys and draws.  For tests of
 * what is seen while loading. */
bool reader_answer(struct session *s);
int reader_close(struct session *s); /* returns the exit status */

#endif
