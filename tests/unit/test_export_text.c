/* What is written as text reads back the same. */
#include "config.h"

#include <stdlib.h>

#include "moot/base/arena.h"
#include "moot/base/xalloc.h"
#include "moot/doc/doc.h"
#include "moot/export/export.h"
#include "moot/layout/layout.h"
#include "moot/text/dump.h"
#include "outline.h"
#include "unit.h"

/* ---- writing ---- */

static void write_all(const struct library *lib, const struct export_opts *opts, comment_id subtree,
    struct buf *out)
{
	char *data = NULL;
	size_t len = 0;
	FILE *f = open_memstream(&data, &len);
	post_id *posts = xcalloc(library_post_count(lib) + 1, sizeof *posts);
	struct export_selection selection = {
		.posts = posts, .numbers = posts, .subtree = subtree
	};

	for (post_id p = 1; p <= library_post_count(lib); p++)
		if (library_post_visible(lib, p, opts->all))
			posts[selection.count++] = p;
	assert_non_null(f);
	export_format_find("text")->write(lib, &selection, opts, f);
	assert_int_equal(fclose(f), 0);
	buf_add(out, data, len);
	free(data);
	free(posts);
}

/* A library from one text, written. */
static void expect_written(const char *text, const struct export_opts *opts, const char *expected)
{
	struct library *lib = library_new();
	struct diags diags = { 0 };
	struct buf out = BUF_INIT;

	outline_read(lib, &diags, span_str(text), 0);
	write_all(lib, opts, 0, &out);
	assert_string_equal(buf_str(&out), expected);
	buf_release(&out);
	diags_release(&diags);
	library_free(lib);
}

#define PAGE \
	"Thursday, 19 June 2014\n\nTitle\n\nBody.\n\nMore.\n\n" \
	"Posted by Jim at 08:12\nLabels: a, \"b, c\"\nLink: https://x.example/y\n" \
	"Status: page\n\n\n" \
	"  1. Text.\n\n" \
	"  2. Ann \xe2\x80\x94 19 June 2014 at 08:43\n\n    Text.\n\n    More.\n\n" \
	"    1. Jim \xe2\x80\x94 19 June 2014 at 08:50 \xe2\x80\x94 post author\n\n" \
	"      Reply.\n\n" \
	"  level 1: 2. \"Why? So.\" \xe2\x80\x94 (no date) \xe2\x80\x94 pingback\n\n    Text.\n\n" \
	"    level 2: 7. Text.\n"

static void a_page_comes_back_byte_by_byte(void **state)
{
	const struct export_opts opts = { 0 };

	(void)state;
	expect_written(PAGE
	    "\n(no date)\n\n(untitled)\n\n(post not in the source)\n\nhttps://x.example/z\n",
	    &opts,
	    PAGE "\n(no date)\n\n(untitled)\n\n(post not in the source)\n\nhttps://x.example/z\n");
}

#define HIDDEN \
	"(no date)\n\nT\n\n\n" \
	"  1. [deleted comment]\n\n    1. a\n\n"

static void hidden_comments_are_stubs_where_something_hangs_below(void **state)
{
	const struct export_opts shown = { 0 }, all = { .all = true };
	static const char text[] =
	    HIDDEN "  2. Ann \xe2\x80\x94 (no date) \xe2\x80\x94 held\n\n    Text.\n\n"
	           "  3. [spam comment]\n\n  4. \\[spam comment]\n";

	(void)state;
	expect_written(text, &shown, HIDDEN "  4. \\[spam comment]\n");
	expect_written(text, &all, text);
}

static void parts_can_be_left_out(void **state)
{
	const struct export_opts no_body = { .no_body = true }, no_thread = { .no_thread = true };

	(void)state;
	expect_written(
	    "(no date)\n\nT\n\nB\n\n\n  1. a\n", &no_body, "(no date)\n\nT\n\n\n  1. a\n");
	expect_written("(no date)\n\nT\n\nB\n\n\n  1. a\n", &no_thread, "(no date)\n\nT\n\nB\n");
}

