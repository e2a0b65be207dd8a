/* When a library comes from the cache, and when it goes there.
 *
 * It is written when all sources were read to their end, by a process of its own: a copy
 * of this one (fork), which so has the library without anybody having to hold still.  The
 * reader goes on answering keys, a command of the shell ends, and neither waits for the
 * disk.  That process touches nothing but the file that it writes; when it fails, or is
 * killed, there is no new file, and the sources are read again next time. */
#include "config.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/cli_config.h"
#include "app/cli_priv.h"
#include "moot/base/xalloc.h"
#include "moot/search/index.h"
#include "moot/store/snapshot.h"

static const uint64_t megabyte = 1000 * 1000;

static bool add_sources(struct snapshot_key *key, const struct ingest *in)
{
	for (size_t i = 0; i < ingest_input_count(in); i++) {
		const char *path = ingest_input_path(in, i);

		if (!path || strcmp(path, "-") == 0 || !snapshot_key_add(key, path))
			return false;
	}
	return ingest_input_count(in) > 0;
}

/* NULL: they cannot be known again. */
static struct snapshot_key *key_of(const struct cli *cli, const struct ingest *in)
{
	char *options = xasprintf("from %s\nbase %s\n", cli->from ? cli->from : "",
	    cli->base ? cli->base : "");
	struct snapshot_key *key = snapshot_key_new(span_str(options));

	free(options);
	if (add_sources(key, in))
		return key;
	snapshot_key_free(key);
	return NULL;
}

void cache_begin(struct cache *c, const struct cli *cli, const struct ingest *in)
{
	struct buf errors = BUF_INIT;
	struct config config;

	*c = (struct cache){ 0 };
	if (cli->no_cache)
		return;
	cli_config(cli, &config, &errors);
	c->limit_bytes = (uint64_t)config.settings.cache_size * megabyte;
	c->key = c->limit_bytes ? key_of(cli, in) : NULL;
	if (c->key && snapshot_key_source_bytes(c->key)
	        >= (uint64_t)config.settings.cache_from * megabyte)
		c->directory = xdg_path(XDG_CACHE, ".", false);
	config_release(&config);
	buf_release(&errors);
}

void cache_end(struct cache *c)
{
	free(c->directory);
	snapshot_key_free(c->key);
	*c = (struct cache){ 0 };
}

struct library *cache_take(const struct cache *c, struct diags *diags, struct state_keys *keys,
    struct image_more *index)
{
	return c->directory ? snapshot_open(c->directory, c->key, diags, keys, index) : NULL;
}

void cache_drop(const struct cache *c)
{
	if (c->directory)
		snapshot_remove(c->directory, c->key);
}

/* ---- writing ---- */

enum { NICENESS = 10 };

/* Holds on to nothing that somebody may wait for: terminal, pipes, locks. */
static void let_go(void)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };
	int null = open("/dev/null", O_RDWR);

	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
		signal(signals[i], SIG_DFL);
	setsid();
	for (int fd = 0; fd <= 2 && null >= 0; fd++)
		dup2(null, fd);
	closefrom(3);
}

/* Here also the index for searching is made, which nobody waits for either. */
static _Noreturn void write_and_exit(const struct cache *c, const struct library *lib,
    const struct diags *diags)
{
	struct image_more_writer index = { search_index_write_part, search_index_new(lib, false) };
	bool ok;

	let_go();
	ok = nice(NICENESS) != -1 &&
	    snapshot_write(c->directory, c->key, lib, diags, &index, c->limit_bytes);
	_exit(ok ? EXIT_SUCCESS : EXIT_FAILURE);
}

/* One that failed in part may be read in full another time. */
static bool is_worth_keeping(const struct cache *c, const struct diags *diags)
{
	return c->directory && diags_worst(diags) < DIAG_FAIL && snapshot_key_holds(c->key);
}

void cache_keep(const struct cache *c, const struct library *lib, const struct diags *diags)
{
	char *made;

	while (waitpid(-1, NULL, WNOHANG) > 0)
		continue;
	if (!is_worth_keeping(c, diags))
		return;
	made = xdg_path(XDG_CACHE, ".", true);
	if (made && fork() == 0)
		write_and_exit(c, lib, diags);
	free(made);
}
