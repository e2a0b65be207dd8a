/* Tags, by the rules of HTML's tokenizer.  Names and values that are in the source as
 * they should be are handed on as they stand there.
 */
#include "config.h"

#include <string.h>

#include "markup/html_priv.h"
#include "moot/text/entity.h"

static const char *const mark_text[MARKS] = { ">", "\"", "'", "-->", "--!>", "]]>", "=",
	" ", "\n" };

const char *html_find_mark(struct html_reader *r, enum html_mark mark, const char *p)
{
	if (!r->marks[mark] || r->marks[mark] < p)
		r->marks[mark] =
		    p + span_find(span_of(p, (size_t)(r->end - p)), span_str(mark_text[mark]));
	return r->marks[mark];
}

const char *html_skip_space(const struct html_reader *r, const char *p)
{
	while (p < r->end && ascii_is_space(*p))
		p++;
	return p;
}

static bool is_name_char(char c)
{
	return ascii_is_alnum(c) || c == '-' || c == ':' || c == '_' || c == '.';
}

bool html_is_name(struct span name)
{
	if (!name.len || name.len > HTML_MAX_NAME_BYTES ||
	    !(ascii_is_alpha(name.p[0]) || name.p[0] == '_' || name.p[0] == ':'))
		return false;
	for (size_t i = 1; i < name.len; i++)
		if (!is_name_char(name.p[i]))
			return false;
	return true;
}

static struct span take_until(const struct html_reader *r, const char **p, const char *stops)
{
	const char *start = *p;

	while (*p < r->end && (is_name_char(**p) || (!ascii_is_space(**p) && !strchr(stops, **p))))
		++*p;
	return span_of(start, (size_t)(*p - start));
}

/* One attribute; p is past it, or NULL when its quote never ends. */
struct attr_scan {
	struct span name, value;
	const char *p;
};

static const char *scan_value(struct html_reader *r, const char *p, struct span *value)
{
	if (p < r->end && (*p == '"' || *p == '\'')) {
		const char *close =
		    html_find_mark(r, *p == '"' ? MARK_QUOTE : MARK_APOSTROPHE, p + 1);
		bool beyond = close >= r->limit;

		if (beyond && r->limit < r->end)
			close = r->limit;
		*value = span_of(p + 1, (size_t)(close - p - 1));
		return close == r->end ? NULL : beyond ? close : close + 1;
	}
	*value = take_until(r, &p, ">");
	return p;
}

static struct attr_scan scan_attr(struct html_reader *r, const char *p)
{
	struct attr_scan attr = { SPAN_NONE, SPAN_LIT(""), NULL };

	attr.name = take_until(r, &p, "=/>");
	if (!attr.name.len) { /* a = that begins a name */
		attr.p = p + 1;
		return attr;
	}
	attr.p = p;
	p = html_skip_space(r, p);
	if (p < r->end && *p == '=')
		attr.p = scan_value(r, html_skip_space(r, p + 1), &attr.value);
	return attr;
}

static struct span lower(struct html_reader *r, struct span name)
{
	size_t i = 0;

	while (i < name.len && ascii_lower(name.p[i]) == name.p[i])
		i++;
	if (i == name.len)
		return name;
	char *copy = arena_strdup(&r->values, name);

	for (i = 0; i < name.len; i++)
		copy[i] = ascii_lower(copy[i]);
	return span_of(copy, name.len);
}

static struct span decoded(struct html_reader *r, struct span value)
{
	struct buf out = BUF_INIT, clean = BUF_INIT;
	struct span valid = html_valid(r, value), kept;
	size_t at = 0;

	if (span_find_byte(valid, '&') == valid.len)
		return valid.p == value.p ? value : arena_span(&r->values, valid);
	entity_decode(&out, valid, ENTITY_ATTRIBUTE);
	kept = buf_span(&out);
	if (html_has_controls(kept, &at, SIZE_MAX))
		kept = html_repair(&clean, kept);
	kept = arena_span(&r->values, kept);
	buf_release(&out);
	buf_release(&clean);
	return kept;
}

static void keep_attr(struct html_reader *r, const struct attr_scan *attr)
{
	if (r->attr_count < HTML_MAX_ATTRS && html_is_name(attr->name))
		r->attrs[r->attr_count++] =
		    (struct html_attr){ lower(r, attr->name), decoded(r, attr->value) };
}

/* The attributes from p to the end of the tag.  A quote without an end ends its tag at
 * the next >. */
static void scan_attrs(struct html_reader *r, const char *p, bool wanted)
{
	r->limit = r->lost_quote ? html_find_mark(r, MARK_GREATER, p) : r->end;
	while ((p = html_skip_space(r, p)) < r->end && *p != '>') {
		r->self_closed = *p == '/';
		if (r->self_closed) {
			p++;
			continue;
		}
		struct attr_scan attr = scan_attr(r, p);

		p = attr.p ? attr.p : html_find_mark(r, MARK_GREATER, p);
		if (wanted && attr.p)
			keep_attr(r, &attr);
	}
	r->cut = p == r->end;
	r->p = r->cut ? p : p + 1;
}

/* Where the page ends in a tag that has a > in its quotes, a quote is missing: from here
 * on it is the > that ends a tag, or all that follows would not be shown. */
static void scan_tag(struct html_reader *r, const char *p, bool wanted)
{
	scan_attrs(r, p, wanted);
	if (!r->cut || r->lost_quote)
		return;
	memset(r->marks, 0, sizeof r->marks); /* they are those behind p */
	if (html_find_mark(r, MARK_GREATER, p) == r->end)
		return;
	r->lost_quote = true;
	r->attr_count = 0;
	scan_attrs(r, p, wanted);
}

enum { KEPT_VALUES_BYTES = 1 << 16 };

void html_read_tag(struct html_reader *r, const char *p, bool wanted)
{
	if (r->values.used_bytes > KEPT_VALUES_BYTES)
		arena_release(&r->values);
	r->name = take_until(r, &p, "/>");
	r->element = html_element_find(r->name);
	r->attr_count = 0;
	r->self_closed = r->cut = false;
	if (p < r->end && *p == '>')
		r->p = p + 1;
	else
		scan_tag(r, p, wanted);
}
