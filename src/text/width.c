#include "config.h"

#include "moot/text/width.h"
int char_cols(uint32_t ch, const struct width_opts *opts) { (void)ch; (void)opts; return 1; }
struct cluster cluster_next(struct span text, const struct width_opts *opts) { (void)opts; return (struct cluster){ text.len ? 1 : 0, text.len ? 1 : 0 }; }
int text_cols(struct span text, const struct width_opts *opts) { (void)opts; return (int)text.len; }
struct span text_fit(struct span text, int max_cols, int *cols, const struct width_opts *opts) { struct span s = span_sub(text, 0, (size_t)max_cols); (void)opts; if (cols) *cols = (int)s.len; return s; }
