/* The library's insides, shared by the files of the model layer only. */
#ifndef MODEL_LIBRARY_PRIV_H
#define MODEL_LIBRARY_PRIV_H

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

/* A post, as far as linking goes. */
struct post_link {
	comment_id first, last; /* its comments that are placed, by next_of_post */
	uint32_t count;         /* of them */
	uint32_t room;          /* so many items are kept for its thread */
	post_id next;           /* in the queue of threads to be laid out */
	bool queued;
	bool changed;           /* its thread is to be laid out, at the latest at the end */
	bool guess;             /* link_guesses.c: a stand-in, for now */
	post_id gave_way_to;    /* of a guess: the post that its comments have */
	uint32_t made;          /* it is the stand-in of that number, from 1; 0: none */
};

struct row_list {
	comment_id *rows;
	size_t len, cap;
};

/* A linking that is taken in steps (link.c). */
struct link_job {
	bool running, final;
	bool has_guesses;           /* there were some when it began */
	unsigned phase;
	size_t at;                  /* how far this phase has come */
	struct diags *diags;
	struct post_names *names;   /* link_posts.c, or NULL */
	struct copies *copies;      /* link_copies.c, or NULL */
	struct thread_item *sorted; /* threads in the order of posts, or NULL */
	size_t sorted_len;
};

/* What is known from one linking to the next; nothing behind the final one. */
struct linked {
	struct hash ids;          /* comments that are placed, by post and id */
	comment_id rows;          /* rows before this one have been looked at; 0 = none */
	struct post_link *posts;
	size_t posts_len, posts_cap;
	text_ref found_key;       /* the last one that named a post by its id, and that post */
	post_id found_post;
	struct row_list unplaced; /* their post is not known; 0: it is by now */
	size_t unplaced_at, unplaced_left, unplaced_gone;
	size_t posts_tried;       /* there were so many posts when it was looked for */
	struct row_list late;     /* second ones of an id, and what was said to be below such */
	struct hash guesses;      /* posts that are guesses, by what comments call them */
	size_t guess_count;       /* of these, as long as they are no more than that */
	size_t guessed_rows;      /* of unplaced, these are no more to be looked at for guesses */
	text_ref guessed_key;     /* the last one that was guessed for, and that post */
	post_id guessed_post;
	uint32_t made_count;      /* stand-ins that the final linking has made */
	post_id queue_first, queue_last;
	size_t credit;            /* so many rows may be laid out */
	bool disordered;          /* of one id, a later row was placed before an earlier one */
	bool stale;               /* something else has changed: all has to be linked anew */
	struct link_job job;
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
	post_id numbered;       /* posts before this one have theirs */
	uint32_t last_number;
	size_t source_len, source_cap, post_len, post_cap, comment_len, comment_cap;
	size_t label_len, label_cap, thread_len, thread_cap, post_numbers_cap;
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
	post_id *moves; /* or NULL: see library_take_moves() */
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

/* ---- linking: phases of a job, each a step at a time ---- */

/* What a step has cost, in rows; 0: this phase is done. */
typedef size_t link_phase_fn(struct library *lib, struct link_job *job);

/* names.c: puts names where authors are called by keys. */
size_t model_name_author(struct library *lib, struct link_job *job);
/* link_rows.c: gives rows the post that they name by its id, and places them there. */
size_t model_take_row(struct library *lib, struct link_job *job);
size_t model_place_unplaced(struct library *lib, struct link_job *job);
void model_place_row(struct library *lib, comment_id c);
void model_append_row(struct library *lib, comment_id c);
/* Everything is taken anew, in the order of the rows. */
void model_link_anew(struct library *lib);
void model_row_list_add(struct row_list *list, comment_id c);
struct post_link *model_post_link(struct library *lib, post_id post);
/* The comments of a post are others, or they answer others. */
void model_thread_changes(struct library *lib, post_id post);
/* Is that more than so much of a large one that it can wait? */
bool model_is_due(const struct library *lib, post_id post);
/* link_posts.c: finds the posts of rows that name them in another way. */
size_t model_index_post_name(struct library *lib, struct link_job *job);
size_t model_index_comment_name(struct library *lib, struct link_job *job);
size_t model_link_post(struct library *lib, struct link_job *job);
void model_post_names_free(struct post_names *names); /* NULL is allowed */
/* Makes it a post of which only the name by which its comments call it is known. */
void model_call_missing(struct library *lib, post_id id, struct span key, source_id source);
/* link_guesses.c: stand-ins while facts arrive. */
size_t model_guess_post(struct library *lib, struct link_job *job);
/* The guess that a comment was given, to be the stand-in for its post; or 0. */
post_id model_take_guess(struct library *lib, comment_id c);
/* That is its post, whatever was guessed. */
void model_settle_guess(struct library *lib, comment_id c, post_id post);
/* Posts stand as if nothing had been guessed. */
size_t model_order_posts(struct library *lib, struct link_job *job);
/* link_merge.c: merges comments of one id. */
size_t model_place_late(struct library *lib, struct link_job *job);
/* The first row stands for both from here on; what both know is kept. */
void model_absorb(struct library *lib, comment_id into, comment_id from);
/* link_copies.c: merges what sources have both under ids of their own. */
size_t model_merge_copy(struct library *lib, struct link_job *job);
void model_copies_free(struct copies *copies); /* NULL is allowed */

/* The row of that id, whether or not another stands for it; and the one that does. */
comment_id model_find_row(const struct library *lib, post_id post, struct span key);
comment_id model_find_in_post(const struct library *lib, post_id post, struct span key);
/* For rows of a post by any of their names. */
uint32_t model_scoped_hash(post_id post, struct span key);
/* It is found by its post and its id from here on, unless another one is found first. */
void model_index_comment(struct library *lib, comment_id c);

/* ---- threads ---- */

/* The children of each comment of a thread, by its place in the list of them, and behind
 * these those of the post. */
struct kids {
	uint32_t *start; /* of node n's children in of[]; start[n + 1] is their end */
	comment_id *of;
	size_t comments;
};

/* link_parents.c: finds what comments answer that wait for it, and cuts circles.  The list
 * has the comments of a post, in the order of their rows; `place` of each is its index
 * there.  Stand-ins are added.  True: some still wait. */
bool model_find_parents(struct library *lib, struct row_list *list, struct diags *diags,
    bool final);
/* thread.c: lays out a thread. */
void model_lay_out(struct library *lib, post_id post, struct diags *diags, bool final);
/* siblings.c */
void model_sort_siblings(const struct library *lib, const struct kids *k);
size_t model_sort_threads(struct library *lib, struct link_job *job);
void model_number_posts(struct library *lib);
void model_number_new_posts(struct library *lib);

void row_image_free(struct row_image *m); /* NULL is allowed */
/* image_check.c: is what is needed at once what it may be?  NULL, or what is wrong. */
const char *image_check_start(const struct library *lib);
/* Rows of an image, looked at first; what is wrong is made empty. */
const struct post_row *image_post(const struct library *lib, post_id id);
text_ref image_label(const struct library *lib, uint32_t index);
const struct comment_row *image_comment(const struct library *lib, comment_id id);
void image_check_thread(const struct library *lib, post_id post);

#endif
