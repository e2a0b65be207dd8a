/* From the text of fields to values that more than one adapter needs. */
#ifndef INGEST_VALUES_PRIV_H
#define INGEST_VALUES_PRIV_H

#include "moot/base/buf.h"
#include "moot/base/span.h"
#include "moot/ingest/ingest.h"
#include "moot/text/date.h"

/* A list of texts, kept until the entry that they belong to is complete. */
struct labels {
	struct buf text; /* of all, one after the other */
	struct span *items; /* p is valid from labels_place() until the next is added */
	size_t len, cap;
};

/* An empty one is left out, and so is one that is equal to the one before. */
void labels_add(struct labels *l, struct span label);
void labels_place(struct labels *l);
void labels_clear(struct labels *l);
void labels_release(struct labels *l);

/* The date that the text is.  Text that is no date is told of. */
struct date value_date(const struct ingest_target *target, size_t line, struct span text);

#endif
