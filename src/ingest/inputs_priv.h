/* The list of what is to be read. */
#ifndef INGEST_INPUTS_PRIV_H
#define INGEST_INPUTS_PRIV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/span.h"

struct input {
	char *name; /* owned; as shown */
	const char *path; /* = name, or NULL: in memory */
	struct span bytes; /* borrowed */
	uint64_t size_bytes; /* 0 = not known */
	bool from_directory; /* nobody asked for this very file */
};

struct inputs {
	struct input *rows;
	size_t len, cap;
};

/* A file, "-", or a directory: its files and those of its sub-directories (but no
 * deeper), in order of name, without hidden ones. */
void inputs_add(struct inputs *list, const char *path);
void inputs_add_memory(struct inputs *list, const char *name, struct span bytes);
/* 0 when the size of one of them is not known. */
uint64_t inputs_total_bytes(const struct inputs *list);
void inputs_release(struct inputs *list);

#endif
