#include "config.h"

#include "source/gunzip_priv.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#define ZLIB_CONST
#include <zlib.h>

#include "moot/base/dso.h"
#include "moot/base/xalloc.h"
#include "source/container_priv.h"

#define FUNCTIONS(F) F(inflateInit2_) F(inflate) F(inflateReset) F(inflateEnd)

static struct { FUNCTIONS(DSO_POINTER) } zlib;
static struct dso zlib_dso = DSO(ZLIB_SONAME, zlib, FUNCTIONS);

enum {
	SLICE_BYTES = 64 * 1024,
	GZIP_ONLY = 16, /* added to the size of the window: no other wrapping */
};

struct gunzip {
	z_stream stream;
	bool between;   /* a member has ended, and none has begun */
	bool is_later;  /* the member is not the first */
	bool fed_all;
	const char *error;
	char slice[SLICE_BYTES];
};

/* Does it begin a text, and no archive? */
static bool has_text(struct gunzip *g)
{
	struct span text = SPAN_NONE;
	size_t len = 0;

	while (len < CONTAINER_HEAD_BYTES && gunzip_next(g, &text) == GUNZIP_DATA)
		len += text.len;
	return len >= CONTAINER_HEAD_BYTES && len == text.len && !container_find(text);
}

struct gunzip *gunzip_open(struct span head)
{
	struct gunzip *g;
	const char *why;

	if (!dso_load(&zlib_dso, &why))
		return NULL;
	g = xcalloc(1, sizeof *g);
	if (zlib.inflateInit2_(&g->stream, GZIP_ONLY + MAX_WBITS, ZLIB_VERSION,
	        (int)sizeof g->stream) != Z_OK)
		bug("no memory to unpack");
	gunzip_feed(g, head);
	if (!has_text(g)) {
		gunzip_close(g);
		return NULL;
	}
	zlib.inflateReset(&g->stream);
	g->stream.avail_in = 0;
	g->between = g->is_later = false;
	return g;
}

void gunzip_feed(struct gunzip *g, struct span packed)
{
	if (packed.len > UINT_MAX)
		bug("a slice of %zu bytes", packed.len);
	g->stream.next_in = (const unsigned char *)packed.p;
	g->stream.avail_in = (unsigned)packed.len;
	g->fed_all = !packed.len;
}

/* What is behind the last member does not begin as one does. */
static bool is_no_member(const struct gunzip *g)
{
	return g->is_later && g->stream.total_in <= strlen("\x1F\x8B");
}

static enum gunzip_status broken(struct gunzip *g, const char *why)
{
	if (is_no_member(g))
		return GUNZIP_END;
	g->error = why;
	return GUNZIP_BROKEN;
}

enum gunzip_status gunzip_next(struct gunzip *g, struct span *text)
{
	z_stream *z = &g->stream;
	int got;

	*text = SPAN_NONE;
	if (g->error)
		return GUNZIP_BROKEN;
	if (g->between && !z->avail_in)
		return g->fed_all ? GUNZIP_END : GUNZIP_HUNGRY;
	if (g->between) {
		zlib.inflateReset(z);
		g->between = false;
		g->is_later = true;
	}
	z->next_out = (unsigned char *)g->slice;
	z->avail_out = SLICE_BYTES;
	got = zlib.inflate(z, Z_NO_FLUSH);
	*text = span_of(g->slice, SLICE_BYTES - z->avail_out);
	g->between = got == Z_STREAM_END;
	if (g->between || text->len)
		return GUNZIP_DATA; /* what is wrong behind it is told the next time */
	if (got != Z_OK && got != Z_BUF_ERROR)
		return broken(g, z->msg ? z->msg : "it is damaged");
	return g->fed_all ? broken(g, "truncated gzip input") : GUNZIP_HUNGRY;
}

const char *gunzip_error(const struct gunzip *g)
{
	return g->error;
}

void gunzip_close(struct gunzip *g)
{
	if (!g)
		return;
	zlib.inflateEnd(&g->stream);
	free(g);
}
