/* Linking while facts arrive, in steps of any size, must lead to what linking once at the end
 * leads to: random streams of facts, of one source or two, are taken both ways. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "moot/model/model.h"
#include "unit.h"

enum { STREAMS = 2000, FACTS = 60, IDS = 24, POSTS = 3, TIMES = 30, NO_NAME = 3 };

static unsigned roll(unsigned *seed, unsigned sides)
{
	*seed = *seed * 1103515245u + 12345u;
	return (*seed >> 16) % sides;
}

static struct span name(char *to, size_t size, char kind, unsigned number)
{
	snprintf(to, size, "%c%u", kind, number);
	return span_str(to);
}

/* Its id, its address, its title or none. */
static struct span name_of_post(char *to, size_t size, unsigned number, unsigned kind)
{
	static const char *const kinds[] = { "p", "http://example.org/", "Post " };

	if (kind >= sizeof kinds / sizeof *kinds)
		return SPAN_NONE;
	snprintf(to, size, "%s%u", kinds[kind], number);
	return span_str(to);
}

static void add_random_post(struct library *lib, unsigned *seed)
{
	struct post_fact fact = POST_FACT_INIT;
	unsigned number = roll(seed, POSTS);
	char id[8], url[32], title[16];

	fact.source = library_source_count(lib);
	fact.id = name(id, sizeof id, 'p', number);
	fact.url = name_of_post(url, sizeof url, number, 1);
	fact.title = name_of_post(title, sizeof title, number, 2);
	library_add_post(lib, &fact);
}

/* Ids come twice, with the same body or another; parents are missing, come later, are the
 * comment itself or a URL, or are given as rows.  In two sources an id means two comments,
 * or the same.  Posts are called by so many kinds of names more than their ids; of the
 * last kind is none, and then no id comes twice. */
static void add_random_comment(struct library *lib, unsigned *seed, unsigned salt, unsigned names)
{
	struct comment_fact fact = COMMENT_FACT_INIT;
	unsigned number = names < NO_NAME ? roll(seed, IDS) : library_comment_count(lib);
	unsigned of_id = number * 7919 + salt;
	char id[8], url[8], parent[8], post[32], body[8], title[16];

	fact.source = library_source_count(lib);
	if (fact.source == 2 && roll(&of_id, 3) == 0)
		number += IDS;
	fact.id = name(id, sizeof id, 'c', number);
	fact.url = name(url, sizeof url, 'u', number);
	fact.author = SPAN_LIT("a");
	fact.body = name(body, sizeof body, 'b', roll(seed, 2));
	fact.published = date_from_unix_ms((1 + (int64_t)roll(&of_id, TIMES)) * 1000);
	if (roll(&of_id, 4))
		fact.parent_key = name(
		    parent, sizeof parent, roll(&of_id, 8) ? 'c' : 'u', roll(&of_id, IDS + 4));
	if (roll(&of_id, 8) == 0)
		fact.parent = library_comment_count(lib);
	fact.post_key =
	    name_of_post(post, sizeof post, roll(seed, POSTS), roll(seed, names + 1));
	if (roll(seed, 8) == 0)
		library_name_post(lib, fact.post_key,
		    name_of_post(title, sizeof title, roll(seed, POSTS), 2));
	library_add_comment(lib, &fact);
	if (names < NO_NAME && roll(seed, 40) == 0)
		library_set_comment_parent(lib, 1 + roll(seed, library_comment_count(lib)),
		    fact.parent_key);
}

/* How facts are taken; link_every 0: at the end only, all at once. */
struct steps {
	unsigned link_every;
	bool as_they_come;
	bool two_sources;
	unsigned names;
	unsigned posts_from; /* that fact on; before there are comments only */
	size_t rows; /* at a time */
};

static void link_in_steps(struct library *lib, struct diags *diags, bool final, struct steps steps)
{
	while (library_link_step(lib, diags, final, steps.rows))
		continue;
}

static void add_source(struct library *lib, struct span name)
{
	struct source_fact fact = { name, SPAN_LIT("test") };

	library_add_source(lib, &fact);
}

