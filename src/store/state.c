/* The state in memory.  Comments are known by a 64-bit key made of what names the post
 * and what names the comment; at a million comments two keys are equal once in thirty
 * million libraries, and then one comment counts as read with another. */
#include "config.h"

#include "moot/store/state.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "store/state_priv.h"

/* ---- keys ---- */

/* FNV-1a, mixed at the end (splitmix64), never 0. */
static uint64_t hash64(uint64_t hash, struct span text)
{
	for (size_t i = 0; i < text.len; i++)
		hash = (hash ^ (unsigned char)text.p[i]) * UINT64_C(0x100000001b3);
	return hash;
}

static uint64_t hash64_end(uint64_t hash)
{
	hash ^= hash >> 30;
	hash *= UINT64_C(0xbf58476d1ce4e5b9);
	hash ^= hash >> 27;
	hash *= UINT64_C(0x94d049bb133111eb);
	hash ^= hash >> 31;
	return hash ? hash : 1;
}

#define FNV_START UINT64_C(0xcbf29ce484222325)

static uint64_t hash_text(const struct library *lib, uint64_t hash, text_ref ref)
{
	hash = hash64(hash, library_text(lib, ref));
	return hash64(hash, SPAN_LIT("\n"));
}

static uint64_t hash_date(uint64_t hash, struct date d)
{
	return hash64(hash, span_of((const char *)&d.unix_s, sizeof d.unix_s));
}

static uint64_t key_of_post(const struct library *lib, post_id post)
{
	const struct post_row *row = library_post(lib, post);
	uint64_t hash = FNV_START;

	if (row->id)
		return hash64_end(hash_text(lib, hash, row->id));
	if (row->url)
		return hash64_end(hash_text(lib, hash + 1, row->url));
	return hash64_end(hash_date(hash_text(lib, hash + 2, row->title), row->published));
}

static uint64_t key_of_comment(const struct library *lib, uint64_t post_key, comment_id id)
{
	const struct comment_row *row = library_comment(lib, id);

	if (row->id)
		return hash64_end(hash_text(lib, post_key, row->id));
	return hash64_end(hash_date(
	    hash_text(lib, hash_text(lib, post_key + 1, row->author), row->body), row->published));
}

/* Sources of one blog are one library, whichever file they came in. */
void state_library_key(const struct library *lib, struct buf *out)
{
	for (source_id s = 1; s <= library_source_count(lib); s++) {
		const struct source_row *row = library_source(lib, s);
		text_ref ref = row->id ? row->id : row->url ? row->url : row->name;

		if (library_text(lib, ref).len && (row->id || row->url || s == 1)) {
			buf_add_span(out, library_text(lib, ref));
			return;
		}
	}
}

/* ---- the table of what is known ---- */

struct seen *seen_find(const struct seen_table *t, uint64_t key)
{
	if (!t->cap)
		return NULL;
	for (size_t i = key & (t->cap - 1); t->slots[i].key; i = (i + 1) & (t->cap - 1))
		if (t->slots[i].key == key)
			return &t->slots[i];
	return NULL;
}

static struct seen *insert(struct seen_table *t, struct seen seen)
{
	size_t i = seen.key & (t->cap - 1);

	while (t->slots[i].key)
		i = (i + 1) & (t->cap - 1);
	t->slots[i] = seen;
	return &t->slots[i];
}

struct seen *seen_add(struct seen_table *t, uint64_t key)
{
	struct seen *known = seen_find(t, key);

	if (known)
		return known;
	if (t->len * 2 >= t->cap) {
		struct seen_table bigger = { NULL, t->len, t->cap ? t->cap * 2 : 256 };

		bigger.slots = xcalloc(bigger.cap, sizeof *bigger.slots);
		for (size_t i = 0; i < t->cap; i++)
			if (t->slots[i].key)
				insert(&bigger, t->slots[i]);
		free(t->slots);
		*t = bigger;
	}
	t->len++;
	return insert(t, (struct seen){ .key = key });
}

void seen_release(struct seen_table *t)
{
	free(t->slots);
	*t = (struct seen_table){ 0 };
}

/* ---- life ---- */

struct state *state_open(const char *path, char **trouble)
{
	struct state *s = xcalloc(1, sizeof *s);

	*trouble = NULL;
	if (path)
		s->db = state_db_open(path, trouble);
	return s;
}

void state_close(struct state *s)
{
	if (!s)
		return;
	state_db_close(s->db);
	seen_release(&s->table);
	free(s->library_key);
	free(s->sources);
	free(s->places);
	free(s->first_seen_s);
	free(s->is_read);
	free(s->is_new);
	free(s->keys);
	free(s->post_keys);
	free(s->post_changed);
	free(s);
}

