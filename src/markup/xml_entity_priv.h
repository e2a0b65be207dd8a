/* References in XML text: which may pass, and what takes the place of the others. */
#ifndef MARKUP_XML_ENTITY_PRIV_H
#define MARKUP_XML_ENTITY_PRIV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/buf.h"
#include "moot/base/hash.h"
#include "moot/base/span.h"

/* The internal entities of a document.  Only plain ones are kept: their values hold
 * no markup and no reference to another entity, so that one expansion is all there
 * is, and all expansions together stay within a budget. */
struct xml_entities {
	struct xml_entity {
		uint32_t name, name_len, value, value_len; /* in text */
	} * rows; /* row i has id i + 1 in index */
	size_t len, cap;
	struct buf text;
	struct hash index;
	size_t refused; /* declarations that were not taken */
	size_t expanded_bytes; /* so far */
};

enum {
	XML_REFERENCE_BYTES = 80, /* longest name of an entity that is looked for, with & and ; */
	XML_RUN_BYTES = 40,       /* of references that make one character together */
};

/* Where the '>' of the DOCTYPE is that text begins with, or the length of a text that is cut
 * in it: quotes, comments and the internal subset may hold others. */
size_t xml_doctype_end(struct span text);
/* Reads the declarations of a DOCTYPE. */
void xml_entities_declare(struct xml_entities *e, struct span doctype);
void xml_entities_release(struct xml_entities *e);

/* The length of the reference at the start of text ('&') when the parser knows it as
 * it stands (the five names, numbers of characters that XML allows), and its character;
 * else 0. */
size_t xml_reference_char(struct span text, uint32_t *ch);
static inline size_t xml_reference_passes(struct span text)
{
	uint32_t ch;

	return xml_reference_char(text, &ch);
}
/* Could more text make a reference of text, or another one? */
bool xml_reference_is_cut(struct span text);
/* Adds what takes the place of the '&' at the start of text, escaped; returns how
 * many bytes of text that stands for (at least 1). */
size_t xml_reference_replace(struct xml_entities *e, struct span text, struct buf *out);
/* Adds text, whose references all pass, without them. */
void xml_decode(struct buf *out, struct span text);
/* Adds text, escaped for XML content and attributes. */
void xml_escape(struct buf *out, struct span text);
bool xml_char_allowed(uint32_t ch);

#endif
