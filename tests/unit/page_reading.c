#include "config.h"

#include "page_reading.h"

#include <stdlib.h>

#include "moot/base/buf.h"
#include "moot/base/xalloc.h"
#include "moot/ingest/ingest.h"
#include "unit.h"

struct reading read_page_as(const char *name, struct span html)
{
	struct reading r = { .lib = library_new() };
	struct ingest_target target = { .lib = r.lib, .diags = &r.diags };

	target.source = library_add_source(r.lib,
	    &(struct source_fact){ SPAN_LIT("page"), span_str(name) });
	const struct ingest_format *format = ingest_format_find(name);
	void *state = format->open(&target);
	for (size_t at = 0; at < html.len; at += 7)
		format->feed(state, span_sub(html, at, at + 7));
	format->finish(state);
	format->close(state);
	library_link(r.lib, &r.diags, true);
	model_check(r.lib);
	return r;
}

struct reading read_bytes(struct span html)
{
	return read_page_as("blogger-page", html);
}

struct reading read_page(const char *html)
{
	return read_bytes(span_str(html));
}

void reading_release(struct reading *r)
{
	library_free(r->lib);
	diags_release(&r->diags);
}

void assert_ref(const struct reading *r, text_ref ref, const char *want)
{
	char *got = xspandup(library_text(r->lib, ref));

	assert_string_equal(ref ? got : "(none)", want);
	free(got);
}

void assert_date(struct date d, const char *want)
{
	struct buf got = BUF_INIT;

	if (date_known(d))
		date_add_rfc3339(&got, d);
	assert_string_equal(buf_str(&got), want);
	buf_release(&got);
}

void assert_thread(const struct reading *r, const char *want)
{
	struct buf got = BUF_INIT;
	uint32_t count;
	const struct thread_item *items = library_thread(r->lib, 1, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (i)
			buf_add_char(&got, ' ');
		library_add_number(r->lib, items[i].comment, &got);
	}
	assert_string_equal(buf_str(&got), want);
	buf_release(&got);
}

size_t said(const struct reading *r, enum diag_code code)
{
	size_t count = 0;

	for (size_t i = 0; i < r->diags.len; i++)
		count += r->diags.rows[i].code == code;
	return count;
}
