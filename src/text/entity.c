#include "config.h"

#include "moot/text/entity.h"
size_t entity_next(struct span text, enum entity_context c, uint32_t chars[2]) { (void)text; (void)c; (void)chars; return 0; }
void entity_decode(struct buf *out, struct span text, enum entity_context c) { (void)c; buf_add_span(out, text); }
void entity_escape(struct buf *out, struct span text) { buf_add_span(out, text); }
