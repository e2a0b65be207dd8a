/* How a doc is built: the state that its parts share.
 *
 * doc_html.c turns markup events into calls of doc_roles.c, doc_plain.c turns lines
 * of plain text into the same calls; doc_build.c keeps the nodes, doc_inline.c the
 * text, doc_link.c the links, doc_media.c what stands for pictures and the like.
 */
#ifndef DOC_DOC_PRIV_H
#define DOC_DOC_PRIV_H

#include "moot/base/arena.h"
#include "moot/base/hash.h"
#include "moot/doc/tree.h"

struct doc {
	struct doc_node *nodes;
	struct doc_run *runs;
	struct doc_mark *marks;
	struct doc_link *links;
	struct doc_image *images;
	bool *link_shown; /* by link, from 0 */
	size_t node_len, node_cap, run_len, run_cap, mark_len, mark_cap;
	size_t link_len, link_cap, shown_cap, image_len, image_cap;
	struct buf text;
	struct arena arena; /* what links and images point at */
	struct builder *builder; /* NULL: all was read */
	size_t settled_len;      /* nodes that stay as they are */
	bool links_renumbered;   /* when all was read */
};

enum doc_role {
	ROLE_INLINE, ROLE_BLOCK, ROLE_HEADING, ROLE_QUOTE, ROLE_LIST, ROLE_ITEM, ROLE_TERMS,
	ROLE_INDENT, ROLE_PRE, ROLE_RULE, ROLE_BR, ROLE_WBR, ROLE_TABLE, ROLE_HEAD, ROLE_ROW,
	ROLE_CELL, ROLE_CAPTION, ROLE_LINK, ROLE_IMAGE, ROLE_MEDIA, ROLE_EMBED, ROLE_DRAWING,
	ROLE_NOSCRIPT, ROLE_QUOTED, ROLE_SHIFTED, ROLE_RUBY, ROLE_SKIP,
	ROLE_BASE, ROLE_AREA, ROLES
};

struct doc_element {
	const char *name;
	uint8_t len;  /* bytes of the name */
	uint8_t role; /* enum doc_role */
	uint16_t style;
	uint8_t arg;
};

/* NULL for what means nothing. */
const struct doc_element *doc_element_find(struct span name);

/* What becomes of white space. */
enum space_mode {
	SPACE_FOLDED,
	SPACE_LINES, /* line ends are kept, spaces folded */
	SPACE_KEPT,
	SPACE_PRE,   /* kept, in a DOC_PRE leaf */
};

/* What an element may change for its content; restored at its end. */
struct scope {
	uint32_t container; /* node that is open */
	uint32_t link;      /* 0 = none */
	uint16_t style;
	uint8_t heading, list_depth, table_depth, quote_depth, quoted_depth; /* levels */
	uint8_t space; /* enum space_mode */
	uint8_t language; /* row of doc_quoted.c */
	bool in_noscript, in_head; /* in_head: of a table */
};

struct open_element {
	const struct doc_element *element;
	struct scope outer; /* as it was before the element */
	uint32_t text_start; /* where its text begins: sub and sup */
};

enum { DOC_MAX_OPEN = 300, DOC_MAX_QUOTES = DOC_MAX_DEPTH - 4, DOC_MAX_SPAN = 1000 };

/* Plain text that is being read: see doc_plain.c. */
struct plain {
	struct span rest, line_rest;
	size_t open_quotes;
	size_t level;        /* of the leaf that is open */
	size_t empty_lines;  /* since the last line of text */
	size_t empty_level;  /* the lowest level of these; SIZE_MAX when there are none */
};

struct html_reader;
struct autop;

struct builder {
	struct doc *doc;
	struct html_reader *html; /* of markup; or NULL */
	struct autop *autop;      /* what was typed is made into markup; or NULL */
	struct buf markup;
	struct plain plain;
	struct span base_url;
	bool has_base; /* base_url is of the body itself */
	struct scope scope;

	/* The leaf being filled. */
	bool leaf_open;
	bool space_pending;     /* a space, when something follows */
	bool line_has_text;     /* more than spaces and placeholders */
	bool leaf_has_text;
	bool leaf_has_spaces;   /* spaces that do not collapse, or line ends */
	bool lone_break;        /* a br that nothing stood before in its block */
	bool pre_fresh;         /* nothing came since <pre>: one line end is dropped */
	bool leaf_continues;    /* it is a later part of a long one */
	uint32_t line_start;    /* byte of the text */
	uint32_t tab_at, tab_cols; /* up to this byte of the line, it has these columns */
	uint32_t guesses;       /* placeholders on the line, shown when nothing else is */
	uint32_t joiner;        /* what stood there, kept if the next character joins */
	uint32_t joiner_at;     /* byte of the text */
	uint8_t gap;            /* empty lines before what comes */
	uint32_t depth;         /* open containers */
	uint32_t leaves;        /* closed so far */

	/* Where leaves_index() goes on. */
	size_t index_node;
	uint32_t index_run, index_mark;

