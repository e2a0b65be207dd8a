#include "config.h"

#include "moot/base/span.h"

struct span span_sub(struct span s, size_t from, size_t to)
{
	if (to > s.len)
		to = s.len;
	if (from > to)
		from = to;
	return span_of(s.p ? s.p + from : NULL, to - from);
}

struct span span_trim(struct span s)
{
	while (s.len && ascii_is_space(s.p[0])) {
		s.p++;
		s.len--;
	}
	while (s.len && ascii_is_space(s.p[s.len - 1]))
		s.len--;
	return s;
}

static bool same_nocase(const char *a, const char *b, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (ascii_lower(a[i]) != ascii_lower(b[i]))
			return false;
	return true;
}

bool span_eq_nocase(struct span a, const char *b)
{
	return a.len == strlen(b) && same_nocase(a.p, b, a.len);
}

bool span_starts(struct span s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.len >= n && (n == 0 || memcmp(s.p, prefix, n) == 0);
}

bool span_starts_nocase(struct span s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.len >= n && same_nocase(s.p, prefix, n);
}

bool span_ends(struct span s, const char *suffix)
{
	size_t n = strlen(suffix);

	return s.len >= n && (n == 0 || memcmp(s.p + s.len - n, suffix, n) == 0);
}

size_t span_find_byte(struct span s, char byte)
{
	const char *hit = s.len ? memchr(s.p, byte, s.len) : NULL;

	return hit ? (size_t)(hit - s.p) : s.len;
}

size_t span_count_byte(struct span s, char byte)
{
	const char *p = s.p, *end = s.p + s.len;
	size_t count = 0;

	while (p < end && (p = memchr(p, byte, (size_t)(end - p))) != NULL) {
		count++;
		p++;
	}
	return count;
}

size_t span_find(struct span s, struct span needle)
{
	const char *hit;

	if (needle.len == 0)
		return 0;
	hit = s.len >= needle.len ? memmem(s.p, s.len, needle.p, needle.len) : NULL;
	return hit ? (size_t)(hit - s.p) : s.len;
}

/* The first byte of it that has no other case: that one can be looked for. */
static size_t caseless_byte(const char *needle)
{
	size_t i = 0;

	while (needle[i] && ascii_is_alpha(needle[i]))
		i++;
	return i;
}

size_t span_find_nocase(struct span s, const char *needle)
{
	size_t n = strlen(needle), at = caseless_byte(needle);

	for (size_t i = 0; n <= s.len && i <= s.len - n; i++) {
		if (at < n)
			i += span_find_byte(span_of(s.p + i + at, s.len - n - i + 1), needle[at]);
		if (i <= s.len - n && same_nocase(s.p + i, needle, n))
			return i;
	}
	return s.len;
}

bool span_split(struct span *rest, char sep, struct span *piece)
{
	size_t at;

	if (!rest->p)
		return false;
	at = span_find_byte(*rest, sep);
	*piece = span_of(rest->p, at);
	*rest = at < rest->len ? span_of(rest->p + at + 1, rest->len - at - 1) : SPAN_NONE;
	return true;
}

bool span_line(struct span *rest, struct span *line)
{
	if (!rest->len)
		return false;
	span_split(rest, '\n', line);
	if (line->len && line->p[line->len - 1] == '\r')
		line->len--;
	return true;
}

bool span_to_uint(struct span s, uint64_t max, uint64_t *value)
{
	uint64_t v = 0;

	if (!s.len)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		uint64_t digit = (uint64_t)(s.p[i] - '0');

		if (!ascii_is_digit(s.p[i]) || v > (max - digit) / 10 || digit > max)
			return false;
		v = v * 10 + digit;
	}
	*value = v;
	return true;
}
