/* Any bytes as text to be shown: what is safe stays as it is when cleaned again. */
#include "config.h"

#include "fuzz.h"

#include "moot/base/arena.h"
#include "moot/base/buf.h"
#include "moot/base/xalloc.h"
#include "moot/text/safe.h"
#include "moot/text/utf8.h"
#include "moot/text/width.h"

typedef struct safe clean_fn(struct arena *a, struct span raw);

static void check_safe(struct span text)
{
	size_t at = 0;
	uint32_t ch;

	while (at < text.len) {
		at += utf8_next(text.p + at, text.len - at, &ch);
		if (!safe_char(ch))
			bug("U+%04X is called safe", (unsigned)ch);
	}
	text_cols(text, NULL);
}

static void check_twice(struct arena *a, struct span raw, clean_fn *clean)
{
	struct span once = safe_span(clean(a, raw));

	check_safe(once);
	if (!span_eq(once, safe_span(clean(a, once))))
		bug("cleaning again changes the text");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span raw = span_of((const char *)data, size);
	struct arena arena = { 0 };

	check_twice(&arena, raw, safe_field);
	check_twice(&arena, raw, safe_body);
	check_twice(&arena, raw, safe_filename);
	check_safe(safe_span(safe_url(&arena, raw)));
	arena_release(&arena);
	return 0;
}
