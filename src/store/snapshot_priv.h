/* The file of a snapshot, shared by who writes it (snapshot_write.c) and who opens it
 * (snapshot.c).
 *
 * A header, then the sections, each at the beginning of a page, then a checksum for each
 * page of them, and then one for each page of checksums.  The header has the checksum of
 * the last ones, and its own: so of the many checksums, too, only those are read that are
 * needed.  All numbers are as the machine has them: byte_order tells whether it is one
 * like this.
 */
#ifndef STORE_SNAPSHOT_PRIV_H
#define STORE_SNAPSHOT_PRIV_H

#include "moot/base/buf.h"
#include "moot/model/image.h"
#include "moot/store/snapshot.h"

/* Of a change in the meaning of what is written, which no struct shows. */
enum { SNAPSHOT_VERSION = 3 };

enum { SNAPSHOT_PAGE_BYTES = 4096 };

enum snapshot_section {
	SECTION_IDENTITY,
	SECTION_NAMES,     /* of the files, a NUL behind each */
	SECTION_DIAGS,
	SECTION_POST_KEYS, /* of the reading state (state_key.c), a number for each row */
	SECTION_IMAGE,     /* the first part; the others follow */
	SECTION_COMMENT_KEYS = SECTION_IMAGE + IMAGE_PARTS,
	SECTION_MORE,      /* the first part of what is kept beside; empty where there is none */
	SECTIONS = SECTION_MORE + IMAGE_MORE_PARTS,
};

struct snapshot_section_place {
	uint64_t offset_bytes, len_bytes;
};

#define SNAPSHOT_MAGIC "moot snapshot"

struct snapshot_header {
	char magic[16];
	uint32_t byte_order, version;
	uint64_t layout;
	struct snapshot_section_place sections[SECTIONS];
	uint64_t sums_offset_bytes; /* = the end of the sections */
	uint64_t tops_offset_bytes; /* = the end of the checksums; up to the end of the file */
	uint64_t file_bytes;
	uint64_t tops_checksum;
	uint64_t checksum; /* of what is before it */
};

enum { SNAPSHOT_BYTE_ORDER = 0x01020304 };

uint64_t snapshot_header_checksum(const struct snapshot_header *h);
uint64_t snapshot_round_up(uint64_t bytes); /* to whole pages */

/* ---- snapshot_key.c ---- */

struct snapshot_key {
	struct buf paths;    /* absolute, with the options: names the file */
	struct buf identity; /* what must be the same */
	struct buf names;    /* as SECTION_NAMES */
	size_t count;        /* of the files */
	uint64_t source_bytes;
	int64_t made_s, newest_s; /* clock; the newest file's time */
};

/* Takes the first off the names of a key; a NUL stands behind it. */
bool snapshot_next_name(struct span *names, struct span *name);
/* "snapshot-" and 16 digits; the caller frees. */
char *snapshot_file_name(const struct snapshot_key *key);
#define SNAPSHOT_PREFIX "snapshot-"

/* ---- snapshot_diags.c ---- */

void snapshot_add_diags(struct buf *out, const struct diags *diags);
/* False, and diags as it was, when these are none. */
bool snapshot_take_diags(struct span bytes, uint32_t source_count, struct diags *diags);

/* ---- snapshot_trim.c ---- */

void snapshot_trim(const char *directory, uint64_t limit_bytes);

/* ---- snapshot.c ---- */

/* The library of an open file, which is closed with it, or now when it is of no use: then
 * NULL, and *wrong says why.  key NULL: of whatever sources. */
struct library *snapshot_from_file(int fd, const struct snapshot_key *key, struct diags *diags,
    struct state_keys *keys, struct image_more *more, const char **wrong);

#endif
