#include "config.h"

#include "moot/text/entity.h"

#include <string.h>

#include "moot/text/charset.h"
#include "moot/text/utf8.h"

struct entity {
	char name[33];
	uint32_t chars[2];
};

static const struct entity entities[] = {
#include "text/entity_table.inc"
};

enum {
	ENTITIES = sizeof entities / sizeof *entities,
	MAX_NAME = 32,       /* bytes of the longest name with its semicolon */
	MAX_BARE_NAME = 6,   /* bytes of the longest name that may go without */
	MAX_DIGITS_VALUE = 0x110000,
};

static int compare_name(struct span name, const char *other)
{
	int order = strncmp(name.p, other, name.len);

	return order ? order : -(other[name.len] != '\0');
}

static const struct entity *find(struct span name)
{
	size_t low = 0, high = ENTITIES;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = compare_name(name, entities[middle].name);

		if (order == 0)
			return &entities[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

/* The longest name that text (after the &) starts with; NULL when none. */
static const struct entity *longest_name(struct span text, bool need_semicolon)
{
	size_t len = 0;

	while (len < text.len && len < MAX_NAME && ascii_is_alnum(text.p[len]))
		len++;
	if (len < text.len && text.p[len] == ';' && len < MAX_NAME) {
		const struct entity *e = find(span_of(text.p, len + 1));
		if (e)
			return e;
	}
	if (need_semicolon)
		return NULL;
	for (len = len < MAX_BARE_NAME ? len : MAX_BARE_NAME; len > 1; len--) {
		const struct entity *e = find(span_of(text.p, len));
		if (e)
			return e;
	}
	return NULL;
}

static size_t named(struct span text, enum entity_context context, uint32_t chars[2])
{
	struct span name = span_sub(text, 1, text.len);
	const struct entity *e = longest_name(name, context == ENTITY_XML);

	if (!e)
		return 0;
	size_t len = strlen(e->name);
	if (context == ENTITY_ATTRIBUTE && e->name[len - 1] != ';' && len < name.len &&
	    (name.p[len] == '=' || ascii_is_alnum(name.p[len])))
		return 0;
	memcpy(chars, e->chars, sizeof e->chars);
	return 1 + len;
}

static int digit_value(char c, bool hex)
{
	if (ascii_is_digit(c))
		return c - '0';
	c = ascii_lower(c);
	return hex && c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "&#...;": its length and its number (too large ones are MAX_DIGITS_VALUE). */
static size_t number(struct span text, bool need_semicolon, uint32_t *value)
{
	bool hex = text.len > 2 && ascii_lower(text.p[2]) == 'x';
	size_t start = hex ? 3 : 2, i = start;
	int digit;

	*value = 0;
	if (!span_starts(text, "&#"))
		return 0;
	for (; i < text.len && (digit = digit_value(text.p[i], hex)) >= 0; i++) {
		*value = *value * (hex ? 16 : 10) + (uint32_t)digit;
		if (*value > MAX_DIGITS_VALUE)
			*value = MAX_DIGITS_VALUE;
	}
	if (i == start)
		return 0;
	if (i < text.len && text.p[i] == ';')
		return i + 1;
	return need_semicolon ? 0 : i;
}

static bool is_high_surrogate(uint32_t ch)
{
	return ch >= 0xD800 && ch <= 0xDBFF;
}

static bool is_low_surrogate(uint32_t ch)
{
	return ch >= 0xDC00 && ch <= 0xDFFF;
}

static uint32_t character_of(uint32_t value, enum entity_context context)
{
	if (value >= 0x80 && value <= 0x9F)
		return charset_cp1252((unsigned char)value);
	if (value == 0 || value >= 0x110000 || is_high_surrogate(value) || is_low_surrogate(value))
		return UTF8_REPLACEMENT;
	if ((value >= 0xFDD0 && value <= 0xFDEF) || (value & 0xFFFE) == 0xFFFE)
		return UTF8_REPLACEMENT;
	if (context == ENTITY_XML && value < 0x20 && !strchr("\t\n\r", (int)value))
		return UTF8_REPLACEMENT;
	return value;
}

/* A reference to a character by its name or number: its length and that character. */
static size_t one_reference(struct span text, enum entity_context context, uint32_t *value)
{
	uint32_t chars[2] = { 0, 0 };
	size_t len = number(text, context == ENTITY_XML, value);

	if (len || text.len < 3 || text.p[0] != '&' || !ascii_is_alpha(text.p[1]))
		return len;
	len = named(text, context, chars);
	*value = chars[0];
	return chars[1] ? 0 : len;
}

/* The bytes of a character in UTF-8 that somebody wrote as one reference each; text is
 * behind the first.  They tell themselves by a byte of 128-159, as nobody means that
 * control character.  Returns the length of the references behind the first; 0: the first
 * is a character of its own. */
static size_t bytes_of_character(struct span text, uint32_t lead, enum entity_context context,
    uint32_t *ch)
{
	char bytes[4] = { (char)lead };
	size_t count = lead < 0xC2 || lead > 0xF4 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
	size_t len = 0;
	bool is_control = false;

	for (size_t i = 1; i < count; i++) {
		uint32_t value;
		size_t n = one_reference(span_sub(text, len, text.len), context, &value);

		if (n == 0 || value < 0x80 || value > 0xBF)
			return 0;
		is_control |= value < 0xA0;
		bytes[i] = (char)value;
		len += n;
	}
	return is_control && utf8_next(bytes, count, ch) == count ? len : 0;
}

static size_t numeric(struct span text, enum entity_context context, uint32_t chars[2])
{
	uint32_t value, low;
	size_t len = number(text, context == ENTITY_XML, &value), more;

	if (len == 0)
		return 0;
	if (is_high_surrogate(value)) {
		more = number(span_sub(text, len, text.len), context == ENTITY_XML, &low);
		if (more && is_low_surrogate(low)) {
			value = 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00);
			len += more;
		}
	} else {
		len += bytes_of_character(span_sub(text, len, text.len), value, context, &value);
	}
	chars[0] = character_of(value, context);
	chars[1] = 0;
	return len;
}

size_t entity_next(struct span text, enum entity_context context, uint32_t chars[2])
{
	size_t len;

	if (text.len < 3 || text.p[0] != '&')
		return 0;
	if (text.p[1] == '#')
		return numeric(text, context, chars);
	if (!ascii_is_alpha(text.p[1]))
		return 0;
	len = named(text, context, chars);
	if (len && chars[0] >= 0xC2 && chars[0] <= 0xF4)
		len += bytes_of_character(span_sub(text, len, text.len), chars[0], context, chars);
	return len;
}

void entity_decode(struct buf *out, struct span text, enum entity_context context)
{
	uint32_t chars[2];

	while (text.len) {
		size_t plain = span_find_byte(text, '&');

		buf_add(out, text.p, plain);
		text = span_sub(text, plain, text.len);
		if (text.len == 0)
			return;
		size_t len = entity_next(text, context, chars);
		if (len == 0) {
			buf_add_char(out, '&');
			len = 1;
		} else {
			buf_add_utf8(out, chars[0]);
			if (chars[1])
				buf_add_utf8(out, chars[1]);
		}
		text = span_sub(text, len, text.len);
	}
}

static size_t plain_len(struct span text)
{
	size_t n = 0;

	while (n < text.len && text.p[n] != '&' && text.p[n] != '<' && text.p[n] != '>' &&
	    text.p[n] != '"')
		n++;
	return n;
}

void entity_escape(struct buf *out, struct span text)
{
	while (text.len) {
		size_t plain = plain_len(text);

		buf_add_span(out, span_sub(text, 0, plain));
		if (plain == text.len)
			return;
		buf_add_str(out, text.p[plain] == '&' ? "&amp;"
		        : text.p[plain] == '<'        ? "&lt;"
		        : text.p[plain] == '>'        ? "&gt;"
		                                      : "&quot;");
		text = span_sub(text, plain + 1, text.len);
	}
}
