/* The config file as the command line sees it. */
#ifndef APP_CLI_CONFIG_H
#define APP_CLI_CONFIG_H

#include <stdio.h>

#include "app/cli_priv.h"
#include "app/config_file.h"

/* Defaults, then the user's file, then the options; *errors as in config_read(). */
void cli_config(const struct cli *cli, struct config *config, struct buf *errors);
/* What there is to be set, as a file in which nothing is set yet. */
void cli_print_config(FILE *out);

#endif