static void a_subtree_stands_at_the_first_level(void **state)
{
	const struct export_opts opts = { .no_body = true };
	struct library *lib = library_new();
	struct diags diags = { 0 };
	struct buf out = BUF_INIT;
	post_id post;
	comment_id comment;

	(void)state;
	outline_read(lib, &diags,
	    SPAN_LIT("(no date)\n\nT\n\n\n  1. a\n\n    1. b\n\n      1. c\n\n    2. d\n"), 0);
	assert_true(library_resolve(lib, SPAN_LIT("1#1.1"), false, &post, &comment));
	write_all(lib, &opts, comment, &out);
	assert_string_equal(buf_str(&out), "(no date)\n\nT\n\n\n  1. b\n\n    1. c\n");
	buf_release(&out);
	diags_release(&diags);
	library_free(lib);
}

static void lines_wrap_within_the_width(void **state)
{
	const struct export_opts opts = { .width_cols = 30 };

	(void)state;
	expect_written("(no date)\n\nT\n\nOne two three four five six seven eight.\n\n\n"
	               "  1. One two three four five six seven.\n",
	    &opts,
	    "(no date)\n\nT\n\nOne two three four five six\nseven eight.\n\n\n"
	    "  1. One two three four five\n    six seven.\n");
}

/* ---- the property ---- */

/* Numbers from a seed, the same everywhere (Numerical Recipes' LCG). */
static uint32_t seed;

static uint32_t pick(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % below;
}

/* Every kind of line that could be taken for another. */
static const char *const lines[] = {
	"Plain words.",
	"",
	"",
	"More words",
	"1. one",
	"  1. one",
	"  2. two",
	"    1. one",
	"12. twelve",
	"  12.",
	"level 2: 1. x",
	"  level 2: 1. x",
	"Thursday, 19 June 2014",
	"19 June 2014",
	"Monday 6 September 2021",
	"(no date)",
	"(post not in the source)",
	"(untitled)",
	"[deleted comment]",
	"[missing comment]",
	"This comment has been removed by the author.",
	"Ann \xe2\x80\x94 19 June 2014 at 08:43",
	"Ann19 June 2014 at 08:43",
	"Ann \xe2\x80\x94 (no date)",
	"Labels: a, b",
	"Posted by Jim at 08:12",
	"Posted at 08:12",
	"Link: https://x.example/",
	"Links:",
	"[1] https://x.example/a",
	"Status: draft",
	"17 comments:",
	"******",
	"\\",
	"\\  1. one",
	"\\\\Labels: x",
	"\\[deleted comment]",
	"- item",
	"\xc2\xa0 1. blank",
	"caf\xc3\xa9 \xe4\xb8\xad",
};

static const char *const names[] = {
	"Ann Onymous",
	"Jim",
	"(no name)",
	"\"Q\"",
	"Why? I see.",
	"A \xe2\x80\x94 deleted",
	"at 10:00",
	"X at 10:00",
	"pingback",
	"\xe4\xb8\xad\xe6\x96\x87",
	"19 June 2014 at 08:43",
	"Dr. No",
	"ends,",
	"one two three four five six seven eight nine ten eleven twelve thirteen",
};

static const char *const titles[] = {
	"A title",
	"(untitled)",
	"\\(untitled)",
	"Thursday, 19 June 2014",
	"1. one",
	"Dear Sir,",
	"\\x",
	"Labels: a",
	"https://x.example/t",
	"(no date)",
};

static const char *const labels[] = { "a", "b, c", "\"q\"", "d \"e\", f", "\"" };

#define PICK(array) span_str((array)[pick(sizeof(array) / sizeof *(array))])

static struct span random_text(struct arena *a)
{
	struct buf text = BUF_INIT;
	struct span copy;

	for (uint32_t n = pick(7); n--;) {
		buf_add_span(&text, PICK(lines));
		buf_add_char(&text, '\n');
	}
	copy = arena_span(a, buf_span(&text));
	buf_release(&text);
	return copy;
}

