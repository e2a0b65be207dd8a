/* The cleaning reads characters one by one and keeps only what may be shown;
 * runs of printable ASCII, most of any text, are found eight bytes at a time
 * and copied whole.  What stands at the end of the output is all the state:
 * the last space (runs of white space become one) and the base with its marks.
 */
#include "config.h"

#include "moot/text/safe.h"

#include <stdbool.h>

#include "moot/text/utf8.h"
#include "moot/text/width.h"

enum { MAX_MARKS = 4 /* curses keeps no more in a cell */, MAX_FILENAME_COLS = 80 };

struct range {
	uint32_t first, last;
};

/* What a struct safe never holds, beside controls, noncharacters and surrogates. */
static const struct range dropped[] = {
	{ 0x00AD, 0x00AD },   /* soft hyphen */
	{ 0x061C, 0x061C },   /* Arabic letter mark */
	{ 0x200B, 0x200F },   /* zero-width space and joiners, direction marks */
	{ 0x2028, 0x202E },   /* line and paragraph separator, embeddings, overrides */
	{ 0x2060, 0x206F },   /* word joiner, invisible operators, isolates */
	{ 0xFE0E, 0xFE0F },   /* text and emoji style */
	{ 0xFEFF, 0xFEFF },   /* byte order mark */
	{ 0xFFF9, 0xFFFB },   /* interlinear annotation */
	{ 0xE0000, 0xE007F }, /* tags */
};

static bool is_dropped(uint32_t ch)
{
	if (ch > 0x206F && ch < 0xFE0E) /* most of what is not Latin */
		return false;
	for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
		if (ch <= dropped[i].last)
			return ch >= dropped[i].first;
	return false;
}

static bool is_noncharacter(uint32_t ch)
{
	return (ch >= 0xFDD0 && ch <= 0xFDEF) || (ch & 0xFFFE) == 0xFFFE;
}

int safe_char(uint32_t ch)
{
	if (ch < 0x7F)
		return ch >= ' ' || ch == '\n' || ch == '\t';
	if (ch < 0xA0 || ch > 0x10FFFF || (ch >= 0xD800 && ch <= 0xDFFF))
		return false;
	return !is_noncharacter(ch) && !is_dropped(ch);
}

/* How many printable ASCII bytes stand at p. */
static size_t printable_prefix(const char *p, size_t len)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;
	size_t i = 0;

	for (; len - i >= sizeof(uint64_t); i += sizeof(uint64_t)) {
		uint64_t x;

		memcpy(&x, p + i, sizeof x);
		/* high bit set; below 0x20 (borrows); 0x7F (carries) */
		if ((x | (x - ones * 0x20) | (x + ones)) & high)
			break;
	}
	while (i < len && p[i] >= ' ' && p[i] < 0x7F)
		i++;
	return i;
}

/* The combining marks at the end of what is there; MAX_MARKS when none may follow,
 * because there are enough or because there is no base. */
static int marks_at_end(const struct buf *out)
{
	size_t at = out->len;

	for (int marks = 0; marks < MAX_MARKS; marks++) {
		uint32_t ch;
		size_t end = at;

		while (at > 0 && ((unsigned char)out->data[--at] & 0xC0) == 0x80)
			;
		if (at == end)
			return MAX_MARKS;
		utf8_next(out->data + at, end - at, &ch);
		if (ch <= ' ')
			return MAX_MARKS;
		if (char_cols(ch, NULL) > 0)
			return marks;
	}
	return MAX_MARKS;
}

static void add_space(struct buf *out)
{
	if (out->len == 0 || out->data[out->len - 1] != ' ')
		buf_add_char(out, ' ');
}

/* Printable ASCII of a field: runs of spaces become one. */
static void add_words(struct buf *out, struct span text)
{
	while (text.len) {
		size_t end = span_find(text, SPAN_LIT("  "));

		if (text.p[0] == ' ') {
			add_space(out);
			text = span_sub(text, 1, text.len);
			end = end ? end - 1 : 0;
		}
		buf_add(out, text.p, end);
		text = span_sub(text, end, text.len);
	}
}

