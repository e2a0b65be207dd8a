/* A text that gzip has compressed, in slices (RFC 1952), through zlib: libarchive can do the
 * same, but with it comes what it needs for all else, which takes longer to load than the
 * first screen may take.
 *
 * Members one behind the other are one text.  What comes behind the last is passed over, as
 * gzip does.
 */
#ifndef SOURCE_GUNZIP_PRIV_H
#define SOURCE_GUNZIP_PRIV_H

#include <stddef.h>

#include "moot/base/span.h"

struct gunzip;

/* head: the first bytes, which are only looked at.  NULL: they are not for sure those of a
 * text, or there is no zlib. */
struct gunzip *gunzip_open(struct span head);

enum gunzip_status {
	GUNZIP_HUNGRY, /* for the next bytes: gunzip_feed() */
	GUNZIP_DATA,
	GUNZIP_END,
	GUNZIP_BROKEN, /* gunzip_error() */
};
/* The slice is valid until the next call, and empty but with GUNZIP_DATA. */
enum gunzip_status gunzip_next(struct gunzip *g, struct span *text);
/* packed is empty at the end; it stays in memory until the next is wanted. */
void gunzip_feed(struct gunzip *g, struct span packed);
const char *gunzip_error(const struct gunzip *g);
void gunzip_close(struct gunzip *g); /* NULL is allowed */

#endif
