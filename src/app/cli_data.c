#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "app/cli_priv.h"
#include "app/data_dir.h"
#include "moot/base/xalloc.h"
#include "moot/model/image.h"
#include "moot/text/safe.h"

enum { TEXT_MAX_COLS = 78 };

static struct ingest *open_sources(struct session_data *data, const struct cli *cli)
{
	struct ingest_opts opts = {
		.from = cli->from ? ingest_format_find(cli->from) : NULL,
		.base_url = cli->base,
	};
	struct ingest *in = ingest_new(data->lib, &data->diags, &opts);
	size_t first = cli->mode == M_SEARCH ? 1 : 0;

	for (size_t i = first; i < cli->operands.len; i++)
		ingest_add(in, cli->operands.items[i]);
	if (cli->operands.len == first) {
		char *sample = data_path("sample/sample.xml");

		ingest_add(in, sample);
		free(sample);
	}
	return in;
}

void data_open(struct session_data *data, const struct cli *cli)
{
	struct library *kept;

	*data = (struct session_data){ .lib = library_new() };
	data->ingest = open_sources(data, cli);
	cache_begin(&data->cache, cli, data->ingest);
	kept = cache_take(&data->cache, &data->diags, &data->keys, &data->index);
	if (!kept)
		return;
	ingest_free(data->ingest);
	library_free(data->lib);
	data->ingest = NULL;
	data->lib = kept;
}

static bool is_whole_post(const struct library *lib, const char *address, bool all)
{
	comment_id comment;
	post_id post;

	library_resolve(lib, span_str(address), all, &post, &comment);
	return library_check_post(lib, post);
}

/* Is what the cache has unharmed, as far as the mode looks at it? */
static bool is_whole(const struct library *lib, const struct cli *cli)
{
	bool whole = library_check_posts(lib), some = cli->posts.len || cli->address;

	if (cli->mode == M_LIST)
		return whole;
	for (size_t i = 0; whole && i < cli->posts.len; i++)
		whole = is_whole_post(lib, cli->posts.items[i], cli->all);
	if (whole && cli->address)
		whole = is_whole_post(lib, cli->address, cli->all);
	for (post_id p = 1; whole && !some && p <= library_post_count(lib); p++)
		whole = library_check_post(lib, p);
	return whole;
}

/* The sources themselves are read, after all. */
static void forsake_cache(struct session_data *data, const struct cli *cli)
{
	library_free(data->lib);
	diags_release(&data->diags);
	data->lib = library_new();
	data->ingest = open_sources(data, cli);
	cache_drop(&data->cache);
	diag_add(&data->diags, DIAG_CODE_CACHE, 0, 0, "the cache is not used: it is damaged");
}

void data_read(struct session_data *data, const struct cli *cli)
{
	if (!data->ingest && !is_whole(data->lib, cli))
		forsake_cache(data, cli);
	if (data->ingest)
		ingest_run(data->ingest);
}

void data_keep(const struct session_data *data)
{
	if (data->ingest && ingest_progress(data->ingest).done)
		cache_keep(&data->cache, data->lib, &data->diags);
}

void data_release(struct session_data *data)
{
	ingest_free(data->ingest);
	library_free(data->lib);
	diags_release(&data->diags);
	cache_end(&data->cache);
}

static void report_one(const struct library *lib, const struct diag *d)
{
	struct span name = SPAN_LIT("moot");
	struct arena arena = { 0 };

	if (d->source)
		name = library_text(lib, library_source(lib, d->source)->name);
	fprintf(stderr, "moot: %s:", safe_field(&arena, name).p);
	if (d->line)
		fprintf(stderr, "%zu:", d->line);
	fprintf(stderr, " %s\n", safe_field(&arena, span_str(d->detail)).p);
	arena_release(&arena);
}

