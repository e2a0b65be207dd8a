/* What needs no jansson: collecting a document, and following paths in it. */
#include "config.h"

#include "ingest/json_priv.h"

void jdoc_add(struct jdoc *d, struct span utf8)
{
	size_t room = JSON_MAX_BYTES - d->text.len;

	d->too_large |= utf8.len > room;
	buf_add_span(&d->text, span_sub(utf8, 0, room));
}

static bool is_name_byte(char c)
{
	return ascii_is_alnum(c) || c == '_' || c == '$' || c == '.';
}

static struct span without_line_comments(struct span text)
{
	for (text = span_trim(text); span_starts(text, "//"); text = span_trim(text))
		text = span_sub(text, span_find_byte(text, '\n'), text.len);
	return text;
}

struct span json_without_call(struct span text)
{
	struct span rest = without_line_comments(text);
	size_t len = 0;

	while (len < rest.len && is_name_byte(rest.p[len]))
		len++;
	if (!len)
		return text;
	rest = span_trim(span_sub(rest, len, rest.len));
	if (!span_starts(rest, "(") && !span_starts(rest, "="))
		return text;
	rest = span_trim(span_sub(rest, 1, rest.len));
	while (span_ends(rest, ")") || span_ends(rest, ";"))
		rest = span_trim(span_sub(rest, 0, rest.len - 1));
	return span_starts(rest, "{") || span_starts(rest, "[") ? rest : text;
}

bool jval_begins(struct span head)
{
	head = json_without_call(head);

	struct span inside = span_trim(span_sub(head, 1, head.len));
	char first = head.len ? *head.p : '\0', second = inside.len ? *inside.p : '\0';

	return (first == '{' && (second == '"' || second == '}')) ||
	    (first == '[' && (second == '{' || second == ']'));
}

/* ---- paths ---- */

static struct jval member(struct jval map, struct span name)
{
	char text[JSON_PATH_BYTES];

	if (name.len >= sizeof text)
		return JVAL_NONE;
	memcpy(text, name.p, name.len);
	text[name.len] = '\0';
	return jval_get(map, text);
}

static bool ends_in(struct span text, struct span end)
{
	return text.len >= end.len && span_eq(span_sub(text, text.len - end.len, text.len), end);
}

/* "rel=next" */
static struct jval item_with(struct jval list, struct span condition)
{
	size_t equals = span_find_byte(condition, '=');
	struct span name = span_sub(condition, 0, equals);
	struct span value = span_sub(condition, equals + 1, condition.len);

	for (size_t i = 0; equals < condition.len && i < jval_len(list); i++)
		if (ends_in(jval_text(member(jval_at(list, i), name)), value))
			return jval_at(list, i);
	return JVAL_NONE;
}

static struct jval step(struct jval v, struct span name)
{
	uint64_t i;

	if (!jval_is_list(v))
		return member(v, name);
	return span_to_uint(name, SIZE_MAX, &i) ? jval_at(v, (size_t)i) : item_with(v, name);
}

struct jval jval_follow(struct jval v, struct span path)
{
	struct span name;

	while (path.len && span_split(&path, '.', &name))
		v = step(v, name);
	return v;
}

struct jval jval_path(struct jval v, const char *path)
{
	return jval_follow(v, span_str(path));
}

struct jval jval_first(struct jval v, const char *paths)
{
	struct span rest = span_str(paths), path;

	while (span_split(&rest, '|', &path)) {
		struct jval found = jval_follow(v, path);
		if (!jval_is_none(found))
			return found;
	}
	return JVAL_NONE;
}

struct span jval_first_text(struct jval v, const char *paths)
{
	struct span rest = span_str(paths), path;

	while (span_split(&rest, '|', &path)) {
		struct span text = jval_text(jval_follow(v, path));
		if (span_trim(text).len)
			return text;
	}
	return SPAN_NONE;
}
