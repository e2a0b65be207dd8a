/* Between the repaired text (xml_repair.c) and the handlers.
 *
 * What is plain is told by xml_plain.c, which is nearly everything.  From the first tag on
 * that is not, libxml2 reads: it gets the start tags of what is open, which were told, and
 * then well-formed UTF-8 in which there is no DOCTYPE, so that it cannot meet an entity to
 * load or to expand.  It matches namespaces, decodes references and counts lines.  Should it
 * give up nevertheless, that is said, with the line.
 *
 * The parser would be three fifths of the work of reading an export, and with what is behind
 * it (ICU, C++) a third of the time to the first screen.
 */
#include "config.h"

#include "moot/markup/xml.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "markup/libxml2_priv.h"
#include "markup/xml_plain_priv.h"
#include "markup/xml_priv.h"
#include "markup/xml_repair_priv.h"
#include "moot/base/buf.h"
#include "moot/base/xalloc.h"

/* A slice: the parser keeps copies of what it is given at once. */
enum { SLICE_BYTES = 64 * 1024 };
/* At most so much at once: its lengths are ints. */
enum { PARSED_BYTES = 1 << 30 };

struct libxml2 libxml2;
static struct dso libxml2_dso = DSO(LIBXML2_SONAME, libxml2, LIBXML2_FUNCTIONS);

struct xml {
	const struct xml_handlers *handlers;
	void *user;
	struct diags *diags;
	uint32_t source;
	struct repair repair;
	struct plain plain;
	xmlParserCtxtPtr parser; /* NULL: all was plain so far */
	size_t told_starts; /* that the parser has still to hear of */
	size_t plain_lines; /* line ends before the parser */
	struct xml_attr *attrs; /* of the start tag at hand */
	size_t attr_cap;
	struct buf names; /* names whose prefix was never declared, as they were written */
	int depth; /* of the parser */
	size_t last_line; /* once nothing is read any more */
	bool broken, finished;
};

/* ---- names ---- */

static size_t literal_len(const xmlChar *prefix, const xmlChar *local)
{
	return strlen((const char *)prefix) + 1 + strlen((const char *)local);
}

/* There is room for it in x->names: earlier ones stay where they are. */
static struct span add_literal(struct xml *x, const xmlChar *prefix, const xmlChar *local)
{
	size_t start = x->names.len;

	buf_add_str(&x->names, (const char *)prefix);
	buf_add_char(&x->names, ':');
	buf_add_str(&x->names, (const char *)local);
	return span_of(x->names.data + start, x->names.len - start);
}

/* Names and namespaces stay in the parser's dictionary. */
static struct span text_of(const xmlChar *text)
{
	return span_str((const char *)text);
}

static struct span name_of(
    struct xml *x, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	return prefix && !uri ? add_literal(x, prefix, local) : text_of(local);
}

/* ---- events ---- */

/* How libxml2 gives an attribute: five pointers. */
struct raw_attr {
	const xmlChar *local, *prefix, *uri, *value, *value_end;
};

static struct raw_attr raw_attr(const xmlChar **attributes, int i)
{
	const xmlChar **a = attributes + (ptrdiff_t)i * 5;

	return (struct raw_attr){ a[0], a[1], a[2], a[3], a[4] };
}

static void make_room(struct xml *x, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *uri, int count, const xmlChar **attributes)
{
	size_t names = prefix && !uri ? literal_len(prefix, local) : 0;

	for (int i = 0; i < count; i++) {
		struct raw_attr a = raw_attr(attributes, i);
		names += a.prefix && !a.uri ? literal_len(a.prefix, a.local) : 0;
	}
	buf_clear(&x->names);
	if (names)
		buf_reserve(&x->names, names);
	while (x->attr_cap < (size_t)count)
		ARRAY_GROW(x->attrs, x->attr_cap, x->attr_cap);
}

static void on_start(void *user, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
    int namespace_count, const xmlChar **namespaces, int count, int defaulted,
    const xmlChar **attributes)
{
	struct xml *x = user;

	(void)namespace_count;
	(void)namespaces;
	(void)defaulted;
	x->depth++;
	/* Else it passes over "&lt;" once it has found a mistake, as an attribute given twice. */
	x->parser->wellFormed = 1;
	if (x->told_starts) {
		x->told_starts--;
		return;
	}
	make_room(x, local, prefix, uri, count, attributes);
	for (int i = 0; i < count; i++) {
		struct raw_attr a = raw_attr(attributes, i);
		x->attrs[i] = (struct xml_attr){
			.ns = a.uri ? text_of(a.uri) : SPAN_NONE,
			.name = name_of(x, a.local, a.prefix, a.uri),
			.value = span_of((const char *)a.value, (size_t)(a.value_end - a.value)),
		};
	}
	x->handlers->start(
	    x->user, text_of(uri), name_of(x, local, prefix, uri), x->attrs, (size_t)count);
}

static void on_end(void *user, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct xml *x = user;

	buf_clear(&x->names);
	if (prefix && !uri)
		buf_reserve(&x->names, literal_len(prefix, local));
	x->handlers->end(x->user, text_of(uri), name_of(x, local, prefix, uri));
	x->depth--;
}

static void on_text(void *user, const xmlChar *text, int len)
{
	struct xml *x = user;

	x->handlers->text(x->user, span_of((const char *)text, (size_t)len));
}

/* What libxml2 finds was repaired before, or is a prefix without a namespace. */
static void on_error(void *user, xmlErrorPtr error)
{
	(void)user;
	(void)error;
}

