/* A doc's rows, in preorder, as Markdown blocks.
 *
 * Every line begins with what its containers put there: "> " of a quote, the marker of
 * a list item on its first line and as many blanks on the others.  Both are kept as one
 * text each, which grows when a container begins and shrinks when it ends.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "export/markdown_body_priv.h"

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

void markdown_begin_line(struct body_writer *w)
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
void markdown_begin_block(struct body_writer *w, bool close)
{
	if (w->any && !close)
		add_blank_line(w);
	w->any = true;
	w->common_len = w->rest.len;
	for (int i = 0; i < w->open_count; i++)
		w->open[i].has_text = true;
	markdown_begin_line(w);
}

/* ---- leaves ---- */

void markdown_add_text(struct body_writer *w, const struct doc_node *n, bool close)
{
	int level = w->above_level + n->heading;

	markdown_begin_block(w, close);
	if (n->heading) {
		buf_add_repeat(w->out, '#', (size_t)(level < 6 ? level : 6));
		buf_add_char(w->out, ' ');
		w->ignored = DOC_BOLD;
		markdown_add_lines(w, n, MARKDOWN_IN_LINE, " "); /* a heading has one line */
		w->ignored = 0;
	} else {
		markdown_add_lines(w, n, MARKDOWN_LINE_START, "\\\n");
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
	size_t fence = markdown_most_ticks(text) + 1;
	struct span line;

	fence = fence < 3 ? 3 : fence;
	markdown_begin_block(w, close);
	add_fence(w, fence);
	while (span_line(&text, &line)) {
		markdown_begin_line(w);
		buf_add_span(w->out, line);
		end_line(w);
	}
	markdown_begin_line(w);
	add_fence(w, fence);
}

static void write_leaf(struct body_writer *w, const struct doc_node *n)
{
	struct open_node *inner = innermost(w);
	bool close = inner->type == DOC_ITEM && !inner->has_text && !n->gap;

	if (n->type == DOC_PRE) {
		write_pre(w, n, close);
	} else if (n->type == DOC_RULE) {
		markdown_begin_block(w, close);
		buf_add_str(w->out, "* * *\n");
	} else if (n->text_len) {
		markdown_add_text(w, n, close);
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
			markdown_begin_block(w, false);
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
			markdown_add_table(&w, i);
			i = n->end - 1;
		} else {
			open_node(&w, i);
		}
	}
	close_nodes(&w, (uint32_t)w.tree.node_count);
	buf_release(&w.first);
	buf_release(&w.rest);
}
