/* Dates of feeds, exports and pages come in far more forms than the standards know, so
 * they are read without a grammar.  date_scan.c finds what is plain (a month's name, a
 * time, a zone); here the numbers left over become the day, the year and, where no word
 * was one, the month, in the order that their digits and separators tell.  Whatever
 * fits nowhere makes the whole text no date.
 */
#include "config.h"

#include "moot/text/date.h"

#include "text/date_priv.h"
#include "text/date_scan_priv.h"

enum { MAX_TEXT = 200 /* bytes; longer is no date */ };

int date_full_year(struct date_number n)
{
	if (n.digits >= 4)
		return n.value;
	if (n.digits == 3)
		return 0;
	return n.value + (n.value < 69 ? 2000 : 1900);
}

static bool set_day(struct date_fields *f, int year, int month, int day)
{
	f->year = year;
	f->month = month;
	f->day = day;
	return date_day_exists(year, month, day);
}

static bool day_with_month_name(const struct date_reading *r, int month, struct date_fields *f)
{
	struct date_number a = r->numbers[0], b = r->numbers[1];

	if (r->count == 1)
		return a.digits == 4 && set_day(f, a.value, month, 1);
	if (r->count != 2)
		return false;
	if (a.digits > 2 || (b.digits <= 2 && a.value > 31))
		return b.digits <= 2 && set_day(f, date_full_year(a), month, b.value);
	return set_day(f, date_full_year(b), month, a.value);
}

/* Three numbers, the year last: month/day or day.month, and if that is no day, or not
 * the weekday that is printed, the other way round. */
static bool day_year_last(const struct date_reading *r, struct date_fields *f)
{
	const struct date_number *n = r->numbers;
	int year = date_full_year(n[2]);
	bool month_first = n[1].before == '/';
	int month = n[month_first ? 0 : 1].value, day = n[month_first ? 1 : 0].value;
	bool first = date_day_exists(year, month, day), second = date_day_exists(year, day, month);

	if (first && second && r->weekday >= 0 && date_weekday(year, month, day) != r->weekday)
		first = date_weekday(year, day, month) != r->weekday;
	return first ? set_day(f, year, month, day) : second && set_day(f, year, day, month);
}

static bool day_in_numbers(const struct date_reading *r, struct date_fields *f)
{
	const struct date_number *n = r->numbers;
	int year = date_full_year(n[0]);

	if (n[0].digits == 4)
		return set_day(f, year, n[1].value, n[2].value);
	if (n[1].before == '-' && n[2].digits <= 2 && set_day(f, year, n[1].value, n[2].value))
		return true;
	return n[0].digits <= 2 && day_year_last(r, f);
}

static bool day_of_year(int year, int day, struct date_fields *f)
{
	int month = 1;

	if (year < DATE_MIN_YEAR || year > DATE_MAX_YEAR)
		return false;
	while (month < 12 && day > date_days_in_month(year, month))
		day -= date_days_in_month(year, month++);
	return set_day(f, year, month, day);
}

static bool find_day(const struct date_reading *r, struct date_fields *f)
{
	const struct date_number *n = r->numbers;

	if (r->month)
		return day_with_month_name(r, r->month, f);
	if (r->count == 3)
		return day_in_numbers(r, f);
	if (r->maybe_month)
		return day_with_month_name(r, r->maybe_month, f);
	if (r->count == 2 && n[0].digits == 4)
		return n[1].digits == 3 ? day_of_year(n[0].value, n[1].value, f) :
		    !r->has_time && set_day(f, n[0].value, n[1].value, 1);
	if (r->count == 2 && n[1].digits == 4)
		return !r->has_time && set_day(f, n[1].value, n[0].value, 1);
	return r->count == 1 && n[0].digits == 4 && !r->has_time && set_day(f, n[0].value, 1, 1);
}

/* On the clock of 24 hours; false when the hour does not exist. */
static bool find_hour(const struct date_reading *r, int *hour)
{
	*hour = r->hour;
	if (r->half == 'a' && r->hour > 12)
		return false;
	if (r->half == 'a' && r->hour == 12)
		*hour = 0;
	if (r->half == 'p' && r->hour < 12)
		*hour += 12;
	return *hour < 24;
}

static struct date conclude(struct date_reading *r)
{
	struct date_fields f = { 0 };
	bool midnight = r->has_time && r->hour == 24 && r->minute == 0 && r->second == 0;

	if (midnight)
		r->hour = 0;
	if (!find_day(r, &f) || !find_hour(r, &f.hour))
		return DATE_INIT;
	f.minute = r->minute;
	f.second = r->second;
	if (r->korean && !r->has_zone)
		date_set_zone(r, 9 * 60);
	struct date d = date_from_fields(&f, r->has_time ? r->precision : DATE_DAY,
	    r->offset_known, r->offset_min);
	if (midnight && date_known(d)) { /* 24:00 is the next day's beginning */
		d.unix_s += 24 * 60 * 60;
		return date_fields(d).year <= DATE_MAX_YEAR ? d : DATE_INIT;
	}
	return d;
}

/* "-YYMM" and "-YY-MM" of ISO 8601:1988. */
static struct date parse_truncated(struct span text)
{
	struct date_fields f = { .day = 1 };
	uint64_t year, month;
	size_t month_at = text.len == 6 && text.p[3] == '-' ? 4 : 3;

	if (text.len != month_at + 2 || !span_to_uint(span_sub(text, 1, 3), 99, &year) ||
	    !span_to_uint(span_sub(text, month_at, text.len), 12, &month))
		return DATE_INIT;
	f.year = date_full_year((struct date_number){ (int)year, 2, ' ' });
	f.month = (int)month;
	return date_from_fields(&f, DATE_DAY, false, 0);
}

/* Seconds since 1970, or with 13 digits milliseconds. */
static bool parse_unix(struct span text, struct date *date)
{
	uint64_t value;

	if (text.len < 9 || text.len > 13 || text.len == 12 ||
	    !span_to_uint(text, INT64_MAX / 1000, &value))
		return false;
	*date = date_from_unix_ms((int64_t)(text.len == 13 ? value : value * 1000));
	return true;
}

struct date date_read_freely(struct span text)
{
	struct date date;
	struct date_reading r;

	if (text.len == 0 || text.len > MAX_TEXT)
		return DATE_INIT;
	if (parse_unix(text, &date))
		return date;
	if (text.p[0] == '-')
		return parse_truncated(text);
	return date_scan(&r, text) ? conclude(&r) : DATE_INIT;
}

struct date date_parse(struct span text)
{
	struct date date;

	text = span_trim(text);
	return date_read_stamp(text, &date) ? date : date_read_freely(text);
}
