/* Readers that are killed while someone reads: moot on a terminal of its own gets a key
 * every few milliseconds, and SIGKILL at a random moment.  The reading state must open
 * after it, undamaged, and lack at most what was read in the last LOSS_MS.
 *
 * kill [TIMES [SEED]] prints TAP; moot is found in the path.
 */
#include "config.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "moot/base/xalloc.h"
#include "moot/ingest/ingest.h"
#include "moot/store/state.h"

enum { TIMES = 2, COMMENTS = 400, KEY_MS = 40, LOSS_MS = 2000, SLACK_MS = 300, LONGEST_MS = 6000 };

static uint64_t random_state;
static char *blog; /* its path */

/* splitmix64 */
static uint32_t random_below(uint32_t n)
{
	uint64_t z = random_state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return (uint32_t)((z ^ z >> 31) % n);
}

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void write_blog(const char *path)
{
	FILE *out = fopen(path, "w");

	if (!out)
		abort();
	fputs("Monday, 13 January 2014\n\nA long thread\n\nThe text.\n\n\n", out);
	for (int i = 1; i <= COMMENTS; i++)
		fprintf(out,
		    "  %d. Ilse \xe2\x80\x94 13 January 2014 at %02d:%02d\n\n    Number %d.\n\n", i,
		    i / 60, i % 60, i);
	fclose(out);
}

static pid_t start(int *fd)
{
	struct winsize size = { .ws_row = 24, .ws_col = 80 };
	pid_t pid = forkpty(fd, NULL, NULL, &size);

	if (pid == 0) {
		setenv("TERM", "xterm", 1);
		execlp("moot", "moot", "--goto=1#1", blog, (char *)NULL);
		_exit(127);
	}
	if (pid > 0)
		fcntl(*fd, F_SETFL, O_NONBLOCK);
	return pid;
}

/* What the program writes must be taken, or it waits.  False when it writes nothing. */
static bool drain(int fd, int64_t until_ms, bool one)
{
	char block[65536];
	bool any = false;

	for (int64_t left; (left = until_ms - now_ms()) > 0;) {
		struct pollfd p = { .fd = fd, .events = POLLIN };
		ssize_t n;

		if (poll(&p, 1, (int)left) <= 0)
			break;
		n = read(fd, block, sizeof block);
		if (n <= 0)
			break;
		any = true;
		if (one)
			break;
	}
	return any;
}

/* Goes from comment to comment until the moment has come; returns how many keys were
 * pressed long enough before it. */
static int read_until_killed(uint32_t moment_ms)
{
	int64_t pressed_ms[COMMENTS], begun_ms, killed_ms;
	int fd, keys = 0, kept = 0;
	pid_t pid = start(&fd);

	if (pid < 0 || !drain(fd, now_ms() + 10000, true))
		return -1;
	drain(fd, now_ms() + 300, false);
	for (begun_ms = now_ms(); now_ms() - begun_ms < moment_ms && keys < COMMENTS - 1;) {
		if (write(fd, "J", 1) == 1)
			pressed_ms[keys++] = now_ms();
		drain(fd, now_ms() + KEY_MS, false);
	}
	killed_ms = now_ms();
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	close(fd);
	while (kept < keys && pressed_ms[kept] < killed_ms - LOSS_MS - SLACK_MS)
		kept++;
	return kept;
}

/* The first comments must be read; *read is how many are. */
static bool state_has(int wanted, int *read)
{
	struct library *lib = library_new();
	struct diags diags = { 0 };
	struct ingest *in = ingest_new(lib, &diags, NULL);
	struct buf key = BUF_INIT;
	char *trouble, *more = NULL;
	struct state *s;
	bool ok;

	ingest_add(in, blog);
	while (ingest_step(in) == INGEST_MORE)
		continue;
	s = state_open("state/moot/state.db", &trouble);
	state_library_key(lib, &key);
	state_begin(s, buf_span(&key), 1400000000, &more);
	state_match(s, lib, true);
	for (*read = 0; *read < COMMENTS && state_is_read(s, (comment_id)*read + 1);)
		++*read;
	ok = !trouble && !more && *read >= wanted && access("state/moot/state.db.bad", F_OK) != 0;
	if (!ok)
		printf("# %s%s: %d of %d are read\n", trouble ? trouble : "",
		    more ? more : "", *read, wanted);
	free(trouble);
	free(more);
	buf_release(&key);
	state_close(s);
	ingest_free(in);
	library_free(lib);
	diags_release(&diags);
	return ok;
}

static bool survives(void)
{
	uint32_t moment_ms = random_below(LONGEST_MS);
	int kept, read;

	if (system("rm -rf state cache") != 0)
		return false;
	kept = read_until_killed(moment_ms);
	if (kept < 0) {
		puts("# moot does not start");
		return false;
	}
	if (!state_has(kept, &read))
		return false;
	printf("# killed after %u ms: at least %d to be read, %d are\n", moment_ms, kept, read);
	return true;
}

int main(int argc, char **argv)
{
	int times = argc > 1 ? atoi(argv[1]) : TIMES, lived = 0;
	char dir[] = "kill.XXXXXX", *home;

	random_state = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
	if (!mkdtemp(dir) || chdir(dir) != 0 || !(home = realpath(".", NULL)))
		return EXIT_FAILURE;
	for (int i = 0; i < 2; i++) {
		char *place = xasprintf("%s/%s", home, i ? "cache" : "state");

		setenv(i ? "XDG_CACHE_HOME" : "XDG_STATE_HOME", place, 1);
		free(place);
	}
	blog = xasprintf("%s/blog.txt", home);
	free(home);
	write_blog(blog);
	puts("1..1");
	while (lived < times && survives())
		lived++;
	printf("%sok 1 - the state survives %d kills\n", lived < times ? "not " : "", times);
	if (system("rm -rf state cache blog.txt") == 0 && chdir("..") == 0)
		rmdir(dir);
	free(blog);
	return lived < times ? EXIT_FAILURE : EXIT_SUCCESS;
}
