#include "config.h"

#include "moot/text/fold.h"
uint32_t fold_char(uint32_t ch) { return ch; }
bool fold_has_upper(struct span text) { (void)text; return false; }
