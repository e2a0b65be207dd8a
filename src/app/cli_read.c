/* moot SOURCE: the reader in a terminal, else what export would write (as git log does). */
#include "config.h"

#include <unistd.h>

#include "app/cli_priv.h"

int mode_read(const struct cli *cli)
{
	return mode_export(cli);
}
