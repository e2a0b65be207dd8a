/* The natural width of a cell is that of its widest line when nothing wraps, its
 * least width that of its longest word, but never more than 20.  Nested tables are
 * measured as tables; the builder sees to it that they do not nest deeper than two. */
#include "config.h"

#include "layout/table_priv.h"

enum { MAX_MIN_COLS = 20, RULE_COLS = 3, QUOTE_COLS = 2, TERM_COLS = 4 };

static int max_int(int a, int b)
{
	return a > b ? a : b;
}

static int min_int(int a, int b)
{
	return a < b ? a : b;
}

static struct extent widest(struct extent a, struct extent b)
{
	return (struct extent){ max_int(a.natural, b.natural), max_int(a.min, b.min) };
}

static int longest_word(struct span line, const struct width_opts *opts)
{
	int longest = 0;

	for (struct span word; longest < MAX_MIN_COLS && span_split(&line, ' ', &word);)
		longest = max_int(longest, min_int(text_cols(word, opts), MAX_MIN_COLS));
	return longest;
}

static struct extent measure_leaf(struct flow *f, const struct doc_node *leaf)
{
	struct extent extent = { 0, 0 };

	shown_build(f, leaf);
	for (struct span rest = f->shown.text, line; span_split(&rest, '\n', &line);) {
		int cols = min_int(text_cols(line, &f->opts->width), UNLIMITED);
		int min = leaf->type == DOC_PRE ? min_int(cols, MAX_MIN_COLS)
		                                : longest_word(line, &f->opts->width);

		extent = widest(extent, (struct extent){ cols, min });
	}
	return extent;
}

static struct extent measure_table(struct flow *f, uint32_t table)
{
	struct grid grid = { .cells = NULL };
	struct extent sum = { 0, 0 };

	if (!grid_build(&grid, f, table)) {
		grid_release(&grid);
		return (struct extent){ MAX_MIN_COLS, MAX_MIN_COLS };
	}
	for (uint32_t i = 0; i < grid.column_count; i++) {
		if (!grid.columns[i].used)
			continue;
		sum.natural += grid.columns[i].extent.natural + SEPARATOR_COLS;
		sum.min += grid.columns[i].extent.min + SEPARATOR_COLS;
	}
	sum.natural = max_int(sum.natural - SEPARATOR_COLS, 0);
	sum.min = min_int(max_int(sum.min - SEPARATOR_COLS, 0), sum.natural);
	grid_release(&grid);
	return sum;
}

/* What the container adds to the lines in it. */
static int indent_of(struct flow *f, uint32_t index)
{
	const struct doc_node *node = &f->tree->nodes[index];

	switch ((enum doc_type)node->type) {
	case DOC_QUOTE:
		return QUOTE_COLS;
	case DOC_INDENT:
		return TERM_COLS;
	case DOC_LIST:
		return list_marker_cols(f, index) + 1;
	default:
		return 0;
	}
}

struct extent measure_nodes(struct flow *f, uint32_t from, uint32_t to)
{
	struct {
		uint32_t end;
		int indent;
	} levels[DOC_MAX_DEPTH + 2];
	size_t depth = 0;
	int indent = 0;
	struct extent extent = { 0, 0 };

	for (uint32_t i = from; i < to;) {
		const struct doc_node *node = &f->tree->nodes[i];
		bool table = node->type == DOC_TABLE && !node->u.table.linear;
		struct extent own = { 0, 0 };

		while (depth && levels[depth - 1].end <= i)
			indent -= levels[--depth].indent;
		if (node->type == DOC_TEXT || node->type == DOC_PRE)
			own = measure_leaf(f, node);
		else if (node->type == DOC_RULE)
			own = (struct extent){ RULE_COLS, 1 };
		else if (table)
			own = measure_table(f, i);
		if (own.natural)
			extent = widest(extent,
			    (struct extent){ own.natural + indent,
			        min_int(own.min + indent, max_int(own.min, MAX_MIN_COLS)) });
		if (!table && node->end > i + 1) {
			levels[depth].end = node->end;
			levels[depth].indent = indent_of(f, i);
			indent += levels[depth++].indent;
		}
		i = table ? node->end : i + 1;
	}
	return extent;
}
