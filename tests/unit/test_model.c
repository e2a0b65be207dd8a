#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "moot/model/authors.h"
#include "moot/model/model.h"
#include "unit.h"

static struct library *lib;
static struct diags diags;
static source_id source;

static int setup(void **state)
{
	struct source_fact fact = { SPAN_LIT("test.xml"), SPAN_LIT("test") };

	(void)state;
	lib = library_new();
	diags = (struct diags){ 0 };
	source = library_add_source(lib, &fact);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	library_free(lib);
	diags_release(&diags);
	return 0;
}

static post_id add_post(const char *id, const char *title)
{
	struct post_fact fact = POST_FACT_INIT;

	fact.source = source;
	fact.id = span_str(id);
	fact.title = span_str(title);
	return library_add_post(lib, &fact);
}

static struct comment_fact comment(
    const char *id, const char *parent, const char *post, int64_t time)
{
	struct comment_fact fact = COMMENT_FACT_INIT;

	fact.source = source;
	fact.id = span_str(id);
	fact.body = span_str(id);
	fact.parent_key = span_str(parent);
	fact.post_key = span_str(post);
	if (time)
		fact.published = date_from_unix_ms(time * 1000);
	return fact;
}

static comment_id add(const char *id, const char *parent, const char *post, int64_t time)
{
	struct comment_fact fact = comment(id, parent, post, time);

	return library_add_comment(lib, &fact);
}

static void link_all(void)
{
	library_link(lib, &diags, true);
	model_check(lib);
}

static size_t found(enum diag_code code)
{
	size_t n = 0;

	for (size_t i = 0; i < diags.len; i++)
		n += diags.rows[i].code == code;
	return n;
}

/* The thread as "1 a, 1.1 b, ...": numbers and ids in display order. */
static void assert_thread(post_id post, const char *expect)
{
	struct buf got = BUF_INIT;
	uint32_t count;
	const struct thread_item *items = library_thread(lib, post, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct comment_row *row = library_comment(lib, items[i].comment);

		if (i)
			buf_add_str(&got, ", ");
		library_add_number(lib, items[i].comment, &got);
		buf_add_char(&got, ' ');
		buf_add_span(&got, library_text(lib, row->id));
		if (row->state != COMMENT_SHOWN)
			buf_addf(&got, " %s", comment_state_name(row->state));
	}
	assert_string_equal(buf_str(&got), expect);
	buf_release(&got);
}

static void an_empty_library_links(void **state)
{
	(void)state;
	link_all();
	assert_int_equal(library_post_count(lib), 0);
	assert_int_equal(library_comment_count(lib), 0);
}

static void a_parent_may_come_later(void **state)
{
	post_id post = add_post("p", "P");

	(void)state;
	add("c", "b", "p", 3);
	add("b", "a", "p", 2);
	add("a", NULL, "p", 1);
	add("d", NULL, "p", 4);
	link_all();
	assert_thread(post, "1 a, 1.1 b, 1.1.1 c, 2 d");
	assert_int_equal(diags.len, 0);
}

static void siblings_stand_in_order_of_time(void **state)
{
	post_id post = add_post("p", "P");

	(void)state;
	add("late", NULL, "p", 9);
	add("early", NULL, "p", 1);
	add("mid", NULL, "p", 5);
	add("mid2", NULL, "p", 5);
	link_all();
	assert_thread(post, "1 early, 2 mid, 3 mid2, 4 late");
}

static void without_times_the_order_is_the_source_s(void **state)
{
	post_id post = add_post("p", "P");

	(void)state;
	add("x", NULL, "p", 9);
	add("y", NULL, "p", 0);
	add("z", NULL, "p", 1);
	link_all();
	assert_thread(post, "1 x, 2 y, 3 z");
}

static void a_missing_parent_gets_a_stub(void **state)
{
	post_id post = add_post("p", "P");

	(void)state;
	add("last", NULL, "p", 9);
	add("a", "gone", "p", 5);
	add("b", "gone", "p", 4);
	link_all();
	assert_thread(post, "1 gone missing, 1.1 b, 1.2 a, 2 last");
	assert_int_equal(found(DIAG_CODE_PARENT_MISSING), 1);
	assert_int_equal(library_post(lib, post)->shown_len, 3);
	/* The parent arrives after all: the stub becomes it. */
	add("gone", NULL, "p", 3);
	link_all();
	assert_thread(post, "1 gone, 1.1 b, 1.2 a, 2 last");
}

