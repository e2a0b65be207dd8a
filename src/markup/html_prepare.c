/* One scan over the page.  Text is copied with its character references replaced;
 * comments, declarations and instructions are left out; tags are taken apart by the
 * rules of HTML's tokenizer and written anew in the one form that no parser can
 * misread: lower-case names, quoted values, every element closed.
 *
 * Some things end at a mark far away (a quote, -->, an end tag).  Where that mark
 * is, or that there is none, is looked for once and remembered, so that many
 * openings without an end cost one search, not many.
 */
#include "config.h"

#include "markup/html_priv.h"

#include <string.h>

#include "moot/markup/html.h"
#include "moot/text/entity.h"
#include "moot/text/utf8.h"

enum { MAX_NAME_BYTES = 64 };

enum mark { MARK_GREATER, MARK_QUOTE, MARK_APOSTROPHE, MARK_COMMENT, MARK_INSTRUCTION, MARKS };

struct prep {
	struct buf *out;
	const char *p, *end;
	bool escape;
	bool page;       /* began with <html>, <head> or <body> */
	bool content;    /* something was written */
	bool cdata;      /* ]]> is awaited */
	bool in_value;   /* what is added stands in quotes */
	/* The next place of each mark and end tag; end when there is none; NULL when
	 * not looked for. */
	const char *marks[MARKS];
	const char *end_tags[HTML_ELEMENTS];
	struct html_open open;
};

static const char *const mark_text[MARKS] = { ">", "\"", "'", "-->", "?>" };

static struct span from(const struct prep *prep, const char *p)
{
	return span_of(p, (size_t)(prep->end - p));
}

/* The next place of the mark at or after p, or the end. */
static const char *find_mark(struct prep *prep, enum mark mark, const char *p)
{
	if (!prep->marks[mark] || prep->marks[mark] < p)
		prep->marks[mark] = p + span_find(from(prep, p), span_str(mark_text[mark]));
	return prep->marks[mark];
}

static bool is_end_tag(struct span text, const struct html_element *element)
{
	size_t after = element->len + (size_t)2;

	if (text.len < after || text.p[1] != '/' || !span_starts_nocase(span_sub(text, 2, text.len),
	    element->name))
		return false;
	return text.len == after || ascii_is_space(text.p[after]) || strchr("/>", text.p[after]);
}

/* The next end tag of the element at or after p, or the end. */
static const char *find_end_tag(struct prep *prep, const struct html_element *element, const char *p)
{
	const char **place = &prep->end_tags[element - html_elements];

	if (*place && *place >= p)
		return *place;
	while (p < prep->end) {
		p += span_find_byte(from(prep, p), '<');
		if (p == prep->end || is_end_tag(from(prep, p), element))
			break;
		p++;
	}
	*place = p;
	return p;
}

/* What a text or value may hold, with the characters that mean markup escaped. */
static void add_char(const struct prep *prep, uint32_t ch)
{
	const char *escape = !prep->escape ? NULL : ch == '<' ? "&lt;" : ch == '&' ? "&amp;" :
	    ch == '"' && prep->in_value ? "&quot;" : NULL;

	if (escape)
		buf_add_str(prep->out, escape);
	else if (ch == '\r')
		buf_add_char(prep->out, '\n');
	else if (ch >= ' ' || ch == '\n' || ch == '\t')
		buf_add_utf8(prep->out, ch);
}

/* The reference, or the lone &, at the start of text; returns its length. */
static size_t add_reference(const struct prep *prep, struct span text, enum entity_context context)
{
	uint32_t chars[2];
	size_t len = entity_next(text, context, chars);

	if (!len) {
		add_char(prep, '&');
		return 1;
	}
	add_char(prep, chars[0]);
	if (chars[1])
		add_char(prep, chars[1]);
	return len;
}

/* Text without tags: references replaced, the rest escaped. */
static void add_text(const struct prep *prep, struct span text, enum entity_context context)
{
	size_t done = 0;

	for (size_t i = 0; i < text.len;) {
		char c = text.p[i];

		if (c != '&' && c != '<' && c != '"') {
			i++;
			continue;
		}
		buf_add(prep->out, text.p + done, i - done);
		if (c == '&') {
			i += add_reference(prep, span_sub(text, i, text.len), context);
		} else {
			add_char(prep, (unsigned char)c);
			i++;
		}
		done = i;
	}
	if (done < text.len)
		buf_add(prep->out, text.p + done, text.len - done);
}

static bool is_name_char(char c)
{
	return ascii_is_alnum(c) || (c && strchr(":_.-", c));
}

/* A name that libxml2 reads as the same name. */
static bool is_plain_name(struct span name)
{
	if (!name.len || name.len > MAX_NAME_BYTES ||
	    !(ascii_is_alpha(name.p[0]) || name.p[0] == '_' || name.p[0] == ':'))
		return false;
	for (size_t i = 1; i < name.len; i++)
		if (!is_name_char(name.p[i]))
			return false;
	return true;
}

static void add_name(struct buf *out, struct span name)
{
	for (size_t i = 0; i < name.len; i++)
		buf_add_char(out, ascii_lower(name.p[i]));
}

