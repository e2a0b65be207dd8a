/* A library as bytes: rows and texts as they lie in memory, to be written out and used
 * again where they lie.
 *
 * Rows name each other by number and texts by reference, so the parts of an image are
 * their arrays.  They mean something only to the program that wrote them, on the same
 * kind of machine: image_layout() changes with every struct that is in them, and who
 * keeps an image keeps that number beside it.
 *
 * Nothing is trusted, and nothing is looked at before it is needed.  Sources, and which
 * posts are shown, are checked when the library is made; rows, threads and texts when they
 * are asked for the first time: no number names a row that is not there, states are
 * states, a thread is in preorder, a text is UTF-8.  What fails is taken to be empty, and
 * library_is_damaged() tells; whoever cannot take that back calls library_check_posts()
 * and library_check_post() before.
 */
#ifndef MOOT_MODEL_IMAGE_H
#define MOOT_MODEL_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/buf.h"
#include "moot/base/span.h"
#include "moot/model/model.h"

enum image_part {
	IMAGE_SOURCES,
	IMAGE_STATES, /* of the posts, a byte for each: what is in their rows, too */
	IMAGE_POSTS,
	IMAGE_LABELS,
	IMAGE_COMMENTS,
	IMAGE_THREAD,
	IMAGE_POOL, /* the texts */
	IMAGE_PARTS,
};

uint64_t image_layout(void);

/* Takes the bytes of a part, piece by piece; false ends it. */
typedef bool image_write_fn(void *user, struct span bytes);
/* The library was linked and is none that came from an image.  False when write was. */
bool library_write_part(const struct library *lib, enum image_part part, image_write_fn *write,
    void *user);

/* Makes sure that bytes of a part are there, and are what was written; false: they are
 * not. */
typedef bool image_load_fn(void *user, const char *from, size_t len_bytes);

/* The parts of an image and who keeps them. */
struct image {
	/* Each begins where any type may.  The memory is the library's own: it is written to,
	 * and what was loaded never changes. */
	struct span parts[IMAGE_PARTS];
	image_load_fn *load;         /* NULL: everything is there */
	void (*release)(void *user); /* when the library is freed; NULL: nothing to do */
	void *user;
};

/* Bytes that are looked at once and not to be kept: read into scratch, where they stay
 * until it is used again.  SPAN_NONE: they are not what was written. */
typedef struct span image_read_fn(void *user, const char *from, size_t len_bytes,
    struct buf *scratch);

/* Parts that layers above keep beside an image.  They stay as long as the library. */
enum { IMAGE_MORE_PARTS = 8 };

struct image_more {
	struct span parts[IMAGE_MORE_PARTS]; /* none is loaded */
	image_load_fn *load;
	image_read_fn *read;
	void *user;
};

/* Who writes them, one after the other from 0 on. */
struct image_more_writer {
	bool (*write_part)(void *what, int part, image_write_fn *write, void *user);
	void *what;
};

/* The library keeps the image and releases it.  No facts can be added to it.  NULL when
 * something in it is wrong, which is then in *wrong; the image stays the caller's. */
struct library *library_from_image(const struct image *image, const char **wrong);
/* Calls a source by another name. */
void library_rename_source(struct library *lib, source_id source, struct span name);

/* Was something that was asked for not what it should be? */
bool library_is_damaged(const struct library *lib);
/* Look now at what would be looked at later; false when it is damaged.  True for a library
 * that was read. */
bool library_check_posts(const struct library *lib); /* of each all but body and thread */
bool library_check_post(const struct library *lib, post_id post); /* those of one */

#endif
