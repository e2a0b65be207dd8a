/* Headings, names, bylines and stubs of a text dump.
 *
 * What people write has no grammar, so a byline or trailer is taken for one only when
 * its parts are plausible: a name is short and no sentence.  A name that is not plausible
 * is written in quotation marks, and a name in quotation marks is always taken.
 */
#include "config.h"

#include <string.h>

#include "text/dump_priv.h"
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

bool dump_name_parse(struct span text, struct span *name)
{
	*name = SPAN_NONE;
	if (span_eq_str(text, NO_NAME))
		return true;
	*name = is_quoted(text) ? span_sub(text, 1, text.len - 1) : text;
	return is_quoted(text) || is_plausible_name(text);
}

void dump_name_add(struct buf *out, struct span name)
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
	return parse_stamp(part, &b->time) && dump_name_parse(line, &b->author);
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
	dump_name_add(out, byline->author);
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
