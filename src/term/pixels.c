/* What kind of file it is, its first bytes tell: names and declared types do not count. */
#include "config.h"

#include "term/pixels_priv.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "moot/term/picture.h"

bool pixels_alloc(struct pixels *p, uint32_t cols, uint32_t rows, const char **error)
{
	if (cols < 1 || rows < 1 || cols > PICTURE_MAX_SIDE || rows > PICTURE_MAX_SIDE ||
	    (uint64_t)cols * rows > PICTURE_MAX_PIXELS) {
		*error = "the image has too many pixels to be shown";
		return false;
	}
	p->rgba = try_calloc((size_t)cols * rows, 4);
	if (!p->rgba) {
		*error = "there is not enough memory to show the image";
		return false;
	}
	p->cols = (int)cols;
	p->rows = (int)rows;
	return true;
}

void pixels_release(struct pixels *p)
{
	free(p->rgba);
	*p = (struct pixels){ 0 };
}

static const struct {
	const char *start;
	bool (*decode)(struct pixels *p, struct span bytes, const char **error);
	const char *error; /* of a kind that is known, but not read */
} kinds[] = {
	{ "\x89PNG\r\n\x1a\n", pixels_from_png, NULL },
	{ "\xff\xd8\xff", pixels_from_jpeg, NULL },
	{ "GIF8", NULL, "GIF images are not shown, only PNG and JPEG" },
	{ "RIFF", NULL, "WebP images are not shown, only PNG and JPEG" },
	{ "<svg", NULL, "SVG images are not shown, only PNG and JPEG" },
	{ "<?xml", NULL, "SVG images are not shown, only PNG and JPEG" },
};

bool pixels_decode(struct pixels *p, struct span bytes, const char **error)
{
	*p = (struct pixels){ 0 };
	*error = "the image is neither PNG nor JPEG";
	if (bytes.len > PICTURE_MAX_BYTES) {
		*error = "the image's file is too large to be shown";
		return false;
	}
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (!span_starts(bytes, kinds[i].start))
			continue;
		if (kinds[i].decode)
			return kinds[i].decode(p, bytes, error);
		*error = kinds[i].error;
	}
	return false;
}
