/* In place of json.c where moot is built without jansson: there is no value but none. */
#include "config.h"

#include "ingest/json_priv.h"

struct jval jdoc_read(struct jdoc *d, const struct ingest_target *target)
{
	buf_release(&d->text);
	diag_add(target->diags, DIAG_CODE_NOT_BUILT, target->source, 0,
	    "it is JSON, and this moot was built without jansson "
	    "(configure --with-jansson): it is not read");
	return JVAL_NONE;
}

void jdoc_release(struct jdoc *d)
{
	buf_release(&d->text);
}

bool jval_is_none(struct jval v)
{
	return !v.node;
}

bool jval_is_list(struct jval v)
{
	return v.node;
}

bool jval_is_map(struct jval v)
{
	return v.node;
}

bool jval_truth(struct jval v)
{
	return v.node;
}

struct jval jval_get(struct jval map, const char *name)
{
	(void)name;
	return map;
}

size_t jval_len(struct jval list)
{
	(void)list;
	return 0;
}

struct jval jval_at(struct jval list, size_t i)
{
	(void)i;
	return list;
}

struct span jval_text(struct jval v)
{
	(void)v;
	return SPAN_NONE;
}

struct span jval_key(struct jval v, struct buf *room)
{
	(void)v;
	(void)room;
	return SPAN_NONE;
}

bool jval_int(struct jval v, int64_t *value)
{
	(void)v;
	(void)value;
	return false;
}

bool jval_next(struct jval map, struct jval_member *m)
{
	(void)map;
	(void)m;
	return false;
}