static void self_and_circle_are_cut_at_the_oldest(void **state)
{
	post_id post = add_post("p", "P");

	(void)state;
	add("self", "self", "p", 1);
	add("b", "a", "p", 3);
	add("a", "c", "p", 2);
	add("c", "b", "p", 4);
	add("tail", "c", "p", 5);
	link_all();
	assert_thread(post, "1 self, 2 a, 2.1 b, 2.1.1 c, 2.1.1.1 tail");
	assert_int_equal(found(DIAG_CODE_PARENT_SELF), 1);
	assert_int_equal(found(DIAG_CODE_PARENT_CYCLE), 1);
	link_all();
	assert_int_equal(found(DIAG_CODE_PARENT_SELF), 1); /* said once */
}

static void ids_are_scoped_to_their_post(void **state)
{
	post_id p = add_post("p", "P"), q = add_post("q", "Q");

	(void)state;
	add("1", NULL, "p", 1);
	add("1", NULL, "q", 1);
	add("2", "1", "q", 2);
	link_all();
	assert_thread(p, "1 1");
	assert_thread(q, "1 1, 1.1 2");
	assert_int_equal(found(DIAG_CODE_DUPLICATE), 0);
}

static void equal_ids_with_other_text_are_both_kept(void **state)
{
	post_id post = add_post("p", "P");
	struct comment_fact fact = comment("x", NULL, "p", 1);

	(void)state;
	library_add_comment(lib, &fact);
	library_add_comment(lib, &fact); /* identical: once */
	fact.body = SPAN_LIT("other");
	library_add_comment(lib, &fact);
	add("r", "x", "p", 2);
	link_all();
	assert_thread(post, "1 x, 1.1 r, 2 x");
	assert_int_equal(found(DIAG_CODE_DUPLICATE), 1);
}

static void sources_merge_by_id(void **state)
{
	struct source_fact newer = { SPAN_LIT("test (1).xml"), SPAN_LIT("test") };
	post_id post = add_post("p", "P");

	(void)state;
	add("a", NULL, "p", 1);
	source = library_add_source(lib, &newer);
	assert_int_equal(add_post("p", "P, corrected"), post);
	struct comment_fact fact = comment("a", NULL, "p", 1);
	fact.author = SPAN_LIT("Ann");
	fact.body = SPAN_LIT("edited");
	library_add_comment(lib, &fact);
	comment_id reply = add("b", "a", "p", 2);
	link_all();
	assert_thread(post, "1 a, 1.1 b");
	comment_id a = library_comment(lib, reply)->parent;
	assert_true(span_eq_str(library_text(lib, library_comment(lib, a)->author), "Ann"));
	assert_true(span_eq_str(library_text(lib, library_comment(lib, a)->body), "edited"));
	assert_true(span_eq_str(library_text(lib, library_post(lib, post)->title), "P, corrected"));
}

static void comments_without_their_post_get_a_missing_one(void **state)
{
	(void)state;
	add("a", NULL, "tag:x,1:p", 1);
	add("b", NULL, "tag:x,1:p", 2);
	add("c", NULL, "http://x.example/p.html", 1);
	add("d", NULL, NULL, 1);
	link_all();
	assert_int_equal(library_post_count(lib), 3);
	assert_thread(1, "1 a, 2 b");
	assert_int_equal(library_post(lib, 1)->state, POST_MISSING);
	assert_true(
	    span_eq_str(library_text(lib, library_post(lib, 2)->url), "http://x.example/p.html"));
	/* The post turns up in another source. */
	add_post("tag:x,1:p", "Found");
	link_all();
	assert_int_equal(library_post_count(lib), 3);
	assert_int_equal(library_post(lib, 1)->state, POST_SHOWN);
	assert_thread(1, "1 a, 2 b");
}