static struct library *read_stream(unsigned seed, struct steps steps, struct diags *diags)
{
	struct library *lib = library_new();
	unsigned salt = seed;

	add_source(lib, SPAN_LIT("test.xml"));
	for (unsigned i = 1; i <= FACTS; i++) {
		if (i == FACTS / 2 && steps.two_sources)
			add_source(lib, SPAN_LIT("another.xml"));
		if (roll(&seed, 6) || i < steps.posts_from)
			add_random_comment(lib, &seed, salt, steps.names);
		else
			add_random_post(lib, &seed);
		if (steps.as_they_come)
			library_link_new(lib);
		if (steps.link_every && i % steps.link_every == 0) {
			link_in_steps(lib, diags, false, steps);
			model_check(lib);
		}
	}
	link_in_steps(lib, diags, true, steps);
	model_check(lib);
	return lib;
}

static void add_post_line(struct buf *out, const struct library *lib, const struct post_row *post)
{
	const text_ref names[] = { post->id, post->url, post->title };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		buf_add_span(out, library_text(lib, names[i]));
		buf_add_char(out, ',');
	}
	buf_addf(out, " %u %u %u %u %u", (unsigned)post->state, (unsigned)post->source,
	    (unsigned)post->told_by, (unsigned)post->last_source, (unsigned)post->shares_url);
}

static void add_outline(struct buf *out, const struct library *lib, post_id post)
{
	uint32_t count;
	const struct thread_item *items = library_thread(lib, post, &count);

	add_post_line(out, lib, library_post(lib, post));
	for (uint32_t i = 0; i < count; i++) {
		const struct comment_row *row = library_comment(lib, items[i].comment);

		buf_addf(out, "\n%*s", (int)items[i].depth, "");
		buf_add_span(out, library_text(lib, row->id));
		buf_addf(out, " %u %u %u", (unsigned)items[i].comment, (unsigned)row->state,
		    (unsigned)row->ordinal);
	}
	buf_add_char(out, '\n');
}

static void add_outlines(struct buf *out, const struct library *lib)
{
	for (post_id post = 1; post <= library_post_count(lib); post++)
		add_outline(out, lib, post);
}

/* From the start, from somewhere on, or never. */
static unsigned posts_from(unsigned seed)
{
	return seed % 4 ? seed % 4 * (FACTS / 3) + seed % 7 : 0;
}

static void linking_on_the_way_changes_nothing(void **state)
{
	(void)state;
	for (unsigned seed = 0; seed < STREAMS; seed++) {
		struct diags once_diags = { 0 }, often_diags = { 0 };
		struct steps steps = { .two_sources = seed % 3 == 0, .rows = SIZE_MAX,
			.names = seed / 12 % 4, .posts_from = posts_from(seed) };
		struct library *once = read_stream(seed, steps, &once_diags);
		steps.link_every = 1 + seed % 16;
		steps.as_they_come = seed / 16 % 2;
		steps.rows = 1 + seed % 7;
		struct library *often = read_stream(seed, steps, &often_diags);
		struct buf expect = BUF_INIT, got = BUF_INIT;

		add_outlines(&expect, once);
		add_outlines(&got, often);
		assert_string_equal(buf_str(&got), buf_str(&expect));
		assert_int_equal(often_diags.len, once_diags.len);
		buf_release(&expect);
		buf_release(&got);
		library_free(once);
		library_free(often);
		diags_release(&once_diags);
		diags_release(&often_diags);
	}
}

static post_id add_post(struct library *lib, const char *id)
{
	struct post_fact fact = POST_FACT_INIT;

	fact.source = library_source_count(lib);
	fact.id = span_str(id);
	fact.title = fact.id;
	return library_add_post(lib, &fact);
}

