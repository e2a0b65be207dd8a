/* Sources that a test holds, read as the program reads them, and compared by outline. */
#ifndef TESTS_SOURCES_H
#define TESTS_SOURCES_H

#include "moot/base/diag.h"
#include "moot/base/span.h"
#include "moot/model/model.h"

struct sources {
	struct library *lib; /* linked and checked */
	struct diags diags;
};

/* Each text is a source, whose format is found; the last is NULL. */
struct sources sources_read(const char *const *texts);
/* The same text as a source of the format, fed in slices of 7 bytes. */
struct sources sources_read_sliced(const char *format, const char *text);
void sources_release(struct sources *s);

/* See outline.h. */
void assert_sources(const struct sources *s, const char *outline);
/* Reads one source, whole and sliced. */
void assert_source(const char *format, const char *text, const char *outline);
size_t sources_said(const struct sources *s, enum diag_code code);

#endif
