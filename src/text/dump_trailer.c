/* What stands below a body in a text dump: who posted it and when, labels, links.
 *
 * A line is a trailer when its key is known and its value is plausible; so a sentence
 * that begins with "Posted" is none.
 */
#include "config.h"

#include <string.h>

#include "text/dump_priv.h"

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

/* ---- who and when ---- */

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
	return dump_name_parse(span_trim(span_sub(value, 3, clock)), &posted->author);
}

void dump_posted_add(struct buf *out, const struct dump_posted *posted)
{
	struct dump_posted unused;

	buf_add_str(out, "Posted");
	if (posted->author.len) {
		buf_add_str(out, " by ");
		dump_name_add(out, posted->author);
	}
	if (posted->hour >= 0)
		buf_addf(out, " at %02d:%02d", posted->hour, posted->minute);
	else if (find_clock(posted->author, &unused) < posted->author.len)
		buf_add_str(out, " at --:--");
}

/* ---- labels ---- */

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
