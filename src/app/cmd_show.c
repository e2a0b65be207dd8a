/* Pages shown instead of the panes: help, messages, details. */
#include "config.h"

#include "app/commands_priv.h"
#include "app/session.h"
#include "moot/view/names.h"

enum { HELP_KEYS_COLS = 24 };

static void add_command_help(struct session *s, const struct command *c)
{
	struct buf keys = BUF_INIT, words = BUF_INIT;

	keymap_add_keys_of(&s->config->keymap, c, &keys);
	if (keys.len == 0)
		buf_addf(&keys, ":%s", c->name);
	buf_addf(&words, "%s (%s%s%s)", c->help, c->name, *c->argument ? " " : "", c->argument);
	page_add_keys(s, &keys, HELP_KEYS_COLS, buf_str(&words));
	buf_release(&keys);
	buf_release(&words);
}

static void fill_help(struct session *s)
{
	struct buf line = BUF_INIT;

	buf_add_str(&line, "A number before a command repeats it: 5j.  / searches this page, q "
	    "closes it.  Every command can be typed after : by the name in brackets.");
	page_add(s, &line, FACE_TEXT, 0);
	for (const struct command *c = commands; c->help; c++) {
		if (c->name) {
			add_command_help(s, c);
			continue;
		}
		sheet_add_blank(&s->sheet.sheet);
		buf_add_str(&line, c->help);
		page_add(s, &line, FACE_HEADING, 0);
	}
	buf_release(&line);
}

void cmd_help(struct session *s, const struct call *call)
{
	static const struct page page = { .title = "Help", .fill = fill_help };

	(void)call;
	page_open(s, &page);
}

static void add_message(struct session *s, const struct diag *d, struct buf *line)
{
	struct arena scratch = { 0 };

	if (d->source && d->source <= library_source_count(s->lib))
		buf_add_span(line, safe_span(name_field(&scratch, s->lib,
		    library_source(s->lib, d->source)->name)));
	if (d->line)
		buf_addf(line, ":%zu", d->line);
	if (line->len)
		buf_add_str(line, ": ");
	buf_add_span(line, safe_span(safe_field(&scratch, span_str(d->detail))));
	page_add(s, line, diag_code_severity(d->code) == DIAG_NOTE ? FACE_TEXT : FACE_ERROR, 4);
	arena_release(&scratch);
}

static void add_suppressed(struct session *s, const struct diags *diags, struct buf *line)
{
	for (int code = 0; code < DIAG_CODES; code++)
		if (diags->suppressed[code]) {
			buf_addf(line, "%zu more: %s", diags->suppressed[code],
			    diag_code_sentence((enum diag_code)code));
			page_add(s, line, FACE_DIM, 4);
		}
}

static void add_config_errors(struct session *s)
{
	struct span rest = span_str(s->config_errors), error;
	struct buf line = BUF_INIT;

	while (rest.len && span_line(&rest, &error)) {
		safe_add(&line, error, 0);
		page_add(s, &line, FACE_ERROR, 4);
	}
	buf_release(&line);
}

static void fill_messages(struct session *s)
{
	const struct diags *diags = s->opts.diags;
	struct buf line = BUF_INIT;

	add_config_errors(s);
	for (size_t i = 0; diags && i < diags->len; i++)
		add_message(s, &diags->rows[i], &line);
	if (diags)
		add_suppressed(s, diags, &line);
	if (s->trouble) {
		safe_add(&line, span_str(s->trouble), 0);
		page_add(s, &line, FACE_ERROR, 4);
	}
	if (s->sheet.sheet.count == 0) {
		buf_add_str(&line, "nothing was found wrong in the sources");
		page_add(s, &line, FACE_DIM, 0);
	}
	buf_release(&line);
}

void cmd_messages(struct session *s, const struct call *call)
{
	static const struct page page = { .title = "Messages", .fill = fill_messages };

	(void)call;
	page_open(s, &page);
}

/* ---- details ---- */

static void add_fact(struct session *s, const char *name, struct safe value)
{
	struct buf line = BUF_INIT;

	if (value.len == 0)
		return;
	buf_addf(&line, "%-12s", name);
	buf_add_span(&line, safe_span(value));
	page_add(s, &line, FACE_TEXT, 12);
	buf_release(&line);
}

static void add_text_fact(struct session *s, const char *name, text_ref ref)
{
	add_fact(s, name, name_field(&s->sheet.sheet.arena, s->lib, ref));
}

