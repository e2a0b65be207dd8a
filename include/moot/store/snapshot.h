/* Libraries as they were read, kept in the cache so that a large source opens at once.
 *
 * A snapshot is the image of a library (moot/model/image.h) and what was found wrong with
 * its sources, in a file of the directory that is given.  It is used for the same files
 * (device, inode, size and time of each, to the nanosecond), read with the same options,
 * by the same program file, and for nothing else.  Of the file only what is looked at is
 * read, page by page, each with its checksum; what was read is the library's own and stays
 * what it is, whatever becomes of the file.
 *
 * It is nothing to rely on.  One that is stale, cut, damaged, not the user's own, or
 * written by somebody who means harm is a finding, and the sources are read instead.
 * That cannot be told of a comment or text before it is looked at: see
 * library_is_damaged().  The checksums are against accidents, what the model checks is
 * against malice.  Files are private to the user, and are only ever replaced or removed
 * as a whole.
 */
#ifndef MOOT_STORE_SNAPSHOT_H
#define MOOT_STORE_SNAPSHOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/diag.h"
#include "moot/base/span.h"
#include "moot/model/image.h"
#include "moot/model/model.h"
#include "moot/store/state.h"

/* What a library is made of. */
struct snapshot_key;

/* options: everything but the files that changes what is read. */
struct snapshot_key *snapshot_key_new(struct span options);
void snapshot_key_free(struct snapshot_key *key); /* NULL is allowed */
/* The next file, as it was named.  False when it is no regular file: then there can be no
 * snapshot. */
bool snapshot_key_add(struct snapshot_key *key, const char *path);
uint64_t snapshot_key_source_bytes(const struct snapshot_key *key);
/* Are the files what they were, and old enough for a change to be seen by their times? */
bool snapshot_key_holds(const struct snapshot_key *key);

/* The library, its findings in place of those in diags, its keys for the reading state, and
 * what is kept beside it; NULL when there is none, with a finding when there is one that is
 * of no use. */
struct library *snapshot_open(const char *directory, const struct snapshot_key *key,
    struct diags *diags, struct state_keys *keys, struct image_more *more);

/* Writes a linked library, and what is to be kept beside it (NULL: nothing) where there is
 * room for it, too.  Removes the snapshots that were not used for the longest time
 * until all of them have at most limit_bytes.  False with errno set: it was not written. */
bool snapshot_write(const char *directory, const struct snapshot_key *key,
    const struct library *lib, const struct diags *diags, const struct image_more_writer *more,
    uint64_t limit_bytes);
/* The snapshot turned out to be damaged. */
void snapshot_remove(const char *directory, const struct snapshot_key *key);
/* Removes all of them; returns how many bytes they had. */
uint64_t snapshot_remove_all(const char *directory);

#endif
