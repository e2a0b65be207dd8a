/* Facts: XML 1.0 (fifth edition) 2.2 characters, 4.1 references, 4.6 predefined
 * entities.  References to 128-159 mean windows-1252, as in HTML.
 */
#include "config.h"

#include "markup/xml_entity_priv.h"

#include <stdlib.h>
#include <string.h>

#include "moot/base/scan.h"
#include "moot/base/xalloc.h"
#include "moot/text/entity.h"
#include "moot/text/utf8.h"

enum {
	ENTITY_COUNT_MAX = 1000,
	ENTITY_VALUE_BYTES = 2048,
	EXPANSION_BYTES = 1 << 20, /* of all references of a document */
};

bool xml_char_allowed(uint32_t ch)
{
	return ch >= 0x20
	    ? ch < 0xD800 || (ch >= 0xE000 && ch <= 0x10FFFF && (ch & 0xFFFE) != 0xFFFE)
	    : ch == '\t' || ch == '\n' || ch == '\r';
}

void xml_escape(struct buf *out, struct span text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.p[i];
		if (c == '&')
			buf_add_str(out, "&amp;");
		else if (c == '<')
			buf_add_str(out, "&lt;");
		else if (c == '>')
			buf_add_str(out, "&gt;");
		else if (c == '"')
			buf_add_str(out, "&quot;");
		else if (c == '\'')
			buf_add_str(out, "&#39;");
		else
			buf_add_char(out, c);
	}
}

/* ---- declarations ---- */

static bool has_name(const void *rows, uint32_t id, struct span key)
{
	const struct xml_entities *e = rows;

	return span_eq(span_of(e->text.data + e->rows[id - 1].name, e->rows[id - 1].name_len), key);
}

static uint32_t find(const struct xml_entities *e, struct span name)
{
	return hash_find(&e->index, hash_bytes(name), name, has_name, e);
}

/* Without markup, parameter entities, and references other than to characters. */
static bool is_plain(struct span value)
{
	if (value.len > ENTITY_VALUE_BYTES || memchr(value.p, '<', value.len) ||
	    memchr(value.p, '%', value.len))
		return false;
	for (size_t i = 0; (i += span_find_byte(span_sub(value, i, value.len), '&')) < value.len;
	     i++) {
		struct span rest = span_sub(value, i, value.len);
		if (!span_starts(rest, "&#") && !span_starts(rest, "&amp;"))
			return false;
	}
	return true;
}

static void add(struct xml_entities *e, struct span name, struct span value)
{
	size_t name_at = e->text.len, value_at;

	buf_add_span(&e->text, name);
	value_at = e->text.len;
	entity_decode(&e->text, value, ENTITY_XML);
	ARRAY_GROW(e->rows, e->len, e->cap);
	e->rows[e->len++] = (struct xml_entity){ (uint32_t)name_at, (uint32_t)name.len,
		(uint32_t)value_at, (uint32_t)(e->text.len - value_at) };
	hash_add(&e->index, hash_bytes(name), (uint32_t)e->len);
}

static struct span word(struct span *rest)
{
	size_t n = 0;
	struct span w;

	*rest = span_trim(*rest);
	while (n < rest->len && !ascii_is_space(rest->p[n]))
		n++;
	w = span_sub(*rest, 0, n);
	*rest = span_trim(span_sub(*rest, n, rest->len));
	return w;
}

/* rest follows "<!ENTITY"; the declaration counts when it is NAME "VALUE". */
static void declare(struct xml_entities *e, struct span rest)
{
	struct span name = word(&rest), value = SPAN_NONE;

	if (rest.len && (*rest.p == '"' || *rest.p == '\'')) {
		size_t close = span_find_byte(span_sub(rest, 1, rest.len), *rest.p);
		if (close < rest.len - 1)
			value = span_sub(rest, 1, close + 1);
	}
	if (span_is_none(value) || name.len == 0 || *name.p == '%' || !is_plain(value) ||
	    e->len == ENTITY_COUNT_MAX)
		e->refused++;
	else if (!find(e, name))
		add(e, name, value);
}

/* Where the comment ends whose text begins at `at`. */
static size_t comment_end(struct span s, size_t at)
{
	size_t len = span_find(span_sub(s, at, s.len), SPAN_LIT("-->"));

	return at + len < s.len ? at + len + strlen("-->") : s.len;
}

size_t xml_doctype_end(struct span text)
{
	char quote = '\0';
	int depth = 0;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.p[i];
		if (quote) {
			quote = c == quote ? '\0' : quote;
		} else if (c == '"' || c == '\'') {
			quote = c;
		} else if (c == '[' || c == ']') {
			depth += c == '[' ? 1 : -1;
		} else if (c == '<' && span_starts(span_sub(text, i, text.len), "<!--")) {
			i = comment_end(text, i + strlen("<!--")) - 1;
		} else if (c == '>' && depth <= 0) {
			return i;
		}
	}
	return text.len;
}

void xml_entities_declare(struct xml_entities *e, struct span doctype)
{
	const struct span keyword = SPAN_LIT("<!ENTITY");
	size_t at = span_find(doctype, keyword);

	while (at < doctype.len) {
		struct span rest = span_sub(doctype, at + keyword.len, doctype.len);
		size_t next = span_find(rest, keyword);
		declare(e, span_sub(rest, 0, next));
		at += keyword.len + next;
	}
}

