#include "config.h"

#include "view/post_body_priv.h"

int body_spot_cmp(struct body_spot a, struct body_spot b)
{
	if (a.section != b.section)
		return a.section < b.section ? -1 : 1;
	return a.row < b.row ? -1 : a.row > b.row;
}

static size_t lines_down(const struct sheet *s, text_row *line, size_t count)
{
	size_t room = s->count - 1 - (size_t)*line, moved = count < room ? count : room;

	*line += moved;
	return moved;
}

static size_t down_in_section(struct post_body *v, struct body_spot *spot, size_t count)
{
	struct shown_text text = post_body_text(v);

	if (spot->section == SECTION_TEXT)
		return rows_down(&text, &spot->row, count);
	return lines_down(spot->section == SECTION_HEAD ? &v->head : body_links(v), &spot->row,
	    count);
}

static size_t up_in_section(struct post_body *v, struct body_spot *spot, size_t count)
{
	struct shown_text text = post_body_text(v);

	if (spot->section == SECTION_TEXT)
		return rows_up(&text, &spot->row, count);
	if (count > spot->row)
		count = (size_t)spot->row;
	spot->row -= count;
	return count;
}

/* The first row of the next section that has one. */
static bool next_section(struct post_body *v, struct body_spot *spot)
{
	struct shown_text text = post_body_text(v);

	if (spot->section == SECTION_HEAD && rows_any(&text))
		*spot = (struct body_spot){ SECTION_TEXT, 0 };
	else if (spot->section != SECTION_LINKS && body_links(v)->count > 0)
		*spot = (struct body_spot){ SECTION_LINKS, 0 };
	else
		return false;
	return true;
}

/* The last row of the section before. */
static bool section_before(struct post_body *v, struct body_spot *spot)
{
	struct shown_text text = post_body_text(v);

	if (spot->section == SECTION_LINKS && rows_any(&text))
		*spot = (struct body_spot){ SECTION_TEXT, rows_last(&text) };
	else if (spot->section != SECTION_HEAD)
		*spot = (struct body_spot){ SECTION_HEAD, v->head.count - 1 };
	else
		return false;
	return true;
}

size_t body_spot_down(struct post_body *v, struct body_spot *spot, size_t count)
{
	size_t left = count;

	for (;;) {
		left -= down_in_section(v, spot, left);
		if (left == 0 || !next_section(v, spot))
			return count - left;
		left--;
	}
}

size_t body_spot_up(struct post_body *v, struct body_spot *spot, size_t count)
{
	size_t left = count;

	for (;;) {
		left -= up_in_section(v, spot, left);
		if (left == 0 || !section_before(v, spot))
			return count - left;
		left--;
	}
}

struct body_spot body_last_spot(struct post_body *v)
{
	struct shown_text text = post_body_text(v);

	if (body_links(v)->count > 0)
		return (struct body_spot){ SECTION_LINKS, v->links.count - 1 };
	if (rows_any(&text))
		return (struct body_spot){ SECTION_TEXT, rows_last(&text) };
	return (struct body_spot){ SECTION_HEAD, v->head.count - 1 };
}

size_t body_pane_rows(const struct post_body *v)
{
	return v->rows > 0 ? (size_t)v->rows : 0;
}

/* Is all from here to the end within so many rows? */
static bool ends_within(struct post_body *v, struct body_spot spot, size_t rows)
{
	return body_spot_down(v, &spot, rows) < rows;
}

void body_clamp_top(struct post_body *v)
{
	size_t rows = body_pane_rows(v);

	if (rows && ends_within(v, v->top, rows)) {
		v->top = body_last_spot(v);
		body_spot_up(v, &v->top, rows - 1);
	}
}

int body_pane_row(struct post_body *v, struct body_spot spot)
{
	struct body_spot at = v->top;

	if (body_spot_cmp(spot, at) < 0)
		return -1;
	for (int row = 0; row < v->rows; row++) {
		if (body_spot_cmp(at, spot) >= 0)
			return row;
		if (body_spot_down(v, &at, 1) == 0)
			break;
	}
	return -1;
}
