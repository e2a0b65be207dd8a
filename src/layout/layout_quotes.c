#include "config.h"

#include "layout/layout_priv.h"

static bool is_quote(const struct sink *sink, const struct sink_line *line)
{
	for (uint32_t i = 0; i < line->span_count; i++)
		if (sink->spans[line->spans + i].quote_depth > 0)
			return true;
	return false;
}

/* The first byte of the text that these lines show. */
static uint32_t text_start(const struct sink *sink, size_t from, size_t to)
{
	while (from < to && sink->lines[from].text_start == NOT_IN_TEXT)
		from++;
	return from < to ? sink->lines[from].text_start : NOT_IN_TEXT;
}

/* "[3 quoted lines]", behind all lines; it is where they begin. */
static void add_sign(struct sink *sink, size_t from, size_t to)
{
	uint32_t start = text_start(sink, from, to);
	struct buf words = BUF_INIT;

	buf_addf(&words, "[%zu quoted line%s]", to - from, to - from == 1 ? "" : "s");
	sink_begin(sink);
	sink_add(sink, buf_span(&words), NOT_IN_TEXT, STYLE_DIM, 0, 0);
	sink_end(sink, (int)words.len, false);
	sink->lines[sink->line_len - 1].text_start = start;
	buf_release(&words);
}

/* Lines are only moved up: each quote leaves at least the one that stands for it. */
void quotes_hide(struct sink *sink)
{
	size_t count = sink->line_len, kept = 0;

	for (size_t i = 0; i < count;) {
		size_t end = i;

		while (end < count && is_quote(sink, &sink->lines[end]))
			end++;
		if (end > i) {
			add_sign(sink, i, end);
			sink->lines[kept++] = sink->lines[--sink->line_len];
			i = end;
		} else {
			sink->lines[kept++] = sink->lines[i++];
		}
	}
	sink->line_len = kept;
}
