/* One pass over the rows.  The top of a list is found by inserting each row into the few
 * that are the greatest so far: linear, as their number is fixed.
 */
#include "config.h"

#include "app/stats.h"

#include <stdlib.h>
#include <string.h>

#include "app/minutes.h"
#include "moot/base/xalloc.h"

enum { ROW_BYTES = 64 }; /* what a row costs besides its text */

void stats_begin(struct stats *s, const struct library *lib, bool all)
{
	*s = (struct stats){ .lib = lib, .all = all };
	s->months = xcalloc(STATS_MONTHS, sizeof *s->months);
}

void stats_release(struct stats *s)
{
	free(s->months);
	free(s->authors);
	hash_release(&s->by_name);
	*s = (struct stats){ 0 };
}

bool stats_done(const struct stats *s)
{
	return s->lib && s->posts_seen == library_post_count(s->lib) &&
	    s->comments_seen == library_comment_count(s->lib) && s->text.len == 0;
}

/* NULL: the date is unknown, or beyond all calendars. */
static struct stats_month *month_of(const struct stats *s, struct date d)
{
	struct date_fields f;

	if (!date_known(d))
		return NULL;
	f = date_fields(d);
	return f.year >= 0 && f.year < STATS_MONTHS / 12 ?
	    &s->months[f.year * 12 + f.month - 1] : NULL;
}

static bool is_author(const void *rows, uint32_t id, struct span key)
{
	const struct stats *s = rows;

	return span_eq(library_text(s->lib, s->authors[id - 1].name), key);
}

static void count_author(struct stats *s, text_ref name)
{
	struct span key = library_text(s->lib, name);
	uint32_t hash, id;

	if (key.len == 0)
		return;
	hash = hash_bytes(key);
	id = hash_find(&s->by_name, hash, key, is_author, s);
	if (id == 0) {
		ARRAY_GROW(s->authors, s->author_count, s->author_cap);
		s->authors[s->author_count++] = (struct stats_author){ .name = name };
		id = (uint32_t)s->author_count;
		hash_add(&s->by_name, hash, id);
	}
	s->authors[id - 1].comments++;
}

/* Some more of the text at hand. */
static size_t count_words(struct stats *s, size_t bytes)
{
	struct span part = span_sub(s->text, 0, bytes);

	words_count(&s->count, part, s->has_tags);
	s->text = span_sub(s->text, part.len, s->text.len);
	if (s->text.len == 0) {
		*s->total += words_counted(&s->count);
		s->count = (struct word_count){ 0 };
	}
	return part.len;
}

/* The words of a body, to be counted next. */
static void open_text(struct stats *s, struct span body, enum body_type type, uint64_t *total)
{
	s->text = body;
	s->has_tags = type != BODY_TEXT;
	s->total = total;
}

static void count_post(struct stats *s, post_id id)
{
	const struct post_row *row = library_post(s->lib, id);
	struct span body = library_text(s->lib, row->body);
	struct stats_month *month = month_of(s, row->published);

	if (!library_post_visible(s->lib, id, s->all))
		return;
	s->posts++;
	open_text(s, body, (enum body_type)row->body_type, &s->post_words);
	if (month)
		month->posts++;
}

static void count_comment(struct stats *s, comment_id id)
{
	const struct comment_row *row = library_comment(s->lib, id);
	struct span body = library_text(s->lib, row->body);
	struct stats_month *month = month_of(s, row->published);

	if (row->absorbed || row->state == COMMENT_MISSING || !row->post ||
	    (row->state != COMMENT_SHOWN && !s->all) ||
	    !library_post_visible(s->lib, row->post, s->all))
		return;
	s->comments++;
	open_text(s, body, (enum body_type)row->body_type, &s->comment_words);
	if (month)
		month->comments++;
	if (row->published.precision > DATE_DAY)
		s->hours[date_fields(row->published).hour]++;
	count_author(s, row->author);
}

bool stats_step(struct stats *s, size_t bytes)
{
	for (size_t seen = 0; seen < bytes && !stats_done(s); seen += ROW_BYTES)
		if (s->text.len)
			seen += count_words(s, bytes - seen);
		else if (s->posts_seen < library_post_count(s->lib))
			count_post(s, ++s->posts_seen);
		else
			count_comment(s, ++s->comments_seen);
	return !stats_done(s);
}

/* The greatest so far, greatest first; of equals the earlier one. */
struct top {
	size_t *places;
	uint64_t *values;
	size_t count, most;
};

static void top_add(struct top *t, size_t place, uint64_t value)
{
	size_t at = t->count;

	if (value == 0 || (at == t->most && value <= t->values[at - 1]))
		return;
	if (at == t->most)
		at--;
	else
		t->count++;
	for (; at > 0 && t->values[at - 1] < value; at--) {
		t->values[at] = t->values[at - 1];
		t->places[at] = t->places[at - 1];
	}
	t->values[at] = value;
	t->places[at] = place;
}

size_t stats_top_authors(const struct stats *s, size_t *places, size_t most)
{
	struct top t = { places, xcalloc(most, sizeof *t.values), 0, most };

	for (size_t i = 0; i < s->author_count; i++)
		top_add(&t, i, s->authors[i].comments);
	free(t.values);
	return t.count;
}

size_t stats_top_threads(const struct stats *s, post_id *posts, size_t most)
{
	size_t *places = xcalloc(most, sizeof *places);
	struct top t = { places, xcalloc(most, sizeof *t.values), 0, most };

	for (post_id p = 1; p <= library_post_count(s->lib); p++)
		if (library_post_visible(s->lib, p, s->all))
			top_add(&t, p, library_post(s->lib, p)->shown_len);
	for (size_t i = 0; i < t.count; i++)
		posts[i] = (post_id)places[i];
	free(t.values);
	free(places);
	return t.count;
}
