/* Posts with their threads as Markdown: a heading for each post, and each comment in as
 * many block quotes as it is deep, but no more than DEEPEST; its number tells the rest.
 * Addresses are anchors: what moot calls 3#2.1 is <a id="3#2.1">.
 */
#include "config.h"

#include "export/body_priv.h"
#include "export/field_priv.h"
#include "export/markdown_priv.h"
#include "moot/base/arena.h"
#include "moot/export/export.h"
#include "moot/text/url.h"

enum { DEEPEST = 20, POST_LEVEL = 1, THREAD_LEVEL = 2 };

struct markdown {
	const struct library *lib;
	const struct export_opts *opts;
	FILE *out;
	struct buf text; /* not yet written */
	struct arena arena;
	uint32_t number; /* of the post */
};

static struct span clean(struct markdown *m, text_ref text)
{
	return file_field(&m->arena, library_text(m->lib, text));
}

static void add_words(struct markdown *m, struct span words)
{
	markdown_add_escaped(&m->text, words, MARKDOWN_IN_LINE);
}

/* "[words](url)", or the words alone where there is nothing to follow. */
static void add_link(struct markdown *m, struct span words, text_ref ref)
{
	struct span url = safe_span(safe_url(&m->arena, library_text(m->lib, ref)));

	if (!url_is_link(url)) {
		add_words(m, words);
		return;
	}
	buf_add_char(&m->text, '[');
	add_words(m, words);
	buf_add_str(&m->text, "](");
	markdown_add_url(&m->text, url);
	buf_add_char(&m->text, ')');
}

static void add_prefix(struct buf *out, uint32_t depth)
{
	for (uint32_t i = 0; i < depth && i < DEEPEST; i++)
		buf_add_str(out, "> ");
}

/* Adds an empty line with the prefix and the body, if there is one. */
static void add_body(struct markdown *m, struct body body, struct span prefix, int above_level)
{
	size_t before = m->text.len, start;

	buf_add_span(&m->text, span_trim(prefix));
	buf_add_char(&m->text, '\n');
	start = m->text.len;
	markdown_add_body(&m->text, body.doc, prefix, above_level);
	if (m->text.len == start)
		buf_truncate(&m->text, before);
	body_release(&body);
}

/* ---- comments ---- */

static bool is_stub(const struct markdown *m, const struct comment_row *row)
{
	if (row->state == COMMENT_MISSING)
		return true;
	return row->state != COMMENT_SHOWN && (!m->opts->all || !row->body);
}

static void add_byline(struct markdown *m, comment_id id, bool stub)
{
	const struct comment_row *row = library_comment(m->lib, id);
	struct buf number = BUF_INIT;
	struct span author = file_byline(&m->arena, library_text(m->lib, row->author));

	library_add_number(m->lib, id, &number);
	buf_addf(&m->text, "<a id=\"%u#%s\"></a>", (unsigned)m->number, buf_str(&number));
	add_link(m, buf_span(&number), row->url);
	if (stub)
		buf_addf(&m->text, " \\[%s comment\\]", comment_state_name(row->state));
	if (!stub && author.len) {
		buf_add_str(&m->text, " **");
		add_words(m, author);
		buf_add_str(&m->text, "**");
	}
	if (!stub && date_known(row->published)) {
		buf_add_str(&m->text, ", ");
		date_add_stamp(&m->text, row->published);
	}
	if (!stub && library_by_post_author(m->lib, id))
		buf_add_str(&m->text, ", post author");
	if (!stub && row->kind == COMMENT_PINGBACK)
		buf_add_str(&m->text, ", pingback");
	if (!stub && row->state != COMMENT_SHOWN)
		buf_addf(&m->text, ", %s", comment_state_name(row->state));
	buf_add_char(&m->text, '\n');
	buf_release(&number);
}

static void write_comment(struct markdown *m, comment_id id, uint32_t depth)
{
	struct buf prefix = BUF_INIT;
	bool stub = is_stub(m, library_comment(m->lib, id));

	/* An empty line in what is around the comment ends the quote before. */
	add_prefix(&prefix, depth - 1);
	buf_add_span(&m->text, span_trim(buf_span(&prefix)));
	buf_add_char(&m->text, '\n');
	buf_clear(&prefix);
	add_prefix(&prefix, depth);
	buf_add_span(&m->text, buf_span(&prefix));
	add_byline(m, id, stub);
	if (!stub)
		add_body(m, body_of_comment(m->lib, id, 0, m->opts->width), buf_span(&prefix),
		    THREAD_LEVEL);
	buf_release(&prefix);
	file_flush(m->out, &m->text, &m->arena);
}

