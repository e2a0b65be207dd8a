#include "config.h"

#include "moot/view/names.h"
#include "view/thread_priv.h"

enum {
	NUMBER_MAX_COLS = 12, /* of a comment's number in its header */
	NAME_MIN_COLS = 8,    /* of an author before anything stands to the right */
	PIN_MAX_NAMES = 24,   /* ancestors looked at for the pinned row */
};

/* Of a level, from 0. */
static void draw_guide(const struct thread_view *t, struct pen *pen, int level)
{
	enum { GUIDE_FACES = FACE_GUIDE6 - FACE_GUIDE1 + 1 };
	static const enum glyph signs[] = {
		[GUIDE_LINES] = GLYPH_GUIDE,
		[GUIDE_DOTS] = GLYPH_DOTTED,
		[GUIDE_NONE] = GLYPH_BLANK,
	};
	enum face face = FACE_GUIDE;

	if (t->looks->guide_colors)
		face = (enum face)(FACE_GUIDE1 + level % GUIDE_FACES);
	pen_glyph(pen, signs[t->looks->guides], face);
	pen_skip(pen, looks_level_cols(t->looks) - 1);
}

static void draw_guides(const struct thread_view *t, struct pen *pen, uint32_t item)
{
	int guides = thread_guides(t, item);

	pen_skip(pen, MARK_COLS);
	for (int i = 0; i < guides; i++) {
		draw_guide(t, pen, i);
	}
}

/* Puts words at the right end of a row, before a column, where they leave the header
 * half of its room; returns the first column that they take. */
static int put_at_end(const struct canvas *c, int row, int end_col, int indent,
    struct safe words, enum face face)
{
	int cols = safe_cols(words, c->looks);

	if (cols == 0 || end_col - cols - 1 - indent < NAME_MIN_COLS ||
	    (c->area.cols - end_col + cols) * 2 > c->area.cols - indent)
		return end_col;
	canvas_put(c, row, end_col - cols - 1, cols, words, face, 0);
	return end_col - cols - 1;
}

static bool says_level(const struct thread_view *t, uint32_t item)
{
	return outline_level(&t->outline, item) - 1 > (uint32_t)thread_guides(t, item);
}

/* Columns before the author. */
static int name_col(const struct thread_view *t, uint32_t item)
{
	enum { LEVEL_WORD_COLS = 8 };

	return thread_indent(t, item) + thread_sign_cols(t) +
	    (says_level(t, item) ? LEVEL_WORD_COLS : 0);
}

/* "3 replies", "3 folded, 1 new"; "3 hidden" where a limit hides some. */
static int draw_reply_count(const struct thread_view *t, const struct canvas *c, int row,
    uint32_t item, int end_col)
{
	uint32_t size = t->outline.items[item].size, below = size - 1;
	uint32_t new_below = thread_new_among(t, item + 1, item + size);
	uint32_t limited = outline_limited_count(&t->outline, item);
	bool folded = outline_is_folded(&t->outline, item);
	struct buf text = BUF_INIT;
	enum face face = folded ? FACE_NUMBER : FACE_TIME;
	uint32_t hits;
	int first_col;

	if (below == 0)
		return end_col;
	if (folded)
		buf_addf(&text, " %u folded", below - limited);
	else if (limited)
		buf_addf(&text, " %u hidden", limited);
	else
		buf_addf(&text, " %u %s", below, below == 1 ? "reply" : "replies");
	if (folded && t->hits_among &&
	    (hits = t->hits_among(t->note_user, item + 1, item + size))) {
		buf_addf(&text, ", %u hit%s", hits, hits == 1 ? "" : "s");
		face = FACE_HIT;
	}
	if (new_below) {
		buf_addf(&text, ", %u new", new_below);
		face = face == FACE_HIT ? face : FACE_NEW;
	}
	first_col = put_at_end(c, row, end_col, name_col(t, item), own_words(&text), face);
	buf_release(&text);
	return first_col;
}

