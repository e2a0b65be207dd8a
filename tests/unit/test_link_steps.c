/* Linking while facts arrive, in steps of any size, must lead to what linking once at the end
 * leads to: random streams of facts, of one source or two, are taken both ways. */
#include "config.h"

#include <stdio.h>

#include "moot/model/model.h"
#include "unit.h"

enum { STREAMS = 2000, FACTS = 60, IDS = 24, POSTS = 3, TIMES = 30 };

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

static void add_random_post(struct library *lib, unsigned *seed)
{
	struct post_fact fact = POST_FACT_INIT;
	char id[8];

	fact.source = library_source_count(lib);
	fact.id = name(id, sizeof id, 'p', roll(seed, POSTS));
	fact.title = fact.id;
	library_add_post(lib, &fact);
}

/* Ids come twice, with the same body or another; parents are missing, come later, are the
 * comment itself or a URL, or are given as rows.  In two sources an id means two comments,
 * or the same. */
static void add_random_comment(struct library *lib, unsigned *seed, unsigned salt)
{
	struct comment_fact fact = COMMENT_FACT_INIT;
	unsigned number = roll(seed, IDS), of_id = number * 7919 + salt;
	char id[8], url[8], parent[8], post[8], body[8];

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
	fact.post_key = name(post, sizeof post, 'p', roll(seed, POSTS));
	library_add_comment(lib, &fact);
}

/* How facts are taken; link_every 0: at the end only, all at once. */
struct steps {
	unsigned link_every;
	bool as_they_come;
	bool two_sources;
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
		if (roll(&seed, 6))
			add_random_comment(lib, &seed, salt);
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

static void add_outline(struct buf *out, const struct library *lib, post_id post)
{
	uint32_t count;
	const struct thread_item *items = library_thread(lib, post, &count);

	buf_add_span(out, library_text(lib, library_post(lib, post)->id));
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

static void linking_on_the_way_changes_nothing(void **state)
{
	(void)state;
	for (unsigned seed = 0; seed < STREAMS; seed++) {
		struct diags once_diags = { 0 }, often_diags = { 0 };
		struct steps steps = { .two_sources = seed % 3 == 0, .rows = SIZE_MAX };
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(linking_on_the_way_changes_nothing),
		cmocka_unit_test(a_post_has_no_number_before_it_is_linked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
