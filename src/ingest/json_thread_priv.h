/* Private to the adapter of comment threads in JSON: what the documents of each service
 * look like (json_shapes_sites.c, json_shapes_systems.c, json_shapes.c), how they are walked
 * (json_thread.c), what is made of an entry (json_thread_entry.c), and who wrote it where
 * that stands in a list of its own (json_people.c). */
#ifndef INGEST_JSON_THREAD_PRIV_H
#define INGEST_JSON_THREAD_PRIV_H

#include "ingest/json_priv.h"
#include "moot/base/buf.h"
#include "moot/base/hash.h"
#include "moot/model/model.h"

/* Where the fields of a post or comment are: paths from its own map, several separated
 * by '|'; a title, total or id of a post with '/' before it is from the root.  NULL: it
 * has no such field. */
struct json_fields {
	const char *id, *parent, *title, *author, *author_url, *date, *url;
	const char *author_key; /* of the list of people, where the shape has one */
	const char *html, *text; /* the body; text may be HTML where the shape says so */
	const char *replies; /* lists of nested comments, each of them */
	const char *post; /* the post's id or address */
	const char *post_title; /* what it is headed with, should it not be there */
	const char *deleted, *held, *spam; /* true, or a time */
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
	SHAPE_ANY = 512, /* nothing is known of it but what it has */
	SHAPE_PARENT_IS_NUMBER = 1024, /* an address: ids end in the number that it ends in */
};

/* Those who write, in a list of their own, and what tells who wrote an entry when it does
 * not say so itself.  Paths: of the lists from the root, of the others in their items. */
struct json_people {
	const char *list, *key, *name, *url;
	const char *credits, *of, *by; /* whose id and key; or NULL */
};

struct json_shape {
	const char *name; /* what the source's format is called */
	const char *probe; /* paths from the root, all of which must be there; by '|' */
	const char *lists; /* paths from the root to lists of comments; "": the root */
	const char *post; /* path from the root to the map of the post, or NULL */
	struct json_fields post_fields, fields;
	const char *above, *below; /* lists around an entry that is in neither of them */
	const char *post_sign; /* paths that only an entry that is a post has, or NULL */
	const char *comment_sign; /* paths that only an entry that is a comment has, or NULL */
	const char *base; /* what addresses are resolved against, or NULL */
	struct json_people people;
	unsigned int flags; /* of enum json_shape_flag */
	int uncounted; /* entries in `total` that are no comments */
};

/* What is known; each ends with a row without a name. */
extern const struct json_shape json_shapes_sites[], json_shapes_systems[];
/* The shape that the document has; NULL when it has none of them. */
const struct json_shape *json_shape_of(struct jval root);

struct json_thread {
	struct ingest_target target;
	struct jdoc doc;
	const struct json_shape *shape;
	post_id post; /* the document's one post; 0: there is none */
	struct buf post_key; /* its id */
	struct buf post_elsewhere; /* the id of the post that another part has */
	int64_t left_out; /* comments that the source has elsewhere */
	struct hash people, credits; /* of the lists' items; made when first asked for */
	/* What a fact points at until it is added. */
	struct buf id, parent, of_post, title, author, body, url, key;
	struct json_depth {
		int64_t depth;
		comment_id comment;
	} *above; /* the comments above, where the list is in preorder */
	size_t above_len, above_cap;
};

/* Adds the post of the document, or an entry that is a post; 0 when it is none, as
 * nothing is known of it. */
post_id json_add_post(struct json_thread *t, struct jval map, const struct json_fields *at);
/* What the post of the map is called in the library. */
struct span json_post_id(struct json_thread *t, struct jval map, const char *paths);
/* The one of the list of people who wrote the entry, or none. */
struct jval json_person(struct json_thread *t, struct jval map, const struct json_fields *at);
void json_people_release(struct json_thread *t);
/* What the body is, in the document or made from it. */
struct span json_body(struct json_thread *t, struct jval map, const struct json_fields *at,
    enum body_type *type);
/* Adds a comment below another (0: what it answers is in its fields) of a post (0: the
 * document's, or one that its fields name); returns 0 when it is none. */
comment_id json_add_comment(struct json_thread *t, struct jval map, comment_id below,
    post_id post);

#endif
