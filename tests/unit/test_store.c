#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../lib/own_dir.h"
#include "moot/base/xalloc.h"
#include "moot/store/state.h"
#include "store/state_db_priv.h"
#include "unit.h"

enum { DAY_S = 86400, NOW_S = 1403172000 };

static char dir[] = "test_store.XXXXXX", *path;
static struct library *lib;
static struct diags diags;

static int setup(void **state)
{
	(void)state;
	if (!own_dir_make(dir))
		return -1;
	path = xasprintf("%s/state.db", dir);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	if (!own_dir_remove(dir))
		return -1;
	free(path);
	library_free(lib);
	diags_release(&diags);
	lib = NULL;
	return 0;
}

/* A blog of one post with so many comments; with ids, or as a text dump has them. */
static void make_library(const char *source_name, int comments, bool ids)
{
	struct source_fact source = { span_str(source_name), SPAN_LIT("test") };
	struct source_meta meta = { .id = ids ? SPAN_LIT("tag:blog-7") : SPAN_NONE };
	struct post_fact post = POST_FACT_INIT;

	library_free(lib);
	lib = library_new();
	post.source = library_add_source(lib, &source);
	library_set_source(lib, post.source, &meta);
	post.id = ids ? SPAN_LIT("p") : SPAN_NONE;
	post.title = SPAN_LIT("Title");
	post_id p = library_add_post(lib, &post);
	for (int i = 1; i <= comments; i++) {
		struct comment_fact fact = COMMENT_FACT_INIT;
		char id[16];

		snprintf(id, sizeof id, "c%d", i);
		fact.source = post.source;
		fact.post = p;
		fact.id = ids ? span_str(id) : SPAN_NONE;
		fact.body = span_str(id);
		fact.published = date_from_unix_ms((int64_t)(NOW_S - DAY_S * (100 - i)) * 1000);
		library_add_comment(lib, &fact);
	}
	library_link(lib, &diags, true);
}

static struct state *visit(int64_t now_s, bool expect_known)
{
	struct buf key = BUF_INIT;
	char *trouble;
	struct state *s = state_open(path, &trouble);

	assert_null(trouble);
	state_library_key(lib, &key);
	assert_int_equal(state_begin(s, buf_span(&key), now_s, &trouble), expect_known);
	assert_null(trouble);
	state_match(s, lib, true);
	buf_release(&key);
	return s;
}

static void leave(struct state *s, int64_t now_s)
{
	char *trouble;

	assert_int_equal(state_save(s, lib, now_s, true, &trouble), STATE_SAVED);
	assert_null(trouble);
	state_close(s);
}

static void the_first_visit_finds_nothing_new(void **state)
{
	(void)state;
	make_library("a.xml", 5, true);
	struct state *s = visit(NOW_S, false);
	assert_int_equal(state_new_count(s, lib, 1), 0);
	assert_int_equal(state_unread_count(s, lib, 1), 5);
	leave(s, NOW_S);
}

static void what_was_not_there_last_time_is_new(void **state)
{
	(void)state;
	make_library("a.xml", 5, true);
	leave(visit(NOW_S, false), NOW_S + 60);
	make_library("other-name.xml", 8, true);
	struct state *s = visit(NOW_S + DAY_S, true);
	assert_int_equal(state_new_count(s, lib, 1), 3);
	assert_true(state_is_new(s, 6) && !state_is_new(s, 5));
	assert_int_equal(state_last_visit_s(s), NOW_S + 60);
	leave(s, NOW_S + DAY_S + 10);
	/* Coming back at once is the same visit. */
	s = visit(NOW_S + DAY_S + 10 + STATE_SAME_VISIT_S, true);
	assert_int_equal(state_new_count(s, lib, 1), 3);
	leave(s, NOW_S + DAY_S + 400);
	s = visit(NOW_S + DAY_S + 401 + STATE_SAME_VISIT_S, true);
	assert_int_equal(state_new_count(s, lib, 1), 0);
	leave(s, NOW_S + 2 * DAY_S);
}

static void other_comments_being_read_is_a_change(void **state)
{
	struct state *s;
	uint32_t before;

	(void)state;
	make_library("page.txt", 5, false);
	s = visit(NOW_S, false);
	before = state_read_changes(s);
	state_set_read(s, lib, 2, true);
	assert_int_not_equal(state_read_changes(s), before);
	before = state_read_changes(s);
	state_set_read(s, lib, 2, true);
	assert_int_equal(state_read_changes(s), before);
	leave(s, NOW_S);
}

