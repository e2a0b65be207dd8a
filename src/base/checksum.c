#include "config.h"

#include "moot/base/checksum.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t checksum64(struct span bytes)
{
	return XXH64(bytes.p, bytes.len, 0);
}
