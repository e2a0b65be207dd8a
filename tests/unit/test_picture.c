/* Pictures in cells; images of the tests' own making, whole and damaged. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "moot/base/xalloc.h"
#include "moot/term/picture.h"
#include "unit.h"

static const struct picture_opts colored = { .cols = 20, .rows = 10, .colors = true };

static void expect_sentence(struct span bytes, const char *part)
{
	const char *error = NULL;

	assert_null(picture_new(bytes, &colored, &error));
	assert_non_null(error);
	if (!strstr(error, part))
		fail_msg("\"%s\" says nothing of %s", error, part);
}

static void cells_are_put_as_they_are(void **state)
{
	struct grid *g = grid_new(4, 1);
	struct cell cells[] = {
		{ .text = "\xe2\x96\x80", .cols = 1, .fg = 196, .bg = 21 },
		{ .text = "x", .cols = 1 },
	};
	const struct picture p = { 2, 1, cells };
	struct buf out = BUF_INIT;

	(void)state;
	grid_put(g, 0, 0, 4, SAFE_LIT("\xe6\x97\xa5\xe6\x9c\xac"), FACE_TEXT, 0, NULL);
	picture_draw(&p, g, 0, 1);
	assert_true(grid_check(g));
	grid_dump(g, false, &out);
	assert_string_equal(buf_str(&out), " \xe2\x96\x80x\n");
	assert_int_equal(g->cells[1].fg, 196);
	grid_put(g, 0, 1, 1, SAFE_LIT("y"), FACE_TEXT, 0, NULL);
	assert_int_equal(g->cells[1].fg, 0);
	picture_draw(&p, g, 0, 3);
	picture_draw(&p, g, -1, -1);
	picture_draw(&p, g, 1, 0);
	assert_true(grid_check(g));
	buf_release(&out);
	grid_free(g);
}

#ifdef HAVE_PICTURES

#include <jpeglib.h>
#include <png.h>

/* Left red, right blue. */
static uint8_t *two_colors(int cols, int rows)
{
	uint8_t *rgb = xcalloc((size_t)cols * (size_t)rows, 3);

	for (int i = 0; i < cols * rows; i++)
		rgb[i * 3 + (i % cols < cols / 2 ? 0 : 2)] = 255;
	return rgb;
}

static struct buf make_png(int cols, int rows)
{
	png_image image = { .version = PNG_IMAGE_VERSION, .width = (png_uint_32)cols,
		.height = (png_uint_32)rows, .format = PNG_FORMAT_RGB };
	uint8_t *rgb = two_colors(cols, rows);
	struct buf out = BUF_INIT;
	png_alloc_size_t size = 0;
	char *room;

	assert_true(png_image_write_to_memory(&image, NULL, &size, 0, rgb, 0, NULL));
	room = xcalloc(size, 1);
	assert_true(png_image_write_to_memory(&image, room, &size, 0, rgb, 0, NULL));
	buf_add(&out, room, size);
	free(room);
	free(rgb);
	return out;
}

enum jpeg_kind { JPEG_RGB, JPEG_GREY, JPEG_CMYK, JPEG_PROGRESSIVE };

static struct buf make_jpeg(int cols, int rows, enum jpeg_kind kind)
{
	static const struct { J_COLOR_SPACE space; int components; } kinds[] = {
		{ JCS_RGB, 3 }, { JCS_GRAYSCALE, 1 }, { JCS_CMYK, 4 }, { JCS_RGB, 3 },
	};
	struct jpeg_compress_struct info;
	struct jpeg_error_mgr errors;
	int components = kinds[kind].components;
	uint8_t *line = xcalloc((size_t)cols, 4), *rgb = two_colors(cols, rows);
	unsigned char *room = NULL;
	unsigned long size = 0;
	struct buf out = BUF_INIT;

