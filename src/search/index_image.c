/* An index that is kept.  Posts and blocks are few, and looked at when it is opened: each
 * begins where the one before ends.  What is said of the texts of a block is looked at with
 * the block, and that its bytes are UTF-8.  They are read each time, as they are many and
 * are not to stay in memory; that they are the same is seen by their checksums.  What fails
 * makes the index of no use, which search_index_is_damaged() tells.
 */
#include "config.h"

#include "moot/search/index.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "moot/text/utf8.h"
#include "search/index_priv.h"

enum { INDEX_VERSION = 1 };

/* The bytes come first: the index is made while they are written. */
enum image_part_of_index {
	IMAGE_BYTES,
	IMAGE_HEAD,
	IMAGE_FIRSTS, /* the first text of each post */
	IMAGE_TEXTS,
	IMAGE_BLOCKS, /* and what comes behind them */
	IMAGE_PIECES, /* of each part of the blocks */
	IMAGE_END = IMAGE_PIECES + PARTS,
};

_Static_assert((int)IMAGE_END <= (int)IMAGE_MORE_PARTS, "there is no room for so many parts");

struct head {
	uint32_t version, block_bytes, piece_bytes, max_block_bytes;
};

static const struct head own_head = { INDEX_VERSION, sizeof(struct index_block),
	sizeof(struct index_piece), INDEX_BLOCK_BYTES };

static const size_t row_bytes[IMAGE_END] = {
	[IMAGE_BYTES] = 1,
	[IMAGE_HEAD] = sizeof(struct head),
	[IMAGE_FIRSTS] = sizeof(uint32_t),
	[IMAGE_TEXTS] = sizeof(uint32_t),
	[IMAGE_BLOCKS] = sizeof(struct index_block),
	[IMAGE_PIECES] = sizeof(struct index_piece),
	[IMAGE_PIECES + 1] = sizeof(struct index_piece),
	[IMAGE_PIECES + 2] = sizeof(struct index_piece),
};

/* ---- writing ---- */

static bool write_rows(int part, const void *rows, size_t count, image_write_fn *write, void *user)
{
	return write(user, span_of(count ? rows : "", count * row_bytes[part]));
}

static bool make(struct search_index *si, image_write_fn *write, void *user)
{
	si->write = write;
	si->write_user = user;
	while (!si->write_failed && search_index_step(si, INDEX_BLOCK_BYTES))
		continue;
	return !si->write_failed;
}

bool search_index_write_part(void *index, int part, image_write_fn *write, void *user)
{
	struct search_index *si = index;

	switch (part) {
	case IMAGE_BYTES:
		return make(si, write, user);
	case IMAGE_HEAD:
		return write_rows(part, &own_head, 1, write, user);
	case IMAGE_FIRSTS:
		return write_rows(part, si->posts, si->post_count, write, user);
	case IMAGE_TEXTS:
		return write_rows(part, si->comments, si->text_count, write, user);
	case IMAGE_BLOCKS:
		return write_rows(part, si->blocks, si->block_count, write, user)
		    && write_rows(part, &si->open, 1, write, user);
	default:
		if (part >= IMAGE_END)
			return true;
		return write_rows(part, si->pieces[part - IMAGE_PIECES].at,
		    si->pieces[part - IMAGE_PIECES].count, write, user);
	}
}

/* ---- opening ---- */

static bool load(const struct search_index *si, const void *rows, size_t count, size_t bytes)
{
	return count == 0 || si->kept.load(si->kept.user, rows, count * bytes);
}

static size_t rows_in(const struct image_more *kept, int part)
{
	return kept->parts[part].len / row_bytes[part];
}

static bool has_whole_rows(const struct image_more *kept)
{
	for (int part = 0; part < IMAGE_END; part++)
		if (kept->parts[part].len % row_bytes[part]
		    || (part != IMAGE_BYTES && rows_in(kept, part) >= UINT32_MAX))
			return false;
	return rows_in(kept, IMAGE_HEAD) == 1 && rows_in(kept, IMAGE_BLOCKS) > 0;
}

/* The memory is the image's, which is the library's own. */
static size_t take_rows(const struct image_more *kept, int part, void *rows)
{
	memcpy(rows, &kept->parts[part].p, sizeof kept->parts[part].p);
	return rows_in(kept, part);
}

static void take(struct search_index *si, const struct image_more *kept)
{
	si->kept = *kept;
	si->post_count = take_rows(kept, IMAGE_FIRSTS, &si->posts);
	si->text_count = take_rows(kept, IMAGE_TEXTS, &si->comments);
	si->block_count = take_rows(kept, IMAGE_BLOCKS, &si->blocks) - 1;
	for (int part = 0; part < PARTS; part++)
		si->pieces[part].count =
		    take_rows(kept, IMAGE_PIECES + part, &si->pieces[part].at);
	si->well = xcalloc(si->block_count + 1, 1);
	si->done = true;
}

