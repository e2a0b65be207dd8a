/* Lists of references, and going from one to the next. */
#include "config.h"

#include <stdio.h>

#include "moot/base/buf.h"
#include "moot/view/ref_list.h"
#include "ref_threads.h"
#include "unit.h"

#define PASSAGE "the tide tables on the wall are those of another harbour"

struct lists {
	struct fixture f;
	struct quote_index *quotes;
	struct ref_source src;
	struct ref_list list;
	struct ref_walk walk;
};

/* Comments 1 to 4 have times; 5 names one that is sure and one of two; 6 nothing. */
static const struct row with_times[] = {
	{ 0, "Anonymous", "2014-06-19T08:43:00+01:00", "one" },
	{ 0, "Nick", "2014-06-19T09:01:00+01:00", "two" },
	{ 0, "Anonymous", "2014-06-19T09:15:00+01:00", "three" },
	{ 0, "Anonymous", "2014-06-19T21:15:00+01:00", "four" },
	{ 0, "Ann", "2014-06-20T07:00:00+01:00",
	  "anon 8.43 is right, anon 9.15 is not, and again: anon 8.43" },
	{ 0, "Bo", "2014-06-20T08:00:00+01:00", "Six, as Nick: said nothing" },
};
static const struct row without_times[] = {
	{ 0, "Anonymous", NULL, "one" },
	{ 0, "Anonymous", NULL, "two" },
	{ 0, "Ann", NULL, "anon 8.43 is right" },
};

static struct lists open_lists(struct fixture f)
{
	struct lists l = { .f = f };

	l.src = (struct ref_source){ .lib = f.lib, .refs = f.refs, .refs_post = 1 };
	return l;
}

static void close_lists(struct lists *l)
{
	quote_index_free(l->quotes);
	ref_list_release(&l->list);
	ref_walk_release(&l->walk);
	release(&l->f);
}

static void add_post(struct library *lib, const char *id, const char *date, const char *body)
{
	struct post_fact post = POST_FACT_INIT;

	post.source = 1;
	post.id = span_str(id);
	post.published = date_parse(span_str(date));
	post.body = span_str(body);
	post.body_type = BODY_TEXT;
	library_add_post(lib, &post);
}

static void read_quotes(struct lists *l)
{
	l->quotes = quote_index_new(l->f.lib);
	while (quote_index_step(l->quotes, 100))
		continue;
	l->src.quotes = l->quotes;
}

/* "POST#COMMENT POST#COMMENT" */
static const char *listed(const struct ref_list *list)
{
	static struct buf out;

	buf_release(&out);
	for (size_t i = 0; i < list->count; i++)
		buf_addf(&out, "%s%u#%u", i ? " " : "", list->links[i].other.post,
		    list->links[i].other.comment);
	return buf_str(&out);
}

static const char *from(struct lists *l, post_id post, comment_id comment)
{
	ref_lists_make(&l->list, NULL, &l->src, (struct ref_place){ post, comment });
	return listed(&l->list);
}

static const char *to(struct lists *l, post_id post, comment_id comment)
{
	ref_lists_make(NULL, &l->list, &l->src, (struct ref_place){ post, comment });
	return listed(&l->list);
}

/* Where r leads from a comment; 0 = nowhere. */
static comment_id step(struct lists *l, comment_id comment, size_t n)
{
	const struct ref_link *link = ref_walk_step(&l->walk, &l->src,
	    (struct ref_place){ 1, comment }, 0, n);

	return link ? link->other.comment : 0;
}

static void a_list_has_each_comment_once_in_order_of_the_text(void **state)
{
	struct lists l = open_lists(THREAD(with_times));

	(void)state;
	assert_string_equal(from(&l, 1, 5), "1#1 1#4 1#3");
	assert_int_equal(l.list.links[0].candidates, 1);
	assert_false(l.list.links[0].times_unknown);
	assert_int_equal(l.list.links[1].candidates, 2);
	assert_string_equal(to(&l, 1, 1), "1#5");
	assert_string_equal(from(&l, 1, 1), "");
	assert_string_equal(to(&l, 1, 5), "");
	close_lists(&l);
}

