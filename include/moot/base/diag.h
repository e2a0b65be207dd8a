/* Findings about the sources, kept as data.
 *
 * Bad input never stops the program: it adds a finding that says what was wrong
 * and what was done, and the worst severity decides the exit status.  Details
 * hold text of the source only after text/safe.h has cleaned it.
 */
#ifndef MOOT_BASE_DIAG_H
#define MOOT_BASE_DIAG_H

#include <stddef.h>
#include <stdint.h>

enum diag_severity { DIAG_NOTE, DIAG_LOSS, DIAG_FAIL };

enum diag_code {
#define DIAG(name, code, severity, sentence) DIAG_CODE_##name,
#include "moot/base/diag.def"
#undef DIAG
	DIAG_CODES
};

struct diag {
	enum diag_code code;
	uint32_t source; /* 1-based index of the source, 0 = none */
	size_t line;     /* 1-based, 0 = unknown */
	char *detail;    /* owned; what was wrong, what was done; one line */
};

/* A kind is kept at most DIAG_MAX_PER_KIND times per source; what comes after is counted. */
enum { DIAG_MAX_PER_KIND = 20 };

struct diags {
	struct diag *rows;
	size_t len, cap;
	size_t suppressed[DIAG_CODES]; /* found, but not kept */
};

void diags_release(struct diags *d);
void diag_add(struct diags *d, enum diag_code code, uint32_t source, size_t line,
    const char *format, ...) __attribute__((format(printf, 5, 6)));
/* The worst severity, or -1 when there is no finding. */
int diags_worst(const struct diags *d);
const char *diag_code_name(enum diag_code code);     /* "bad-date" */
const char *diag_code_sentence(enum diag_code code); /* its row's sentence */
enum diag_severity diag_code_severity(enum diag_code code);

#endif
