/* In place of unpack.c where moot is built without libarchive. */
#include "config.h"

#include "source/unpack_priv.h"

#include <stddef.h>

struct unpack *unpack_open(struct raw *raw, const struct container_type *type, struct span head,
    struct diags *diags, uint32_t source)
{
	(void)raw;
	(void)head;
	diag_add(diags, DIAG_CODE_NOT_BUILT, source, 0,
	    "it is %s, and this moot was built without libarchive "
	    "(configure --with-libarchive): it is not read", type->name);
	return NULL;
}

enum unpack_status unpack_next(struct unpack *u, struct span *bytes, struct diags *diags,
    uint32_t source)
{
	(void)u;
	(void)diags;
	(void)source;
	*bytes = SPAN_NONE;
	return UNPACK_END;
}

struct span unpack_entry(const struct unpack *u)
{
	(void)u;
	return SPAN_NONE;
}

void unpack_skip(struct unpack *u)
{
	(void)u;
}

void unpack_close(struct unpack *u)
{
	(void)u;
}
