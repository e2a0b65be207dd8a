/* What comes back from the cache is what went there, or nothing. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "../lib/own_dir.h"
#include "everything.h"
#include "moot/base/xalloc.h"
#include "moot/model/image.h"
#include "store/snapshot_priv.h"
#include "unit.h"

enum { LIMIT_BYTES = 1 << 20 };

static char dir[] = "test_snapshot.XXXXXX";
static char *blog, *file; /* the directory, a source in it, and its snapshot */
static struct library *lib;        /* what is written */
static struct diags diags;         /* of it */
static struct diags said;          /* when it is opened */
static struct state_keys keys;     /* of the one that was opened last */
static struct image_more more;     /* beside it */

static void write_bytes(const char *path, struct span bytes)
{
	FILE *out = fopen(path, "wb");

	assert_non_null(out);
	assert_int_equal(fwrite(bytes.p, 1, bytes.len, out), bytes.len);
	fclose(out);
}

/* Long ago, as a snapshot is only made of files that have settled. */
static void set_age(const char *path, int seconds)
{
	struct timespec now, times[2];

	clock_gettime(CLOCK_REALTIME, &now);
	now.tv_sec -= seconds;
	times[0] = times[1] = now;
	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static struct snapshot_key *key_for(const char *path, const char *options)
{
	struct snapshot_key *key = snapshot_key_new(span_str(options));

	assert_true(snapshot_key_add(key, path));
	return key;
}

static void write_snapshot(void)
{
	struct snapshot_key *key = key_for(blog, "");
	char *name = snapshot_file_name(key);

	assert_true(snapshot_key_holds(key));
	assert_true(snapshot_write(dir, key, lib, &diags, NULL, LIMIT_BYTES));
	free(file);
	file = xasprintf("%s/%s", dir, name);
	free(name);
	snapshot_key_free(key);
}

static struct library *open_with(const char *path, const char *options)
{
	struct snapshot_key *key = key_for(path, options);
	struct library *opened;

	diags_release(&said);
	opened = snapshot_open(dir, key, &said, &keys, &more);
	snapshot_key_free(key);
	return opened;
}

static int setup(void **state)
{
	(void)state;
	if (!own_dir_make(dir))
		return -1;
	blog = xasprintf("%s/blog", dir);
	write_bytes(blog, SPAN_LIT("a blog\n"));
	set_age(blog, 60);
	lib = library_of_everything(&diags);
	library_rename_source(lib, 1, span_str(blog));
	write_snapshot();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	if (!own_dir_remove(dir))
		return -1;
	free(blog);
	free(file);
	file = NULL;
	library_free(lib);
	diags_release(&diags);
	diags_release(&said);
	return 0;
}

/* ---- what comes back ---- */

static bool same_text(const struct library *other, text_ref theirs, text_ref ours)
{
	struct span a = library_text(other, theirs), b = library_text(lib, ours);

	return span_is_none(a) == span_is_none(b) && span_eq(a, b);
}

static bool same_date(struct date a, struct date b)
{
	return a.unix_s == b.unix_s && a.precision == b.precision && a.offset_min == b.offset_min
	    && a.offset_known == b.offset_known;
}

static bool same_comment(const struct library *other, comment_id id)
{
	const struct comment_row *a = library_comment(other, id), *b = library_comment(lib, id);

	return same_text(other, a->id, b->id) && same_text(other, a->author, b->author)
	    && same_text(other, a->body, b->body) && same_date(a->published, b->published)
	    && a->parent == b->parent && a->ordinal == b->ordinal && a->state == b->state
	    && a->visible == b->visible && a->post == b->post && a->absorbed == b->absorbed;
}

static bool same_thread(const struct library *other, post_id post)
{
	uint32_t count, ours;
	const struct thread_item *a = library_thread(other, post, &count);
	const struct thread_item *b = library_thread(lib, post, &ours);
	bool same = count == ours;

	for (uint32_t i = 0; same && i < count; i++)
		same = a[i].comment == b[i].comment && a[i].depth == b[i].depth
		    && a[i].size == b[i].size && same_comment(other, a[i].comment);
	return same;
}

static bool same_post(const struct library *other, post_id id)
{
	const struct post_row *a = library_post(other, id), *b = library_post(lib, id);
	bool same = a->label_count == b->label_count;

	for (uint32_t i = 0; same && i < a->label_count; i++)
		same = span_eq(library_label(other, a->first_label + i),
		    library_label(lib, b->first_label + i));
	return same && same_text(other, a->id, b->id) && same_text(other, a->title, b->title)
	    && same_text(other, a->body, b->body) && same_text(other, a->url, b->url)
	    && same_date(a->published, b->published) && a->state == b->state
	    && a->shown_len == b->shown_len
	    && library_post_number(other, id, false) == library_post_number(lib, id, false)
	    && same_thread(other, id);
}

static bool same_library(const struct library *other)
{
	bool same = library_post_count(other) == library_post_count(lib)
	    && library_comment_count(other) == library_comment_count(lib)
	    && library_source_count(other) == library_source_count(lib)
	    && same_text(other, library_source(other, 1)->name, library_source(lib, 1)->name);

	for (post_id p = 1; same && p <= library_post_count(lib); p++)
		same = same_post(other, p);
	return same;
}

static bool is_whole(const struct library *opened)
{
	bool whole = library_check_posts(opened);

	for (post_id p = 1; p <= library_post_count(opened); p++)
		whole &= library_check_post(opened, p);
	return whole && !library_is_damaged(opened);
}

static void what_was_read_comes_back(void **state)
{
	struct library *opened = open_with(blog, "");

	(void)state;
	assert_non_null(opened);
	assert_true(is_whole(opened));
	assert_true(same_library(opened));
	model_check(opened);
	library_free(opened);
}

static void findings_come_back(void **state)
{
	struct library *opened;

	(void)state;
	diag_add(&diags, DIAG_CODE_CACHE, 0, 0, "about a snapshot before");
	write_snapshot();
	opened = open_with(blog, "");
	assert_non_null(opened);
	assert_int_equal(said.len, diags.len - 1);
	for (size_t i = 0; i < said.len; i++) {
		assert_int_equal(said.rows[i].code, diags.rows[i].code);
		assert_string_equal(said.rows[i].detail, diags.rows[i].detail);
	}
	library_free(opened);
}

static void a_file_may_be_called_by_another_name(void **state)
{
	char *other = xasprintf("./%s", blog);
	struct library *opened = open_with(other, "");

	(void)state;
	assert_non_null(opened);
	assert_true(span_eq_str(library_text(opened, library_source(opened, 1)->name), other));
	assert_true(is_whole(opened));
	library_free(opened);
	free(other);
}

static void an_empty_library_comes_back(void **state)
{
	struct library *opened;

	(void)state;
	library_free(lib);
	lib = library_new();
	diags_release(&diags);
	library_link(lib, &diags, true);
	write_snapshot();
	opened = open_with(blog, "");
	assert_non_null(opened);
	assert_int_equal(library_post_count(opened), 0);
	library_free(opened);
}

static void files_are_private(void **state)
{
	struct stat st;

	(void)state;
	assert_int_equal(stat(file, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

/* ---- the reading state by the keys that were kept ---- */

static bool load_nothing(void *user, const char *from, size_t len_bytes)
{
	(void)user;
	(void)from;
	return len_bytes == 0;
}

/* Comment 2 was read, and is where the reader was. */
static void leave_state(const char *path)
{
	char *trouble;
	struct state *s = state_open(path, &trouble);
	struct place place = { .post = 1, .comment = 2, .text_offset_bytes = 3 };

	state_begin(s, SPAN_LIT("blog"), 1000000, &trouble);
	state_match(s, lib, true);
	state_set_read(s, lib, 2, true);
	state_set_place(s, &place);
	assert_int_equal(state_save(s, lib, 1000000, true, &trouble), STATE_SAVED);
	state_close(s);
}

static void find_state(const char *path, const struct library *opened)
{
	char *trouble;
	struct state *s = state_open(path, &trouble);
	struct place place;

	state_take_keys(s, &keys);
	assert_true(state_begin(s, SPAN_LIT("blog"), 2000000, &trouble));
	state_match(s, opened, true);
	assert_true(state_last_place(s, opened, &place));
	assert_int_equal(place.comment, 2);
	assert_int_equal(place.text_offset_bytes, 3);
	assert_false(state_is_read(s, 2));
	while (state_step(s, opened, &trouble))
		assert_null(trouble);
	assert_true(state_is_read(s, 2));
	assert_false(state_is_read(s, 1));
	assert_int_equal(state_new_count(s, opened, 1), 0);
	assert_true(state_place(s, opened, 1, &place));
	assert_int_equal(place.comment, 2);
	state_close(s);
}

static void the_place_is_known_before_all_comments_are(void **state)
{
	char *path = xasprintf("%s/state.db", dir);
	struct library *opened = open_with(blog, "");

	(void)state;
	assert_non_null(opened);
	leave_state(path);
	find_state(path, opened);
	keys.load = load_nothing; /* then they are made anew */
	find_state(path, opened);
	library_free(opened);
	free(path);
}

/* ---- what is of no use ---- */

/* The finding is the only one, and says so. */
static void is_refused(const char *path, const char *options, const char *why)
{
	struct library *opened = open_with(path, options);

	assert_null(opened);
	assert_int_equal(said.len, 1);
	assert_int_equal(said.rows[0].code, DIAG_CODE_CACHE);
	assert_non_null(strstr(said.rows[0].detail, why));
}

static void changed_sources_are_read_again(void **state)
{
	(void)state;
	write_bytes(blog, SPAN_LIT("another\n"));
	set_age(blog, 60);
	is_refused(blog, "", "sources have changed");
	write_bytes(blog, SPAN_LIT("a blog\n"));
	set_age(blog, 59);
	is_refused(blog, "", "sources have changed");
}

static void other_options_have_other_snapshots(void **state)
{
	(void)state;
	assert_null(open_with(blog, "from text"));
	assert_int_equal(said.len, 0);
}

static void what_others_may_write_is_refused(void **state)
{
	(void)state;
	assert_int_equal(chmod(file, 0620), 0);
	is_refused(blog, "", "private");
}

static void read_bytes(struct buf *bytes)
{
	FILE *in = fopen(file, "rb");
	char block[4096];
	size_t got;

	assert_non_null(in);
	buf_clear(bytes);
	while ((got = fread(block, 1, sizeof block, in)) > 0)
		buf_add(bytes, block, got);
	fclose(in);
}

static void put_bytes(const struct buf *bytes)
{
	unlink(file);
	write_bytes(file, buf_span(bytes));
	assert_int_equal(chmod(file, 0600), 0);
}

/* Opened, it is the same, or known to be damaged; else that is said. */
static bool holds_no_lie(void)
{
	struct library *opened = open_with(blog, "");
	bool ok;

	if (!opened)
		return said.len == 1 && said.rows[0].code == DIAG_CODE_CACHE;
	ok = !is_whole(opened) || same_library(opened);
	library_free(opened);
	return ok;
}

static void a_changed_byte_is_noticed(void **state)
{
	struct buf bytes = BUF_INIT;

	(void)state;
	read_bytes(&bytes);
	for (size_t i = 0; i < bytes.len; i += i < sizeof(struct snapshot_header) ? 1 : 61) {
		bytes.data[i] ^= 0x10;
		put_bytes(&bytes);
		if (!holds_no_lie())
			fail_msg("byte %zu was changed, and nobody noticed", i);
		bytes.data[i] ^= 0x10;
	}
	buf_release(&bytes);
}

static void a_cut_file_is_refused(void **state)
{
	struct buf bytes = BUF_INIT;
	size_t whole;

	(void)state;
	read_bytes(&bytes);
	whole = bytes.len;
	for (size_t len = 0; len < whole; len += 509) {
		bytes.len = len;
		put_bytes(&bytes);
		is_refused(blog, "", "damaged");
	}
	buf_release(&bytes);
}

static void other_machines_and_versions_are_refused(void **state)
{
	struct snapshot_header h;
	struct buf bytes = BUF_INIT;

	(void)state;
	read_bytes(&bytes);
	for (int i = 0; i < 3; i++) {
		memcpy(&h, bytes.data, sizeof h);
		h.byte_order = i == 0 ? __builtin_bswap32(h.byte_order) : h.byte_order;
		h.version += i == 1;
		h.layout += i == 2;
		h.checksum = snapshot_header_checksum(&h);
		unlink(file);
		memcpy(bytes.data, &h, sizeof h);
		put_bytes(&bytes);
		is_refused(blog, "", "version");
		read_bytes(&bytes);
		h.byte_order = SNAPSHOT_BYTE_ORDER;
		h.version -= i == 1;
		h.layout -= i == 2;
		memcpy(bytes.data, &h, sizeof h);
	}
	buf_release(&bytes);
}

static void a_file_cut_while_it_is_read_is_no_crash(void **state)
{
	struct library *opened = open_with(blog, "");

	(void)state;
	assert_non_null(opened);
	assert_int_equal(truncate(file, 0), 0);
	assert_false(is_whole(opened));
	library_free(opened);
}

static void what_was_read_stays_what_it_was(void **state)
{
	struct library *opened = open_with(blog, "");

	(void)state;
	assert_non_null(opened);
	assert_true(is_whole(opened));
	assert_int_equal(truncate(file, 0), 0);
	assert_true(is_whole(opened));
	assert_true(same_library(opened));
	library_free(opened);
}

/* ---- when, and how much ---- */

static void a_source_that_may_still_change_is_not_kept(void **state)
{
	struct snapshot_key *key;

	(void)state;
	set_age(blog, 0);
	key = key_for(blog, "");
	assert_false(snapshot_key_holds(key));
	snapshot_key_free(key);
	set_age(blog, 60);
	key = key_for(blog, "");
	assert_true(snapshot_key_holds(key));
	set_age(blog, 30);
	assert_false(snapshot_key_holds(key));
	unlink(blog);
	assert_false(snapshot_key_holds(key));
	snapshot_key_free(key);
}

static void what_is_no_file_has_no_snapshot(void **state)
{
	struct snapshot_key *key = snapshot_key_new(SPAN_LIT(""));

	(void)state;
	assert_false(snapshot_key_add(key, dir));
	assert_false(snapshot_key_add(key, "/dev/null"));
	assert_false(snapshot_key_add(key, "not there"));
	snapshot_key_free(key);
}

static char *make_kept(const char *name, size_t bytes, int age_s)
{
	char *path = xasprintf("%s/%s", dir, name);

	write_bytes(path, SPAN_LIT("x"));
	assert_int_equal(truncate(path, (off_t)bytes), 0);
	set_age(path, age_s);
	return path;
}

static bool is_there(const char *path)
{
	return access(path, F_OK) == 0;
}

static void what_was_not_used_for_longest_goes_first(void **state)
{
	char *old = make_kept(SNAPSHOT_PREFIX "1", 1000, 7000);
	char *older = make_kept(SNAPSHOT_PREFIX "2", 1000, 8000);
	char *other = make_kept("other", 1000, 9000);
	char *unfinished = make_kept(SNAPSHOT_PREFIX "3.abcdef", 1000, 9000);
	struct stat st;

	(void)state;
	assert_int_equal(stat(file, &st), 0);
	snapshot_trim(dir, (uint64_t)st.st_size + 1000);
	assert_true(is_there(file) && is_there(old) && is_there(other));
	assert_false(is_there(older) || is_there(unfinished));
	assert_int_equal(snapshot_remove_all(dir), st.st_size + 1000);
	assert_true(is_there(other) && is_there(blog));
	assert_false(is_there(file) || is_there(old));
	free(old);
	free(older);
	free(other);
	free(unfinished);
}

static void opening_counts_as_use(void **state)
{
	struct stat st;

	(void)state;
	set_age(file, 9000);
	library_free(open_with(blog, ""));
	assert_int_equal(stat(file, &st), 0);
	assert_true(st.st_mtim.tv_sec + 1000 > time(NULL));
}

static void more_than_the_limit_is_not_written(void **state)
{
	struct snapshot_key *key = key_for(blog, "");

	(void)state;
	assert_false(snapshot_write(dir, key, lib, &diags, NULL, 100));
	assert_int_equal(errno, EFBIG);
	assert_false(is_there(file));
	snapshot_key_free(key);
}

static void what_cannot_be_written_is_no_harm(void **state)
{
	struct snapshot_key *key = key_for(blog, "");

	(void)state;
	assert_false(snapshot_write("not there", key, lib, &diags, NULL, LIMIT_BYTES));
	assert_int_equal(errno, ENOENT);
	assert_true(is_there(file));
	snapshot_key_free(key);
}

/* ---- what is kept beside ---- */

enum { BESIDE_BYTES = 3 * SNAPSHOT_PAGE_BYTES + 7 };

static struct span beside(int part)
{
	static char bytes[BESIDE_BYTES];

	memset(bytes, 'a' + part, sizeof bytes);
	return span_of(bytes, part == 2 ? 0 : sizeof bytes);
}

static bool write_beside(void *what, int part, image_write_fn *write, void *user)
{
	(void)what;
	return write(user, beside(part));
}

static void write_with_more(uint64_t limit_bytes)
{
	const struct image_more_writer writer = { write_beside, NULL };
	struct snapshot_key *key = key_for(blog, "");

	assert_true(snapshot_write(dir, key, lib, &diags, &writer, limit_bytes));
	snapshot_key_free(key);
}

static void what_is_kept_beside_comes_back(void **state)
{
	struct library *opened;
	struct buf scratch = BUF_INIT;
	struct span read;

	(void)state;
	write_with_more(LIMIT_BYTES);
	opened = open_with(blog, "");
	assert_non_null(opened);
	for (int part = 0; part < IMAGE_MORE_PARTS; part++) {
		assert_int_equal(more.parts[part].len, beside(part).len);
		if (!more.parts[part].len)
			continue;
		read = more.read(more.user, more.parts[part].p + 5000, 7000, &scratch);
		assert_true(span_eq(read, span_sub(beside(part), 5000, 12000)));
		assert_true(more.load(more.user, more.parts[part].p, BESIDE_BYTES));
		assert_true(span_eq(more.parts[part], beside(part)));
	}
	library_free(opened);
	buf_release(&scratch);
}

static void what_is_damaged_beside_is_not_given_out(void **state)
{
	struct library *opened;
	struct buf scratch = BUF_INIT;
	struct snapshot_header h;
	FILE *f;

	(void)state;
	write_with_more(LIMIT_BYTES);
	opened = open_with(blog, "");
	f = fopen(file, "r+b");
	assert_int_equal(fread(&h, sizeof h, 1, f), 1);
	fseek(f, (long)h.sections[SECTION_MORE + 1].offset_bytes + 5000, SEEK_SET);
	fputc('x', f);
	fclose(f);
	assert_non_null(opened);
	assert_false(span_is_none(more.read(more.user, more.parts[1].p, 4096, &scratch)));
	assert_true(span_is_none(more.read(more.user, more.parts[1].p, 4097, &scratch)));
	assert_false(more.load(more.user, more.parts[1].p + 4096, 1));
	library_free(opened);
	buf_release(&scratch);
}

static void without_room_for_both_only_the_library_is_kept(void **state)
{
	struct library *opened;
	struct stat st;

	(void)state;
	assert_int_equal(stat(file, &st), 0);
	write_with_more((uint64_t)st.st_size);
	opened = open_with(blog, "");
	assert_non_null(opened);
	for (int part = 0; part < IMAGE_MORE_PARTS; part++)
		assert_int_equal(more.parts[part].len, 0);
	library_free(opened);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_was_read_comes_back),
		TEST(findings_come_back),
		TEST(a_file_may_be_called_by_another_name),
		TEST(an_empty_library_comes_back),
		TEST(files_are_private),
		TEST(the_place_is_known_before_all_comments_are),
		TEST(changed_sources_are_read_again),
		TEST(other_options_have_other_snapshots),
		TEST(what_others_may_write_is_refused),
		TEST(a_changed_byte_is_noticed),
		TEST(a_cut_file_is_refused),
		TEST(other_machines_and_versions_are_refused),
		TEST(a_file_cut_while_it_is_read_is_no_crash),
		TEST(what_was_read_stays_what_it_was),
		TEST(a_source_that_may_still_change_is_not_kept),
		TEST(what_is_no_file_has_no_snapshot),
		TEST(what_was_not_used_for_longest_goes_first),
		TEST(opening_counts_as_use),
		TEST(more_than_the_limit_is_not_written),
		TEST(what_cannot_be_written_is_no_harm),
		TEST(what_is_kept_beside_comes_back),
		TEST(what_is_damaged_beside_is_not_given_out),
		TEST(without_room_for_both_only_the_library_is_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
