/* How long the rest of a thread takes to read: the words of each comment, counted once in
 * slices when its thread is shown, and added up over those that were not read.
 *
 * Words are runs of anything but white space and tags in the source's text, which is
 * not parsed for it.  Where words are not parted by blanks (U+3000 and up: Chinese,
 * Japanese, Korean), two characters count as one.
 */
#include "config.h"

#include <stdlib.h>

#include "app/minutes.h"
#include "app/session.h"
#include "moot/base/xalloc.h"

enum { WORDS_PER_MINUTE = 230 };

static bool is_wide_script(unsigned char lead)
{
	return lead >= 0xe3 && lead <= 0xed;
}

void words_count(struct word_count *count, struct span part, bool tags)
{
	struct word_count now = *count;

	for (size_t i = 0; i < part.len; i++) {
		unsigned char c = (unsigned char)part.p[i];
		bool blank = c <= ' ' || now.in_tag || (tags && c == '<');

		now.in_tag = tags && (now.in_tag ? c != '>' : c == '<');
		now.wide += !blank && is_wide_script(c);
		now.words += !blank && !now.in_word && c < 0xe3;
		now.in_word = !blank && (now.in_word || c < 0xe3);
	}
	*count = now;
}

uint32_t words_counted(const struct word_count *c)
{
	return c->words + (c->wide + 1) / 2;
}

uint32_t minutes_for(uint64_t words)
{
	return (uint32_t)((words + WORDS_PER_MINUTE - 1) / WORDS_PER_MINUTE);
}

void minutes_release(struct minutes *m)
{
	free(m->words);
	*m = (struct minutes){ 0 };
}

static bool is_about(const struct minutes *m, const struct outline *o)
{
	return m->words && m->count == o->count && m->thread_hash == o->thread_hash;
}

/* Begins with the first item; what was counted before is known. */
static void start(struct minutes *m, const struct library *lib, const struct outline *o)
{
	if (m->room < library_comment_count(lib)) {
		minutes_release(m);
		m->room = library_comment_count(lib);
		m->words = xcalloc((size_t)m->room + 1, sizeof *m->words);
	}
	m->thread_hash = o->thread_hash;
	m->count = o->count;
	m->counted = 0;
	m->count_so_far = (struct word_count){ 0 };
	m->at = 0;
	m->summed = false;
}

/* Counts on in the item at hand; returns how many bytes that were. */
static size_t count_some(struct session *s, const struct outline_item *item, size_t bytes)
{
	const struct comment_row *row;
	struct minutes *m = &s->minutes;
	struct span body, part;

	if (item->stub || m->words[item->comment]) {
		m->counted++;
		return 0;
	}
	row = library_comment(s->lib, item->comment);
	body = library_text(s->lib, row->body);
	part = span_sub(body, m->at, body.len);
	part = span_sub(part, 0, bytes);
	words_count(&m->count_so_far, part, row->body_type != BODY_TEXT);
	m->at += part.len;
	if (m->at == body.len) {
		m->words[item->comment] = words_counted(&m->count_so_far) + 1;
		m->counted++;
		m->count_so_far = (struct word_count){ 0 };
		m->at = 0;
	}
	return part.len;
}

bool minutes_step(struct session *s, size_t bytes)
{
	const struct outline *o = &s->thread.outline;
	struct minutes *m = &s->minutes;
	size_t seen = 0;

	if (s->loading || o->count == 0)
		return false;
	if (!is_about(m, o))
		start(m, s->lib, o);
	if (m->counted == o->count)
		return false;
	while (m->counted < o->count && seen < bytes)
		seen += count_some(s, &o->items[m->counted], bytes - seen) + 1;
	return true;
}

static uint64_t sum_unread(const struct session *s)
{
	const struct outline *o = &s->thread.outline;
	uint64_t words = 0;

	for (uint32_t i = 0; i < o->count; i++) {
		comment_id comment = o->items[i].comment;

		if (!o->items[i].stub && !state_is_read(s->state, comment))
			words += s->minutes.words[comment] - 1;
	}
	return words;
}

uint32_t minutes_left(struct session *s)
{
	struct minutes *m = &s->minutes;

	if (!is_about(m, &s->thread.outline) || m->counted < m->count)
		return 0;
	if (!m->summed || m->read_changes != state_read_changes(s->state))
		m->unread_words = sum_unread(s);
	m->summed = true;
	m->read_changes = state_read_changes(s->state);
	return minutes_for(m->unread_words);
}
