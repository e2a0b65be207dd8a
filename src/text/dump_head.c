/* Headings, trailers and bylines of a text dump.
 *
 * What people write has no grammar, so a byline or trailer is taken for one only when
 * its parts are plausible: a name is short and no sentence.  A name that is not plausible
 * is written in quotation marks, and a name in quotation marks is always taken.
 */
#include "config.h"

#include <string.h>

#include "moot/text/dump.h"
#include "moot/text/width.h"

#define NO_NAME "(no name)"
#define NO_DATE "(no date)"
#define NO_POST "(post not in the source)"
#define DASH "\xe2\x80\x94" /* U+2014 */

/* ---- names ---- */

/* Words that stand before a date in a sentence. */
static const char *const before_dates[] = {
	"after", "and", "at", "before", "by", "dated", "from", "in", "is", "of", "on", "published",
	"since", "the", "till", "to", "until", "was",
};

static struct span last_word(struct span text)
{
	size_t at = text.len;

	while (at && text.p[at - 1] != ' ')
		at--;
	return span_sub(text, at, text.len);
}

/* A full stop after a long word ends a sentence; one after a short word may be "Dr." */
static bool ends_sentence(struct span text, size_t at)
{
	enum { LONGEST_SHORT_FORM = 3 };
	char c = text.p[at];

	if (at + 1 < text.len && text.p[at + 1] != ' ')
		return false;
	if (c == '?' || c == '!' || c == ':' || c == ';')
		return true;
	return c == '.' && last_word(span_sub(text, 0, at)).len > LONGEST_SHORT_FORM;
}

static bool is_quoted(struct span name)
{
	return name.len >= 2 && name.p[0] == '"' && name.p[name.len - 1] == '"';
}

static bool is_plausible_name(struct span name)
{
	enum { LONGEST_COLS = 60, LONGEST_BYTES = LONGEST_COLS * 8 };

	if (!name.len || name.len > LONGEST_BYTES || text_cols(name, NULL) > LONGEST_COLS)
		return false;
	if (name.p[0] == '\\') /* an escaped line is none of ours */
		return false;
	for (size_t i = 0; i < name.len; i++)
		if (ends_sentence(name, i))
			return false;
	return name.p[name.len - 1] != ',';
}

/* The name that stands there, or false: a sentence. */
static bool parse_name(struct span text, struct span *name)
{
	*name = SPAN_NONE;
	if (span_eq_str(text, NO_NAME))
		return true;
	*name = is_quoted(text) ? span_sub(text, 1, text.len - 1) : text;
	return is_quoted(text) || is_plausible_name(text);
}

static void add_name(struct buf *out, struct span name)
{
	bool plain = is_plausible_name(name) && !is_quoted(name) && !span_eq_str(name, NO_NAME);

	if (!name.len)
		buf_add_str(out, NO_NAME);
	else if (plain)
		buf_add_span(out, name);
	else
		buf_addf(out, "\"%.*s\"", (int)name.len, name.p);
}

/* ---- headings ---- */

enum dump_heading dump_heading_parse(struct span line, struct date *date, bool *has_weekday)
{
	line = dump_trim_end(line);
	*date = DATE_INIT;
	if (has_weekday)
		*has_weekday = true;
	if (span_eq_str(line, NO_DATE))
		return DUMP_HEADING_UNDATED;
	if (span_eq_str(line, NO_POST))
		return DUMP_HEADING_MISSING;
	if (!line.len || ascii_is_space(line.p[0]))
		return DUMP_HEADING_NONE;
	return date_parse_header(line, date, has_weekday) ? DUMP_HEADING_DATE : DUMP_HEADING_NONE;
}

void dump_heading_add(struct buf *out, enum dump_heading kind, struct date date)
{
	if (kind == DUMP_HEADING_MISSING)
		buf_add_str(out, NO_POST);
	else if (kind == DUMP_HEADING_DATE)
		date_add_long(out, date);
	else
		buf_add_str(out, NO_DATE);
}

/* ---- trailers ---- */

