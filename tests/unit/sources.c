#include "config.h"

#include "sources.h"

#include "moot/ingest/ingest.h"
#include "outline.h"
#include "unit.h"

struct sources sources_read(const char *const *texts)
{
	struct sources s = { .lib = library_new() };
	struct ingest *in = ingest_new(s.lib, &s.diags, NULL);

	for (; *texts; texts++)
		ingest_add_memory(in, "test", span_str(*texts));
	ingest_run(in);
	ingest_free(in);
	model_check(s.lib);
	return s;
}

struct sources sources_read_sliced(const char *format, const char *text)
{
	struct sources s = { .lib = library_new() };
	const struct ingest_format *adapter = ingest_format_find(format);
	const struct source_fact fact = { SPAN_LIT("test"), span_str(format) };
	struct ingest_target target = { s.lib, library_add_source(s.lib, &fact), &s.diags,
		SPAN_NONE };
	struct span all = span_str(text);
	void *state = adapter->open(&target);

	for (size_t at = 0; at < all.len; at += 7)
		adapter->feed(state, span_sub(all, at, at + 7));
	adapter->finish(state);
	adapter->close(state);
	library_link(s.lib, &s.diags, true);
	model_check(s.lib);
	return s;
}

void sources_release(struct sources *s)
{
	library_free(s->lib);
	diags_release(&s->diags);
}

void assert_sources(const struct sources *s, const char *outline)
{
	struct buf got = BUF_INIT;

	outline_add(s->lib, NULL, &got);
	assert_string_equal(buf_str(&got), outline);
	buf_release(&got);
}

void assert_source(const char *format, const char *text, const char *outline)
{
	struct sources whole = sources_read((const char *const[]){ text, NULL });
	struct sources sliced = sources_read_sliced(format, text);
	const struct source_row *source = library_source(whole.lib, 1);

	assert_true(span_eq_str(library_text(whole.lib, source->format), format));
	assert_sources(&whole, outline);
	assert_sources(&sliced, outline);
	sources_release(&whole);
	sources_release(&sliced);
}

size_t sources_said(const struct sources *s, enum diag_code code)
{
	size_t count = s->diags.suppressed[code];

	for (size_t i = 0; i < s->diags.len; i++)
		count += s->diags.rows[i].code == code;
	return count;
}
