/* Texts as rows of words, and where the same words stand in a row.
 *
 * A word is a run of letters and digits; it is known by the hash of its letters without
 * case and accents, and apostrophes within it do not count ("don't" is "dont").  A URL
 * is one word.  A character of a script that puts no spaces between words stands alone:
 * it is a word, but weighs a third of one.
 * Different words with the same 64-bit hash are taken for the same.
 */
#ifndef SEARCH_WORDS_PRIV_H
#define SEARCH_WORDS_PRIV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/hash.h"
#include "moot/base/span.h"

enum { WORD_ALONE = 1 }; /* bit of the hash */

struct word {
	uint64_t hash;       /* 0: no word, a border that no run of words crosses */
	uint32_t start, end; /* bytes of the text */
};

struct words {
	struct word *at;
	size_t len, cap;
};

void words_release(struct words *w);
/* Room for so many more: what has to be moved to grow takes its time. */
void words_reserve(struct words *w, size_t count);
/* At most UINT32_MAX bytes of the text are read. */
void words_add(struct words *w, struct span text);
/* Of a part of a text, which begins and ends beside white space or with the text. */
void words_add_part(struct words *w, struct span text, size_t at, size_t to);
void words_add_border(struct words *w);
/* How many words they are worth; rounded down. */
size_t words_weight(const struct word *words, size_t len);
/* Of one word, as struct word has it. */
uint64_t word_hash(const char *text);

/* Several ids under one hash: the first SAME_MAX that are added, each once.  (struct
 * hash keeps all: a million equal shingles would take it a million steps each.)  What
 * is not found within PROBE_MAX slots is not there, and what finds no room there is
 * left out: so no input makes it slow.  It is many small tables, chosen by the high bits
 * of the hash, so that no step has to move more than one of them when it grows. */
enum { SAME_MAX = 8, PROBE_MAX = 256, MULTI_TABLES = 256 };

struct multi {
	struct multi_table {
		struct hash_slot *slots; /* id 0: empty */
		size_t len, cap;         /* cap is 0 or a power of two, len <= 3/4 cap */
	} tables[MULTI_TABLES];
};

void multi_release(struct multi *m);
size_t multi_size_bytes(const struct multi *m);
void multi_add(struct multi *m, uint32_t hash, uint32_t id);
size_t multi_find(const struct multi *m, uint32_t hash, uint32_t ids[SAME_MAX]);

enum { SHINGLE_WORDS = 5 };

/* The hash of the SHINGLE_WORDS words from here on, not 0; 0 when a border is among
 * them. */
uint32_t shingle_hash(const struct word *from);

/* The same words: [at, at + len) here and [other, other + len) there. */
struct run {
	size_t at, other, len;
};

/* Adds the shingles of words [from, to) to the index. */
void shingles_add(struct multi *index, const struct word *words, size_t from, size_t to);
/* The runs of at least SHINGLE_WORDS words through here[at], within [floor, end), that
 * the indexed words have as well. */
size_t runs_at(const struct multi *index, const struct words *indexed, const struct word *here,
    size_t at, size_t floor, size_t end, struct run runs[SAME_MAX]);
/* Where to look on after these: inside the longest of them, as far from its end as a
 * new run may begin.  So the words compared are proportional to those passed. */
size_t after_runs(const struct run *runs, size_t count, size_t at);

#endif
