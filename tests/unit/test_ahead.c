/* Keys that are typed faster than texts are searched, or read. */
#include "config.h"

#include <string.h>

#include "app/session.h"
#include "moot/base/buf.h"
#include "moot/ingest/ingest.h"
#include "unit.h"

struct fixture {
	struct library *lib;
	struct diags diags;
	struct term *term;
	struct session *s;
};

/* A short post with a needle, and a very long one with two. */
static void add_posts(struct buf *text)
{
	buf_add_str(text, "Friday, 20 June 2014\n\nOne\n\nA needle.\n\n"
	    "Thursday, 19 June 2014\n\nTwo\n\n");
	for (int line = 0; line < 6000; line++)
		buf_addf(text, "This is line %d%s of a long text.\n", line,
		    line == 4000 || line == 5000 ? ", with a needle," : "");
}

static void open_session(struct fixture *f)
{
	struct buf text = BUF_INIT;
	struct ingest *in;

	*f = (struct fixture){ .lib = library_new(), .term = term_open_memory(80, 24) };
	add_posts(&text);
	in = ingest_new(f->lib, &f->diags, NULL);
	ingest_add_memory(in, "posts", buf_span(&text));
	ingest_run(in);
	ingest_free(in);
	buf_release(&text);
	f->s = reader_open(&(struct reader_opts){ .lib = f->lib, .diags = &f->diags }, f->term);
	reader_settle(f->s);
}

static void close_session(struct fixture *f)
{
	reader_close(f->s);
	term_close(f->term);
	library_free(f->lib);
	diags_release(&f->diags);
}

/* All at once, before any work. */
static void type(struct fixture *f, const char *names)
{
	struct span rest = span_str(names), name;
	struct key key;

	while (span_split(&rest, ' ', &name)) {
		assert_true(key_parse(name, &key));
		term_push_key(f->term, key);
	}
	reader_answer(f->s);
}

static void press(struct fixture *f, const char *names)
{
	type(f, names);
	reader_settle(f->s);
}

static void assert_at_hit(const struct fixture *f, size_t nth, const char *said)
{
	assert_int_equal(f->s->body.post, 2);
	assert_int_equal(f->s->finder.current, nth);
	assert_false(post_body_at_start(&f->s->body));
	assert_string_equal(buf_str(&f->s->message), said);
}

#define SEARCH "F3 / n e e d l e Enter"

static void the_next_hit_is_waited_for(void **state)
{
	struct fixture f;

	(void)state;
	open_session(&f);
	press(&f, SEARCH);
	press(&f, "] n");
	assert_at_hit(&f, 0, "");
	press(&f, "n");
	assert_at_hit(&f, 1, "");
	press(&f, "n");
	assert_at_hit(&f, 0, "searched past the end: first hit");
	close_session(&f);
}

static void so_is_the_one_before(void **state)
{
	struct fixture f;

	(void)state;
	open_session(&f);
	press(&f, SEARCH);
	press(&f, "] N");
	assert_at_hit(&f, 1, "searched past the start: last hit");
	press(&f, "N");
	assert_at_hit(&f, 0, "");
	close_session(&f);
}

static void nothing_is_found_only_when_all_was_searched(void **state)
{
	struct fixture f;

	(void)state;
	open_session(&f);
	press(&f, "F3 / A Space n e e d l e \\ . Enter");
	type(&f, "] n");
	assert_int_equal(f.s->message.len, 0);
	reader_settle(f.s);
	assert_string_equal(buf_str(&f.s->message),
	    "nothing found in this post and its thread: A needle\\.");
	close_session(&f);
}

static void a_hit_is_not_waited_for_in_another_post(void **state)
{
	struct fixture f;

	(void)state;
	open_session(&f);
	press(&f, SEARCH " ]");
	assert_int_equal(f.s->body.post, 2);
	assert_int_equal(f.s->finder.count, 2);
	assert_true(post_body_at_start(&f.s->body));
	close_session(&f);
}

/* What is found by the way is told as well: the screen has to show it. */
static void going_to_a_hit_is_work(void **state)
{
	struct fixture f;
	bool wanted;

	(void)state;
	open_session(&f);
	type(&f, SEARCH);
	search_again(f.s);
	assert_true(f.s->finder.done);
	assert_true(search_step(f.s, 1, &wanted));
	assert_true(wanted);
	assert_int_equal(f.s->finder.current, 0);
	assert_false(search_step(f.s, 1, &wanted));
	close_session(&f);
}

/* A post with so many replies. */
static void add_thread(struct buf *text, int replies)
{
	buf_add_str(text, "<rss><channel><item><title>p</title><guid>p</guid></item>");
	for (int i = 1; i <= replies; i++)
		buf_addf(text, "<item><guid>c%d</guid><thr:in-reply-to ref='p'/><description>"
		    "I was here before anybody else, and that is what comment 1 is about."
		    "</description></item>", i);
	buf_add_str(text, "</channel></rss>");
}

/* One source is read, another is not. */
static void open_while_loading(struct fixture *f, struct ingest **in, int replies)
{
	struct buf text = BUF_INIT;

	*f = (struct fixture){ .lib = library_new(), .term = term_open_memory(80, 24) };
	add_thread(&text, replies);
	*in = ingest_new(f->lib, &f->diags, NULL);
	ingest_add_memory(*in, "thread", buf_span(&text));
	ingest_add_memory(*in, "more", SPAN_LIT("Friday, 20 June 2014\n\nMore\n\nText.\n"));
	while (ingest_progress(*in).source == 0)
		assert_int_equal(ingest_step(*in), INGEST_MORE);
	buf_release(&text);
	f->s = reader_open(&(struct reader_opts){ .lib = f->lib, .diags = &f->diags, .in = *in },
	    f->term);
	f->s->stepped = true;
}

/* A key does not wait for a large thread to be read. */
static void references_are_found_in_steps_while_loading(void **state)
{
	enum { REPLIES = 3000 };
	struct fixture f;
	struct ingest *in;
	bool changed = false;
	int steps = 0;

	(void)state;
	open_while_loading(&f, &in, REPLIES);
	type(&f, "F4 J J r");
	assert_int_equal(f.s->thread.outline.count, REPLIES);
	assert_null(f.s->references.refs);
	while (references_step(f.s, &changed))
		steps++;
	assert_true(f.s->loading);
	assert_true(steps > 10);
	assert_true(changed);
	assert_non_null(f.s->references.refs);
	assert_int_equal(f.s->thread.cursor, 0);
	close_session(&f);
	ingest_free(in);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_next_hit_is_waited_for),
		cmocka_unit_test(so_is_the_one_before),
		cmocka_unit_test(nothing_is_found_only_when_all_was_searched),
		cmocka_unit_test(a_hit_is_not_waited_for_in_another_post),
		cmocka_unit_test(going_to_a_hit_is_work),
		cmocka_unit_test(references_are_found_in_steps_while_loading),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
