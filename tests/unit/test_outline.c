#include "config.h"

#include "moot/view/outline.h"
#include "threads.h"
#include "unit.h"

/*
 * items        0 1 2 3 4 5 6 7
 * THREAD       1 2 3 2 1 1 2 3
 */
#define THREAD "12321123"

struct fixture {
	struct library *lib;
	struct folds folds;
	struct outline o;
};

static void open_thread(struct fixture *f, struct library *lib)
{
	*f = (struct fixture){ .lib = lib };
	outline_init(&f->o, &f->folds);
	assert_true(outline_build(&f->o, f->lib, 1, false));
	outline_check(&f->o);
}

static void close_thread(struct fixture *f)
{
	outline_check(&f->o);
	outline_release(&f->o);
	folds_release(&f->folds);
	library_free(f->lib);
}

/* The visible items as digits. */
static void assert_visible(const struct outline *o, const char *expected)
{
	char got[20] = "";

	outline_check(o);
	for (uint32_t v = 0; v < o->visible_count && v < 19; v++)
		got[v] = (char)('0' + o->visible[v]);
	assert_string_equal(got, expected);
}

static void an_empty_thread_has_no_items(void **state)
{
	struct fixture f;

	(void)state;
	open_thread(&f, thread_of(""));
	assert_int_equal(f.o.count, 0);
	assert_int_equal(f.o.visible_count, 0);
	assert_int_equal(outline_find(&f.o, f.lib, 1), NO_ITEM);
	outline_fold_to(&f.o, 1);
	close_thread(&f);
}

static void steps_follow_the_tree(void **state)
{
	static const struct {
		uint32_t (*step)(const struct outline *o, uint32_t item);
		uint32_t from, to;
	} steps[] = {
		{ outline_next, 0, 1 }, { outline_next, 3, 4 }, { outline_next, 7, NO_ITEM },
		{ outline_prev, 0, NO_ITEM }, { outline_prev, 4, 3 },
		{ outline_next_sibling, 0, 4 }, { outline_next_sibling, 1, 3 },
		{ outline_next_sibling, 2, NO_ITEM }, { outline_next_sibling, 3, NO_ITEM },
		{ outline_next_sibling, 5, NO_ITEM },
		{ outline_prev_sibling, 0, NO_ITEM }, { outline_prev_sibling, 3, 1 },
		{ outline_prev_sibling, 4, 0 }, { outline_prev_sibling, 5, 4 },
		{ outline_prev_sibling, 6, NO_ITEM },
		{ outline_parent, 0, NO_ITEM }, { outline_parent, 2, 1 }, { outline_parent, 3, 0 },
		{ outline_root, 2, 0 }, { outline_root, 7, 5 }, { outline_root, 4, 4 },
		{ outline_next_thread, 2, 4 }, { outline_next_thread, 6, NO_ITEM },
		{ outline_prev_thread, 7, 5 }, { outline_prev_thread, 5, 4 },
		{ outline_prev_thread, 0, NO_ITEM },
	};
	struct fixture f;

	(void)state;
	open_thread(&f, thread_of(THREAD));
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (steps[i].step(&f.o, steps[i].from) != steps[i].to)
			fail_msg("step %zu: from %u to %u, not %u", i, steps[i].from,
			    steps[i].step(&f.o, steps[i].from), steps[i].to);
	close_thread(&f);
}

static void folding_hides_what_is_below(void **state)
{
	struct fixture f;

	(void)state;
	open_thread(&f, thread_of(THREAD));
	assert_visible(&f.o, "01234567");
	outline_fold(&f.o, 1, true);
	assert_visible(&f.o, "0134567");
	assert_int_equal(outline_next(&f.o, 1), 3);
	assert_int_equal(outline_prev(&f.o, 3), 1);
	outline_fold(&f.o, 0, true); /* a fold within a fold */
	assert_visible(&f.o, "04567");
	assert_int_equal(outline_prev(&f.o, 4), 0);
	assert_int_equal(outline_shown_for(&f.o, 2), 0);
	outline_fold(&f.o, 0, false); /* the inner one is still there */
	assert_visible(&f.o, "0134567");
	outline_uncover(&f.o, 2);
	assert_visible(&f.o, "01234567");
	assert_int_equal(outline_place(&f.o, 5), 5);
	close_thread(&f);
}

static void a_comment_without_replies_cannot_be_folded(void **state)
{
	struct fixture f;

	(void)state;
	open_thread(&f, thread_of(THREAD));
	outline_fold(&f.o, 2, true);
	assert_false(outline_is_folded(&f.o, 2));
	assert_visible(&f.o, "01234567");
	close_thread(&f);
}

