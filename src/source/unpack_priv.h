/* What is in a compressed file or an archive, in slices.
 *
 * A compressed file is one text.  An archive, compressed or not, is a row of entries:
 * each of its regular files that is not hidden, in order, as what is in it if it is
 * compressed itself.  What is compressed twice, or an archive in an archive, is not
 * opened: it comes as the bytes that it is.
 *
 * Nothing is ever written to the disk, and the name of an entry opens nothing.  How much
 * comes out is limited, so that a small file cannot keep the reader busy or its memory
 * full: UNPACK_FREE_BYTES, and UNPACK_RATIO times what went in by then; and
 * UNPACK_MOST_BYTES in any case.  What is passed over counts as well.
 */
#ifndef SOURCE_UNPACK_PRIV_H
#define SOURCE_UNPACK_PRIV_H

#include <stdbool.h>
#include <stdint.h>

#include "moot/base/diag.h"
#include "moot/base/span.h"
#include "source/container_priv.h"
#include "source/raw_priv.h"

/* Exports shrink to a tenth, the most repetitive text of people to a twentieth; a bomb to
 * a thousandth. */
enum {
	UNPACK_RATIO = 32,
	UNPACK_FREE_BYTES = 16 << 20,
	UNPACK_MOST_ENTRIES = 10000,
};
static const uint64_t UNPACK_MOST_BYTES = UINT64_C(16) << 30;

enum unpack_status {
	UNPACK_DATA,   /* a slice, or an empty one */
	UNPACK_ENTRY,  /* an entry begins: unpack_entry() */
	UNPACK_END,
	UNPACK_BROKEN, /* there is more, but it cannot be had; said in a diagnostic */
};

/* Is it more than may come out when so much went in? */
bool unpack_is_too_much(uint64_t out_bytes, uint64_t in_bytes);

struct unpack;

/* Of a raw that cannot seek, head is what was read of it.  raw is borrowed.  NULL with a
 * diagnostic when this program cannot open such a thing. */
struct unpack *unpack_open(struct raw *raw, const struct container_type *type, struct span head,
    struct diags *diags, uint32_t source);
/* The slice is valid until the next call.  Of a pipe it may wait for more. */
enum unpack_status unpack_next(struct unpack *u, struct span *bytes, struct diags *diags,
    uint32_t source);
/* Its clean name, until the next entry. */
struct span unpack_entry(const struct unpack *u);
/* What is left of the entry, or of the compressed text, is not wanted. */
void unpack_skip(struct unpack *u);
void unpack_close(struct unpack *u); /* NULL is allowed */

#endif
