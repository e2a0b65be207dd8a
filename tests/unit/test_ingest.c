#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "moot/base/xalloc.h"
#include "moot/ingest/ingest.h"
#include "tarball.h"
#include "unit.h"

#define FEED(title) "<rss><channel><item><title>" title "</title></item></channel></rss>"

struct reading {
	struct library *lib;
	struct diags diags;
	struct ingest *in;
};

static struct reading *begin(const struct ingest_opts *opts)
{
	struct reading *r = xcalloc(1, sizeof *r);

	r->lib = library_new();
	r->in = ingest_new(r->lib, &r->diags, opts);
	return r;
}

static void end(struct reading *r)
{
	ingest_free(r->in);
	library_free(r->lib);
	diags_release(&r->diags);
	free(r);
}

static void add(struct reading *r, const char *name, const char *text)
{
	ingest_add_memory(r->in, name, span_str(text));
}

static void assert_title(const struct reading *r, post_id post, const char *title)
{
	assert_true(span_eq_str(library_text(r->lib, library_post(r->lib, post)->title), title));
}

static void assert_said(
    const struct reading *r, size_t row, enum diag_code code, uint32_t source, const char *part)
{
	assert_true(row < r->diags.len);
	assert_int_equal(r->diags.rows[row].code, code);
	assert_int_equal(r->diags.rows[row].source, source);
	assert_non_null(strstr(r->diags.rows[row].detail, part));
}

static void sources_are_read_one_after_the_other(void **state)
{
	struct reading *r = begin(NULL);
	struct ingest_progress p;
	int steps = 0;

	(void)state;
	add(r, "a", FEED("one"));
	add(r, "b", FEED("two"));
	p = ingest_progress(r->in);
	assert_int_equal(p.source_count, 2);
	assert_int_equal(p.total_bytes, 2 * strlen(FEED("one")));
	while (ingest_step(r->in) == INGEST_MORE)
		steps++;
	assert_true(steps > 2);
	assert_int_equal(ingest_step(r->in), INGEST_DONE);
	p = ingest_progress(r->in);
	assert_true(p.done);
	assert_int_equal(p.read_bytes, p.total_bytes);
	assert_int_equal(p.source, 2);
	assert_int_equal(library_source_count(r->lib), 2);
	assert_title(r, 1, "one");
	assert_title(r, 2, "two");
	assert_false(library_is_dirty(r->lib));
	assert_int_equal(r->diags.len, 0);
	end(r);
}

static void what_was_read_is_linked_on_the_way(void **state)
{
	struct reading *r = begin(NULL);
	struct buf text = BUF_INIT;
	uint32_t threads = 0;

	(void)state;
	buf_add_str(&text, "<rss><channel><item><title>p</title><guid>p</guid></item>");
	for (int i = 0; i < 4000; i++)
		buf_addf(&text,
	    "<item><guid>%d</guid><thr:in-reply-to ref='p'/><description>some "
	    "text</description></item>",
		    i);
	add(r, "a", buf_str(&text));
	while (!threads && ingest_step(r->in) == INGEST_MORE)
		if (library_post_count(r->lib) > 0)
			library_thread(r->lib, 1, &threads);
	assert_in_range(threads, 1, 3999);
	ingest_run(r->in);
	library_thread(r->lib, 1, &threads);
	assert_int_equal(threads, 4000);
	buf_release(&text);
	end(r);
}

static void a_cancelled_ingest_keeps_what_it_has(void **state)
{
	struct reading *r = begin(NULL);
	struct buf text = BUF_INIT;

	(void)state;
	buf_add_str(&text, "<rss><channel>");
	for (int i = 0; i < 10000; i++)
		buf_add_str(&text, "<item><title>a title of some length</title></item>");
	add(r, "a", buf_str(&text));
	add(r, "b", FEED("two"));
	for (int i = 0; i < 4; i++)
		assert_int_equal(ingest_step(r->in), INGEST_MORE);
	ingest_cancel(r->in);
	ingest_run(r->in);
	assert_int_equal(ingest_step(r->in), INGEST_DONE);
	assert_in_range(library_post_count(r->lib), 100, 9999);
	assert_int_equal(library_source_count(r->lib), 1);
	model_check(r->lib);
	buf_release(&text);
	end(r);
}

