/* The config file: what each line does, and what is said about one that is wrong. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/config_file.h"
#include "unit.h"

/* Takes a text as a config file called "f"; what was said is compared, and freed. */
static void parse(struct config *c, const char *text, const char *said)
{
	struct buf errors = BUF_INIT;

	config_parse(c, span_str(text), "f", &errors);
	assert_string_equal(buf_str(&errors), said);
	buf_release(&errors);
}

static void every_wrong_line_is_said(void **state)
{
	static const struct { const char *line, *said; } rows[] = {
		{ "colour new red", "a line begins with set, bind, unbind, color or theme, "
		    "not with 'colour'" },
		{ "set colour on", "there is no setting 'colour'" },
		{ "set colour", "there is no setting 'colour'" },
		{ "set noindent", "there is no setting 'noindent'" },
		{ "set", "there is no setting ''" },
		{ "set indent", "indent is 1-8, not ''" },
		{ "set indent 9", "indent is 1-8, not '9'" },
		{ "set indent 0", "indent is 1-8, not '0'" },
		{ "set indent -1", "indent is 1-8, not '-1'" },
		{ "set indent 99999999999999999999", "indent is 1-8, not '99999999999999999999'" },
		{ "set mouse yes", "mouse is on|off, not 'yes'" },
		{ "set layout x|y", "layout is auto|one|stacked|split|columns, not 'x|y'" },
		{ "set indent!", "indent needs a value: 1-8" },
		{ "set theme nosuch", "there is no theme 'nosuch'" },
		{ "theme ../config", "there is no theme '../config'" },
		{ "theme", "there is no theme ''" },
		{ "bind", "bind needs a key and a command" },
		{ "bind j", "bind needs a key and a command" },
		{ "bind nokey quit", "there is no key 'nokey'" },
		{ "bind list: quit", "there is no key 'list:'" },
		{ "bind j nosuch", "there is no command 'nosuch'" },
		{ "bind list:j peek", "peek does not work in the pane of 'list:j'" },
		{ "unbind", "unbind needs one key, or all" },
		{ "unbind j k", "unbind needs one key, or all" },
		{ "unbind F12", "no command is on the key 'F12'" },
		{ "color", "there is no face ''" },
		{ "color nose red", "there is no face 'nose'" },
		{ "color new", "there is no colour ''" },
		{ "color new pink", "there is no colour 'pink'" },
		{ "color new red pink", "there is no colour or attribute 'pink'" },
		{ "color new red blue bold pink", "there is no attribute 'pink'" },
		{ "color all pink", "there is no colour 'pink'" },
	};
	struct config c;

	(void)state;
	config_init(&c);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf text = BUF_INIT, said = BUF_INIT;

		buf_addf(&text, "# first\n%s\nset width 50\n", rows[i].line);
		buf_addf(&said, "f:2: %s\n", rows[i].said);
		c.settings.width = 76;
		parse(&c, buf_str(&text), buf_str(&said));
		assert_int_equal(c.settings.width, 50);
		buf_release(&text);
		buf_release(&said);
	}
	config_release(&c);
}

static void a_line_with_a_nul_is_refused(void **state)
{
	struct buf error = BUF_INIT;
	struct config c;

	(void)state;
	config_init(&c);
	assert_false(config_line(&c, SPAN_LIT("bind Z set indent\0 4"), &error));
	assert_string_equal(buf_str(&error), "a line of text has no NUL in it");
	buf_release(&error);
	config_release(&c);
}

static void settings_are_set(void **state)
{
	struct config c;

	(void)state;
	config_init(&c);
	parse(&c, " set  indent   4 \r\n\nset mouse\nset nohints\nset status=off\nset layout!\n"
	    "set pager = less -R\nset browser \"\"\nset titles!\n", "");
	assert_int_equal(c.settings.indent, 4);
	assert_true(c.settings.mouse);
	assert_false(c.settings.hints);
	assert_false(c.settings.status);
	assert_false(c.settings.titles);
	assert_int_equal(c.settings.layout, 1);
	assert_string_equal(c.settings.browser, "");
	parse(&c, "set indent&\nset layout columns\nset layout!\nset pager=a \"b\"\n", "");
	assert_int_equal(c.settings.indent, 2);
	assert_int_equal(c.settings.layout, 0);
	assert_string_equal(c.settings.pager, "a \"b\"");
	config_release(&c);
}

/* The keys of a command, as help shows them. */
static void assert_keys(const struct config *c, const char *command, const char *expected)
{
	struct buf keys = BUF_INIT;

	keymap_add_keys_of(&c->keymap, command_find(span_str(command)), &keys);
	assert_string_equal(buf_str(&keys), expected);
	buf_release(&keys);
}

static void keys_are_bound(void **state)
{
	struct config c;

	(void)state;
	config_init(&c);
	assert_keys(&c, "quit", "Q");
	parse(&c, "bind Z quit\nbind list:q quit\n", "");
	assert_keys(&c, "quit", "Q Z list:q");
	assert_keys(&c, "back", "body:q thread:q page:q");
	parse(&c, "unbind Q\nunbind body:q\n", "");
	assert_keys(&c, "quit", "Z list:q");
	assert_keys(&c, "back", "thread:q page:q");
	config_release(&c);
}

