/* One line per post.  Tabs cannot occur in cleaned fields, so they can separate. */
#include "config.h"

#include "moot/export/export.h"
#include "moot/export/json.h"
#include "moot/text/safe.h"
#include "moot/text/width.h"

/* A post that is known only by what its comments call it goes by that. */
static struct span best_title(const struct library *lib, const struct post_row *row)
{
	const text_ref names[] = { row->title, row->url, row->id };
	size_t count = row->state == POST_MISSING ? sizeof names / sizeof *names : 1;

	for (size_t i = 0; i < count; i++)
		if (library_text(lib, names[i]).len)
			return library_text(lib, names[i]);
	return SPAN_LIT("(untitled)");
}

static int digits(uint64_t value)
{
	int n = 1;

	while (value >= 10) {
		value /= 10;
		n++;
	}
	return n;
}

static void add_title(struct buf *line, struct span title)
{
	struct arena arena = { 0 };
	struct safe clean = safe_field(&arena, title);

	buf_add(line, clean.p, clean.len);
	arena_release(&arena);
}

static void write_text(const struct library *lib, const struct export_selection *s,
    const struct export_opts *opts, FILE *out)
{
	int number_cols = 1, count_cols = 1;
	struct buf line = BUF_INIT;

	for (size_t i = 0; i < s->count; i++) {
		int n = digits(s->numbers[i]),
		    c = digits(library_post(lib, s->posts[i])->shown_len);

		number_cols = n > number_cols ? n : number_cols;
		count_cols = c > count_cols ? c : count_cols;
	}
	for (size_t i = 0; i < s->count; i++) {
		const struct post_row *row = library_post(lib, s->posts[i]);
		struct buf when = BUF_INIT;
		struct span text;

		if (date_known(row->published))
			date_add_short(&when, row->published);
		buf_clear(&line);
		buf_addf(&line, "%*u  %-10s  %*u  ", number_cols, s->numbers[i], buf_str(&when),
		    count_cols, row->shown_len);
		add_title(&line, best_title(lib, row));
		text = buf_span(&line);
		if (opts->width_cols > 0)
			text = text_fit(text, opts->width_cols, NULL, &opts->width);
		fwrite(text.p, 1, text.len, out);
		fputc('\n', out);
		buf_release(&when);
	}
	buf_release(&line);
}

static void write_tsv(const struct library *lib, const struct export_selection *s, FILE *out)
{
	struct buf line = BUF_INIT;

	for (size_t i = 0; i < s->count; i++) {
		const struct post_row *row = library_post(lib, s->posts[i]);

		buf_clear(&line);
		buf_addf(&line, "%u\t", s->numbers[i]);
		if (date_known(row->published))
			date_add_rfc3339(&line, row->published);
		buf_addf(&line, "\t%u\t", row->shown_len);
		add_title(&line, best_title(lib, row));
		buf_add_char(&line, '\n');
		fwrite(line.data, 1, line.len, out);
	}
	buf_release(&line);
}

static void write_json_list(const struct library *lib, const struct export_selection *s, FILE *out)
{
	struct json j = { .out = out };

	json_open(&j, '[');
	for (size_t i = 0; i < s->count; i++) {
		const struct post_row *row = library_post(lib, s->posts[i]);

		json_newline(&j);
		json_open(&j, '{');
		json_key(&j, "number");
		json_uint(&j, s->numbers[i]);
		json_key(&j, "id");
		json_field(&j, library_text(lib, row->id));
		json_key(&j, "published");
		json_date(&j, row->published);
		json_key(&j, "comments");
		json_uint(&j, row->shown_len);
		json_key(&j, "title");
		json_field(&j, library_text(lib, row->title));
		json_key(&j, "url");
		json_field(&j, library_text(lib, row->url));
		json_key(&j, "state");
		json_clean(&j, span_str(post_state_name(row->state)));
		json_close(&j, '}');
	}
	json_close(&j, ']');
	buf_add_char(&j.pending, '\n');
	json_finish(&j);
}

void export_list(const struct library *lib, const struct export_selection *selection,
    enum list_format format, const struct export_opts *opts, FILE *out)
{
	switch (format) {
	case LIST_TEXT:
		write_text(lib, selection, opts, out);
		break;
	case LIST_TSV:
		write_tsv(lib, selection, out);
		break;
	case LIST_JSON:
		write_json_list(lib, selection, out);
		break;
	}
}