static void write_thread(struct markdown *m, post_id post, comment_id subtree)
{
	uint32_t count, from = 0, top = 0;
	const struct thread_item *items = library_thread(m->lib, post, &count);
	bool any = false;

	if (subtree) {
		from = library_comment(m->lib, subtree)->place;
		count = from + items[from].size;
		top = items[from].depth - 1;
	}
	for (uint32_t i = from; i < count; i++) {
		if (!library_comment_visible(m->lib, items[i].comment, m->opts->all))
			continue;
		if (!any)
			buf_add_str(&m->text, "\n## Comments\n");
		any = true;
		write_comment(m, items[i].comment, items[i].depth - top);
	}
}

/* ---- posts ---- */

static void add_title(struct markdown *m, const struct post_row *row)
{
	const text_ref names[] = { row->title, row->url, row->id };
	struct span title = SPAN_NONE;

	for (size_t i = 0; i < sizeof names / sizeof *names && !title.len; i++)
		if (!i || row->state == POST_MISSING)
			title = clean(m, names[i]);
	buf_addf(&m->text, "<a id=\"%u\"></a>\n\n# ", (unsigned)m->number);
	add_words(m, title.len ? title : SPAN_LIT("(untitled)"));
	buf_add_char(&m->text, '\n');
}

static void begin_fact(struct markdown *m, const char *name, bool *any)
{
	buf_addf(&m->text, "\n- %s: ", name);
	*any = true;
}

static void add_labels(struct markdown *m, const struct post_row *row, bool *any)
{
	for (uint32_t i = 0; i < row->label_count; i++) {
		struct span raw = library_label(m->lib, row->first_label + i);

		if (i)
			buf_add_str(&m->text, ", ");
		else
			begin_fact(m, "Labels", any);
		add_words(m, file_field(&m->arena, raw));
	}
}

static void add_facts(struct markdown *m, const struct post_row *row)
{
	struct span url = safe_span(safe_url(&m->arena, library_text(m->lib, row->url)));
	bool any = false;

	if (row->author) {
		begin_fact(m, "Author", &any);
		add_words(m, file_byline(&m->arena, library_text(m->lib, row->author)));
	}
	if (date_known(row->published)) {
		begin_fact(m, "Date", &any);
		date_add_stamp(&m->text, row->published);
	}
	add_labels(m, row, &any);
	if (url.len) {
		begin_fact(m, "Link", &any);
		add_link(m, url, row->url);
	}
	if (row->state != POST_SHOWN || row->kind != POST_POST) {
		begin_fact(m, "Status", &any);
		buf_add_str(&m->text, post_state_name(row->state));
		buf_addf(&m->text, "%s", row->kind == POST_PAGE ? ", page" : "");
	}
	buf_add_str(&m->text, any ? "\n" : "");
}

static void write_post(struct markdown *m, post_id post, comment_id subtree)
{
	const struct post_row *row = library_post(m->lib, post);

	add_title(m, row);
	add_facts(m, row);
	if (!m->opts->no_body)
		add_body(m, body_of_post(m->lib, post, 0, m->opts->width), SPAN_NONE, POST_LEVEL);
	file_flush(m->out, &m->text, &m->arena);
	if (!m->opts->no_thread)
		write_thread(m, post, subtree);
	file_flush(m->out, &m->text, &m->arena);
}

static void write_markdown(const struct library *lib, const struct export_selection *selection,
    const struct export_opts *opts, FILE *out)
{
	struct markdown m = { .lib = lib, .opts = opts, .out = out };

	for (size_t i = 0; i < selection->count; i++) {
		if (i)
			buf_add_char(&m.text, '\n');
		m.number = selection->numbers[i];
		write_post(&m, selection->posts[i], selection->subtree);
	}
	file_flush(m.out, &m.text, &m.arena);
	buf_release(&m.text);
}

extern const struct export_format export_markdown;
const struct export_format export_markdown = {
	.name = "markdown",
	.label = "Markdown, comments in block quotes",
	.extension = "md",
	.write = write_markdown,
};
