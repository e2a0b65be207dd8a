/* Posts with their threads as a text dump, the shape that a copied blog page has.
 *
 * The lines are those of text/dump.h, which ingest reads: what is written here can be
 * opened again.  A comment's text stands two columns right of its number; deeper than
 * DUMP_DEEPEST levels nothing moves further right, and the level is named instead.  It
 * is named as well where the number alone would not be taken for a comment's.
 */
#include "config.h"

#include <stdlib.h>

#include "export/body_priv.h"
#include "export/field_priv.h"
#include "moot/base/xalloc.h"
#include "moot/export/export.h"
#include "moot/layout/layout.h"
#include "moot/text/dump.h"

struct text_writer {
	const struct library *lib;
	const struct export_opts *opts;
	FILE *out;
	struct buf line;      /* one piece of output */
	struct arena arena;   /* cleaned fields of the piece at hand */
	uint32_t *newest;     /* newest[d]: number of the last comment of depth d, 0 = none */
	size_t newest_len, newest_cap;
};

static struct span clean(struct text_writer *w, text_ref text)
{
	return dump_trim(file_field(&w->arena, library_text(w->lib, text)));
}

static struct span clean_url(struct text_writer *w, text_ref url)
{
	return safe_span(safe_url(&w->arena, library_text(w->lib, url)));
}

/* ---- texts ---- */

struct text_form {
	enum dump_place place; /* of its first line */
	int indent_cols;       /* of every line but the one that a number stands on */
	int cols;              /* 0 = do not wrap */
};

/* Adds the text with its indents and escapes, without blank lines at its ends. */
static void add_text(struct buf *out, struct span text, const struct text_form *form)
{
	enum dump_place place = form->place;
	struct span line;
	size_t blanks = 0;
	bool first = true;

	while (span_line(&text, &line)) {
		line = dump_trim_end(line);
		if (!line.len) {
			blanks += !first;
			continue;
		}
		buf_add_repeat(out, '\n', blanks);
		if (place != DUMP_IN_OPENING)
			buf_add_repeat(out, ' ', (size_t)form->indent_cols);
		dump_add_escaped(out, line, place, first || blanks);
		buf_add_char(out, '\n');
		if (place == DUMP_IN_OPENING)
			place = DUMP_IN_COMMENT;
		blanks = 0;
		first = false;
	}
	if (first && place == DUMP_IN_OPENING)
		buf_add_char(out, '\n');
}

/* "[3] URL": one word, however long, that can be copied. */
static void add_link_row(struct buf *out, uint32_t n, struct span url, const struct text_form *form)
{
	buf_add_repeat(out, ' ', (size_t)form->indent_cols);
	buf_addf(out, "[%u] ", (unsigned)n);
	buf_add_span(out, url);
	buf_add_char(out, '\n');
}

struct link_list {
	struct buf *out;
	const struct doc *doc;
	const struct text_form *form;
	uint32_t listed; /* the last; they have their numbers in the order of the text */
};

static void list_links(void *user, const struct line *line)
{
	struct link_list *list = user;

	for (uint32_t i = 0; i < line->span_count; i++) {
		const struct line_span *s = &line->spans[i];

		if (!(s->style & STYLE_LINK_NUMBER) || s->link <= list->listed)
			continue;
		if (!list->listed) {
			buf_add_repeat(list->out, ' ', (size_t)list->form->indent_cols);
			buf_add_str(list->out, "Links:\n");
		}
		list->listed = s->link;
		add_link_row(list->out, s->link, safe_span(doc_link(list->doc, s->link)->url),
		    list->form);
	}
}

/* The links that have a number in the text, each once. */
static void add_links(struct buf *out, const struct body *body, const struct text_form *form)
{
	struct link_list list = { .out = out, .doc = body->doc, .form = form };

	if (doc_link_count(body->doc))
		layout_each(body->doc, &body->layout, list_links, &list);
}

/* Adds a body; what of its links is listed goes to links. */
static void add_body(struct buf *out, struct buf *links, struct body body,
    const struct text_form *form)
{
	struct buf text = BUF_INIT;

	body_add_text(&body, &text);
	add_text(out, buf_span(&text), form);
	add_links(links, &body, form);
	buf_release(&text);
	body_release(&body);
}

/* ---- comments ---- */

/* Would a reader take the number alone for that of a comment of this depth? */
static bool needs_level(const struct text_writer *w, uint32_t depth, uint32_t number)
{
	uint32_t newest = depth < w->newest_len ? w->newest[depth] : 0;

	if (depth > DUMP_DEEPEST || number <= newest)
		return true;
	return depth > 1 && !newest && number > DUMP_FIRST_MAX;
}

