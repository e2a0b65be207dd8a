/* Dates as Blogger prints them on its pages in English: the line above a post,
 * and the stamp behind a commenter's name, which is read from its end because
 * the name before it may be anything, and is often glued to it.
 */
#include "config.h"

#include "moot/text/date.h"

#include <string.h>

#include "text/date_priv.h"

enum { MAX_LINE = 64 /* bytes; a longer line is text */ };

/* Takes a word off the front; the commas and spaces behind it go with it. */
static bool next_word(struct span *rest, struct span *word)
{
	size_t len = 0, end;

	while (len < rest->len && rest->p[len] != ' ' && rest->p[len] != ',')
		len++;
	for (end = len; end < rest->len && rest->p[end] == ' '; end++)
		;
	if (end < rest->len && rest->p[end] == ',')
		end++;
	while (end < rest->len && rest->p[end] == ' ')
		end++;
	*word = span_sub(*rest, 0, len);
	*rest = span_sub(*rest, end, rest->len);
	return len > 0;
}

struct day_words {
	int year, month, day;
	int weekday; /* -1: none */
};

/* Puts one word of a header in its place; false when it has none. */
static bool place(struct day_words *w, struct span word, bool at_edge)
{
	int month = date_word_english_month(word), weekday = date_word_english_weekday(word);
	uint64_t value;

	if (month) {
		bool free = w->month == 0;

		w->month = month;
		return free;
	}
	if (weekday >= 0) {
		bool free = w->weekday < 0 && at_edge;

		w->weekday = weekday;
		return free;
	}
	if (!span_to_uint(word, DATE_MAX_YEAR, &value) || value == 0)
		return false;
	int *number = word.len <= 2 ? &w->day : word.len == 4 ? &w->year : NULL;
	if (!number || *number)
		return false;
	*number = (int)value;
	return true;
}

static bool day_of_words(const struct day_words *w, struct date *date)
{
	struct date_fields f = { .year = w->year, .month = w->month, .day = w->day };

	*date = date_from_fields(&f, DATE_DAY, false, 0);
	return date_known(*date);
}

/* "2014-06-19" */
static bool parse_iso_day(struct span line, struct day_words *w)
{
	uint64_t year, month, day;

	if (line.len != 10 || line.p[4] != '-' || line.p[7] != '-' ||
	    !span_to_uint(span_sub(line, 0, 4), DATE_MAX_YEAR, &year) ||
	    !span_to_uint(span_sub(line, 5, 7), 12, &month) ||
	    !span_to_uint(span_sub(line, 8, 10), 31, &day))
		return false;
	*w = (struct day_words){ (int)year, (int)month, (int)day, -1 };
	return true;
}

bool date_parse_header(struct span line, struct date *date, bool *has_weekday)
{
	struct day_words w = { .weekday = -1 };
	struct span rest = span_trim(line), word;

	if (rest.len > MAX_LINE)
		return false;
	if (!parse_iso_day(rest, &w)) {
		bool first = true;

		while (rest.len) {
			if (!next_word(&rest, &word) || !place(&w, word, first || rest.len == 0))
				return false;
			first = false;
		}
	}
	if (w.month == 0 || !day_of_words(&w, date))
		return false;
	if (has_weekday)
		*has_weekday = w.weekday == date_weekday(w.year, w.month, w.day);
	return true;
}

/* The functions below take something off the end of *text, or leave it as it is. */

/* Spaces, also U+00A0 and U+202F. */
static bool drop_spaces(struct span *text)
{
	size_t before = text->len;

	for (;;) {
		if (text->len && ascii_is_space(text->p[text->len - 1]))
			text->len--;
		else if (span_ends(*text, "\xC2\xA0"))
			text->len -= 2;
		else if (span_ends(*text, "\xE2\x80\xAF"))
			text->len -= 3;
		else
			return text->len < before;
	}
}

static bool drop_char(struct span *text, char c)
{
	if (text->len == 0 || text->p[text->len - 1] != c)
		return false;
	text->len--;
	return true;
}

/* Between min and max digits. */
static bool drop_number(struct span *text, size_t min, size_t max, int *value)
{
	size_t n = 0;
	int scale = 1, sum = 0;

	while (n < max && n < text->len && ascii_is_digit(text->p[text->len - 1 - n])) {
		sum += scale * (text->p[text->len - 1 - n] - '0');
		scale *= 10;
		n++;
	}
	if (n < min)
		return false;
	text->len -= n;
	*value = sum;
	return true;
}

static struct span last_word(struct span text)
{
	size_t n = 0;

