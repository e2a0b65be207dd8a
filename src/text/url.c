#include "config.h"

#include "moot/text/url.h"
void url_resolve(struct buf *out, struct span base, struct span ref) { (void)base; buf_add_span(out, ref); }
bool url_is_link(struct span url) { (void)url; return false; }
bool url_find(struct span text, size_t *from, size_t *to) { (void)text; (void)from; (void)to; return false; }
bool url_same_page(struct span a, struct span b) { return span_eq(a, b); }
void url_add_key(struct buf *out, struct span url) { buf_add_span(out, url); }
struct span url_fragment(struct span url) { (void)url; return SPAN_NONE; }
struct span url_basename(struct span url) { return url; }
struct span url_query_value(struct span url, const char *name) { (void)url; (void)name; return SPAN_NONE; }
