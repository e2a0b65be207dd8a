/* Borrowed bytes.
 *
 * A span points at bytes that somebody else owns: it is never freed, and it is
 * not NUL-terminated.  { NULL, 0 } means "absent"; an empty but present text
 * has p != NULL and len 0.  Letters are compared in ASCII only; anything that
 * needs Unicode belongs to the text layer.
 */
#ifndef MOOT_BASE_SPAN_H
#define MOOT_BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct span {
	const char *p;
	size_t len; /* bytes */
};

#define SPAN_NONE ((struct span){ NULL, 0 })
/* A span over a string literal, its length known when compiling. */
#define SPAN_LIT(literal) ((struct span){ "" literal, sizeof(literal) - 1 })

static inline struct span span_of(const char *p, size_t len)
{
	return (struct span){ p, len };
}

/* NULL gives SPAN_NONE. */
static inline struct span span_str(const char *s)
{
	return (struct span){ s, s ? strlen(s) : 0 };
}

/* A number by which most names differ, for a look at what was found last.  s.len > 0. */
static inline size_t span_looks(struct span s)
{
	return s.len * 7 + (unsigned char)s.p[0] * 3 + (unsigned char)s.p[s.len - 1] * 5 +
	    (unsigned char)s.p[s.len / 2];
}

static inline bool span_is_none(struct span s)
{
	return s.p == NULL;
}

/* The part [from, to), both clipped to the span. */
struct span span_sub(struct span s, size_t from, size_t to);
/* Without the white space (space, \t \n \r \f \v) at both ends. */
struct span span_trim(struct span s);
static inline bool span_eq(struct span a, struct span b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.p, b.p, a.len) == 0);
}
static inline bool span_eq_str(struct span a, const char *b)
{
	return span_eq(a, span_str(b));
}
/* The same, A-Z being equal to a-z. */
bool span_eq_nocase(struct span a, const char *b);
bool span_starts(struct span s, const char *prefix);
bool span_starts_nocase(struct span s, const char *prefix);
bool span_ends(struct span s, const char *suffix);
/* The place of the first byte or text, or s.len when there is none. */
size_t span_find_byte(struct span s, char byte);
size_t span_find(struct span s, struct span needle);
size_t span_find_nocase(struct span s, const char *needle);
/* How often the byte is there. */
size_t span_count_byte(struct span s, char byte);
/* Takes the text before the first sep off the front of *rest; false at the end. */
bool span_split(struct span *rest, char sep, struct span *piece);
/* Takes one line, without its \n or \r\n, off the front of *rest; false at the end. */
bool span_line(struct span *rest, struct span *line);
/* Decimal digits only, no sign; false when empty, not all digits, or beyond max. */
bool span_to_uint(struct span s, uint64_t max, uint64_t *value);

static inline bool ascii_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline bool ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}
static inline char ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}
static inline bool ascii_is_alpha(char c)
{
	return ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z';
}
static inline bool ascii_is_alnum(char c)
{
	return ascii_is_alpha(c) || ascii_is_digit(c);
}

#endif
