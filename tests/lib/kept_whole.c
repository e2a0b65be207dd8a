#include "config.h"

#include "kept_whole.h"

bool is_kept_whole(const struct line *line)
{
	struct span text = safe_span(line->text);

	for (uint32_t i = 0; i < line->span_count; i++)
		if (line->spans[i].style & STYLE_CODE)
			return true;
	return span_find(text, SPAN_LIT("://")) < text.len ||
	    span_find(text, SPAN_LIT("www.")) < text.len;
}
