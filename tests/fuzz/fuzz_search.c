/* A line with a pattern, the rest a text: the matches are parts of the text in its order,
 * none is empty, and looking for the same again finds the same.  The line is a limit as
 * well, which takes it or says what is wrong. */
#include "config.h"

#include <stdlib.h>

#include "fuzz.h"
#include "moot/search/search.h"
#include "moot/view/limit.h"

static size_t walk(struct pattern *p, struct span text)
{
	struct pattern_walk w;
	size_t count = 0, last = 0, start, end;

	pattern_walk_begin(&w, p, text);
	while (pattern_walk_next(&w, &start, &end)) {
		if (start < last || end <= start || end > text.len)
			abort();
		last = end;
		count++;
	}
	pattern_walk_end(&w);
	return count;
}

static void search(struct span pattern, struct span text)
{
	struct pattern_fault fault;
	struct pattern *p = pattern_new(pattern, &fault);
	size_t count;

	if (!p) {
		if (pattern.len > 0 && !*fault.words)
			abort();
		return;
	}
	count = walk(p, text);
	if (walk(p, text) != count || (pattern_given_up(p) == 0 &&
	    pattern_matches(p, text) != (count > 0)))
		abort();
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
