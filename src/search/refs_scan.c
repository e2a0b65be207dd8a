/* A reference is recognised at its telling word, which is rare: a number, or the first
 * word of a line or after "@".  Only there is it looked what stands beside it; so the
 * common word costs one look at its first byte and at the gap before it. */
#include "config.h"

#include "refs_priv.h"

#include <string.h>

#include "moot/text/date.h"

enum {
	NAME_MAX_WORDS = 6,
	NAME_MIN_BYTES = 2,
	LINK_MAX_WORDS = 3, /* between an author and a time */
	GAP_MAX_BYTES = 6,  /* between words that belong together */
	STAMP_MAX_BYTES = 60,
};

static const char *const linking_words[] = {
	"at", "on", "of", "from", "comment", "comments", "post", "posted", "posting", "wrote",
	"said", NULL,
};
static const char *const comment_words[] = {
	"comment", "comments", "commenter", "commentator", "poster", NULL,
};
static const char *const number_words[] = { "no", "nr", "number", "num", NULL };
/* What a bare "no. 12" may follow. */
static const char *const pointing_words[] = {
	"comment", "comments", "commenter", "poster", "see", "re", "with", "to", NULL,
};
/* "my comment 2 days ago" */
static const char *const counted_words[] = {
	"second", "seconds", "minute", "minutes", "min", "mins", "hour", "hours", "hrs", "day",
	"days", "week", "weeks", "month", "months", "year", "years", "time", "times", "people",
	"other", "others", "more", "things", NULL,
};
static const char *const greetings[] = {
	"hi", "hello", "hey", "dear", "thanks", "sorry", NULL,
};

/* Nothing between word i and the one before it but blanks and these. */
static bool is_joined(const struct scan *s, size_t i, const char *allowed)
{
	struct span gap = gap_before(s, i);

	if (gap.len > GAP_MAX_BYTES)
		return false;
	for (size_t k = 0; k < gap.len; k++)
		if (gap.p[k] != ' ' && !strchr(allowed, gap.p[k]))
			return false;
	return true;
}

static bool begins_line(const struct scan *s, size_t i)
{
	struct span gap = gap_before(s, i);

	return i == 0 || span_find_byte(gap, '\n') < gap.len;
}

/* ---- numbers ---- */

/* '#' right before the number, and nothing that makes it part of a URL. */
static bool has_hash(const struct scan *s, size_t i)
{
	struct span gap = gap_before(s, i);

	if (!span_ends(gap, "#"))
		return false;
	return gap.len == 1 ? i == 0 : strchr(" \n(,;[:.", gap.p[gap.len - 2]) != NULL;
}

/* "No. 3: ..." and "No. 3, ..." begin a line. */
static bool begins_line_as_label(const struct scan *s, size_t first, size_t next)
{
	struct span gap = gap_before(s, next);

	return begins_line(s, first) && (span_starts(gap, ":") || span_starts(gap, ","));
}

static bool counts_something(const struct scan *s, size_t i, size_t next)
{
	return next == i + 1 && next < s->count && is_joined(s, next, "") &&
	    word_is_one_of(s, next, counted_words);
}

/* Where the reference begins whose number is words [i, next): a word; SIZE_MAX when
 * nothing says that a comment is meant. */
static size_t number_begin(const struct scan *s, size_t i, size_t next)
{
	bool hash = has_hash(s, i);

	if (i == s->floor)
		return hash ? i : SIZE_MAX;
	if (word_is_one_of(s, i - 1, comment_words) && is_joined(s, i, "#"))
		return hash || !counts_something(s, i, next) ? i - 1 : SIZE_MAX;
	if (word_is_one_of(s, i - 1, number_words) && is_joined(s, i, ".#")) {
		if (i - 1 > s->floor && is_joined(s, i - 1, "") &&
		    word_is_one_of(s, i - 2, pointing_words))
			return word_is_one_of(s, i - 2, comment_words) ? i - 2 : i - 1;
		if (span_starts(gap_before(s, i), ".") && begins_line_as_label(s, i - 1, next))
			return i - 1;
	}
	return hash ? i : SIZE_MAX;
}

