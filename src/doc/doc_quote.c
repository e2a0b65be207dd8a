/* Plain text marks what it quotes with > at the start of the line, and so do people
 * who answer in a comment box: such lines become quotes, whatever the markup says.
 */
#include "config.h"

#include <string.h>

#include "doc/doc_priv.h"

size_t quote_marks(struct span line, size_t most, size_t *text_at)
{
	size_t marks = 0, i = 0;

	while (i < line.len && line.p[i] == '>' && marks < most) {
		marks++;
		i++;
		if (i + 1 < line.len && line.p[i] == ' ' && line.p[i + 1] == '>')
			i++;
	}
	if (i < line.len && line.p[i] == ' ')
		i++;
	else if (i < line.len && memchr("_:.=;<-)/|,", line.p[i], 11)) /* an emoticon, an arrow */
		marks = 0;
	*text_at = marks ? i : 0;
	return marks;
}

static bool has_quotes(struct span text, size_t most)
{
	size_t at;

	for (struct span line; span_line(&text, &line);)
		if (line.len && line.p[0] == '>' && quote_marks(line, most, &at))
			return true;
	return false;
}

void quote_lines(struct builder *b)
{
	struct doc *d = b->doc;
	struct doc_node leaf = d->nodes[d->node_len - 1];
	struct span rest =
	    span_sub(buf_span(&d->text), leaf.text_start, leaf.text_start + leaf.text_len);
	size_t most = DOC_MAX_QUOTES - b->scope.quote_depth, open = 0, text_at;
	bool joins = false; /* the next line continues the last leaf */

	if (span_find_byte(rest, '>') == rest.len || !has_quotes(rest, most))
		return;
	d->node_len--;
	b->leaves--;
	b->gap = leaf.gap;
	for (struct span line; span_line(&rest, &line);) {
		size_t marks = quote_marks(line, most, &text_at);
		uint32_t start = (uint32_t)(line.p - d->text.data + text_at);
		uint32_t len = (uint32_t)(line.len - text_at);

		if (!len) {
			joins = false;
			b->gap = 1;
			if (!marks)
				quotes_set(b, &open, 0);
		} else if (joins && !marks && !open) {
			struct doc_node *last = &d->nodes[d->node_len - 1];

			last->text_len = start + len - last->text_start;
		} else {
			quotes_set(b, &open, marks);
			leaf_put(b, start, len, b->gap)->heading = leaf.heading;
			b->gap = 0;
			joins = !marks;
		}
	}
	quotes_set(b, &open, 0);
}
