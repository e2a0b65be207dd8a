#include "config.h"

#include <stdlib.h>

#include "layout/layout_priv.h"
#include "moot/base/xalloc.h"

void sink_release(struct sink *s)
{
	buf_release(&s->text);
	free(s->spans);
	free(s->lines);
	*s = (struct sink){ .spans = NULL };
}

void sink_clear(struct sink *s)
{
	buf_clear(&s->text);
	s->span_len = s->line_len = 0;
}

void sink_begin(struct sink *s)
{
	ARRAY_GROW(s->lines, s->line_len, s->line_cap);
	s->lines[s->line_len] = (struct sink_line){
		.text = s->text.len, .spans = s->span_len, .text_start = NOT_IN_TEXT
	};
}

void sink_add(struct sink *s, struct span text, uint32_t text_start, uint16_t style,
    uint16_t quote_depth, uint32_t link)
{
	struct sink_line *line = &s->lines[s->line_len];

	if (!text.len)
		return;
	ARRAY_GROW(s->spans, s->span_len, s->span_cap);
	s->spans[s->span_len++] = (struct line_span){ .start = (uint32_t)(s->text.len - line->text),
		.len = (uint32_t)text.len,
		.text_start = text_start,
		.style = style,
		.quote_depth = quote_depth,
		.link = link };
	if (line->text_start == NOT_IN_TEXT)
		line->text_start = text_start;
	buf_add_span(&s->text, text);
}

void sink_add_spaces(struct sink *s, size_t count)
{
	static const char spaces[] = "                ";

	for (size_t n; count; count -= n) {
		n = count < sizeof spaces - 1 ? count : sizeof spaces - 1;
		sink_add(s, span_of(spaces, n), NOT_IN_TEXT, STYLE_PLAIN, 0, 0);
	}
}

/* Returns how many spaces of ours went. */
static size_t trim_added(struct sink *s, const struct sink_line *line)
{
	size_t gone = 0;

	while (s->span_len > line->spans) {
		struct line_span *last = &s->spans[s->span_len - 1];

		if (last->text_start != NOT_IN_TEXT || s->text.data[s->text.len - 1] != ' ')
			break;
		buf_truncate(&s->text, s->text.len - 1);
		gone++;
		if (--last->len == 0)
			s->span_len--;
	}
	return gone;
}

struct line sink_line(const struct sink *s, const struct sink_line *from)
{
	return (struct line){
		.text = { buf_str(&s->text) + from->text, from->len },
		.spans = from->span_count ? s->spans + from->spans : NULL,
		.span_count = from->span_count,
		.cols = from->cols,
		.text_start = from->text_start,
		.wrapped = from->wrapped,
	};
}

static void hand_over(struct sink *s, const struct sink_line *last)
{
	struct line line = sink_line(s, last);

	s->each(s->user, &line);
	sink_clear(s);
}

void sink_end(struct sink *s, int cols, bool wrapped)
{
	struct sink_line *line = &s->lines[s->line_len];

	line->cols = cols - (int)trim_added(s, line);
	line->len = (uint32_t)(s->text.len - line->text);
	line->span_count = (uint32_t)(s->span_len - line->spans);
	line->wrapped = wrapped;
	if (s->each)
		hand_over(s, line);
	else
		s->line_len++;
}

void sink_copy(struct sink *s, const struct sink *from, const struct sink_line *line)
{
	const char *text = from->text.data + line->text;

	for (uint32_t i = 0; i < line->span_count; i++) {
		const struct line_span *span = &from->spans[line->spans + i];

		sink_add(s, span_of(text + span->start, span->len), span->text_start, span->style,
		    span->quote_depth, span->link);
	}
}
