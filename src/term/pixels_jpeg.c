/* JPEG through libjpeg.
 *
 * As with PNG, an error comes by longjmp(), and what changes after setjmp() lives in the
 * caller's struct.  libjpeg only warns where data is missing or damaged and goes on with
 * what it makes of it.  Progressive images are decoded scan by scan, and a small file may
 * ask for very many scans of a large image: there is a limit.  Large images are halved
 * while they are decoded: a cell shows more pixels than one anyway.
 */
#include "config.h"

#include "term/pixels_priv.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

#include "moot/base/dso.h"
#include "moot/base/xalloc.h"
#include "moot/term/picture.h"

#define FUNCTIONS(F) \
	F(jpeg_CreateDecompress) F(jpeg_destroy_decompress) F(jpeg_mem_src) F(jpeg_read_header) \
	F(jpeg_read_scanlines) F(jpeg_start_decompress) F(jpeg_std_error)

static struct { FUNCTIONS(DSO_POINTER) } libjpeg;
static struct dso libjpeg_dso = DSO(LIBJPEG_SONAME, libjpeg, FUNCTIONS);

enum {
	ENOUGH_PIXELS = 2000, /* in each direction, for any screen */
	MAX_SCANS = 100,
	MAX_MEMORY_BYTES = 512 << 20, /* that libjpeg may use for a progressive image */
};

struct jpeg_reading {
	struct jpeg_decompress_struct info; /* info.client_data is the reading */
	struct jpeg_error_mgr errors;
	struct jpeg_progress_mgr progress;
	jmp_buf jump;
	struct span bytes;
	struct pixels *pixels;
	const char **error;
	JSAMPLE *line; /* of RGB or grey; libjpeg's */
	bool any;      /* a row was read */
};

static void on_error(j_common_ptr info)
{
	struct jpeg_reading *r = info->client_data;

	longjmp(r->jump, 1);
}

static void on_message(j_common_ptr info, int level)
{
	if (level < 0)
		info->err->num_warnings++;
}

static void on_output(j_common_ptr info)
{
	(void)info;
}

static void on_progress(j_common_ptr info)
{
	if (info->is_decompressor && ((j_decompress_ptr)info)->input_scan_number > MAX_SCANS)
		on_error(info);
}

static void open_reading(struct jpeg_reading *r)
{
	r->info.err = libjpeg.jpeg_std_error(&r->errors);
	r->errors.error_exit = on_error;
	r->errors.emit_message = on_message;
	r->errors.output_message = on_output;
	r->info.client_data = r;
}

static void choose_scale(struct jpeg_decompress_struct *info)
{
	unsigned side = info->image_width > info->image_height ? info->image_width :
								 info->image_height;

	info->scale_num = 1;
	info->scale_denom = 1;
	while (info->scale_denom < 8 && side / info->scale_denom > ENOUGH_PIXELS)
		info->scale_denom *= 2;
}

/* Grey and CMYK as libjpeg has them, all else as RGB. */
static void choose_colors(struct jpeg_decompress_struct *info)
{
	switch (info->jpeg_color_space) {
	case JCS_GRAYSCALE:
		info->out_color_space = JCS_GRAYSCALE;
		break;
	case JCS_CMYK:
	case JCS_YCCK:
		info->out_color_space = JCS_CMYK;
		break;
	default:
		info->out_color_space = JCS_RGB;
	}
}

static void add_pixel(uint8_t out[4], const JSAMPLE *in, int components)
{
	/* What writes CMYK inverts it, as Adobe does. */
	int black = components == 4 ? in[3] : 255;

	for (int i = 0; i < 3; i++)
		out[i] = (uint8_t)((components == 1 ? in[0] : in[i]) * black / 255);
	out[3] = 255;
}

static void read_rows(struct jpeg_reading *r)
{
	struct jpeg_decompress_struct *info = &r->info;
	struct pixels *p = r->pixels;

	while (info->output_scanline < info->output_height) {
		uint8_t *out = p->rgba + (size_t)info->output_scanline * (size_t)p->cols * 4;
		JSAMPROW rows[1] = { r->line };

		if (libjpeg.jpeg_read_scanlines(info, rows, 1) != 1)
			return;
		for (int i = 0; i < p->cols; i++)
			add_pixel(out + (size_t)i * 4,
			    r->line + (size_t)i * (size_t)info->output_components,
			    info->output_components);
		r->any = true;
	}
}

static bool is_within_limits(const struct jpeg_decompress_struct *info)
{
	return (uint64_t)info->image_width * info->image_height <= PICTURE_MAX_PIXELS;
}

/* False when libjpeg gave up. */
static bool read_all(struct jpeg_reading *r)
{
	if (setjmp(r->jump))
		return false;
	libjpeg.jpeg_CreateDecompress(&r->info, JPEG_LIB_VERSION, sizeof r->info);
	r->info.mem->max_memory_to_use = MAX_MEMORY_BYTES;
	r->progress.progress_monitor = on_progress;
	r->info.progress = &r->progress;
	libjpeg.jpeg_mem_src(&r->info, (const unsigned char *)r->bytes.p, r->bytes.len);
	libjpeg.jpeg_read_header(&r->info, TRUE);
	if (!is_within_limits(&r->info)) {
		*r->error = "the image has too many pixels to be shown";
		return false;
	}
	choose_scale(&r->info);
	choose_colors(&r->info);
	libjpeg.jpeg_start_decompress(&r->info);
	if (!pixels_alloc(r->pixels, r->info.output_width, r->info.output_height, r->error))
		return false;
	r->line = r->info.mem->alloc_small((j_common_ptr)&r->info, JPOOL_IMAGE,
	    (size_t)r->info.output_width * (size_t)r->info.output_components);
	read_rows(r);
	return true;
}

bool pixels_from_jpeg(struct pixels *p, struct span bytes, const char **error)
{
	/* On the heap: it must be the same after longjmp() whatever the compiler keeps
	 * in registers. */
	struct jpeg_reading *r;

	if (!dso_load(&libjpeg_dso, error))
		return false;
	r = xcalloc(1, sizeof *r);
	*error = "the image is damaged";
	r->bytes = bytes;
	r->pixels = p;
	r->error = error;
	open_reading(r);
	if (!read_all(r) && !r->any)
		pixels_release(p);
	libjpeg.jpeg_destroy_decompress(&r->info);
	free(r);
	return p->rgba != NULL;
}
