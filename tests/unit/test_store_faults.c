/* A disk that becomes full or read-only at any moment: what was kept stays, what was not
 * kept is told, and is kept when the disk takes it again. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "faulty_vfs.h"
#include "moot/base/xalloc.h"
#include "moot/store/state.h"
#include "unit.h"

enum { COMMENTS = 12, KEPT = 4, MARKED = 8, NOW_S = 1403172000, MOST_CHANGES = 500 };

static const char path[] = "test_store_faults.db";
static struct library *lib;
static struct diags diags;

static struct library *make_library(void)
{
	struct library *l = library_new();
	struct source_meta meta = { .id = SPAN_LIT("tag:blog-1") };
	struct post_fact post = POST_FACT_INIT;

	post.source = library_add_source(l, &(struct source_fact){ SPAN_LIT("a"),
	    SPAN_LIT("test") });
	library_set_source(l, post.source, &meta);
	post.title = SPAN_LIT("Title");
	post.id = SPAN_LIT("p");
	library_add_post(l, &post);
	for (int i = 1; i <= COMMENTS; i++) {
		struct comment_fact fact = COMMENT_FACT_INIT;
		char id[16];

		snprintf(id, sizeof id, "c%d", i);
		fact.source = post.source;
		fact.post = 1;
		fact.id = fact.body = span_str(id);
		library_add_comment(l, &fact);
	}
	library_link(l, &diags, true);
	return l;
}

static void clear_away(void)
{
	unlink(path);
	unlink("test_store_faults.db-journal");
}

static int setup(void **state)
{
	(void)state;
	clear_away();
	lib = make_library();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	clear_away();
	library_free(lib);
	diags_release(&diags);
	return 0;
}

/* May be told that it cannot be. */
static struct state *visit(char **trouble)
{
	struct buf key = BUF_INIT;
	struct state *s = state_open(path, trouble);
	char *more;

	state_library_key(lib, &key);
	state_begin(s, buf_span(&key), NOW_S, &more);
	state_match(s, lib, true);
	buf_release(&key);
	free(more);
	return s;
}

static void mark(struct state *s, comment_id from, comment_id to)
{
	for (comment_id c = from; c <= to; c++)
		state_set_read(s, lib, c, true);
}

static void assert_read(comment_id to)
{
	char *trouble;
	struct state *s = visit(&trouble);

	assert_null(trouble);
	for (comment_id c = 1; c <= to; c++)
		assert_true(state_is_read(s, c));
	state_close(s);
}

static void keep_some(void)
{
	char *trouble;
	struct state *s;

	clear_away();
	s = visit(&trouble);
	assert_null(trouble);
	mark(s, 1, KEPT);
	assert_int_equal(state_save(s, lib, NOW_S, true, &trouble), STATE_SAVED);
	state_close(s);
}

/* False when there were fewer changes than that. */
static bool save_fails_at(long change, bool once)
{
	char *trouble;
	struct state *s;
	enum state_saved saved;
	bool came;

	keep_some();
	s = visit(&trouble);
	assert_null(trouble);
	mark(s, KEPT + 1, MARKED);
	faults_begin(change, once);
	saved = state_save(s, lib, NOW_S + 60, true, &trouble);
	came = faults_end();
	assert_true(came ? saved == STATE_SAVED || trouble : saved == STATE_SAVED);
	free(trouble);
	assert_read(saved == STATE_SAVED ? MARKED : KEPT);
	assert_int_equal(state_save(s, lib, NOW_S + 120, true, &trouble), STATE_SAVED);
	assert_null(trouble);
	state_close(s);
	assert_read(MARKED);
	return came;
}

static void a_failing_save_loses_nothing(void **state)
{
	(void)state;
	for (int once = 0; once < 2; once++) {
		long change = 0;

		while (save_fails_at(change, once))
			assert_true(++change < MOST_CHANGES);
		assert_true(change > 3);
	}
}

/* The first start on such a disk: reading goes on, and it is told. */
static void a_failing_start_is_told(void **state)
{
	bool came = true;

	(void)state;
	for (long change = 0; came; change++) {
		char *trouble, *later;
		struct state *s;

		assert_true(change < MOST_CHANGES);
		clear_away();
		faults_begin(change, false);
		s = visit(&trouble);
		mark(s, 1, MARKED);
		state_save(s, lib, NOW_S, true, &later);
		came = faults_end();
		assert_true(!came || trouble || later);
		assert_true(state_is_read(s, MARKED));
		free(trouble);
		free(later);
		state_close(s);
		keep_some();
		assert_read(KEPT);
	}
}

/* A state that is there opens on a disk that takes nothing. */
static void what_is_kept_opens_without_a_write(void **state)
{
	char *trouble;
	struct state *s;

	(void)state;
	keep_some();
	faults_begin(0, false);
	s = visit(&trouble);
	assert_null(trouble);
	assert_true(state_is_read(s, KEPT));
	assert_false(state_is_read(s, KEPT + 1));
	assert_false(faults_end());
	state_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_failing_save_loses_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(a_failing_start_is_told, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_kept_opens_without_a_write, setup,
		    teardown),
	};

	faults_install();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
