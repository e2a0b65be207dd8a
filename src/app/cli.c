#include "config.h"

#include "moot/app/cli.h"

#include "app/cli_config.h"
#include "app/cli_priv.h"
#include "moot/app/commands.h"

static void write_version(FILE *out)
{
	fputs(PACKAGE_STRING "\n", out);
}

static int print(void (*write)(FILE *out))
{
	struct output o = { .out = stdout };

	write(o.out);
	return output_close(&o) ? EXIT_FINE : EXIT_LOSS;
}

static int run(const struct cli *cli)
{
	if (cli->help)
		return print(cli_print_help);
	if (cli->version)
		return print(write_version);
	if (cli->list_commands)
		return print(commands_list);
	if (cli->print_config)
		return print(cli_print_config);
	if (cli->dump && cli->mode != M_RENDER)
		return mode_dump(cli);
	switch (cli->mode) {
	case M_LIST:
		return mode_list(cli);
	case M_EXPORT:
		return mode_export(cli);
	case M_SEARCH:
		return mode_search(cli);
	case M_RENDER:
		return mode_render(cli);
	case M_FORMATS:
		return print(cli_print_formats);
	default:
		return mode_read(cli);
	}
}

int cli_main(int argc, char **argv)
{
	struct cli cli;
	int status = EXIT_USAGE;

	if (cli_parse(&cli, argc, argv))
		status = run(&cli);
	cli_release(&cli);
	return status;
}
