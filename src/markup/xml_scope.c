#include "config.h"

#include "markup/xml_scope_priv.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"

/* Who makes up more names than that is read by the parser. */
enum { NAMES_MAX = 4096 };

static const char xml_uri[] = "http://www.w3.org/XML/1998/namespace",
                  xmlns_uri[] = "http://www.w3.org/2000/xmlns/";

/* ---- names ---- */

static bool has_text(const void *rows, uint32_t id, struct span key)
{
	return span_eq(((const struct scope_name *)rows)[id - 1].text, key);
}

static uint32_t add(struct scope *s, struct span text)
{
	size_t colon = span_find_byte(text, ':');
	struct scope_name row = { .text = arena_span(&s->texts, text) };

	if (colon == 0)
		colon = text.len; /* of an address: no name begins with one */
	if (colon < text.len) {
		uint32_t prefix = scope_name(s, span_sub(text, 0, colon));

		if (!prefix)
			return 0;
		row.prefix = scope_row(s, prefix)->text;
	}
	if (s->name_count == NAMES_MAX)
		return 0;
	row.local = span_sub(row.text, colon < text.len ? colon + 1 : 0, text.len);
	row.declares = span_eq_str(row.prefix, "xmlns") || span_eq_str(row.text, "xmlns");
	ARRAY_GROW(s->names, s->name_count, s->name_cap);
	s->names[s->name_count++] = row;
	hash_add(&s->index, hash_bytes(text), (uint32_t)s->name_count);
	return (uint32_t)s->name_count;
}

uint32_t scope_name(struct scope *s, struct span text)
{
	uint16_t *recent = &s->recent[span_looks(text) % SCOPE_RECENT];
	uint32_t name = *recent;

	if (name && span_eq(s->names[name - 1].text, text))
		return name;
	name = hash_find(&s->index, hash_bytes(text), text, has_text, s->names);
	if (!name)
		name = add(s, text);
	if (name)
		*recent = (uint16_t)name;
	return name;
}

const struct scope_name *scope_row(const struct scope *s, uint32_t name)
{
	return &s->names[name - 1];
}

/* ---- what they mean ---- */

static struct span namespace_of(const struct scope *s, struct span prefix)
{
	for (size_t i = s->namespace_count; i-- > 0;)
		if (s->namespaces[i].prefix.p == prefix.p)
			return s->namespaces[i].uri;
	return span_eq_str(prefix, "xml") ? span_str(xml_uri) : SPAN_NONE;
}

const struct scope_name *scope_meaning(struct scope *s, uint32_t name)
{
	struct scope_name *row = &s->names[name - 1];

	if (row->state == s->state + 1)
		return row;
	row->state = s->state + 1;
	row->ns = namespace_of(s, row->prefix);
	row->name = span_is_none(row->ns) ? row->text : row->local;
	return row;
}

/* Is it none of those that may be declared in one way only, or not at all? */
static bool is_plain_namespace(struct span prefix, struct span uri)
{
	if (span_eq_str(prefix, "xml") || span_eq_str(prefix, "xmlns") ||
	    span_eq_str(uri, xml_uri) || span_eq_str(uri, xmlns_uri))
		return false;
	return uri.len || span_is_none(prefix);
}

/* One address for the same text; false: there are too many.  Of SPAN_NONE there is none. */
static bool keep(struct scope *s, struct span *text)
{
	uint32_t name = text->len ? scope_name(s, *text) : 0;
	bool kept = name || !text->len;

	*text = name ? scope_row(s, name)->text : SPAN_NONE;
	return kept;
}

bool scope_declare(struct scope *s, uint32_t name, struct span uri, size_t first)
{
	struct scope_name declares = *scope_row(s, name);
	struct scope_namespace row = {
		.prefix = span_is_none(declares.prefix) ? SPAN_NONE : declares.local,
		.uri = uri,
	};

	if (!is_plain_namespace(row.prefix, uri) || !keep(s, &row.prefix))
		return false;
	for (size_t i = first; i < s->namespace_count; i++)
		if (s->namespaces[i].prefix.p == row.prefix.p)
			return true;
	if (!keep(s, &row.uri))
		return false;
	ARRAY_GROW(s->namespaces, s->namespace_count, s->namespace_cap);
	s->namespaces[s->namespace_count++] = row;
	s->state++;
	return true;
}

void scope_leave(struct scope *s, size_t first)
{
	if (first < s->namespace_count)
		s->state++;
	s->namespace_count = first;
}

void scope_release(struct scope *s)
{
	arena_release(&s->texts);
	free(s->names);
	hash_release(&s->index);
	free(s->namespaces);
	*s = (struct scope){ 0 };
}
