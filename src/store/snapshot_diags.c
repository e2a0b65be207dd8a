/* Findings as bytes: how many were found and not kept, by kind; then those that were.  What
 * was found about a snapshot before is none of the sources'. */
#include "config.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "moot/text/utf8.h"
#include "store/snapshot_priv.h"

struct record {
	uint64_t line;
	uint32_t code, source, detail_bytes; /* which follow, and a NUL */
};

void snapshot_add_diags(struct buf *out, const struct diags *diags)
{
	for (int code = 0; code < DIAG_CODES; code++) {
		uint64_t count = diags->suppressed[code];

		buf_add(out, &count, sizeof count);
	}
	for (size_t i = 0; i < diags->len; i++) {
		const struct diag *d = &diags->rows[i];
		struct span detail = span_str(d->detail);
		struct record r = { .line = d->line, .code = d->code, .source = d->source,
			.detail_bytes = (uint32_t)detail.len };

		if (d->code == DIAG_CODE_CACHE)
			continue;
		buf_add(out, &r, sizeof r);
		buf_add(out, detail.p, detail.len + 1);
	}
}

static bool take(struct span *rest, void *to, size_t len)
{
	if (rest->len < len)
		return false;
	memcpy(to, rest->p, len);
	*rest = span_sub(*rest, len, rest->len);
	return true;
}

static bool take_record(struct span *rest, uint32_t source_count, struct diags *diags)
{
	struct record r;
	struct span detail;
	bool cut;

	if (!take(rest, &r, sizeof r) || r.code >= DIAG_CODES || r.source > source_count
	    || r.line > SIZE_MAX || r.detail_bytes >= rest->len)
		return false;
	detail = span_sub(*rest, 0, r.detail_bytes);
	if (rest->p[detail.len] != '\0' || span_find_byte(detail, '\0') < detail.len
	    || utf8_valid_prefix(detail.p, detail.len, &cut) < detail.len)
		return false;
	*rest = span_sub(*rest, detail.len + 1, rest->len);
	ARRAY_GROW(diags->rows, diags->len, diags->cap);
	diags->rows[diags->len++] = (struct diag){ .code = (enum diag_code)r.code,
		.source = r.source, .line = (size_t)r.line, .detail = xspandup(detail) };
	return true;
}

bool snapshot_take_diags(struct span bytes, uint32_t source_count, struct diags *diags)
{
	struct diags taken = { 0 };
	uint64_t count;
	bool ok = true;

	for (int code = 0; ok && code < DIAG_CODES; code++) {
		ok = take(&bytes, &count, sizeof count) && count <= SIZE_MAX / 2;
		taken.suppressed[code] = ok ? (size_t)count : 0;
	}
	while (ok && bytes.len)
		ok = take_record(&bytes, source_count, &taken);
	if (!ok) {
		diags_release(&taken);
		return false;
	}
	diags_release(diags);
	*diags = taken;
	return true;
}
