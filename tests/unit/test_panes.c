/* The parts that panes are made of: frames, scrollers, sheets, prompts, canvases. */
#include "config.h"

#include <stdlib.h>

#include "moot/view/canvas.h"
#include "moot/view/frame.h"
#include "moot/view/prompt.h"
#include "moot/view/scroller.h"
#include "moot/view/sheet.h"
#include "unit.h"

static void the_size_decides_which_panes_there_are(void **state)
{
	static const struct {
		int cols, rows;
		enum frame_mode mode;
	} sizes[] = {
		{ 19, 24, FRAME_TOO_SMALL }, { 80, 4, FRAME_TOO_SMALL }, { 20, 5, FRAME_ONE },
		{ 59, 50, FRAME_ONE }, { 200, 15, FRAME_ONE }, { 60, 16, FRAME_STACKED },
		{ 109, 50, FRAME_STACKED }, { 110, 16, FRAME_SPLIT }, { 179, 50, FRAME_SPLIT },
		{ 180, 16, FRAME_COLUMNS }, { 1000, 500, FRAME_COLUMNS },
	};
	struct frame f;

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		for (enum pane focus = 0; focus < PANES; focus++) {
			const struct frame_wish wish = { .focus = focus, .reading = PANE_BODY };

			frame_arrange(&f, sizes[i].cols, sizes[i].rows, &wish);
			assert_int_equal(f.mode, sizes[i].mode);
			assert_true(f.mode == FRAME_TOO_SMALL || f.shown[focus]);
			for (enum pane p = 0; p < PANES; p++) {
				const struct rect *r = &f.pane[p];

				if (!f.shown[p])
					continue;
				assert_true(r->row >= 1 && r->rows >= 1 && r->cols >= 1);
				assert_true(r->row + r->rows <= f.status_row);
				assert_true(r->col + r->cols <= f.cols);
			}
		}
}

static void a_zoomed_pane_has_the_screen(void **state)
{
	struct frame f;

	(void)state;
	frame_arrange(&f, 200, 50, &(struct frame_wish){ .focus = PANE_THREAD,
	    .reading = PANE_THREAD, .zoomed = true });
	assert_false(f.shown[PANE_LIST]);
	assert_int_equal(f.pane[PANE_THREAD].rows, 47);
	assert_int_equal(f.pane[PANE_THREAD].cols, 200);
}

static void a_scroller_stays_within_its_lines(void **state)
{
	struct scroller s = { .count = 25, .rows = 10 };

	(void)state;
	assert_false(scroller_move(&s, -1));
	assert_true(scroller_move(&s, 100));
	assert_int_equal(s.top, 15);
	assert_int_equal(scroller_percent(&s), 100);
	assert_false(scroller_move(&s, 1));
	scroller_reveal(&s, 3, 2);
	assert_int_equal(s.top, 1);
	scroller_reveal(&s, 9, 2);
	assert_int_equal(s.top, 2);
	scroller_reveal(&s, 24, 2);
	assert_int_equal(s.top, 15);
	scroller_reveal(&s, 0, 2);
	assert_int_equal(s.top, 0);
	s.count = 0;
	scroller_clamp(&s);
	assert_int_equal(scroller_percent(&s), 100);
	s = (struct scroller){ .count = 5, .rows = 0 };
	scroller_reveal(&s, 4, 3);
	assert_int_equal(s.top, 4);
}

static void a_sheet_wraps_at_words(void **state)
{
	static const struct looks looks = { .ascii = true };
	struct sheet s = { 0 };

	(void)state;
	sheet_add(&s, SAFE_LIT("one two three"), FACE_TEXT, 0, 8, 2, &looks);
	assert_int_equal(s.count, 2);
	assert_true(span_eq_str(safe_span(s.lines[0].text), "one two"));
	assert_true(span_eq_str(safe_span(s.lines[1].text), "  three"));
	sheet_release(&s);
	sheet_add(&s, SAFE_LIT("indivisible"), FACE_TEXT, 0, 4, 0, &looks);
	assert_int_equal(s.count, 3);
	sheet_release(&s);
	sheet_add(&s, SAFE_LIT("日本"), FACE_TEXT, 0, 1, 0, &looks); /* no room for even one */
	assert_int_equal(s.count, 2);
	sheet_release(&s);
	sheet_add(&s, SAFE_LIT(""), FACE_TEXT, 0, 4, 0, &looks);
	assert_int_equal(s.count, 1);
	sheet_release(&s);
}

static enum prompt_result press(struct prompt *p, const char *names)
{
	struct span rest = span_str(names), name;
	enum prompt_result result = PROMPT_UNUSED;
	struct key key;

	while (span_split(&rest, ' ', &name)) {
		assert_true(key_parse(name, &key));
		result = prompt_key(p, key);
	}
	return result;
}

