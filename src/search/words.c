/* A run of equal words is found by its shingles: the hash of five words in a row leads
 * to the few places where the indexed text has it; from there the words are compared
 * one by one, forward to the end of the run and backward to where the last look ended.
 */
#include "config.h"

#include "words_priv.h"

#include <stdlib.h>
#include <string.h>

#include "moot/base/xalloc.h"
#include "moot/text/fold.h"
#include "moot/text/url.h"
#include "moot/text/utf8.h"

static const uint64_t hash_start = 0xCBF29CE484222325u;

/* FNV-1a over characters. */
static uint64_t hash_more(uint64_t hash, uint32_t ch)
{
	return (hash ^ fold_char(fold_accent(ch))) * 0x100000001B3u;
}

/* FNV's high bits are its best: they are brought down.  No word is a border. */
static uint64_t hash_end(uint64_t hash, bool alone)
{
	hash ^= hash >> 32;
	hash *= 0x9E3779B97F4A7C15u;
	hash ^= hash >> 29;
	if (alone)
		return hash | WORD_ALONE;
	hash &= ~(uint64_t)WORD_ALONE;
	return hash ? hash : 2;
}

/* Thai to Khmer and the like; ideographs and kana. */
static bool stands_alone(uint32_t ch)
{
	return (ch >= 0xE00 && ch < 0x1000) || (ch >= 0x1780 && ch < 0x1800) ||
	    (ch >= 0x2E80 && ch < 0xA000) || (ch >= 0xF900 && ch < 0xFB00) ||
	    (ch >= 0x20000 && ch < 0x40000);
}

static bool is_apostrophe(uint32_t ch)
{
	return ch == '\'' || ch == 0x2019 || ch == 0x2BC;
}

void words_release(struct words *w)
{
	free(w->at);
	*w = (struct words){ 0 };
}

/* Not as an array that has large pages: to clear one takes milliseconds, in which a key
 * would wait. */
void words_reserve(struct words *w, size_t count)
{
	if (w->cap - w->len >= count || count > SIZE_MAX / 2 / sizeof *w->at - w->len)
		return;
	w->cap = w->len + count;
	w->at = xrealloc(w->at, w->cap * sizeof *w->at);
}

static void add(struct words *w, struct word word)
{
	ARRAY_GROW(w->at, w->len, w->cap);
	w->at[w->len++] = word;
}

void words_add_border(struct words *w)
{
	add(w, (struct word){ 0 });
}

/* "%E8" within a word. */
static bool is_escape(struct span text, size_t percent)
{
	static const char hex[] = "0123456789abcdefABCDEF";

	return percent + 2 < text.len && text.p[percent] == '%' &&
	    memchr(hex, text.p[percent + 1], sizeof hex - 1) &&
	    memchr(hex, text.p[percent + 2], sizeof hex - 1);
}

/* The word that begins with ch, the character at [start, next). */
static struct word word_at(struct span text, size_t start, size_t next, uint32_t ch)
{
	uint64_t hash = hash_more(hash_start, ch);
	size_t end = next;
	bool alone = stands_alone(ch);

	while (next < text.len) {
		next += utf8_next(text.p + next, text.len - next, &ch);
		if (fold_is_mark(ch)) {
			end = next;
		} else if (!alone && fold_is_alnum(ch) && !stands_alone(ch)) {
			hash = hash_more(hash, ch);
			end = next;
		} else if (alone || (!is_apostrophe(ch) && !is_escape(text, next - 1))) {
			break;
		}
	}
	return (struct word){ hash_end(hash, alone), (uint32_t)start, (uint32_t)end };
}

static struct word url_at(struct span text, size_t start, size_t end)
{
	uint64_t hash = hash_start;

	for (size_t i = start; i < end; i++)
		hash = hash_more(hash, (unsigned char)text.p[i]);
	return (struct word){ hash_end(hash, false), (uint32_t)start, (uint32_t)end };
}

/* The words of [at, to); the last may go beyond.  Returns where to go on. */
static size_t add_words(struct words *w, struct span text, size_t at, size_t to)
{
	while (at < to) {
		uint32_t ch;
		size_t next = at + utf8_next(text.p + at, text.len - at, &ch);

		if (fold_is_alnum(ch)) {
			struct word word = word_at(text, at, next, ch);

			add(w, word);
			next = word.end;
		}
		at = next;
	}
	return at;
}

void words_add_part(struct words *w, struct span text, size_t at, size_t to)
{
	size_t url = at, url_end = at;

	text = span_sub(text, 0, to);
	while (url_find(text, &url, &url_end)) {
		at = add_words(w, text, at, url);
		if (at < url_end)
			add(w, url_at(text, at, url_end));
		at = at < url_end ? url_end : at;
		url = url_end;
	}
	add_words(w, text, at, text.len);
}

void words_add(struct words *w, struct span text)
{
	words_add_part(w, text, 0, text.len < UINT32_MAX ? text.len : UINT32_MAX);
}

uint64_t word_hash(const char *text)
{
	uint64_t hash = hash_start;

	for (; *text; text++)
		hash = hash_more(hash, (unsigned char)*text);
	return hash_end(hash, false);
}