static void a_dump_without_ids_is_known_by_its_texts(void **state)
{
	(void)state;
	make_library("page.txt", 5, false);
	struct state *s = visit(NOW_S, false);
	state_set_read(s, lib, 2, true);
	leave(s, NOW_S);
	make_library("page.txt", 6, false);
	s = visit(NOW_S + DAY_S, true);
	assert_int_equal(state_new_count(s, lib, 1), 1);
	assert_true(state_is_read(s, 2) && !state_is_read(s, 3));
	leave(s, NOW_S);
}

static void since_chooses_another_day(void **state)
{
	(void)state;
	make_library("a.xml", 5, true);
	struct state *s = visit(NOW_S, false);
	state_set_since(s, lib, library_comment(lib, 4)->published);
	assert_int_equal(state_new_count(s, lib, 1), 2);
	state_set_since(s, lib, DATE_INIT);
	assert_int_equal(state_new_count(s, lib, 1), 0);
	leave(s, NOW_S);
}

static void places_and_marks_come_back(void **state)
{
	struct place place = { 1, 3, 17, 2 }, got;

	(void)state;
	make_library("a.xml", 5, true);
	struct state *s = visit(NOW_S, false);
	assert_false(state_last_place(s, lib, &got));
	state_set_place(s, &place);
	place.comment = 0;
	assert_true(state_set_mark(s, 'x', &place));
	assert_false(state_set_mark(s, '1', &place));
	leave(s, NOW_S);
	make_library("a.xml", 9, true);
	s = visit(NOW_S + DAY_S, true);
	assert_true(state_last_place(s, lib, &got));
	assert_true(got.post == 1 && got.comment == 3 && got.text_offset_bytes == 17 &&
	    got.pane == 2);
	assert_true(state_place(s, lib, 1, &got) && got.comment == 3);
	assert_true(
	    state_mark(s, lib, 'x', &got) && got.comment == 0 && got.text_offset_bytes == 17);
	assert_false(state_mark(s, lib, 'y', &got));
	leave(s, NOW_S);
}

static void two_instances_do_not_undo_each_other(void **state)
{
	(void)state;
	make_library("a.xml", 5, true);
	leave(visit(NOW_S, false), NOW_S);
	struct state *one = visit(NOW_S, true), *two = visit(NOW_S, true);
	state_set_read(one, lib, 1, true);
	state_set_read(two, lib, 2, true);
	leave(one, NOW_S);
	leave(two, NOW_S);
	struct state *s = visit(NOW_S, true);
	assert_true(state_is_read(s, 1) && state_is_read(s, 2) && !state_is_read(s, 3));
	state_set_read(s, lib, 1, false);
	leave(s, NOW_S);
	s = visit(NOW_S, true);
	assert_false(state_is_read(s, 1));
	state_close(s);
}

static void a_damaged_file_is_set_aside(void **state)
{
	struct stat st;
	char *trouble, *aside = xasprintf("%s.bad", path);
	FILE *f = fopen(path, "w");

	(void)state;
	for (int i = 0; i < 1000; i++)
		fputs("this is no database\n", f);
	fclose(f);
	struct state *s = state_open(path, &trouble);
	assert_non_null(trouble);
	assert_non_null(strstr(trouble, aside));
	assert_int_equal(stat(aside, &st), 0);
	free(trouble);
	make_library("a.xml", 2, true);
	assert_false(state_begin(s, SPAN_LIT("k"), NOW_S, &trouble));
	state_match(s, lib, true);
	leave(s, NOW_S);
	free(aside);
}

static void a_file_that_cannot_be_made_is_said(void **state)
{
	char *trouble;
	struct state *s = state_open("no/such/directory/state.db", &trouble);

	(void)state;
	assert_non_null(trouble);
	free(trouble);
	make_library("a.xml", 2, true);
	assert_false(state_begin(s, SPAN_LIT("k"), NOW_S, &trouble));
	state_match(s, lib, true);
	state_set_read(s, lib, 1, true);
	assert_true(state_is_read(s, 1));
	leave(s, NOW_S);
}

static void the_last_sources_are_told(void **state)
{
	struct buf out = BUF_INIT;
	char *trouble;

	(void)state;
	make_library("a.xml", 1, true);
	struct state *s = visit(NOW_S, false);
	state_set_sources(s, SPAN_LIT("/x/a.xml\n/x/b.xml"));
	leave(s, NOW_S);
	s = state_open(path, &trouble);
	state_last_sources(s, &out);
	assert_string_equal(buf_str(&out), "/x/a.xml\n/x/b.xml");
	buf_release(&out);
	state_close(s);
}

