/* A body as typed nodes: what a text means, before anyone knows how wide it is.
 *
 * Pure: no I/O, clock, globals or locale.  All text in a doc is clean (text/safe.h)
 * and kept once, in doc_text(): blocks and style runs are ranges of it.  A doc owns
 * its memory; the body that it was made of may go.  Nothing recurses as deep as the
 * input: what is nested deeper than DOC_MAX_DEPTH is kept, flattened.  A long run of
 * lines becomes several blocks, so that none of them is as long as the input.
 */
#ifndef MOOT_DOC_DOC_H
#define MOOT_DOC_DOC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/buf.h"
#include "moot/base/span.h"
#include "moot/text/body.h"
#include "moot/text/safe.h"

enum { DOC_MAX_DEPTH = 100 };

struct doc_link {
	struct safe url; /* absolute where a base was known; numbered from 1 by first appearance */
};

struct doc_image {
	struct safe alt, url; /* either may be none; data: URIs are never kept here */
	uint32_t text_start;  /* about where in doc_text() it stands: on its line */
	bool is_near; /* a data: URI or a relative path: it may be had without fetching */
};

struct doc;

/* base_url: SPAN_NONE when not known.  Never NULL: a body without text gives a doc
 * without blocks. */
struct doc *doc_parse(struct span body, enum body_type type, struct span base_url);
/* The same in steps.  Body and base URL must stay where they are until all is read.  What
 * was read so far can be used: doc_tree() has the nodes that stay as they are.  Text, links
 * and images are all there, and links have their numbers, when all is read. */
struct doc *doc_begin(struct span body, enum body_type type, struct span base_url);
/* Reads about so many bytes of the body; false when all is read. */
bool doc_step(struct doc *d, size_t bytes);
bool doc_is_read(const struct doc *d);
void doc_free(struct doc *d); /* NULL is allowed */
size_t doc_size_bytes(const struct doc *d);
/* All text, blocks separated by \n: what is searched. */
struct safe doc_text(const struct doc *d);
size_t doc_link_count(const struct doc *d);
const struct doc_link *doc_link(const struct doc *d, size_t n); /* n from 1 */
size_t doc_image_count(const struct doc *d);
const struct doc_image *doc_image(const struct doc *d, size_t i); /* i from 0 */
/* Parses a body again for the address of its image i as it is written there (raw: not
 * resolved, not clean; a data: URI whole), added to out.  False: there is none. */
bool doc_image_address(struct span body, enum body_type type, struct span base_url, size_t i,
    struct buf *out);
/* The tree as text, one node a line (--dump=doc). */
void doc_dump(const struct doc *d, struct buf *out);

#endif
