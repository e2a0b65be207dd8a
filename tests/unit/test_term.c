#include "config.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "moot/base/arena.h"
#include "moot/base/buf.h"
#include "moot/term/term.h"
#include "term/ascii_priv.h"
#include "term/glyph_priv.h"
#include "term/sequences_priv.h"
#include "unit.h"

static struct safe safe_str(const char *s)
{
	return (struct safe){ s, strlen(s) };
}

static int put(struct grid *g, int row, int col, int max_cols, const char *text)
{
	return grid_put(g, row, col, max_cols, safe_str(text), FACE_TEXT, 0, NULL);
}

/* Compares the dump of the grid, and frees the grid. */
static void check_dump(struct grid *g, bool styles, const char *expected)
{
	struct buf dump = BUF_INIT;

	assert_true(grid_check(g));
	grid_dump(g, styles, &dump);
	assert_string_equal(buf_str(&dump), expected);
	buf_release(&dump);
	grid_free(g);
}

static void a_grid_has_at_least_one_cell(void **state)
{
	struct grid *g = grid_new(0, -5);

	(void)state;
	assert_int_equal(g->cols, 1);
	assert_int_equal(g->rows, 1);
	assert_int_equal(put(g, 0, 0, 5, "\u65e5"), 0);
	assert_int_equal(put(g, 0, 0, 5, "xyz"), 1);
	check_dump(g, false, "x\n");
	grid_free(NULL);
}

static void text_is_cut_at_clusters(void **state)
{
	struct grid *g = grid_new(8, 6);

	(void)state;
	assert_int_equal(put(g, 0, 0, 3, "\u65e5\u672c"), 2);
	assert_int_equal(put(g, 1, 0, 4, "\u65e5\u672c"), 4);
	assert_int_equal(put(g, 2, 5, 99, "\u65e5\u672c"), 2);
	assert_int_equal(put(g, 3, 7, 99, "ab"), 1);
	assert_int_equal(put(g, 4, 0, 1, "e\u0301e\u0301"), 1);
	assert_int_equal(put(g, 5, 0, 0, "a"), 0);
	assert_int_equal(put(g, 5, 0, -1, "a"), 0);
	check_dump(g, false, "\u65e5\n\u65e5\u672c\n     \u65e5\n       a\ne\u0301\n\n");
}

static void what_is_outside_is_not_drawn(void **state)
{
	struct grid *g = grid_new(4, 2);

	(void)state;
	assert_int_equal(put(g, -1, 0, 9, "abc"), 3);
	assert_int_equal(put(g, 2, 0, 9, "abc"), 3);
	assert_int_equal(put(g, 0, 4, 9, "abc"), 0);
	assert_int_equal(put(g, 0, -2, 9, "abcd"), 4);
	assert_int_equal(put(g, 1, -1, 9, "\u65e5x"), 3);
	grid_fill(g, 7, 0, 4, '#', FACE_TEXT, 0);
	grid_restyle(g, -1, 0, 4, FACE_HIT, 0);
	check_dump(g, false, "cd\n x\n");
}

static void half_of_a_wide_cluster_blanks_the_other(void **state)
{
	struct grid *g = grid_new(6, 5);

	(void)state;
	for (int row = 0; row < 5; row++)
		put(g, row, 0, 6, "\u65e5\u672c\u8a9e");
	put(g, 0, 0, 9, "x");
	put(g, 1, 1, 9, "x");
	put(g, 2, 1, 9, "\u6587");
	grid_fill(g, 3, 3, 2, '-', FACE_TEXT, 0);
	put(g, 4, 5, 9, "x");
	check_dump(g, false,
	    "x \u672c\u8a9e\n x\u672c\u8a9e\n \u6587 \u8a9e\n\u65e5 --\n\u65e5\u672c x\n");
}

static void line_ends_and_tabs_are_blanks(void **state)
{
	struct grid *g = grid_new(9, 1);

	(void)state;
	assert_int_equal(put(g, 0, 0, 9, "a\nb\tc"), 5);
	check_dump(g, false, "a b c\n");
}

/* Not even from a text that is not what it promises to be. */
static void no_control_comes_into_a_cell(void **state)
{
	struct grid *g = grid_new(9, 1);

	(void)state;
	put(g, 0, 0, 9, "a\033b\a\x7f\u200bc");
	check_dump(g, false, "abc\n");
}

static void a_cell_holds_what_fits_of_a_cluster(void **state)
{
	struct grid *g = grid_new(3, 1);
	struct buf text = BUF_INIT;

	(void)state;
	buf_add_str(&text, "e");
	for (int i = 0; i < 100; i++)
		buf_add_str(&text, "\u0301");
	assert_int_equal(put(g, 0, 0, 3, buf_str(&text)), 1);
	assert_true(strlen(g->cells[0].text) < CELL_BYTES);
	assert_int_equal(strlen(g->cells[0].text) % 2, 1);
	buf_release(&text);
	grid_free(g);
}

