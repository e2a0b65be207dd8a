/* Private to the adapter of comment threads in JSON: what the documents of each service
 * look like (json_shapes.c), how they are walked (json_thread.c), and what is made of
 * an entry (json_thread_entry.c). */
#ifndef INGEST_JSON_THREAD_PRIV_H
#define INGEST_JSON_THREAD_PRIV_H

#include "ingest/json_priv.h"
#include "moot/base/buf.h"
#include "moot/model/model.h"

/* Where the fields of a post or comment are: paths from its own map, several separated
 * by '|'; a title, total or id of a post with '/' before it is from the root.  NULL: it
 * has no such field. */
struct json_fields {
	const char *id, *parent, *title, *author, *author_url, *date, *url;
	const char *html, *text; /* the body; text may be HTML where the shape says so */
	const char *replies; /* nested comments */
	const char *post; /* the post's id or address */
	const char *deleted, *held; /* true, or a time */
	const char *status; /* a word for its state */
	const char *depth; /* where the list is in preorder and says no parents */
	const char *total; /* how many comments there are */
	const char *warning; /* words that stand before the body */
	const char *media; /* a list of pictures and films: url, description */
};

enum json_shape_flag {
	SHAPE_ESCAPED = 1, /* bodies and titles are escaped once more */
	SHAPE_GUESS_HTML = 2, /* text with tags in it is HTML */
	SHAPE_PARENT_IS_PATH = 4, /* "0.24.27": the last but one */
	SHAPE_UTC = 8, /* dates without an offset are in UTC */
	SHAPE_TOPS_ARE_POSTS = 16, /* what answers nothing is a post */
	SHAPE_POST_BY_URL = 32, /* the post is the comment's address without fragment */
	SHAPE_NAMES_ARE_HTML = 64, /* of titles and authors, references are read */
	SHAPE_ONE_POST = 128, /* all belongs to the first post */
	SHAPE_IN_PARTS = 256, /* the post is there only in the part that begins with number 1 */
};

struct json_shape {
	const char *name; /* what the source's format is called */
	const char *probe; /* paths from the root, all of which must be there; by '|' */
	const char *lists; /* paths from the root to lists of comments; "": the root */
	const char *post; /* path from the root to the map of the post, or NULL */
	struct json_fields post_fields, fields;
	const char *above, *below; /* lists around an entry that is in neither of them */
	const char *post_sign; /* path that only an entry that is a post has, or NULL */
	const char *base; /* what addresses are resolved against, or NULL */
	unsigned int flags; /* of enum json_shape_flag */
	int uncounted; /* entries in `total` that are no comments */
};

/* The shape that the document has; NULL when it has none of them. */
const struct json_shape *json_shape_of(struct jval root);
/* Is nothing known of it but that it is a list? */
bool json_shape_is_any(const struct json_shape *shape);

struct json_thread {
	struct ingest_target target;
	struct jdoc doc;
	const struct json_shape *shape;
	post_id post; /* the document's one post; 0: there is none */
	struct buf post_key; /* its id */
	struct buf post_elsewhere; /* the id of the post that another part has */
	int64_t left_out; /* comments that the source has elsewhere */
	/* What a fact points at until it is added. */
	struct buf id, parent, of_post, title, author, body, url;
	struct json_depth {
		int64_t depth;
		comment_id comment;
	} *above; /* the comments above, where the list is in preorder */
	size_t above_len, above_cap;
};

/* Adds the post of the document, or an entry that is a post. */
post_id json_add_post(struct json_thread *t, struct jval map, const struct json_fields *at);
/* What the post of the map is called in the library. */
struct span json_post_id(struct json_thread *t, struct jval map, const char *paths);
/* What the body is, in the document or made from it. */
struct span json_body(struct json_thread *t, struct jval map, const struct json_fields *at,
    enum body_type *type);
/* Adds a comment below another (0: what it answers is in its fields) of a post (0: the
 * document's, or one that its fields name); returns 0 when it is none. */
comment_id json_add_comment(struct json_thread *t, struct jval map, comment_id below,
    post_id post);

#endif