/* One character that cannot be copied just so. */
static void add_char(struct buf *out, uint32_t ch, int multiline)
{
	bool line_end = ch == '\n' || ch == 0x2028 || ch == 0x2029;

	if (multiline && (line_end || ch == '\t'))
		buf_add_char(out, line_end ? '\n' : '\t');
	else if (line_end || (ch >= '\t' && ch <= '\r'))
		add_space(out);
	else if (safe_char(ch) && (char_cols(ch, NULL) > 0 || marks_at_end(out) < MAX_MARKS))
		buf_add_utf8(out, ch);
}

/* How many bytes at p are valid characters beyond ASCII that are kept whatever stands
 * before them. */
static size_t kept_prefix(const char *p, size_t len)
{
	size_t i = 0;

	while (i < len && (unsigned char)p[i] >= 0x80) {
		uint32_t ch;
		size_t n = utf8_next(p + i, len - i, &ch);

		if (ch == UTF8_REPLACEMENT || !safe_char(ch) || char_cols(ch, NULL) == 0)
			break;
		i += n;
	}
	return i;
}

/* The character at raw.p + i; returns its length, \r\n being one. */
static size_t add_next(struct buf *out, struct span raw, size_t i, int multiline)
{
	uint32_t ch;
	size_t n = utf8_next(raw.p + i, raw.len - i, &ch);

	if (ch == '\r') {
		ch = '\n';
		if (i + 1 < raw.len && raw.p[i + 1] == '\n')
			n = 2;
	}
	add_char(out, ch, multiline);
	return n;
}

void safe_add(struct buf *out, struct span raw, int multiline)
{
	size_t i = 0;

	while (i < raw.len) {
		size_t plain = printable_prefix(raw.p + i, raw.len - i);

		if (multiline)
			buf_add(out, raw.p + i, plain);
		else
			add_words(out, span_of(raw.p + i, plain));
		i += plain;
		size_t kept = kept_prefix(raw.p + i, raw.len - i);

		buf_add(out, raw.p + i, kept);
		i += kept;
		if (plain + kept == 0)
			i += add_next(out, raw, i, multiline);
	}
}

static struct safe keep(struct arena *a, struct buf *text, struct span part)
{
	struct safe s = { arena_strdup(a, part), part.len };

	buf_release(text);
	return s;
}

struct safe safe_field(struct arena *a, struct span raw)
{
	struct buf text = BUF_INIT;

	safe_add(&text, raw, false);
	return keep(a, &text, span_trim(buf_span(&text)));
}

struct safe safe_body(struct arena *a, struct span raw)
{
	struct buf text = BUF_INIT;

	safe_add(&text, raw, true);
	return keep(a, &text, buf_span(&text));
}

struct safe safe_url(struct arena *a, struct span raw)
{
	struct buf clean = BUF_INIT, url = BUF_INIT;

	safe_add(&clean, raw, false);
	struct span part = span_trim(buf_span(&clean));
	for (size_t i = 0; i < part.len; i++) {
		struct span rest = span_sub(part, i, part.len);
		struct span plain = span_sub(rest, 0, printable_prefix(rest.p, rest.len));

		plain = span_sub(plain, 0, span_find_byte(plain, ' '));
		buf_add_span(&url, plain);
		i += plain.len;
		if (i < part.len)
			buf_addf(&url, "%%%02X", (unsigned char)part.p[i]);
	}
	buf_release(&clean);
	return keep(a, &url, buf_span(&url));
}

/* Neither a hidden file nor an option, nor marks whose base is gone. */
static struct span file_start(struct span part)
{
	while (part.len) {
		uint32_t ch;
		size_t n = utf8_next(part.p, part.len, &ch);

		if (ch != '.' && ch != '-' && char_cols(ch, NULL) > 0)
			break;
		part = span_sub(part, n, part.len);
	}
	return part;
}

struct safe safe_filename(struct arena *a, struct span raw)
{
	struct buf name = BUF_INIT;

	safe_add(&name, raw, false);
	struct span part = span_trim(buf_span(&name));
	for (char *p = name.data; p && *p; p++)
		if (*p == '/' || *p == '\\' || *p == ':' || *p == ' ')
			*p = '-';
	part = text_fit(file_start(part), MAX_FILENAME_COLS, NULL, NULL);
	while (part.len && part.p[part.len - 1] == '-')
		part.len--;
	return keep(a, &name, part.len ? part : SPAN_LIT("untitled"));
}

struct safe safe_sub(struct safe s, size_t from, size_t to)
{
	struct span part = span_sub(safe_span(s), from, to);

	return (struct safe){ part.p, part.len };
}
