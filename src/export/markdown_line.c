/* The text of a leaf: a run of one style and link after the other.  What is open is closed
 * only where a run needs something else, and before the end of the line.
 */
#include "config.h"

#include "export/markdown_body_priv.h"
#include "moot/text/utf8.h"

enum { SPAN_STYLES = DOC_BOLD | DOC_ITALIC | DOC_STRIKE | DOC_CODE };

size_t markdown_most_ticks(struct span text)
{
	size_t most = 0, now = 0;

	for (size_t i = 0; i < text.len; i++) {
		now = text.p[i] == '`' ? now + 1 : 0;
		most = now > most ? now : most;
	}
	return most;
}

static void add_ticks(struct body_writer *w)
{
	buf_add_repeat(w->out, '`', w->ticks);
}

static void close_styles(struct body_writer *w)
{
	if (w->style & DOC_CODE)
		add_ticks(w);
	if (w->style & DOC_ITALIC)
		buf_add_char(w->out, w->italic);
	if (w->style & DOC_BOLD)
		buf_add_str(w->out, "**");
	if (w->style & DOC_STRIKE)
		buf_add_str(w->out, "~~");
	w->style = 0;
}

static void open_styles(struct body_writer *w, uint16_t style)
{
	if (style & DOC_STRIKE)
		buf_add_str(w->out, "~~");
	if (style & DOC_BOLD)
		buf_add_str(w->out, "**");
	if (style & DOC_ITALIC) {
		w->italic = w->out->len && w->out->data[w->out->len - 1] == '*' ? '_' : '*';
		buf_add_char(w->out, w->italic);
	}
	if (style & DOC_CODE)
		add_ticks(w);
	w->style = style;
}

static void close_link(struct body_writer *w)
{
	if (!w->link)
		return;
	buf_add_str(w->out, "](");
	markdown_add_url(w->out, safe_span(doc_link(w->doc, w->link)->url));
	buf_add_char(w->out, ')');
	w->link = 0;
}

static void switch_to(struct body_writer *w, uint16_t style, uint32_t link)
{
	if (w->style == style && w->link == link)
		return;
	close_styles(w);
	if (w->link != link) {
		close_link(w);
		if (link)
			buf_add_char(w->out, '[');
		w->link = link;
	}
	open_styles(w, style);
}

/* Code has no escapes: more backticks than are in it stand around it.  In a cell, a bar
 * needs one nevertheless. */
static void add_code(struct body_writer *w, struct span words)
{
	const char *pad = words.p[0] == '`' || words.p[words.len - 1] == '`' ? " " : "";

	buf_add_str(w->out, pad);
	for (struct span piece; span_split(&words, '|', &piece);) {
		buf_add_span(w->out, piece);
		if (words.p)
			buf_add_str(w->out, w->in_cell ? "\\|" : "|");
	}
	buf_add_str(w->out, pad);
}

/* Marks must stand at words: blanks go before and behind them. */
static void add_run(struct body_writer *w, struct span text, uint16_t style, uint32_t link,
    enum markdown_place place)
{
	struct span words = span_trim(text);
	size_t before = words.len ? (size_t)(words.p - text.p) : text.len;

	style &= SPAN_STYLES & (uint16_t)~w->ignored;
	if (!words.len && w->link != link)
		switch_to(w, 0, 0);
	if (before && place != MARKDOWN_LINE_START) {
		if (w->style || w->link != link)
			switch_to(w, 0, w->link == link ? link : 0);
		buf_add_repeat(w->out, ' ', 1);
	}
	if (!words.len)
		return;
	if (style & DOC_CODE) {
		close_styles(w);
		w->ticks = markdown_most_ticks(words) + 1;
	}
	switch_to(w, style, link);
	if (w->style & DOC_CODE)
		add_code(w, words);
	else
		markdown_add_escaped(w->out, words, w->style || w->link ? MARKDOWN_IN_LINE : place);
	if (before + words.len < text.len) {
		close_styles(w);
		buf_add_char(w->out, ' ');
	}
}

static bool is_joiner(const struct doc_mark *mark)
{
	return mark->kind == DOC_MARK_JOINER || mark->kind == DOC_MARK_NON_JOINER;
}

/* Writes the joiner that stands before a byte of the text; returns where the next one
 * does, at most end. */
static uint32_t add_joiner(struct body_writer *w, uint32_t from, uint32_t end)
{
	const struct doc_tree *t = &w->tree;

	for (; w->mark < t->mark_count; w->mark++) {
		const struct doc_mark *mark = &t->marks[w->mark];

		if (is_joiner(mark) && mark->at > from)
			return mark->at < end ? mark->at : end;
		if (is_joiner(mark) && mark->at == from)
			buf_add_utf8(w->out,
			    mark->kind == DOC_MARK_JOINER ? ZERO_WIDTH_JOINER
							  : ZERO_WIDTH_NON_JOINER);
	}
	return end;
}

/* Bytes from to to of the text, which are in one line; *run is where runs go on. */
static void add_line_text(struct body_writer *w, uint32_t from, uint32_t to, uint32_t *run,
    enum markdown_place place)
{
	const struct doc_tree *t = &w->tree;

	while (*run < t->run_count && t->runs[*run].start + t->runs[*run].len <= from)
		(*run)++;
	while (from < to) {
		const struct doc_run *r = *run < t->run_count ? &t->runs[*run] : NULL;
		bool inside = r && r->start <= from;
		uint32_t end = !r ? to : inside ? r->start + r->len : r->start;

		if (end > to)
			end = to;
		end = add_joiner(w, from, end);
		add_run(w, span_of(t->text.p + from, end - from), inside ? r->style : 0,
		    inside ? r->link : 0, place);
		place = place == MARKDOWN_LINE_START ? MARKDOWN_IN_LINE : place;
		from = end;
		if (inside && r->start + r->len <= from)
			(*run)++;
	}
	switch_to(w, 0, 0);
}

void markdown_add_lines(struct body_writer *w, const struct doc_node *n, enum markdown_place place,
    const char *line_break)
{
	uint32_t at = n->text_start, end = at + n->text_len, run = n->first_run;
	struct span all = safe_span(w->tree.text);

	w->mark = n->first_mark;
	while (at < end) {
		uint32_t to = at + (uint32_t)span_find_byte(span_sub(all, at, end), '\n');

		add_line_text(w, at, to, &run, place);
		at = to + 1;
		if (to >= end || at >= end)
			break;
		buf_add_str(w->out, line_break);
		if (place == MARKDOWN_LINE_START)
			markdown_begin_line(w);
	}
}
