/* The fast way through text that needs no repair. */
#ifndef MARKUP_XML_PASS_PRIV_H
#define MARKUP_XML_PASS_PRIV_H

#include "markup/xml_repair_priv.h"

/* Inside the root, outside of sections: passes whatever needs no repair, up to the
 * first thing that may need it. */
void pass_clean(struct repair *r);

#endif