static void remember_number(struct text_writer *w, uint32_t depth, uint32_t number)
{
	while (w->newest_cap <= depth)
		w->newest = array_grow(w->newest, w->newest_cap, &w->newest_cap, sizeof *w->newest);
	while (w->newest_len <= depth)
		w->newest[w->newest_len++] = 0;
	w->newest[depth] = number;
	w->newest_len = depth + 1; /* threads below begin anew */
}

/* What is known of a comment besides its text. */
static bool make_byline(struct text_writer *w, comment_id id, struct dump_byline *byline)
{
	const struct comment_row *row = library_comment(w->lib, id);

	*byline = (struct dump_byline){
		.author = clean(w, row->author),
		.time = row->published,
		.status = row->state == COMMENT_SHOWN ? NULL : comment_state_name(row->state),
		.pingback = row->kind == COMMENT_PINGBACK,
		.by_post_author = library_by_post_author(w->lib, id),
	};
	return byline->author.len || date_known(byline->time) || byline->status
	    || byline->pingback || byline->by_post_author;
}

static bool is_stub(const struct text_writer *w, const struct comment_row *row)
{
	if (row->state == COMMENT_MISSING)
		return true;
	return row->state != COMMENT_SHOWN && (!w->opts->all || !row->body);
}

static int wrap_cols(const struct text_writer *w, size_t taken_cols)
{
	enum { NARROWEST = 20 };
	int cols = w->opts->width_cols - (int)taken_cols;

	if (w->opts->width_cols <= 0)
		return 0;
	return cols < NARROWEST ? NARROWEST : cols;
}

static void add_comment_text(struct text_writer *w, comment_id id, size_t taken_cols, bool below,
    int indent_cols)
{
	struct buf links = BUF_INIT;
	struct text_form form = {
		.place = below ? DUMP_IN_COMMENT : DUMP_IN_OPENING,
		.indent_cols = indent_cols,
		.cols = wrap_cols(w, taken_cols),
	};

	add_body(&w->line, &links, body_of_comment(w->lib, id, form.cols, w->opts->width),
	    &form);
	if (links.len) {
		buf_add_char(&w->line, '\n');
		buf_add_span(&w->line, buf_span(&links));
	}
	buf_release(&links);
}

static void write_comment(struct text_writer *w, comment_id id, uint32_t depth)
{
	const struct comment_row *row = library_comment(w->lib, id);
	uint32_t level = depth < DUMP_DEEPEST ? depth : DUMP_DEEPEST;
	struct dump_mark mark = { .number = row->ordinal, .col = (int)level * DUMP_STEP_COLS };
	struct dump_byline byline;
	int indent_cols = mark.col + DUMP_STEP_COLS;

	mark.level = needs_level(w, depth, mark.number) ? depth : 0;
	remember_number(w, depth, mark.number);
	dump_mark_add(&w->line, &mark);
	if (is_stub(w, row)) {
		dump_stub_add(&w->line, comment_state_name(row->state));
		buf_add_char(&w->line, '\n');
	} else if (make_byline(w, id, &byline)) {
		dump_byline_add(&w->line, &byline);
		buf_add_str(&w->line, "\n\n");
		add_comment_text(w, id, (size_t)indent_cols, true, indent_cols);
	} else {
		add_comment_text(w, id, w->line.len, false, indent_cols);
	}
	while (w->line.len && w->line.data[w->line.len - 1] == '\n')
		buf_truncate(&w->line, w->line.len - 1);
	buf_add_str(&w->line, "\n");
	file_flush(w->out, &w->line, &w->arena);
}

static void write_thread(struct text_writer *w, post_id post, comment_id subtree)
{
	uint32_t count, from = 0, top = 0;
	const struct thread_item *items = library_thread(w->lib, post, &count);
	bool any = false;

	if (subtree) {
		from = library_comment(w->lib, subtree)->place;
		count = from + items[from].size;
		top = items[from].depth - 1;
	}
	w->newest_len = 0;
	for (uint32_t i = from; i < count; i++) {
		if (!library_comment_visible(w->lib, items[i].comment, w->opts->all))
			continue;
		buf_add_str(&w->line, any ? "\n" : "\n\n");
		any = true;
		file_flush(w->out, &w->line, &w->arena);
		write_comment(w, items[i].comment, items[i].depth - top);
	}
}

/* ---- posts ---- */

static enum dump_heading heading_of(const struct post_row *row)
{
	if (row->state == POST_MISSING)
		return DUMP_HEADING_MISSING;
	return date_known(row->published) ? DUMP_HEADING_DATE : DUMP_HEADING_UNDATED;
}

