#include "config.h"

#include "moot/view/canvas.h"

static const struct {
	const char *sign, *ascii;
} glyphs[GLYPHS] = {
#define GLYPH(name, unicode, ascii) { unicode, ascii },
#include "moot/view/glyphs.def"
#undef GLYPH
};

/* Where there are to be words instead, or nothing that would be spelled out. */
static const char *const spoken[GLYPHS] = {
	[GLYPH_CURRENT] = " ", [GLYPH_OPEN] = "", [GLYPH_CLOSED] = "", [GLYPH_LEAF] = "",
	[GLYPH_GUIDE] = " ", [GLYPH_DOTTED] = " ",
	[GLYPH_RULE] = " ", [GLYPH_FOCUS_RULE] = " ", [GLYPH_SIDE] = " ",
	[GLYPH_TEE_DOWN] = " ", [GLYPH_TEE_RIGHT] = " ", [GLYPH_FOCUS_TEE] = " ",
	[GLYPH_TOP_LEFT] = " ", [GLYPH_TOP_RIGHT] = " ", [GLYPH_LOW_LEFT] = " ",
	[GLYPH_LOW_RIGHT] = " ", [GLYPH_NEW] = " new", [GLYPH_NEW_HERE] = "new",
	[GLYPH_PAST_END] = " ",
};

struct safe glyph(const struct looks *looks, enum glyph g)
{
	const char *s = looks->ascii ? glyphs[g].ascii : glyphs[g].sign;

	if (looks->linear && spoken[g])
		s = spoken[g];
	return (struct safe){ s, strlen(s) };
}

struct safe own_words(const struct buf *b)
{
	return (struct safe){ buf_str(b), b->len };
}

int safe_cols(struct safe text, const struct looks *looks)
{
	return text_cols(safe_span(text), &looks->width);
}

int looks_text_cols(const struct looks *looks)
{
	return looks->text_cols ? looks->text_cols : TEXT_COLS_MAX;
}

int looks_level_cols(const struct looks *looks)
{
	return looks->level_cols ? looks->level_cols : LEVEL_COLS;
}

static int min_int(int a, int b)
{
	return a < b ? a : b;
}

static int max_int(int a, int b)
{
	return a > b ? a : b;
}

struct canvas canvas_part(const struct canvas *c, struct rect part)
{
	struct canvas p = *c;

	part.rows = max_int(0, min_int(part.rows, c->area.rows - part.row));
	part.cols = max_int(0, min_int(part.cols, c->area.cols - part.col));
	part.row += c->area.row;
	part.col += c->area.col;
	p.area = part;
	return p;
}

int canvas_put(const struct canvas *c, int row, int col, int max_cols, struct safe text,
    enum face face, unsigned attrs)
{
	max_cols = min_int(max_cols, c->area.cols - col);
	if (row < 0 || row >= c->area.rows || col < 0 || max_cols <= 0 || text.len == 0)
		return 0;
	return grid_put(c->grid, c->area.row + row, c->area.col + col, max_cols, text, face, attrs,
	    &c->looks->width);
}

int canvas_put_cut(const struct canvas *c, int row, int col, int max_cols, struct safe text,
    enum face face, unsigned attrs)
{
	struct span fits;
	int used;

	max_cols = min_int(max_cols, c->area.cols - col);
	if (max_cols <= 0)
		return 0;
	fits = text_fit(safe_span(text), max_cols, NULL, &c->looks->width);
	if (fits.len == text.len)
		return canvas_put(c, row, col, max_cols, text, face, attrs);
	fits = text_fit(safe_span(text), max_cols - 1, NULL, &c->looks->width);
	used = canvas_put(c, row, col, max_cols - 1, safe_sub(text, 0, fits.len), face, attrs);
	return used + canvas_put(c, row, col + used, 1, glyph(c->looks, GLYPH_MORE), face, attrs);
}

void canvas_repeat(const struct canvas *c, int row, int col, int cols, enum glyph g,
    enum face face)
{
	for (int i = 0; i < cols; i++)
		canvas_put(c, row, col + i, 1, glyph(c->looks, g), face, 0);
}

void canvas_blank(const struct canvas *c, int row, enum face face)
{
	if (row >= 0 && row < c->area.rows)
		grid_fill(c->grid, c->area.row + row, c->area.col, c->area.cols, ' ', face, 0);
}

void pen_put(struct pen *p, struct safe text, enum face face)
{
	p->col += canvas_put(p->canvas, p->row, p->col, p->end_col - p->col, text, face, 0);
}

void pen_put_cut(struct pen *p, struct safe text, enum face face)
{
	p->col += canvas_put_cut(p->canvas, p->row, p->col, p->end_col - p->col, text, face, 0);
}

void pen_glyph(struct pen *p, enum glyph g, enum face face)
{
	pen_put(p, glyph(p->canvas->looks, g), face);
}

void pen_skip(struct pen *p, int cols)
{
	p->col = min_int(p->col + cols, p->end_col);
}

/* Styles in the order in which they decide the face of a run. */
static const struct {
	unsigned style;
	enum face face;
} style_faces[] = {
	{ STYLE_LINK_NUMBER, FACE_NUMBER },
	{ STYLE_LINK, FACE_LINK },
	{ STYLE_CODE, FACE_CODE },
	{ STYLE_HEADING, FACE_HEADING },
	{ STYLE_MARK, FACE_HIT },
	{ STYLE_DIM, FACE_GUIDE },
	{ STYLE_IMAGE, FACE_DIM },
	{ STYLE_QUOTE, FACE_QUOTE },
};