static bool scan_number(struct scan *s, size_t i, struct sight *sight)
{
	uint32_t path[NUMBER_MAX_DEPTH];
	size_t len = read_path(s, i, path), begin;

	if (len == 0 || (begin = number_begin(s, i, i + len)) == SIZE_MAX)
		return false;
	find_by_number(s->c, s->me, path, len, &sight->candidates);
	sight->kind = REF_NUMBER;
	sight->start = s->words[begin].start - (begin == i);
	sight->end = s->words[i + len - 1].end;
	sight->next = i + len;
	return sight->candidates.count > 0;
}

/* ---- names ---- */

/* The comma, colon or dash that makes a name an address; word i is after the name. */
static bool is_address_sign(struct span gap)
{
	size_t at = 0;

	while (at < gap.len && gap.p[at] == ' ')
		at++;
	gap = span_sub(gap, at, gap.len);
	if (at == 0 && (span_starts(gap, ",") || span_starts(gap, ":") || span_starts(gap, ";")))
		return true;
	if (span_starts(gap, "\xE2\x80\x93") || span_starts(gap, "\xE2\x80\x94") ||
	    span_starts(gap, "--"))
		return true;
	return span_starts(gap, "-") && (at > 0 || span_starts(gap, "- "));
}

struct name {
	uint64_t hash;
	bool is_first;
	size_t words; /* 0: there is none */
};

/* The author's name that words [i, i + len) are. */
static struct name name_of(const struct scan *s, size_t i, size_t len)
{
	uint64_t hash = name_hash(s->words + i, len);

	if (len == 1 && is_anonymous(s->words[i].hash))
		hash = name_hash(&(struct word){ .hash = word_hash("anon") }, 1);
	if (is_name(s->c, hash, false))
		return (struct name){ hash, false, len };
	if (len == 1 && is_name(s->c, hash, true))
		return (struct name){ hash, true, len };
	return (struct name){ 0 };
}

/* The longest name that begins with word i; addressed: before an address sign. */
static struct name read_name(const struct scan *s, size_t i, bool addressed)
{
	struct name longest = { 0 };

	for (size_t len = 1; len <= NAME_MAX_WORDS && i + len <= s->count; len++) {
		struct name name;

		if (len > 1 && !is_joined(s, i + len - 1, ".-_&"))
			break;
		if (s->words[i + len - 1].end - s->words[i].start < NAME_MIN_BYTES ||
		    (addressed && !is_address_sign(gap_before(s, i + len))))
			continue;
		name = name_of(s, i, len);
		if (name.words)
			longest = name;
	}
	return longest;
}

/* "@" before the name; a mail address has a word right before that. */
static bool is_mention(const struct scan *s, size_t i)
{
	struct span gap = gap_before(s, i);

	if (!span_ends(gap, "@"))
		return false;
	return gap.len == 1 ? i == 0 : !strchr("/._-@", gap.p[gap.len - 2]);
}

static bool scan_name(struct scan *s, size_t i, struct sight *sight)
{
	bool mention = is_mention(s, i);
	struct name name;

	if (!mention && !begins_line(s, i) &&
	    !(i > s->floor && begins_line(s, i - 1) && is_joined(s, i, ",") &&
		word_is_one_of(s, i - 1, greetings)))
		return false;
	name = read_name(s, i, !mention);
	if (!name.words)
		return false;
	find_by_name(s->c, s->me, name.hash, name.is_first, &sight->candidates);
	sight->next = i + name.words;
	sight->kind = REF_NAME;
	sight->start = s->words[i].start - mention;
	sight->end = s->words[sight->next - 1].end;
	return sight->candidates.count > 0;
}

/* ---- times ---- */

/* Whose name ends with word i: the longest name; *begin is its first word. */
static bool name_before(const struct scan *s, size_t i, struct whom *whom, size_t *begin)
{
	bool found = false;

	if (is_anonymous(s->words[i].hash)) {
		*whom = (struct whom){ WHOM_ANONYMOUS, 0 };
		*begin = i;
		return true;
	}
	for (size_t len = 1; len <= NAME_MAX_WORDS && i + 1 >= s->floor + len; len++) {
		size_t first = i + 1 - len;
		struct name name;

		if (len > 1 && !is_joined(s, first + 1, ".-_&"))
			break;
		name = name_of(s, first, len);
		if (name.words) {
			*whom = (struct whom){ WHOM_NAMED, name.hash };
			*begin = first;
			found = true;
		}
	}
	return found;
}

