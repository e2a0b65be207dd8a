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

const struct layout *post_body_layout(const struct post_body *v)
{
	return bodies_layout(v->bodies, v->post, 0, text_width(v));
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

static void note_place(struct post_body *v)
{
	size_t top = v->scroller.top;

	if (top < v->head.count) {
		v->place.section = SECTION_HEAD;
		v->place.at = top;
	} else if (top < v->head.count + v->text_lines) {
		const struct layout *l = post_body_layout(v);

		v->place.section = SECTION_TEXT;
		v->place.at = l->lines[top - v->head.count].text_start;
	} else {
		v->place.section = SECTION_LINKS;
		v->place.at = top - v->head.count - v->text_lines;
	}
}

static size_t line_of_text(const struct post_body *v, uint32_t text_byte)
{
	const struct layout *l = post_body_layout(v);

	return v->head.count + layout_line_at(l, text_byte);
}

static void return_to_place(struct post_body *v)
{
	size_t top = v->place.at;

	if (v->place.section == SECTION_TEXT)
		top = line_of_text(v, (uint32_t)v->place.at);
	else if (v->place.section == SECTION_LINKS)
		top = v->head.count + v->text_lines + v->place.at;
	scroller_to(&v->scroller, top);
}

static void lay_out(struct post_body *v)
{
	if (!v->post || v->cols <= 0)
		return;
	v->body = library_post(v->lib, v->post)->body;
	make_head(v);
	make_links(v);
	v->text_lines = post_body_layout(v)->line_count;
	v->scroller.count = v->head.count + v->text_lines + v->links.count;
	return_to_place(v);
}

void post_body_show(struct post_body *v, post_id post)
{
	if (post && post == v->post && library_post(v->lib, post)->body == v->body)
		return;
	if (post != v->post) {
		v->place.section = SECTION_HEAD;
		v->place.at = 0;
		v->scroller.count = v->scroller.top = 0;
	}
	v->post = post;
	lay_out(v);
}

void post_body_resize(struct post_body *v, int cols, int rows)
{
	bool wrap = cols != v->cols;

	v->cols = cols;
	v->scroller.rows = rows;
	if (wrap)
		lay_out(v);
	else if (v->post)
		return_to_place(v);
}

bool post_body_move(struct post_body *v, long lines)
{
	bool moved = scroller_move(&v->scroller, lines);

	if (moved)
		note_place(v);
	return moved;
}

void post_body_return(struct post_body *v, struct body_place place)
{
	v->place = place;
	if (v->post)
		return_to_place(v);
}

void post_body_to(struct post_body *v, size_t line)
{
	scroller_to(&v->scroller, line);
	if (v->post)
		note_place(v);
}

void post_body_reveal(struct post_body *v, uint32_t text_byte)
{
	scroller_reveal(&v->scroller, line_of_text(v, text_byte), v->scroller.rows / 3);
	note_place(v);
}

uint32_t post_body_top_byte(const struct post_body *v)
{
	return v->place.section == SECTION_TEXT ? (uint32_t)v->place.at :
	    v->place.section == SECTION_HEAD ? 0 : UINT32_MAX;
}

void post_body_seen(const struct post_body *v, uint32_t *from, uint32_t *to)
{
	const struct layout *l = post_body_layout(v);
	size_t top = v->scroller.top, head = v->head.count;
	size_t end = top + (size_t)(v->scroller.rows > 0 ? v->scroller.rows : 0);
	size_t first = top > head ? top - head : 0, after = end > head ? end - head : 0;

	*from = first < l->line_count ? l->lines[first].text_start : UINT32_MAX;
	*to = after < l->line_count ? l->lines[after].text_start : UINT32_MAX;
}

static void draw_line(const struct post_body *v, const struct canvas *c, int row, size_t line,
    const struct layout *l, const struct marks *marks)
{
	if (line < v->head.count)
		sheet_draw_line(c, row, &v->head.lines[line]);
	else if ((line -= v->head.count) < v->text_lines && line < l->line_count)
		canvas_put_line(c, row, 0, &l->lines[line], marks);
	else if (line >= v->text_lines)
		sheet_draw_line(c, row, &v->links.lines[line - v->text_lines]);
}

void post_body_draw(const struct post_body *v, const struct canvas *c, const struct marks *marks)
{
	struct canvas text = canvas_part(c, (struct rect){ 0, 1, c->area.rows, c->area.cols - 1 });
	const struct layout *l;

	if (!v->post)
		return;
	l = post_body_layout(v);
	for (int row = 0; row < c->area.rows; row++) {
		size_t line = v->scroller.top + (size_t)row;

		if (line < v->scroller.count)
			draw_line(v, &text, row, line, l, marks);
		else
			canvas_put(c, row, 0, 1, glyph(v->looks, GLYPH_PAST_END), FACE_DIM, 0);
	}
}
