/* The pre-pass leaves markup that libxml2 reads in linear time and in one way; the
 * parser only turns it into events.  A fragment is read as the content of <body>,
 * or libxml2 would put its first text into a paragraph of its own making.
 */
#include "config.h"

#include "moot/markup/html.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

#include "markup/html_priv.h"
#include "moot/base/xalloc.h"

const struct html_element html_elements[HTML_ELEMENTS] = {
#define HTML_ELEMENT(name, kind, is, closes) { #name, sizeof #name - 1, HTML_##kind, is, closes },
#include "markup/html_elements.def"
#undef HTML_ELEMENT
};

enum { LONGEST_NAME = 10 };

const struct html_element *html_element_find(struct span name)
{
	char lower[LONGEST_NAME];
	size_t low = 0, high = HTML_ELEMENTS;

	if (name.len > LONGEST_NAME)
		return NULL;
	for (size_t i = 0; i < name.len; i++)
		lower[i] = ascii_lower(name.p[i]);
	while (low < high) {
		const struct html_element *e = &html_elements[low + (high - low) / 2];
		size_t common = name.len < e->len ? name.len : e->len;
		int order = memcmp(lower, e->name, common);

		if (!order && name.len == e->len)
			return e;
		if (order > 0 || (!order && name.len > e->len))
			low = (size_t)(e - html_elements) + 1;
		else
			high = (size_t)(e - html_elements);
	}
	return NULL;
}

bool html_is_void(struct span name)
{
	const struct html_element *element = html_element_find(name);

	return element && element->kind == HTML_VOID;
}

struct span html_attr_get(const struct html_attr *attrs, size_t attr_count, const char *name)
{
	for (size_t i = 0; i < attr_count; i++)
		if (span_eq_str(attrs[i].name, name))
			return attrs[i].value;
	return SPAN_NONE;
}

/* What libxml2 hands to the functions below. */
struct events {
	const struct html_handlers *handlers;
	void *user;
};

static struct span span_xml(const xmlChar *s)
{
	return s ? span_str((const char *)s) : SPAN_LIT("");
}

static void on_start(void *ctx, const xmlChar *name, const xmlChar **atts)
{
	struct events *events = ctx;
	struct html_attr attrs[HTML_MAX_ATTRS];
	size_t count = 0;

	for (; atts && atts[0] && count < HTML_MAX_ATTRS; atts += 2)
		attrs[count++] = (struct html_attr){ span_xml(atts[0]), span_xml(atts[1]) };
	events->handlers->start(events->user, span_xml(name), attrs, count);
}

static void on_end(void *ctx, const xmlChar *name)
{
	struct events *events = ctx;

	if (!html_is_void(span_xml(name)))
		events->handlers->end(events->user, span_xml(name));
}

static void on_text(void *ctx, const xmlChar *text, int len)
{
	struct events *events = ctx;

	events->handlers->text(events->user, span_of((const char *)text, (size_t)len));
}

static void parse_markup(struct span html, struct events *events)
{
	htmlParserCtxtPtr ctxt;

	if (html.len > INT_MAX)
		html.len = INT_MAX;
	ctxt = htmlCreateMemoryParserCtxt(html.p, (int)html.len);
	if (!ctxt)
		bug("no memory for an HTML parser");
	memset(ctxt->sax, 0, sizeof *ctxt->sax);
	ctxt->sax->startElement = on_start;
	ctxt->sax->endElement = on_end;
	ctxt->sax->characters = on_text;
	ctxt->sax->ignorableWhitespace = on_text;
	ctxt->sax->cdataBlock = on_text;
	ctxt->userData = events;
	htmlCtxtUseOptions(ctxt, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
	    HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
	xmlSwitchEncoding(ctxt, XML_CHAR_ENCODING_UTF8);
	htmlParseDocument(ctxt);
	htmlFreeParserCtxt(ctxt);
}

bool html_parse(struct span utf8, const struct html_handlers *handlers, void *user)
{
	struct events events = { handlers, user };
	struct buf out = BUF_INIT;
	struct span body = SPAN_LIT("<body>");
	bool markup = span_find_byte(utf8, '<') < utf8.len, found;

	if (markup)
		buf_add_span(&out, body);
	bool page = html_prepare_as(&out, utf8, markup);
	size_t start = markup && page ? body.len : 0;

	found = out.len > (markup ? body.len : 0);
	if (!markup && found)
		handlers->text(user, buf_span(&out));
	else if (found)
		parse_markup(span_of(out.data + start, out.len - start), &events);
	buf_release(&out);
	return found;
}