bool state_begin(struct state *s, struct span library_key, int64_t now_s)
{
	free(s->library_key);
	s->library_key = xspandup(library_key);
	s->known_before = s->db && state_db_load(s->db, s);
	/* last_visit_s is when the last visit was last active. */
	if (!s->known_before || now_s - s->last_visit_s > STATE_SAME_VISIT_S)
		s->visit_s = now_s;
	return s->known_before;
}

/* ---- matching ---- */

enum { EPOCH_2000_S = 946684800 };

static uint32_t since_2000(int64_t unix_s)
{
	return unix_s <= EPOCH_2000_S ? 1 : (uint32_t)(unix_s - EPOCH_2000_S);
}

static void grow(struct state *s, size_t comments, size_t posts)
{
	if (comments > s->comment_cap) {
		s->comment_cap = comments + comments / 2;
		s->first_seen_s = xreallocarray(s->first_seen_s, s->comment_cap, sizeof(uint32_t));
		s->is_read = xreallocarray(s->is_read, s->comment_cap, 1);
		s->is_new = xreallocarray(s->is_new, s->comment_cap, 1);
		s->keys = xreallocarray(s->keys, s->comment_cap, sizeof(uint64_t));
	}
	if (posts > s->post_cap) {
		s->post_cap = posts + posts / 2;
		s->post_keys = xreallocarray(s->post_keys, s->post_cap, sizeof(uint64_t));
		s->post_changed = xreallocarray(s->post_changed, s->post_cap, 1);
	}
}

static bool counts_as_new(const struct state *s, const struct library *lib, comment_id c)
{
	struct date published = library_comment(lib, c)->published;

	if (date_known(s->since))
		return date_known(published) && date_cmp(published, s->since) >= 0;
	return s->known_before && s->first_seen_s[c] >= since_2000(s->visit_s);
}

static void match_comment(struct state *s, const struct library *lib, comment_id c)
{
	const struct comment_row *row = library_comment(lib, c);
	struct seen *seen;

	s->keys[c] = key_of_comment(lib, s->post_keys[row->post], c);
	seen = seen_find(&s->table, s->keys[c]);
	s->is_read[c] = seen && seen->read;
	if (!seen)
		s->post_changed[row->post] = 1;
	if (seen)
		s->first_seen_s[c] = seen->first_seen_s;
	else
		s->first_seen_s[c] = s->known_before ? since_2000(s->visit_s) : 0;
	s->is_new[c] = counts_as_new(s, lib, c);
}

void state_match(struct state *s, const struct library *lib)
{
	size_t posts = (size_t)library_post_count(lib) + 1;
	size_t comments = (size_t)library_comment_count(lib) + 1;

	grow(s, comments, posts);
	for (post_id p = s->posts_matched ? (post_id)s->posts_matched : 1; p < posts; p++) {
		s->post_keys[p] = key_of_post(lib, p);
		s->post_changed[p] = 0;
	}
	s->posts_matched = posts;
	/* A comment whose post is not known yet stops the matching: the ones behind it
	 * wait for the next call. */
	for (comment_id c = s->matched ? (comment_id)s->matched : 1; c < comments; c++) {
		if (!library_comment(lib, c)->post)
			break;
		match_comment(s, lib, c);
		s->matched = (size_t)c + 1;
	}
}

static bool is_matched(const struct state *s, comment_id c)
{
	return c && c < s->matched;
}

bool state_is_new(const struct state *s, comment_id comment)
{
	return is_matched(s, comment) && s->is_new[comment];
}

bool state_is_read(const struct state *s, comment_id comment)
{
	return is_matched(s, comment) && s->is_read[comment];
}

void state_set_read(struct state *s, comment_id comment, bool read)
{
	struct seen *seen;

	if (!is_matched(s, comment) || s->is_read[comment] == read)
		return;
	s->is_read[comment] = read;
	seen = seen_find(&s->table, s->keys[comment]);
	if (!seen) {
		seen = seen_add(&s->table, s->keys[comment]);
		seen->first_seen_s = s->first_seen_s[comment];
	}
	seen->read = read;
	seen->changed = 1;
}

static uint32_t count_shown(const struct state *s, const struct library *lib, post_id post,
    const uint8_t *flags, uint8_t wanted)
{
	uint32_t count, n = 0;
	const struct thread_item *items = library_thread(lib, post, &count);

	for (uint32_t i = 0; i < count; i++) {
		comment_id c = items[i].comment;

		if (library_comment(lib, c)->state == COMMENT_SHOWN && is_matched(s, c))
			n += flags[c] == wanted;
	}
	return n;
}

