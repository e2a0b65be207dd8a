/* The state in memory: what is known, looked up for the comments of this library. */
#include "config.h"

#include "moot/store/state.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "store/state_priv.h"

/* ---- life ---- */

struct state *state_open(const char *path, char **trouble)
{
	struct state *s = xcalloc(1, sizeof *s);

	s->generation = 1;
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
	free(s->comments);
	free(s->posts);
	free(s);
}

void state_take_keys(struct state *s, const struct state_keys *keys)
{
	s->keys = *keys;
	s->has_keys = true;
}

void state_load_in_steps(struct state *s)
{
	s->in_steps = true;
}

bool state_begin(struct state *s, struct span library_key, int64_t now_s, char **trouble)
{
	*trouble = NULL;
	s->library_key = xspandup(library_key);
	s->unsettled = s->has_keys || s->in_steps;
	s->known_before = s->db && state_db_load(s->db, s, trouble);
	s->whole_in_file = s->known_before;
	/* last_visit_s is when the last visit was last active. */
	if (!s->known_before || now_s - s->last_visit_s > STATE_SAME_VISIT_S)
		s->visit_s = now_s;
	return s->known_before;
}

bool state_begun(const struct state *s)
{
	return s->library_key != NULL;
}

/* ---- matching ---- */

/* Some tenths of a millisecond. */
enum { STEP_COMMENTS = 2000, STEP_SLOTS = 10000 };

enum { EPOCH_2000_S = 946684800 };

static uint32_t since_2000(int64_t unix_s)
{
	return unix_s <= EPOCH_2000_S ? 1 : (uint32_t)(unix_s - EPOCH_2000_S);
}

static void grow(struct state *s, size_t comments, size_t posts)
{
	if (comments > s->comment_cap) {
		s->comment_cap = comments + comments / 2;
		s->comments = xreallocarray(s->comments, s->comment_cap, sizeof *s->comments);
	}
	if (posts > s->post_cap && s->has_keys) { /* once: what is not used costs nothing */
		s->post_cap = posts;
		s->posts = xcalloc(posts, sizeof *s->posts);
	} else if (posts > s->post_cap) {
		s->post_cap = posts + posts / 2;
		s->posts = xreallocarray(s->posts, s->post_cap, sizeof *s->posts);
	}
}

static bool counts_as_new(const struct state *s, const struct library *lib, comment_id c)
{
	struct date published = library_comment(lib, c)->published;

	if (date_known(s->since))
		return date_known(published) && date_cmp(published, s->since) >= 0;
	return s->known_before && s->comments[c].first_seen_s >= since_2000(s->visit_s);
}

static void set_flag(uint8_t *flags, enum comment_flag flag, bool on)
{
	*flags = (uint8_t)(on ? *flags | flag : *flags & ~flag);
}

uint64_t state_post_key(const struct state *s, post_id p)
{
	return s->has_keys ? s->keys.posts[p] : s->posts[p].key;
}

uint64_t state_comment_key(const struct state *s, const struct library *lib, comment_id c)
{
	const uint64_t *made = s->has_keys ? &s->keys.comments[c] : NULL;

	if (made && s->keys.load(s->keys.user, (const char *)made, sizeof *made))
		return *made;
	return key_of_comment(lib, state_post_key(s, library_comment(lib, c)->post), c);
}

/* What was marked by the user stays as it is. */
static void match_comment(struct state *s, const struct library *lib, comment_id c)
{
	struct known_comment *known = &s->comments[c];
	uint64_t key = key_among_twins(library_comment(lib, c), state_comment_key(s, lib, c),
	    &s->table);
	const struct seen *seen = seen_find(&s->table, key);

	known->key = key;
	if (seen && seen->known) {
		known->first_seen_s = seen->first_seen_s;
	} else {
		known->first_seen_s = s->known_before ? since_2000(s->visit_s) : 0;
		s->posts[library_comment(lib, c)->post].unsaved = true;
	}
	if (!(known->flags & BY_USER))
		set_flag(&known->flags, IS_READ, seen && seen->known && seen->read);
	set_flag(&known->flags, IS_NEW, counts_as_new(s, lib, c));
}

static void match_posts(struct state *s, const struct library *lib)
{
	size_t posts = (size_t)library_post_count(lib) + 1;

	for (size_t p = s->posts_matched ? s->posts_matched : 1; p < posts && !s->has_keys; p++)
		s->posts[p] = (struct known_post){ .key = key_of_post(lib, (post_id)p) };
	s->posts_matched = posts;
}

/* Posts that have got another key since; true when there are any. */
static bool rename_posts(struct state *s, const struct library *lib)
{
	bool any = false;

	for (size_t p = 1; p < s->posts_matched; p++) {
		uint64_t key = key_of_post(lib, (post_id)p);

		any |= key != s->posts[p].key;
		s->posts[p].key = key;
	}
	return any;
}

static void match_again(struct state *s, const struct library *lib, bool renamed)
{
	seen_move(&s->table, SIZE_MAX);
	for (size_t i = 0; i < s->table.cap; i++)
		s->table.slots[i].twins = 0;
	for (comment_id c = 1; c < s->matched; c++)
		if (library_comment(lib, c)->post && (renamed || !library_comment(lib, c)->id))
			match_comment(s, lib, c);
}

