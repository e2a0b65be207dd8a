#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "moot/base/buf.h"
#include "moot/doc/doc.h"
#include "search/index_priv.h"
#include "unit.h"

static struct library *new_library(void)
{
	struct library *lib = library_new();

	library_add_source(lib, &(struct source_fact){ SPAN_LIT("test"), SPAN_LIT("test") });
	return lib;
}

static post_id add_post(struct library *lib, const char *title, const char *body)
{
	struct post_fact fact = POST_FACT_INIT;
	char id[20];

	snprintf(id, sizeof id, "%u", library_post_count(lib));
	fact.source = 1;
	fact.id = span_str(id);
	fact.title = span_str(title);
	fact.body = span_str(body);
	fact.body_type = BODY_HTML;
	return library_add_post(lib, &fact);
}

static comment_id add_comment(struct library *lib, post_id post, const char *body,
    comment_id parent, enum comment_state state)
{
	struct comment_fact fact = COMMENT_FACT_INIT;

	fact.source = 1;
	fact.post = post;
	fact.parent = parent;
	fact.body = span_str(body);
	fact.body_type = BODY_HTML;
	fact.state = state;
	return library_add_comment(lib, &fact);
}

static struct search_index *whole_index(struct library *lib, bool all)
{
	struct search_index *si = search_index_new(lib, all);

	library_link(lib, &(struct diags){ 0 }, true);
	while (search_index_step(si, 200))
		;
	return si;
}

static void add_rows(const struct index_search *q, struct buf *out)
{
	for (size_t i = 0; i < q->row_count; i++) {
		uint32_t text = q->rows[i].text;
		uint32_t comment = search_index_comment(q->index, text);

		buf_addf(out, "%s%u", out->len ? " " : "", search_index_post(q->index, text));
		if (comment == INDEX_TITLE)
			buf_add_str(out, "T");
		else if (comment)
			buf_addf(out, "#%u", comment);
		if (q->rows[i].hits != 1)
			buf_addf(out, "x%u", q->rows[i].hits);
	}
}

/* The texts with hits: post, T for its title, its comment; how many hits there are. */
static const char *hits(struct search_index *si, const char *pattern)
{
	static struct buf out;
	struct pattern_fault fault;
	struct pattern *p = pattern_new(span_str(pattern), &fault);
	struct index_search q = { 0 };

	assert_non_null(p);
	buf_clear(&out);
	index_search_begin(&q, si, p);
	while (index_search_step(&q))
		;
	add_rows(&q, &out);
	index_search_release(&q);
	pattern_free(p);
	return buf_str(&out);
}

static void a_phrase_may_be_interrupted_by_markup(void **state)
{
	struct library *lib = new_library();
	struct search_index *si;
	post_id post = add_post(lib, "One", "<p>say <b>foo</b> b&amp;r</p><p>caf&eacute;</p>");

	(void)state;
	add_comment(lib, post,
	    "<a href='http://foo.example/' title='foo'>f<i>o</i>o</a>&#32;b&#38;r", 0,
	    COMMENT_SHOWN);
	si = whole_index(lib, false);
	assert_string_equal(hits(si, "foo b&r"), "1 1#1");
	assert_string_equal(hits(si, "cafe"), "1");
	assert_string_equal(hits(si, "amp|href|example|title|eacute"), "");
	search_index_free(si);
	library_free(lib);
}

static void hits_come_in_the_order_in_which_one_reads(void **state)
{
	struct library *lib = new_library();
	post_id one = add_post(lib, "A whale", "no fish"),
	        two = add_post(lib, "Two", "whale, whale");
	comment_id first = add_comment(lib, one, "Wh\u00e4le", 0, COMMENT_SHOWN);
	struct search_index *si;

	(void)state;
	add_comment(lib, two, "a whale", 0, COMMENT_SHOWN);
	add_comment(lib, one, "whale", 0, COMMENT_SHOWN);
	add_comment(lib, one, "whale \u201cwhale\u201d", first, COMMENT_SHOWN);
	si = whole_index(lib, false);
	assert_string_equal(hits(si, "whale"), "1T 1#1 1#4x2 1#3 2x2 2#2");
	assert_string_equal(hits(si, "w[a-h]+le"), "1T 1#1 1#4x2 1#3 2x2 2#2");
	assert_string_equal(hits(si, "wh\u00e4le"), "1#1");
	assert_int_equal(search_index_first(si, two), 5);
	search_index_free(si);
	library_free(lib);
}

static void no_match_goes_from_text_to_text(void **state)
{
	struct library *lib = new_library();
	struct search_index *si;

	(void)state;
	add_post(lib, "ab", "cd ab");
	add_post(lib, "cd", "ab cd");
	si = whole_index(lib, false);
	assert_string_equal(hits(si, "ab cd"), "2");
	assert_string_equal(hits(si, "b\\s"), "2");
	assert_string_equal(hits(si, "[^x]d"), "1 2T 2");
	assert_string_equal(hits(si, "^ab$"), "1T");
	assert_string_equal(hits(si, "\\Aab"), "1T 2");
	assert_string_equal(hits(si, "ab(?!.)"), "1T 1");
	search_index_free(si);
	library_free(lib);
}

