/* Any clean text as XML, fed in slices: each element that starts also ends, unless it is said
 * that the XML is broken; and what is told without a parser is what the parser would tell. */
#include "config.h"

#include "fuzz.h"

#include "markup/xml_priv.h"
#include "moot/base/buf.h"
#include "moot/base/diag.h"
#include "moot/base/xalloc.h"
#include "moot/source/source.h"

struct events {
	struct buf told; /* clean text holds no such bytes as stand between the parts */
	size_t open;
	struct diags diags;
	struct xml *xml;
};

static void add(struct events *e, char kind, struct span ns, struct span text)
{
	buf_add_char(&e->told, kind);
	buf_add_span(&e->told, ns);
	buf_add_char(&e->told, '\1');
	buf_add_span(&e->told, text);
}

static void start(void *user, struct span ns, struct span name, const struct xml_attr *attrs,
    size_t attr_count)
{
	struct events *e = user;

	add(e, '\2', ns, name);
	for (size_t i = 0; i < attr_count; i++) {
		add(e, '\3', attrs[i].ns, attrs[i].name);
		add(e, '\4', SPAN_NONE, attrs[i].value);
	}
	buf_addf(&e->told, "\5%zu\6", xml_line(e->xml));
	e->open++;
}

static void end(void *user, struct span ns, struct span name)
{
	struct events *e = user;

	add(e, '\7', ns, name);
	if (e->open-- == 0)
		bug("an element ends that never started");
}

static void text(void *user, struct span piece)
{
	struct events *e = user;

	buf_add_span(&e->told, piece);
}

static bool said_broken(const struct diags *diags)
{
	for (size_t i = 0; i < diags->len; i++)
		if (diags->rows[i].code == DIAG_CODE_XML_BROKEN)
			return true;
	return false;
}

/* parser_after: so many slices are read before the parser has to read. */
static void read_all(struct events *e, struct span bytes, size_t parser_after)
{
	static const struct xml_handlers handlers = { start, end, text };
	struct source *s = source_open_memory(bytes, &e->diags, 1);
	struct span slice;

	e->xml = xml_new(&handlers, e, &e->diags, 1);
	while (source_next(s, &slice) == SOURCE_DATA)
		for (size_t at = 0; at < slice.len; at += 64) {
			if (parser_after-- == 0)
				xml_begin_parser(e->xml);
			xml_feed(e->xml, span_sub(slice, at, at + 64));
		}
	xml_finish(e->xml);
	if (e->open > 0 && !said_broken(&e->diags))
		bug("%zu elements never ended", e->open);
	source_close(s);
}

static void release(struct events *e)
{
	xml_free(e->xml);
	diags_release(&e->diags);
	buf_release(&e->told);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span bytes = span_of((const char *)data, size);
	struct events plain = { .open = 0 };

	read_all(&plain, bytes, SIZE_MAX);
	for (size_t after = 0; after < 3; after++) {
		struct events parsed = { .open = 0 };

		read_all(&parsed, bytes, after);
		if (!said_broken(&parsed.diags) && !said_broken(&plain.diags) &&
		    !span_eq(buf_span(&plain.told), buf_span(&parsed.told)))
			bug("the parser tells something else:\n%s\n%s", buf_str(&plain.told),
			    buf_str(&parsed.told));
		release(&parsed);
	}
	release(&plain);
	return 0;
}
