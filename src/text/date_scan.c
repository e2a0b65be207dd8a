/* Cuts the text of a date into words, numbers and times, and puts each where it can
 * only belong: a word that is a month, a weekday or a zone; a time by its colon; an
 * offset by its sign after a time.  Numbers are kept in their order.
 */
#include "config.h"

#include "text/date_scan_priv.h"

#include <string.h>

#include "text/date_priv.h"
#include "moot/text/utf8.h"

enum { MAX_DIGITS = 14 };

static char peek(const struct date_reading *r, size_t at)
{
	return at < r->rest.len ? r->rest.p[at] : '\0';
}

static void advance(struct date_reading *r, size_t bytes)
{
	r->rest = span_sub(r->rest, bytes, r->rest.len);
}

static size_t digits_at(const struct date_reading *r, size_t at)
{
	size_t n = 0;

	while (ascii_is_digit(peek(r, at + n)))
		n++;
	return n;
}

static int value_at(const struct date_reading *r, size_t at, size_t digits)
{
	int value = 0;

	for (size_t i = 0; i < digits; i++)
		value = value * 10 + (r->rest.p[at + i] - '0');
	return value;
}

/* A fraction of a second is passed over. */
static void skip_fraction(struct date_reading *r)
{
	char c = peek(r, 0);

	if ((c == '.' || c == ',') && ascii_is_digit(peek(r, 1)))
		advance(r, 1 + digits_at(r, 1));
}

/* The ":mm" or ":ss" at the front, if there is one; false when it is spoilt. */
static bool read_part(struct date_reading *r, int *value, enum date_precision precision)
{
	size_t digits;

	if (peek(r, 0) != ':')
		return true;
	digits = digits_at(r, 1);
	if (digits < 1 || digits > 2)
		return false;
	*value = value_at(r, 1, digits);
	r->precision = precision;
	advance(r, 1 + digits);
	return true;
}

/* "9:15", "09:15:22.5"; after a T "09", "0915" and "091522" as well. */
static bool read_time(struct date_reading *r, size_t digits)
{
	if (r->has_time || (digits > 2 && !(r->time_begins && (digits == 4 || digits == 6))))
		return false;
	size_t hour_digits = digits < 2 ? digits : 2;

	r->has_time = r->after_number = true;
	r->time_begins = false;
	r->hour_only = digits <= 2 && peek(r, digits) != ':';
	r->hour = value_at(r, 0, hour_digits);
	r->minute = digits >= 4 ? value_at(r, 2, 2) : 0;
	r->second = digits == 6 ? value_at(r, 4, 2) : 0;
	r->precision = digits == 6 ? DATE_SECOND : DATE_MINUTE;
	advance(r, digits);
	if (!read_part(r, &r->minute, DATE_MINUTE) || !read_part(r, &r->second, DATE_SECOND))
		return false;
	if (r->precision == DATE_SECOND)
		skip_fraction(r);
	return peek(r, 0) != ':';
}

static bool add_number(struct date_reading *r, int value, int digits)
{
	if (r->count == DATE_NUMBERS)
		return false;
	r->numbers[r->count++] = (struct date_number){ value, digits, r->separator };
	r->separator = ' ';
	r->after_number = true;
	return true;
}

/* Digits that are a whole date: YYYYMMDD, YYYYMMDDhhmmss, YYYYDDD, YYMMDD, YYDDD.
 * Of the last only what begins with 0: other numbers of five digits are likelier
 * to be anything else. */
static bool add_compact(struct date_reading *r, size_t digits)
{
	size_t year = digits == 5 || digits == 6 ? 2 : 4;
	bool day_of_year = digits == 5 || digits == 7;

	if (r->count || (digits == 5 && r->rest.p[0] != '0'))
		return false;
	add_number(
	    r, date_full_year((struct date_number){ value_at(r, 0, year), (int)year, ' ' }), 4);
	if (day_of_year)
		return add_number(r, value_at(r, year, 3), 3);
	add_number(r, value_at(r, year, 2), 2);
	add_number(r, value_at(r, year + 2, 2), 2);
	if (digits == 14) {
		r->has_time = true;
		r->precision = DATE_SECOND;
		r->hour = value_at(r, 8, 2);
		r->minute = value_at(r, 10, 2);
		r->second = value_at(r, 12, 2);
	}
	return true;
}

