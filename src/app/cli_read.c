/* moot SOURCE: the reader in a terminal, else what export would write (as git log does). */
#include "config.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/cli_config.h"
#include "app/cli_priv.h"
#include "moot/app/reader.h"
#include "moot/base/xalloc.h"

/* NO_COLOR (no-color.org) counts when it is set and not empty. */
static bool wants_color(const struct cli *cli)
{
	const char *no_color = getenv("NO_COLOR");

	if (cli->color && strcmp(cli->color, "auto") != 0)
		return strcmp(cli->color, "always") == 0;
	return !no_color || !*no_color;
}

static struct state *open_state(const struct cli *cli, char **trouble)
{
	struct state *state;
	char *path;

	if (cli->no_state)
		return state_open(NULL, trouble);
	errno = 0;
	path = xdg_path(XDG_STATE, "state.db", true);
	state = state_open(path, trouble);
	if (!path)
		*trouble = xasprintf("there is no place for the reading state (%s): "
		    "what you read is not kept", errno ? strerror(errno) : "no home directory");
	free(path);
	return state;
}

static bool is_address(const char *source)
{
	return strstr(source, "://") != NULL;
}

/* What is opened next time when nothing is named: one absolute path per line.  False when
 * it could not be opened again. */
static bool list_sources(const struct cli *cli, struct buf *out)
{
	char path[PATH_MAX];

	for (size_t i = 0; i < cli->operands.len; i++) {
		const char *source = cli->operands.items[i];

		if (!is_address(source)) {
			if (strcmp(source, "-") == 0 || !realpath(source, path))
				return false;
			source = path;
		}
		if (strchr(source, '\n'))
			return false;
		if (out->len)
			buf_add_char(out, '\n');
		buf_add_str(out, source);
	}
	return out->len > 0;
}

/* Nothing was named: the sources of the last library that are still there become the
 * operands (pointing into lines, which is changed); one that is gone is said. */
static void take_last_sources(struct cli *cli, struct buf *lines, char **trouble)
{
	char *line = lines->data, *end;

	for (; line && *line; line = end) {
		end = strchr(line, '\n');
		if (end)
			*end++ = '\0';
		if (is_address(line) || access(line, F_OK) == 0) {
			ARRAY_GROW(cli->operands.items, cli->operands.len, cli->operands.cap);
			cli->operands.items[cli->operands.len++] = line;
		} else if (!*trouble) {
			*trouble = xasprintf("what was read last time is gone: %s", line);
		}
	}
}

static int read_with(const struct cli *cli, struct config *config, const char *config_errors,
    struct state *state, const char *trouble)
{
	struct buf sources = BUF_INIT;
	struct session_data data;
	int status, lost;

	data_open(&data, cli);
	{
		struct reader_opts opts = {
			.lib = data.lib,
			.diags = &data.diags,
			.in = data.ingest,
			.goto_address = cli->address,
			.config = config,
			.config_errors = config_errors,
			.color = wants_color(cli),
			.all = cli->all,
			.state = state,
			.state_trouble = trouble,
			.sources = list_sources(cli, &sources) ? buf_str(&sources) : NULL,
		};

		status = reader_run(&opts);
	}
	lost = data_report(&data);
	data_release(&data);
	buf_release(&sources);
	return status ? status : lost;
}

/* Is none of what the user has named there?  That is told at once, not in a reader
 * without posts. */
static bool all_missing(const struct cli *cli)
{
	for (size_t i = 0; i < cli->operands.len; i++)
		if (strcmp(cli->operands.items[i], "-") == 0 ||
		    access(cli->operands.items[i], R_OK) == 0)
			return false;
	return cli->operands.len > 0;
}

int mode_read(const struct cli *cli)
{
	struct cli named = *cli; /* with what is read when nothing is named */
	struct buf last = BUF_INIT;
	struct buf errors = BUF_INIT;
	struct config config;
	struct state *state;
	char *trouble = NULL;
	int status;

	if (!isatty(STDOUT_FILENO) || all_missing(cli) || cli->output || cli->format)
		return mode_export(cli);
	state = open_state(cli, &trouble);
	if (cli->operands.len == 0) {
		named.operands = (struct string_list){ 0 };
		state_last_sources(state, &last);
		if (last.len)
			take_last_sources(&named, &last, &trouble);
	}
	cli_config(cli, &config, &errors);
	status = read_with(&named, &config, errors.len ? buf_str(&errors) : NULL, state, trouble);
	config_release(&config);
	buf_release(&errors);
	if (cli->operands.len == 0)
		free(named.operands.items);
	state_close(state);
	buf_release(&last);
	free(trouble);
	return status;
}
