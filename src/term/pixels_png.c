/* PNG through libpng.
 *
 * libpng reports an error by longjmp() out of its own functions.  So everything that is
 * changed after setjmp() lives in a struct that the caller owns, and the function with
 * setjmp() has no variables of its own: after the jump nothing is indeterminate.  Rows
 * are decoded in place; what was read before an error is kept and shown.
 */
#include "config.h"

#include "term/pixels_priv.h"

#include <png.h>
#include <setjmp.h>
#include <string.h>

#include "moot/base/dso.h"
#include "moot/term/picture.h"

#define FUNCTIONS(F) \
	F(png_create_info_struct) F(png_create_read_struct) F(png_destroy_read_struct) \
	F(png_error) F(png_get_image_height) F(png_get_image_width) F(png_get_io_ptr) \
	F(png_get_rowbytes) F(png_longjmp) F(png_read_info) F(png_read_row) \
	F(png_read_update_info) F(png_set_add_alpha) F(png_set_chunk_malloc_max) \
	F(png_set_crc_action) F(png_set_expand) F(png_set_gray_to_rgb) \
	F(png_set_interlace_handling) F(png_set_longjmp_fn) F(png_set_read_fn) \
	F(png_set_scale_16) F(png_set_user_limits)

static struct { FUNCTIONS(DSO_POINTER) } libpng;
static struct dso libpng_dso = DSO(LIBPNG_SONAME, libpng, FUNCTIONS);

/* Of chunks that are not shown anyway: text, profiles. */
enum { MAX_CHUNK_BYTES = 8 << 20 };

struct png_reading {
	png_structp png;
	png_infop info;
	struct span rest;      /* not read yet */
	struct pixels *pixels;
	const char **error;
	int passes;            /* of an interlaced image */
	int pass, row;         /* being read */
	bool any;              /* a row was read */
};

static void read_bytes(png_structp png, png_bytep out, size_t len)
{
	struct png_reading *r = libpng.png_get_io_ptr(png);

	if (len > r->rest.len)
		libpng.png_error(png, "end of file");
	memcpy(out, r->rest.p, len);
	r->rest = span_sub(r->rest, len, r->rest.len);
}

static void on_error(png_structp png, png_const_charp message)
{
	(void)message;
	libpng.png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp message)
{
	(void)png;
	(void)message;
}

/* Whatever it holds becomes 8 bits each of red, green, blue, alpha. */
static void ask_for_rgba(struct png_reading *r)
{
	libpng.png_set_expand(r->png);
	libpng.png_set_scale_16(r->png);
	libpng.png_set_gray_to_rgb(r->png);
	libpng.png_set_add_alpha(r->png, 0xff, PNG_FILLER_AFTER);
	r->passes = libpng.png_set_interlace_handling(r->png);
	libpng.png_read_update_info(r->png, r->info);
}

static void read_head(struct png_reading *r)
{
	libpng.png_set_user_limits(r->png, PICTURE_MAX_SIDE, PICTURE_MAX_SIDE);
	libpng.png_set_chunk_malloc_max(r->png, MAX_CHUNK_BYTES);
	libpng.png_set_crc_action(r->png, PNG_CRC_WARN_USE, PNG_CRC_WARN_DISCARD);
	libpng.png_set_read_fn(r->png, r, read_bytes);
	libpng.png_read_info(r->png, r->info);
}

static void read_rows(struct png_reading *r)
{
	struct pixels *p = r->pixels;

	for (r->pass = 0; r->pass < r->passes; r->pass++)
		for (r->row = 0; r->row < p->rows; r->row++) {
			libpng.png_read_row(
			    r->png, p->rgba + (size_t)r->row * (size_t)p->cols * 4, NULL);
			r->any = true;
		}
}

/* False when libpng gave up. */
static bool read_all(struct png_reading *r)
{
	if (setjmp(*libpng.png_set_longjmp_fn(r->png, longjmp, sizeof(jmp_buf))))
		return false;
	read_head(r);
	if (!pixels_alloc(r->pixels, libpng.png_get_image_width(r->png, r->info),
	    libpng.png_get_image_height(r->png, r->info), r->error))
		return false;
	ask_for_rgba(r);
	if (libpng.png_get_rowbytes(r->png, r->info) != (size_t)r->pixels->cols * 4)
		return false;
	read_rows(r);
	return true;
}

bool pixels_from_png(struct pixels *p, struct span bytes, const char **error)
{
	struct png_reading r = { .rest = bytes, .pixels = p, .error = error };

	if (!dso_load(&libpng_dso, error))
		return false;
	*error = "the image is damaged";
	r.png = libpng.png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, on_error, on_warning);
	r.info = r.png ? libpng.png_create_info_struct(r.png) : NULL;
	if (r.info && !read_all(&r) && !r.any)
		pixels_release(p);
	libpng.png_destroy_read_struct(&r.png, &r.info, NULL);
	return p->rgba != NULL;
}
