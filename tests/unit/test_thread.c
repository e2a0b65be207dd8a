#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "moot/base/buf.h"
#include "moot/view/thread.h"
#include "threads.h"
#include "unit.h"

enum { COLS = 60, ROWS = 10 };

struct fixture {
	struct library *lib;
	struct looks looks;
	struct bodies *bodies;
	struct folds folds;
	struct thread_view t;
};

static void open_thread(struct fixture *f, struct library *lib)
{
	*f = (struct fixture){ .lib = lib, .looks = { .ascii = true } };
	f->bodies = bodies_new(lib, &f->looks);
	thread_init(&f->t, lib, f->bodies, &f->looks, &f->folds, false);
	thread_resize(&f->t, COLS, ROWS);
	thread_show(&f->t, 1);
}

static void close_thread(struct fixture *f)
{
	thread_release(&f->t);
	bodies_free(f->bodies);
	folds_release(&f->folds);
	library_free(f->lib);
}

/* The pane's rows as text. */
static const char *screen(struct fixture *f, struct buf *out)
{
	struct grid *g = grid_new(f->t.cols, f->t.rows);
	struct canvas c = { g, &f->looks, { 0, 0, f->t.rows, f->t.cols } };
	int col;

	buf_clear(out);
	thread_draw(&f->t, &c, NULL, NULL, &col);
	grid_dump(g, false, out);
	grid_free(g);
	return buf_str(out);
}

/* A comment taller than the pane, between two small ones. */
static struct library *tall_library(int lines)
{
	struct library *lib = thread_of("1");
	struct buf body = BUF_INIT;

	for (int i = 1; i <= lines; i++)
		buf_addf(&body, "line %d of many\n", i);
	add_comment(lib, 0, buf_str(&body), COMMENT_SHOWN);
	add_comment(lib, 0, "the last one", COMMENT_SHOWN);
	library_link(lib, &(struct diags){ 0 }, false);
	buf_release(&body);
	return lib;
}

static void every_line_of_a_tall_comment_is_seen(void **state)
{
	struct buf got = BUF_INIT;
	bool seen[51] = { false };
	struct fixture f;

	(void)state;
	open_thread(&f, tall_library(50));
	do {
		screen(&f, &got);
		for (int i = 1; i <= 50; i++) {
			char line[30];

			snprintf(line, sizeof line, "line %d of", i);
			seen[i] |= strstr(buf_str(&got), line) != NULL;
		}
	} while (thread_scroll(&f.t, thread_page_rows(&f.t)));
	for (int i = 1; i <= 50; i++)
		if (!seen[i])
			fail_msg("line %d was never seen", i);
	assert_non_null(strstr(screen(&f, &got), "the last one"));
	buf_release(&got);
	close_thread(&f);
}

static void scrolling_drags_the_current_comment(void **state)
{
	struct fixture f;
	int rows = 0;

	(void)state;
	open_thread(&f, tall_library(50));
	assert_int_equal(f.t.cursor, 0);
	while (f.t.cursor == 0 && thread_scroll(&f.t, 1))
		rows++;
	assert_int_equal(f.t.cursor, 1);
	assert_int_equal(rows, 2); /* header and text; the blank row says nothing */
	while (thread_scroll(&f.t, 1))
		rows++;
	assert_int_equal(f.t.cursor, 1); /* its tail is still on the screen */
	while (thread_scroll(&f.t, -1))
		rows--;
	assert_int_equal(rows, 0);
	assert_int_equal(f.t.top.item, 0);
	close_thread(&f);
}

static void scrolling_up_undoes_scrolling_down(void **state)
{
	struct fixture f;

	(void)state;
	open_thread(&f, tall_library(50));
	for (int rows = 1; rows < 40; rows++) {
		struct thread_spot before = f.t.top;

		assert_true(thread_scroll(&f.t, rows % 3 + 1));
		assert_true(thread_scroll(&f.t, -(rows % 3) - 1));
		assert_int_equal(f.t.top.item, before.item);
		assert_int_equal(f.t.top.row, before.row);
		thread_scroll(&f.t, 1);
	}
	close_thread(&f);
}

static void the_text_at_the_top_stays_over_another_width(void **state)
{
	static const int widths[] = { 41, 30, 76, 20, 100 };
	struct library *lib = thread_of("1");
	struct buf body = BUF_INIT;
	struct fixture f;
	uint32_t byte;

	(void)state;
	for (int i = 0; i < 400; i++)
		buf_addf(&body, "word%d ", i);
	add_comment(lib, 0, buf_str(&body), COMMENT_SHOWN);
	library_link(lib, &(struct diags){ 0 }, false);
	open_thread(&f, lib);
	thread_go(&f.t, 1);
	thread_scroll(&f.t, 21);
	assert_int_equal(f.t.cursor, 1);
	byte = thread_top_byte(&f.t);
	assert_true(byte > 0);
	for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
		struct shown_text text = { f.bodies, 1, 2, widths[i] - 5 };
		text_row row;

		thread_resize(&f.t, widths[i], ROWS + (int)i);
		row = f.t.top.row - 1;
		assert_int_equal(f.t.top.item, 1);
		assert_true(rows_line(&text, row)->text_start <= byte);
		assert_true(rows_down(&text, &row, 1) == 0 ||
		    rows_line(&text, row)->text_start > byte);
	}
	thread_resize(&f.t, COLS, ROWS);
	assert_int_equal(f.t.top.row, 21);
	buf_release(&body);
	close_thread(&f);
}

