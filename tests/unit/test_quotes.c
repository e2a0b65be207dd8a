#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "moot/base/buf.h"
#include "moot/search/quotes.h"
#include "unit.h"

static post_id add_post(struct library *lib, const char *body, enum post_state state)
{
	struct post_fact fact = POST_FACT_INIT;
	char id[20];

	snprintf(id, sizeof id, "post-%u", (unsigned)library_post_count(lib));
	fact.source = 1;
	fact.id = span_str(id);
	fact.body = span_str(body);
	fact.body_type = BODY_TEXT;
	fact.state = state;
	return library_add_post(lib, &fact);
}

static comment_id add_comment(struct library *lib, post_id post, const char *body,
    enum comment_state state)
{
	struct comment_fact fact = COMMENT_FACT_INIT;

	fact.source = 1;
	fact.post = post;
	fact.body = span_str(body);
	fact.body_type = BODY_TEXT;
	fact.state = state;
	return library_add_comment(lib, &fact);
}

static struct library *new_library(void)
{
	struct library *lib = library_new();

	library_add_source(lib, &(struct source_fact){ SPAN_LIT("test"), SPAN_LIT("test") });
	return lib;
}

static struct quote_index *whole_index(struct library *lib)
{
	struct quote_index *qi = quote_index_new(lib);

	library_link(lib, &(struct diags){ 0 }, false);
	while (quote_index_step(qi, 100))
		;
	return qi;
}

/* In slices of any size the same is found. */
static void check_slices(const struct quote_index *qi, post_id post, comment_id comment, bool all,
    const struct quote *wanted, size_t wanted_count)
{
	for (size_t bytes = 1; bytes < 100; bytes *= 7) {
		struct quotes_search *search = quotes_begin(qi, post, comment, all);
		struct quote *found;
		size_t count;

		while (quotes_step(search, bytes))
			continue;
		count = quotes_end(search, &found);
		assert_int_equal(count, wanted_count);
		if (count)
			assert_memory_equal(found, wanted, count * sizeof *found);
		free(found);
	}
	quotes_give_up(quotes_begin(qi, post, comment, all));
}

/* "START-END POST#COMMENT START-END (WORDS)" of each. */
static const char *quotes(const struct quote_index *qi, post_id post, comment_id comment, bool all)
{
	static struct buf out;
	struct quote *found;
	size_t count = quotes_of(qi, post, comment, all, &found);

	check_slices(qi, post, comment, all, found, count);
	buf_release(&out);
	for (size_t i = 0; i < count; i++)
		buf_addf(&out, "%s%u-%u %u#%u %u-%u (%u)", i ? "; " : "", (unsigned)found[i].start,
		    (unsigned)found[i].end, (unsigned)found[i].post, (unsigned)found[i].comment,
		    (unsigned)found[i].their_start, (unsigned)found[i].their_end,
		    (unsigned)found[i].words);
	free(found);
	return buf_str(&out);
}

static void a_passage_is_found_from_both_sides(void **state)
{
	struct library *lib = new_library();
	struct quote_index *qi;

	(void)state;
	add_post(lib, "Monday.", POST_SHOWN);
	add_comment(lib, 1, "Well. The ferry has not run since the storm of last week.",
	    COMMENT_SHOWN);
	add_post(lib, "Readers write:\n\nthe FERRY has not run, since the storm of last year.",
	    POST_SHOWN);
	qi = whole_index(lib);
	assert_string_equal(quotes(qi, 1, 1, false), "6-51 2#0 16-62 (10)");
	assert_string_equal(quotes(qi, 2, 0, false), "16-62 1#1 6-51 (10)");
	assert_string_equal(quotes(qi, 1, 0, false), "");
	quote_index_free(qi);
	library_free(lib);
}

/* Whatever stands around it. */
static void every_run_of_eight_words_is_found(void **state)
{
	(void)state;
	for (unsigned words = 7; words <= 12; words++) {
		for (unsigned before = 0; before < 12; before++) {
			struct library *lib = new_library();
			struct buf a = BUF_INIT, b = BUF_INIT;
			struct quote_index *qi;
			struct quote *found;

			for (unsigned i = 0; i < before; i++)
				buf_addf(&a, "left%u ", i);
			for (unsigned i = 0; i < words; i++) {
				buf_addf(&a, "word%u ", i);
				buf_addf(&b, "word%u ", i);
			}
			buf_add_str(&a, "some more of it and a lot of other things");
			buf_add_str(&b, "is not what it goes on with here in this place");
			add_post(lib, buf_str(&a), POST_SHOWN);
			add_post(lib, buf_str(&b), POST_SHOWN);
			qi = whole_index(lib);
			assert_int_equal(quotes_of(qi, 1, 0, false, &found),
			    words >= QUOTE_MIN_WORDS);
			if (words >= QUOTE_MIN_WORDS)
				assert_int_equal(found[0].words, words);
			free(found);
			quote_index_free(qi);
			library_free(lib);
			buf_release(&a);
			buf_release(&b);
		}
	}
}