static void add_date_fact(struct session *s, const char *name, struct date d)
{
	struct buf text = BUF_INIT;

	if (date_known(d))
		date_add_rfc3339(&text, d);
	add_fact(s, name, safe_field(&s->sheet.sheet.arena, buf_span(&text)));
	buf_release(&text);
}

static void add_word_fact(struct session *s, const char *name, const char *word)
{
	add_fact(s, name, (struct safe){ word, strlen(word) });
}

static void add_heading(struct session *s, const char *text)
{
	struct buf line = BUF_INIT;

	if (s->sheet.sheet.count)
		sheet_add_blank(&s->sheet.sheet);
	buf_add_str(&line, text);
	page_add(s, &line, FACE_HEADING, 0);
	buf_release(&line);
}

static void add_post_facts(struct session *s, const struct post_row *p)
{
	struct buf labels = BUF_INIT;

	add_heading(s, "Post");
	add_text_fact(s, "title", p->title);
	add_text_fact(s, "author", p->author);
	add_date_fact(s, "published", p->published);
	add_date_fact(s, "updated", p->updated);
	add_text_fact(s, "url", p->url);
	add_text_fact(s, "id", p->id);
	for (uint32_t i = 0; i < p->label_count; i++) {
		buf_add_str(&labels, i ? ", " : "");
		buf_add_span(&labels, library_label(s->lib, p->first_label + i));
	}
	add_fact(s, "labels", safe_field(&s->sheet.sheet.arena, buf_span(&labels)));
	add_word_fact(s, "kind", post_kind_name((enum post_kind)p->kind));
	add_word_fact(s, "state", post_state_name((enum post_state)p->state));
	buf_clear(&labels);
	buf_addf(&labels, "%u", p->shown_len);
	if (p->comments_total != COMMENTS_TOTAL_UNKNOWN)
		buf_addf(&labels, " (the source says %u)", p->comments_total);
	add_fact(s, "comments", safe_field(&s->sheet.sheet.arena, buf_span(&labels)));
	buf_release(&labels);
}

static void add_comment_facts(struct session *s, comment_id id)
{
	const struct comment_row *c = library_comment(s->lib, id);

	add_heading(s, "Comment");
	add_fact(s, "number", name_of_number(&s->sheet.sheet.arena, s->lib, id, SIZE_MAX,
	    &s->looks));
	if (!session_on_stub(s)) {
		add_text_fact(s, "author", c->author);
		add_text_fact(s, "author's url", c->author_url);
	}
	add_date_fact(s, "published", c->published);
	add_text_fact(s, "url", c->url);
	add_text_fact(s, "id", c->id);
	add_word_fact(s, "kind", comment_kind_name((enum comment_kind)c->kind));
	add_word_fact(s, "state", comment_state_name((enum comment_state)c->state));
}

/* With the numbers that :image takes. */
static void add_images(struct session *s, comment_id comment)
{
	const struct doc *d = bodies_doc(s->bodies, s->body.post, comment);
	size_t count = session_on_stub(s) ? 0 : doc_image_count(d);
	struct buf line = BUF_INIT;

	if (count)
		add_heading(s, comment ? "Images of the comment" : "Images of the post");
	for (size_t i = 0; i < count; i++) {
		const struct doc_image *image = doc_image(d, i);

		buf_addf(&line, "%-12zu%.*s%s", i + 1, (int)image->alt.len, image->alt.p,
		    image->alt.len && image->url.len ? "  " : "");
		buf_add_span(&line, safe_span(image->url));
		if (!image->url.len && image->is_near)
			buf_add_str(&line, "  (in the text itself)");
		page_add(s, &line, FACE_TEXT, 12);
	}
	buf_release(&line);
}

static void add_source_facts(struct session *s, source_id id)
{
	const struct source_row *row;

	if (id == 0)
		return;
	row = library_source(s->lib, id);
	add_heading(s, "Source");
	add_text_fact(s, "name", row->name);
	add_text_fact(s, "format", row->format);
	add_text_fact(s, "title", row->title);
	add_text_fact(s, "author", row->author);
	add_text_fact(s, "url", row->url);
	add_text_fact(s, "id", row->id);
	add_date_fact(s, "updated", row->updated);
}

static void fill_details(struct session *s)
{
	const struct post_row *p = library_post(s->lib, s->body.post);
	comment_id comment = session_comment(s);

	if (comment)
		add_comment_facts(s, comment);
	add_post_facts(s, p);
	add_images(s, comment);
	add_source_facts(s, p->source);
}

void cmd_details(struct session *s, const struct call *call)
{
	static const struct page page = { .title = "Details", .fill = fill_details };

	(void)call;
	page_open(s, &page);
}
