/* What is used of libxml2. */
#ifndef MARKUP_LIBXML2_PRIV_H
#define MARKUP_LIBXML2_PRIV_H

#include <libxml/SAX2.h>
#include <libxml/parser.h>

#include "moot/base/dso.h"

#define LIBXML2_FUNCTIONS(F) \
	F(xmlCreatePushParserCtxt) F(xmlCtxtUseOptions) F(xmlFreeParserCtxt) F(xmlParseChunk) \
	F(xmlSAX2GetLineNumber)

struct libxml2 { LIBXML2_FUNCTIONS(DSO_POINTER) };

/* Filled from the first xml_new() on. */
extern struct libxml2 libxml2;

#endif