/* A post, replies to it, and one to a comment that never comes. */
static void add_replies(struct buf *text, int count)
{
	buf_add_str(text, "<rss><channel><item><title>p</title><guid>p</guid></item>");
	for (int i = 0; i < count; i++)
		buf_addf(text, "<item><guid>c%d</guid><thr:in-reply-to ref='%s%.0d'/>"
		    "<description>some text</description></item>", i, i % 2 ? "p" : "c",
		    i % 2 ? 0 : i + 1);
}

/* Whether or not it is linked just then. */
static void a_cancelled_ingest_is_linked_in_steps(void **state)
{
	struct buf text = BUF_INIT;

	(void)state;
	add_replies(&text, 20000);
	for (int read_steps = 2; read_steps < 40; read_steps++) {
		struct reading *r = begin(NULL);
		unsigned steps = 0;

		add(r, "a", buf_str(&text));
		for (int i = 0; i < read_steps; i++)
			assert_int_equal(ingest_step(r->in), INGEST_MORE);
		ingest_cancel(r->in);
		while (ingest_step(r->in) == INGEST_MORE)
			steps++;
		assert_in_range(library_comment_count(r->lib), 1, 19999);
		assert_true(steps > 0);
		assert_false(library_is_dirty(r->lib));
		model_check(r->lib);
		end(r);
	}
	buf_release(&text);
}

static void no_source_at_all_is_done_at_once(void **state)
{
	struct reading *r = begin(NULL);

	(void)state;
	assert_int_equal(ingest_step(r->in), INGEST_DONE);
	assert_int_equal(ingest_fd(r->in), -1);
	end(r);
	ingest_free(NULL);
}

static void what_cannot_be_read_is_described(void **state)
{
	static const struct {
		const char *text;
		enum diag_code code;
		const char *part;
	} cases[] = {
		{ "", DIAG_CODE_EMPTY, "no text" },
		{ " \n\t", DIAG_CODE_EMPTY, "no text" },
		{ "%PDF-1.4", DIAG_CODE_UNKNOWN_FORMAT, "a PDF file" },
		{ "GIF89a", DIAG_CODE_UNKNOWN_FORMAT, "a GIF image" },
		{ "<opml><x/></opml>", DIAG_CODE_UNKNOWN_FORMAT, "XML with the root <opml>" },
		{ "Sorry. <body><title>No \x1b such\n page</title></html>",
		    DIAG_CODE_UNKNOWN_FORMAT, "an HTML page titled \"No such page\"" },
		{ "<rss><channel/></rss>", DIAG_CODE_NO_POSTS, "no post" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct reading *r = begin(NULL);
		add(r, "x", cases[i].text);
		ingest_run(r->in);
		assert_said(r, r->diags.len - 1, cases[i].code, 1, cases[i].part);
		assert_int_equal(library_post_count(r->lib), 0);
		end(r);
	}
}

static void a_format_can_be_forced(void **state)
{
	const struct ingest_opts opts = { .from = ingest_format_find("feed") };
	struct reading *r = begin(&opts);

	(void)state;
	add(r, "x",
	    "<feed><id>tag:blogger.com,1999:blog-7.archive</id><entry><title>"
	    "t</title></entry></feed>");
	ingest_run(r->in);
	assert_true(span_eq_str(library_text(r->lib, library_source(r->lib, 1)->format), "atom"));
	end(r);
}

static void unreadable_sources_do_not_stop_the_others(void **state)
{
	struct reading *r = begin(NULL);

	(void)state;
	ingest_add(r->in, "no/such/file");
	add(r, "b", FEED("two"));
	ingest_run(r->in);
	assert_said(r, 0, DIAG_CODE_UNREADABLE, 1, "cannot be opened");
	assert_title(r, 1, "two");
	end(r);
}

static void write_file(const char *directory, const char *name, const char *text)
{
	char *path = xasprintf("%s/%s", directory, name);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	free(path);
}

static void make_directory(const char *directory, const char *name)
{
	char *path = xasprintf("%s/%s", directory, name);

	assert_int_equal(mkdir(path, 0700), 0);
	free(path);
}

static void remove_tree(const char *directory)
{
	static const char *const names[] = { "b.xml", "a.xml", ".hidden.xml", "c/d.xml",
		"c/e/f.xml", "z.pdf", "c/e", "c", "." };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char *path = xasprintf("%s/%s", directory, names[i]);
		if (unlink(path) != 0 && rmdir(path) != 0)
			rmdir(directory);
		free(path);
	}
}