void xml_entities_release(struct xml_entities *e)
{
	free(e->rows);
	buf_release(&e->text);
	hash_release(&e->index);
}

/* ---- references ---- */

static int digit_value(char c)
{
	c = ascii_lower(c);
	return ascii_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
}

/* &#NN; or &#xHH; of a character that XML allows and that means itself. */
static size_t numbered_char(struct span text, uint32_t *ch)
{
	int base = text.len > 2 && text.p[2] == 'x' ? 16 : 10;
	size_t start = base == 16 ? 3 : 2, i = start;

	*ch = 0;
	while (i < text.len && i < start + 8 && digit_value(text.p[i]) < base)
		*ch = *ch * (uint32_t)base + (uint32_t)digit_value(text.p[i++]);
	if (i == start || i == text.len || text.p[i] != ';')
		return 0;
	if (*ch >= 0xC2 && *ch <= 0xF4) { /* or the first byte of a character in UTF-8 */
		uint32_t chars[2];
		return entity_next(text, ENTITY_XML, chars) == i + 1 ? i + 1 : 0;
	}
	return xml_char_allowed(*ch) && (*ch < 128 || *ch > 159) ? i + 1 : 0;
}

/* That of name, which has its semicolon, when text has it behind the '&'. */
static inline size_t named_char(
    struct span text, struct span name, uint32_t meaning, uint32_t *ch)
{
	*ch = meaning;
	return text.len > name.len && memcmp(text.p + 1, name.p, name.len) == 0 ? 1 + name.len : 0;
}

size_t xml_reference_char(struct span text, uint32_t *ch)
{
	if (text.len < 4)
		return 0;
	switch (text.p[1]) {
	case '#':
		return numbered_char(text, ch);
	case 'l':
		return named_char(text, SPAN_LIT("lt;"), '<', ch);
	case 'g':
		return named_char(text, SPAN_LIT("gt;"), '>', ch);
	case 'q':
		return named_char(text, SPAN_LIT("quot;"), '"', ch);
	case 'a':
		return text.p[2] == 'm' ? named_char(text, SPAN_LIT("amp;"), '&', ch)
		                        : named_char(text, SPAN_LIT("apos;"), '\'', ch);
	default:
		return 0;
	}
}

/* Decoded, text is never longer: it is written where there is room for as much, a row
 * at a time, of which the first part counts. */
void xml_decode(struct buf *out, struct span text)
{
	const char *p = text.p, *end = text.p + text.len;
	char *to;

	buf_reserve(out, text.len + SCAN_BYTES);
	to = out->data + out->len;
	while (p < end) {
		uint32_t ch;

		if (end - p >= SCAN_BYTES) {
			scan_row row = scan_load(p);
			unsigned n = scan_first(row == '&');

			scan_store(to, row);
			p += n;
			to += n;
			if (n == SCAN_BYTES)
				continue;
		} else if (*p != '&') {
			*to++ = *p++;
			continue;
		}
		p += xml_reference_char(span_of(p, (size_t)(end - p)), &ch);
		to += utf8_put(to, ch);
	}
	out->len = (size_t)(to - out->data);
	*to = '\0';
}

static bool is_name_char(char c)
{
	return ascii_is_alnum(c) || c == '_' || c == '-' || c == '.' || c == ':' || (c & 0x80);
}

static size_t name_len(struct span text)
{
	size_t n = 1;

	while (n < text.len && n < XML_REFERENCE_BYTES &&
	    (is_name_char(text.p[n]) || (n == 1 && text.p[1] == '#')))
		n++;
	return n;
}

/* References and nothing else: halves of a surrogate pair or bytes of a character may
 * follow. */
static bool is_run_of_references(struct span text)
{
	size_t n = 0;

	while (n < text.len && (ascii_is_alnum(text.p[n]) || strchr("&#;", text.p[n])))
		n++;
	return n == text.len && text.len < XML_RUN_BYTES && text.p[0] == '&';
}

bool xml_reference_is_cut(struct span text)
{
	return is_run_of_references(text) ||
	    (name_len(text) == text.len && text.len < XML_REFERENCE_BYTES);
}

static size_t replace_internal(struct xml_entities *e, struct span text, struct buf *out)
{
	size_t len = name_len(text);
	const struct xml_entity *row;
	uint32_t id;

	if (len < 2 || len >= text.len || text.p[len] != ';' ||
	    !(id = find(e, span_sub(text, 1, len))))
		return 0;
	row = &e->rows[id - 1];
	e->expanded_bytes += row->value_len;
	if (e->expanded_bytes <= EXPANSION_BYTES)
		xml_escape(out, span_of(e->text.data + row->value, row->value_len));
	return len + 1;
}

size_t xml_reference_replace(struct xml_entities *e, struct span text, struct buf *out)
{
	uint32_t chars[2];
	size_t len = replace_internal(e, text, out);

	if (len)
		return len;
	len = entity_next(text, ENTITY_XML, chars);
	if (!len) {
		buf_add_str(out, "&amp;");
		return 1;
	}
	for (int i = 0; i < 2 && (i == 0 || chars[i]); i++) {
		char utf8[4];
		if (xml_char_allowed(chars[i]))
			xml_escape(out, span_of(utf8, utf8_put(utf8, chars[i])));
	}
	return len;
}
