/* The modes that write and exit. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/cli_priv.h"
#include "moot/doc/doc.h"
#include "moot/search/search.h"
#include "moot/text/safe.h"

/* Runs the sources to their end; false when there is nothing to go on with. */
static bool read_all(struct session_data *data, const struct cli *cli, int *status)
{
	data_open(data, cli);
	data_read(data, cli);
	*status = data_report(data);
	return *status != EXIT_UNREADABLE;
}

/* What was lost outweighs that nothing was found. */
static int worse(int status, int other)
{
	return other > status ? other : status;
}

static int finish(struct output *o, struct session_data *data, int status)
{
	if (!output_close(o))
		status = worse(status, EXIT_LOSS);
	data_keep(data);
	data_release(data);
	return status;
}

typedef void write_fn(const struct cli *cli, const struct session_data *data,
    const struct export_selection *selection, const struct export_opts *opts, FILE *out);

static int write_chosen(const struct cli *cli, bool hidden_too, write_fn *write)
{
	struct session_data data;
	struct chosen chosen;
	struct output output;
	int status;

	if (!read_all(&data, cli, &status) || !chosen_make(&chosen, data.lib, cli, hidden_too)) {
		data_keep(&data);
		data_release(&data);
		return worse(status, EXIT_NOTHING);
	}
	if (!output_open(&output, cli)) {
		chosen_release(&chosen);
		data_release(&data);
		return EXIT_USAGE;
	}
	{
		struct export_selection selection = {
			.posts = chosen.posts, .numbers = chosen.numbers, .count = chosen.count,
			.subtree = chosen.subtree,
		};
		struct export_opts opts = {
			.width_cols = cli_width(cli), .width = cli_width_opts(cli),
			.all = cli->all, .diags = &data.diags,
		};

		write(cli, &data, &selection, &opts, output.out);
	}
	chosen_release(&chosen);
	return finish(&output, &data, status);
}

static void write_list(const struct cli *cli, const struct session_data *data,
    const struct export_selection *selection, const struct export_opts *opts, FILE *out)
{
	static const struct {
		const char *name;
		enum list_format format;
	} formats[] = { { "tsv", LIST_TSV }, { "json", LIST_JSON } };
	enum list_format format = LIST_TEXT;

	for (size_t i = 0; cli->format && i < sizeof formats / sizeof *formats; i++)
		if (strcmp(formats[i].name, cli->format) == 0)
			format = formats[i].format;
	export_list(data->lib, selection, format, opts, out);
}

int mode_list(const struct cli *cli)
{
	return write_chosen(cli, false, write_list);
}

static const struct export_format *format_of(const struct cli *cli)
{
	return export_format_find(cli->format ? cli->format : "text");
}

static void write_export(const struct cli *cli, const struct session_data *data,
    const struct export_selection *selection, const struct export_opts *opts, FILE *out)
{
	format_of(cli)->write(data->lib, selection, opts, out);
}

int mode_export(const struct cli *cli)
{
	/* JSON leaves nothing out: hidden posts are there with their state. */
	return write_chosen(cli, strcmp(format_of(cli)->name, "json") == 0, write_export);
}

void cli_print_formats(FILE *out)
{
	for (size_t i = 0; ingest_formats[i]; i++)
		fprintf(out, "%s\t%s\n", ingest_formats[i]->name, ingest_formats[i]->label);
	for (size_t i = 0; export_formats[i]; i++)
		fprintf(out, "%s\t%s (written)\n", export_formats[i]->name,
		    export_formats[i]->label);
}
