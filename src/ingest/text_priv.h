/* The parts of reading a text dump: lines to posts (text_dump.c), a post to its parts
 * (text_post.c), which of its lines begin comments (text_thread.c). */
#ifndef INGEST_TEXT_PRIV_H
#define INGEST_TEXT_PRIV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/span.h"
#include "moot/ingest/ingest.h"
#include "moot/text/dump.h"

/* The lines of one post; all their ends are \n. */
struct dump_piece {
	struct span text;  /* its heading, if it has one, is the first line */
	size_t line;       /* number of the first line in the source */
	bool has_heading;
};

/* Adds the post and its comments to the library. */
void text_post_add(const struct ingest_target *target, const struct dump_piece *piece);

/* One comment, in the order of the lines; its parent is the last item before it whose
 * depth is less by one.  Its lines end where the next item begins. */
struct dump_item {
	size_t start, text; /* offsets of its first line and of the text after its number */
	size_t line;
	uint32_t depth;     /* 1 = top level; at most one more than the item before */
	uint32_t number;
	uint32_t place;     /* among its siblings, from 1 */
};

struct dump_thread {
	struct dump_item *items;
	size_t len, cap;
	size_t body_len;    /* the text before is the body */
	int step;           /* columns from a number to its replies' numbers */
};

/* Tells body and comments of a post apart.  text is what follows the title. */
void text_thread_scan(struct dump_thread *t, const struct ingest_target *target,
    struct span text, size_t first_line);
void text_thread_release(struct dump_thread *t);

#endif