/* One attribute of a start tag; p is past it, or NULL when its quote never ends. */
struct attr_scan {
	struct span name, value; /* value may be absent */
	const char *p;
};

static struct span take_until(struct prep *prep, const char **p, const char *stops)
{
	const char *start = *p;

	while (*p < prep->end && !ascii_is_space(**p) && !strchr(stops, **p))
		++*p;
	return span_of(start, (size_t)(*p - start));
}

static const char *skip_space(const struct prep *prep, const char *p)
{
	while (p < prep->end && ascii_is_space(*p))
		p++;
	return p;
}

static const char *scan_value(struct prep *prep, const char *p, struct span *value)
{
	if (p < prep->end && (*p == '"' || *p == '\'')) {
		const char *close = find_mark(prep, *p == '"' ? MARK_QUOTE : MARK_APOSTROPHE, p + 1);

		*value = span_of(p + 1, (size_t)(close - p - 1));
		return close == prep->end ? NULL : close + 1;
	}
	*value = take_until(prep, &p, ">");
	return p;
}

static struct attr_scan scan_attr(struct prep *prep, const char *p)
{
	struct attr_scan attr = { SPAN_NONE, SPAN_NONE, p };

	attr.name = take_until(prep, &p, "=/>");
	if (!attr.name.len) { /* a = that begins a name */
		attr.p = p + 1;
		return attr;
	}
	attr.p = p;
	p = skip_space(prep, p);
	if (p < prep->end && *p == '=')
		attr.p = scan_value(prep, skip_space(prep, p + 1), &attr.value);
	return attr;
}

static void add_attr(struct prep *prep, const struct attr_scan *attr)
{
	buf_add_char(prep->out, ' ');
	add_name(prep->out, attr->name);
	buf_add(prep->out, "=\"", 2);
	prep->in_value = true;
	add_text(prep, attr->value, ENTITY_ATTRIBUTE);
	prep->in_value = false;
	buf_add_char(prep->out, '"');
}

/* The attributes from p to the end of the tag: past its >, or at the end.  A quote
 * without an end ends its tag at the next >.  Writes them when wanted. */
static const char *scan_attrs(struct prep *prep, const char *p, bool wanted, bool *self_closed)
{
	int count = 0;

	*self_closed = false;
	while ((p = skip_space(prep, p)) < prep->end && *p != '>') {
		*self_closed = *p == '/';
		if (*self_closed) {
			p++;
			continue;
		}
		struct attr_scan attr = scan_attr(prep, p);

		if (!attr.p)
			p = find_mark(prep, MARK_GREATER, p);
		else
			p = attr.p;
		if (wanted && attr.p && count < HTML_MAX_ATTRS && is_plain_name(attr.name)) {
			add_attr(prep, &attr);
			count++;
		}
	}
	return p < prep->end ? p + 1 : p;
}

/* html, head and body are taken once, in order, at the start; elsewhere their tags
 * mean nothing. */
static bool take_page_tag(struct prep *prep, const struct html_element *element)
{
	bool first = !prep->content;

	if (element == &html_elements[HTML_ID_body])
		return prep->page |= first, prep->page && !html_open_has(&prep->open, element);
	if (element == &html_elements[HTML_ID_head] && !first)
		return prep->open.len == 1 && prep->open.rows[0].element == &html_elements[HTML_ID_html];
	return prep->page |= first, first;
}

/* Text of script and style as it stands; libxml2 would end it at any "</script". */
static void add_verbatim(struct buf *out, struct span text)
{
	while (text.len) {
		size_t part = span_find(text, SPAN_LIT("</"));

		buf_add(out, text.p, part);
		if (part < text.len)
			buf_add_str(out, "< /");
		text = span_sub(text, part + 2, text.len);
	}
}

/* Text in which & is no reference. */
static void add_raw(const struct prep *prep, struct span text)
{
	while (text.len) {
		size_t part = 0;

		while (part < text.len && text.p[part] != '&' && text.p[part] != '<')
			part++;
		buf_add(prep->out, text.p, part);
		if (part < text.len)
			add_char(prep, (unsigned char)text.p[part]);
		text = span_sub(text, part + 1, text.len);
	}
}

/* The content of an element that is no markup, up to its end tag. */
static void add_unparsed(struct prep *prep, const struct html_element *element)
{
	const char *close = find_end_tag(prep, element, prep->p);
	struct span content = span_of(prep->p, (size_t)(close - prep->p));

	prep->p = close;
	if (element->kind == HTML_VERBATIM)
		add_verbatim(prep->out, content);
	else if (element->kind == HTML_RCDATA)
		add_text(prep, content, ENTITY_TEXT);
	else
		add_raw(prep, content);
}

/* Writes what follows the attributes of a start tag. */
static void finish_start(struct prep *prep, const struct html_element *element, struct span name,
    bool self_closed)
{
	int kind = element ? element->kind : HTML_NORMAL;

	if (kind == HTML_VOID) {
		buf_add(prep->out, "/>", 2);
		return;
	}
	buf_add_char(prep->out, '>');
	html_open_push(&prep->open, prep->out, element, name);
	if (kind == HTML_NORMAL)
		return;
	bool ends = find_end_tag(prep, element, prep->p) < prep->end;

	if (!ends && (kind != HTML_VERBATIM || self_closed))
		html_open_end(&prep->open, prep->out, element, name);
	else if (kind != HTML_HELD)
		add_unparsed(prep, element);
}

