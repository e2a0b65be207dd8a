#include "config.h"

#include "ingest/values_priv.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "moot/text/safe.h"

static struct span last(const struct labels *l)
{
	size_t len = l->len ? l->items[l->len - 1].len : 0;

	return span_sub(buf_span(&l->text), l->text.len - len, l->text.len);
}

void labels_add(struct labels *l, struct span label)
{
	label = span_trim(label);
	if (!label.len || span_eq(label, last(l)))
		return;
	ARRAY_GROW(l->items, l->len, l->cap);
	l->items[l->len++] = label;
	buf_add_span(&l->text, label);
}

void labels_place(struct labels *l)
{
	size_t at = 0;

	for (size_t i = 0; i < l->len; i++) {
		l->items[i].p = l->text.data + at;
		at += l->items[i].len;
	}
}

void labels_clear(struct labels *l)
{
	buf_clear(&l->text);
	l->len = 0;
}

void labels_release(struct labels *l)
{
	buf_release(&l->text);
	free(l->items);
}

struct date value_date(const struct ingest_target *target, size_t line, struct span text)
{
	struct date date = text.len ? date_parse(text) : DATE_INIT;
	struct buf shown = BUF_INIT;

	if (text.len && !date_known(date)) {
		safe_add(&shown, span_sub(text, 0, 60), false);
		diag_add(target->diags, DIAG_CODE_BAD_DATE, target->source, line,
		    "\"%s\" is no date; left out", buf_str(&shown));
		buf_release(&shown);
	}
	return date;
}