/* A reader may ask for an address while a source is read. */
static void a_post_has_no_number_before_it_is_linked(void **state)
{
	struct library *lib = library_new();
	struct diags diags = { 0 };
	comment_id comment;
	post_id post, first, second;

	(void)state;
	library_add_source(lib, &(struct source_fact){ SPAN_LIT("test"), SPAN_LIT("test") });
	first = add_post(lib, "p1");
	assert_int_equal(library_post_number(lib, first, false), 0);
	assert_false(library_resolve(lib, SPAN_LIT("1"), false, &post, &comment));
	library_link(lib, &diags, true);
	assert_int_equal(library_post_number(lib, first, false), 1);
	second = add_post(lib, "p2");
	assert_int_equal(library_post_number(lib, second, false), 0);
	library_free(lib);
	diags_release(&diags);
}

/* Ten comments each on posts that are called by their addresses. */
static void add_comments_on(struct library *lib, unsigned first, unsigned last)
{
	struct comment_fact fact = COMMENT_FACT_INIT;
	char url[32];

	fact.source = 1;
	for (unsigned i = 0; i < 10 * (last - first + 1); i++) {
		fact.post_key = name_of_post(url, sizeof url, first + i / 10, 1);
		library_add_comment(lib, &fact);
		library_link_new(lib);
	}
}

static uint32_t thread_len(const struct library *lib, post_id post)
{
	uint32_t count;

	library_thread(lib, post, &count);
	return count;
}

static struct library *read_comments(struct diags *diags)
{
	struct library *lib = library_new();

	library_add_source(lib, &(struct source_fact){ SPAN_LIT("test"), SPAN_LIT("test") });
	add_comments_on(lib, 1, 2);
	library_link(lib, diags, false);
	model_check(lib);
	return lib;
}

static void posts_of_comments_are_guessed_meanwhile(void **state)
{
	struct diags diags = { 0 };
	struct library *lib = read_comments(&diags);

	(void)state;
	assert_int_equal(library_post_count(lib), 2);
	assert_int_equal(library_guess_count(lib), 2);
	assert_true(library_is_guess(lib, 2));
	assert_int_equal(thread_len(lib, 2), 10);
	add_comments_on(lib, 2, 3);
	assert_int_equal(library_post_count(lib), 3);
	assert_int_equal(thread_len(lib, 2), 20);
	assert_int_equal(diags.len, 0);
	library_link(lib, &diags, true);
	model_check(lib);
	assert_null(library_take_moves(lib));
	assert_int_equal(library_post_count(lib), 3);
	assert_int_equal(library_guess_count(lib), 0);
	assert_int_equal(library_post(lib, 2)->state, POST_MISSING);
	assert_int_equal(thread_len(lib, 2), 20);
	library_free(lib);
	diags_release(&diags);
}

/* It is the first post then, and what is a guess no more is behind it. */
static void a_guess_gives_way_to_its_post(void **state)
{
	struct diags diags = { 0 };
	struct library *lib = read_comments(&diags);
	struct post_fact fact = POST_FACT_INIT;
	post_id *moves;

	(void)state;
	fact.source = 1;
	fact.id = SPAN_LIT("p");
	fact.url = SPAN_LIT("http://example.org/2/");
	assert_int_equal(library_add_post(lib, &fact), 3);
	assert_false(library_is_guess(lib, 3));
	add_comments_on(lib, 4, 4);
	assert_int_equal(library_post_count(lib), 3);
	library_link(lib, &diags, true);
	model_check(lib);
	moves = library_take_moves(lib);
	assert_non_null(moves);
	assert_int_equal(moves[1], 2);
	assert_int_equal(moves[2], 1);
	assert_int_equal(moves[3], 1);
	assert_null(library_take_moves(lib));
	assert_int_equal(library_post_count(lib), 3);
	assert_string_equal(library_text(lib, library_post(lib, 1)->id).p, "p");
	assert_int_equal(thread_len(lib, 1), 10);
	assert_int_equal(thread_len(lib, 2), 10);
	free(moves);
	library_free(lib);
	diags_release(&diags);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(linking_on_the_way_changes_nothing),
		cmocka_unit_test(a_post_has_no_number_before_it_is_linked),
		cmocka_unit_test(posts_of_comments_are_guessed_meanwhile),
		cmocka_unit_test(a_guess_gives_way_to_its_post),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
