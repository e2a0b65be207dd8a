#include "config.h"

#include "app/cli_priv.h"

int mode_render(const struct cli *cli)
{
	(void)cli;
	return EXIT_UNREADABLE;
}