static struct date random_date(void)
{
	struct date_fields f = { 1990 + (int)pick(50), 1 + (int)pick(12), 1 + (int)pick(28),
		(int)pick(24), (int)pick(60), 0, 0 };
	static const enum date_precision precisions[] = { DATE_DAY, DATE_MINUTE };

	return pick(4) ? date_from_fields(&f, precisions[pick(2)], false, 0) : DATE_INIT;
}

static void add_random_comment(struct library *lib, struct arena *a, post_id post, uint32_t *last,
    comment_id *path, uint32_t *depth)
{
	struct comment_fact fact = COMMENT_FACT_INIT;

	*depth = pick(3) ? *depth + 1 : 1 + pick(*depth + 1);
	last[*depth] = (pick(20) ? last[*depth] : 0) + 1 + (pick(4) ? 0 : pick(9));
	fact.source = 1;
	fact.post = post;
	fact.parent = path[*depth - 1];
	fact.ordinal = last[*depth];
	fact.body = random_text(a);
	fact.body_type = BODY_TEXT;
	fact.author = pick(3) ? PICK(names) : SPAN_NONE;
	fact.published = random_date();
	fact.kind = pick(8) ? COMMENT_COMMENT : COMMENT_PINGBACK;
	fact.state = pick(5) ? COMMENT_SHOWN : (enum comment_state)(COMMENT_HELD + pick(3));
	fact.by_post_author = pick(6) == 0;
	path[*depth] = library_add_comment(lib, &fact);
	last[*depth + 1] = 0;
}

static void add_random_post(struct library *lib, struct arena *a)
{
	enum { MOST = 70 };
	struct post_fact fact = POST_FACT_INIT;
	struct span own[2] = { PICK(labels), PICK(labels) };
	uint32_t last[MOST + 2] = { 0 }, depth = 0;
	comment_id path[MOST + 2] = { 0 };
	post_id post;

	fact.source = 1;
	fact.title = pick(5) ? PICK(titles) : SPAN_NONE;
	fact.body = random_text(a);
	fact.body_type = BODY_TEXT;
	fact.author = pick(3) ? PICK(names) : SPAN_NONE;
	fact.published = random_date();
	fact.url = pick(2) ? SPAN_LIT("https://x.example/p") : SPAN_NONE;
	fact.labels = own;
	fact.label_count = pick(3);
	fact.kind = pick(4) ? POST_POST : POST_PAGE;
	post = library_add_post(lib, &fact);
	for (uint32_t n = pick(MOST); n--;)
		add_random_comment(lib, a, post, last, path, &depth);
}

/* The text as it would be shown at any width, without blanks at the ends of lines. */
static void shown_text(struct span body, enum body_type type, struct buf *out)
{
	struct doc *d = doc_parse(body, type, SPAN_NONE);
	struct layout_opts opts = { .export_pen = true, .number_links = true };
	struct layout *layout = layout_new(d, &opts);
	struct buf text = BUF_INIT;
	struct span rest, line;

	layout_add_text(layout, &text);
	for (rest = dump_trim_end(buf_span(&text)); span_line(&rest, &line);) {
		line = dump_trim_end(line);
		if (!line.len && !out->len)
			continue;
		buf_add_span(out, line);
		buf_add_char(out, '\n');
	}
	buf_release(&text);
	layout_free(layout);
	doc_free(d);
}

/* The outline of what an export with --all says of a library. */
static void reread(const struct library *lib, struct buf *text, struct buf *outline)
{
	const struct export_opts all = { .all = true };
	struct library *again = library_new();
	struct diags diags = { 0 };

	buf_clear(text);
	write_all(lib, &all, 0, text);
	outline_read(again, &diags, buf_span(text), 0);
	outline_add(again, shown_text, outline);
	diags_release(&diags);
	library_free(again);
}