/* Not where a folded comment's text begins on the same row. */
static int draw_note(const struct thread_view *t, const struct canvas *c, int row,
    uint32_t item, int end_col)
{
	struct buf text = BUF_INIT;

	if (!t->add_note || t->outline.items[item].stub || outline_is_folded(&t->outline, item))
		return end_col;
	buf_add_char(&text, ' ');
	t->add_note(t->note_user, t->outline.items[item].comment, &text);
	if (text.len == 1)
		buf_clear(&text);
	end_col = put_at_end(c, row, end_col, name_col(t, item), own_words(&text), FACE_DIM);
	buf_release(&text);
	return end_col;
}

/* What stands at the right end of a header; returns the column where the rest ends. */
static int draw_header_end(const struct thread_view *t, const struct canvas *c, int row,
    uint32_t item)
{
	int end_col = c->area.cols;

	if (thread_new_among(t, item, item + 1))
		end_col = put_at_end(c, row, end_col, name_col(t, item),
		    glyph(t->looks, GLYPH_NEW_HERE), FACE_NEW);
	end_col = draw_reply_count(t, c, row, item, end_col);
	return draw_note(t, c, row, item, end_col);
}

static void draw_level(const struct thread_view *t, struct pen *pen, uint32_t item)
{
	uint32_t depth = outline_level(&t->outline, item);
	struct buf text = BUF_INIT;

	if (says_level(t, item)) {
		buf_addf(&text, "level %u ", depth);
		pen_put(pen, own_words(&text), FACE_GUIDE);
	}
	buf_release(&text);
}

/* One of the faces of authors for each name: by FNV-1a, the same everywhere. */
static enum face face_of_name(struct safe name)
{
	enum { AUTHOR_FACES = FACE_AUTHOR6 - FACE_AUTHOR1 + 1 };
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < name.len; i++)
		hash = (hash ^ (unsigned char)name.p[i]) * 16777619u;
	return (enum face)(FACE_AUTHOR1 + hash % AUTHOR_FACES);
}

/* Bold is who wrote what was not read. */
static enum face author_face(const struct thread_view *t, comment_id id, struct safe name,
    unsigned *attrs)
{
	bool op = library_by_post_author(t->lib, id);
	bool read = t->news && t->news->is_read(t->news->user, id);

	*attrs = 0;
	if (!op && name.len && t->looks->author_colors) {
		*attrs = read ? 0 : ATTR_BOLD;
		return face_of_name(name);
	}
	return read ? FACE_READ : op ? FACE_POSTAUTHOR : FACE_AUTHOR;
}

static void draw_author(const struct thread_view *t, struct pen *pen, comment_id id, bool stub,
    struct arena *scratch)
{
	struct safe author = stub ? SAFE_NONE : name_of_author(scratch, t->lib, id);
	struct safe number = name_of_number(scratch, t->lib, id, NUMBER_MAX_COLS, t->looks);
	unsigned attrs;
	enum face face = author_face(t, id, author, &attrs);

	if (author.len) {
		pen->col += canvas_put_cut(pen->canvas, pen->row, pen->col,
		    pen->end_col - pen->col, author, face, attrs);
		if (library_by_post_author(t->lib, id))
			pen_put(pen, SAFE_LIT("*"), face);
		pen_skip(pen, 2);
		pen_put(pen, number, FACE_NUMBER);
	} else {
		pen_put(pen, number, face);
	}
	if (library_comment(t->lib, id)->kind == COMMENT_PINGBACK)
		pen_put(pen, SAFE_LIT(" pingback"), FACE_DIM);
}

/* "re 2.1": in time order nothing else says what a comment answers. */
static void draw_answered(const struct thread_view *t, struct pen *pen, uint32_t item,
    struct arena *scratch)
{
	uint32_t parent = t->outline.items[item].parent;

	if (!t->outline.time_order || parent == NO_ITEM)
		return;
	pen_put(pen, SAFE_LIT(" re "), FACE_DIM);
	pen_put(pen, name_of_number(scratch, t->lib, t->outline.items[parent].comment,
	    NUMBER_MAX_COLS, t->looks), FACE_NUMBER);
}

