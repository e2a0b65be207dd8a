#include "config.h"

#include "moot/text/charset.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "moot/base/xalloc.h"
#include "moot/text/utf8.h"

struct alias {
	const char *label, *name;
};

static const struct alias aliases[] = {
#include "text/charset_table.inc"
};

enum {
	ALIASES = sizeof aliases / sizeof *aliases,
	MAX_LABEL = 32,     /* no label is longer */
	MAX_PENDING = 16,   /* no character of any charset is longer */
	OUTPUT_BYTES = 4096,
};

static int compare_label(const void *key, const void *row)
{
	return strcmp(key, ((const struct alias *)row)->label);
}

const char *charset_from_label(struct span label)
{
	char lower[MAX_LABEL];

	label = span_trim(label);
	if (label.len == 0 || label.len >= sizeof lower)
		return NULL;
	for (size_t i = 0; i < label.len; i++)
		lower[i] = ascii_lower(label.p[i]);
	lower[label.len] = '\0';
	const struct alias *found =
	    bsearch(lower, aliases, ALIASES, sizeof *aliases, compare_label);
	return found ? found->name : NULL;
}

uint32_t charset_cp1252(unsigned char byte)
{
	static const uint16_t high[32] = {
		0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
		0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
		0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
		0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
	};

	return byte >= 0x80 && byte < 0xA0 ? high[byte - 0x80] : byte;
}

struct charset_decoder {
	bool is_utf8;  /* read by ourselves: iconv does not know maximal parts */
	iconv_t iconv; /* unless is_utf8 */
	size_t unit_bytes; /* what is skipped when a sequence is bad */
	char pending[MAX_PENDING]; /* a sequence that the end of the bytes has cut */
	size_t pending_len;
	size_t bad;
};

static size_t unit_of(const char *name)
{
	return strncmp(name, "UTF-16", 6) == 0 ? 2 : strncmp(name, "UTF-32", 6) == 0 ? 4 : 1;
}

struct charset_decoder *charset_decoder_new(const char *iconv_name)
{
	bool is_utf8 = strcmp(iconv_name, "UTF-8") == 0;
	iconv_t cd = is_utf8 ? (iconv_t)-1 : iconv_open("UTF-8", iconv_name);

	if (!is_utf8 && cd == (iconv_t)-1)
		return NULL;
	struct charset_decoder *d = xcalloc(1, sizeof *d);

	d->is_utf8 = is_utf8;
	d->iconv = cd;
	d->unit_bytes = unit_of(iconv_name);
	return d;
}

static void add_bad(struct charset_decoder *d, struct buf *out)
{
	buf_add_utf8(out, UTF8_REPLACEMENT);
	d->bad++;
}

static size_t repair_utf8(struct charset_decoder *d, struct buf *out, struct span bytes)
{
	size_t used = 0;
	uint32_t ch;
	bool cut;

	for (;;) {
		size_t valid = utf8_valid_prefix(bytes.p + used, bytes.len - used, &cut);

		buf_add(out, bytes.p + used, valid);
		used += valid;
		if (used == bytes.len || cut)
			return used;
		used += utf8_next(bytes.p + used, bytes.len - used, &ch);
		add_bad(d, out);
	}
}

static size_t convert(struct charset_decoder *d, struct buf *out, struct span bytes)
{
	char *in = (char *)(uintptr_t)bytes.p; /* iconv does not write there */
	size_t left = bytes.len;

	while (left) {
		buf_reserve(out, OUTPUT_BYTES);
		char *to = out->data + out->len;
		size_t room = out->cap - out->len - 1;
		size_t result = iconv(d->iconv, &in, &left, &to, &room);

		out->len = (size_t)(to - out->data);
		out->data[out->len] = '\0';
		if (result != (size_t)-1 || errno == E2BIG)
			continue;
		if (errno == EINVAL)
			break;
		size_t skip = d->unit_bytes < left ? d->unit_bytes : left;
		add_bad(d, out);
		in += skip;
		left -= skip;
	}
	return bytes.len - left;
}

/* Decodes what is whole; returns how many bytes were used. */
static size_t decode(struct charset_decoder *d, struct buf *out, struct span bytes)
{
	if (bytes.len == 0)
		return 0;
	return d->is_utf8 ? repair_utf8(d, out, bytes) : convert(d, out, bytes);
}

/* Completes the pending sequence with the first of the new bytes, a byte at a time. */
static struct span decode_pending(struct charset_decoder *d, struct buf *out, struct span bytes)
{
	while (d->pending_len && bytes.len) {
		d->pending[d->pending_len++] = bytes.p[0];
		bytes = span_sub(bytes, 1, bytes.len);
		size_t used = decode(d, out, span_of(d->pending, d->pending_len));

		d->pending_len -= used;
		memmove(d->pending, d->pending + used, d->pending_len);
		if (d->pending_len == MAX_PENDING) {
			add_bad(d, out);
			d->pending_len = 0;
		}
	}
	return bytes;
}

void charset_decode(struct charset_decoder *d, struct buf *out, struct span bytes, bool final)
{
	bytes = decode_pending(d, out, bytes);
	size_t used = decode(d, out, bytes), left = bytes.len - used;

	if (left > MAX_PENDING - 1) { /* shift sequences only: no character is this long */
		add_bad(d, out);
		left = 0;
	}
	memcpy(d->pending + d->pending_len, bytes.p ? bytes.p + used : "", left);
	d->pending_len += left;
	if (final) {
		if (d->pending_len)
			add_bad(d, out);
		d->pending_len = 0;
		if (!d->is_utf8)
			iconv(d->iconv, NULL, NULL, NULL, NULL);
	}
}

size_t charset_decoder_bad(const struct charset_decoder *d)
{
	return d->bad;
}

void charset_decoder_free(struct charset_decoder *d)
{
	if (!d)
		return;
	if (!d->is_utf8)
		iconv_close(d->iconv);
	free(d);
}
