#include "config.h"

#include "moot/markup/html.h"
bool html_parse(struct span s, const struct html_handlers *h, void *u) { (void)s; (void)h; (void)u; return false; }
void html_prepare(struct buf *out, struct span s) { buf_add_span(out, s); }
struct span html_attr_get(const struct html_attr *a, size_t n, const char *name) { (void)a; (void)n; (void)name; return SPAN_NONE; }
bool html_is_void(struct span name) { (void)name; return false; }
