/* Argument vector to struct cli, driven by the rows of options.def. */
#include "config.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/cli_priv.h"
#include "app/nearest.h"
#include "app/config_file.h"
#include "moot/base/xalloc.h"

enum kind { FLAG, TEXT, COUNT, LIST };

static const struct option_row {
	const char *name, *arg, *help;
	enum kind kind;
	size_t offset; /* of its field in struct cli */
	unsigned modes;
} rows[] = {
#define OPTION(field, name, kind, arg, modes, help) \
	{ name, arg, help, kind, offsetof(struct cli, field), modes },
#include "app/options.def"
#undef OPTION
};

enum { ROWS = sizeof rows / sizeof *rows };

static const struct {
	const char *name, *usage, *help;
	enum mode mode;
} modes[] = {
	{ "", "[OPTION...] [SOURCE...]", "read; without SOURCE what was read last", M_READ },
	{ " list", "[OPTION...] SOURCE...", "one line per post", M_LIST },
	{ " export", "[OPTION...] SOURCE...", "posts with their threads", M_EXPORT },
	{ " search", "[OPTION...] PATTERN SOURCE...", "what matches, with its address", M_SEARCH },
	{ " render", "[OPTION...] FILE", "one HTML fragment or text as plain text", M_RENDER },
	{ " formats", "", "what it reads and writes", M_FORMATS },
};

enum { MODES = sizeof modes / sizeof *modes };

