/* What needs no jansson: collecting a document, and following paths in it. */
#include "config.h"

#include "ingest/json_priv.h"

void jdoc_add(struct jdoc *d, struct span utf8)
{
	size_t room = JSON_MAX_BYTES - d->text.len;

	d->too_large |= utf8.len > room;
	buf_add_span(&d->text, span_sub(utf8, 0, room));
}

bool jval_begins(struct span head)
{
	struct span inside = span_trim(span_sub(head, 1, head.len));
	char first = head.len ? *head.p : '\0', second = inside.len ? *inside.p : '\0';

	return (first == '{' && (second == '"' || second == '}')) ||
	    (first == '[' && (second == '{' || second == ']'));
}

/* ---- paths ---- */

static struct jval step(struct jval v, struct span name)
{
	char text[JSON_PATH_BYTES];
	uint64_t i;

	if (jval_is_list(v))
		return span_to_uint(name, SIZE_MAX, &i) ? jval_at(v, (size_t)i) : JVAL_NONE;
	if (name.len >= sizeof text)
		return JVAL_NONE;
	memcpy(text, name.p, name.len);
	text[name.len] = '\0';
	return jval_get(v, text);
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
