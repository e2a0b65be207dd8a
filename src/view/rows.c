#include "config.h"

#include "moot/view/rows.h"

#include "moot/layout/parts.h"

static text_row row_of(size_t part, size_t line)
{
	return (text_row)part << 32 | line;
}

static size_t part_of(text_row row)
{
	return (size_t)(row >> 32);
}

static size_t line_of(text_row row)
{
	return (uint32_t)row;
}

/* A row that is not there any more, as the text is another one or its links have got other
 * numbers, is the last one.  The part of one that is there may have to be found again, when
 * the cache has dropped the text. */
static void find_row(struct parts *p, text_row row, size_t *part, size_t *line)
{
	size_t count;
	bool there = parts_have(p, part_of(row));

	*part = there ? part_of(row) : parts_count(p) - 1;
	count = parts_line_count(p, *part);
	*line = there && line_of(row) < count ? line_of(row) : count ? count - 1 : 0;
}

static struct parts *parts_of(const struct shown_text *t)
{
	return bodies_parts(t->bodies, t->post, t->comment, t->cols);
}

bool rows_any(const struct shown_text *t)
{
	struct parts *p = parts_of(t);

	return parts_have(p, 0) && parts_line_count(p, 0) > 0;
}

size_t rows_count(const struct shown_text *t, size_t most)
{
	struct parts *p = parts_of(t);
	size_t count = 0;

	for (size_t i = 0; count < most && parts_have(p, i); i++)
		count += parts_line_count(p, i);
	return count < most ? count : most;
}

size_t rows_down(const struct shown_text *t, text_row *row, size_t count)
{
	struct parts *p = parts_of(t);
	size_t part, line, left = count;

	find_row(p, *row, &part, &line);
	for (;;) {
		size_t lines = parts_line_count(p, part), room = lines ? lines - 1 - line : 0;

		if (left <= room || !parts_have(p, part + 1)) {
			size_t moved = left < room ? left : room;

			*row = row_of(part, line + moved);
			return count - left + moved;
		}
		left -= room + 1;
		part++;
		line = 0;
	}
}

size_t rows_up(const struct shown_text *t, text_row *row, size_t count)
{
	struct parts *p = parts_of(t);
	size_t part, line, left = count;

	find_row(p, *row, &part, &line);
	while (left > line && part > 0) {
		left -= line + 1;
		part--;
		line = parts_line_count(p, part) - 1;
	}
	if (left > line) {
		*row = 0;
		return count - left + line;
	}
	*row = row_of(part, line - left);
	return count;
}

text_row rows_last(const struct shown_text *t)
{
	struct parts *p = parts_of(t);
	size_t part = parts_count(p) - 1;

	return row_of(part, parts_line_count(p, part) - 1);
}

text_row rows_at(const struct shown_text *t, uint32_t text_byte)
{
	struct parts *p = parts_of(t);
	size_t part = parts_at(p, text_byte);

	return row_of(part, layout_line_at(parts_layout(p, part), text_byte));
}

const struct line *rows_line(const struct shown_text *t, text_row row)
{
	struct parts *p = parts_of(t);
	const struct layout *l;

	if (!parts_have(p, part_of(row)))
		return NULL;
	l = parts_layout(p, part_of(row));
	return line_of(row) < l->line_count ? &l->lines[line_of(row)] : NULL;
}

int rows_widest(const struct shown_text *t)
{
	return parts_widest(parts_of(t));
}

bool rows_are_few(const struct shown_text *t)
{
	return !parts_have(parts_of(t), 1);
}

int rows_permille(const struct shown_text *t, text_row row)
{
	const struct doc *d = bodies_doc_so_far(t->bodies, t->post, t->comment);
	size_t len = doc_text(d).len;
	const struct line *next;

	if (!doc_is_read(d))
		return -1;
	if (rows_down(t, &row, 1) == 0 || !(next = rows_line(t, row)) || !len)
		return 1000;
	return (int)((uint64_t)next->text_start * 1000 / len);
}

text_row rows_at_permille(const struct shown_text *t, unsigned permille)
{
	size_t len = doc_text(bodies_doc(t->bodies, t->post, t->comment)).len;

	return rows_at(t, (uint32_t)((uint64_t)len * permille / 1000));
}