static void ambiguous_characters_are_as_wide_as_asked(void **state)
{
	const struct width_opts wide = { .ambiguous_wide = true };
	struct grid *g = grid_new(4, 1);

	(void)state;
	assert_int_equal(
	    grid_put(g, 0, 0, 4, SAFE_LIT("\u00a7a"), FACE_TEXT, 0, &wide), 3);
	assert_int_equal(g->cells[0].cols, 2);
	check_dump(g, false, "\u00a7a\n");
}

static void styles_are_told_by_letters(void **state)
{
	struct grid *g = grid_new(6, 2);

	(void)state;
	grid_put(g, 0, 0, 6, SAFE_LIT("ab\u65e5"), FACE_AUTHOR, 0, NULL);
	grid_put(g, 1, 1, 6, SAFE_LIT("abc"), FACE_TEXT, ATTR_BOLD, NULL);
	grid_restyle(g, 0, 3, 1, FACE_HIT, 0);
	grid_restyle(g, 0, 0, 1, FACES, ATTR_REVERSE);
	grid_restyle(g, 1, 3, 99, FACE_LINK, 0);
	check_dump(g, true, "ab\u65e5\n abc\n\nAaxx\n.++Lll\n");
}

static void letters_of_faces_differ(void **state)
{
	static const char letters[] = {
#define FACE(name, letter, attributes, color, help) letter,
#include "moot/term/faces.def"
#undef FACE
		'\0'
	};

	(void)state;
	assert_int_equal(strlen(letters), FACES);
	for (const char *l = letters; *l; l++)
		assert_true(strchr(letters, *l) == l && *l > ' ' && (*l < 'A' || *l >= 'a'));
}

static void a_new_size_blanks_everything(void **state)
{
	struct grid *g = grid_new(3, 1);

	(void)state;
	put(g, 0, 0, 3, "abc");
	grid_resize(g, 2, 2);
	check_dump(g, true, "\n\n\n\n\n");
}

static void random_step(struct grid *g)
{
	static const char *const texts[] = { "a", "plain", "\u65e5\u672c\u8a9e", "a\u65e5",
		"e\u0301\u65e5", "\U0001F1E9\U0001F1EA", "\u0915\u093f", "\u1100\u1161\u11a8" };
	int row = rand() % 5 - 1, col = rand() % 16 - 4, cols = rand() % 14;

	switch (rand() % 4) {
	case 0:
		grid_fill(g, row, col, cols, '#', FACE_RULE, 0);
		break;
	case 1:
		grid_restyle(g, row, col, cols, (enum face)(rand() % (FACES + 1)), ATTR_BOLD);
		break;
	default:
		grid_put(g, row, col, cols, safe_str(texts[rand() % 8]),
		    (enum face)(rand() % FACES), 0, NULL);
	}
}

static void cells_keep_their_invariants_whatever_is_drawn(void **state)
{
	struct grid *g = grid_new(9, 3);

	(void)state;
	srand(7);
	for (int i = 0; i < 50000; i++) {
		random_step(g);
		assert_true(grid_check(g));
	}
	grid_free(g);
}

static void check_key(const char *name, uint32_t code, unsigned mods, const char *printed)
{
	struct buf out = BUF_INIT;
	struct key key;

	assert_true(key_parse(span_str(name), &key));
	assert_int_equal(key.code, code);
	assert_int_equal(key.mods, mods);
	key_add_name(&out, key);
	assert_string_equal(buf_str(&out), printed);
	buf_release(&out);
}

static void keys_are_parsed_and_printed(void **state)
{
	(void)state;
	check_key("j", 'j', 0, "j");
	check_key("J", 'J', 0, "J");
	check_key("<", '<', 0, "<");
	check_key("-", '-', 0, "-");
	check_key("\u00e9", 0xE9, 0, "\u00e9");
	check_key("C-l", 'l', KEY_CTRL, "C-l");
	check_key("C-L", 'l', KEY_CTRL, "C-l");
	check_key("C-]", ']', KEY_CTRL, "C-]");
	check_key("M-v", 'v', KEY_ALT, "M-v");
	check_key("M-<", '<', KEY_ALT, "M-<");
	check_key("M--", '-', KEY_ALT, "M--");
	check_key("M-C-x", 'x', KEY_CTRL | KEY_ALT, "C-M-x");
	check_key("C-Space", ' ', KEY_CTRL, "C-Space");
	check_key("Space", ' ', 0, "Space");
	check_key("pgdn", KEY_PAGE_DOWN_, 0, "PgDn");
	check_key("PageDown", KEY_PAGE_DOWN_, 0, "PgDn");
	check_key("Return", KEY_ENTER_, 0, "Enter");
	check_key("S-Tab", KEY_BACKTAB_, 0, "S-Tab");
	check_key("F1", KEY_F1_, 0, "F1");
	check_key("F12", KEY_F12_, 0, "F12");
	check_key("M-Left", KEY_LEFT_, KEY_ALT, "M-Left");
	check_key("C-Right", KEY_RIGHT_, KEY_CTRL, "C-Right");
}

