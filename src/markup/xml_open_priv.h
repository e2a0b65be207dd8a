/* Elements that are open: pushed by start tags, matched by end tags. */
#ifndef MARKUP_XML_OPEN_PRIV_H
#define MARKUP_XML_OPEN_PRIV_H

#include "markup/xml_repair_priv.h"

void open_push(struct repair_open *o, struct span name, size_t namespaces);
struct span open_top(const struct repair_open *o); /* SPAN_NONE when nothing is open */
void open_pop(struct repair_open *o);
/* How many elements an end tag of that name closes: 1 for the innermost, more when
 * others inside were left open, 0 when it closes none. */
size_t open_find(const struct repair_open *o, struct span name);
void open_release(struct repair_open *o);

#endif
