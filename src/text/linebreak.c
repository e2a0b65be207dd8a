#include "config.h"

#include "moot/text/linebreak.h"
bool linebreak_between(uint32_t a, uint32_t b, bool in_url) { (void)a; (void)b; (void)in_url; return false; }
