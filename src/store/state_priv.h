/* The insides of the reading state: in memory (state.c, state_place.c), with keys
 * (state_key.c) in a table (state_table.c); and in its file (state_db.c, state_save.c). */
#ifndef STORE_STATE_PRIV_H
#define STORE_STATE_PRIV_H

#include "moot/base/hash.h"
#include "moot/store/state.h"

struct state_db; /* the file; NULL where nothing is kept */

/* What is known of one comment; its place in a post's blob is 16 bytes. */
struct seen {
	uint64_t key;          /* of post and comment */
	uint32_t first_seen_s; /* seconds since 2000; 0 = already there at the first visit */
	uint32_t twins : 30;   /* comments without id of this library that have this key */
	uint32_t read : 1;
	uint32_t known : 1;    /* it is in the file; else only here to count twins */
};

struct seen_table {
	struct seen *slots; /* key 0 = free */
	size_t len, cap;
	struct seen *next;  /* twice as many, or NULL; not used before all are cleared */
	size_t cleared;
	struct seen *old;   /* slots that it has outgrown, or NULL */
	size_t old_cap, moved;
};

struct stored_place {
	uint64_t post_key, comment_key; /* 0 = none */
	uint32_t text_offset_bytes;
	uint8_t pane;
	bool unsaved;
};

enum { MARKS = 52 }; /* a-z, A-Z */

enum comment_flag {
	IS_READ = 1,
	IS_NEW = 2,
	BY_USER = 4, /* the user has said in this run whether it is read */
	UNSAVED = 8, /* and the file does not know yet */
};

struct known_comment {
	uint64_t key;
	uint32_t first_seen_s;
	uint8_t flags; /* enum comment_flag */
};

struct known_post {
	uint64_t key; /* see state_post_key() */
	uint32_t new_count, unread_count; /* when counted_at is the state's generation */
	uint32_t counted_at;
	bool unsaved; /* a comment was seen first, or marked */
};

struct state {
	struct state_db *db;
	int64_t library_row; /* 0 = not in the file yet */
	char *library_key;   /* NULL = not begun */
	char *sources;       /* to be stored, or NULL */
	bool known_before;
	struct state_keys keys;
	bool has_keys;
	bool in_steps;       /* state_step() loads what is known of posts */
	bool posts_loaded;   /* by state_db_load_more() */
	bool unsettled;      /* state_step() has something left to do */
	bool whole_in_file;  /* the file has a whole visit of this library */
	int64_t visit_s, last_visit_s;
	struct seen_table table;
	struct stored_place last;
	struct stored_place *places; /* one per post that has one */
	size_t place_len, place_cap;
	struct stored_place marks[MARKS];
	struct known_comment *comments; /* by comment_id, below matched */
	size_t comment_cap, matched;
	struct known_post *posts;       /* by post_id, below posts_matched */
	size_t post_cap, posts_matched;
	uint32_t generation; /* of the counts; from 1 */
	uint32_t read_changes;
	struct date since;
};

/* ---- state_key.c ---- */

uint64_t key_of_post(const struct library *lib, post_id post);
uint64_t key_of_comment(const struct library *lib, uint64_t post_key, comment_id id);
/* The key of the nth (from 0) comment with this key. */
uint64_t key_of_twin(uint64_t key, uint32_t nth);
/* The key among the twins that were asked for before: they are counted in the table. */
uint64_t key_among_twins(const struct comment_row *row, uint64_t key, struct seen_table *twins);

/* ---- state_table.c ---- */

struct seen *seen_find(const struct seen_table *t, uint64_t key);
struct seen *seen_add(struct seen_table *t, uint64_t key); /* the one that is there, or a new one */
/* Moves entries of so many slots that the table has outgrown; false when there are no more:
 * then slots has all of them. */
bool seen_move(struct seen_table *t, size_t slots);
void seen_release(struct seen_table *t);

/* ---- state.c ---- */

uint64_t state_post_key(const struct state *s, post_id p);
/* As it was made before, else as it is made now; not among twins. */
uint64_t state_comment_key(const struct state *s, const struct library *lib, comment_id c);

bool state_is_matched(const struct state *s, comment_id comment);

/* ---- state_db.c, state_save.c ---- */

/* The file at path, made when it is not there; NULL with a sentence. */
struct state_db *state_db_open(const char *path, char **trouble);
void state_db_close(struct state_db *db);
/* Fills s with what the file knows of s->library_key; true when it was read before. */
bool state_db_load(struct state_db *db, struct state *s, char **trouble);
/* With keys that leaves the posts: loads some of them; false when there are no more. */
bool state_db_load_more(struct state_db *db, struct state *s, char **trouble);
/* Merges what has changed in s into the file, in one transaction. */
enum state_saved state_db_save(struct state_db *db, struct state *s, const struct library *lib,
    int64_t now_s, bool at_end, char **trouble);
bool state_db_is_unused(struct state_db *db);
void state_db_last_sources(struct state_db *db, struct buf *out);

#endif