static enum glyph fold_sign(const struct thread_view *t, uint32_t item)
{
	if (t->outline.time_order || !outline_has_replies(&t->outline, item))
		return GLYPH_LEAF;
	return outline_is_folded(&t->outline, item) ? GLYPH_CLOSED : GLYPH_OPEN;
}

/* The start of a folded comment's text, on the rest of the row. */
static void draw_snippet(const struct thread_view *t, struct pen *pen, comment_id id,
    struct arena *scratch)
{
	struct span text = safe_span(doc_text(bodies_doc_so_far(t->bodies, t->post, id)));
	int room = pen->end_col - pen->col;

	if (room < 8)
		return;
	pen_put_cut(pen, safe_field(scratch, text_fit(text, room * 2, NULL, &t->looks->width)),
	    FACE_DIM);
}

static void draw_header(const struct thread_view *t, const struct canvas *c, int row,
    uint32_t item)
{
	comment_id id = t->outline.items[item].comment;
	bool context = outline_is_context(&t->outline, item);
	bool folded = outline_is_folded(&t->outline, item), stub = t->outline.items[item].stub;
	struct arena scratch = { 0 };
	struct pen pen = { c, row, 0, draw_header_end(t, c, row, item) };
	struct safe time = name_of_time(&scratch, library_comment(t->lib, id)->published,
	    t->looks);

	draw_guides(t, &pen, item);
	pen_glyph(&pen, fold_sign(t, item), FACE_GUIDE);
	if (t->tags && folds_has(t->tags, id))
		canvas_put(c, row, pen.col - 1, 1, SAFE_LIT("+"), FACE_FOCUS, 0);
	draw_level(t, &pen, item);
	draw_author(t, &pen, id, stub, &scratch);
	draw_answered(t, &pen, item, &scratch);
	pen_skip(&pen, 2);
	if (!stub && time.len && safe_cols(time, t->looks) <= pen.end_col - pen.col) {
		pen_put(&pen, time, FACE_TIME);
		pen_skip(&pen, 2);
	}
	if (library_comment(t->lib, id)->state != COMMENT_SHOWN) {
		pen_put_cut(&pen, name_of_state(t->lib, id), FACE_DIM);
		pen_skip(&pen, 2);
	}
	if ((folded || context) && !stub)
		draw_snippet(t, &pen, id, &scratch);
	if (context)
		grid_restyle(c->grid, c->area.row + row, c->area.col, c->area.cols, FACE_DIM, 0);
	arena_release(&scratch);
}

static void draw_linear_header(const struct thread_view *t, const struct canvas *c, int row,
    uint32_t item)
{
	comment_id id = t->outline.items[item].comment;
	struct pen pen = { c, row, MARK_COLS, c->area.cols };
	struct arena scratch = { 0 };
	struct buf words = BUF_INIT;

	thread_add_linear_header(t, item, &scratch, &words);
	pen_put_cut(&pen, own_words(&words), FACE_AUTHOR);
	if (outline_is_folded(&t->outline, item) && !t->outline.items[item].stub) {
		pen_put(&pen, SAFE_LIT(": "), FACE_DIM);
		draw_snippet(t, &pen, id, &scratch);
	}
	buf_release(&words);
	arena_release(&scratch);
}

static void draw_row(const struct thread_view *t, const struct canvas *c, int row,
    struct thread_spot spot, thread_marks_fn *marks_of, void *user)
{
	struct pen pen = { c, row, 0, c->area.cols };
	struct marks marks = { 0 };
	const struct line *line;

	if (spot.row == 0 && t->looks->linear) {
		draw_linear_header(t, c, row, spot.item);
		return;
	}
	if (spot.row == 0) {
		draw_header(t, c, row, spot.item);
		return;
	}
	if (spot.row == THREAD_BLANK_ROW)
		return;
	if (marks_of)
		marks = marks_of(user, spot.item);
	draw_guides(t, &pen, spot.item);
	line = thread_line(t, spot);
	if (line)
		canvas_put_line(c, row, pen.col + thread_sign_cols(t), line, &marks);
}