static void references_of_another_post_are_not_taken(void **state)
{
	struct lists l = open_lists(THREAD(with_times));

	(void)state;
	l.src.refs_post = 2;
	assert_string_equal(from(&l, 1, 5), "");
	l.src.refs = NULL;
	l.src.refs_post = 1;
	assert_string_equal(from(&l, 1, 5), "");
	close_lists(&l);
}

static void a_list_ends_at_its_limit(void **state)
{
	struct lists l = open_lists((struct fixture){ library_of_post(post_body), NULL });
	struct buf names = BUF_INIT;

	(void)state;
	for (int i = 0; i < REF_LIST_MAX + 10; i++) {
		char name[20];

		snprintf(name, sizeof name, "Nick%d", i);
		add_row(l.f.lib, &(struct row){ 0, name, NULL, "one" });
		buf_addf(&names, "@%s ", name);
	}
	add_row(l.f.lib, &(struct row){ 0, "Ann", NULL, buf_str(&names) });
	find_refs(&l.f);
	l.src.refs = l.f.refs;
	ref_lists_make(&l.list, NULL, &l.src, (struct ref_place){ 1, REF_LIST_MAX + 11 });
	assert_int_equal(l.list.count, REF_LIST_MAX);
	buf_release(&names);
	close_lists(&l);
}

static void the_later_of_two_posts_quotes_the_earlier_one(void **state)
{
	struct lists l = open_lists((struct fixture){ library_of_post("A post"), NULL });

	(void)state;
	add_row(l.f.lib, &(struct row){ 0, "Ann", "2014-12-09T10:00:00Z", "No: " PASSAGE });
	add_post(l.f.lib, "later", "2014-12-14", "Somebody said: " PASSAGE ".");
	find_refs(&l.f);
	l.src.refs = l.f.refs;
	assert_string_equal(from(&l, 2, 0), "");
	read_quotes(&l);
	assert_string_equal(from(&l, 2, 0), "1#1");
	assert_int_equal(l.list.links[0].kind, REF_QUOTE);
	assert_int_equal(l.list.links[0].other_start, 4);
	assert_string_equal(to(&l, 2, 0), "");
	assert_string_equal(from(&l, 1, 1), "");
	assert_string_equal(to(&l, 1, 1), "2#0");
	close_lists(&l);
}

static void the_text_of_a_stub_quotes_nothing(void **state)
{
	struct lists l = open_lists((struct fixture){ library_of_post("A post"), NULL });
	struct comment_fact held = COMMENT_FACT_INIT;

	(void)state;
	held.source = 1;
	held.post = 1;
	held.body = SPAN_LIT(PASSAGE);
	held.body_type = BODY_TEXT;
	held.state = COMMENT_HELD;
	library_add_comment(l.f.lib, &held);
	add_row(l.f.lib, &(struct row){ 1, "Ann", NULL, "a reply" });
	add_post(l.f.lib, "other", "", PASSAGE);
	find_refs(&l.f);
	read_quotes(&l);
	assert_string_equal(from(&l, 1, 1), "");
	assert_string_equal(to(&l, 1, 1), "");
	assert_string_equal(from(&l, 2, 0), "");
	l.src.all = true;
	assert_string_equal(from(&l, 1, 1), "2#0");
	assert_string_equal(from(&l, 2, 0), "1#1");
	close_lists(&l);
}

static void where_dates_do_not_tell_each_may_quote_the_other(void **state)
{
	static const char *const dates[] = { "", "2014-12-09", NULL };

	(void)state;
	for (size_t i = 0; dates[i]; i++) {
		struct lists l = open_lists((struct fixture){ library_of_post("A"), NULL });

		add_row(l.f.lib, &(struct row){ 0, "Ann", "2014-12-09T10:00:00Z", PASSAGE });
		add_post(l.f.lib, "other", dates[i], PASSAGE);
		find_refs(&l.f);
		read_quotes(&l);
		assert_string_equal(from(&l, 2, 0), "1#1");
		assert_string_equal(to(&l, 2, 0), "1#1");
		assert_string_equal(from(&l, 1, 1), "2#0");
		close_lists(&l);
	}
}

