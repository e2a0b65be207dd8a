#include "config.h"

#include "markup/xml_open_priv.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"

/* An end tag does not close what is further out than this: else a stray one could
 * cost as much time as the document is deep. */
enum { SEARCH_LEVELS = 64 };

void open_push(struct repair_open *o, struct span name, size_t namespaces)
{
	ARRAY_GROW(o->rows, o->len, o->cap);
	o->rows[o->len++] = (struct repair_element){ o->names.len, (uint32_t)namespaces };
	o->namespaces += namespaces;
	buf_add_span(&o->names, name);
}

static struct span name_of(const struct repair_open *o, size_t row)
{
	size_t end = row + 1 < o->len ? o->rows[row + 1].name : o->names.len;

	return span_of(o->names.data + o->rows[row].name, end - o->rows[row].name);
}

struct span open_top(const struct repair_open *o)
{
	return o->len ? name_of(o, o->len - 1) : SPAN_NONE;
}

void open_pop(struct repair_open *o)
{
	o->len--;
	o->namespaces -= o->rows[o->len].namespaces;
	buf_truncate(&o->names, o->rows[o->len].name);
}

static bool same_name(struct span a, struct span b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (ascii_lower(a.p[i]) != ascii_lower(b.p[i]))
			return false;
	return true;
}

size_t open_find(const struct repair_open *o, struct span name)
{
	for (size_t levels = 1; levels <= o->len && levels <= SEARCH_LEVELS; levels++)
		if (same_name(name_of(o, o->len - levels), name))
			return levels;
	return 0;
}

void open_release(struct repair_open *o)
{
	buf_release(&o->names);
	free(o->rows);
}
