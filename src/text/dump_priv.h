/* Names in a text dump, shared by the files of its grammar. */
#ifndef TEXT_DUMP_PRIV_H
#define TEXT_DUMP_PRIV_H

#include "moot/text/dump.h"

/* False: a sentence.  *name is none for "(no name)", and without quotation marks. */
bool dump_name_parse(struct span text, struct span *name);
/* In quotation marks where it would not be taken for a name otherwise. */
void dump_name_add(struct buf *out, struct span name);

#endif
