/* The insides of the reading state: state.c keeps it in memory, state_db.c in the file. */
#ifndef MOOT_STORE_STATE_PRIV_H
#define MOOT_STORE_STATE_PRIV_H

#include "moot/base/hash.h"
#include "moot/store/state.h"

struct state_db; /* the file; NULL where nothing is kept */

/* What is known of one comment; its place in a post's blob is 16 bytes. */
struct seen {
	uint64_t key;         /* of post and comment */
	uint32_t first_seen_s; /* seconds since 2000; 0 = already there at the first visit */
	uint8_t read, changed; /* changed: set by the user in this run */
};

struct seen_table {
	struct seen *slots; /* open addressing; key 0 = free */
	size_t len, cap;
};

struct stored_place {
	uint64_t post_key, comment_key; /* 0 = none */
	uint32_t text_offset_bytes;
	bool changed;
};

enum { MARKS = 52 }; /* a-z, A-Z */

struct state {
	struct state_db *db;
	int64_t library_row; /* 0 = not in the file yet */
	char *library_key;
	char *sources; /* to be stored, or NULL */
	bool known_before;
	int64_t visit_s, last_visit_s;
	struct seen_table table;
	struct stored_place last;
	struct stored_place *places; /* one per post that has one */
	size_t place_len, place_cap;
	struct stored_place marks[MARKS];
	/* By comment_id; made by state_match(). */
	uint32_t *first_seen_s;
	uint8_t *is_read;
	uint8_t *is_new;
	uint64_t *keys;
	size_t comment_cap, matched;
	/* By post_id. */
	uint64_t *post_keys;
	uint8_t *post_changed;
	size_t post_cap, posts_matched;
	struct date since;
};

struct seen *seen_find(const struct seen_table *t, uint64_t key);
struct seen *seen_add(struct seen_table *t, uint64_t key);
void seen_release(struct seen_table *t);
struct stored_place *state_stored_place(struct state *s, uint64_t post_key, bool make);

/* The file at path, made when it is not there; NULL with a sentence. */
struct state_db *state_db_open(const char *path, char **trouble);
void state_db_close(struct state_db *db);
/* Fills s with what the file knows of s->library_key. */
bool state_db_load(struct state_db *db, struct state *s);
/* Merges what has changed in s into the file, in one transaction. */
bool state_db_save(struct state_db *db, struct state *s, const struct library *lib, int64_t now_s,
    char **trouble);
void state_db_last_sources(struct state_db *db, struct buf *out);

#endif