/* "2.1.3 Ann" for the first name of a chain, ".3 Ann" for what hangs below it. */
static struct safe pin_name(const struct thread_view *t, struct arena *a, uint32_t item)
{
	comment_id id = t->outline.items[item].comment;
	struct safe author = t->outline.items[item].stub ? SAFE_NONE :
	    name_of_author(a, t->lib, id);
	struct safe number = name_of_number(a, t->lib, id, NUMBER_MAX_COLS, t->looks);
	struct buf text = BUF_INIT;
	struct safe name;

	if (outline_level(&t->outline, item) > 1)
		buf_addf(&text, ".%u", library_comment(t->lib, id)->ordinal);
	else
		buf_add_span(&text, safe_span(number));
	if (author.len) {
		buf_add_char(&text, ' ');
		buf_add_span(&text, text_fit(safe_span(author), 20, NULL, &t->looks->width));
	}
	name = safe_field(a, buf_span(&text));
	buf_release(&text);
	return name;
}

/* The row of ancestors: the first one, then as many of the last as there is room for. */
static void draw_pin(const struct thread_view *t, const struct canvas *c)
{
	uint32_t at = t->top.row > 0 ? t->top.item : t->outline.items[t->top.item].parent;
	uint32_t root = t->outline.time_order ? at : outline_root(&t->outline, t->top.item);
	struct pen pen = { c, 0, 0, c->area.cols };
	struct safe names[PIN_MAX_NAMES], first;
	struct arena scratch = { 0 };
	int count = 0, room;

	first = pin_name(t, &scratch, root);
	room = c->area.cols - 2 - safe_cols(first, t->looks) - 4;
	for (; at != root && at != NO_ITEM && count < PIN_MAX_NAMES; count++) {
		names[count] = pin_name(t, &scratch, at);
		room -= safe_cols(names[count], t->looks) + 3;
		if (room < 0)
			break;
		at = t->outline.items[at].parent;
	}
	pen_glyph(&pen, GLYPH_UP, FACE_DIM);
	pen_skip(&pen, 1);
	pen_put_cut(&pen, first, FACE_DIM);
	if (at != root && at != NO_ITEM) {
		pen_skip(&pen, 1);
		pen_glyph(&pen, GLYPH_INTO, FACE_DIM);
		pen_skip(&pen, 1);
		pen_glyph(&pen, GLYPH_MORE, FACE_DIM);
	}
	while (count-- > 0) {
		pen_skip(&pen, 1);
		pen_glyph(&pen, GLYPH_INTO, FACE_DIM);
		pen_skip(&pen, 1);
		pen_put_cut(&pen, names[count], FACE_DIM);
	}
	grid_restyle(c->grid, c->area.row, c->area.col, c->area.cols, FACES, ATTR_UNDERLINE);
	arena_release(&scratch);
}

static void draw_empty(const struct thread_view *t, const struct canvas *c)
{
	(void)t;
	canvas_put(c, 0, 1, c->area.cols - 1, SAFE_LIT("no comments"), FACE_DIM, 0);
}

int thread_draw(struct thread_view *t, const struct canvas *c, thread_marks_fn *marks_of,
    void *user, int *col)
{
	struct thread_spot spot = t->top;
	int row = 0, cursor_row = -1;

	*col = 0;
	if (t->outline.count == 0) {
		draw_empty(t, c);
		return 0;
	}
	if (thread_pinned(t, t->top)) {
		draw_pin(t, c);
		row = 1;
	}
	for (bool more = true; row < c->area.rows; row++) {
		if (!more) {
			canvas_put(c, row, 0, 1, glyph(t->looks, GLYPH_PAST_END), FACE_DIM, 0);
			continue;
		}
		draw_row(t, c, row, spot, marks_of, user);
		if (spot.item == t->cursor && cursor_row < 0) {
			cursor_row = row;
			canvas_put(c, row, 0, 1, glyph(t->looks, GLYPH_CURRENT), FACE_FOCUS, 0);
			*col = thread_indent(t, spot.item);
		}
		more = thread_spot_down(t, &spot, 1) == 1;
	}
	return cursor_row < 0 ? 0 : cursor_row;
}
