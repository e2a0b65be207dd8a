/* Linking while facts arrive must lead to what linking once at the end leads to: random
 * streams of facts are taken both ways. */
#include "config.h"

#include <stdio.h>

#include "moot/model/model.h"
#include "unit.h"

enum { STREAMS = 400, FACTS = 60, IDS = 24, POSTS = 3, TIMES = 30 };

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

	fact.source = 1;
	fact.id = name(id, sizeof id, 'p', roll(seed, POSTS));
	fact.title = fact.id;
	library_add_post(lib, &fact);
}

/* Ids come twice, with the same body or another; parents are missing, come later, are the
 * comment itself or a URL. */
static void add_random_comment(struct library *lib, unsigned *seed, unsigned salt)
{
	struct comment_fact fact = COMMENT_FACT_INIT;
	unsigned number = roll(seed, IDS), of_id = number * 7919 + salt;
	char id[8], url[8], parent[8], post[8], body[8];

	fact.source = 1;
	fact.id = name(id, sizeof id, 'c', number);
	fact.url = name(url, sizeof url, 'u', number);
	fact.body = name(body, sizeof body, 'b', roll(seed, 2));
	fact.published = date_from_unix_ms((1 + (int64_t)roll(&of_id, TIMES)) * 1000);
	if (roll(&of_id, 4))
		fact.parent_key = name(
		    parent, sizeof parent, roll(&of_id, 8) ? 'c' : 'u', roll(&of_id, IDS + 4));
	fact.post_key = name(post, sizeof post, 'p', roll(seed, POSTS));
	library_add_comment(lib, &fact);
}

/* How facts are taken; link_every 0: at the end only. */
struct steps {
	unsigned link_every;
	bool ahead;
};

static struct library *read_stream(unsigned seed, struct steps steps, struct diags *diags)
{
	struct library *lib = library_new();
	unsigned salt = seed;
	struct source_fact fact = { SPAN_LIT("test.xml"), SPAN_LIT("test") };

	library_add_source(lib, &fact);
	for (unsigned i = 1; i <= FACTS; i++) {
		if (roll(&seed, 6))
			add_random_comment(lib, &seed, salt);
		else
			add_random_post(lib, &seed);
		if (steps.ahead)
			library_link_ahead(lib);
		if (steps.link_every && i % steps.link_every == 0) {
			library_link(lib, diags, false);
			model_check(lib);
		}
	}
	library_link(lib, diags, true);
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
		struct library *once = read_stream(seed, (struct steps){ 0 }, &once_diags);
		struct steps steps = { .link_every = 1 + seed % 16, .ahead = seed / 16 % 2 };
		struct library *often = read_stream(seed, steps, &often_diags);
		struct buf expect = BUF_INIT, got = BUF_INIT;

		add_outlines(&expect, once);
		add_outlines(&got, often);
		assert_string_equal(buf_str(&got), buf_str(&expect));
		buf_release(&expect);
		buf_release(&got);
		library_free(once);
		library_free(often);
		diags_release(&once_diags);
		diags_release(&often_diags);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(linking_on_the_way_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