static int row_of(struct fixture *f, const char *text)
{
	struct buf got = BUF_INIT;
	const char *at = strstr(screen(f, &got), text);
	int row = at ? 0 : -1;

	for (const char *p = buf_str(&got); at && p < at; p++)
		row += *p == '\n';
	buf_release(&got);
	return row;
}

static void folds_leave_the_current_comment_on_its_row(void **state)
{
	struct fixture f;
	int row;

	(void)state;
	open_thread(&f, thread_of("12223122331233333122222"));
	thread_go(&f.t, 13);
	thread_scroll(&f.t, -2);
	row = row_of(&f, "comment 14");
	assert_true(row > 0);
	outline_fold(&f.t.outline, 5, true);
	thread_folds_changed(&f.t);
	assert_int_equal(row_of(&f, "comment 14"), row);
	outline_fold(&f.t.outline, 5, false);
	thread_folds_changed(&f.t);
	assert_int_equal(row_of(&f, "comment 14"), row);
	outline_fold_to(&f.t.outline, 1); /* hides it: its thread stands for it */
	thread_folds_changed(&f.t);
	assert_int_equal(f.t.cursor, 10);
	outline_fold_to(&f.t.outline, 2); /* its parent is seen again */
	thread_folds_changed(&f.t);
	assert_int_equal(f.t.cursor, 11);
	outline_fold_to(&f.t.outline, 1);
	thread_folds_changed(&f.t);
	outline_fold_to(&f.t.outline, 0);
	thread_folds_changed(&f.t);
	assert_int_equal(f.t.cursor, 13);
	assert_int_equal(row_of(&f, "comment 14"), row);
	outline_fold_to(&f.t.outline, 1);
	thread_folds_changed(&f.t);
	thread_scroll(&f.t, -1); /* the reader goes on from here */
	outline_fold_to(&f.t.outline, 0);
	thread_folds_changed(&f.t);
	assert_int_equal(f.t.cursor, 10);
	close_thread(&f);
}

static void comments_that_arrive_do_not_move_what_is_seen(void **state)
{
	struct fixture f;
	int row;

	(void)state;
	open_thread(&f, thread_of("1111111111111111111111"));
	thread_go(&f.t, 15);
	thread_scroll(&f.t, -3);
	row = row_of(&f, "comment 16");
	assert_true(row > 0);
	for (int i = 0; i < 5; i++)
		add_comment(f.lib, 1, "a late reply above", COMMENT_SHOWN);
	add_comment(f.lib, 0, "a late comment below", COMMENT_SHOWN);
	library_link(f.lib, &(struct diags){ 0 }, false);
	assert_true(thread_refresh(&f.t));
	assert_int_equal(f.t.cursor_comment, 16);
	assert_int_equal(row_of(&f, "comment 16"), row);
	close_thread(&f);
}

static void going_to_a_folded_comment_opens_the_folds(void **state)
{
	struct fixture f;

	(void)state;
	open_thread(&f, thread_of("123456"));
	outline_fold_to(&f.t.outline, 1);
	thread_folds_changed(&f.t);
	assert_true(thread_go(&f.t, 5));
	assert_int_equal(f.t.cursor, 5);
	assert_int_equal(f.t.outline.visible_count, 6);
	assert_false(thread_go(&f.t, NO_ITEM));
	assert_false(thread_go(&f.t, 6));
	close_thread(&f);
}

static void an_empty_thread_takes_every_move(void **state)
{
	struct buf got = BUF_INIT;
	struct fixture f;

	(void)state;
	open_thread(&f, thread_of(""));
	assert_false(thread_scroll(&f.t, 1));
	assert_false(thread_scroll(&f.t, -1));
	assert_false(thread_go(&f.t, 0));
	assert_true(thread_at_end(&f.t));
	thread_folds_changed(&f.t);
	thread_resize(&f.t, 1, 1);
	assert_int_equal(thread_percent(&f.t), 100);
	thread_resize(&f.t, COLS, ROWS);
	assert_non_null(strstr(screen(&f, &got), "no comments"));
	buf_release(&got);
	close_thread(&f);
}

