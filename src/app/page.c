#include "config.h"

#include <stdlib.h>

#include "app/session.h"

enum { PAGE_MAX_COLS = 100 };

struct rect page_area(const struct session *s)
{
	return s->page && s->page->in_pane ? s->frame.pane[s->wish.focus] : s->frame.whole;
}

int page_cols(const struct session *s)
{
	int cols = page_area(s).cols - 2;

	return cols < 1 ? 1 : cols > PAGE_MAX_COLS ? PAGE_MAX_COLS : cols;
}

static void release_urls(struct session *s)
{
	for (size_t i = 0; i < s->url_count; i++)
		free(s->urls[i]);
	free(s->urls);
	s->urls = NULL;
	s->url_count = 0;
}

void page_close(struct session *s)
{
	sheet_view_release(&s->sheet);
	release_urls(s);
	if (s->page)
		image_release(s);
	s->page = NULL;
}

/* The first line that stands for something. */
static size_t first_tag(const struct sheet *sheet)
{
	size_t line = 0;

	while (line < sheet->count && !sheet->lines[line].tag)
		line++;
	return line;
}

static void fill(struct session *s)
{
	s->page->fill(s);
	s->sheet.cursor = first_tag(&s->sheet.sheet);
	s->sheet.has_cursor = s->sheet.cursor < s->sheet.sheet.count;
	s->sheet_cols = page_cols(s);
	sheet_view_resize(&s->sheet, page_area(s).rows);
}

void page_grown(struct session *s)
{
	struct sheet_view *v = &s->sheet;

	if (!v->has_cursor) {
		v->cursor = first_tag(&v->sheet);
		v->has_cursor = v->cursor < v->sheet.count;
	}
	v->scroller.count = v->sheet.count;
	scroller_clamp(&v->scroller);
}

void page_open(struct session *s, const struct page *page)
{
	page_close(s);
	s->page = page;
	s->sheet.title = page->title;
	fill(s);
}

/* A line as one can be found again in another width. */
struct line_place {
	uint32_t item;
	size_t row; /* among its lines */
};

static struct line_place place_of(const struct sheet *sheet, size_t line)
{
	struct line_place place = { line < sheet->count ? sheet->lines[line].item : 0, 0 };

	place.row = line - sheet_line_of(sheet, place.item);
	return place;
}

static size_t line_at(const struct sheet *sheet, struct line_place place)
{
	size_t line = sheet_line_of(sheet, place.item);

	for (; place.row > 0 && line + 1 < sheet->count &&
	    sheet->lines[line + 1].item == place.item; place.row--)
		line++;
	return line;
}

void page_refit(struct session *s)
{
	if (s->page && s->sheet_cols != page_cols(s))
		page_fill_anew(s);
}

void page_fill_anew(struct session *s)
{
	struct line_place top = place_of(&s->sheet.sheet, s->sheet.scroller.top);
	struct line_place cursor = place_of(&s->sheet.sheet, s->sheet.cursor);

	sheet_release(&s->sheet.sheet);
	release_urls(s);
	fill(s);
	s->sheet.cursor = line_at(&s->sheet.sheet, cursor);
	scroller_to(&s->sheet.scroller, line_at(&s->sheet.sheet, top));
}

void page_add_keys(struct session *s, const struct buf *keys, int max_cols, const char *words)
{
	enum { GAP_COLS = 2 };
	int cols = page_cols(s) / 3 < max_cols ? page_cols(s) / 3 : max_cols;
	struct buf line = BUF_INIT;

	buf_add_span(&line, buf_span(keys));
	buf_add_repeat(&line, ' ', keys->len + GAP_COLS > (size_t)cols ? GAP_COLS :
	    (size_t)cols - keys->len);
	buf_add_str(&line, words);
	page_add(s, &line, FACE_TEXT, cols);
	buf_release(&line);
}

void page_add(struct session *s, struct buf *words, enum face face, int indent_cols)
{
	page_add_tagged(s, words, face, indent_cols, 0);
}

void page_add_tagged(struct session *s, struct buf *words, enum face face, int indent_cols,
    uint32_t tag)
{
	struct span kept = arena_span(&s->sheet.sheet.arena, buf_span(words));

	sheet_add(&s->sheet.sheet, (struct safe){ kept.p, kept.len }, face, tag, page_cols(s),
	    indent_cols, &s->looks);
	buf_clear(words);
}
