/* Any bytes as a body, laid out: no line is wider than it may be, where there is room for
 * the narrowest indent and a wide character. */
#include "config.h"

#include "fuzz.h"

#include "moot/base/buf.h"
#include "moot/base/xalloc.h"
#include "moot/doc/doc.h"
#include "moot/layout/layout.h"

enum { ROOMY_COLS = 4 };

static void check_width(const struct doc *d, int cols)
{
	const struct layout_opts opts = { .cols = cols, .number_links = true };
	struct layout *l = layout_new(d, &opts);

	for (size_t i = 0; i < l->line_count; i++)
		if (cols >= ROOMY_COLS && l->lines[i].cols > cols)
			bug("a line of %d columns, %d wanted", l->lines[i].cols, cols);
	layout_free(l);
}

static void export_text(const struct doc *d)
{
	const struct layout_opts opts = { .export_pen = true, .number_links = true };
	struct layout *l = layout_new(d, &opts);
	struct buf out = BUF_INIT;

	layout_add_text(l, &out);
	layout_add_links(d, 0, &out);
	buf_release(&out);
	layout_free(l);
}

/* The first byte says what type the body is. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum body_type types[] = { BODY_HTML, BODY_TEXT, BODY_AUTOP };
	static const int widths[] = { 1, ROOMY_COLS, 20, 78 };
	struct doc *d;

	if (size == 0)
		return 0;
	d = doc_parse(span_of((const char *)data + 1, size - 1), types[data[0] % 3],
	    span_str("https://blog.example/2024/03/post.html"));
	for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++)
		check_width(d, widths[i]);
	export_text(d);
	doc_free(d);
	return 0;
}
