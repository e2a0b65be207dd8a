/* A checksum that costs less than reading the bytes: XXH64 (the xxHash specification,
 * github.com/Cyan4973/xxHash, doc/xxhash_spec.md), seed 0.
 *
 * It finds damage; against somebody who wants two texts to have one checksum it does
 * nothing.
 */
#ifndef MOOT_BASE_CHECKSUM_H
#define MOOT_BASE_CHECKSUM_H

#include <stdint.h>

#include "moot/base/span.h"

uint64_t checksum64(struct span bytes);

#endif
