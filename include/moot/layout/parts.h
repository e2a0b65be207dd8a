/* A layout of which only what is looked at is made: a text of any length is shown as soon
 * as a short one.
 *
 * The text is divided into parts of some lines each, at places that depend on the doc
 * alone.  Each part is a layout of its own; one after the other, their lines are those of
 * layout_new().  A doc that is still being read is read on as far as it is asked for.
 */
#ifndef MOOT_LAYOUT_PARTS_H
#define MOOT_LAYOUT_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/doc/doc.h"
#include "moot/layout/layout.h"

struct parts;

struct parts_opts {
	struct layout_opts layout;
	size_t part_bytes; /* of text in a part, about */
};

/* The doc must outlive them. */
struct parts *parts_new(struct doc *d, const struct parts_opts *opts);
void parts_free(struct parts *p); /* NULL is allowed */
/* Is there a part i?  Reads the doc as far as that asks for. */
bool parts_have(struct parts *p, size_t i);
/* How many there are; reads all of the doc. */
size_t parts_count(struct parts *p);
/* The part that a byte of the text is in, or the last one; reads so far. */
size_t parts_at(struct parts *p, uint32_t text_byte);
/* The lines of a part that is there.  They are valid until some more parts were asked for,
 * and the last asked for at least until the next one is. */
const struct layout *parts_layout(struct parts *p, size_t i);
/* How many lines they are.  Lays out what was not, but keeps the number. */
size_t parts_line_count(struct parts *p, size_t i);
/* Columns of the longest line of all parts; lays out all. */
int parts_widest(struct parts *p);
size_t parts_size_bytes(const struct parts *p);

#endif
