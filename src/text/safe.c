#include "config.h"

#include "moot/text/safe.h"
struct safe safe_field(struct arena *a, struct span raw) { return (struct safe){ arena_strdup(a, raw), raw.len }; }
struct safe safe_body(struct arena *a, struct span raw) { return safe_field(a, raw); }
struct safe safe_url(struct arena *a, struct span raw) { return safe_field(a, raw); }
struct safe safe_filename(struct arena *a, struct span raw) { return safe_field(a, raw); }
void safe_add(struct buf *out, struct span raw, int multiline) { (void)multiline; buf_add_span(out, raw); }
int safe_char(uint32_t ch) { return ch >= 32; }
struct safe safe_sub(struct safe s, size_t from, size_t to) { struct span p = span_sub(safe_span(s), from, to); return (struct safe){ p.p, p.len }; }