static bool read_number(struct date_reading *r)
{
	size_t digits = digits_at(r, 0);

	if (digits > MAX_DIGITS)
		return false;
	if (r->time_begins || peek(r, digits) == ':')
		return read_time(r, digits);
	if (r->minute_may_follow && digits == 2) {
		r->minute = value_at(r, 0, digits);
		r->minute_may_follow = false;
		advance(r, digits);
		return true;
	}
	bool added = digits <= 4 ? add_number(r, value_at(r, 0, digits), (int)digits) :
	    (digits <= 8 || digits == 14) && add_compact(r, digits);
	advance(r, digits);
	return added;
}

/* "+0100", "-05:00", "+1" after a time. */
static bool read_offset(struct date_reading *r)
{
	int sign = peek(r, 0) == '-' ? -1 : 1;
	size_t digits = digits_at(r, 1), hour_digits = digits > 2 ? digits - 2 : digits;
	int hours, minutes = 0;

	if (digits < 1 || digits > 4)
		return false;
	hours = value_at(r, 1, hour_digits);
	if (digits > 2)
		minutes = value_at(r, 1 + hour_digits, 2);
	advance(r, 1 + digits);
	if (peek(r, 0) == ':') {
		if (digits > 2 || digits_at(r, 1) != 2)
			return false;
		minutes = value_at(r, 1, 2);
		advance(r, 3);
	}
	r->has_zone = true;
	r->zone_is_utc = false;
	r->offset_known = !r->hour_only; /* a bare hour is too vague to be moved */
	r->offset_min = sign * (hours * 60 + minutes);
	return minutes < 60 && hours * 60 + minutes <= DATE_MAX_OFFSET_MIN;
}

/* The last number was the hour of "3pm" or "14 h". */
static bool take_hour(struct date_reading *r)
{
	if (r->has_time || r->count == 0 || r->numbers[r->count - 1].digits > 2)
		return false;
	r->has_time = true;
	r->precision = DATE_MINUTE;
	r->hour = r->numbers[--r->count].value;
	return true;
}

static bool read_half(struct date_reading *r, char half)
{
	if (!r->has_time && r->after_number && !take_hour(r))
		return false;
	r->half = half;
	return true;
}

/* "Area/City" and abbreviations that we do not know: a time of an unknown zone. */
static bool read_unknown_zone(struct date_reading *r, struct span word)
{
	size_t len = 0;

	if (word.len < 3 || r->has_zone)
		return false;
	if (peek(r, 0) == '/') {
		while (
		    ascii_is_alnum(peek(r, len)) || (peek(r, len) && strchr("/_-+", peek(r, len))))
			len++;
		struct span city = span_sub(r->rest, 1, len);

		r->offset_known =
		    span_eq_nocase(word, "Etc") && date_word_zone(city, &r->offset_min);
		advance(r, len);
		return r->has_zone = true;
	}
	for (size_t i = 0; i < word.len; i++)
		if (word.p[i] < 'A' || word.p[i] > 'Z')
			return false;
	return r->has_zone = word.len <= 5;
}

bool date_set_zone(struct date_reading *r, int offset_min)
{
	if (r->has_zone)
		return true; /* "-05:00Z": the first one counts */
	r->has_zone = r->offset_known = true;
	r->zone_is_utc = offset_min == 0;
	r->offset_min = offset_min;
	return true;
}

static bool set_month(struct date_reading *r, int month, int weekday)
{
	if (weekday >= 0 && r->maybe_month == 0) {
		r->maybe_month = month;
		return true;
	}
	if (r->month)
		return false;
	r->month = month;
	return true;
}

static bool place_name(struct date_reading *r, struct span word)
{
	int weekday = date_word_english_weekday(word), month;

	if (weekday >= 0) { /* no month of any language begins so */
		r->weekday = weekday;
		return true;
	}
	month = date_word_english_month(word);
	if (month && month != 3) /* "mar" is a Tuesday, too */
		return set_month(r, month, -1);
	month = date_word_month(word);
	weekday = date_word_weekday(word);
	if (month)
		return set_month(r, month, weekday);
	if (weekday >= 0) {
		r->weekday = weekday < WEEKDAY_ANY ? weekday : -1;
		return true;
	}
	if (span_eq_nocase(word, "h") && r->after_number)
		return r->minute_may_follow = take_hour(r);
	return date_word_is_filler(word);
}

