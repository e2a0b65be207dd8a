/* The lines of an entry: keys of its headers, its sections, texts and dates. */
#include "config.h"

#include "ingest/movable_type_priv.h"

/* ---- keys and titles ---- */

struct named {
	const char *name;
	uint8_t id;
};

static const struct named entry_keys[] = {
	{ "AUTHOR", MT_AUTHOR },
	{ "TITLE", MT_TITLE },
	{ "BASENAME", MT_BASENAME },
	{ "UNIQUE URL", MT_UNIQUE_URL },
	{ "STATUS", MT_STATUS },
	{ "CONVERT BREAKS", MT_CONVERT_BREAKS },
	{ "PRIMARY CATEGORY", MT_PRIMARY_CATEGORY },
	{ "CATEGORY", MT_CATEGORY },
	{ "TAGS", MT_TAGS },
	{ "DATE", MT_DATE },
	{ "NO ENTRY", MT_NO_ENTRY },
	{ "AUTHOR EMAIL", MT_OTHER },
	{ "ALLOW COMMENTS", MT_OTHER },
	{ "ALLOW PINGS", MT_OTHER },
	{ "IMAGE", MT_OTHER },
	{ NULL, 0 },
};

static const struct named comment_keys[] = {
	{ "AUTHOR", MT_AUTHOR },
	{ "EMAIL", MT_EMAIL },
	{ "IP", MT_IP },
	{ "URL", MT_URL },
	{ "DATE", MT_DATE },
	{ "SECRET", MT_SECRET },
	{ "PASS", MT_OTHER },
	{ NULL, 0 },
};

static const struct named ping_keys[] = {
	{ "TITLE", MT_TITLE },
	{ "URL", MT_URL },
	{ "IP", MT_IP },
	{ "BLOG NAME", MT_BLOG_NAME },
	{ "DATE", MT_DATE },
	{ NULL, 0 },
};

static const struct named section_titles[] = {
	{ "BODY", MT_BODY },
	{ "START BODY", MT_BODY }, /* of the oldest versions, without dashes before it */
	{ "EXTENDED BODY", MT_EXTENDED },
	{ "EXCERPT", MT_EXCERPT },
	{ "KEYWORDS", MT_KEYWORDS },
	{ "COMMENT", MT_COMMENT },
	{ "PING", MT_PING },
	{ NULL, 0 },
};

static int find_named(const struct named *names, struct span line, struct span *value)
{
	size_t colon = span_find_byte(line, ':');

	if (colon == line.len)
		return 0;
	*value = span_trim(span_sub(line, colon + 1, line.len));
	for (; names->name; names++)
		if (span_eq_str(span_sub(line, 0, colon), names->name))
			return names->id;
	return 0;
}

enum mt_key mt_entry_key(struct span line, struct span *value)
{
	return (enum mt_key)find_named(entry_keys, line, value);
}

enum mt_key mt_comment_key(enum mt_section kind, struct span line, struct span *value)
{
	return (enum mt_key)find_named(kind == MT_PING ? ping_keys : comment_keys, line, value);
}

static enum mt_section section_title(struct span line, struct span *rest)
{
	return (enum mt_section)find_named(section_titles, line, rest);
}

/* ---- sections ---- */

/* Dashes are followed by the title of a section, or by nothing but blank lines. */
static bool ends_section(struct span rest)
{
	struct span line, value;

	while (span_line(&rest, &line))
		if (span_trim(line).len)
			return section_title(line, &value) != MT_NO_SECTION;
	return true;
}

bool mt_next_section(struct span *rest, struct span *lines)
{
	struct span line, at = *rest;

	*lines = *rest;
	while (span_line(rest, &line)) {
		if (span_eq_str(line, "-----") && ends_section(*rest)) {
			lines->len = (size_t)(at.p - lines->p);
			return true;
		}
		at = *rest;
	}
	return false;
}

enum mt_section mt_take_title(struct span *lines)
{
	struct span line = SPAN_NONE, value = SPAN_NONE, rest = *lines;
	enum mt_section kind;

	while (!span_trim(line).len && span_line(&rest, &line))
		;
	kind = section_title(line, &value);
	if (kind != MT_NO_SECTION)
		*lines =
		    value.len ? span_sub(*lines, (size_t)(value.p - lines->p), lines->len) : rest;
	return kind;
}

void mt_add_lines(struct buf *out, struct span lines)
{
	struct span line;

	for (lines = span_trim(lines); span_line(&lines, &line);) {
		if (span_eq_str(line, "-----\t") || span_eq_str(line, "--------\t"))
			line.len--;
		buf_add_span(out, line);
		buf_add_char(out, '\n');
	}
}

/* ---- dates ---- */

/* Takes a number of up to four digits off the front of *rest. */
static bool take_number(struct span *rest, int *number)
{
	enum { LONGEST = 4 };
	size_t len = 0;

	*number = 0;
	for (; len < rest->len && len < LONGEST && ascii_is_digit(rest->p[len]); len++)
		*number = *number * 10 + (rest->p[len] - '0');
	*rest = span_sub(*rest, len, rest->len);
	return len > 0;
}

/* A separator and the number behind it. */
static bool take_further(struct span *rest, const char *separator, int *number)
{
	if (!span_starts(*rest, separator))
		return false;
	*rest = span_sub(*rest, 1, rest->len);
	return take_number(rest, number);
}

static bool take_day(struct span *rest, struct date_fields *f)
{
	if (!take_number(rest, &f->month) || !take_further(rest, "/", &f->day) ||
	    !take_further(rest, "/", &f->year))
		return false;
	if (f->year < 100)
		f->year += 1900;
	return f->month >= 1 && f->month <= 12 && f->day >= 1 && f->day <= 31;
}

static bool take_half_of_day(struct span rest, struct date_fields *f)
{
	rest = span_trim(rest);
	if (!rest.len)
		return f->hour < 24;
	if (f->hour < 1 || f->hour > 12)
		return f->hour < 24 && (span_eq_nocase(rest, "AM") || span_eq_nocase(rest, "PM"));
	f->hour %= 12;
	if (span_eq_nocase(rest, "PM"))
		f->hour += 12;
	return span_eq_nocase(rest, "AM") || span_eq_nocase(rest, "PM");
}

struct date mt_date(struct span text)
{
	struct date_fields f = { 0 };
	enum date_precision precision = DATE_MINUTE;

	text = span_trim(text);
	if (!take_day(&text, &f))
		return DATE_INIT;
	if (!text.len)
		return date_from_fields(&f, DATE_DAY, false, 0);
	if (!take_further(&text, " ", &f.hour) || !take_further(&text, ":", &f.minute))
		return DATE_INIT;
	if (take_further(&text, ":", &f.second))
		precision = DATE_SECOND;
	if (!take_half_of_day(text, &f) || f.minute > 59 || f.second > 59)
		return DATE_INIT;
	return date_from_fields(&f, precision, false, 0);
}
