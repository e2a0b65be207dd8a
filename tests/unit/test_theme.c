/* Faces, colours and attributes by their names, and colours on terminals of few. */
#include "config.h"

#include <string.h>

#include "moot/base/buf.h"
#include "moot/term/theme.h"
#include "term/pairs_priv.h"
#include "term/palette_priv.h"
#include "unit.h"

static void colours_are_read_and_named(void **state)
{
	static const struct { const char *name; int color; } rows[] = {
		{ "default", -1 }, { "black", 0 }, { "cyan", 6 }, { "bright-red", 9 },
		{ "bright-white", 15 }, { "16", 16 }, { "255", 255 },
	};
	struct buf name = BUF_INIT;
	int16_t color;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_true(color_parse(span_str(rows[i].name), &color));
		assert_int_equal(color, rows[i].color);
		buf_clear(&name);
		color_add_name(&name, color);
		assert_string_equal(buf_str(&name), rows[i].name);
	}
	assert_true(color_parse(SPAN_LIT("#ff8700"), &color));
	assert_int_equal(color, 208);
	assert_true(color_parse(SPAN_LIT("#FFFFFF"), &color));
	assert_int_equal(color, 231);
	buf_release(&name);
}

static void what_is_no_colour_is_refused(void **state)
{
	static const char *const bad[] = {
		"", "256", "-1", "pink", "bright-", "bright-default", "#fff", "#12345g", "#1234567",
	};
	int16_t color;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(color_parse(span_str(bad[i]), &color));
}

static void attributes_are_read_and_named(void **state)
{
	struct buf names = BUF_INIT;
	uint8_t attrs;

	(void)state;
	assert_true(attr_parse(SPAN_LIT("bold"), &attrs));
	assert_int_equal(attrs, ATTR_BOLD);
	assert_true(attr_parse(SPAN_LIT("none"), &attrs));
	assert_int_equal(attrs, 0);
	assert_false(attr_parse(SPAN_LIT("blink"), &attrs));
	attrs_add_names(&names, ATTR_BOLD | ATTR_DIM);
	assert_string_equal(buf_str(&names), "bold dim");
	buf_clear(&names);
	attrs_add_names(&names, 0);
	assert_string_equal(buf_str(&names), "none");
	buf_release(&names);
}

static void every_face_is_found_by_its_name(void **state)
{
	(void)state;
	for (int i = 0; i < FACES; i++) {
		struct buf name = BUF_INIT;
		enum face face;

		face_add_name(&name, (enum face)i);
		assert_true(face_find(buf_span(&name), &face));
		assert_int_equal(face, i);
		assert_true(face_help(face)[0] != '\0');
		buf_release(&name);
	}
	assert_false(face_find(SPAN_LIT("nobody"), &(enum face){ 0 }));
}

/* What matters is told by attributes or by signs, whatever the colours. */
static void the_default_theme_works_without_colours(void **state)
{
	static const enum face told_by_attributes[] = {
		FACE_FOCUS, FACE_CURSOR, FACE_POSTAUTHOR, FACE_HIT, FACE_NEW, FACE_STATUS,
		FACE_ERROR, FACE_LINK, FACE_REF,
	};
	struct theme t;

	(void)state;
	theme_default(&t);
	for (int i = 0; i < FACES; i++)
		assert_true(t.looks[i].fg < 16 && t.looks[i].bg == COLOR_OWN);
	theme_without_colors(&t);
	for (int i = 0; i < FACES; i++)
		assert_int_equal(t.looks[i].fg, COLOR_OWN);
	for (size_t i = 0; i < sizeof told_by_attributes / sizeof *told_by_attributes; i++)
		assert_true(t.looks[told_by_attributes[i]].attrs != 0);
}

static void colours_become_those_that_the_terminal_has(void **state)
{
	static const int counts[] = { 8, 16, 88, 256 };

	(void)state;
	assert_int_equal(palette_color(4, 0), -1);
	assert_int_equal(palette_color(-1, 256), -1);
	assert_int_equal(palette_color(12, 8), 4);
	assert_int_equal(palette_color(12, 16), 12);
	assert_int_equal(palette_color(196, 256), 196);
	assert_int_equal(palette_color(160, 88), 1);
	assert_int_equal(palette_color(66, 8), -1);
	assert_int_equal(palette_color(117, 8), 6);
	assert_int_equal(palette_color(136, 16), 3);
	assert_int_equal(palette_color(252, 16), -1);
	assert_int_equal(palette_color(8, 8), -1);
	for (size_t n = 0; n < sizeof counts / sizeof *counts; n++)
		for (int color = 0; color <= COLOR_MOST; color++)
			assert_in_range(palette_color(color, counts[n]) + 1, 0, counts[n]);
	assert_int_equal(palette_nearest(0x080808), 232);
}

static void a_terminal_has_few_pairs(void **state)
{
	struct pairs p = { .first = 1, .next = 1, .end = 3 };
	bool is_new;

	(void)state;
	assert_int_equal(pairs_get(&p, -1, 255, &is_new), 1);
	assert_true(is_new);
	assert_int_equal(pairs_get(&p, 255, 255, &is_new), 2);
	assert_true(pairs_are_full(&p));
	assert_int_equal(pairs_get(&p, 0, -1, &is_new), 0);
	assert_int_equal(pairs_get(&p, -1, 255, &is_new), 1);
	assert_false(is_new);
	pairs_reset(&p);
	assert_int_equal(pairs_get(&p, 0, -1, &is_new), 1);
	pairs_reset(&p);
}

static void a_terminal_keeps_its_theme(void **state)
{
	struct term *t = term_open_memory(4, 2);
	struct theme theme = *term_theme(t);

	(void)state;
	theme.looks[FACE_NEW] = (struct face_look){ 208, COLOR_OWN, ATTR_DIM };
	term_set_theme(t, &theme);
	assert_int_equal(term_theme(t)->looks[FACE_NEW].fg, 208);
	term_close(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(colours_are_read_and_named),
		cmocka_unit_test(what_is_no_colour_is_refused),
		cmocka_unit_test(attributes_are_read_and_named),
		cmocka_unit_test(every_face_is_found_by_its_name),
		cmocka_unit_test(the_default_theme_works_without_colours),
		cmocka_unit_test(colours_become_those_that_the_terminal_has),
		cmocka_unit_test(a_terminal_has_few_pairs),
		cmocka_unit_test(a_terminal_keeps_its_theme),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
