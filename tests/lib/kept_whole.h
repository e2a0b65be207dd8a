/* Lines that files have in full, however wide they are. */
#ifndef TESTS_KEPT_WHOLE_H
#define TESTS_KEPT_WHOLE_H

#include <stdbool.h>

#include "moot/layout/layout.h"

/* Preformatted text, or an address, which may stand in quotes and lists. */
bool is_kept_whole(const struct line *line);

#endif