static void levels_are_folded_together(void **state)
{
	struct fixture f;

	(void)state;
	open_thread(&f, thread_of(THREAD));
	assert_int_equal(outline_foldable_depth(&f.o), 2);
	outline_fold_to(&f.o, 1);
	assert_visible(&f.o, "045");
	assert_int_equal(outline_fold_depth(&f.o), 1);
	outline_fold_to(&f.o, 2);
	assert_visible(&f.o, "013456");
	assert_int_equal(outline_fold_depth(&f.o), 2);
	outline_fold_to(&f.o, 3);
	assert_visible(&f.o, "01234567");
	assert_int_equal(outline_fold_depth(&f.o), 0);
	outline_fold_to(&f.o, 1);
	outline_fold_to(&f.o, 0);
	assert_visible(&f.o, "01234567");
	close_thread(&f);
}

static void hidden_states_leave_stubs_where_replies_are_shown(void **state)
{
	struct fixture f;
	struct library *lib = thread_of("12");
	comment_id deleted = add_comment(lib, 0, "", COMMENT_DELETED);

	(void)state;
	add_comment(lib, deleted, "an answer to it", COMMENT_SHOWN);
	add_comment(lib, 1, "spam", COMMENT_SPAM);
	comment_id held = add_comment(lib, 0, "held", COMMENT_HELD);
	add_comment(lib, held, "held as well", COMMENT_HELD);
	library_link(lib, &(struct diags){ 0 }, false);
	open_thread(&f, lib);
	assert_int_equal(f.o.count, 4); /* 1, its reply, the stub, the answer */
	assert_int_equal(f.o.items[0].size, 2);
	assert_int_equal(f.o.items[2].comment, deleted);
	assert_int_equal(f.o.items[2].size, 2);
	assert_int_equal(outline_find(&f.o, lib, held), NO_ITEM);
	outline_release(&f.o);
	outline_init(&f.o, &f.folds);
	outline_build(&f.o, lib, 1, true);
	assert_int_equal(f.o.count, 7);
	close_thread(&f);
}

static void folds_outlive_a_relink(void **state)
{
	struct fixture f;

	(void)state;
	open_thread(&f, thread_of(THREAD));
	outline_fold(&f.o, 1, true);
	assert_false(outline_build(&f.o, f.lib, 1, false)); /* nothing has changed */
	add_comment(f.lib, 3, "a late reply, below what is folded", COMMENT_SHOWN);
	library_link(f.lib, &(struct diags){ 0 }, false);
	assert_true(outline_build(&f.o, f.lib, 1, false));
	assert_int_equal(f.o.count, 9);
	assert_int_equal(f.o.items[1].size, 3);
	assert_true(outline_is_folded(&f.o, 1));
	assert_visible(&f.o, "0145678");
	close_thread(&f);
}

static void a_set_of_folds_grows_as_needed(void **state)
{
	static const comment_id ids[] = { 0, 1, 63, 64, 127, 128, 100000 };
	struct folds f = { 0 };

	(void)state;
	assert_false(folds_has(&f, 5));
	folds_set(&f, 7, false); /* needs no room */
	assert_null(f.bits);
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
		assert_false(folds_has(&f, ids[i]));
		folds_set(&f, ids[i], true);
		assert_true(folds_has(&f, ids[i]));
		assert_false(folds_has(&f, ids[i] + 1000001));
	}
	folds_set(&f, 64, false);
	assert_false(folds_has(&f, 64));
	assert_true(folds_has(&f, 63));
	folds_release(&f);
}

static void a_deep_chain_is_as_good_as_any(void **state)
{
	enum { DEEP = 100000 };
	struct fixture f;

	(void)state;
	open_thread(&f, chain_of(DEEP));
	assert_int_equal(f.o.count, DEEP);
	assert_int_equal(outline_root(&f.o, DEEP - 1), 0);
	assert_int_equal(f.o.items[DEEP - 1].depth, DEEP);
	outline_fold_to(&f.o, 50000);
	assert_int_equal(f.o.visible_count, 50000);
	assert_int_equal(outline_shown_for(&f.o, DEEP - 1), 49999);
	outline_uncover(&f.o, DEEP - 1);
	assert_int_equal(f.o.visible_count, DEEP);
	outline_fold(&f.o, 0, true);
	assert_int_equal(f.o.visible_count, 1);
	close_thread(&f);
}

/* ---- roots, order, limits ---- */

static void a_root_shows_what_is_below_it(void **state)
{
	struct fixture f;

	(void)state;
	open_thread(&f, thread_of("1233212"));
	outline_set_root(&f.o, f.lib, f.o.items[1].comment);
	assert_visible(&f.o, "123");
	assert_int_equal(outline_level(&f.o, 1), 1);
	assert_int_equal(outline_level(&f.o, 3), 2);
	assert_int_equal(outline_parent(&f.o, 1), NO_ITEM);
	assert_int_equal(outline_root(&f.o, 3), 1);
	assert_int_equal(outline_next_sibling(&f.o, 1), NO_ITEM);
	assert_int_equal(outline_next_thread(&f.o, 2), NO_ITEM);
	outline_fold_to(&f.o, 1);
	assert_visible(&f.o, "1");
	assert_int_equal(outline_folded_count(&f.o), 2);
	outline_uncover(&f.o, 3);
	assert_visible(&f.o, "123");
	outline_uncover(&f.o, 6); /* outside */
	assert_int_equal(f.o.visible_count, 7);
	assert_true(outline_is_whole(&f.o));
	close_thread(&f);
}

