/* A growing byte string.
 *
 * Invariant: data is NULL and cap 0, or data[len] is NUL and len < cap.  The
 * contents may hold any bytes.  A zeroed struct is an empty buf.
 */
#ifndef MOOT_BASE_BUF_H
#define MOOT_BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>

#include "moot/base/span.h"

struct buf {
	char *data;
	size_t len, cap; /* bytes */
};

#define BUF_INIT ((struct buf){ NULL, 0, 0 })

void buf_release(struct buf *b); /* frees the bytes; b is empty again */
void buf_reserve(struct buf *b, size_t more_bytes);
void buf_add(struct buf *b, const void *bytes, size_t len);
void buf_add_str(struct buf *b, const char *s);
void buf_add_char(struct buf *b, char c);
void buf_add_repeat(struct buf *b, char c, size_t count);
void buf_addf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_vaddf(struct buf *b, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));
void buf_truncate(struct buf *b, size_t len); /* len <= b->len */
/* Hands the bytes (NUL-terminated, never NULL) to the caller; b is empty again. */
char *buf_detach(struct buf *b);
/* Never NULL. */
const char *buf_str(const struct buf *b);

/* Keeps the memory. */
static inline void buf_clear(struct buf *b)
{
	b->len = 0;
	if (b->data)
		b->data[0] = '\0';
}

static inline void buf_add_span(struct buf *b, struct span s)
{
	buf_add(b, s.p, s.len);
}

static inline struct span buf_span(const struct buf *b)
{
	return (struct span){ b->data ? b->data : "", b->len };
}

#endif
