#include "config.h"

#include "moot/view/post_body.h"

#include "moot/view/names.h"
#include "view/post_body_priv.h"

void post_body_init(struct post_body *v, const struct library *lib, struct bodies *bodies,
    const struct looks *looks)
{
	*v = (struct post_body){ .lib = lib, .bodies = bodies, .looks = looks };
}

void post_body_release(struct post_body *v)
{
	sheet_release(&v->head);
	sheet_release(&v->links);
}

static int text_width(const struct post_body *v)
{
	int cols = v->cols - 2; /* a blank on each side */
	int most_cols = looks_text_cols(v->looks);

	return cols < 1 ? 1 : cols > most_cols ? most_cols : cols;
}

struct shown_text post_body_text(const struct post_body *v)
{
	return (struct shown_text){ v->bodies, v->post, 0, text_width(v) };
}

static void add_part(struct buf *line, struct safe part, const struct looks *looks)
{
	if (part.len == 0)
		return;
	if (line->len && looks->linear) {
		buf_add_str(line, ", ");
	} else if (line->len) {
		buf_add_char(line, ' ');
		buf_add_span(line, safe_span(glyph(looks, GLYPH_DOT)));
		buf_add_char(line, ' ');
	}
	buf_add_span(line, safe_span(part));
}

static void add_labels(struct buf *line, const struct post_body *v, const struct post_row *p,
    struct arena *a)
{
	struct buf labels = BUF_INIT;

	for (uint32_t i = 0; i < p->label_count; i++) {
		struct safe label = safe_field(a, library_label(v->lib, p->first_label + i));

		buf_add_str(&labels, i ? ", " : "labels: ");
		buf_add_span(&labels, safe_span(label));
	}
	add_part(line, own_words(&labels), v->looks);
	buf_release(&labels);
}

static struct safe date_long(struct arena *a, struct date d, const struct looks *looks)
{
	struct buf text = BUF_INIT;
	struct safe words;

	if (!date_known(d))
		return SAFE_NONE;
	if (d.precision == DATE_DAY && !looks->iso_dates)
		date_add_long(&text, d);
	else
		name_add_time(&text, d, looks);
	words = safe_field(a, buf_span(&text));
	buf_release(&text);
	return words;
}

static void make_head(struct post_body *v)
{
	const struct post_row *p = library_post(v->lib, v->post);
	struct arena *a = &v->head.arena;
	struct buf line = BUF_INIT;

	sheet_release(&v->head);
	sheet_add(&v->head, name_of_post(a, v->lib, v->post), FACE_TITLE, 0, text_width(v), 0,
	    v->looks);
	add_part(&line, name_field(a, v->lib, p->author), v->looks);
	add_part(&line, date_long(a, p->published, v->looks), v->looks);
	add_labels(&line, v, p, a);
	if (line.len) {
		struct span kept = arena_span(a, buf_span(&line));

		sheet_add(&v->head, (struct safe){ kept.p, kept.len }, FACE_TIME, 0,
		    text_width(v), 2, v->looks);
	}
	sheet_add_blank(&v->head);
	buf_release(&line);
}

static void make_links(struct post_body *v)
{
	const struct doc *d = bodies_doc(v->bodies, v->post, 0);
	struct buf text = BUF_INIT;
	struct span rest, line;

	sheet_release(&v->links);
	layout_add_links(d, text_width(v), &text);
	if (text.len)
		sheet_add_blank(&v->links);
	rest = arena_span(&v->links.arena, buf_span(&text));
	while (text.len && span_line(&rest, &line))
		sheet_add(&v->links, (struct safe){ line.p, line.len }, FACE_NUMBER, 0,
		    text_width(v), 0, v->looks);
	buf_release(&text);
}

const struct sheet *body_links(struct post_body *v)
{
	if (!v->links_listed)
		make_links(v);
	v->links_listed = true;
	return &v->links;
}

/* ---- places ---- */

/* Does a row begin where a byte of the text is? */
static bool begins_at(const struct shown_text *text, text_row row, size_t byte)
{
	const struct line *line = rows_line(text, row);

	return line && line->text_start == byte;
}

static void note_place(struct post_body *v)
{
	struct shown_text text = post_body_text(v);
	text_row row = v->top.row;
	const struct line *line;

	v->place = (struct body_place){ .section = v->top.section, .at = (size_t)row };
	if (v->top.section != SECTION_TEXT || !(line = rows_line(&text, row)))
		return;
	v->place.at = line->text_start;
	while (rows_down(&text, &row, 1) == 1 && begins_at(&text, row, v->place.at))
		v->place.blank_rows++;
}