static void steps_go_through_candidates_then_references_then_round(void **state)
{
	struct lists l = open_lists(THREAD(with_times));

	(void)state;
	assert_int_equal(step(&l, 5, 0), 1);
	assert_int_equal(step(&l, 1, 0), 4);
	assert_int_equal(step(&l, 4, 0), 3);
	assert_int_equal(step(&l, 3, 0), 1);
	close_lists(&l);
}

static void a_step_from_elsewhere_begins_anew(void **state)
{
	struct lists l = open_lists(THREAD(with_times));

	(void)state;
	assert_int_equal(step(&l, 5, 0), 1);
	assert_int_equal(step(&l, 2, 0), 0);
	assert_int_equal(step(&l, 1, 0), 0); /* the walk has ended */
	assert_int_equal(step(&l, 5, 0), 1);
	assert_int_equal(step(&l, 5, 0), 1);
	close_lists(&l);
}

static void a_number_chooses_among_what_is_referred_to_here(void **state)
{
	struct lists l = open_lists(THREAD(with_times));

	(void)state;
	assert_int_equal(step(&l, 5, 2), 4);
	assert_int_equal(step(&l, 4, 0), 3);
	assert_int_equal(step(&l, 5, 4), 0);
	assert_int_equal(step(&l, 5, SIZE_MAX), 0);
	close_lists(&l);
}

static void after_a_single_reference_the_next_step_is_from_there(void **state)
{
	static const struct row chain[] = {
		{ 0, "Nick", NULL, "one" },
		{ 0, "Will", NULL, "@Nick no" },
		{ 0, "Ann", NULL, "@Will no" },
	};
	struct lists l = open_lists(THREAD(chain));

	(void)state;
	assert_int_equal(step(&l, 3, 0), 2);
	assert_int_equal(step(&l, 2, 0), 1);
	assert_int_equal(step(&l, 1, 0), 0);
	close_lists(&l);
}

static void a_walk_begins_where_the_reader_is(void **state)
{
	static const struct { /* "anon 8.43" ends at byte 9, "anon 9.15" at 29 */
		uint32_t text_byte;
		size_t at;
	} cases[] = { { 0, 0 }, { 8, 0 }, { 9, 1 }, { 28, 1 }, { 29, 0 }, { UINT32_MAX, 0 } };
	struct lists l = open_lists(THREAD(with_times));

	(void)state;
	assert_int_equal(ref_list_at(&l.list, 0), 0); /* of nothing */
	from(&l, 1, 5);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(ref_list_at(&l.list, cases[i].text_byte), cases[i].at);
		assert_non_null(ref_walk_step(&l.walk, &l.src, (struct ref_place){ 1, 5 },
		    cases[i].text_byte, 0));
		assert_int_equal(l.walk.at, cases[i].at);
	}
	close_lists(&l);
}

static void guesses_are_not_sure(void **state)
{
	struct lists l = open_lists(THREAD(without_times));

	(void)state;
	assert_string_equal(from(&l, 1, 3), "1#2 1#1");
	assert_true(l.list.links[0].times_unknown);
	close_lists(&l);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_list_has_each_comment_once_in_order_of_the_text),
		cmocka_unit_test(references_of_another_post_are_not_taken),
		cmocka_unit_test(a_list_ends_at_its_limit),
		cmocka_unit_test(the_later_of_two_posts_quotes_the_earlier_one),
		cmocka_unit_test(the_text_of_a_stub_quotes_nothing),
		cmocka_unit_test(where_dates_do_not_tell_each_may_quote_the_other),
		cmocka_unit_test(steps_go_through_candidates_then_references_then_round),
		cmocka_unit_test(a_step_from_elsewhere_begins_anew),
		cmocka_unit_test(a_number_chooses_among_what_is_referred_to_here),
		cmocka_unit_test(after_a_single_reference_the_next_step_is_from_there),
		cmocka_unit_test(a_walk_begins_where_the_reader_is),
		cmocka_unit_test(guesses_are_not_sure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
