/* Reads files as they would be after a download that broke off, or from a disk with bad
 * blocks: each file is cut at many places, and some of its bytes are changed, and each
 * time it is read, linked, laid out and exported in every format.
 *
 *	mutate [-c CUTS] [-f FLIPS] [-s SEED] [-t SECONDS] [-uv] FILE...
 *	mutate [-c CUTS] [-f FLIPS] [-s SEED] -w NUMBER FILE    writes one of them
 *
 * Each that crashes, or takes longer than SECONDS, is printed with its number, and so is
 * each cut that was read as if nothing was missing.  That is no fault with -u: of plain
 * text no end can be known.  A child does the work, and tells in
 * memory that it shares with its parent where it is; when it dies, another goes on behind
 * that place.
 */
#include "config.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../lib/read_file.h"
#include "ingest_frame.h"
#include "mutation.h"

#include "moot/base/diag.h"
#include "moot/base/xalloc.h"

enum { FINE = 0, NOTHING = 1, LOSS = 3, UNREADABLE = 4, STATUSES };

/* What the child tells its parent. */
struct progress {
	uint32_t number; /* the mutation it is at */
	uint32_t of_status[STATUSES];
	uint32_t unnoticed;
	uint32_t slowest_ms, slowest_number;
};

struct job {
	struct mutations mutations;
	unsigned limit_s;
	long written; /* the mutation to write out, or -1 */
	bool may_go_unnoticed;
	bool verbose;
	const char *path;
	struct span file;
	struct progress *progress; /* shared */
};

static uint32_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint32_t)((uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000);
}

static void say(const struct job *job, uint32_t number, const char *what)
{
	struct buf text = BUF_INIT;

	mutation_describe(&job->mutations, number, job->file, &text);
	printf("%s: %s: %s\n", job->path, buf_str(&text), what);
	fflush(stdout);
	buf_release(&text);
}

/* ---- in the child ---- */

/* The bytes are in a block of their own size, so that a sanitizer notices the first byte
 * that is read beyond. */
static int read_exact(struct span bytes)
{
	char *exact = xmalloc(bytes.len + !bytes.len);
	int status;

	if (bytes.len)
		memcpy(exact, bytes.p, bytes.len);
	status = ingest_whole_path(span_of(exact, bytes.len));
	free(exact);
	return status;
}

static void try_one(const struct job *job, uint32_t number)
{
	struct progress *progress = job->progress;
	uint32_t began_ms = now_ms();
	struct buf bytes = BUF_INIT;
	int status;

	progress->number = number;
	mutation_add(&job->mutations, number, job->file, &bytes);
	alarm(job->limit_s);
	status = read_exact(buf_span(&bytes));
	alarm(0);
	buf_release(&bytes);
	progress->of_status[status]++;
	if (mutation_is_cut(&job->mutations, number) && status < LOSS && !job->may_go_unnoticed) {
		progress->unnoticed++;
		say(job, number, "read as if nothing was missing");
	}
	if (now_ms() - began_ms > progress->slowest_ms) {
		progress->slowest_ms = now_ms() - began_ms;
		progress->slowest_number = number;
	}
}

static void try_from(const struct job *job, uint32_t number)
{
	for (; number < mutation_count(&job->mutations); number++)
		try_one(job, number);
}

/* ---- in the parent ---- */

static void say_death(const struct job *job, int how)
{
	char what[64];

	if (WIFSIGNALED(how) && WTERMSIG(how) == SIGALRM)
		snprintf(what, sizeof what, "not read in %u s", job->limit_s);
	else if (WIFSIGNALED(how))
		snprintf(what, sizeof what, "ended by signal %d", WTERMSIG(how));
	else
		snprintf(what, sizeof what, "ended with status %d", WEXITSTATUS(how));
	say(job, job->progress->number, what);
}

static bool run_child(const struct job *job, uint32_t from, long *peak_kb)
{
	struct rusage usage;
	pid_t child = fork();
	int how = 0;

	if (child == 0) {
		try_from(job, from);
		exit(EXIT_SUCCESS);
	}
	if (child < 0 || wait4(child, &how, 0, &usage) < 0)
		bug("no child: %s", strerror(errno));
	if (usage.ru_maxrss > *peak_kb)
		*peak_kb = usage.ru_maxrss;
	if (WIFEXITED(how) && WEXITSTATUS(how) == EXIT_SUCCESS)
		return true;
	say_death(job, how);
	return false;
}

static void say_summary(const struct job *job, long peak_kb)
{
	const struct progress *p = job->progress;

	printf("%s: %zu bytes, %u cuts, %u flips: ", job->path, job->file.len,
	    job->mutations.cuts, job->mutations.flips);
	for (int i = 0; i < STATUSES; i++)
		if (p->of_status[i])
			printf("%u exit %d, ", p->of_status[i], i);
	printf("%u cuts unnoticed, slowest %u ms (%u), peak %ld MB\n", p->unnoticed,
	    p->slowest_ms, p->slowest_number, peak_kb / 1024);
	fflush(stdout);
}

static bool run_file(const struct job *job)
{
	uint32_t from = 0, deaths = 0;
	long peak_kb = 0;

	*job->progress = (struct progress){ 0 };
	while (from < mutation_count(&job->mutations) && !run_child(job, from, &peak_kb)) {
		from = job->progress->number + 1;
		deaths++;
	}
	if (job->verbose)
		say_summary(job, peak_kb);
	return !deaths && !job->progress->unnoticed;
}

static void write_one(const struct job *job, uint32_t number)
{
	struct buf bytes = BUF_INIT;

	mutation_add(&job->mutations, number, job->file, &bytes);
	fwrite(buf_str(&bytes), 1, bytes.len, stdout);
	buf_release(&bytes);
}

static struct progress *share_progress(void)
{
	void *shared = mmap(NULL, sizeof(struct progress), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (shared == MAP_FAILED)
		bug("no shared memory: %s", strerror(errno));
	return shared;
}

static bool take_options(struct job *job, int argc, char **argv)
{
	for (int option; (option = getopt(argc, argv, "c:f:s:t:w:uv")) != -1;)
		switch (option) {
		case 'c': job->mutations.cuts = (uint32_t)atol(optarg); break;
		case 'f': job->mutations.flips = (uint32_t)atol(optarg); break;
		case 's': job->mutations.seed = (uint64_t)atol(optarg); break;
		case 't': job->limit_s = (unsigned)atol(optarg); break;
		case 'w': job->written = atol(optarg); break;
		case 'u': job->may_go_unnoticed = true; break;
		case 'v': job->verbose = true; break;
		default: return false;
		}
	return true;
}

static bool run_path(struct job *job, const char *path)
{
	struct buf file = BUF_INIT;
	bool good = true;

	if (!read_file(path, &file)) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		return false;
	}
	job->path = path;
	job->file = buf_span(&file);
	if (job->written >= 0)
		write_one(job, (uint32_t)job->written);
	else
		good = run_file(job);
	buf_release(&file);
	return good;
}

int main(int argc, char **argv)
{
	struct job job = {
		.mutations = { .cuts = 99, .flips = 100, .seed = 1 },
		.limit_s = 10,
		.written = -1,
		.progress = share_progress(),
	};
	bool good = take_options(&job, argc, argv);

	for (int i = optind; i < argc; i++)
		good &= run_path(&job, argv[i]);
	return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
