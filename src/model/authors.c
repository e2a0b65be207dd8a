#include "config.h"

#include "moot/model/authors.h"

static const struct span joint = { ",\302\240", 3 };

/* A joint within the name is none. */
static void add_name(struct buf *out, struct span name)
{
	while (name.len) {
		size_t at = span_find(name, joint);

		buf_add_span(out, span_sub(name, 0, at));
		if (at < name.len)
			buf_add_str(out, ", ");
		name = span_sub(name, at + joint.len, name.len);
	}
}

/* Looked for among so many bytes of names: an item may have any number of authors. */
enum { LOOK_BACK_BYTES = 1024 };

static bool has_name(struct span authors, struct span name)
{
	struct span other;

	if (authors.len > LOOK_BACK_BYTES) { /* what a name's end is left of goes, too */
		authors = span_sub(authors, authors.len - LOOK_BACK_BYTES, authors.len);
		authors_next(&authors, &other);
	}
	while (authors_next(&authors, &other))
		if (span_eq(other, name))
			return true;
	return false;
}

void authors_add(struct buf *out, size_t start, struct span name)
{
	struct span before = span_sub(buf_span(out), start, out->len);

	if (!name.len || has_name(before, name))
		return;
	if (before.len)
		buf_add_span(out, joint);
	add_name(out, name);
}

bool authors_next(struct span *rest, struct span *name)
{
	size_t at = span_find(*rest, joint);

	*name = span_sub(*rest, 0, at);
	*rest = at < rest->len ? span_sub(*rest, at + joint.len, rest->len) : SPAN_NONE;
	return name->len > 0;
}

bool authors_are_several(struct span authors)
{
	return span_find(authors, joint) < authors.len;
}

void authors_add_byline(struct buf *out, struct span authors)
{
	add_name(out, authors);
}
