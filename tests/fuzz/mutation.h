/* What may have happened to a file: it was cut, or some of its bytes were changed.
 *
 * Mutations of a file have numbers: first the cuts, at equal distances, then the flips.
 * The same file, counts, seed and number give the same bytes at any time. */
#ifndef TESTS_MUTATION_H
#define TESTS_MUTATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/buf.h"
#include "moot/base/span.h"

struct mutations {
	uint32_t cuts, flips;
	uint64_t seed;
};

uint32_t mutation_count(const struct mutations *m);
bool mutation_is_cut(const struct mutations *m, uint32_t number);
/* Appends the bytes of mutation `number` of the file. */
void mutation_add(const struct mutations *m, uint32_t number, struct span file, struct buf *out);
/* "cut at 1234 of 5678 bytes". */
void mutation_describe(const struct mutations *m, uint32_t number, struct span file,
    struct buf *out);

#endif
