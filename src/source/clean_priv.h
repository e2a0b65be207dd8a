/* From text that should be UTF-8 to text that is, and that XML allows.
 *
 * Dropped: C0 controls but \t \n \r, surrogates, U+FFFE and U+FFFF.  A byte that is
 * not part of a valid sequence is read as windows-1252, and so are U+0080..U+009F
 * (text that was decoded as Latin-1 by mistake); U+0085, the line end of EBCDIC,
 * becomes a space.  Byte order marks at the start are dropped.
 */
#ifndef SOURCE_CLEAN_PRIV_H
#define SOURCE_CLEAN_PRIV_H

#include <stdbool.h>
#include <stddef.h>

#include "moot/base/buf.h"
#include "moot/base/span.h"

/* One kind of finding: how often, and in which line (from 1) first. */
struct tally {
	size_t count, line;
};

struct cleaner {
	struct buf out; /* the cleaned text, where something had to change */
	size_t lines; /* line ends passed so far */
	bool wide;    /* a character that is not ASCII was passed */
	bool started; /* something was passed: a byte order mark is none any more */
	struct tally bad_bytes, controls, cut; /* cut: the text ends inside a character */
};

/* Cleans the front of in and returns how much of it was used: all but a character
 * that is cut, unless this is the end.  *clean is a part of in where nothing had
 * to change, else c->out; it is valid until the next call. */
size_t clean_text(struct cleaner *c, struct span in, bool end, struct span *clean);
void clean_release(struct cleaner *c);

#endif