static void the_post_is_found_at_the_top_of_the_chain(void **state)
{
	post_id post = add_post("p", "P");

	(void)state;
	add("c2", "c1", NULL, 2);
	add("c1", "p", NULL, 1);
	add("o2", "o1", NULL, 4);
	add("o1", "elsewhere", NULL, 3);
	link_all();
	assert_thread(post, "1 c1, 1.1 c2");
	assert_int_equal(library_post_count(lib), 2);
	assert_thread(2, "1 o1, 1.1 o2");
}

static void hidden_comments_leave_no_gap(void **state)
{
	post_id post = add_post("p", "P");
	struct comment_fact spam = comment("spam", NULL, "p", 1),
	                    gone = comment("gone", NULL, "p", 2);

	(void)state;
	spam.state = COMMENT_SPAM;
	gone.state = COMMENT_DELETED;
	library_add_comment(lib, &spam);
	comment_id gone_id = library_add_comment(lib, &gone);
	add("reply", "gone", "p", 3);
	add("last", NULL, "p", 4);
	link_all();
	assert_thread(post, "3 spam spam, 1 gone deleted, 1.1 reply, 2 last");
	assert_true(library_comment_visible(lib, gone_id, false));
	assert_false(library_comment_visible(lib, 1, false));
	assert_true(library_comment_visible(lib, 1, true));
	assert_int_equal(library_post(lib, post)->shown_len, 2);
}

static void printed_numbers_are_kept(void **state)
{
	struct comment_fact fact = comment("a", NULL, NULL, 9);
	post_id post = add_post("p", "P");

	(void)state;
	fact.post = post;
	fact.ordinal = 3;
	library_add_comment(lib, &fact);
	fact = comment("b", NULL, NULL, 1);
	fact.post = post;
	fact.ordinal = 5;
	comment_id b = library_add_comment(lib, &fact);
	fact = comment("c", NULL, NULL, 0);
	fact.post = post;
	fact.parent = b;
	library_add_comment(lib, &fact);
	link_all();
	assert_thread(post, "3 a, 5 b, 5.1 c");
}

static void addresses_are_resolved(void **state)
{
	struct post_fact draft = POST_FACT_INIT;
	post_id post;
	comment_id c;

	(void)state;
	draft.source = source;
	draft.state = POST_DRAFT;
	library_add_post(lib, &draft);
	add_post("tag:x,1999:blog-7.post-22", "P");
	add("tag:x,1999:blog-7.post-23", NULL, "tag:x,1999:blog-7.post-22", 1);
	comment_id reply = add("r", "tag:x,1999:blog-7.post-23", "tag:x,1999:blog-7.post-22", 2);
	link_all();
	assert_true(library_resolve(lib, SPAN_LIT("1#1.1"), false, &post, &c));
	assert_int_equal(post, 2);
	assert_int_equal(c, reply);
	assert_true(library_resolve(lib, SPAN_LIT("2"), true, &post, &c));
	assert_int_equal(post, 2);
	assert_true(library_resolve(lib, SPAN_LIT("22#23"), false, &post, &c));
	assert_int_equal(c, 1);
	assert_true(library_resolve(lib, SPAN_LIT("tag:x,1999:blog-7.post-22"), false, &post, &c));
	assert_int_equal(c, 0);
	assert_false(library_resolve(lib, SPAN_LIT("3"), false, &post, &c));
	assert_false(library_resolve(lib, SPAN_LIT("1#9"), false, &post, &c));
	assert_false(library_resolve(lib, SPAN_LIT(""), false, &post, &c));
	assert_false(library_resolve(lib, SPAN_LIT("#"), false, &post, &c));
}

enum { MANY = 100000 };

