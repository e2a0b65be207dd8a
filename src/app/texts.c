/* The text that commands hand on, to the clipboard, a file or another program: as it is
 * exported, with a heading per comment where they are several. */
#include "config.h"

#include "app/session.h"
#include "moot/view/names.h"

static void add_body(const struct session *s, comment_id comment, int cols, struct buf *out)
{
	struct doc *d = body_parse(s->lib, s->body.post, comment);
	struct layout_opts opts = { .cols = cols, .export_pen = true, .number_links = true,
		.width = s->looks.width };
	struct buf links = BUF_INIT;

	layout_write(d, &opts, out);
	buf_add_char(out, '\n');
	layout_add_links(d, 0, &links);
	if (links.len) {
		buf_add_char(out, '\n');
		buf_add_span(out, buf_span(&links));
	}
	buf_release(&links);
	doc_free(d);
}

/* "2.1 Ann, 19 June 2014 at 08:43" */
static void add_heading(const struct session *s, comment_id comment, struct buf *out)
{
	struct arena scratch = { 0 };
	struct safe author = name_of_author(&scratch, s->lib, comment);

	buf_add_span(out, safe_span(name_of_number(&scratch, s->lib, comment, SIZE_MAX,
	    &s->looks)));
	if (author.len) {
		buf_add_char(out, ' ');
		buf_add_span(out, safe_span(author));
	}
	if (date_known(library_comment(s->lib, comment)->published)) {
		buf_add_str(out, ", ");
		date_add_stamp(out, library_comment(s->lib, comment)->published);
	}
	buf_add_str(out, "\n\n");
	arena_release(&scratch);
}

static bool is_tagged(const struct session *s, uint32_t item)
{
	const struct outline_item *at = &s->thread.outline.items[item];

	return !at->stub && folds_has(&s->tags, at->comment);
}

uint32_t texts_tagged(const struct session *s)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < s->thread.outline.count; i++)
		count += is_tagged(s, i);
	return count;
}

static bool add_tagged(const struct session *s, int cols, struct buf *out)
{
	bool any = false;

	for (uint32_t i = 0; i < s->thread.outline.count; i++) {
		comment_id comment = s->thread.outline.items[i].comment;

		if (!is_tagged(s, i))
			continue;
		if (any)
			buf_add_char(out, '\n');
		add_heading(s, comment, out);
		add_body(s, comment, cols, out);
		any = true;
	}
	return any;
}

bool texts_add(const struct session *s, int cols, struct buf *out)
{
	if (session_comment(s) && add_tagged(s, cols, out))
		return true;
	if (session_on_stub(s))
		return false;
	add_body(s, session_comment(s), cols, out);
	return true;
}
