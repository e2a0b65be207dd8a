/* The tree as text: a node a line, indented by its depth, then its text. */
#include "config.h"

#include "doc/doc_priv.h"

static const char *const type_names[] = {
	[DOC_ROOT] = "root",
	[DOC_TEXT] = "text",
	[DOC_PRE] = "pre",
	[DOC_RULE] = "rule",
	[DOC_QUOTE] = "quote",
	[DOC_LIST] = "list",
	[DOC_ITEM] = "item",
	[DOC_INDENT] = "indent",
	[DOC_TABLE] = "table",
	[DOC_CAPTION] = "caption",
	[DOC_ROW] = "row",
	[DOC_CELL] = "cell",
};

static const struct {
	uint16_t style;
	const char *name;
} style_names[] = {
	{ DOC_BOLD, "bold" },
	{ DOC_ITALIC, "italic" },
	{ DOC_UNDERLINE, "underline" },
	{ DOC_STRIKE, "strike" },
	{ DOC_CODE, "code" },
	{ DOC_IMAGE, "image" },
	{ DOC_DIM, "dim" },
	{ DOC_MARKED, "mark" },
};

static void add_details(struct buf *out, const struct doc_node *node)
{
	static const char numbering[] = "*1aAiI";

	if (node->type == DOC_LIST)
		buf_addf(out, " %c", numbering[node->u.list.numbering]);
	if (node->type == DOC_ITEM && node->u.item.unmarked)
		buf_add_str(out, " unmarked");
	else if (node->type == DOC_ITEM && node->u.item.numbering)
		buf_addf(out, " %c %d", numbering[node->u.item.numbering], (int)node->u.item.value);
	else if (node->type == DOC_ITEM)
		buf_addf(out, " %d", (int)node->u.item.value);
	if (node->type == DOC_TABLE && node->u.table.linear)
		buf_add_str(out, " linear");
	if (node->type == DOC_ROW && node->u.row.header)
		buf_add_str(out, " header");
	if (node->type == DOC_CELL && (node->u.cell.colspan != 1 || node->u.cell.rowspan != 1))
		buf_addf(out, " %dx%d", node->u.cell.colspan, node->u.cell.rowspan);
	if (node->continues)
		buf_add_str(out, " continues");
	if (node->heading)
		buf_addf(out, " h%d", node->heading);
	if (node->gap)
		buf_addf(out, " gap %d", node->gap);
}

static void add_text(struct buf *out, struct span text)
{
	buf_add_str(out, " \"");
	for (size_t i = 0; i < text.len; i++) {
		if (text.p[i] == '\n')
			buf_add_str(out, "\\n");
		else if (text.p[i] == '"' || text.p[i] == '\\')
			buf_addf(out, "\\%c", text.p[i]);
		else
			buf_add_char(out, text.p[i]);
	}
	buf_add_char(out, '"');
}

static void add_runs(struct buf *out, const struct doc *d)
{
	for (size_t i = 0; i < d->run_len; i++) {
		const struct doc_run *run = &d->runs[i];

		buf_addf(out, "run %u+%u", (unsigned int)run->start, (unsigned int)run->len);
		for (size_t s = 0; s < sizeof style_names / sizeof *style_names; s++)
			if (run->style & style_names[s].style)
				buf_addf(out, " %s", style_names[s].name);
		if (run->link)
			buf_addf(out, " link %u", (unsigned int)run->link);
		buf_add_char(out, '\n');
	}
}

static void add_lists(struct buf *out, const struct doc *d)
{
	for (size_t i = 0; i < d->link_len; i++)
		buf_addf(
		    out, "link %zu %.*s\n", i + 1, (int)d->links[i].url.len, d->links[i].url.p);
	for (size_t i = 0; i < d->image_len; i++)
		buf_addf(out, "image \"%.*s\" %.*s\n", (int)d->images[i].alt.len,
		    d->images[i].alt.p, (int)d->images[i].url.len, d->images[i].url.p);
}

void doc_dump(const struct doc *d, struct buf *out)
{
	size_t depth = 0;
	uint32_t parent = 0;

	for (uint32_t i = 1; i < d->node_len; i++) {
		const struct doc_node *node = &d->nodes[i];

		for (; parent > node->parent; parent = d->nodes[parent].parent)
			depth--;
		if (parent != node->parent) {
			parent = node->parent;
			depth++;
		}
		buf_add_repeat(out, ' ', 2 * depth);
		buf_add_str(out, type_names[node->type]);
		add_details(out, node);
		if (node->text_len)
			add_text(out,
			    span_sub(buf_span(&d->text), node->text_start,
			        node->text_start + node->text_len));
		buf_add_char(out, '\n');
	}
	add_runs(out, d);
	add_lists(out, d);
}
