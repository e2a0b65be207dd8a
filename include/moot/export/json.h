/* JSON (RFC 8259), written in one pass.
 *
 * The writer places commas and escapes strings; strings pass text/safe.h on their way.
 * How deep the output nests costs nothing: the caller opens and closes, nothing
 * recurses.
 */
#ifndef MOOT_EXPORT_JSON_H
#define MOOT_EXPORT_JSON_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "moot/base/buf.h"
#include "moot/base/span.h"
#include "moot/text/date.h"

struct json {
	FILE *out;
	struct buf pending; /* written in large pieces */
	struct buf scratch; /* for one string */
	bool need_comma;
};

void json_open(struct json *j, char bracket);  /* '{' or '[' */
void json_close(struct json *j, char bracket); /* '}' or ']' */
void json_key(struct json *j, const char *name);
void json_newline(struct json *j); /* between elements, for people and diff */
void json_null(struct json *j);
void json_uint(struct json *j, uint64_t value);
/* One line of text (cleaned as safe_add_field_joined does), or null for SPAN_NONE. */
void json_field(struct json *j, struct span raw);
/* The keys of whoever wrote something: "author" is the first; of several there are also
 * "authors", all of them, and "byline", as a sentence has them. */
void json_authors(struct json *j, struct span authors);
/* Text that is clean already, with its lines. */
void json_clean(struct json *j, struct span clean);
void json_date(struct json *j, struct date d);
void json_finish(struct json *j); /* writes what is pending, frees */

#endif
