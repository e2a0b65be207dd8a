/* Places and marks: kept by keys, so that they outlive the ids of one run. */
#include "config.h"

#include "moot/base/xalloc.h"
#include "store/state_priv.h"

static struct stored_place *stored_place(struct state *s, uint64_t post_key, bool make)
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

/* The key of a comment may not have been looked up yet. */
static comment_id find_comment(const struct state *s, const struct library *lib, post_id post,
    uint64_t key)
{
	uint32_t count;
	const struct thread_item *items = library_thread(lib, post, &count);
	struct seen_table twins = { 0 };
	comment_id found = 0;

	for (uint32_t i = 0; key && !found && i < count; i++) {
		comment_id c = items[i].comment;

		if (state_is_matched(s, c) ? s->comments[c].key == key : s->unsettled
		    && key_among_twins(library_comment(lib, c), state_comment_key(s, lib, c),
		           &twins) == key)
			found = c;
	}
	seen_release(&twins);
	return found;
}

static bool from_stored(const struct state *s, const struct library *lib, post_id post,
    const struct stored_place *stored, struct place *place)
{
	*place = (struct place){ .post = post, .pane = stored->pane,
		.comment = find_comment(s, lib, post, stored->comment_key) };
	if (place->comment || !stored->comment_key)
		place->text_offset_bytes = stored->text_offset_bytes;
	return true;
}

static post_id find_post(const struct state *s, uint64_t key)
{
	for (post_id p = 1; p < s->posts_matched; p++)
		if (state_post_key(s, p) == key)
			return p;
	return 0;
}

/* 0 when it is not known.  Before everything is looked up, a twin is called by the first. */
static uint64_t place_key(const struct state *s, comment_id c)
{
	if (state_is_matched(s, c))
		return s->comments[c].key;
	return c && s->unsettled && s->has_keys ? s->keys.comments[c] : 0;
}

static void to_stored(const struct state *s, const struct place *place, struct stored_place *stored)
{
	*stored = (struct stored_place){
		.post_key = state_post_key(s, place->post),
		.comment_key = place_key(s, place->comment),
		.text_offset_bytes = place->text_offset_bytes,
		.pane = place->pane,
		.unsaved = true,
	};
}

bool state_place(const struct state *s, const struct library *lib, post_id post,
    struct place *place)
{
	if (post >= s->posts_matched)
		return false;
	for (size_t i = 0; i < s->place_len; i++)
		if (s->places[i].post_key == state_post_key(s, post))
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
	to_stored(s, place, stored_place(s, state_post_key(s, place->post), true));
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