static void a_post_does_not_quote_itself(void **state)
{
	static const char text[] = "one two three four five six seven eight nine ten";
	struct library *lib = new_library();
	struct quote_index *qi;

	(void)state;
	add_post(lib, text, POST_SHOWN);
	add_comment(lib, 1, text, COMMENT_SHOWN);
	qi = whole_index(lib);
	assert_string_equal(quotes(qi, 1, 0, false), "");
	assert_string_equal(quotes(qi, 1, 1, false), "");
	quote_index_free(qi);
	library_free(lib);
}

static void what_is_hidden_is_found_with_all_only(void **state)
{
	static const char text[] = "one two three four five six seven eight";
	struct library *lib = new_library();
	struct quote_index *qi;

	(void)state;
	add_post(lib, text, POST_SHOWN);
	add_post(lib, text, POST_DRAFT);
	add_post(lib, "other", POST_SHOWN);
	add_comment(lib, 3, text, COMMENT_DELETED);
	qi = whole_index(lib);
	assert_string_equal(quotes(qi, 1, 0, false), "");
	assert_string_equal(quotes(qi, 1, 0, true), "0-39 2#0 0-39 (8); 0-39 3#1 0-39 (8)");
	quote_index_free(qi);
	library_free(lib);
}

static void what_stands_under_every_post_is_no_quote(void **state)
{
	(void)state;
	for (int posts = QUOTE_COMMON_BODIES - 1; posts <= QUOTE_COMMON_BODIES + 1; posts++) {
		struct library *lib = new_library();
		struct quote_index *qi;
		struct quote *found;
		size_t count;

		for (int i = 0; i < posts; i++) {
			char body[100];

			snprintf(body, sizeof body, "%d I thank all my readers for their patience"
			    " in these dark days %d", i, i);
			add_post(lib, body, POST_SHOWN);
		}
		qi = whole_index(lib);
		count = quotes_of(qi, 1, 0, false, &found);
		assert_int_equal(count, posts < QUOTE_COMMON_BODIES ? posts - 1 : 0);
		free(found);
		quote_index_free(qi);
		library_free(lib);
	}
}

static void steps_end_and_go_on_with_what_comes_later(void **state)
{
	static const char text[] = "one two three four five six seven eight";
	struct library *lib = new_library();
	struct quote_index *qi = quote_index_new(lib);

	(void)state;
	assert_false(quote_index_step(qi, 1));
	add_post(lib, text, POST_SHOWN);
	add_post(lib, text, POST_SHOWN);
	library_link(lib, &(struct diags){ 0 }, false);
	assert_string_equal(quotes(qi, 1, 0, false), "");
	assert_true(quote_index_step(qi, 1));
	assert_true(quote_index_step(qi, 1));
	assert_false(quote_index_step(qi, 1));
	assert_string_equal(quotes(qi, 1, 0, false), "0-39 2#0 0-39 (8)");
	add_comment(lib, 2, text, COMMENT_SHOWN);
	library_link(lib, &(struct diags){ 0 }, false);
	assert_true(quote_index_step(qi, 1));
	assert_false(quote_index_step(qi, SIZE_MAX));
	assert_string_equal(quotes(qi, 1, 0, false), "0-39 2#0 0-39 (8); 0-39 2#1 0-39 (8)");
	quote_index_free(qi);
	library_free(lib);
}

static void memory_is_a_few_bytes_a_word(void **state)
{
	enum { WORDS = 400000 };
	struct library *lib = new_library();
	struct buf body = BUF_INIT;
	struct quote_index *qi;
	uint32_t random = 1;

	(void)state;
	for (int i = 0; i < WORDS; i++)
		buf_addf(&body, "%x ", (unsigned)((random = random * 1664525 + 1013904223) >> 8));
	add_post(lib, buf_str(&body), POST_SHOWN);
	qi = whole_index(lib);
	print_message("%.1f bytes a word\n", (double)quote_index_size_bytes(qi) / WORDS);
	assert_true(quote_index_size_bytes(qi) < 9 * WORDS + 300000);
	quote_index_free(qi);
	library_free(lib);
	buf_release(&body);
}

/* The same text a thousand times, and one word without end. */
static void what_repeats_itself_is_bounded(void **state)
{
	static const char *const parts[] = { "a ", "a b c d e f g h i ", "a\n\n", "\xE4\xB8\x80" };
	struct library *lib = new_library();
	struct quote_index *qi;
	struct quote *found;

	(void)state;
	for (size_t i = 0; i < 40; i++) {
		struct buf body = BUF_INIT;

		while (body.len < 20000)
			buf_add_str(&body, parts[i % 4]);
		add_post(lib, buf_str(&body), POST_SHOWN);
		buf_release(&body);
	}
	qi = whole_index(lib);
	for (post_id post = 1; post <= 40; post++) {
		quotes_of(qi, post, 0, false, &found);
		free(found);
	}
	quote_index_free(qi);
	quote_index_free(NULL);
	library_free(lib);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_passage_is_found_from_both_sides),
		cmocka_unit_test(every_run_of_eight_words_is_found),
		cmocka_unit_test(a_post_does_not_quote_itself),
		cmocka_unit_test(what_is_hidden_is_found_with_all_only),
		cmocka_unit_test(what_stands_under_every_post_is_no_quote),
		cmocka_unit_test(steps_end_and_go_on_with_what_comes_later),
		cmocka_unit_test(memory_is_a_few_bytes_a_word),
		cmocka_unit_test(what_repeats_itself_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
