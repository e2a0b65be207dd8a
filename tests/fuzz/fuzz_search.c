/* A line with a pattern, the rest a text: the matches are parts of the text in its order,
 * none is empty, and looking for the same again finds the same; as does the pattern behind
 * an empty group, of which is not known what matches begin with.  The line is a limit as
 * well, which takes it or says what is wrong. */
#include "config.h"

#include <stdlib.h>

#include "fuzz.h"
#include "moot/search/search.h"
#include "moot/view/limit.h"

/* The number of matches; *sum is of all their ends. */
static size_t walk(struct pattern *p, struct span text, size_t *sum)
{
	struct pattern_walk w;
	size_t count = 0, last = 0, start, end;

	*sum = 0;

	pattern_walk_begin(&w, p, text);
	while (pattern_walk_next(&w, &start, &end)) {
		if (start < last || end <= start || end > text.len)
			abort();
		last = end;
		*sum += start + end;
		count++;
	}
	pattern_walk_end(&w);
	return count;
}

static void search_slowly(struct span pattern, struct span text, size_t count, size_t sum)
{
	struct buf slow = BUF_INIT;
	struct pattern_fault fault;
	struct pattern *p;
	size_t slow_sum;

	buf_add_str(&slow, "(?:)");
	buf_add_span(&slow, pattern);
	p = pattern_new(buf_span(&slow), &fault);
	if (p && (walk(p, text, &slow_sum) != count || slow_sum != sum) && !pattern_given_up(p))
		abort();
	pattern_free(p);
	buf_release(&slow);
}

static void search(struct span pattern, struct span text)
{
	struct pattern_fault fault;
	struct pattern *p = pattern_new(pattern, &fault);
	size_t count, sum, same;

	if (!p) {
		if (pattern.len > 0 && !*fault.words)
			abort();
		return;
	}
	count = walk(p, text, &sum);
	if (walk(p, text, &same) != count || same != sum || (pattern_given_up(p) == 0 &&
	    pattern_matches(p, text) != (count > 0)))
		abort();
	if (pattern_given_up(p) == 0 && !span_starts(pattern, "(*") && !ascii_is_space(*pattern.p))
		search_slowly(pattern, text, count, sum);
	pattern_free(p);
}

static void limit(struct span expression)
{
	struct pattern_fault fault;
	struct limit l = { 0 };
	const char *wrong = limit_parse(&l, expression, &fault);

	if (wrong && (!*wrong || l.term_count))
		abort();
	limit_release(&l);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span text = span_of((const char *)data, size), line;

	if (span_line(&text, &line)) {
		search(line, text);
		limit(line);
	}
	return 0;
}
