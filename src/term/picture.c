/* Pixels to cells, by libchafa: for each cell the sign and the two colours that come
 * nearest to its pixels.
 */
#include "config.h"

#include "moot/term/picture.h"

#include <stdlib.h>
#include <string.h>

#include "moot/base/xalloc.h"

#ifdef HAVE_PICTURES

#include <chafa.h>

#include "moot/base/buf.h"
#include "moot/base/dso.h"
#include "moot/text/utf8.h"
#include "term/pixels_priv.h"

#define FUNCTIONS(F) \
	F(chafa_calc_canvas_geometry) F(chafa_canvas_config_new) \
	F(chafa_canvas_config_set_canvas_mode) F(chafa_canvas_config_set_dither_mode) \
	F(chafa_canvas_config_set_geometry) F(chafa_canvas_config_set_symbol_map) \
	F(chafa_canvas_config_unref) F(chafa_canvas_draw_all_pixels) F(chafa_canvas_get_char_at) \
	F(chafa_canvas_get_raw_colors_at) F(chafa_canvas_new) F(chafa_canvas_unref) \
	F(chafa_symbol_map_add_by_tags) F(chafa_symbol_map_new) F(chafa_symbol_map_unref)

static struct { FUNCTIONS(DSO_POINTER) } chafa;
static struct dso chafa_dso = DSO(CHAFA_SONAME, chafa, FUNCTIONS);

#define CELL_ASPECT 0.5f /* width of a cell by its height, as terminals have it */

static ChafaSymbolMap *choose_signs(const struct picture_opts *opts)
{
	ChafaSymbolMap *map = chafa.chafa_symbol_map_new();

	chafa.chafa_symbol_map_add_by_tags(map, CHAFA_SYMBOL_TAG_SPACE);
	chafa.chafa_symbol_map_add_by_tags(map,
	    opts->ascii ? CHAFA_SYMBOL_TAG_ASCII : CHAFA_SYMBOL_TAG_BLOCK);
	return map;
}

static ChafaCanvas *new_canvas(const struct picture *p, const struct picture_opts *opts)
{
	ChafaCanvasConfig *config = chafa.chafa_canvas_config_new();
	ChafaSymbolMap *signs = choose_signs(opts);
	ChafaCanvas *canvas;

	chafa.chafa_canvas_config_set_geometry(config, p->cols, p->rows);
	chafa.chafa_canvas_config_set_symbol_map(config, signs);
	/* The first 16 colours are the user's own: only those that look the same
	 * everywhere are used. */
	chafa.chafa_canvas_config_set_canvas_mode(config,
	    opts->colors ? CHAFA_CANVAS_MODE_INDEXED_240 : CHAFA_CANVAS_MODE_FGBG);
	chafa.chafa_canvas_config_set_dither_mode(config,
	    opts->colors ? CHAFA_DITHER_MODE_NONE : CHAFA_DITHER_MODE_DIFFUSION);
	canvas = chafa.chafa_canvas_new(config);
	chafa.chafa_symbol_map_unref(signs);
	chafa.chafa_canvas_config_unref(config);
	return canvas;
}

static uint8_t palette_index(gint color)
{
	return color >= 16 && color <= 255 ? (uint8_t)color : 0;
}

static struct cell cell_at(ChafaCanvas *canvas, int col, int row, bool colors)
{
	struct cell cell = { .text = " ", .cols = 1, .face = FACE_TEXT };
	gunichar sign = chafa.chafa_canvas_get_char_at(canvas, col, row);
	struct buf text = BUF_INIT;
	gint fg = -1, bg = -1;

	if (sign > ' ') {
		buf_add_utf8(&text, sign);
		memcpy(cell.text, text.data, text.len + 1);
		buf_release(&text);
	}
	if (colors) {
		chafa.chafa_canvas_get_raw_colors_at(canvas, col, row, &fg, &bg);
		cell.fg = palette_index(fg);
		cell.bg = palette_index(bg);
	}
	return cell;
}

static struct picture *draw_pixels(const struct pixels *pixels, const struct picture_opts *opts)
{
	struct picture *p = xcalloc(1, sizeof *p);
	ChafaCanvas *canvas;

	p->cols = opts->cols > 0 ? opts->cols : 1;
	p->rows = opts->rows > 0 ? opts->rows : 1;
	chafa.chafa_calc_canvas_geometry(
	    pixels->cols, pixels->rows, &p->cols, &p->rows, CELL_ASPECT, FALSE, FALSE);
	p->cols = p->cols > 0 ? p->cols : 1;
	p->rows = p->rows > 0 ? p->rows : 1;
	p->cells = xreallocarray(NULL, (size_t)p->cols * (size_t)p->rows, sizeof *p->cells);
	canvas = new_canvas(p, opts);
	chafa.chafa_canvas_draw_all_pixels(canvas, CHAFA_PIXEL_RGBA8_UNASSOCIATED, pixels->rgba,
	    pixels->cols, pixels->rows, pixels->cols * 4);
	for (int row = 0; row < p->rows; row++)
		for (int col = 0; col < p->cols; col++)
			p->cells[(size_t)row * (size_t)p->cols + (size_t)col] =
			    cell_at(canvas, col, row, opts->colors);
	chafa.chafa_canvas_unref(canvas);
	return p;
}

bool picture_supported(void)
{
	return true;
}

struct picture *picture_new(struct span bytes, const struct picture_opts *opts,
    const char **error)
{
	struct pixels pixels;
	struct picture *p;

	if (!dso_load(&chafa_dso, error) || !pixels_decode(&pixels, bytes, error))
		return NULL;
	p = draw_pixels(&pixels, opts);
	pixels_release(&pixels);
	return p;
}

#else

bool picture_supported(void)
{
	return false;
}

struct picture *picture_new(struct span bytes, const struct picture_opts *opts,
    const char **error)
{
	(void)bytes;
	(void)opts;
	*error = "this moot shows no images: it was built without libchafa, libpng and libjpeg";
	return NULL;
}

#endif

void picture_free(struct picture *p)
{
	if (p)
		free(p->cells);
	free(p);
}

void picture_draw(const struct picture *p, struct grid *g, int row, int col)
{
	for (int i = 0; i < p->rows; i++)
		for (int j = 0; j < p->cols; j++)
			grid_put_cell(g, row + i, col + j,
			    &p->cells[(size_t)i * (size_t)p->cols + (size_t)j]);
}
