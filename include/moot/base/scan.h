/* Looking at sixteen bytes at a time, for loops over all the input.
 *
 * A row of bytes is loaded, compared with one byte or more, and asked for the first
 * place where a comparison holds.  Compilers make single instructions of all that where
 * the machine has them; nothing here depends on which machine it is.
 */
#ifndef MOOT_BASE_SCAN_H
#define MOOT_BASE_SCAN_H

#include <stdint.h>
#include <string.h>

enum { SCAN_BYTES = 16 };

/* Signed, as there are instructions for: a byte that is not ASCII is below zero. */
typedef signed char scan_row __attribute__((vector_size(16)));

/* p has at least SCAN_BYTES bytes; it need not be aligned. */
static inline scan_row scan_load(const char *p)
{
	scan_row row;

	memcpy(&row, p, sizeof row);
	return row;
}

static inline void scan_store(char *p, scan_row row)
{
	memcpy(p, &row, sizeof row);
}

/* 0 to 7: the first byte in memory of those that are not zero; half is not zero. */
static inline unsigned scan_first_of_half(uint64_t half)
{
	return (unsigned)(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? __builtin_ctzll(half)
	                                                            : __builtin_clzll(half)) / 8;
}

/* Where in a row the comparison holds first, or SCAN_BYTES. */
static inline unsigned scan_first(scan_row holds)
{
	uint64_t half[2];

	memcpy(half, &holds, sizeof half);
	if (half[0])
		return scan_first_of_half(half[0]);
	return half[1] ? 8 + scan_first_of_half(half[1]) : SCAN_BYTES;
}

#endif