static void matching_while_loading_keeps_what_it_knows(void **state)
{
	(void)state;
	make_library("a.xml", 3, true);
	struct state *s = visit(NOW_S, false);
	state_set_read(s, lib, 2, true);
	struct comment_fact fact = COMMENT_FACT_INIT;
	fact.post = 1;
	fact.id = SPAN_LIT("late");
	comment_id late = library_add_comment(lib, &fact);
	library_link(lib, &diags, false);
	state_match(s, lib, true);
	assert_true(state_is_read(s, 2));
	state_set_read(s, lib, late, true);
	assert_true(state_is_read(s, late));
	state_close(s);
}

/* Two say the same, and then a third one does. */
static void one_more_of_the_same_words_is_new(void **state)
{
	struct comment_fact fact = COMMENT_FACT_INIT;
	comment_id third;

	(void)state;
	make_library("page.txt", 1, false);
	fact.post = 1;
	fact.body = SPAN_LIT("+1");
	library_add_comment(lib, &fact);
	comment_id second = library_add_comment(lib, &fact);
	library_link(lib, &diags, true);
	struct state *s = visit(NOW_S, false);
	state_set_read(s, lib, second, true);
	assert_false(state_is_read(s, second - 1));
	state_match(s, lib, true);
	assert_true(state_is_read(s, second) && !state_is_read(s, second - 1));
	leave(s, NOW_S);
	third = library_add_comment(lib, &fact);
	library_link(lib, &diags, true);
	s = visit(NOW_S + DAY_S, true);
	assert_int_equal(state_new_count(s, lib, 1), 1);
	assert_true(state_is_new(s, third));
	assert_true(state_is_read(s, second));
	state_close(s);
}

static void add_posts(int posts, int comments)
{
	struct comment_fact fact = COMMENT_FACT_INIT;
	struct post_fact post = POST_FACT_INIT;

	for (int p = 0; p < posts; p++) {
		char id[16];

		snprintf(id, sizeof id, "post%d", p);
		post.id = span_str(id);
		fact.post = library_add_post(lib, &post);
		for (int i = 0; i < comments; i++) {
			snprintf(id, sizeof id, "id%d", i);
			fact.id = span_str(id);
			library_add_comment(lib, &fact);
		}
	}
	library_link(lib, &diags, true);
}

/* Entries are found, once each, whichever slots they are in. */
static void a_table_grows_a_little_at_a_time(void **state)
{
	enum { KEYS = 20000, STEP = 1 << 20 }; /* many keys begin at one slot */
	struct seen_table t = { 0 };
	size_t found = 0, growing = 0;

	(void)state;
	for (uint32_t i = 1; i <= KEYS; i++) {
		seen_add(&t, (uint64_t)i * (i % 2 ? 7919 : STEP))->first_seen_s = i;
		seen_add(&t, (uint64_t)(i / 2 + 1) * ((i / 2 + 1) % 2 ? 7919 : STEP))->twins++;
		growing += t.old != NULL;
	}
	assert_in_range(growing, KEYS / 8, KEYS - 1);
	for (uint32_t i = 1; i <= KEYS; i++)
		assert_int_equal(
		    seen_find(&t, (uint64_t)i * (i % 2 ? 7919 : STEP))->first_seen_s, i);
	assert_null(seen_find(&t, 3));
	seen_move(&t, SIZE_MAX);
	for (size_t i = 0; i < t.cap; i++)
		found += t.slots[i].key != 0;
	assert_int_equal(found, KEYS);
	assert_int_equal(t.len, KEYS);
	assert_int_equal(seen_find(&t, 7919)->twins, 1);
	seen_release(&t);
}

/* As a reader does it, who is answered in between, and who may leave before it is done. */
static struct state *visit_in_steps(int most_steps, int *steps)
{
	struct buf key = BUF_INIT;
	char *trouble;
	struct state *s = state_open(path, &trouble);

	state_library_key(lib, &key);
	state_load_in_steps(s);
	assert_true(state_begin(s, buf_span(&key), NOW_S + DAY_S, &trouble));
	*steps = 0;
	do {
		state_match(s, lib, true);
		assert_false(state_is_matched(s, 1));
	} while (++*steps < most_steps && state_step(s, lib, &trouble));
	assert_null(trouble);
	buf_release(&key);
	return s;
}