/* "19 June 2014 at" before the time at word i: the day, and its first word. */
static void read_day(const struct scan *s, size_t *i, size_t next, struct date *day)
{
	size_t end = s->words[next - 1].end, at = s->words[*i].start, start, first = *i;
	struct span line = span_sub(s->text,
	    at > STAMP_MAX_BYTES ? at - STAMP_MAX_BYTES : 0, end);

	if (*i < s->floor + 3 || !date_parse_stamp_suffix(line, day, &start))
		return;
	start += end - line.len;
	while (first > s->floor && s->words[first - 1].start >= start)
		first--;
	*i = first;
}

static bool says_year(const struct scan *s, size_t i)
{
	struct span word = word_text(s, i);
	uint64_t year;

	return word.len == 4 && span_to_uint(word, 2100, &year) && year > 1990;
}

/* Who stands beside the time of words [i, next); *begin is where that begins. */
static bool read_whom(const struct scan *s, size_t i, size_t next, struct clock *clock,
    struct whom *whom, size_t *begin)
{
	size_t at = i;
	bool found = false;

	if ((at > s->floor && says_year(s, at - 1)) ||
	    (at > s->floor + 1 && says_year(s, at - 2)))
		read_day(s, &at, next, &clock->day);
	for (int links = 0; at > s->floor && links <= LINK_MAX_WORDS; links++, at--) {
		if (!is_joined(s, at, ",@(-:'\""))
			break;
		if (name_before(s, at - 1, whom, begin))
			return true;
		if (word_is_one_of(s, at - 1, comment_words)) {
			*whom = (struct whom){ WHOM_ANYONE, 0 };
			*begin = at - 1;
			found = true;
		} else if (!word_is_one_of(s, at - 1, linking_words)) {
			break;
		}
	}
	return found;
}

/* "the 8.43 anon" */
static bool is_before_anonymous(const struct scan *s, size_t i, size_t next)
{
	static const char *const at[] = { "at", "by", NULL };

	return next < s->count && is_joined(s, next, "") && is_anonymous(s->words[next].hash) &&
	    !(i > 0 && word_is_one_of(s, i - 1, at));
}

/* Who named the same time before meant what is meant now, where that can be. */
static void guess(struct scan *s, const struct whom *whom, const struct clock *clock,
    struct candidates *out)
{
	struct candidates *before = &s->guesses->by_clock[clock->minutes[0] % (DAY_MINUTES / 2)];

	for (uint32_t i = 0; i < before->count; i++)
		if (may_be_meant(s->c, s->me, whom, before->places[i]))
			out->places[out->count++] = before->places[i];
	if (out->count == 0)
		find_by_order(s->c, s->me, whom, out);
	if (before->count == 0)
		*before = *out;
}

static bool scan_time(struct scan *s, size_t i, struct sight *sight)
{
	struct clock clock;
	struct whom whom = { WHOM_ANONYMOUS, 0 };
	size_t begin = i;

	if (!read_clock(s, i, &clock, &sight->next))
		return false;
	if (!read_whom(s, i, sight->next, &clock, &whom, &begin)) {
		if (!is_before_anonymous(s, i, sight->next))
			return false;
		sight->next++;
	}
	find_by_clock(s->c, s->me, &whom, &clock, &sight->candidates);
	sight->times_unknown = sight->candidates.count == 0 && !s->c->clocks_known;
	if (sight->times_unknown)
		guess(s, &whom, &clock, &sight->candidates);
	sight->kind = REF_TIME;
	sight->start = s->words[begin].start;
	sight->end = s->words[sight->next - 1].end;
	if (span_starts(gap_before(s, sight->next), ")") && clock.nth)
		sight->end++;
	return sight->candidates.count > 0;
}

bool scan_at(struct scan *s, size_t i, struct sight *sight)
{
	*sight = (struct sight){ 0 };
	if (!ascii_is_digit(s->text.p[s->words[i].start]))
		return scan_name(s, i, sight);
	if (scan_number(s, i, sight))
		return true;
	*sight = (struct sight){ 0 };
	if (scan_time(s, i, sight))
		return true;
	*sight = (struct sight){ 0 };
	return scan_name(s, i, sight);
}
