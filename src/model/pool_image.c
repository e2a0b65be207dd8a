/* Texts of an image.
 *
 * The blocks of a pool lie one behind the other in an image, so a reference times the
 * size of a unit is the place of a text.  A text is looked at when it is asked for the
 * first time: that it ends within the image, is unharmed, and is UTF-8.  A bit for each
 * unit remembers where that was found to be so.  Of a text that fails nothing is shown. */
#include "config.h"

#include <stdlib.h>

#include "model/library_priv.h"
#include "moot/base/xalloc.h"
#include "moot/text/utf8.h"

enum { LENGTH_BYTES = sizeof(uint32_t) };

struct pool_image {
	struct span bytes;
	struct image image;
	uint64_t *seen; /* a bit for each unit: a text begins here, and is well */
	bool damaged;
};

/* ---- writing ---- */

/* Only the last block need not be whole. */
static size_t units_to_write(const struct pool *p, size_t block)
{
	if (block + 1 < p->block_count)
		return POOL_BLOCK_UNITS;
	return block == p->newest ? p->used_units : p->aside_used_units;
}

bool pool_write(const struct pool *p, image_write_fn *write, void *user)
{
	for (size_t i = 0; i < p->block_count; i++)
		if (!write(user, span_of(p->blocks[i], units_to_write(p, i) * POOL_UNIT_BYTES)))
			return false;
	return true;
}

/* ---- reading ---- */

static bool is_seen(const struct pool_image *m, text_ref ref)
{
	return m->seen[ref / BITS] >> ref % BITS & 1;
}

static bool load(const struct pool_image *m, size_t from, size_t len)
{
	return !m->image.load || m->image.load(m->image.user, m->bytes.p + from, len);
}

/* The length first: it tells how much there is to be loaded. */
static bool is_text(const struct pool_image *m, text_ref ref)
{
	size_t from = (size_t)ref * POOL_UNIT_BYTES, room;
	const char *text = m->bytes.p + from + LENGTH_BYTES;
	uint32_t len;
	bool cut;

	if (m->bytes.len < LENGTH_BYTES + 1 || from > m->bytes.len - LENGTH_BYTES - 1
	    || !load(m, from, LENGTH_BYTES))
		return false;
	memcpy(&len, m->bytes.p + from, sizeof len);
	room = m->bytes.len - from - LENGTH_BYTES - 1;
	if (len > room || !load(m, from, LENGTH_BYTES + (size_t)len + 1))
		return false;
	return memchr(text, '\0', (size_t)len + 1) == text + len
	    && utf8_valid_prefix(text, len, &cut) == len;
}

struct span pool_image_text(struct pool_image *m, text_ref ref)
{
	const char *from = m->bytes.p + (size_t)ref * POOL_UNIT_BYTES;
	uint32_t len;

	if (!is_seen(m, ref)) {
		if (!is_text(m, ref)) {
			m->damaged = true;
			return SPAN_LIT("");
		}
		m->seen[ref / BITS] |= UINT64_C(1) << ref % BITS;
	}
	memcpy(&len, from, sizeof len);
	return span_of(from + LENGTH_BYTES, len);
}

bool pool_image_is_damaged(const struct pool_image *m)
{
	return m->damaged;
}

/* New texts go into blocks of their own, behind those of the image. */
bool pool_open_image(struct pool *p, const struct image *image)
{
	struct span bytes = image->parts[IMAGE_POOL];
	size_t units = bytes.len / POOL_UNIT_BYTES;

	if (units > UINT32_MAX - POOL_BLOCK_UNITS)
		return false;
	p->image = xcalloc(1, sizeof *p->image);
	p->image->image = *image;
	p->image->bytes = bytes;
	p->image->seen = xcalloc(units / BITS + 1, sizeof(uint64_t));
	p->image_end = (text_ref)units;
	pool_skip_blocks(p, (units + POOL_BLOCK_UNITS - 1) / POOL_BLOCK_UNITS);
	return true;
}

void pool_image_free(struct pool_image *m)
{
	if (!m)
		return;
	free(m->seen);
	free(m);
}
