#include "config.h"

#include "moot/view/limit.h"
#include "moot/view/limit_posts.h"
#include "threads.h"
#include "unit.h"

struct fixture {
	struct library *lib;
	struct folds folds;
	struct looks looks;
	struct thread_view t;
	struct limit l;
};

static void add(struct library *lib, const char *author, const char *date, const char *body,
    comment_id parent)
{
	struct comment_fact fact = COMMENT_FACT_INIT;

	fact.post = 1;
	fact.parent = parent;
	fact.author = span_str(author);
	fact.published = date_parse(span_str(date));
	fact.body = span_str(body);
	library_add_comment(lib, &fact);
}

static void open_thread(struct fixture *f)
{
	*f = (struct fixture){ .lib = thread_of("") };
	add(f->lib, "Ann", "2014-06-18T23:30:00+02:00", "a lamp & a rota", 0);
	add(f->lib, "Bo", "2014-06-19T08:00:00Z", "the Lamp", 1);
	add(f->lib, "Ann", "2014-06-19", "no rota", 2);
	add(f->lib, "Bo", "", "never", 3);
	add(f->lib, "Annabel", "2014-06-20T00:00:00Z", "ann said it", 1);
	add(f->lib, "", "2014-06-21T00:00:00Z", "who am I", 2);
	library_link(f->lib, NULL, true);
	thread_init(&f->t, f->lib, NULL, &f->looks, &f->folds, false);
	thread_show(&f->t, 1);
}

static void close_thread(struct fixture *f)
{
	limit_release(&f->l);
	thread_release(&f->t);
	folds_release(&f->folds);
	library_free(f->lib);
}

/* The comments wanted, as digits. */
static const char *wanted(struct fixture *f)
{
	static char digits[10];
	char *out = digits;

	while (limit_step(&f->l, &f->t, 1))
		continue;
	for (comment_id id = 1; id <= library_comment_count(f->lib); id++)
		if (folds_has(&f->l.wanted, id))
			*out++ = (char)('0' + id);
	*out = '\0';
	assert_int_equal(strlen(digits), f->l.wanted_count);
	return digits;
}

static struct pattern_fault fault;

static void patterns_match_what_they_say(void **state)
{
	static const struct { const char *pattern, *wanted; } rows[] = {
		{ "lamp", "12" }, { "Lamp", "2" }, { "a & b", "" }, { "ann", "135" },
		{ "~f ann", "135" }, { "~f Annabel", "5" }, { "~b ann", "5" },
		{ "~b rota ~f ann", "13" }, { "rota ~d 2014-06-19", "3" },
		{ "~d 2014-06-18", "1" }, { "~d >2014-06-19", "2356" },
		{ "~d < 19 June 2014", "1" }, { "~s a post", "123456" }, { "~s other", "" },
		{ "~N", "" }, { "  who  ", "6" },
		{ "! ann", "246" }, { "!ann", "246" }, { "!~f ann", "246" }, { "!!ann", "135" },
		{ "~f ann !~b rota", "5" }, { "lamp | who", "126" }, { "lamp|who", "126" },
		{ "~f annabel | ~b lamp !ann | who", "256" }, { "~f ^ann$", "13" },
		{ "~d 2014-06-18..2014-06-19", "123" }, { "~d ..2014-06-18", "1" },
		{ "~d 2014-06-20 .. ", "56" }, { "!~d >2014-06-19", "14" },
	};
	struct fixture f;

	(void)state;
	open_thread(&f);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_null(limit_parse(&f.l, span_str(rows[i].pattern), &fault));
		assert_string_equal(wanted(&f), rows[i].wanted);
	}
	close_thread(&f);
}