static text_row row_of_place(struct post_body *v)
{
	struct shown_text text = post_body_text(v);
	text_row row = rows_at(&text, (uint32_t)v->place.at), above = row;

	for (size_t i = 0; i < v->place.blank_rows; i++) {
		if (rows_up(&text, &above, 1) == 0 || !begins_at(&text, above, v->place.at))
			break;
		row = above;
	}
	return row;
}

static void return_to_place(struct post_body *v)
{
	struct shown_text text = post_body_text(v);

	v->top = (struct body_spot){ SECTION_HEAD, 0 };
	if (v->place.section == SECTION_TEXT && rows_any(&text))
		v->top = (struct body_spot){ SECTION_TEXT, row_of_place(v) };
	else if (v->place.section == SECTION_LINKS)
		v->top = body_last_spot(v);
	if (v->top.section == v->place.section && v->place.section != SECTION_TEXT &&
	    v->place.at < (v->top.section == SECTION_HEAD ? v->head.count : v->links.count))
		v->top.row = v->place.at;
	body_clamp_top(v);
}

static void lay_out(struct post_body *v)
{
	if (!v->post || v->cols <= 0)
		return;
	v->body = library_post(v->lib, v->post)->body;
	make_head(v);
	sheet_release(&v->links);
	v->links_listed = false;
	return_to_place(v);
}

void post_body_show(struct post_body *v, post_id post)
{
	if (post && post == v->post && library_post(v->lib, post)->body == v->body)
		return;
	if (post != v->post) {
		v->place = (struct body_place){ .section = SECTION_HEAD };
		v->top = (struct body_spot){ SECTION_HEAD, 0 };
	}
	v->post = post;
	lay_out(v);
}

static bool is_laid_out(const struct post_body *v)
{
	return v->post && v->cols > 0;
}

void post_body_resize(struct post_body *v, int cols, int rows)
{
	bool wrap = cols != v->cols;

	v->cols = cols;
	v->rows = rows;
	if (wrap)
		lay_out(v);
	else if (is_laid_out(v))
		return_to_place(v);
}

bool post_body_move(struct post_body *v, long rows)
{
	struct body_spot before = v->top;

	if (!is_laid_out(v))
		return false;
	if (rows < 0)
		body_spot_up(v, &v->top, (size_t)-rows);
	else
		body_spot_down(v, &v->top, (size_t)rows);
	body_clamp_top(v);
	if (body_spot_cmp(before, v->top) == 0)
		return false;
	note_place(v);
	return true;
}

void post_body_return(struct post_body *v, struct body_place place)
{
	v->place = place;
	if (is_laid_out(v))
		return_to_place(v);
}

static void go(struct post_body *v, struct body_spot top)
{
	v->top = top;
	body_clamp_top(v);
	note_place(v);
}

void post_body_to(struct post_body *v, size_t row)
{
	struct body_spot top = { SECTION_HEAD, 0 };

	if (!is_laid_out(v))
		return;
	if (row == SIZE_MAX)
		top = body_last_spot(v);
	else
		body_spot_down(v, &top, row);
	go(v, top);
}

/* Of few rows, the row; else the byte of the text. */
static bool counts_rows(const struct post_body *v)
{
	struct shown_text text = post_body_text(v);

	return rows_are_few(&text);
}

static size_t row_count(struct post_body *v)
{
	struct shown_text text = post_body_text(v);

	return v->head.count + rows_count(&text, SIZE_MAX) + body_links(v)->count;
}

void post_body_to_percent(struct post_body *v, unsigned percent)
{
	struct shown_text text = post_body_text(v);

	if (!is_laid_out(v))
		return;
	if (percent >= 100)
		post_body_to(v, SIZE_MAX);
	else if (percent == 0 || counts_rows(v))
		post_body_to(v, percent ? row_count(v) * percent / 100 : 0);
	else
		go(v, (struct body_spot){ SECTION_TEXT, rows_at_permille(&text, percent * 10) });
}

/* With a third of the pane around it, where there is so much. */
void post_body_reveal(struct post_body *v, uint32_t text_byte)
{
	struct shown_text text = post_body_text(v);
	int around = v->rows / 3 < (v->rows - 1) / 2 ? v->rows / 3 : (v->rows - 1) / 2;
	struct body_spot spot = { SECTION_TEXT, 0 };
	int row, wanted;

	if (!is_laid_out(v) || !rows_any(&text))
		return;
	around = around > 0 ? around : 0;
	spot.row = rows_at(&text, text_byte);
	row = body_pane_row(v, spot);
	wanted = row < 0 && body_spot_cmp(spot, v->top) > 0 ? v->rows - 1 - around :
	    row < around ? around : row + around >= v->rows ? v->rows - 1 - around : row;
	if (row != wanted) {
		body_spot_up(v, &spot, wanted > 0 ? (size_t)wanted : 0);
		v->top = spot;
	}
	body_clamp_top(v);
	note_place(v);
}