/* Fails at the first line that differs. */
static void assert_same_lines(struct span got, struct span expected, uint32_t round)
{
	struct span a, b;

	while (span_line(&expected, &b)) {
		if (!span_line(&got, &a))
			a = SPAN_NONE;
		if (!span_eq(a, b))
			fail_msg("seed %u:\n%.*s\nbecame\n%.*s", (unsigned)round, (int)b.len, b.p,
			    (int)a.len, a.p ? a.p : "");
	}
	assert_int_equal(got.len, 0);
}

static void random_libraries_read_back_the_same(void **state)
{
	(void)state;
	for (uint32_t round = 0; round < 200; round++) {
		const struct source_fact source = { SPAN_LIT("s"), SPAN_LIT("test") };
		struct library *lib = library_new();
		struct diags diags = { 0 };
		struct arena a = { 0 };
		struct buf text = BUF_INIT, before = BUF_INIT, after = BUF_INIT;

		seed = round;
		library_add_source(lib, &source);
		for (uint32_t n = 1 + pick(4); n--;)
			add_random_post(lib, &a);
		library_link(lib, &diags, true);
		outline_add(lib, shown_text, &before);
		reread(lib, &text, &after);
		assert_same_lines(buf_span(&after), buf_span(&before), round);
		buf_release(&text);
		buf_release(&before);
		buf_release(&after);
		arena_release(&a);
		diags_release(&diags);
		library_free(lib);
	}
}

static void deep_threads_cost_linear_space(void **state)
{
	enum { DEPTH = 5000, WIDEST = DUMP_DEEPEST_COL + 40 };
	struct library *lib = library_new(), *again = library_new();
	struct post_fact post = POST_FACT_INIT;
	struct diags diags = { 0 };
	struct buf text = BUF_INIT;
	const struct export_opts opts = { 0 };
	comment_id last = 0;
	uint32_t count;

	(void)state;
	post.source = 1;
	for (int i = 0; i < DEPTH; i++) {
		struct comment_fact fact = COMMENT_FACT_INIT;

		if (!i)
			library_add_source(
			    lib, &(struct source_fact){ SPAN_LIT("s"), SPAN_LIT("test") });
		fact.source = 1;
		fact.post = i ? 1 : library_add_post(lib, &post);
		fact.parent = last;
		fact.body = SPAN_LIT("x");
		fact.body_type = BODY_TEXT;
		last = library_add_comment(lib, &fact);
	}
	library_link(lib, &diags, true);
	write_all(lib, &opts, 0, &text);
	assert_true(text.len < (size_t)DEPTH * WIDEST);
	outline_read(again, &diags, buf_span(&text), 0);
	assert_int_equal(library_thread(again, 1, &count)[DEPTH - 1].depth, DEPTH);
	buf_release(&text);
	diags_release(&diags);
	library_free(lib);
	library_free(again);
}

static void broken_dumps_are_read(void **state)
{
	(void)state;
	for (uint32_t round = 0; round < 300; round++) {
		struct buf text = BUF_INIT;
		struct library *lib = library_new();
		struct diags diags = { 0 };

		seed = round;
		buf_add_str(&text, PAGE);
		for (int n = 0; n < 5; n++)
			text.data[pick((uint32_t)text.len)] ^= (char)(1 << pick(8));
		buf_truncate(&text, text.len - pick(2) * pick((uint32_t)text.len));
		outline_read(lib, &diags, buf_span(&text), 1 + pick(50));
		buf_release(&text);
		diags_release(&diags);
		library_free(lib);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_comes_back_byte_by_byte),
		cmocka_unit_test(hidden_comments_are_stubs_where_something_hangs_below),
		cmocka_unit_test(parts_can_be_left_out),
		cmocka_unit_test(a_subtree_stands_at_the_first_level),
		cmocka_unit_test(lines_wrap_within_the_width),
		cmocka_unit_test(random_libraries_read_back_the_same),
		cmocka_unit_test(deep_threads_cost_linear_space),
		cmocka_unit_test(broken_dumps_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
