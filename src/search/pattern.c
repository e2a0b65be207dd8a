#include "config.h"

#include "moot/search/search.h"
struct pattern *pattern_new(struct span text) { (void)text; return NULL; }
void pattern_free(struct pattern *p) { (void)p; }
bool pattern_find(const struct pattern *p, struct span t, size_t f, size_t *s, size_t *e) { (void)p; (void)t; (void)f; (void)s; (void)e; return false; }
