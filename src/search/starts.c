#include "config.h"

#include "search/starts_priv.h"

#include <string.h>

/* More than so many places in a million are not worth looking for. */
enum { MOST_PPM = 20000 };

/* ---- reading ---- */

void starts_begin(struct starts *s)
{
	*s = (struct starts){ .reading = true };
}

void starts_give_up(struct starts *s)
{
	s->unknown = true;
}

void starts_char(struct starts *s, struct span bytes)
{
	if (!s->reading)
		return;
	if (s->now.len + bytes.len > START_BYTES) {
		starts_other(s);
		return;
	}
	memcpy(s->now.bytes + s->now.len, bytes.p, bytes.len);
	s->now.len += bytes.len;
	s->last = bytes.len;
}

void starts_other(struct starts *s)
{
	s->unknown |= s->reading && s->now.len == 0;
	s->reading = false;
	s->last = 0;
}

void starts_optional(struct starts *s)
{
	if (s->reading)
		s->now.len -= s->last;
	starts_other(s);
}

/* What a group begins with that begins a match, matches begin with. */
void starts_open(struct starts *s)
{
	s->depth++;
	if (s->reading && s->now.len == 0)
		s->level = s->depth;
	else
		starts_other(s);
}

static void take(struct starts *s)
{
	starts_other(s);
	if (s->now.len && s->count < STARTS_MAX)
		s->at[s->count++] = s->now;
	else if (s->now.len)
		starts_give_up(s);
	s->now = (struct start){ 0 };
}

void starts_bar(struct starts *s)
{
	if (s->depth != s->level)
		return;
	take(s);
	s->reading = true;
}

void starts_close(struct starts *s, bool optional)
{
	if (s->depth == s->level) {
		take(s);
		s->level--;
		s->unknown |= optional;
	}
	s->depth--;
}

/* ---- choosing ---- */

/* In a thousand bytes of text, a to z. */
static const uint8_t letter_counts[] = { 65, 12, 23, 35, 100, 18, 16, 50, 57, 1, 6, 33, 20, 57,
	62, 15, 1, 49, 52, 75, 23, 8, 19, 2, 16, 1 };

static unsigned byte_count(char byte)
{
	unsigned char c = (unsigned char)byte | ('a' - 'A');

	if ((unsigned char)byte >= 0x80)
		return 200;
	return c >= 'a' && c <= 'z' ? letter_counts[c - 'a'] : 10;
}

static unsigned pair_ppm(const struct start *t, size_t i)
{
	return byte_count(t->bytes[i]) * (i + 1 < t->len ? byte_count(t->bytes[i + 1]) : 1000);
}

static scan_row row_of(char byte)
{
	return (scan_row){ 0 } + (signed char)byte;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Cut where case is more than a bit. */
static void prepare(struct start *t, bool any_case)
{
	for (size_t i = 0; i < t->len; i++) {
		if (any_case && (unsigned char)t->bytes[i] >= 0x80)
			t->len = i;
		else if (any_case && is_letter(t->bytes[i]))
			t->fold[i] = 'a' - 'A';
	}
	for (size_t i = 0; i < START_BYTES; i++) {
		t->mask[i] = (char)(i < t->len ? -1 : 0);
		t->bytes[i] = (char)((t->bytes[i] | t->fold[i]) & t->mask[i]);
	}
	for (size_t i = 1; i + 1 < t->len; i++)
		if (pair_ppm(t, i) < pair_ppm(t, t->pair))
			t->pair = i;
	t->first = row_of(t->bytes[t->pair]);
	t->first_fold = row_of(t->fold[t->pair]);
	t->second = row_of((char)(t->len > 1 ? t->bytes[t->pair + 1] : -1));
	t->second_fold = row_of((char)(t->len > 1 ? t->fold[t->pair + 1] : -1));
}

void starts_end(struct starts *s, bool any_case)
{
	unsigned ppm = 0;

	take(s);
	for (size_t i = 0; i < s->count; i++) {
		prepare(&s->at[i], any_case);
		s->unknown |= s->at[i].len == 0;
		ppm += pair_ppm(&s->at[i], s->at[i].pair);
	}
	if (s->unknown || s->depth || s->count == 1 || ppm > MOST_PPM)
		s->count = 0;
}

/* ---- looking ---- */

static bool begins(const struct start *t, const char *p)
{
	uint64_t text, bytes, fold, mask;

	memcpy(&text, p, sizeof text);
	memcpy(&bytes, t->bytes, sizeof bytes);
	memcpy(&fold, t->fold, sizeof fold);
	memcpy(&mask, t->mask, sizeof mask);
	return ((text | fold) & mask) == bytes;
}

static bool is_start(const struct starts *s, const char *p)
{
	for (size_t i = 0; i < s->count; i++)
		if (begins(&s->at[i], p))
			return true;
	return false;
}

/* Of the sixteen places from p on, those where some pair is as it should be. */
static inline scan_row candidates(const struct starts *s, const char *p)
{
	scan_row any = { 0 };

	for (size_t i = 0; i < s->count; i++) {
		const struct start *t = &s->at[i];
		scan_row first = scan_load(p + t->pair) | t->first_fold;
		scan_row second = scan_load(p + t->pair + 1) | t->second_fold;

		any |= (first == t->first) & (second == t->second);
	}
	return any;
}

/* Where the text ends within what is to be loaded. */
static size_t next_near_end(const struct starts *s, struct span text, size_t from)
{
	for (size_t at = from; at < text.len; at++) {
		char room[START_BYTES] = { 0 };
		size_t len = text.len - at < START_BYTES ? text.len - at : START_BYTES;

		memcpy(room, text.p + at, len);
		if (is_start(s, room))
			return at;
	}
	return text.len;
}

size_t starts_next(const struct starts *s, struct span text, size_t from)
{
	for (; from + SCAN_BYTES + START_BYTES <= text.len; from += SCAN_BYTES) {
		scan_row any = candidates(s, text.p + from);

		for (unsigned i; (i = scan_first(any)) < SCAN_BYTES; any[i] = 0)
			if (is_start(s, text.p + from + i))
				return from + i;
	}
	return next_near_end(s, text, from);
}
