/* What writes a body as Markdown, shared by its lines, its blocks and its tables. */
#ifndef EXPORT_MARKDOWN_BODY_PRIV_H
#define EXPORT_MARKDOWN_BODY_PRIV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "export/markdown_priv.h"
#include "moot/base/buf.h"
#include "moot/doc/doc.h"
#include "moot/doc/tree.h"

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

/* markdown_body.c: begins a block, after a blank line unless it is close to what is before;
 * begins a line of it. */
void markdown_begin_block(struct body_writer *w, bool close);
void markdown_begin_line(struct body_writer *w);
void markdown_add_text(struct body_writer *w, const struct doc_node *n, bool close);

/* markdown_line.c: the lines of a leaf, with a break between them. */
void markdown_add_lines(struct body_writer *w, const struct doc_node *n,
    enum markdown_place place, const char *line_break);
/* The longest run of backticks. */
size_t markdown_most_ticks(struct span text);

/* markdown_table.c */
void markdown_add_table(struct body_writer *w, uint32_t table);

#endif
