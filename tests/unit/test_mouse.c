/* What terminals send of the mouse. */
#include "config.h"

#include "moot/base/span.h"
#include "term/mouse_priv.h"
#include "unit.h"

static uint32_t code(struct mouse *m, const char *sequence, int64_t now_ms)
{
	return mouse_key(m, span_str(sequence), now_ms).code;
}

static void presses_have_a_place(void **state)
{
	struct mouse m = { 0 };

	(void)state;
	assert_int_equal(code(&m, "0;250;12M", 1000), KEY_CLICK_);
	assert_int_equal(m.col, 249);
	assert_int_equal(m.row, 11);
	assert_int_equal(code(&m, "64;1;1M", 1001), KEY_WHEEL_UP_);
	assert_int_equal(m.row, 0);
	assert_int_equal(code(&m, "65;1;1M", 1002), KEY_WHEEL_DOWN_);
	assert_int_equal(code(&m, "16;3;3M", 1003), KEY_CLICK_); /* with Control */
}

static void two_clicks_at_a_place_are_one_double_click(void **state)
{
	struct mouse m = { 0 };

	(void)state;
	assert_int_equal(code(&m, "0;5;5M", 1000), KEY_CLICK_);
	assert_int_equal(code(&m, "0;5;5m", 1050), KEY_NONE_);
	assert_int_equal(code(&m, "0;5;5M", 1300), KEY_DOUBLE_CLICK_);
	assert_int_equal(code(&m, "0;5;5M", 1400), KEY_CLICK_);
	assert_int_equal(code(&m, "0;6;5M", 1500), KEY_CLICK_);
	assert_int_equal(code(&m, "0;6;5M", 2000), KEY_CLICK_);
}

static void what_else_comes_is_no_key(void **state)
{
	static const char *const rows[] = {
		"", "M", "0;5;5", "0;5M", "0;5;5;5M", "0;0;5M", "0;5;0M", "a;5;5M", "0;99999999;5M",
		"1;5;5M", "2;5;5M", "32;5;5M", "35;5;5M", "66;5;5M", "128;5;5M", "64;5;5m",
		"0;-5;5M",
	};
	struct mouse m = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(code(&m, rows[i], 1000), KEY_NONE_);
}

static void the_memory_terminal_gives_keys_with_their_places(void **state)
{
	struct term *t = term_open_memory(80, 24);
	struct key key;
	int row, col;

	(void)state;
	term_push_mouse(t, (struct key){ KEY_CLICK_, 0 }, 3, 40);
	term_push_mouse(t, (struct key){ KEY_WHEEL_UP_, 0 }, 5, 6);
	assert_true(term_key(t, &key));
	term_mouse_place(t, &row, &col);
	assert_int_equal(row, 3);
	assert_int_equal(col, 40);
	assert_true(term_key(t, &key));
	term_mouse_place(t, &row, &col);
	assert_int_equal(row, 5);
	term_close(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(presses_have_a_place),
		cmocka_unit_test(two_clicks_at_a_place_are_one_double_click),
		cmocka_unit_test(what_else_comes_is_no_key),
		cmocka_unit_test(the_memory_terminal_gives_keys_with_their_places),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
