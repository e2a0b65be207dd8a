/* Any clean text as XML, fed in slices: each element that starts also ends, unless it
 * is said that the XML is broken. */
#include "config.h"

#include "fuzz.h"

#include "moot/base/diag.h"
#include "moot/base/xalloc.h"
#include "moot/markup/xml.h"
#include "moot/source/source.h"

static void start(void *user, struct span ns, struct span name, const struct xml_attr *attrs,
    size_t attr_count)
{
	size_t *open = user;

	(void)ns;
	(void)name;
	xml_attr_get(attrs, attr_count, "href");
	++*open;
}

static void end(void *user, struct span ns, struct span name)
{
	size_t *open = user;

	(void)ns;
	(void)name;
	if ((*open)-- == 0)
		bug("an element ends that never started");
}

static void text(void *user, struct span piece)
{
	(void)user;
	(void)piece;
}

static bool said_broken(const struct diags *diags)
{
	for (size_t i = 0; i < diags->len; i++)
		if (diags->rows[i].code == DIAG_CODE_XML_BROKEN)
			return true;
	return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct xml_handlers handlers = { start, end, text };
	struct diags diags = { 0 };
	struct span slice;
	size_t open = 0;
	struct source *s = source_open_memory(span_of((const char *)data, size), &diags, 1);
	struct xml *x = xml_new(&handlers, &open, &diags, 1);

	while (source_next(s, &slice) == SOURCE_DATA)
		xml_feed(x, slice);
	xml_finish(x);
	if (open > 0 && !said_broken(&diags))
		bug("%zu elements never ended", open);
	xml_free(x);
	source_close(s);
	diags_release(&diags);
	return 0;
}
