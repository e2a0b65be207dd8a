/* Stand-ins for posts, made while facts still arrive: a feed of comments never has the posts,
 * and whoever reads it does not want to wait for its end.  They are guesses: a real post may
 * come yet.  So only those who look meanwhile ever see one: no fact is merged with it, no
 * index of posts has it, and each comment that it was given waits for its post all the same.
 *
 * The final linking takes these comments as if there were no guesses.  Where it makes a
 * stand-in for one, it takes the row of its guess, named anew.  In a feed of comments alone
 * that is all: guesses were made in the order in which comments name their posts, so each is
 * where the stand-in belongs.  Otherwise posts are put in the order that they have without:
 * real ones, then stand-ins as they were made; a guess whose comments all have another post
 * is dropped.  That moves posts to other ids, which is why nothing is guessed once there is
 * a real post, nor before so many comments wait that one would have come. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "model/library_priv.h"
#include "moot/base/xalloc.h"
#include "moot/text/url.h"

enum { WAITING_FIRST = 16 };

bool library_is_guess(const struct library *lib, post_id id)
{
	return id < lib->linked.posts_len && lib->linked.posts[id].guess;
}

uint32_t library_guess_count(const struct library *lib)
{
	return (uint32_t)lib->linked.guess_count;
}

/* ---- making ---- */

static struct span guess_key(const struct library *lib, post_id post)
{
	const struct post_row *row = &lib->posts[post];

	return pool_text(&lib->pool, row->id ? row->id : row->url ? row->url : row->title);
}

static bool is_guess_called(const void *rows, uint32_t id, struct span key)
{
	const struct library *lib = rows;
	struct span name = guess_key(lib, id);

	return span_eq(name, key) || (lib->posts[id].url && url_same_page(name, key));
}

static post_id make_guess(struct library *lib, struct span key, source_id source)
{
	post_id id = model_new_post(lib);

	model_post_link(lib, id)->guess = true;
	lib->linked.guess_count++;
	model_call_missing(lib, id, key, source);
	return id;
}

static post_id guess_for(struct library *lib, struct span key, source_id source)
{
	struct linked *l = &lib->linked;
	struct buf page = BUF_INIT;
	uint32_t hash;
	post_id id;

	url_add_key(&page, key);
	hash = hash_bytes(buf_span(&page));
	buf_release(&page);
	id = hash_find(&l->guesses, hash, key, is_guess_called, lib);
	if (id)
		return id;
	id = make_guess(lib, key, source);
	hash_add(&l->guesses, hash, id);
	return id;
}

/* Most comments are of the same post as the one before. */
static void guess_post(struct library *lib, comment_id c)
{
	struct comment_row *row = &lib->comments[c];
	struct linked *l = &lib->linked;

	if (row->post_key != l->guessed_key) {
		l->guessed_key = row->post_key;
		l->guessed_post =
		    guess_for(lib, pool_text(&lib->pool, row->post_key), row->source);
	}
	row->post = l->guessed_post;
	row->guessed = 1;
	model_place_row(lib, c);
}

/* In the order of rows: what only answers another comment may be the first to name a post,
 * which shows when all is there. */
size_t model_guess_post(struct library *lib, struct link_job *job)
{
	struct linked *l = &lib->linked;
	bool has_told = lib->post_len - 1 > l->guess_count;
	comment_id c;

	if (job->final || has_told || l->unplaced.len < WAITING_FIRST ||
	    l->guessed_rows >= l->unplaced.len)
		return 0;
	c = l->unplaced.rows[l->guessed_rows];
	if (!lib->comments[c].guessed && !lib->comments[c].post_key)
		return 0;
	if (!lib->comments[c].guessed)
		guess_post(lib, c);
	l->guessed_rows++;
	return 1;
}

/* ---- at the end ---- */

post_id model_take_guess(struct library *lib, comment_id c)
{
	const struct comment_row *row = &lib->comments[c];

	if (!row->guessed || !library_is_guess(lib, row->post))
		return 0;
	lib->linked.posts[row->post].guess = false;
	lib->linked.guess_count--;
	return row->post;
}

void model_settle_guess(struct library *lib, comment_id c, post_id post)
{
	struct comment_row *row = &lib->comments[c];

	if (row->guessed && row->post != post)
		lib->linked.posts[row->post].gave_way_to = post;
	row->post = post;
	row->guessed = 0;
}

/* ---- the order that posts have without guesses ---- */

static bool is_in_order(struct library *lib)
{
	uint32_t made = 0;

	for (post_id p = 1; p < lib->post_len; p++) {
		uint32_t number = model_post_link(lib, p)->made;

		if (number < made || library_is_guess(lib, p))
			return false;
		made = number;
	}
	return true;
}

/* Where each post goes; those behind the real ones by the number they were made with. */
static post_id *find_places(struct library *lib)
{
	post_id *places = xcalloc(lib->post_len, sizeof *places), real = 0;

	for (post_id p = 1; p < lib->post_len; p++)
		if (!library_is_guess(lib, p) && !model_post_link(lib, p)->made)
			places[p] = ++real;
	for (post_id p = 1; p < lib->post_len; p++)
		if (lib->linked.posts[p].made)
			places[p] = real + lib->linked.posts[p].made;
	return places;
}

static void move_rows(struct library *lib, const post_id *places)
{
	struct linked *l = &lib->linked;
	struct post_row *posts = xcalloc(lib->post_cap, sizeof *posts);
	struct post_link *links = xcalloc(lib->post_len, sizeof *links);
	size_t len = 1;

	for (post_id p = 1; p < lib->post_len; p++) {
		if (!places[p])
			continue;
		posts[places[p]] = lib->posts[p];
		links[places[p]].room = l->posts[p].room;
		len++;
	}
	free(lib->posts);
	free(l->posts);
	lib->posts = posts;
	l->posts = links;
	l->posts_cap = lib->post_len;
	lib->post_len = l->posts_len = len;
}

/* What was shown for a dropped one is found where its comments are now. */
static void follow_dropped(struct library *lib, post_id *places)
{
	for (post_id p = 1; p < lib->post_len; p++)
		if (library_is_guess(lib, p))
			places[p] = places[lib->linked.posts[p].gave_way_to];
}

static void name_anew(struct library *lib, const post_id *places)
{
	for (comment_id c = 1; c < lib->comment_len; c++)
		lib->comments[c].post = places[lib->comments[c].post];
	hash_rename(&lib->post_ids, places);
	hash_rename(&lib->post_urls, places);
	hash_release(&lib->linked.guesses);
	lib->linked.found_key = lib->linked.guessed_key = 0;
	lib->linked.guess_count = 0;
}

static void move_posts(struct library *lib)
{
	post_id *places = find_places(lib), *dropped = xcalloc(lib->post_len, sizeof *dropped);

	memcpy(dropped, places, lib->post_len * sizeof *dropped);
	follow_dropped(lib, dropped);
	move_rows(lib, places);
	name_anew(lib, places);
	model_number_posts(lib);
	free(places);
	free(lib->moves);
	lib->moves = dropped;
}

/* All rows are then taken once more, since comments are found by the ids of posts. */
size_t model_order_posts(struct library *lib, struct link_job *job)
{
	if (!job->has_guesses || is_in_order(lib))
		return 0;
	job->has_guesses = false;
	move_posts(lib);
	model_post_names_free(job->names);
	job->names = NULL;
	model_link_anew(lib);
	lib->linked.disordered = true;
	return 0;
}

post_id *library_take_moves(struct library *lib)
{
	post_id *moves = lib->moves;

	lib->moves = NULL;
	return moves;
}
