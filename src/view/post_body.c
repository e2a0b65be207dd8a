#include "config.h"

#include "moot/view/post_body.h"

#include "moot/view/names.h"

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

/* They are those of all the text: it is read to its end. */
static const struct sheet *links_of(struct post_body *v)
{
	if (!v->links_listed)
		make_links(v);
	v->links_listed = true;
	return &v->links;
}

/* ---- rows ---- */

static int spot_cmp(struct body_spot a, struct body_spot b)
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
	return lines_down(spot->section == SECTION_HEAD ? &v->head : links_of(v), &spot->row,
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
	else if (spot->section != SECTION_LINKS && links_of(v)->count > 0)
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

/* Move a spot; return by how many rows, fewer than asked at an end. */
static size_t spot_down(struct post_body *v, struct body_spot *spot, size_t count)
{
	size_t left = count;

	for (;;) {
		left -= down_in_section(v, spot, left);
		if (left == 0 || !next_section(v, spot))
			return count - left;
		left--;
	}
}

static size_t spot_up(struct post_body *v, struct body_spot *spot, size_t count)
{
	size_t left = count;

	for (;;) {
		left -= up_in_section(v, spot, left);
		if (left == 0 || !section_before(v, spot))
			return count - left;
		left--;
	}
}

static struct body_spot last_spot(struct post_body *v)
{
	struct shown_text text = post_body_text(v);

	if (links_of(v)->count > 0)
		return (struct body_spot){ SECTION_LINKS, v->links.count - 1 };
	if (rows_any(&text))
		return (struct body_spot){ SECTION_TEXT, rows_last(&text) };
	return (struct body_spot){ SECTION_HEAD, v->head.count - 1 };
}

static size_t pane_rows(const struct post_body *v)
{
	return v->rows > 0 ? (size_t)v->rows : 0;
}

/* Is all from here to the end within so many rows? */
static bool ends_within(struct post_body *v, struct body_spot spot, size_t rows)
{
	return spot_down(v, &spot, rows) < rows;
}

/* As far down as there is text to fill the pane. */
static void clamp_top(struct post_body *v)
{
	size_t rows = pane_rows(v);

	if (rows && ends_within(v, v->top, rows)) {
		v->top = last_spot(v);
		spot_up(v, &v->top, rows - 1);
	}
}

/* ---- places ---- */

static void note_place(struct post_body *v)
{
	struct shown_text text = post_body_text(v);
	const struct line *line;

	v->place = (struct body_place){ v->top.section, (size_t)v->top.row };
	if (v->top.section == SECTION_TEXT && (line = rows_line(&text, v->top.row)))
		v->place.at = line->text_start;
}

static void return_to_place(struct post_body *v)
{
	struct shown_text text = post_body_text(v);

	v->top = (struct body_spot){ SECTION_HEAD, 0 };
	if (v->place.section == SECTION_TEXT && rows_any(&text))
		v->top = (struct body_spot){ SECTION_TEXT,
			rows_at(&text, (uint32_t)v->place.at) };
	else if (v->place.section == SECTION_LINKS)
		v->top = last_spot(v);
	if (v->top.section == v->place.section && v->place.section != SECTION_TEXT &&
	    v->place.at < (v->top.section == SECTION_HEAD ? v->head.count : v->links.count))
		v->top.row = v->place.at;
	clamp_top(v);
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
		v->place = (struct body_place){ SECTION_HEAD, 0 };
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
		spot_up(v, &v->top, (size_t)-rows);
	else
		spot_down(v, &v->top, (size_t)rows);
	clamp_top(v);
	if (spot_cmp(before, v->top) == 0)
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
	clamp_top(v);
	note_place(v);
}

void post_body_to(struct post_body *v, size_t row)
{
	struct body_spot top = { SECTION_HEAD, 0 };

	if (!is_laid_out(v))
		return;
	if (row == SIZE_MAX)
		top = last_spot(v);
	else
		spot_down(v, &top, row);
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

	return v->head.count + rows_count(&text, SIZE_MAX) + links_of(v)->count;
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

/* Row of the pane on which a spot stands, or -1 when it is not on the screen. */
static int pane_row(struct post_body *v, struct body_spot spot)
{
	struct body_spot at = v->top;

	if (spot_cmp(spot, at) < 0)
		return -1;
	for (int row = 0; row < v->rows; row++) {
		if (spot_cmp(at, spot) >= 0)
			return row;
		if (spot_down(v, &at, 1) == 0)
			break;
	}
	return -1;
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
	row = pane_row(v, spot);
	wanted = row < 0 && spot_cmp(spot, v->top) > 0 ? v->rows - 1 - around :
	    row < around ? around : row + around >= v->rows ? v->rows - 1 - around : row;
	if (row != wanted) {
		spot_up(v, &spot, wanted > 0 ? (size_t)wanted : 0);
		v->top = spot;
	}
	clamp_top(v);
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
	*to = spot_down(v, &end, pane_rows(v)) == pane_rows(v) ? byte_from(v, end) : UINT32_MAX;
}

bool post_body_at_start(const struct post_body *v)
{
	return v->top.section == SECTION_HEAD && v->top.row == 0;
}

bool post_body_at_end(struct post_body *v)
{
	return !is_laid_out(v) || spot_down(v, &(struct body_spot){ v->top.section, v->top.row },
	    pane_rows(v)) < pane_rows(v);
}

int post_body_needed_rows(struct post_body *v, int most)
{
	struct body_spot spot = { SECTION_HEAD, 0 };

	if (!is_laid_out(v) || most < 1)
		return 0;
	return 1 + (int)spot_down(v, &spot, (size_t)most - 1);
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
		return (int)((row_number(v, v->top) + pane_rows(v)) * 100 / row_count(v));
	spot_down(v, &bottom, pane_rows(v) - 1);
	permille = bottom.section == SECTION_TEXT ? rows_permille(&text, bottom.row) :
	    bottom.section == SECTION_HEAD ? 0 : 1000;
	return permille < 0 ? -1 : permille < 1000 ? permille / 10 : 99;
}

const struct line *post_body_line(struct post_body *v, int row)
{
	struct shown_text text = post_body_text(v);
	struct body_spot spot = v->top;

	if (spot_down(v, &spot, (size_t)row) < (size_t)row || spot.section != SECTION_TEXT)
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
		sheet_draw_line(c, row, &links_of(v)->lines[spot.row]);
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
		more = more && spot_down(v, &spot, 1) == 1;
	}
}