static void a_chain_of_100000_replies_works(void **state)
{
	post_id post = add_post("p", "P");
	struct buf number = BUF_INIT;
	char id[16], parent[16];
	comment_id last = 0;

	(void)state;
	for (int i = MANY; i >= 1; i--) { /* children before their parents */
		snprintf(id, sizeof id, "c%d", i);
		snprintf(parent, sizeof parent, "c%d", i - 1);
		comment_id c = add(id, i > 1 ? parent : NULL, "p", i);
		last = last ? last : c;
	}
	link_all();
	const struct thread_item *item = library_thread(lib, post, &(uint32_t){ 0 });
	assert_int_equal(item[0].size, MANY);
	assert_int_equal(item[MANY - 1].depth, MANY);
	library_add_number(lib, last, &number);
	assert_string_equal(buf_str(&number), "#100000");
	buf_release(&number);
}

static void a_thread_of_100000_comments_works(void **state)
{
	post_id post = add_post("p", "P");
	char id[16];
	uint32_t count;

	(void)state;
	for (int i = 0; i < MANY; i++) {
		snprintf(id, sizeof id, "c%d", i);
		add(id, NULL, "p", 1 + (i * 7919L) % MANY);
	}
	link_all();
	const struct thread_item *item = library_thread(lib, post, &count);
	assert_int_equal(count, MANY);
	assert_int_equal(item[MANY - 1].size, 1);
}

static void linking_while_facts_arrive_changes_nothing(void **state)
{
	post_id post = add_post("p", "P");

	(void)state;
	add("b", "a", "p", 2);
	library_link(lib, &diags, false);
	model_check(lib);
	assert_thread(post, "1 b");
	assert_int_equal(library_comment_count(lib), 1); /* no stub yet */
	add("a", NULL, "p", 1);
	link_all();
	assert_thread(post, "1 a, 1.1 b");
}

/* A library that is being read. */
static post_id start_reading(void)
{
	post_id post = add_post("p", "P");

	add("a", NULL, "p", 1);
	library_link(lib, &diags, false);
	return post;
}

static void new_comments_are_seen_before_all_are_linked(void **state)
{
	post_id post = start_reading();

	(void)state;
	add("c", "b", "p", 3);
	library_link_new(lib);
	assert_thread(post, "1 a, 2 c");
	add("b", "a", "p", 2);
	library_link_new(lib);
	assert_thread(post, "1 a, 1.1 b, 1.1.1 c");
}

static void comments_are_seen_when_their_post_has_come(void **state)
{
	post_id post;

	(void)state;
	start_reading();
	add("y", "x", "q", 2);
	add("x", NULL, "q", 1);
	library_link_new(lib);
	post = add_post("q", "Q");
	library_link_new(lib);
	assert_thread(post, "1 x, 1.1 y");
}

static void a_second_one_of_an_id_waits_for_the_end(void **state)
{
	post_id post = start_reading();
	struct comment_fact other = comment("a", NULL, "p", 2);

	(void)state;
	add("a", NULL, "p", 1); /* the same */
	other.body = SPAN_LIT("other words");
	library_add_comment(lib, &other);
	add("b", "a", "p", 3);
	library_link_new(lib);
	assert_thread(post, "1 a, 1.1 b");
	link_all();
	assert_thread(post, "1 a, 1.1 b, 2 a");
	assert_int_equal(found(DIAG_CODE_DUPLICATE), 1);
}

static void posts_have_numbers_as_soon_as_they_come(void **state)
{
	post_id post;

	(void)state;
	start_reading();
	for (int i = 0; i < 100; i++) {
		post = add_post(NULL, "Q");
		library_link_new(lib);
		assert_int_equal(library_post_number(lib, post, false), post);
	}
}

/* More of them than are kept in memory. */
static void bodies_put_out_to_a_file_are_read_all_the_same(void **state)
{
	enum { BODIES = 40, BODY_BYTES = (4 << 20) - 16 };
	char *body = xmalloc(BODY_BYTES), id[16];

	(void)state;
	memset(body, 'x', BODY_BYTES);
	add_post("p", "P");
	for (int i = 1; i <= BODIES; i++) {
		struct comment_fact fact;

		snprintf(id, sizeof id, "c%d", i);
		fact = comment(id, NULL, "p", i);
		body[0] = body[BODY_BYTES - 1] = (char)i;
		fact.body = span_of(body, BODY_BYTES);
		library_add_comment(lib, &fact);
	}
	free(body);
	link_all();
	for (int i = 1; i <= BODIES; i++) {
		struct span text = library_text(lib, library_comment(lib, (comment_id)i)->body);

		assert_int_equal(text.len, BODY_BYTES);
		assert_int_equal(text.p[0], i);
		assert_int_equal(text.p[1], 'x');
		assert_int_equal(text.p[BODY_BYTES - 1], i);
		assert_int_equal(text.p[BODY_BYTES], 0);
	}
}

