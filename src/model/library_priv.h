/* The library's insides, shared by the files of the model layer only. */
#ifndef MOOT_MODEL_LIBRARY_PRIV_H
#define MOOT_MODEL_LIBRARY_PRIV_H

#include "moot/base/hash.h"
#include "moot/base/paged.h"
#include "moot/model/image.h"
#include "moot/model/model.h"

enum {
	POOL_UNIT_BYTES = 4,
	POOL_BLOCK_BITS = 20,
	POOL_BLOCK_UNITS = 1 << POOL_BLOCK_BITS,
	POOL_BLOCKS_MAX = 1 << (32 - POOL_BLOCK_BITS),
	POOL_ASIDE_BLOCKS_KEPT = 32, /* in memory: 128 MB */
};

struct pool_image;

enum pool_owned { POOL_NOT_OWNED, POOL_ALLOCATED, POOL_PAGED };

/* Text lives in blocks of 2^20 units of 4 bytes; a reference is block << 20 | unit.
 * Before the text stands its length (4 bytes), behind it a NUL.  A text that is larger
 * than a block takes several blocks that lie side by side.  Not owned is a block that is a
 * later part of the one before, or an image's. */
struct pool {
	char **blocks;      /* start of each block */
	uint8_t *owned;     /* enum pool_owned of each */
	size_t block_count, block_cap, owned_cap;
	size_t newest;      /* the block that is filled */
	size_t used_units;  /* of it */
	/* Long texts that nothing is looked up by have blocks of their own, which are put out
	 * to a file when they are many. */
	size_t aside, aside_used_units, aside_count;
	struct paged paged;
	struct hash interned;
	struct pool_image *image; /* or NULL: the first blocks are kept there */
	text_ref image_end;       /* references below are looked at before they are used */
};

text_ref pool_add(struct pool *p, struct span text); /* SPAN_NONE gives 0 */
/* The same for a body, or the address of a comment. */
text_ref pool_add_aside(struct pool *p, struct span text);
/* The same text gives the same reference: for names that come again and again. */
text_ref pool_intern(struct pool *p, struct span text);
struct span pool_text(const struct pool *p, text_ref ref);
void pool_release(struct pool *p);
/* Room for blocks that are kept elsewhere. */
void pool_skip_blocks(struct pool *p, size_t count);

/* pool_image.c: texts of an image, which stays the caller's.  False: they are too many. */
bool pool_open_image(struct pool *p, const struct image *image);
void pool_image_free(struct pool_image *m); /* NULL is allowed */
struct span pool_image_text(struct pool_image *m, text_ref ref);
bool pool_image_is_damaged(const struct pool_image *m);
bool pool_write(const struct pool *p, image_write_fn *write, void *user);

/* An author that is called by a key in sources of a format. */
struct author_name {
	text_ref format, key, name;
};

/* What comments call a post by its key. */
struct post_title {
	text_ref key, title;
};

/* What of an image's rows was looked at: a bit for each block of rows, each thread. */
enum { BITS = 64, ROW_BLOCK = 64 };

struct row_image {
	struct image image;
	const uint8_t *states; /* of posts */
	uint64_t *seen_posts, *seen_comments, *seen_threads;
	bool damaged;
};

/* What is known from one linking to the next; nothing behind the final one. */
struct linked {
	struct hash ids;     /* comments by post and id */
	comment_id rows;     /* rows before this one are linked; 0 = none */
	bool *waits;         /* for each of them: its parent was not there, or may have changed */
	size_t waits_cap;
	bool stale;          /* something else has changed: all has to be linked anew */
};

void model_linked_release(struct linked *l);

/* Rows are counted from 1: index 0 of each array is never used. */
struct library {
	struct pool pool;
	struct source_row *sources;
	struct post_row *posts;
	struct comment_row *comments;
	text_ref *labels;
	struct thread_item *thread;
	uint32_t *post_numbers; /* place among the visible posts, 0 = hidden; made by linking */
	size_t source_len, source_cap, post_len, post_cap, comment_len, comment_cap;
	size_t label_len, label_cap, thread_cap, post_numbers_cap;
	struct hash post_ids;
	/* By key of URL, also where the id is a URL; kept from the first post on that is
	 * known by its thread only, or of a second source. */
	struct hash post_urls;
	bool post_urls_kept;
	struct author_name *author_names;
	size_t author_name_len, author_name_cap;
	struct hash author_keys; /* ids: index in author_names + 1 */
	struct post_title *post_titles;
	size_t post_title_len, post_title_cap;
	struct hash post_title_keys; /* ids: index in post_titles + 1 */
	struct linked linked;
	post_id threads_end; /* threads of the posts before this one are as they should be */
	bool dirty;
	struct row_image *image; /* or NULL: the arrays of rows are an image's */
	/* What of the rows has been said in diagnostics already. */
	size_t reported_comments;
};

/* The text of two references is the same; unknown (0) equals nothing. */
bool model_same_text(const struct library *lib, text_ref a, text_ref b);
/* Is what source a says newer than what b does?  The later one where neither has a date. */
bool model_source_is_newer(const struct library *lib, source_id a, source_id b);
/* The title that comments gave a post that is not there, or 0. */
text_ref model_post_title(const struct library *lib, struct span post_key);
post_id model_find_post_by_id(const struct library *lib, struct span id);
comment_id model_new_comment(struct library *lib);
post_id model_new_post(struct library *lib);
/* The row that stands for this one after merging. */
comment_id model_standing(const struct library *lib, comment_id id);

/* names.c: puts names where authors are called by keys. */
void model_name_authors(struct library *lib);
/* link_posts.c: gives every comment its post, if it is there. */
void model_link_posts(struct library *lib, struct diags *diags, bool final);
/* link_parents.c: merges equal comments, gives every comment its parent, cuts circles. */
void model_link_parents(struct library *lib, struct diags *diags, bool final);
/* The row that stands for the comment of that id, or 0. */
comment_id model_find_in_post(const struct library *lib, post_id post, struct span key);
/* It is found by its post and its id from here on, unless another one is found first. */
void model_index_comment(struct library *lib, comment_id c);
/* Rows [from, end) count as linked from here on; they all wait for their parent. */
void model_take_new_rows(struct library *lib, comment_id from, comment_id end);
/* The first row stands for both from here on; what both know is kept. */
void model_absorb(struct library *lib, comment_id into, comment_id from);
/* link_copies.c: merges what sources have both under ids of their own. */
void model_merge_copies(struct library *lib);
/* thread.c: lays out threads that are not, numbers and visibility. */
void model_make_threads(struct library *lib);
/* The comments of a post are others, or they answer others; 0: of every post. */
void model_thread_changes(struct library *lib, post_id post);
void model_number_posts(struct library *lib);

void row_image_free(struct row_image *m); /* NULL is allowed */
/* image_check.c: is what is needed at once what it may be?  NULL, or what is wrong. */
const char *image_check_start(const struct library *lib);
/* Rows of an image, looked at first; what is wrong is made empty. */
const struct post_row *image_post(const struct library *lib, post_id id);
text_ref image_label(const struct library *lib, uint32_t index);
const struct comment_row *image_comment(const struct library *lib, comment_id id);
void image_check_thread(const struct library *lib, post_id post);

#endif
