/* Plain text: a run of lines of the same quote level is one leaf, whose lines keep
 * their ends and spaces; nothing in it is decoded.
 */
#include "config.h"

#include "doc/doc_priv.h"

static struct span trim_end(struct span line)
{
	while (line.len && ascii_is_space(line.p[line.len - 1]))
		line.len--;
	return line;
}

static void begin_leaf(struct builder *b, size_t level)
{
	struct plain *plain = &b->plain;

	leaf_close(b);
	if (plain->empty_level < plain->open_quotes)
		quotes_set(b, &plain->open_quotes, plain->empty_level);
	quotes_set(b, &plain->open_quotes, level);
	if (b->leaves)
		b->gap = (uint8_t)(plain->empty_lines < UINT8_MAX ? plain->empty_lines : UINT8_MAX);
	plain->level = level;
}

enum { PIECE_BYTES = 16 << 10 };

/* A long line goes in pieces, which end where a word does if one does. */
static void feed_piece(struct builder *b)
{
	struct span *line = &b->plain.line_rest;
	size_t len = line->len;

	if (len > PIECE_BYTES) {
		len = PIECE_BYTES;
		while (len && line->p[len] != ' ')
			len--;
		len = len ? len : line->len;
	}
	text_feed(b, span_sub(*line, 0, len));
	*line = span_sub(*line, len, line->len);
}

static void add_line(struct builder *b, struct span line)
{
	struct plain *plain = &b->plain;
	size_t text_at, level = quote_marks(line, DOC_MAX_QUOTES, &text_at);
	struct span text = trim_end(span_sub(line, text_at, line.len));

	if (!text.len) {
		plain->empty_lines++;
		if (level < plain->empty_level)
			plain->empty_level = level;
		return;
	}
	if (!b->leaf_open || level != plain->level || plain->empty_level < level)
		begin_leaf(b, level);
	else
		for (size_t i = 0; i <= plain->empty_lines; i++)
			text_break(b);
	plain->empty_lines = 0;
	plain->empty_level = SIZE_MAX;
	plain->line_rest = text;
	feed_piece(b);
}

/* Takes one line off the text; \r, \n, \r\n and the separators of Unicode end it. */
static bool next_line(struct span *rest, struct span *line)
{
	size_t end = 0;

	if (!rest->len)
		return false;
	while (end < rest->len && rest->p[end] != '\n' && rest->p[end] != '\r')
		end++;
	*line = span_sub(*rest, 0, end);
	if (end + 1 < rest->len && rest->p[end] == '\r' && rest->p[end + 1] == '\n')
		end++;
	*rest = span_sub(*rest, end + 1, rest->len);
	return true;
}

void doc_plain_begin(struct builder *b, struct span text)
{
	b->plain = (struct plain){ .rest = text, .empty_level = SIZE_MAX };
	b->scope.space = SPACE_KEPT;
}

bool doc_plain_step(struct builder *b, size_t bytes)
{
	struct plain *plain = &b->plain;
	size_t before = plain->rest.len + plain->line_rest.len;

	do {
		struct span line;

		if (plain->line_rest.len)
			feed_piece(b);
		else if (next_line(&plain->rest, &line))
			add_line(b, line);
		else
			break;
	} while (before - plain->rest.len - plain->line_rest.len < bytes);
	if (plain->rest.len || plain->line_rest.len)
		return true;
	leaf_close(b);
	quotes_set(b, &plain->open_quotes, 0);
	return false;
}
