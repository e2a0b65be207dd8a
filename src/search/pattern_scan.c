#include "config.h"

#include "moot/search/search.h"

enum {
	PART_BYTES = 32 << 10,
	AHEAD_BYTES = 8 << 10, /* few matches are longer than a line */
};

/* Behind the line that goes on here; of a very long one, behind a word of it. */
static size_t line_end(struct span text, size_t at)
{
	struct span rest = span_sub(text, at, text.len);
	size_t end = span_find_byte(span_sub(rest, 0, PART_BYTES), '\n');

	if (end >= rest.len)
		return text.len;
	if (end == PART_BYTES)
		end = span_find_byte(rest, ' ');
	return end < rest.len ? at + end + 1 : text.len;
}

static void open_part(struct pattern_scan *s)
{
	s->to = line_end(s->text, s->from + PART_BYTES);
	s->end = line_end(s->text, s->to + s->ahead);
	pattern_walk_begin(&s->walk, s->pattern, span_sub(s->text, s->from, s->end));
	s->walks = true;
}

static void close_part(struct pattern_scan *s)
{
	if (s->walks)
		pattern_walk_end(&s->walk);
	s->walks = false;
}

void pattern_scan_begin(struct pattern_scan *s, struct pattern *p, struct span text)
{
	*s = (struct pattern_scan){ .pattern = p, .text = text, .ahead = AHEAD_BYTES,
		.given_up = pattern_given_up(p) };
}

void pattern_scan_end(struct pattern_scan *s)
{
	close_part(s);
}

/* The next match of the part at hand; false: there is none. */
static bool next_of_part(struct pattern_scan *s, size_t *start, size_t *end)
{
	while (pattern_walk_next(&s->walk, start, end)) {
		*start += s->from;
		*end += s->from;
		if (*start >= s->to)
			return false;
		if (*end == s->end && s->end < s->text.len) { /* it may go on */
			close_part(s);
			s->ahead *= 4;
			open_part(s);
		} else if (*start >= s->passed) {
			return true;
		}
	}
	return false;
}

enum pattern_sight pattern_scan_next(struct pattern_scan *s, size_t *left, size_t *start,
    size_t *end)
{
	for (;;) {
		if (!s->walks && (s->from >= s->text.len ||
		    pattern_given_up(s->pattern) > s->given_up))
			return PATTERN_END;
		if (!*left)
			return PATTERN_MORE;
		if (!s->walks)
			open_part(s);
		if (next_of_part(s, start, end)) {
			s->passed = *end;
			return PATTERN_HIT;
		}
		close_part(s);
		*left -= s->to - s->from < *left ? s->to - s->from : *left;
		s->from = s->to;
		s->ahead = AHEAD_BYTES;
	}
}
