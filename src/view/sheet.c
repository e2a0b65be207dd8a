#include "config.h"

#include "moot/view/sheet.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"

void sheet_release(struct sheet *s)
{
	arena_release(&s->arena);
	free(s->lines);
	*s = (struct sheet){ 0 };
}

static void add_line(struct sheet *s, struct safe text, enum face face, uint32_t tag)
{
	ARRAY_GROW(s->lines, s->count, s->cap);
	s->lines[s->count++] = (struct sheet_line){ text, face, tag, s->items };
}

size_t sheet_line_of(const struct sheet *s, uint32_t item)
{
	size_t line = 0;

	while (line < s->count && s->lines[line].item < item)
		line++;
	return line;
}

void sheet_add_blank(struct sheet *s)
{
	s->items++;
	add_line(s, SAFE_LIT(""), FACE_TEXT, 0);
}

/* Where to end a line that starts the text: after the last word that fits, or, when not
 * even one does, after the last cluster that fits. */
static size_t line_end(struct safe text, int cols, const struct looks *looks)
{
	size_t fits = text_fit(safe_span(text), cols, NULL, &looks->width).len, end = fits;

	if (fits == text.len)
		return fits;
	while (end > 0 && text.p[end] != ' ')
		end--;
	if (end > 0)
		return end;
	return fits ? fits : cluster_next(safe_span(text), &looks->width).bytes;
}

static struct safe indented(struct sheet *s, struct safe text, int indent_cols)
{
	size_t len = (size_t)indent_cols + text.len;
	char *p = arena_alloc(&s->arena, len + 1);

	memset(p, ' ', (size_t)indent_cols);
	memcpy(p + indent_cols, text.p, text.len);
	p[len] = '\0';
	return (struct safe){ p, len };
}

void sheet_add(struct sheet *s, struct safe text, enum face face, uint32_t tag, int cols,
    int indent_cols, const struct looks *looks)
{
	bool first = true;

	s->items++;
	if (indent_cols > cols / 2)
		indent_cols = 0;
	do {
		int room = first ? cols : cols - indent_cols;
		size_t end = line_end(text, room > 0 ? room : 1, looks);
		struct safe piece = safe_sub(text, 0, end);

		add_line(s, first ? piece : indented(s, piece, indent_cols), face, tag);
		while (end < text.len && text.p[end] == ' ')
			end++;
		text = safe_sub(text, end, text.len);
		first = false;
	} while (text.len > 0);
}

void sheet_draw_line(const struct canvas *c, int row, const struct sheet_line *line)
{
	canvas_put(c, row, 0, c->area.cols, line->text, line->face, 0);
}

void sheet_view_release(struct sheet_view *v)
{
	sheet_release(&v->sheet);
	pattern_free(v->pattern);
	*v = (struct sheet_view){ .looks = v->looks };
}

void sheet_view_resize(struct sheet_view *v, int rows)
{
	v->scroller.rows = rows;
	v->scroller.count = v->sheet.count;
	scroller_clamp(&v->scroller);
	if (v->has_cursor)
		scroller_reveal(&v->scroller, v->cursor, 1);
}

static bool starts_item(const struct sheet *s, size_t line)
{
	return s->lines[line].tag && (line == 0 || s->lines[line - 1].tag != s->lines[line].tag);
}

static bool move_cursor(struct sheet_view *v, long steps)
{
	size_t at = v->cursor, before = v->cursor;

	for (; steps > 0 && at + 1 < v->sheet.count; at++)
		if (starts_item(&v->sheet, at + 1)) {
			v->cursor = at + 1;
			steps--;
		}
	for (; steps < 0 && at > 0; at--)
		if (starts_item(&v->sheet, at - 1)) {
			v->cursor = at - 1;
			steps++;
		}
	scroller_reveal(&v->scroller, v->cursor, 1);
	return v->cursor != before;
}

bool sheet_view_move(struct sheet_view *v, long lines)
{
	return v->has_cursor ? move_cursor(v, lines) : scroller_move(&v->scroller, lines);
}

uint32_t sheet_view_tag(const struct sheet_view *v)
{
	return v->has_cursor && v->cursor < v->sheet.count ? v->sheet.lines[v->cursor].tag : 0;
}

static bool line_matches(const struct sheet_view *v, size_t line)
{
	return pattern_matches(v->pattern, safe_span(v->sheet.lines[line].text));
}

bool sheet_view_search(struct sheet_view *v, bool forward, bool from_here)
{
	size_t count = v->sheet.count, at = v->has_cursor ? v->cursor : v->scroller.top;

	if (!v->pattern || count == 0)
		return false;
	for (size_t tried = 0; tried < count; tried++) {
		size_t line = (forward ? at + tried + !from_here :
		    at + 2 * count - tried - !from_here) % count;

		if (!line_matches(v, line) || (v->has_cursor && !v->sheet.lines[line].tag))
			continue;
		if (v->has_cursor) {
			v->cursor = line;
			scroller_reveal(&v->scroller, line, 1);
		} else {
			scroller_to(&v->scroller, line);
		}
		return true;
	}
	return false;
}

static void draw_matches(const struct sheet_view *v, const struct canvas *c, int row,
    struct safe text)
{
	struct pattern_walk w;
	size_t start, end;

	if (!v->pattern)
		return;
	pattern_walk_begin(&w, v->pattern, safe_span(text));
	while (pattern_walk_next(&w, &start, &end)) {
		int col = safe_cols(safe_sub(text, 0, start), v->looks);

		canvas_put(c, row, col, c->area.cols - col, safe_sub(text, start, end), FACE_HIT,
		    0);
	}
	pattern_walk_end(&w);
}

int sheet_view_draw(const struct sheet_view *v, const struct canvas *c)
{
	struct canvas text = canvas_part(c, (struct rect){ 0, 1, c->area.rows, c->area.cols - 1 });
	int cursor_row = 0;

	for (int row = 0; row < c->area.rows; row++) {
		size_t line = v->scroller.top + (size_t)row;

		if (line >= v->sheet.count)
			break;
		sheet_draw_line(&text, row, &v->sheet.lines[line]);
		draw_matches(v, &text, row, v->sheet.lines[line].text);
		if (v->has_cursor && line == v->cursor) {
			canvas_put(c, row, 0, 1, glyph(v->looks, GLYPH_CURRENT), FACE_FOCUS, 0);
			cursor_row = row;
		}
	}
	return cursor_row;
}
