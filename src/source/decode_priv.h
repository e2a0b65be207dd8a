/* Which character set is this?  Decided once, while the bytes stream by.
 *
 * A byte order mark, or ASCII with NUL bytes in the manner of UTF-16 or UTF-32,
 * settles it at the start.  Else ASCII passes until the first other byte; the
 * window that begins there decides: valid UTF-8 is UTF-8, whatever a label says;
 * else the declared label (of an XML declaration or an HTML meta element); else it
 * is taken as UTF-8 with bad bytes, which are read as windows-1252.
 */
#ifndef SOURCE_DECODE_PRIV_H
#define SOURCE_DECODE_PRIV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/buf.h"
#include "moot/base/diag.h"
#include "moot/base/span.h"
#include "source/clean_priv.h"

/* How far a decision looks ahead, and the size of a slice. */
enum { DECODE_WINDOW_BYTES = 64 * 1024 };

enum decode_state { DECODE_START, DECODE_ASCII, DECODE_UTF8, DECODE_ICONV };

struct decode {
	enum decode_state state;
	struct cleaner cleaner;
	struct buf head; /* the first bytes, where a label may stand */
	struct buf decoded; /* output of iconv */
	struct charset_decoder *iconv;
	const char *charset; /* its name */
};

/* Decodes the front of in; *out is clean UTF-8, valid until the next call.  Returns
 * how much of in was used; 0 asks for more bytes (never at the end, or when in
 * fills a window). */
size_t decode_bytes(struct decode *d, struct span in, bool end, struct span *out,
    struct diags *diags, uint32_t source);
/* Says what was assumed and dropped. */
void decode_report(const struct decode *d, struct diags *diags, uint32_t source);
void decode_release(struct decode *d);

#endif
