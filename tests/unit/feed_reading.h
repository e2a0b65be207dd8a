/* Reading a feed or an export that a test holds, and looking at what came of it. */
#ifndef TESTS_FEED_READING_H
#define TESTS_FEED_READING_H

#include "moot/base/buf.h"
#include "moot/base/diag.h"
#include "moot/model/model.h"

struct reading {
	struct library *lib; /* linked and checked */
	struct diags diags;
	struct buf outline;
};

/* With the input format of that name, in slices of so many bytes. */
struct reading read_feed(const char *format, const char *text, size_t piece_bytes);
void reading_release(struct reading *r);
/* However the text is cut into slices, its outline is this. */
void expect_outline(const char *format, const char *text, const char *outline);
size_t said(const struct reading *r, enum diag_code code);
/* "(none)" for what is unknown. */
void assert_ref(const struct reading *r, text_ref ref, const char *want);

#endif
