#include "config.h"

#include "moot/app/cli.h"

#include "app/cli_config.h"
#include "app/cli_priv.h"
#include "moot/app/commands.h"

static int run(const struct cli *cli)
{
	if (cli->help) {
		cli_print_help(stdout);
		return EXIT_FINE;
	}
	if (cli->version) {
		puts(PACKAGE_STRING);
		return EXIT_FINE;
	}
	if (cli->list_commands) {
		commands_list(stdout);
		return EXIT_FINE;
	}
	if (cli->print_config) {
		cli_print_config(stdout);
		return EXIT_FINE;
	}
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
		return mode_formats(cli);
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
