/* What wraps texts: compressed files and archives, told by their first bytes. */
#ifndef SOURCE_CONTAINER_PRIV_H
#define SOURCE_CONTAINER_PRIV_H

#include <stdbool.h>
#include <stddef.h>

#include "moot/base/buf.h"
#include "moot/base/span.h"

enum container_kind {
	CONTAINER_GZIP,
	CONTAINER_BZIP2,
	CONTAINER_XZ,
	CONTAINER_ZSTD,
	CONTAINER_LZIP,
	CONTAINER_ZIP,
	CONTAINER_TAR,
};

struct container_type {
	const char *magic; /* NULL: told by other means */
	const char *name;  /* "gzip data" */
	enum container_kind kind;
};

/* How many first bytes tell. */
enum { CONTAINER_HEAD_BYTES = 512 };

/* NULL: it is none. */
const struct container_type *container_find(struct span head);

/* Adds the name of an archive's entry as it is shown: clean, relative, without "." and
 * "..", not longer than CONTAINER_NAME_BYTES. */
enum { CONTAINER_NAME_BYTES = 500 };
void container_add_name(struct buf *out, struct span path);
/* Is it something that the user did not put there: hidden, or the resource forks that
 * macOS adds to archives? */
bool container_is_hidden(struct span path);

#endif
