/* The tables of the reader, and a session on a terminal in memory. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/keymap.h"
#include "app/session.h"
#include "moot/term/picture.h"
#include "threads.h"
#include "unit.h"

static void commands_are_named_once_and_explained(void **state)
{
	(void)state;
	for (const struct command *c = commands; c->help; c++) {
		if (!c->name)
			continue;
		assert_ptr_equal(command_find(span_str(c->name)), c);
		assert_non_null(c->run);
		assert_true(c->scope != 0 && (c->scope & ~SCOPE_ALL) == 0);
		assert_true(c->help[0] >= 'A' && strlen(c->help) < 70);
		assert_null(strpbrk(c->name, " \t\n"));
		assert_null(strpbrk(c->help, "\t\n"));
	}
	assert_null(command_find(SPAN_LIT("")));
	assert_null(command_find(SPAN_LIT("line-dow")));
	assert_ptr_equal(command_next(NULL, SPAN_LIT("unf")), command_find(SPAN_LIT("unfold-all")));
	assert_null(command_next(command_find(SPAN_LIT("unfold-all")), SPAN_LIT("unf")));
}

static bool starts(const struct key_sequence *keys, const struct key_sequence *start)
{
	for (int i = 0; i < start->len; i++)
		if (i >= keys->len || keys->keys[i].code != start->keys[i].code ||
		    keys->keys[i].mods != start->keys[i].mods)
			return false;
	return true;
}

/* Nor is one the start of another: each key has one meaning in a pane. */
static void no_default_key_hides_another(void **state)
{
	struct keymap m;

	(void)state;
	keymap_init(&m);
	for (size_t a = 0; a < m.count; a++)
		for (size_t b = 0; b < m.count; b++)
			if (a != b && (m.rows[a].scope & m.rows[b].scope) &&
			    starts(&m.rows[a].keys, &m.rows[b].keys))
				fail_msg("keys of %s and %s collide", m.rows[a].command->name,
				    m.rows[b].command->name);
	keymap_release(&m);
}

static void sequences_are_read_and_named(void **state)
{
	static const char *const names[] = { "j", "Space", "C-l", "M-<", "za", "z1", "S-Tab", "%",
		"C-w+", "C-wC-w", "F12", "F1x", "xF12" };
	static const char *const bad[] = { "", "nonsense", "C-xyz", "zaa" };
	struct key_sequence keys;
	struct buf name = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		buf_clear(&name);
		assert_true(key_sequence_parse(span_str(names[i]), &keys));
		key_sequence_add_name(&name, &keys);
		assert_string_equal(buf_str(&name), names[i]);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(key_sequence_parse(span_str(bad[i]), &keys));
	buf_release(&name);
}

static void keys_depend_on_the_pane(void **state)
{
	const struct binding *b = NULL;
	struct key_sequence enter, z;
	struct keymap m;

	(void)state;
	keymap_init(&m);
	assert_true(key_sequence_parse(SPAN_LIT("Enter"), &enter));
	assert_int_equal(keymap_find(&m, &enter, SCOPE_LIST, &b), KEYMAP_COMMAND);
	assert_string_equal(b->command->name, "open");
	assert_int_equal(keymap_find(&m, &enter, SCOPE_THREAD, &b), KEYMAP_COMMAND);
	assert_string_equal(b->command->name, "fold-toggle");
	assert_true(key_sequence_parse(SPAN_LIT("z"), &z));
	assert_int_equal(keymap_find(&m, &z, SCOPE_THREAD, &b), KEYMAP_PREFIX);
	assert_int_equal(keymap_find(&m, &z, SCOPE_PAGE, &b), KEYMAP_NONE);
	keymap_release(&m);
}