static void what_is_known_is_loaded_in_steps(void **state)
{
	enum { POSTS = 350 };
	int steps;

	(void)state;
	make_library("a.xml", 5, true);
	add_posts(POSTS, 2);
	struct state *s = visit(NOW_S, false);
	state_set_read(s, lib, 3, true);
	state_set_read(s, lib, library_comment_count(lib), true);
	leave(s, NOW_S);
	make_library("a.xml", 6, true);
	add_posts(POSTS, 2);
	s = visit_in_steps(2, &steps);
	leave(s, NOW_S + DAY_S);
	s = visit_in_steps(1000, &steps);
	assert_true(steps > 3);
	state_match(s, lib, true);
	assert_true(state_is_read(s, 3) && state_is_read(s, library_comment_count(lib)));
	assert_int_equal(state_new_count(s, lib, 1), 1);
	assert_true(state_is_new(s, 6));
	assert_int_equal(state_new_count(s, lib, POSTS), 0);
	leave(s, NOW_S + DAY_S);
}

/* More posts than one part of a save takes; killed after the first part. */
static void a_first_visit_saved_in_part_is_a_first_visit_again(void **state)
{
	char *trouble;
	int parts = 1;

	(void)state;
	make_library("a.xml", 1, true);
	add_posts(30, 1000);
	struct state *s = visit(NOW_S, false);
	assert_int_equal(state_save(s, lib, NOW_S, false, &trouble), STATE_SAVE_MORE);
	state_close(s);
	s = visit(NOW_S + DAY_S, false);
	for (post_id p = 1; p <= library_post_count(lib); p++)
		assert_int_equal(state_new_count(s, lib, p), 0);
	while (state_save(s, lib, NOW_S, false, &trouble) == STATE_SAVE_MORE)
		parts++;
	assert_true(parts > 1);
	state_close(s);
	s = visit(NOW_S + DAY_S, true);
	assert_int_equal(state_new_count(s, lib, 2), 0);
	state_close(s);
}

/* The header is whole, what comes after it is not. */
static void damage_found_while_reading_is_set_aside(void **state)
{
	char *trouble;
	FILE *f;

	(void)state;
	make_library("a.xml", 500, true);
	leave(visit(NOW_S, false), NOW_S);
	f = fopen(path, "r+");
	fseek(f, 4096, SEEK_SET);
	for (int i = 0; i < 20000; i++)
		fputc('#', f);
	fclose(f);
	struct state *s = state_open(path, &trouble);
	assert_null(trouble);
	assert_false(state_begin(s, SPAN_LIT("tag:blog-7"), NOW_S, &trouble));
	assert_non_null(strstr(trouble, ".bad"));
	free(trouble);
	state_match(s, lib, true);
	state_set_read(s, lib, 1, true);
	leave(s, NOW_S);
	s = visit(NOW_S, true);
	assert_true(state_is_read(s, 1));
	state_close(s);
}

/* The disk has room for a few pages only, and later for more. */
static void a_full_disk_is_said_and_nothing_is_lost(void **state)
{
	char *trouble;

	(void)state;
	make_library("a.xml", 5, true);
	leave(visit(NOW_S, false), NOW_S);
	make_library("a.xml", 5000, true);
	struct state *s = visit(NOW_S + DAY_S, true);
	state_set_read(s, lib, 1, true);
	assert_int_equal(
	    libsqlite.sqlite3_exec(s->db->sqlite, "PRAGMA max_page_count = 8", 0, 0, 0), SQLITE_OK);
	assert_int_equal(state_save(s, lib, NOW_S, false, &trouble), STATE_SAVE_FAILED);
	assert_non_null(strstr(trouble, "not saved"));
	free(trouble);
	assert_true(state_is_read(s, 1) && state_is_new(s, 6));
	struct state *other = visit(NOW_S + DAY_S, true); /* what was there is whole */
	assert_false(state_is_read(other, 1));
	state_close(other);
	assert_int_equal(
	    libsqlite.sqlite3_exec(s->db->sqlite, "PRAGMA max_page_count = 9999", 0, 0, 0),
	    SQLITE_OK);
	leave(s, NOW_S + DAY_S);
	s = visit(NOW_S + DAY_S, true);
	assert_true(state_is_read(s, 1) && state_is_new(s, 6));
	state_close(s);
}