static void a_limit_keeps_ancestors_and_has_folds_of_its_own(void **state)
{
	struct folds wanted = { 0 };
	struct fixture f;

	(void)state;
	open_thread(&f, thread_of("1233211"));
	outline_fold(&f.o, 0, true);
	assert_int_equal(outline_folded_count(&f.o), 4);
	folds_set(&wanted, f.o.items[3].comment, true);
	folds_set(&wanted, f.o.items[6].comment, true);
	outline_set_limit(&f.o, &wanted);
	assert_visible(&f.o, "0136");
	assert_int_equal(f.o.match_count, 2);
	assert_true(outline_is_context(&f.o, 1));
	assert_false(outline_is_context(&f.o, 3));
	assert_int_equal(outline_limited_count(&f.o, 0), 2);
	assert_int_equal(outline_limited_count(&f.o, 6), 0);
	assert_int_equal(outline_shown_for(&f.o, 2), 3);
	assert_int_equal(outline_next_sibling(&f.o, 0), 6);
	assert_int_equal(outline_prev_sibling(&f.o, 6), 0);
	outline_fold(&f.o, 1, true);
	assert_int_equal(outline_folded_count(&f.o), 1);
	outline_set_limit(&f.o, NULL);
	assert_int_equal(f.o.visible_count, 3);
	assert_true(outline_is_folded(&f.o, 0));
	assert_false(outline_is_folded(&f.o, 1));
	close_thread(&f);
	folds_release(&wanted);
}

static void a_limit_that_keeps_nothing_is_none(void **state)
{
	struct folds wanted = { 0 };
	struct fixture f;

	(void)state;
	open_thread(&f, thread_of("1212"));
	outline_set_limit(&f.o, &wanted);
	assert_true(outline_is_whole(&f.o));
	assert_int_equal(f.o.visible_count, 4);
	folds_set(&wanted, f.o.items[1].comment, true);
	outline_set_root(&f.o, f.lib, f.o.items[2].comment);
	outline_set_limit(&f.o, &wanted); /* none below the root */
	assert_null(f.o.limit);
	assert_int_equal(f.o.visible_count, 2);
	close_thread(&f);
	folds_release(&wanted);
}

static void what_is_asked_of_an_outline_outlives_a_relink(void **state)
{
	struct folds wanted = { 0 };
	struct fixture f;

	(void)state;
	open_thread(&f, thread_of("1212"));
	folds_set(&wanted, f.o.items[1].comment, true);
	outline_set_limit(&f.o, &wanted);
	add_comment(f.lib, 0, "one more", COMMENT_SHOWN);
	library_link(f.lib, NULL, false);
	assert_true(outline_build(&f.o, f.lib, 1, false));
	assert_int_equal(f.o.count, 5);
	assert_visible(&f.o, "01");
	close_thread(&f);
	folds_release(&wanted);
}

static void what_has_no_time_keeps_its_order_after_what_has_one(void **state)
{
	struct fixture f;

	(void)state;
	open_thread(&f, thread_of("1212"));
	outline_fold(&f.o, 0, true);
	outline_set_time_order(&f.o, f.lib, true);
	assert_visible(&f.o, "0123");
	assert_int_equal(outline_level(&f.o, 1), 1);
	assert_int_equal(outline_parent(&f.o, 1), 0);
	assert_int_equal(outline_folded_count(&f.o), 0);
	outline_set_time_order(&f.o, f.lib, false);
	assert_int_equal(f.o.visible_count, 3);
	close_thread(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_thread_has_no_items),
		cmocka_unit_test(steps_follow_the_tree),
		cmocka_unit_test(folding_hides_what_is_below),
		cmocka_unit_test(a_comment_without_replies_cannot_be_folded),
		cmocka_unit_test(levels_are_folded_together),
		cmocka_unit_test(hidden_states_leave_stubs_where_replies_are_shown),
		cmocka_unit_test(folds_outlive_a_relink),
		cmocka_unit_test(a_set_of_folds_grows_as_needed),
		cmocka_unit_test(a_deep_chain_is_as_good_as_any),
		cmocka_unit_test(a_root_shows_what_is_below_it),
		cmocka_unit_test(a_limit_keeps_ancestors_and_has_folds_of_its_own),
		cmocka_unit_test(a_limit_that_keeps_nothing_is_none),
		cmocka_unit_test(what_is_asked_of_an_outline_outlives_a_relink),
		cmocka_unit_test(what_has_no_time_keeps_its_order_after_what_has_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