uint32_t post_body_top_byte(const struct post_body *v)
{
	return v->place.section == SECTION_TEXT ? (uint32_t)v->place.at :
	    v->place.section == SECTION_HEAD ? 0 : UINT32_MAX;
}

/* The first byte of the text on a row or behind it. */
static uint32_t byte_from(struct post_body *v, struct body_spot spot)
{
	struct shown_text text = post_body_text(v);
	const struct line *line;

	if (spot.section == SECTION_LINKS)
		return UINT32_MAX;
	line = rows_line(&text, spot.section == SECTION_TEXT ? spot.row : 0);
	return line ? line->text_start : UINT32_MAX;
}

void post_body_seen(struct post_body *v, uint32_t *from, uint32_t *to)
{
	struct body_spot end = v->top;

	*from = byte_from(v, v->top);
	*to = body_spot_down(v, &end, body_pane_rows(v)) == body_pane_rows(v) ? byte_from(v, end)
	                                                                      : UINT32_MAX;
}

bool post_body_at_start(const struct post_body *v)
{
	return v->top.section == SECTION_HEAD && v->top.row == 0;
}

bool post_body_at_end(struct post_body *v)
{
	return !is_laid_out(v) ||
	    body_spot_down(v, &(struct body_spot){ v->top.section, v->top.row },
	        body_pane_rows(v)) < body_pane_rows(v);
}

int post_body_needed_rows(struct post_body *v, int most)
{
	struct body_spot spot = { SECTION_HEAD, 0 };

	if (!is_laid_out(v) || most < 1)
		return 0;
	return 1 + (int)body_spot_down(v, &spot, (size_t)most - 1);
}

static size_t row_number(const struct post_body *v, struct body_spot spot)
{
	struct shown_text text = post_body_text(v);
	size_t before = spot.section == SECTION_HEAD ? 0 : v->head.count;

	if (spot.section == SECTION_LINKS)
		before += rows_count(&text, SIZE_MAX);
	return before + (size_t)spot.row;
}

int post_body_percent(struct post_body *v)
{
	struct shown_text text = post_body_text(v);
	struct body_spot bottom = v->top;
	int permille;

	if (post_body_at_end(v))
		return 100;
	if (counts_rows(v))
		return (int)((row_number(v, v->top) + body_pane_rows(v)) * 100 / row_count(v));
	body_spot_down(v, &bottom, body_pane_rows(v) - 1);
	permille = bottom.section == SECTION_TEXT ? rows_permille(&text, bottom.row) :
	    bottom.section == SECTION_HEAD ? 0 : 1000;
	return permille < 0 ? -1 : permille < 1000 ? permille / 10 : 99;
}

const struct line *post_body_line(struct post_body *v, int row)
{
	struct shown_text text = post_body_text(v);
	struct body_spot spot = v->top;

	if (body_spot_down(v, &spot, (size_t)row) < (size_t)row || spot.section != SECTION_TEXT)
		return NULL;
	return rows_line(&text, spot.row);
}

static void draw_row(struct post_body *v, const struct canvas *c, int row, struct body_spot spot,
    const struct marks *marks)
{
	struct shown_text text = post_body_text(v);
	const struct line *line;

	if (spot.section == SECTION_HEAD)
		sheet_draw_line(c, row, &v->head.lines[spot.row]);
	else if (spot.section == SECTION_LINKS)
		sheet_draw_line(c, row, &body_links(v)->lines[spot.row]);
	else if ((line = rows_line(&text, spot.row)))
		canvas_put_line(c, row, 0, line, marks);
}

void post_body_draw(struct post_body *v, const struct canvas *c, const struct marks *marks)
{
	struct canvas text = canvas_part(c, (struct rect){ 0, 1, c->area.rows, c->area.cols - 1 });
	struct body_spot spot = v->top;
	bool more = true;

	if (!is_laid_out(v))
		return;
	for (int row = 0; row < c->area.rows; row++) {
		if (more)
			draw_row(v, &text, row, spot, marks);
		else
			canvas_put(c, row, 0, 1, glyph(v->looks, GLYPH_PAST_END), FACE_DIM, 0);
		more = more && body_spot_down(v, &spot, 1) == 1;
	}
}