static void a_prompt_is_a_line_editor(void **state)
{
	static const struct {
		const char *keys, *text;
		size_t cursor;
	} edits[] = {
		{ "a b c", "abc", 3 },
		{ "a b Left X", "aXb", 2 },
		{ "ä é Backspace", "ä", 2 },
		{ "日 本 Left Delete", "日", 3 },
		{ "a Space b C-w", "a ", 2 },
		{ "a Space b M-b C-k", "a ", 2 },
		{ "a b Home C-d", "b", 0 },
		{ "a b C-u c", "c", 1 },
		{ "a b C-a M-f", "ab", 2 },
		{ "a Left Left Left", "a", 0 },
		{ "a Right F5 Up", "a", 1 },
	};
	struct prompt p = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
		prompt_open(&p, ":", "", NULL);
		press(&p, edits[i].keys);
		assert_string_equal(buf_str(&p.text), edits[i].text);
		assert_int_equal(p.cursor, edits[i].cursor);
	}
	prompt_open(&p, ":", "", NULL);
	assert_int_equal(press(&p, "Backspace"), PROMPT_CANCEL);
	assert_int_equal(press(&p, "a Esc"), PROMPT_CANCEL);
	assert_int_equal(press(&p, "Enter"), PROMPT_DONE);
	assert_int_equal(press(&p, "Tab"), PROMPT_COMPLETE);
	prompt_close(&p);
}

static void what_is_pasted_cannot_leave_the_line(void **state)
{
	struct prompt p = { 0 };

	(void)state;
	prompt_open(&p, ":", "", NULL);
	prompt_insert(&p, SPAN_LIT("a\nb\tc\033[31md\xe2\x80\xae" "e\xff"));
	assert_string_equal(buf_str(&p.text), "a b c[31mde\xef\xbf\xbd");
	prompt_close(&p);
}

static void history_is_walked_and_left(void **state)
{
	struct history h = { 0 };
	struct prompt p = { 0 };

	(void)state;
	history_add(&h, "one");
	history_add(&h, "two");
	history_add(&h, "two");
	history_add(&h, "");
	assert_int_equal(h.count, 2);
	prompt_open(&p, ":", "", &h);
	press(&p, "d r a f t Up");
	assert_string_equal(buf_str(&p.text), "two");
	press(&p, "Up Up Up");
	assert_string_equal(buf_str(&p.text), "one");
	press(&p, "Down Down");
	assert_string_equal(buf_str(&p.text), "draft");
	for (int i = 0; i < 300; i++)
		history_add(&h, i % 2 ? "odd" : "even");
	assert_int_equal(h.count, 100);
	prompt_close(&p);
	history_release(&h);
}

static void a_long_line_shows_its_cursor(void **state)
{
	static const struct looks looks = { .ascii = true };
	struct grid *g = grid_new(10, 1);
	struct canvas c = { g, &looks, { 0, 0, 1, 10 } };
	struct prompt p = { 0 };
	struct buf got = BUF_INIT;

	(void)state;
	prompt_open(&p, "/", "abcdefghijklmnopqrstuvwxyz", NULL);
	assert_in_range(prompt_draw(&p, &c), 1, 9);
	grid_dump(g, false, &got);
	assert_non_null(strstr(buf_str(&got), "xyz"));
	press(&p, "Home");
	assert_int_equal(prompt_draw(&p, &c), 1);
	prompt_close(&p);
	buf_release(&got);
	grid_free(g);
}

static void nothing_is_drawn_outside_a_canvas(void **state)
{
	static const struct looks looks = { .ascii = true };
	struct grid *g = grid_new(12, 3);
	struct canvas screen = { g, &looks, { 0, 0, 3, 12 } };
	struct canvas c = canvas_part(&screen, (struct rect){ 1, 2, 1, 5 });
	struct buf got = BUF_INIT;

	(void)state;
	canvas_put(&c, 0, 0, 99, SAFE_LIT("abcdefgh"), FACE_TEXT, 0);
	canvas_put(&c, 1, 0, 99, SAFE_LIT("below"), FACE_TEXT, 0);
	canvas_put(&c, -1, 0, 99, SAFE_LIT("above"), FACE_TEXT, 0);
	canvas_put(&c, 0, -1, 99, SAFE_LIT("left"), FACE_TEXT, 0);
	grid_dump(g, false, &got);
	assert_string_equal(buf_str(&got), "\n  abcde\n\n");
	buf_clear(&got);
	grid_clear(g);
	canvas_put_cut(&c, 0, 0, 99, SAFE_LIT("日本語"), FACE_TEXT, 0);
	grid_dump(g, false, &got);
	assert_string_equal(buf_str(&got), "\n  日本~\n\n");
	c = canvas_part(&screen, (struct rect){ 2, 10, 9, 9 });
	assert_int_equal(c.area.rows, 1);
	assert_int_equal(c.area.cols, 2);
	c = canvas_part(&screen, (struct rect){ 5, 0, 1, 1 });
	assert_int_equal(c.area.rows, 0);
	buf_release(&got);
	grid_free(g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_size_decides_which_panes_there_are),
		cmocka_unit_test(a_zoomed_pane_has_the_screen),
		cmocka_unit_test(a_scroller_stays_within_its_lines),
		cmocka_unit_test(a_sheet_wraps_at_words),
		cmocka_unit_test(a_prompt_is_a_line_editor),
		cmocka_unit_test(what_is_pasted_cannot_leave_the_line),
		cmocka_unit_test(history_is_walked_and_left),
		cmocka_unit_test(a_long_line_shows_its_cursor),
		cmocka_unit_test(nothing_is_drawn_outside_a_canvas),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
