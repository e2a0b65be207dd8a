/* Reading a saved page that a test holds, and looking at what came of it. */
#ifndef TESTS_PAGE_READING_H
#define TESTS_PAGE_READING_H

#include <stddef.h>

#include "moot/base/diag.h"
#include "moot/base/span.h"
#include "moot/model/model.h"
#include "moot/text/date.h"

struct reading {
	struct library *lib; /* linked and checked */
	struct diags diags;
};

/* In slices of 7 bytes; as a Blogger page where no format is named. */
struct reading read_page_as(const char *format, struct span html);
struct reading read_bytes(struct span html);
struct reading read_page(const char *html);
void reading_release(struct reading *r);

/* "(none)" for what is unknown. */
void assert_ref(const struct reading *r, text_ref ref, const char *want);
/* "" for no date. */
void assert_date(struct date d, const char *want);
/* "1 1.1 2": the comments of the first post by number. */
void assert_thread(const struct reading *r, const char *want);
/* How many diagnostics of the kind there are. */
size_t said(const struct reading *r, enum diag_code code);

#endif