int data_report(const struct session_data *data)
{
	int worst = diags_worst(&data->diags);
	bool found = library_post_count(data->lib) > 0;

	for (size_t i = 0; i < data->diags.len; i++)
		if (!found || diag_code_severity(data->diags.rows[i].code) > DIAG_NOTE)
			report_one(data->lib, &data->diags.rows[i]);
	if (!found && worst == DIAG_FAIL)
		return EXIT_UNREADABLE;
	if (worst >= DIAG_LOSS)
		return EXIT_LOSS;
	return found ? EXIT_FINE : EXIT_NOTHING;
}

bool output_open(struct output *o, const struct cli *cli)
{
	*o = (struct output){ .out = stdout, .path = cli->output };
	if (!o->path || strcmp(o->path, "-") == 0) {
		o->path = NULL;
		return true;
	}
	if (!atomic_file_open(&o->file, o->path, cli->force)) {
		if (errno == EEXIST)
			fprintf(
			    stderr, "moot: %s exists and is kept; --force replaces it\n", o->path);
		else
			fprintf(
			    stderr, "moot: %s cannot be written: %s\n", o->path, strerror(errno));
		return false;
	}
	o->out = o->file.out;
	return true;
}

bool output_close(struct output *o)
{
	bool ok = o->path ? atomic_file_commit(&o->file) : fflush(stdout) == 0 && !ferror(stdout);

	/* Whoever reads our output may have seen enough. */
	if (!ok && !o->path && errno == EPIPE)
		return true;
	if (!ok)
		fprintf(stderr, "moot: %s cannot be written: %s\n",
		    o->path ? o->path : "standard output", strerror(errno));
	return ok;
}

struct width_opts cli_width_opts(const struct cli *cli)
{
	return (struct width_opts){
		.ambiguous_wide = cli->ambiguous && strcmp(cli->ambiguous, "wide") == 0,
	};
}

bool cli_ascii(const struct cli *cli)
{
	return cli->ascii || cli_width_opts(cli).ambiguous_wide;
}

int cli_width(const struct cli *cli)
{
	struct winsize size;

	if (cli->width >= 0)
		return cli->width;
	if (cli->output || !isatty(STDOUT_FILENO))
		return 0;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0 || size.ws_col == 0)
		return TEXT_MAX_COLS;
	return size.ws_col < TEXT_MAX_COLS ? size.ws_col : TEXT_MAX_COLS;
}

static void choose(struct chosen *c, const struct library *lib, post_id post, bool all)
{
	c->posts[c->count] = post;
	c->numbers[c->count++] = library_post_number(lib, post, all);
}

/* *comment: the one that the address names. */
static bool choose_address(struct chosen *c, const struct library *lib, const char *address,
    bool all, comment_id *comment)
{
	post_id post;

	if (!library_resolve(lib, span_str(address), all, &post, comment)) {
		fprintf(stderr, "moot: there is no %s %s\n",
		    strchr(address, '#') ? "comment" : "post", address);
		chosen_release(c);
		return false;
	}
	choose(c, lib, post, all);
	return true;
}

bool chosen_make(struct chosen *c, const struct library *lib, const struct cli *cli,
    bool hidden_too)
{
	size_t room = library_post_count(lib) + cli->posts.len + 1;
	comment_id comment;

	*c = (struct chosen){ xcalloc(room, sizeof *c->posts), xcalloc(room, sizeof *c->numbers),
		0, 0 };
	for (size_t i = 0; i < cli->posts.len; i++)
		if (!choose_address(c, lib, cli->posts.items[i], cli->all, &comment))
			return false;
	if (cli->address)
		return choose_address(c, lib, cli->address, cli->all, &c->subtree);
	for (post_id p = 1; p <= library_post_count(lib) && !cli->posts.len; p++)
		if (library_post_visible(lib, p, cli->all || hidden_too))
			choose(c, lib, p, cli->all);
	return true;
}

void chosen_release(struct chosen *c)
{
	free(c->posts);
	free(c->numbers);
	*c = (struct chosen){ 0 };
}