uint32_t state_new_count(const struct state *s, const struct library *lib, post_id post)
{
	return count_shown(s, lib, post, s->is_new, 1);
}

uint32_t state_unread_count(const struct state *s, const struct library *lib, post_id post)
{
	return count_shown(s, lib, post, s->is_read, 0);
}

void state_set_since(struct state *s, const struct library *lib, struct date since)
{
	s->since = since;
	for (comment_id c = 1; c < s->matched; c++)
		s->is_new[c] = counts_as_new(s, lib, c);
}

int64_t state_last_visit_s(const struct state *s)
{
	return s->known_before ? s->last_visit_s : 0;
}

/* ---- places and marks ---- */

struct stored_place *state_stored_place(struct state *s, uint64_t post_key, bool make)
{
	for (size_t i = 0; i < s->place_len; i++)
		if (s->places[i].post_key == post_key)
			return &s->places[i];
	if (!make)
		return NULL;
	ARRAY_GROW(s->places, s->place_len, s->place_cap);
	s->places[s->place_len] = (struct stored_place){ .post_key = post_key };
	return &s->places[s->place_len++];
}

static comment_id find_comment(const struct state *s, const struct library *lib, post_id post,
    uint64_t key)
{
	uint32_t count;
	const struct thread_item *items = library_thread(lib, post, &count);

	for (uint32_t i = 0; key && i < count; i++)
		if (is_matched(s, items[i].comment) && s->keys[items[i].comment] == key)
			return items[i].comment;
	return 0;
}

static bool from_stored(const struct state *s, const struct library *lib, post_id post,
    const struct stored_place *stored, struct place *place)
{
	*place = (struct place){ post, find_comment(s, lib, post, stored->comment_key), 0 };
	if (place->comment || !stored->comment_key)
		place->text_offset_bytes = stored->text_offset_bytes;
	return true;
}

static post_id find_post(const struct state *s, uint64_t key)
{
	for (post_id p = 1; p < s->posts_matched; p++)
		if (s->post_keys[p] == key)
			return p;
	return 0;
}

static void to_stored(const struct state *s, const struct place *place, struct stored_place *stored)
{
	*stored = (struct stored_place){
		.post_key = s->post_keys[place->post],
		.comment_key = is_matched(s, place->comment) ? s->keys[place->comment] : 0,
		.text_offset_bytes = place->text_offset_bytes,
		.changed = true,
	};
}

bool state_place(const struct state *s, const struct library *lib, post_id post,
    struct place *place)
{
	if (post >= s->posts_matched)
		return false;
	for (size_t i = 0; i < s->place_len; i++)
		if (s->places[i].post_key == s->post_keys[post])
			return from_stored(s, lib, post, &s->places[i], place);
	return false;
}

bool state_last_place(const struct state *s, const struct library *lib, struct place *place)
{
	post_id post = s->last.post_key ? find_post(s, s->last.post_key) : 0;

	return post && from_stored(s, lib, post, &s->last, place);
}

void state_set_place(struct state *s, const struct place *place)
{
	if (!place->post || place->post >= s->posts_matched)
		return;
	to_stored(s, place, &s->last);
	to_stored(s, place, state_stored_place(s, s->post_keys[place->post], true));
}

/* -1 for what is no letter. */
static int mark_index(char letter)
{
	if (letter >= 'a' && letter <= 'z')
		return letter - 'a';
	return letter >= 'A' && letter <= 'Z' ? 26 + letter - 'A' : -1;
}

bool state_mark(const struct state *s, const struct library *lib, char letter, struct place *place)
{
	int i = mark_index(letter);
	post_id post = i >= 0 && s->marks[i].post_key ? find_post(s, s->marks[i].post_key) : 0;

	return post && from_stored(s, lib, post, &s->marks[i], place);
}

bool state_set_mark(struct state *s, char letter, const struct place *place)
{
	int i = mark_index(letter);

	if (i < 0 || !place->post || place->post >= s->posts_matched)
		return false;
	to_stored(s, place, &s->marks[i]);
	return true;
}

/* ---- the file ---- */

bool state_save(struct state *s, const struct library *lib, int64_t now_s, char **trouble)
{
	*trouble = NULL;
	if (!s->db || !s->library_key)
		return true;
	return state_db_save(s->db, s, lib, now_s, trouble);
}

void state_last_sources(struct state *s, struct buf *out)
{
	if (s->db)
		state_db_last_sources(s->db, out);
}

void state_set_sources(struct state *s, struct span sources)
{
	free(s->sources);
	s->sources = xspandup(sources);
}
