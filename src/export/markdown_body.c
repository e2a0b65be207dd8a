/* A doc's rows, in preorder, as Markdown blocks.
 *
 * Every line begins with what its containers put there: "> " of a quote, the marker of
 * a list item on its first line and as many blanks on the others.  Both are kept as one
 * text each, which grows when a container begins and shrinks when it ends.
 */
#include "config.h"

#include "export/markdown_priv.h"

#include <stdio.h>

#include "moot/doc/tree.h"
#include "moot/text/utf8.h"

enum { SPAN_STYLES = DOC_BOLD | DOC_ITALIC | DOC_STRIKE | DOC_CODE };

struct open_node {
	uint32_t end;      /* the first row that is not in it */
	size_t prefix_len; /* before it */
	int32_t next_item; /* of a list: its number */
	bool has_text;     /* something of it is written */
	uint8_t type;
};

struct body_writer {
	struct buf *out;
	struct doc_tree tree;
	const struct doc *doc;
	/* What the next line, and what those after it begin with; of the same length. */
	struct buf first, rest;
	size_t common_len; /* of the prefix, with the block before */
	struct open_node open[DOC_MAX_DEPTH + 2];
	int open_count;
	int above_level;
	bool any;          /* a block is written */
	/* Of the text in a line. */
	bool in_cell;
	uint32_t link;
	uint16_t style;
	uint16_t ignored;  /* styles that go without saying here */
	size_t ticks;      /* that the code began with */
	char italic;       /* the mark that it began with */
	size_t mark;       /* of the doc's, the next */
};

static struct open_node *innermost(struct body_writer *w)
{
	return &w->open[w->open_count - 1];
}

/* ---- lines ---- */

static void add_blank_line(struct body_writer *w)
{
	struct span prefix = span_sub(buf_span(&w->rest), 0, w->common_len);

	while (prefix.len && prefix.p[prefix.len - 1] == ' ')
		prefix.len--;
	buf_add_span(w->out, prefix);
	buf_add_char(w->out, '\n');
}

static void begin_line(struct body_writer *w)
{
	buf_add_span(w->out, buf_span(&w->first));
	buf_clear(&w->first);
	buf_add_span(&w->first, buf_span(&w->rest));
}

static void end_line(struct body_writer *w)
{
	while (w->out->len && w->out->data[w->out->len - 1] == ' ')
		buf_truncate(w->out, w->out->len - 1);
	buf_add_char(w->out, '\n');
}

/* An item that follows another without a gap stays close to it. */
static void begin_block(struct body_writer *w, bool close)
{
	if (w->any && !close)
		add_blank_line(w);
	w->any = true;
	w->common_len = w->rest.len;
	for (int i = 0; i < w->open_count; i++)
		w->open[i].has_text = true;
	begin_line(w);
}

/* ---- text in a line ---- */

static size_t most_ticks(struct span text)
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
		w->ticks = most_ticks(words) + 1;
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

/* The lines of a leaf, with a break between them. */
static void add_lines(struct body_writer *w, const struct doc_node *n, enum markdown_place place,
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
			begin_line(w);
	}
}

/* ---- leaves ---- */

static void write_text(struct body_writer *w, const struct doc_node *n, bool close)
{
	int level = w->above_level + n->heading;

	begin_block(w, close);
	if (n->heading) {
		buf_add_repeat(w->out, '#', (size_t)(level < 6 ? level : 6));
		buf_add_char(w->out, ' ');
		w->ignored = DOC_BOLD;
		add_lines(w, n, MARKDOWN_IN_LINE, " "); /* a heading has one line */
		w->ignored = 0;
	} else {
		add_lines(w, n, MARKDOWN_LINE_START, "\\\n");
	}
	end_line(w);
}

static void add_fence(struct body_writer *w, size_t len)
{
	buf_add_repeat(w->out, '`', len);
	buf_add_char(w->out, '\n');
}

static void write_pre(struct body_writer *w, const struct doc_node *n, bool close)
{
	struct span text = span_sub(
	    safe_span(w->tree.text), n->text_start, (size_t)n->text_start + n->text_len);
	size_t fence = most_ticks(text) + 1;
	struct span line;

	fence = fence < 3 ? 3 : fence;
	begin_block(w, close);
	add_fence(w, fence);
	while (span_line(&text, &line)) {
		begin_line(w);
		buf_add_span(w->out, line);
		end_line(w);
	}
	begin_line(w);
	add_fence(w, fence);
}

static void write_leaf(struct body_writer *w, const struct doc_node *n)
{
	struct open_node *inner = innermost(w);
	bool close = inner->type == DOC_ITEM && !inner->has_text && !n->gap;

	if (n->type == DOC_PRE) {
		write_pre(w, n, close);
	} else if (n->type == DOC_RULE) {
		begin_block(w, close);
		buf_add_str(w->out, "* * *\n");
	} else if (n->text_len) {
		write_text(w, n, close);
	}
}

/* ---- tables ---- */