static void what_is_not_shown_is_not_found(void **state)
{
	struct library *lib = new_library();
	post_id post = add_post(lib, "One", "whale");
	struct search_index *si;

	(void)state;
	add_comment(lib, post, "spam whale", 0, COMMENT_SPAM);
	add_comment(lib, post, "good whale", 0, COMMENT_SHOWN);
	si = whole_index(lib, false);
	assert_string_equal(hits(si, "whale"), "1 1#2");
	search_index_free(si);
	si = whole_index(lib, true);
	assert_string_equal(hits(si, "whale"), "1 1#1 1#2");
	search_index_free(si);
	library_free(lib);
}

/* Texts of all sorts, in several blocks. */
static struct library *many_texts(void)
{
	static const char *const words[] = { "ab", "cd", "\u00e4b", "<b>a</b>b", "a&amp;b", "AB",
		"x" };
	struct library *lib = new_library();
	struct buf body = BUF_INIT;

	srand(3);
	for (int i = 0; i < 40; i++) {
		post_id post = add_post(lib, i % 2 ? "ab" : "none", "");

		for (int j = rand() % 40; j > 0; j--) {
			buf_clear(&body);
			for (int k = rand() % 300; k > 0; k--)
				buf_addf(&body, "%s ", words[rand() % 7]);
			add_comment(lib, post, buf_str(&body), 0, COMMENT_SHOWN);
		}
	}
	buf_release(&body);
	return lib;
}

/* What looking at one comment after the other finds. */
static uint64_t count_by_hand(struct library *lib, struct pattern *p)
{
	uint64_t found = 0;
	size_t start, end;

	for (comment_id id = 1; id <= library_comment_count(lib); id++) {
		struct doc *d = doc_parse(
		    library_text(lib, library_comment(lib, id)->body), BODY_HTML, SPAN_NONE);
		struct pattern_walk w;

		pattern_walk_begin(&w, p, safe_span(doc_text(d)));
		while (pattern_walk_next(&w, &start, &end))
			found++;
		pattern_walk_end(&w);
		doc_free(d);
	}
	return found;
}

static const char *const several[] = { "ab", "ab cd", "AB", "\u00e4b", "a&b x", "(ab|cd) x$",
	"a[^c]b", "b a*b", "\u00e4b\\s+cd" };

static void it_finds_what_looking_at_each_text_finds(void **state)
{
	struct library *lib = many_texts();
	struct search_index *si = whole_index(lib, false);

	(void)state;
	assert_true(si->block_count > 3);
	for (size_t i = 0; i < 2 * sizeof several / sizeof *several; i++) {
		struct pattern_fault fault;
		struct pattern *p = pattern_new(span_str(several[i / 2]), &fault);
		struct index_search q = { 0 };
		uint64_t titles = i / 2 == 0 ? 20 : 0; /* "ab" */

		si->bytes.failed = i % 2; /* no file was to be had: texts are parsed again */
		index_search_begin(&q, si, p);
		while (index_search_step(&q))
			;
		assert_int_equal(q.hits, count_by_hand(lib, p) + titles);
		index_search_release(&q);
		pattern_free(p);
	}
	search_index_free(si);
	library_free(lib);
}

static void a_search_goes_on_where_the_index_has_grown(void **state)
{
	struct library *lib = many_texts();
	struct search_index *si = search_index_new(lib, false);
	struct pattern_fault fault;
	struct pattern *p = pattern_new(SPAN_LIT("cd"), &fault);
	struct index_search q = { 0 };

	(void)state;
	library_link(lib, &(struct diags){ 0 }, true);
	index_search_begin(&q, si, p);
	do
		while (index_search_step(&q))
			;
	while (search_index_step(si, 1000));
	while (index_search_step(&q))
		;
	assert_int_equal(q.hits, count_by_hand(lib, p));
	index_search_release(&q);
	pattern_free(p);
	search_index_free(si);
	library_free(lib);
}

static void bytes_are_the_same_in_memory_and_in_a_file(void **state)
{
	struct spill memory = SPILL_INIT(1000), file = SPILL_INIT(10);
	struct buf scratch = BUF_INIT;

	(void)state;
	for (int i = 0; i < 50; i++) {
		spill_add(&memory, SPAN_LIT("0123456"));
		spill_add(&file, SPAN_LIT("0123456"));
	}
	assert_true(memory.fd < 0 && file.fd >= 0 && !file.failed);
	assert_true(span_eq(spill_read(&memory, 5, 10, &scratch), SPAN_LIT("5601234560")));
	assert_true(span_eq(spill_read(&file, 5, 10, &scratch), SPAN_LIT("5601234560")));
	assert_int_equal(spill_read(&file, 349, 1, &scratch).len, 1);
	assert_true(span_is_none(spill_read(&file, 349, 2, &scratch)));
	assert_true(span_is_none(spill_read(&memory, UINT64_MAX, 2, &scratch)));
	file.failed = true;
	assert_true(span_is_none(spill_read(&file, 0, 1, &scratch)));
	spill_release(&memory);
	spill_release(&file);
	buf_release(&scratch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_phrase_may_be_interrupted_by_markup),
		cmocka_unit_test(hits_come_in_the_order_in_which_one_reads),
		cmocka_unit_test(no_match_goes_from_text_to_text),
		cmocka_unit_test(what_is_not_shown_is_not_found),
		cmocka_unit_test(it_finds_what_looking_at_each_text_finds),
		cmocka_unit_test(a_search_goes_on_where_the_index_has_grown),
		cmocka_unit_test(bytes_are_the_same_in_memory_and_in_a_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
