/* Well-formed XML (xml_repair.c's) as events, without a parser, for as long as it is plain:
 * names of ASCII letters, digits and - . _ with at most one prefix, namespaces whose addresses
 * hold nothing that has to be decoded.  Nearly all XML is.  At what is not, reading stops, and
 * the parser goes on from there.
 */
#ifndef MARKUP_XML_PLAIN_PRIV_H
#define MARKUP_XML_PLAIN_PRIV_H

#include <stddef.h>
#include <stdint.h>

#include "markup/xml_scope_priv.h"
#include "markup/xml_tag_priv.h"
#include "moot/base/buf.h"
#include "moot/base/span.h"
#include "moot/markup/xml.h"

struct plain {
	const struct xml_handlers *handlers;
	void *user;
	struct scope scope;
	struct plain_element {
		uint32_t name;
		uint32_t namespaces; /* in scope outside of it */
	} *open;
	size_t open_count, open_cap;
	/* Of the start tag at hand. */
	struct xml_attr attrs[TAG_ATTRIBUTES_MAX];
	uint32_t names[TAG_ATTRIBUTES_MAX];
	size_t attr_count;
	struct buf values; /* the decoded ones */
	struct buf text;   /* decoded */
	bool after_cr;     /* text ended with "\r" */
	const char *at, *counted; /* in the text at hand: the end of what is told, and of lines */
	size_t lines;      /* line ends before `counted` */
};

/* Returns how much of text it has told. */
size_t plain_read(struct plain *p, struct span text);
/* Line ends before the end of what is told. */
size_t plain_lines(struct plain *p);
/* Adds start tags of the elements that are open, as they are to be read by others. */
void plain_add_open_tags(const struct plain *p, struct buf *out);
void plain_release(struct plain *p);

#endif
