/* A library as bytes: what was written comes back, and lies are not believed. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "everything.h"
#include "moot/base/xalloc.h"
#include "moot/model/image.h"
#include "unit.h"

static struct buf parts[IMAGE_PARTS]; /* what was written */

static bool add_bytes(void *user, struct span bytes)
{
	buf_add_span(user, bytes);
	return true;
}

static int setup(void **state)
{
	struct diags diags = { 0 };
	struct library *lib = library_of_everything(&diags);

	(void)state;
	for (int part = 0; part < IMAGE_PARTS; part++)
		library_write_part(lib, (enum image_part)part, add_bytes, &parts[part]);
	library_free(lib);
	diags_release(&diags);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	for (int part = 0; part < IMAGE_PARTS; part++)
		buf_release(&parts[part]);
	return 0;
}

/* NULL when it is refused.  The parts stay ours: they are written to, and are kept. */
static struct library *open_image(void)
{
	struct image image = { .load = NULL };
	const char *wrong;

	for (int part = 0; part < IMAGE_PARTS; part++)
		image.parts[part] = buf_span(&parts[part]);
	return library_from_image(&image, &wrong);
}

static bool is_whole(const struct library *lib)
{
	bool whole = library_check_posts(lib);

	for (post_id p = 1; p <= library_post_count(lib); p++)
		whole &= library_check_post(lib, p);
	return whole && !library_is_damaged(lib);
}

static void what_was_written_comes_back(void **state)
{
	struct library *lib = open_image();
	uint32_t count;

	(void)state;
	assert_non_null(lib);
	assert_true(is_whole(lib));
	model_check(lib);
	assert_int_equal(library_post_count(lib), 3);
	assert_true(span_eq_str(library_text(lib, library_post(lib, 2)->body), "Second"));
	assert_true(span_eq_str(library_label(lib, library_post(lib, 2)->first_label), "one"));
	library_thread(lib, 1, &count);
	assert_int_equal(count, 7);
	library_free(lib);
}

static void addresses_lead_to_the_same(void **state)
{
	struct library *lib = open_image();
	comment_id comment;
	post_id post;

	(void)state;
	assert_non_null(lib);
	assert_true(library_resolve(lib, SPAN_LIT("p1#1.1"), false, &post, &comment));
	assert_int_equal(post, 1);
	assert_int_equal(comment, 2);
	library_free(lib);
}

static void a_source_can_be_called_otherwise(void **state)
{
	struct library *lib = open_image();

	(void)state;
	assert_non_null(lib);
	library_rename_source(lib, 1, SPAN_LIT("other"));
	assert_true(span_eq_str(library_text(lib, library_source(lib, 1)->name), "other"));
	assert_true(span_eq_str(library_text(lib, library_source(lib, 1)->format), "test"));
	library_free(lib);
}

static bool load_nothing(void *user, const char *from, size_t len_bytes)
{
	(void)user;
	(void)from;
	return len_bytes == 0;
}

static void what_cannot_be_loaded_is_refused(void **state)
{
	struct image image = { .load = load_nothing };
	const char *wrong;

	(void)state;
	for (int part = 0; part < IMAGE_PARTS; part++)
		image.parts[part] = buf_span(&parts[part]);
	assert_null(library_from_image(&image, &wrong));
	assert_non_null(wrong);
}

static void halves_of_rows_are_refused(void **state)
{
	(void)state;
	for (int part = 0; part < IMAGE_PARTS; part++) {
		parts[part].len--;
		assert_null(open_image());
		parts[part].len++;
	}
}

/* ---- who means harm ---- */

#define OF_COMMENT(id, member) \
	IMAGE_COMMENTS, (id) * sizeof(struct comment_row) + offsetof(struct comment_row, member)
#define OF_POST(id, member) \
	IMAGE_POSTS, (id) * sizeof(struct post_row) + offsetof(struct post_row, member)
#define OF_ITEM(at, member) \
	IMAGE_THREAD, (at) * sizeof(struct thread_item) + offsetof(struct thread_item, member)

