/* Plain text: a run of lines of the same quote level is one leaf, whose lines keep
 * their ends and spaces; nothing in it is decoded.
 */
#include "config.h"

#include "doc/doc_priv.h"

struct plain {
	struct builder *b;
	size_t open_quotes;
	size_t level;        /* of the leaf that is open */
	size_t empty_lines;  /* since the last line of text */
	size_t empty_level;  /* the lowest level of these; SIZE_MAX when there are none */
};

static struct span trim_end(struct span line)
{
	while (line.len && ascii_is_space(line.p[line.len - 1]))
		line.len--;
	return line;
}

static void begin_leaf(struct plain *plain, size_t level)
{
	struct builder *b = plain->b;

	leaf_close(b);
	if (plain->empty_level < plain->open_quotes)
		quotes_set(b, &plain->open_quotes, plain->empty_level);
	quotes_set(b, &plain->open_quotes, level);
	if (b->leaves)
		b->gap = (uint8_t)(plain->empty_lines < UINT8_MAX ? plain->empty_lines : UINT8_MAX);
	plain->level = level;
}

static void add_line(struct plain *plain, struct span line)
{
	size_t text_at, level = quote_marks(line, DOC_MAX_QUOTES, &text_at);
	struct span text = trim_end(span_sub(line, text_at, line.len));

	if (!text.len) {
		plain->empty_lines++;
		if (level < plain->empty_level)
			plain->empty_level = level;
		return;
	}
	if (!plain->b->leaf_open || level != plain->level || plain->empty_level < level)
		begin_leaf(plain, level);
	else
		for (size_t i = 0; i <= plain->empty_lines; i++)
			text_break(plain->b);
	plain->empty_lines = 0;
	plain->empty_level = SIZE_MAX;
	text_feed(plain->b, text);
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

void doc_build_plain(struct builder *b, struct span text)
{
	struct plain plain = { .b = b, .empty_level = SIZE_MAX };

	b->scope.space = SPACE_KEPT;
	for (struct span line; next_line(&text, &line);)
		add_line(&plain, line);
	leaf_close(b);
	quotes_set(b, &plain.open_quotes, 0);
}
