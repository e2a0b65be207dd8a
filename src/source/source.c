#include "config.h"

#include "moot/source/source.h"
struct source *source_open(const char *p, struct diags *d, uint32_t s) { (void)p; (void)d; (void)s; return NULL; }
struct source *source_open_memory(struct span b, struct diags *d, uint32_t s) { (void)b; (void)d; (void)s; return NULL; }
enum source_status source_next(struct source *s, struct span *u) { (void)s; (void)u; return SOURCE_END; }
int source_fd(const struct source *s) { (void)s; return -1; }
void source_progress(const struct source *s, uint64_t *r, uint64_t *t) { (void)s; *r = *t = 0; }
void source_close(struct source *s) { (void)s; }