/* A key that begins others takes their place, and one that it begins takes its own. */
static void a_key_hides_no_other(void **state)
{
	struct config c;

	(void)state;
	config_init(&c);
	parse(&c, "bind thread:z peek\n", "");
	assert_keys(&c, "fold-all", "list:zM body:zM");
	assert_keys(&c, "peek", "p z");
	parse(&c, "bind gg top\n", "");
	assert_keys(&c, "top", "Home M-< gg");
	parse(&c, "unbind all\nbind F9 fold-to-level 2\n", "");
	assert_keys(&c, "top", "");
	assert_int_equal(c.keymap.count, 1);
	assert_string_equal(c.keymap.rows[0].argument, "2");
	config_release(&c);
}

static void faces_get_their_looks(void **state)
{
	const struct face_look *looks;
	struct config c;

	(void)state;
	config_init(&c);
	looks = c.theme.looks;
	parse(&c, "color new 208\ncolor Error red white bold underline\n"
	    "color rule default dim\n", "");
	assert_int_equal(looks[FACE_NEW].fg, 208);
	assert_int_equal(looks[FACE_NEW].attrs, ATTR_BOLD);
	assert_int_equal(looks[FACE_ERROR].bg, 7);
	assert_int_equal(looks[FACE_ERROR].attrs, ATTR_BOLD | ATTR_UNDERLINE);
	assert_int_equal(looks[FACE_RULE].attrs, ATTR_DIM);
	parse(&c, "color all default none\n", "");
	for (int i = 0; i < FACES; i++)
		assert_true(looks[i].fg == COLOR_OWN && looks[i].attrs == 0);
	config_release(&c);
}

static void a_theme_comes_before_colours(void **state)
{
	struct config c;

	(void)state;
	config_init(&c);
	parse(&c, "color new green\ntheme mono\ncolor link blue\n", "");
	assert_string_equal(c.settings.theme, "mono");
	assert_int_equal(c.theme.looks[FACE_NEW].fg, COLOR_OWN);
	assert_int_equal(c.theme.looks[FACE_LINK].fg, 4);
	parse(&c, "set theme&\n", "");
	assert_string_equal(c.settings.theme, "default");
	assert_int_equal(c.theme.looks[FACE_NEW].fg, 1);
	config_release(&c);
}

static void every_installed_theme_is_sound(void **state)
{
	struct buf names = BUF_INIT, error = BUF_INIT;
	struct span rest, name;
	struct theme theme;
	int count = 0;

	(void)state;
	theme_add_names(SPAN_LIT(""), &names);
	for (rest = buf_span(&names); span_line(&rest, &name); count++) {
		theme_load(&theme, name, &error);
		assert_string_equal(buf_str(&error), "");
		assert_true(theme.looks[FACE_HIT].attrs & ATTR_REVERSE);
		assert_true(theme.looks[FACE_STATUS].attrs & ATTR_REVERSE);
	}
	assert_true(count >= 5);
	buf_release(&names);
	buf_release(&error);
}

/* What is printed leads back to the same, whatever was set. */
static void what_is_printed_can_be_read(void **state)
{
	struct buf printed = BUF_INIT, again = BUF_INIT;
	struct config c, d;

	(void)state;
	config_init(&c);
	parse(&c, "theme shades\nbind list:x quit\nset pager \" x \"\nbind F9 set indent 3\n"
	    "color all #123456 bright-blue bold dim\nset sort newest\n", "");
	config_print(&c, "", &printed);
	config_init(&d);
	parse(&d, "unbind all", "");
	parse(&d, buf_str(&printed), "");
	config_print(&d, "", &again);
	assert_string_equal(buf_str(&again), buf_str(&printed));
	assert_string_equal(d.settings.pager, " x ");
	config_release(&c);
	config_release(&d);
	buf_release(&printed);
	buf_release(&again);
}

static void a_file_that_is_not_there_says_nothing(void **state)
{
	struct buf errors = BUF_INIT;
	struct config c;

	(void)state;
	config_init(&c);
	config_read(&c, "/nonexistent/config", &errors);
	assert_int_equal(errors.len, 0);
	config_read(&c, "/", &errors);
	assert_string_equal(buf_str(&errors), "/: cannot be read: Is a directory\n");
	buf_release(&errors);
	config_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_wrong_line_is_said),
		cmocka_unit_test(a_line_with_a_nul_is_refused),
		cmocka_unit_test(settings_are_set),
		cmocka_unit_test(keys_are_bound),
		cmocka_unit_test(a_key_hides_no_other),
		cmocka_unit_test(faces_get_their_looks),
		cmocka_unit_test(a_theme_comes_before_colours),
		cmocka_unit_test(every_installed_theme_is_sound),
		cmocka_unit_test(what_is_printed_can_be_read),
		cmocka_unit_test(a_file_that_is_not_there_says_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
