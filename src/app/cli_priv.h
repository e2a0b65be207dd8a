/* What the files of the command line share. */
#ifndef APP_CLI_PRIV_H
#define APP_CLI_PRIV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "moot/base/diag.h"
#include "moot/base/file.h"
#include "moot/export/export.h"
#include "moot/ingest/ingest.h"
#include "moot/model/model.h"
#include "moot/store/state.h"
#include "moot/text/width.h"

enum exit_status {
	EXIT_FINE = 0,
	EXIT_NOTHING = 1,
	EXIT_USAGE = 2,
	EXIT_LOSS = 3,
	EXIT_UNREADABLE = 4,
};

enum mode {
	M_READ = 1,
	M_LIST = 2,
	M_EXPORT = 4,
	M_SEARCH = 8,
	M_RENDER = 16,
	M_FORMATS = 32,
	M_ANY = 63,
};

struct string_list {
	const char **items; /* borrowed from argv */
	size_t len, cap;
};

/* The command line as a struct; texts are borrowed from argv, NULL = not given. */
struct cli {
	enum mode mode;
	const char *format, *output, *from, *base, *dump, *address, *type, *color, *theme,
	    *ambiguous;
	struct string_list posts;
	struct string_list operands; /* sources; of search the pattern first */
	int width;                   /* -1 = not given */
	bool force, all, ascii, no_state, no_cache, list_commands, print_config, help,
	    version;
};

/* False after a sentence on stderr. */
bool cli_parse(struct cli *cli, int argc, char **argv);
void cli_release(struct cli *cli);
void cli_print_help(FILE *out);
int usage_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* ---- cli_cache.c ---- */

struct snapshot_key;

/* Where the library of a command line is kept, so that it opens at once. */
struct cache {
	char *directory;          /* NULL: nowhere, and nothing below is set */
	struct snapshot_key *key; /* of the sources */
	uint64_t limit_bytes;
};

/* Before the sources are read. */
void cache_begin(struct cache *c, const struct cli *cli, const struct ingest *in);
void cache_end(struct cache *c);
/* What is kept, or NULL. */
struct library *cache_take(const struct cache *c, struct diags *diags, struct state_keys *keys,
    struct image_more *index);
/* Keeps what was read, in a process of its own. */
void cache_keep(const struct cache *c, const struct library *lib, const struct diags *diags);
/* What is kept is damaged. */
void cache_drop(const struct cache *c);

/* ---- cli_data.c ---- */

/* The sources of a command line, and what is made of them. */
struct session_data {
	struct library *lib;
	struct diags diags;
	struct ingest *ingest; /* NULL: everything is there */
	struct cache cache;
	/* Where everything is there. */
	struct state_keys keys;
	struct image_more index; /* for searching all of it */
};

/* Opens the sources without reading them yet, or what the cache has of them. */
void data_open(struct session_data *data, const struct cli *cli);
/* Reads them to their end, or makes sure that what the cache has of them is what the mode
 * needs: it is written out before anybody could find it damaged. */
void data_read(struct session_data *data, const struct cli *cli);
/* Keeps what was read in the cache. */
void data_keep(const struct session_data *data);
void data_release(struct session_data *data);
/* The findings of some weight on stderr, a line each; the exit status they mean. */
int data_report(const struct session_data *data);

/* Where a mode writes: stdout, or an atomic file. */
struct output {
	FILE *out;
	struct atomic_file file;
	const char *path; /* NULL = stdout */
};

bool output_open(struct output *o, const struct cli *cli);
/* False after a sentence on stderr. */
bool output_close(struct output *o);

/* Width for text: what was asked for, else by where it goes. */
int cli_width(const struct cli *cli);
/* How wide the terminal draws. */
struct width_opts cli_width_opts(const struct cli *cli);
/* Only ASCII of our own: as asked, or as the width of lines and dots is ambiguous. */
bool cli_ascii(const struct cli *cli);

/* The posts that a mode works on. */
struct chosen {
	post_id *posts;
	uint32_t *numbers;
	size_t count;
	comment_id subtree; /* only this comment and its replies; 0: whole threads */
};

/* What --post names, or --goto, else everything.  False after a sentence on stderr: an
 * address names nothing. */
bool chosen_make(struct chosen *c, const struct library *lib, const struct cli *cli,
    bool hidden_too);
void chosen_release(struct chosen *c);

int mode_list(const struct cli *cli);
int mode_export(const struct cli *cli);
int mode_search(const struct cli *cli);
int mode_render(const struct cli *cli);
void cli_print_formats(FILE *out);
int mode_dump(const struct cli *cli);
int mode_read(const struct cli *cli);

#endif