static void what_is_not_shown_leaves_a_stub(void **state)
{
	struct library *lib = thread_of("1");
	comment_id deleted = add_comment(lib, 0, "", COMMENT_DELETED);
	struct buf got = BUF_INIT;
	struct fixture f;

	(void)state;
	add_comment(lib, deleted, "an answer to it", COMMENT_SHOWN);
	add_comment(lib, 0, "buy now", COMMENT_SPAM);
	library_link(lib, &(struct diags){ 0 }, false);
	open_thread(&f, lib);
	assert_non_null(strstr(screen(&f, &got), "(deleted)"));
	assert_non_null(strstr(buf_str(&got), "an answer to it"));
	assert_null(strstr(buf_str(&got), "buy now"));
	buf_release(&got);
	close_thread(&f);
}

static void any_size_can_be_drawn(void **state)
{
	static const int sizes[] = { 1, 2, 3, 4, 5, 39, 40, 41, 45, 200 };
	enum { SIZES = sizeof sizes / sizeof *sizes };
	struct buf got = BUF_INIT;
	struct fixture f;

	(void)state;
	open_thread(&f, thread_of("1234567899911"));
	for (int i = 0; i < SIZES * SIZES; i++) {
		thread_resize(&f.t, sizes[i % SIZES], sizes[i / SIZES]);
		thread_go(&f.t, (uint32_t)i % f.t.outline.count);
		screen(&f, &got);
		thread_scroll(&f.t, 1);
		screen(&f, &got);
		assert_true(f.t.cursor < f.t.outline.count);
	}
	buf_release(&got);
	close_thread(&f);
}

static void a_deep_chain_keeps_forty_columns_of_text(void **state)
{
	struct buf got = BUF_INIT;
	struct fixture f;

	(void)state;
	open_thread(&f, chain_of(100000));
	assert_true(thread_go(&f.t, 99999));
	screen(&f, &got);
	assert_non_null(strstr(buf_str(&got), "level 100000"));
	assert_non_null(strstr(buf_str(&got), "one line"));
	for (int i = 0; i < 1000; i++)
		thread_scroll(&f.t, -1);
	assert_true(thread_go(&f.t, 0));
	assert_non_null(strstr(screen(&f, &got), "99999 replies"));
	buf_release(&got);
	close_thread(&f);
}

static struct library *library_of_paragraphs(void)
{
	struct library *lib = thread_of("1");
	struct buf body = BUF_INIT;

	for (int i = 1; i <= 30; i++)
		buf_addf(&body, "paragraph %d\n\n", i);
	add_comment(lib, 0, buf_str(&body), COMMENT_SHOWN);
	library_link(lib, &(struct diags){ 0 }, false);
	buf_release(&body);
	return lib;
}

static void a_blank_row_stays_at_the_top(void **state)
{
	struct buf seen = BUF_INIT, got = BUF_INIT;
	struct fixture f;

	(void)state;
	open_thread(&f, library_of_paragraphs());
	thread_go_text(&f.t, 1, 200);
	thread_scroll(&f.t, 20);
	for (int i = 0; i < 4; i++) {
		thread_scroll(&f.t, -1);
		screen(&f, &seen);
		thread_keep_place(&f.t);
		assert_string_equal(screen(&f, &got), buf_str(&seen));
		add_comment(f.lib, 0, "one more", COMMENT_SHOWN);
		library_link(f.lib, &(struct diags){ 0 }, false);
		assert_true(thread_refresh(&f.t));
		assert_string_equal(screen(&f, &got), buf_str(&seen));
	}
	buf_release(&seen);
	buf_release(&got);
	close_thread(&f);
}

/* Reading many other texts drops one from the cache. */
static void a_place_deep_in_a_text_outlives_the_cache(void **state)
{
	struct buf seen = BUF_INIT, got = BUF_INIT;
	struct fixture f;

	(void)state;
	open_thread(&f, tall_library(30000));
	thread_go_text(&f.t, 1, 400000);
	screen(&f, &seen);
	bodies_forget(f.bodies);
	assert_string_equal(screen(&f, &got), buf_str(&seen));
	bodies_forget(f.bodies);
	assert_true(thread_scroll(&f.t, 1));
	assert_true(thread_scroll(&f.t, -1));
	assert_string_equal(screen(&f, &got), buf_str(&seen));
	buf_release(&seen);
	buf_release(&got);
	close_thread(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_line_of_a_tall_comment_is_seen),
		cmocka_unit_test(scrolling_drags_the_current_comment),
		cmocka_unit_test(scrolling_up_undoes_scrolling_down),
		cmocka_unit_test(the_text_at_the_top_stays_over_another_width),
		cmocka_unit_test(folds_leave_the_current_comment_on_its_row),
		cmocka_unit_test(comments_that_arrive_do_not_move_what_is_seen),
		cmocka_unit_test(going_to_a_folded_comment_opens_the_folds),
		cmocka_unit_test(a_blank_row_stays_at_the_top),
		cmocka_unit_test(a_place_deep_in_a_text_outlives_the_cache),
		cmocka_unit_test(an_empty_thread_takes_every_move),
		cmocka_unit_test(what_is_not_shown_leaves_a_stub),
		cmocka_unit_test(any_size_can_be_drawn),
		cmocka_unit_test(a_deep_chain_keeps_forty_columns_of_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