static void lies_are_not_believed(void **state)
{
	static const struct {
		int part;
		size_t offset;
		uint32_t value;
		const char *lie;
	} lies[] = {
		{ OF_COMMENT(1, parent), 2, "a circle of parents" },
		{ OF_COMMENT(1, parent), 9999, "a parent that is not there" },
		{ OF_COMMENT(2, parent), 7, "a parent in another thread, or none" },
		{ OF_COMMENT(1, post), 9999, "a post that is not there" },
		{ OF_COMMENT(1, post), 2, "another post" },
		{ OF_COMMENT(1, place), 4, "another place" },
		{ OF_COMMENT(1, ordinal), 0, "no number" },
		{ OF_COMMENT(1, body), UINT32_MAX, "a text behind the end" },
		{ OF_COMMENT(1, body), 2, "a text in the middle of another" },
		{ OF_COMMENT(1, source), 0, "no source" },
		{ OF_COMMENT(1, body_type), 0xFFFFFF, "types and states that there are not" },
		{ OF_POST(1, thread_len), 0, "a thread that is too short" },
		{ OF_POST(1, thread_len), UINT32_MAX, "a thread that is too long" },
		{ OF_POST(1, thread_start), 1, "a thread in another place" },
		{ OF_POST(1, shown_len), 1, "a wrong count" },
		{ OF_POST(1, first_label), UINT32_MAX, "labels behind the end" },
		{ OF_POST(1, label_count), UINT32_MAX, "too many labels" },
		{ OF_POST(1, title), UINT32_MAX, "a title behind the end" },
		{ OF_ITEM(0, comment), 0, "an item of no comment" },
		{ OF_ITEM(0, comment), 9999, "an item of a comment that is not there" },
		{ OF_ITEM(0, comment), 2, "an item twice" },
		{ OF_ITEM(0, size), 0, "an item without size" },
		{ OF_ITEM(0, size), UINT32_MAX, "an item larger than all" },
		{ OF_ITEM(1, size), 9, "an item larger than its parent" },
		{ OF_ITEM(0, depth), 2, "a top level below the top" },
		{ OF_ITEM(1, depth), UINT32_MAX, "an item too deep" },
		{ IMAGE_LABELS, 0, UINT32_MAX, "a label behind the end" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
		struct library *lib;

		teardown(NULL);
		setup(NULL);
		assert_true(lies[i].offset + sizeof lies[i].value <= parts[lies[i].part].len);
		memcpy(parts[lies[i].part].data + lies[i].offset, &lies[i].value,
		    sizeof lies[i].value);
		lib = open_image();
		if (lib && is_whole(lib))
			fail_msg("this was believed: %s", lies[i].lie);
		library_free(lib);
	}
}

static void a_text_that_is_none_is_empty(void **state)
{
	/* Its length, 20, is before it. */
	static const struct {
		const char *bytes;
		size_t len;
	} texts[] = {
		{ "\x14\0\0\0\xff\xfe say", 9 }, { "\x14\0\0\0What\0a com", 14 },
		{ "\xff\xff\xff\xffWhat", 8 }, { "\x13\0\0\0What", 8 },
	};
	char *text = parts[IMAGE_POOL].data + span_find(buf_span(&parts[IMAGE_POOL]),
	    SPAN_LIT("What a comment says."));

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct library *lib;

		memcpy(text - 4, "\x14\0\0\0What a comment says.", 24);
		memcpy(text - 4, texts[i].bytes, texts[i].len);
		lib = open_image();
		assert_non_null(lib);
		assert_false(library_is_damaged(lib));
		assert_int_equal(library_text(lib, library_comment(lib, 1)->body).len, 0);
		assert_true(library_is_damaged(lib));
		library_free(lib);
	}
}

static void a_thread_that_is_none_is_empty(void **state)
{
	struct thread_item *items;
	struct library *lib;
	uint32_t count;

	(void)state;
	memcpy(&items, &parts[IMAGE_THREAD].data, sizeof items);
	items[1].size = 0;
	lib = open_image();
	assert_non_null(lib);
	assert_false(library_is_damaged(lib));
	library_thread(lib, 1, &count);
	assert_int_equal(count, 0);
	assert_true(library_is_damaged(lib));
	library_thread(lib, 3, &count);
	assert_int_equal(count, 1);
	library_free(lib);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_was_written_comes_back),
		TEST(addresses_lead_to_the_same),
		TEST(a_source_can_be_called_otherwise),
		TEST(what_cannot_be_loaded_is_refused),
		TEST(halves_of_rows_are_refused),
		TEST(lies_are_not_believed),
		TEST(a_text_that_is_none_is_empty),
		TEST(a_thread_that_is_none_is_empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
