/* Files that lie beside a source: the pictures of a saved page.
 *
 * A reference of a source's text must not name any file of the user's: only regular
 * files below the directory of the source are read.  Absolute paths, other schemes,
 * "..", and symbolic links on the way are refused; nothing is fetched.
 */
#ifndef MOOT_SOURCE_BESIDE_H
#define MOOT_SOURCE_BESIDE_H

#include <stdbool.h>
#include <stddef.h>

#include "moot/base/buf.h"
#include "moot/base/span.h"

/* Is the reference (as it is written in a source) of such a kind? */
bool beside_is_reference(struct span ref);
/* Opens the file that ref names beside a source of that name; -1 when there is none, or
 * it may not be read. */
int beside_open(const char *source_name, struct span ref);
/* Adds the file to out; false when there is none, or it has more than max_bytes. */
bool beside_read(const char *source_name, struct span ref, size_t max_bytes, struct buf *out);

#endif