static void a_file_in_use_is_saved_to_later(void **state)
{
	char *trouble;

	(void)state;
	make_library("a.xml", 5, true);
	leave(visit(NOW_S, false), NOW_S);
	struct state *s = visit(NOW_S, true), *other = visit(NOW_S, true);
	assert_int_equal(
	    libsqlite.sqlite3_exec(other->db->sqlite, "BEGIN IMMEDIATE", 0, 0, 0), SQLITE_OK);
	state_set_read(s, lib, 1, true);
	assert_int_equal(state_save(s, lib, NOW_S, false, &trouble), STATE_SAVE_LATER);
	assert_null(trouble);
	state_close(other);
	leave(s, NOW_S);
	s = visit(NOW_S, true);
	assert_true(state_is_read(s, 1));
	state_close(s);
}

/* What one part of a source calls by its title gets an id from another. */
static void a_post_that_gets_its_id_while_loading_keeps_what_was_read(void **state)
{
	struct comment_fact fact = { .id = SPAN_LIT("c"), .post = 1 };
	struct post_fact post = POST_FACT_INIT;
	struct state *s;

	(void)state;
	make_library("a.xml", 0, true);
	post.url = SPAN_LIT("http://blog.example/p");
	post.thread_only = true;
	fact.post = library_add_post(lib, &post);
	library_add_comment(lib, &fact);
	fact.id = SPAN_LIT("d");
	library_add_comment(lib, &fact);
	library_link(lib, &diags, false);
	s = visit(NOW_S, false);
	state_set_read(s, lib, 1, true);
	post.id = SPAN_LIT("tag:p");
	post.thread_only = false;
	library_add_post(lib, &post);
	library_link(lib, &diags, true);
	state_match(s, lib, true);
	assert_true(state_is_read(s, 1) && !state_is_read(s, 2));
	leave(s, NOW_S);
	s = visit(NOW_S + DAY_S, true);
	assert_true(state_is_read(s, 1) && !state_is_read(s, 2) && !state_is_new(s, 1));
	state_close(s);
}

static void parts_of_one_blogger_blog_have_one_key(void **state)
{
	static const char *const ids[] = {
		"tag:blogger.com,1999:blog-12",
		"tag:blogger.com,1999:blog-12.archive",
		"tag:blogger.com,1999:blog-12.post345..comments",
	};
	struct buf key = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
		make_library("a.xml", 0, true);
		library_set_source(lib, 1, &(struct source_meta){ .id = span_str(ids[i]) });
		buf_clear(&key);
		state_library_key(lib, &key);
		assert_string_equal(buf_str(&key), ids[0]);
	}
	buf_release(&key);
}

static void standard_input_without_id_has_no_key(void **state)
{
	struct buf key = BUF_INIT;

	(void)state;
	make_library("-", 1, false);
	state_library_key(lib, &key);
	assert_int_equal(key.len, 0);
	make_library("nowhere/page.txt", 1, false);
	state_library_key(lib, &key);
	assert_int_equal(*buf_str(&key), '/');
	buf_clear(&key);
	make_library("-", 1, true);
	state_library_key(lib, &key);
	assert_string_equal(buf_str(&key), "tag:blog-7");
	buf_release(&key);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_first_visit_finds_nothing_new),
		TEST(what_was_not_there_last_time_is_new),
		TEST(other_comments_being_read_is_a_change),
		TEST(a_dump_without_ids_is_known_by_its_texts),
		TEST(since_chooses_another_day),
		TEST(places_and_marks_come_back),
		TEST(two_instances_do_not_undo_each_other),
		TEST(a_damaged_file_is_set_aside),
		TEST(a_file_that_cannot_be_made_is_said),
		TEST(the_last_sources_are_told),
		TEST(matching_while_loading_keeps_what_it_knows),
		TEST(one_more_of_the_same_words_is_new),
		TEST(a_table_grows_a_little_at_a_time),
		TEST(what_is_known_is_loaded_in_steps),
		TEST(a_first_visit_saved_in_part_is_a_first_visit_again),
		TEST(a_full_disk_is_said_and_nothing_is_lost),
		TEST(a_file_in_use_is_saved_to_later),
		TEST(damage_found_while_reading_is_set_aside),
		TEST(a_post_that_gets_its_id_while_loading_keeps_what_was_read),
		TEST(parts_of_one_blogger_blog_have_one_key),
		TEST(standard_input_without_id_has_no_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