static void what_is_no_pattern_is_refused(void **state)
{
	static const char too_many[] = "~N ~N ~N ~N ~N ~N ~N ~N ~N ~N ~N ~N ~N ~N ~N ~N ~N";
	static const char *const rows[] = {
		"~x", "~", "~f", "~b ~f ann", "~d", "~d soon", "~d >", "~N ann", "word ~q",
		"a | ", "| a", "a | | b",
		"!", "a !", "! ~q", "~d ..", "~d 2014-06-18..soon", "~b (", "[",
		too_many,
	};
	struct limit l = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (strcmp(rows[i], "~") == 0) /* a word like any other */
			assert_null(limit_parse(&l, span_str(rows[i]), &fault));
		else
			assert_non_null(limit_parse(&l, span_str(rows[i]), &fault));
		limit_release(&l);
	}
	assert_null(limit_parse(&l, span_str("  "), &fault));
	assert_int_equal(l.term_count, 0);
	limit_release(&l);
}

static void an_author_is_the_very_name(void **state)
{
	struct fixture f;

	(void)state;
	open_thread(&f);
	limit_to_author(&f.l, f.lib, 3);
	assert_string_equal(wanted(&f), "13");
	assert_true(same_author(f.lib, 1, 3));
	assert_false(same_author(f.lib, 1, 5));
	assert_false(same_author(f.lib, 6, 6)); /* nobody */
	close_thread(&f);
}

static void an_exchange_is_between_two_known_authors(void **state)
{
	struct fixture f;

	(void)state;
	open_thread(&f);
	assert_false(limit_to_exchange(&f.l, &f.t, outline_find(&f.t.outline, f.lib, 1)));
	assert_false(limit_to_exchange(&f.l, &f.t, outline_find(&f.t.outline, f.lib, 6)));
	assert_true(limit_to_exchange(&f.l, &f.t, outline_find(&f.t.outline, f.lib, 4)));
	assert_string_equal(wanted(&f), "1234");
	assert_true(limit_to_exchange(&f.l, &f.t, outline_find(&f.t.outline, f.lib, 5)));
	assert_string_equal(wanted(&f), "15");
	close_thread(&f);
}

static void what_is_added_meanwhile_is_looked_at(void **state)
{
	struct fixture f;

	(void)state;
	open_thread(&f);
	assert_null(limit_parse(&f.l, SPAN_LIT("lamp"), &fault));
	assert_string_equal(wanted(&f), "12");
	add(f.lib, "Cy", "", "another lamp", 0);
	library_link(f.lib, NULL, true);
	assert_true(thread_refresh(&f.t));
	limit_again(&f.l);
	assert_string_equal(wanted(&f), "127");
	close_thread(&f);
}

/* In slices as small as can be, and what was counted is not looked at again. */
static void posts_are_counted_in_slices(void **state)
{
	struct fixture f;
	struct post_list list;
	struct limit_posts lp = { 0 };
	uint32_t matches;
	int slices = 0;

	(void)state;
	open_thread(&f);
	post_list_init(&list, f.lib, &f.looks, false);
	post_list_refresh(&list);
	assert_null(limit_parse(&f.l, SPAN_LIT("~f ann"), &fault));
	assert_false(limit_posts_matches(&lp, 1, &matches));
	while (limit_posts_step(&lp, &f.l, &list, 1))
		slices++;
	assert_true(slices >= 6 && limit_posts_done(&lp, f.lib));
	assert_true(limit_posts_matches(&lp, 1, &matches));
	assert_int_equal(matches, 3);
	assert_false(limit_posts_step(&lp, &f.l, &list, 1));
	limit_posts_release(&lp);
	assert_false(limit_posts_matches(&lp, 1, &matches));
	post_list_release(&list);
	close_thread(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(patterns_match_what_they_say),
		cmocka_unit_test(what_is_no_pattern_is_refused),
		cmocka_unit_test(an_author_is_the_very_name),
		cmocka_unit_test(an_exchange_is_between_two_known_authors),
		cmocka_unit_test(what_is_added_meanwhile_is_looked_at),
		cmocka_unit_test(posts_are_counted_in_slices),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