static void texts_of_any_size_stay_where_they_are(void **state)
{
	struct post_fact fact = POST_FACT_INIT;
	size_t sizes[] = { 0, 1, 3, 4, 5, 1 << 20, (1 << 22) - 9, (1 << 22) - 8, (1 << 22) + 1,
		9 << 20 };
	post_id posts[10];
	char *big = xmalloc(9 << 20);

	(void)state;
	memset(big, 'x', 9 << 20);
	fact.source = source;
	for (size_t round = 0; round < 3; round++)
		for (size_t i = 0; i < 10; i++) {
			fact.body = span_of(big, sizes[i]);
			posts[i] = library_add_post(lib, &fact);
		}
	for (size_t i = 0; i < 10; i++) {
		struct span body = library_text(lib, library_post(lib, posts[i])->body);

		assert_int_equal(body.len, sizes[i]);
		assert_memory_equal(body.p, big, body.len);
		assert_int_equal(body.p[body.len], 0);
	}
	free(big);
}

static post_id add_page(source_id from, bool thread_only, const char *id, const char *url,
    const char *title)
{
	struct post_fact fact = POST_FACT_INIT;

	fact.source = from;
	fact.id = span_str(id);
	fact.url = span_str(url);
	fact.title = span_str(title);
	fact.body = thread_only ? SPAN_NONE : SPAN_LIT("text");
	fact.thread_only = thread_only;
	return library_add_post(lib, &fact);
}

static void assert_post_text(text_ref ref, const char *want)
{
	assert_true(span_eq_str(library_text(lib, ref), want));
}

static void a_thread_gives_way_to_its_post_in_either_order(void **state)
{
	const struct source_fact fact = { SPAN_LIT("b"), SPAN_LIT("test") };
	source_id other = library_add_source(lib, &fact);

	(void)state;
	for (int thread_first = 0; thread_first < 2; thread_first++) {
		const char *url = thread_first ? "http://m.example/1" : "http://m.example/2";
		const char *same = thread_first ? "https://m.example/1/" : "https://m.example/2/";
		const char *id = thread_first ? "t1" : "p2", *other_id = thread_first ? "p1" : "t2";
		post_id a = add_page(source, thread_first, id, url, "first");
		post_id b = add_page(other, !thread_first, other_id, same, "second");
		const struct post_row *row = library_post(lib, a);

		assert_int_equal(a, b);
		assert_post_text(row->title, thread_first ? "second" : "first");
		assert_post_text(row->body, "text");
		assert_post_text(row->id, thread_first ? "p1" : "p2");
		assert_int_equal(row->source, thread_first ? other : source);
		assert_false(row->thread_only);
	}
	/* The id of the thread is forgotten for that of the post. */
	assert_int_equal(add_page(source, false, "p1", "http://m.example/else", "third"), 2);
	assert_int_equal(library_post_count(lib), 2);
	link_all();
}

static void posts_of_one_url_are_one_only_for_the_sake_of_a_thread(void **state)
{
	const struct source_fact fact = { SPAN_LIT("b"), SPAN_LIT("test") };
	source_id other = library_add_source(lib, &fact);
	const char *url = "http://m.example/";

	(void)state;
	add_page(source, true, "t1", url, "thread");
	assert_int_equal(add_page(source, true, "t2", url, "of the same source"), 2);
	assert_int_equal(add_page(source, false, "p1", url, "of the same source"), 3);
	assert_int_equal(add_page(other, false, "p2", url, "of another"), 1);
	assert_int_equal(add_page(other, true, "t3", "", "without a URL"), 4);
	assert_int_equal(add_page(source, true, "t4", "a", "without a URL"), 5);
	link_all();
}

