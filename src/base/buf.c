#include "config.h"

#include "moot/base/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "moot/base/xalloc.h"

void buf_release(struct buf *b)
{
	free(b->data);
	*b = BUF_INIT;
}

void buf_reserve(struct buf *b, size_t more_bytes)
{
	size_t cap = b->cap ? b->cap : 64;

	if (more_bytes > SIZE_MAX / 4 || b->len > SIZE_MAX / 4)
		bug("a buffer of %zu and %zu bytes", b->len, more_bytes);
	while (cap < b->len + more_bytes + 1)
		cap *= 2;
	if (cap == b->cap)
		return;
	b->data = xrealloc(b->data, cap);
	b->cap = cap;
	b->data[b->len] = '\0';
}

void buf_add(struct buf *b, const void *bytes, size_t len)
{
	if (!len)
		return;
	if (len >= b->cap - b->len)
		buf_reserve(b, len);
	memcpy(b->data + b->len, bytes, len);
	b->len += len;
	b->data[b->len] = '\0';
}

void buf_add_str(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void buf_add_char(struct buf *b, char c)
{
	if (b->len + 1 >= b->cap)
		buf_reserve(b, 1);
	b->data[b->len++] = c;
	b->data[b->len] = '\0';
}

void buf_add_repeat(struct buf *b, char c, size_t count)
{
	buf_reserve(b, count);
	memset(b->data + b->len, c, count);
	b->len += count;
	b->data[b->len] = '\0';
}

void buf_vaddf(struct buf *b, const char *format, va_list args)
{
	va_list again;
	int need;

	va_copy(again, args);
	need = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (need < 0)
		bug("format \"%s\" cannot be written", format);
	buf_reserve(b, (size_t)need);
	vsnprintf(b->data + b->len, (size_t)need + 1, format, args);
	b->len += (size_t)need;
}

void buf_addf(struct buf *b, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	buf_vaddf(b, format, args);
	va_end(args);
}

void buf_truncate(struct buf *b, size_t len)
{
	if (len > b->len)
		bug("a buffer of %zu bytes cut at %zu", b->len, len);
	b->len = len;
	if (b->data)
		b->data[len] = '\0';
}

char *buf_detach(struct buf *b)
{
	char *data;

	buf_reserve(b, 0);
	data = b->data;
	*b = BUF_INIT;
	return data;
}

const char *buf_str(const struct buf *b)
{
	return b->data ? b->data : "";
}
