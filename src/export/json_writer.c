#include "config.h"

#include "moot/export/json.h"

#include "moot/model/authors.h"
#include "moot/text/safe.h"

enum { FLUSH_BYTES = 1 << 16 };

static void flush(struct json *j)
{
	fwrite(buf_str(&j->pending), 1, j->pending.len, j->out);
	buf_clear(&j->pending);
}

static void before_value(struct json *j)
{
	if (j->need_comma)
		buf_add_char(&j->pending, ',');
	j->need_comma = true;
	if (j->pending.len >= FLUSH_BYTES)
		flush(j);
}

void json_open(struct json *j, char bracket)
{
	before_value(j);
	buf_add_char(&j->pending, bracket);
	j->need_comma = false;
}

void json_close(struct json *j, char bracket)
{
	buf_add_char(&j->pending, bracket);
	j->need_comma = true;
}

void json_key(struct json *j, const char *name)
{
	before_value(j);
	buf_addf(&j->pending, "\"%s\":", name);
	j->need_comma = false;
}

void json_newline(struct json *j)
{
	if (j->need_comma)
		buf_add_char(&j->pending, ',');
	j->need_comma = false;
	buf_add_char(&j->pending, '\n');
}

void json_null(struct json *j)
{
	before_value(j);
	buf_add_str(&j->pending, "null");
}

void json_uint(struct json *j, uint64_t value)
{
	before_value(j);
	buf_addf(&j->pending, "%llu", (unsigned long long)value);
}

/* Clean text holds no control character but \n and \t. */
void json_clean(struct json *j, struct span clean)
{
	size_t start = 0;

	before_value(j);
	buf_add_char(&j->pending, '"');
	for (size_t i = 0; i < clean.len; i++) {
		char c = clean.p[i];
		const char *escape = c == '"' ? "\\\"" : c == '\\' ? "\\\\" : c == '\n' ? "\\n"
		    : c == '\t' ? "\\t" : NULL;

		if (!escape)
			continue;
		buf_add(&j->pending, clean.p + start, i - start);
		buf_add_str(&j->pending, escape);
		start = i + 1;
	}
	buf_add(&j->pending, clean.p + start, clean.len - start);
	buf_add_char(&j->pending, '"');
}

void json_field(struct json *j, struct span raw)
{
	if (span_is_none(raw)) {
		json_null(j);
		return;
	}
	buf_clear(&j->scratch);
	safe_add_field_joined(&j->scratch, raw);
	json_clean(j, span_trim(buf_span(&j->scratch)));
}

static void write_all_authors(struct json *j, struct span authors)
{
	struct buf byline = BUF_INIT;
	struct span rest = authors, name;

	json_key(j, "authors");
	json_open(j, '[');
	while (authors_next(&rest, &name))
		json_field(j, name);
	json_close(j, ']');
	json_key(j, "byline");
	authors_add_byline(&byline, authors);
	json_field(j, buf_span(&byline));
	buf_release(&byline);
}

void json_authors(struct json *j, struct span authors)
{
	struct span rest = authors, first = authors;

	if (authors_are_several(authors))
		authors_next(&rest, &first);
	json_key(j, "author");
	json_field(j, first);
	if (authors_are_several(authors))
		write_all_authors(j, authors);
}

void json_date(struct json *j, struct date d)
{
	if (!date_known(d)) {
		json_null(j);
		return;
	}
	buf_clear(&j->scratch);
	date_add_rfc3339(&j->scratch, d);
	json_clean(j, buf_span(&j->scratch));
}

void json_finish(struct json *j)
{
	flush(j);
	buf_release(&j->pending);
	buf_release(&j->scratch);
}