/* The keys that readers of mail, news and pages have in their fingers. */
static void every_usual_key_is_there(void **state)
{
	static const struct {
		unsigned scope;
		const char *keys, *command;
	} rows[] = {
		{ SCOPE_ALL, "j Down C-n", "line-down" }, { SCOPE_ALL, "k Up C-p", "line-up" },
		{ SCOPE_ALL, "f PgDn C-f C-v", "page-down" },
		{ SCOPE_ALL, "b PgUp - C-b M-v", "page-up" }, { SCOPE_ALL, "Space", "read-on" },
		{ SCOPE_ALL, "d C-d", "half-page-down" }, { SCOPE_ALL, "u C-u", "half-page-up" },
		{ SCOPE_ALL, "g Home M-<", "top" }, { SCOPE_ALL, "G End M->", "bottom" },
		{ SCOPE_ALL, "%", "percent" }, { SCOPE_LIST, "Enter", "open" },
		{ SCOPE_THREAD, "Enter za", "fold-toggle" }, { SCOPE_BODY, "Enter", "line-down" },
		{ SCOPE_ALL, "q", "back" }, { SCOPE_ALL, "Q", "quit" },
		{ SCOPE_ALL, "C-c", "stop" },
		{ SCOPE_PANES, "J", "next-comment" }, { SCOPE_PANES, "K", "previous-comment" },
		{ SCOPE_PANES, ")", "next-reply" }, { SCOPE_PANES, "(", "previous-reply" },
		{ SCOPE_PANES, "}", "next-thread" }, { SCOPE_PANES, "{", "previous-thread" },
		{ SCOPE_PANES, "]", "next-post" }, { SCOPE_PANES, "[", "previous-post" },
		{ SCOPE_PANES, "P", "parent" }, { SCOPE_PANES, "^", "root" },
		{ SCOPE_THREAD, "p", "peek" }, { SCOPE_PANES, ".", "next-new" },
		{ SCOPE_PANES, ",", "previous-new" }, { SCOPE_ALL, "n", "next-hit" },
		{ SCOPE_ALL, "N", "previous-hit" }, { SCOPE_ALL, "/", "search" },
		{ SCOPE_ALL, "Esc", "clear" }, { SCOPE_THREAD, "h Left", "fold-or-parent" },
		{ SCOPE_THREAD, "l Right", "open-or-reply" }, { SCOPE_PANES, "zo", "fold-open" },
		{ SCOPE_PANES, "zc", "fold-close" }, { SCOPE_PANES, "zM", "fold-all" },
		{ SCOPE_PANES, "zR", "unfold-all" }, { SCOPE_PANES, "zm", "fold-more" },
		{ SCOPE_PANES, "zr", "fold-less" }, { SCOPE_PANES, "z1 z9", "fold-to-level" },
		{ SCOPE_THREAD, "=", "re-root" },
		{ SCOPE_PANES, "Backspace H C-o M-Left", "jump-back" },
		{ SCOPE_PANES, "L M-Right", "jump-forward" },
		{ SCOPE_PANES, "r C-]", "reference" }, { SCOPE_PANES, "R", "referrers" },
		{ SCOPE_PANES, "m", "mark" }, { SCOPE_PANES, "'", "goto-mark" },
		{ SCOPE_PANES, "& \\ F", "limit" }, { SCOPE_THREAD, "a", "next-by-author" },
		{ SCOPE_THREAD, "A", "previous-by-author" }, { SCOPE_THREAD, "@", "author-only" },
		{ SCOPE_PANES, "S", "sort" }, { SCOPE_PANES, "t", "time-order" },
		{ SCOPE_PANES, "T", "hide-quotes" }, { SCOPE_THREAD, "*", "skip-quote" },
		{ SCOPE_BODY | SCOPE_THREAD, "<", "pan-left" },
		{ SCOPE_BODY | SCOPE_THREAD, ">", "pan-right" },
		{ SCOPE_THREAD, "x", "toggle-read" }, { SCOPE_THREAD, "X", "read-replies" },
		{ SCOPE_PANES, "c", "read-post" }, { SCOPE_THREAD, "+", "tag" },
		{ SCOPE_PANES, "s", "save" }, { SCOPE_PANES, "|", "pipe" },
		{ SCOPE_PANES, "y", "copy" }, { SCOPE_PANES, "Y", "copy-address" },
		{ SCOPE_ALL, "o", "open-link" }, { SCOPE_PANES, "U", "links" },
		{ SCOPE_PANES, "Tab", "next-pane" }, { SCOPE_PANES, "S-Tab", "previous-pane" },
		{ SCOPE_PANES, "F2", "pane-list" }, { SCOPE_PANES, "F3", "pane-body" },
		{ SCOPE_PANES, "F4", "pane-thread" }, { SCOPE_PANES, "O", "zoom" },
		{ SCOPE_PANES, "C-w+", "grow-pane" }, { SCOPE_PANES, "C-w-", "shrink-pane" },
		{ SCOPE_PANES, "C-w=", "usual-panes" }, { SCOPE_PANES, "w", "layout" },
		{ SCOPE_PANES, "v", "pager" }, { SCOPE_ALL, "C-l", "redraw" },
		{ SCOPE_ALL, "F5", "reload" }, { SCOPE_ALL, "? F1", "help" },
		{ SCOPE_ALL, ":", "command" }, { SCOPE_ALL, "C-z", "suspend" },
	};
	struct keymap m;

	(void)state;
	keymap_init(&m);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct span rest = span_str(rows[i].keys), key;

		while (span_split(&rest, ' ', &key)) {
			const struct binding *b = NULL;
			struct key_sequence keys;

			assert_true(key_sequence_parse(key, &keys));
			for (unsigned scope = 1; scope < SCOPE_ALL; scope <<= 1)
				if ((rows[i].scope & scope) &&
				    (keymap_find(&m, &keys, scope, &b) != KEYMAP_COMMAND ||
				    strcmp(b->command->name, rows[i].command) != 0))
					fail_msg("%.*s is not %s", (int)key.len, key.p,
					    rows[i].command);
		}
	}
	keymap_release(&m);
}

