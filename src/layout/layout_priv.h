/* The parts of the layout engine.
 *
 * A flow lays out a range of nodes into a column; table cells are flows of their own,
 * whose lines are then put side by side.  A sink collects lines; positions in it are
 * offsets, since its arrays move while they grow.
 */
#ifndef LAYOUT_LAYOUT_PRIV_H
#define LAYOUT_LAYOUT_PRIV_H

#include "moot/doc/tree.h"
#include "moot/layout/layout.h"

/* A line while it is collected: a struct line with offsets for pointers, which in
 * the end takes its place. */
struct sink_line {
	size_t text;  /* offset in the sink's text */
	size_t spans; /* index of the first span */
	uint32_t len, span_count, text_start;
	int cols;
	bool wrapped;
};

_Static_assert(sizeof(struct sink_line) == sizeof(struct line), "one takes the other's place");

struct sink {
	struct buf text;
	struct line_span *spans;
	struct sink_line *lines;
	size_t span_len, span_cap, line_len, line_cap;
	layout_line_fn *each; /* takes every line that ends, which then goes; or NULL */
	void *user;
};

void sink_release(struct sink *s);
void sink_clear(struct sink *s);
void sink_begin(struct sink *s);
/* Bytes of the line that is open; text_start NOT_IN_TEXT for what is not the doc's. */
void sink_add(struct sink *s, struct span text, uint32_t text_start, uint16_t style,
    uint16_t quote_depth, uint32_t link);
void sink_add_spaces(struct sink *s, size_t count);
/* What a line of the sink's is now, as long as nothing is added. */
struct line sink_line(const struct sink *s, const struct sink_line *from);
/* Ends the line: trailing spaces that layout added go. */
void sink_end(struct sink *s, int cols, bool wrapped);
/* Appends a finished line of another sink to the line that is open. */
void sink_copy(struct sink *s, const struct sink *from, const struct sink_line *line);

/* Takes what the sink has.  text_end: where the text behind these lines begins. */
struct layout *layout_of(struct sink *sink, const struct layout_opts *opts, uint32_t text_end);
/* layout_quotes.c: puts one line in the place of each quote. */
void quotes_hide(struct sink *sink);

/* The text of a leaf as it is shown: with link numbers and the like put in. */
struct piece {
	uint32_t at;         /* offset in the shown text; it ends where the next begins */
	uint32_t text_start; /* of its first byte, or NOT_IN_TEXT */
	uint32_t link;
	uint16_t style;
};

struct stop {
	uint32_t at;  /* offset in the shown text */
	uint8_t kind; /* DOC_MARK_GLUE, _BREAK or _HYPHEN */
};

struct shown {
	struct span text; /* the doc's own when nothing was put in, else room's */
	struct buf room;
	struct piece *pieces;
	struct stop *stops;
	size_t piece_len, piece_cap, stop_len, stop_cap;
};

/* What is open around the node: prefixes of lines up to here. */
struct level {
	uint32_t end;        /* node index where it ends */
	uint32_t rest_len;   /* bytes of the prefix outside of it */
	int rest_cols;
	uint16_t quote_depth;
	uint8_t list_depth;  /* lists outside of it that have bullets */
	uint32_t bar_at;     /* in rest: what follows the last bar; 0 = there is none */
	char bar_char;       /* what stood there outside of it */
	int marker_cols;     /* of a list: its widest marker */
	uint32_t node;
};

struct flow {
	const struct doc_tree *tree;
	const struct layout_opts *opts;
	struct sink *out;
	int cols;           /* of the column; UNLIMITED: lines do not wrap */
	bool in_cell;       /* no line may be wider, even of preformatted text */
	bool roomy;         /* all lines fit, with whatever prefix they have */

	/* The prefix of the next line, and of the lines after it. */
	struct buf first, rest;
	int first_cols, rest_cols;
	uint16_t quote_depth;
	uint8_t list_depth;
	uint32_t bar_at;

	struct level levels[DOC_MAX_DEPTH + 2];
	size_t level_len;
	size_t gap_level;   /* the outermost level since the last line */
	unsigned int gap;   /* empty lines before the next line */
	bool begun;         /* a line was written */

	uint32_t label;     /* leaf whose text and a colon come before the next; 0 = none */
	int heading_cols;   /* widest line of the heading that is being written */
	struct shown shown;
};

enum { UNLIMITED = 1 << 28, SEPARATOR_COLS = 3, MAX_LABEL_BYTES = 40 };

/* Of the whole text. */
static inline int flow_cols(const struct layout_opts *opts)
{
	return opts->cols > 0 ? opts->cols : UNLIMITED;
}

/* layout_flow.c */
void flow_init(struct flow *f, const struct doc_tree *tree, const struct layout_opts *opts,
    struct sink *out);
void flow_release(struct flow *f);
/* Begins a column of that width; what was allocated for the last one is used again. */
void flow_restart(struct flow *f, int cols);
void flow_nodes(struct flow *f, uint32_t from, uint32_t to);
/* Lays out these nodes as if all before them had been.  The first of them is not the first
 * in its container, and stands in quotes, lists and the like only. */
void flow_part(struct flow *f, uint32_t from, uint32_t to);
/* Writes the empty lines that are due. */
void flow_gap(struct flow *f);
int flow_first_cols(const struct flow *f); /* cells for text on the next line */
/* What the next line and those after it have in front, at most. */
int flow_prefix_cols(const struct flow *f);
/* Begins a line with its prefix. */
void flow_begin_line(struct flow *f);
void flow_end_line(struct flow *f, int text_cols, bool wrapped);

/* layout_text.c, layout_wrap.c */
void shown_build(struct flow *f, const struct doc_node *leaf);
void flow_text(struct flow *f, const struct doc_node *leaf);
void flow_pre(struct flow *f, const struct doc_node *leaf);
void flow_shown(struct flow *f, size_t from, size_t to);
/* goes_on: the next leaf continues the last line. */
void wrap_text(struct flow *f, bool goes_on);
/* The node after a leaf, and after those whose text was shown with it. */
uint32_t flow_after_leaf(const struct flow *f, uint32_t index);

/* layout_list.c: "12." or a bullet, with the list's numbering. */
void list_marker(const struct flow *f, const struct doc_node *list, const struct doc_node *item,
    struct buf *out);
int list_marker_cols(struct flow *f, uint32_t list);

/* layout_table.c */
void flow_table(struct flow *f, uint32_t table);

#endif
