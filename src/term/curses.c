#include "config.h"

#include "moot/term/term.h"

struct term *term_open_curses(const struct term_opts *opts, const char **error)
{
	(void)opts;
	*error = "the terminal cannot be used";
	return NULL;
}
