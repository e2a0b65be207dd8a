/* What a library amounts to: its posts and comments by month, hour and author, and how
 * long it takes to read.
 *
 * Counted once, in slices, over all that is shown; time and memory are proportional to the
 * library.  A date counts by the clock that its source printed.  What has no date is in no
 * month, what has no time in no hour, and who has no name is no author.
 */
#ifndef APP_STATS_H
#define APP_STATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/minutes.h"
#include "moot/base/hash.h"
#include "moot/model/model.h"

enum { STATS_MONTHS = 12 * 10000 };

struct stats_author {
	text_ref name;
	uint32_t comments;
};

struct stats_month {
	uint32_t posts, comments;
};

struct stats {
	const struct library *lib;
	bool all;
	struct span text;         /* of which words are counted, what is left of it */
	bool has_tags;
	struct word_count count;
	uint64_t *total;          /* that they are added to */
	post_id posts_seen;       /* rows of the library that are counted */
	comment_id comments_seen;

	uint32_t posts, comments;
	uint64_t post_words, comment_words;
	struct stats_month *months; /* STATS_MONTHS of them: year * 12 + month - 1; owned */
	uint32_t hours[24];       /* comments */
	struct stats_author *authors;
	size_t author_count, author_cap;
	struct hash by_name;      /* 1 + the place in authors */
};

/* The library must outlive the numbers. */
void stats_begin(struct stats *s, const struct library *lib, bool all);
void stats_release(struct stats *s);
/* Counts until so many bytes of texts are read; false when all is counted. */
bool stats_step(struct stats *s, size_t bytes);
bool stats_done(const struct stats *s);
/* Places in authors, those with the most comments first, at most `most`; returns how many. */
size_t stats_top_authors(const struct stats *s, size_t *places, size_t most);
/* The posts with the most comments. */
size_t stats_top_threads(const struct stats *s, post_id *posts, size_t most);

#endif
