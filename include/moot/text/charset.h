/* From bytes in any character set to UTF-8. */
#ifndef MOOT_TEXT_CHARSET_H
#define MOOT_TEXT_CHARSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/buf.h"
#include "moot/base/span.h"

/* The name that iconv knows for a label, by the WHATWG aliases (iso-8859-1 is
 * windows-1252, gb2312 is gb18030 ...); NULL when it is none that we can read. */
const char *charset_from_label(struct span label);
/* A byte 0x80-0xFF read as windows-1252; the five unassigned ones as U+FFFD. */
uint32_t charset_cp1252(unsigned char byte);

struct charset_decoder;

/* NULL when iconv has not got it. */
struct charset_decoder *charset_decoder_new(const char *iconv_name);
/* Adds UTF-8; a sequence that is cut by the end of bytes waits for the next call.
 * At the end call it once with final true.  Bad bytes give U+FFFD and are counted. */
void charset_decode(struct charset_decoder *d, struct buf *out, struct span bytes, bool final);
size_t charset_decoder_bad(const struct charset_decoder *d);
void charset_decoder_free(struct charset_decoder *d); /* NULL is allowed */

#endif