void state_posts_moved(struct state *s, const struct library *lib)
{
	size_t posts = (size_t)library_post_count(lib) + 1;

	grow(s, s->matched, posts);
	if (s->posts_matched > posts)
		s->posts_matched = posts;
	for (size_t p = 1; p < s->posts_matched; p++)
		s->posts[p] =
		    (struct known_post){ .key = key_of_post(lib, (post_id)p), .unsaved = true };
	match_posts(s, lib);
	match_again(s, lib, true);
}

/* Comments that were not matched yet, up to end; a comment whose post is not known yet
 * stops that when the library is not complete: the ones behind it wait. */
static void match_comments(struct state *s, const struct library *lib, size_t end, bool complete)
{
	for (comment_id c = s->matched ? (comment_id)s->matched : 1; c < end; c++) {
		bool has_post = library_comment(lib, c)->post != 0;

		if (!has_post && !complete)
			break;
		s->comments[c] = (struct known_comment){ 0 };
		if (has_post)
			match_comment(s, lib, c);
		s->matched = (size_t)c + 1;
	}
	s->generation++;
	s->read_changes++;
}

void state_match(struct state *s, const struct library *lib, bool complete)
{
	size_t posts = (size_t)library_post_count(lib) + 1;
	size_t comments = (size_t)library_comment_count(lib) + complete;

	grow(s, comments, posts);
	match_posts(s, lib);
	if (s->unsettled)
		return;
	if (complete && !s->has_keys)
		match_again(s, lib, rename_posts(s, lib));
	match_comments(s, lib, comments, complete);
}

bool state_step(struct state *s, const struct library *lib, char **trouble)
{
	size_t end = (size_t)library_comment_count(lib) + 1, next = s->matched + STEP_COMMENTS;

	*trouble = NULL;
	if (!s->unsettled)
		return false;
	if (s->db && state_db_load_more(s->db, s, trouble))
		return true;
	if (seen_move(&s->table, STEP_SLOTS))
		return true;
	if (s->has_keys)
		match_comments(s, lib, next < end ? next : end, true);
	s->unsettled = s->has_keys && s->matched < end && end > 1;
	return s->unsettled;
}

bool state_is_matched(const struct state *s, comment_id c)
{
	return c && c < s->matched;
}

bool state_is_new(const struct state *s, comment_id comment)
{
	return state_is_matched(s, comment) && s->comments[comment].flags & IS_NEW;
}

bool state_is_read(const struct state *s, comment_id comment)
{
	return state_is_matched(s, comment) && s->comments[comment].flags & IS_READ;
}

void state_set_read(struct state *s, const struct library *lib, comment_id comment, bool read)
{
	struct known_post *post;

	if (!state_is_matched(s, comment) || state_is_read(s, comment) == read)
		return;
	set_flag(&s->comments[comment].flags, IS_READ, read);
	s->comments[comment].flags |= BY_USER | UNSAVED;
	post = &s->posts[library_comment(lib, comment)->post];
	post->unsaved = true;
	post->counted_at = 0;
	s->read_changes++;
}

uint32_t state_read_changes(const struct state *s)
{
	return s->read_changes;
}

static const struct known_post *counted(const struct state *s, const struct library *lib,
    post_id id)
{
	static const struct known_post nothing;
	struct known_post *post;
	const struct thread_item *items;
	uint32_t count;

	if (id == 0 || id >= s->posts_matched)
		return &nothing;
	post = &s->posts[id];
	if (post->counted_at == s->generation)
		return post;
	post->counted_at = s->generation;
	post->new_count = post->unread_count = 0;
	items = library_thread(lib, id, &count);
	for (uint32_t i = 0; i < count; i++) {
		comment_id c = items[i].comment;

		if (library_comment(lib, c)->state == COMMENT_SHOWN) {
			post->new_count += state_is_new(s, c);
			post->unread_count += !state_is_read(s, c);
		}
	}
	return post;
}

uint32_t state_new_count(const struct state *s, const struct library *lib, post_id post)
{
	return counted(s, lib, post)->new_count;
}

uint32_t state_unread_count(const struct state *s, const struct library *lib, post_id post)
{
	return counted(s, lib, post)->unread_count;
}

void state_set_since(struct state *s, const struct library *lib, struct date since)
{
	s->since = since;
	for (comment_id c = 1; c < s->matched; c++)
		set_flag(&s->comments[c].flags, IS_NEW, counts_as_new(s, lib, c));
	s->generation++;
}

int64_t state_last_visit_s(const struct state *s)
{
	return s->known_before ? s->last_visit_s : 0;
}

/* ---- the file ---- */

enum state_saved state_save(struct state *s, const struct library *lib, int64_t now_s,
    bool at_end, char **trouble)
{
	*trouble = NULL;
	if (!s->db || !s->library_key)
		return STATE_SAVED;
	return state_db_save(s->db, s, lib, now_s, at_end, trouble);
}

bool state_is_unused(struct state *s)
{
	return s->db && state_db_is_unused(s->db);
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
