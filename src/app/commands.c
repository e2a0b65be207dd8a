#include "config.h"

#include "moot/app/commands.h"

#include "app/commands_priv.h"

const struct command commands[] = {
#define HEADING(text) { .help = text },
#define COMMAND(name, function, scope, needs, keys, argument, help) \
	{ name, function, scope, needs, keys, argument, help },
#include "app/commands.def"
#undef COMMAND
#undef HEADING
	{ .help = NULL },
};

const struct command *command_find(struct span name)
{
	for (const struct command *c = commands; c->help; c++)
		if (c->name && span_eq_str(name, c->name))
			return c;
	return NULL;
}

const struct command *command_next(const struct command *prev, struct span prefix)
{
	for (const struct command *c = prev ? prev + 1 : commands; c->help; c++)
		if (c->name && strncmp(c->name, prefix.p, prefix.len) == 0)
			return c;
	return NULL;
}

void commands_list(FILE *out)
{
	for (const struct command *c = commands; c->help; c++)
		if (c->name)
			fprintf(out, "%s\t%s\t%s\n", c->name, c->keys, c->help);
}