	/* The link being filled: where its text begins, and whether it has its mark. */
	uint32_t link_start;
	bool link_marked;
	struct hash link_ids;
	bool links_disordered;
	uint32_t *link_numbers; /* of those that settled text has, by id; 0: none yet */
	size_t link_numbers_len, numbered_marks;
	uint32_t last_number;
	struct buf scratch, url, link_key;
	struct buf *wanted_address; /* where that of image wanted_image goes; or NULL */
	size_t wanted_image;

	/* What is skipped: how deep; what it leaves. */
	unsigned int skip_depth;
	unsigned int title_depth; /* of an svg's title; 0 = none */
	struct buf label, media_url;

	size_t open_len;
	struct open_element open[DOC_MAX_OPEN]; /* set when used */
};

/* doc_read.c */
void builder_free(struct builder *b); /* NULL is allowed */

/* doc_build.c: nodes */
struct doc_node *node_at(struct builder *b, uint32_t i);
/* Opens a container in the right place, with what it implies around it.  False:
 * nested too deep, the content goes into the container that is open. */
bool container_open(struct builder *b, enum doc_type type);
void container_close_to(struct builder *b, uint32_t container);
/* Ends what the markup did not begin and begins what it left out, so that a node of that
 * type may follow; false when that would be nested too deep. */
bool container_fit(struct builder *b, enum doc_type type);
void leaf_open(struct builder *b);
void leaf_close(struct builder *b);
/* At the start of a line: where the leaf has become long, another one goes on. */
void leaf_split(struct builder *b);
/* In the place of a space: where the line has become very long, another leaf goes on with
 * it.  False: the space is to be written. */
bool line_split(struct builder *b);
void rule_add(struct builder *b);
/* Opens or closes quotes until so many are open of those that the caller opened. */
void quotes_set(struct builder *b, size_t *open, size_t wanted);
/* A leaf whose text is there already. */
struct doc_node *leaf_put(struct builder *b, uint32_t start, uint32_t len, uint8_t gap);
/* Tells each leaf where its runs and marks begin, when the text is complete: what is cut on
 * the way there takes runs and marks that nodes behind it have counted. */
/* Where the runs and marks of leaves begin, of the nodes before this one. */
void leaves_index(struct builder *b, size_t node_len);
/* The beginning or end of a block: the leaf ends; empty lines before what follows. */
void block_edge(struct builder *b, int gap);

/* doc_inline.c: text */
void text_feed(struct builder *b, struct span raw);
void text_break(struct builder *b);   /* br */
void text_mark(struct builder *b, enum doc_mark_kind kind, uint32_t link);
/* Text of ours, or of an attribute (cleaned here), that counts as text. */
void text_add_label(struct builder *b, struct span raw, uint16_t style);
/* The same for what is shown only if nothing else is on its line. */
void text_add_guess(struct builder *b, struct span raw, uint16_t style);
/* Writes the space that is due, so that the end of the text is where more begins. */
void text_flush(struct builder *b);
void text_cut(struct builder *b, size_t len);
/* Without the spaces and line ends at its end; how many line ends there were. */
int text_trim(struct builder *b, size_t from);
void run_add(struct builder *b, size_t start, size_t len);

/* doc_joiner.c: zero-width joiners, which are no text but may belong to it. */
void joiner_feed(struct builder *b, uint32_t joiner);
/* Text beyond ASCII comes, at the end of what is there. */
void joiner_settle(struct builder *b, struct span text);

/* doc_link.c */
uint32_t link_intern(struct builder *b, struct span url);
void link_start(struct builder *b, struct span href);
void link_end(struct builder *b);
void link_leaf_end(struct builder *b);
void link_bare_urls(struct builder *b, const struct doc_node *leaf);
void link_number_in_order(struct builder *b);
/* The numbers that links up to this byte of the text will have then. */
void link_number_ahead(struct builder *b, uint32_t text_end);

/* doc_media.c */
struct html_attr;
void image_add(struct builder *b, const struct html_attr *attrs, size_t count);
void media_add(struct builder *b, struct span name, struct span title, struct span url);
/* Neither a title nor more of an address than a host: nothing tells what it shows. */
bool media_is_nameless(struct span title, struct span url);
void shifted_end(struct builder *b, const struct open_element *open);

/* doc_html.c, doc_plain.c, autop.c, doc_quote.c */
/* Reading goes on for about so many bytes; false: all was read. */
void doc_html_begin(struct builder *b, struct span html);
bool doc_html_step(struct builder *b, size_t bytes);
void doc_plain_begin(struct builder *b, struct span text);
bool doc_plain_step(struct builder *b, size_t bytes);
/* Adds markup for the text, in steps; NULL: the text is markup already.  To be freed. */
struct autop *autop_begin(struct buf *out, struct span text);
bool autop_step(struct autop *a, size_t bytes); /* false: all is there */
/* Lines of the last leaf that start with > become quotes. */
void quote_lines(struct builder *b);
/* How many > stand at the start of a line, at most so many, and where its text begins. */
size_t quote_marks(struct span line, size_t most, size_t *text_at);

/* doc_roles.c */
void role_start(struct builder *b, struct open_element *open, const struct html_attr *attrs,
    size_t count);
void role_end(struct builder *b, struct open_element *open);

#endif