static void keys_that_terminals_cannot_tell_apart_are_one(void **state)
{
	(void)state;
	check_key("C-i", KEY_TAB_, 0, "Tab");
	check_key("C-m", KEY_ENTER_, 0, "Enter");
	check_key("C-[", KEY_ESCAPE_, 0, "Esc");
	check_key("C-@", ' ', KEY_CTRL, "C-Space");
	check_key("C-/", '_', KEY_CTRL, "C-_");
	check_key("C-M-i", KEY_TAB_, KEY_ALT, "M-Tab");
}

static void what_is_no_key_is_refused(void **state)
{
	static const char *const names[] = { "", "C-", "M-", "C-M-", "jj", "F0", "F13", "Hyper",
		" ", "C-\u00e9", "C-1", "Resize", "Hangup", "None", "\xff", "\033", "\u202e",
		"S-x" };
	struct key key;

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_false(key_parse(span_str(names[i]), &key));
}

/* Every key that a terminal can give has a name that gives it again. */
static void names_of_keys_go_round(void **state)
{
	(void)state;
	for (uint32_t code = 0; code <= KEY_F12_; code++) {
		struct key key = { code, 0 }, again;
		struct buf name = BUF_INIT;

		if (code == KEY_FIRST_NAMED || (code >= 0x300 && code < KEY_FIRST_NAMED) ||
		    (code >= 0x7F && code < 0xA1) || code == 0xAD)
			continue;
		if (code < ' ')
			key = key_of_control((unsigned char)code);
		key.mods |= code % 2 ? KEY_ALT : 0;
		key_add_name(&name, key);
		assert_true(key_parse(buf_span(&name), &again));
		assert_int_equal(again.code, key.code);
		assert_int_equal(again.mods, key.mods);
		buf_release(&name);
	}
}

static void check_sequence(const char *sequence, struct key key)
{
	assert_true(sequence[0] == '\033' && strlen(sequence) >= 3);
	assert_true(key.code > KEY_FIRST_NAMED && key.code <= KEY_PASTE_END_);
	if (strcmp(sequence, "\033[1;3D") == 0) {
		assert_int_equal(key.code, KEY_LEFT_);
		assert_int_equal(key.mods, KEY_ALT);
	}
	if (strcmp(sequence, "\033[5;6~") == 0) {
		assert_int_equal(key.code, KEY_PAGE_UP_);
		assert_int_equal(key.mods, KEY_CTRL);
	}
}

static void sequences_of_keys_are_sound(void **state)
{
	(void)state;
	sequences_each(check_sequence);
}

static void the_memory_terminal_gives_back_keys(void **state)
{
	struct term *t = term_open_memory(10, 2);
	struct key key;
	int row, col;

	(void)state;
	assert_false(term_key(t, &key));
	for (uint32_t i = 0; i < 100; i++)
		term_push_key(t, (struct key){ 'a' + i, 0 });
	for (uint32_t i = 0; i < 100; i++)
		assert_true(term_key(t, &key) && key.code == 'a' + i);
	assert_false(term_key(t, &key));
	term_resize(t, 20, 3);
	assert_true(term_key(t, &key) && key.code == KEY_RESIZE_);
	assert_int_equal(term_grid(t)->cols, 20);
	assert_int_equal(term_grid(t)->rows, 3);
	assert_false(term_cursor(t, &row, &col));
	term_show(t, 1, 4);
	assert_true(term_cursor(t, &row, &col) && row == 1 && col == 4);
	term_show(t, 1, 99);
	assert_true(term_cursor(t, &row, &col) && col == 19);
	term_show(t, 3, 0);
	assert_false(term_cursor(t, &row, &col));
	assert_int_equal(term_fd(t), -1);
	assert_int_equal(term_wake_fd(t), -1);
	assert_true(term_utf8(t));
	term_close(t);
	term_close(NULL);
}

