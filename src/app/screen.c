/* The whole screen is drawn each time, from what the session holds; term writes only the
 * cells that differ.
 */
#include "config.h"

#include "app/screen_priv.h"

static struct marks comment_marks(void *user, uint32_t item)
{
	struct session *s = user;

	return references_marks(s, s->thread.outline.items[item].comment,
	    finder_marks(&s->finder, item + 1));
}

static struct cursor draw_pane(struct session *s, enum pane p, const struct canvas *screen)
{
	struct canvas c = canvas_part(screen, s->frame.pane[p]);
	struct marks marks = references_marks(s, 0, finder_marks(&s->finder, BODY_PLACE));
	struct cursor at = { 0, 0 };

	switch (p) {
	case PANE_LIST:
		at.row = post_list_draw(&s->list, &c);
		break;
	case PANE_BODY:
		post_body_draw(&s->body, &c, &marks);
		break;
	case PANE_THREAD:
		at.row = thread_draw(&s->thread, &c, comment_marks, s, &at.col);
		if (s->peek)
			peek_draw(s, &c, at.row);
		break;
	case PANES:
		break;
	}
	return (struct cursor){ at.row + c.area.row, at.col + c.area.col };
}

static struct cursor draw_panes(struct session *s, const struct canvas *screen)
{
	struct cursor at = { 0, 0 };

	for (enum pane p = 0; p < PANES; p++) {
		struct cursor here;

		if (!s->frame.shown[p])
			continue;
		here = draw_pane(s, p, screen);
		if (p == s->wish.focus)
			at = here;
	}
	screen_draw_titles(s, screen);
	frame_draw_sides(&s->frame, screen);
	return at;
}

static struct cursor draw_page(struct session *s, const struct canvas *screen)
{
	struct canvas c = canvas_part(screen, page_area(s));
	struct parts parts = { BUF_INIT, "\n" };
	int row;

	for (int i = 0; i < c.area.rows; i++)
		canvas_blank(&c, i, FACE_TEXT);
	row = sheet_view_draw(&s->sheet, &c);
	if (s->page->draw)
		s->page->draw(s, &c);

	part_addf(&parts, "%s", s->sheet.title);
	if (s->sheet.scroller.count > (size_t)s->sheet.scroller.rows)
		part_addf(&parts, "%d%%", scroller_percent(&s->sheet.scroller));
	frame_draw_title(screen, page_area(s), true, own_words(&parts.text));
	buf_release(&parts.text);
	return (struct cursor){ row + c.area.row, c.area.col };
}

void session_draw(struct session *s)
{
	struct grid *grid = term_grid(s->term);
	struct canvas screen = { grid, &s->looks, { 0, 0, grid->rows, grid->cols } };
	struct cursor at = { 0, 0 };

	session_arrange(s);
	grid_clear(grid);
	if (s->frame.mode == FRAME_TOO_SMALL) {
		canvas_put(&screen, 0, 0, grid->cols, SAFE_LIT("too small"), FACE_TEXT, 0);
		term_show(s->term, -1, 0);
		return;
	}
	if (!s->page || s->page->in_pane)
		at = draw_panes(s, &screen);
	if (s->page)
		at = draw_page(s, &screen);
	screen_draw_status(s, &screen);
	at = screen_draw_foot(s, &screen, at);
	term_show(s->term, at.row, at.col);
}
