/* For tests: the parser is to read what else comes, plain or not. */
#ifndef MARKUP_XML_PRIV_H
#define MARKUP_XML_PRIV_H

#include <stdbool.h>

#include "moot/markup/xml.h"

/* False: there is none, which is said in a diagnostic. */
bool xml_begin_parser(struct xml *x);

#endif
