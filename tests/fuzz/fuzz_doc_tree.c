/* Any bytes as a body: its nodes form a tree in document order, its runs and marks are
 * sorted and within the text, and what they name is there.
 */
#include "config.h"

#include "fuzz.h"

#include <stdlib.h>

#include "moot/base/buf.h"
#include "moot/base/xalloc.h"
#include "moot/doc/doc.h"
#include "moot/doc/tree.h"

static bool is_leaf(const struct doc_node *node)
{
	return node->type == DOC_TEXT || node->type == DOC_PRE || node->type == DOC_RULE;
}

/* What a node may stand in. */
static bool fits(enum doc_type type, enum doc_type parent)
{
	switch (type) {
	case DOC_ITEM:
		return parent == DOC_LIST;
	case DOC_ROW:
	case DOC_CAPTION:
		return parent == DOC_TABLE;
	case DOC_CELL:
		return parent == DOC_ROW;
	default:
		return parent != DOC_LIST && parent != DOC_TABLE && parent != DOC_ROW;
	}
}

/* A leaf's first run and mark are the first that concern its text. */
static void check_first(const struct doc_tree *t, uint32_t i)
{
	const struct doc_node *leaf = &t->nodes[i];
	uint32_t run = leaf->first_run, mark = leaf->first_mark;

	if (!leaf->text_len)
		return;
	if ((run && t->runs[run - 1].start + t->runs[run - 1].len > leaf->text_start) ||
	    (run < t->run_count && t->runs[run].start + t->runs[run].len <= leaf->text_start))
		bug("run %u is not the first of node %u", (unsigned)run, (unsigned)i);
	if ((mark && t->marks[mark - 1].at >= leaf->text_start) ||
	    (mark < t->mark_count && t->marks[mark].at < leaf->text_start))
		bug("mark %u is not the first of node %u", (unsigned)mark, (unsigned)i);
}

static void check_node(const struct doc_tree *t, uint32_t i, uint32_t *text_end)
{
	const struct doc_node *node = &t->nodes[i], *parent = &t->nodes[node->parent];

	if (node->parent >= i || node->end <= i || node->end > parent->end)
		bug("node %u is not within its parent", (unsigned)i);
	if (is_leaf(parent) || (is_leaf(node) && node->end != i + 1))
		bug("node %u is within a leaf", (unsigned)i);
	if (!fits(node->type, parent->type))
		bug("node %u of type %d is in one of type %d", (unsigned)i, node->type,
		    parent->type);
	if (node->first_run > t->run_count || node->first_mark > t->mark_count)
		bug("node %u begins after the last run or mark", (unsigned)i);
	if (!is_leaf(node))
		return;
	if (node->text_start + node->text_len > t->text.len ||
	    (node->text_len && node->text_start < *text_end))
		bug("the text of node %u is not after what is before it", (unsigned)i);
	check_first(t, i);
	if (node->text_len)
		*text_end = node->text_start + node->text_len;
}

static void check_depths(const struct doc_tree *t)
{
	uint32_t *depths = xcalloc(t->node_count, sizeof *depths);

	for (size_t i = 1; i < t->node_count; i++) {
		depths[i] = depths[t->nodes[i].parent] + 1;
		if (depths[i] > DOC_MAX_DEPTH + 1)
			bug("node %zu is %u levels deep", i, (unsigned)depths[i]);
	}
	free(depths);
}

static void check_runs(const struct doc_tree *t, size_t links)
{
	uint32_t end = 0;

	for (size_t i = 0; i < t->run_count; i++) {
		const struct doc_run *run = &t->runs[i];

		if (run->start < end || run->start + run->len > t->text.len)
			bug("run %zu is not after the one before it", i);
		if (run->link > links)
			bug("run %zu is of link %u of %zu", i, (unsigned)run->link, links);
		end = run->start + run->len;
	}
}

static void check_marks(const struct doc_tree *t, size_t links)
{
	for (size_t i = 0; i < t->mark_count; i++) {
		const struct doc_mark *mark = &t->marks[i];

		if (mark->at > t->text.len || (i && mark->at < t->marks[i - 1].at))
			bug("mark %zu is not after the one before it", i);
		if (mark->link > links || (mark->kind >= DOC_MARK_LINK_END && !mark->link))
			bug("mark %zu is of link %u of %zu", i, (unsigned)mark->link, links);
	}
}

static void check_images(const struct doc *d)
{
	uint32_t at = 0;

	for (size_t i = 0; i < doc_image_count(d); i++) {
		uint32_t start = doc_image(d, i)->text_start;

		if (start > doc_text(d).len)
			bug("image %zu is beyond the text", i);
		if (start < at)
			bug("image %zu is before the one before it", i);
		at = start;
	}
}

/* The first byte says what type the body is. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum body_type types[] = { BODY_HTML, BODY_TEXT, BODY_AUTOP };

	if (size == 0)
		return 0;
	struct doc *d = doc_parse(span_of((const char *)data + 1, size - 1), types[data[0] % 3],
	    span_str("https://blog.example/2024/03/post.html"));
	struct doc_tree t = doc_tree(d);
	uint32_t text_end = 0;

	for (uint32_t i = 1; i < t.node_count; i++)
		check_node(&t, i, &text_end);
	check_depths(&t);
	check_runs(&t, doc_link_count(d));
	check_marks(&t, doc_link_count(d));
	check_images(d);
	doc_free(d);
	return 0;
}
