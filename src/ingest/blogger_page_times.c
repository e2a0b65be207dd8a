/* Times on a Blogger page.
 *
 * The exact time of a comment is in its permalink, ?showComment=<milliseconds UTC>.
 * The printed stamp is the blog's local time, in one of the formats that the blog's
 * owner can choose: it tells the offset, so that the time is shown as the page
 * shows it.  Where the permalink has no time, the stamp is all there is.
 *
 * 02/03/08 is in March or in February.  Comments are printed oldest first: the
 * order of day and month is the one that leaves fewest stamps unreadable or
 * earlier than the one before.
 */
#include "config.h"

#include "ingest/blogger_page_priv.h"

#include <stdlib.h>

/* Two numbers and a year, with the same mark between them, and what follows. */
struct numeric {
	uint64_t first, second, year;
	char mark;
	struct span rest;
};

static bool take_number(struct span *text, size_t digits_max, uint64_t *number)
{
	size_t len = 0;

	while (len < text->len && ascii_is_digit(text->p[len]))
		len++;
	if (len > digits_max || !span_to_uint(span_sub(*text, 0, len), UINT32_MAX, number))
		return false;
	*text = span_sub(*text, len, text->len);
	return true;
}

static bool take_mark(struct span *text, char *mark)
{
	if (text->len == 0 || !memchr("./-", text->p[0], 3) || (*mark && text->p[0] != *mark))
		return false;
	*mark = text->p[0];
	*text = span_sub(*text, 1, text->len);
	return true;
}

static bool take_numeric(struct span text, struct numeric *n)
{
	n->mark = '\0';
	if (!take_number(&text, 2, &n->first) || !take_mark(&text, &n->mark) ||
	    !take_number(&text, 2, &n->second) || !take_mark(&text, &n->mark) ||
	    !take_number(&text, 4, &n->year))
		return false;
	if (n->year < 100)
		n->year += n->year < 99 ? 2000 : 1900; /* Blogger began in 1999 */
	n->rest = text;
	return true;
}

static struct date numeric_date(const struct numeric *n, bool day_first)
{
	struct buf iso = BUF_INIT;

	buf_addf(&iso, "%04u-%02u-%02u", (unsigned)n->year,
	    (unsigned)(day_first ? n->second : n->first),
	    (unsigned)(day_first ? n->first : n->second));
	buf_add_span(&iso, n->rest);
	struct date date = date_parse(buf_span(&iso));
	buf_release(&iso);
	return date;
}

struct date bp_stamp_date(const struct blogger_page *b, struct span stamp)
{
	struct numeric n;

	if (!take_numeric(stamp, &n))
		return date_parse(stamp);
	return numeric_date(&n, b->day_first || n.mark == '.');
}

/* ---- day or month first ---- */

struct reading {
	int64_t last_unix_s;
	size_t faults;
};

static void try_reading(struct reading *reading, const struct numeric *n, bool day_first)
{
	struct date date = numeric_date(n, day_first);

	if (!date_known(date) || date.unix_s < reading->last_unix_s)
		reading->faults++;
	if (date_known(date))
		reading->last_unix_s = date.unix_s;
}

static void try_stamps(struct blogger_page *b, const char *class_token, struct reading readings[2])
{
	page_node end = page_count(b->page), n = page_find(b->page, 0, end, NULL, class_token);

	while (n) {
		page_node next = page_find(b->page, n, end, NULL, class_token);
		struct numeric numeric;

		if (take_numeric(bp_text(b, n, next ? next : end), &numeric)) {
			try_reading(&readings[0], &numeric, false);
			try_reading(&readings[1], &numeric, true);
		}
		n = next;
	}
}

void bp_read_date_order(struct blogger_page *b)
{
	struct reading readings[2] = { { INT64_MIN, 0 }, { INT64_MIN, 0 } };

	try_stamps(b, "comment-timestamp", readings);
	try_stamps(b, "datetime", readings);
	b->day_first = readings[1].faults < readings[0].faults;
}

/* ---- the offset ---- */

enum { QUARTER_S = 15 * 60, DAY_S = 24 * 3600, OFFSET_MAX_S = 14 * 3600 };

/* The offset, in minutes, by which a clock that shows local_s is ahead of UTC.
 * Offsets are whole quarters of an hour; a stamp leaves out up to a minute. */
static bool offset_of(int64_t local_s, int64_t utc_s, int *offset_min)
{
	int64_t ahead = local_s - utc_s;
	int64_t quarters = (ahead + (ahead < 0 ? -QUARTER_S : QUARTER_S) / 2) / QUARTER_S;
	int64_t rest = ahead - quarters * QUARTER_S;

	if (ahead < -OFFSET_MAX_S || ahead > OFFSET_MAX_S || rest < -60 || rest > 60)
		return false;
	*offset_min = (int)(quarters * 15);
	return true;
}

/* A stamp that has no day: of the offsets that are a day apart, the one that is
 * nearest to the post's (an hour off in the other half of the year). */
static bool offset_by_clock(struct date clock, struct date exact, struct date post, int *offset_min)
{
	if (!post.offset_known)
		return false;
	for (int days = -1; days <= 1; days++)
		if (offset_of(clock.unix_s + (int64_t)days * DAY_S, exact.unix_s, offset_min) &&
		    abs(*offset_min - post.offset_min) <= 60)
			return true;
	return false;
}

/* "21:00" read on the day that it was in UTC. */
static struct date clock_on_day(struct date exact, struct span stamp)
{
	struct buf text = BUF_INIT;

	date_add_short(&text, exact);
	buf_add_char(&text, ' ');
	buf_add_span(&text, stamp);
	struct date clock = date_parse(buf_span(&text));
	buf_release(&text);
	return clock;
}

static bool is_clock(struct date date)
{
	return date.precision > DATE_DAY && !date.offset_known;
}

struct date bp_comment_date(struct blogger_page *b, struct span permalink, struct span stamp)
{
	struct date local = bp_stamp_date(b, stamp), exact = DATE_INIT;
	uint64_t unix_ms;
	int offset_min;

	if (span_to_uint(bp_digits_after(permalink, "showComment="), INT64_MAX, &unix_ms))
		exact = date_from_unix_ms((int64_t)unix_ms);
	if (!date_known(exact))
		return local;
	if (date_known(local)) {
		if (is_clock(local) && offset_of(local.unix_s, exact.unix_s, &offset_min))
			exact.offset_min = (int16_t)offset_min;
		return exact;
	}
	local = clock_on_day(exact, stamp);
	if (is_clock(local) && offset_by_clock(local, exact, b->published, &offset_min))
		exact.offset_min = (int16_t)offset_min;
	return exact;
}
