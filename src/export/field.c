#include "config.h"

#include "export/field_priv.h"

#include "moot/model/authors.h"
#include "moot/text/safe.h"

struct span file_field(struct arena *a, struct span raw)
{
	struct buf clean = BUF_INIT;

	safe_add_field_joined(&clean, raw);
	struct span kept = arena_span(a, span_trim(buf_span(&clean)));
	buf_release(&clean);
	return kept;
}

struct span file_byline(struct arena *a, struct span authors)
{
	struct buf byline = BUF_INIT;

	authors_add_byline(&byline, authors);
	struct span kept = file_field(a, buf_span(&byline));
	buf_release(&byline);
	return kept;
}

void file_flush(FILE *out, struct buf *text, struct arena *a)
{
	fwrite(buf_str(text), 1, text->len, out);
	buf_clear(text);
	arena_release(a);
}
