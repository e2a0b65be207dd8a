/* Posts with their threads as a mailbox that mail readers show threaded: a message for
 * each post and each comment, in the manner of mboxrd.
 *
 * A message's id is made of the ids of the source, so that a newer export of the same
 * blog has the same ids; where a source has none, of numbers.  References name the post,
 * and of the comments above the nearest REFERENCES_MOST (RFC 5322, 3.6.4, wants all, but
 * a thread may be deeper than a mail reader can take).
 */
#include "config.h"

#include <stdlib.h>

#include "export/body_priv.h"
#include "export/field_priv.h"
#include "export/mail_priv.h"
#include "moot/base/arena.h"
#include "moot/base/xalloc.h"
#include "moot/export/export.h"
#include "moot/text/url.h"

enum { REFERENCES_MOST = 20 };

struct mbox {
	const struct library *lib;
	const struct export_opts *opts;
	FILE *out;
	struct buf text; /* not yet written */
	struct arena arena;
	post_id post;
	uint32_t number; /* of the post */
	comment_id *path; /* path[d]: the comment of depth d, from 1, that is above */
	size_t path_cap;
};

static struct span clean(struct mbox *m, text_ref text)
{
	return file_field(&m->arena, library_text(m->lib, text));
}

/* ---- names of messages ---- */

static void add_post_word(struct mbox *m)
{
	const struct post_row *row = library_post(m->lib, m->post);
	text_ref known = row->id ? row->id : row->url;

	if (known)
		mail_add_id_word(&m->text, library_text(m->lib, known));
	else
		buf_addf(&m->text, "n%u", (unsigned)m->number);
}

static void add_post_id(struct mbox *m)
{
	buf_add_str(&m->text, "<post.");
	add_post_word(m);
	buf_add_str(&m->text, "@moot.invalid>");
}

/* Ids of comments count within their post. */
static void add_comment_id(struct mbox *m, comment_id id)
{
	const struct comment_row *row = library_comment(m->lib, id);
	struct buf number = BUF_INIT;

	buf_add_str(&m->text, "<comment.");
	if (row->id) {
		mail_add_id_word(&m->text, library_text(m->lib, row->id));
	} else {
		library_add_number(m->lib, id, &number);
		buf_add_char(&m->text, 'n');
		mail_add_id_word(&m->text, buf_span(&number));
	}
	buf_add_char(&m->text, '.');
	add_post_word(m);
	buf_add_str(&m->text, "@moot.invalid>");
	buf_release(&number);
}

/* ---- heads ---- */

/* mbox wants a sender and a time, whatever is known. */
static void add_separator(struct mbox *m, struct date d)
{
	buf_add_str(&m->text, "From nobody@moot.invalid ");
	mail_add_separator_date(&m->text, d);
	buf_add_char(&m->text, '\n');
}

static struct span title_of(struct mbox *m)
{
	const struct post_row *row = library_post(m->lib, m->post);
	const text_ref names[] = { row->title, row->url, row->id };
	struct span title = SPAN_NONE;

	for (size_t i = 0; i < sizeof names / sizeof *names && !title.len; i++)
		if (!i || row->state == POST_MISSING)
			title = clean(m, names[i]);
	return title.len ? title : SPAN_LIT("(untitled)");
}

/* A long line here may not be folded within the address: RFC 5064 folds before it. */
static void add_url(struct mbox *m, text_ref ref)
{
	enum { LONGEST = 900 };
	struct span url = safe_span(safe_url(&m->arena, library_text(m->lib, ref)));

	if (url_is_link(url) && url.len <= LONGEST && span_find_byte(url, '>') == url.len)
		buf_addf(&m->text, "Archived-At:\n <%.*s>\n", (int)url.len, url.p);
}

static void add_state(struct mbox *m, const char *state)
{
	buf_addf(&m->text, "X-Moot-State: %s\n", state);
}

/* ---- messages ---- */

static void add_body(struct mbox *m, struct body body)
{
	struct buf text = BUF_INIT;

	body_add_text(&body, &text);
	if (doc_link_count(body.doc)) {
		buf_add_str(&text, text.len ? "\n\n" : "");
		layout_add_links(body.doc, 0, &text);
	}
	mail_add_body(&m->text, buf_span(&text));
	buf_release(&text);
	body_release(&body);
}

static bool is_stub(const struct mbox *m, const struct comment_row *row)
{
	if (row->state == COMMENT_MISSING)
		return true;
	return row->state != COMMENT_SHOWN && (!m->opts->all || !row->body);
}

