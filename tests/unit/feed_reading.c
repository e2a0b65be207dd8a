#include "config.h"

#include "feed_reading.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "moot/ingest/ingest.h"
#include "outline.h"
#include "unit.h"

struct reading read_feed(const char *format, const char *text, size_t piece_bytes)
{
	const struct ingest_format *f = ingest_format_find(format);
	struct reading r = { .lib = library_new() };
	struct source_fact fact = { SPAN_LIT("t"), span_str(format) };
	struct ingest_target target = { r.lib, library_add_source(r.lib, &fact), &r.diags,
		SPAN_NONE };
	struct span all = span_str(text);
	void *state;

	assert_non_null(f);
	state = f->open(&target);
	for (size_t at = 0; at < all.len; at += piece_bytes)
		f->feed(state, span_sub(all, at, at + piece_bytes));
	f->finish(state);
	f->close(state);
	library_link(r.lib, &r.diags, true);
	model_check(r.lib);
	outline_add(r.lib, NULL, &r.outline);
	return r;
}

void reading_release(struct reading *r)
{
	library_free(r->lib);
	diags_release(&r->diags);
	buf_release(&r->outline);
}

void expect_outline(const char *format, const char *text, const char *outline)
{
	static const size_t pieces[] = { 1, 7, 1 << 20 };

	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct reading r = read_feed(format, text, pieces[i]);

		assert_string_equal(buf_str(&r.outline), outline);
		reading_release(&r);
	}
}

size_t said(const struct reading *r, enum diag_code code)
{
	size_t count = 0;

	for (size_t i = 0; i < r->diags.len; i++)
		count += r->diags.rows[i].code == code;
	return count;
}

void assert_ref(const struct reading *r, text_ref ref, const char *want)
{
	char *text = ref ? xspandup(library_text(r->lib, ref)) : xstrdup("(none)");

	assert_string_equal(text, want);
	free(text);
}
