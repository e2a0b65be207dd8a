#include "config.h"

#include "ingest/collapse_priv.h"

/* The length of the white space at the start: ASCII's, U+00A0, U+2009 or U+202F. */
static size_t space_len(struct span s)
{
	if (s.len >= 1 && ascii_is_space(s.p[0]))
		return 1;
	if (span_starts(s, "\xC2\xA0"))
		return 2;
	return span_starts(s, "\xE2\x80\x89") || span_starts(s, "\xE2\x80\xAF") ? 3 : 0;
}

void collapse_add(struct buf *out, struct span text)
{
	bool gap = false;

	while (text.len > 0) {
		size_t space = space_len(text);

		if (!space) {
			if (gap && out->len > 0)
				buf_add_char(out, ' ');
			buf_add_char(out, text.p[0]);
		}
		gap = space > 0;
		text = span_sub(text, space ? space : 1, text.len);
	}
}
