/* The form that exports and feeds have for nearly all their dates, read digit by digit:
 * RFC 3339 ("2014-06-19T08:12:00.000+01:00"), and the same with a space and without an
 * offset (WordPress).  Reading a date without a grammar takes more than twice as long.
 * Whatever is anything else in the least is left to that.
 */
#include "config.h"

#include "text/date_priv.h"

enum { STAMP_BYTES = sizeof "0000-00-00T00:00:00" - 1, OFFSET_BYTES = sizeof "+00:00" - 1 };

/* A 0 in the pattern is any digit. */
static bool has_pattern(const char *text, const char *pattern, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (pattern[i] == '0' ? !ascii_is_digit(text[i]) : text[i] != pattern[i])
			return false;
	return true;
}

static int two_digits(const char *p)
{
	return (p[0] - '0') * 10 + p[1] - '0';
}

static struct span skip_fraction(struct span rest)
{
	size_t n = 1;

	if (rest.len < 2 || rest.p[0] != '.' || !ascii_is_digit(rest.p[1]))
		return rest;
	while (n < rest.len && ascii_is_digit(rest.p[n]))
		n++;
	return span_sub(rest, n, rest.len);
}

/* Nothing, "Z" or "+01:00". */
static bool read_offset(struct span rest, bool *known, int *offset_min)
{
	*offset_min = 0;
	*known = rest.len > 0;
	if (rest.len == 0 || (rest.len == 1 && rest.p[0] == 'Z'))
		return true;
	if (rest.len != OFFSET_BYTES || (rest.p[0] != '+' && rest.p[0] != '-') ||
	    !has_pattern(rest.p + 1, "00:00", OFFSET_BYTES - 1) || two_digits(rest.p + 4) >= 60)
		return false;
	*offset_min = two_digits(rest.p + 1) * 60 + two_digits(rest.p + 4);
	if (rest.p[0] == '-')
		*offset_min = -*offset_min;
	return true;
}

bool date_read_stamp(struct span text, struct date *date)
{
	const char *p = text.p;
	bool known;
	int offset_min;

	if (text.len < STAMP_BYTES || (p[10] != 'T' && p[10] != ' ') ||
	    !has_pattern(p, "0000-00-00", 10) || !has_pattern(p + 11, "00:00:00", 8))
		return false;
	text = skip_fraction(span_sub(text, STAMP_BYTES, text.len));
	if (!read_offset(text, &known, &offset_min))
		return false;
	const struct date_fields f = {
		.year = two_digits(p) * 100 + two_digits(p + 2),
		.month = two_digits(p + 5),
		.day = two_digits(p + 8),
		.hour = two_digits(p + 11),
		.minute = two_digits(p + 14),
		.second = two_digits(p + 17),
	};
	*date = date_from_fields(&f, DATE_SECOND, known, offset_min);
	return date_known(*date);
}