static bool are_posts(const struct search_index *si)
{
	uint32_t before = 0;

	if (si->post_count != library_post_count(si->lib)
	    || !load(si, si->posts, si->post_count, sizeof *si->posts))
		return false;
	for (size_t i = 0; i < si->post_count; i++) {
		if (si->posts[i] < before || si->posts[i] > si->text_count ||
		    (i == 0 && si->posts[i]))
			return false;
		before = si->posts[i];
	}
	return true;
}

/* Does the next block begin where this one ends? */
static bool follows(const struct index_block *b, const struct index_block *next)
{
	uint64_t end = b->at;

	for (int part = 0; part < PARTS; part++) {
		if (next->first[part] < b->first[part]
		    || (next->first[part] == b->first[part]) != (b->part_bytes[part] == 0))
			return false;
		end += b->part_bytes[part];
	}
	return next->at == end && next->first_text > b->first_text;
}

static bool are_blocks(struct search_index *si)
{
	const struct index_block *first = &si->blocks[0], *end = &si->blocks[si->block_count];

	if (!load(si, first, si->block_count + 1, sizeof *first))
		return false;
	si->open = *end;
	if (first->at || first->first_text || end->at != si->kept.parts[IMAGE_BYTES].len
	    || end->first_text != si->text_count)
		return false;
	for (int part = 0; part < PARTS; part++)
		if (first->first[part] || end->first[part] != si->pieces[part].count)
			return false;
	for (size_t i = 0; i < si->block_count; i++)
		if (!follows(&si->blocks[i], &si->blocks[i + 1]))
			return false;
	return true;
}

struct search_index *search_index_from_image(const struct library *lib,
    const struct image_more *kept)
{
	struct search_index *si;

	if (!kept->load || !has_whole_rows(kept))
		return NULL;
	si = search_index_new(lib, false);
	take(si, kept);
	if (load(si, kept->parts[IMAGE_HEAD].p, 1, sizeof own_head)
	    && memcmp(kept->parts[IMAGE_HEAD].p, &own_head, sizeof own_head) == 0
	    && are_posts(si) && are_blocks(si))
		return si;
	search_index_free(si);
	return NULL;
}

/* ---- looking ---- */

/* What a text is; that of another post is taken to be the body. */
uint32_t index_kept_comment(const struct search_index *si, uint32_t text)
{
	uint32_t comment = 0;

	if (load(si, &si->comments[text], 1, sizeof comment))
		comment = si->comments[text];
	if (comment && comment != INDEX_TITLE && (comment > library_comment_count(si->lib)
	    || library_comment(si->lib, comment)->post != search_index_post(si, text)))
		comment = 0;
	return comment;
}

/* Texts of a block, in order, each with its line end. */
static bool are_pieces(const struct search_index *si, uint32_t block, int part, struct span bytes)
{
	const struct index_block *b = &si->blocks[block], *next = b + 1;
	const struct index_piece *p = &si->pieces[part].at[b->first[part]];
	uint32_t count = next->first[part] - b->first[part];

	if (!load(si, p, count, sizeof *p))
		return false;
	for (uint32_t i = 0; i < count; i++) {
		if (p[i].text < b->first_text || p[i].text >= next->first_text
		    || (i ? p[i].text <= p[i - 1].text || p[i].start <= p[i - 1].start
		          : p[i].start != 0)
		    || p[i].start >= bytes.len || (i && bytes.p[p[i].start - 1] != '\n'))
			return false;
	}
	return count == 0 || bytes.p[bytes.len - 1] == '\n';
}

static bool is_well(struct search_index *si, uint32_t block, enum index_part from,
    struct span bytes)
{
	size_t middle = si->blocks[block].part_bytes[from];
	bool cut;

	if (!(si->well[block] >> from & 1)
	    && utf8_valid_prefix(bytes.p, bytes.len, &cut) == bytes.len
	    && are_pieces(si, block, from, span_sub(bytes, 0, middle))
	    && are_pieces(si, block, from + 1, span_sub(bytes, middle, bytes.len)))
		si->well[block] |= (uint8_t)(1u << from);
	return si->well[block] >> from & 1;
}

struct span index_kept_bytes(struct search_index *si, uint32_t block, enum index_part from,
    uint64_t at, size_t len, struct buf *scratch)
{
	struct span bytes = SPAN_NONE;

	if (len)
		bytes = si->kept.read(
		    si->kept.user, si->kept.parts[IMAGE_BYTES].p + at, len, scratch);
	if (bytes.len == len && is_well(si, block, from, bytes))
		return bytes;
	si->damaged = true;
	return SPAN_NONE;
}
