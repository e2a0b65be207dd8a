/* A pattern is a row of tokens: folded characters, and SPACE for a run of white space.
 * The text is read as such tokens too, and compared by the method of Knuth, Morris and
 * Pratt: each token of the text is looked at once, so that no pattern and no text make
 * the search slower than in proportion to both.
 *
 * While nothing matches, memchr leaps to the anchor: the rarest byte that every match
 * has at the same distance from its start.  Where letter case counts not, an anchor is
 * up to three bytes: both cases, and the first byte of what else folds to the letter
 * (the Kelvin sign to k, the long s to s, the dotted I to i).
 */
#include "config.h"

#include "moot/search/search.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "moot/base/xalloc.h"
#include "moot/text/fold.h"
#include "moot/text/utf8.h"

enum { SPACE = ' ', ANCHOR_BYTES = 3, WINDOW_BYTES = 256 };

/* A match has one of the bytes at this distance from its start. */
struct anchor {
	unsigned char bytes[ANCHOR_BYTES];
	int count;     /* of bytes; 0: there is no anchor */
	size_t offset; /* bytes */
};

struct pattern {
	uint32_t *tokens;
	/* When tokens [0, i) match and token i does not, [0, borders[i]) still do: the
	 * longest start that is also an end of [0, i).  One more for a whole match. */
	size_t *borders;
	size_t len; /* tokens; at least 1 */
	bool fold_case;
	struct anchor anchor;
};

static bool is_space(uint32_t ch)
{
	if (ch < 0x80)
		return ascii_is_space((char)ch);
	return ch == 0xA0 || ch == 0x85 || ch == 0x1680 || (ch >= 0x2000 && ch <= 0x200A) ||
	    ch == 0x2028 || ch == 0x2029 || ch == 0x202F || ch == 0x205F || ch == 0x3000;
}

/* The character at *at, which is not the end. */
static uint32_t next_char(struct span text, size_t *at)
{
	uint32_t ch;

	if ((unsigned char)text.p[*at] < 0x80)
		return (unsigned char)text.p[(*at)++];
	*at += utf8_next(text.p + *at, text.len - *at, &ch);
	return ch;
}

static uint32_t next_token(struct span text, size_t *at, bool fold_case)
{
	uint32_t ch = next_char(text, at);
	size_t next = *at;

	if (!is_space(ch)) {
		if (!fold_case)
			return ch;
		return ch < 0x80 ? (uint32_t)ascii_lower((char)ch) : fold_char(ch);
	}
	while (next < text.len && is_space(next_char(text, &next)))
		*at = next;
	return SPACE;
}

static void set_tokens(struct pattern *p, struct span text)
{
	p->tokens = xreallocarray(NULL, text.len, sizeof *p->tokens);
	for (size_t at = 0; at < text.len;)
		p->tokens[p->len++] = next_token(text, &at, p->fold_case);
}

/* The longest border that the token goes on; 0 when none. */
static size_t next_border(const struct pattern *p, size_t matched, uint32_t token)
{
	while (matched && p->tokens[matched] != token)
		matched = p->borders[matched];
	return matched + (p->tokens[matched] == token);
}

static void set_borders(struct pattern *p)
{
	p->borders = xcalloc(p->len + 1, sizeof *p->borders);
	for (size_t i = 1; i < p->len; i++)
		p->borders[i + 1] = next_border(p, p->borders[i], p->tokens[i]);
}

/* How frequent a byte of text is, roughly: small letters by their rank in European
 * languages, then what comes once a line; capitals, digits and signs are rare. */
static int frequency(unsigned char byte)
{
	static const char by_frequency[] = "bvkgpyfwmcudlhrsnioate";
	const char *found = byte ? strchr(by_frequency, byte) : NULL;

	if (found)
		return 10 + (int)(found - by_frequency);
	if (byte >= 0x80)
		return 8;
	return byte == '.' || byte == ',' ? 5 : 0;
}