/* A post that is not there goes by the best name that is known. */
static void add_title(struct text_writer *w, const struct post_row *row)
{
	struct span title = clean(w, row->title);

	if (!title.len && row->state == POST_MISSING)
		title = row->url ? clean_url(w, row->url) : clean(w, row->id);
	if (title.len)
		dump_add_escaped(&w->line, title, DUMP_IN_TITLE, true);
	else
		buf_add_str(&w->line, DUMP_UNTITLED);
	buf_add_char(&w->line, '\n');
}

static void add_posted(struct text_writer *w, const struct post_row *row)
{
	struct dump_posted posted = { clean(w, row->author), -1, 0 };

	if (row->published.precision >= DATE_MINUTE && heading_of(row) == DUMP_HEADING_DATE) {
		struct date_fields f = date_fields(row->published);

		posted.hour = f.hour;
		posted.minute = f.minute;
	}
	if (!posted.author.len && posted.hour < 0)
		return;
	dump_posted_add(&w->line, &posted);
	buf_add_char(&w->line, '\n');
}

static void add_labels(struct text_writer *w, const struct post_row *row)
{
	bool any = false;

	for (uint32_t i = 0; i < row->label_count; i++) {
		struct span raw = library_label(w->lib, row->first_label + i);
		struct span label = dump_trim(file_field(&w->arena, raw));

		if (!label.len)
			continue;
		buf_add_str(&w->line, any ? ", " : "Labels: ");
		dump_label_add(&w->line, label);
		any = true;
	}
	if (any)
		buf_add_char(&w->line, '\n');
}

static void add_status(struct text_writer *w, const struct post_row *row)
{
	bool hidden = row->state != POST_SHOWN && row->state != POST_MISSING;

	if (hidden)
		buf_addf(&w->line, "Status: %s", post_state_name(row->state));
	if (row->kind == POST_PAGE)
		buf_addf(&w->line, "%s%s", hidden ? ", " : "Status: ", post_kind_name(row->kind));
	if (hidden || row->kind == POST_PAGE)
		buf_add_char(&w->line, '\n');
}

static void add_url(struct text_writer *w, const struct post_row *row)
{
	struct span url = clean_url(w, row->url);
	bool in_title = row->state == POST_MISSING && !clean(w, row->title).len;

	if (url.len && !in_title)
		buf_addf(&w->line, "Link: %.*s\n", (int)url.len, url.p);
}

static void write_body(struct text_writer *w, post_id post, struct buf *links)
{
	struct text_form form = { .place = DUMP_IN_BODY, .cols = w->opts->width_cols };
	size_t before = w->line.len;

	buf_add_char(&w->line, '\n');
	add_body(&w->line, links, body_of_post(w->lib, post, form.cols, w->opts->width), &form);
	if (w->line.len == before + 1)
		buf_truncate(&w->line, before);
	file_flush(w->out, &w->line, &w->arena);
}

static void write_trailers(struct text_writer *w, const struct post_row *row, struct span links)
{
	size_t before = w->line.len;

	buf_add_char(&w->line, '\n');
	add_posted(w, row);
	add_labels(w, row);
	add_url(w, row);
	add_status(w, row);
	buf_add_span(&w->line, links);
	if (w->line.len == before + 1)
		buf_truncate(&w->line, before);
	file_flush(w->out, &w->line, &w->arena);
}

static void write_post(struct text_writer *w, post_id post, comment_id subtree)
{
	const struct post_row *row = library_post(w->lib, post);
	struct buf links = BUF_INIT;

	dump_heading_add(&w->line, heading_of(row), row->published);
	buf_add_str(&w->line, "\n\n");
	add_title(w, row);
	file_flush(w->out, &w->line, &w->arena);
	if (!w->opts->no_body)
		write_body(w, post, &links);
	write_trailers(w, row, buf_span(&links));
	if (!w->opts->no_thread)
		write_thread(w, post, subtree);
	buf_release(&links);
}

static void write_text(const struct library *lib, const struct export_selection *selection,
    const struct export_opts *opts, FILE *out)
{
	struct text_writer w = { .lib = lib, .opts = opts, .out = out };

	for (size_t i = 0; i < selection->count; i++) {
		if (i)
			fputc('\n', out);
		write_post(&w, selection->posts[i], selection->subtree);
	}
	buf_release(&w.line);
	free(w.newest);
}

extern const struct export_format export_text;
const struct export_format export_text = {
	.name = "text",
	.label = "text in the shape of a copied blog page",
	.extension = "txt",
	.write = write_text,
};
