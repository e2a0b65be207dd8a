#include "config.h"

#include "markup/xml_plain_priv.h"

#include <stdlib.h>
#include <string.h>

#include "markup/xml_entity_priv.h"
#include "markup/xml_name_priv.h"
#include "moot/base/scan.h"
#include "moot/base/xalloc.h"

/* What reads a thing returns where it ends, or NULL where it is not plain. */

/* ---- names and blanks ---- */

static inline const char *skip_blank(const char *at, const char *end)
{
	while (at < end && ascii_is_space(*at))
		at++;
	return at;
}

static const char *read_name(struct plain *p, const char *at, const char *end, uint32_t *name)
{
	const char *after = xml_name_end(at, end);

	if (!after || after == end || *after == ':' || (*after & 0x80))
		return NULL;
	*name = scope_name(&p->scope, span_of(at, (size_t)(after - at)));
	return *name ? after : NULL;
}

/* ---- text ---- */

/* Line ends of any kind as "\n" (XML 1.0, 2.11); a "\r\n" may be cut between two texts. */
static struct span unify_lines(struct plain *p, struct span raw)
{
	buf_clear(&p->text);
	for (size_t i = 0; i < raw.len; i++) {
		if (raw.p[i] == '\n' && p->after_cr) {
			p->after_cr = false;
			continue;
		}
		p->after_cr = raw.p[i] == '\r';
		buf_add_char(&p->text, p->after_cr ? '\n' : raw.p[i]);
	}
	return buf_span(&p->text);
}

static void tell_text(struct plain *p, struct span raw)
{
	if (p->after_cr || span_find_byte(raw, '\r') < raw.len)
		raw = unify_lines(p, raw);
	if (span_find_byte(raw, '&') < raw.len) {
		buf_clear(&p->values);
		xml_decode(&p->values, raw);
		raw = buf_span(&p->values);
	}
	if (raw.len)
		p->handlers->text(p->user, raw);
}

static const char *read_text(struct plain *p, const char *at, const char *end)
{
	const char *lt = memchr(at, '<', (size_t)(end - at));

	p->at = lt ? lt : end;
	if (p->open_count)
		tell_text(p, span_of(at, (size_t)(p->at - at)));
	return p->at;
}

static const char *read_cdata(struct plain *p, const char *at, const char *end)
{
	struct span rest = span_of(at, (size_t)(end - at));
	size_t len = span_find(rest, SPAN_LIT("]]>"));

	if (!span_starts(rest, "<![CDATA[") || len == rest.len)
		return NULL;
	p->at = at + len + strlen("]]>");
	rest = span_sub(rest, strlen("<![CDATA["), len);
	if (rest.len)
		p->handlers->text(p->user, rest);
	return p->at;
}

/* ---- attributes ---- */

static inline bool is_as_it_is(char c)
{
	return c != '&' && !ascii_is_space(c);
}

/* The quote that ends a value; *as_it_is: nothing in it means something else. */
static inline const char *value_end(
    const char *at, const char *end, char quote, bool *as_it_is)
{
	const char *close;

	while (end - at >= SCAN_BYTES) {
		scan_row row = scan_load(at);
		unsigned n = scan_first(
		    (row == quote) | (row == '&') | ((row >= 0) & (row < ' ')));

		at += n;
		if (n < SCAN_BYTES)
			break;
	}
	close = memchr(at, quote, (size_t)(end - at));
	while (close && at < close && (*at == ' ' || is_as_it_is(*at)))
		at++;
	*as_it_is = at == close;
	return close;
}

/* Blanks of any kind are spaces, unless they are written as references (XML 1.0, 3.3.3). */
static struct span decode_value(struct plain *p, struct span raw)
{
	size_t start = p->values.len;

	buf_clear(&p->text);
	for (size_t i = 0; i < raw.len; i++)
		if (raw.p[i] != '\r' || i + 1 == raw.len || raw.p[i + 1] != '\n')
			buf_add_char(&p->text, ascii_is_space(raw.p[i]) ? ' ' : raw.p[i]);
	xml_decode(&p->values, buf_span(&p->text));
	return span_sub(buf_span(&p->values), start, p->values.len);
}

static const char *read_attribute(
    struct plain *p, const char *at, const char *end, size_t namespaces)
{
	struct span value;
	uint32_t name;
	bool as_it_is;
	char quote;

	at = read_name(p, at, end, &name);
	if (!at)
		return NULL;
	at = skip_blank(at, end);
	if (at == end || *at != '=')
		return NULL;
	at = skip_blank(at + 1, end);
	if (at == end || (*at != '"' && *at != '\''))
		return NULL;
	quote = *at++;
	value.p = at;
	at = value_end(at, end, quote, &as_it_is);
	if (!at)
		return NULL;
	value.len = (size_t)(at - value.p);
	if (scope_row(&p->scope, name)->declares)
		return as_it_is && scope_declare(&p->scope, name, value, namespaces) ? at + 1
		                                                                      : NULL;
	if (p->attr_count == TAG_ATTRIBUTES_MAX)
		return NULL;
	p->names[p->attr_count] = name;
	p->attrs[p->attr_count++].value = as_it_is ? value : decode_value(p, value);
	return at + 1;
}

