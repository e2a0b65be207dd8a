#ifndef SEARCH_INDEX_PRIV_H
#define SEARCH_INDEX_PRIV_H

#include "moot/base/spill.h"
#include "moot/search/index.h"

/* Parts of a block, in the order of its bytes. */
enum index_part {
	PART_MARKED, /* texts that differ from their plain form, as they are */
	PART_SAME,   /* the other texts */
	PART_PLAIN,  /* the plain forms of the first */
	PARTS,
};

/* Where a text begins in its part of the block; each ends with a line end. */
struct index_piece {
	uint32_t start, text;
};

struct index_pieces {
	struct index_piece *at;
	size_t count, cap;
};

struct index_block {
	uint64_t at;                /* in the bytes */
	uint32_t first_text;
	uint32_t first[PARTS];      /* piece */
	uint32_t part_bytes[PARTS];
};

/* A text that is added, some of it at a time. */
struct index_text {
	struct doc *doc;       /* NULL: none is */
	uint32_t comment;
	size_t at;             /* bytes of its text that were looked at, or added */
	bool differs, checked; /* its plain form does; it is known whether */
};

struct search_index {
	const struct library *lib;
	bool all, done;
	struct spill bytes;
	uint32_t *comments;         /* by text */
	size_t text_count, text_cap;
	struct index_pieces pieces[PARTS];
	struct index_block *blocks; /* those that are complete */
	size_t block_count, block_cap;
	uint32_t *posts;            /* the first text of each post that was begun */
	size_t post_count, post_cap;

	struct image_more kept;     /* where the arrays and bytes are; load NULL: they are ours */
	uint8_t *well;              /* by block: a bit for each part that was looked at from */
	bool damaged;

	/* Bytes are given on while it is built, instead of being kept. */
	image_write_fn *write;      /* or NULL */
	void *write_user;
	bool write_failed;

	/* Where the building is. */
	uint64_t at_bytes;          /* of the bytes */
	uint32_t place;             /* of the next text in the post: title, body, thread */
	struct index_text reading;
	struct index_block open;
	struct buf parts[PARTS];    /* its bytes */
};

/* The block after it, which may be the one that is being built. */
static inline const struct index_block *index_block_after(const struct search_index *si,
    uint32_t block)
{
	return block + 1 < si->block_count ? &si->blocks[block + 1] : &si->open;
}

/* The bytes of a part and the one after it; parsed anew from the library where the index
 * could not keep them. */
struct span index_block_bytes(struct search_index *si, uint32_t block, enum index_part from,
    struct buf *scratch);

/* index_image.c: the same from an image; SPAN_NONE, and it is damaged, when they are not
 * what they should be. */
struct span index_kept_bytes(struct search_index *si, uint32_t block, enum index_part from,
    uint64_t at, size_t len, struct buf *scratch);
uint32_t index_kept_comment(const struct search_index *si, uint32_t text);

#endif
