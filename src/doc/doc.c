#include "config.h"

#include "moot/doc/doc.h"
#include <stdlib.h>
#include "moot/base/xalloc.h"
struct doc { struct arena arena; struct safe text; };
struct doc *doc_parse(struct span body, enum body_type t, struct span base) { struct doc *d = xcalloc(1, sizeof *d); (void)t; (void)base; d->text = safe_body(&d->arena, body); return d; }
void doc_free(struct doc *d) { if (d) arena_release(&d->arena); free(d); }
size_t doc_size_bytes(const struct doc *d) { return d->arena.used_bytes; }
struct safe doc_text(const struct doc *d) { return d->text; }
size_t doc_link_count(const struct doc *d) { (void)d; return 0; }
const struct doc_link *doc_link(const struct doc *d, size_t n) { (void)d; (void)n; return NULL; }
size_t doc_image_count(const struct doc *d) { (void)d; return 0; }
const struct doc_image *doc_image(const struct doc *d, size_t n) { (void)d; (void)n; return NULL; }
void doc_dump(const struct doc *d, struct buf *out) { buf_add(out, d->text.p, d->text.len); }
