/* Clock times and numbers in a text. */
#include "config.h"

#include "refs_priv.h"

#include "moot/base/span.h"

struct span word_text(const struct scan *s, size_t i)
{
	return span_sub(s->text, s->words[i].start, s->words[i].end);
}

struct span gap_before(const struct scan *s, size_t i)
{
	size_t from = i ? s->words[i - 1].end : 0;

	return span_sub(s->text, from, i < s->count ? s->words[i].start : s->text.len);
}

bool word_is_one_of(const struct scan *s, size_t i, const char *const *set)
{
	struct span word = word_text(s, i);

	for (; *set; set++)
		if (span_eq_nocase(word, *set))
			return true;
	return false;
}

static bool digits_at_start(struct span word, size_t max_digits, uint32_t *value,
    struct span *rest)
{
	size_t len = 0;
	uint64_t number;

	while (len < word.len && len <= max_digits && ascii_is_digit(word.p[len]))
		len++;
	if (len > max_digits || !span_to_uint(span_sub(word, 0, len), UINT32_MAX, &number))
		return false;
	*value = (uint32_t)number;
	*rest = span_sub(word, len, word.len);
	return true;
}

enum half { HALF_UNKNOWN, HALF_AM, HALF_PM };

static enum half half_of(struct span word)
{
	if (span_eq_nocase(word, "am"))
		return HALF_AM;
	return span_eq_nocase(word, "pm") ? HALF_PM : HALF_UNKNOWN;
}

/* "PM" or "p.m." after the time; *next moves over it. */
static enum half read_half(const struct scan *s, size_t *next)
{
	enum half half;

	if (*next >= s->count || !span_eq_str(gap_before(s, *next), " "))
		return HALF_UNKNOWN;
	half = half_of(word_text(s, *next));
	if (half != HALF_UNKNOWN) {
		(*next)++;
		return half;
	}
	if (*next + 1 < s->count && span_eq_str(gap_before(s, *next + 1), ".") &&
	    span_eq_nocase(word_text(s, *next + 1), "m")) {
		half = span_eq_nocase(word_text(s, *next), "a") ? HALF_AM :
		    span_eq_nocase(word_text(s, *next), "p") ? HALF_PM : HALF_UNKNOWN;
		*next += half != HALF_UNKNOWN ? 2 : 0;
	}
	return half;
}

/* What 1 to 12 o'clock says is one of two; a leading zero is how 24 hours are written. */
static void set_minutes(struct clock *clock, int hour, int minute, bool zero, enum half half)
{
	int at = hour * 60 + minute, noon = DAY_MINUTES / 2;

	clock->count = 1;
	clock->minutes[0] = at;
	if (hour == 0 || hour > 12)
		return;
	if (half != HALF_UNKNOWN) {
		clock->minutes[0] = at % noon + (half == HALF_PM ? noon : 0);
		return;
	}
	clock->minutes[1] = (at + noon) % DAY_MINUTES;
	clock->count = 2;
	clock->first_wins = zero;
}

/* "(2)" right after the time. */
static void read_nth(const struct scan *s, struct clock *clock, size_t *next)
{
	struct span gap, rest;
	uint32_t value;

	if (*next >= s->count)
		return;
	gap = gap_before(s, *next);
	if ((!span_eq_str(gap, "(") && !span_eq_str(gap, " (")) ||
	    !digits_at_start(word_text(s, *next), 2, &value, &rest) || rest.len ||
	    !span_starts(gap_before(s, *next + 1), ")"))
		return;
	clock->nth = value;
	(*next)++;
}

/* Does a number go on after word i: "8.43.12", "8:43:07", "8.43%"? */
static bool goes_on(const struct scan *s, size_t i)
{
	struct span gap = gap_before(s, i + 1);

	if (span_starts(gap, "%"))
		return true;
	return i + 1 < s->count && gap.len == 1 && gap.p[0] != ' ' && gap.p[0] != '\n' &&
	    gap.p[0] != '-' && gap.p[0] != '(' && ascii_is_digit(word_text(s, i + 1).p[0]);
}

/* "8h43" is one word, "8.43" and "8:43" are two. */
static bool read_hour_minute(const struct scan *s, size_t i, uint32_t *hour, uint32_t *minute,
    struct span *rest, size_t *next)
{
	struct span digits, gap;

	if (!digits_at_start(word_text(s, i), 2, hour, rest))
		return false;
	*next = i + 1;
	if (rest->len && ascii_lower(rest->p[0]) == 'h') {
		digits = span_sub(*rest, 1, rest->len);
	} else {
		gap = gap_before(s, i + 1);
		if (rest->len || i + 1 >= s->count ||
		    (!span_eq_str(gap, ".") && !span_eq_str(gap, ":")))
			return false;
		digits = word_text(s, i + 1);
		*next = i + 2;
	}
	return digits.len >= 2 && ascii_is_digit(digits.p[1]) &&
	    digits_at_start(digits, 2, minute, rest);
}

bool read_clock(const struct scan *s, size_t i, struct clock *clock, size_t *next)
{
	uint32_t hour, minute;
	enum half half;
	struct span rest;

	*clock = (struct clock){ .day = DATE_INIT };
	if (!read_hour_minute(s, i, &hour, &minute, &rest, next) || hour > 23 || minute > 59)
		return false;
	half = half_of(rest);
	if ((rest.len && half == HALF_UNKNOWN) || goes_on(s, *next - 1))
		return false;
	if (!rest.len)
		half = read_half(s, next);
	set_minutes(clock, (int)hour, (int)minute, word_text(s, i).p[0] == '0', half);
	read_nth(s, clock, next);
	return true;
}

size_t read_path(const struct scan *s, size_t i, uint32_t path[NUMBER_MAX_DEPTH])
{
	size_t len = 0;

	for (; i + len < s->count && len < NUMBER_MAX_DEPTH; len++) {
		struct span rest;

		if (len && !span_eq_str(gap_before(s, i + len), "."))
			break;
		if (!digits_at_start(word_text(s, i + len), 9, &path[len], &rest) || rest.len)
			break;
	}
	return len;
}