static const struct {
	unsigned style;
	enum attr attr;
} style_attrs[] = {
	{ STYLE_BOLD, ATTR_BOLD },
	{ STYLE_ITALIC, ATTR_ITALIC },
	{ STYLE_UNDERLINE, ATTR_UNDERLINE },
	{ STYLE_STRIKE, ATTR_DIM },
};

static enum face quote_face(unsigned depth, const struct looks *looks)
{
	if (depth < 2 || !looks->quote_colors)
		return FACE_QUOTE;
	return depth == 2 ? FACE_QUOTE2 : FACE_QUOTE3;
}

static enum face span_face(const struct line_span *s, const struct looks *looks)
{
	for (size_t i = 0; i < sizeof style_faces / sizeof *style_faces; i++)
		if (s->style & style_faces[i].style)
			return style_faces[i].face == FACE_QUOTE ?
			    quote_face(s->quote_depth, looks) : style_faces[i].face;
	return FACE_TEXT;
}

static unsigned style_attr_bits(unsigned style)
{
	unsigned bits = 0;

	for (size_t i = 0; i < sizeof style_attrs / sizeof *style_attrs; i++)
		if (style & style_attrs[i].style)
			bits |= style_attrs[i].attr;
	return bits;
}

/* The first range that ends after a byte of the text. */
static size_t mark_after(const struct marks *marks, uint32_t byte)
{
	size_t low = 0, high = marks->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (marks->ranges[mid].end <= byte)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* Restyles what of a run (already drawn at col) is marked. */
static void mark_run(const struct canvas *c, int row, int col, struct safe run,
    uint32_t text_start, const struct marks *marks)
{
	uint32_t text_end = text_start + (uint32_t)run.len;

	for (size_t i = mark_after(marks, text_start); i < marks->count; i++) {
		const struct mark_range *m = &marks->ranges[i];
		uint32_t from = m->start > text_start ? m->start - text_start : 0;
		uint32_t to = m->end < text_end ? m->end - text_start : (uint32_t)run.len;
		struct span whole = safe_span(run);
		int at, width;

		if (m->start >= text_end)
			return;
		at = col + text_cols(span_sub(whole, 0, from), &c->looks->width);
		if (at >= c->area.cols)
			return; /* a run may be far longer than the row */
		width = text_cols(span_sub(whole, from, to), &c->looks->width);
		width = min_int(width, c->area.cols - at);
		if (width > 0)
			grid_restyle(c->grid, c->area.row + row, c->area.col + at, width, m->face,
			    m->current ? ATTR_BOLD | ATTR_UNDERLINE : 0);
	}
}

/* A run of one style of a line, as far as it is drawn. */
struct run {
	struct safe text;
	const struct line_span *span;
	uint32_t text_start;
};

static int put_run(const struct canvas *c, int row, int col, const struct run *r,
    const struct marks *marks)
{
	int used = canvas_put(c, row, col, c->area.cols - col, r->text,
	    span_face(r->span, c->looks), style_attr_bits(r->span->style));

	if (marks && r->text_start != NOT_IN_TEXT) {
		if (marks->under)
			mark_run(c, row, col, r->text, r->text_start, marks->under);
		mark_run(c, row, col, r->text, r->text_start, marks);
	}
	return used;
}

/* Takes columns off the front of a run, but no more than it has; returns how many. */
static int skip_cols(struct run *r, int cols, const struct width_opts *width)
{
	struct span text = safe_span(r->text), skipped;
	int used;

	skipped = text_fit(text, cols, &used, width);
	if (used < cols && skipped.len < text.len) { /* a wide cluster stands across */
		struct cluster next = cluster_next(span_sub(text, skipped.len, text.len), width);

		skipped.len += next.bytes;
		used += next.cols;
	}
	r->text = safe_sub(r->text, skipped.len, r->text.len);
	if (r->text_start != NOT_IN_TEXT)
		r->text_start += (uint32_t)skipped.len;
	return used;
}

/* Signs over the first and the last column of a line of which more is on that side. */
static void put_edges(const struct canvas *c, int row, int col, bool left, bool right)
{
	struct safe more = glyph(c->looks, GLYPH_MORE);

	if (left)
		canvas_put(c, row, col, 1, more, FACE_GUIDE, 0);
	if (right)
		canvas_put(c, row, c->area.cols - 1, 1, more, FACE_GUIDE, 0);
}

void canvas_put_line(const struct canvas *c, int row, int col, const struct line *line,
    const struct marks *marks)
{
	bool is_long = c->looks->long_lines && line->cols > c->area.cols - col;
	int first = col, skip = is_long ? c->looks->pan_cols : 0;

	if (row < 0 || row >= c->area.rows)
		return;
	for (uint32_t i = 0; i < line->span_count; i++) {
		const struct line_span *s = &line->spans[i];
		struct run run = { safe_sub(line->text, s->start, (size_t)s->start + s->len), s,
			s->text_start };

		if (skip > 0) {
			skip -= skip_cols(&run, skip, &c->looks->width);
			if (skip < 0)
				col -= skip; /* half of a wide cluster is a blank */
		}
		col += put_run(c, row, col, &run, marks);
	}
	if (is_long)
		put_edges(c, row, first, c->looks->pan_cols > 0,
		    line->cols - c->looks->pan_cols > c->area.cols - first);
}
