#include "config.h"

#include "moot/text/base64.h"

#include <stdint.h>

static int base64_value(char c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A'
	    : c >= 'a' && c <= 'z'  ? c - 'a' + 26
	    : ascii_is_digit(c)     ? c - '0' + 52
	    : c == '+' || c == '-'  ? 62
	    : c == '/' || c == '_'  ? 63
	                            : -1;
}

void base64_add(struct buf *out, struct span text)
{
	uint32_t bits = 0;
	int count = 0;

	for (size_t i = 0; i < text.len; i++) {
		int value = base64_value(text.p[i]);

		if (value < 0)
			continue;
		bits = bits << 6 | (uint32_t)value;
		count += 6;
		if (count >= 8) {
			count -= 8;
			buf_add_char(out, (char)(bits >> count & 0xFF));
		}
	}
}

static int hex_value(char c)
{
	c = ascii_lower(c);
	return ascii_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

void percent_add(struct buf *out, struct span text)
{
	for (size_t i = 0; i < text.len; i++) {
		int high = -1, low = -1;

		if (text.p[i] == '%' && i + 2 < text.len) {
			high = hex_value(text.p[i + 1]);
			low = hex_value(text.p[i + 2]);
		}
		if (high < 0 || low < 0) {
			buf_add_char(out, text.p[i]);
			continue;
		}
		buf_add_char(out, (char)(high << 4 | low));
		i += 2;
	}
}

bool data_uri_add(struct buf *out, struct span uri)
{
	size_t comma;
	struct span type;
	struct buf text = BUF_INIT;

	uri = span_trim(uri);
	comma = span_find_byte(uri, ',');
	if (!span_starts_nocase(uri, "data:") || comma == uri.len)
		return false;
	type = span_trim(span_sub(uri, 0, comma));
	percent_add(&text, span_sub(uri, comma + 1, uri.len));
	if (type.len >= 7 && span_eq_nocase(span_sub(type, type.len - 7, type.len), ";base64"))
		base64_add(out, buf_span(&text));
	else
		buf_add_span(out, buf_span(&text));
	buf_release(&text);
	return true;
}

void base64_encode(struct buf *out, struct span bytes)
{
	static const char digits[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < bytes.len; i += 3) {
		size_t here = bytes.len - i < 3 ? bytes.len - i : 3;
		uint32_t three = 0;

		for (size_t k = 0; k < 3; k++)
			three = three << 8 | (k < here ? (unsigned char)bytes.p[i + k] : 0);
		for (size_t k = 0; k < 4; k++)
			buf_add_char(out, k > here ? '=' : digits[three >> (18 - 6 * k) & 63]);
	}
}
