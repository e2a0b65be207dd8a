/* Four sums run side by side over stripes of 32 bytes, so that the processor has four
 * multiplications at work at any time; what is left over, up to 31 bytes, and the length
 * are mixed in at the end. */
#include "config.h"

#include "moot/base/checksum.h"

#define P1 UINT64_C(0x9E3779B185EBCA87)
#define P2 UINT64_C(0xC2B2AE3D27D4EB4F)
#define P3 UINT64_C(0x165667B19E3779F9)
#define P4 UINT64_C(0x85EBCA77C2B2AE63)
#define P5 UINT64_C(0x27D4EB2F165667C5)

enum { STRIPE_BYTES = 32 };

static uint64_t rotate(uint64_t value, int bits)
{
	return value << bits | value >> (64 - bits);
}

/* Numbers are little-endian in the specification. */
static uint64_t read64(const char *p)
{
	uint64_t value;

	memcpy(&value, p, sizeof value);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	value = __builtin_bswap64(value);
#endif
	return value;
}

static uint32_t read32(const char *p)
{
	uint32_t value;

	memcpy(&value, p, sizeof value);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	value = __builtin_bswap32(value);
#endif
	return value;
}

static uint64_t add_lane(uint64_t sum, uint64_t lane)
{
	return rotate(sum + lane * P2, 31) * P1;
}

static uint64_t merge(uint64_t sum, uint64_t lane_sum)
{
	return (sum ^ add_lane(0, lane_sum)) * P1 + P4;
}

static uint64_t sum_stripes(const char *p, const char *end)
{
	uint64_t a = P1 + P2, b = P2, c = 0, d = 0 - P1, sum;

	for (; end - p >= STRIPE_BYTES; p += STRIPE_BYTES) {
		a = add_lane(a, read64(p));
		b = add_lane(b, read64(p + 8));
		c = add_lane(c, read64(p + 16));
		d = add_lane(d, read64(p + 24));
	}
	sum = rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18);
	return merge(merge(merge(merge(sum, a), b), c), d);
}

static uint64_t add_rest(uint64_t sum, const char *p, const char *end)
{
	for (; end - p >= 8; p += 8)
		sum = rotate(sum ^ add_lane(0, read64(p)), 27) * P1 + P4;
	if (end - p >= 4) {
		sum = rotate(sum ^ read32(p) * P1, 23) * P2 + P3;
		p += 4;
	}
	for (; p < end; p++)
		sum = rotate(sum ^ (unsigned char)*p * P5, 11) * P1;
	return sum;
}

static uint64_t avalanche(uint64_t sum)
{
	sum = (sum ^ sum >> 33) * P2;
	sum = (sum ^ sum >> 29) * P3;
	return sum ^ sum >> 32;
}

uint64_t checksum64(struct span bytes)
{
	size_t striped = bytes.len - bytes.len % STRIPE_BYTES;
	uint64_t sum = striped ? sum_stripes(bytes.p, bytes.p + striped) : P5;

	if (!bytes.len)
		return avalanche(sum);
	return avalanche(add_rest(sum + bytes.len, bytes.p + striped, bytes.p + bytes.len));
}
