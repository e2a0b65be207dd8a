#include "config.h"

#include "mutation.h"

#include <string.h>

enum { MOST_FLIPPED_BYTES = 8 };

uint32_t mutation_count(const struct mutations *m)
{
	return m->cuts + m->flips;
}

bool mutation_is_cut(const struct mutations *m, uint32_t number)
{
	return number < m->cuts;
}

/* Only white space behind a text can be cut off without that anything is missing. */
static size_t cut_at(const struct mutations *m, uint32_t number, struct span file)
{
	uint64_t len = span_trim(file).len + (size_t)(span_trim(file).p - file.p);

	return (size_t)(len * (number + 1) / (m->cuts + 1));
}

/* splitmix64: well mixed even from seeds that follow each other (Steele, Lea, Flood:
 * "Fast splittable pseudorandom number generators", 2014). */
static uint64_t next_random(uint64_t *state)
{
	uint64_t z = *state += 0x9E3779B97F4A7C15;

	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
	z = (z ^ z >> 27) * 0x94D049BB133111EB;
	return z ^ z >> 31;
}

/* Every other flip changes one bit, the others put anything in place of a byte. */
static void flip(const struct mutations *m, uint32_t number, char *bytes, size_t len)
{
	uint64_t state = m->seed << 32 | number;
	uint64_t count = 1 + next_random(&state) % MOST_FLIPPED_BYTES;

	for (uint64_t i = 0; i < count && len; i++) {
		size_t at = next_random(&state) % len;
		uint64_t random = next_random(&state);

		if (number % 2)
			bytes[at] = (char)random;
		else
			bytes[at] = (char)(bytes[at] ^ 1 << random % 8);
	}
}

void mutation_add(const struct mutations *m, uint32_t number, struct span file, struct buf *out)
{
	size_t before = out->len;

	if (mutation_is_cut(m, number)) {
		buf_add_span(out, span_sub(file, 0, cut_at(m, number, file)));
		return;
	}
	buf_add_span(out, file);
	flip(m, number, out->data + before, file.len);
}

void mutation_describe(const struct mutations *m, uint32_t number, struct span file,
    struct buf *out)
{
	if (mutation_is_cut(m, number))
		buf_addf(out, "%u: cut at %zu of %zu bytes", number, cut_at(m, number, file),
		    file.len);
	else
		buf_addf(out, "%u: some bytes changed", number);
}
