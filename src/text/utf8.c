#include "config.h"

#include "moot/text/utf8.h"
size_t utf8_next(const char *p, size_t len, uint32_t *ch) { (void)len; *ch = (unsigned char)*p; return 1; }
size_t utf8_put(char out[4], uint32_t ch) { out[0] = (char)ch; return 1; }
void buf_add_utf8(struct buf *b, uint32_t ch) { buf_add_char(b, (char)ch); }
size_t utf8_valid_prefix(const char *p, size_t len, bool *cut) { (void)p; *cut = false; return len; }
size_t ascii_prefix(const char *p, size_t len) { (void)p; return len; }
