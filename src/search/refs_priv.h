/* The parts of refs_of_post(): the crowd that takes part in a thread and who of it is
 * meant; reading references in a text; finding what a passage quotes. */
#ifndef SEARCH_REFS_PRIV_H
#define SEARCH_REFS_PRIV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/arena.h"
#include "moot/base/span.h"
#include "moot/doc/doc.h"
#include "moot/model/model.h"
#include "moot/search/refs.h"
#include "words_priv.h"

/* ---- what was found: refs.c ---- */

/* The references in a comment are next to each other. */
struct from_comment {
	comment_id comment;
	size_t first, count;
};

struct refs {
	struct ref *refs; /* in the order in which they were written */
	size_t len, cap;
	const struct ref **by_target; /* in order of the first target, then as written */
	struct from_comment *from;    /* in order of the id */
	size_t from_len, from_cap;
	struct arena targets;
};

/* All are there. */
void refs_sort(struct refs *r);

/* ---- the crowd: refs_crowd.c ---- */

enum { DAY_MINUTES = 24 * 60, LOOK_MAX = 64 };

/* One comment of the thread.  Places are indices in the post's thread. */
struct member {
	comment_id id;       /* 0: it takes no part */
	uint32_t above;      /* its parent's place + 1; 0 = none */
	uint32_t before;     /* the place + 1 of the sibling before it; 0 = none */
	uint32_t rank;       /* among those that take part, by when; from 0 */
	uint32_t ordinal;
	int64_t when_s;      /* its time, never before its parent's; without one, as its
	                      * neighbour before */
	uint64_t author;     /* hash of the name; 0 = unknown */
	uint64_t first_name; /* the same of a first name of 3 letters or more, or 0 */
	int16_t clock_min;   /* minute of the day, as printed; -1 = unknown */
	bool anonymous;      /* no person's name: two of them may be two people */
	bool has_text;
};

/* A place under a key, in order of key and rank. */
struct keyed {
	uint64_t key;
	uint32_t rank, place;
};

struct keyed_list {
	struct keyed *at;
	size_t len;
};

struct crowd {
	const struct library *lib;
	struct member *members; /* one for each place of the thread */
	uint32_t count;
	uint32_t *by_rank;      /* places */
	uint32_t taking_part;
	bool clocks_known;      /* of most of them */
	struct keyed_list by_clock, by_author, by_first_name, by_number;
};

void crowd_init(struct crowd *c, const struct library *lib, post_id post, bool all);
void crowd_release(struct crowd *c);

/* The hash of a name of these words. */
uint64_t name_hash(const struct word *words, size_t count);
bool is_anonymous(uint64_t word);
uint64_t number_key(uint32_t parent_place_1, uint32_t ordinal);

/* ---- who is meant: refs_find.c ---- */

struct candidates {
	uint32_t places[REF_MAX_TARGETS]; /* best first, each once */
	uint32_t count;
};

/* Whom a time stands beside. */
struct whom {
	enum { WHOM_ANYONE, WHOM_ANONYMOUS, WHOM_NAMED } kind;
	uint64_t name;  /* of the named: the whole name, or the first */
};

/* A clock time as it was written. */
struct clock {
	int minutes[2]; /* of the day: what it says; in 12 hours, also the other half */
	int count;      /* of minutes, 1 or 2 */
	bool first_wins; /* the second only when the first is nobody's */
	uint32_t nth;   /* "(2)": which of several, in order; 0 = not said */
	struct date day; /* DATE_NONE: not said */
};

/* Each adds earlier comments than that at place me. */
void find_by_number(const struct crowd *c, uint32_t me, const uint32_t *path, size_t len,
    struct candidates *out);
void find_by_name(const struct crowd *c, uint32_t me, uint64_t name, bool first_name,
    struct candidates *out);
void find_by_clock(const struct crowd *c, uint32_t me, const struct whom *whom,
    const struct clock *clock, struct candidates *out);
void find_by_order(const struct crowd *c, uint32_t me, const struct whom *whom,
    struct candidates *out);
bool may_be_meant(const struct crowd *c, uint32_t me, const struct whom *whom, uint32_t place);
bool is_name(const struct crowd *c, uint64_t name, bool first_name);

/* ---- reading references: refs_scan.c ---- */

/* Candidates by order, kept for who names the same time later. */
struct guesses {
	struct candidates by_clock[DAY_MINUTES / 2];
};

struct scan {
	const struct crowd *c;
	struct guesses *guesses;
	uint32_t me;        /* place */
	struct span text;
	const struct word *words;
	size_t count, floor; /* words before the floor belong to references before */
};

struct sight {
	enum ref_kind kind;
	uint32_t start, end; /* bytes of the text */
	size_t next;         /* the word after it */
	struct candidates candidates;
	bool times_unknown;
};

/* Is there a reference of which word i is the telling one: digits, or a name's first? */
bool scan_at(struct scan *s, size_t i, struct sight *sight);

/* ---- clocks and numbers in the text: refs_read.c ---- */

struct span word_text(const struct scan *s, size_t i);
/* The text between word i and the one before it; for i = count, after the last. */
struct span gap_before(const struct scan *s, size_t i);
bool word_is_one_of(const struct scan *s, size_t i, const char *const *set);
/* The clock time that begins with word i; *next is the word after it. */
bool read_clock(const struct scan *s, size_t i, struct clock *clock, size_t *next);
/* The path of ordinals that begins with word i: its length; 0 when none. */
size_t read_path(const struct scan *s, size_t i, uint32_t path[NUMBER_MAX_DEPTH]);

/* ---- quotes: refs_quote.c ---- */

/* A passage that is marked as quoted. */
struct passage {
	uint32_t start, end; /* bytes of the text */
	size_t from, to;     /* words */
	bool block;          /* of whole lines, not a run in quotation marks */
};

/* The passages of at least SHINGLE_WORDS words, and all blocks, as they are found. */
struct passages {
	struct passage *at;
	size_t len, cap;
	const struct doc *doc;
	const struct word *words; /* of the doc's text */
	size_t count;
	size_t word;          /* words before it are no part of what comes */
	size_t node;          /* to be looked at next */
	size_t text_at, text_to; /* what is marked by characters is looked for here */
	struct passage block; /* behind that, if there is one */
	bool has_block, last; /* last: behind that, there is nothing more */
};

/* Begins anew; what was allocated is used again. */
void passages_begin(struct passages *p, const struct doc *d, const struct word *words,
    size_t count);
/* True: all were found. */
bool passages_step(struct passages *p, size_t *left);

/* What has been written before, by when. */
struct written {
	struct words words; /* a border after each body */
	struct multi index; /* of what is not quoted in them */
	struct written_body {
		comment_id comment; /* 0: the post's body */
		size_t first;       /* word */
	} *bodies;
	size_t len, cap;
};

void written_release(struct written *w);

/* Looking for what a passage quotes, words [from, to) of the last body. */
struct quoted {
	size_t from, to, at, floor;
	struct best {
		const struct written_body *body;
		struct run run;
	} best[REF_MAX_TARGETS]; /* the longest run of each body, longest first, then the
				  * earlier */
	uint32_t best_count;
};

void quoted_begin(struct quoted *q, size_t from, size_t to);
/* True: all of it was looked at. */
bool quoted_step(struct quoted *q, const struct written *w, size_t *left);
/* The targets, best first. */
uint32_t quoted_targets(const struct quoted *q, const struct written *w,
    struct ref_target targets[REF_MAX_TARGETS]);

#endif