static bool place_word(struct date_reading *r, struct span word, bool after_number)
{
	int offset_min;
	char half = date_word_half(word);

	if (half && (unsigned char)word.p[0] >= 0x80) { /* stands before the hour */
		r->half = half;
		return true;
	}
	if (half && (r->has_time || after_number))
		return read_half(r, half);
	if ((r->has_time || (r->month && r->count == 2)) && peek(r, 0) != '/' &&
	    date_word_zone(word, &offset_min))
		return date_set_zone(r, offset_min);
	if (r->has_time && peek(r, 0) == '/')
		return read_unknown_zone(r, word);
	return place_name(r, word) || (r->has_time && read_unknown_zone(r, word));
}

/* Dashes, dots, commas and spaces beyond ASCII. */
static bool is_wide_separator(uint32_t ch)
{
	return ch == 0xA0 || ch == 0x60C || ch == 0xB7 || (ch >= 0x2000 && ch <= 0x2015) ||
	    ch == 0x202F || ch == 0x3000;
}

static bool is_letter(uint32_t ch)
{
	return ch < 0x80 ? ascii_is_alpha((char)ch) : ch >= 0xAA && !is_wide_separator(ch);
}

static size_t word_len(const struct date_reading *r)
{
	size_t len = 0, n;
	uint32_t ch;

	while (len < r->rest.len) {
		n = utf8_next(r->rest.p + len, r->rest.len - len, &ch);
		if (!is_letter(ch))
			break;
		len += n;
	}
	return len;
}

static bool read_word(struct date_reading *r)
{
	bool after_number = r->after_number;
	struct span word = span_sub(r->rest, 0, word_len(r));

	if (span_starts_nocase(r->rest, "a.m") || span_starts_nocase(r->rest, "p.m")) {
		char half = ascii_lower(r->rest.p[0]);

		advance(r, peek(r, 3) == '.' ? 4 : 3);
		return read_half(r, half);
	}
	advance(r, word.len);
	if (span_eq_nocase(word, "T") && after_number && ascii_is_digit(peek(r, 0)))
		return r->time_begins = !r->has_time;
	if (span_eq_str(word, "년") || span_eq_str(word, "오전") || span_eq_str(word, "오후"))
		r->korean = true;
	bool placed = place_word(r, word, after_number);

	r->after_number = false;
	if (peek(r, 0) == '.')
		advance(r, 1);
	return placed;
}

/* A comment in parentheses is passed over. */
static bool skip_comment(struct date_reading *r)
{
	advance(r, span_find_byte(r->rest, ')'));
	advance(r, 1);
	return true;
}

static bool read_separator(struct date_reading *r)
{
	uint32_t ch;
	size_t n = utf8_next(r->rest.p, r->rest.len, &ch);

	if (ch < 0x80 ? !strchr(" \t\r\n,./-;|", (int)ch) || ch == 0 : !is_wide_separator(ch))
		return false;
	if (ch < 0x80 && strchr("./-", (int)ch))
		r->separator = (char)ch;
	advance(r, n);
	return true;
}

static bool read_next(struct date_reading *r)
{
	char c = peek(r, 0);
	bool sign = c == '+' || (c == '-' && r->has_time);
	uint32_t ch;

	if (ascii_is_digit(c))
		return read_number(r);
	if (sign && (c == '+' || ascii_is_digit(peek(r, 1))) && (!r->has_zone || r->zone_is_utc))
		return r->has_time && read_offset(r);
	if (c == '(')
		return skip_comment(r);
	utf8_next(r->rest.p, r->rest.len, &ch);
	return is_letter(ch) ? read_word(r) : read_separator(r);
}

bool date_scan(struct date_reading *r, struct span text)
{
	*r = (struct date_reading){ .rest = text, .separator = ' ', .weekday = -1 };
	while (r->rest.len) {
		if (!read_next(r))
			return false;
		if (peek(r, 0) != ' ' && !ascii_is_digit(peek(r, 0)))
			r->minute_may_follow = false;
	}
	return true;
}