static void add_references(struct mbox *m, uint32_t depth)
{
	uint32_t from = depth > REFERENCES_MOST ? depth - REFERENCES_MOST : 1;

	buf_add_str(&m->text, "In-Reply-To: ");
	if (depth > 1)
		add_comment_id(m, m->path[depth - 1]);
	else
		add_post_id(m);
	buf_add_str(&m->text, "\nReferences: ");
	add_post_id(m);
	for (uint32_t d = from; d < depth; d++) {
		buf_add_str(&m->text, "\n ");
		add_comment_id(m, m->path[d]);
	}
	buf_add_char(&m->text, '\n');
}

static void write_comment(struct mbox *m, comment_id id, uint32_t depth)
{
	const struct comment_row *row = library_comment(m->lib, id);
	bool stub = is_stub(m, row);
	struct buf number = BUF_INIT;

	library_add_number(m->lib, id, &number);
	add_separator(m, stub ? DATE_INIT : row->published);
	mail_add_from(
	    &m->text, stub ? SPAN_NONE : file_byline(&m->arena, library_text(m->lib, row->author)));
	mail_add_date(&m->text, stub ? DATE_INIT : row->published);
	mail_add_field(&m->text, "Subject: Re", title_of(m));
	buf_add_str(&m->text, "Message-ID: ");
	add_comment_id(m, id);
	buf_add_char(&m->text, '\n');
	add_references(m, depth);
	buf_addf(&m->text, "X-Moot-Address: %u#%s\n", (unsigned)m->number, buf_str(&number));
	add_url(m, row->url);
	if (row->state != COMMENT_SHOWN)
		add_state(m, comment_state_name(row->state));
	if (stub) {
		buf_clear(&number);
		buf_addf(&number, "[%s comment]", comment_state_name(row->state));
		mail_add_body(&m->text, buf_span(&number));
	} else {
		add_body(m, body_of_comment(m->lib, id, m->opts->width_cols, m->opts->width));
	}
	buf_release(&number);
	file_flush(m->out, &m->text, &m->arena);
}

static void remember(struct mbox *m, uint32_t depth, comment_id id)
{
	while (m->path_cap <= depth)
		m->path = array_grow(m->path, m->path_cap, &m->path_cap, sizeof *m->path);
	m->path[depth] = id;
}

static void write_thread(struct mbox *m, comment_id subtree)
{
	uint32_t count, from = 0, top = 0;
	const struct thread_item *items = library_thread(m->lib, m->post, &count);

	if (subtree) {
		from = library_comment(m->lib, subtree)->place;
		count = from + items[from].size;
		top = items[from].depth - 1;
	}
	for (uint32_t i = from; i < count; i++) {
		if (!library_comment_visible(m->lib, items[i].comment, m->opts->all))
			continue;
		remember(m, items[i].depth - top, items[i].comment);
		write_comment(m, items[i].comment, items[i].depth - top);
	}
}

static void add_labels(struct mbox *m, const struct post_row *row)
{
	struct buf labels = BUF_INIT;

	for (uint32_t i = 0; i < row->label_count; i++) {
		struct span raw = library_label(m->lib, row->first_label + i);

		buf_add_str(&labels, i ? ", " : "");
		buf_add_span(&labels, file_field(&m->arena, raw));
	}
	if (labels.len)
		mail_add_field(&m->text, "Keywords", buf_span(&labels));
	buf_release(&labels);
}

static void write_post(struct mbox *m, comment_id subtree)
{
	const struct post_row *row = library_post(m->lib, m->post);

	add_separator(m, row->published);
	mail_add_from(&m->text, file_byline(&m->arena, library_text(m->lib, row->author)));
	mail_add_date(&m->text, row->published);
	mail_add_field(&m->text, "Subject", title_of(m));
	buf_add_str(&m->text, "Message-ID: ");
	add_post_id(m);
	buf_addf(&m->text, "\nX-Moot-Address: %u\n", (unsigned)m->number);
	add_url(m, row->url);
	add_labels(m, row);
	if (row->state != POST_SHOWN)
		add_state(m, post_state_name(row->state));
	if (m->opts->no_body)
		mail_add_body(&m->text, SPAN_LIT(""));
	else
		add_body(m, body_of_post(m->lib, m->post, m->opts->width_cols, m->opts->width));
	file_flush(m->out, &m->text, &m->arena);
	if (!m->opts->no_thread)
		write_thread(m, subtree);
}

static void write_mbox(const struct library *lib, const struct export_selection *selection,
    const struct export_opts *opts, FILE *out)
{
	struct mbox m = { .lib = lib, .opts = opts, .out = out };

	for (size_t i = 0; i < selection->count; i++) {
		m.post = selection->posts[i];
		m.number = selection->numbers[i];
		write_post(&m, selection->subtree);
	}
	buf_release(&m.text);
	free(m.path);
}

extern const struct export_format export_mbox;
const struct export_format export_mbox = {
	.name = "mbox",
	.label = "a mailbox, threaded (mboxrd)",
	.extension = "mbox",
	.write = write_mbox,
};
