#include "config.h"

#include "export/mail_priv.h"

#include "moot/text/utf8.h"

enum {
	PLAIN_BYTES = 200, /* a field that is longer is encoded, because that can be folded */
	WORD_BYTES = 75,   /* of an encoded word, all told: RFC 2047, 2 */
	ID_BYTES = 120,
	LINE_BYTES = 998,  /* RFC 5322, 2.1.1 */
	QUOTED_LINE_BYTES = 76, /* RFC 2045, 6.7 */
};

static const char word_start[] = "=?UTF-8?Q?";
static const char word_end[] = "?=";

static bool is_plain(struct span text)
{
	if (text.len > PLAIN_BYTES || span_find(text, SPAN_LIT("=?")) < text.len)
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (text.p[i] < ' ' || text.p[i] > '~')
			return false;
	return true;
}

/* What may stand in an encoded word wherever that stands: RFC 2047, 5 (3). */
static void add_encoded_char(struct buf *out, struct span bytes)
{
	for (size_t i = 0; i < bytes.len; i++) {
		char c = bytes.p[i];

		if (ascii_is_alnum(c) || (c && strchr("!*+-/", c)))
			buf_add_char(out, c);
		else if (c == ' ')
			buf_add_char(out, '_');
		else
			buf_addf(out, "=%02X", (unsigned char)c);
	}
}

/* A character is never cut. */
static void add_encoded(struct buf *out, struct span text)
{
	size_t start = out->len;

	buf_add_str(out, word_start);
	while (text.len) {
		uint32_t ch;
		size_t len = utf8_next(text.p, text.len, &ch), before = out->len;

		add_encoded_char(out, span_sub(text, 0, len));
		if (out->len - start + strlen(word_end) > WORD_BYTES) {
			buf_truncate(out, before);
			buf_addf(out, "%s\n ", word_end);
			start = out->len;
			buf_add_str(out, word_start);
			continue;
		}
		text = span_sub(text, len, text.len);
	}
	buf_add_str(out, word_end);
}

void mail_add_field(struct buf *out, const char *name, struct span clean)
{
	buf_addf(out, "%s: ", name);
	if (is_plain(clean))
		buf_add_span(out, clean);
	else
		add_encoded(out, clean);
	buf_add_char(out, '\n');
}

static void add_quoted(struct buf *out, struct span name)
{
	buf_add_char(out, '"');
	for (size_t i = 0; i < name.len; i++) {
		if (name.p[i] == '"' || name.p[i] == '\\')
			buf_add_char(out, '\\');
		buf_add_char(out, name.p[i]);
	}
	buf_add_char(out, '"');
}

void mail_add_from(struct buf *out, struct span clean_name)
{
	buf_add_str(out, "From: ");
	if (!clean_name.len)
		clean_name = SPAN_LIT("(unknown)");
	if (is_plain(clean_name)) {
		add_quoted(out, clean_name);
		buf_add_str(out, " <nobody@moot.invalid>\n");
	} else {
		add_encoded(out, clean_name);
		buf_add_str(out, "\n <nobody@moot.invalid>\n");
	}
}

static const char days[] = "SunMonTueWedThuFriSat";
static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

void mail_add_separator_date(struct buf *out, struct date d)
{
	struct date utc = { .unix_s = date_known(d) ? d.unix_s : 0, .precision = DATE_SECOND };
	struct date_fields f = date_fields(utc);

	buf_addf(out, "%.3s %.3s %2d %02d:%02d:%02d %04d", days + 3 * f.weekday,
	    months + 3 * (f.month - 1), f.day, f.hour, f.minute, f.second, f.year);
}

void mail_add_date(struct buf *out, struct date d)
{
	struct date_fields f;
	int offset = d.offset_min < 0 ? -d.offset_min : d.offset_min;

	if (!date_known(d))
		return;
	f = date_fields(d);
	buf_addf(out, "Date: %.3s, %d %.3s %04d %02d:%02d:%02d ", days + 3 * f.weekday, f.day,
	    months + 3 * (f.month - 1), f.year, f.hour, f.minute, f.second);
	/* -0000: it is not known where (RFC 5322, 3.3). */
	if (d.offset_known)
		buf_addf(out, "%c%02d%02d\n", d.offset_min < 0 ? '-' : '+', offset / 60,
		    offset % 60);
	else
		buf_add_str(out, "-0000\n");
}

/* FNV-1a: an id must stay the same from export to export. */
static uint32_t id_hash(struct span text)
{
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < text.len; i++)
		hash = (hash ^ (unsigned char)text.p[i]) * 16777619u;
	return hash;
}

void mail_add_id_word(struct buf *out, struct span text)
{
	size_t start = out->len;

	for (size_t i = 0; i < text.len && out->len - start < ID_BYTES; i++)
		if (ascii_is_alnum(text.p[i]) || text.p[i] == '-' || text.p[i] == '_')
			buf_add_char(out, text.p[i]);
		else
			buf_addf(out, "=%02X", (unsigned char)text.p[i]);
	if (out->len - start >= ID_BYTES)
		buf_addf(out, "=%08x", (unsigned)id_hash(text));
}

/* ---- bodies ---- */

static bool fits(struct span text)
{
	struct span line;

	while (span_line(&text, &line))
		if (line.len > LINE_BYTES - 1) /* a ">" may come before it */
			return false;
	return true;
}

static void add_from_quote(struct buf *out, struct span line)
{
	size_t at = 0;

	while (at < line.len && line.p[at] == '>')
		at++;
	if (span_starts(span_sub(line, at, line.len), "From "))
		buf_add_char(out, '>');
}

/* Blanks at the end of a line would be lost on the way. */
static void add_quoted_printable(struct buf *out, struct span line)
{
	size_t start = out->len;

	for (size_t i = 0; i < line.len; i++) {
		char c = line.p[i];
		bool literal = c >= ' ' && c <= '~' && c != '=' && (c != ' ' || i + 1 < line.len);

		if (out->len - start + (literal ? 1 : 3) > QUOTED_LINE_BYTES - 1) {
			buf_add_str(out, "=\n");
			start = out->len;
			add_from_quote(out, span_sub(line, i, line.len));
		}
		if (literal)
			buf_add_char(out, c);
		else
			buf_addf(out, "=%02X", (unsigned char)c);
	}
}

void mail_add_body(struct buf *out, struct span clean)
{
	bool quoted = !fits(clean);
	struct span line;

	buf_addf(out,
	    "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
	    "Content-Transfer-Encoding: %s\n\n",
	    quoted ? "quoted-printable" : "8bit");
	while (span_line(&clean, &line)) {
		add_from_quote(out, line);
		if (quoted)
			add_quoted_printable(out, line);
		else
			buf_add_span(out, line);
		buf_add_char(out, '\n');
	}
	buf_add_char(out, '\n'); /* of mbox: a message ends with an empty line */
}