static bool is_status_word(struct span word)
{
	static const char *const words[] = { "draft", "private", "trashed", "page" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (span_eq_str(word, words[i]))
			return true;
	return false;
}

static bool is_status(struct span value)
{
	struct span word;

	while (span_split(&value, ',', &word))
		if (!is_status_word(span_trim(word)))
			return false;
	return true;
}

static bool is_url(struct span value)
{
	return value.len && span_find_byte(value, ' ') == value.len;
}

static bool is_posted(struct span value)
{
	struct dump_posted posted;

	return dump_posted_parse(value, &posted);
}

static bool is_text(struct span value)
{
	return value.len > 0;
}

static bool is_nothing(struct span value)
{
	return value.len == 0;
}

static const struct trailer {
	const char *key;
	enum dump_trailer kind;
	bool (*accepts)(struct span value);
} trailers[] = {
	{ "Posted ", DUMP_POSTED, is_posted },
	{ "Labels: ", DUMP_LABELS, is_text },
	{ "Link: ", DUMP_LINK, is_url },
	{ "Status: ", DUMP_STATUS, is_status },
	{ "Links:", DUMP_LINKS, is_nothing },
};

/* "17 comments:", the line that stands above the comments on a Blogger page. */
static bool is_total(struct span line, struct span *value)
{
	size_t digits = 0;
	uint64_t total;
	struct span rest;

	while (digits < line.len && ascii_is_digit(line.p[digits]))
		digits++;
	*value = span_sub(line, 0, digits);
	rest = span_sub(line, digits, line.len);
	return span_to_uint(*value, UINT32_MAX - 1, &total)
	    && (span_eq_str(rest, " comments:") || span_eq_str(rest, " comment:"));
}

enum dump_trailer dump_trailer_parse(struct span line, struct span *value)
{
	line = dump_trim_end(line);
	for (size_t i = 0; i < sizeof trailers / sizeof *trailers; i++) {
		const struct trailer *t = &trailers[i];

		if (!span_starts(line, t->key))
			continue;
		*value = span_trim(span_sub(line, strlen(t->key), line.len));
		return t->accepts(*value) ? t->kind : DUMP_TRAILER_NONE;
	}
	return is_total(line, value) ? DUMP_TOTAL : DUMP_TRAILER_NONE;
}

bool dump_is_link_row(struct span line)
{
	size_t close = span_find_byte(line, ']');
	uint64_t n;

	line = dump_trim_end(line);
	return span_starts(line, "[") && close + 2 < line.len && line.p[close + 1] == ' '
	    && span_to_uint(span_sub(line, 1, close), UINT32_MAX, &n)
	    && span_find_byte(span_sub(line, close + 2, line.len), ' ') == line.len - close - 2;
}

/* "08:43", also "8:43 AM" as American blogs have it; "--:--" is no time. */
static bool parse_clock(struct span text, struct dump_posted *posted)
{
	struct span minute = text, hour;
	uint64_t h, m;
	bool pm = span_ends(text, " PM"), am = span_ends(text, " AM");

	if (am || pm)
		minute.len -= 3;
	if (span_eq_str(text, "--:--")) {
		posted->hour = -1;
		return true;
	}
	if (!span_split(&minute, ':', &hour) || minute.len != 2 || hour.len > 2
	    || !span_to_uint(hour, am || pm ? 12 : 23, &h) || !span_to_uint(minute, 59, &m))
		return false;
	if (am || pm)
		h = h % 12 + (pm ? 12 : 0);
	posted->hour = (int)h;
	posted->minute = (int)m;
	return true;
}

/* Where " at 08:43" (or "at 08:43" and nothing else) begins, or text.len. */
static size_t find_clock(struct span text, struct dump_posted *posted)
{
	enum { LONGEST = sizeof " at 12:59 PM" - 1 };
	size_t from = text.len > LONGEST ? text.len - LONGEST : 0;

	for (size_t at = from; at + 4 < text.len; at++) {
		struct span rest = span_sub(text, at, text.len);
		size_t skip = span_starts(rest, " at ") ? 4 : 0;

		if (at == 0 && span_starts(rest, "at "))
			skip = 3;
		if (skip && parse_clock(span_sub(rest, skip, rest.len), posted))
			return at;
	}
	return text.len;
}

bool dump_posted_parse(struct span value, struct dump_posted *posted)
{
	size_t clock;

	*posted = (struct dump_posted){ SPAN_NONE, -1, 0 };
	clock = find_clock(value, posted);
	if (clock == 0)
		return value.len > 0;
	if (!span_starts(value, "by "))
		return false;
	return parse_name(span_trim(span_sub(value, 3, clock)), &posted->author);
}

void dump_posted_add(struct buf *out, const struct dump_posted *posted)
{
	struct dump_posted unused;

	buf_add_str(out, "Posted");
	if (posted->author.len) {
		buf_add_str(out, " by ");
		add_name(out, posted->author);
	}
	if (posted->hour >= 0)
		buf_addf(out, " at %02d:%02d", posted->hour, posted->minute);
	else if (find_clock(posted->author, &unused) < posted->author.len)
		buf_add_str(out, " at --:--");
}

bool dump_label_next(struct span *rest, struct buf *label)
{
	struct span piece;
	size_t at = 1;

	buf_clear(label);
	*rest = span_trim(*rest);
	if (!rest->len)
		return false;
	if (rest->p[0] != '"') {
		span_split(rest, ',', &piece);
		buf_add_span(label, span_trim(piece));
		return true;
	}
	for (; at < rest->len; at++) {
		if (rest->p[at] == '"' && (at + 1 == rest->len || rest->p[++at] != '"'))
			break;
		buf_add_char(label, rest->p[at]);
	}
	*rest = span_sub(*rest, at, rest->len);
	span_split(rest, ',', &piece);
	return true;
}

void dump_label_add(struct buf *out, struct span label)
{
	if (span_find_byte(label, ',') == label.len && !span_starts(label, "\"")) {
		buf_add_span(out, label);
		return;
	}
	buf_add_char(out, '"');
	for (size_t i = 0; i < label.len; i++) {
		if (label.p[i] == '"')
			buf_add_char(out, '"');
		buf_add_char(out, label.p[i]);
	}
	buf_add_char(out, '"');
}

/* ---- bylines ---- */

static const char *const statuses[] = { "held", "spam", "deleted", "missing" };

static const char *find_status(struct span word)
{
	for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
		if (span_eq_str(word, statuses[i]))
			return statuses[i];
	return NULL;
}

/* Takes what stands behind the last " — " off *text; false when there is none. */
static bool take_last_part(struct span *text, struct span *part)
{
	enum { WIDTH = sizeof " " DASH " " - 1 };

	for (size_t at = text->len; at-- > WIDTH;) {
		const char *p = text->p + at - WIDTH;

		/* An en dash (U+2013) will do. */
		if (p[0] != ' ' || memcmp(p + 1, DASH, 2) != 0 || p[WIDTH - 1] != ' '
		    || (p[3] != DASH[2] && p[3] != '\x93'))
			continue;
		*part = span_sub(*text, at, text->len);
		text->len = at - WIDTH;
		return true;
	}
	return false;
}

static bool take_property(struct span word, struct dump_byline *b)
{
	const char *status = find_status(word);

	if (span_eq_str(word, "pingback"))
		b->pingback = true;
	else if (span_eq_str(word, "post author"))
		b->by_post_author = true;
	else if (status)
		b->status = status;
	else
		return false;
	return true;
}

static bool parse_stamp(struct span text, struct date *date)
{
	size_t start;
	bool has_weekday;

	if (span_eq_str(text, NO_DATE))
		return true;
	return (date_parse_stamp_suffix(text, date, &start) && start == 0)
	    || date_parse_header(text, date, &has_weekday);
}

/* "NAME — STAMP", then properties. */
static bool parse_dashed(struct span line, struct dump_byline *b)
{
	struct span part;

	do
		if (!take_last_part(&line, &part))
			return false;
	while (take_property(part, b));
	return parse_stamp(part, &b->time) && parse_name(line, &b->author);
}

static bool is_word_before_dates(struct span word)
{
	for (size_t i = 0; i < sizeof before_dates / sizeof *before_dates; i++)
		if (span_eq_nocase(word, before_dates[i]))
			return true;
	return false;
}

/* "Ann Onymous19 June 2014 at 14:09", as the copied page has it; the stamp alone. */
static bool parse_glued(struct span line, struct dump_byline *b)
{
	enum { MOST_WORDS = 5 };
	size_t start, words = 1;
	struct span name;

	if (!date_parse_stamp_suffix(line, &b->time, &start) || b->time.precision < DATE_MINUTE)
		return false;
	name = span_sub(line, 0, start);
	b->author = SPAN_NONE;
	if (!name.len)
		return true;
	b->author = dump_trim_end(name);
	for (size_t i = 0; i < b->author.len; i++)
		words += b->author.p[i] == ' ';
	if (b->author.len < name.len
	    && (words > MOST_WORDS || is_word_before_dates(last_word(b->author))))
		return false;
	return is_plausible_name(b->author);
}

bool dump_byline_parse(struct span line, struct dump_byline *byline)
{
	line = dump_trim(line);
	*byline = (struct dump_byline){ 0 };
	if (parse_dashed(line, byline))
		return true;
	*byline = (struct dump_byline){ 0 };
	return parse_glued(line, byline);
}

void dump_byline_add(struct buf *out, const struct dump_byline *byline)
{
	add_name(out, byline->author);
	buf_add_str(out, " " DASH " ");
	if (date_known(byline->time))
		date_add_stamp(out, byline->time);
	else
		buf_add_str(out, NO_DATE);
	if (byline->status)
		buf_addf(out, " " DASH " %s", byline->status);
	if (byline->pingback)
		buf_add_str(out, " " DASH " pingback");
	if (byline->by_post_author)
		buf_add_str(out, " " DASH " post author");
}

/* ---- stubs ---- */

const char *dump_stub_status(struct span line)
{
	static const char *const removed[] = {
		"This comment has been removed by the author.",
		"This comment has been removed by a blog administrator.",
	};

	line = dump_trim_end(line);
	for (size_t i = 0; i < sizeof removed / sizeof *removed; i++)
		if (span_eq_str(line, removed[i]))
			return "deleted";
	if (!span_starts(line, "[") || !span_ends(line, " comment]"))
		return NULL;
	return find_status(span_sub(line, 1, line.len - (sizeof " comment]" - 1)));
}

void dump_stub_add(struct buf *out, const char *status)
{
	buf_addf(out, "[%s comment]", status);
}
