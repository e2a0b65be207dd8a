/* Runs a fuzz target on the files that are named: its corpus, or a crash. */
#include "config.h"

#include "fuzz.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "moot/base/buf.h"
#include "../lib/read_file.h"

/* The target sees a block of exactly the size of the input, so that a sanitizer
 * notices the first byte that is read beyond. */
static void replay(const struct buf *bytes)
{
	uint8_t *exact = malloc(bytes->len ? bytes->len : 1);

	if (!exact)
		abort();
	memcpy(exact, buf_str(bytes), bytes->len);
	LLVMFuzzerTestOneInput(exact, bytes->len);
	free(exact);
}

int main(int argc, char **argv)
{
	int status = EXIT_SUCCESS;

	for (int i = 1; i < argc; i++) {
		struct buf bytes = BUF_INIT;
		if (read_file(argv[i], &bytes)) {
			replay(&bytes);
		} else {
			fprintf(stderr, "%s: %s\n", argv[i], strerror(errno));
			status = EXIT_FAILURE;
		}
		buf_release(&bytes);
	}
	return status;
}
