#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "moot/base/buf.h"
#include "moot/base/xalloc.h"
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

/* ---- kept ---- */

/* What a file would have of an index. */
struct kept {
	struct buf parts[IMAGE_MORE_PARTS];
	bool lost; /* nothing can be read any more */
};

static bool keep_bytes(void *user, struct span bytes)
{
	buf_add_span(user, bytes);
	return true;
}

static void keep(struct kept *kept, const struct library *lib)
{
	struct search_index *si = search_index_new(lib, false);

	for (int part = 0; part < IMAGE_MORE_PARTS; part++)
		assert_true(search_index_write_part(si, part, keep_bytes, &kept->parts[part]));
	search_index_free(si);
}

static bool load_kept(void *user, const char *from, size_t len)
{
	const struct kept *kept = user;
	bool is_there = false;

	for (int part = 0; part < IMAGE_MORE_PARTS; part++) {
		struct span bytes = buf_span(&kept->parts[part]);

		is_there |= from >= bytes.p && from + len <= bytes.p + bytes.len;
	}
	assert_true(is_there);
	return !kept->lost;
}

static struct span read_kept(void *user, const char *from, size_t len, struct buf *scratch)
{
	if (!load_kept(user, from, len))
		return SPAN_NONE;
	buf_clear(scratch);
	buf_add(scratch, from, len);
	return buf_span(scratch);
}

static struct search_index *open_kept(struct library *lib, struct kept *kept)
{
	struct image_more more = { .load = load_kept, .read = read_kept, .user = kept };

	for (int part = 0; part < IMAGE_MORE_PARTS; part++)
		more.parts[part] = buf_span(&kept->parts[part]);
	return search_index_from_image(lib, &more);
}

static void release_kept(struct kept *kept)
{
	for (int part = 0; part < IMAGE_MORE_PARTS; part++)
		buf_release(&kept->parts[part]);
}

static void a_kept_index_finds_what_it_has_found(void **state)
{
	struct library *lib = many_texts();
	struct search_index *made = whole_index(lib, false), *si;
	struct kept kept = { 0 };

	(void)state;
	keep(&kept, lib);
	si = open_kept(lib, &kept);
	assert_non_null(si);
	assert_true(search_index_done(si));
	assert_false(search_index_step(si, 1000));
	assert_int_equal(search_index_count(si), search_index_count(made));
	for (size_t i = 0; i < sizeof several / sizeof *several; i++) {
		char *expected = xstrdup(hits(made, several[i]));

		assert_string_equal(hits(si, several[i]), expected);
		free(expected);
	}
	for (post_id p = 1; p <= library_post_count(lib) + 1; p++)
		assert_int_equal(search_index_first(si, p), search_index_first(made, p));
	assert_false(search_index_is_damaged(si));
	kept.lost = true;
	assert_string_equal(hits(si, "ab"), "");
	assert_true(search_index_is_damaged(si));
	search_index_free(si);
	search_index_free(made);
	library_free(lib);
	release_kept(&kept);
}

static void an_index_of_nothing_can_be_kept(void **state)
{
	struct library *lib = new_library();
	struct kept kept = { 0 };
	struct search_index *si;

	(void)state;
	library_link(lib, &(struct diags){ 0 }, true);
	keep(&kept, lib);
	si = open_kept(lib, &kept);
	assert_non_null(si);
	assert_string_equal(hits(si, "ab"), "");
	search_index_free(si);
	library_free(lib);
	release_kept(&kept);
}

/* It is searched, or it is of no use; nothing else comes of it. */
static void look_at_changed(struct library *lib, struct kept *kept)
{
	struct search_index *si = open_kept(lib, kept);

	if (!si)
		return;
	hits(si, "ab");
	hits(si, "\u00e4b");
	for (uint32_t i = 0; i < search_index_count(si); i++) {
		post_id post = search_index_post(si, i);
		uint32_t comment = search_index_comment(si, i);

		assert_true(post > 0 && post <= library_post_count(lib));
		if (comment && comment != INDEX_TITLE)
			assert_int_equal(library_comment(lib, comment)->post, post);
	}
	search_index_free(si);
}

static void whatever_is_in_a_kept_index_does_no_harm(void **state)
{
	struct library *lib = many_texts();
	struct kept kept = { 0 };

	(void)state;
	library_link(lib, &(struct diags){ 0 }, true);
	keep(&kept, lib);
	for (int round = 0; round < 400; round++) {
		struct buf *part = &kept.parts[rand() % IMAGE_MORE_PARTS];
		size_t at = (size_t)rand() % (part->len + 1), len = part->len;
		char before = part->data[at];

		if (round % 8 == 0)
			buf_truncate(part, at);
		else
			part->data[at] = (char)(round % 3 ? before + 1 : rand());
		look_at_changed(lib, &kept);
		part->data[at] = before;
		part->len = len;
	}
	library_free(lib);
	release_kept(&kept);
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
		cmocka_unit_test(a_kept_index_finds_what_it_has_found),
		cmocka_unit_test(an_index_of_nothing_can_be_kept),
		cmocka_unit_test(whatever_is_in_a_kept_index_does_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