	info.err = jpeg_std_error(&errors);
	jpeg_create_compress(&info);
	jpeg_mem_dest(&info, &room, &size);
	info.image_width = (JDIMENSION)cols;
	info.image_height = (JDIMENSION)rows;
	info.input_components = components;
	info.in_color_space = kinds[kind].space;
	jpeg_set_defaults(&info);
	if (kind == JPEG_PROGRESSIVE)
		jpeg_simple_progression(&info);
	jpeg_start_compress(&info, TRUE);
	for (int i = 0; i < cols; i++)
		for (int j = 0; j < components; j++)
			line[i * components + j] = j < 3 ? rgb[i * 3 + j] : 255;
	while (info.next_scanline < info.image_height)
		jpeg_write_scanlines(&info, &line, 1);
	jpeg_finish_compress(&info);
	jpeg_destroy_compress(&info);
	buf_add(&out, room, size);
	free(room);
	free(line);
	free(rgb);
	return out;
}

static const struct cell *cell_of(const struct picture *p, int row, int col)
{
	return &p->cells[row * p->cols + col];
}

/* What is seen of a cell that is filled: a blank shows its bg. */
static int seen(const struct cell *c)
{
	return *c->text == ' ' ? c->bg : c->fg;
}

static void check_cells(const struct picture *p)
{
	struct grid *g = grid_new(p->cols, p->rows);

	picture_draw(p, g, 0, 0);
	assert_true(grid_check(g));
	grid_free(g);
}

/* Red and blue of the 6 x 6 x 6 cube, or nearly so. */
static void expect_two_colors(struct buf file)
{
	const char *error = NULL;
	struct picture *p = picture_new(buf_span(&file), &colored, &error);

	assert_non_null(p);
	check_cells(p);
	assert_int_equal(p->cols, 20);
	assert_int_equal(p->rows, 10);
	assert_in_range(seen(cell_of(p, 5, 2)), 160, 196);
	assert_in_range(seen(cell_of(p, 5, 17)), 18, 21);
	picture_free(p);
	buf_release(&file);
}

static void png_and_jpeg_keep_their_colours(void **state)
{
	(void)state;
	expect_two_colors(make_png(64, 64));
	expect_two_colors(make_jpeg(64, 64, JPEG_RGB));
	expect_two_colors(make_jpeg(64, 64, JPEG_CMYK));
	expect_two_colors(make_jpeg(64, 64, JPEG_PROGRESSIVE));
	expect_two_colors(make_jpeg(5000, 5000, JPEG_RGB));
}