static void several_authors_are_one_text(void **state)
{
	struct buf all = BUF_INIT, byline = BUF_INIT;
	struct span rest, name;

	(void)state;
	buf_add_str(&all, "by ");
	authors_add(&all, 3, SPAN_LIT("Low,\302\240Ann"));
	authors_add(&all, 3, SPAN_LIT(""));
	assert_false(authors_are_several(buf_span(&all)));
	authors_add(&all, 3, SPAN_LIT("Bob"));
	authors_add(&all, 3, SPAN_LIT("Low, Ann"));
	assert_string_equal(buf_str(&all), "by Low, Ann,\302\240Bob");
	assert_true(authors_are_several(buf_span(&all)));
	rest = span_sub(buf_span(&all), 3, all.len);
	authors_add_byline(&byline, rest);
	assert_string_equal(buf_str(&byline), "Low, Ann, Bob");
	assert_true(authors_next(&rest, &name) && span_eq_str(name, "Low, Ann"));
	assert_true(authors_next(&rest, &name) && span_eq_str(name, "Bob"));
	assert_false(authors_next(&rest, &name));
	buf_release(&all);
	buf_release(&byline);
}

static void any_number_of_authors_is_kept(void **state)
{
	enum { AUTHORS = 500 };
	struct buf all = BUF_INIT, author = BUF_INIT;
	struct span rest, name;
	int count = 0;

	(void)state;
	for (int i = 0; i < AUTHORS; i++)
		for (int twice = 0; twice < 2; twice++) {
			buf_clear(&author);
			buf_addf(&author, "author %d", i);
			authors_add(&all, 0, buf_span(&author));
		}
	for (rest = buf_span(&all); authors_next(&rest, &name); count++) {
		buf_clear(&author);
		buf_addf(&author, "author %d", count);
		assert_true(span_eq(name, buf_span(&author)));
	}
	assert_int_equal(count, AUTHORS);
	buf_release(&all);
	buf_release(&author);
}

static void posts_of_one_id_that_say_nothing_are_all_kept(void **state)
{
	struct post_fact fact = POST_FACT_INIT;

	(void)state;
	fact.source = source;
	fact.id = SPAN_LIT("again");
	library_add_post(lib, &fact);
	library_add_post(lib, &fact);
	assert_int_equal(library_post_count(lib), 2);
	fact.title = SPAN_LIT("T");
	library_add_post(lib, &fact);
	fact.id = SPAN_LIT("other");
	library_add_post(lib, &fact);
	library_add_post(lib, &fact);
	assert_int_equal(library_post_count(lib), 4);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_empty_library_links),
		TEST(a_parent_may_come_later),
		TEST(siblings_stand_in_order_of_time),
		TEST(without_times_the_order_is_the_source_s),
		TEST(a_missing_parent_gets_a_stub),
		TEST(self_and_circle_are_cut_at_the_oldest),
		TEST(ids_are_scoped_to_their_post),
		TEST(equal_ids_with_other_text_are_both_kept),
		TEST(sources_merge_by_id),
		TEST(comments_without_their_post_get_a_missing_one),
		TEST(the_post_is_found_at_the_top_of_the_chain),
		TEST(hidden_comments_leave_no_gap),
		TEST(printed_numbers_are_kept),
		TEST(addresses_are_resolved),
		TEST(a_chain_of_100000_replies_works),
		TEST(a_thread_of_100000_comments_works),
		TEST(linking_while_facts_arrive_changes_nothing),
		TEST(new_comments_are_seen_before_all_are_linked),
		TEST(comments_are_seen_when_their_post_has_come),
		TEST(a_second_one_of_an_id_waits_for_the_end),
		TEST(posts_have_numbers_as_soon_as_they_come),
		TEST(a_thread_gives_way_to_its_post_in_either_order),
		TEST(posts_of_one_url_are_one_only_for_the_sake_of_a_thread),
		TEST(bodies_put_out_to_a_file_are_read_all_the_same),
		TEST(texts_of_any_size_stay_where_they_are),
		TEST(several_authors_are_one_text),
		TEST(any_number_of_authors_is_kept),
		TEST(posts_of_one_id_that_say_nothing_are_all_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
