/* The rows that a doc is made of: what layout reads.
 *
 * Nodes are in preorder: a node's subtree is the rows after it up to its end.  Only
 * leaves (text, pre, rule) have text.  Paragraphs and divs are not nodes: what they
 * mean is a new leaf, and how many empty lines stand before it (gap).
 *
 * Runs (styles, links) and marks (what happens between two characters) are sorted
 * by their place and belong to the whole text; a leaf says where its own begin.
 */
#ifndef MOOT_DOC_TREE_H
#define MOOT_DOC_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/doc/doc.h"

enum doc_type {
	DOC_ROOT,
	DOC_TEXT,    /* leaf: lines separated by \n, to be filled to the width */
	DOC_PRE,     /* leaf: lines that keep their shape */
	DOC_RULE,    /* leaf without text */
	DOC_QUOTE,
	DOC_LIST,
	DOC_ITEM,
	DOC_INDENT,  /* what a definition list says about a term */
	DOC_TABLE,
	DOC_CAPTION, /* in a table, before or between its rows */
	DOC_ROW,
	DOC_CELL,
};

/* Bits, the same values as layout's enum line_style. */
enum doc_style {
	DOC_BOLD = 1 << 0,
	DOC_ITALIC = 1 << 1,
	DOC_UNDERLINE = 1 << 2,
	DOC_STRIKE = 1 << 3,
	DOC_CODE = 1 << 4,
	DOC_IMAGE = 1 << 9,
	DOC_DIM = 1 << 10,
	DOC_MARKED = 1 << 11,
};

/* How the items of a list are numbered. */
enum doc_numbering {
	DOC_BULLETS,
	DOC_DECIMAL,
	DOC_LOWER_ALPHA,
	DOC_UPPER_ALPHA,
	DOC_LOWER_ROMAN,
	DOC_UPPER_ROMAN,
};

struct doc_node {
	uint32_t end;                  /* index after the last node of the subtree */
	uint32_t parent;               /* index; the root is its own */
	uint32_t text_start, text_len; /* leaves: bytes of doc_text() */
	uint32_t first_run;            /* leaves: the first that ends behind text_start */
	uint32_t first_mark;           /* leaves: the first that is at or behind it */
	uint8_t type;                  /* enum doc_type */
	uint8_t gap;                   /* empty lines before it, when something is before it */
	uint8_t heading;               /* leaves: level 1 to 6, 0 = no heading */
	bool implied;                  /* the markup did not say that it begins */
	bool continues;                /* text: the line that the leaf before ends with, of very
	                                * many words, goes on here behind a space */
	union {
		struct {
			uint8_t numbering; /* enum doc_numbering */
			bool reversed;
			int32_t start;
			bool has_start;
		} list;
		struct {
			int32_t value;
			bool has_value;
			bool unmarked; /* no bullet or number: it continues */
			uint8_t numbering; /* its own, or DOC_BULLETS: the list's */
		} item;
		struct {
			bool linear;   /* cells follow each other as blocks do */
			uint32_t leaves_before; /* while it is built */
		} table;
		struct {
			bool header;
		} row;
		struct {
			uint16_t colspan, rowspan; /* 1 to 1000; rowspan 0: to the end */
			bool header;
		} cell;
	} u;
};

/* Runs do not overlap; what no run covers is plain. */
struct doc_run {
	uint32_t start, len; /* bytes of doc_text() */
	uint32_t link;       /* 0 = none */
	uint16_t style;      /* enum doc_style */
};

enum doc_mark_kind {
	DOC_MARK_GLUE,     /* the space at this place is no place to break the line */
	DOC_MARK_BREAK,    /* the line may be broken before this place */
	DOC_MARK_HYPHEN,   /* the same, a hyphen is shown when it is */
	DOC_MARK_JOINER,     /* the text had a zero-width joiner here that files keep */
	DOC_MARK_NON_JOINER, /* the same for a zero-width non-joiner */
	DOC_MARK_LINK_END, /* a link's text ends before this place */
	DOC_MARK_URL_END,  /* the same; its text is its URL */
	DOC_MARK_LINK,     /* a link without text is here */
};

struct doc_mark {
	uint32_t at;   /* byte of doc_text() */
	uint32_t link; /* of the link marks */
	uint8_t kind;  /* enum doc_mark_kind */
};

struct doc_tree {
	const struct doc_node *nodes; /* nodes[0] is the root */
	const struct doc_run *runs;
	const struct doc_mark *marks;
	size_t node_count, run_count, mark_count;
	struct safe text;
	const uint32_t *link_numbers; /* what a link will be called; NULL: as it is now */
};

struct doc_tree doc_tree(const struct doc *d);
/* Have links got other numbers when all was read? */
bool doc_links_renumbered(const struct doc *d);
/* Was the link's URL shown wherever the link is?  (It need not be listed, then.) */
bool doc_link_is_shown(const struct doc *d, size_t n); /* n from 1 */

#endif
