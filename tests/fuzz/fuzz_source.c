/* Any bytes as a source: what comes out is clean UTF-8, whole characters a slice. */
#include "config.h"

#include "fuzz.h"

#include "moot/base/diag.h"
#include "moot/base/xalloc.h"
#include "moot/source/source.h"
#include "moot/text/utf8.h"

static void check_clean(struct span slice)
{
	bool cut;

	if (utf8_valid_prefix(slice.p, slice.len, &cut) != slice.len)
		bug("a slice is not UTF-8");
	for (size_t i = 0; i < slice.len; i++)
		if ((unsigned char)slice.p[i] < ' ' && !ascii_is_space(slice.p[i]))
			bug("a slice has control character %d", slice.p[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct diags diags = { 0 };
	struct span slice;
	struct source *s = source_open_memory(span_of((const char *)data, size), &diags, 1);

	while (source_next(s, &slice) == SOURCE_DATA)
		check_clean(slice);
	source_close(s);
	diags_release(&diags);
	return 0;
}
