#include "config.h"

#include "ingest/selector_priv.h"

#include "moot/base/xalloc.h"

enum { TERM_MAX = 40 };

struct selector {
	char name[TERM_MAX], first_class[TERM_MAX], second_class[TERM_MAX], attr[TERM_MAX];
	struct span value; /* none: the attribute is there */
	char relation;     /* '=' or the byte before it */
};

bool selector_has_word(struct span text, struct span word)
{
	for (size_t at = 0, from; at < text.len; at++) {
		for (from = at; at < text.len && !ascii_is_space(text.p[at]); at++)
			;
		if (at > from && span_eq(span_sub(text, from, at), word))
			return true;
	}
	return false;
}

/* Takes what stands before one of the stop bytes off the front. */
static struct span take_until(struct span *rest, const char *stops)
{
	size_t len = 0;

	while (len < rest->len && !strchr(stops, rest->p[len]))
		len++;
	struct span piece = span_sub(*rest, 0, len);
	*rest = span_sub(*rest, len, rest->len);
	return piece;
}

/* Selectors are the program's own: one that does not fit is a mistake in a table. */
static void keep_term(char out[TERM_MAX], struct span term)
{
	if (term.len >= TERM_MAX)
		bug("selector term of %zu bytes", term.len);
	memcpy(out, term.p, term.len);
	out[term.len] = '\0';
}

static void parse_attr(struct selector *s, struct span inside)
{
	keep_term(s->attr, take_until(&inside, "=^$*~"));
	if (inside.len == 0)
		return;
	s->relation = inside.p[0];
	s->value = span_sub(inside, s->relation == '=' ? 1 : 2, inside.len);
}

static struct selector parse(struct span text)
{
	struct selector s = { .relation = '=' };

	keep_term(s.name, take_until(&text, ".["));
	for (int i = 0; i < 2 && text.len > 0 && text.p[0] == '.'; i++) {
		text = span_sub(text, 1, text.len);
		keep_term(i ? s.second_class : s.first_class, take_until(&text, ".["));
	}
	if (text.len > 0 && text.p[0] == '[') {
		text = span_sub(text, 1, text.len);
		parse_attr(&s, take_until(&text, "]"));
	}
	return s;
}

static bool attr_matches(const struct page *p, page_node n, const struct selector *s)
{
	struct span got = page_attr(p, n, s->attr), want = s->value;

	if (span_is_none(got) || span_is_none(want))
		return !span_is_none(got);
	switch (s->relation) {
	case '^':
		return span_eq(span_sub(got, 0, want.len), want);
	case '$':
		return got.len >= want.len &&
		    span_eq(span_sub(got, got.len - want.len, got.len), want);
	case '*':
		return span_find(got, want) < got.len;
	case '~':
		return selector_has_word(got, want);
	default:
		return span_eq(got, want);
	}
}

static page_node find_one(const struct page *p, page_node after, page_node end,
    const struct selector *s)
{
	const char *name = s->name[0] ? s->name : NULL;
	const char *token = s->first_class[0] ? s->first_class : NULL;

	while ((after = page_find(p, after, end, name, token)) != 0)
		if ((!s->second_class[0] || page_has_class(p, after, s->second_class)) &&
		    (!s->attr[0] || attr_matches(p, after, s)))
			return after;
	return 0;
}

page_node selector_find(const struct page *p, page_node after, page_node end,
    const char *selectors)
{
	struct span rest = span_str(selectors), piece;
	page_node found = 0;

	while (!found && span_split(&rest, ' ', &piece)) {
		struct selector s = parse(piece);

		found = find_one(p, after, end, &s);
	}
	return found;
}

void selector_each(const struct page *p, const char *selectors,
    void (*found)(void *user, page_node n), void *user)
{
	struct span rest = span_str(selectors), piece;

	while (span_split(&rest, ' ', &piece)) {
		struct selector s = parse(piece);
		page_node n = 0;

		while ((n = find_one(p, n, page_count(p), &s)) != 0)
			found(user, n);
	}
}
