#include "config.h"

#include "ingest_frame.h"

#include <stdio.h>
#include <stdlib.h>

#include "moot/base/diag.h"
#include "moot/base/xalloc.h"
#include "moot/export/export.h"
#include "moot/ingest/ingest.h"
#include "moot/model/model.h"

static void export_all(const struct library *lib, const char *format, FILE *out)
{
	size_t count = library_post_count(lib);
	post_id *posts = xcalloc(count + 1, sizeof *posts);
	uint32_t *numbers = xcalloc(count + 1, sizeof *numbers);
	const struct export_opts opts = { .all = true };

	for (uint32_t i = 0; i < count; i++) {
		posts[i] = i + 1;
		numbers[i] = i + 1;
	}
	export_format_find(format)->write(lib,
	    &(struct export_selection){ .posts = posts, .numbers = numbers, .count = count },
	    &opts, out);
	free(numbers);
	free(posts);
}

static void read_as(struct library *lib, const struct ingest_format *format, struct span bytes)
{
	struct diags diags = { 0 };
	const struct ingest_opts opts = { .from = format };
	struct ingest *in;

	in = ingest_new(lib, &diags, &opts);
	ingest_add_memory(in, "input", bytes);
	ingest_run(in);
	ingest_free(in);
	diags_release(&diags);
}

int fuzz_ingest(const struct ingest_format *format, const uint8_t *data, size_t size)
{
	static FILE *sink;
	struct library *lib = library_new();

	if (!sink)
		sink = fopen("/dev/null", "w");
	read_as(lib, format, span_of((const char *)data, size));
	model_check(lib);
	if (sink)
		export_all(lib, "text", sink);
	library_free(lib);
	return 0;
}