static void read_start_tag(struct prep *prep)
{
	const char *p = prep->p + 1;
	struct span name = take_until(prep, &p, "/>");
	const struct html_element *element = html_element_find(name);
	struct buf *out = prep->out;
	size_t before = out->len;
	bool wanted = is_plain_name(name) && !(element && element->kind == HTML_IGNORED);
	bool self_closed;

	if (wanted && element && element->is & IS_PAGE)
		wanted = take_page_tag(prep, element);
	if (wanted) {
		html_open_imply(&prep->open, out, element);
		before = out->len;
		buf_add_char(out, '<');
		add_name(out, name);
	}
	prep->p = scan_attrs(prep, p, wanted, &self_closed);
	if (prep->p == prep->end && prep->p[-1] != '>') { /* the text was cut in a tag */
		buf_truncate(out, before);
		return;
	}
	if (!wanted)
		return;
	prep->content = true;
	finish_start(prep, element, name, self_closed);
}

static void read_end_tag(struct prep *prep)
{
	const char *p = prep->p + 2;
	struct span name = take_until(prep, &p, "/>");
	const struct html_element *element = html_element_find(name);
	bool self_closed;

	prep->p = scan_attrs(prep, p, false, &self_closed);
	if (element == &html_elements[HTML_ID_br])
		buf_add_str(prep->out, "<br/>");
	else if (element == &html_elements[HTML_ID_html] || element == &html_elements[HTML_ID_body] ||
	    !is_plain_name(name) || (element && element->kind == HTML_VOID))
		return;
	else
		html_open_end(&prep->open, prep->out, element, name);
}

/* A comment at prep->p; without an end only its mark is left out, not the text. */
static void skip_comment(struct prep *prep)
{
	struct span text = from(prep, prep->p);

	if (span_starts(text, "<!-->") || span_starts(text, "<!--->")) {
		prep->p += text.p[4] == '>' ? 5 : 6;
		return;
	}
	const char *end = find_mark(prep, MARK_COMMENT, prep->p + 4);

	prep->p = end < prep->end ? end + 3 : prep->p + 4;
}

/* <!...> or <?...>, up to the next >. */
static void skip_declaration(struct prep *prep)
{
	const char *end = find_mark(prep, MARK_GREATER, prep->p);

	if (span_starts(from(prep, prep->p), "<![CDATA[")) {
		prep->cdata = true;
		prep->p += 9;
	} else if (end < prep->end) {
		prep->p = end + 1;
	} else {
		add_char(prep, '<');
		prep->p++;
	}
}

static void read_less(struct prep *prep)
{
	struct span text = from(prep, prep->p);
	char next = text.len > 1 ? text.p[1] : ' ', after = text.len > 2 ? text.p[2] : ' ';

	if (ascii_is_alpha(next)) {
		read_start_tag(prep);
	} else if (next == '/' && ascii_is_alpha(after)) {
		read_end_tag(prep);
	} else if (next == '/' && after == '>') {
		prep->p += 3;
	} else if (span_starts(text, "<!--")) {
		skip_comment(prep);
	} else if (next == '!' || next == '?') {
		skip_declaration(prep);
	} else {
		add_char(prep, '<');
		prep->p++;
	}
}

static bool has_text(struct span text)
{
	return span_trim(text).len > 0;
}

/* The text up to the next character that may be markup. */
static void read_text(struct prep *prep)
{
	const char *start = prep->p;

	while (prep->p < prep->end && *prep->p != '<' && *prep->p != '&' && *prep->p != ']')
		prep->p++;
	struct span text = span_of(start, (size_t)(prep->p - start));

	buf_add_span(prep->out, text);
	if (!prep->content)
		prep->content = has_text(text);
}

static void read_bracket(struct prep *prep)
{
	if (prep->cdata && span_starts(from(prep, prep->p), "]]>")) {
		prep->cdata = false;
		prep->p += 3;
		return;
	}
	buf_add_char(prep->out, ']');
	prep->content = true;
	prep->p++;
}

bool html_prepare_as(struct buf *out, struct span utf8, bool escape)
{
	struct buf room = BUF_INIT;
	struct span text = html_clean(&room, utf8);
	struct prep prep = { .out = out, .p = text.p, .end = text.p + text.len, .escape = escape };

	buf_reserve(out, text.len + text.len / 8);
	while (prep.p < prep.end) {
		if (*prep.p == '<')
			read_less(&prep);
		else if (*prep.p == ']')
			read_bracket(&prep);
		else if (*prep.p != '&')
			read_text(&prep);
		else {
			prep.p += add_reference(&prep, from(&prep, prep.p), ENTITY_TEXT);
			prep.content = true;
		}
	}
	buf_release(&room);
	return prep.page;
}

void html_prepare(struct buf *out, struct span utf8)
{
	html_prepare_as(out, utf8, true);
}