/* In order of name, without hidden files, one level down; others are passed over. */
static void a_directory_is_all_its_files(void **state)
{
	char directory[] = "ingest-XXXXXX";
	struct reading *r = begin(NULL);

	(void)state;
	assert_non_null(mkdtemp(directory));
	make_directory(directory, "c");
	make_directory(directory, "c/e");
	write_file(directory, "b.xml", FEED("2"));
	write_file(directory, "a.xml", FEED("1"));
	write_file(directory, ".hidden.xml", FEED("no"));
	write_file(directory, "c/d.xml", FEED("3"));
	write_file(directory, "c/e/f.xml", FEED("no"));
	write_file(directory, "z.pdf", "%PDF");
	ingest_add(r->in, directory);
	ingest_run(r->in);
	remove_tree(directory);
	assert_int_equal(library_post_count(r->lib), 3);
	assert_title(r, 1, "1");
	assert_title(r, 2, "2");
	assert_title(r, 3, "3");
	assert_int_equal(r->diags.len, 1);
	assert_said(r, 0, DIAG_CODE_SKIPPED, 4, "a PDF file");
	assert_int_equal(diags_worst(&r->diags), DIAG_NOTE);
	end(r);
}

#ifdef HAVE_LIBARCHIVE

static void each_file_of_an_archive_is_a_source(void **state)
{
	struct reading *r = begin(NULL);
	struct buf tar = BUF_INIT;

	(void)state;
	add_tar_entry(&tar, "b", '0', FEED("one"));
	add_tar_entry(&tar, "picture", '0', "GIF89a");
	add_tar_entry(&tar, "nothing", '0', "");
	add_tar_entry(&tar, "z", '0', "PK\x03\x04");
	add_tar_entry(&tar, "a", '0', FEED("two"));
	end_tar(&tar);
	ingest_add_memory(r->in, "x.tar", buf_span(&tar));
	add(r, "y", FEED("three"));
	ingest_run(r->in);
	assert_int_equal(library_source_count(r->lib), 6);
	assert_true(span_eq_str(
	    library_text(r->lib, library_source(r->lib, 1)->name), "x.tar/b"));
	assert_true(span_eq_str(
	    library_text(r->lib, library_source(r->lib, 5)->name), "x.tar/a"));
	assert_true(span_eq_str(library_text(r->lib, library_source(r->lib, 6)->name), "y"));
	assert_title(r, 1, "one");
	assert_title(r, 2, "two");
	assert_title(r, 3, "three");
	assert_int_equal(library_post(r->lib, 2)->source, 5);
	assert_said(r, 0, DIAG_CODE_SKIPPED, 2, "a GIF image");
	assert_said(r, 1, DIAG_CODE_SKIPPED, 3, "no text");
	assert_said(r, 2, DIAG_CODE_CONTROL_DROPPED, 4, "2 control characters");
	assert_said(r, 3, DIAG_CODE_UNKNOWN_FORMAT, 4, "a zip archive inside of another");
	assert_int_equal(r->diags.len, 4);
	buf_release(&tar);
	end(r);
}

#endif

static void a_pipe_is_waited_for(void **state)
{
	struct reading *r = begin(NULL);
	int ends[2], saved = dup(STDIN_FILENO);

	(void)state;
	assert_int_equal(pipe(ends), 0);
	dup2(ends[0], STDIN_FILENO);
	ingest_add(r->in, "-");
	assert_int_equal(ingest_step(r->in), INGEST_MORE);
	assert_int_equal(ingest_step(r->in), INGEST_WAIT);
	assert_int_equal(ingest_fd(r->in), STDIN_FILENO);
	assert_int_equal(write(ends[1], FEED("p"), strlen(FEED("p"))), strlen(FEED("p")));
	close(ends[1]);
	ingest_run(r->in);
	assert_title(r, 1, "p");
	dup2(saved, STDIN_FILENO);
	close(saved);
	close(ends[0]);
	end(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sources_are_read_one_after_the_other),
		cmocka_unit_test(what_was_read_is_linked_on_the_way),
		cmocka_unit_test(a_cancelled_ingest_keeps_what_it_has),
		cmocka_unit_test(a_cancelled_ingest_is_linked_in_steps),
		cmocka_unit_test(no_source_at_all_is_done_at_once),
		cmocka_unit_test(what_cannot_be_read_is_described),
		cmocka_unit_test(a_format_can_be_forced),
		cmocka_unit_test(unreadable_sources_do_not_stop_the_others),
		cmocka_unit_test(a_directory_is_all_its_files),
#ifdef HAVE_LIBARCHIVE
		cmocka_unit_test(each_file_of_an_archive_is_a_source),
#endif
		cmocka_unit_test(a_pipe_is_waited_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
