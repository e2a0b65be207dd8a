#include "config.h"

#include "source/decode_priv.h"

#include <string.h>

#include "moot/text/charset.h"
#include "moot/text/utf8.h"
#include "source/label_priv.h"

enum {
	PATTERN_BYTES = 4, /* enough to tell the UTFs apart */
	HEAD_BYTES = 4096, /* a label that stands further down is not looked for */
};

/* A pattern of the first four bytes: '0' is NUL, 'x' any other byte, '?' any byte,
 * anything else itself.  The longest come first. */
static const struct {
	char pattern[PATTERN_BYTES + 1];
	const char *charset;
} patterns[] = {
	{ { '0', '0', '\xFE', '\xFF' }, "UTF-32BE" },
	{ { '\xFF', '\xFE', '0', '0' }, "UTF-32LE" },
	{ { '0', '0', '0', 'x' }, "UTF-32BE" },
	{ { 'x', '0', '0', '0' }, "UTF-32LE" },
	{ { '\xFE', '\xFF', '?', '?' }, "UTF-16BE" },
	{ { '\xFF', '\xFE', '?', '?' }, "UTF-16LE" },
	{ { '0', 'x', '0', 'x' }, "UTF-16BE" },
	{ { 'x', '0', 'x', '0' }, "UTF-16LE" },
};

static bool pattern_matches(const char *pattern, const char *bytes)
{
	bool match = true;

	for (int i = 0; i < PATTERN_BYTES && match; i++)
		match = pattern[i] == '?' ||
		    (pattern[i] == '0'          ? bytes[i] == '\0'
		            : pattern[i] == 'x' ? bytes[i] != '\0'
		                                : bytes[i] == pattern[i]);
	return match;
}

static const char *charset_by_pattern(struct span in)
{
	for (size_t i = 0; in.len >= PATTERN_BYTES && i < sizeof patterns / sizeof *patterns; i++)
		if (pattern_matches(patterns[i].pattern, in.p))
			return patterns[i].charset;
	return NULL;
}

static void use_charset(struct decode *d, const char *charset)
{
	d->iconv = charset ? charset_decoder_new(charset) : NULL;
	d->charset = charset;
	d->state = d->iconv ? DECODE_ICONV : DECODE_UTF8;
}

/* in begins with a byte that is not ASCII. */
static bool looks_like_utf8(struct span in, bool end)
{
	bool cut = false;
	size_t valid = utf8_valid_prefix(in.p, in.len, &cut);

	return valid == in.len || (cut && (valid > 0 || !end));
}

static bool is_utf(const char *charset)
{
	return strncmp(charset, "UTF", 3) == 0;
}

static void decide(struct decode *d, struct span in, bool end, struct diags *diags, uint32_t source)
{
	bool utf8 = looks_like_utf8(in, end);
	struct span label;
	const char *charset;

	if (d->head.len < HEAD_BYTES)
		buf_add_span(&d->head, span_sub(in, 0, HEAD_BYTES));
	label = label_find(buf_span(&d->head));
	charset = span_is_none(label) ? NULL : charset_from_label(label);
	if (!span_is_none(label) && !charset)
		diag_add(diags, DIAG_CODE_CHARSET, source, 1,
		    "the character set \"%.*s\" is not known: %s",
		    (int)(label.len < 40 ? label.len : 40), label.p,
		    utf8 ? "it is UTF-8" : "read as UTF-8 and windows-1252");
	if (utf8 && charset && strcmp(charset, "UTF-8") != 0)
		diag_add(diags, DIAG_CODE_CHARSET, source, 1,
		    "declared as %s, but it is valid UTF-8: read as UTF-8", charset);
	use_charset(d, utf8 || !charset || is_utf(charset) ? NULL : charset);
}

static void keep_head(struct decode *d, struct span used)
{
	if (d->head.len < HEAD_BYTES)
		buf_add_span(&d->head, span_sub(used, 0, HEAD_BYTES - d->head.len));
}

static size_t decode_ascii(struct decode *d, struct span in, bool end, struct span *out)
{
	size_t n = ascii_prefix(in.p, in.len);

	n = clean_text(&d->cleaner, span_sub(in, 0, n), end && n == in.len, out);
	keep_head(d, span_sub(in, 0, n));
	return n;
}

static size_t decode_iconv(struct decode *d, struct span in, bool end, struct span *out)
{
	buf_clear(&d->decoded);
	charset_decode(d->iconv, &d->decoded, in, end);
	clean_text(&d->cleaner, buf_span(&d->decoded), end, out);
	return in.len;
}

size_t decode_bytes(struct decode *d, struct span in, bool end, struct span *out,
    struct diags *diags, uint32_t source)
{
	bool whole_window = end || in.len >= DECODE_WINDOW_BYTES;

	*out = SPAN_NONE;
	if (d->state == DECODE_START) {
		const char *charset = charset_by_pattern(in);
		if (in.len < PATTERN_BYTES && !end)
			return 0;
		d->state = DECODE_ASCII;
		if (charset || span_starts(in, "\xEF\xBB\xBF"))
			use_charset(d, charset);
	}
	if (d->state == DECODE_ASCII) {
		if (in.len && !(in.p[0] & 0x80))
			return decode_ascii(d, in, end, out);
		if (!whole_window)
			return 0;
		if (in.len)
			decide(d, in, end, diags, source);
	}
	return d->state == DECODE_ICONV ? decode_iconv(d, in, end, out)
	                                : clean_text(&d->cleaner, in, end, out);
}

static void report(struct diags *diags, enum diag_code code, uint32_t source, const struct tally *t,
    const char *one, const char *many)
{
	if (t->count)
		diag_add(
		    diags, code, source, t->line, "%zu %s", t->count, t->count == 1 ? one : many);
}

void decode_report(const struct decode *d, struct diags *diags, uint32_t source)
{
	const struct cleaner *c = &d->cleaner;
	size_t bad = d->iconv ? charset_decoder_bad(d->iconv) : 0;

	report(diags, DIAG_CODE_BAD_BYTES, source, &c->bad_bytes,
	    "byte that is not UTF-8 was read as windows-1252",
	    "bytes that are not UTF-8 were read as windows-1252");
	report(diags, DIAG_CODE_CONTROL_DROPPED, source, &c->controls,
	    "control character was dropped", "control characters were dropped");
	report(diags, DIAG_CODE_TRUNCATED, source, &c->cut,
	    "character is cut by the end of the source",
	    "characters are cut by the end of the source");
	if (bad)
		diag_add(diags, DIAG_CODE_BAD_BYTES, source, 0,
		    "%zu bad sequences in %s were replaced by U+FFFD", bad, d->charset);
}

void decode_release(struct decode *d)
{
	clean_release(&d->cleaner);
	buf_release(&d->head);
	buf_release(&d->decoded);
	charset_decoder_free(d->iconv);
}