/* Everything in a cell stands in one line. */
static void write_cell(struct body_writer *w, uint32_t from, uint32_t end)
{
	bool any = false;

	w->in_cell = true;
	w->ignored = w->tree.nodes[from].u.cell.header ? DOC_BOLD : 0;
	buf_add_str(w->out, "| ");
	for (uint32_t i = from; i < end; i++) {
		const struct doc_node *n = &w->tree.nodes[i];

		if (!n->text_len)
			continue;
		if (any)
			buf_add_str(w->out, "<br>");
		add_lines(w, n, MARKDOWN_IN_CELL, "<br>");
		any = true;
	}
	buf_add_char(w->out, ' ');
	w->in_cell = false;
	w->ignored = 0;
}

static uint32_t write_row(struct body_writer *w, uint32_t row)
{
	uint32_t cells = 0, end = w->tree.nodes[row].end;

	for (uint32_t i = row + 1; i < end; i = w->tree.nodes[i].end) {
		write_cell(w, i, w->tree.nodes[i].end);
		cells++;
	}
	buf_add_str(w->out, cells ? "|\n" : "| |\n");
	return cells ? cells : 1;
}

static void write_table(struct body_writer *w, uint32_t table)
{
	uint32_t end = w->tree.nodes[table].end;
	bool any = false;

	for (uint32_t i = table + 1; i < end; i = w->tree.nodes[i].end) {
		const struct doc_node *n = &w->tree.nodes[i];

		if (n->type != DOC_ROW) {
			for (uint32_t j = i; j < n->end; j++)
				if (w->tree.nodes[j].text_len)
					write_text(w, &w->tree.nodes[j], false);
			any = false;
			continue;
		}
		if (any)
			begin_line(w);
		else
			begin_block(w, false);
		uint32_t cells = write_row(w, i);
		if (!any) {
			begin_line(w);
			for (uint32_t c = 0; c < cells; c++)
				buf_add_str(w->out, "| --- ");
			buf_add_str(w->out, "|\n");
		}
		any = true;
	}
}

/* ---- containers ---- */

static void add_prefix(struct body_writer *w, const char *first, const char *rest)
{
	buf_add_str(&w->first, first);
	if (rest)
		buf_add_str(&w->rest, rest);
	else
		buf_add_repeat(&w->rest, ' ', strlen(first));
}

static void add_item_prefix(struct body_writer *w, const struct doc_node *item)
{
	const struct doc_node *list = &w->tree.nodes[item->parent];
	struct open_node *open = innermost(w);
	char marker[16] = "- ";

	if (list->type == DOC_LIST && list->u.list.numbering != DOC_BULLETS) {
		if (item->u.item.has_value)
			open->next_item = item->u.item.value;
		snprintf(marker, sizeof marker, "%u. ",
		    open->next_item < 0 ? 0 : (unsigned)open->next_item % 1000000000);
		if (open->next_item < INT32_MAX)
			open->next_item++;
	}
	add_prefix(w, item->u.item.unmarked ? "  " : marker, NULL);
}

static void open_node(struct body_writer *w, uint32_t row)
{
	const struct doc_node *n = &w->tree.nodes[row];
	size_t before = w->rest.len;

	if (w->open_count == (int)(sizeof w->open / sizeof *w->open))
		return;
	if (n->type == DOC_QUOTE)
		add_prefix(w, "> ", "> ");
	else if (n->type == DOC_ITEM)
		add_item_prefix(w, n);
	w->open[w->open_count++] = (struct open_node){ n->end, before,
		n->type == DOC_LIST && n->u.list.has_start ? n->u.list.start : 1, false, n->type };
}

static void close_nodes(struct body_writer *w, uint32_t row)
{
	while (w->open_count > 1 && innermost(w)->end <= row) {
		struct open_node *n = innermost(w);

		if (n->type == DOC_ITEM && !n->has_text) { /* its marker alone */
			begin_block(w, false);
			end_line(w);
		}
		buf_truncate(&w->first, n->prefix_len);
		buf_truncate(&w->rest, n->prefix_len);
		if (w->common_len > n->prefix_len)
			w->common_len = n->prefix_len;
		w->open_count--;
	}
}

static bool is_leaf(const struct doc_node *n)
{
	return n->type == DOC_TEXT || n->type == DOC_PRE || n->type == DOC_RULE;
}

void markdown_add_body(struct buf *out, const struct doc *d, struct span prefix, int above_level)
{
	struct body_writer w = { .out = out, .tree = doc_tree(d), .doc = d,
		.above_level = above_level, .open_count = 1 };

	w.open[0] = (struct open_node){ .end = (uint32_t)w.tree.node_count, .type = DOC_ROOT };
	buf_add_span(&w.first, prefix);
	buf_add_span(&w.rest, prefix);
	for (uint32_t i = 1; i < w.tree.node_count; i++) {
		const struct doc_node *n = &w.tree.nodes[i];

		close_nodes(&w, i);
		if (is_leaf(n)) {
			write_leaf(&w, n);
		} else if (n->type == DOC_TABLE && !n->u.table.linear) {
			write_table(&w, i);
			i = n->end - 1;
		} else {
			open_node(&w, i);
		}
	}
	close_nodes(&w, (uint32_t)w.tree.node_count);
	buf_release(&w.first);
	buf_release(&w.rest);
}
