/* A look at what a comment answers, in a box over the pane of the thread. */
#include "config.h"

#include "app/commands_priv.h"
#include "app/session.h"
#include "moot/view/names.h"

enum { BOX_MIN_ROWS = 4, BOX_MIN_COLS = 20 }; /* rules above and below, header, a line */

static comment_id parent_of(const struct session *s, comment_id comment)
{
	uint32_t item = outline_find(&s->thread.outline, s->lib, comment);
	uint32_t parent = item == NO_ITEM ? NO_ITEM : s->thread.outline.items[item].parent;

	return parent == NO_ITEM ? 0 : s->thread.outline.items[parent].comment;
}

void cmd_peek(struct session *s, const struct call *call)
{
	comment_id parent = parent_of(s, s->peek ? s->peek : s->thread.cursor_comment);

	(void)call;
	if (s->thread.rows < BOX_MIN_ROWS || s->thread.cols < BOX_MIN_COLS)
		session_complain(s, "there is no room to peek (O gives the pane the screen)");
	else if (parent)
		s->peek = parent;
	else
		session_say(s, s->peek ? "this is the top-level comment" :
		    "this comment answers no other");
}

void peek_key(struct session *s, struct key key)
{
	struct key_sequence keys = { { key }, 1 };
	const struct binding *b;

	if (keymap_find(&s->config->keymap, &keys, session_scope(s), &b) == KEYMAP_COMMAND &&
	    b->command->run == cmd_peek)
		cmd_peek(s, &(struct call){ false, 1, "", key });
	else
		s->peek = 0;
}

/* A rule with corners and, in it, words. */
static void draw_rule(const struct canvas *box, int row, enum glyph left, enum glyph right,
    struct safe words)
{
	struct pen pen = { box, row, 2, box->area.cols - 2 };

	canvas_repeat(box, row, 0, box->area.cols, GLYPH_RULE, FACE_RULE);
	canvas_put(box, row, 0, 1, glyph(box->looks, left), FACE_RULE, 0);
	canvas_put(box, row, box->area.cols - 1, 1, glyph(box->looks, right), FACE_RULE, 0);
	pen_put_cut(&pen, words, FACE_HINT);
}

static void draw_sides(const struct canvas *box, int row)
{
	canvas_blank(box, row, FACE_TEXT);
	canvas_put(box, row, 0, 1, glyph(box->looks, GLYPH_SIDE), FACE_RULE, 0);
	canvas_put(box, row, box->area.cols - 1, 1, glyph(box->looks, GLYPH_SIDE), FACE_RULE, 0);
}

static void draw_header(const struct session *s, const struct canvas *box, bool stub)
{
	const struct comment_row *row = library_comment(s->lib, s->peek);
	struct pen pen = { box, 1, 2, box->area.cols - 2 };
	struct arena scratch = { 0 };

	if (!stub) {
		pen_put_cut(&pen, name_of_author(&scratch, s->lib, s->peek), FACE_AUTHOR);
		pen_skip(&pen, 2);
	}
	pen_put_cut(&pen, name_of_number(&scratch, s->lib, s->peek, 24, &s->looks), FACE_NUMBER);
	pen_skip(&pen, 2);
	pen_put_cut(&pen, stub ? name_of_state(s->lib, s->peek) :
	    name_of_time(&scratch, row->published, &s->looks), FACE_TIME);
	arena_release(&scratch);
}

static void draw_frame(const struct session *s, const struct canvas *box, bool cut)
{
	struct arena scratch = { 0 };
	struct buf words = BUF_INIT;

	buf_addf(&words, " above %s ", name_of_number(&scratch, s->lib,
	    s->thread.cursor_comment, 24, &s->looks).p);
	draw_rule(box, 0, GLYPH_TOP_LEFT, GLYPH_TOP_RIGHT, own_words(&words));
	buf_clear(&words);
	buf_addf(&words, " %sp: one further up, any other key closes ",
	    cut ? "there is more; " : "");
	draw_rule(box, box->area.rows - 1, GLYPH_LOW_LEFT, GLYPH_LOW_RIGHT, own_words(&words));
	buf_release(&words);
	arena_release(&scratch);
}

void peek_draw(struct session *s, const struct canvas *pane, int cursor_row)
{
	uint32_t item = outline_find(&s->thread.outline, s->lib, s->peek);
	int most = pane->area.rows / 2 > BOX_MIN_ROWS ? pane->area.rows / 2 : BOX_MIN_ROWS;
	struct shown_text text = { s->bodies, s->thread.post, s->peek, pane->area.cols - 4 };
	struct canvas box;
	int text_rows = 0, rows, top;
	bool stub;

	if (item == NO_ITEM || pane->area.rows < BOX_MIN_ROWS)
		return;
	stub = s->thread.outline.items[item].stub;
	if (!stub)
		text_rows = (int)rows_count(&text, (size_t)most);
	rows = text_rows + 3 > most ? most : text_rows + 3;
	top = cursor_row < pane->area.rows - rows ? pane->area.rows - rows : 0;
	box = canvas_part(pane, (struct rect){ top, 0, rows, pane->area.cols });
	for (int row = 1; row < rows - 1; row++) {
		draw_sides(&box, row);
		if (row > 1 && row - 2 < text_rows)
			canvas_put_line(&box, row, 2, rows_line(&text, (text_row)row - 2), NULL);
	}
	draw_header(s, &box, stub);
	draw_frame(s, &box, text_rows > rows - 3);
}
