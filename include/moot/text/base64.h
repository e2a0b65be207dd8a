/* Base64 (RFC 4648), and the bytes of a data: URI (RFC 2397).
 *
 * Lenient, as input is: both alphabets are read, and what belongs to neither (white
 * space, padding) is passed over.
 */
#ifndef MOOT_TEXT_BASE64_H
#define MOOT_TEXT_BASE64_H

#include <stdbool.h>

#include "moot/base/buf.h"
#include "moot/base/span.h"

/* Adds bytes as base64, with padding. */
void base64_encode(struct buf *out, struct span bytes);
void base64_add(struct buf *out, struct span text);
/* Adds the bytes that %XX stand for; other bytes are added as they are. */
void percent_add(struct buf *out, struct span text);
/* Adds the bytes that a data: URI holds; false when it is none. */
bool data_uri_add(struct buf *out, struct span uri);

#endif