size_t words_weight(const struct word *words, size_t len)
{
	size_t thirds = 0;

	for (size_t i = 0; i < len; i++)
		thirds += words[i].hash & WORD_ALONE ? 1 : 3;
	return thirds / 3;
}

void multi_release(struct multi *m)
{
	for (size_t i = 0; i < MULTI_TABLES; i++)
		free(m->tables[i].slots);
	*m = (struct multi){ 0 };
}

size_t multi_size_bytes(const struct multi *m)
{
	size_t size = 0;

	for (size_t i = 0; i < MULTI_TABLES; i++)
		size += m->tables[i].cap * sizeof *m->tables[i].slots;
	return size;
}

static bool is_under(struct hash_slot slot, uint32_t hash, uint32_t id)
{
	return slot.hash == hash && slot.id == id;
}

static void insert(struct multi_table *t, uint32_t hash, uint32_t id)
{
	size_t same = 0;

	for (size_t i = 0; i < PROBE_MAX; i++) {
		struct hash_slot *slot = &t->slots[(hash + i) & (t->cap - 1)];

		if (!slot->id) {
			*slot = (struct hash_slot){ hash, id };
			t->len++;
			return;
		}
		same += slot->hash == hash;
		if (is_under(*slot, hash, id) || same == SAME_MAX)
			return;
	}
}

/* From the end of an empty run on, so that equal hashes stay in their order. */
static void grow(struct multi_table *t)
{
	struct multi_table old = *t;
	size_t start = 0;

	t->cap = old.cap ? old.cap * 2 : 64;
	t->slots = xcalloc(t->cap, sizeof *t->slots);
	t->len = 0;
	while (start < old.cap && old.slots[start].id)
		start++;
	for (size_t n = 0; n < old.cap; n++) {
		struct hash_slot slot = old.slots[(start + n) & (old.cap - 1)];

		if (slot.id)
			insert(t, slot.hash, slot.id);
	}
	free(old.slots);
}

static size_t table_of(uint32_t hash)
{
	return hash >> 24;
}

_Static_assert(MULTI_TABLES == 1 << 8, "one for each value of the high bits");

void multi_add(struct multi *m, uint32_t hash, uint32_t id)
{
	struct multi_table *t = &m->tables[table_of(hash)];

	if (t->len >= t->cap / 4 * 3)
		grow(t);
	insert(t, hash, id);
}

size_t multi_find(const struct multi *m, uint32_t hash, uint32_t ids[SAME_MAX])
{
	const struct multi_table *t = &m->tables[table_of(hash)];
	size_t count = 0;

	for (size_t i = 0; t->cap && i < PROBE_MAX; i++) {
		struct hash_slot slot = t->slots[(hash + i) & (t->cap - 1)];

		if (!slot.id)
			break;
		if (slot.hash == hash && count < SAME_MAX)
			ids[count++] = slot.id;
	}
	return count;
}

uint32_t shingle_hash(const struct word *from)
{
	uint64_t hash = 0;

	for (size_t i = 0; i < SHINGLE_WORDS; i++) {
		if (!from[i].hash)
			return 0;
		hash = (hash ^ from[i].hash) * 0x9E3779B97F4A7C15u;
		hash ^= hash >> 32;
	}
	return (uint32_t)hash ? (uint32_t)hash : 1;
}

void shingles_add(struct multi *index, const struct word *words, size_t from, size_t to)
{
	for (size_t i = from; i + SHINGLE_WORDS <= to && i < UINT32_MAX - 1; i++) {
		uint32_t hash = shingle_hash(words + i);

		if (hash)
			multi_add(index, hash, (uint32_t)i + 1);
	}
}

static struct run extend(const struct words *indexed, const struct word *here, struct run run,
    size_t floor, size_t end)
{
	const struct word *there = indexed->at;

	while (run.at > floor && run.other > 0 &&
	    here[run.at - 1].hash == there[run.other - 1].hash && here[run.at - 1].hash) {
		run.at--;
		run.other--;
		run.len++;
	}
	while (run.at + run.len < end && run.other + run.len < indexed->len &&
	    here[run.at + run.len].hash == there[run.other + run.len].hash &&
	    here[run.at + run.len].hash)
		run.len++;
	return run;
}

size_t runs_at(const struct multi *index, const struct words *indexed, const struct word *here,
    size_t at, size_t floor, size_t end, struct run runs[SAME_MAX])
{
	uint32_t ids[SAME_MAX], hash;
	size_t count = 0, found;

	if (at + SHINGLE_WORDS > end || !(hash = shingle_hash(here + at)))
		return 0;
	found = multi_find(index, hash, ids);
	for (size_t i = 0; i < found; i++) {
		struct run run = { at, ids[i] - 1, 0 };

		run = extend(indexed, here, run, floor, end);
		if (run.len >= SHINGLE_WORDS)
			runs[count++] = run;
	}
	return count;
}

size_t after_runs(const struct run *runs, size_t count, size_t at)
{
	size_t next = at + 1;

	for (size_t i = 0; i < count; i++) {
		size_t last = runs[i].at + runs[i].len - SHINGLE_WORDS + 1;

		if (last > next)
			next = last;
	}
	return next;
}
