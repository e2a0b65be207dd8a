/* The functions behind the rows of commands.def, by topic in cmd_*.c. */
#ifndef APP_COMMANDS_PRIV_H
#define APP_COMMANDS_PRIV_H

#include "moot/app/commands.h"

#define HEADING(text)
#define COMMAND(name, function, scope, needs, keys, argument, help) \
	void function(struct session *s, const struct call *call);
#include "app/commands.def"
#undef COMMAND
#undef HEADING

#endif
