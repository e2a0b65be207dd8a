/* UTF-8, read and written one character at a time, never trusting the bytes. */
#ifndef MOOT_TEXT_UTF8_H
#define MOOT_TEXT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/buf.h"
#include "moot/base/span.h"

enum { UTF8_REPLACEMENT = 0xFFFD };

/* Reads one character at p[0..len), len > 0: its length in bytes (>= 1) is
 * returned, *ch is the character.  A bad sequence gives U+FFFD and the length of
 * its maximal valid part (Unicode 15, 3.9, table 3-8). */
size_t utf8_next(const char *p, size_t len, uint32_t *ch);
/* Writes ch (not a surrogate, below 0x110000; else U+FFFD) into out; returns 1 to 4. */
size_t utf8_put(char out[4], uint32_t ch);
void buf_add_utf8(struct buf *b, uint32_t ch);
/* The last character of valid UTF-8; 0 when it is empty. */
uint32_t utf8_last(struct span text);
enum { UTF8_MAX_BYTES = 4 }; /* of a character */

/* How many bytes at the start are valid UTF-8: len when all are.  A sequence that
 * is cut by the end counts as invalid; *cut then says whether it could go on. */
size_t utf8_valid_prefix(const char *p, size_t len, bool *cut);
/* How many bytes at the start are ASCII (scans many at a time). */
size_t ascii_prefix(const char *p, size_t len);

#endif
