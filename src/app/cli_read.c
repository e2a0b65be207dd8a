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

/* Nothing was ever kept, as far as can be told without opening it. */
static bool is_first_start(const struct cli *cli)
{
	char *path = cli->no_state ? NULL : xdg_path(XDG_STATE, "state.db", true);
	bool first = path && access(path, F_OK) != 0 && errno == ENOENT;

	free(path);
	return first;
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

/* What is open, and what it is opened by. */
struct reading {
	const struct cli *cli;
	struct session_data data;
	struct state *state;
	char *trouble; /* with the state; owned, or NULL */
};

/* What comes from the cache brings the keys of its comments. */
static void open_kept_state(void *user, struct reader_opts *opts)
{
	struct reading *r = user;

	if (!r->state)
		r->state = open_state(r->cli, &r->trouble);
	if (!r->data.ingest)
		state_take_keys(r->state, &r->data.keys);
	opts->state = r->state;
	opts->state_trouble = r->trouble;
}

/* The state begins anew, too: it knows comments by their place in the library. */
static void reopen(void *user, struct reader_opts *opts)
{
	struct reading *r = user;

	data_release(&r->data);
	state_close(r->state);
	free(r->trouble);
	r->trouble = NULL;
	r->state = NULL;
	data_open(&r->data, r->cli);
	open_kept_state(r, opts);
	opts->lib = r->data.lib;
	opts->diags = &r->data.diags;
	opts->in = r->data.ingest;
	opts->index = &r->data.index;
}

static void loaded(void *user)
{
	const struct reading *r = user;

	data_keep(&r->data);
}

static void damaged(void *user)
{
	const struct reading *r = user;

	cache_drop(&r->data.cache);
}

static bool has_stdin(const struct cli *cli)
{
	for (size_t i = 0; i < cli->operands.len; i++)
		if (strcmp(cli->operands.items[i], "-") == 0)
			return true;
	return false;
}

static int read_with(struct reading *r, struct config *config, const char *config_errors)
{
	bool first_start = r->state ? !r->trouble && state_is_unused(r->state)
	                            : is_first_start(r->cli);
	struct buf sources = BUF_INIT;
	const struct cli *cli = r->cli;
	int status, lost;

	data_open(&r->data, r->cli);
	{
		struct reader_opts opts = {
			.lib = r->data.lib,
			.diags = &r->data.diags,
			.in = r->data.ingest,
			.index = &r->data.index,
			.goto_address = cli->address,
			.config = config,
			.config_errors = config_errors,
			.color = wants_color(cli),
			.first_start = first_start,
			.all = cli->all,
			.open_state = open_kept_state,
			.sources = list_sources(cli, &sources) ? buf_str(&sources) : NULL,
			.reopen = has_stdin(cli) ? NULL : reopen,
			.loaded = loaded,
			.damaged = damaged,
			.user = r,
		};

		status = reader_run(&opts);
	}
	lost = data_report(&r->data);
	data_release(&r->data);
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
	struct reading r = { .cli = &named };
	struct buf last = BUF_INIT, errors = BUF_INIT;
	struct config config;
	int status;

	if (!isatty(STDOUT_FILENO) || all_missing(cli) || cli->output || cli->format)
		return mode_export(cli);
	if (cli->operands.len == 0) {
		r.state = open_state(cli, &r.trouble);
		named.operands = (struct string_list){ 0 };
		state_last_sources(r.state, &last);
		if (last.len)
			take_last_sources(&named, &last, &r.trouble);
	}
	cli_config(cli, &config, &errors);
	status = read_with(&r, &config, errors.len ? buf_str(&errors) : NULL);
	config_release(&config);
	if (cli->operands.len == 0)
		free(named.operands.items);
	state_close(r.state);
	buf_release(&last);
	buf_release(&errors);
	free(r.trouble);
	return status;
}
