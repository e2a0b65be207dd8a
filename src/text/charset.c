#include "config.h"

#include "moot/text/charset.h"
const char *charset_from_label(struct span label) { (void)label; return NULL; }
uint32_t charset_cp1252(unsigned char byte) { return byte; }
struct charset_decoder *charset_decoder_new(const char *n) { (void)n; return NULL; }
void charset_decode(struct charset_decoder *d, struct buf *out, struct span bytes, bool final) { (void)d; (void)final; buf_add_span(out, bytes); }
size_t charset_decoder_bad(const struct charset_decoder *d) { (void)d; return 0; }
void charset_decoder_free(struct charset_decoder *d) { (void)d; }