static void what_is_too_long_is_not_copied(void **state)
{
	struct term *t = term_open_memory(10, 2);
	struct buf text = BUF_INIT;

	(void)state;
	assert_string_equal(term_copied(t), "");
	buf_add_repeat(&text, 'a', TERM_COPY_MAX_BYTES);
	assert_true(term_copy(t, (struct safe){ buf_str(&text), text.len }));
	assert_string_equal(term_copied(t), buf_str(&text));
	assert_true(term_copy(t, SAFE_LIT("b")));
	buf_add_char(&text, 'a');
	assert_false(term_copy(t, (struct safe){ buf_str(&text), text.len }));
	assert_string_equal(term_copied(t), "b");
	assert_true(term_copy(t, SAFE_LIT("")));
	assert_string_equal(term_copied(t), "");
	buf_release(&text);
	term_close(t);
}

static void ascii_stands_in_for_what_looks_alike(void **state)
{
	static const struct { uint32_t ch; char shown; } cases[] = {
		{ 'x', 'x' }, { 0x1B, '?' }, { 0x7F, '?' }, { 0x9B, '?' }, { 0xA0, ' ' },
		{ 0xE9, 'e' },
		{ 0x17F, 's' }, { 0x180, '?' }, { 0x2013, '-' }, { 0x2019, '\'' }, { 0x201C, '"' },
		{ 0x2022, '*' }, { 0x2026, '.' }, { 0x2500, '-' }, { 0x2502, '|' }, { 0x251C, '|' },
		{ 0x2570, '`' }, { 0x25B8, '>' }, { 0x2718, 'x' }, { 0x2719, '?' }, { 0x65E5, '?' },
		{ 0x1FFF, '?' }, { 0x10FFFF, '?' },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(ascii_stand_in(cases[i].ch), cases[i].shown);
}

/* Only what can be printed, in the ranges in whose order it is searched. */
static void ascii_stand_ins_are_ascii(void **state)
{
	(void)state;
	for (uint32_t ch = 0; ch < 0x110000; ch++)
		assert_true(ascii_stand_in(ch) >= ' ' && ascii_stand_in(ch) <= '~');
}

/* Columns of all the glyphs of a cluster; *count: how many there are. */
static int glyph_cols(const char *cluster, bool utf8, int *count)
{
	struct span rest = span_str(cluster);
	int cols = 0;

	for (*count = 0; rest.len; ++*count)
		cols += glyph_next(&rest, utf8).cols;
	return cols;
}

static void clusters_are_split_as_libc_sees_them(void **state)
{
	struct span rest = SPAN_LIT("e\u0301\u0302\u0303\u0304\u0305");
	struct glyph glyph;
	int count;

	(void)state;
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		skip();
	glyph = glyph_next(&rest, true);
	assert_int_equal(rest.len, 0);
	assert_int_equal(wcslen(glyph.text), GLYPH_CHARS);
	assert_int_equal(glyph_cols("\u65e5", true, &count), 2);
	assert_int_equal(glyph_cols("\U0001F1E9\U0001F1EA", true, &count), 2);
	assert_int_equal(count, 2);
	assert_int_equal(glyph_cols("\u2764\ufe0f", true, &count), 1);
	assert_int_equal(glyph_cols("\u0301", true, &count), 1);
	rest = SPAN_LIT("\x1b");
	assert_int_equal(glyph_next(&rest, true).text[0], 0xFFFD);
	assert_int_equal(glyph_cols("\u65e5\u0301", false, &count), 1);
	assert_int_equal(count, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_grid_has_at_least_one_cell),
		cmocka_unit_test(text_is_cut_at_clusters),
		cmocka_unit_test(what_is_outside_is_not_drawn),
		cmocka_unit_test(half_of_a_wide_cluster_blanks_the_other),
		cmocka_unit_test(line_ends_and_tabs_are_blanks),
		cmocka_unit_test(no_control_comes_into_a_cell),
		cmocka_unit_test(a_cell_holds_what_fits_of_a_cluster),
		cmocka_unit_test(ambiguous_characters_are_as_wide_as_asked),
		cmocka_unit_test(styles_are_told_by_letters),
		cmocka_unit_test(letters_of_faces_differ),
		cmocka_unit_test(a_new_size_blanks_everything),
		cmocka_unit_test(cells_keep_their_invariants_whatever_is_drawn),
		cmocka_unit_test(keys_are_parsed_and_printed),
		cmocka_unit_test(keys_that_terminals_cannot_tell_apart_are_one),
		cmocka_unit_test(what_is_no_key_is_refused),
		cmocka_unit_test(names_of_keys_go_round),
		cmocka_unit_test(sequences_of_keys_are_sound),
		cmocka_unit_test(the_memory_terminal_gives_back_keys),
		cmocka_unit_test(what_is_too_long_is_not_copied),
		cmocka_unit_test(ascii_stands_in_for_what_looks_alike),
		cmocka_unit_test(ascii_stand_ins_are_ascii),
		cmocka_unit_test(clusters_are_split_as_libc_sees_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