/* ---- life ---- */

static void open_parser(struct xml *x)
{
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.cdataBlock = on_text,
		.serror = on_error,
	};

	x->parser = libxml2.xmlCreatePushParserCtxt(&sax, x, NULL, 0, NULL);
	if (!x->parser)
		bug("no memory for an XML parser");
	/* NOENT means here: &amp; in an attribute is '&', and not "&#38;". */
	libxml2.xmlCtxtUseOptions(x->parser,
	    XML_PARSE_RECOVER | XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_HUGE |
	        XML_PARSE_IGNORE_ENC);
}

struct xml *xml_new(
    const struct xml_handlers *handlers, void *user, struct diags *diags, uint32_t source)
{
	struct xml *x = xcalloc(1, sizeof *x);

	x->handlers = x->plain.handlers = handlers;
	x->user = x->plain.user = user;
	x->diags = diags;
	x->source = source;
	return x;
}

static void stop(struct xml *x)
{
	x->last_line = xml_line(x);
	x->broken = true;
	diag_add(x->diags, DIAG_CODE_XML_BROKEN, x->source, x->last_line,
	    "the XML cannot be read any further; what follows is left out");
}

static void parse(struct xml *x, struct span text)
{
	for (; text.len && !x->broken; text = span_sub(text, PARSED_BYTES, text.len)) {
		int len = (int)span_sub(text, 0, PARSED_BYTES).len;

		libxml2.xmlParseChunk(x->parser, text.p, len, 0);
		if (x->parser->disableSAX)
			stop(x);
	}
}

bool xml_begin_parser(struct xml *x)
{
	struct buf tags = BUF_INIT;
	const char *why;

	if (x->parser || x->broken)
		return !x->broken;
	x->plain_lines = plain_lines(&x->plain);
	if (!dso_load(&libxml2_dso, &why)) {
		diag_add(x->diags, DIAG_CODE_NOT_BUILT, x->source, xml_line(x),
		    "from here on the XML needs a parser, and %s: what follows is left out",
		    why);
		x->last_line = xml_line(x);
		x->broken = true;
		return false;
	}
	open_parser(x);
	x->told_starts = x->plain.open_count;
	plain_add_open_tags(&x->plain, &tags);
	parse(x, buf_span(&tags));
	buf_release(&tags);
	return !x->broken;
}

static void tell(struct xml *x, struct span repaired)
{
	size_t told = x->parser || x->broken ? 0 : plain_read(&x->plain, repaired);

	repaired = span_sub(repaired, told, repaired.len);
	if (repaired.len && xml_begin_parser(x))
		parse(x, repaired);
}

bool xml_feed(struct xml *x, struct span utf8)
{
	for (size_t at = 0; at < utf8.len && !x->broken; at += SLICE_BYTES)
		tell(x, repair_next(&x->repair, span_sub(utf8, at, at + SLICE_BYTES), false));
	return !x->broken;
}

static void report(struct xml *x)
{
	const struct repair *r = &x->repair;

	if (r->repairs == 1)
		diag_add(x->diags, DIAG_CODE_XML_REPAIRED, x->source, r->first_repair_line,
		    "%s; repaired", r->first_repair);
	else if (r->repairs)
		diag_add(x->diags, DIAG_CODE_XML_REPAIRED, x->source, r->first_repair_line,
		    "%s, the first of %zu places that are not well-formed; repaired",
		    r->first_repair, r->repairs);
	if (r->entities.refused)
		diag_add(x->diags, DIAG_CODE_XML_ENTITY, x->source, 0,
		    "%zu entities were not loaded", r->entities.refused);
	if (r->too_large)
		diag_add(x->diags, DIAG_CODE_TOO_LARGE, x->source, 0,
		    "a tag, its attributes or the DOCTYPE are beyond all measure and were cut");
	if (r->cut)
		diag_add(x->diags, DIAG_CODE_TRUNCATED, x->source, r->lines + 1,
		    "the document ends in the middle, with %zu elements open; they were closed",
		    r->open_at_end);
}

void xml_finish(struct xml *x)
{
	if (x->finished)
		return;
	x->finished = true;
	if (!x->broken) {
		tell(x, repair_next(&x->repair, SPAN_LIT(""), true));
		if (x->parser)
			libxml2.xmlParseChunk(x->parser, NULL, 0, 1);
	}
	if (xml_depth(x) > 0 && !x->broken)
		stop(x);
	report(x);
}

size_t xml_line(struct xml *x)
{
	int line;

	if (x->broken)
		return x->last_line;
	if (!x->parser)
		return plain_lines(&x->plain) + 1;
	line = libxml2.xmlSAX2GetLineNumber(x->parser);
	return x->plain_lines + (line > 0 ? (size_t)line : 1);
}

int xml_depth(const struct xml *x)
{
	return x->parser ? x->depth : (int)x->plain.open_count;
}

void xml_free(struct xml *x)
{
	if (!x)
		return;
	if (x->parser)
		libxml2.xmlFreeParserCtxt(x->parser);
	repair_release(&x->repair);
	plain_release(&x->plain);
	buf_release(&x->names);
	free(x->attrs);
	free(x);
}

struct span xml_attr_get(const struct xml_attr *attrs, size_t attr_count, const char *name)
{
	const struct span wanted = span_str(name);

	for (size_t i = 0; i < attr_count; i++)
		if (span_eq(attrs[i].name, wanted))
			return attrs[i].value;
	return SPAN_NONE;
}
