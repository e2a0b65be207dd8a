/* Threads by author, time and text, and what is found in them. */
#ifndef TESTS_UNIT_REF_THREADS_H
#define TESTS_UNIT_REF_THREADS_H

#include "moot/model/model.h"
#include "moot/search/refs.h"

/* A comment; its parent is the number of a row before it, from 1, as the ids are. */
struct row {
	comment_id parent;
	const char *author, *when, *body; /* NULL: unknown */
};

struct fixture {
	struct library *lib;
	struct refs *refs;
};

extern const char post_body[];

struct library *library_of_post(const char *body);
comment_id add_row(struct library *lib, const struct row *row);
void find_refs(struct fixture *f);
struct fixture thread(const struct row *rows, size_t count);
#define THREAD(rows) thread(rows, sizeof(rows) / sizeof *(rows))
void release(struct fixture *f);

/* The references of a comment: "KIND [TEXT] TARGET TARGET; ...", " ?" when guessed. */
const char *found(struct fixture *f, comment_id comment);
/* Who refers to a comment: "FROM FROM". */
const char *referring(struct fixture *f, comment_id comment);

#endif
