/* XML as people have it, made well-formed on its way to the parser.
 *
 * What is well-formed passes without being copied.  Left out: what is before the
 * document and behind it, declarations, comments, instructions, and the DOCTYPE
 * (plain internal entities are expanded).  Replaced: names of HTML characters and
 * references that XML does not know; '&' and '<' that are text.  Tags are rewritten
 * where their attributes are not well-formed, and completed where they do not
 * match: an end tag closes all that was opened inside its element, an end tag of
 * nothing is dropped.  Line ends are kept, so that line numbers stay right.
 */
#ifndef MARKUP_XML_REPAIR_PRIV_H
#define MARKUP_XML_REPAIR_PRIV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "markup/xml_entity_priv.h"
#include "moot/base/buf.h"
#include "moot/base/span.h"

enum repair_state {
	REPAIR_START, /* where does the document begin? */
	REPAIR_CONTENT, /* text and tags; before the root as well */
	REPAIR_CDATA,
	REPAIR_COMMENT,
	REPAIR_INSTRUCTION,
	REPAIR_AFTER, /* the root is closed */
};

/* The elements that are open; their names stand in one string. */
struct repair_open {
	struct buf names;
	struct repair_element {
		size_t name; /* where it begins in names; it ends where the next begins */
		uint32_t namespaces; /* declared by it */
	} * rows;
	size_t len, cap;
	size_t namespaces; /* declared by all of them */
};

struct repair {
	enum repair_state state;
	struct repair_open open;
	struct xml_entities entities;
	struct buf pending; /* the end of the last piece, which needs more to be understood */
	struct buf joined; /* pending and the new piece */
	struct buf out;
	/* The piece at work: [0, from) is done with, [from, at) may pass as it is but
	 * is not yet in out. */
	struct span text;
	size_t from, at;
	bool end; /* it is the last one */
	char tail[2]; /* the last bytes of the pieces before */
	size_t lt, amp; /* the next '<' and '&' from some place before or at `at` on */
	size_t lines; /* line ends before text */
	/* Findings. */
	size_t repairs, first_repair_line;
	const char *first_repair;
	bool doctype; /* there was one */
	bool cut; /* the document ended in the middle ... */
	size_t open_at_end; /* ... of so many elements */
	bool too_large; /* something was beyond a limit */
};

/* The next piece of well-formed text, valid until the next call.  With end, what is
 * open is closed. */
struct span repair_next(struct repair *r, struct span in, bool end);
void repair_release(struct repair *r);

#endif
