/* moot SOURCE: the reader in a terminal, else what export would write (as git log does). */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/cli_priv.h"
#include "moot/app/reader.h"

/* NO_COLOR (no-color.org) counts when it is set and not empty. */
static bool wants_color(const struct cli *cli)
{
	const char *no_color = getenv("NO_COLOR");

	if (cli->color && strcmp(cli->color, "auto") != 0)
		return strcmp(cli->color, "always") == 0;
	if (cli->theme && strcmp(cli->theme, "mono") == 0)
		return false;
	return !no_color || !*no_color;
}

int mode_read(const struct cli *cli)
{
	struct session_data data;
	int status, lost;

	if (!isatty(STDOUT_FILENO) || cli->output || cli->format)
		return mode_export(cli);
	data_open(&data, cli);
	{
		struct reader_opts opts = {
			.lib = data.lib,
			.diags = &data.diags,
			.in = data.ingest,
			.goto_address = cli->address,
			.ascii = cli_ascii(cli),
			.color = wants_color(cli),
			.width = cli_width_opts(cli),
			.all = cli->all,
			.width_cols = cli->width > 0 ? cli->width : 0,
		};

		status = reader_run(&opts);
	}
	lost = data_report(&data);
	data_release(&data);
	return status ? status : lost;
}
