#include "config.h"

#include "moot/text/date.h"

#include "text/date_priv.h"

enum { DAY_S = 24 * 60 * 60 };

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int date_days_in_month(int year, int month)
{
	static const signed char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return days[month - 1] + (month == 2 && is_leap(year));
}

bool date_day_exists(int year, int month, int day)
{
	return year >= DATE_MIN_YEAR && year <= DATE_MAX_YEAR && month >= 1 && month <= 12 &&
	    day >= 1 && day <= date_days_in_month(year, month);
}

/* Days since 1970-01-01.  Years are counted from March, so that the leap day is the
 * last of its year; an era is 400 of them. */
static int64_t days_of(int year, int month, int day)
{
	int y = month <= 2 ? year - 1 : year;
	int era = y / 400, year_of_era = y % 400;
	int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return (int64_t)era * 146097 + day_of_era - 719468;
}

static void split_days(int64_t days, struct date_fields *f)
{
	int64_t shifted = days + 719468;
	int64_t era = shifted / 146097;
	int doe = (int)(shifted - era * 146097);
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int month = (5 * doy + 2) / 153;

	f->day = doy - (153 * month + 2) / 5 + 1;
	f->month = month < 10 ? month + 3 : month - 9;
	f->year = (int)(yoe + era * 400) + (f->month <= 2);
	f->weekday = (int)(((days + 4) % 7 + 7) % 7);
}

int date_weekday(int year, int month, int day)
{
	return (int)(((days_of(year, month, day) + 4) % 7 + 7) % 7);
}

static bool time_exists(const struct date_fields *f)
{
	return f->hour >= 0 && f->hour < 24 && f->minute >= 0 && f->minute < 60 &&
	    f->second >= 0 && f->second <= 60; /* a leap second is the next minute's first */
}

struct date date_from_fields(const struct date_fields *f, enum date_precision precision,
    bool offset_known, int offset_min)
{
	struct date d = { 0, 0, (uint8_t)precision, false };
	bool timed = precision >= DATE_MINUTE;

	if (precision == DATE_NONE || !date_day_exists(f->year, f->month, f->day) ||
	    (timed && !time_exists(f)))
		return DATE_INIT;
	d.unix_s = days_of(f->year, f->month, f->day) * DAY_S;
	if (timed)
		d.unix_s += f->hour * 3600 + f->minute * 60;
	if (precision == DATE_SECOND)
		d.unix_s += f->second;
	if (timed && offset_known) {
		if (offset_min < -DATE_MAX_OFFSET_MIN || offset_min > DATE_MAX_OFFSET_MIN)
			return DATE_INIT;
		d.offset_known = true;
		d.offset_min = (int16_t)offset_min;
		d.unix_s -= (int64_t)offset_min * 60;
	}
	return date_fields(d).year <= DATE_MAX_YEAR ? d : DATE_INIT;
}

struct date_fields date_fields(struct date d)
{
	struct date_fields f = { 0 };
	int64_t wall = d.unix_s + (d.offset_known ? d.offset_min * 60 : 0);
	int64_t days = wall / DAY_S, rest = wall % DAY_S;

	if (d.precision == DATE_NONE)
		return f;
	if (rest < 0) {
		rest += DAY_S;
		days--;
	}
	split_days(days, &f);
	f.hour = (int)(rest / 3600);
	f.minute = (int)(rest / 60 % 60);
	f.second = (int)(rest % 60);
	return f;
}

struct date date_from_unix_ms(int64_t unix_ms)
{
	int64_t s = unix_ms / 1000 - (unix_ms % 1000 < 0);

	if (s < days_of(DATE_MIN_YEAR, 1, 1) * DAY_S ||
	    s >= days_of(DATE_MAX_YEAR + 1, 1, 1) * DAY_S)
		return DATE_INIT;
	return (struct date){ s, 0, DATE_SECOND, true };
}

int date_cmp(struct date a, struct date b)
{
	return (a.unix_s > b.unix_s) - (a.unix_s < b.unix_s);
}

void date_add_short(struct buf *out, struct date d)
{
	struct date_fields f = date_fields(d);

	if (date_known(d))
		buf_addf(out, "%04d-%02d-%02d", f.year, f.month, f.day);
}

void date_add_rfc3339(struct buf *out, struct date d)
{
	struct date_fields f = date_fields(d);
	int offset = d.offset_min < 0 ? -d.offset_min : d.offset_min;

	date_add_short(out, d);
	if (d.precision < DATE_MINUTE)
		return;
	buf_addf(out, "T%02d:%02d:%02d", f.hour, f.minute, f.second);
	if (d.offset_known)
		buf_addf(
		    out, "%c%02d:%02d", d.offset_min < 0 ? '-' : '+', offset / 60, offset % 60);
}

/* "19 June 2014", the month's name cut to max letters. */
static void add_day(struct buf *out, const struct date_fields *f, int max)
{
	buf_addf(out, "%d %.*s %04d", f->day, max, date_month_names[f->month - 1], f->year);
}

void date_add_long(struct buf *out, struct date d)
{
	struct date_fields f = date_fields(d);

	if (!date_known(d))
		return;
	buf_addf(out, "%s, ", date_weekday_names[f.weekday]);
	add_day(out, &f, 9);
}

void date_add_stamp(struct buf *out, struct date d)
{
	struct date_fields f = date_fields(d);

	if (!date_known(d))
		return;
	add_day(out, &f, 9);
	if (d.precision >= DATE_MINUTE)
		buf_addf(out, " at %02d:%02d", f.hour, f.minute);
}

void date_add_brief(struct buf *out, struct date d)
{
	struct date_fields f = date_fields(d);

	if (!date_known(d))
		return;
	add_day(out, &f, 3);
	if (d.precision >= DATE_MINUTE)
		buf_addf(out, " %02d:%02d", f.hour, f.minute);
}