int usage_error(const char *format, ...)
{
	va_list args;

	fputs("moot: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputs("\nTry 'moot --help'.\n", stderr);
	return EXIT_USAGE;
}

static void list_add(struct string_list *list, const char *item)
{
	ARRAY_GROW(list->items, list->len, list->cap);
	list->items[list->len++] = item;
}

static bool set_option(struct cli *cli, const struct option_row *row, const char *value)
{
	void *field = (char *)cli + row->offset;
	uint64_t number;

	switch (row->kind) {
	case FLAG:
		*(bool *)field = true;
		return true;
	case TEXT:
		*(const char **)field = value;
		return true;
	case LIST:
		list_add(field, value);
		return true;
	case COUNT:
		if (!span_to_uint(span_str(value), 100000, &number)) {
			usage_error("--%s takes a number of columns up to 100000, not '%s'",
			    row->name, value);
			return false;
		}
		*(int *)field = (int)number;
		return true;
	}
	return false;
}

static void make_getopt_table(struct option table[ROWS + 1])
{
	for (size_t i = 0; i < ROWS; i++)
		table[i] = (struct option){
			rows[i].name,
			rows[i].arg ? required_argument : no_argument,
			NULL,
			(int)i + 256,
		};
	table[ROWS] = (struct option){ 0 };
}

/* The first operand may name a mode; a file of that name is ./list. */
static void take_mode(struct cli *cli)
{
	cli->mode = M_READ;
	for (size_t m = 1; m < MODES && cli->operands.len; m++)
		if (strcmp(cli->operands.items[0], modes[m].name + 1) == 0) {
			cli->mode = modes[m].mode;
			cli->operands.len--;
			memmove(cli->operands.items, cli->operands.items + 1,
			    cli->operands.len * sizeof *cli->operands.items);
			return;
		}
}

/* A source that is not there and almost called like a command: that was meant. */
static bool check_first(const struct cli *cli)
{
	const char *first = cli->operands.len ? cli->operands.items[0] : "";

	if (cli->mode != M_READ || strpbrk(first, "/.") || access(first, F_OK) == 0)
		return true;
	for (size_t m = 1; m < MODES; m++)
		if (word_is_near(first, modes[m].name + 1)) {
			usage_error("there is no file %s; did you mean 'moot%s'?", first,
			    modes[m].name);
			return false;
		}
	return true;
}

static void no_such_option(const char *given)
{
	struct span name = span_str(given);
	char *typed;
	size_t i = 0;

	name = span_sub(name, strncmp(given, "--", 2) == 0 ? 2 : name.len,
	    span_find_byte(name, '='));
	typed = xspandup(name);
	while (i < ROWS && !word_is_near(typed, rows[i].name))
		i++;
	if (i < ROWS)
		usage_error("there is no option %s; did you mean --%s?", given, rows[i].name);
	else
		usage_error("there is no option %s", given);
	free(typed);
}

static bool check_modes(const struct cli *cli, const bool given[ROWS])
{
	for (size_t i = 0; i < ROWS; i++)
		if (given[i] && !(rows[i].modes & cli->mode)) {
			usage_error("--%s does not go with this command", rows[i].name);
			return false;
		}
	return true;
}

static bool one_of(const char *option, const char *value, const char *const *allowed)
{
	if (!value)
		return true;
	for (size_t i = 0; allowed[i]; i++)
		if (strcmp(value, allowed[i]) == 0)
			return true;
	usage_error("--%s does not know '%s'", option, value);
	return false;
}

static bool is_theme(const char *name)
{
	struct buf error = BUF_INIT;
	struct theme theme;
	bool ok = !name || theme_load(&theme, span_str(name), &error);

	if (!ok)
		usage_error("--theme: %s", buf_str(&error));
	buf_release(&error);
	return ok;
}

static bool check_values(const struct cli *cli)
{
	static const char *const dumps[] = { "source", "model", "doc", "lines", NULL };
	static const char *const types[] = { "html", "text", NULL };
	static const char *const colors[] = { "auto", "always", "never", NULL };
	static const char *const widths[] = { "narrow", "wide", NULL };
	static const char *const lists[] = { "text", "tsv", "json", NULL };

	if (cli->from && !ingest_format_find(cli->from)) {
		usage_error(
		    "--from does not know '%s'; `moot formats` lists the formats", cli->from);
		return false;
	}
	if (cli->format && cli->mode & (M_EXPORT | M_READ) && !export_format_find(cli->format)) {
		usage_error(
		    "--format does not know '%s'; `moot formats` lists the formats", cli->format);
		return false;
	}
	if (cli->mode & (M_LIST | M_SEARCH) && !one_of("format", cli->format, lists))
		return false;
	return one_of("dump", cli->dump, dumps) && one_of("type", cli->type, types)
	    && one_of("color", cli->color, colors) && is_theme(cli->theme)
	    && one_of("ambiguous", cli->ambiguous, widths);
}

static bool check_operands(const struct cli *cli)
{
	size_t n = cli->operands.len;

	if (cli->help || cli->version || cli->list_commands || cli->print_config)
		return true;
	if (cli->mode & (M_LIST | M_EXPORT) && n == 0) {
		usage_error("which SOURCE?");
		return false;
	}
	if (cli->mode == M_SEARCH && n < 2) {
		usage_error(n ? "search in which SOURCE?" : "search for which PATTERN?");
		return false;
	}
	if (cli->mode == M_RENDER && n != 1) {
		usage_error("render takes one FILE");
		return false;
	}
	if (cli->mode == M_FORMATS && n) {
		usage_error("formats takes no operand");
		return false;
	}
	return true;
}

bool cli_parse(struct cli *cli, int argc, char **argv)
{
	struct option table[ROWS + 1];
	bool given[ROWS] = { false };
	int got;

	*cli = (struct cli){ .width = -1 };
	make_getopt_table(table);
	opterr = 0;
	optind = 0;
	while ((got = getopt_long(argc, argv, ":hV", table, NULL)) != -1) {
		if (got == 'h' || got == 'V') {
			cli->help |= got == 'h';
			cli->version |= got == 'V';
		} else if (got == ':') {
			usage_error("%s needs a value", argv[optind - 1]);
			return false;
		} else if (got < 256) {
			no_such_option(argv[optind - 1]);
			return false;
		} else {
			given[got - 256] = true;
			if (!set_option(cli, &rows[got - 256], optarg))
				return false;
		}
	}
	for (int i = optind; i < argc; i++)
		list_add(&cli->operands, argv[i]);
	take_mode(cli);
	return check_first(cli) && check_modes(cli, given) && check_values(cli) &&
	    check_operands(cli);
}

void cli_release(struct cli *cli)
{
	free(cli->posts.items);
	free(cli->operands.items);
}

enum { HELP_INDENT_COLS = 24, HELP_COLS = 79 };

/* Help texts are ASCII: bytes are columns. */
static void print_wrapped(FILE *out, const char *text, int col)
{
	struct span rest = span_str(text), word;

	fprintf(out, "%*s", HELP_INDENT_COLS - col, "");
	col = HELP_INDENT_COLS;
	while (span_split(&rest, ' ', &word)) {
		bool first = col == HELP_INDENT_COLS;

		if (!first && col + 1 + (int)word.len > HELP_COLS) {
			fprintf(out, "\n%*s", HELP_INDENT_COLS, "");
			col = HELP_INDENT_COLS;
			first = true;
		}
		col += fprintf(out, "%s%.*s", first ? "" : " ", (int)word.len, word.p);
	}
	fputc('\n', out);
}

static const char help_head[] =
    "moot reads blog posts with their nested comment threads in the terminal.\n\nUsage:\n";
static const char help_sources[] =
    "\nSOURCE is a file, a directory, or - for standard input; its format is found by\n"
    "its content.  When stdout is no terminal, `moot SOURCE` writes what `moot export`\n"
    "would.\n\nOptions:\n";
static const char help_tail[] =
    "\nExit status: 0 fine; 1 nothing found; 2 wrong usage; 3 read, but something was\n"
    "lost; 4 nothing could be read.  In the reader, ? shows the keys.\n";

void cli_print_help(FILE *out)
{
	fputs(help_head, out);
	for (size_t m = 0; m < MODES; m++)
		{
		int used = fprintf(out, "  moot%s %s", modes[m].name, modes[m].usage);

		fprintf(out, "%*s%s\n", used < 44 ? 44 - used : 1, "", modes[m].help);
	}
	fputs(help_sources, out);
	for (size_t i = 0; i < ROWS; i++) {
		const char *arg = rows[i].arg;
		int used = fprintf(out, "  --%s%s%s", rows[i].name, arg ? "=" : "", arg ? arg : "");

		print_wrapped(out, rows[i].help, used);
	}
	fputs(help_tail, out);
}