/* Once all namespaces of the tag are known. */
static void name_attributes(struct plain *p)
{
	for (size_t i = 0; i < p->attr_count; i++) {
		const struct scope_name *row = scope_row(&p->scope, p->names[i]);

		if (!span_is_none(row->prefix))
			row = scope_meaning(&p->scope, p->names[i]);
		p->attrs[i].ns = span_is_none(row->prefix) ? SPAN_NONE : row->ns;
		p->attrs[i].name = span_is_none(row->prefix) ? row->local : row->name;
	}
}

/* ---- tags ---- */

static void close_element(struct plain *p)
{
	struct plain_element innermost = p->open[p->open_count - 1];
	const struct scope_name *row = scope_meaning(&p->scope, innermost.name);

	p->handlers->end(p->user, row->ns, row->name);
	scope_leave(&p->scope, innermost.namespaces);
	p->open_count--;
}

static void open_element(struct plain *p, uint32_t name, size_t namespaces)
{
	const struct scope_name *row = scope_meaning(&p->scope, name);

	ARRAY_GROW(p->open, p->open_count, p->open_cap);
	p->open[p->open_count++] = (struct plain_element){ name, (uint32_t)namespaces };
	name_attributes(p);
	p->handlers->start(p->user, row->ns, row->name, p->attrs, p->attr_count);
}

/* Up to the '>' or '/' that ends the attributes. */
static const char *read_attributes(struct plain *p, const char *at, const char *end)
{
	size_t namespaces = p->scope.namespace_count;

	p->attr_count = 0;
	buf_clear(&p->values);
	buf_reserve(&p->values, (size_t)(end - at) + SCAN_BYTES); /* values stay where they are */
	for (;;) {
		at = skip_blank(at, end);
		if (at < end && (*at == '>' || *at == '/'))
			return at;
		at = read_attribute(p, at, end, namespaces);
		if (!at)
			return NULL;
	}
}

static const char *read_start_tag(struct plain *p, const char *at, const char *end)
{
	size_t namespaces = p->scope.namespace_count;
	bool empty;
	uint32_t name;

	at = read_name(p, at + 1, end, &name);
	if (at)
		at = read_attributes(p, at, end);
	empty = at && *at == '/';
	if (at)
		at += empty;
	if (!at || at == end || *at != '>') {
		scope_leave(&p->scope, namespaces);
		return NULL;
	}
	p->at = at + 1;
	open_element(p, name, namespaces);
	if (empty)
		close_element(p);
	return p->at;
}

static const char *read_end_tag(struct plain *p, const char *at, const char *end)
{
	struct span name;

	if (!p->open_count)
		return NULL;
	name = scope_row(&p->scope, p->open[p->open_count - 1].name)->text;
	at += strlen("</");
	if ((size_t)(end - at) <= name.len || memcmp(at, name.p, name.len) != 0)
		return NULL;
	at = skip_blank(at + name.len, end);
	if (at == end || *at != '>')
		return NULL;
	p->at = at + 1;
	close_element(p);
	return p->at;
}

static const char *read_thing(struct plain *p, const char *at, const char *end)
{
	if (*at != '<')
		return read_text(p, at, end);
	p->after_cr = false;
	if (end - at < 2)
		return NULL;
	if (at[1] == '/')
		return read_end_tag(p, at, end);
	return at[1] == '!' ? read_cdata(p, at, end) : read_start_tag(p, at, end);
}

size_t plain_lines(struct plain *p)
{
	if (p->counted)
		p->lines +=
		    span_count_byte(span_of(p->counted, (size_t)(p->at - p->counted)), '\n');
	p->counted = p->at;
	return p->lines;
}

size_t plain_read(struct plain *p, struct span text)
{
	const char *at = text.p, *end = text.p + text.len, *next;

	p->at = p->counted = at;
	while (at < end && (next = read_thing(p, at, end)) != NULL)
		at = next;
	p->at = at;
	plain_lines(p);
	p->at = p->counted = NULL;
	return (size_t)(at - text.p);
}

/* ---- handing over ---- */

static void add_declaration(struct buf *out, const struct scope_namespace *row)
{
	buf_add_str(out, span_is_none(row->prefix) ? " xmlns" : " xmlns:");
	buf_add_span(out, row->prefix);
	buf_add_str(out, "=\"");
	xml_escape(out, row->uri);
	buf_add_char(out, '"');
}

void plain_add_open_tags(const struct plain *p, struct buf *out)
{
	for (size_t i = 0; i < p->open_count; i++) {
		size_t end = i + 1 < p->open_count ? p->open[i + 1].namespaces
		                                   : p->scope.namespace_count;

		buf_add_char(out, '<');
		buf_add_span(out, scope_row(&p->scope, p->open[i].name)->text);
		for (size_t ns = p->open[i].namespaces; ns < end; ns++)
			add_declaration(out, &p->scope.namespaces[ns]);
		buf_add_char(out, '>');
	}
}

void plain_release(struct plain *p)
{
	scope_release(&p->scope);
	free(p->open);
	buf_release(&p->values);
	buf_release(&p->text);
}