static void what_candidates_share_is_whole_characters(void **state)
{
	static const struct {
		const char *lines, *start;
	} rows[] = {
		{ "", "" }, { "one\n", "one" }, { "fold-a\nfold-b\n", "fold-" }, { "a\nb\n", "" },
		{ "\xc3\xa4x\n\xc3\xb6y\n", "" }, { "\xc3\xa4\n\xc3\xa4z\n", "\xc3\xa4" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct span start = common_start(span_str(rows[i].lines));

		assert_true(span_eq_str(start, rows[i].start) || (!*rows[i].start && !start.len));
	}
}

struct fixture {
	struct library *lib;
	struct term *term;
	struct session *s;
};

static void open_session(struct fixture *f, struct library *lib)
{
	f->lib = lib;
	f->term = term_open_memory(80, 24);
	f->s = reader_open(&(struct reader_opts){ .lib = lib }, f->term);
	reader_settle(f->s);
}

static int close_session(struct fixture *f)
{
	int status = reader_close(f->s);

	term_close(f->term);
	library_free(f->lib);
	return status;
}

static void press(struct fixture *f, const char *names)
{
	struct span rest = span_str(names), name;
	struct key key;

	while (span_split(&rest, ' ', &name)) {
		assert_true(key_parse(name, &key));
		term_push_key(f->term, key);
	}
	reader_settle(f->s);
}

static int cursor_row(const struct fixture *f)
{
	int row, col;

	assert_true(term_cursor(f->term, &row, &col));
	return row;
}

/* Rows that come while somebody reads change neither the comment nor its row. */
static void loading_does_not_move_the_reader(void **state)
{
	struct fixture f;
	comment_id at;
	int row;

	(void)state;
	open_session(&f, thread_of("12211122212111222"));
	press(&f, "F4 J J J J J J k");
	at = f.s->thread.cursor_comment;
	row = cursor_row(&f);
	for (int i = 0; i < 50; i++) {
		add_comment(f.lib, i % 2 ? 1 : 0, "more and more", COMMENT_SHOWN);
		library_link(f.lib, &(struct diags){ 0 }, false);
		f.s->stepped = true;
		reader_settle(f.s);
		assert_int_equal(f.s->thread.cursor_comment, at);
		assert_int_equal(cursor_row(&f), row);
	}
	assert_int_equal(f.s->thread.outline.count, 67);
	assert_int_equal(close_session(&f), 0);
}

static void count(void *user)
{
	++*(int *)user;
}

/* How often it is said that everything was read. */
static int times_loaded(const char *keys)
{
	struct fixture f = { .lib = library_new() };
	struct diags diags = { 0 };
	struct ingest *in = ingest_new(f.lib, &diags, NULL);
	int times = 0;

	ingest_add_memory(in, "page", SPAN_LIT("Thursday, 19 June 2014\n\nTitle\n\nText.\n"));
	f.term = term_open_memory(80, 24);
	f.s = reader_open(&(struct reader_opts){ .lib = f.lib, .diags = &diags, .in = in,
	    .loaded = count, .user = &times }, f.term);
	press(&f, keys);
	close_session(&f);
	ingest_free(in);
	diags_release(&diags);
	return times;
}

static void loading_that_was_stopped_is_no_loading(void **state)
{
	(void)state;
	assert_int_equal(times_loaded("j"), 1);
	assert_int_equal(times_loaded("C-c"), 0);
}

static void an_empty_library_answers_every_key(void **state)
{
	struct fixture f;
	struct keymap m;

	(void)state;
	open_session(&f, library_new());
	keymap_init(&m);
	for (size_t i = 0; i < m.count; i++) {
		if (strcmp(m.rows[i].command->name, "suspend") == 0)
			continue;
		for (int k = 0; k < m.rows[i].keys.len; k++)
			term_push_key(f.term, m.rows[i].keys.keys[k]);
		reader_settle(f.s);
		term_push_key(f.term, (struct key){ KEY_ESCAPE_, 0 });
		term_push_key(f.term, (struct key){ KEY_F1_ + 1 + (uint32_t)(i % 3), 0 });
		f.s->ended = false; /* q and Q */
		reader_settle(f.s);
	}
	keymap_release(&m);
	close_session(&f);
}

/* Keys and sizes in an order that nobody thought of.  Whatever they type, no program is
 * found that they could run. */
static void no_order_of_keys_breaks_anything(void **state)
{
	static const char *const skipped[] = { "suspend", "save", "pager", "open-link", "pipe" };
	struct fixture f;
	uint32_t random = 1;

	(void)state;
	setenv("PATH", "/nonexistent", 1);
	open_session(&f, thread_of("1223345612345612122233312345678"));
	for (int i = 0; i < 3000; i++) {
		const struct binding *b;
		bool skip = false;

		random = random * 1664525 + 1013904223;
		b = &f.s->config->keymap.rows[(random >> 8) % f.s->config->keymap.count];
		for (size_t k = 0; k < sizeof skipped / sizeof *skipped; k++)
			skip |= strcmp(b->command->name, skipped[k]) == 0;
		if (random >> 27 == 0)
			term_resize(f.term, 1 + (int)(random >> 8) % 220,
			    1 + (int)(random >> 16) % 60);
		for (int k = 0; k < b->keys.len && !skip; k++)
			term_push_key(f.term, b->keys.keys[k]);
		f.s->ended = false;
		reader_settle(f.s);
		outline_check(&f.s->thread.outline);
		assert_true(f.s->thread.cursor < f.s->thread.outline.count);
	}
	close_session(&f);
}

static void a_hangup_ends_the_session(void **state)
{
	struct fixture f;

	(void)state;
	open_session(&f, thread_of("1"));
	term_push_key(f.term, (struct key){ KEY_HANGUP_, 0 });
	assert_false(reader_settle(f.s));
	assert_int_equal(close_session(&f), 0);
}

/* Nothing is written while keys come fast, and nothing when none came. */
static void the_state_is_saved_soon_after_a_key(void **state)
{
	struct fixture f;

	(void)state;
	open_session(&f, thread_of("12"));
	library_add_source(f.lib, &(struct source_fact){ .name = SPAN_LIT("a") });
	f.s->stepped = true;
	session_catch_up(f.s);
	assert_int_equal(reading_save(f.s, 1000), 1500);
	assert_int_equal(reading_save(f.s, 2499), 1);
	assert_int_equal(reading_save(f.s, 2500), -1);
	assert_int_equal(reading_save(f.s, 9000), -1);
	session_key(f.s, (struct key){ 'j', 0 });
	assert_int_equal(reading_save(f.s, 10000), 1500);
	assert_int_equal(reading_save(f.s, 11500), -1);
	close_session(&f);
}

/* A post whose only image is a white dot in its text. */
static struct library *library_with_image(void)
{
	static const char body[] = "<p>Text.</p><img alt='A dot' src='data:image/png;base64,"
	    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4"
	    "2mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg=='>";
	struct library *lib = library_new();
	struct post_fact post = POST_FACT_INIT;

	library_add_source(lib, &(struct source_fact){ SPAN_LIT("test"), SPAN_LIT("test") });
	post.source = 1;
	post.title = SPAN_LIT("A post");
	post.body = span_str(body);
	post.body_type = BODY_HTML;
	library_add_post(lib, &post);
	library_link(lib, &(struct diags){ 0 }, false);
	return lib;
}

static bool screen_has(const struct fixture *f, const char *text)
{
	struct buf screen = BUF_INIT;
	bool found;

	grid_dump(term_grid(f->term), false, &screen);
	found = strstr(buf_str(&screen), text) != NULL;
	buf_release(&screen);
	return found;
}

/* At any size: the picture is made anew for the room that there is. */
static void an_image_at_hand_is_shown_in_the_pane(void **state)
{
	static const struct { int cols, rows; } sizes[] = {
		{ 200, 50 }, { 20, 5 }, { 1, 1 }, { 80, 24 },
	};
	struct fixture f;

	(void)state;
	open_session(&f, library_with_image());
	press(&f, "F3 i");
	if (picture_supported()) {
		assert_true(screen_has(&f, "[1/1] A dot"));
		assert_true(screen_has(&f, "1 Posts"));
		for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
			term_resize(f.term, sizes[i].cols, sizes[i].rows);
			reader_settle(f.s);
		}
		assert_true(screen_has(&f, "[1/1] A dot"));
		press(&f, "q");
		assert_false(screen_has(&f, "[1/1]"));
	} else {
		assert_true(screen_has(&f, "built without"));
	}
	press(&f, "F2 i");
	assert_true(screen_has(&f, "Details"));
	close_session(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(commands_are_named_once_and_explained),
		cmocka_unit_test(no_default_key_hides_another),
		cmocka_unit_test(sequences_are_read_and_named),
		cmocka_unit_test(keys_depend_on_the_pane),
		cmocka_unit_test(every_usual_key_is_there),
		cmocka_unit_test(what_candidates_share_is_whole_characters),
		cmocka_unit_test(loading_does_not_move_the_reader),
		cmocka_unit_test(loading_that_was_stopped_is_no_loading),
		cmocka_unit_test(an_empty_library_answers_every_key),
		cmocka_unit_test(no_order_of_keys_breaks_anything),
		cmocka_unit_test(the_state_is_saved_soon_after_a_key),
		cmocka_unit_test(an_image_at_hand_is_shown_in_the_pane),
		cmocka_unit_test(a_hangup_ends_the_session),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
