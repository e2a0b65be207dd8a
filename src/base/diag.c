#include "config.h"

#include "moot/base/diag.h"

#include <stdarg.h>
#include <stdlib.h>

#include "moot/base/buf.h"
#include "moot/base/xalloc.h"

static const struct {
	const char *code, *sentence;
	enum diag_severity severity;
} kinds[DIAG_CODES] = {
#define DIAG(name, code, severity, sentence) \
	[DIAG_CODE_##name] = { code, sentence, DIAG_##severity },
#include "moot/base/diag.def"
#undef DIAG
};

void diags_release(struct diags *d)
{
	for (size_t i = 0; i < d->len; i++)
		free(d->rows[i].detail);
	free(d->rows);
	*d = (struct diags){ 0 };
}

static size_t kept_of_kind(const struct diags *d, enum diag_code code, uint32_t source)
{
	size_t n = 0;

	for (size_t i = 0; i < d->len; i++)
		n += d->rows[i].code == code && d->rows[i].source == source;
	return n;
}

void diag_add(struct diags *d, enum diag_code code, uint32_t source, size_t line,
    const char *format, ...)
{
	struct buf detail = BUF_INIT;
	va_list args;

	if (kept_of_kind(d, code, source) >= DIAG_MAX_PER_KIND) {
		d->suppressed[code]++;
		return;
	}
	va_start(args, format);
	buf_vaddf(&detail, format, args);
	va_end(args);
	ARRAY_GROW(d->rows, d->len, d->cap);
	d->rows[d->len++] = (struct diag){ code, source, line, buf_detach(&detail) };
}

int diags_worst(const struct diags *d)
{
	int worst = -1;

	for (size_t i = 0; i < d->len; i++)
		if ((int)kinds[d->rows[i].code].severity > worst)
			worst = (int)kinds[d->rows[i].code].severity;
	return worst;
}

const char *diag_code_name(enum diag_code code)
{
	return kinds[code].code;
}

const char *diag_code_sentence(enum diag_code code)
{
	return kinds[code].sentence;
}

enum diag_severity diag_code_severity(enum diag_code code)
{
	return kinds[code].severity;
}
