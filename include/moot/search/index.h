/* The plain text of a whole library, laid out for searching.
 *
 * A text is a post's title, its body, or a comment.  Texts come in the order of posts, in
 * a post in that of its thread, and are joined by line ends into blocks of about
 * INDEX_BLOCK_BYTES.  Many texts have a plain form (text/plain.h) that differs: of these a
 * block has both, before and after the texts that have none, so that what a pattern looks
 * at is always one piece.
 *
 * It holds what doc_text() says, so markup neither interrupts a match nor is one.  There
 * is no pointer in it: flat arrays, and bytes named by their place.  In a library of more
 * than INDEX_KEEP_TEXTS posts and comments the bytes are in a file without a name
 * (base/spill.h), and it takes some 14 bytes of memory for each text.  Where there can be
 * no file, the bodies are parsed again for each search.
 *
 * It can be kept, and is then used where it lies: see search_index_from_image().
 *
 * It is built in slices, once everything is loaded; what is added to the library later is
 * not in it.  Texts that are not shown are left out.
 */
#ifndef MOOT_SEARCH_INDEX_H
#define MOOT_SEARCH_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/model/image.h"
#include "moot/model/model.h"
#include "moot/search/search.h"

enum {
	INDEX_BLOCK_BYTES = 64 << 10,
	INDEX_KEEP_TEXTS = 200000,
	INDEX_MAX_ROWS = 1000000,
};
#define INDEX_TITLE UINT32_MAX /* stands for a comment */

struct search_index;

/* The library must outlive the index.  all: also what is not shown by default. */
struct search_index *search_index_new(const struct library *lib, bool all);
void search_index_free(struct search_index *si); /* NULL is allowed */
/* Reads about so many bytes of bodies; false when there are no more. */
bool search_index_step(struct search_index *si, size_t budget_bytes);
bool search_index_done(const struct search_index *si);
/* A part of it as it is kept beside the image of its library, for an index that was not
 * built yet: part 0 builds it (struct image_more_writer of moot/model/image.h; what is the
 * index).  Nothing can be searched for in it. */
bool search_index_write_part(void *index, int part, image_write_fn *write, void *user);
/* One that was kept, complete, of what is shown by default; NULL when there is none that is
 * of use.  What is in it is looked at when it is searched. */
struct search_index *search_index_from_image(const struct library *lib,
    const struct image_more *kept);
/* It turned out to be of no use: a search in it does not go on. */
bool search_index_is_damaged(const struct search_index *si);
/* Texts that are in it; how much of the library is, in posts. */
uint32_t search_index_count(const struct search_index *si);
post_id search_index_posts(const struct search_index *si);
/* What a text is: its post, and the comment, 0 (the body) or INDEX_TITLE. */
post_id search_index_post(const struct search_index *si, uint32_t text);
uint32_t search_index_comment(const struct search_index *si, uint32_t text);
/* The first text of a post; of what comes after the last one: their count. */
uint32_t search_index_first(const struct search_index *si, post_id post);

/* A text with matches. */
struct index_row {
	uint32_t text, hits;
};

struct index_rows {
	struct index_row *at;
	size_t count, cap;
};

/* One search, in slices.  Zeroed it has not begun. */
struct index_search {
	struct search_index *index;
	struct pattern *pattern;  /* borrowed */
	struct index_row *rows;   /* in order of texts, at most INDEX_MAX_ROWS; owned */
	size_t row_count, row_cap;
	uint64_t hits, texts;     /* all there are, also those beyond the rows */
	uint32_t next_block;
	struct buf scratch;
	struct index_rows block_rows[2]; /* of the block at hand, by its parts */
};

void index_search_begin(struct index_search *q, struct search_index *si, struct pattern *p);
/* Looks at the next block that is in the index; false when there is none (yet). */
bool index_search_step(struct index_search *q);
/* Texts from the first on that were looked at. */
uint32_t index_search_texts(const struct index_search *q);
void index_search_release(struct index_search *q);

#endif
