/* How long patterns take over all texts of a library, once they are indexed.
 *
 *	search SOURCE PATTERN...
 *
 * For each pattern: the best of some runs, in milliseconds of the processor; the longest
 * step of the search; texts with hits, hits, texts in which the pattern gave up.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "moot/ingest/ingest.h"
#include "moot/search/index.h"

enum { RUNS = 5, SLICE_BYTES = 64 << 10 };

static double seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void measure(struct search_index *si, const char *text)
{
	struct index_search q = { 0 };
	struct pattern_fault fault;
	double best = 1e9, longest = 0;
	struct pattern *p;

	for (int run = 0; run < RUNS; run++) {
		double begin = seconds_now(), last = begin, now;

		p = pattern_new(span_str(text), &fault);
		if (!p) {
			printf("%s: %s\n", text, fault.words);
			return;
		}
		index_search_begin(&q, si, p);
		while (index_search_step(&q)) {
			now = seconds_now();
			if (now - last > longest)
				longest = now - last;
			last = now;
		}
		now = seconds_now();
		if (now - begin < best)
			best = now - begin;
		if (run < RUNS - 1)
			pattern_free(p);
	}
	printf("%-32s %8.1f ms, slices up to %.2f ms, %llu texts, %llu hits, %zu given up\n", text,
	    best * 1e3, longest * 1e3, (unsigned long long)q.texts, (unsigned long long)q.hits,
	    pattern_given_up(p));
	pattern_free(p);
	index_search_release(&q);
}

int main(int argc, char **argv)
{
	struct library *lib = library_new();
	struct diags diags = { 0 };
	struct ingest *in = ingest_new(lib, &diags, &(struct ingest_opts){ 0 });
	struct search_index *si;
	struct rusage usage;
	double begin;

	if (argc < 3) {
		fprintf(stderr, "usage: search SOURCE PATTERN...\n");
		return 2;
	}
	ingest_add(in, argv[1]);
	ingest_run(in);
	begin = seconds_now();
	si = search_index_new(lib, false);
	while (search_index_step(si, SLICE_BYTES))
		continue;
	printf(
	    "search: %u texts indexed in %.2f s\n", search_index_count(si), seconds_now() - begin);
	for (int i = 2; i < argc; i++)
		measure(si, argv[i]);
	if (getrusage(RUSAGE_SELF, &usage) == 0)
		printf("search: peak memory %ld MB\n", usage.ru_maxrss / 1024);
	search_index_free(si);
	ingest_free(in);
	library_free(lib);
	return 0;
}