static int anchor_frequency(const struct anchor *a)
{
	int sum = 0;

	for (int i = 0; i < a->count; i++)
		sum += frequency(a->bytes[i]);
	return sum;
}

/* The bytes with which the token can begin in a text; false when they are too many. */
static bool start_bytes(const struct pattern *p, uint32_t token, struct anchor *a)
{
	char bytes[4];

	a->count = 0;
	if (token == SPACE || (token >= 0x80 && p->fold_case))
		return false;
	utf8_put(bytes, token);
	a->bytes[a->count++] = (unsigned char)bytes[0];
	if (!p->fold_case || !ascii_is_alpha(bytes[0]))
		return true;
	a->bytes[a->count++] = (unsigned char)(bytes[0] - 'a' + 'A');
	if (token == 'k')
		a->bytes[a->count++] = 0xE2; /* U+212A */
	else if (token == 's')
		a->bytes[a->count++] = 0xC5; /* U+017F */
	else if (token == 'i')
		a->bytes[a->count++] = 0xC4; /* U+0130 */
	return true;
}

/* The rarest of the tokens that have nothing but single bytes before them. */
static void set_anchor(struct pattern *p)
{
	for (size_t i = 0; i < p->len; i++) {
		struct anchor a = { .offset = i };

		if (!start_bytes(p, p->tokens[i], &a))
			return;
		if (p->anchor.count == 0 || anchor_frequency(&a) < anchor_frequency(&p->anchor))
			p->anchor = a;
		if (p->tokens[i] >= 0x80 || a.count == ANCHOR_BYTES)
			return;
	}
}

struct pattern *pattern_new(struct span text)
{
	struct pattern *p;

	if (text.len == 0)
		return NULL;
	p = xcalloc(1, sizeof *p);
	p->fold_case = !fold_has_upper(text);
	set_tokens(p, text);
	set_borders(p);
	set_anchor(p);
	return p;
}

void pattern_free(struct pattern *p)
{
	if (!p)
		return;
	free(p->tokens);
	free(p->borders);
	free(p);
}

/* The first place at or after from where a match may start; text.len: none.  In
 * windows, because looking to the end for a byte that is rare there, between two hits
 * of one that is not, would make a walk through all matches quadratic. */
static size_t leap_to(const struct anchor *a, struct span text, size_t from)
{
	if (a->count == 0)
		return from;
	if (text.len - from <= a->offset)
		return text.len;
	for (size_t at = from + a->offset; at < text.len; at += WINDOW_BYTES) {
		size_t end = text.len - at < WINDOW_BYTES ? text.len : at + WINDOW_BYTES;
		size_t first = end;

		for (int i = 0; i < a->count; i++) {
			const char *found = memchr(text.p + at, a->bytes[i], first - at);

			if (found)
				first = (size_t)(found - text.p);
		}
		if (first < end)
			return first - a->offset;
	}
	return text.len;
}

/* Tokens [0, matched) match from *start, and the token does not go on: how many match
 * with it when the start moves on as little as it must. */
static size_t fall_back(const struct pattern *p, struct span text, size_t *start, size_t matched,
    uint32_t token)
{
	while (matched && p->tokens[matched] != token) {
		for (size_t i = p->borders[matched]; i < matched; i++)
			next_token(text, start, p->fold_case);
		matched = p->borders[matched];
	}
	return matched;
}

bool pattern_find(const struct pattern *p, struct span text, size_t from, size_t *start,
    size_t *end)
{
	size_t begin = from, at = from, matched = 0;

	while (matched < p->len) {
		uint32_t token;

		if (matched == 0 && at < text.len)
			begin = at = leap_to(&p->anchor, text, at);
		if (at >= text.len)
			return false;
		token = next_token(text, &at, p->fold_case);
		matched = fall_back(p, text, &begin, matched, token);
		if (p->tokens[matched] == token)
			matched++;
	}
	*start = begin;
	*end = at;
	return true;
}