static void pictures_keep_their_shape_within_the_room(void **state)
{
	static const struct { int cols, rows, room_cols, room_rows; } rows[] = {
		{ 1, 1, 1, 1 }, { 1, 1, 80, 24 }, { 1000, 10, 80, 24 }, { 10, 1000, 80, 24 },
		{ 3000, 1, 10, 10 }, { 1, 3000, 10, 10 }, { 64, 64, 0, -1 }, { 640, 480, 200, 50 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct picture_opts opts = { .cols = rows[i].room_cols, .rows = rows[i].room_rows };
		struct buf file = make_png(rows[i].cols, rows[i].rows);
		const char *error;
		struct picture *p = picture_new(buf_span(&file), &opts, &error);

		assert_non_null(p);
		assert_in_range(p->cols, 1, opts.cols > 0 ? opts.cols : 1);
		assert_in_range(p->rows, 1, opts.rows > 0 ? opts.rows : 1);
		check_cells(p);
		picture_free(p);
		buf_release(&file);
	}
}

static void without_colours_only_signs_are_used(void **state)
{
	struct buf file = make_jpeg(64, 64, JPEG_GREY);
	const char *error;

	(void)state;
	for (int ascii = 0; ascii < 2; ascii++) {
		struct picture_opts opts = { .cols = 20, .rows = 10, .ascii = ascii };
		struct picture *p = picture_new(buf_span(&file), &opts, &error);

		assert_non_null(p);
		for (int i = 0; i < p->cols * p->rows; i++) {
			assert_int_equal(p->cells[i].fg, 0);
			assert_int_equal(p->cells[i].bg, 0);
			if (ascii)
				assert_true((unsigned char)p->cells[i].text[0] < 0x7f);
		}
		check_cells(p);
		picture_free(p);
	}
	buf_release(&file);
}

static void other_kinds_are_named(void **state)
{
	(void)state;
	expect_sentence(SPAN_LIT("GIF89a\1\0\1\0"), "GIF");
	expect_sentence(SPAN_LIT("RIFF\4\0\0\0WEBPVP8 "), "WebP");
	expect_sentence(SPAN_LIT("<svg xmlns='x'/>"), "SVG");
	expect_sentence(SPAN_LIT("hello"), "neither PNG nor JPEG");
	expect_sentence(SPAN_LIT(""), "neither");
	expect_sentence(SPAN_LIT("\x89PNG\r\n\x1a\n"), "damaged");
	expect_sentence(SPAN_LIT("\xff\xd8\xff"), "damaged");
}

/* The size in the head of a PNG; what libpng says of the checksum is passed over. */
static void too_many_pixels_are_refused(void **state)
{
	struct buf file = make_png(8, 8);

	(void)state;
	memcpy(file.data + 16, "\0\0\x7f\xff\0\0\x7f\xff", 8);
	expect_sentence(buf_span(&file), "");
	memcpy(file.data + 16, "\x7f\xff\xff\xff\x7f\xff\xff\xff", 8);
	expect_sentence(buf_span(&file), "");
	buf_release(&file);
	file = make_jpeg(8, 8, JPEG_RGB);
	for (size_t i = 0; i + 9 < file.len; i++)
		if (memcmp(file.data + i, "\xff\xc0", 2) == 0)
			memcpy(file.data + i + 5, "\xff\xdc\xff\xdc", 4);
	expect_sentence(buf_span(&file), "too many pixels");
	buf_release(&file);
}

static void cut_files_are_shown_as_far_as_they_go(void **state)
{
	struct buf jpeg = make_jpeg(64, 64, JPEG_RGB);
	const char *error;
	struct picture *p =
	    picture_new(span_sub(buf_span(&jpeg), 0, jpeg.len - 30), &colored, &error);

	(void)state;
	assert_non_null(p);
	picture_free(p);
	buf_release(&jpeg);
}

static void try(struct span bytes)
{
	struct picture_opts opts = { .cols = 4, .rows = 2, .colors = true };
	const char *error = NULL;
	struct picture *p = picture_new(bytes, &opts, &error);

	assert_true(p || error);
	if (p)
		check_cells(p);
	picture_free(p);
}

/* Every start of a file, and every byte changed in three ways. */
static void damage_never_crashes(struct buf file)
{
	static const unsigned char masks[] = { 0x01, 0x80, 0xff };

	for (size_t i = 0; i < file.len; i++) {
		try(span_sub(buf_span(&file), 0, i));
		for (size_t m = 0; m < sizeof masks; m++) {
			file.data[i] = (char)(file.data[i] ^ masks[m]);
			try(buf_span(&file));
			file.data[i] = (char)(file.data[i] ^ masks[m]);
		}
	}
	buf_release(&file);
}

static void damaged_png_never_crashes(void **state)
{
	(void)state;
	damage_never_crashes(make_png(9, 7));
}

static void damaged_jpeg_never_crashes(void **state)
{
	(void)state;
	damage_never_crashes(make_jpeg(9, 7, JPEG_RGB));
	damage_never_crashes(make_jpeg(9, 7, JPEG_PROGRESSIVE));
}

#else

static void without_the_libraries_it_is_said(void **state)
{
	(void)state;
	assert_false(picture_supported());
	expect_sentence(SPAN_LIT("\x89PNG\r\n\x1a\n"), "built without");
}

#endif

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_are_put_as_they_are),
#ifdef HAVE_PICTURES
		cmocka_unit_test(png_and_jpeg_keep_their_colours),
		cmocka_unit_test(pictures_keep_their_shape_within_the_room),
		cmocka_unit_test(without_colours_only_signs_are_used),
		cmocka_unit_test(other_kinds_are_named),
		cmocka_unit_test(too_many_pixels_are_refused),
		cmocka_unit_test(cut_files_are_shown_as_far_as_they_go),
		cmocka_unit_test(damaged_png_never_crashes),
		cmocka_unit_test(damaged_jpeg_never_crashes),
#else
		cmocka_unit_test(without_the_libraries_it_is_said),
#endif
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