	while (n < text.len && n < MAX_LINE && ascii_is_alpha(text.p[text.len - 1 - n]))
		n++;
	return span_sub(text, text.len - n, text.len);
}

/* "AM", "p.m.": 0, 'a' or 'p'. */
static char drop_half(struct span *text)
{
	static const char *const forms[] = { "am", "pm", "a.m.", "p.m." };

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		size_t n = strlen(forms[i]);

		if (text->len > n &&
		    span_eq_nocase(span_sub(*text, text->len - n, text->len), forms[i])) {
			text->len -= n;
			drop_spaces(text);
			return forms[i][0];
		}
	}
	return 0;
}

/* "14:09", "8:43 AM", "08:43:22". */
static bool drop_time(struct span *text, struct date_fields *f, enum date_precision *precision)
{
	struct span left = *text;
	char half = drop_half(&left);
	int last, middle;

	if (!drop_number(&left, 2, 2, &last) || !drop_char(&left, ':') ||
	    !drop_number(&left, 1, 2, &middle))
		return false;
	*precision = DATE_MINUTE;
	f->hour = middle;
	f->minute = last;
	if (drop_char(&left, ':')) {
		if (!drop_number(&left, 1, 2, &f->hour))
			return false;
		*precision = DATE_SECOND;
		f->minute = middle;
		f->second = last;
	}
	if (half && (f->hour < 1 || f->hour > 12))
		return false;
	if (half)
		f->hour = f->hour % 12 + (half == 'p' ? 12 : 0);
	*text = left;
	return true;
}

/* What stands between day and time: " at ", ", ", " ". */
static bool drop_at(struct span *text)
{
	bool spaces = drop_spaces(text);

	if (spaces && span_eq_nocase(last_word(*text), "at")) {
		text->len -= 2;
		return drop_spaces(text);
	}
	return drop_char(text, ',') || spaces;
}

/* "19 June 2014", the first digit possibly behind a name. */
static bool drop_day_first(struct span *text, struct date_fields *f)
{
	struct span left = *text;

	if (!drop_number(&left, 4, 4, &f->year) || !drop_spaces(&left))
		return false;
	drop_char(&left, ',');
	struct span word = last_word(left);
	f->month = date_word_english_month(word);
	left.len -= word.len;
	if (!f->month || !drop_spaces(&left))
		return false;
	struct span before_day = left;
	if (!drop_number(&left, 1, 2, &f->day))
		return false;
	if (!date_day_exists(f->year, f->month, f->day)) { /* "Bob3" and "1 June" */
		left = before_day;
		drop_number(&left, 1, 1, &f->day);
	}
	*text = left;
	return true;
}

/* The month whose name the text ends with, possibly behind a name. */
static int drop_glued_month(struct span *text)
{
	struct span word = last_word(*text);
	int month = date_word_english_month(word);

	for (int i = 0; i < 12 && !month; i++) {
		if (!span_ends(word, date_month_names[i]))
			continue;
		month = i + 1;
		word = span_sub(word, word.len - strlen(date_month_names[i]), word.len);
	}
	if (month)
		text->len -= word.len;
	return month;
}

/* "June 19, 2014" */
static bool drop_month_first(struct span *text, struct date_fields *f)
{
	struct span left = *text;

	if (!drop_number(&left, 4, 4, &f->year) || !drop_spaces(&left))
		return false;
	drop_char(&left, ',');
	if (!drop_number(&left, 1, 2, &f->day) || !drop_spaces(&left))
		return false;
	f->month = drop_glued_month(&left);
	if (!f->month)
		return false;
	*text = left;
	return true;
}

/* "Thursday, " before the day belongs to it. */
static void drop_weekday(struct span *text)
{
	struct span left = *text;

	if (!drop_spaces(&left))
		return;
	drop_char(&left, ',');
	struct span word = last_word(left);
	if (date_word_english_weekday(word) >= 0)
		text->len = left.len - word.len;
}

bool date_parse_stamp_suffix(struct span text, struct date *date, size_t *start)
{
	struct span left = text;
	struct date_fields f = { 0 };
	enum date_precision precision = DATE_DAY;

	drop_spaces(&left);
	if (drop_time(&left, &f, &precision) && !drop_at(&left))
		return false;
	if (!drop_day_first(&left, &f) && !drop_month_first(&left, &f))
		return false;
	*date = date_from_fields(&f, precision, false, 0);
	if (!date_known(*date))
		return false;
	drop_weekday(&left);
	*start = left.len;
	return true;
}
