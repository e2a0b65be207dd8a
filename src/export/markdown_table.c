/* A table in which each row is a line. */
#include "config.h"

#include "export/markdown_body_priv.h"

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
		markdown_add_lines(w, n, MARKDOWN_IN_CELL, "<br>");
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

void markdown_add_table(struct body_writer *w, uint32_t table)
{
	uint32_t end = w->tree.nodes[table].end;
	bool any = false;

	for (uint32_t i = table + 1; i < end; i = w->tree.nodes[i].end) {
		const struct doc_node *n = &w->tree.nodes[i];

		if (n->type != DOC_ROW) {
			for (uint32_t j = i; j < n->end; j++)
				if (w->tree.nodes[j].text_len)
					markdown_add_text(w, &w->tree.nodes[j], false);
			any = false;
			continue;
		}
		if (any)
			markdown_begin_line(w);
		else
			markdown_begin_block(w, false);
		uint32_t cells = write_row(w, i);
		if (!any) {
			markdown_begin_line(w);
			for (uint32_t c = 0; c < cells; c++)
				buf_add_str(w->out, "| --- ");
			buf_add_str(w->out, "|\n");
		}
		any = true;
	}
}
